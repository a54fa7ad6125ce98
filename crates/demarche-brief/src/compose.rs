//! Selects what matters, arranges it, and has it written.

use crate::briefing::{Answer, Briefing, SCHEMA, Section, Sentence};
use crate::day;
use crate::name::join;
use crate::scribe::Scribe;
use crate::word;
use demarche_assess::news::Changes;
use demarche_assess::situation::{
    Channel, Conflict, Event, Expectation, Movement, Outcome, Position, Situation, Statement,
};
use demarche_assess::vocabulary::{Act, ChannelStatus, Directness, EventStatus, Stance};
use jiff::civil::Date;

/// How many items a section holds at most.
const LONGEST: usize = 10;

/// Days within which two reports of a channel count as one state of affairs.
const FRESH_DAYS: i32 = 7;

/// Composes the briefing on a situation that opens with what changed since an earlier one; `None` as [`compose`] has it.
/// Where nothing changed, that is told among what could not be told.
pub fn compose_since(situation: &Situation, changes: &Changes) -> Option<Briefing> {
    let mut scribe = Scribe::new(situation);
    let changed = word::change::sentence(&mut scribe, changes);
    let mut briefing = written(situation, scribe)?;
    if changed.is_none() {
        let since = changes.since.map(|day| format!(" since {}", day::full(day))).unwrap_or_default();
        briefing.gaps.insert(0, format!("nothing changed{since}"));
    }
    briefing.changed = changed;
    Some(briefing)
}

/// Composes the briefing on a situation; `None` where the situation holds nothing that could be cited.
pub fn compose(situation: &Situation) -> Option<Briefing> {
    written(situation, Scribe::new(situation))
}

fn written<'s>(situation: &'s Situation, mut scribe: Scribe<'s>) -> Option<Briefing> {
    let headline = headline(&mut scribe)?;
    let summary = summary(&mut scribe);
    let mut sections = Vec::new();
    let mut add = |title: &str, items: Vec<Sentence>| {
        if !items.is_empty() {
            sections.push(Section { title: title.to_owned(), items });
        }
    };
    add("Where it stands", dealings(&mut scribe));
    add("Channels", channels(&mut scribe));
    add("Positions and red lines", positions(&mut scribe));
    add("Pressure", pressure(&mut scribe));
    add("What was said", said(&mut scribe));
    add("What is expected", expected(&mut scribe));
    add("Where accounts differ", conflicts(&mut scribe));
    add("Why it matters", stakes(&mut scribe));
    let questions = questions(&mut scribe);
    Some(Briefing {
        schema: SCHEMA.to_owned(),
        between: situation.between.clone(),
        as_of: situation.as_of,
        since: situation.since,
        reports: situation.sources.len(),
        headline,
        changed: None,
        summary,
        sections,
        questions,
        notes: scribe.into_notes(),
        gaps: gaps(situation),
    })
}

/// One line: how the parties deal with each other, else what was done last, else what was said.
fn headline(scribe: &mut Scribe<'_>) -> Option<Sentence> {
    let situation = scribe.situation;
    let between =
        |channel: &&Channel| channel.parties.iter().filter(|party| situation.is_between(party)).count() > 1;
    // What was reported in the last days comes before what was, however firm that stood.
    let newest = situation.channels.iter().filter(between).filter_map(|channel| channel.last_reported).max();
    let fresh = |channel: &Channel| {
        newest
            .zip(channel.last_reported)
            .is_some_and(|(newest, last)| (newest - last).get_days() <= FRESH_DAYS)
    };
    let live = situation
        .channels
        .iter()
        .filter(between)
        .max_by_key(|channel| (fresh(channel), weight(channel), channel.last_reported));
    // A deed between the two that is fresher than any such path tells more than one that is only talked of.
    let deed = by_news(situation).into_iter().find(|event| {
        took_place(event) && !event.background && among(situation, event) && recent(situation, event.reported)
    });
    let talked_of = |channel: &Channel| {
        deed.is_some_and(|deed| deed.reported > channel.last_reported) && weight(channel).0 <= 5
    };
    let live = live.filter(|channel| situation.sources.len() == 1 || deed.is_none() || !talked_of(channel));
    if let Some(channel) = live {
        // Talk of what may come tells less than what came of it last.
        let dull = |status| {
            matches!(
                status,
                ChannelStatus::Proposed | ChannelStatus::UnderReview | ChannelStatus::Unconfirmed
            )
        };
        let telling = channel.claims.iter().rev().find(|claim| {
            let fresh =
                claim.on.zip(newest).is_some_and(|(on, newest)| (newest - on).get_days() <= 2 * FRESH_DAYS);
            fresh && !dull(claim.status) && claim.status != ChannelStatus::Denied
        });
        let retold = telling
            .filter(|_| situation.sources.len() > 1 && dull(channel.status))
            .map(|claim| Channel { status: claim.status, form: claim.form, ..channel.clone() });
        let channel = retold.as_ref().unwrap_or(channel);
        let mut text = word::channel::as_reported(scribe, channel);
        let behind = channel.claims.iter().rev().filter(|claim| claim.status == channel.status);
        let mut passages: Vec<_> = behind.map(|claim| &claim.evidence).take(2).collect();
        let direct = situation.channels.iter().filter(between).find(|other| {
            other.directness == Directness::Direct
                && channel.directness != Directness::Direct
                && matches!(
                    other.status,
                    ChannelStatus::Unconfirmed | ChannelStatus::Denied | ChannelStatus::Refused
                )
        });
        if let Some(direct) = direct {
            let word = match direct.status {
                ChannelStatus::Unconfirmed => "not confirmed",
                ChannelStatus::Denied => "denied",
                _ => "refused",
            };
            text.push_str(&format!("; direct {} {word}", word::channel::thing(direct.form)));
            passages.extend(direct.claims.iter().map(|claim| &claim.evidence).take(1));
        }
        return scribe.sentence(text, passages);
    }
    let told = deed.or_else(|| by_news(situation).into_iter().find(|event| !event.actors.is_empty()));
    if let Some(event) = told {
        let text = word::event::news(scribe, event).unwrap_or_else(|| word::event::what(scribe, event));
        return scribe.sentence(text, event.evidence.iter().take(2));
    }
    if let Some(position) = situation.positions.first() {
        return word::position::sentence(scribe, position);
    }
    situation.statements.first().and_then(|statement| word::statement::sentence(scribe, statement))
}

