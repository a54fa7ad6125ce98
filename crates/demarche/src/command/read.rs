//! `demarche read`: the record of each report.

use crate::arguments::{Read, RecordFormat};
use crate::input;
use crate::output::{Failure, json, print};
use demarche_read::{Reader, conllu, report};
use std::process::ExitCode;

/// Reads and prints.
pub fn run(arguments: &Read) -> Result<ExitCode, Failure> {
    match arguments.format {
        RecordFormat::Conllu => {
            let reader = Reader::new();
            for path in input::files(&arguments.paths)? {
                let document = report::lay_out(&input::report(&path)?);
                print(&conllu::write(&reader.parse_document(&document)))?;
            }
        }
        RecordFormat::Json => {
            let items = input::read(&arguments.paths)?;
            let records: Vec<_> = items.iter().map(|item| &item.record).collect();
            print(&if let [one] = records.as_slice() { json(one)? } else { json(&records)? })?;
        }
        RecordFormat::Jsonl => {
            for item in input::read(&arguments.paths)? {
                let line = serde_json::to_string(&item.record)
                    .map_err(|error| Failure::new(format!("cannot write JSON: {error}"), ""))?;
                print(&(line + "\n"))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
