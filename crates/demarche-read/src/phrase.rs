//! Phrases of a table, found in a sentence by form or lemma.
//!
//! In: rows such as `have no intention of`. Out: where they stand, with what the row says. A word of a phrase fits a token
//! by its form or its lemma, so that `be ready to` finds "were ready to"; `*` stands for up to eight words, none of them
//! the end of a clause; a hyphenated word also fits where the tokens are cut at the hyphen.

use crate::quick::TableMap;
use crate::reading::{Reading, Sentence};
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

/// Words that `*` may stand for.
const GAP: u32 = 8;

/// Phrases by their first word.
pub struct Phrases<T> {
    by_first: TableMap<&'static str, Vec<Entry<T>>>,
    /// Whether a word fits by its lemma too.
    fits: Fits,
}

/// What of a token a word must equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fits {
    Form,
    FormOrLemma,
}

struct Entry<T> {
    /// Tag that the first word must have.
    pos: Option<Upos>,
    /// Words after the first.
    rest: Vec<&'static str>,
    value: T,
}

/// A phrase found.
pub struct Found<'p, T> {
    /// Its first token.
    pub first: TokenId,
    /// Its last token.
    pub last: TokenId,
    /// What its row says.
    pub value: &'p T,
}

impl<T> Found<'_, T> {
    /// Whether a token is part of it.
    pub fn holds(&self, id: TokenId) -> bool {
        self.first <= id && id <= self.last
    }

    /// The word that carries the phrase in the tree: the first content word that nothing in the phrase governs.
    pub fn anchor(&self, reading: &Reading<'_>) -> TokenId {
        let words = || (self.first.0..=self.last.0).map(TokenId);
        words()
            .find(|id| {
                reading.head(*id).is_none_or(|head| !self.holds(head))
                    && matches!(
                        reading.upos(*id),
                        Upos::Verb | Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num
                    )
                    && reading.deprel(*id) != Deprel::Mark
            })
            .or_else(|| words().find(|id| matches!(reading.upos(*id), Upos::Verb | Upos::Noun | Upos::Adj)))
            .unwrap_or(self.last)
    }
}

