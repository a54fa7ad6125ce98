//! Finds what somebody says will come.
//!
//! Needs: trees, mentions, times, statements. Adds: expectations.
//!
//! `cue` knows the words of hope, fear, doubt and likelihood; `foretell` the clauses that say in their own words what will
//! come by when. `outlook` says whether what is expected is for better or worse, `window` when it is due.

mod cue;
mod foretell;
mod outlook;
#[cfg(test)]
mod tests;
mod window;

use crate::lexicon::rows;
use crate::phrase::Phrases;
use crate::reading::{Expectation, Likelihood, Outlook, Reading, Sentence};
use crate::report::BlockKind;
use crate::syntax::Deprel;
use crate::text::{ActorId, Span, TokenId};
use cue::Cues;
use outlook::Developments;
use window::Windows;

const LIKELIHOOD: &str = include_str!("../../lexicon/likelihood.tsv");

/// Finds what somebody says will come.
pub struct Expectations {
    cues: Cues,
    developments: Developments,
    windows: Windows,
    likelihood: Phrases<Likelihood>,
}

/// An expectation before it is settled.
#[derive(Clone, Debug)]
struct Draft {
    by: Option<ActorId>,
    outlook: Outlook,
    /// Words for what is expected.
    of: Span,
    /// Carries the clause.
    predicate: TokenId,
    /// Where a date or "within days" is looked for.
    evidence: Span,
    confidence: f32,
}

impl Expectations {
    /// Parses the stage's tables.
    pub fn new() -> Expectations {
        Expectations {
            cues: Cues::new(),
            developments: Developments::new(),
            windows: Windows::new(),
            likelihood: Phrases::new(
                rows::<2>(LIKELIHOOD).filter_map(|[phrase, band]| Some((phrase, Likelihood::parse(band)?))),
            ),
        }
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let mut found: Vec<Expectation> = Vec::new();
        for sentence in reading.sentences.iter().copied() {
            let kind = reading.block_of(sentence).kind;
            if matches!(kind, BlockKind::Boilerplate | BlockKind::Byline) || reading.is_question(sentence) {
                continue;
            }
            let mut drafts = Vec::new();
            self.cues.find(reading, &self.developments, sentence, &mut drafts);
            foretell::find(reading, &self.developments, &self.windows, sentence, &mut drafts);
            self.settle(reading, sentence, drafts, &mut found);
        }
        reading.expectations = found;
    }

    /// One expectation a clause; a headline's is dropped where the body has the same of the same sayer.
    fn settle(
        &self,
        reading: &Reading<'_>,
        sentence: Sentence,
        mut drafts: Vec<Draft>,
        found: &mut Vec<Expectation>,
    ) {
        drafts.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
        let mut kept: Vec<Draft> = Vec::new();
        for draft in drafts {
            if !kept.iter().any(|other| {
                other.predicate == draft.predicate
                    || other.evidence.contains(draft.evidence)
                    || draft.evidence.contains(other.evidence)
            }) {
                kept.push(draft);
            }
        }
        kept.sort_by_key(|draft| draft.evidence);
        for draft in kept {
            let mut window = self.windows.of(reading, draft.evidence, sentence);
            if window.to.is_none() && reading.deprel(draft.predicate) == Deprel::AclRelcl {
                // "In the coming two weeks, during which they hope …"
                let noun = reading
                    .head(draft.predicate)
                    .map(|noun| reading.subtree_span(reading.predicate_over(noun)));
                window.to = noun.and_then(|span| self.windows.end(reading, span));
            }
            let likelihood = self.band(reading, draft.evidence);
            // A chance is for better or worse by how good it is.
            let outlook = match (draft.outlook, likelihood) {
                (Outlook::Mixed, Some(band)) if band < Likelihood::Even => Outlook::Setback,
                (Outlook::Mixed, Some(band)) if band > Likelihood::Even => Outlook::Progress,
                (outlook, _) => outlook,
            };
            found.push(Expectation {
                by: draft.by,
                outlook,
                of: reading.slice(draft.of).to_owned(),
                window,
                likelihood,
                evidence: vec![draft.evidence],
                confidence: draft.confidence,
            });
        }
    }

    /// The likelihood that words name: by a phrase of the table, else by a share ("70 per cent chance").
    fn band(&self, reading: &Reading<'_>, span: Span) -> Option<Likelihood> {
        let tokens = reading.tokens_in(span);
        let (first, last) = (tokens.clone().next()?, tokens.clone().last()?);
        let end = TokenId(last.0 + 1);
        let longest = self
            .likelihood
            .among(reading, first, end)
            .into_iter()
            .max_by_key(|found| (found.last.0 - found.first.0, std::cmp::Reverse(found.first)));
        let has_chance = || {
            tokens.clone().any(|id| {
                matches!(reading.lemma(id), "chance" | "probability" | "likelihood" | "likely" | "odds")
            })
        };
        let share = |id: TokenId| {
            let number: f32 = reading.lower(id).trim_end_matches('%').parse().ok()?;
            let next = (id.0 + 1 < end.0).then(|| reading.lower(TokenId(id.0 + 1)))?;
            matches!(next, "%" | "per" | "percent").then_some(number)
        };
        let share = tokens.clone().find_map(share).filter(|_| has_chance());
        share.map(of_share).or(longest.map(|found| *found.value))
    }
}

/// ICD 203 band of a share in per cent.
fn of_share(share: f32) -> Likelihood {
    match share {
        ..5.0 => Likelihood::AlmostNoChance,
        ..20.0 => Likelihood::VeryUnlikely,
        ..45.0 => Likelihood::Unlikely,
        ..=55.0 => Likelihood::Even,
        ..=80.0 => Likelihood::Likely,
        ..=95.0 => Likelihood::VeryLikely,
        _ => Likelihood::AlmostCertain,
    }
}
