//! Finds and reads the reports that were named: files, folders, standard input.

use crate::output::Failure;
use demarche_assess::Item;
use demarche_read::Reader;
use demarche_read::report::Report;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Endings of files that a folder is searched for.
const ENDINGS: [&str; 6] = ["txt", "text", "md", "markdown", "html", "htm"];
/// Reports from which on progress is shown.
const MANY: usize = 50;

/// Every report file that the paths name, folders searched to the bottom, in order of name.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" || path.is_file() {
            found.push(path.clone());
        } else if path.is_dir() {
            let before = found.len();
            let mut waiting = vec![path.clone()];
            while let Some(folder) = waiting.pop() {
                let entries =
                    std::fs::read_dir(&folder).map_err(|error| Failure::file("list", &folder, &error))?;
                for entry in entries.filter_map(Result::ok) {
                    let kind =
                        entry.file_type().map_err(|error| Failure::file("look at", &entry.path(), &error))?;
                    if kind.is_dir() {
                        waiting.push(entry.path());
                    } else if is_report(&entry.path()) {
                        found.push(entry.path());
                    }
                }
            }
            found[before..].sort();
            if found.len() == before {
                return Err(Failure::new(
                    format!("no reports in {}", path.display()),
                    &format!("a report ends in {}", ENDINGS.join(", ")),
                ));
            }
        } else {
            return Err(Failure::new(
                format!("no such file or folder: {}", path.display()),
                "name a report, a folder of reports, or - for standard input",
            ));
        }
    }
    Ok(found)
}

fn is_report(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str())
        && !path.file_name().is_some_and(|name| name.eq_ignore_ascii_case("README.md"))
}

/// The report in a file, or on standard input.
pub fn report(path: &Path) -> Result<Report, Failure> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::file("read", Path::new("standard input"), &error))?;
        bytes
    } else {
        std::fs::read(path).map_err(|error| Failure::file("read", path, &error))?
    };
    Ok(demarche_gather::from_bytes(&bytes, path.to_str()))
}

/// Reads every report that the paths name, on all cores; the order is that of the files.
pub fn read(paths: &[PathBuf]) -> Result<Vec<Item>, Failure> {
    let files = files(paths)?;
    let reader = Reader::new();
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Result<Item, Failure>)>> = Mutex::new(Vec::with_capacity(files.len()));
    let progress = if files.len() >= MANY {
        indicatif::ProgressBar::new(files.len() as u64)
    } else {
        indicatif::ProgressBar::hidden()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(files.len().max(1));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = files.get(index) else { break };
                    let item = report(path)
                        .map(|report| Item::new(path.to_string_lossy().into_owned(), reader.read(&report)));
                    progress.inc(1);
                    match done.lock() {
                        Ok(mut done) => done.push((index, item)),
                        Err(_) => break,
                    }
                }
            });
        }
    });
    progress.finish_and_clear();
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, item)| item).collect()
}
