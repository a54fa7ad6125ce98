//! Rows of sentences with the expectations that must be found in them: whose, which way, until when.

use super::of_share;
use crate::Reader;
use crate::reading::Likelihood;
use crate::report::{BlockKind, Part, Report, lay_out};
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::new)
}

/// Sayer, outlook and last day of every expectation of a paragraph in a report of Thursday 16 May 2024.
fn read(text: &str) -> Vec<String> {
    let parts = vec![Part { kind: Some(BlockKind::Paragraph), text: text.to_owned() }];
    let report = Report { published: Some("2024-05-16".to_owned()), parts, ..Report::default() };
    let document = lay_out(&report);
    let reading = reader().read_document(&document);
    reading
        .expectations
        .iter()
        .map(|expectation| {
            let by = expectation.by.map_or("-", |by| reading.actor(by).id.as_str());
            let to = expectation.window.to.map_or_else(|| "open".to_owned(), |day| day.to_string());
            format!("{by} {} {to}", expectation.outlook.as_str())
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(text), expected, "{text}");
}

#[test]
fn hope_doubt_and_fear() {
    check("Canada hopes for a deal within days.", &["CAN progress 2024-05-23"]);
    check("Finland doubts that an agreement will be reached.", &["FIN setback open"]);
    check("Jordan fears that the fighting will spread.", &["JOR setback open"]);
    check("Qatar expects talks to resume soon.", &["QAT progress 2024-06-15"]);
    check("Italy does not expect a breakthrough.", &["ITA setback open"]);
}

#[test]
fn nobody_expects() {
    check("Ministers of Togo met in Lome.", &[]);
    check("Will the truce hold?", &[]);
}

#[test]
fn shares_are_bands() {
    for (share, band) in [
        (1.0, Likelihood::AlmostNoChance),
        (30.0, Likelihood::Unlikely),
        (50.0, Likelihood::Even),
        (70.0, Likelihood::Likely),
        (97.0, Likelihood::AlmostCertain),
    ] {
        assert_eq!(of_share(share), band, "{share}");
    }
}
