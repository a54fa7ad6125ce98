//! Gathers stakes; the same consequence told by several reports is one stake with several passages.

use crate::situation::Stake;
use crate::{Item, content_words, shared_words};

/// The stakes of all reports.
pub fn fold(items: &[&Item]) -> Vec<Stake> {
    let mut stakes: Vec<Stake> = Vec::new();
    for item in items {
        for stake in &item.record.stakes {
            let words = content_words(&stake.consequence);
            let same = |other: &&mut Stake| {
                other.domain == stake.domain
                    && other.direction == stake.direction
                    && shared_words(&content_words(&other.consequence), &words) >= 0.7
            };
            let evidence = item.all_evidence(&stake.evidence);
            if let Some(other) = stakes.iter_mut().find(same) {
                other.evidence.extend(evidence);
                continue;
            }
            stakes.push(Stake {
                condition: stake.condition.clone(),
                consequence: stake.consequence.clone(),
                domain: stake.domain,
                direction: stake.direction,
                modality: stake.modality,
                evidence,
            });
        }
    }
    stakes
}
