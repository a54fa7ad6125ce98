//! Grows a ledger to measure on: copies of the reports of another, with other names and days.
//!
//! In: a ledger. Out: a ledger of many times as many reports. In each copy every name in the text is another of the same
//! length, so that spans still hold and no text is a near copy of another; the parties are other countries; the days
//! are moved. What is read of a copy is what was read of the original: nothing is read anew.

use demarche_ledger::{Incoming, Ledger, Query};
use demarche_read::record::{Passage, Period, Record};
use demarche_read::report::{Document, Part, Report};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use std::path::Path;
use std::time::Duration;

/// Countries that stand for one another: in the n-th copy, each for the n-th after it.
const COUNTRIES: [&str; 64] = [
    "USA", "IRN", "RUS", "CHN", "ISR", "GBR", "FRA", "DEU", "IRQ", "SAU", "OMN", "QAT", "TUR", "SYR", "YEM",
    "EGY", "JOR", "LBN", "ARE", "KWT", "BHR", "PAK", "IND", "AFG", "JPN", "KOR", "PRK", "UKR", "POL", "ITA",
    "ESP", "PRT", "CAN", "MEX", "BRA", "ARG", "VEN", "COL", "CUB", "PER", "CHL", "ZAF", "NGA", "ETH", "SDN",
    "KEN", "DZA", "MAR", "TUN", "LBY", "ARM", "AZE", "GEO", "KAZ", "UZB", "VNM", "THA", "IDN", "MYS", "PHL",
    "AUS", "NZL", "SWE", "NOR",
];
/// Reports added in one transaction.
const BATCH: usize = 256;

/// Whether the parties change with the copies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Parties {
    /// Other countries in each copy, as in a ledger on many confrontations.
    Change,
    /// The same ones, as if all of it were on one.
    Stay,
}

/// Grows `from` into `to`: each report, and `copies` of it.
pub fn run(from: &Path, to: &Path, copies: usize, parties: Parties) -> Result<(), String> {
    let said = |error: demarche_ledger::Error| error.to_string();
    let held = Ledger::open(from, Duration::from_secs(5))
        .and_then(|ledger| ledger.view(&Query::default()))
        .map_err(said)?;
    let mut ledger = Ledger::open_or_make(to, Duration::from_secs(5)).map_err(said)?;
    let now = Timestamp::now();
    let mut count = 0;
    for number in 0..=copies {
        for chunk in held.chunks(BATCH) {
            let grown: Vec<(String, Report, Record)> = chunk
                .iter()
                .map(|held| {
                    let record = copy(&held.record, number, parties);
                    (format!("{number}/{}", held.file), report(&record.document), record)
                })
                .collect();
            let batch: Vec<Incoming<'_>> = grown
                .iter()
                .map(|(name, report, record)| Incoming {
                    place: Some(name),
                    name,
                    report,
                    document: &record.document,
                    record: Some(record),
                })
                .collect();
            count += ledger.add(&batch, "grown", now).map_err(said)?.len();
        }
        eprintln!("{count} reports");
    }
    Ok(())
}

/// The report that such a document would have been laid out from.
fn report(document: &Document) -> Report {
    let part = |block: &demarche_read::report::Block| Part {
        kind: Some(block.kind),
        text: document.slice(block.span).to_owned(),
    };
    Report {
        title: document.title.clone(),
        published: document.published.clone(),
        publisher: document.publisher.clone(),
        parts: document.blocks.iter().map(part).collect(),
        ..Report::default()
    }
}

/// A record with other names, parties and days.
fn copy(record: &Record, number: usize, parties: Parties) -> Record {
    let mut record = record.clone();
    if number == 0 {
        record.document.url = None;
        record.document.id = record.document.identify();
        return record;
    }
    let days = i64::try_from(number).unwrap_or(0) % 7;
    let later = |day: Date| day.checked_add(days.days()).unwrap_or(day);
    let document = &mut record.document;
    document.text = renamed(&document.text, number);
    document.url = None;
    document.published = document.day().map(|day| later(day).to_string());
    document.id = document.identify();
    let text = document.text.clone();
    let again = |passage: &mut Passage| {
        passage.quote = text.get(passage.span.range()).unwrap_or_default().to_owned();
    };
    let move_on = |period: &mut Option<Period>| {
        if let Some(period) = period {
            *period = Period { from: period.from.map(later), to: period.to.map(later) };
        }
    };
    let shift = if parties == Parties::Change { number } else { 0 };
    let party = |id: &mut String| *id = other(id, shift);
    for actor in &mut record.actors {
        party(&mut actor.id);
        actor.country.iter_mut().for_each(party);
        actor.name = renamed(&actor.name, number);
    }
    for time in &mut record.times {
        again(&mut time.evidence);
        move_on(&mut time.period);
    }
    for statement in &mut record.statements {
        statement.by.iter_mut().chain(&mut statement.to).for_each(party);
        statement.source.iter_mut().chain(&mut statement.cue).for_each(again);
        again(&mut statement.content);
        move_on(&mut statement.on);
    }
    for event in &mut record.events {
        event.actors.iter_mut().chain(&mut event.recipients).for_each(party);
        event.evidence.iter_mut().for_each(again);
        move_on(&mut event.on);
    }
    for channel in &mut record.channels {
        channel.parties.iter_mut().chain(&mut channel.intermediaries).chain(&mut channel.by).for_each(party);
        channel.evidence.iter_mut().for_each(again);
        move_on(&mut channel.on);
    }
    for position in &mut record.positions {
        party(&mut position.holder);
        position.by.iter_mut().chain(&mut position.toward).for_each(party);
        position.evidence.iter_mut().for_each(again);
        move_on(&mut position.on);
    }
    for expectation in &mut record.expectations {
        expectation.by.iter_mut().for_each(party);
        expectation.evidence.iter_mut().for_each(again);
        let mut window = Some(expectation.window);
        move_on(&mut window);
        expectation.window = window.unwrap_or_default();
    }
    record.stakes.iter_mut().flat_map(|stake| &mut stake.evidence).for_each(again);
    for side in record.conflicts.iter_mut().flat_map(|conflict| &mut conflict.sides) {
        side.by.iter_mut().for_each(party);
        again(&mut side.evidence);
    }
    record
}

/// An id with another country in it.
fn other(id: &str, shift: usize) -> String {
    let (country, rest) = id.split_at(id.find(':').unwrap_or(id.len()));
    match COUNTRIES.iter().position(|own| *own == country) {
        Some(place) => format!("{}{rest}", COUNTRIES[(place + shift) % COUNTRIES.len()]),
        None => id.to_owned(),
    }
}

/// A text with other names: the letters of each word with a capital are moved on, by what the word and the copy are.
fn renamed(text: &str, number: usize) -> String {
    let mut renamed = String::with_capacity(text.len());
    let mut words = text.split_inclusive(|c: char| !c.is_alphanumeric());
    words.by_ref().for_each(|word| {
        let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
        let hash =
            word.bytes().fold(number, |hash, byte| hash.wrapping_mul(31).wrapping_add(usize::from(byte)));
        let step = (hash % 25 + 1) as u8;
        renamed.extend(word.chars().map(|c| match c {
            'a'..='z' if capital => char::from((c as u8 - b'a' + step) % 26 + b'a'),
            'A'..='Z' if capital => char::from((c as u8 - b'A' + step) % 26 + b'A'),
            c => c,
        }));
    });
    renamed
}
