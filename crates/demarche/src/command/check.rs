//! `demarche check`: any text against reports, sentence by sentence.

use crate::arguments::{Check, CheckFormat, FailOn};
use crate::input;
use crate::output::{Failure, coloured, json, print, width};
use crate::shelf;
use demarche_assess::Item;
use demarche_brief::check::{Mark, check};
use demarche_brief::format::{checked, terminal};
use demarche_read::Reader;
use std::process::ExitCode;

/// Reads both sides, checks and prints; exit code 1 where a sentence is at fault.
pub fn run(arguments: &Check) -> Result<ExitCode, Failure> {
    let (_, against) = shelf::situation_of(&arguments.paths, &arguments.scope, &arguments.shelf)?;
    let mut draft = input::report(&arguments.draft)?;
    // A draft without a date was written when the last report was out.
    if draft.published.is_none() {
        draft.published = against.as_of.map(|day| day.to_string());
    }
    let draft = Item::new(arguments.draft.to_string_lossy().into_owned(), Reader::new().read(&draft));
    if let Some(note) = draft.record.document.notes.first().filter(|_| draft.record.sentences.is_empty()) {
        return Err(Failure::new(format!("cannot check {}: {note}", draft.file), ""));
    }
    let draft = demarche_assess::fold(&[draft], &against.between, None);
    let result = check(&draft, &against);
    let text = match arguments.format {
        CheckFormat::Json => json(&result)?,
        CheckFormat::Html => checked::html(&result),
        CheckFormat::Text => {
            let style = if coloured() { terminal::Style::Coloured } else { terminal::Style::Plain };
            let folder = std::env::current_dir()
                .map(|folder| folder.to_string_lossy().into_owned())
                .unwrap_or_default();
            checked::terminal(&result, terminal::Terminal { width: width(arguments.width), style, folder })
        }
    };
    print(&text)?;
    let least = match arguments.fail_on {
        FailOn::Partly => Mark::Partly,
        FailOn::Unsupported => Mark::Unsupported,
        FailOn::Contradicted => Mark::Contradicted,
    };
    Ok(ExitCode::from(u8::from(result.is_at_fault(least))))
}
