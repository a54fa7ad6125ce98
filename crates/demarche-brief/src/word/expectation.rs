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
            text.push_str(&format!(" (since met{})", settled(expectation)));
            passages.extend(expectation.settled_by.as_ref());
        }
        (Outcome::Lapsed, last) => {
            let called_off = expectation.settled_on.zip(last).is_some_and(|(day, last)| day <= last);
            let how = match last.filter(|_| !called_off) {
                Some(last) => format!("its time ran out on {}", day::short(last, now)),
                None => "called off".to_owned(),
            };
            text.push_str(&format!(" ({how}{})", settled(expectation)));
            passages.extend(expectation.settled_by.as_ref());
        }
    }
    scribe.sentence(text, passages)
}

/// The passage that settled it, in its own words.
fn settled(expectation: &Expectation) -> String {
    let passage = expectation.settled_by.as_ref();
    passage.map_or_else(String::new, |passage| format!(": {}", quoted(&passage.quote)))
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
