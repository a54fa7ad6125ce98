//! The words of disagreement: `clash_cues.tsv`, what means the same matter: `clash_matters.tsv`, and what means the
//! contrary: `clash_opposites.tsv`; answers that only point back at a claim: `clash_answers.tsv`.

use crate::lexicon::{rows, values};
use crate::quick::TableMap;
use crate::reading::Reading;
use crate::text::TokenId;

const CUES: &str = include_str!("../../lexicon/clash_cues.tsv");
const MATTERS: &str = include_str!("../../lexicon/clash_matters.tsv");
const ANSWERS: &str = include_str!("../../lexicon/clash_answers.tsv");
const COMMON: &str = include_str!("../../lexicon/clash_common.tsv");
const OPPOSITES: &str = include_str!("../../lexicon/clash_opposites.tsv");

/// What a word or phrase tells of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Accounts differ ("disagrees", "the story changed").
    Differ,
    /// The accounts that differ are about to be told ("is in dispute", "two versions").
    Announce,
    /// A denial ("denies", "baseless").
    Deny,
    /// A claim that the reporter keeps his distance from ("insists").
    Insist,
    /// Refers back to what somebody else says ("no such", "that claim").
    Such,
}

/// What a word or phrase does in an answer to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Denies what can only be told ("deny", "refute").
    Denier,
    /// Brushes aside what is told, or what is offered ("dismiss", "reject").
    Brusher,
    /// Opens a sentence that denies the one before ("not so", "nonsense").
    Opener,
    /// Says the contrary without saying what ("tells it differently").
    Otherwise,
    /// A noun for what somebody told ("charge", "account").
    Claim,
}

/// Phrases by their first word: the words that follow, and what they tell; the longest first.
type Phrases<T> = TableMap<&'static str, Vec<(Vec<&'static str>, T)>>;

/// Reads a table of phrases.
fn phrases<T>(table: &'static str, kind: impl Fn(&str) -> T) -> Phrases<T> {
    let mut found = Phrases::default();
    for row in rows::<2>(table) {
        let mut words = row[0].split(' ');
        let first = words.next().unwrap_or("");
        found.entry(first).or_insert_with(Vec::new).push((words.collect(), kind(row[1])));
    }
    for rows in found.values_mut() {
        rows.sort_by_key(|(rest, _): &(Vec<&str>, T)| std::cmp::Reverse(rest.len()));
    }
    found
}

/// The phrase that begins at a token, with its last token.
fn phrase_at<T: Copy>(phrases: &Phrases<T>, reading: &Reading<'_>, token: TokenId) -> Option<(T, TokenId)> {
    let of = |first: &str| {
        phrases.get(first)?.iter().find(|(rest, _)| {
            rest.iter().enumerate().all(|(index, word)| {
                reading
                    .tokens
                    .get(token.index() + 1 + index)
                    .is_some_and(|next| next.lower == *word || next.lemma == *word)
            })
        })
    };
    let (rest, kind) = of(reading.lemma(token)).or_else(|| of(reading.lower(token)))?;
    Some((*kind, TokenId(token.0 + rest.len() as u32)))
}

#[derive(Debug)]
pub struct Tables {
    cues: Phrases<Cue>,
    replies: Phrases<Reply>,
    common: TableMap<&'static str, ()>,
    matters: TableMap<&'static str, &'static str>,
    opposites: TableMap<&'static str, Vec<&'static str>>,
}

impl Tables {
    pub fn new() -> Tables {
        Tables {
            cues: phrases(CUES, cue),
            replies: phrases(ANSWERS, reply),
            common: rows::<1>(COMMON).map(|row| (row[0], ())).collect(),
            matters: rows::<2>(MATTERS).map(|row| (row[0], row[1])).collect(),
            opposites: rows::<2>(OPPOSITES).map(|row| (row[0], values(row[1]).collect())).collect(),
        }
    }

    /// The word or phrase of answering that begins at a token, with its last token.
    pub fn reply_at(&self, reading: &Reading<'_>, token: TokenId) -> Option<(Reply, TokenId)> {
        phrase_at(&self.replies, reading, token)
    }

    /// Whether any two accounts may share a word, whatever they tell.
    pub fn is_common(&self, lemma: &str) -> bool {
        self.common.contains_key(lemma)
    }

    /// The cue that begins at each token of a reading.
    pub fn cues(&self, reading: &Reading<'_>) -> Vec<Option<Cue>> {
        reading.token_ids().map(|token| phrase_at(&self.cues, reading, token).map(|(cue, _)| cue)).collect()
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
        "announce" => Cue::Announce,
        "deny" => Cue::Deny,
        "insist" => Cue::Insist,
        _ => Cue::Such,
    }
}

fn reply(text: &str) -> Reply {
    match text {
        "denier" => Reply::Denier,
        "brusher" => Reply::Brusher,
        "opener" => Reply::Opener,
        "otherwise" => Reply::Otherwise,
        _ => Reply::Claim,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [CUES, MATTERS, OPPOSITES, ANSWERS, COMMON] {
            let lines: Vec<&str> =
                table.lines().skip(1).map(|line| line.split('\t').next().unwrap_or("")).collect();
            assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert!(
            rows::<2>(CUES).all(|row| matches!(row[1], "announce" | "differ" | "deny" | "insist" | "such"))
        );
        assert!(rows::<2>(ANSWERS).all(|row| reply(row[1]) != Reply::Claim || row[1] == "claim"));
    }
}
