//! Expectations in words: who looks for what by when, and what became of it.

use crate::briefing::Sentence;
use crate::cite::quoted;
use crate::day;
use crate::scribe::Scribe;
use demarche_assess::situation::{Evidence, Expectation, Outcome};
use demarche_assess::vocabulary::{Likelihood, Outlook};

/// A sentence for an expectation.
pub fn sentence(scribe: &mut Scribe<'_>, expectation: &Expectation) -> Option<Sentence> {
    let who = scribe.naming.call(expectation.by.as_deref());
    let many = expectation.by.as_deref().is_some_and(|by| scribe.naming.is_plural(by));
    let verb = match (expectation.outlook, many) {
        (Outlook::Progress, false) => "looks for progress",
        (Outlook::Progress, true) => "look for progress",
        (Outlook::Setback, false) => "sees a setback coming",
        (Outlook::Setback, true) => "see a setback coming",
        (Outlook::Mixed, false) => "sees it going either way",
        (Outlook::Mixed, true) => "see it going either way",
    };
    let odds = expectation
        .likelihood
        .map(|likelihood| format!(" and holds it {}", odds(likelihood)))
        .unwrap_or_default();
    let first = expectation.evidence.first()?;
    // "We are hopeful" does not say of what.
    if first.quote.split_whitespace().count() < 4 {
        return None;
    }
    let mut text = format!("{who} {verb}{odds}: {}", quoted(&first.quote));
    let now = scribe.now();
    let mut passages: Vec<&Evidence> = vec![first];
    match (expectation.outcome, expectation.window.to) {
        (Outcome::Open, Some(last)) => text.push_str(&format!(" (open until {})", day::short(last, now))),
        (Outcome::Open, None) => text.push_str(" (no date given)"),
        (Outcome::Met, _) => {
            text.push_str(" (since met)");
            passages.extend(expectation.settled_by.as_ref());
        }
        (Outcome::Lapsed, Some(last)) => {
            text.push_str(&format!(" (the window closed on {})", day::short(last, now)));
        }
        (Outcome::Lapsed, None) => {}
    }
    scribe.sentence(text, passages)
}

/// ICD 203 words.
fn odds(likelihood: Likelihood) -> &'static str {
    match likelihood {
        Likelihood::AlmostNoChance => "almost impossible",
        Likelihood::VeryUnlikely => "very unlikely",
        Likelihood::Unlikely => "unlikely",
        Likelihood::Even => "an even chance",
        Likelihood::Likely => "likely",
        Likelihood::VeryLikely => "very likely",
        Likelihood::AlmostCertain => "almost certain",
    }
}
