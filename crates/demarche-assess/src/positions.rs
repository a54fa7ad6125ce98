//! Folds positions: one for each holder and issue, with its wording over time and which way it moved.

use crate::Item;
use crate::actors::Cast;
use crate::situation::{Movement, Position, Stand};
use demarche_read::record::{Record, Stance};
use std::collections::BTreeMap;

/// Folds the positions of all reports, which come in order of their day.
pub fn fold(items: &[&Item], cast: &Cast) -> Vec<Position> {
    let mut stands: BTreeMap<(String, String), Position> = BTreeMap::new();
    for item in items {
        for position in &item.record.positions {
            let holder = cast.party(&position.holder);
            let on = item.day_of(position.on);
            let Some(passage) = position.evidence.first() else { continue };
            let entry =
                stands.entry((holder.clone(), position.issue.id.clone())).or_insert_with(|| Position {
                    holder,
                    issue: position.issue.clone(),
                    stance: position.stance,
                    toward: None,
                    since: on,
                    movement: Movement::New,
                    history: Vec::new(),
                });
            entry.toward =
                entry.toward.take().or_else(|| position.toward.as_deref().map(|toward| cast.party(toward)));
            let widest =
                position.evidence.iter().find(|other| in_body(&item.record, other.span)).unwrap_or(passage);
            entry.history.push(Stand {
                stance: position.stance,
                by: position.by.clone(),
                text: position.issue.text.clone(),
                on,
                evidence: item.evidence(widest),
            });
        }
    }
    let mut positions: Vec<Position> = stands.into_values().collect();
    for position in &mut positions {
        settle(position);
    }
    positions
}

/// Whether a span stands in the body rather than in a headline.
fn in_body(record: &Record, span: demarche_read::text::Span) -> bool {
    use demarche_read::report::BlockKind::{Headline, Summary};
    let block = record.document.blocks.iter().find(|block| block.span.contains(span));
    block.is_none_or(|block| !matches!(block.kind, Headline | Summary))
}

/// Sets stance, since and movement from the history.
fn settle(position: &mut Position) {
    position.history.sort_by_key(|stand| stand.on);
    let Some(last) = position.history.last() else { return };
    // On one day the firmest word stands.
    let stance = position
        .history
        .iter()
        .filter(|stand| stand.on == last.on)
        .map(|stand| stand.stance)
        .min_by_key(|stance| firmness(*stance))
        .unwrap_or(last.stance);
    let before = position.history.iter().rev().find(|stand| stand.on < last.on).map(|stand| stand.stance);
    position.movement = match before.map(|before| firmness(stance).cmp(&firmness(before))) {
        None => Movement::New,
        Some(std::cmp::Ordering::Equal) => Movement::Unchanged,
        Some(std::cmp::Ordering::Less) => Movement::Hardened,
        Some(std::cmp::Ordering::Greater) => Movement::Softened,
    };
    position.since = position
        .history
        .iter()
        .find(|stand| firmness(stand.stance) == firmness(stance))
        .and_then(|stand| stand.on);
    position.stance = stance;
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
