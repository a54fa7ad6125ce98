//! The fingerprint of a text: what copies of it have in common with it.
//!
//! In: a laid-out document. Out: [`Fingerprint`], plain numbers that depend on the text of its body alone.

use crate::words::{self, hash, mix};
use demarche_read::report::{BlockKind, Document};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many least values are kept of a text's runs of words.
const LOWS: usize = 96;
/// Words of a run.
const RUN: usize = 3;
/// Least values that make a band.
const ROWS: usize = 3;
/// Shortest body, in words, that can be called a copy: shorter ones resemble each other by chance.
const SHORTEST: usize = 40;
/// Most names and numbers that are kept.
const TELLING: usize = 256;

/// What is kept of a report's body in order to find its copies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint {
    /// How many different runs of three words it holds.
    pub runs: u32,
    /// Of each of 96 parts of all possible runs, the least that the text holds (MinHash in one pass); empty for a short
    /// text.
    pub lows: Vec<u32>,
    /// Names in it, sorted.
    pub names: Vec<u32>,
    /// Numbers in it, sorted.
    pub numbers: Vec<u32>,
}

impl Fingerprint {
    /// Takes the fingerprint of a document.
    pub fn take(document: &Document) -> Fingerprint {
        let mut plain: Vec<u32> = Vec::new();
        let mut names = BTreeSet::new();
        // Each number as often as it stands: "2" may go where another "2" stays.
        let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
        for block in &document.blocks {
            if matches!(block.kind, BlockKind::Headline | BlockKind::Byline | BlockKind::Boilerplate) {
                continue;
            }
            let text = document.slice(block.span);
            let mut opens = true;
            for word in words::words(text) {
                let number = words::plain(word.text);
                plain.push(number);
                let digit = word.text.starts_with(|c: char| c.is_ascii_digit());
                let figure = if digit { Some(figure(word.text)) } else { spelt(word.text) };
                if let Some(figure) = figure.or_else(|| month(word.text)) {
                    *numbers.entry(figure).or_default() += 1;
                } else if !opens && is_name(word.text) {
                    names.insert(number);
                }
                let rest = text[word.start + word.text.len()..].trim_start_matches(['”', '"', '’', ')', ']']);
                opens = rest.starts_with(['.', '!', '?', ':', '\n'])
                    || rest.trim_start().starts_with(['“', '"', '‘']);
            }
        }
        let mut runs: Vec<u32> =
            plain.windows(RUN).map(|run| run.iter().fold(17, |state, word| mix(state, *word))).collect();
        runs.sort_unstable();
        runs.dedup();
        let lows = if plain.len() < SHORTEST { Vec::new() } else { lows(&runs) };
        Fingerprint {
            runs: runs.len() as u32,
            lows,
            names: names.into_iter().take(TELLING).collect(),
            numbers: numbers
                .into_iter()
                .flat_map(|(number, count)| (0..count).map(move |time| mix(number, time)))
                .take(TELLING)
                .collect::<BTreeSet<u32>>()
                .into_iter()
                .collect(),
        }
    }

    /// The keys under which a copy is looked up: a copy shares at least one with its origin, other texts hardly ever do.
    /// A name or number goes into each, so that texts of one mould about different people and days part.
    pub fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        let telling = move |order: u32| {
            self.names
                .iter()
                .chain(&self.numbers)
                .map(|word| mix(*word, order ^ 0x5bd1_e995))
                .min()
                .unwrap_or(0)
        };
        self.lows.chunks_exact(ROWS).enumerate().map(move |(band, rows)| {
            let key = rows.iter().fold(telling(band as u32), |state, low| mix(state, *low));
            (band as u64) << 32 | u64::from(key)
        })
    }

    /// Share of the shorter text's runs that the other holds, as far as the least values tell.
    fn carried(&self, other: &Fingerprint) -> f64 {
        if self.lows.is_empty() || self.lows.len() != other.lows.len() {
            return 0.0;
        }
        let same = self.lows.iter().zip(&other.lows).filter(|(left, right)| left == right).count();
        let alike = same as f64 / self.lows.len() as f64;
        let both = alike / (1.0 + alike) * f64::from(self.runs + other.runs);
        (both / f64::from(self.runs.min(other.runs).max(1))).min(1.0)
    }

    /// Whether one text is a copy of the other: most of the shorter one's runs of words are the other's, and no name,
    /// number or month stands in the place of another.
    pub fn is_copy(&self, other: &Fingerprint) -> bool {
        self.carried(other) >= 0.45
            && replaced(&self.numbers, &other.numbers) == 0
            && replaced(&self.names, &other.names) * 12 <= self.names.len().min(other.names.len())
    }
}

/// The least value of each part; a part of which the text holds nothing borrows from the next one that it does.
fn lows(runs: &[u32]) -> Vec<u32> {
    let mut lows: Vec<Option<u32>> = vec![None; LOWS];
    for run in runs {
        let value = mix(*run, 1);
        let low = &mut lows[value as usize % LOWS];
        *low = Some(low.map_or(value, |low| low.min(value)));
    }
    let borrowed = |place: usize| {
        (0..LOWS).find_map(|away| {
            lows[(place + away) % LOWS].map(|low| if away == 0 { low } else { mix(low, away as u32) })
        })
    };
    (0..LOWS).filter_map(borrowed).collect()
}

/// How many words have been put in the place of others: those that one side alone holds, where both have such.
fn replaced(left: &[u32], right: &[u32]) -> usize {
    let both = words::shared(left, right);
    (left.len() - both).min(right.len() - both)
}

/// A word with a capital that is no weekday: those come and go as a text is carried on.
fn is_name(word: &str) -> bool {
    let day = ["day"].iter().any(|ending| word.ends_with(ending)) && word.len() <= 9;
    word.starts_with(char::is_uppercase) && !day && word.len() > 1
}

/// A figure without its ending and points: "7th" is 7, "1,200" is 1200.
fn figure(word: &str) -> u32 {
    let digits: Vec<u8> = word.bytes().filter(u8::is_ascii_digit).collect();
    let kept = digits.iter().position(|digit| *digit != b'0').unwrap_or(0);
    hash(&digits[kept..], 1)
}

/// A number in letters, from two to twelve, as the figure would be.
fn spelt(word: &str) -> Option<u32> {
    const SPELT: [&str; 11] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let place = SPELT.iter().position(|own| own.eq_ignore_ascii_case(word))?;
    Some(figure(&(place + 2).to_string()))
}

/// A month, abbreviated or not.
fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let whole = MONTHS.iter().find(|month| {
        **month == word || (word.len() >= 3 && word.len() <= 4 && month.starts_with(word) && word != "Mar")
    })?;
    Some(hash(whole.as_bytes(), 2))
}
