//! Views: the records that bear on some parties, as of a day and as known by a moment.

use super::Ledger;
use super::correct::corrected;
use crate::error::Error;
use crate::{digest, pack};
use demarche_read::record::Record;
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::params;
use std::collections::BTreeMap;

/// What is asked of a ledger.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Parties: with two or more of them, reports that name at least two; with one, those that name it. A country takes
    /// in every party of it. With none, all reports.
    pub between: Vec<String>,
    /// Only what was published on or before this day.
    pub as_of: Option<Date>,
    /// When that day ends where the asker is: an undated report counts if it came in before.
    pub as_of_ends: Option<Timestamp>,
    /// Only what was in the ledger before this moment.
    pub known_by: Option<Timestamp>,
}

/// A report as the ledger holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// What it is called when it is cited.
    pub file: String,
    /// What was read of it, by the last reader that read it, with corrections.
    pub record: Record,
    /// The user's letter for its publisher, A to F.
    pub reliability: Option<char>,
    /// The user's digit for it, 1 to 6.
    pub credibility: Option<char>,
}

/// A receipt, before its record is read.
struct Row {
    receipt: i64,
    document: i64,
    record: i64,
    file: String,
    title: Option<String>,
    byline: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
}

/// Receipts that stand: read last by the reader that counts, and not replaced by a later version.
/// ?1 the last day, ?2 the moment before which we knew, ?3 the moment before which undated reports came in.
const STANDING: &str = "
    SELECT r.id, r.document, c.id, r.name, r.title, r.byline, r.publisher, r.url
    FROM record c JOIN receipt r ON r.document = c.document
    WHERE c.known < ?2 AND r.known < ?2
      AND (c.day <= ?1 OR (c.day IS NULL AND r.known < ?3))
      AND NOT EXISTS (SELECT 1 FROM record l WHERE l.document = c.document AND l.id > c.id AND l.known < ?2)
      AND NOT EXISTS (
        SELECT 1 FROM receipt s JOIN record t ON t.document = s.document
        WHERE s.thread = r.thread AND s.version > r.version AND s.known < ?2
          AND (t.day <= ?1 OR (t.day IS NULL AND s.known < ?3)))";

