//! Sentences of treebanks as the network learns from them: now and then in the capitals of headlines, with curly
//! quotes, or without the last full stop; now and then only a clause of one, or one about states.

use super::clauses::{self, capital};
use super::conllu::{Row, Sentence, Treebank};
use super::net::model::{Example, NO_ROW, ROWS};
use super::random::Random;
use demarche_read::fitting::parse::part_row;
use demarche_read::fitting::weights::{Casing, NO_PART, Tag, Word, casing, form_key};
use demarche_read::syntax::{Deprel, Upos};
use std::collections::{BTreeMap, HashMap};

/// Times a form must stand in the treebanks to get a row of its own.
const SEEN: usize = 2;
/// Times a form must stand in running text to get one.
const NEWS_SEEN: usize = 12;
/// Times a tag must stand in the treebanks to be given.
const TAG_SEEN: usize = 3;
/// Sentences of which only a clause is taken, those in which names become those of states, and how many names
/// do there, each of a thousand.
const CLAUSES: usize = 200;
const RENAMED: usize = 350;
const NAMES: usize = 400;
/// How rare a form is left out half of the time, so that endings and neighbours must do.
const RARE: f32 = 0.7;

/// What forms, tags and relations are numbered as.
pub struct Vocabulary {
    pub tags: Vec<Tag>,
    pub relations: Vec<Deprel>,
    /// Row of each form, by its key; row 0 stands for all others.
    pub forms: BTreeMap<u32, u32>,
    counts: HashMap<u32, usize>,
    /// Names of states.
    states: Vec<&'static str>,
    /// The tag that stands for a rare one.
    stand_ins: HashMap<Upos, Tag>,
}

/// How a sentence is spelled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    AsItIs,
    Title,
    Upper,
    Curly,
}

impl Vocabulary {
    /// Of treebanks, with forms of other text that are frequent there.
    pub fn new(train: &Treebank, news: &[Vec<String>]) -> Vocabulary {
        let rows = || train.sentences.iter().flat_map(|sentence| &sentence.rows);
        let (mut counts, mut tag_counts) = (HashMap::<u32, usize>::new(), BTreeMap::<Tag, usize>::new());
        for row in rows() {
            *counts.entry(form_key(&row.form)).or_default() += 1;
            *tag_counts.entry(row.tag).or_default() += 1;
        }
        let mut stand_ins: HashMap<Upos, (Tag, usize)> = HashMap::new();
        for (tag, count) in &tag_counts {
            let best = stand_ins.entry(tag.upos).or_insert((*tag, *count));
            if *count > best.1 {
                *best = (*tag, *count);
            }
        }
        let mut keys: Vec<u32> =
            counts.iter().filter(|(_, count)| **count >= SEEN).map(|(key, _)| *key).collect();
        let mut others = HashMap::<u32, usize>::new();
        for form in news.iter().flatten() {
            *others.entry(form_key(form)).or_default() += 1;
        }
        for (key, count) in others.into_iter().filter(|(_, count)| *count >= NEWS_SEEN) {
            let known = counts.entry(key).or_default();
            if *known < SEEN {
                keys.push(key);
            }
            *known += count;
        }
        keys.sort_unstable();
        keys.dedup();
        let mut relations: Vec<Deprel> = rows().map(|row| row.deprel).collect();
        relations.sort_unstable();
        relations.dedup();
        Vocabulary {
            tags: tag_counts
                .into_iter()
                .filter(|(_, count)| *count >= TAG_SEEN)
                .map(|(tag, _)| tag)
                .collect(),
            relations,
            forms: keys.into_iter().zip(1..).collect(),
            counts,
            states: clauses::states(),
            stand_ins: stand_ins.into_iter().map(|(upos, (tag, _))| (upos, tag)).collect(),
        }
    }

    /// Rows of the table of forms.
    pub fn rows(&self) -> usize {
        self.forms.len() + 1
    }

