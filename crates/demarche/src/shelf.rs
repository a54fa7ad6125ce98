//! Which ledger, and what it holds as items to fold.

use crate::arguments::{Scope, Shelf};
use crate::input;
use crate::output::Failure;
use demarche_assess::Item;
use demarche_assess::situation::Situation;
use demarche_ledger::{Held, Ledger, Query};
use jiff::civil::Date;
use jiff::{ToSpan, Zoned};
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

/// The reports of the ledger that bear on some parties, as of a day.
pub fn items(between: &[String], as_of: Date, shelf: &Shelf) -> Result<Vec<Item>, Failure> {
    let ledger = open(shelf.ledger.as_ref(), shelf.wait)?;
    let end_of = |day: Date| {
        let next = day.checked_add(1.day())?;
        Ok::<_, jiff::Error>(next.to_zoned(jiff::tz::TimeZone::system())?.timestamp())
    };
    let known_by = shelf.known_by.map(end_of).transpose();
    let known_by = known_by.map_err(|error| Failure::new(format!("no such moment: {error}"), ""))?;
    let held = ledger.view(&Query { between: between.to_vec(), as_of: Some(as_of), known_by })?;
    if held.is_empty() {
        return Err(Failure::new(
            format!(
                "no report in {} names {} by {as_of}",
                ledger.path().display(),
                if between.is_empty() { "anybody".to_owned() } else { between.join(" and ") }
            ),
            "parties are codes such as IRN, USA, PSE:hamas; add reports with: demarche add PATH…",
        ));
    }
    Ok(held.into_iter().map(|Held { file, record, .. }| Item { file, record }).collect())
}

/// The situation that named reports give, or, with none named, the ledger's; and of how many reports.
pub fn situation_of(paths: &[PathBuf], scope: &Scope, shelf: &Shelf) -> Result<(usize, Situation), Failure> {
    if !paths.is_empty() {
        let items = input::read(paths)?;
        return Ok((items.len(), demarche_assess::fold(&items, &scope.between, scope.as_of)));
    }
    if scope.between.is_empty() {
        return Err(Failure::new(
            "no reports named, and no parties to look up in the ledger".to_owned(),
            "name reports, or parties: --between IRN USA",
        ));
    }
    let as_of = scope.as_of.unwrap_or_else(today);
    let items = items(&scope.between, as_of, shelf)?;
    Ok((items.len(), demarche_assess::fold(&items, &scope.between, Some(as_of))))
}
