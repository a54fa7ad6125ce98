//! How tense it is between the parties, day by day.
//!
//! In: events, each counted once however many reports carry it. Out: a series of days.
//!
//! Each event between the parties that took place has the score of its PLOVER type and mode, from -10 (unconventional
//! attack) to 10 (aid, disarmament); the sign says whether it drives them apart or together. The value of a day is
//!
//! ```text
//!   value = Σ score · w  /  (Σ w + 1)        w = 0.5 ^ (days since the event / 14)
//! ```
//!
//! a mean that leans to nought where little happened, so that it stays within its scale whatever the number of events,
//! and reports that repeat an event don't move it. Between events it falls off toward nought.

use crate::situation::{Event, Point, Tension};
use demarche_read::record::EventStatus;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What is left of an event's weight the day after: 0.5 ^ (1/14).
const DAILY: f64 = 0.951_695_153_467_305_3;
/// Weight of having heard nothing.
const NOTHING: f64 = 1.0;
/// Below this much weight left, the series has come to rest and no point is written.
const AT_REST: f64 = 0.005;

/// The series up to a day, which is its last point; empty where nothing took place between the parties.
pub fn fold(events: &[Event], between: &[String], as_of: Option<Date>) -> Tension {
    let mut days: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (index, event) in events.iter().enumerate() {
        if !counts(event, between) {
            continue;
        }
        let day = event.on.and_then(|on| on.to.or(on.from)).or(event.reported);
        // What is dated later than today is a slip of reading or a plan.
        if let Some(day) = day.filter(|day| as_of.is_none_or(|last| *day <= last)) {
            days.entry(day).or_default().push(index);
        }
    }
    let mut tension = Tension { value: 0.0, scale: [-10, 10], week_before: 0.0, series: Vec::new() };
    let (Some((first, _)), Some(last)) = (days.first_key_value(), as_of) else { return tension };
    let week_before = last.checked_sub(jiff::Span::new().days(7)).unwrap_or(last);
    let (mut sum, mut weight) = (0.0f64, 0.0f64);
    let mut day = *first;
    loop {
        let new = days.get(&day).map_or(&[][..], Vec::as_slice);
        for index in new {
            sum += score(&events[*index]);
            weight += 1.0;
        }
        let value = thousandths(sum / (weight + NOTHING));
        if day == week_before {
            tension.week_before = value;
        }
        if weight > AT_REST || day == last {
            tension.series.push(Point {
                day,
                value,
                events: new.len(),
                moved_by: new.iter().filter_map(|index| events[*index].evidence.first().cloned()).collect(),
            });
        }
        if day >= last {
            tension.value = value;
            break;
        }
        // Nothing is left to fall off: on to the next day on which something happened.
        let next = day.tomorrow().unwrap_or(last);
        day = if weight > AT_REST {
            next
        } else {
            (sum, weight) = (0.0, 0.0);
            let onward = days.range(next..).next().map_or(last, |(day, _)| *day);
            if day < week_before { onward.min(week_before.max(next)) } else { onward.min(last) }
        };
        sum *= DAILY;
        weight *= DAILY;
    }
    tension
}

/// Whether an event took place between the parties: one did it to the other, or both did it together.
fn counts(event: &Event, between: &[String]) -> bool {
    let took_place = matches!(event.status, EventStatus::Occurred | EventStatus::Ongoing);
    let side = |id: &String| {
        between.iter().position(|own| own == id).or_else(|| {
            let country = id.split(':').next()?;
            between.iter().position(|own| own == country)
        })
    };
    let mut sides: Vec<usize> = event.actors.iter().chain(&event.recipients).filter_map(side).collect();
    sides.sort_unstable();
    sides.dedup();
    took_place && !event.background && sides.len() > 1
}

/// PLOVER's score for a type and mode.
pub fn score(event: &Event) -> f64 {
    match (event.kind.as_str(), event.mode.as_deref().unwrap_or_default()) {
        ("CONSULT", "visit" | "multilateral") => 4.0,
        ("CONSULT", "phone") => 1.5,
        ("CONSULT", "third-party") => 1.0,
        ("AGREE" | "CONSULT", _) => 2.5,
        ("SUPPORT", _) => 5.0,
        ("CONCEDE", _) => 4.5,
        ("COOPERATE", _) => 9.5,
        ("AID", _) => 10.0,
        ("RETREAT", "withdraw") => 8.0,
        ("RETREAT", "disarm") => 10.0,
        ("RETREAT", "ceasefire") => 7.5,
        ("RETREAT", "resign") => 4.5,
        ("RETREAT", _) => 6.5,
        ("REQUEST", "assist") => 0.5,
        ("REQUEST", "change" | "yield") => -1.0,
        ("ACCUSE", "disapprove") | ("REJECT", "change" | "yield" | "meet" | "") => -2.0,
        ("ACCUSE", "investigate" | "allege") => -3.5,
        ("ACCUSE", _) | ("THREATEN", "restrict") => -3.0,
        ("REJECT", "assist") => -1.5,
        ("REJECT", _) => -2.0,
        ("THREATEN", "territory") => -4.0,
        ("THREATEN", _) => -3.5,
        ("PROTEST", "riot") => -7.0,
        ("PROTEST", "hunger" | "boycott" | "obstruct") => -4.5,
        ("PROTEST", _) => -5.0,
        ("SANCTION", "expel") => -5.5,
        ("SANCTION", _) => -6.0,
        ("MOBILIZE", "troops" | "weapons") => -6.5,
        ("MOBILIZE", "militia") => -6.0,
        ("MOBILIZE", _) => -5.5,
        ("COERCE", "censor" | "curfew" | "misinformation") => -6.5,
        ("COERCE", "martial-law") => -7.5,
        ("COERCE", _) => -7.0,
        ("ASSAULT", "beat" | "crowd-control") => -7.5,
        ("ASSAULT", "primitive") => -8.0,
        ("ASSAULT", "abduct" | "torture" | "sexual" | "destroy") => -8.5,
        ("ASSAULT", "targeted" | "suicide-attack" | "aerial" | "drone" | "heavy-weapons") => -9.5,
        ("ASSAULT", "unconventional") => -10.0,
        ("ASSAULT", _) => -9.0,
        _ => 0.0,
    }
}

/// To three places, so that what is written is what is compared.
fn thousandths(value: f64) -> f64 {
    let rounded = (value * 1000.0).round() / 1000.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}
