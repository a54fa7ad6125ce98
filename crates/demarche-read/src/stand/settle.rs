//! Settles drafts: one position for each holder, sayer, issue and stance, with all its passages; of readings of one clause
//! that differ, the firmest stands.
//!
//! In: drafts of all finders. Out: positions in order of their first passage.

use super::Draft;
use super::issue::{self, Issues};
use crate::reading::{Position, Reading, Stance};
use crate::text::{ActorId, TokenId};
use std::collections::{HashMap, HashSet};

/// Which of two readings of one clause says more.
fn rank(stance: Stance) -> u8 {
    match stance {
        Stance::RedLine => 0,
        Stance::Precondition => 1,
        Stance::Concession => 2,
        Stance::Refusal => 3,
        Stance::Openness => 4,
        Stance::Offer => 5,
        Stance::Demand => 6,
        Stance::Goal => 7,
    }
}

/// Positions from drafts.
pub fn settle(reading: &Reading<'_>, issues: &Issues, mut drafts: Vec<Draft>) -> Vec<Position> {
    drafts.sort_by_key(|draft| (draft.evidence.start, draft.evidence.end, draft.holder, rank(draft.stance)));
    // "Will not hear of giving up its base": what is refused is not given.
    let refused: HashSet<(ActorId, TokenId)> = drafts
        .iter()
        .filter(|draft| matches!(draft.stance, Stance::Refusal | Stance::RedLine))
        .filter_map(|draft| draft.issue_head.map(|head| (draft.holder, head)))
        .collect();
    drafts.retain(|draft| {
        let gives =
            matches!(draft.stance, Stance::Concession | Stance::Offer | Stance::Openness | Stance::Goal);
        !(gives
            && draft.issue_head != Some(draft.predicate)
            && refused.contains(&(draft.holder, draft.predicate)))
    });
    let told: HashSet<(ActorId, TokenId)> =
        drafts.iter().map(|draft| (draft.holder, draft.predicate)).collect();
    // "Vowed that it would never …", "insists that they must …": the inner clause says it.
    drafts.retain(|draft| {
        draft.issue_head.is_none_or(|head| head == draft.predicate || !told.contains(&(draft.holder, head)))
    });
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        const REACH: usize = 24;
        let from = kept.len().saturating_sub(REACH);
        let rival = kept[from..]
            .iter()
            .position(|other| other.holder == draft.holder && other.predicate == draft.predicate);
        match rival.map(|place| &mut kept[from + place]) {
            Some(other) if rank(draft.stance) < rank(other.stance) => *other = draft,
            Some(_) => {}
            None => kept.push(draft),
        }
    }
    let mut positions: Vec<Position> = Vec::new();
    let mut places = HashMap::new();
    for draft in kept {
        let id = issues
            .id(reading, draft.issue)
            .or_else(|| issues.id(reading, draft.evidence))
            .map_or_else(|| issue::slug(reading, draft.issue, draft.issue_head), str::to_owned);
        let place =
            *places.entry((draft.holder, draft.by, id.clone(), draft.stance)).or_insert(positions.len());
        if let Some(position) = positions.get_mut(place) {
            position.evidence.push(draft.evidence);
            position.toward = position.toward.or(draft.toward);
            position.confidence = position.confidence.max(draft.confidence);
            continue;
        }
        positions.push(Position {
            holder: draft.holder,
            by: draft.by,
            stance: draft.stance,
            issue_id: id,
            issue_text: issue::text(reading, draft.issue),
            toward: draft.toward.filter(|toward| *toward != draft.holder),
            on: None,
            evidence: vec![draft.evidence],
            confidence: draft.confidence,
        });
    }
    positions
}
