//! Sentences for the tests of stages: one paragraph of a report of Thursday 16 May 2024, read by a reader they share.
//!
//! In: a paragraph, and how a fact is shown. Out: the rows that the test compares.

use crate::Reader;
use crate::reading::Reading;
use crate::report::{BlockKind, Part, Report, lay_out};
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::new)
}

/// Fails unless a paragraph reads as the rows expected.
pub fn check(text: &str, expected: &[&str], show: fn(&Reading<'_>) -> Vec<String>) {
    let parts = vec![Part { kind: Some(BlockKind::Paragraph), text: text.to_owned() }];
    let report = Report { published: Some("2024-05-16".to_owned()), parts, ..Report::default() };
    let document = lay_out(&report);
    assert_eq!(show(&reader().read_document(&document)), expected, "{text}");
}
