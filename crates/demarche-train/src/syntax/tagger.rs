//! Fits the tagger.

use super::conllu::{Row, Sentence, Treebank};
use super::learner::Learner;
use super::lemmas;
use super::random::Random;
use demarche_read::fitting::tag::{Tagger, feats_key, fingerprint, write_features};
use demarche_read::fitting::weights::{Casing, Classes, Tag, ValueTable, Word, casing, pack};
use demarche_read::syntax::Feats;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Times the corpora are gone through.
const ROUNDS: usize = 6;
/// Most weights that are kept: two bytes each.
const PAIRS: usize = 900_000;
/// Parts that the corpora are cut into so that each is tagged by a model that has not seen it.
const FOLDS: usize = 4;

/// A sentence ready for fitting.
struct Example {
    words: Vec<Word>,
    gold: Vec<u8>,
}

fn example(forms: &[String], rows: &[Row], tags: &[Tag], classes: &Classes) -> Example {
    let casing: Casing = casing(forms.iter().map(String::as_str));
    let words =
        forms.iter().enumerate().map(|(place, form)| Word::new(form, casing, place == 0, classes)).collect();
    let gold = rows.iter().map(|row| tags.binary_search(&row.tag).unwrap_or(0) as u8).collect();
    Example { words, gold }
}

/// Sentences as they are, and some of them again in the capitals of headlines.
fn examples(sentences: &[&Sentence], tags: &[Tag], classes: &Classes) -> Vec<Example> {
    let mut examples = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let forms: Vec<String> = sentence.rows.iter().map(|row| row.form.clone()).collect();
        examples.push(example(&forms, &sentence.rows, tags, classes));
        let capitals: Option<fn(&str) -> String> = match number % 50 {
            7 | 23 | 41 => Some(title_case),
            11 => Some(str::to_uppercase),
            _ => None,
        };
        if let Some(capitals) = capitals.filter(|_| forms.len() > 3) {
            let forms: Vec<String> = forms.iter().map(|form| capitals(form)).collect();
            examples.push(example(&forms, &sentence.rows, tags, classes));
        }
    }
    examples
}

fn title_case(form: &str) -> String {
    const SMALL: [&str; 18] = [
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "over", "the", "to",
        "with", "'s", "n't",
    ];
    if SMALL.contains(&form) {
        return form.to_owned();
    }
    let mut letters = form.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Fits weights on examples.
fn learn(examples: &[Example], count: usize) -> Learner {
    let mut learner = Learner::new();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(20_261_122);
    let (mut features, mut scores, mut chosen) = (Vec::new(), vec![0; count], Vec::new());
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        let (mut right, mut all) = (0, 0);
        for number in &order {
            let Example { words, gold } = &examples[*number];
            chosen.clear();
            for (place, gold) in gold.iter().enumerate() {
                write_features(words, &chosen, place, &mut features);
                scores.fill(0);
                learner.score(&features, &mut scores);
                let guess = best(&scores);
                learner.tick();
                if guess != *gold {
                    learner.change(&features, *gold, 1);
                    learner.change(&features, guess, -1);
                }
                right += usize::from(guess == *gold);
                all += 1;
                chosen.push(guess);
            }
        }
        eprintln!(
            "  tags, round {}: {:.2} of 100 right while learning",
            round + 1,
            right as f64 * 100.0 / all as f64
        );
    }
    learner
}

fn best(scores: &[i32]) -> u8 {
    (0..scores.len()).max_by_key(|tag| (scores[*tag], std::cmp::Reverse(*tag))).unwrap_or(0) as u8
}

/// The bytes of `tag.weights`.
pub fn fit(train: &Treebank, classes: Classes) -> Vec<u8> {
    fit_on(&train.sentences.iter().collect::<Vec<_>>(), train, classes)
}

/// Weights from some of the sentences; tables of features and lemmas from all.
fn fit_on(sentences: &[&Sentence], train: &Treebank, classes: Classes) -> Vec<u8> {
    let rows = || train.sentences.iter().flat_map(|sentence| &sentence.rows);
    let tags: Vec<Tag> = rows().map(|row| row.tag).collect::<BTreeSet<Tag>>().into_iter().collect();
    let table = learn(&examples(sentences, &tags, &classes), tags.len()).freeze(PAIRS);
    let lines =
        |lines: Vec<String>| lines.into_iter().map(|line| line + "\n").collect::<String>().into_bytes();
    let [by_form, sets, by_tag] = morphology(train, &tags, &classes);
    let [rules, scripts] = lemmas::fit(train);
    let labels = lines(tags.iter().map(|tag| tag.spell()).collect());
    pack(fingerprint(), &[labels, table.offsets, table.data, by_form, sets, by_tag, rules, scripts])
}

