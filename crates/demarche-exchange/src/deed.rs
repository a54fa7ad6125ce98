//! What tables of events hold of an event: who did what to whom, on which day, where, told by how many.
//!
//! In: a situation. Out: its events as [`Deed`]s, and how many were left out for which reason: such tables hold only what happened.

use crate::code::actor::Actor;
use crate::code::cameo::{self, Cameo};
use demarche_assess::situation::{Event, Situation};
use demarche_assess::vocabulary::EventStatus;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Bytes of a report that count as its lead.
const LEAD: u32 = 500;

/// One event, ready for a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub context: Vec<String>,
    /// CAMEO code, where one was read.
    pub cameo: Option<String>,
    /// Who did it.
    pub actors: Vec<Actor>,
    /// To whom.
    pub recipients: Vec<Actor>,
    /// Its first day.
    pub day: Date,
    /// Where, in the words of the report.
    pub place: Option<String>,
    /// Where it was told first.
    pub told: Told,
    /// Passages that tell of it.
    pub mentions: usize,
    /// Sources that do not copy one another.
    pub sources: usize,
    /// Reports that tell of it.
    pub reports: usize,
    /// Whether one of them tells it at its very beginning.
    pub in_lead: bool,
}

/// The report that tells of an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Its address, or the file it was read from.
    pub address: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as the source states it: a day, or an instant with one.
    pub published: Option<String>,
}

impl Told {
    /// The day it was published.
    pub fn day(&self) -> Option<Date> {
        self.published.as_deref()?.get(..10)?.parse().ok()
    }
}

/// Events for tables, and what did not go in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deeds {
    /// The events, in the order of the situation.
    pub all: Vec<Deed>,
    /// Why events were left out, and how many.
    pub left_out: BTreeMap<&'static str, usize>,
}

impl Deed {
    /// The CAMEO code of the event; `None` for a type that PLOVER does not have.
    pub fn code(&self) -> Option<&'static Cameo> {
        cameo::code_of(self.cameo.as_deref(), &self.kind, self.mode.as_deref())
    }

    /// Source and target of every row it makes in a table with one of each: every actor with every recipient, and where all are
    /// actors, as in a meeting, each of them with each other.
    pub fn pairs(&self) -> Vec<(&Actor, Option<&Actor>)> {
        let among = self.recipients.is_empty() && self.actors.len() > 1;
        let targets = if among { &self.actors } else { &self.recipients };
        if targets.is_empty() {
            return self.actors.iter().map(|actor| (actor, None)).collect();
        }
        let with = |actor| targets.iter().map(move |target| (actor, Some(target)));
        self.actors
            .iter()
            .flat_map(with)
            .filter(|(actor, target)| {
                !among || Some(actor.id.as_str()) != target.map(|target| target.id.as_str())
            })
            .collect()
    }
}

/// The events of a situation that happened, have a type, an actor and a day.
pub fn deeds(situation: &Situation) -> Deeds {
    let mut deeds = Deeds::default();
    for event in &situation.events {
        match deed(situation, event) {
            Ok(deed) => deeds.all.push(deed),
            Err(why) => *deeds.left_out.entry(why).or_default() += 1,
        }
    }
    deeds
}

fn deed(situation: &Situation, event: &Event) -> Result<Deed, &'static str> {
    match event.status {
        EventStatus::Occurred | EventStatus::Ongoing | EventStatus::Alleged => {}
        EventStatus::Planned => return Err("planned, not done"),
        EventStatus::Proposed => return Err("proposed, not done"),
        EventStatus::Denied => return Err("denied"),
        EventStatus::Hypothetical => return Err("hypothetical"),
    }
    if !cameo::is_kind(&event.kind) {
        return Err("of no PLOVER type");
    }
    let first = event.evidence.first();
    let told = Told {
        address: first.map(|evidence| evidence.file.clone()).unwrap_or_default(),
        publisher: first.and_then(|evidence| evidence.publisher.clone()),
        published: first.and_then(|evidence| evidence.published.clone()),
    };
    let dated = event.on.and_then(|on| on.from.or(on.to));
    // What a report tells as news and does not date happened about when it was published; what is long past did not.
    let day = dated.or(told.day().filter(|_| !event.background)).ok_or("without a day")?;
    let actors: Vec<Actor> = event.actors.iter().map(|id| actor(situation, id)).collect();
    if actors.is_empty() {
        return Err("without an actor");
    }
    Ok(Deed {
        kind: event.kind.clone(),
        mode: event.mode.clone(),
        context: event.context.clone(),
        cameo: event.cameo.clone(),
        actors,
        recipients: event.recipients.iter().map(|id| actor(situation, id)).collect(),
        day,
        place: event.place.clone(),
        mentions: event.evidence.len(),
        sources: event.independent_sources,
        reports: event.reports,
        in_lead: event.evidence.iter().any(|evidence| evidence.span.start < LEAD),
        told,
    })
}

fn actor(situation: &Situation, id: &str) -> Actor {
    situation.actor(id).map_or_else(
        || Actor::from_id(id),
        |actor| Actor {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            country: actor.country.clone(),
            sector: actor.sector.clone(),
        },
    )
}
