//! Compares situations with the gold of a series: what must stand on the record on given days.
//!
//! In: a folder of reports in order of date, and a gold with days. Out: counts for each kind, by the rules of the
//! exam's own scorer: what else a situation holds is not counted against it.

use super::exam::{Answered, Outcome, Tally, Words, compare_answer, each, list, quotes, strings};
use demarche_assess::Item;
use demarche_read::Reader;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Kinds whose gold carries a day.
const DATED: [&str; 5] = ["channels", "movements", "expectations", "conflicts", "questions"];

/// The reports of a series: name and bytes of each, in order of name.
///
/// # Errors
/// Says what could not be read.
pub fn reports(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| format!("cannot list {}: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes =
            std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        Ok((name, bytes))
    };
    paths.iter().map(read).collect()
}

/// Folds a series as of each day of its gold, asks its questions, and scores both.
///
/// # Errors
/// Says which situation could not be written as JSON.
pub fn sit(
    reader: &Reader,
    case: &str,
    gold: &Value,
    reports: &[(String, Vec<u8>)],
) -> Result<Outcome, String> {
    let item = |(file, bytes): &(String, Vec<u8>)| {
        Item::new(file.clone(), reader.read(&demarche_gather::from_bytes(bytes, Some(file))))
    };
    let items: Vec<Item> = reports.iter().map(item).collect();
    let whole: Vec<String> =
        reports.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    let text = Words::new(&whole.join("\n"));
    let between = strings(&gold["parties"]);
    let days = |kinds: &[&str]| -> BTreeSet<String> {
        let rows = kinds.iter().flat_map(|kind| list(&gold[*kind]));
        rows.filter_map(|row| row["as_of"].as_str().map(str::to_owned)).collect()
    };
    let last = days(&DATED[..3]).pop_last();
    let mut outcome = Outcome::default();
    for day in days(&DATED) {
        let as_of: Option<Date> = day.parse().ok();
        let situation = demarche_assess::fold(&items, &between, as_of);
        let json =
            serde_json::to_value(&situation).map_err(|error| format!("{case} as of {day}: {error}"))?;
        let mut scored = Scored { place: format!("{case}@{day}"), day: &day, gold, text: &text, outcome };
        scored.facts(&json);
        if last.as_deref() == Some(day.as_str()) {
            scored.copies(&json);
        }
        outcome = scored.outcome;
        let mut asked = Outcome::default();
        for question in list(&gold["questions"]).iter().filter(|row| row["as_of"].as_str() == Some(&day)) {
            let reply = demarche_brief::ask::reply(&situation, question["ask"].as_str().unwrap_or_default());
            let citations = reply.citations.into_iter().map(|note| note.quote).collect();
            let given = Answered { answer: reply.answer, citations };
            compare_answer(&format!("{case}@{day}"), question, &given, &text, &mut asked);
        }
        // Among all questions, as the exam's own scorer has it, and in a row of their own.
        for (kind, tally) in asked.tallies {
            outcome.tallies.entry(format!("series {kind}")).or_default().add(tally);
            outcome.tallies.entry(kind).or_default().add(tally);
        }
        outcome.misses.extend(asked.misses);
    }
    Ok(outcome)
}

/// One day of a series while it is being scored.
struct Scored<'g> {
    place: String,
    day: &'g str,
    gold: &'g Value,
    text: &'g Words,
    outcome: Outcome,
}

impl Scored<'_> {
    fn count(&mut self, kind: &str, wanted: &Value, hit: bool) {
        let hits = usize::from(hit);
        let tally = Tally { gold: 1, said: 1, found: hits, right: hits };
        self.outcome.tallies.entry(format!("series {kind}")).or_default().add(tally);
        if !hit {
            self.outcome.misses.push(format!("{} {kind} missed: {wanted}", self.place));
        }
    }

    /// Whether any of some quotes touches any of a fact's passages.
    fn touches(&self, wanted: &[String], fact: &Value) -> bool {
        let own = passages(fact);
        wanted.iter().any(|quote| own.iter().any(|passage| self.text.overlap(quote, passage).1 > 0.3))
    }

    fn facts(&mut self, situation: &Value) {
        let listed = |value: &Value, wanted: &Value| each(wanted).contains(value);
        let code = |id: &Value| id.as_str().and_then(|id| id.split(':').next()).map(str::to_owned);
        for kind in &DATED[..4] {
            for wanted in list(&self.gold[*kind]).iter().filter(|row| row["as_of"].as_str() == Some(self.day))
            {
                let hit = match *kind {
                    "channels" => list(&situation["channels"]).iter().any(|fact| {
                        let parties: BTreeSet<String> =
                            list(&fact["parties"]).iter().filter_map(code).collect();
                        parties == strings(&wanted["parties"]).into_iter().collect()
                            && listed(&fact["directness"], &wanted["directness"])
                            && listed(&fact["status"], &wanted["status"])
                    }),
                    "movements" => list(&situation["positions"]).iter().any(|fact| {
                        code(&fact["holder"]).as_deref() == wanted["holder"].as_str()
                            && fact["movement"] == wanted["direction"]
                            && self.touches(&strings(&wanted["quotes"]), fact)
                    }),
                    "expectations" => list(&situation["expectations"]).iter().any(|fact| {
                        listed(&fact["outcome"], &wanted["outcome"])
                            && self.touches(&strings(&wanted["quote"]), fact)
                    }),
                    _ => list(&situation["conflicts"]).iter().any(|fact| {
                        strings(&wanted["sides"])
                            .iter()
                            .all(|side| self.touches(std::slice::from_ref(side), fact))
                    }),
                };
                self.count(kind, wanted, hit);
            }
        }
    }

    fn copies(&mut self, situation: &Value) {
        for group in list(&self.gold["copies"]) {
            let files: Vec<String> = each(group)
                .iter()
                .filter_map(Value::as_u64)
                .map(|number| format!("{number:02}.txt"))
                .collect();
            let source = |file: &String| {
                list(&situation["sources"]).iter().find(|source| source["file"].as_str() == Some(file))
            };
            let origins: BTreeSet<&str> = files
                .iter()
                .map(|file| source(file).and_then(|source| source["copy_of"].as_str()).unwrap_or(file))
                .collect();
            let hit = origins.len() == 1 && files.iter().all(|file| source(file).is_some());
            self.count("copies", group, hit);
        }
    }
}

/// Every passage that a fact of a situation carries.
fn passages(fact: &Value) -> Vec<String> {
    let parts = ["claims", "history", "sides"].into_iter().flat_map(|part| list(&fact[part]));
    quotes(fact).into_iter().chain(parts.flat_map(quotes)).collect()
}
