//! `demarche reports`: what is in the ledger.

use crate::arguments::{ReceiptFormat, Reports};
use crate::output::{Failure, print};
use crate::shelf;
use demarche_ledger::Receipt;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::ExitCode;

/// Lists the receipts by day.
pub fn run(arguments: &Reports) -> Result<ExitCode, Failure> {
    let ledger = shelf::open(arguments.shelf.ledger.as_ref(), arguments.shelf.wait)?;
    let receipts = ledger.receipts()?;
    let grades: BTreeMap<String, char> =
        ledger.grades()?.into_iter().map(|grade| (grade.of.to_lowercase(), grade.grade)).collect();
    let grade = |of: Option<&str>| of.and_then(|of| grades.get(&of.to_lowercase())).copied();
    let mut lines = String::new();
    for receipt in &receipts {
        let letter = grade(receipt.publisher.as_deref()).filter(char::is_ascii_alphabetic);
        let digit = grade(Some(&receipt.file)).filter(char::is_ascii_digit);
        let _ = match arguments.format {
            ReceiptFormat::Text => writeln!(lines, "{}", line(receipt, letter, digit)),
            ReceiptFormat::Jsonl => writeln!(
                lines,
                "{}",
                json!({
                    "file": receipt.file, "doc": receipt.doc, "published": receipt.day, "title": receipt.title,
                    "publisher": receipt.publisher, "url": receipt.url, "version": receipt.version,
                    "copy_of": receipt.copy_of, "known": receipt.known.to_string(), "reader": receipt.reader,
                    "reliability": letter, "credibility": digit,
                })
            ),
        };
    }
    if arguments.format == ReceiptFormat::Text {
        let copies = receipts.iter().filter(|receipt| receipt.copy_of.is_some()).count();
        let later = receipts.iter().filter(|receipt| receipt.version > 1).count();
        let _ = writeln!(lines, "{} reports, {copies} copies, {later} later versions", receipts.len());
    }
    print(&lines)?;
    Ok(ExitCode::SUCCESS)
}

fn line(receipt: &Receipt, letter: Option<char>, digit: Option<char>) -> String {
    let mut line = format!("{}  {}", receipt.day.as_deref().unwrap_or("undated   "), receipt.file);
    if let Some(publisher) = &receipt.publisher {
        let _ = write!(line, ", {publisher}");
    }
    if letter.is_some() || digit.is_some() {
        let _ = write!(line, " [{}{}]", letter.unwrap_or('-'), digit.unwrap_or('-'));
    }
    if let Some(title) = &receipt.title {
        let _ = write!(line, ": {title}");
    }
    if receipt.version > 1 {
        let _ = write!(line, " (version {})", receipt.version);
    }
    if let Some(origin) = &receipt.copy_of {
        let _ = write!(line, " (same text as {origin})");
    }
    line
}
