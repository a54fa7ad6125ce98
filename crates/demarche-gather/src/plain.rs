//! Plain text: one part a line; what each line is, the reader's layout tells.

use demarche_read::report::{Part, Report};

/// A report whose parts are the lines of a text.
pub fn report(text: &str) -> Report {
    let parts = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| Part { kind: None, text: line.to_owned() })
        .collect();
    Report { parts, ..Report::default() }
}
