//! Checks a ledger from end to end: the file, and every passage of every record against the stored text.

use super::Ledger;
use super::add::gathered;
use crate::error::Error;
use crate::{digest, pack};
use demarche_read::record::{Passage, Record};
use demarche_read::report::Report;
use rusqlite::params;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: a report's name, or the file.
    pub place: String,
    /// What.
    pub what: String,
}

/// What was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Receipts.
    pub reports: usize,
    /// Records, of all readers.
    pub records: usize,
    /// Passages, each compared with the bytes it points to.
    pub passages: usize,
    /// What is not as it should be.
    pub faults: Vec<Fault>,
}

impl Ledger {
    /// Checks everything; `seen` hears of each record.
    ///
    /// # Errors
    /// Where the file cannot be read at all. What can be read and is wrong is a fault.
    pub fn check(&self, mut seen: impl FnMut()) -> Result<Checked, Error> {
        let mut checked = Checked::default();
        self.check_file(&mut checked).map_err(|error| self.failed(&error))?;
        self.check_records(&mut checked, &mut seen).map_err(|error| self.failed(&error))?;
        Ok(checked)
    }

    /// How many records there are.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn record_count(&self) -> Result<usize, Error> {
        let count: i64 = self
            .connection
            .query_row("SELECT count(*) FROM record", [], |row| row.get(0))
            .map_err(|error| self.failed(&error))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    fn check_file(&self, checked: &mut Checked) -> rusqlite::Result<()> {
        let place = self.path().display().to_string();
        let mut fault = |what: String| checked.faults.push(Fault { place: place.clone(), what });
        let mut select = self.connection.prepare("PRAGMA integrity_check")?;
        for line in select.query_map([], |row| row.get::<_, String>(0))? {
            let line = line?;
            if line != "ok" {
                fault(line);
            }
        }
        let mut select = self.connection.prepare("PRAGMA foreign_key_check")?;
        for table in select.query_map([], |row| row.get::<_, String>(0))? {
            fault(format!("{} points to a row that is not there", table?));
        }
        let lost: i64 = self.connection.query_row(
            "SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM receipt r WHERE r.document = d.id)
               OR NOT EXISTS (SELECT 1 FROM record c WHERE c.document = d.id)",
            [],
            |row| row.get(0),
        )?;
        if lost > 0 {
            fault(format!("{lost} texts without a receipt or a record"));
        }
        let doubled: i64 = self.connection.query_row(
            "SELECT count(*) FROM (SELECT thread FROM receipt GROUP BY thread
               HAVING max(version) <> count(*) OR min(version) <> 1)",
            [],
            |row| row.get(0),
        )?;
        if doubled > 0 {
            fault(format!("{doubled} reports whose versions are not numbered in order"));
        }
        let reports: i64 = self.connection.query_row("SELECT count(*) FROM receipt", [], |row| row.get(0))?;
        checked.reports = usize::try_from(reports).unwrap_or(0);
        Ok(())
    }

    fn check_records(&self, checked: &mut Checked, seen: &mut impl FnMut()) -> rusqlite::Result<()> {
        let mut select = self.connection.prepare(
            "SELECT c.id, c.doc, c.day, c.body, d.gathered, d.body, g.layout, g.body,
               (SELECT r.name FROM receipt r WHERE r.document = d.id ORDER BY r.id LIMIT 1),
               c.id = (SELECT min(f.id) FROM record f WHERE f.document = d.id)
             FROM record c JOIN document d ON d.id = c.document LEFT JOIN digest g ON g.record = c.id
             ORDER BY c.id",
        )?;
        let mut rows = select.query(params![])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let name: Option<String> = row.get(8)?;
            let place = name.unwrap_or_else(|| format!("record {id}"));
            let mut fault = |what: &str| {
                checked.faults.push(Fault { place: place.clone(), what: what.to_owned() });
            };
            checked.records += 1;
            seen();
            let Some(record) = pack::from_json::<Record>(&row.get::<_, Vec<u8>>(3)?) else {
                fault("its record cannot be read");
                continue;
            };
            let document = &record.document;
            if row.get::<_, String>(1)? != document.id || document.id != document.identify() {
                fault("its text is not the one that was read");
            }
            if row.get::<_, Option<String>>(2)? != document.day().map(|day| day.to_string()) {
                fault("it is filed under another day");
            }
            match pack::from_json::<Report>(&row.get::<_, Vec<u8>>(5)?) {
                None => fault("its text as gathered cannot be read"),
                // Its name was taken when it came in, as the first reader laid it out.
                Some(report) if row.get(9)? && gathered(&report, document) != row.get::<_, String>(4)? => {
                    fault("its text as gathered is not the one that came in");
                }
                Some(_) => {}
            }
            let layout: Option<i64> = row.get(6)?;
            let body: Option<Vec<u8>> = row.get(7)?;
            if layout == Some(digest::layout())
                && body.as_deref().and_then(digest::read).as_ref() != Some(&record)
            {
                fault("its digest is not its record; mend it with: demarche rebuild");
            }
            let mut passages = 0;
            let mut wrong = 0;
            each_passage(&record, &mut |passage| {
                passages += 1;
                wrong += usize::from(document.text.get(passage.span.range()) != Some(passage.quote.as_str()));
            });
            if wrong > 0 {
                fault(&format!("{wrong} passages are not what the text says there"));
            }
            checked.passages += passages;
        }
        Ok(())
    }
}

/// Every passage of a record.
fn each_passage(record: &Record, see: &mut impl FnMut(&Passage)) {
    record.times.iter().for_each(|time| see(&time.evidence));
    for statement in &record.statements {
        statement.source.iter().chain(&statement.cue).for_each(&mut *see);
        see(&statement.content);
    }
    record.events.iter().flat_map(|event| &event.evidence).for_each(&mut *see);
    record.channels.iter().flat_map(|channel| &channel.evidence).for_each(&mut *see);
    record.positions.iter().flat_map(|position| &position.evidence).for_each(&mut *see);
    record.expectations.iter().flat_map(|expectation| &expectation.evidence).for_each(&mut *see);
    record.stakes.iter().flat_map(|stake| &stake.evidence).for_each(&mut *see);
    record.conflicts.iter().flat_map(|conflict| &conflict.sides).for_each(|side| see(&side.evidence));
}
