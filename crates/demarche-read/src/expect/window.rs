//! When what is expected is due: from the report's day to the last day that the words allow.
//!
//! In: the passage of an expectation. Out: a window. "Within days" closes after 7 days, "soon" 30, "weeks" 42, "months"
//! 180; a date closes on its last day; a season or "at once" stays open.

use crate::lexicon::rows;
use crate::phrase::Phrases;
use crate::reading::{Period, Reading, Sentence};
use crate::text::{Span, TokenId};
use jiff::ToSpan;
use jiff::civil::Date;

const WINDOWS: &str = include_str!("../../lexicon/windows.tsv");
/// A date further off than this is a horizon rather than a window, in days.
const HORIZON: i64 = 3 * 366;

/// The table of windows.
pub struct Windows {
    phrases: Phrases<i64>,
}

impl Windows {
    pub fn new() -> Windows {
        let entries = rows::<2>(WINDOWS).filter_map(|[phrase, days]| Some((phrase, days.parse().ok()?)));
        Windows { phrases: Phrases::new(entries).by_form() }
    }

    /// The window of a passage.
    pub fn of(&self, reading: &Reading<'_>, span: Span, sentence: Sentence) -> Period {
        let from = published(reading);
        let to = self.end(reading, span).or_else(|| {
            // "…, which falls this year on April 20": the rest of the sentence may date it.
            let rest = Span { start: span.end.min(sentence.span.end), end: sentence.span.end };
            let tail = reading.slice(rest).trim_start();
            (tail.starts_with(", which") || tail.starts_with('(')).then(|| self.end(reading, rest)).flatten()
        });
        Period { from, to }
    }

    /// Last day that the words of a passage allow.
    pub fn end(&self, reading: &Reading<'_>, span: Span) -> Option<Date> {
        let from = published(reading)?;
        let later = |date: &Date| {
            *date > from && date.since(from).is_ok_and(|gap| i64::from(gap.get_days()) <= HORIZON)
        };
        let tokens = reading.tokens_in(span);
        let (first, last) = (tokens.clone().next()?, tokens.last()?);
        let phrase = self
            .phrases
            .among(reading, first, TokenId(last.0 + 1))
            .into_iter()
            .max_by_key(|found| (found.last.0 - found.first.0, std::cmp::Reverse(found.first)));
        let covered = phrase.as_ref().map(|found| reading.span_of(found.first, found.last));
        let dated = reading
            .times_in(span)
            .filter(|time| is_date(&time.value) && covered.is_none_or(|covered| !covered.overlaps(time.span)))
            .filter_map(|time| end_of(reading.slice(time.span), &time.value).or(time.period?.to))
            .filter(later)
            .last();
        dated.or_else(|| from.checked_add(phrase?.value.days()).ok())
    }
}

/// Last day of a month or year of which the words name the end: what is due "before the end of June" is due by the 30th.
fn end_of(words: &str, value: &str) -> Option<Date> {
    if !words.to_lowercase().contains("end of") {
        return None;
    }
    match value.len() {
        4 => format!("{value}-12-31").parse().ok(),
        7 => format!("{value}-01").parse::<Date>().ok().map(Date::last_of_month),
        _ => None,
    }
}

/// A calendar value that is a day, a week, a month, a quarter or a year; no season and no "future".
fn is_date(value: &str) -> bool {
    value.starts_with(|letter: char| letter.is_ascii_digit())
        && !["SP", "SU", "FA", "WI", "AU"].iter().any(|season| value.ends_with(season))
}

/// The day the report came out.
pub fn published(reading: &Reading<'_>) -> Option<Date> {
    reading.document.published.as_deref()?.get(..10)?.parse().ok()
}
