//! `demarche versions`: what changed from one version of a report to the next.

use crate::arguments::{AnswerFormat, Versions};
use crate::output::{Failure, json, print};
use crate::shelf;
use demarche_ledger::versions::{Change, compare};
use demarche_read::record::Statement;
use serde_json::{Value, json};
use std::fmt::Write;
use std::process::ExitCode;

/// Compares each version with the one before it.
pub fn run(arguments: &Versions) -> Result<ExitCode, Failure> {
    let ledger = shelf::open(arguments.shelf.ledger.as_ref(), arguments.shelf.wait)?;
    let found = ledger.find(&arguments.report)?;
    let Some(receipt) = found.last() else { return Ok(ExitCode::SUCCESS) };
    let versions = ledger.versions(receipt)?;
    let mut text = String::new();
    let mut list: Vec<Value> = Vec::new();
    let mut before = None;
    for version in &versions {
        let record = ledger.record(version)?;
        let published = version.day.as_deref().unwrap_or("undated");
        let _ = writeln!(text, "version {}, published {published}, known {}", version.version, version.known);
        let mut changes = Vec::new();
        if let Some(old) = &before {
            let found = compare(old, &record);
            for change in &found {
                let _ = writeln!(text, "  {}", line(change));
                changes.push(value(change));
            }
            if found.is_empty() {
                text.push_str("  no statement added, dropped or reworded\n");
            }
        }
        list.push(json!({
            "version": version.version, "doc": version.doc, "file": version.file, "published": version.day,
            "known": version.known.to_string(), "changes": changes,
        }));
        before = Some(record);
    }
    match arguments.format {
        AnswerFormat::Json => print(&json(&list)?)?,
        AnswerFormat::Text => print(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn said(statement: &Statement) -> String {
    let words = statement.content.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}: “{words}”", statement.by.as_deref().unwrap_or("the report"))
}

fn line(change: &Change<'_>) -> String {
    match change {
        Change::Added(new) => format!("added     {}", said(new)),
        Change::Dropped(old) => format!("dropped   {}", said(old)),
        Change::Reworded { old, new } => format!("reworded  {}\n      now   {}", said(old), said(new)),
    }
}

fn value(change: &Change<'_>) -> Value {
    match change {
        Change::Added(new) => json!({"change": "added", "new": new}),
        Change::Dropped(old) => json!({"change": "dropped", "old": old}),
        Change::Reworded { old, new } => json!({"change": "reworded", "old": old, "new": new}),
    }
}
