//! Fits lemma rules: which ending becomes what, with whole words as the exceptions.

use super::conllu::Treebank;
use demarche_read::fitting::inflect::LemmaRules;
use demarche_read::fitting::weights::{Tag, ValueTable};
use demarche_read::syntax::Upos;
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
    let mut known = verbs(train);
    known.extend(tabled_verbs());
    for lemma in known {
        for (form, penn) in past_and_gerund(lemma) {
            let (cut, add) = LemmaRules::script(&form, lemma);
            let script = (cut, add.to_owned());
            let tag = Tag { upos: Upos::Verb, penn };
            if !words.contains_key(&(form.clone(), tag)) && apply(&rules, &form, tag) != Some(&script) {
                keys.entry(LemmaRules::whole(&form, tag)).or_insert(script);
            }
        }
    }
    let scripts: BTreeSet<&Script> = keys.values().collect();
    let number: BTreeMap<&Script, u32> =
        scripts.iter().zip(0..).map(|(script, number)| (*script, number)).collect();
    let table = keys.iter().map(|(key, script)| (*key, number[script])).collect();
    let lines: String = scripts.iter().map(|(cut, add)| format!("{cut}\t{add}\n")).collect();
    [ValueTable::pack(&table), lines.into_bytes()]
}

/// Lemmas of verbs, the most frequent first.
fn verbs(train: &Treebank) -> Vec<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in train.sentences.iter().flat_map(|sentence| &sentence.rows) {
        if row.tag.upos == Upos::Verb && row.lemma.bytes().all(|byte| byte.is_ascii_lowercase()) {
            *counts.entry(row.lemma.as_str()).or_default() += 1;
        }
    }
    let mut verbs: Vec<(&str, usize)> = counts.into_iter().collect();
    verbs.sort_by_key(|(lemma, count)| (std::cmp::Reverse(*count), *lemma));
    verbs.into_iter().map(|(lemma, _)| lemma).collect()
}

/// Verbs of the tables of events, where a wrong lemma would cost an event.
fn tabled_verbs<'t>() -> impl Iterator<Item = &'t str> {
    include_str!("../../../demarche-read/lexicon/events_verbs.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next())
        .flat_map(|cell| cell.split('|'))
        .filter_map(|phrase| phrase.split(' ').next())
        .filter(|verb| verb.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Regular forms of a verb with their Penn tags: whether a final consonant is doubled cannot be told from the form.
fn past_and_gerund(lemma: &str) -> Vec<(String, &'static str)> {
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let letters: Vec<char> = lemma.chars().rev().collect();
    let vowel = |place: usize| letters.get(place).is_some_and(|letter| VOWELS.contains(letter));
    let last = letters.first().copied().unwrap_or_default();
    let syllables = (0..letters.len()).filter(|place| vowel(*place) && !vowel(place + 1)).count();
    let doubles = letters.len() > 2 && !vowel(0) && vowel(1) && !vowel(2) && !['w', 'x', 'y'].contains(&last);
    let mut stems = Vec::new();
    if last == 'e' {
        let stem = &lemma[..lemma.len() - 1];
        let gerund = if vowel(1) { lemma } else { stem };
        stems.push((stem.to_owned(), gerund.to_owned()));
    } else if last == 'y' && !vowel(1) {
        stems.push((format!("{}i", &lemma[..lemma.len() - 1]), lemma.to_owned()));
    } else {
        if doubles {
            let stem = format!("{lemma}{last}");
            stems.push((stem.clone(), stem));
        }
        if !doubles || syllables > 1 {
            stems.push((lemma.to_owned(), lemma.to_owned()));
        }
    }
    stems
        .into_iter()
        .flat_map(|(past, gerund)| {
            [(format!("{past}ed"), "VBD"), (format!("{past}ed"), "VBN"), (format!("{gerund}ing"), "VBG")]
        })
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        for (lemma, expected) in [
            ("rule", "ruled ruled ruling"),
            ("plan", "planned planned planning"),
            ("deny", "denied denied denying"),
            ("talk", "talked talked talking"),
            ("agree", "agreed agreed agreeing"),
            ("admit", "admitted admitted admitting admited admited admiting"),
        ] {
            let forms: Vec<String> = past_and_gerund(lemma).into_iter().map(|(form, _)| form).collect();
            assert_eq!(forms.join(" "), expected);
        }
    }
}
