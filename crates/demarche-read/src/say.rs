//! Finds who said (thinks, wants, fears) what.
//!
//! Needs: trees, mentions, times. Adds: statements.

use crate::reading::Reading;

/// Finds who said (thinks, wants, fears) what.
pub struct Sayings {}

impl Sayings {
    /// Parses the stage's tables.
    pub fn new() -> Sayings {
        Sayings {}
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let _ = reading;
    }
}
