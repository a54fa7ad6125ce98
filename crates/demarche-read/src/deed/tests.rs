//! The sentences that the trigger tables carry: each row's yes states its type, each row's no does not.

use crate::Reader;
use crate::lexicon;
use crate::report::{Part, Report};

const VERBS: &str = include_str!("../../lexicon/events_verbs.tsv");
const NOUNS: &str = include_str!("../../lexicon/events_nouns.tsv");
const PHRASES: &str = include_str!("../../lexicon/events_phrases.tsv");
const WORDS: &str = include_str!("../../lexicon/events_words.tsv");

/// Types of the events of one sentence.
fn types(reader: &Reader, sentence: &str) -> Vec<String> {
    let report = Report {
        published: Some("2026-02-02".to_owned()),
        parts: vec![Part { kind: Some(crate::report::BlockKind::Paragraph), text: sentence.to_owned() }],
        ..Report::default()
    };
    reader.read(&report).events.into_iter().map(|event| event.kind).collect()
}

fn check(rows: impl Iterator<Item = (&'static str, &'static str, &'static str)>) -> Vec<String> {
    let reader = Reader::new();
    let mut wrong = Vec::new();
    for (kind, yes, no) in rows {
        if !yes.is_empty() && !types(&reader, yes).iter().any(|found| found == kind) {
            wrong.push(format!("{kind} not in {:?}: {yes}", types(&reader, yes)));
        }
        if !no.is_empty() && types(&reader, no).iter().any(|found| found == kind) {
            wrong.push(format!("{kind} in {:?}: {no}", types(&reader, no)));
        }
    }
    wrong
}

#[test]
fn rows_hold_on_their_own_sentences() {
    let verbs = lexicon::rows::<10>(VERBS).map(|row| (row[2], row[8], row[9]));
    let nouns = lexicon::rows::<9>(NOUNS).map(|row| (row[1], row[7], row[8]));
    let phrases = lexicon::rows::<9>(PHRASES).map(|row| (row[1], row[7], row[8]));
    let wrong = check(verbs.chain(nouns).chain(phrases));
    assert!(wrong.is_empty(), "{} rows fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn tables_are_sorted() {
    for table in [VERBS, NOUNS, PHRASES, WORDS] {
        let rows: Vec<&str> = table.lines().skip(1).collect();
        assert!(rows.is_sorted());
    }
}

/// Sentence; then "TYPE actors > recipients status", one for each event, in order.
const ROLES: &[(&str, &[&str])] = &[
    ("The United States imposed sanctions on Belarus.", &["SANCTION USA > BLR occurred"]),
    ("Sanctions were imposed on Belarus by Canada.", &["SANCTION CAN > BLR occurred"]),
    ("Iran and Iraq held talks.", &["CONSULT IRN,IRQ > occurred"]),
    ("Iran held talks with Iraq.", &["CONSULT IRN,IRQ > occurred"]),
    ("Talks between Iran and Iraq resumed.", &["CONSULT IRN,IRQ > occurred"]),
    ("Russia seized and searched a Ukrainian ship.", &["COERCE RUS > UKR occurred"]),
    ("Norway agreed to help Ukraine.", &["AGREE NOR,UKR > occurred"]),
    ("Norway will help Ukraine.", &["AGREE NOR > UKR planned"]),
    ("Norway refused to meet Russia.", &["REJECT NOR > RUS occurred"]),
    ("Norway urged Sweden to release the prisoners.", &["REQUEST NOR > SWE occurred"]),
    ("Turkey threatened to invade Syria.", &["THREATEN TUR > SYR occurred"]),
    ("Norway insisted that Sweden was late.", &[]),
    ("The Polish government issued a statement condemning Belarus.", &["ACCUSE POL > BLR occurred"]),
    ("Turkey may invade Syria.", &[]),
    ("Turkey did not attack Syria.", &[]),
    ("Turkey denied attacking Syria.", &["ASSAULT TUR > SYR denied"]),
    ("Poland accused Russia of jamming its radars.", &["ACCUSE POL > RUS occurred"]),
    ("Iran's rejection of the Turkish plan was quick.", &["REJECT IRN > TUR occurred"]),
];

#[test]
fn parties_and_status() {
    let reader = Reader::new();
    let mut wrong = Vec::new();
    for (sentence, expected) in ROLES {
        let report = Report {
            published: Some("2026-02-02".to_owned()),
            parts: vec![Part {
                kind: Some(crate::report::BlockKind::Paragraph),
                text: (*sentence).to_owned(),
            }],
            ..Report::default()
        };
        let record = reader.read(&report);
        let codes = |ids: &[String]| {
            let mut codes: Vec<&str> =
                ids.iter().filter_map(|id| record.actor(id)?.country.as_deref()).collect();
            codes.sort_unstable();
            codes.dedup();
            codes.join(",")
        };
        let found: Vec<String> = record
            .events
            .iter()
            .map(|event| {
                let told = format!(
                    "{} {} > {} {}",
                    event.kind,
                    codes(&event.actors),
                    codes(&event.recipients),
                    event.status.as_str()
                );
                told.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect();
        if found != *expected {
            wrong.push(format!("{sentence}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} sentences fail:\n{}", wrong.len(), wrong.join("\n"));
}
