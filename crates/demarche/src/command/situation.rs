//! `demarche situation`: where a confrontation stands, from the ledger.

use crate::arguments::{AnswerFormat, Situation};
use crate::output::{Failure, json, print};
use crate::shelf;
use demarche_brief::format::board;
use std::process::ExitCode;

/// Looks up, folds and prints.
pub fn run(arguments: &Situation) -> Result<ExitCode, Failure> {
    let as_of = arguments.as_of.unwrap_or_else(shelf::today);
    let items = shelf::items(&arguments.between, as_of, &arguments.shelf)?;
    let situation = demarche_assess::fold(&items, &arguments.between, Some(as_of));
    print(&match arguments.format {
        AnswerFormat::Json => json(&situation)?,
        AnswerFormat::Text => board::write(&situation),
    })?;
    Ok(ExitCode::SUCCESS)
}
