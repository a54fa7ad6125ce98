//! Consequences and what they are tied to.
//!
//! In: sentences with trees. Out: ties. A condition is a clause ("if …", "unless …", "should talks fail", "once …"), a
//! phrase ("without a deal"), a general subject ("a government which drags its feet"), or a cause: a noun for how things
//! go ("any easing", "another hit") whose verb moves something.

use super::effect::Effects;
use crate::lexicon::rows;
use crate::reading::{ActorKind, Reading, Sentence};
use crate::syntax::{Deprel, Feats, Upos};
use crate::text::{Span, TokenId};
use std::collections::HashSet;

const CAUSES: &str = include_str!("../../lexicon/stake_causes.tsv");

/// Verbs that threaten in the present tense: "the row threatens to derail …".
const MENACES: [&str; 9] =
    ["threaten", "risk", "raise", "endanger", "imperil", "heighten", "jeopardise", "jeopardize", "menace"];

/// A consequence and what it is tied to.
#[derive(Clone, Debug)]
pub struct Tie {
    /// Words of the condition or cause.
    pub condition: Option<Span>,
    /// Words of the consequence.
    pub consequence: Span,
    /// Carries the consequence.
    pub predicate: TokenId,
    pub evidence: Span,
    pub confidence: f32,
}

/// The table of causes.
pub struct Ties {
    causes: HashSet<&'static str>,
}

impl Ties {
    pub fn new() -> Ties {
        Ties { causes: rows::<1>(CAUSES).map(|[noun]| noun).collect() }
    }

    /// The ties of a sentence.
    pub fn find(&self, reading: &Reading<'_>, effects: &Effects, sentence: Sentence) -> Vec<Tie> {
        let mut ties = Vec::new();
        for id in sentence.tokens() {
            if !reading.is_predicate(id) || is_condition(reading, id) {
                continue;
            }
            ties.extend(self.conditional(reading, id).or_else(|| self.causal(reading, effects, id)));
        }
        if ties.is_empty() {
            ties.extend(
                loose(reading, effects, sentence).or_else(|| self.loose_cause(reading, effects, sentence)),
            );
        }
        ties
    }

    /// A cause by its words alone, where the tree has lost it: a noun for how things go, a modal, a word that moves.
    fn loose_cause(&self, reading: &Reading<'_>, effects: &Effects, sentence: Sentence) -> Option<Tie> {
        let modal = sentence.tokens().find(|id| {
            matches!(reading.lower(*id), "could" | "would" | "may" | "might" | "can")
                && reading.token(*id).xpos == "MD"
        })?;
        let start = (sentence.first.0..modal.0)
            .map(TokenId)
            .rev()
            .take_while(|id| !matches!(reading.lower(*id), "," | ";" | ":" | "that" | "\"" | "“"))
            .last()?;
        let has_cause = (start.0..modal.0)
            .map(TokenId)
            .any(|id| self.causes.contains(reading.lemma(id)) || self.causes.contains(reading.lower(id)));
        let predicate = (modal.0 + 1..sentence.end.0)
            .map(TokenId)
            .find(|id| reading.upos(*id) != Upos::Adv)
            .filter(|id| has_cause && effects.starts_move(reading, *id))?;
        let end = sentence.tokens().next_back()?;
        let condition = reading.span_of(start, TokenId(modal.0 - 1));
        let rest = trim(reading, reading.span_of(modal, end))?;
        let consequence = if reading.tokens_in(rest).len() > 3 { rest } else { condition.cover(rest) };
        Some(Tie {
            condition: Some(condition),
            consequence,
            predicate,
            evidence: condition.cover(rest),
            confidence: 0.45,
        })
    }

    /// A consequence under a condition.
    fn conditional(&self, reading: &Reading<'_>, id: TokenId) -> Option<Tie> {
        let clause = reading
            .children_with(id, Deprel::Advcl)
            .find(|clause| is_condition(reading, *clause))
            .map(|clause| (clause, clause_extent(reading, clause)));
        let phrase = || {
            reading
                .children_with(id, Deprel::Obl)
                .find(|phrase| {
                    reading.child(*phrase, Deprel::Case).is_some_and(|case| reading.lower(case) == "without")
                })
                .filter(|phrase| *phrase < id)
                .map(|phrase| (phrase, reading.subtree_span(phrase)))
        };
        let (_, extent) = clause.or_else(phrase)?;
        if is_own_deed(reading, id) {
            return None;
        }
        let span = reading.clause_span(id);
        let consequence = match extent.end <= reading.token(id).span.start {
            true => Span { start: extent.end.max(span.start), end: span.end.max(extent.end) },
            false => Span { start: span.start, end: extent.start.max(span.start) },
        };
        let consequence = trim(reading, said(reading, id, consequence, extent))?;
        Some(Tie {
            condition: Some(extent),
            consequence,
            predicate: id,
            evidence: consequence.cover(extent),
            confidence: 0.6,
        })
    }

