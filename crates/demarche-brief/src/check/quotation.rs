//! Quotations of a draft, and whether the reports have those words.
//!
//! In: a sentence of the draft, and the reports. Out: for each quotation the passages that hold it word for word, or
//! the nearest.

use crate::ask::token::words;
use crate::check::reports::Reports;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Bytes of the sentence, marks left out.
    pub range: Range<usize>,
    /// The words, marks left out.
    pub words: String,
}

/// Whether the reports have a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Word for word, in these passages: each time it stands there, the first passage that holds it.
    Exact(Vec<usize>),
    /// Not so; the passage that comes nearest, where one shares its words.
    Missing(Option<usize>),
}

/// The quotations of a text, in double marks, curly or straight, or in single curly ones; one that runs on is open to the end.
pub fn quotations(text: &str) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut take = |from: usize, to: usize| {
        let words = text.get(from..to).unwrap_or_default();
        if words.chars().any(char::is_alphabetic) {
            found.push(Quotation { range: from..to, words: words.to_owned() });
        }
    };
    for (at, c) in text.char_indices() {
        match (open, c) {
            (None, '“' | '"' | '«' | '„') => {
                let close = match c {
                    '"' => '"',
                    '«' => '»',
                    _ => '”',
                };
                open = Some((at + c.len_utf8(), close));
            }
            (None, '‘') => open = Some((at + c.len_utf8(), '’')),
            (Some((from, close)), _) if c == close => {
                // An apostrophe inside a word closes nothing.
                let next = text[at + c.len_utf8()..].chars().next();
                if c == '’' && next.is_some_and(char::is_alphanumeric) {
                    continue;
                }
                take(from, at);
                open = None;
            }
            _ => {}
        }
    }
    if let Some((from, close)) = open
        && close != '’'
    {
        take(from, text.len());
    }
    found
}

/// Looks for the words of a quotation in the reports. What stands around an editor's brackets or dots is sought apart.
pub fn find(quotation: &Quotation, reports: &Reports<'_>) -> Found {
    let mut exact: Option<Vec<usize>> = None;
    for part in parts(&quotation.words) {
        let holders = holders(&part, reports);
        if holders.is_empty() {
            return Found::Missing(nearest(&quotation.words, reports));
        }
        let first = exact.get_or_insert_with(|| holders.clone());
        // Parts of one quotation stand in one report.
        let same =
            |entry: &usize| holders.iter().any(|other| reports.report(*other) == reports.report(*entry));
        first.retain(same);
        if first.is_empty() {
            return Found::Missing(Some(holders[0]));
        }
    }
    Found::Exact(exact.unwrap_or_default())
}

/// What stands around brackets and dots.
fn parts(words: &str) -> Vec<Vec<String>> {
    let mut parts = Vec::new();
    for piece in words.replace("...", "…").split(['…', '[']) {
        // After a bracket, what follows its end; without one, all of it.
        let piece = piece.split_once(']').map_or(piece, |(_, after)| after);
        let stems: Vec<String> = words_of(piece);
        if !stems.is_empty() {
            parts.push(stems);
        }
    }
    parts
}

fn words_of(text: &str) -> Vec<String> {
    words(text).iter().map(|token| token.folded().replace('’', "'")).collect()
}

/// Passages from which on the words stand, running over into those that follow.
fn holders(wanted: &[String], reports: &Reports<'_>) -> Vec<usize> {
    let Some(first) = words(&wanted[0]).first().map(|token| token.stem.clone()) else { return Vec::new() };
    let hits = reports.hits(&[crate::ask::lexicon::Stand { stems: vec![first], strength: 1.0 }]);
    let mut found: Vec<usize> =
        hits.iter().filter(|hit| runs(wanted, reports, hit.entry, hit.place)).map(|hit| hit.entry).collect();
    found.dedup();
    found
}

fn runs(wanted: &[String], reports: &Reports<'_>, entry: usize, place: usize) -> bool {
    let report = reports.report(entry);
    let mut here = (entry..report.end)
        .flat_map(|number| reports.entry(number).tokens.iter().skip(if number == entry { place } else { 0 }));
    wanted.iter().all(|word| here.next().is_some_and(|token| token.folded().replace('’', "'") == *word))
}

/// The passage that shares most of a quotation's telling words, where it shares a third of them.
fn nearest(quotation: &str, reports: &Reports<'_>) -> Option<usize> {
    let tokens = words(quotation);
    let telling: Vec<&str> =
        tokens.iter().filter(|token| token.text.len() > 3).map(|token| token.stem.as_str()).collect();
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for stem in &telling {
        let stand = crate::ask::lexicon::Stand { stems: vec![(*stem).to_owned()], strength: 1.0 };
        let mut entries: Vec<usize> = reports.hits(&[stand]).iter().map(|hit| hit.entry).collect();
        entries.dedup();
        entries.into_iter().for_each(|entry| *shared.entry(entry).or_default() += 1);
    }
    let (best, count) =
        shared.into_iter().max_by_key(|(entry, count)| (*count, std::cmp::Reverse(*entry)))?;
    (3 * count >= telling.len() && count > 0).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found_in_any_marks() {
        for (text, wanted) in [
            ("He said “no”.", vec!["no"]),
            ("\"We will come,\" he said, \"and stay.\"", vec!["We will come,", "and stay."]),
            ("They called it ‘Iran’s war’.", vec!["Iran’s war"]),
            ("It is Iran's.", vec![]),
            ("“It runs on", vec!["It runs on"]),
        ] {
            let found: Vec<String> = quotations(text).into_iter().map(|quotation| quotation.words).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
