//! Rows of sentences with the positions that must be found in them: holder, stance, a word of the issue or passage.

use crate::Reader;
use crate::report::{BlockKind, Part, Report, lay_out};
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::new)
}

/// Holder, stance and issue of every position of a paragraph.
fn read(text: &str) -> Vec<String> {
    let parts = vec![Part { kind: Some(BlockKind::Paragraph), text: text.to_owned() }];
    let report = Report { published: Some("2024-05-16".to_owned()), parts, ..Report::default() };
    let document = lay_out(&report);
    let reading = reader().read_document(&document);
    reading
        .positions
        .iter()
        .map(|position| {
            format!(
                "{} {} {}",
                reading.actor(position.holder).id,
                position.stance.as_str(),
                position.issue_id
            )
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(text), expected, "{text}");
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
