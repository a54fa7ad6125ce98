//! Scores the bodies found in real news pages against the bodies that people marked.
//!
//! The measure is that of the article extraction benchmark of Zyte (2019): runs of four words, counted with repeats, each page
//! weighing the same; precision and recall are means over pages. Peers are scored from their stored outputs in the same run.

use demarche_read::report::{BlockKind, Report};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::Path;

/// Precision and recall of one page, from runs of four words.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Overlap {
    precision: f64,
    recall: f64,
}

/// Scores our bodies and every peer's (`pages/peers/NAME.json`), and settles `pages.tsv`; `misses` prints the worst pages.
///
/// # Errors
/// Says which file could not be read, and when the committed table differs.
pub fn run(data: &Path, scores: &Path, misses: bool, check: bool) -> Result<(), String> {
    let folder = data.join("pages");
    let gold: BTreeMap<String, Value> = json(&folder.join("ground-truth.json"))?;
    let mut ours = Vec::new();
    for (id, page) in &gold {
        let path = folder.join(format!("html/{id}.html.gz"));
        let packed =
            std::fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let mut html = Vec::new();
        GzDecoder::new(packed.as_slice())
            .read_to_end(&mut html)
            .map_err(|error| format!("cannot unpack {}: {error}", path.display()))?;
        let said = body(&demarche_gather::from_bytes(&html, Some("page.html")));
        let wanted = page["articleBody"].as_str().unwrap_or_default();
        let overlap = overlap(wanted, &said);
        if misses && (overlap.precision < 0.97 || overlap.recall < 0.97) {
            print_miss(page["url"].as_str().unwrap_or(id), id, wanted, &said, overlap);
        }
        ours.push(overlap);
    }
    let mut table = String::from("system\tpages\tprecision\trecall\tf1\n");
    table.push_str(&row("demarche", &ours));
    for (name, outputs) in peers(&folder.join("peers"))? {
        let overlaps: Vec<Overlap> = gold
            .iter()
            .filter_map(|(id, page)| {
                let said = outputs.get(id)?;
                let said = said.as_str().or_else(|| said["articleBody"].as_str())?;
                Some(overlap(page["articleBody"].as_str().unwrap_or_default(), said))
            })
            .collect();
        if !overlaps.is_empty() {
            table.push_str(&row(&name, &overlaps));
        }
    }
    print!("{table}");
    super::table::settle(&scores.join("pages.tsv"), &table, check, &[])
}

/// The body as the reader is handed it: all but headline, byline and furniture.
fn body(report: &Report) -> String {
    let kept = report.parts.iter().filter(|part| {
        !matches!(part.kind, Some(BlockKind::Headline | BlockKind::Byline | BlockKind::Boilerplate))
    });
    kept.map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{} is not as expected: {error}", path.display()))
}

/// A tool's name with its stored output for each page.
type Peer = (String, BTreeMap<String, Value>);

/// Stored outputs of other tools, in order of name.
fn peers(folder: &Path) -> Result<Vec<Peer>, String> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        all.push((name, json(&path)?));
    }
    all.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(all)
}

/// Runs of four words (of fewer, where a text is shorter), counted.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    let mut counts = HashMap::new();
    let size = words.len().min(4);
    if size > 0 {
        for run in words.windows(size) {
            *counts.entry(run.to_vec()).or_default() += 1;
        }
    }
    counts
}

fn overlap(wanted: &str, said: &str) -> Overlap {
    let (wanted, said) = (shingles(wanted), shingles(said));
    let common: usize =
        wanted.iter().map(|(run, count)| (*count).min(said.get(run).copied().unwrap_or(0))).sum();
    let share = |counts: &HashMap<Vec<&str>, usize>| match counts.values().sum::<usize>() {
        0 => f64::from(u8::from(wanted.is_empty() && said.is_empty())),
        all => common as f64 / all as f64,
    };
    Overlap { precision: share(&said), recall: share(&wanted) }
}

fn row(name: &str, overlaps: &[Overlap]) -> String {
    let pages = overlaps.len();
    let mean = |value: fn(&Overlap) -> f64| overlaps.iter().map(value).sum::<f64>() / pages.max(1) as f64;
    let (precision, recall) = (mean(|one| one.precision), mean(|one| one.recall));
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
    format!("{name}\t{pages}\t{precision:.3}\t{recall:.3}\t{f1:.3}\n")
}

/// Lines that are in one text and not in the other.
fn print_miss(url: &str, id: &str, wanted: &str, said: &str, overlap: Overlap) {
    println!("== {url} {id}: precision {:.3}, recall {:.3}", overlap.precision, overlap.recall);
    let only = |sign: char, own: &str, other: &str| {
        let known = shingles(other);
        for line in own.lines().filter(|line| !line.trim().is_empty()) {
            let runs = shingles(line);
            let strange = runs.keys().filter(|run| !known.contains_key(*run)).count();
            if strange * 2 > runs.len() {
                println!("{sign} {}", line.chars().take(160).collect::<String>());
            }
        }
    };
    only('-', wanted, said);
    only('+', said, wanted);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps() {
        let one = |precision: f64, recall: f64| Overlap { precision, recall };
        for (wanted, said, expected) in [
            ("a b c d e", "a b c d e", one(1.0, 1.0)),
            ("a b c d e", "a b, c. d", one(1.0, 0.5)),
            ("a b c d", "a b c d e f g", one(0.25, 1.0)),
            ("", "", one(1.0, 1.0)),
            ("a b", "", one(0.0, 0.0)),
        ] {
            assert_eq!(overlap(wanted, said), expected, "{said}");
        }
    }
}
