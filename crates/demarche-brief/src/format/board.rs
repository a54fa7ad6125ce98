//! A situation as a board for reading at a desk: what stands between the parties, the latest first, each line with the
//! passage it rests on. All of it is in the JSON; the board leaves out what is old or between others.

use crate::name::{Naming, party};
use crate::{day, name};
use demarche_assess::situation::{
    Channel, Claim, Conflict, Event, Evidence, Expectation, Movement, Outcome, Position, Side, Situation,
};
use demarche_assess::vocabulary::{ChannelForm, Directness, EventStatus, Outlook, Period, Stance};
use jiff::civil::Date;
use std::fmt::Write;

/// Lines of a section at most.
const LINES: usize = 12;
/// Characters of a passage at most.
const QUOTE: usize = 220;

/// The board.
pub fn write(situation: &Situation) -> String {
    let mut board = Board { situation, naming: Naming::new(situation), out: String::new() };
    board.head();
    let among = |parties: &[String]| parties.iter().filter(|party| situation.is_between(party)).count();
    let wanted = situation.between.len().min(2);

    let mut channels: Vec<&Channel> =
        situation.channels.iter().filter(|channel| among(&channel.parties) >= wanted).collect();
    channels.sort_by_key(|channel| std::cmp::Reverse(channel.last_reported));
    board.section("Channels", &channels, Board::channel);

    let mut positions: Vec<&Position> =
        situation.positions.iter().filter(|position| situation.is_between(&position.holder)).collect();
    positions.sort_by_key(|position| std::cmp::Reverse(last_word(position)));
    board.section("Positions", &positions, Board::position);

    let ours = |expectation: &&Expectation| {
        expectation.by.as_deref().is_some_and(|by| situation.is_between(situation.party(by)))
    };
    let mut expectations: Vec<&Expectation> = situation.expectations.iter().filter(ours).collect();
    expectations.sort_by_key(|expectation| std::cmp::Reverse(expectation.made));
    board.section("Expectations", &expectations, Board::expectation);

    let mut events: Vec<&Event> = situation
        .events
        .iter()
        .filter(|event| !event.background && among(&event.actors) + among(&event.recipients) >= wanted)
        // What a party does to itself is no dealing between the parties.
        .filter(|event| event.recipients.is_empty() || event.actors != event.recipients)
        .collect();
    events.sort_by_key(|event| std::cmp::Reverse((told_on(event), event_day(event))));
    board.section("Events", &events, Board::event);

    let between =
        |side: &&Side| side.by.as_deref().is_some_and(|by| situation.is_between(situation.party(by)));
    let mut conflicts: Vec<&Conflict> = situation
        .conflicts
        .iter()
        .filter(|conflict| conflict.sides.iter().any(|side| between(&side)))
        .collect();
    conflicts.sort_by_key(|conflict| {
        std::cmp::Reverse(conflict.sides.iter().filter_map(|side| side.evidence.day()).max())
    });
    board.section("Accounts that differ", &conflicts, |board, conflict| {
        let mut line = format!("Over {}", conflict.over);
        for side in &conflict.sides {
            let who = board.naming.call(side.by.as_deref());
            let _ = write!(line, "\n    {who}: {}", quoted(&side.evidence));
        }
        line
    });
    board.out
}

struct Board<'s> {
    situation: &'s Situation,
    naming: Naming<'s>,
    out: String,
}

