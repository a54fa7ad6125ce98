//! What could not be gathered: where, and why.

use std::fmt;

/// One thing that could not be gathered; what stands around it may still be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: a file, a line or record of it (`news.jsonl:17`), an address.
    pub place: String,
    /// What is wrong, in plain words.
    pub what: String,
}

impl Fault {
    /// A fault at a place.
    pub fn new(place: impl Into<String>, what: impl Into<String>) -> Fault {
        Fault { place: place.into(), what: what.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

impl std::error::Error for Fault {}
