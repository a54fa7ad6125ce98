//! `demarche add`: reports into the ledger, read on all cores, acknowledged batch by batch.

use crate::arguments::{Add, ReceiptFormat};
use crate::input;
use crate::intake::{self, Named};
use crate::output::{Failure, print};
use crate::shelf;
use demarche_ledger::{Incoming, Ledger, Outcome, gathered};
use demarche_read::record::{self, Record};
use demarche_read::report::{Document, lay_out};
use demarche_read::{Reader, VERSION};
use jiff::Timestamp;
use serde_json::json;
use std::fmt::Write;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, sync_channel};

/// Reports in one batch at most: what is lost if the process is killed, and read again.
const BATCH: usize = 64;
/// Bytes of text in one batch at most, but for a report that is longer by itself.
const BATCH_BYTES: usize = 4 << 20;
/// Reports gathered ahead.
const AHEAD: usize = 64;

/// Gathers, reads, writes and tells.
pub fn run(arguments: &Add) -> Result<ExitCode, Failure> {
    let files = input::files(&arguments.paths)?;
    let mut ledger = shelf::open_or_make(arguments.shelf.ledger.as_ref(), arguments.shelf.wait)?;
    let mut desk = Desk { reader: Reader::new(), format: arguments.format, count: Count::default() };
    let progress = intake::progress(files.len());
    let (send, receive) = sync_channel(AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for named in intake::stream(files) {
                // The other end is gone when writing failed.
                if send.send(named).is_err() {
                    break;
                }
            }
        });
        // Dropped at an early return, so that the gatherer does not wait for ever.
        let receive = receive;
        while let Some(batch) = next_batch(&receive) {
            let last = batch.iter().map(|named| named.file_number).max().unwrap_or(0);
            desk.take_in(&mut ledger, batch)?;
            progress.set_position(last as u64);
        }
        Ok::<(), Failure>(())
    })?;
    progress.finish_and_clear();
    if arguments.format == ReceiptFormat::Text {
        print(&desk.count.tell())?;
    }
    Ok(if desk.count.failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The next reports: waits for one, then takes what has come in meanwhile.
fn next_batch(receive: &Receiver<Named>) -> Option<Vec<Named>> {
    let mut batch = vec![receive.recv().ok()?];
    let mut bytes = batch[0].size();
    while batch.len() < BATCH && bytes < BATCH_BYTES {
        let Ok(named) = receive.try_recv() else { break };
        bytes += named.size();
        batch.push(named);
    }
    Some(batch)
}

/// What reading a batch needs, and what has come of all batches.
struct Desk {
    reader: Reader,
    format: ReceiptFormat,
    count: Count,
}

impl Desk {
    /// Reads what is new of a batch, adds it, and says so once it is on the disk.
    fn take_in(&mut self, ledger: &mut Ledger, batch: Vec<Named>) -> Result<(), Failure> {
        let mut lines = String::new();
        let mut sound = Vec::with_capacity(batch.len());
        for named in batch {
            match named.report {
                Ok(report) => sound.push((named.name, named.place, report)),
                Err(failure) => self.failed(&named.name, &failure, &mut lines),
            }
        }
        let documents: Vec<Document> = intake::on_all_cores(&sound, |(_, _, report)| lay_out(report));
        let texts: Vec<String> = sound
            .iter()
            .zip(&documents)
            .map(|((_, _, report), document)| gathered(report, document))
            .collect();
        let mut seen = ledger.held(&texts)?;
        let fresh: Vec<bool> = texts.iter().map(|text| seen.insert(text.clone())).collect();
        let unread: Vec<(&Document, bool)> = documents.iter().zip(fresh).collect();
        let records: Vec<Option<Record>> = intake::on_all_cores(&unread, |(document, fresh)| {
            fresh.then(|| record::write_down(&self.reader.read_document(document)))
        });
        let incoming: Vec<Incoming<'_>> = sound
            .iter()
            .zip(&documents)
            .zip(&records)
            .map(|(((name, place, report), document), record)| Incoming {
                place: place.as_deref(),
                name,
                report,
                document,
                record: record.as_ref(),
            })
            .collect();
        let outcomes = ledger.add(&incoming, VERSION, Timestamp::now())?;
        for (incoming, outcome) in incoming.iter().zip(&outcomes) {
            self.tell(incoming, outcome, &mut lines);
        }
        print(&lines)
    }

    fn failed(&mut self, name: &str, failure: &Failure, lines: &mut String) {
        self.count.failed += 1;
        match self.format {
            ReceiptFormat::Text => eprintln!("error: {failure}"),
            ReceiptFormat::Jsonl => {
                let _ = writeln!(
                    lines,
                    "{}",
                    json!({"file": name, "outcome": "failed", "why": failure.to_string()})
                );
            }
        }
    }

    fn tell(&mut self, incoming: &Incoming<'_>, outcome: &Outcome, lines: &mut String) {
        let name = incoming.name;
        let notes = &incoming.document.notes;
        let (word, detail) = self.count.count(outcome);
        if !notes.is_empty() {
            self.count.unread += 1;
        }
        match self.format {
            ReceiptFormat::Jsonl => {
                let mut line = json!({"file": name, "doc": incoming.document.id, "outcome": word});
                match outcome {
                    Outcome::Copy { of } => line["of"] = json!(of),
                    Outcome::Version { number } => line["version"] = json!(number),
                    Outcome::Added | Outcome::Known => {}
                }
                if !notes.is_empty() {
                    line["notes"] = json!(notes);
                }
                let _ = writeln!(lines, "{line}");
            }
            ReceiptFormat::Text => {
                if let Some(detail) = detail {
                    let _ = writeln!(lines, "{name}: {detail}");
                }
                for note in notes {
                    let _ = writeln!(lines, "{name}: {note}");
                }
            }
        }
    }
}

/// What has come of the reports.
#[derive(Default)]
struct Count {
    added: usize,
    known: usize,
    copies: usize,
    versions: usize,
    unread: usize,
    failed: usize,
}

impl Count {
    /// Counts an outcome, and gives its word with what there is to say of it.
    fn count(&mut self, outcome: &Outcome) -> (&'static str, Option<String>) {
        match outcome {
            Outcome::Added => {
                self.added += 1;
                ("added", None)
            }
            Outcome::Known => {
                self.known += 1;
                ("known", None)
            }
            Outcome::Copy { of } => {
                self.copies += 1;
                ("copy", Some(format!("the same text as {of}")))
            }
            Outcome::Version { number } => {
                self.versions += 1;
                ("version", Some(format!("version {number}")))
            }
        }
    }

    fn tell(&self) -> String {
        let all = self.added + self.known + self.copies + self.versions + self.failed;
        let mut text = format!("{all} {}: {} added", if all == 1 { "report" } else { "reports" }, self.added);
        let parts = [
            (self.known, "known"),
            (self.copies, "copies"),
            (self.versions, "new versions"),
            (self.unread, "not read in full"),
            (self.failed, "failed"),
        ];
        for (count, word) in parts.iter().filter(|(count, _)| *count > 0) {
            let _ = write!(text, ", {count} {word}");
        }
        text.push('\n');
        text
    }
}
