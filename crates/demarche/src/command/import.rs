//! `demarche import`: a table of events that others have coded, into the ledger or as records.

use crate::arguments::Import;
use crate::output::{Failure, print};
use crate::shelf;
use demarche_exchange::table;
use demarche_ledger::{Incoming, Outcome};
use demarche_read::report::{Part, Report};
use jiff::Timestamp;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// Rows at fault that are shown; the others are counted.
const SHOWN: usize = 20;
/// Events that go into the ledger at once.
const BATCH: usize = 1_000;

/// Reads the table, and adds or prints its events.
pub fn run(arguments: &Import) -> Result<ExitCode, Failure> {
    let mut faulty = false;
    for path in &arguments.tables {
        let import = read(path)?;
        faulty |= !import.faults.is_empty();
        if arguments.print {
            for item in &import.items {
                let line = serde_json::to_string(&item.record)
                    .map_err(|error| Failure::new(format!("cannot write JSON: {error}"), ""))?;
                print(&(line + "\n"))?;
            }
        } else {
            print(&add(arguments, path, &import)?)?;
        }
    }
    Ok(if faulty { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Opens and reads a table; rows that cannot be taken are told on standard error.
pub fn read(path: &Path) -> Result<table::Import, Failure> {
    let packed = std::fs::read(path).map_err(|error| Failure::file("read", path, &error))?;
    let bytes = table::open(&packed).map_err(|error| Failure::file("open", path, &error))?;
    let import = table::read(&bytes, &path.to_string_lossy())
        .map_err(|error| Failure::file("import", path, &error))?;
    for note in &import.notes {
        eprintln!("{}: {note}", path.display());
    }
    for fault in import.faults.iter().take(SHOWN) {
        eprintln!("{}, {fault}", path.display());
    }
    if import.faults.len() > SHOWN {
        eprintln!("{}: {} more rows at fault", path.display(), import.faults.len() - SHOWN);
    }
    Ok(import)
}

/// Puts the events into the ledger, and says how many.
fn add(arguments: &Import, path: &Path, import: &table::Import) -> Result<String, Failure> {
    let mut ledger = shelf::open_or_make(arguments.shelf.ledger.as_ref(), arguments.shelf.wait)?;
    let (mut added, mut known) = (0, 0);
    // The ledger keeps who read a record: here the makers of the table.
    let reader = format!("table {}", import.layout.name());
    for batch in import.items.chunks(BATCH) {
        let reports: Vec<Report> = batch
            .iter()
            .map(|item| {
                let document = &item.record.document;
                let part = |block: &demarche_read::report::Block| Part {
                    kind: Some(block.kind),
                    text: document.slice(block.span).to_owned(),
                };
                Report {
                    published: document.published.clone(),
                    url: document.url.clone(),
                    publisher: document.publisher.clone(),
                    // Rows are no English text: a reader that comes later passes them over.
                    language: Some("zxx".to_owned()),
                    parts: document.blocks.iter().map(part).collect(),
                    ..Report::default()
                }
            })
            .collect();
        let incoming: Vec<Incoming<'_>> = batch
            .iter()
            .zip(&reports)
            .map(|(item, report)| Incoming {
                place: None,
                name: &item.file,
                report,
                document: &item.record.document,
                record: Some(&item.record),
            })
            .collect();
        for outcome in ledger.add(&incoming, &reader, Timestamp::now())? {
            match outcome {
                Outcome::Added | Outcome::Version { .. } => added += 1,
                Outcome::Known | Outcome::Copy { .. } => known += 1,
            }
        }
    }
    let mut text =
        format!("{}: {}, {} rows: {added} events added", path.display(), import.layout.name(), import.rows);
    let parts = [
        (known, "known"),
        (import.statements, "rows of plain statements left out"),
        (import.faults.len(), "rows at fault"),
    ];
    for (count, word) in parts.iter().filter(|(count, _)| *count > 0) {
        let _ = write!(text, ", {count} {word}");
    }
    text.push('\n');
    Ok(text)
}
