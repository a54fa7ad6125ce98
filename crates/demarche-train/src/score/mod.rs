//! Scores what is read against gold: the exam here, each corpus in a file of its own.

pub mod events;
pub mod exam;
pub mod pages;
pub mod series;
pub mod speed;
pub mod statements;
pub mod table;
pub mod time;

use crate::score::exam::{Answered, Outcome, Tally};
use demarche_read::Reader;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What scoring the exam gave.
#[derive(Debug, Default)]
pub struct ExamResult {
    /// Counts for each kind, over all cases.
    pub tallies: BTreeMap<String, Tally>,
    /// Misses, in the order of the cases.
    pub misses: Vec<String>,
}

/// Reads and scores every case of a folder, single reports and series, or the one named.
///
/// # Errors
/// Says which file could not be read or is not JSON.
pub fn score_exam(cases: &Path, only: Option<&str>) -> Result<ExamResult, String> {
    let reader = Reader::new();
    let mut result = ExamResult::default();
    for folder in folders(cases)? {
        let case = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let report = folder.join("report.txt");
        if only.is_some_and(|only| only != case) {
            continue;
        }
        if !report.exists() {
            let gold = json(&folder.join("gold.json"))?;
            take(&mut result, series::sit(&reader, &case, &gold, &series::reports(&folder)?)?);
            continue;
        }
        let bytes =
            std::fs::read(&report).map_err(|error| format!("cannot read {}: {error}", report.display()))?;
        let gold = json(&folder.join("gold.json"))?;
        let text = String::from_utf8_lossy(&bytes);
        let record = reader.read(&demarche_gather::from_bytes(&bytes, None));
        let record = serde_json::to_value(&record).map_err(|error| format!("record of {case}: {error}"))?;
        take(&mut result, exam::compare(&case, &gold, &record, &text));
        take(&mut result, exam::compare_answers(&case, &gold, &answers(&reader, &gold, &text), &text));
    }
    Ok(result)
}

/// Asks a case's questions of its report alone; questions that the report itself answers at its end are cut off.
fn answers(reader: &Reader, gold: &Value, text: &str) -> Vec<Answered> {
    let body = text.split("\nFAQs\n").next().unwrap_or(text);
    let record = reader.read(&demarche_gather::from_bytes(body.as_bytes(), None));
    let items = [demarche_assess::Item::new("report.txt".to_owned(), record)];
    let situation = demarche_assess::fold(&items, &[], None);
    let questions = gold["questions"].as_array().map_or(&[][..], Vec::as_slice);
    let ask = |question: &Value| {
        let reply = demarche_brief::ask::reply(&situation, question["ask"].as_str().unwrap_or_default());
        let citations = reply.citations.into_iter().map(|note| note.quote).collect();
        Answered { answer: reply.answer, citations }
    };
    questions.iter().map(ask).collect()
}

fn take(result: &mut ExamResult, outcome: Outcome) {
    for (kind, tally) in outcome.tallies {
        result.tallies.entry(kind).or_default().add(tally);
    }
    result.misses.extend(outcome.misses);
}

fn folders(cases: &Path) -> Result<Vec<PathBuf>, String> {
    let entries =
        std::fs::read_dir(cases).map_err(|error| format!("cannot list {}: {error}", cases.display()))?;
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    folders.retain(|folder| folder.join("gold.json").exists());
    folders.sort();
    Ok(folders)
}

fn json(path: &Path) -> Result<Value, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{} is not JSON: {error}", path.display()))
}

/// Scores the exam, prints the table and settles `exam.tsv`.
///
/// # Errors
/// As [`score_exam`], and when the committed table differs.
pub fn run_exam(
    cases: &Path,
    scores: &Path,
    only: Option<&str>,
    misses: bool,
    check: bool,
) -> Result<(), String> {
    let result = score_exam(cases, only)?;
    let mut table = String::from("kind\tgold\tsaid\tprecision\trecall\tf1_found\tf1_right\n");
    let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    for (kind, tally) in &result.tallies {
        table.push_str(&format!(
            "{kind}\t{}\t{}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\n",
            tally.gold,
            tally.said,
            share(tally.found, tally.said),
            share(tally.found, tally.gold),
            tally.f1(tally.found),
            tally.f1(tally.right),
        ));
    }
    print!("{}", if misses { result.misses.join("\n") + "\n" } else { String::new() });
    print!("{table}");
    if only.is_some() { Ok(()) } else { table::settle(&scores.join("exam.tsv"), &table, check, &[]) }
}
