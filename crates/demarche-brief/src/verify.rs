//! Checks a briefing against the reports it was made from: every sentence cites, every quotation holds.

use crate::briefing::Briefing;
use std::collections::BTreeMap;

/// A fault that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The sentence, or the file of the note, where it stands.
    pub place: String,
    /// What is wrong with it.
    pub what: String,
}

/// Checks a briefing; `texts` holds each document's normalised text by its id.
pub fn check(briefing: &Briefing, texts: &BTreeMap<String, String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |place: &str, what: String| faults.push(Fault { place: place.to_owned(), what });
    for (index, note) in briefing.notes.iter().enumerate() {
        let number = index + 1;
        match texts.get(&note.doc) {
            None => fault(
                &note.file,
                format!("note {number} cites {}, which is not among the reports given", note.doc),
            ),
            Some(text) => match text.get(note.span.range()) {
                Some(found) if found == note.quote => {}
                Some(found) => fault(
                    &note.file,
                    format!(
                        "note {number} quotes “{}”, but bytes {:?} hold “{found}”",
                        note.quote,
                        note.span.range()
                    ),
                ),
                None => fault(
                    &note.file,
                    format!("note {number} points to bytes {:?}, outside the text", note.span.range()),
                ),
            },
        }
    }
    for sentence in briefing.sentences() {
        if sentence.notes.is_empty() {
            fault(&sentence.text, "cites nothing".to_owned());
        }
        let cited: Vec<&str> = sentence
            .notes
            .iter()
            .filter_map(|number| briefing.notes.get(number.wrapping_sub(1)))
            .map(|note| note.quote.as_str())
            .collect();
        if cited.len() != sentence.notes.len() {
            fault(&sentence.text, "cites a note that does not exist".to_owned());
        }
        for words in quotations(&sentence.text).into_iter().flat_map(parts) {
            if !cited.iter().any(|quote| plain(quote).contains(&plain(words))) {
                fault(&sentence.text, format!("“{words}” is not in the passages it cites"));
            }
        }
    }
    faults
}

/// What stands between double quotation marks.
fn quotations(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('“') {
        let inner = &rest[open + '“'.len_utf8()..];
        let Some(close) = inner.find('”') else { break };
        found.push(&inner[..close]);
        rest = &inner[close + '”'.len_utf8()..];
    }
    found
}

/// What stands around the editor's own words, which are in brackets.
fn parts(quotation: &str) -> Vec<&str> {
    quotation.split('[').map(|part| part.split_once(']').map_or(part, |(_, after)| after)).collect()
}

/// Words alone: marks and spacing are the editor's.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