impl Ledger {
    /// The reports that stand under a query, in the order in which they came in.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn view(&self, query: &Query) -> Result<Vec<Held>, Error> {
        let before = query.known_by.map_or(i64::MAX, Timestamp::as_millisecond);
        // One transaction, so that all of it is of one moment.
        let look = || {
            let transaction = self.connection.unchecked_transaction()?;
            let rows = self.standing(query)?;
            let found = (self.bodies(&rows)?, self.log(before)?, self.grades_before(before)?);
            transaction.finish()?;
            Ok((rows, found))
        };
        let (rows, (bodies, log, grades)) = look().map_err(|error: rusqlite::Error| self.failed(&error))?;
        let documents: BTreeMap<i64, i64> = rows.iter().map(|row| (row.record, row.document)).collect();
        let mut records = self.decode(bodies)?;
        for (id, record) in &mut records {
            if let Some(corrections) = documents.get(id).and_then(|document| log.get(document)) {
                *record = corrected(record.clone(), corrections);
            }
        }
        // The last receipt of a text takes its record, those before it a copy.
        let mut left: BTreeMap<i64, usize> = BTreeMap::new();
        for row in &rows {
            *left.entry(row.record).or_default() += 1;
        }
        let held = rows.into_iter().filter_map(|row| {
            let count = left.get_mut(&row.record)?;
            *count -= 1;
            let mut record =
                if *count == 0 { records.remove(&row.record)? } else { records.get(&row.record)?.clone() };
            let document = &mut record.document;
            (document.title, document.byline) = (row.title, row.byline);
            (document.publisher, document.url) = (row.publisher, row.url);
            let publisher = record.document.publisher.as_deref().map(str::to_lowercase);
            Some(Held {
                file: row.file,
                record,
                reliability: publisher.and_then(|publisher| grades.publishers.get(&publisher).copied()),
                credibility: grades.receipts.get(&row.receipt).copied(),
            })
        });
        Ok(held.collect())
    }

    fn standing(&self, query: &Query) -> rusqlite::Result<Vec<Row>> {
        let last = query.as_of.unwrap_or(Date::MAX).to_string();
        let before = query.known_by.map_or(i64::MAX, Timestamp::as_millisecond);
        let ends = query.as_of_ends.map_or(i64::MAX, Timestamp::as_millisecond);
        let row = |row: &rusqlite::Row<'_>| {
            Ok(Row {
                receipt: row.get(0)?,
                document: row.get(1)?,
                record: row.get(2)?,
                file: row.get(3)?,
                title: row.get(4)?,
                byline: row.get(5)?,
                publisher: row.get(6)?,
                url: row.get(7)?,
            })
        };
        if query.between.is_empty() {
            let mut select = self.connection.prepare_cached(&format!("{STANDING} ORDER BY r.id"))?;
            return select.query_map(params![last, before, ends], row)?.collect();
        }
        let mut select =
            self.connection.prepare_cached(&format!("{STANDING} AND c.id = ?4 ORDER BY r.id"))?;
        let mut rows = Vec::new();
        for record in self.bearing(&query.between)? {
            for found in select.query_map(params![last, before, ends, record], row)? {
                rows.push(found?);
            }
        }
        rows.sort_by_key(|row| row.receipt);
        Ok(rows)
    }

    /// Records that name at least two of the parties, or the only one, in order.
    fn bearing(&self, between: &[String]) -> rusqlite::Result<Vec<i64>> {
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        // A report on a group may name only its people, whose country is all that is known of them.
        let mut select =
            self.connection.prepare_cached("SELECT DISTINCT record FROM bears WHERE party IN (?1, ?2)")?;
        for party in between {
            let country = party.split(':').next().unwrap_or(party);
            for record in select.query_map(params![party, country], |row| row.get(0))? {
                *counts.entry(record?).or_default() += 1;
            }
        }
        let wanted = between.len().min(2);
        Ok(counts.into_iter().filter(|(_, count)| *count >= wanted).map(|(record, _)| record).collect())
    }

    /// The stored bytes of each record once: a digest where it is of this layout, the record itself where not.
    fn bodies(&self, rows: &[Row]) -> rusqlite::Result<Vec<(i64, Stored)>> {
        let mut ids: Vec<i64> = rows.iter().map(|row| row.record).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut digests =
            self.connection.prepare_cached("SELECT layout, body FROM digest WHERE record = ?1")?;
        let mut records = self.connection.prepare_cached("SELECT body FROM record WHERE id = ?1")?;
        let layout = digest::layout();
        let mut bodies = Vec::with_capacity(ids.len());
        for id in ids {
            let mut found = digests.query([id])?;
            let stored = match found.next()? {
                Some(row) if row.get::<_, i64>(0)? == layout => Stored::Digest(row.get(1)?),
                _ => Stored::Record(records.query_row([id], |row| row.get(0))?),
            };
            bodies.push((id, stored));
        }
        Ok(bodies)
    }

    /// Reads records back on all cores.
    fn decode(&self, bodies: Vec<(i64, Stored)>) -> Result<BTreeMap<i64, Record>, Error> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let share = bodies.len().div_ceil(threads).max(1);
        let decoded: Vec<(i64, Option<Record>)> = std::thread::scope(|scope| {
            let workers: Vec<_> = bodies
                .chunks(share)
                .map(|chunk| {
                    scope.spawn(move || {
                        chunk.iter().map(|(id, stored)| (*id, stored.read())).collect::<Vec<_>>()
                    })
                })
                .collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
        });
        let mut records = BTreeMap::new();
        for (id, record) in decoded {
            let record = match record {
                Some(record) => record,
                None => self.whole(id)?,
            };
            records.insert(id, record);
        }
        Ok(records)
    }
}

/// A record as stored.
enum Stored {
    Digest(Vec<u8>),
    Record(Vec<u8>),
}

impl Stored {
    fn read(&self) -> Option<Record> {
        match self {
            Stored::Digest(body) => digest::read(body),
            Stored::Record(body) => pack::from_json(body),
        }
    }
}
