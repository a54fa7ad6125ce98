//! `demarche situation`: where a confrontation stands, from the ledger.

use crate::arguments::{AnswerFormat, Situation};
use crate::output::{Failure, json, print};
use crate::shelf;
use demarche_brief::format::board;
use std::process::ExitCode;

/// Looks up, folds and prints.
pub fn run(arguments: &Situation) -> Result<ExitCode, Failure> {
    let (_, situation) =
        shelf::situation(&arguments.between, arguments.as_of, arguments.since, &arguments.shelf)?;
    print(&match arguments.format {
        AnswerFormat::Json => json(&situation)?,
        AnswerFormat::Text => board::write(&situation),
    })?;
    Ok(ExitCode::SUCCESS)
}
