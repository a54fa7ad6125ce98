//! The trail: who was mentioned lately, for pronouns and descriptions to point back to.
//!
//! In: mentions in order of the text. Out: candidates, the latest first, never more than a few.

use crate::reading::MentionKind;
use crate::text::{ActorId, SentenceId};

/// How many mentions back a description may point.
const REACH: usize = 60;

/// A mention that was passed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub actor: ActorId,
    /// Its head.
    pub token: u32,
    /// One past its last token.
    pub end: u32,
    pub sentence: SentenceId,
    pub subject: bool,
    pub weight: u32,
    pub kind: MentionKind,
}

/// Mentions passed so far, in order.
#[derive(Default)]
pub(super) struct Trail {
    seen: Vec<Seen>,
}

impl Trail {
    pub fn push(&mut self, seen: Seen) {
        self.seen.push(seen);
    }
    /// The latest mentions first, at most `REACH` of them.
    pub fn latest(&self) -> impl Iterator<Item = &Seen> + '_ {
        self.seen.iter().rev().take(REACH)
    }
    /// The latest mentions first, no more than so many sentences back.
    pub fn since(&self, sentence: SentenceId, back: u32) -> impl Iterator<Item = &Seen> + '_ {
        let floor = sentence.0.saturating_sub(back);
        self.latest().take_while(move |seen| seen.sentence.0 >= floor)
    }
    /// Pairs of mentions joined by "and" or "between … and", the latest first.
    pub fn pairs(&self) -> impl Iterator<Item = (&Seen, &Seen)> + '_ {
        self.seen.windows(2).rev().take(REACH).map(|pair| (&pair[0], &pair[1]))
    }
}
