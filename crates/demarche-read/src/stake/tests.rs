//! Rows of sentences with the stakes that must be found in them: domain, direction, how sure.

use crate::Reader;
use crate::report::{BlockKind, Part, Report, lay_out};
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::new)
}

/// Domain, direction and modality of every stake of a paragraph.
fn read(text: &str) -> Vec<String> {
    let parts = vec![Part { kind: Some(BlockKind::Paragraph), text: text.to_owned() }];
    let report = Report { published: Some("2024-05-16".to_owned()), parts, ..Report::default() };
    let document = lay_out(&report);
    let reading = reader().read_document(&document);
    reading
        .stakes
        .iter()
        .map(|stake| {
            format!("{} {} {}", stake.domain.as_str(), stake.direction.as_str(), stake.modality.as_str())
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(text), expected, "{text}");
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
fn no_stake() {
    check("The minister asked if the train was late.", &[]);
    check("The talks will resume on Monday.", &[]);
}
