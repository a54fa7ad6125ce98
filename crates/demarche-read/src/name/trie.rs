//! A trie over folded words: finds table phrases in a run of tokens.
//!
//! In: phrases of the tables. Out: for a place in the text, the longest phrase that starts there, with what it may stand for.

use super::fold::{fold_word, pieces_of};
use super::tables::Entry;
use crate::quick::{TableHasher, TableMap};
use smol_str::SmolStr;
use std::hash::Hasher;

/// Stands for what is no word; no word hashes to it.
const NO_WORD: u64 = 0;

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
    /// Hash of the folded word, `NO_WORD` for marks.
    word: u64,
    /// The token it belongs to.
    pub token: u32,
}

/// Table phrases by their folded words. A word goes by its hash of 64 bits, so that filling the trie, which is most of
/// what a start costs, looks up each word once; that two words of all texts ever read meet on it is not to be expected.
pub(super) struct Trie {
    edges: TableMap<(u32, u64), u32>,
    /// For each node, its first end; `NO_END` for none.
    first_ends: Vec<u32>,
    ends: Vec<End>,
}

/// One of the things that a phrase may stand for.
#[derive(Clone, Copy)]
struct End {
    case: Case,
    entry: Entry,
    /// The next end of the same phrase, `NO_END` for none.
    next: u32,
}

const NO_END: u32 = u32::MAX;

impl Trie {
    /// An empty trie, with room for so many phrases.
    pub fn with_capacity(phrases: usize) -> Trie {
        let mut first_ends = Vec::with_capacity(phrases * 2);
        first_ends.push(NO_END);
        Trie {
            edges: TableMap::with_capacity_and_hasher(phrases * 2, Default::default()),
            first_ends,
            ends: Vec::with_capacity(phrases),
        }
    }

    /// Adds what a phrase may stand for; earlier entries are preferred.
    pub fn insert(&mut self, phrase: &str, case: Case, entry: Entry) {
        let mut node = 0;
        pieces_of(phrase, |piece| {
            let next_node = self.first_ends.len() as u32;
            node = *self.edges.entry((node, hash_of(piece))).or_insert(next_node);
            if node == next_node {
                self.first_ends.push(NO_END);
            }
        });
        if node == 0 || self.ends_of(node).any(|end| end.entry == entry) {
            return;
        }
        let added = self.ends.len() as u32;
        self.ends.push(End { case, entry, next: NO_END });
        let mut at = &mut self.first_ends[node as usize];
        while *at != NO_END {
            let last = *at as usize;
            at = &mut self.ends[last].next;
        }
        *at = added;
    }

    /// What a phrase that ends at a node may stand for, in the order of the tables.
    fn ends_of(&self, node: u32) -> impl Iterator<Item = End> + '_ {
        let end = |at: u32| self.ends.get(at as usize).copied();
        let first = self.first_ends.get(node as usize).and_then(|at| end(*at));
        std::iter::successors(first, move |before| end(before.next))
    }

    /// What a whole phrase may stand for, however it is printed.
    pub fn exact(&self, phrase: &str) -> impl Iterator<Item = Entry> + '_ {
        let mut node = Some(0);
        pieces_of(phrase, |piece| {
            node = node.and_then(|node| self.edges.get(&(node, hash_of(piece))).copied());
        });
        node.into_iter().flat_map(|node| self.ends_of(node)).map(|end| end.entry)
    }

    /// The pieces of one token: none for a hyphen inside a compound, an unknown one for other marks.
    pub fn push_pieces(form: &str, token: u32, glued: bool, out: &mut Vec<Piece>) {
        let before = out.len();
        if form.bytes().all(|byte| byte.is_ascii_lowercase()) {
            out.push(Piece { word: hash_of(form), token });
            return;
        }
        pieces_of(form, |piece| {
            out.push(Piece { word: hash_of(piece), token });
        });
        if out.len() == before && !(glued && matches!(form, "-" | "\u{2010}" | "\u{2011}" | "\u{2013}")) {
            out.push(Piece { word: NO_WORD, token });
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
            if self.ends_of(node).any(|end| fits(end.case, first.token, piece.token)) {
                best = Some((at + 1, first.token, piece.token, node));
            }
        }
        best.map(|(end, first, last, node)| {
            let fitting = self.ends_of(node).filter(|end| fits(end.case, first, last));
            let entries = fitting.map(|end| end.entry).collect();
            (end, entries)
        })
    }
}

/// Hash of a folded word; never `NO_WORD`.
fn hash_of(word: &str) -> u64 {
    let mut hasher = TableHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish() | 1
}

/// Folds a single word; the key of the given-name and family-name maps.
pub(super) fn key(word: &str) -> SmolStr {
    let mut folded = String::with_capacity(word.len());
    fold_word(word, &mut folded);
    SmolStr::new(folded)
}
