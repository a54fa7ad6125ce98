//! Whatever the bytes: a record comes out, and each of its quotes is the words of its span.

#[path = "../../demarche-gather/tests/dice/mod.rs"]
mod dice;

use demarche_gather::from_bytes;
use demarche_read::Reader;
use dice::Dice;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Reads some bytes and checks every span of the record.
fn check(reader: &Reader, bytes: &[u8], hint: Option<&str>) {
    let record = reader.read(&from_bytes(bytes, hint));
    let record = serde_json::to_value(&record).expect("a record is plain data");
    let text = record["document"]["text"].as_str().expect("a document has a text").to_owned();
    let mut queue = vec![&record];
    while let Some(value) = queue.pop() {
        match value {
            Value::Array(values) => queue.extend(values),
            Value::Object(object) => {
                if let Some([start, end]) = object.get("span").and_then(Value::as_array).map(Vec::as_slice) {
                    let (start, end) =
                        (start.as_u64().unwrap_or(0) as usize, end.as_u64().unwrap_or(0) as usize);
                    let words = text.get(start..end).expect("spans end on characters");
                    if let Some(quote) = object.get("quote").and_then(Value::as_str) {
                        assert_eq!(words, quote);
                    }
                }
                queue.extend(object.values());
            }
            _ => {}
        }
    }
}

/// Runs a job on every core for each of `count` numbers.
fn each(count: u64, job: impl Fn(u64) + Sync) {
    let next = AtomicU64::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        break;
                    }
                    job(number);
                }
            });
        }
    });
}

#[test]
fn ten_thousand_inputs() {
    let reader = Reader::new();
    each(10_000, |number| {
        let mut dice = Dice(number);
        let bytes = if number % 5 == 0 { dice.bytes() } else { dice.mutated() };
        check(&reader, &bytes, [None, Some("a.html"), Some("a.md")][number as usize % 3]);
    });
}

/// All files under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut queue = vec![folder.to_owned()];
    while let Some(path) = queue.pop() {
        let entries =
            std::fs::read_dir(&path).map(|entries| entries.flatten().collect::<Vec<_>>()).unwrap_or_default();
        for entry in entries {
            if entry.path().is_dir() {
                queue.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn reports_cut_short() {
    let reader = Reader::new();
    let mut reports: Vec<Vec<u8>> = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples"))
        .into_iter()
        .filter(|path| {
            path.extension().is_some_and(|ending| ["txt", "md", "html"].iter().any(|other| ending == *other))
        })
        .filter_map(|path| std::fs::read(path).ok())
        .collect();
    reports.extend(dice::SEEDS.map(<[u8]>::to_vec));
    for report in reports {
        let cuts = report.len() as u64 / 100 + 1;
        each(cuts, |cut| check(&reader, &report[..(cut as usize * 100).min(report.len())], None));
    }
}
