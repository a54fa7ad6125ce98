//! `demarche read`: the record of each report.

use crate::arguments::{Read, RecordFormat};
use crate::input;
use crate::output::{Failure, json, print};
use demarche_read::given::Given;
use demarche_read::{Reader, conllu, report};
use std::path::Path;
use std::process::ExitCode;

/// Reads and prints.
pub fn run(arguments: &Read) -> Result<ExitCode, Failure> {
    if let Some(path) = &arguments.words {
        print(&given_words(path)?)?;
        return Ok(ExitCode::SUCCESS);
    }
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

/// Tags and trees for the words of a CoNLL-U file; its ranges and empty nodes are passed over.
fn given_words(path: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
    let mut sentences: Vec<Vec<&str>> = vec![Vec::new()];
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            sentences.push(Vec::new());
        } else if !line.starts_with('#') {
            let mut columns = line.split('\t');
            let (Some(id), Some(form)) = (columns.next(), columns.next()) else {
                let place = format!("{}:{}", path.display(), number + 1);
                return Err(Failure::new(
                    format!("{place}: no word in this line"),
                    "CoNLL-U has ten columns, split by tabs",
                ));
            };
            if id.bytes().all(|byte| byte.is_ascii_digit()) {
                sentences.last_mut().into_iter().for_each(|words| words.push(form));
            }
        }
    }
    sentences.retain(|words| !words.is_empty());
    let given = Given::new(sentences);
    Ok(conllu::write(&Reader::new().parse_words(&given)))
}
