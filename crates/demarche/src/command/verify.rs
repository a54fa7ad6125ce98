//! `demarche verify`: a briefing's citations against the bytes of its reports.

use crate::arguments::Verify;
use crate::input;
use crate::output::{Failure, print};
use demarche_brief::briefing::Briefing;
use demarche_brief::verify;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// Checks and prints every fault; exit code 1 if there is one.
pub fn run(arguments: &Verify) -> Result<ExitCode, Failure> {
    let path = &arguments.briefing;
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
