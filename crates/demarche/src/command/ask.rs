//! `demarche ask`: one question, answered from reports.

use crate::arguments::{AnswerFormat, Ask};
use crate::output::{Failure, json, print};
use crate::shelf;
use std::fmt::Write;
use std::process::ExitCode;

/// Reads, folds, answers and prints.
pub fn run(arguments: &Ask) -> Result<ExitCode, Failure> {
    let (_, situation) = shelf::situation_of(&arguments.paths, &arguments.scope, &arguments.shelf)?;
    let reply = demarche_brief::ask::reply(&situation, &arguments.question);
    let text = match arguments.format {
        AnswerFormat::Json => json(&reply)?,
        AnswerFormat::Text => {
            let mut text = format!("{}\n", reply.answer);
            for (index, note) in reply.citations.iter().enumerate() {
                let quote = note.quote.replace('\n', " ");
                let (from, to) = (note.span.start, note.span.end);
                let _ = write!(text, "\n[{}] {}, bytes {from}–{to}: “{quote}”", index + 1, note.file);
            }
            text.push('\n');
            text
        }
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}
