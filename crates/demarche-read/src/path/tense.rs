//! Time, mood and polarity of a predicate, as far as the standing of a dealing depends on them.
//!
//! Comes in: a token and its tree. Goes out: when it is said to hold, whether it is denied, whether it is only supposed.

use super::flat;
use crate::reading::Reading;
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

/// When, and how firmly, a predicate is said to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Once, or up to now ("met", "have met").
    Past,
    /// Now, or as a rule ("meet", "are talking").
    Present,
    /// To come ("will meet", "are to meet").
    Future,
    /// As reported or under a condition ("would meet").
    Would,
    /// As possible or as it ought to be ("may", "should").
    Modal,
    /// No time of its own ("to meet", "meeting").
    Bare,
}

impl Tense {
    /// Of a predicate, from its form and its auxiliaries.
    pub fn of(reading: &Reading<'_>, predicate: TokenId) -> Tense {
        let mut be: Option<&str> = None;
        let mut to = false;
        let mut have = false;
        let mut been = false;
        for child in helpers(reading, predicate) {
            let lower = reading.lower(child);
            match reading.upos(child) {
                Upos::Aux | Upos::Verb => match lower {
                    "will" | "shall" | "'ll" | "wo" => return Tense::Future,
                    "would" => return Tense::Would,
                    "should" | "must" | "may" | "might" | "can" | "could" | "ca" | "ought" | "need" => {
                        return Tense::Modal;
                    }
                    "have" | "has" | "had" | "'ve" | "having" => have = true,
                    "been" => been = true,
                    "did" => return Tense::Past,
                    "do" | "does" => return Tense::Present,
                    _ if reading.lemma(child) == "be" => be = Some(reading.token(child).xpos),
                    _ => {}
                },
                _ if lower == "to" => to = true,
                _ => {}
            }
        }
        let form = match reading.token(predicate).xpos {
            // "Had been meeting": a participle even where it was taken for a noun.
            "NN" if be.is_some() && reading.lower(predicate).ends_with("ing") => "VBG",
            form => form,
        };
        if have {
            return if been && form == "VBG" { Tense::Present } else { Tense::Past };
        }
        if to {
            return if be.is_some_and(|form| form != "VB") { Tense::Future } else { Tense::Bare };
        }
        match (be, form) {
            (Some("VB" | "VBG"), _) => Tense::Present,
            (Some(_), "VBG") => Tense::Present,
            (Some("VBD" | "VBN"), _) => Tense::Past,
            (Some(_), _) => Tense::Present,
            (None, "VBD") => Tense::Past,
            (None, "VBN") => Tense::Past,
            (None, "VBZ" | "VBP") => Tense::Present,
            (None, "VBG") if reading.deprel(predicate) == Deprel::Acl => Tense::Present,
            (None, "VBG") => {
                let after = |child: &TokenId| {
                    matches!(reading.lower(*child), "after" | "following" | "since" | "by" | "in")
                };
                if reading.children(predicate).iter().any(after) { Tense::Past } else { Tense::Bare }
            }
            (None, "VB") => Tense::Bare,
            _ => Tense::Present,
        }
    }
}

/// Auxiliaries, copula and "to" of a predicate: those that hang on it, else those right before it.
fn helpers(reading: &Reading<'_>, predicate: TokenId) -> Vec<TokenId> {
    let hanging: Vec<TokenId> = reading
        .children(predicate)
        .iter()
        .copied()
        .filter(|child| {
            matches!(reading.deprel(*child), Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
                || reading.deprel(*child) == Deprel::Mark && reading.lower(*child) == "to"
        })
        .collect();
    if hanging.is_empty() { flat::auxiliaries(reading, predicate) } else { hanging }
}

/// Words that turn a clause into its contrary.
fn denies(lower: &str) -> bool {
    matches!(
        lower,
        "not"
            | "n't"
            | "never"
            | "no"
            | "neither"
            | "none"
            | "nobody"
            | "nothing"
            | "nor"
            | "hardly"
            | "barely"
            | "without"
    ) || lower == "no-one"
}

/// Whether a predicate is denied: by an adverb of its own or by a subject or object that is none.
pub fn is_denied(reading: &Reading<'_>, predicate: TokenId) -> bool {
    let before = flat::auxiliaries(reading, predicate);
    let adverb = before.iter().any(|word| matches!(reading.lower(*word), "not" | "n't" | "never"));
    adverb
        || reading.children(predicate).iter().any(|&child| {
            let deprel = reading.deprel(child);
            match deprel {
                Deprel::Advmod
                | Deprel::Det
                | Deprel::Aux
                | Deprel::Mark
                | Deprel::Case
                | Deprel::CcPreconj
                | Deprel::Cc
                | Deprel::Discourse => {
                    denies(reading.lower(child)) && (deprel != Deprel::Cc || reading.lower(child) == "nor")
                }
                // "With no third party present" says how, not whether.
                Deprel::Obl
                    if reading
                        .children_with(child, Deprel::Case)
                        .any(|case| matches!(reading.lower(case), "with" | "without" | "for")) =>
                {
                    false
                }
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::OblAgent => {
                    denies(reading.lower(child))
                        || reading.children(child).iter().any(|&inner| {
                            matches!(reading.deprel(inner), Deprel::Det | Deprel::CcPreconj | Deprel::Advmod)
                                && denies(reading.lower(inner))
                        })
                }
                _ => false,
            }
        })
}

/// Whether a clause, or one that it stands in, is only supposed: under "if", "unless", "whether", "once".
pub fn is_supposed(reading: &Reading<'_>, predicate: TokenId) -> bool {
    let mut at = predicate;
    // Trees are no deeper than a sentence is long; the bound keeps odd input cheap.
    for _ in 0..32 {
        let deprel = reading.deprel(at);
        if matches!(
            deprel,
            Deprel::Advcl
                | Deprel::Ccomp
                | Deprel::Acl
                | Deprel::Csubj
                | Deprel::Root
                | Deprel::Conj
                | Deprel::Parataxis
                | Deprel::AclRelcl
        ) {
            for &child in reading.children(at) {
                let lower = reading.lower(child);
                let marks = matches!(reading.deprel(child), Deprel::Mark | Deprel::Advmod) && child < at;
                if marks
                    && matches!(lower, "if" | "unless" | "whether" | "until" | "once" | "before" | "lest")
                {
                    return true;
                }
                // "should talks fail": the auxiliary before its subject.
                if deprel == Deprel::Advcl
                    && lower == "should"
                    && reading.subject(at).is_some_and(|subject| child < subject)
                {
                    return true;
                }
            }
        }
        // What a relative clause or the subject of the condition tells is not itself supposed.
        if deprel == Deprel::AclRelcl
            || deprel == Deprel::Csubj && matches!(Tense::of(reading, at), Tense::Past)
        {
            return false;
        }
        match reading.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// Whether a sentence asks.
pub fn is_asked(reading: &Reading<'_>, token: TokenId) -> bool {
    let sentence = reading.sentence_of(token);
    sentence.tokens().rev().take(3).any(|token| reading.lower(token) == "?")
}

/// Whether a token can carry a clause: a verb, or a word with a copula.
pub fn is_predicate(reading: &Reading<'_>, token: TokenId) -> bool {
    reading.upos(token) == Upos::Verb || reading.child(token, Deprel::Cop).is_some()
}
