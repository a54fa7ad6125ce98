//! What is in a ledger: its receipts, found by file, address or id.

use super::Ledger;
use crate::error::{Error, Kind};
use crate::pack;
use demarche_read::record::Record;
use jiff::Timestamp;
use rusqlite::params;

/// A report as it came in from one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its number, in order of coming in.
    pub number: i64,
    /// Number of its text.
    pub(crate) document: i64,
    /// Number of what was read of it last.
    pub(crate) record: i64,
    /// Versions of one report share it.
    pub(crate) thread: i64,
    /// `b3:` id of its text and date.
    pub doc: String,
    /// What it is called when it is cited.
    pub file: String,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// Its day, where it gives one.
    pub day: Option<String>,
    /// From 1 on.
    pub version: u32,
    /// The report that first brought this text, if it is another.
    pub copy_of: Option<String>,
    /// When it came in.
    pub known: Timestamp,
    /// Who read it last.
    pub reader: String,
}

const RECEIPTS: &str = "
    SELECT r.id, r.document, c.id, r.thread, c.doc, r.name, r.title, r.publisher, r.url, c.day, r.version, r.known,
      v.version,
      (SELECT f.name FROM receipt f WHERE f.document = r.document AND f.id < r.id ORDER BY f.id LIMIT 1)
    FROM receipt r
    JOIN record c ON c.id = (SELECT max(l.id) FROM record l WHERE l.document = r.document)
    JOIN reader v ON v.id = c.reader";

impl Ledger {
    /// Every receipt, by day, then in order of coming in.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn receipts(&self) -> Result<Vec<Receipt>, Error> {
        self.select_receipts(&format!("{RECEIPTS} ORDER BY c.day, r.id"), params![])
    }

    /// The receipts that a file name, an address, or an id or its beginning names, in order of coming in.
    ///
    /// # Errors
    /// Where there is none, and where the file cannot be read or is damaged.
    pub fn find(&self, name: &str) -> Result<Vec<Receipt>, Error> {
        let id = name.strip_prefix("b3:").filter(|id| id.len() >= 4).map(|_| format!("{name}\u{10ffff}"));
        let place = std::path::absolute(name).ok().map(|place| place.to_string_lossy().into_owned());
        let found = self.select_receipts(
            &format!(
                "{RECEIPTS} WHERE r.name = ?1 OR r.url = ?1 OR r.place IN (?1, ?2) OR (c.doc >= ?1 AND c.doc < ?3) \
                 ORDER BY r.id"
            ),
            params![name, place, id],
        )?;
        if found.is_empty() {
            return Err(Error::new(Kind::NoSuchReport(name.to_owned()), self.path()));
        }
        Ok(found)
    }

    /// All versions of a report, the first one first.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn versions(&self, receipt: &Receipt) -> Result<Vec<Receipt>, Error> {
        self.select_receipts(
            &format!("{RECEIPTS} WHERE r.thread = ?1 ORDER BY r.version"),
            params![receipt.thread],
        )
    }

    /// What was read of a report last, as it was read: without corrections.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn record(&self, receipt: &Receipt) -> Result<Record, Error> {
        self.whole(receipt.record)
    }

    fn select_receipts(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<Vec<Receipt>, Error> {
        let select = || {
            let mut select = self.connection.prepare_cached(sql)?;
            let rows = select.query_map(parameters, |row| {
                Ok(Receipt {
                    number: row.get(0)?,
                    document: row.get(1)?,
                    record: row.get(2)?,
                    thread: row.get(3)?,
                    doc: row.get(4)?,
                    file: row.get(5)?,
                    title: row.get(6)?,
                    publisher: row.get(7)?,
                    url: row.get(8)?,
                    day: row.get(9)?,
                    version: row.get(10)?,
                    known: Timestamp::from_millisecond(row.get(11)?).unwrap_or_default(),
                    reader: row.get(12)?,
                    copy_of: row.get(13)?,
                })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        select().map_err(|error: rusqlite::Error| self.failed(&error))
    }

    /// A record from its lasting form.
    pub(super) fn whole(&self, id: i64) -> Result<Record, Error> {
        let body: Vec<u8> = self
            .connection
            .query_row("SELECT body FROM record WHERE id = ?1", [id], |row| row.get(0))
            .map_err(|error| self.failed(&error))?;
        pack::from_json(&body).ok_or_else(|| self.damaged(format!("record {id} cannot be read")))
    }
}
