//! Fits the tables of features and lemmas.

use super::conllu::Treebank;
use super::lemmas;
use demarche_read::fitting::inflect::{feats_key, inflect_fingerprint};
use demarche_read::fitting::weights::{Tag, ValueTable, form_key, pack};
use demarche_read::syntax::Feats;
use std::collections::{BTreeMap, BTreeSet};

/// The bytes of `inflect.weights`.
pub fn fit(train: &Treebank) -> Vec<u8> {
    let rows = || train.sentences.iter().flat_map(|sentence| &sentence.rows);
    let tags: Vec<Tag> = rows().map(|row| row.tag).collect::<BTreeSet<Tag>>().into_iter().collect();
    let labels = tags.iter().map(|tag| tag.spell() + "\n").collect::<String>().into_bytes();
    let [by_form, sets, by_tag] = morphology(train, &tags);
    let [rules, scripts] = lemmas::fit(train);
    pack(inflect_fingerprint(), &[labels, by_form, sets, by_tag, rules, scripts])
}

/// Which features forms have with a tag, where they differ from what the tag has mostly.
fn morphology(train: &Treebank, tags: &[Tag]) -> [Vec<u8>; 3] {
    let mut of_tag: BTreeMap<Tag, BTreeMap<u128, usize>> = BTreeMap::new();
    let mut of_form: BTreeMap<(u32, Tag), BTreeMap<u128, usize>> = BTreeMap::new();
    for row in train.sentences.iter().flat_map(|sentence| &sentence.rows) {
        let feats = row.feats.0 & !Feats::TYPO.0;
        let form = form_key(&row.form);
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
