//! Adds reports: one transaction a batch, acknowledged when it is on the disk.

use super::Ledger;
use crate::error::{Error, Kind};
use crate::{digest, pack};
use demarche_read::record::{ActorKind, Record};
use demarche_read::report::{BlockKind, Document, Report};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A report that comes in.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// Where it came from, so that a changed text from there is known as a new version: an address or a whole file name.
    /// `None` where only the text tells (standard input).
    pub place: Option<&'a str>,
    /// What it is called when it is cited.
    pub name: &'a str,
    /// As gathered.
    pub report: &'a Report,
    /// As laid out.
    pub document: &'a Document,
    /// As read; may be `None` where [`Ledger::held`] has the text.
    pub record: Option<&'a Record>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A report that was not there.
    Added,
    /// This text from this place was there: nothing was written.
    Known,
    /// A text that is there from elsewhere: counted as a report of its own, and as a copy.
    Copy {
        /// Name of the report it was first added as.
        of: String,
    },
    /// A changed text from a known place.
    Version {
        /// From 2 on.
        number: u32,
    },
}

/// What tells one text as gathered from another, whichever reader lays it out.
pub fn gathered(report: &Report, document: &Document) -> String {
    let mut hasher = blake3::Hasher::new();
    // Lengths keep the fields apart.
    let mut field = |text: Option<&str>| {
        hasher.update(&text.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hasher.update(text.unwrap_or("").as_bytes());
    };
    field(report.title.as_deref());
    field(report.language.as_deref());
    field(document.published.as_deref());
    for part in &report.parts {
        field(part.kind.map(kind_name));
        field(Some(&part.text));
    }
    let mut hex = hasher.finalize().to_hex().to_string();
    hex.truncate(32);
    hex
}

/// A name that stays what it is, whatever the record calls the kind.
fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Byline => "byline",
        BlockKind::Summary => "summary",
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Item => "item",
        BlockKind::Question => "question",
        BlockKind::Answer => "answer",
        BlockKind::Quote => "quote",
        BlockKind::Boilerplate => "boilerplate",
    }
}

/// Share of the shorter text's runs of three words from which on two texts from one place are versions of one report.
const RELATED: f64 = 0.25;

impl Ledger {
    /// Which of these texts, as [`gathered`] names them, are in the ledger and were read.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn held(&self, texts: &[String]) -> Result<BTreeSet<String>, Error> {
        let look = || {
            let mut query = self.connection.prepare_cached("SELECT 1 FROM document WHERE gathered = ?1")?;
            let mut held = BTreeSet::new();
            for text in texts {
                if query.exists([text])? {
                    held.insert(text.clone());
                }
            }
            Ok(held)
        };
        look().map_err(|error: rusqlite::Error| self.failed(&error))
    }

    /// Adds a batch, all of it or nothing; when this returns, it is on the disk. `reader` names who read the records,
    /// `now` is the moment from which on we know them.
    ///
    /// # Errors
    /// Where the file cannot be written to; nothing of the batch was added then.
    pub fn add(
        &mut self,
        batch: &[Incoming<'_>],
        reader: &str,
        now: Timestamp,
    ) -> Result<Vec<Outcome>, Error> {
        let path = self.path.clone();
        let failed = |error: rusqlite::Error| Error::sql(&error, &path);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let mut outcomes = Vec::with_capacity(batch.len());
        for incoming in batch {
            let outcome = add_one(&transaction, incoming, reader, now).map_err(failed)?;
            let unread = || Kind::Other(format!("{} came without its record", incoming.name));
            outcomes.push(outcome.ok_or_else(|| Error::new(unread(), &path))?);
        }
        transaction.commit().map_err(failed)?;
        Ok(outcomes)
    }
}

/// Adds one report; `None` if its text is new and it comes without a record.
fn add_one(
    transaction: &Transaction<'_>,
    incoming: &Incoming<'_>,
    reader: &str,
    now: Timestamp,
) -> rusqlite::Result<Option<Outcome>> {
    let gathered = gathered(incoming.report, incoming.document);
    let known = now.as_millisecond();
    let document: Option<i64> = transaction
        .prepare_cached("SELECT id FROM document WHERE gathered = ?1")?
        .query_row([&gathered], |row| row.get(0))
        .optional()?;
    let held = document.is_some();
    let document = match (document, incoming.record) {
        (Some(document), _) => document,
        (None, Some(record)) => {
            let body = pack::json(incoming.report).unwrap_or_default();
            transaction
                .prepare_cached("INSERT INTO document (gathered, known, body) VALUES (?1, ?2, ?3)")?
                .execute(params![gathered, known, body])?;
            let document = transaction.last_insert_rowid();
            insert_record(transaction, document, record, reader, known)?;
            document
        }
        (None, None) => return Ok(None),
    };
    let last = match incoming.place {
        Some(place) => last_at(transaction, place)?,
        None => transaction
            .prepare_cached(
                "SELECT id, document, thread, version FROM receipt WHERE document = ?1 AND place IS NULL",
            )?
            .query_row([document], last)
            .optional()?,
    };
    if last.as_ref().is_some_and(|last| last.document == document) {
        return Ok(Some(Outcome::Known));
    }
    let before = match last {
        Some(last) if same_report(transaction, &last, incoming)? => Some(last),
        _ => None,
    };
    let copied: Option<String> = if held {
        transaction
            .prepare_cached("SELECT name FROM receipt WHERE document = ?1 ORDER BY id LIMIT 1")?
            .query_row([document], |row| row.get(0))
            .optional()?
    } else {
        None
    };
    let id: i64 = transaction
        .prepare_cached("SELECT coalesce(max(id), 0) + 1 FROM receipt")?
        .query_row([], |row| row.get(0))?;
    let (thread, version) = before.map_or((id, 1), |last| (last.thread, last.version + 1));
    let laid_out = incoming.document;
    transaction
        .prepare_cached(
            "INSERT INTO receipt (id, document, thread, version, place, name, title, byline, publisher, url, known)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            id,
            document,
            thread,
            version,
            incoming.place,
            incoming.name,
            laid_out.title,
            laid_out.byline,
            laid_out.publisher,
            laid_out.url,
            known,
        ])?;
    Ok(Some(match (version, copied) {
        (1, None) => Outcome::Added,
        (1, Some(of)) => Outcome::Copy { of },
        (number, _) => Outcome::Version { number },
    }))
}

