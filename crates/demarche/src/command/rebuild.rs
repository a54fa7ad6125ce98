//! `demarche rebuild`: the reports of the ledger read anew by the present reader.

use crate::arguments::ShelfToWrite;
use crate::intake;
use crate::output::{Failure, print};
use crate::shelf;
use demarche_read::record::Record;
use demarche_read::{Reader, VERSION};
use jiff::Timestamp;
use std::process::ExitCode;

/// Reports in one batch: what is lost if the process is killed, and read again.
const BATCH: usize = 64;

/// Reads what this reader has not read, then makes again what is derived from records.
pub fn run(arguments: &ShelfToWrite) -> Result<ExitCode, Failure> {
    let mut ledger = shelf::open(arguments.ledger.as_ref(), arguments.wait)?;
    let unread = ledger.unread_by(VERSION)?;
    let reader = Reader::new();
    let progress = intake::progress(unread.len());
    for numbers in unread.chunks(BATCH) {
        let reports = ledger.gathered_reports(numbers)?;
        let read: Vec<(i64, Record)> =
            intake::on_all_cores(&reports, |reread| (reread.number, reader.read(&reread.report)));
        ledger.add_records(&read, VERSION, Timestamp::now())?;
        progress.inc(numbers.len() as u64);
    }
    progress.finish_and_clear();
    let mut next = Some(0);
    while let Some(first) = next {
        next = ledger.derive_from(first)?;
    }
    let all = ledger.record_count()?;
    print(&format!(
        "{} read anew by reader {VERSION}; {all} records of all readers, views made again\n",
        if unread.len() == 1 { "1 text".to_owned() } else { format!("{} texts", unread.len()) },
    ))?;
    Ok(ExitCode::SUCCESS)
}
