//! The words that give a line away: boilerplate, bylines, labels, as rows of `lexicon/layout.tsv`.
//!
//! In: a line. Out: whether it starts with, holds or is one of the phrases of a kind.

use crate::lexicon;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// Longest line that phrases are looked for in, in bytes: furniture is short.
pub const LONGEST: usize = 400;

#[derive(Default)]
struct Phrases {
    whole: HashSet<&'static str>,
    start: Vec<&'static str>,
    within: Vec<&'static str>,
    word: HashSet<&'static str>,
}

static TABLE: LazyLock<BTreeMap<&'static str, Phrases>> = LazyLock::new(|| {
    let mut table: BTreeMap<&'static str, Phrases> = BTreeMap::new();
    for [kind, place, words] in lexicon::rows::<3>(include_str!("../../lexicon/layout.tsv")) {
        let phrases = table.entry(kind).or_default();
        match place {
            "whole" => drop(phrases.whole.insert(words)),
            "start" => phrases.start.push(words),
            "within" => phrases.within.push(words),
            _ => drop(phrases.word.insert(words)),
        }
    }
    table
});

static PLACES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    lexicon::rows::<1>(include_str!("../../lexicon/dateline.tsv")).map(|[place]| place).collect()
});

/// A line in lower case with straight apostrophes; `None` for one too long to be furniture.
pub fn folded(line: &str) -> Option<String> {
    (line.len() <= LONGEST).then(|| line.to_lowercase().replace('’', "'"))
}

fn of(kind: &str) -> Option<&'static Phrases> {
    TABLE.get(kind)
}

/// Whether a folded line is one of the whole lines of a kind, a colon or full stop at its end left aside.
pub fn is(kind: &str, folded: &str) -> bool {
    let bare = folded.trim_end_matches([':', '.', ' ', '»', '›', '>']);
    of(kind).is_some_and(|phrases| phrases.whole.contains(bare) || phrases.whole.contains(folded))
}

/// The phrase of a kind that a folded line starts with.
pub fn start(kind: &str, folded: &str) -> Option<&'static str> {
    of(kind)?.start.iter().copied().find(|phrase| {
        // A phrase that ends in a letter is whole words: "by" does not start "byelaws".
        folded.strip_prefix(phrase).is_some_and(|rest| {
            !(phrase.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric))
        })
    })
}

/// Whether a folded line holds a phrase of a kind.
pub fn within(kind: &str, folded: &str) -> bool {
    of(kind).is_some_and(|phrases| phrases.within.iter().any(|phrase| folded.contains(phrase)))
}

/// Whether one of a folded line's words is of a kind.
pub fn has_word(kind: &str, folded: &str) -> bool {
    of(kind).is_some_and(|phrases| {
        folded.split(|character: char| !character.is_alphanumeric()).any(|word| phrases.word.contains(word))
    })
}

/// Whether a name is that of a town that datelines carry.
pub fn is_place(name: &str) -> bool {
    folded(name).is_some_and(|name| PLACES.contains(name.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_found() {
        let rows: Vec<&str> = include_str!("../../lexicon/layout.tsv").lines().skip(1).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(is("boilerplate", "read more:"));
        assert_eq!(start("byline", "by jane doe"), Some("by"));
        assert!(has_word("publisher", "the gulf courier"));
        assert!(is_place("Addis Ababa") && is_place("TEHRAN") && !is_place("Rouhani"));
    }
}
