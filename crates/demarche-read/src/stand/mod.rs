//! Finds what parties want, offer and rule out.
//!
//! Needs: trees, mentions, times, statements. Adds: positions.
//!
//! Two finders propose: `cue` knows words and phrases ("reject", "remain non-negotiable", "ready for dialogue"), `modal`
//! knows grammar ("will never …", "would talk once …", "must lift …", "if they …, the withdrawal stops"). What they
//! propose is settled: one position for each holder, sayer, issue and stance, with all its passages.

mod condition;
mod cue;
mod holder;
mod issue;
mod modal;
mod settle;
#[cfg(test)]
mod tests;

use crate::reading::{Reading, Stance};
use crate::report::BlockKind;
use crate::text::{ActorId, Span, TokenId};
use cue::Cues;
use issue::Issues;
use modal::Verbs;

/// Finds what parties want, offer and rule out.
pub struct Stands {
    cues: Cues,
    verbs: Verbs,
    issues: Issues,
}

/// A position before it is settled.
#[derive(Clone, Debug)]
struct Draft {
    holder: ActorId,
    by: Option<ActorId>,
    stance: Stance,
    /// Words that name the issue.
    issue: Span,
    /// Its head, where the tree gives one.
    issue_head: Option<TokenId>,
    toward: Option<ActorId>,
    /// Carries the clause that states it.
    predicate: TokenId,
    evidence: Span,
    confidence: f32,
}

impl Stands {
    /// Parses the stage's tables.
    pub fn new() -> Stands {
        Stands { cues: Cues::new(), verbs: Verbs::new(), issues: Issues::new() }
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let mut drafts = Vec::new();
        for sentence in reading.sentences.iter().copied() {
            let kind = reading.block_of(sentence).kind;
            if matches!(kind, BlockKind::Boilerplate | BlockKind::Byline) || reading.is_question(sentence) {
                continue;
            }
            self.cues.find(reading, sentence, &mut drafts);
            self.verbs.find(reading, sentence, &mut drafts);
        }
        reading.positions = settle::settle(reading, &self.issues, drafts);
    }
}
