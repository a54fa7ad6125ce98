//! Brings reports in for the ledger: gathered one after another while others are being read, worked on by all cores.

use crate::input;
use crate::output::Failure;
use demarche_read::report::Report;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Files from which on progress is shown.
const MANY: usize = 50;

/// A report on its way in.
pub struct Named {
    /// What it is called when it is cited.
    pub name: String,
    /// Where it came from, so that a changed text from there is known again: its address, or else its file.
    pub place: Option<String>,
    /// The report, or why there is none.
    pub report: Result<Report, Failure>,
    /// How many of the files had been begun when it came.
    pub file_number: usize,
}

impl Named {
    /// Bytes of its text.
    pub fn size(&self) -> usize {
        self.report.as_ref().map_or(0, |report| report.parts.iter().map(|part| part.text.len()).sum())
    }
}

/// The reports of files, one after another: a file that holds many is not held whole.
pub fn stream(files: Vec<PathBuf>) -> impl Iterator<Item = Named> {
    files.into_iter().enumerate().flat_map(|(index, path)| {
        reports_in(&path).map(move |(name, report)| {
            let place = place(&path, &name, report.as_ref().ok());
            Named { name, place, report, file_number: index + 1 }
        })
    })
}

/// The reports in one file, each with its name.
fn reports_in(path: &Path) -> impl Iterator<Item = (String, Result<Report, Failure>)> + use<> {
    let name = if path.as_os_str() == "-" {
        "standard input".to_owned()
    } else {
        path.to_string_lossy().into_owned()
    };
    std::iter::once((name, input::report(path)))
}

/// An address without its fragment, or the whole name of the file; nothing for standard input.
fn place(path: &Path, name: &str, report: Option<&Report>) -> Option<String> {
    let address =
        report.and_then(|report| report.url.as_deref()).map(str::trim).filter(|url| url.contains("://"));
    if let Some(address) = address {
        return Some(address.split('#').next().unwrap_or(address).to_owned());
    }
    if path.as_os_str() == "-" {
        return None;
    }
    std::path::absolute(name).ok().map(|whole| whole.to_string_lossy().into_owned())
}

/// A progress bar, shown where the work is long and somebody looks.
pub fn progress(files: usize) -> indicatif::ProgressBar {
    if files >= MANY { indicatif::ProgressBar::new(files as u64) } else { indicatif::ProgressBar::hidden() }
}

/// Does something with each item of a list, on all cores; what comes of it is in the list's order.
pub fn on_all_cores<T: Sync, O: Send>(list: &[T], work: impl Fn(&T) -> O + Sync) -> Vec<O> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, O)>> = Mutex::new(Vec::with_capacity(list.len()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(list.len().max(1));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = list.get(index) else { break };
                    let out = work(item);
                    match done.lock() {
                        Ok(mut done) => done.push((index, out)),
                        Err(_) => break,
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, out)| out).collect()
}
