//! Finds who did what to whom, in PLOVER's terms.
//!
//! Needs: trees, mentions, times, statements. Adds: events.

use crate::reading::Reading;

/// Finds who did what to whom, in PLOVER's terms.
pub struct Deeds {}

impl Deeds {
    /// Parses the stage's tables.
    pub fn new() -> Deeds {
        Deeds {}
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let _ = reading;
    }
}
