//! Folds positions: one for each holder and issue, with its wording over time and which way it moved.
//!
//! In: reports in order of their day. Out: positions in order of holder and issue. What counts as one issue is told by
//! `issue`, by the words of it rather than by its name alone.

mod issue;

use crate::actors::Cast;
use crate::copies::Told;
use crate::situation::{Movement, Position, Stand};
use demarche_read::record::{Record, Stance};
use issue::{Issues, Wording};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A stand with what it is about.
struct Taken {
    holder: String,
    toward: Option<String>,
    id: String,
    stand: Stand,
    wording: Wording,
}

/// Folds the positions of all reports, which come in order of their day.
pub fn fold(told: &[Told<'_>], cast: &Cast, between: &[String]) -> Vec<Position> {
    let mut holders: BTreeMap<String, Vec<Taken>> = BTreeMap::new();
    for taken in gather(told, cast, between) {
        holders.entry(taken.holder.clone()).or_default().push(taken);
    }
    let mut positions = Vec::new();
    for stands in holders.into_values() {
        let places = Issues::sort(stands.iter().map(|taken| (&taken.wording, taken.id.as_str())));
        let mut issues: BTreeMap<usize, Vec<Taken>> = BTreeMap::new();
        for (place, taken) in places.into_iter().zip(stands) {
            issues.entry(place).or_default().push(taken);
        }
        positions.extend(issues.into_values().filter_map(position));
    }
    positions
        .sort_by(|a: &Position, b| (&a.holder, &a.issue.id, a.since).cmp(&(&b.holder, &b.issue.id, b.since)));
    positions
}

fn gather(told: &[Told<'_>], cast: &Cast, between: &[String]) -> Vec<Taken> {
    let mut all = Vec::new();
    for one in told {
        let item = one.item;
        for position in &item.record.positions {
            let Some(first) = position.evidence.first() else { continue };
            if position.evidence.iter().all(|passage| one.repeats(passage.span).is_some()) {
                continue;
            }
            let widest =
                position.evidence.iter().find(|other| in_body(&item.record, other.span)).unwrap_or(first);
            let holder = cast.holder(&position.holder, position.by.as_deref());
            let mut known: Vec<&str> = between.iter().map(String::as_str).collect();
            known.push(&holder);
            all.push(Taken {
                toward: position.toward.as_deref().map(|toward| cast.party(toward)),
                id: position.issue.id.clone(),
                wording: Wording::of(&position.issue.text, &widest.quote, &cast.names(&known)),
                stand: Stand {
                    stance: position.stance,
                    by: position.by.clone(),
                    text: position.issue.text.clone(),
                    on: item.day_of(position.on),
                    evidence: item.evidence(widest),
                },
                holder,
            });
        }
    }
    all
}

/// Whether a span stands in the body rather than in a headline.
fn in_body(record: &Record, span: demarche_read::text::Span) -> bool {
    use demarche_read::report::BlockKind::{Headline, Summary};
    let block = record.document.blocks.iter().find(|block| block.span.contains(span));
    block.is_none_or(|block| !matches!(block.kind, Headline | Summary))
}

/// One holder's stands on one issue.
fn position(mut stands: Vec<Taken>) -> Option<Position> {
    stands.sort_by(|a, b| {
        let key = |taken: &Taken| (taken.stand.on, taken.stand.evidence.span.start);
        key(a).cmp(&key(b)).then_with(|| a.stand.evidence.doc.cmp(&b.stand.evidence.doc))
    });
    let last = stands.last()?.stand.on;
    let stance = stance_on(&stands, last)?;
    let earlier: Vec<Option<Date>> =
        stands.iter().map(|taken| taken.stand.on).filter(|on| *on < last).collect();
    let before = earlier.last().and_then(|day| stance_on(&stands, *day));
    let movement = match before.map(|before| firmness(stance).cmp(&firmness(before))) {
        None => Movement::New,
        Some(std::cmp::Ordering::Equal) => Movement::Unchanged,
        Some(std::cmp::Ordering::Less) => Movement::Hardened,
        Some(std::cmp::Ordering::Greater) => Movement::Softened,
    };
    // Since when it stands like this: back to the last day on which it stood otherwise.
    let mut since = last;
    for day in earlier.iter().rev() {
        if stance_on(&stands, *day).is_none_or(|other| firmness(other) != firmness(stance)) {
            break;
        }
        since = *day;
    }
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for taken in &stands {
        *names.entry(&taken.id).or_default() += 1;
    }
    let id = names.into_iter().max_by_key(|(id, count)| (*count, std::cmp::Reverse(*id)))?.0.to_owned();
    let text = stands.iter().rev().find(|taken| taken.id == id)?.stand.text.clone();
    Some(Position {
        holder: stands[0].holder.clone(),
        issue: crate::situation::Issue { id, text },
        stance,
        toward: stands.iter().find_map(|taken| taken.toward.clone()),
        since,
        movement,
        history: stands.into_iter().map(|taken| taken.stand).collect(),
    })
}

/// Where a holder stood on a day: the firmest word, but for ground that was given that day, which is news beside a
/// demand that is told again.
fn stance_on(stands: &[Taken], day: Option<Date>) -> Option<Stance> {
    let of_day = || stands.iter().filter(|taken| taken.stand.on == day).map(|taken| taken.stand.stance);
    let firmest = of_day().min_by_key(|stance| firmness(*stance))?;
    let gave = of_day().any(|stance| stance == Stance::Concession);
    Some(if gave && firmness(firmest) > 0 { Stance::Concession } else { firmest })
}

/// The order in which a position softens. A red line and a refusal both keep the door shut: no movement between them.
pub fn firmness(stance: Stance) -> u8 {
    match stance {
        Stance::RedLine | Stance::Refusal => 0,
        Stance::Precondition => 1,
        Stance::Demand => 2,
        Stance::Goal => 3,
        Stance::Offer | Stance::Openness => 4,
        Stance::Concession => 5,
    }
}
