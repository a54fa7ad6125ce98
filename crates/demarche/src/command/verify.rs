//! `demarche verify`: a briefing's citations against the bytes of its reports, or a ledger from end to end.

use crate::arguments::Verify;
use crate::input;
use crate::intake;
use crate::output::{Failure, print};
use crate::shelf;
use demarche_brief::briefing::Briefing;
use demarche_brief::verify;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Checks and prints every fault; exit code 1 if there is one.
pub fn run(arguments: &Verify) -> Result<ExitCode, Failure> {
    let path = match (&arguments.briefing, &arguments.ledger) {
        (_, Some(ledger)) => return check_ledger(ledger),
        (Some(path), None) => path,
        (None, None) => {
            return Err(Failure::new("nothing to verify".to_owned(), "name a briefing, or --ledger PATH"));
        }
    };
    let text = if path.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    let text = text.map_err(|error| Failure::file("read", path, &error))?;
    let briefing: Briefing = serde_json::from_str(&text).map_err(|error| {
        Failure::new(
            format!("{} is not a briefing: {error}", path.display()),
            "write one with: demarche brief PATH --format json",
        )
    })?;
    let named = if arguments.reports.is_empty() {
        let mut named: Vec<PathBuf> = briefing.notes.iter().map(|note| PathBuf::from(&note.file)).collect();
        named.sort();
        named.dedup();
        named
    } else {
        arguments.reports.clone()
    };
    let mut texts = BTreeMap::new();
    for file in input::files(&named)? {
        let document = demarche_read::report::lay_out(&input::report(&file)?);
        texts.insert(document.id, document.text);
    }
    let faults = verify::check(&briefing, &texts);
    for fault in &faults {
        eprintln!("fault: {}: {}", fault.place, fault.what);
    }
    let sentences = briefing.sentences().count();
    print(&format!("{sentences} sentences, {} citations, {} faults\n", briefing.notes.len(), faults.len()))?;
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Checks a ledger and prints every fault; exit code 1 if there is one.
fn check_ledger(path: &Path) -> Result<ExitCode, Failure> {
    let ledger = shelf::open(Some(&path.to_owned()), 30)?;
    let progress = intake::progress(ledger.record_count()?);
    let checked = ledger.check(|| progress.inc(1))?;
    progress.finish_and_clear();
    for fault in &checked.faults {
        eprintln!("fault: {}: {}", fault.place, fault.what);
    }
    print(&format!(
        "{} reports, {} records, {} passages, {} faults\n",
        checked.reports,
        checked.records,
        checked.passages,
        checked.faults.len()
    ))?;
    Ok(if checked.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
