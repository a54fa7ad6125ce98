//! Rows of sentences with the expectations that must be found in them: whose, which way, until when.

use super::of_share;
use crate::reading::{Expectation, Likelihood, Reading};
use crate::sample;

/// Sayer, outlook and last day of every expectation.
fn show(reading: &Reading<'_>) -> Vec<String> {
    let row = |expectation: &Expectation| {
        let by = expectation.by.map_or("-", |by| reading.actor(by).id.as_str());
        let to = expectation.window.to.map_or_else(|| "open".to_owned(), |day| day.to_string());
        format!("{by} {} {to}", expectation.outlook.as_str())
    };
    reading.expectations.iter().map(row).collect()
}

fn check(text: &str, expected: &[&str]) {
    sample::check(text, expected, show);
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
fn by_when() {
    check("Peru doubted that the border would reopen before July.", &["PER setback 2024-06-30"]);
    check("Spain expects an answer within a fortnight.", &["ESP progress 2024-05-30"]);
}

#[test]
fn who_expects() {
    check("In Norway they hope that a truce can be agreed soon.", &["NOR progress 2024-06-15"]);
}

#[test]
fn nobody_expects() {
    check("Ministers of Togo met in Lome.", &[]);
    check("Will the truce hold?", &[]);
    check("Shares rose on hopes of a deal.", &[]);
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
