//! One report seen at every step. `UPDATE_GOLDEN=1 cargo test -p demarche --test golden` rewrites the files.

use demarche_assess::Item;
use demarche_read::reading::Reading;
use demarche_read::record::Record;
use demarche_read::{Reader, conllu, report};
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the workspace is two folders up")
        .join("golden")
}

/// Compares a step with its file, or rewrites the file.
fn settle(file: &str, text: &str) {
    let path = folder().join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    let committed =
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if committed != text {
        let differing = committed.lines().zip(text.lines()).find(|(old, new)| old != new);
        panic!("{file} has moved: {differing:?}; look at it, then run with UPDATE_GOLDEN=1");
    }
}

#[test]
fn every_step_is_as_shown() {
    let bytes = std::fs::read(folder().join("0-report.txt")).expect("the golden report is there");
    let document = report::lay_out(&demarche_gather::from_bytes(&bytes, Some("0-report.txt")));
    let reader = Reader::new();
    let reading = reader.read_document(&document);
    settle("1-segment.txt", &segments(&reading));
    settle("2-parse.txt", &trees(&reading));
    settle("3-inflect.conllu", &conllu::write(&reading));
    let record = demarche_read::record::write_down(&reading);
    settle("4-name.txt", &names(&record));
    settle("5-time.txt", &times(&record));
    settle("6-say.txt", &statements(&record));
    settle("7-deed.txt", &events(&record));
    settle("8-record.json", &(serde_json::to_string_pretty(&record).expect("records are plain data") + "\n"));
    let items = [Item::new("golden/0-report.txt".to_owned(), record)];
    let briefing = demarche_brief::compose(&demarche_assess::fold(&items, &[], None))
        .expect("there is something to say");
    settle("9-brief.md", &demarche_brief::format::markdown::write(&briefing));
}

fn segments(reading: &Reading<'_>) -> String {
    let mut out = String::new();
    for sentence in &reading.sentences {
        let words: Vec<&str> = sentence.tokens().map(|id| reading.form(id)).collect();
        let _ = writeln!(out, "{:?}: {}", reading.block_of(*sentence).kind, words.join(" "));
    }
    out
}

fn trees(reading: &Reading<'_>) -> String {
    let mut out = String::new();
    for sentence in &reading.sentences {
        for id in sentence.tokens() {
            let token = reading.token(id);
            let head = token.head.map_or("-", |head| reading.form(head));
            let _ = writeln!(
                out,
                "{} | {} {} | {} | {head}",
                reading.form(id),
                token.upos.as_str(),
                token.xpos,
                token.deprel.as_str()
            );
        }
        out.push('\n');
    }
    out
}

fn names(record: &Record) -> String {
    let mut out = String::new();
    for actor in &record.actors {
        let mentions: Vec<&str> = actor.mentions.iter().map(|span| record.document.slice(*span)).collect();
        let country = actor.country.as_deref().unwrap_or("-");
        let role = actor.role.as_deref().unwrap_or("-");
        let _ = writeln!(
            out,
            "{} | {} | {} | {country} | {role} | {}",
            actor.id,
            actor.name,
            actor.kind.as_str(),
            mentions.join(", ")
        );
    }
    out
}

fn times(record: &Record) -> String {
    let mut out = String::new();
    for time in &record.times {
        let day =
            |day: Option<jiff::civil::Date>| day.map_or_else(|| "open".to_owned(), |day| day.to_string());
        let period = time
            .period
            .map_or_else(|| "-".to_owned(), |period| format!("{} to {}", day(period.from), day(period.to)));
        let _ = writeln!(out, "{} | {} | {} | {period}", time.evidence.quote, time.kind.as_str(), time.value);
    }
    out
}

fn statements(record: &Record) -> String {
    let mut out = String::new();
    for statement in &record.statements {
        let by = statement.by.as_deref().unwrap_or("-");
        let cue = statement.cue.as_ref().map_or("-", |cue| cue.quote.as_str());
        let _ = writeln!(
            out,
            "{by} | {} | {} | {cue} | {}",
            statement.act.as_str(),
            statement.mode.as_str(),
            statement.content.quote
        );
    }
    out
}

fn events(record: &Record) -> String {
    let mut out = String::new();
    for event in &record.events {
        let quote = event.evidence.first().map_or("-", |passage| passage.quote.as_str());
        let (actors, recipients) = (event.actors.join(" "), event.recipients.join(" "));
        let _ =
            writeln!(out, "{} | {actors} | {recipients} | {} | {quote}", event.kind, event.status.as_str());
    }
    out
}