impl<T: Clone> Phrases<T> {
    /// Phrases with their values; a later row for the same words stands behind the earlier one.
    pub fn new(rows: impl Iterator<Item = (&'static str, T)>) -> Phrases<T> {
        Phrases::tagged(rows.map(|(phrase, value)| (phrase, None, value)))
    }

    /// Phrases whose first word must have a tag.
    pub fn tagged(rows: impl Iterator<Item = (&'static str, Option<Upos>, T)>) -> Phrases<T> {
        let mut phrases = Phrases { by_first: TableMap::default(), fits: Fits::FormOrLemma };
        for (phrase, pos, value) in rows {
            let words: Vec<&'static str> = phrase.split(' ').filter(|word| !word.is_empty()).collect();
            if words.iter().any(|word| is_hyphenated(word)) {
                phrases.add(words.iter().flat_map(|word| pieces(word)), pos, value.clone());
            }
            phrases.add(words.into_iter(), pos, value);
        }
        for entries in phrases.by_first.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        phrases
    }

    /// The same phrases, matched by form alone: "weeks" is not "week".
    pub fn by_form(self) -> Phrases<T> {
        Phrases { fits: Fits::Form, ..self }
    }

    fn add(&mut self, mut words: impl Iterator<Item = &'static str>, pos: Option<Upos>, value: T) {
        if let Some(first) = words.next() {
            self.by_first.entry(first).or_default().push(Entry { pos, rest: words.collect(), value });
        }
    }

    /// The longest phrase that starts at a token.
    pub fn at(&self, reading: &Reading<'_>, first: TokenId, end: TokenId) -> Option<Found<'_, T>> {
        let token = reading.token(first);
        let by_lemma = self.by_first.get(token.lemma.as_str()).filter(|_| self.fits == Fits::FormOrLemma);
        let by_form = self
            .by_first
            .get(token.lower.as_str())
            .filter(|_| token.lower != token.lemma || self.fits == Fits::Form);
        let best = |entries: &'_ Vec<Entry<T>>| {
            entries
                .iter()
                .enumerate()
                .filter(|(_, entry)| entry.pos.is_none_or(|pos| pos == token.upos))
                .filter_map(|(place, entry)| {
                    Some((fit(reading, first.0 + 1, end.0, &entry.rest, self.fits)?, entry.rest.len(), place))
                })
                .max_by_key(|(_, words, place)| (*words, std::cmp::Reverse(*place)))
        };
        let found = [by_lemma, by_form]
            .into_iter()
            .flatten()
            .filter_map(|entries| best(entries).map(|(last, words, place)| (words, last, &entries[place])))
            .max_by_key(|(words, _, _)| *words)?;
        Some(Found { first, last: TokenId(found.1), value: &found.2.value })
    }

    /// The phrases of a sentence, longest first at each place, none inside another.
    pub fn in_sentence<'p>(&'p self, reading: &Reading<'_>, sentence: Sentence) -> Vec<Found<'p, T>> {
        let mut found: Vec<Found<'p, T>> = Vec::new();
        for id in sentence.tokens() {
            if found.last().is_some_and(|before| before.holds(id)) {
                continue;
            }
            found.extend(self.at(reading, id, sentence.end));
        }
        found
    }

    /// The phrases among some tokens, overlapping ones too.
    pub fn among<'p>(&'p self, reading: &Reading<'_>, first: TokenId, end: TokenId) -> Vec<Found<'p, T>> {
        (first.0..end.0).filter_map(|id| self.at(reading, TokenId(id), end)).collect()
    }
}

fn is_hyphenated(word: &str) -> bool {
    word.len() > 1 && word.contains('-')
}

/// A hyphenated word as tokens: "non-negotiable" as "non", "-", "negotiable".
fn pieces(word: &'static str) -> Vec<&'static str> {
    if !is_hyphenated(word) {
        return vec![word];
    }
    let mut pieces = Vec::new();
    for piece in word.split('-') {
        if !pieces.is_empty() {
            pieces.push("-");
        }
        pieces.push(piece);
    }
    pieces
}

/// Last token of the words that follow, where they do.
fn fit(reading: &Reading<'_>, at: u32, end: u32, words: &[&str], fits: Fits) -> Option<u32> {
    let Some((word, rest)) = words.split_first() else { return Some(at - 1) };
    if *word != "*" {
        let next = (at < end && is_word(reading, TokenId(at), word, fits)).then_some(at + 1);
        // An adverb or "all" may stand between: "have also no intention of", "be still ready to".
        let skipped = || {
            (at + 1 < end && is_light(reading, TokenId(at)) && is_word(reading, TokenId(at + 1), word, fits))
                .then_some(at + 2)
        };
        return next.or_else(skipped).and_then(|next| fit(reading, next, end, rest, fits));
    }
    for here in at..=at + GAP {
        let starts =
            rest.first().is_some_and(|next| here < end && is_word(reading, TokenId(here), next, fits));
        if let Some(last) = starts.then(|| fit(reading, here, end, rest, fits)).flatten() {
            return Some(last);
        }
        if here >= end || matches!(reading.lower(TokenId(here)), "," | ";" | ":" | "." | "?" | "!") {
            return None;
        }
    }
    None
}

fn is_word(reading: &Reading<'_>, id: TokenId, word: &str, fits: Fits) -> bool {
    let token = reading.token(id);
    token.lower == word
        || (fits == Fits::FormOrLemma && token.lemma == word)
        || (word == "not" && matches!(token.lower.as_str(), "n't" | "n’t"))
        || (word == "its" && matches!(token.lower.as_str(), "his" | "her" | "their" | "our" | "my"))
}

fn is_light(reading: &Reading<'_>, id: TokenId) -> bool {
    reading.upos(id) == Upos::Adv && !matches!(reading.lower(id), "not" | "n't" | "never" | "only")
        || matches!(reading.lower(id), "\"" | "“" | "‘" | "'" | "”" | "’" | "``" | "''")
}
