//! Reads the tree around a cue: its verb group, its clause, the stretch of text a subtree covers.

use crate::reading::Reading;
use crate::syntax::{Deprel, Feats, Upos};
use crate::text::{Span, TokenId};

/// How many governors to climb before giving up; keeps odd trees cheap.
pub(super) const CLIMB: usize = 8;

/// Whether a word stands among the phrases that hang from a token, or among their words; clauses don't count.
pub(super) fn has_word(reading: &Reading<'_>, head: TokenId, word: &str) -> bool {
    let is = |id: TokenId| reading.lower(id) == word || reading.lemma(id) == word;
    let is_phrase = |id: TokenId| {
        !matches!(
            reading.deprel(id),
            Deprel::Advcl
                | Deprel::Conj
                | Deprel::Ccomp
                | Deprel::Parataxis
                | Deprel::Acl
                | Deprel::AclRelcl
                | Deprel::Nsubj
                | Deprel::Nmod
        )
    };
    let mut phrases = reading.children(head).iter().copied().filter(|child| is_phrase(*child));
    phrases
        .any(|child| is(child) || reading.children(child).iter().any(|inner| is_phrase(*inner) && is(*inner)))
}

/// First and last token of a subtree, without what hangs from the tokens left out.
pub(super) fn extent(reading: &Reading<'_>, head: TokenId, left_out: &[TokenId]) -> (TokenId, TokenId) {
    let (mut first, mut last) = (head, head);
    let mut open = vec![head];
    while let Some(id) = open.pop() {
        first = first.min(id);
        last = last.max(id);
        open.extend(reading.children(id).iter().copied().filter(|child| !left_out.contains(child)));
    }
    (first, last)
}

/// The case or mark that introduces a phrase: "of" in "of lying".
pub(super) fn introduced_by(reading: &Reading<'_>, head: TokenId, word: &str) -> bool {
    introducer(reading, head).is_some_and(|id| reading.lower(id) == word)
}

/// The first case or mark before a head.
pub(super) fn introducer(reading: &Reading<'_>, head: TokenId) -> Option<TokenId> {
    reading
        .children(head)
        .iter()
        .copied()
        .find(|child| matches!(reading.deprel(*child), Deprel::Case | Deprel::Mark) && *child < head)
}

/// Whether a token is an infinitive with "to".
pub(super) fn is_infinitive(reading: &Reading<'_>, verb: TokenId) -> bool {
    reading
        .children(verb)
        .iter()
        .any(|child| reading.deprel(*child) == Deprel::Mark && *child < verb && reading.lower(*child) == "to")
}

/// Whether a verb is passive: a passive auxiliary or subject.
pub(super) fn is_passive(reading: &Reading<'_>, verb: TokenId) -> bool {
    reading.children(verb).iter().any(|child| {
        matches!(reading.deprel(*child), Deprel::AuxPass | Deprel::NsubjPass | Deprel::CsubjPass)
    })
}

/// Whether a verb stands as a bare participle: no auxiliary, no "to".
pub(super) fn is_participle(reading: &Reading<'_>, verb: TokenId) -> bool {
    matches!(reading.token(verb).xpos, "VBG" | "VBN")
        && !reading
            .children(verb)
            .iter()
            .any(|child| matches!(reading.deprel(*child), Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
}

/// Whether a predicate is negated.
pub(super) fn is_negated(reading: &Reading<'_>, verb: TokenId) -> bool {
    reading.children(verb).iter().any(|child| {
        *child < verb
            && matches!(reading.lower(*child), "not" | "n't" | "never" | "nor" | "neither" | "hardly")
    })
}

/// The modal of a verb group, as a lemma.
pub(super) fn modal<'r>(reading: &'r Reading<'_>, verb: TokenId) -> Option<&'r str> {
    reading
        .children(verb)
        .iter()
        .copied()
        .find(|child| reading.deprel(*child) == Deprel::Aux && reading.token(*child).xpos == "MD")
        .map(|child| reading.lower(child))
}

/// Whether a token is a finite verb, or a predicate with a finite copula or auxiliary.
pub(super) fn is_finite(reading: &Reading<'_>, id: TokenId) -> bool {
    reading.token(id).feats.has(Feats::FIN)
        || reading.children(id).iter().any(|child| {
            matches!(reading.deprel(*child), Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
                && reading.token(*child).feats.has(Feats::FIN)
        })
        || modal(reading, id).is_some()
}

/// The verb with its auxiliaries, adverbs and particle, as far as they stand together.
pub(super) fn verb_group(reading: &Reading<'_>, verb: TokenId) -> Span {
    let belongs = |id: TokenId| {
        reading.head(id) == Some(verb)
            && matches!(
                reading.deprel(id),
                Deprel::Aux
                    | Deprel::AuxPass
                    | Deprel::Cop
                    | Deprel::Advmod
                    | Deprel::CompoundPrt
                    | Deprel::Mark
            )
            && (reading.deprel(id) != Deprel::Mark || reading.lower(id) == "to")
            && reading.token(id).upos != Upos::Punct
    };
    let sentence = reading.sentence_of(verb);
    let mut first = verb;
    while first > sentence.first && belongs(TokenId(first.0 - 1)) {
        first = TokenId(first.0 - 1);
    }
    let mut last = verb;
    while last.0 + 1 < sentence.end.0
        && reading.deprel(TokenId(last.0 + 1)) == Deprel::CompoundPrt
        && belongs(TokenId(last.0 + 1))
    {
        last = TokenId(last.0 + 1);
    }
    reading.span_of(first, last)
}

/// Whether a token is a relative or interrogative word that stands for a noun.
pub(super) fn is_relative(reading: &Reading<'_>, id: TokenId) -> bool {
    reading.upos(id) == Upos::Pron && matches!(reading.lower(id), "who" | "which" | "that" | "whom")
}

/// The antecedent of a relative pronoun: the noun that its relative clause hangs from.
pub(super) fn antecedent(reading: &Reading<'_>, pronoun: TokenId) -> Option<TokenId> {
    let mut at = reading.head(pronoun)?;
    for _ in 0..CLIMB {
        let head = reading.head(at)?;
        match reading.deprel(at) {
            Deprel::AclRelcl | Deprel::Acl => return Some(head),
            _ => at = head,
        }
    }
    None
}
