//! Answers a question from a situation, in sentences that cite.

use crate::briefing::Sentence;
use crate::scribe::Scribe;

/// The answer's sentences; empty where the situation does not hold one.
pub fn answer(scribe: &mut Scribe<'_>, question: &str) -> Vec<Sentence> {
    let _ = (scribe, question);
    Vec::new()
}
