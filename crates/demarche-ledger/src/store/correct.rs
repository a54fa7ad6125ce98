//! Corrections and grades: logs of what the user says, the last word standing.

use super::Ledger;
use super::list::Receipt;
use crate::correction::{self, Correction};
use crate::error::{Error, Kind};
use demarche_read::record::Record;
use jiff::Timestamp;
use rusqlite::params;
use std::collections::{BTreeMap, BTreeSet};

/// A correction as it stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number.
    pub number: i64,
    /// Name of the report.
    pub file: String,
    /// `b3:` id of the report.
    pub doc: String,
    /// What is put right.
    pub correction: Correction,
    /// Who says so.
    pub who: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// When it was made.
    pub known: Timestamp,
    /// Whether it changes the record as it is read now; one that was undone does not.
    pub applies: bool,
}

/// A grade as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// A publisher, or the file of a report.
    pub of: String,
    /// A to F for a publisher, 1 to 6 for a report.
    pub grade: char,
    /// When it was given.
    pub known: Timestamp,
}

impl Ledger {
    /// Adds a correction to the log of a report; gives its number.
    ///
    /// # Errors
    /// Where it undoes what is no correction of this report, and where the file cannot be written to.
    pub fn correct(
        &mut self,
        receipt: &Receipt,
        correction: &Correction,
        who: Option<&str>,
        why: Option<&str>,
        now: Timestamp,
    ) -> Result<i64, Error> {
        if let Correction::Undo { of } = correction {
            let known =
                self.corrections()?.into_iter().any(|entry| entry.number == *of && entry.doc == receipt.doc);
            if !known {
                let what = format!("no correction {of} of {}", receipt.file);
                return Err(Error::new(Kind::Unfit(what), self.path()));
            }
        }
        let body = serde_json::to_string(correction).unwrap_or_default();
        let insert = "INSERT INTO correction (document, known, who, why, body) VALUES (?1, ?2, ?3, ?4, ?5)";
        let done =
            self.connection.execute(insert, params![receipt.document, now.as_millisecond(), who, why, body]);
        done.map_err(|error| self.failed(&error))?;
        Ok(self.connection.last_insert_rowid())
    }

