//! Days: whether a claim's days are those of the passage it rests on.
//!
//! In: a claim and a passage. Out: a fault where they differ.

use crate::ask::index::{Entry, Fact};
use crate::ask::token::words;
use crate::check::fault::Fault;
use crate::check::reports::Reports;
use crate::day;
use demarche_assess::vocabulary::Period;
use jiff::civil::{Date, Weekday};
use std::ops::Range;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// What a sentence says of a day.
enum Said {
    /// A date that stands by itself; without a year, in each of the years that may be meant.
    On(Vec<Period>),
    /// A day of the week, which turns on when the sentence was written.
    Weekday(Weekday),
}

/// The faults of a claim's days against a passage: `sentence` is the draft's, `range` the claim's words in it.
pub fn compare(
    sentence: &Entry<'_>,
    range: &Range<usize>,
    reports: &Reports<'_>,
    number: usize,
) -> Vec<Fault> {
    let (Some(first), Some(last)) =
        (sentence.tokens.get(range.start), sentence.tokens.get(range.end.wrapping_sub(1)))
    else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    for (span, period) in sentence.times {
        let from = span.start.saturating_sub(sentence.passage.span.start) as usize;
        if !(first.start..last.end).contains(&from) {
            continue;
        }
        let words = sentence.passage.quote.get(from..from + span.len()).unwrap_or_default();
        match said(words, *period) {
            Some(Said::On(periods)) if !periods.iter().any(|period| on(*period, reports, number)) => {
                let had = days(reports, number);
                let then = had.map_or_else(|| "another day".to_owned(), day::full);
                faults.push(Fault::clash(format!("the reports have {then}, not {words}")));
            }
            Some(Said::Weekday(weekday)) => {
                let had = weekdays(reports, number);
                if !had.is_empty() && !had.contains(&weekday) {
                    faults.push(Fault::clash(format!("the reports do not have {words} for it")));
                }
            }
            _ => {}
        }
    }
    faults
}

/// What a time expression fixes by itself; nothing where it leans on the day of writing.
fn said(text: &str, period: Period) -> Option<Said> {
    let tokens = words(text);
    let lower: Vec<String> = tokens.iter().map(|token| token.folded()).collect();
    if lower.iter().any(|word| {
        ["later", "after", "before", "ago", "within", "next", "last", "past"].contains(&word.as_str())
    }) {
        return None;
    }
    let month = lower.iter().any(|word| MONTHS.contains(&word.as_str()));
    let year = lower.iter().any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    if month || year {
        return Some(Said::On(if year { vec![period] } else { years(period) }));
    }
    let weekday = WEEKDAYS.iter().find(|(name, _)| lower.iter().any(|word| word == name));
    weekday.map(|(_, weekday)| Said::Weekday(*weekday))
}

/// A period in the year it was taken for, the one before and the one after.
fn years(period: Period) -> Vec<Period> {
    let shift = |day: Option<Date>, years: i32| {
        day.and_then(|day| day.checked_add(jiff::Span::new().years(years)).ok())
    };
    (-1..=1).map(|years| Period { from: shift(period.from, years), to: shift(period.to, years) }).collect()
}

/// Days by which a report may follow what it tells without saying when that was.
const FOLLOWS: i32 = 3;

/// Whether a passage, or what stands around it, speaks of that time.
fn on(period: Period, reports: &Reports<'_>, number: usize) -> bool {
    let meets = |other: Period| {
        let starts = |from: Option<Date>, to: Option<Date>| from.zip(to).is_none_or(|(from, to)| from <= to);
        starts(period.from, other.to) && starts(other.from, period.to)
    };
    let entry = reports.entry(number);
    let near = reports.around(number);
    let windows = entry.facts.iter().filter_map(|fact| match fact {
        Fact::Expectation(expectation) => Some(expectation.window),
        _ => None,
    });
    let facts = entry.statements().filter_map(|statement| statement.on).chain(windows);
    if near
        .keys()
        .any(|other| reports.entry(*other).times.iter().any(|(_, time)| bounded(*time) && meets(*time)))
        || { facts }.any(|time| bounded(time) && meets(time))
    {
        return true;
    }
    // Where the passage says no day of its own, it tells of the days before its report.
    let own = entry.times.iter().any(|(_, time)| bounded(*time));
    // What is said is said by the day it is reported.
    let days = if own { 1 } else { FOLLOWS };
    published(entry).is_some_and(|day| {
        let from = day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day);
        meets(Period { from: Some(from), to: Some(day) })
    })
}

fn bounded(period: Period) -> bool {
    period.from.is_some() && period.to.is_some()
}

fn published(entry: &Entry<'_>) -> Option<Date> {
    entry.passage.published.as_deref()?.get(..10)?.parse().ok()
}

/// The day that a passage gives, else that of its report.
fn days(reports: &Reports<'_>, number: usize) -> Option<Date> {
    let entry = reports.entry(number);
    let day = |(_, time): &(_, Period)| time.from.filter(|from| time.to == Some(*from));
    entry.times.iter().find_map(day).or_else(|| published(entry))
}

/// The days of the week that a passage and its neighbours give, and that of its report where it gives none.
fn weekdays(reports: &Reports<'_>, number: usize) -> Vec<Weekday> {
    let near = reports.around(number);
    let own = reports.entry(number);
    let days = near
        .keys()
        .flat_map(|other| reports.entry(*other).times)
        .filter_map(|(_, time)| time.from.filter(|from| time.to == Some(*from)).map(Date::weekday));
    let mut all: Vec<Weekday> = days.collect();
    if all.is_empty() {
        all.extend(published(own).map(Date::weekday));
    }
    all
}