/// The last receipt of a place.
struct Last {
    document: i64,
    thread: i64,
    version: u32,
}

fn last(row: &rusqlite::Row<'_>) -> rusqlite::Result<Last> {
    Ok(Last { document: row.get(1)?, thread: row.get(2)?, version: row.get(3)? })
}

fn last_at(connection: &Connection, place: &str) -> rusqlite::Result<Option<Last>> {
    connection
        .prepare_cached(
            "SELECT id, document, thread, version FROM receipt WHERE place = ?1 ORDER BY id DESC LIMIT 1",
        )?
        .query_row([place], last)
        .optional()
}

/// Whether a changed text from a known place is the same report edited. An address names its report; a file may have
/// been written over with another.
fn same_report(connection: &Connection, last: &Last, incoming: &Incoming<'_>) -> rusqlite::Result<bool> {
    if incoming.place.is_some_and(|place| place.contains("://")) {
        return Ok(true);
    }
    let body: Vec<u8> = connection
        .prepare_cached("SELECT body FROM document WHERE id = ?1")?
        .query_row([last.document], |row| row.get(0))?;
    let Some(before) = pack::from_json::<Report>(&body) else { return Ok(false) };
    Ok(related(&before, incoming.report))
}

/// Whether two texts share enough of their wording.
fn related(left: &Report, right: &Report) -> bool {
    let (left, right) = (runs(left), runs(right));
    let fewer = left.len().min(right.len());
    fewer == 0 || left.intersection(&right).count() as f64 >= RELATED * fewer as f64
}

/// Runs of three words.
fn runs(report: &Report) -> HashSet<[&str; 3]> {
    let words: Vec<&str> = report.parts.iter().flat_map(|part| part.text.split_whitespace()).collect();
    words.windows(3).filter_map(|run| run.try_into().ok()).collect()
}

/// Writes a record, and what is derived from it.
pub(super) fn insert_record(
    connection: &Connection,
    document: i64,
    record: &Record,
    reader: &str,
    known: i64,
) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT OR IGNORE INTO reader (version) VALUES (?1)")?.execute([reader])?;
    let day = record.document.day().map(|day| day.to_string());
    connection
        .prepare_cached(
            "INSERT INTO record (document, reader, doc, day, known, body)
             SELECT ?1, id, ?3, ?4, ?5, ?6 FROM reader WHERE version = ?2",
        )?
        .execute(params![
            document,
            reader,
            record.document.id,
            day,
            known,
            pack::json(record).unwrap_or_default()
        ])?;
    derive(connection, connection.last_insert_rowid(), record)
}

/// Writes what is derived from a record.
pub(super) fn derive(connection: &Connection, id: i64, record: &Record) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO digest (record, layout, body) VALUES (?1, ?2, ?3)")?
        .execute(params![id, digest::layout(), digest::write(record)])?;
    let mut insert = connection
        .prepare_cached("INSERT OR REPLACE INTO bears (party, record, mentions) VALUES (?1, ?2, ?3)")?;
    for (party, mentions) in parties(record) {
        insert.execute(params![party, id, mentions as i64])?;
    }
    Ok(())
}

/// The parties that a record names, with how often: countries, and groups and bodies by their own id.
fn parties(record: &Record) -> BTreeMap<&str, usize> {
    let mut parties: BTreeMap<&str, usize> = BTreeMap::new();
    for actor in &record.actors {
        let own = match actor.kind {
            ActorKind::Person | ActorKind::UnnamedGroup | ActorKind::Media => None,
            _ => Some(actor.id.as_str()),
        };
        let country = actor.country.as_deref().filter(|country| Some(*country) != own);
        for party in own.into_iter().chain(country) {
            *parties.entry(party).or_default() += actor.mentions.len();
        }
    }
    parties
}
