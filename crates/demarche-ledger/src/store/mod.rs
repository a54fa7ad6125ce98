//! The ledger's file: all SQL stands in this folder, and in `migrations/`.

pub mod add;
pub mod check;
pub mod correct;
pub mod list;
mod open;
pub mod rebuild;
pub mod view;

use crate::error::{Error, Kind};
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// An open ledger.
pub struct Ledger {
    connection: Connection,
    path: PathBuf,
}

impl Ledger {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
    /// What SQLite says, as an error of this ledger.
    fn failed(&self, error: &rusqlite::Error) -> Error {
        Error::sql(error, &self.path)
    }
    /// Damage that SQLite does not see.
    fn damaged(&self, what: String) -> Error {
        Error::new(Kind::Damaged(what), &self.path)
    }
}
