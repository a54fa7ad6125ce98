//! Brings files and pages in as reports: bytes decoded, articles found, metadata kept.

mod plain;

use demarche_read::report::Report;

/// A report from the bytes of a plain-text file.
pub fn from_text(bytes: &[u8]) -> Report {
    plain::report(&String::from_utf8_lossy(bytes))
}
