//! Prints results and failures.

use std::fmt;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// What failed, where, and what to do about it.
#[derive(Debug)]
pub struct Failure {
    what: String,
    hint: Option<String>,
}

impl Failure {
    /// A failure with a hint; an empty hint is left out.
    pub fn new(what: String, hint: &str) -> Failure {
        Failure { what, hint: Some(hint.to_owned()).filter(|hint| !hint.is_empty()) }
    }
    /// A failure to do something with a file.
    pub fn file(doing: &str, path: &Path, error: &dyn fmt::Display) -> Failure {
        Failure { what: format!("cannot {doing} {}: {error}", path.display()), hint: None }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

/// Writes to standard output; a reader that has gone away (`| head`) is no failure.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to standard output: {error}"), ""))
        }
        _ => Ok(()),
    }
}

/// As indented JSON.
pub fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::new(format!("cannot write JSON: {error}"), ""))?;
    Ok(text + "\n")
}

/// Whether colour may be used: a terminal, and `NO_COLOR` unset or empty.
pub fn coloured() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Columns to write in.
pub fn width(asked: Option<usize>) -> usize {
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(100));
    asked.or_else(terminal).unwrap_or(100)
}
