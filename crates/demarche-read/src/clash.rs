//! Finds accounts that cannot both stand.
//!
//! Needs: statements, events, channels. Adds: conflicts.

use crate::reading::Reading;

/// Finds accounts that cannot both stand.
pub struct Clashes {}

impl Clashes {
    /// Parses the stage's tables.
    pub fn new() -> Clashes {
        Clashes {}
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let _ = reading;
    }
}
