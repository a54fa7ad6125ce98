//! Folds events: one entry for one thing done, however many reports carry it.
//!
//! In: reports in order of their day. Out: events in the order in which they were first told. Two tellings are one event
//! if they are of one type, both say that it took place (or neither does), their days touch, their parties agree, and
//! places and words don't speak against it. What a copy carries on adds to the count of reports and to nothing else.

use crate::actors::Cast;
use crate::copies::Told;
use crate::situation::Event;
use crate::words;
use demarche_read::record::{self, ActorKind, EventStatus};
use demarche_read::text::Span;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

/// Days between two tellings without a date of their own that may still be of one event.
const UNDATED: i32 = 3;
/// Share of words that tellings must have in common whose parties agree only in part.
const ALIKE: f64 = 0.4;

/// An event while it is being put together.
struct Growing {
    event: Event,
    day: Option<Date>,
    dated: bool,
    about: Vec<u32>,
    reports: BTreeSet<usize>,
    origins: BTreeSet<String>,
}

/// Folds the events of all reports, which come in order of their day.
pub fn fold(told: &[Told<'_>], cast: &Cast) -> Vec<Event> {
    let mut all: Vec<Growing> = Vec::new();
    // By type and whether it took place, then by day: what could be the same stands close.
    let mut by_day: HashMap<(&str, bool), HashMap<Date, Vec<usize>>> = HashMap::new();
    let mut in_report: HashMap<(usize, &str), Vec<(Span, usize)>> = HashMap::new();
    for (number, one) in told.iter().enumerate() {
        let item = one.item;
        for event in &item.record.events {
            let Some(passage) = event.evidence.last() else { continue };
            if let Some((origin, span)) = one.copy_of.zip(one.repeats(passage.span)) {
                let known = in_report.get(&(origin, event.kind.as_str())).into_iter().flatten();
                for (_, index) in known.filter(|(other, _)| other.overlaps(span)) {
                    all[*index].reports.insert(number);
                }
                continue;
            }
            let telling = Telling::of(one, event, cast);
            let bucket = by_day.entry((&event.kind, happened(event.status))).or_default();
            let found = telling.near().filter_map(|day| bucket.get(&day)).flatten().copied();
            let found = found.filter(|index| telling.is(&all[*index], number)).min();
            let index = found.unwrap_or(all.len());
            match all.get_mut(index) {
                Some(known) => known.take(one, event, telling),
                None => {
                    if let Some(day) = telling.day {
                        bucket.entry(day).or_default().push(index);
                    }
                    all.push(Growing::new(one, event, telling));
                }
            }
            all[index].reports.insert(number);
            for passage in &event.evidence {
                in_report.entry((number, &event.kind)).or_default().push((passage.span, index));
            }
        }
    }
    all.into_iter().map(Growing::finish).collect()
}

/// One report's telling of an event.
struct Telling {
    actors: Vec<String>,
    recipients: Vec<String>,
    day: Option<Date>,
    dated: bool,
    about: Vec<u32>,
    origin: String,
}

impl Telling {
    fn of(one: &Told<'_>, event: &record::Event, cast: &Cast) -> Telling {
        let given = event.on.and_then(|on| on.to.or(on.from));
        let told_by = event.statement.and_then(|index| one.item.record.statements.get(index));
        // "Reuters reported": the word is that agency's, whoever prints it.
        let relayed = told_by
            .and_then(|statement| one.item.record.actor(statement.by.as_deref()?))
            .filter(|actor| actor.kind == ActorKind::Media);
        let document = &one.item.record.document;
        let origin = relayed.map(|actor| &actor.name).or(document.publisher.as_ref());
        let mut about: Vec<u32> =
            event.evidence.iter().flat_map(|passage| words::concepts(&passage.quote)).collect();
        about.sort_unstable();
        about.dedup();
        Telling {
            actors: cast.parties(&event.actors),
            recipients: cast.parties(&event.recipients),
            day: given.or(one.item.day()),
            dated: given.is_some(),
            about,
            origin: origin.unwrap_or(&one.item.file).to_lowercase(),
        }
    }

    /// The days on which an event may have been told that this is a telling of.
    fn near(&self) -> impl Iterator<Item = Date> + use<> {
        let day = self.day;
        (-UNDATED..=UNDATED).filter_map(move |apart| day?.checked_add(jiff::Span::new().days(apart)).ok())
    }

    /// Whether this is a telling of that event.
    fn is(&self, known: &Growing, report: usize) -> bool {
        let apart = match (self.day, known.day) {
            (Some(left), Some(right)) => (left - right).get_days().abs(),
            _ => return false,
        };
        if apart > if self.dated && known.dated { 1 } else { UNDATED } {
            return false;
        }
        let alike = words::overlap(&self.about, &known.about);
        let same = self.actors == known.event.actors && self.recipients == known.event.recipients;
        // One report tells a thing once; what it tells again in other words has the same parties and most words.
        if known.reports.contains(&report) {
            return same && alike >= 0.75;
        }
        if self.actors.is_empty() && self.recipients.is_empty() {
            return alike >= 0.6;
        }
        let within = |small: &[String], large: &[String]| small.iter().all(|party| large.contains(party));
        let pooled = |actors: &[String], recipients: &[String]| {
            let mut all: Vec<String> = actors.iter().chain(recipients).cloned().collect();
            all.sort();
            all.dedup();
            all
        };
        let own = pooled(&self.actors, &self.recipients);
        let other = pooled(&known.event.actors, &known.event.recipients);
        let part = (within(&own, &other) || within(&other, &own)) && !own.is_empty() && !other.is_empty();
        // Things of one kind between the same parties happen daily in a war: words must speak for it then.
        let often =
            matches!(known.event.kind.as_str(), "ASSAULT" | "ACCUSE" | "REQUEST" | "REJECT" | "THREATEN");
        (same && (alike >= if often { 0.3 } else { 0.15 } || self.about.len() < 3))
            || (part && alike >= ALIKE)
    }
}

impl Growing {
    fn new(one: &Told<'_>, event: &record::Event, telling: Telling) -> Growing {
        let by = event.statement.and_then(|index| one.item.record.statements.get(index));
        Growing {
            event: Event {
                kind: event.kind.clone(),
                mode: event.mode.clone(),
                context: event.context.clone(),
                cameo: event.cameo.clone(),
                actors: telling.actors,
                recipients: telling.recipients,
                on: event.on,
                place: event.place.clone(),
                status: event.status,
                by: by.and_then(|statement| statement.by.clone()),
                background: event.background,
                reported: one.item.day(),
                reports: 0,
                independent_sources: 0,
                evidence: one.item.all_evidence(&event.evidence),
            },
            day: telling.day,
            dated: telling.dated,
            about: telling.about,
            reports: BTreeSet::new(),
            origins: BTreeSet::from([telling.origin]),
        }
    }

    /// Takes in another telling: what the first left open is filled in.
    fn take(&mut self, one: &Told<'_>, event: &record::Event, telling: Telling) {
        let own = &mut self.event;
        own.evidence.extend(one.item.all_evidence(&event.evidence));
        own.on = own.on.or(event.on);
        own.mode = own.mode.take().or_else(|| event.mode.clone());
        own.cameo = own.cameo.take().or_else(|| event.cameo.clone());
        own.context.extend_from_slice(&event.context);
        own.context.sort();
        own.context.dedup();
        own.place = own.place.take().or_else(|| event.place.clone());
        own.background &= event.background;
        if own.actors.is_empty() {
            own.actors = telling.actors;
        }
        if own.recipients.is_empty() {
            let missing = telling.recipients.into_iter().filter(|party| !own.actors.contains(party));
            own.recipients = missing.collect();
        }
        self.origins.insert(telling.origin);
    }

    fn finish(self) -> Event {
        let mut event = self.event;
        (event.reports, event.independent_sources) = (self.reports.len(), self.origins.len());
        event
    }
}

/// Whether a status says that the thing took place.
fn happened(status: EventStatus) -> bool {
    matches!(status, EventStatus::Occurred | EventStatus::Ongoing | EventStatus::Alleged)
}