    /// A consequence of a cause.
    fn causal(&self, reading: &Reading<'_>, effects: &Effects, id: TokenId) -> Option<Tie> {
        let subject = reading.subject(id).or_else(|| reading.child(id, Deprel::Csubj))?;
        let modal = reading.modal_of(id);
        let is_cause =
            self.causes.contains(reading.lemma(subject)) || self.causes.contains(reading.lower(subject));
        let is_general = is_general(reading, subject) && matches!(modal, Some("will" | "would"));
        let menaces = is_present(reading, id) && MENACES.contains(&reading.lemma(id));
        let means =
            is_present(reading, id) && reading.lemma(id) == "mean" && is_supposed_cause(reading, subject);
        let supposes =
            menaces || means || matches!(modal, Some("could" | "would" | "may" | "might" | "will" | "can"));
        if !(supposes && (is_cause || is_general)) {
            return None;
        }
        // A plain future of a thing that is there is a plan: "the talks will resume", "the deal will be signed".
        if reading.is_passive(id) || is_own_deed(reading, id) {
            return None;
        }
        let span = reading.clause_span(id);
        let cause = reading.subtree_span(subject);
        let span = said(reading, id, span, Span { start: span.start, end: span.start });
        if !menaces && !effects.moves(reading, id, span) {
            return None;
        }
        if modal == Some("will") && !is_general && !is_supposed_cause(reading, subject) {
            return None;
        }
        let consequence = trim(reading, Span { start: cause.end.min(span.end), end: span.end })
            .filter(|rest| reading.tokens_in(*rest).len() > 2)
            .map_or(
                span,
                |rest| if matches!(reading.lemma(id), "grow" | "rise" | "fall") { span } else { rest },
            );
        Some(Tie { condition: Some(cause), consequence, predicate: id, evidence: span, confidence: 0.55 })
    }
}

/// A consequence as far as it is said: without the attribution, with the clauses coordinated with it ("… will be shut,
/// and after that we shall see another war").
fn said(reading: &Reading<'_>, id: TokenId, consequence: Span, condition: Span) -> Span {
    let mut wide = consequence;
    for clause in reading.children_with(id, Deprel::Conj).filter(|clause| reading.is_predicate(*clause)) {
        let span = reading.clause_span(clause);
        if span.start >= wide.start && !span.overlaps(condition) {
            wide = wide.cover(span);
        }
    }
    let Some(statement) = reading.statement_over(reading.token(id).span) else { return wide };
    let content = reading.statements[statement.index()].content;
    let bounded = Span { start: wide.start.max(content.start), end: wide.end.min(content.end) };
    if bounded.start < bounded.end { bounded } else { wide }
}

/// A condition by its words alone, where the tree has lost it: "if …", "should Iran …" or "without …", up to a comma or
/// the end, and a modal outside it.
fn loose(reading: &Reading<'_>, effects: &Effects, sentence: Sentence) -> Option<Tie> {
    let opening = sentence.tokens().find(|id| match reading.lower(*id) {
        "if" | "unless" => reading.upos(*id) == Upos::Sconj,
        "without" => *id == sentence.first,
        "should" => is_inverted(reading, *id, sentence),
        _ => false,
    })?;
    let end =
        (opening.0..sentence.end.0).map(TokenId).find(|id| reading.lower(*id) == ",").unwrap_or(sentence.end);
    let carries = |id: &TokenId| {
        let modal = matches!(reading.modal_of(*id), Some("could" | "would" | "may" | "might" | "will"));
        let states = reading.lower(opening) != "unless"
            && (reading.child(*id, Deprel::Cop).is_some() || reading.token(*id).feats.has(Feats::FIN))
            && (reading.lower(opening) == "without" || effects.starts_move(reading, *id));
        reading.is_predicate(*id) && (modal || states)
    };
    let after = || (end.0..sentence.end.0).map(TokenId).find(carries);
    let before = || (sentence.first.0..opening.0).map(TokenId).rev().find(carries);
    let predicate = after().or_else(before)?;
    if is_own_deed(reading, predicate) {
        return None;
    }
    let condition = trim(
        reading,
        Span { start: reading.token(opening).span.start, end: reading.token(TokenId(end.0 - 1)).span.end },
    )?;
    let clause = reading.clause_span(predicate);
    let consequence = match predicate > opening {
        true => Span { start: clause.start.max(condition.end), end: clause.end.max(condition.end) },
        false => Span { start: clause.start.min(condition.start), end: clause.end.min(condition.start) },
    };
    let consequence = trim(reading, said(reading, predicate, consequence, condition))?;
    Some(Tie {
        condition: Some(condition),
        consequence,
        predicate,
        evidence: condition.cover(consequence),
        confidence: 0.45,
    })
}

