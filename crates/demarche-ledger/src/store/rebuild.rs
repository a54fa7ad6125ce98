//! Rebuilding: reports read anew by a new reader, beside what older ones read; what is derived made again.

use super::Ledger;
use super::add::{derive, insert_record};
use crate::error::{Error, Kind};
use crate::pack;
use demarche_read::record::Record;
use demarche_read::report::Report;
use jiff::Timestamp;
use rusqlite::{TransactionBehavior, params};

/// A text that is read anew.
#[derive(Clone, Debug)]
pub struct Reread {
    /// Its number.
    pub number: i64,
    /// As it was gathered.
    pub report: Report,
}

/// Records whose derived rows are made again in one go.
const SHARE: i64 = 256;

impl Ledger {
    /// Numbers of the texts that this reader has not read, in order. Rows of imported tables are no texts to read: others coded them.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn unread_by(&self, reader: &str) -> Result<Vec<i64>, Error> {
        let select = || {
            let mut select = self.connection.prepare_cached(
                "SELECT d.id FROM document d WHERE NOT EXISTS (
                   SELECT 1 FROM record c JOIN reader v ON v.id = c.reader
                   WHERE c.document = d.id AND (v.version = ?1 OR v.version LIKE 'table %'))
                 ORDER BY d.id",
            )?;
            select.query_map([reader], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()
        };
        select().map_err(|error: rusqlite::Error| self.failed(&error))
    }

    /// Texts as they were gathered, by number.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn gathered_reports(&self, numbers: &[i64]) -> Result<Vec<Reread>, Error> {
        let mut reports = Vec::with_capacity(numbers.len());
        for &number in numbers {
            let body: Vec<u8> = self
                .connection
                .prepare_cached("SELECT body FROM document WHERE id = ?1")
                .and_then(|mut select| select.query_row([number], |row| row.get(0)))
                .map_err(|error| self.failed(&error))?;
            let report = pack::from_json(&body)
                .ok_or_else(|| self.damaged(format!("text {number} cannot be read")))?;
            reports.push(Reread { number, report });
        }
        Ok(reports)
    }

    /// Adds what a reader read of texts that are there, all of it or nothing.
    ///
    /// # Errors
    /// Where the file cannot be written to; nothing was added then.
    pub fn add_records(
        &mut self,
        batch: &[(i64, Record)],
        reader: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let path = self.path.clone();
        let failed = |error: rusqlite::Error| Error::sql(&error, &path);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        for (document, record) in batch {
            // Another process may rebuild at the same time.
            let read = transaction
                .prepare_cached(
                    "SELECT 1 FROM record c JOIN reader v ON v.id = c.reader
                     WHERE c.document = ?1 AND v.version = ?2",
                )
                .and_then(|mut select| select.exists(params![document, reader]))
                .map_err(failed)?;
            if !read {
                insert_record(&transaction, *document, record, reader, now.as_millisecond())
                    .map_err(failed)?;
            }
        }
        transaction.commit().map_err(failed)
    }

    /// Makes again what is derived from records, for some of them from one number on. Gives the number to go on from,
    /// `None` when all are done.
    ///
    /// # Errors
    /// Where a record cannot be read, or the file not be written to.
    pub fn derive_from(&mut self, first: i64) -> Result<Option<i64>, Error> {
        let path = self.path.clone();
        let failed = |error: rusqlite::Error| Error::sql(&error, &path);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let rows: Vec<(i64, Vec<u8>)> = {
            let select = "SELECT id, body FROM record WHERE id >= ?1 ORDER BY id LIMIT ?2";
            let mut select = transaction.prepare_cached(select).map_err(failed)?;
            let rows =
                select.query_map([first, SHARE], |row| Ok((row.get(0)?, row.get(1)?))).map_err(failed)?;
            rows.collect::<Result<_, _>>().map_err(failed)?
        };
        for (id, body) in &rows {
            let damaged = || Error::new(Kind::Damaged(format!("record {id} cannot be read")), &path);
            let record = pack::from_json::<Record>(body).ok_or_else(damaged)?;
            transaction.execute("DELETE FROM bears WHERE record = ?1", [id]).map_err(failed)?;
            derive(&transaction, *id, &record).map_err(failed)?;
        }
        transaction.commit().map_err(failed)?;
        Ok(rows.last().filter(|_| rows.len() as i64 == SHARE).map(|(id, _)| id + 1))
    }
}
