//! A trie over folded words: finds table phrases in a run of tokens.
//!
//! In: phrases of the tables. Out: for a place in the text, the longest phrase that starts there, with what it may stand for.

use super::fold::{fold_word, pieces_of};
use super::tables::Entry;
use smol_str::SmolStr;
use std::collections::HashMap;

/// Number of a word that no table knows.
const UNKNOWN: u32 = u32::MAX;

/// How a phrase must be printed to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// As it likes: common nouns.
    Any,
    /// First and last word with a capital: names.
    Capital,
    /// A name that papers also print in lower case ("state department", "security council").
    Institution,
    /// Two capitals or more in one short word ("LeT").
    Mixed,
    /// Capitals throughout, or in title case where papers do so ("NATO", "Nato", but never "who" for "WHO").
    Acronym,
}

/// A word of the text as the trie sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Number of the folded word, `UNKNOWN` for a word of no table.
    word: u32,
    /// The token it belongs to.
    pub token: u32,
}

/// Table phrases by their folded words.
#[derive(Default)]
pub(super) struct Trie {
    words: HashMap<SmolStr, u32>,
    edges: HashMap<(u32, u32), u32>,
    ends: Vec<Vec<(Case, Entry)>>,
}

impl Trie {
    /// An empty trie, with room for so many phrases.
    pub fn with_capacity(phrases: usize) -> Trie {
        Trie {
            words: HashMap::with_capacity(phrases),
            edges: HashMap::with_capacity(phrases * 3),
            ends: vec![Vec::new()],
        }
    }

    /// Adds what a phrase may stand for; earlier entries are preferred.
    pub fn insert(&mut self, phrase: &str, case: Case, entry: Entry) {
        let mut node = 0;
        pieces_of(phrase, |piece| {
            let next_word = self.words.len() as u32;
            let word = match self.words.get(piece) {
                Some(word) => *word,
                None => *self.words.entry(SmolStr::new(piece)).or_insert(next_word),
            };
            let next_node = self.ends.len() as u32;
            let entry = self.edges.entry((node, word)).or_insert(next_node);
            if *entry == next_node {
                self.ends.push(Vec::new());
            }
            node = *entry;
        });
        if let Some(end) = self.ends.get_mut(node as usize).filter(|_| node != 0)
            && !end.iter().any(|(_, known)| *known == entry)
        {
            end.push((case, entry));
        }
    }

    /// What a whole phrase may stand for, however it is printed.
    pub fn exact(&self, phrase: &str) -> &[(Case, Entry)] {
        let mut node = Some(0);
        pieces_of(phrase, |piece| {
            let word = self.words.get(piece).copied();
            node = node.zip(word).and_then(|key| self.edges.get(&key).copied());
        });
        node.and_then(|node| self.ends.get(node as usize)).map_or(&[], Vec::as_slice)
    }

    /// The pieces of one token: none for a hyphen inside a compound, an unknown one for other marks.
    pub fn push_pieces(&self, form: &str, token: u32, glued: bool, out: &mut Vec<Piece>) {
        let before = out.len();
        if form.bytes().all(|byte| byte.is_ascii_lowercase()) {
            out.push(Piece { word: self.words.get(form).copied().unwrap_or(UNKNOWN), token });
            return;
        }
        pieces_of(form, |piece| {
            out.push(Piece { word: self.words.get(piece).copied().unwrap_or(UNKNOWN), token });
        });
        if out.len() == before && !(glued && matches!(form, "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")) {
            out.push(Piece { word: UNKNOWN, token });
        }
    }

    /// The longest phrase that starts at a piece, starts and ends with whole tokens, and whose case fits:
    /// one past its last piece, and its entries.
    pub fn longest(
        &self,
        pieces: &[Piece],
        start: usize,
        fits: impl Fn(Case, u32, u32) -> bool,
    ) -> Option<(usize, Vec<Entry>)> {
        let first = pieces.get(start)?;
        if start > 0 && pieces[start - 1].token == first.token {
            return None;
        }
        let mut node = 0;
        let mut best = None;
        for (at, piece) in pieces.iter().enumerate().skip(start) {
            let Some(next) = self.edges.get(&(node, piece.word)) else { break };
            node = *next;
            if pieces.get(at + 1).is_some_and(|next| next.token == piece.token) {
                continue;
            }
            let end = &self.ends[node as usize];
            if end.iter().any(|(case, _)| fits(*case, first.token, piece.token)) {
                best = Some((at + 1, first.token, piece.token, node));
            }
        }
        best.map(|(end, first, last, node)| {
            let entries = self.ends[node as usize]
                .iter()
                .filter(|(case, _)| fits(*case, first, last))
                .map(|(_, entry)| *entry)
                .collect();
            (end, entries)
        })
    }
}

/// Folds a single word; the key of the given-name and family-name maps.
pub(super) fn key(word: &str) -> SmolStr {
    let mut folded = String::with_capacity(word.len());
    fold_word(word, &mut folded);
    SmolStr::new(folded)
}
