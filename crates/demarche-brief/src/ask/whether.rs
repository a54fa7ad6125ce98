//! Answers questions for a yes or a no. A thing unconfirmed is never denied, a thing hoped for never assured, and where
//! two accounts differ both are told.

use super::find::Finding;
use super::index::{Fact, Index};
use super::polarity::{self, Verdict};
use super::question::Question;
use super::tell::{Telling, tell};
use crate::briefing::Sentence;
use crate::scribe::Scribe;
use crate::word;
use demarche_assess::situation::Outcome;

/// How near a passage must come to the best one to be weighed with it.
const NEAR: f32 = 0.72;
/// Most passages that are weighed.
const WEIGHED: usize = 4;

/// Whether what was hoped for came: told by what became of the expectation that the question speaks of.
fn outcome<'s>(
    scribe: &mut Scribe<'s>,
    index: &Index<'s>,
    question: &Question<'_>,
    findings: &[Finding],
) -> Option<Sentence> {
    if !question.says(&[
        "hope",
        "hoped",
        "hopes",
        "expect",
        "expected",
        "expects",
        "promised",
        "predicted",
        "foreseen",
    ]) {
        return None;
    }
    let settled = findings.iter().take(WEIGHED).find_map(|finding| {
        index.entries[finding.entry].facts.iter().find_map(|fact| match fact {
            Fact::Expectation(expectation) if expectation.outcome != Outcome::Open => Some(*expectation),
            _ => None,
        })
    })?;
    let mut sentence = word::expectation::sentence(scribe, settled)?;
    sentence.text.insert_str(0, if settled.outcome == Outcome::Met { "Yes: " } else { "No: " });
    Some(sentence)
}

/// The answer's sentences.
pub fn answer<'s>(
    scribe: &mut Scribe<'s>,
    index: &Index<'s>,
    question: &Question<'_>,
    findings: &[Finding],
) -> Vec<Sentence> {
    let Some(best) = findings.first() else { return Vec::new() };
    let both = index.entries[best.entry].facts.iter().find_map(|fact| match fact {
        Fact::Conflict(conflict) => Some(*conflict),
        _ => None,
    });
    if let Some(sentence) = both.and_then(|conflict| word::conflict::sentence(scribe, conflict)) {
        return vec![sentence];
    }
    if let Some(sentence) = outcome(scribe, index, question, findings) {
        return vec![sentence];
    }
    let mut weighed: Vec<(Verdict, Telling<'s>)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.score >= NEAR * best.score).take(WEIGHED) {
        let entry = &index.entries[finding.entry];
        let verdict = polarity::verdict(entry, finding, question);
        let telling = tell(scribe, index, finding);
        let party = |by: Option<&'s str>| by.map(|by| scribe.situation.party(by));
        let again = weighed.iter().any(|(other, told)| {
            *other == verdict && party(told.by) == party(telling.by) || told.text == telling.text
        });
        if !again {
            weighed.push((verdict, telling));
        }
    }
    let party = |telling: &Telling<'s>| telling.by.map(|by| scribe.situation.party(by));
    let opposed = weighed.iter().position(|(verdict, telling)| {
        let (first, told) = &weighed[0];
        let contrary = (*first == Verdict::Denied) != (*verdict == Verdict::Denied);
        contrary && party(told) != party(telling)
    });
    let first = weighed[0].0;
    let sure = |verdict: Verdict| matches!(verdict, Verdict::Affirmed | Verdict::Denied);
    let lead = match (opposed.map(|place| weighed[place].0), first) {
        (Some(other), _) if sure(first) && sure(other) => "Accounts differ: ",
        (Some(_), _) => "",
        (None, Verdict::Affirmed) => "Yes: ",
        (None, Verdict::Denied) => "No: ",
        (None, Verdict::Open) => "Not confirmed: ",
        (None, Verdict::Hoped) => "Not assured: ",
        (None, Verdict::Unclear) => "",
    };
    let second = opposed.or((weighed.len() > 1).then_some(1));
    let mut tellings = Vec::new();
    for (place, (_, telling)) in weighed.into_iter().enumerate() {
        if place == 0 || Some(place) == second {
            tellings.push(telling);
        }
    }
    let mut written = Vec::new();
    for (place, telling) in tellings.into_iter().enumerate() {
        let text = if place == 0 { format!("{lead}{}", telling.text) } else { telling.text };
        written.extend(scribe.sentence(text, telling.passages));
    }
    written
}