impl<'s> Board<'s> {
    fn head(&mut self) {
        let mut title =
            name::join(&self.situation.between.iter().map(|code| party(code)).collect::<Vec<_>>());
        if let Some(first) = title.get(..1).map(str::to_uppercase) {
            title.replace_range(..1, &first);
        }
        let as_of =
            self.situation.as_of.map_or_else(String::new, |date| format!(", as of {}", day::full(date)));
        let sources = &self.situation.sources;
        let copies = sources.iter().filter(|source| source.copy_of.is_some()).count();
        let mut publishers: Vec<&str> =
            sources.iter().filter_map(|source| source.publisher.as_deref()).collect();
        publishers.sort_unstable();
        publishers.dedup();
        let _ = writeln!(self.out, "{title}{as_of}");
        if let Some(since) = self.situation.since {
            let _ = write!(self.out, "What is new since {}. ", day::full(since));
        }
        let _ = write!(self.out, "From {}", count(sources.len(), "report"));
        if !publishers.is_empty() {
            let _ = write!(self.out, " by {}", count(publishers.len(), "publisher"));
        }
        if copies > 0 {
            let copies = if copies == 1 { "1 a copy".to_owned() } else { format!("{copies} of them copies") };
            let _ = write!(self.out, ", {copies}");
        }
        self.out.push_str(".\n");
    }

