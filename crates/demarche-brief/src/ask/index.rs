//! The passages that answers are sought in: every sentence of the reports, with the facts that rest on it.
//!
//! In: a situation. Out: [`Index`], made once for all questions that are put to it.

use super::token::{Token, words};
use demarche_assess::country;
use demarche_assess::situation::{
    BlockKind, Channel, Claim, Conflict, Event, Evidence, Expectation, Position, Situation, Span, Stake,
    Stand, Statement,
};
use demarche_assess::vocabulary::Period;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// A fact that rests on a passage.
#[derive(Clone, Copy)]
pub enum Fact<'s> {
    /// What one source says of a channel.
    Channel(&'s Channel, &'s Claim),
    /// A position as taken once.
    Position(&'s Position, &'s Stand),
    /// What somebody says will come.
    Expectation(&'s Expectation),
    /// Something done.
    Event(&'s Event),
    /// Something said.
    Statement(&'s Statement),
    /// One side of two accounts.
    Conflict(&'s Conflict),
    /// What rides on it.
    Stake(&'s Stake),
}

/// A passage with what is known of it.
pub struct Entry<'s> {
    /// The words.
    pub passage: &'s Evidence,
    /// What part of the report it is.
    pub kind: BlockKind,
    /// Which part: passages with the same report and number stand together.
    pub block: usize,
    /// Whom it names.
    pub actors: &'s [String],
    /// When, in bytes of the document.
    pub times: &'s [(Span, Period)],
    /// Its words.
    pub tokens: Vec<Token<'s>>,
    /// Countries that its words name, by code.
    pub countries: Vec<&'static str>,
    /// The facts that rest on it.
    pub facts: Vec<Fact<'s>>,
    /// Place of its report among all, 0 for the first and 1 for the last.
    pub recency: f32,
}

impl<'s> Entry<'s> {
    /// Statements among its facts.
    pub fn statements(&self) -> impl Iterator<Item = &'s Statement> + use<'_, 's> {
        self.facts.iter().filter_map(|fact| match fact {
            Fact::Statement(statement) => Some(*statement),
            _ => None,
        })
    }
    /// Whether it stands in the body of the report, rather than over it.
    pub fn in_body(&self) -> bool {
        !matches!(
            self.kind,
            BlockKind::Headline | BlockKind::Summary | BlockKind::Heading | BlockKind::Question
        )
    }
}

/// All passages.
pub struct Index<'s> {
    /// In order of report and place.
    pub entries: Vec<Entry<'s>>,
}

impl<'s> Index<'s> {
    /// Indexes a situation.
    pub fn new(situation: &'s Situation) -> Index<'s> {
        let mut index = Index { entries: Vec::new() };
        let mut order: HashMap<&str, usize> = HashMap::new();
        for source in &situation.sources {
            let next = order.len();
            order.entry(source.doc.as_str()).or_insert(next);
        }
        let last = order.len().saturating_sub(1).max(1) as f32;
        let recency = |doc: &str| order.get(doc).map_or(1.0, |place| *place as f32 / last);
        for sentence in &situation.sentences {
            index.entries.push(Entry {
                actors: &sentence.actors,
                times: &sentence.times,
                recency: recency(&sentence.passage.doc),
                ..entry(&sentence.passage, sentence.kind, sentence.block)
            });
        }
        let mut places: HashMap<&str, BTreeMap<u32, usize>> = HashMap::new();
        for (number, entry) in index.entries.iter().enumerate() {
            places.entry(entry.passage.doc.as_str()).or_default().insert(entry.passage.span.start, number);
        }
        for (evidence, fact) in facts(situation) {
            let starts = places.entry(evidence.doc.as_str()).or_default();
            let before = starts.range(..=evidence.span.start).next_back().map(|(_, number)| *number);
            let mut number =
                before.filter(|number| index.entries[*number].passage.span.overlaps(evidence.span));
            if number.is_none() {
                // What no sentence covers stands for itself.
                starts.insert(evidence.span.start, index.entries.len());
                number = Some(index.entries.len());
                let own = entry(evidence, BlockKind::Paragraph, usize::MAX - index.entries.len());
                index.entries.push(Entry { recency: recency(&evidence.doc), ..own });
            }
            let mut number = number.unwrap_or_default();
            while let Some(entry) = index.entries.get_mut(number) {
                if entry.passage.doc != evidence.doc || !entry.passage.span.overlaps(evidence.span) {
                    break;
                }
                entry.facts.push(fact);
                number += 1;
            }
        }
        index
    }

    /// The passage before this one in the same part of the report.
    pub fn before(&self, number: usize) -> Option<&Entry<'s>> {
        let (own, other) = (self.entries.get(number)?, self.entries.get(number.checked_sub(1)?)?);
        (own.block == other.block && own.passage.doc == other.passage.doc).then_some(other)
    }
    /// The passage after this one in the same part of the report.
    pub fn after(&self, number: usize) -> Option<&Entry<'s>> {
        let (own, other) = (self.entries.get(number)?, self.entries.get(number + 1)?);
        (own.block == other.block && own.passage.doc == other.passage.doc).then_some(other)
    }
    /// The heading or question that a passage stands under: the nearest before it, no other heading between.
    pub fn heading(&self, number: usize) -> Option<&Entry<'s>> {
        let own = self.entries.get(number)?;
        // Parts under one heading are few; further up nothing is meant by it any more.
        let above = self.entries[..number].iter().rev().take(12);
        above
            .take_while(|other| other.passage.doc == own.passage.doc)
            .find(|other| matches!(other.kind, BlockKind::Heading | BlockKind::Question))
    }
}