/// Days for which a fact counts as recent in a briefing.
const RECENT_DAYS: i32 = 60;

/// Whether a day is recent on the day that the briefing holds for.
fn recent(situation: &Situation, day: Option<Date>) -> bool {
    day.zip(situation.as_of).is_none_or(|(day, now)| (now - day).get_days() <= RECENT_DAYS)
}

/// Whether an event has somebody of two of the parties in it.
fn among(situation: &Situation, event: &Event) -> bool {
    let mut sides: Vec<usize> = event
        .actors
        .iter()
        .chain(&event.recipients)
        .filter_map(|id| {
            situation.between.iter().position(|own| own == id || id.split(':').next() == Some(own))
        })
        .collect();
    sides.sort_unstable();
    sides.dedup();
    sides.len() > 1 && !event.actors.is_empty()
}

/// How much a channel tells: contact that exists over contact that is talked of.
fn weight(channel: &Channel) -> (u8, usize) {
    let stands = match channel.status {
        ChannelStatus::UnderWay => 6,
        ChannelStatus::Concluded | ChannelStatus::Agreed => 5,
        ChannelStatus::Suspended | ChannelStatus::Collapsed => 4,
        ChannelStatus::Refused | ChannelStatus::Denied => 3,
        ChannelStatus::Proposed | ChannelStatus::UnderReview => 2,
        ChannelStatus::Unconfirmed => 1,
    };
    (stands, channel.claims.len())
}

/// Two to four sentences: pressure, the firmest line of each side, what is expected, where accounts differ.
fn summary(scribe: &mut Scribe<'_>) -> Vec<Sentence> {
    let situation = scribe.situation;
    let mut written = Vec::new();
    let force = by_news(situation).into_iter().find(|event| {
        word::event::is_pressure(&event.kind) && took_place(event) && recent(situation, event.reported)
    });
    written.extend(force.and_then(|event| word::event::sentence(scribe, event)));
    for party in &situation.between {
        let firmest = ranked_positions(situation).into_iter().find(|position| position.holder == *party);
        written.extend(firmest.and_then(|position| word::position::sentence(scribe, position)));
    }
    let named = |expectation: &&Expectation| expectation.by.is_some();
    let open = |expectation: &&Expectation| named(expectation) && expectation.outcome == Outcome::Open;
    let latest = || situation.expectations.iter().rev();
    let next = latest().find(open).or_else(|| latest().find(named));
    written.extend(next.and_then(|expectation| word::expectation::sentence(scribe, expectation)));
    let dispute = latest_conflicts(situation).into_iter().next();
    written.extend(dispute.and_then(|conflict| word::conflict::sentence(scribe, conflict)));
    written
}

fn dealings(scribe: &mut Scribe<'_>) -> Vec<Sentence> {
    let events = by_news(scribe.situation);
    let chosen = events
        .into_iter()
        .filter(|event| {
            !word::event::is_pressure(&event.kind) && !stands_as_position(scribe.situation, event)
        })
        .take(LONGEST)
        .collect::<Vec<_>>();
    chosen.into_iter().filter_map(|event| word::event::sentence(scribe, event)).collect()
}

