//! A checked draft: each sentence with its mark, why, and the passages; for a terminal, and as one HTML page.

use super::html::{STYLE, escape, links, write_notes};
use super::page::{Page, Terminal, Weight};
use crate::check::{Checked, Mark, Marked};
use crate::day;
use std::fmt::Write;

/// Marks in the order in which they are counted up.
const ORDER: [Mark; 5] =
    [Mark::Supported, Mark::Partly, Mark::Unsupported, Mark::Contradicted, Mark::NothingToCheck];

/// For reading in a terminal.
pub fn terminal(checked: &Checked, terminal: Terminal) -> String {
    let mut page = Page::new(terminal);
    page.line(&tally(checked), "", "", Weight::Bold);
    page.line(&dateline(checked), "", "", Weight::Faint);
    page.gap();
    for sentence in &checked.sentences {
        let numbers: String = sentence.notes.iter().map(|number| format!("[{number}]")).collect();
        let sign = format!("{:<13}", label(sentence.mark));
        page.line(&format!("{} {numbers}", sentence.text), &sign, "             ", weight(sentence.mark));
        for reason in &sentence.reasons {
            page.line(reason, "             → ", "               ", Weight::Plain);
        }
    }
    if !checked.notes.is_empty() {
        page.notes(&checked.notes);
    }
    page.into_text()
}

const MARKS: &str = "p.m{margin:.5em 0;padding-left:.7em;border-left:4px solid #bbb}.supported{border-color:#2e8b57!important}\
.partly{border-color:#e0a000!important;background:#e0a0001a}.unsupported{border-color:#d2691e!important;background:#d2691e1a}\
.contradicted{border-color:#c00!important;background:#cc00001a}.why{display:block;font-size:.85em;font-style:italic}\
.m b{font:.7em sans-serif;text-transform:uppercase;letter-spacing:.04em}";

/// One page, without scripts.
pub fn html(checked: &Checked) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Draft, checked</title>\n\
         <style>{STYLE}{MARKS}</style>\n</head>\n<body>\n<article>\n<h1>Draft, checked</h1>\n\
         <p class=\"when\">{} {}</p>\n",
        escape(&tally(checked)),
        escape(&dateline(checked)),
    );
    for sentence in &checked.sentences {
        out.push_str(&marked(sentence));
    }
    if !checked.notes.is_empty() {
        write_notes(&mut out, &checked.notes);
    }
    out.push_str("</article>\n</body>\n</html>\n");
    out
}

fn marked(sentence: &Marked) -> String {
    let class = label(sentence.mark).replace(' ', "-");
    let mut out = format!("<p class=\"m {class}\">{}{}", escape(&sentence.text), links(&sentence.notes));
    if !matches!(sentence.mark, Mark::Supported | Mark::NothingToCheck) {
        let why = sentence.reasons.join("; ");
        let _ = write!(out, "<span class=\"why\"><b>{}</b> {}</span>", label(sentence.mark), escape(&why));
    }
    out.push_str("</p>\n");
    out
}

/// A mark in a word.
fn label(mark: Mark) -> &'static str {
    match mark {
        Mark::Supported => "supported",
        Mark::Partly => "partly",
        Mark::Unsupported => "unsupported",
        Mark::Contradicted => "contradicted",
        Mark::NothingToCheck => "-",
    }
}

fn weight(mark: Mark) -> Weight {
    match mark {
        Mark::Supported => Weight::Good,
        Mark::Partly => Weight::Doubtful,
        Mark::Unsupported | Mark::Contradicted => Weight::Bad,
        Mark::NothingToCheck => Weight::Faint,
    }
}

/// "30 sentences: 20 supported, 4 partly, 6 contradicted."
fn tally(checked: &Checked) -> String {
    let counts: Vec<String> = ORDER
        .iter()
        .map(|mark| (checked.count(*mark), *mark))
        .filter(|(count, _)| *count > 0)
        .map(|(count, mark)| match mark {
            Mark::NothingToCheck => format!("{count} with nothing to check"),
            mark => format!("{count} {}", label(mark)),
        })
        .collect();
    let all = checked.sentences.len();
    let sentences = if all == 1 { "1 sentence".to_owned() } else { format!("{all} sentences") };
    if counts.is_empty() { format!("{sentences}.") } else { format!("{sentences}: {}.", counts.join(", ")) }
}

fn dateline(checked: &Checked) -> String {
    let reports =
        if checked.reports == 1 { "one report".to_owned() } else { format!("{} reports", checked.reports) };
    match checked.as_of {
        Some(date) => format!("Against {reports}, up to {}.", day::full(date)),
        None => format!("Against {reports}, undated."),
    }
}