fn entry<'s>(passage: &'s Evidence, kind: BlockKind, block: usize) -> Entry<'s> {
    let tokens = words(&passage.quote);
    let countries = countries(&tokens).into_iter().map(|(code, _)| code).collect();
    Entry {
        passage,
        kind,
        block,
        actors: &[],
        times: &[],
        tokens,
        countries,
        facts: Vec::new(),
        recency: 1.0,
    }
}

/// Every passage that a fact rests on.
fn facts<'s>(situation: &'s Situation) -> impl Iterator<Item = (&'s Evidence, Fact<'s>)> {
    let channels = situation.channels.iter().flat_map(|channel| {
        channel.claims.iter().map(move |claim| (&claim.evidence, Fact::Channel(channel, claim)))
    });
    let positions = situation.positions.iter().flat_map(|position| {
        position.history.iter().map(move |stand| (&stand.evidence, Fact::Position(position, stand)))
    });
    let expectations = situation.expectations.iter().flat_map(|expectation| {
        expectation.evidence.iter().map(move |evidence| (evidence, Fact::Expectation(expectation)))
    });
    let events = situation
        .events
        .iter()
        .flat_map(|event| event.evidence.iter().map(move |evidence| (evidence, Fact::Event(event))));
    let statements =
        situation.statements.iter().map(|statement| (&statement.content, Fact::Statement(statement)));
    let conflicts = situation.conflicts.iter().flat_map(|conflict| {
        conflict.sides.iter().map(move |side| (&side.evidence, Fact::Conflict(conflict)))
    });
    let stakes = situation
        .stakes
        .iter()
        .flat_map(|stake| stake.evidence.iter().map(move |evidence| (evidence, Fact::Stake(stake))));
    channels
        .chain(positions)
        .chain(expectations)
        .chain(events)
        .chain(statements)
        .chain(conflicts)
        .chain(stakes)
}

/// What countries are called, dots left out, with their codes.
static SPELLINGS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut spellings = HashMap::new();
    for (spelling, code) in country::spellings().chain(SEATS) {
        spellings.entry(spelling.replace('.', "").replace('-', " ")).or_insert(code);
    }
    spellings
});

/// Houses that stand for those who sit in them.
const SEATS: [(&str, &str); 14] = [
    ("White House", "USA"),
    ("State Department", "USA"),
    ("Pentagon", "USA"),
    ("Capitol Hill", "USA"),
    ("Kremlin", "RUS"),
    ("Downing Street", "GBR"),
    ("Whitehall", "GBR"),
    ("Elysee", "FRA"),
    ("Knesset", "ISR"),
    ("Bundestag", "DEU"),
    ("Blue House", "KOR"),
    ("Zhongnanhai", "CHN"),
    ("Islamic Republic", "IRN"),
    ("South Block", "IND"),
];

/// Longest name of a country, in words.
const LONGEST: usize = 5;

/// The countries that words name, with the tokens that do.
pub fn countries(tokens: &[Token<'_>]) -> Vec<(&'static str, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].text.starts_with(char::is_uppercase) {
            at += 1;
            continue;
        }
        let named = (1..=LONGEST.min(tokens.len() - at)).rev().find_map(|count| {
            let words: Vec<String> =
                tokens[at..at + count].iter().map(|token| token.text.replace('.', "")).collect();
            let words = words.join(" ");
            // "The two Koreas".
            let one = words.strip_suffix('s').filter(|one| one.len() > 3);
            SPELLINGS.get(&words).or_else(|| SPELLINGS.get(one?)).map(|code| (*code, count))
        });
        match named {
            Some((code, count)) => {
                found.push((code, at..at + count));
                at += count;
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_by_many_names() {
        for (text, wanted) in [
            ("Tehran and Washington", vec!["IRN", "USA"]),
            ("the U.S. told us", vec!["USA"]),
            ("American and South Korean officials", vec!["USA", "KOR"]),
            ("nobody", vec![]),
        ] {
            let found: Vec<&str> = countries(&words(text)).into_iter().map(|(code, _)| code).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
