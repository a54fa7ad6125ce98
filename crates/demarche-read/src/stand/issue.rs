//! What a position is about: an issue of the table, else the head noun.
//!
//! In: the words of an issue. Out: its id and its text.

use crate::lexicon::{rows, values};
use crate::phrase::Phrases;
use crate::reading::Reading;
use crate::syntax::Upos;
use crate::text::{Span, TokenId};
use std::collections::BTreeMap;

const ISSUES: &str = include_str!("../../lexicon/issues.tsv");
/// Words that an issue's text has at most.
const LONGEST: usize = 14;

/// The issue table.
pub struct Issues {
    words: Phrases<&'static str>,
}

impl Issues {
    pub fn new() -> Issues {
        let entries = rows::<2>(ISSUES).flat_map(|[id, words]| values(words).map(move |word| (word, id)));
        Issues { words: Phrases::new(entries) }
    }

    /// Id of the issue that some words are about: the one with most words, the earliest where several have as many.
    pub fn id(&self, reading: &Reading<'_>, span: Span) -> Option<&'static str> {
        let tokens = reading.tokens_in(span);
        let (first, last) = (tokens.clone().next()?, tokens.last()?);
        let mut weights: BTreeMap<&str, (u32, TokenId)> = BTreeMap::new();
        for found in self.words.among(reading, first, TokenId(last.0 + 1)) {
            let length = found.last.0 - found.first.0 + 1;
            let entry = weights.entry(*found.value).or_insert((0, found.first));
            entry.0 += length * length;
        }
        weights
            .into_iter()
            .max_by_key(|(_, (weight, first))| (*weight, std::cmp::Reverse(*first)))
            .map(|(id, _)| id)
    }
}

/// Text of an issue: the words as printed, no longer than a noun phrase, without an article.
pub fn text(reading: &Reading<'_>, span: Span) -> String {
    let mut tokens: Vec<TokenId> = reading.tokens_in(span).collect();
    let is_edge = |id: &TokenId| {
        reading.upos(*id) == Upos::Punct
            || matches!(reading.lower(*id), "the" | "a" | "an" | "to" | "that" | "of" | "on" | "for")
    };
    let skip = tokens.iter().take_while(|id| is_edge(id)).count().min(tokens.len().saturating_sub(1));
    tokens.drain(..skip);
    tokens.truncate(LONGEST);
    while tokens.len() > 1
        && tokens.last().is_some_and(|id| {
            matches!(
                reading.upos(*id),
                Upos::Punct | Upos::Adp | Upos::Det | Upos::Sconj | Upos::Cconj | Upos::Part
            )
        })
    {
        tokens.pop();
    }
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => reading.slice(reading.span_of(*first, *last)).to_owned(),
        _ => reading.slice(span).to_owned(),
    }
}

/// Slug of the noun an issue turns on, where the table has none for it.
pub fn slug(reading: &Reading<'_>, span: Span, head: Option<TokenId>) -> String {
    let is_noun = |id: &TokenId| matches!(reading.upos(*id), Upos::Noun | Upos::Propn);
    let noun = head.filter(is_noun).or_else(|| reading.tokens_in(span).find(is_noun)).or(head);
    let word = noun.or_else(|| reading.tokens_in(span).next()).map_or("", |id| reading.lemma(id));
    let slug: String = word
        .chars()
        .filter(|letter| letter.is_alphanumeric() || *letter == '-')
        .flat_map(char::to_lowercase)
        .collect();
    if slug.is_empty() { "unspecified".to_owned() } else { slug }
}
