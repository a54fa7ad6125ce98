//! Rows of sentences with the stakes that must be found in them: domain, direction, how sure.

use crate::reading::{Reading, Stake};
use crate::sample;

/// Domain, direction and modality of every stake.
fn show(reading: &Reading<'_>) -> Vec<String> {
    let row = |stake: &Stake| {
        format!("{} {} {}", stake.domain.as_str(), stake.direction.as_str(), stake.modality.as_str())
    };
    reading.stakes.iter().map(row).collect()
}

fn check(text: &str, expected: &[&str]) {
    sample::check(text, expected, show);
}

#[test]
fn conditions() {
    check("If the talks fail, oil prices could rise.", &["energy raises may"]);
    check("If the strait is closed, freight rates would soar.", &["shipping raises will"]);
    check("Unless a truce is reached, famine will spread.", &["humanitarian raises will"]);
}

#[test]
fn causes() {
    check("A collapse of the talks could trigger a war.", &["security raises may"]);
    check("Any agreement would lower crude prices.", &["energy lowers will"]);
}

#[test]
fn where_it_is_felt() {
    check("If the truce holds, insurance for tankers could fall by half.", &["shipping lowers may"]);
    check("Unless a deal is struck, the lira will slide.", &["markets lowers will"]);
    check(
        "A collapse of the state would send thousands of people across the border.",
        &["humanitarian raises will"],
    );
}

#[test]
fn no_stake() {
    check("The minister asked if the train was late.", &[]);
    check("The talks will resume on Monday.", &[]);
}