    fn tag(&self, tag: Tag) -> u16 {
        let place = |tag: Tag| self.tags.binary_search(&tag).ok();
        place(tag).or_else(|| place(*self.stand_ins.get(&tag.upos)?)).unwrap_or(0) as u16
    }

    fn relation(&self, relation: Deprel) -> u16 {
        self.relations.binary_search(&relation).unwrap_or(0) as u16
    }

    /// Rows of the words of a sentence; with random numbers, rare forms are sometimes left out.
    pub fn look_up(&self, forms: &[String], mut random: Option<&mut Random>) -> Vec<[u32; ROWS]> {
        let casing: Casing = casing(forms.iter().map(String::as_str));
        let row = |(place, form): (usize, &String)| {
            let word = Word::new(form, casing, place == 0);
            let mut rows = [NO_ROW; ROWS];
            rows[0] = self.forms.get(&word.form).copied().unwrap_or(0);
            if let Some(random) = random.as_deref_mut() {
                let count = self.counts.get(&word.form).copied().unwrap_or(0) as f32;
                if random.often((1000.0 * RARE / (RARE + count)) as usize) {
                    rows[0] = 0;
                }
            }
            for (row, part) in rows[1..].iter_mut().zip(word.parts).filter(|(_, part)| *part != NO_PART) {
                *row = (self.rows() + part_row(part)) as u32;
            }
            rows
        };
        forms.iter().enumerate().map(row).collect()
    }

    /// A sentence to learn from, spelled one way or another.
    pub fn example(&self, sentence: &Sentence, random: &mut Random) -> Example {
        let clause = if random.often(CLAUSES) { clauses::draw(sentence, random) } else { None };
        let mut sentence = clause.unwrap_or_else(|| sentence.clone());
        if random.often(RENAMED) {
            clauses::rename(&mut sentence, &self.states, NAMES, random);
        }
        let mut rows: &[Row] = &sentence.rows;
        let chance = random.below(1000);
        let spelling = match chance {
            0..50 if rows.len() > 3 => Spelling::Title,
            50..65 if rows.len() > 3 => Spelling::Upper,
            100..300 => Spelling::Curly,
            _ => Spelling::AsItIs,
        };
        let stops = rows.last().is_some_and(|last| last.form == "." && last.deprel == Deprel::Punct);
        let unfinished = stops
            && rows.len() > 3
            && (random.often(80) || (spelling == Spelling::Title && random.often(700)));
        if unfinished && !rows.iter().any(|row| usize::from(row.head) == rows.len()) {
            rows = &rows[..rows.len() - 1];
        }
        let forms: Vec<String> = rows.iter().map(|row| spell(row, spelling)).collect();
        Example {
            rows: self.look_up(&forms, Some(random)),
            tags: rows.iter().map(|row| self.tag(row.tag)).collect(),
            heads: rows.iter().map(|row| row.head).collect(),
            relations: rows.iter().map(|row| self.relation(row.deprel)).collect(),
        }
    }
}

fn spell(row: &Row, spelling: Spelling) -> String {
    match spelling {
        Spelling::AsItIs => row.form.clone(),
        Spelling::Title => title_case(&row.form),
        Spelling::Upper => row.form.to_uppercase(),
        Spelling::Curly => curly(row),
    }
}

fn curly(row: &Row) -> String {
    match (row.form.as_str(), row.tag.penn) {
        ("\"", "``") => "\u{201c}".to_owned(),
        ("\"", "''") => "\u{201d}".to_owned(),
        ("'", "``") => "\u{2018}".to_owned(),
        (form, _) => form.replace('\'', "\u{2019}"),
    }
}

fn title_case(form: &str) -> String {
    const SMALL: [&str; 18] = [
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "over", "the", "to",
        "with", "'s", "n't",
    ];
    if SMALL.contains(&form) {
        return form.to_owned();
    }
    capital(form)
}