    /// The log of corrections, in order.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn corrections(&self) -> Result<Vec<Entry>, Error> {
        let log = self.log(i64::MAX).map_err(|error| self.failed(&error))?;
        let standing: BTreeSet<i64> = log.values().flatten().map(|(number, _)| *number).collect();
        let select = || {
            let mut select = self.connection.prepare_cached(
                "SELECT k.id, r.name, c.doc, k.body, k.who, k.why, k.known, c.id
                 FROM correction k
                 JOIN receipt r ON r.id = (SELECT min(f.id) FROM receipt f WHERE f.document = k.document)
                 JOIN record c ON c.id = (SELECT max(l.id) FROM record l WHERE l.document = k.document)
                 ORDER BY k.id",
            )?;
            let rows = select.query_map([], |row| {
                let body: String = row.get(3)?;
                let entry = serde_json::from_str(&body).ok().map(|correction| Entry {
                    number: row.get(0).unwrap_or_default(),
                    file: row.get(1).unwrap_or_default(),
                    doc: row.get(2).unwrap_or_default(),
                    correction,
                    who: row.get(4).unwrap_or_default(),
                    why: row.get(5).unwrap_or_default(),
                    known: Timestamp::from_millisecond(row.get(6).unwrap_or_default()).unwrap_or_default(),
                    applies: false,
                });
                Ok((entry, row.get::<_, i64>(7)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<(Option<Entry>, i64)>>>()
        };
        let mut entries = Vec::new();
        for (entry, record) in select().map_err(|error| self.failed(&error))? {
            let Some(mut entry) = entry else {
                return Err(self.damaged("a correction cannot be read".to_owned()));
            };
            entry.applies = standing.contains(&entry.number)
                && correction::apply(self.whole(record)?, [&entry.correction]).1 == 1;
            entries.push(entry);
        }
        Ok(entries)
    }

    /// Grades a publisher, A to F, or, with a digit, a report, 1 to 6.
    ///
    /// # Errors
    /// Where the grade is none, and where the file cannot be written to.
    pub fn grade(&mut self, of: GradeOf<'_>, grade: char, now: Timestamp) -> Result<(), Error> {
        let (publisher, receipt, fits) = match of {
            GradeOf::Publisher(name) => (Some(name), None, ('A'..='F').contains(&grade)),
            GradeOf::Report(receipt) => (None, Some(receipt.number), ('1'..='6').contains(&grade)),
        };
        if !fits {
            let what = format!(
                "no grade: {grade} (a publisher has a letter from A to F, a report a digit from 1 to 6)"
            );
            return Err(Error::new(Kind::Unfit(what), self.path()));
        }
        let insert = "INSERT INTO grade (publisher, receipt, grade, known) VALUES (?1, ?2, ?3, ?4)";
        let done = self
            .connection
            .execute(insert, params![publisher, receipt, grade.to_string(), now.as_millisecond()]);
        done.map_err(|error| self.failed(&error)).map(|_| ())
    }

    /// The log of grades, in order.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn grades(&self) -> Result<Vec<Grade>, Error> {
        let select = || {
            let mut select = self.connection.prepare_cached(
                "SELECT coalesce(g.publisher, r.name), g.grade, g.known FROM grade g
                 LEFT JOIN receipt r ON r.id = g.receipt ORDER BY g.id",
            )?;
            let rows = select.query_map([], |row| {
                Ok(Grade {
                    of: row.get(0)?,
                    grade: letter(&row.get::<_, String>(1)?),
                    known: Timestamp::from_millisecond(row.get(2)?).unwrap_or_default(),
                })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        select().map_err(|error: rusqlite::Error| self.failed(&error))
    }

    /// The corrections made before a moment, by document, each with its number, without what was undone.
    pub(super) fn log(&self, before: i64) -> rusqlite::Result<BTreeMap<i64, Vec<(i64, Correction)>>> {
        let mut select = self
            .connection
            .prepare_cached("SELECT document, id, body FROM correction WHERE known < ?1 ORDER BY id")?;
        let rows = select.query_map([before], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?))
        })?;
        let mut log: BTreeMap<i64, Vec<(i64, Correction)>> = BTreeMap::new();
        for row in rows {
            let (document, number, body) = row?;
            let Ok(correction) = serde_json::from_str(&body) else { continue };
            let list = log.entry(document).or_default();
            match correction {
                Correction::Undo { of } => list.retain(|(number, _)| *number != of),
                correction => list.push((number, correction)),
            }
        }
        Ok(log)
    }

    /// The grades given before a moment: those of publishers by their name in small letters, those of receipts.
    pub(super) fn grades_before(&self, before: i64) -> rusqlite::Result<Grades> {
        let mut grades = Grades::default();
        let mut select = self
            .connection
            .prepare_cached("SELECT publisher, receipt, grade FROM grade WHERE known < ?1 ORDER BY id")?;
        let rows = select.query_map([before], |row| {
            Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?))
        })?;
        for row in rows {
            let (publisher, receipt, grade) = row?;
            if let Some(publisher) = publisher {
                grades.publishers.insert(publisher.to_lowercase(), letter(&grade));
            }
            if let Some(receipt) = receipt {
                grades.receipts.insert(receipt, letter(&grade));
            }
        }
        Ok(grades)
    }
}

/// What a grade is given to.
#[derive(Clone, Copy, Debug)]
pub enum GradeOf<'a> {
    /// Everything that somebody publishes, by name; capitals make no difference.
    Publisher(&'a str),
    /// One report.
    Report(&'a Receipt),
}

/// The last word on each publisher and receipt.
#[derive(Default)]
pub(super) struct Grades {
    pub publishers: BTreeMap<String, char>,
    pub receipts: BTreeMap<i64, char>,
}

fn letter(grade: &str) -> char {
    grade.chars().next().unwrap_or('F')
}

/// A record with the corrections of its document.
pub(super) fn corrected(record: Record, corrections: &[(i64, Correction)]) -> Record {
    correction::apply(record, corrections.iter().map(|(_, correction)| correction)).0
}
