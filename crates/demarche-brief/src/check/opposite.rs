//! Words that say the opposite of each other.
//!
//! In: a word of a draft and a passage. Out: the word of the passage that says the opposite, where one does.

use crate::ask::lexicon;
use crate::ask::token::Token;
use std::collections::HashMap;
use std::sync::LazyLock;

const OPPOSITES: &str = include_str!("../../lexicon/opposites.tsv");

static TABLE: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut table: HashMap<String, Vec<String>> = HashMap::new();
    for (one, other) in OPPOSITES.lines().skip(1).filter_map(|row| row.split_once('\t')) {
        let (one, other) = (lexicon::stem(one), lexicon::stem(other));
        table.entry(one.clone()).or_default().push(other.clone());
        table.entry(other).or_default().push(one);
    }
    table
});

/// The first word of a passage that says the opposite of a stem, with its place.
pub fn of<'t>(stem: &str, passage: &[Token<'t>]) -> Option<(&'t str, usize)> {
    let opposites = TABLE.get(stem)?;
    passage
        .iter()
        .enumerate()
        .find(|(_, token)| opposites.contains(&token.stem))
        .map(|(place, token)| (token.text, place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::token::words;

    #[test]
    fn opposites_are_found_both_ways() {
        assert_eq!(of(&lexicon::stem("rose"), &words("Oil fell by two per cent")), Some(("fell", 1)));
        assert_eq!(of(&lexicon::stem("direct"), &words("indirect talks")), Some(("indirect", 0)));
        assert_eq!(of(&lexicon::stem("table"), &words("a chair")), None);
        assert!(OPPOSITES.lines().skip(1).is_sorted());
    }
}
