//! A briefing for a terminal: wrapped to its width, coloured, notes linked to their files.

use super::page::{Page, Weight};
use crate::briefing::Briefing;

pub use super::page::{Style, Terminal};

/// The whole briefing.
pub fn write(briefing: &Briefing, terminal: Terminal) -> String {
    let mut page = Page::new(terminal);
    if let Some(changed) = &briefing.changed {
        page.wrapped(changed, "", "", Weight::Plain);
        page.gap();
    }
    page.wrapped(&briefing.headline, "", "", Weight::Bold);
    page.line(
        &format!("{}. {}.", super::parties(briefing), super::dateline(briefing)),
        "",
        "",
        Weight::Faint,
    );
    page.gap();
    for sentence in &briefing.summary {
        page.wrapped(sentence, "", "", Weight::Plain);
    }
    for section in &briefing.sections {
        page.heading(&section.title);
        for item in &section.items {
            page.wrapped(item, "  • ", "    ", Weight::Plain);
        }
    }
    if !briefing.questions.is_empty() {
        page.heading("Questions and answers");
        for question in &briefing.questions {
            page.line(&question.ask, "  ", "  ", Weight::Bold);
            for sentence in &question.answer {
                page.wrapped(sentence, "    ", "    ", Weight::Plain);
            }
        }
    }
    if !briefing.gaps.is_empty() {
        page.heading("Not read");
        for gap in &briefing.gaps {
            page.line(gap, "  ", "  ", Weight::Faint);
        }
    }
    page.notes(&briefing.notes);
    page.into_text()
}
