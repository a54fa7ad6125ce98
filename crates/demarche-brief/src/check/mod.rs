//! Checks a draft against the reports: each sentence supported, partly, contradicted or unsupported, and why.
//!
//! In: the situation that a draft amounts to, and that of the reports. Out: [`Checked`]. A sentence is taken apart into
//! claims (`claim`), its quotations are sought word for word (`quotation`), and each claim is held against the passages
//! that bear on it (`judge`): who says it (`who`), when (`when`), how many (`figure`), how it is meant (`sense`,
//! `meant`), and the facts on record (`fact`). The most charitable passage decides.

mod claim;
mod fact;
mod fault;
mod figure;
mod judge;
mod meant;
mod opposite;
mod quotation;
mod reports;
mod sense;
mod when;
mod who;

use crate::ask::index::{Entry, Index};
use crate::cite::Notes;
use demarche_assess::situation::{Evidence, Situation};
use jiff::civil::Date;
use judge::Judge;
use quotation::{Found, Quotation};
use reports::Reports;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Name of the schema this version writes.
pub const SCHEMA: &str = "demarche/check/1";

/// What becomes of a sentence, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It claims nothing: a question, a heading, a turn from one thing to the next.
    NothingToCheck,
    /// The reports say so.
    Supported,
    /// The reports say part of it, or less than it says.
    Partly,
    /// The reports do not say so.
    Unsupported,
    /// The reports say otherwise.
    Contradicted,
}

/// A draft, checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// [`SCHEMA`].
    pub schema: String,
    /// Parties that the reports turn on.
    pub between: Vec<String>,
    /// The day the reports are taken up to.
    pub as_of: Option<Date>,
    /// How many reports it was held against.
    pub reports: usize,
    /// Every sentence of the draft, in order.
    pub sentences: Vec<Marked>,
    /// Passages, in order of first citation: note 1 is `notes[0]`.
    pub notes: Vec<Evidence>,
}

/// A sentence with its mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Marked {
    /// Its words.
    pub text: String,
    /// UTF-8 bytes of the draft's normalised text.
    pub span: demarche_assess::situation::Span,
    /// The mark.
    pub mark: Mark,
    /// Why, in words; empty where it is supported or claims nothing.
    pub reasons: Vec<String>,
    /// Numbers of the passages it rests on or clashes with.
    pub notes: Vec<usize>,
    /// Its quotations.
    pub quotations: Vec<Quoted>,
}

/// A quotation with what was found of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// Words between the marks.
    pub words: String,
    /// Whether a report has them, word for word.
    pub found: bool,
}

impl Checked {
    /// How many sentences bear a mark.
    pub fn count(&self, mark: Mark) -> usize {
        self.sentences.iter().filter(|sentence| sentence.mark == mark).count()
    }
    /// Whether a sentence is at fault that is marked so or worse.
    pub fn is_at_fault(&self, least: Mark) -> bool {
        self.sentences.iter().any(|sentence| sentence.mark >= least)
    }
}

/// Checks a draft, as folded into a situation of its own, against the reports.
pub fn check(draft: &Situation, against: &Situation) -> Checked {
    let reports = Reports::new(against);
    let mut notes = Notes::default();
    let whole: HashSet<_> = draft.sentences.iter().map(|sentence| sentence.passage.span).collect();
    let sentences = Index::new(draft)
        .entries
        .iter()
        // What stands for no sentence of its own is part of one.
        .filter(|entry| whole.contains(&entry.passage.span))
        .map(|entry| mark(entry, draft, &reports, &mut notes))
        .collect();
    Checked {
        schema: SCHEMA.to_owned(),
        between: against.between.clone(),
        as_of: against.as_of,
        reports: against.sources.len(),
        sentences,
        notes: notes.into_list(),
    }
}

/// Fewest words of a quotation that fix where the sentence rests.
const LONG: usize = 4;

fn mark(entry: &Entry<'_>, draft: &Situation, reports: &Reports<'_>, notes: &mut Notes) -> Marked {
    let text = &entry.passage.quote;
    let mut marked = Marked {
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        span: entry.passage.span,
        mark: Mark::NothingToCheck,
        reasons: Vec::new(),
        notes: Vec::new(),
        quotations: Vec::new(),
    };
    if !claim::claims_something(entry) {
        return marked;
    }
    let quotations = quotation::quotations(text);
    let mut entries: Vec<usize> = Vec::new();
    let (mut quoted, mut ranges) = (Vec::new(), Vec::new());
    let mut worst = Mark::NothingToCheck;
    for quotation in &quotations {
        let found = quotation::find(quotation, reports);
        marked
            .quotations
            .push(Quoted { words: quotation.words.clone(), found: matches!(found, Found::Exact(_)) });
        match found {
            Found::Exact(holders) => {
                worst = worst.max(Mark::Supported);
                if quotation.words.split_whitespace().count() >= LONG {
                    quoted.extend(holders);
                    ranges.push(quotation.range.clone());
                }
            }
            Found::Missing(nearest) => {
                let (mark, reason) = missing(quotation, nearest.is_some());
                worst = worst.max(mark);
                marked.reasons.push(reason);
                entries.extend(nearest);
            }
        }
    }
    let taken = claim::take(entry, reports, &quotations);
    let judge = Judge { reports, draft, sentence: entry, taken: &taken, quoted, quotations: ranges };
    let judgements: Vec<_> = taken.claims.iter().map(|claim| judge.judge(claim)).collect();
    let supported = judgements.iter().any(|judgement| judgement.mark <= Mark::Partly);
    for judgement in judgements {
        // A sentence of which a part is borne is borne in part.
        let mark = match judgement.mark {
            Mark::Unsupported if supported => Mark::Partly,
            mark => mark,
        };
        worst = worst.max(mark);
        for reason in judgement.reasons {
            if !marked.reasons.contains(&reason) {
                marked.reasons.push(reason);
            }
        }
        entries.extend(judgement.entries);
    }
    entries.dedup();
    marked.mark = worst;
    marked.notes = notes.numbers(entries.into_iter().map(|number| reports.entry(number).passage));
    marked
}

/// What a quotation that no report has makes of its sentence. A word or two may be a term rather than a quotation.
fn missing(quotation: &Quotation, near: bool) -> (Mark, String) {
    let words = quotation.words.trim_end_matches([',', '.']);
    let nearest = if near { "; the nearest passage is given" } else { "" };
    let mark = if words.split_whitespace().count() < LONG { Mark::Partly } else { Mark::Unsupported };
    (mark, format!("no report has the words “{words}”{nearest}"))
}

#[cfg(test)]
mod tests;
