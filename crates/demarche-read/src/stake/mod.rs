//! Finds what rides on how the confrontation goes.
//!
//! Needs: trees, mentions, statements. Adds: stakes.
//!
//! `tie` finds a consequence tied to a condition ("if talks fail, prices could rise") or to a cause ("a collapse would
//! bring back tests"); `effect` says where it is felt and which way.

mod effect;
#[cfg(test)]
mod tests;
mod tie;

use crate::reading::{Modality, Reading, Stake};
use crate::report::BlockKind;
use effect::Effects;
use tie::Ties;

/// Finds what rides on how the confrontation goes.
pub struct Stakes {
    ties: Ties,
    effects: Effects,
}

impl Stakes {
    /// Parses the stage's tables.
    pub fn new() -> Stakes {
        Stakes { ties: Ties::new(), effects: Effects::new() }
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let mut stakes: Vec<Stake> = Vec::new();
        for sentence in reading.sentences.iter().copied() {
            let kind = reading.block_of(sentence).kind;
            if matches!(kind, BlockKind::Boilerplate | BlockKind::Byline) || reading.is_question(sentence) {
                continue;
            }
            for tie in self.ties.find(reading, &self.effects, sentence) {
                let Some((domain, direction)) = self.effects.judge(reading, &tie) else { continue };
                if stakes
                    .last()
                    .is_some_and(|last| last.evidence.iter().any(|span| span.overlaps(tie.evidence)))
                {
                    continue;
                }
                stakes.push(Stake {
                    condition: tie.condition.map_or_else(String::new, |span| reading.slice(span).to_owned()),
                    consequence: reading.slice(tie.consequence).to_owned(),
                    domain,
                    direction,
                    modality: modality(reading, &tie),
                    evidence: vec![tie.evidence],
                    confidence: tie.confidence,
                });
            }
        }
        reading.stakes = stakes;
    }
}

/// How sure the words are.
fn modality(reading: &Reading<'_>, tie: &tie::Tie) -> Modality {
    let hedged = reading
        .tokens_in(tie.evidence)
        .any(|id| matches!(reading.lower(id), "likely" | "probably" | "should"));
    match reading.modal_of(tie.predicate) {
        Some("could" | "may" | "might" | "can") => Modality::May,
        _ if hedged => Modality::Likely,
        _ => Modality::Will,
    }
}
