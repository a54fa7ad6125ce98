//! Fits lemma rules: which ending becomes what, with whole words as the exceptions.

use super::conllu::Treebank;
use demarche_read::fitting::tag::LemmaRules;
use demarche_read::fitting::weights::{Tag, ValueTable};
use std::collections::{BTreeMap, BTreeSet};

type Script = (usize, String);

/// The two sections of lemma rules.
pub fn fit(train: &Treebank) -> [Vec<u8>; 2] {
    // Counts of scripts by form and tag, and by ending and tag.
    let mut words: BTreeMap<(String, Tag), BTreeMap<Script, usize>> = BTreeMap::new();
    for row in train.sentences.iter().flat_map(|sentence| &sentence.rows) {
        let lower = demarche_read::text::lower(&row.form);
        let base = if LemmaRules::keeps_case(row.tag) { row.form.as_str() } else { lower.as_str() };
        if row.lemma == "_" || row.tag.penn == "GW" {
            continue;
        }
        let (cut, add) = LemmaRules::script(base, &row.lemma);
        *words.entry((lower.to_string(), row.tag)).or_default().entry((cut, add.to_owned())).or_default() +=
            1;
    }
    let mut endings: BTreeMap<(String, Tag), BTreeMap<Script, usize>> = BTreeMap::new();
    for ((form, tag), scripts) in &words {
        let Some((script, _)) = most(scripts) else { continue };
        for length in 0..=LemmaRules::LONGEST.min(form.len()) {
            if let Some(ending) = form.get(form.len() - length..) {
                // Each form counts once: frequent irregular words are exceptions, not the rule.
                *endings.entry((ending.to_owned(), *tag)).or_default().entry(script.clone()).or_default() +=
                    1;
            }
        }
    }
    let mut rules: BTreeMap<(String, Tag), Script> = BTreeMap::new();
    let mut shorter_first: Vec<_> = endings.iter().collect();
    shorter_first.sort_by_key(|((ending, _), _)| ending.len());
    for ((ending, tag), scripts) in shorter_first {
        let Some((script, count)) = most(scripts) else { continue };
        let total: usize = scripts.values().sum();
        let known = apply(&rules, ending, *tag);
        if known != Some(script) && (ending.is_empty() || (count >= 2 && count * 3 >= total * 2)) {
            rules.insert((ending.clone(), *tag), script.clone());
        }
    }
    let mut keys: BTreeMap<u32, Script> = BTreeMap::new();
    for ((ending, tag), script) in &rules {
        keys.insert(LemmaRules::ending(ending, *tag), script.clone());
    }
    for ((form, tag), scripts) in &words {
        if let Some((script, _)) = most(scripts)
            && apply(&rules, form, *tag) != Some(script)
        {
            keys.insert(LemmaRules::whole(form, *tag), script.clone());
        }
    }
    let scripts: BTreeSet<&Script> = keys.values().collect();
    let number: BTreeMap<&Script, u32> =
        scripts.iter().zip(0..).map(|(script, number)| (*script, number)).collect();
    let table = keys.iter().map(|(key, script)| (*key, number[script])).collect();
    let lines: String = scripts.iter().map(|(cut, add)| format!("{cut}\t{add}\n")).collect();
    [ValueTable::pack(&table), lines.into_bytes()]
}

fn most(scripts: &BTreeMap<Script, usize>) -> Option<(&Script, usize)> {
    scripts
        .iter()
        .map(|(script, count)| (script, *count))
        .max_by_key(|(script, count)| (*count, std::cmp::Reverse(*script)))
}

fn apply<'r>(rules: &'r BTreeMap<(String, Tag), Script>, form: &str, tag: Tag) -> Option<&'r Script> {
    (0..=LemmaRules::LONGEST.min(form.len()))
        .rev()
        .find_map(|length| rules.get(&(form.get(form.len() - length..)?.to_owned(), tag)))
}
