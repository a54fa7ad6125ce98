//! Folds events: one entry for one thing done, however many reports carry it.

use crate::Item;
use crate::actors::Cast;
use crate::situation::Event;
use demarche_read::record::EventStatus;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Folds the events of all reports, which come in order of their day.
pub fn fold(items: &[&Item], cast: &Cast) -> Vec<Event> {
    let mut events: Vec<(Event, Option<Date>)> = Vec::new();
    for item in items {
        for event in &item.record.events {
            let (actors, recipients) = (cast.parties(&event.actors), cast.parties(&event.recipients));
            let dated = event.on.and_then(|on| on.to.or(on.from));
            let day = dated.or(item.day());
            let status = event.status;
            let same = |(other, other_day): &&mut (Event, Option<Date>)| {
                other.kind == event.kind
                    && other.actors == actors
                    && other.recipients == recipients
                    && happened(other.status) == happened(status)
                    && other.background == event.background
                    && other.evidence.iter().all(|evidence| evidence.file != item.file)
                    && days_apart(*other_day, day)
                        <= if dated.is_some() && other.on.is_some() { 1 } else { 3 }
            };
            let evidence = item.all_evidence(&event.evidence);
            if let Some((other, _)) = events.iter_mut().find(same) {
                other.evidence.extend(evidence);
                other.on = other.on.or(event.on);
                other.mode = other.mode.take().or_else(|| event.mode.clone());
                other.cameo = other.cameo.take().or_else(|| event.cameo.clone());
                other.context.extend_from_slice(&event.context);
                other.context.sort();
                other.context.dedup();
                other.place = other.place.take().or_else(|| event.place.clone());
                continue;
            }
            let by = event
                .statement
                .and_then(|index| item.record.statements.get(index))
                .and_then(|it| it.by.clone());
            events.push((
                Event {
                    kind: event.kind.clone(),
                    mode: event.mode.clone(),
                    context: event.context.clone(),
                    cameo: event.cameo.clone(),
                    actors,
                    recipients,
                    on: event.on,
                    place: event.place.clone(),
                    status,
                    by,
                    background: event.background,
                    reports: 0,
                    independent_sources: 0,
                    evidence,
                },
                day,
            ));
        }
    }
    events
        .into_iter()
        .map(|(mut event, _)| {
            let files: BTreeSet<&str> =
                event.evidence.iter().map(|evidence| evidence.file.as_str()).collect();
            let publishers: BTreeSet<&str> = event
                .evidence
                .iter()
                .map(|evidence| evidence.publisher.as_deref().unwrap_or(evidence.file.as_str()))
                .collect();
            (event.reports, event.independent_sources) = (files.len(), publishers.len());
            event
        })
        .collect()
}

/// Whether a status says that the thing took place.
fn happened(status: EventStatus) -> bool {
    matches!(status, EventStatus::Occurred | EventStatus::Ongoing | EventStatus::Alleged)
}

fn days_apart(left: Option<Date>, right: Option<Date>) -> i32 {
    match (left, right) {
        (Some(left), Some(right)) => (left - right).get_days().abs(),
        _ => 0,
    }
}
