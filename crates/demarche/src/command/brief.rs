//! `demarche brief`: where a confrontation stands.

use crate::arguments::{Brief, BriefFormat};
use crate::input;
use crate::output::{Failure, coloured, json, print, width};
use demarche_brief::format::{html, markdown, terminal};
use std::process::ExitCode;

/// Reads, folds, composes and prints.
pub fn run(arguments: &Brief) -> Result<ExitCode, Failure> {
    let items = input::read(&arguments.paths)?;
    let situation = demarche_assess::fold(&items, &arguments.scope.between, arguments.scope.as_of);
    let Some(briefing) = demarche_brief::compose(&situation) else {
        let notes: Vec<String> = situation.sources.iter().flat_map(|source| source.notes.clone()).collect();
        let hint = if notes.is_empty() {
            "check that the files are news reports in English".to_owned()
        } else {
            notes.join("; ")
        };
        return Err(Failure::new(
            format!(
                "nothing to brief on in {}",
                if items.len() == 1 { "this report".to_owned() } else { format!("{} reports", items.len()) }
            ),
            &hint,
        ));
    };
    let text = match arguments.format {
        BriefFormat::Terminal => {
            let style = if coloured() { terminal::Style::Coloured } else { terminal::Style::Plain };
            let folder = std::env::current_dir()
                .map(|folder| folder.to_string_lossy().into_owned())
                .unwrap_or_default();
            terminal::write(&briefing, terminal::Terminal { width: width(arguments.width), style, folder })
        }
        BriefFormat::Markdown => markdown::write(&briefing),
        BriefFormat::Html => html::write(&briefing),
        BriefFormat::Json => json(&briefing)?,
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}
