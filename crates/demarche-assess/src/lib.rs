//! Folds the records of many reports into one situation, as of a day.
//!
//! Pure: records and a day in, a situation out. The same reports in any order give the same situation.

mod actors;
mod changes;
mod channels;
mod conflicts;
mod events;
mod expectations;
mod positions;
mod sentences;
pub mod situation;
mod stakes;
mod statements;

/// What countries are called.
pub use demarche_read::country;
/// The vocabularies that facts are told in.
pub use demarche_read::record as vocabulary;

use actors::Cast;
use demarche_read::record::{Passage, Period, Record};
use jiff::civil::Date;
use situation::{Evidence, SCHEMA, Situation, Source};

/// A record with the place it was read from.
#[derive(Clone, Debug)]
pub struct Item {
    /// File or address.
    pub file: String,
    /// What was read of it.
    pub record: Record,
}

impl Item {
    /// The day it was published.
    pub fn day(&self) -> Option<Date> {
        self.record.document.day()
    }
    /// A passage of it as evidence.
    fn evidence(&self, passage: &Passage) -> Evidence {
        let document = &self.record.document;
        Evidence {
            doc: document.id.clone(),
            file: self.file.clone(),
            publisher: document.publisher.clone(),
            published: document.published.clone(),
            span: passage.span,
            quote: passage.quote.clone(),
        }
    }
    fn all_evidence(&self, passages: &[Passage]) -> Vec<Evidence> {
        passages.iter().map(|passage| self.evidence(passage)).collect()
    }
    /// The day from which a fact was known: the day it gives, at the latest the day of the report.
    fn day_of(&self, on: Option<Period>) -> Option<Date> {
        let given = on.and_then(|period| period.to.or(period.from));
        match (given, self.day()) {
            (Some(given), Some(day)) => Some(given.min(day)),
            (given, day) => given.or(day),
        }
    }
}

/// Folds records into the situation between the named parties (or, with none named, the two that the reports turn on),
/// using the reports published on or before `as_of` (or all of them).
pub fn fold(items: &[Item], between: &[String], as_of: Option<Date>) -> Situation {
    let mut items: Vec<&Item> = items
        .iter()
        .filter(|item| as_of.is_none_or(|last| item.day().is_none_or(|day| day <= last)))
        .collect();
    items.sort_by(|a, b| {
        (a.day(), &a.record.document.id, &a.file).cmp(&(b.day(), &b.record.document.id, &b.file))
    });
    // The same text twice is one report.
    items.dedup_by(|a, b| a.record.document.id == b.record.document.id && !a.record.document.id.is_empty());
    let cast = Cast::gather(&items);
    let between = if between.is_empty() { cast.protagonists(&items) } else { between.to_vec() };
    let as_of = as_of.or_else(|| items.iter().filter_map(|item| item.day()).max());
    let channels = channels::fold(&items, &cast);
    let events = events::fold(&items, &cast);
    let mut situation = Situation {
        schema: SCHEMA.to_owned(),
        as_of,
        since: None,
        positions: positions::fold(&items, &cast),
        expectations: expectations::fold(&items, &cast, &events, &channels, as_of),
        conflicts: conflicts::fold(&items, &channels),
        stakes: stakes::fold(&items),
        statements: statements::fold(&items),
        sentences: sentences::fold(&items),
        channels,
        events,
        sources: items.iter().map(|item| source(item)).collect(),
        actors: cast.into_actors(),
        between,
    };
    situation.put_protagonists_first();
    situation
}

fn source(item: &Item) -> Source {
    let document = &item.record.document;
    Source {
        doc: document.id.clone(),
        file: item.file.clone(),
        title: document.title.clone(),
        publisher: document.publisher.clone(),
        published: document.published.clone(),
        copy_of: None,
        reliability: None,
        credibility: None,
        notes: document.notes.clone(),
    }
}

impl Situation {
    /// An actor by id.
    pub fn actor(&self, id: &str) -> Option<&situation::Actor> {
        self.actors.iter().find(|actor| actor.id == id)
    }
    /// The party an actor speaks for.
    pub fn party<'a>(&'a self, id: &'a str) -> &'a str {
        self.actor(id).map_or(id, |actor| actor.party.as_str())
    }
    /// Whether a party is one of those the situation is about; a country takes in every party of it.
    pub fn is_between(&self, party: &str) -> bool {
        self.between.iter().any(|own| own == party || party.split(':').next() == Some(own))
    }
    /// Channels between the protagonists come before the others; the order is otherwise kept.
    fn put_protagonists_first(&mut self) {
        let mut channels = std::mem::take(&mut self.channels);
        channels.sort_by_key(|channel| {
            let among = channel.parties.iter().filter(|party| self.is_between(party)).count();
            (std::cmp::Reverse(among.min(2)), std::cmp::Reverse(channel.last_reported))
        });
        self.channels = channels;
    }
}

/// The content words of a text, lower-cased, for comparing what two facts are about.
fn content_words(text: &str) -> std::collections::BTreeSet<String> {
    const IDLE: [&str; 28] = [
        "the", "a", "an", "of", "to", "in", "on", "for", "and", "or", "with", "by", "at", "from", "that",
        "this", "its", "his", "her", "their", "is", "are", "was", "were", "be", "been", "has", "have",
    ];
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 1 && !IDLE.contains(word))
        .map(|word| word.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(word).to_owned())
        .collect()
}

/// Share of the smaller set of words that both hold.
fn shared_words(
    left: &std::collections::BTreeSet<String>,
    right: &std::collections::BTreeSet<String>,
) -> f64 {
    let both = left.intersection(right).count();
    let smaller = left.len().min(right.len());
    if smaller == 0 { 0.0 } else { both as f64 / smaller as f64 }
}
