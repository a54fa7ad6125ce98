//! Finds what somebody says will come.
//!
//! Needs: trees, mentions, times, statements. Adds: expectations.

use crate::reading::Reading;

/// Finds what somebody says will come.
pub struct Expectations {}

impl Expectations {
    /// Parses the stage's tables.
    pub fn new() -> Expectations {
        Expectations {}
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let _ = reading;
    }
}
