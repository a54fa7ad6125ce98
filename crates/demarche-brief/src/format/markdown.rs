//! A briefing as Markdown with footnotes.

use crate::briefing::{Briefing, Sentence};
use std::fmt::Write;

/// The whole briefing.
pub fn write(briefing: &Briefing) -> String {
    let mut out = String::new();
    if let Some(changed) = &briefing.changed {
        let _ = writeln!(out, "**{}**\n", sentence(changed));
    }
    let _ = writeln!(out, "# {}\n", headline(&briefing.headline));
    let _ = writeln!(out, "*{}. {}.*\n", super::parties(briefing), super::dateline(briefing));
    if !briefing.summary.is_empty() {
        let summary: Vec<String> = briefing.summary.iter().map(sentence).collect();
        let _ = writeln!(out, "{}\n", summary.join(" "));
    }
    for section in &briefing.sections {
        let _ = writeln!(out, "## {}\n", section.title);
        for item in &section.items {
            let _ = writeln!(out, "- {}", sentence(item));
        }
        out.push('\n');
    }
    if !briefing.questions.is_empty() {
        out.push_str("## Questions and answers\n\n");
        for question in &briefing.questions {
            let answer: Vec<String> = question.answer.iter().map(sentence).collect();
            let _ = writeln!(out, "**{}** {}\n", escape(&question.ask), answer.join(" "));
        }
    }
    for gap in &briefing.gaps {
        let _ = writeln!(out, "> Not read: {}\n", escape(gap));
    }
    for (index, note) in briefing.notes.iter().enumerate() {
        let quote = note.quote.replace('\n', " ");
        let (from, to) = (note.span.start, note.span.end);
        let _ = writeln!(
            out,
            "[^{}]: {}, bytes {from}–{to}: “{}”",
            index + 1,
            escape(&super::source(note)),
            escape(&quote)
        );
    }
    out
}

fn headline(line: &Sentence) -> String {
    let marks: String = line.notes.iter().map(|number| format!("[^{number}]")).collect();
    format!("{}{marks}", escape(line.text.trim_end_matches('.')))
}

fn sentence(sentence: &Sentence) -> String {
    let marks: String = sentence.notes.iter().map(|number| format!("[^{number}]")).collect();
    format!("{}{marks}", escape(&sentence.text))
}

/// Characters that Markdown would take for markup, and line ends.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '[' | ']' | '<' | '`' | '\\' | '#' | '|') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}