/// Whether the positions tell the same words: a demand or a refusal is told once.
fn stands_as_position(situation: &Situation, event: &Event) -> bool {
    matches!(event.kind.as_str(), "REQUEST" | "REJECT" | "AGREE" | "CONCEDE")
        && situation.positions.iter().flat_map(|position| &position.history).any(|stand| {
            let told = &stand.evidence;
            event.evidence.iter().any(|passage| passage.doc == told.doc && passage.span.overlaps(told.span))
        })
}

fn pressure(scribe: &mut Scribe<'_>) -> Vec<Sentence> {
    let events = by_news(scribe.situation);
    let chosen = events.into_iter().filter(|event| word::event::is_pressure(&event.kind)).take(LONGEST);
    chosen.filter_map(|event| word::event::sentence(scribe, event)).collect()
}

fn channels(scribe: &mut Scribe<'_>) -> Vec<Sentence> {
    let situation = scribe.situation;
    // Paths of which nothing was heard for long are told only where there are no others.
    let heard = |channel: &&Channel| recent(situation, channel.last_reported);
    let old = !situation.channels.iter().any(|channel| heard(&channel));
    situation
        .channels
        .iter()
        .filter(|channel| old || heard(channel))
        .take(LONGEST)
        .flat_map(|channel| word::channel::sentences(scribe, channel))
        .collect()
}

fn positions(scribe: &mut Scribe<'_>) -> Vec<Sentence> {
    let ranked = ranked_positions(scribe.situation);
    // "Tehran calls it a red line" adds nothing where the line itself is told.
    let told = |leaning: &Position| {
        ranked
            .iter()
            .any(|other| !leans(other) && other.holder == leaning.holder && other.stance == leaning.stance)
    };
    ranked
        .iter()
        .filter(|position| !leans(position) || !told(position))
        .take(LONGEST)
        .filter_map(|position| word::position::sentence(scribe, position))
        .collect()
}

fn said(scribe: &mut Scribe<'_>) -> Vec<Sentence> {
    let chosen = chosen_statements(scribe.situation);
    chosen.into_iter().filter_map(|statement| word::statement::sentence(scribe, statement)).collect()
}

fn expected(scribe: &mut Scribe<'_>) -> Vec<Sentence> {
    let mut chosen: Vec<_> = scribe.situation.expectations.iter().collect();
    // What is still to come, then what became of the rest.
    chosen.sort_by_key(|expectation| {
        (expectation.outcome != Outcome::Open, std::cmp::Reverse(expectation.made), expectation.window.to)
    });
    chosen
        .into_iter()
        .take(LONGEST)
        .filter_map(|expectation| word::expectation::sentence(scribe, expectation))
        .collect()
}

/// Conflicts by the day on which they opened, the latest first; those of one day in their own order.
fn latest_conflicts(situation: &Situation) -> Vec<&Conflict> {
    let mut conflicts: Vec<&Conflict> = situation.conflicts.iter().collect();
    conflicts.sort_by_key(|conflict| std::cmp::Reverse(conflict.opened));
    conflicts
}

fn conflicts(scribe: &mut Scribe<'_>) -> Vec<Sentence> {
    let chosen = latest_conflicts(scribe.situation).into_iter().take(LONGEST);
    chosen.filter_map(|conflict| word::conflict::sentence(scribe, conflict)).collect()
}

fn stakes(scribe: &mut Scribe<'_>) -> Vec<Sentence> {
    let chosen = scribe.situation.stakes.iter().rev().take(LONGEST);
    chosen.filter_map(|stake| word::stake::sentence(scribe, stake)).collect()
}

/// The questions that a reader of any confrontation asks first, where facts on record answer them.
fn questions(scribe: &mut Scribe<'_>) -> Vec<Answer> {
    let situation = scribe.situation;
    let between = situation.between.clone();
    let holds = |party: &str, wanted: &[Stance]| {
        situation
            .positions
            .iter()
            .any(|position| position.holder == party && wanted.contains(&position.stance))
    };
    let among =
        |channel: &Channel| channel.parties.iter().filter(|party| between.contains(party)).count() > 1;
    let names: Vec<String> = between.iter().map(|party| crate::name::party(party)).collect();
    let mut asked = Vec::new();
    if situation.channels.iter().any(among) {
        asked.push(format!("Are {} talking directly?", join(&names)));
    }
    if situation.channels.iter().any(|channel| among(channel) && !channel.intermediaries.is_empty()) {
        asked.push(format!("Who carries messages between {}?", join(&names)));
    }
    for (party, name) in between.iter().zip(&names) {
        if holds(party, &[Stance::RedLine]) {
            asked.push(format!("What are {} red lines?", crate::name::possessive(name)));
        }
        if holds(party, &[Stance::Demand, Stance::Goal]) {
            asked.push(format!("What does {name} want?"));
        }
    }
    if !situation.expectations.is_empty() {
        asked.push("What is expected next?".to_owned());
    }
    let mut answered = Vec::new();
    for ask in asked {
        let answer = crate::ask::answer(scribe, &ask);
        if !answer.is_empty() {
            answered.push(Answer { ask, answer });
        }
    }
    answered
}