/// Which features forms have with a tag, where they differ from what the tag has mostly.
fn morphology(train: &Treebank, tags: &[Tag], classes: &Classes) -> [Vec<u8>; 3] {
    let mut of_tag: BTreeMap<Tag, BTreeMap<u128, usize>> = BTreeMap::new();
    let mut of_form: BTreeMap<(u32, Tag), BTreeMap<u128, usize>> = BTreeMap::new();
    for row in train.sentences.iter().flat_map(|sentence| &sentence.rows) {
        let feats = row.feats.0 & !Feats::TYPO.0;
        let form = Word::new(&row.form, Casing::Sentence, false, classes).form;
        *of_tag.entry(row.tag).or_default().entry(feats).or_default() += 1;
        *of_form.entry((form, row.tag)).or_default().entry(feats).or_default() += 1;
    }
    let most = |counts: &BTreeMap<u128, usize>| {
        counts
            .iter()
            .max_by_key(|(feats, count)| (**count, std::cmp::Reverse(**feats)))
            .map_or(0, |(feats, _)| *feats)
    };
    let usual: BTreeMap<Tag, u128> = of_tag.iter().map(|(tag, counts)| (*tag, most(counts))).collect();
    let mut exceptions: BTreeMap<u32, u128> = BTreeMap::new();
    for ((form, tag), counts) in &of_form {
        let feats = most(counts);
        if usual.get(tag) != Some(&feats) {
            exceptions.insert(feats_key(*form, *tag), feats);
        }
    }
    let sets: Vec<u128> = exceptions.values().copied().collect::<BTreeSet<u128>>().into_iter().collect();
    let table =
        exceptions.iter().map(|(key, feats)| (*key, sets.binary_search(feats).unwrap_or(0) as u32)).collect();
    let lines = |sets: Vec<u128>| {
        sets.iter().map(|set| format!("{}\n", Feats(*set))).collect::<String>().into_bytes()
    };
    let by_tag = tags.iter().map(|tag| usual.get(tag).copied().unwrap_or(0)).collect();
    [ValueTable::pack(&table), lines(sets), lines(by_tag)]
}

/// Where the tags that the parser learns from are kept between runs.
fn cross_tags_path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/cross-tags.txt")
}

/// Tags the corpora with models that have not seen them, so that the parser learns to live with errors.
pub fn cross_tag(train: &Treebank, classes: Classes) -> Result<(), String> {
    let mut tagged: Vec<Vec<Tag>> = vec![Vec::new(); train.sentences.len()];
    for fold in 0..FOLDS {
        // Whole stretches of the corpora, since neighbours speak of the same things.
        let held = |number: usize| number / 50 % FOLDS == fold;
        let seen: Vec<&Sentence> = train
            .sentences
            .iter()
            .enumerate()
            .filter(|(number, _)| !held(*number))
            .map(|(_, one)| one)
            .collect();
        let tagger = Tagger::load(fit_on(&seen, train, classes).leak(), classes)
            .map_err(|refusal| refusal.to_string())?;
        let (mut right, mut all) = (0, 0);
        for (number, sentence) in train.sentences.iter().enumerate().filter(|(number, _)| held(*number)) {
            tagged[number] = tagger.tags(sentence.rows.iter().map(|row| row.form.as_str()));
            right += sentence
                .rows
                .iter()
                .zip(&tagged[number])
                .filter(|(row, tag)| row.tag.upos == tag.upos)
                .count();
            all += sentence.rows.len();
        }
        eprintln!("  cross-tagging: {:.2} of 100 universal tags right", right as f64 * 100.0 / all as f64);
    }
    let lines: String = tagged
        .iter()
        .map(|tags| tags.iter().map(|tag| tag.spell()).collect::<Vec<String>>().join("\t") + "\n")
        .collect();
    std::fs::write(cross_tags_path(), lines)
        .map_err(|error| format!("{}: {error}", cross_tags_path().display()))
}

/// The tags that [`cross_tag`] gave.
pub fn cross_tagged() -> Result<Vec<Vec<Tag>>, String> {
    let path = cross_tags_path();
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.lines().map(|line| line.split('\t').filter_map(Tag::parse).collect()).collect())
}
