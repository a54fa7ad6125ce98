//! The reports that a draft is held against: passages, and where each word stands in them.
//!
//! In: a situation. Out: [`Reports`], made once for all sentences of a draft.

use crate::ask::index::{Entry, Index};
use crate::ask::lexicon::Stand;
use crate::ask::question::Callings;
use crate::check::sense::{Sense, senses};
use demarche_assess::situation::{BlockKind, Situation};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The reports, ready to be searched.
pub struct Reports<'s> {
    /// What they come to.
    pub situation: &'s Situation,
    /// Their passages.
    pub index: Index<'s>,
    /// What their actors are called.
    pub callings: Callings<'s>,
    /// Where each stem stands: passage, and place in it.
    postings: HashMap<String, Vec<(u32, u32)>>,
    /// First letters of the names in the reports that have several words.
    letters: HashSet<String>,
    /// First passage of each report and one past its last.
    bounds: Vec<(usize, usize)>,
    /// The report of each passage.
    report: Vec<usize>,
}

/// How well a term is met, and where.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// The passage.
    pub entry: usize,
    /// Place among its words.
    pub place: usize,
    /// 0 to 1.
    pub strength: f32,
}

impl<'s> Reports<'s> {
    /// Indexes a situation.
    pub fn new(situation: &'s Situation) -> Reports<'s> {
        let index = Index::new(situation);
        let mut postings: HashMap<String, Vec<(u32, u32)>> = HashMap::new();
        let mut letters = HashSet::new();
        let mut bounds: Vec<(usize, usize)> = Vec::new();
        let mut report = Vec::with_capacity(index.entries.len());
        for (number, entry) in index.entries.iter().enumerate() {
            take_letters(entry, &mut letters);
            for (place, token) in entry.tokens.iter().enumerate() {
                postings.entry(token.stem.clone()).or_default().push((number as u32, place as u32));
            }
            let same = number > 0 && index.entries[number - 1].passage.doc == entry.passage.doc;
            match bounds.last_mut().filter(|_| same) {
                Some(bound) => bound.1 = number + 1,
                None => bounds.push((number, number + 1)),
            }
            report.push(bounds.len() - 1);
        }
        Reports { situation, index, callings: Callings::new(situation), postings, letters, bounds, report }
    }

    /// A passage.
    pub fn entry(&self, number: usize) -> &Entry<'s> {
        &self.index.entries[number]
    }
    /// The passages of the report that this one is of.
    pub fn report(&self, number: usize) -> std::ops::Range<usize> {
        let (from, to) = self.bounds[self.report[number]];
        from..to
    }
    /// Whether any report has this word.
    pub fn has(&self, stem: &str) -> bool {
        self.postings.contains_key(stem)
    }
    /// Whether a word stands for a name by its letters: "UN" where the reports have "the United Nations".
    pub fn has_letters(&self, word: &str) -> bool {
        self.letters.contains(word.replace('.', "").as_str())
    }
    /// Everywhere that a term is met.
    pub fn hits(&self, stands: &[Stand]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for stand in stands {
            let Some((first, rest)) = stand.stems.split_first() else { continue };
            for (entry, place) in self.postings.get(first).into_iter().flatten() {
                let (entry, place) = (*entry as usize, *place as usize);
                let tokens = &self.index.entries[entry].tokens;
                let follows = tokens
                    .get(place + 1..place + 1 + rest.len())
                    .is_some_and(|next| next.iter().map(|token| &token.stem).eq(rest.iter()));
                if follows {
                    hits.push(Hit { entry, place, strength: stand.strength });
                }
            }
        }
        hits
    }
    /// How each word of a passage is meant.
    pub fn senses(&self, number: usize) -> Vec<Sense> {
        let entry = self.entry(number);
        senses(&entry.passage.quote, &entry.tokens)
    }
    /// Passages around one, with how much of what they say counts for it: those beside it most, the headline of their
    /// report and what stands further off less.
    pub fn around(&self, number: usize) -> BTreeMap<usize, f32> {
        let own = self.entry(number);
        let report = self.report(number);
        let near = number.saturating_sub(2).max(report.start)..(number + 3).min(report.end);
        let mut around: BTreeMap<usize, f32> = near
            .map(|other| {
                let entry = self.entry(other);
                let apart = other.abs_diff(number);
                let worth = match (apart, entry.block == own.block) {
                    (0, _) => 1.0,
                    (1, true) => 0.95,
                    (2, true) => 0.85,
                    (1, false) => 0.75,
                    _ => 0.6,
                };
                (other, worth)
            })
            .collect();
        for other in report.clone().take(3) {
            if matches!(self.entry(other).kind, BlockKind::Headline | BlockKind::Summary) {
                let worth = around.entry(other).or_insert(0.0);
                *worth = worth.max(0.75);
            }
        }
        around
    }
}

/// Takes down the first letters of every run of capitalised words, "of" and "and" passed over.
fn take_letters(entry: &Entry<'_>, letters: &mut HashSet<String>) {
    let mut run = String::new();
    for token in &entry.tokens {
        match token.text.chars().next() {
            Some(first) if first.is_uppercase() => {
                run.push(first);
                if run.len() > 1 {
                    letters.insert(run.clone());
                }
            }
            _ if matches!(token.text, "of" | "and" | "for" | "the") => {}
            _ => run.clear(),
        }
    }
}