/// Events in order of news: the latest first, those of the protagonists before others, background last.
fn by_news(situation: &Situation) -> Vec<&Event> {
    let mut events: Vec<&Event> = situation.events.iter().collect();
    events.sort_by_key(|event| {
        let parties =
            event.actors.iter().chain(&event.recipients).filter(|party| situation.is_between(party)).count();
        let day = event.on.and_then(|on| on.to.or(on.from)).map(|day| day.to_string());
        let published = event.evidence.first().and_then(|evidence| evidence.published.clone());
        (
            event.background,
            parties == 0,
            !took_place(event),
            std::cmp::Reverse(published),
            std::cmp::Reverse(day),
        )
    });
    events
}

fn took_place(event: &Event) -> bool {
    matches!(event.status, EventStatus::Occurred | EventStatus::Ongoing)
}

/// Firm positions first, protagonists' before others'.
pub fn ranked_positions(situation: &Situation) -> Vec<&Position> {
    let mut positions: Vec<&Position> = situation.positions.iter().collect();
    positions.sort_by_key(|position| {
        let last = position.history.last().and_then(|stand| stand.on);
        (
            !situation.is_between(&position.holder),
            !recent(situation, last),
            !matches!(position.movement, Movement::Hardened | Movement::Softened),
            order(position.stance),
            leans(position),
            std::cmp::Reverse(last),
        )
    });
    positions
}

/// Whether the last wording is short and leans on a pronoun ("Tehran calls it a red line"): others tell more.
fn leans(position: &Position) -> bool {
    position.history.last().is_some_and(|stand| {
        let words: Vec<&str> = stand.evidence.quote.split_whitespace().collect();
        words.len() < 8 && words.iter().any(|word| matches!(*word, "it" | "this" | "that" | "them" | "him"))
    })
}

fn order(stance: Stance) -> u8 {
    match stance {
        Stance::RedLine => 0,
        Stance::Refusal => 1,
        Stance::Precondition => 2,
        Stance::Demand => 3,
        Stance::Offer => 4,
        Stance::Concession => 5,
        Stance::Openness => 6,
        Stance::Goal => 7,
    }
}

/// The statements worth repeating: by a named source, telling acts before plain ones, the latest reports first,
/// no speaker more than three times, nothing twice.
fn chosen_statements(situation: &Situation) -> Vec<&Statement> {
    let mut ranked: Vec<(usize, &Statement)> = situation.statements.iter().enumerate().collect();
    ranked.retain(|(_, statement)| {
        statement.by.is_some() && !statement.in_headline && statement.content.quote.split(' ').count() > 3
    });
    let telling = |act: Act| match act {
        Act::Deny | Act::Confirm | Act::Reject | Act::Threaten => 0,
        Act::Warn | Act::Demand | Act::Offer | Act::Accept | Act::Promise | Act::Announce => 1,
        Act::Accuse | Act::Hope | Act::Predict => 2,
        Act::Assert | Act::Praise | Act::Decline => 3,
    };
    ranked.sort_by_key(|(index, statement)| {
        let party = statement.by.as_deref().map_or("", |by| situation.party(by));
        (
            std::cmp::Reverse(statement.content.published.clone()),
            !situation.is_between(party),
            telling(statement.act),
            *index,
        )
    });
    let mut chosen: Vec<(usize, &Statement)> = Vec::new();
    for (index, statement) in ranked {
        let same_speaker = chosen.iter().filter(|(_, other)| other.by == statement.by).count();
        let overlapping = chosen.iter().any(|(_, other)| {
            other.content.doc == statement.content.doc && other.passage.span.overlaps(statement.content.span)
        });
        if same_speaker < 3 && !overlapping {
            chosen.push((index, statement));
        }
        if chosen.len() == LONGEST {
            break;
        }
    }
    // Told in the order in which they were said.
    chosen.sort_by_key(|(index, _)| *index);
    chosen.into_iter().map(|(_, statement)| statement).collect()
}

/// What could not be read.
fn gaps(situation: &Situation) -> Vec<String> {
    let note = |source: &demarche_assess::situation::Source| {
        source.notes.iter().map(|note| format!("{}: {note}", source.file)).collect::<Vec<_>>()
    };
    situation.sources.iter().flat_map(note).collect()
}
