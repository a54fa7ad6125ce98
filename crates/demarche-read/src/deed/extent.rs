//! The passage of an event: the clause of a predicate, or a noun phrase.
//!
//! In: a head token. Out: the span of what belongs to it.

use crate::reading::Reading;
use crate::syntax::Deprel;
use crate::text::{Span, TokenId};

/// The clause of a predicate: the predicate with its arguments, without what is coordinated with it or hangs loosely on it.
pub fn clause_span(reading: &Reading<'_>, verb: TokenId) -> Span {
    let mut span = reading.token(verb).span;
    for &child in reading.children(verb) {
        let loose = matches!(
            reading.deprel(child),
            Deprel::Punct
                | Deprel::Conj
                | Deprel::Cc
                | Deprel::Parataxis
                | Deprel::Advcl
                | Deprel::Mark
                | Deprel::Discourse
                | Deprel::Vocative
                | Deprel::List
                | Deprel::Dislocated
                | Deprel::AdvclRelcl
        );
        if !loose {
            span = span.cover(reading.subtree_span(child));
        }
    }
    span
}

/// A noun phrase without its relative clauses.
pub fn noun_span(reading: &Reading<'_>, noun: TokenId) -> Span {
    let mut span = reading.token(noun).span;
    for &child in reading.children(noun) {
        let loose = matches!(
            reading.deprel(child),
            Deprel::Punct
                | Deprel::AclRelcl
                | Deprel::Conj
                | Deprel::Cc
                | Deprel::Parataxis
                | Deprel::Cop
                | Deprel::Nsubj
                | Deprel::Advcl
                | Deprel::Aux
                | Deprel::Mark
                | Deprel::Advmod
                | Deprel::Case
        );
        if !loose {
            span = span.cover(reading.subtree_span(child));
        }
    }
    span
}
