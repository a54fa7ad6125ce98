//! Expectations in somebody's own words: "the first cargo could sail in the coming days", "it will be finished before …",
//! "it will be months before …".
//!
//! In: sentences with trees, times, statements. Out: drafts. The narrator's plain future is a schedule, not an
//! expectation; so is what a party will do itself, without a date.

use super::Draft;
use super::outlook::{Developments, opposite};
use super::window::{self, Windows};
use crate::reading::{Outlook, Reading, Sentence};
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

/// Adds the expectations of a sentence.
pub fn find(
    reading: &Reading<'_>,
    developments: &Developments,
    windows: &Windows,
    sentence: Sentence,
    drafts: &mut Vec<Draft>,
) {
    for id in sentence.tokens() {
        let Some(modal) = reading.modal_of(id) else { continue };
        if !reading.is_predicate(id) || is_conditional(reading, id) {
            continue;
        }
        let by = reading.sayer_of(id);
        let evidence = reading.clause_span(id);
        if is_delay(reading, id) {
            drafts.push(Draft {
                by,
                outlook: Outlook::Setback,
                of: evidence,
                predicate: reading.predicate_over(id),
                evidence,
                confidence: 0.6,
            });
            continue;
        }
        // "It was learnt that he will write in the coming days": told by somebody the report does not name.
        let is_told = by.is_some()
            || reading
                .statement_over(reading.token(id).span)
                .is_some_and(|statement| reading.statements[statement.index()].cue_token.is_some());
        if !is_told || !matches!(modal, "will" | "would" | "could" | "may" | "might" | "can" | "should") {
            continue;
        }
        let Some(end) = windows.end(reading, evidence) else { continue };
        if window::published(reading).is_some_and(|from| from == end) {
            continue;
        }
        let outlook = developments.outlook(reading, evidence).unwrap_or(Outlook::Progress);
        // "Doubted that more would come out before …", where the words of doubt were not read as such.
        let doubt = reading.head(id).filter(|verb| {
            reading.deprel(id) == Deprel::Ccomp
                && matches!(reading.lemma(*verb), "doubt" | "question" | "dispute")
        });
        let (outlook, evidence) = match doubt {
            Some(verb) => (opposite(outlook), reading.token(verb).span.cover(evidence)),
            None => (outlook, evidence),
        };
        drafts.push(Draft {
            by,
            outlook,
            of: evidence,
            predicate: reading.predicate_over(id),
            evidence,
            confidence: 0.45,
        });
    }
}

/// "It will be months before …", "it will take years to …".
fn is_delay(reading: &Reading<'_>, id: TokenId) -> bool {
    let is_long = |id: TokenId| {
        matches!(reading.lower(id), "months" | "years" | "weeks" | "decades" | "while" | "long" | "ages")
    };
    let is_next = id.0 + 1 < reading.sentence_of(id).end.0 && reading.lower(TokenId(id.0 + 1)) == "before";
    let before = is_next
        || reading.children_with(id, Deprel::Advcl).any(|clause| {
            reading.children_with(clause, Deprel::Mark).any(|mark| reading.lower(mark) == "before")
        });
    (is_long(id) && before && reading.upos(id) != Upos::Verb)
        || (reading.lemma(id) == "take" && reading.children_with(id, Deprel::Obj).any(is_long))
}

/// Whether a clause stands on a condition, or is one: then it is a stake.
pub(super) fn is_conditional(reading: &Reading<'_>, id: TokenId) -> bool {
    let is_if = |clause: TokenId| {
        reading
            .children_with(clause, Deprel::Mark)
            .any(|mark| matches!(reading.lower(mark), "if" | "unless" | "whether"))
            || reading.children_with(clause, Deprel::Aux).any(|aux| {
                reading.lower(aux) == "should" && reading.subject(clause).is_some_and(|subject| aux < subject)
            })
    };
    is_if(id) || reading.children_with(id, Deprel::Advcl).any(is_if)
}
