//! A briefing as one HTML page, without scripts, fit to print and to mail.

use crate::briefing::{Briefing, Sentence};
use demarche_assess::situation::Evidence;
use std::fmt::Write;

/// How a page is set: for reading, by day or night.
pub const STYLE: &str = "body{font:17px/1.5 Georgia,serif;max-width:42em;margin:2em auto;padding:0 1em;color:#1a1a1a;background:#fff}\
h1{font-size:1.7em;line-height:1.2}h2{font-size:1.1em;margin-top:1.8em;border-bottom:1px solid #ccc}\
.when{color:#555;font-style:italic}li{margin:.35em 0}sup a{text-decoration:none;padding:0 .1em}\
.notes{font-size:.85em;color:#333}dt{font-weight:bold;margin-top:.7em}dd{margin:0}\
@media(prefers-color-scheme:dark){body{color:#ddd;background:#161616}h2{border-color:#444}.when,.notes{color:#aaa}a{color:#8ab4f8}}";

/// The whole briefing.
pub fn write(briefing: &Briefing) -> String {
    let mut out = String::new();
    let title = escape(briefing.headline.text.trim_end_matches('.'));
    let changed = briefing
        .changed
        .as_ref()
        .map_or_else(String::new, |line| format!("<p><strong>{}</strong></p>\n", sentence(line)));
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<article>\n{changed}<h1>{title}{}</h1>\n<p class=\"when\">{}. {}.</p>\n",
        marks(&briefing.headline),
        escape(&super::parties(briefing)),
        escape(&super::dateline(briefing)),
    );
    if !briefing.summary.is_empty() {
        let summary: Vec<String> = briefing.summary.iter().map(sentence).collect();
        let _ = writeln!(out, "<p>{}</p>", summary.join(" "));
    }
    for section in &briefing.sections {
        let _ = writeln!(out, "<h2>{}</h2>\n<ul>", escape(&section.title));
        for item in &section.items {
            let _ = writeln!(out, "<li>{}</li>", sentence(item));
        }
        out.push_str("</ul>\n");
    }
    if !briefing.questions.is_empty() {
        out.push_str("<h2>Questions and answers</h2>\n<dl>\n");
        for question in &briefing.questions {
            let answer: Vec<String> = question.answer.iter().map(sentence).collect();
            let _ = writeln!(out, "<dt>{}</dt>\n<dd>{}</dd>", escape(&question.ask), answer.join(" "));
        }
        out.push_str("</dl>\n");
    }
    for gap in &briefing.gaps {
        let _ = writeln!(out, "<p class=\"when\">Not read: {}</p>", escape(gap));
    }
    write_notes(&mut out, &briefing.notes);
    out.push_str("</article>\n</body>\n</html>\n");
    out
}

/// The passages cited, as a numbered list that marks lead to.
pub fn write_notes(out: &mut String, notes: &[Evidence]) {
    out.push_str("<h2>Notes</h2>\n<ol class=\"notes\">\n");
    for (index, note) in notes.iter().enumerate() {
        let _ = writeln!(
            out,
            "<li id=\"note-{}\">{}, bytes {}–{}: <q>{}</q></li>",
            index + 1,
            escape(&super::source(note)),
            note.span.start,
            note.span.end,
            escape(&note.quote),
        );
    }
    out.push_str("</ol>\n");
}

fn sentence(sentence: &Sentence) -> String {
    format!("{}{}", escape(&sentence.text), marks(sentence))
}

fn marks(sentence: &Sentence) -> String {
    links(&sentence.notes)
}

/// Numbers that lead to notes.
pub fn links(notes: &[usize]) -> String {
    notes.iter().map(|number| format!("<sup><a href=\"#note-{number}\">[{number}]</a></sup>")).collect()
}

/// Characters that HTML would take for markup.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
