//! Rows of sentences with the statements that must be found in them: source | cue | content.

use crate::Reader;
use crate::report::{BlockKind, Part, Report, lay_out};
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::new)
}

fn read(parts: &[(BlockKind, &str)]) -> Vec<String> {
    let parts =
        parts.iter().map(|(kind, text)| Part { kind: Some(*kind), text: (*text).to_owned() }).collect();
    let report = Report { published: Some("2024-05-16".to_owned()), parts, ..Report::default() };
    let document = lay_out(&report);
    let reading = reader().read_document(&document);
    reading
        .statements
        .iter()
        .map(|statement| {
            let words = |span: Option<crate::text::Span>| span.map_or("-", |span| reading.slice(span));
            format!(
                "{} | {} | {}",
                words(statement.source),
                words(statement.cue),
                reading.slice(statement.content)
            )
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(&[(BlockKind::Paragraph, text)]), expected, "{text}");
}

#[test]
fn clauses_after_the_cue() {
    check(
        "The minister said that the border would open on Monday.",
        &["The minister | said | the border would open on Monday"],
    );
    check(
        "Officials warned that the truce might not hold.",
        &["Officials | warned | the truce might not hold"],
    );
    check(
        "Denmark's envoy told reporters in Oslo that the ships had left, adding that none would return.",
        &["Denmark's envoy | told | the ships had left", "Denmark's envoy | adding | none would return"],
    );
    check(
        "The ministry denied that any soldier had crossed the river.",
        &["The ministry | denied | any soldier had crossed the river"],
    );
}

#[test]
fn attributions_beside_and_inside() {
    check("The road is closed, the mayor said.", &["the mayor | said | The road is closed"]);
    check(
        "The talks, the envoy said on Tuesday, will resume in June.",
        &["the envoy | said | The talks, the envoy said on Tuesday, will resume in June"],
    );
    check(
        "The ships left on Sunday, according to two port officials.",
        &["two port officials | according to | The ships left on Sunday"],
    );
    check(
        "According to the ministry, the bridge was destroyed in the night.",
        &["the ministry | According to | the bridge was destroyed in the night"],
    );
}

#[test]
fn quotations() {
    check(
        "“We will not sign this paper,” the president said.",
        &["the president | said | We will not sign this paper"],
    );
    check(
        "\"The door is open,\" said the minister. \"It will stay open.\"",
        &["the minister | said | The door is open", "the minister | said | It will stay open"],
    );
    check(
        "The general said: “Nobody fired first. Nobody will.”",
        &["The general | said | Nobody fired first. Nobody will"],
    );
}

#[test]
fn infinitives_and_objects() {
    check("Ankara vowed to answer any attack.", &["Ankara | vowed | to answer any attack"]);
    check(
        "The mediator urged both governments to restore the hotline.",
        &["The mediator | urged | both governments to restore the hotline"],
    );
    check(
        "The minister called for an immediate ceasefire.",
        &["The minister | called for | an immediate ceasefire"],
    );
    check(
        "The premier accused his rivals of selling out the country.",
        &["The premier | accused | his rivals of selling out the country"],
    );
    check(
        "The speaker described the visit as a provocation.",
        &["The speaker | described | the visit as a provocation"],
    );
    check("The spokesman declined to comment.", &["The spokesman | declined | to comment"]);
}

#[test]
fn resolutions_name_their_speaker_once() {
    let parts = [
        (BlockKind::Paragraph, "The Council:"),
        (
            BlockKind::Item,
            "URGES both parties to hold the truce, and REQUESTS the Secretary-General to report by June;",
        ),
    ];
    assert_eq!(
        read(&parts),
        [
            "- | URGES | both parties to hold the truce",
            "- | REQUESTS | the Secretary-General to report by June",
        ]
    );
}

#[test]
fn words_that_report_nothing() {
    check("That said, the road is long.", &[]);
    check("It means that prices will rise.", &[]);
    check("The town known as Varosha lies empty.", &[]);
}
