//! Opens a ledger's file: makes it where it may, brings it up to date, refuses what is no ledger.

use super::Ledger;
use crate::error::{Error, Kind};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// "Dmrc": marks the file as ours.
const APPLICATION: i32 = 0x446d_7263;

/// How the file came to be what it is, step by step. Only appended: a step that was ever run is never changed.
pub(super) const MIGRATIONS: &[&str] = &[include_str!("../../migrations/0001-ledger.sql")];

impl Ledger {
    /// Opens a ledger to add to it; makes it, and its folder, where there is none. Waits for another writer up to `wait`.
    ///
    /// # Errors
    /// Where the file is no ledger, damaged, of a newer version, locked for longer than that, or may not be written to.
    pub fn open_or_make(path: &Path, wait: Duration) -> Result<Ledger, Error> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            let denied = |_| Error::new(Kind::ReadOnly, path);
            std::fs::create_dir_all(folder).map_err(denied)?;
        }
        Ledger::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, wait)
    }

    /// Opens a ledger that exists. One that may not be written to can still be read.
    ///
    /// # Errors
    /// As for [`Ledger::open_or_make`], and where there is none.
    pub fn open(path: &Path, wait: Duration) -> Result<Ledger, Error> {
        if !path.exists() {
            return Err(Error::new(Kind::Missing, path));
        }
        match Ledger::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, wait) {
            Err(error) if *error.kind() == Kind::ReadOnly => Ledger::connect_read_only(path, wait),
            opened => opened,
        }
    }

    fn connect(path: &Path, flags: OpenFlags, wait: Duration) -> Result<Ledger, Error> {
        let failed = |error: rusqlite::Error| Error::sql(&error, path);
        let connection =
            Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(failed)?;
        connection.busy_timeout(wait).map_err(failed)?;
        let mut ledger = Ledger { connection, path: path.to_owned() };
        ledger.check_owner()?;
        ledger.connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
        // An acknowledged batch is on the disk, not only with the system.
        ledger.connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
        ledger.connection.pragma_update(None, "foreign_keys", "ON").map_err(failed)?;
        ledger.migrate()?;
        Ok(ledger)
    }

    /// A file that may not be written to: without a log beside it, its bytes are all there is.
    fn connect_read_only(path: &Path, wait: Duration) -> Result<Ledger, Error> {
        let failed = |error: rusqlite::Error| Error::sql(&error, path);
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let frozen = if PathBuf::from(log).exists() { "" } else { "&immutable=1" };
        let mut address = String::from("file:");
        for byte in path.as_os_str().as_encoded_bytes() {
            match byte {
                b'?' | b'#' | b'%' => address.push_str(&format!("%{byte:02x}")),
                byte if byte.is_ascii_graphic() => address.push(char::from(*byte)),
                byte => address.push_str(&format!("%{byte:02x}")),
            }
        }
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(format!("{address}?mode=ro{frozen}"), flags).map_err(failed)?;
        connection.busy_timeout(wait).map_err(failed)?;
        let ledger = Ledger { connection, path: path.to_owned() };
        ledger.check_owner()?;
        if ledger.steps()? < MIGRATIONS.len() { Err(Error::new(Kind::ReadOnly, path)) } else { Ok(ledger) }
    }

    /// Refuses a database that is not ours, before anything is written to it.
    fn check_owner(&self) -> Result<(), Error> {
        let number = |pragma: &str| {
            self.connection
                .pragma_query_value(None, pragma, |row| row.get::<_, i32>(0))
                .map_err(|error| self.failed(&error))
        };
        let owner = number("application_id")?;
        if owner != APPLICATION {
            let tables = "SELECT count(*) FROM sqlite_schema";
            let tables: i64 = self
                .connection
                .query_row(tables, [], |row| row.get(0))
                .map_err(|error| self.failed(&error))?;
            if owner != 0 || tables > 0 {
                return Err(Error::new(Kind::Foreign, &self.path));
            }
        }
        if self.steps()? > MIGRATIONS.len() {
            return Err(Error::new(Kind::Newer, &self.path));
        }
        Ok(())
    }

    /// How many migrations were run.
    fn steps(&self) -> Result<usize, Error> {
        let steps: i64 = self
            .connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(|error| self.failed(&error))?;
        // A number below zero is nothing that we wrote.
        Ok(usize::try_from(steps).unwrap_or(usize::MAX))
    }

    /// Runs the migrations that are missing, all or none.
    fn migrate(&mut self) -> Result<(), Error> {
        if self.steps()? == MIGRATIONS.len() {
            return Ok(());
        }
        let path = self.path.clone();
        let failed = |error: rusqlite::Error| Error::sql(&error, &path);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        // Another process may have been first.
        let done: i64 =
            transaction.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(failed)?;
        for step in MIGRATIONS.iter().skip(usize::try_from(done).unwrap_or(0)) {
            transaction.execute_batch(step).map_err(failed)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION).map_err(failed)?;
        transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64).map_err(failed)?;
        transaction.commit().map_err(failed)
    }
}
