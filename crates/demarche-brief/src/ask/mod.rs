//! Answers a question from a situation, in sentences that cite.
//!
//! In: a situation and a question. Out: one to three sentences in the words of the record; none where the record does
//! not hold the answer. The question is taken apart (`question`), the passages that bear on it are ranked (`find`),
//! those that cannot hold the kind of thing it wants are dropped (`ready`), and what is left is told (`tell`).

pub(crate) mod find;
pub(crate) mod index;
mod known;
pub(crate) mod lexicon;
mod polarity;
pub(crate) mod question;
pub(crate) mod ready;
mod tell;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod token;
mod whether;

use crate::briefing::Sentence;
use crate::cite::quoted;
use crate::day;
use crate::scribe::Scribe;
use demarche_assess::situation::{Evidence, Situation};
use find::Finding;
use index::Index;
use question::{Form, Question};
use serde::{Deserialize, Serialize};

/// The passages that answers are sought in, as a scribe keeps them.
pub use index::Index as Passages;

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
    let question = Question::parse(question, scribe.situation);
    let known = known::answer(scribe, &question);
    // A red line is one on record; what merely sounds like it is none.
    if !known.is_empty()
        || question.asks(question::Topic::RedLine) && known::knows_positions(scribe, &question)
    {
        return known;
    }
    let index = scribe.passages();
    let findings = bearing(scribe.situation, &index, &question);
    match question.form {
        Form::Whether => whether::answer(scribe, &index, &question, &findings),
        _ => tell_best(scribe, &index, &question, &findings),
    }
}

/// Least share of a question that a passage must cover to answer it.
const LEAST: f32 = 0.5;
/// The same for those who stand between parties.
const LEAST_MEDIATED: f32 = 0.3;
/// How near a second passage must come to the best one to be told as well.
const NEAR: f32 = 0.85;

/// The passages that can answer, the best first.
fn bearing(situation: &Situation, index: &Index<'_>, question: &Question<'_>) -> Vec<Finding> {
    let mut findings = find::find(situation, index, question);
    findings.retain_mut(|finding| {
        let entry = &index.entries[finding.entry];
        let keyed = question.key.is_none_or(|key| finding.terms[key] >= 0.4);
        let Some(more) = ready::readiness(entry, finding, question).filter(|_| keyed) else { return false };
        finding.score += more;
        // Who stands between the parties is told without naming them.
        let least = if question.asks(question::Topic::Mediation) { LEAST_MEDIATED } else { LEAST };
        finding.coverage >= least && finding.asked >= least
    });
    findings.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
    findings
}

/// Tells the best passage, and a second that comes near it.
fn tell_best<'s>(
    scribe: &mut Scribe<'s>,
    index: &Index<'s>,
    question: &Question<'_>,
    findings: &[Finding],
) -> Vec<Sentence> {
    let Some(best) = findings.first() else { return Vec::new() };
    let chosen = findings.iter().filter(|finding| finding.score >= NEAR * best.score).take(2);
    let mut written: Vec<Sentence> = Vec::new();
    for finding in chosen {
        // "They met there": the sentence before says where.
        if question.form == Form::Where
            && index.entries[finding.entry].tokens.iter().any(|token| token.text == "there")
            && let Some(before) = index.before(finding.entry)
        {
            written.extend(scribe.sentence(quoted(&before.passage.quote), [before.passage]));
        }
        let telling = tell::tell(scribe, index, finding);
        let text = match (question.form, written.is_empty()) {
            (Form::When, true) => format!("{}{}", when(scribe, index, finding), telling.text),
            _ => telling.text,
        };
        let sentence = scribe.sentence(text, telling.passages);
        written.extend(sentence.filter(|sentence| !written.iter().any(|other| other.text == sentence.text)));
    }
    written
}

/// "On 3 February: ", where the passage gives one day for it.
fn when(scribe: &Scribe<'_>, index: &Index<'_>, finding: &Finding) -> String {
    let time = ready::nearest_time(&index.entries[finding.entry], finding);
    time.and_then(|period| day::when(period, scribe.now()))
        .map(|when| format!("{when}: "))
        .unwrap_or_default()
}
