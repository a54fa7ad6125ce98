//! `demarche ask`: one question, answered from reports.

use crate::arguments::{AnswerFormat, Ask};
use crate::input;
use crate::output::{Failure, json, print};
use std::fmt::Write;
use std::process::ExitCode;

/// Reads, folds, answers and prints.
pub fn run(arguments: &Ask) -> Result<ExitCode, Failure> {
    let items = input::read(&arguments.paths)?;
    let situation = demarche_assess::fold(&items, &arguments.scope.between, arguments.scope.as_of);
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
