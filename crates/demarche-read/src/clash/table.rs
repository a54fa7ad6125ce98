//! The words of disagreement: `clash_cues.tsv`, what means the same matter: `clash_matters.tsv`, and what means the
//! contrary: `clash_opposites.tsv`.

use crate::lexicon::{rows, values};
use crate::quick::TableMap;
use crate::reading::Reading;
use crate::text::TokenId;

const CUES: &str = include_str!("../../lexicon/clash_cues.tsv");
const MATTERS: &str = include_str!("../../lexicon/clash_matters.tsv");
const OPPOSITES: &str = include_str!("../../lexicon/clash_opposites.tsv");

/// What a word or phrase tells of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Accounts differ ("disagrees", "the story changed").
    Differ,
    /// A denial ("denies", "baseless").
    Deny,
    /// A claim that the reporter keeps his distance from ("insists").
    Insist,
    /// Refers back to what somebody else says ("no such", "that claim").
    Such,
}

/// Cue phrases by their first word: the words that follow, and what they tell.
type Cues = TableMap<&'static str, Vec<(Vec<&'static str>, Cue)>>;

#[derive(Debug)]
pub struct Tables {
    cues: Cues,
    matters: TableMap<&'static str, &'static str>,
    opposites: TableMap<&'static str, Vec<&'static str>>,
}

impl Tables {
    pub fn new() -> Tables {
        let mut cues = Cues::default();
        for row in rows::<2>(CUES) {
            let mut words = row[0].split(' ');
            let first = words.next().unwrap_or("");
            cues.entry(first).or_default().push((words.collect(), cue(row[1])));
        }
        Tables {
            cues,
            matters: rows::<2>(MATTERS).map(|row| (row[0], row[1])).collect(),
            opposites: rows::<2>(OPPOSITES).map(|row| (row[0], values(row[1]).collect())).collect(),
        }
    }

    /// The cue that begins at a token.
    fn cue_at(&self, reading: &Reading<'_>, token: TokenId) -> Option<Cue> {
        let of = |first: &str| {
            self.cues.get(first).and_then(|rows| {
                rows.iter().find(|(rest, _)| {
                    rest.iter().enumerate().all(|(index, word)| {
                        reading
                            .tokens
                            .get(token.index() + 1 + index)
                            .is_some_and(|next| next.lower == *word || next.lemma == *word)
                    })
                })
            })
        };
        of(reading.lemma(token)).or_else(|| of(reading.lower(token))).map(|(_, cue)| *cue)
    }

    /// The cue that begins at each token of a reading.
    pub fn cues(&self, reading: &Reading<'_>) -> Vec<Option<Cue>> {
        reading.token_ids().map(|token| self.cue_at(reading, token)).collect()
    }

    /// The matter that a word belongs to; itself where it belongs to none.
    pub fn matter<'a>(&'a self, lemma: &'a str) -> &'a str {
        self.matters.get(lemma).copied().unwrap_or(lemma)
    }

    /// Whether two words exclude each other.
    pub fn are_opposites(&self, one: &str, other: &str) -> bool {
        self.opposites.get(one).is_some_and(|words| words.contains(&other))
            || self.opposites.get(other).is_some_and(|words| words.contains(&one))
    }

    /// Whether a word has a contrary at all.
    pub fn has_opposite(&self, lemma: &str) -> bool {
        self.opposites.contains_key(lemma)
    }
}

fn cue(text: &str) -> Cue {
    match text {
        "differ" => Cue::Differ,
        "deny" => Cue::Deny,
        "insist" => Cue::Insist,
        _ => Cue::Such,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [CUES, MATTERS, OPPOSITES] {
            let lines: Vec<&str> =
                table.lines().skip(1).map(|line| line.split('\t').next().unwrap_or("")).collect();
            assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert!(rows::<2>(CUES).all(|row| matches!(row[1], "differ" | "deny" | "insist" | "such")));
    }
}
