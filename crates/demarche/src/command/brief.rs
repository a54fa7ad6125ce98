//! `demarche brief`: where a confrontation stands.

use crate::arguments::{Brief, BriefFormat};
use crate::output::{Failure, coloured, json, print, width};
use crate::shelf;
use demarche_brief::format::{html, markdown, terminal};
use std::process::ExitCode;

/// Reads, folds, composes and prints.
pub fn run(arguments: &Brief) -> Result<ExitCode, Failure> {
    let (count, situation) = shelf::situation_of(&arguments.paths, &arguments.scope, &arguments.shelf)?;
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
                if count == 1 { "this report".to_owned() } else { format!("{count} reports") }
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
