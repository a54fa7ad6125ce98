//! Tells what a passage says: by its speaker where it is somebody's word, else in its own words.

use super::find::Finding;
use super::index::{Entry, Index};
use super::polarity::covering;
use crate::cite::quoted;
use crate::day;
use crate::scribe::Scribe;
use crate::word;
use demarche_assess::situation::Evidence;

/// A telling, with the passages it rests on.
pub struct Telling<'s> {
    /// Its words, no stop at the end.
    pub text: String,
    /// What it cites.
    pub passages: Vec<&'s Evidence>,
    /// Whose word it is: an actor's id, or nobody's but the report's.
    pub by: Option<&'s str>,
}

/// Fewest words that can stand alone as an answer.
const ALONE: usize = 5;

/// Tells a passage.
pub fn tell<'s>(scribe: &mut Scribe<'s>, index: &Index<'s>, finding: &Finding) -> Telling<'s> {
    let entry = &index.entries[finding.entry];
    let statement = covering(entry, finding);
    if let Some(statement) = statement
        && statement.by.is_some()
        && entry.passage.span.contains(statement.passage.span)
        && entry.tokens.len() >= ALONE
    {
        let text = word::statement::told(scribe, statement);
        let text = on_their_day(scribe, entry, &text);
        return Telling {
            text,
            passages: vec![entry.passage, &statement.passage],
            by: statement.by.as_deref(),
        };
    }
    let by = statement.and_then(|statement| statement.by.as_deref());
    let mut text = dated(scribe, entry);
    let mut passages = vec![entry.passage];
    if entry.tokens.len() < ALONE
        && let Some(next) = index.after(finding.entry)
    {
        text = format!("{text} {}", dated(scribe, next));
        passages.push(next.passage);
    }
    let text = match by {
        Some(by) => format!("{}: {text}", scribe.call(by)),
        None => text,
    };
    Telling { text, passages, by }
}

/// A passage in quotation marks.
fn dated(scribe: &Scribe<'_>, entry: &Entry<'_>) -> String {
    quoted(&on_their_day(scribe, entry, &entry.passage.quote))
}

/// Words of a passage with the day in brackets where they say "yesterday": who reads the answer reads it later.
fn on_their_day(scribe: &Scribe<'_>, entry: &Entry<'_>, words: &str) -> String {
    const RELATIVE: [&str; 5] = ["yesterday", "today", "tomorrow", "tonight", "last night"];
    let mut words = words.to_owned();
    for (span, period) in entry.times {
        let from = span.start.saturating_sub(entry.passage.span.start) as usize;
        let Some(said) = entry.passage.quote.get(from..from + span.len()) else { continue };
        if let (true, Some(day)) = (RELATIVE.contains(&said.to_lowercase().as_str()), period.from) {
            words = words.replacen(said, &format!("[{}]", day::short(day, scribe.now())), 1);
        }
    }
    words
}