    fn section<T>(&mut self, title: &str, items: &[T], line: impl Fn(&mut Board<'s>, &T) -> String) {
        if items.is_empty() {
            return;
        }
        let _ = write!(self.out, "\n{}\n", title.to_uppercase());
        for item in items.iter().take(LINES) {
            let line = line(self, item);
            let _ = writeln!(self.out, "  {}", capital(&line));
        }
        if items.len() > LINES {
            let _ = writeln!(self.out, "  … and {} earlier, in --format json", items.len() - LINES);
        }
    }

    fn day(&self, day: Option<Date>) -> String {
        day.map_or_else(|| "undated".to_owned(), |day| day::short(day, self.situation.as_of))
    }

    fn parties(&mut self, ids: &[String]) -> String {
        self.naming.call_all(ids.iter().map(String::as_str))
    }

    fn channel(&mut self, channel: &&Channel) -> String {
        let mut parties = channel.parties.clone();
        parties.sort_by_key(|party| {
            self.situation.between.iter().position(|own| own == party).unwrap_or(usize::MAX)
        });
        let mut line = self.parties(&parties);
        match channel.directness {
            Directness::Direct => line.push_str(", directly"),
            Directness::Indirect => line.push_str(", indirectly"),
            Directness::Unspecified => {}
        }
        if !channel.intermediaries.is_empty() {
            let through = self.parties(&channel.intermediaries);
            let _ = write!(line, ", through {through}");
        }
        let form = match channel.form {
            ChannelForm::Unspecified => "contact".to_owned(),
            form => words(form.as_str()),
        };
        let (since, last) = (self.day(channel.since), self.day(channel.last_reported));
        let _ = write!(line, ": {form} {}", words(channel.status.as_str()));
        if since == last {
            let _ = write!(line, ", reported {last}");
        } else {
            let _ = write!(line, ", first reported {since}, last {last}");
        }
        // The last word of each who has one, the newest first.
        let mut told: Vec<(Option<&str>, &str)> = Vec::new();
        for claim in channel.claims.iter().rev() {
            let who = (claim.by.as_deref(), claim.status.as_str());
            if told.contains(&who) || told.len() >= 4 {
                continue;
            }
            told.push(who);
            let _ = write!(line, "\n    {}", self.claim(claim));
        }
        line
    }

    fn claim(&mut self, claim: &Claim) -> String {
        let who = self.naming.call(claim.by.as_deref());
        format!(
            "{}, {who}, {}: {}",
            words(claim.status.as_str()),
            self.day(claim.on),
            quoted(&claim.evidence)
        )
    }

    fn position(&mut self, position: &&Position) -> String {
        let holder = self.naming.call(Some(&position.holder));
        let mut line = format!("{holder} on {}: {}", position.issue.text, stance(position.stance));
        let _ = write!(line, ", since {}", self.day(position.since));
        let before = position.history.iter().rev().find(|stand| stand.stance != position.stance);
        let moved = match position.movement {
            Movement::Softened => Some("softened"),
            Movement::Hardened => Some("hardened"),
            Movement::Unchanged | Movement::New => None,
        };
        if let (Some(moved), Some(before)) = (moved, before) {
            let _ = write!(line, ", {moved} (before: {}, {})", stance(before.stance), self.day(before.on));
        }
        if let Some(stand) = position.history.iter().rev().find(|stand| stand.stance == position.stance) {
            let who = self.naming.call(stand.by.as_deref());
            let _ = write!(line, "\n    {who}, {}: {}", self.day(stand.on), quoted(&stand.evidence));
        }
        line
    }

    fn expectation(&mut self, expectation: &&Expectation) -> String {
        let who = self.naming.call(expectation.by.as_deref());
        let outlook = match expectation.outlook {
            Outlook::Progress => "progress",
            Outlook::Setback => "a setback",
            Outlook::Mixed => "an open outcome",
        };
        let until = self.until(expectation.window);
        let outcome = match expectation.outcome {
            Outcome::Open => "open",
            Outcome::Met => "met",
            Outcome::Lapsed => "lapsed",
        };
        let made = self.day(expectation.made);
        let mut line = format!("{outcome}: {who}, {made}, expects {outlook}{until}: {}", expectation.of);
        for evidence in expectation.evidence.iter().take(1) {
            let _ = write!(line, "\n    {}", quoted(evidence));
        }
        if let Some(settled) = &expectation.settled_by {
            let _ = write!(line, "\n    settled by {}", quoted(settled));
        }
        line
    }

    fn until(&self, window: Period) -> String {
        window.to.map_or_else(String::new, |last| format!(", by {}", self.day(Some(last))))
    }

    fn event(&mut self, event: &&Event) -> String {
        let actors = self.parties(&event.actors);
        let recipients = self.parties(&event.recipients);
        let mut line = format!("{}: {}", self.day(event_day(event)), event.kind.to_lowercase());
        if let Some(mode) = &event.mode {
            let _ = write!(line, " ({})", words(mode));
        }
        if !actors.is_empty() {
            let _ = write!(line, ", {actors}");
        }
        if !recipients.is_empty() {
            let _ = write!(line, " → {recipients}");
        }
        if event.status != EventStatus::Occurred {
            let _ = write!(line, ", {}", event.status.as_str());
        }
        if event.reports > 1 {
            let _ = write!(
                line,
                " ({}, {})",
                count(event.reports, "report"),
                count(event.independent_sources, "independent source")
            );
        }
        for evidence in event.evidence.iter().take(1) {
            let _ = write!(line, "\n    {}", quoted(evidence));
        }
        line
    }
}

/// When a position was last spoken of.
fn last_word(position: &Position) -> Option<Date> {
    position.history.iter().filter_map(|stand| stand.on).max()
}

/// The day of the first report of an event.
fn told_on(event: &Event) -> Option<Date> {
    event.evidence.first().and_then(Evidence::day)
}

/// The day of an event, or of the first report of it: nothing has happened later than it was told.
fn event_day(event: &Event) -> Option<Date> {
    let given = event.on.and_then(|on| on.to.or(on.from));
    let ahead =
        matches!(event.status, EventStatus::Planned | EventStatus::Proposed | EventStatus::Hypothetical);
    match (given, told_on(event)) {
        (Some(given), Some(told)) if given > told && !ahead => Some(told),
        (given, told) => given.or(told),
    }
}

fn stance(stance: Stance) -> String {
    words(stance.as_str())
}

fn words(slug: &str) -> String {
    slug.replace(['_', '-'], " ")
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn capital(line: &str) -> String {
    let mut letters = line.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A passage with its file, cut at a word where it is long.
fn quoted(evidence: &Evidence) -> String {
    let quote = evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = quote.char_indices().nth(QUOTE).map(|(end, _)| quote[..end].rfind(' ').unwrap_or(end));
    let quote = cut.map_or_else(|| quote.clone(), |end| format!("{} …", &quote[..end]));
    let file = evidence.file.rsplit('/').next().unwrap_or(&evidence.file);
    match evidence.publisher.as_deref() {
        Some(publisher) => format!("“{quote}” ({publisher}, {file})"),
        None => format!("“{quote}” ({file})"),
    }
}
