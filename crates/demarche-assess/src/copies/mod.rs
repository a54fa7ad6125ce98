//! Copies: which report repeats which, and what of it is its own.
//!
//! In: reports in order of their day. Out: for each the earliest report whose text it carries on, if any, and for a copy
//! the sentence of that report that each of its own repeats. Candidates are looked up by bands of their fingerprints:
//! no report is compared with all others.

mod fingerprint;
#[cfg(test)]
mod tests;

pub use fingerprint::Fingerprint;

use crate::Item;
use crate::words;
use demarche_read::report::BlockKind;
use demarche_read::text::Span;
use std::collections::HashMap;

/// Origins that a band remembers: the latest ones. A mould that thousands of texts are cast in stays bounded.
const REMEMBERED: usize = 8;
/// Share of a sentence's words that its origin must hold for it to count as carried on.
const CARRIED: f64 = 0.6;

/// The origin of each report: the earliest that it is a copy of, `None` for one that is nobody's copy.
/// The fingerprints come in order of time; an origin stands before its copies, and is no copy itself.
pub fn origins<'f>(fingerprints: impl IntoIterator<Item = &'f Fingerprint>) -> Vec<Option<usize>> {
    let mut bands: HashMap<u64, Vec<u32>> = HashMap::new();
    let mut seen: Vec<&Fingerprint> = Vec::new();
    let mut origins: Vec<Option<usize>> = Vec::new();
    for (number, own) in fingerprints.into_iter().enumerate() {
        let mut candidates: Vec<u32> =
            own.bands().filter_map(|band| bands.get(&band)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let origin =
            candidates.into_iter().map(|other| other as usize).find(|other| own.is_copy(seen[*other]));
        if origin.is_none() {
            for band in own.bands() {
                let known = bands.entry(band).or_default();
                if known.len() == REMEMBERED {
                    known.remove(0);
                }
                known.push(number as u32);
            }
        }
        seen.push(own);
        origins.push(origin);
    }
    origins
}

/// A report among the others: where it stands in their order, and what it repeats.
pub struct Told<'i> {
    /// The report.
    pub item: &'i Item,
    /// The place of the report whose text it carries on.
    pub copy_of: Option<usize>,
    /// For each of its sentences, the place of the sentence of the origin that it repeats.
    carried: Vec<Option<Span>>,
}

impl Told<'_> {
    /// Where the origin says what this passage says; `None` for words that are this report's own.
    pub fn repeats(&self, passage: Span) -> Option<Span> {
        let sentences = &self.item.record.sentences;
        let place = sentences.partition_point(|sentence| sentence.end <= passage.start);
        *self.carried.get(place)?
    }
}

/// Sets each report beside its origin.
pub fn tell<'i>(items: &[&'i Item]) -> Vec<Told<'i>> {
    let origins = origins(items.iter().map(|item| &item.fingerprint));
    let mut sentences: HashMap<usize, Vec<(Span, Vec<u32>)>> = HashMap::new();
    let mut told = Vec::with_capacity(items.len());
    for (item, copy_of) in items.iter().zip(origins) {
        let carried = copy_of.map_or_else(Vec::new, |origin| {
            let whole = sentences.entry(origin).or_insert_with(|| spans(items[origin]));
            carried(item, whole)
        });
        told.push(Told { item, copy_of, carried });
    }
    told
}

fn spans(item: &Item) -> Vec<(Span, Vec<u32>)> {
    let document = &item.record.document;
    item.record.sentences.iter().map(|span| (*span, words::concepts(document.slice(*span)))).collect()
}

/// For each sentence of a copy, the one of the origin with most of its words. A headline says what the body says.
fn carried(item: &Item, origin: &[(Span, Vec<u32>)]) -> Vec<Option<Span>> {
    let document = &item.record.document;
    let mut by_word: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, (_, concepts)) in origin.iter().enumerate() {
        for concept in concepts {
            by_word.entry(*concept).or_default().push(place);
        }
    }
    let best = |span: &Span| {
        let own = words::concepts(document.slice(*span));
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for place in own.iter().filter_map(|concept| by_word.get(concept)).flatten() {
            *counts.entry(*place).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(place, count)| (*count, std::cmp::Reverse(*place)));
        let (place, count) = most.unwrap_or_default();
        let heads = document.blocks.iter().any(|block| {
            block.span.contains(*span) && matches!(block.kind, BlockKind::Headline | BlockKind::Summary)
        });
        let enough = heads || count as f64 >= CARRIED * own.len() as f64;
        origin.get(place).filter(|_| enough).map(|(span, _)| *span)
    };
    item.record.sentences.iter().map(best).collect()
}
