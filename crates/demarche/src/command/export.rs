//! `demarche export`: what is known of a confrontation, in the formats of the field.

use crate::arguments::{Export, ExportFormat};
use crate::input;
use crate::output::{Failure, json, print};
use crate::shelf;
use demarche_assess::Item;
use demarche_assess::situation::Situation;
use demarche_brief::format::{html, markdown};
use demarche_exchange::deed::{Deeds, deeds};
use demarche_exchange::facts::{self, Kind};
use demarche_exchange::format::{calendar, csv, jsonl, linked, ninjs, parquet, plover, stix};
use demarche_exchange::table::{self, Layout};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Reads or looks up, folds, writes.
pub fn run(arguments: &Export) -> Result<ExitCode, Failure> {
    let situation = situation(arguments)?;
    let stamp = stamp(arguments, &situation);
    let bytes = match arguments.format {
        ExportFormat::Csv | ExportFormat::Parquet => return tables(arguments, &situation),
        ExportFormat::Jsonl => jsonl::write(&situation),
        ExportFormat::Plover => plover::write(&events(&situation)),
        ExportFormat::Gdelt => table::write(&events(&situation), Layout::Gdelt),
        ExportFormat::Icews => table::write(&events(&situation), Layout::Icews),
        ExportFormat::Polecat => table::write(&events(&situation), Layout::Polecat),
        ExportFormat::Stix => json(&stix::write(&situation, stamp))?,
        ExportFormat::Ninjs => json(&story(&situation, stamp)?)?,
        ExportFormat::Jsonld => json(&linked::write(&situation, stamp))?,
        ExportFormat::Icalendar => calendar::write(&situation, stamp),
    };
    match &arguments.out {
        Some(path) => save(path, bytes.as_bytes())?,
        None => print(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn situation(arguments: &Export) -> Result<Situation, Failure> {
    if arguments.events.is_empty() {
        return Ok(shelf::situation_of(&arguments.paths, &arguments.scope, &arguments.shelf)?.1);
    }
    let scope = &arguments.scope;
    let mut items: Vec<Item> =
        if arguments.paths.is_empty() { Vec::new() } else { input::read(&arguments.paths)? };
    for path in &arguments.events {
        items.extend(super::import::read(path)?.items);
    }
    Ok(demarche_assess::fold(&items, &scope.between, scope.as_of))
}

/// The instant that was named, else the beginning of the day the situation is of: the same situation gives the same bytes.
fn stamp(arguments: &Export, situation: &Situation) -> Timestamp {
    let midnight = || Some(situation.as_of?.to_zoned(TimeZone::UTC).ok()?.timestamp());
    arguments.stamp.or_else(midnight).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The events that a table of events can hold; what it cannot is told.
fn events(situation: &Situation) -> Deeds {
    let deeds = deeds(situation);
    for (why, count) in &deeds.left_out {
        eprintln!("left out: {count} {} {why}", if *count == 1 { "event" } else { "events" });
    }
    deeds
}

fn story(situation: &Situation, stamp: Timestamp) -> Result<serde_json::Value, Failure> {
    let Some(briefing) = demarche_brief::compose(situation) else {
        return Err(Failure::new("nothing to brief on, and a news item is a briefing".to_owned(), ""));
    };
    let (text, page) = (markdown::write(&briefing), html::write(&briefing));
    let headline = text.lines().map(|line| line.trim_start_matches(['#', ' '])).find(|line| !line.is_empty());
    let story = ninjs::Story { headline: headline.unwrap_or(""), text: &text, html: &page };
    Ok(ninjs::write(situation, story, stamp))
}

/// One table on standard output or in a file, or every kind of fact in a folder, one file each.
fn tables(arguments: &Export, situation: &Situation) -> Result<ExitCode, Failure> {
    let (ending, write): (&str, fn(&facts::Table) -> Vec<u8>) = match arguments.format {
        ExportFormat::Parquet => ("parquet", parquet::write),
        _ => ("csv", |table| csv::write(table).into_bytes()),
    };
    let Some(path) = &arguments.out else {
        let kind = arguments.kind.map_or(Kind::Events, Kind::from);
        let bytes = write(&facts::table(situation, kind));
        let mut out = std::io::stdout().lock();
        return match out.write_all(&bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Failure::new(format!("cannot write to standard output: {error}"), ""))
            }
            _ => Ok(ExitCode::SUCCESS),
        };
    };
    let is_folder = path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator);
    match (is_folder, arguments.kind) {
        (false, kind) => {
            save(path, &write(&facts::table(situation, kind.map_or(Kind::Events, Kind::from))))?;
        }
        (true, kind) => {
            std::fs::create_dir_all(path).map_err(|error| Failure::file("make the folder", path, &error))?;
            let chosen = kind.map(Kind::from);
            for kind in Kind::ALL.into_iter().filter(|kind| chosen.is_none_or(|chosen| chosen == *kind)) {
                let file = path.join(format!("{}.{ending}", kind.name()));
                save(&file, &write(&facts::table(situation, kind)))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| Failure::file("write", path, &error))
}