/// "Should" before its subject, at the start of a clause: "should talks fail", "a barrel should Iran close the strait".
fn is_inverted(reading: &Reading<'_>, id: TokenId, sentence: Sentence) -> bool {
    let next = TokenId(id.0 + 1);
    next < sentence.end
        && matches!(reading.upos(next), Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj)
        && reading.head(id).is_none_or(|head| reading.subject(head).is_none_or(|subject| subject > id))
}

/// Whether a clause is a condition: by its mark, or by an auxiliary before its subject.
fn is_condition(reading: &Reading<'_>, clause: TokenId) -> bool {
    if reading.deprel(clause) != Deprel::Advcl {
        return false;
    }
    reading.children(clause).iter().copied().any(|child| match reading.deprel(child) {
        Deprel::Mark | Deprel::Advmod => {
            // "Only once sanctions are lifted" is what a party asks for.
            let only = child.0 > 0 && reading.lower(TokenId(child.0 - 1)) == "only";
            !only && matches!(reading.lower(child), "if" | "unless" | "once" | "should" | "provided" | "lest")
        }
        Deprel::Aux => {
            matches!(reading.lower(child), "should" | "were" | "had")
                && reading.subject(clause).is_some_and(|subject| child < subject)
        }
        _ => false,
    })
}

/// A subject that stands for whoever does something: "a government which drags its feet", "any side that walks out".
fn is_general(reading: &Reading<'_>, subject: TokenId) -> bool {
    let indefinite = reading
        .children_with(subject, Deprel::Det)
        .any(|det| matches!(reading.lower(det), "a" | "an" | "any" | "every" | "each" | "whichever"));
    (indefinite && reading.child(subject, Deprel::AclRelcl).is_some())
        || matches!(reading.lower(subject), "whoever")
}

/// A cause that has not come: "any easing", "another hit", "a collapse", "failure".
fn is_supposed_cause(reading: &Reading<'_>, subject: TokenId) -> bool {
    !reading
        .children(subject)
        .iter()
        .any(|child| matches!(reading.lower(*child), "the" | "this" | "that" | "these" | "those"))
}

/// Whether a clause tells what the speaker's own side, or a party in the narrator's words, will do: a threat or an offer,
/// not a stake.
fn is_own_deed(reading: &Reading<'_>, id: TokenId) -> bool {
    let Some(subject) = reading.subject_over(id).filter(|_| reading.upos(id) == Upos::Verb) else {
        return false;
    };
    if matches!(reading.lower(subject), "we") {
        return !matches!(
            reading.lemma(id),
            "see" | "face" | "risk" | "lose" | "have" | "get" | "expect" | "fear"
        );
    }
    let Some(actor) = reading.actor_of_phrase(subject) else { return false };
    let party = reading.party_of(actor);
    let acts = reading.actor(actor).kind != ActorKind::UnnamedGroup && reading.token(subject).xpos != "NNPS";
    acts && reading.is_party(party)
        && reading.sayer_of(id).is_none_or(|speaker| reading.party_of(speaker) == party)
}

fn is_present(reading: &Reading<'_>, id: TokenId) -> bool {
    matches!(reading.token(id).xpos, "VBZ" | "VBP")
}

/// The whole of a conditional clause, its mark included.
fn clause_extent(reading: &Reading<'_>, clause: TokenId) -> Span {
    let tokens = reading.subtree(clause);
    let is_outside = |id: &TokenId| {
        let mut at = *id;
        while at != clause {
            if reading.deprel(at) == Deprel::Parataxis {
                return true;
            }
            match reading.head(at) {
                Some(head) => at = head,
                None => break,
            }
        }
        false
    };
    let inner: Vec<TokenId> =
        tokens.into_iter().filter(|id| reading.upos(*id) != Upos::Punct && !is_outside(id)).collect();
    match (inner.first(), inner.last()) {
        (Some(first), Some(last)) => reading.span_of(*first, *last),
        _ => reading.token(clause).span,
    }
}

fn trim(reading: &Reading<'_>, span: Span) -> Option<Span> {
    let mut words = reading.tokens_in(span).filter(|id| reading.upos(*id) != Upos::Punct);
    let first = words.next()?;
    Some(reading.span_of(first, words.next_back().unwrap_or(first)))
}
