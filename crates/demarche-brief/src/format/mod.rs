//! Briefings and checked drafts as text for a terminal, Markdown and HTML; situations as a board.

pub mod board;
pub mod checked;
pub mod html;
pub mod markdown;
mod page;
pub mod terminal;

use crate::briefing::Briefing;
use crate::{day, name};

/// "As of 2 February 2026, from 8 reports".
fn dateline(briefing: &Briefing) -> String {
    let reports =
        if briefing.reports == 1 { "one report".to_owned() } else { format!("{} reports", briefing.reports) };
    match (briefing.since, briefing.as_of) {
        (Some(since), Some(date)) => {
            format!("What is new since {}, as of {}, from {reports}", day::full(since), day::full(date))
        }
        (None, Some(date)) => format!("As of {}, from {reports}", day::full(date)),
        (_, None) => format!("From {reports}, undated"),
    }
}

/// "Iran and the United States", as a line begins.
fn parties(briefing: &Briefing) -> String {
    let mut line = name::join(&briefing.between.iter().map(|party| name::party(party)).collect::<Vec<_>>());
    if let Some(first) = line.get(..1).map(str::to_uppercase) {
        line.replace_range(..1, &first);
    }
    line
}

/// Who published a note's report, or the name of its file, and when.
fn source(note: &demarche_assess::situation::Evidence) -> String {
    let file = note.file.rsplit('/').next().unwrap_or(&note.file);
    let from =
        note.publisher.as_deref().map_or_else(|| file.to_owned(), |publisher| format!("{publisher}, {file}"));
    match note.published.as_deref().and_then(|published| published.get(..10)) {
        Some(date) => format!("{from}, {date}"),
        None => from,
    }
}
