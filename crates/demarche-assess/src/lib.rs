//! Folds the records of many reports into one situation, as of a day.
//!
//! Pure: records and a day in, a situation out. The same reports in any order give the same situation.

mod actors;
mod changes;
mod channels;
mod claims;
mod conflicts;
pub mod copies;
mod events;
mod expectations;
mod lines;
mod mood;
pub mod news;
mod positions;
mod sentences;
pub mod situation;
mod stakes;
mod statements;
mod tension;
mod words;

/// What countries are called.
pub use demarche_read::country;
/// The vocabularies that facts are told in.
pub use demarche_read::record as vocabulary;

use actors::Cast;
use copies::{Fingerprint, Told};
use demarche_read::record::{Passage, Period, Record};
use jiff::civil::Date;
use lines::Lines;
use situation::{Evidence, SCHEMA, Situation, Source};
use std::cmp::Reverse;
use std::collections::HashMap;

/// A record with the place it was read from.
#[derive(Clone, Debug)]
pub struct Item {
    /// File or address.
    pub file: String,
    /// What was read of it.
    pub record: Record,
    /// What copies of it are found by.
    pub fingerprint: Fingerprint,
}

impl Item {
    /// A record as read from a place, its fingerprint taken.
    pub fn new(file: String, record: Record) -> Item {
        let fingerprint = Fingerprint::take(&record.document);
        Item { file, record, fingerprint }
    }
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
    // Of one day's reports the text that most of them print comes first, then the longest: it is the origin of the others.
    let mut printed: HashMap<&str, usize> = HashMap::new();
    for item in &items {
        *printed.entry(&item.record.document.id).or_default() += 1;
    }
    items.sort_by_cached_key(|item| {
        let id = item.record.document.id.as_str();
        (item.day(), Reverse((printed.get(id).copied(), item.fingerprint.runs)), id, &item.file)
    });
    // The same text from the same place is one report; from elsewhere it is a copy.
    items.dedup_by(|a, b| a.record.document.id == b.record.document.id && a.file == b.file);
    let cast = Cast::gather(&items);
    let between = if between.is_empty() { cast.protagonists(&items) } else { between.to_vec() };
    let as_of = as_of.or_else(|| items.iter().filter_map(|item| item.day()).max());
    let told = copies::tell(&items);
    let channels = channels::fold(&told, &cast);
    let events = events::fold(&told, &cast);
    let tension = tension::fold(&events, &between, as_of);
    let lines = Lines::new(&told, &cast);
    let expectations = expectations::fold(&told, &cast, &lines, as_of);
    let claims = claims::gather(&told, &cast);
    let mut situation = Situation {
        schema: SCHEMA.to_owned(),
        as_of,
        since: None,
        positions: positions::fold(&told, &cast, &between),
        tallies: expectations::tallies(&expectations),
        expectations,
        conflicts: conflicts::fold(&told, &claims, &channels),
        say_do: claims::say_do(&claims, &events),
        stakes: stakes::fold(&told),
        statements: statements::fold(&told),
        sentences: sentences::fold(&told),
        channels,
        events,
        tension,
        sources: told.iter().map(|one| source(one, &told)).collect(),
        actors: cast.into_actors(),
        between,
    };
    situation.put_protagonists_first();
    situation
}

fn source(told: &Told<'_>, all: &[Told<'_>]) -> Source {
    let item = told.item;
    let document = &item.record.document;
    Source {
        doc: document.id.clone(),
        file: item.file.clone(),
        title: document.title.clone(),
        publisher: document.publisher.clone(),
        published: document.published.clone(),
        copy_of: told.copy_of.map(|origin| all[origin].item.file.clone()),
        reliability: None,
        credibility: None,
        notes: document.notes.clone(),
    }
}

impl Situation {
    /// An actor by id; they stand in order of it.
    pub fn actor(&self, id: &str) -> Option<&situation::Actor> {
        self.actors.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok().map(|place| &self.actors[place])
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
