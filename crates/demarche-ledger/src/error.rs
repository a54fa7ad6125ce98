//! What can go wrong with a ledger, in words that say what to do.

use std::fmt;
use std::path::{Path, PathBuf};

/// A failure of the ledger: what failed, in which file, and a hint.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    path: PathBuf,
}

/// What went wrong.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is no such file.
    Missing,
    /// The file is no database, or one of another program.
    Foreign,
    /// Written by a later version of the program.
    Newer,
    /// Another process holds it, longer than we waited.
    Locked,
    /// It, or its folder, may not be written to.
    ReadOnly,
    /// Its bytes are damaged.
    Damaged(String),
    /// The disk is full.
    Full,
    /// No report of that name, address or id.
    NoSuchReport(String),
    /// A correction or grade that does not fit; why.
    Unfit(String),
    /// Anything else.
    Other(String),
}

impl Error {
    pub(crate) fn new(kind: Kind, path: &Path) -> Error {
        Error { kind, path: path.to_owned() }
    }
    /// From what SQLite says.
    pub(crate) fn sql(error: &rusqlite::Error, path: &Path) -> Error {
        use rusqlite::ErrorCode;
        let kind = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Kind::Locked,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Kind::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt) => Kind::Damaged(error.to_string()),
            Some(ErrorCode::NotADatabase) => Kind::Foreign,
            Some(ErrorCode::DiskFull) => Kind::Full,
            _ => Kind::Other(error.to_string()),
        };
        Error::new(kind, path)
    }
    /// What went wrong.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }
    /// What to do about it; empty where there is nothing to say.
    pub fn hint(&self) -> &'static str {
        match self.kind {
            Kind::Missing => "make one with: demarche add --ledger LEDGER REPORT…",
            Kind::Foreign => "name another file with --ledger",
            Kind::Newer => "use the newer demarche, or another ledger",
            Kind::Locked => {
                "another demarche is writing to it; try again, or wait longer with --wait SECONDS"
            }
            Kind::ReadOnly => {
                "check the rights of the file and of its folder, or name another file with --ledger"
            }
            Kind::Damaged(_) => "put a sound copy in its place, or add the reports to a new ledger",
            Kind::Full => "free some space, then add again: what was acknowledged is kept",
            Kind::NoSuchReport(_) => "list what there is with: demarche reports",
            Kind::Unfit(_) | Kind::Other(_) => "",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.kind {
            Kind::Missing => write!(f, "no ledger at {path}"),
            Kind::Foreign => write!(f, "{path} is not a ledger of demarche"),
            Kind::Newer => write!(f, "{path} was written by a newer demarche"),
            Kind::Locked => write!(f, "{path} is locked"),
            Kind::ReadOnly => write!(f, "cannot open or write to {path}"),
            Kind::Damaged(what) => write!(f, "{path} is damaged: {what}"),
            Kind::Full => write!(f, "no space left to write to {path}"),
            Kind::NoSuchReport(what) => write!(f, "no report {what} in {path}"),
            Kind::Unfit(what) => f.write_str(what),
            Kind::Other(what) => write!(f, "cannot use {path}: {what}"),
        }
    }
}

impl std::error::Error for Error {}
