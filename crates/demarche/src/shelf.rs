//! Which ledger, and what it holds as items to fold.

use crate::arguments::{Scope, Shelf};
use crate::input;
use crate::output::Failure;
use demarche_assess::situation::Situation;
use demarche_assess::{Item, country};
use demarche_ledger::{Held, Ledger, Query};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

impl From<demarche_ledger::Error> for Failure {
    fn from(error: demarche_ledger::Error) -> Failure {
        Failure::new(error.to_string(), error.hint())
    }
}

/// The file that was named, or the one in the user's data folder.
pub fn path(named: Option<&PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(path) = named.filter(|path| !path.as_os_str().is_empty()) {
        return Ok(path.clone());
    }
    let folder = |name: &str| std::env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let home = || folder("HOME");
    let data = if cfg!(windows) {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_DATA_HOME").or_else(|| home().map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("demarche").join("ledger.db")).ok_or_else(|| {
        Failure::new(
            "no folder to keep a ledger in: HOME is not set".to_owned(),
            "name one with --ledger or DEMARCHE_LEDGER",
        )
    })
}

/// Opens a ledger that exists.
pub fn open(named: Option<&PathBuf>, wait: u64) -> Result<Ledger, Failure> {
    Ok(Ledger::open(&path(named)?, Duration::from_secs(wait))?)
}

/// Opens the ledger to add to it.
pub fn open_or_make(named: Option<&PathBuf>, wait: u64) -> Result<Ledger, Failure> {
    Ok(Ledger::open_or_make(&path(named)?, Duration::from_secs(wait))?)
}

/// Today, where the user is.
pub fn today() -> Date {
    Zoned::now().date()
}

/// When a day ends where the user is.
fn end_of(day: Date) -> Result<Timestamp, Failure> {
    let next = day.checked_add(1.day()).and_then(|next| next.to_zoned(TimeZone::system()));
    next.map(|next| next.timestamp()).map_err(|error| Failure::new(format!("cannot use {day}: {error}"), ""))
}

/// A party as typed: `irn` and `Iran` are `IRN`.
fn party(typed: &str) -> String {
    let (country, rest) = typed.split_at(typed.find(':').unwrap_or(typed.len()));
    let capitals = country.to_ascii_uppercase();
    let spelt = || country::spellings().find(|(spelling, _)| spelling.eq_ignore_ascii_case(country));
    let code = if country::name(&capitals).is_some() {
        &capitals
    } else {
        spelt().map_or(country, |(_, code)| code)
    };
    format!("{code}{rest}")
}

/// The situation between some parties by the ledger, as of a day, and of how many reports.
pub fn situation(
    between: &[String],
    as_of: Option<Date>,
    since: Option<Date>,
    shelf: &Shelf,
) -> Result<(usize, Situation), Failure> {
    let as_of = as_of.unwrap_or_else(today);
    let between: Vec<String> = between.iter().map(|typed| party(typed)).collect();
    let ledger = open(shelf.ledger.as_ref(), shelf.wait)?;
    let held = ledger.view(&Query {
        between: between.clone(),
        as_of: Some(as_of),
        as_of_ends: Some(end_of(as_of)?),
        known_by: shelf.known_by.map(end_of).transpose()?,
    })?;
    if held.is_empty() {
        return Err(Failure::new(
            format!("no report in {} names {} by {as_of}", ledger.path().display(), between.join(" and ")),
            "parties are codes such as IRN, USA, PSE:hamas; add reports with: demarche add PATH…",
        ));
    }
    let mut grades: BTreeMap<(String, String), (Option<char>, Option<char>)> = BTreeMap::new();
    let mut items = Vec::with_capacity(held.len());
    for Held { file, record, reliability, credibility } in held {
        if reliability.is_some() || credibility.is_some() {
            grades.insert((record.document.id.clone(), file.clone()), (reliability, credibility));
        }
        items.push(Item::new(file, record));
    }
    let mut situation = told(&items, &between, Some(as_of), since);
    for source in &mut situation.sources {
        let grade = grades.get(&(source.doc.clone(), source.file.clone()));
        (source.reliability, source.credibility) = grade.copied().unwrap_or_default();
    }
    Ok((items.len(), situation))
}

/// The situation that named reports give, or, with none named, the ledger's; and of how many reports.
pub fn situation_of(paths: &[PathBuf], scope: &Scope, shelf: &Shelf) -> Result<(usize, Situation), Failure> {
    if !paths.is_empty() {
        let items = input::read(paths)?;
        return Ok((items.len(), told(&items, &scope.between, scope.as_of, scope.since)));
    }
    situation(&scope.between, scope.as_of, scope.since, shelf)
}

/// Folds items; with a day to tell changes since, those alone.
fn told(items: &[Item], between: &[String], as_of: Option<Date>, since: Option<Date>) -> Situation {
    let situation = demarche_assess::fold(items, between, as_of);
    match since {
        Some(day) => situation.changes_since(day),
        None => situation,
    }
}
