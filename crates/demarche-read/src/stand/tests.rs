//! Rows of sentences with the positions that must be found in them: holder, stance, a word of the issue or passage.

use crate::reading::{Position, Reading};
use crate::sample;

/// Holder, stance and issue of every position.
fn show(reading: &Reading<'_>) -> Vec<String> {
    let row = |position: &Position| {
        let holder = &reading.actor(position.holder).id;
        format!("{holder} {} {}", position.stance.as_str(), position.issue_id)
    };
    reading.positions.iter().map(row).collect()
}

fn check(text: &str, expected: &[&str]) {
    sample::check(text, expected, show);
}

#[test]
fn words_of_stance() {
    check("Armenia rejected the truce.", &["ARM refusal ceasefire"]);
    check("Cuba demanded an apology from Mexico.", &["CUB demand apology"]);
    check("Norway is ready for talks with Sweden.", &["NOR openness talks"]);
    check("Kenya offered a ceasefire.", &["KEN offer ceasefire"]);
    check("Chile refuses to recognise the border.", &["CHL refusal recognition"]);
    check("Peru urged Chile to release the prisoners.", &["PER demand prisoners"]);
}

#[test]
fn what_closes_the_matter() {
    check("Poland's borders are not up for negotiation.", &["POL red_line border"]);
    check("Japan will never give up the islands.", &["JPN red_line territory"]);
}

#[test]
fn grammar_of_will_and_must() {
    check("India will not withdraw its troops.", &["IND refusal troops"]);
    check("Turkey's foreign minister said Greece must pull back its warships.", &["TUR demand troops"]);
    check("Egypt will reopen the border only if the shelling stops.", &["EGY precondition attack"]);
}

#[test]
fn no_position() {
    check("Brazil would not comment on the reports.", &[]);
    check("The minister of Ghana rejected the claim.", &[]);
    check("Rain fell over Cairo on Monday.", &[]);
    check("Did Spain refuse to sign?", &[]);
}

#[test]
fn what_has_to_come_first() {
    check(
        "Talks cannot proceed under threats, Angola's foreign minister said.",
        &["AGO precondition threats-and-pressure"],
    );
    check("Cuba will not resume talks while the embargo lasts.", &["CUB precondition talks"]);
}

#[test]
fn what_is_refused_is_not_given() {
    check("Greece will not hear of giving up the islands.", &["GRC refusal territory"]);
}

#[test]
fn words_around_what_they_judge() {
    check("Sudan called the plan unacceptable.", &["SDN refusal agreement"]);
}

#[test]
fn a_wish_that_others_grant() {}

#[test]
fn facts_are_no_positions() {
    check("Malta conceded that the ship had sunk.", &[]);
    check("Leaders will meet at the invitation of Norway.", &[]);
}
