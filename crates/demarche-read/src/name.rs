//! Finds who is spoken of, and leads later mentions to the one actor.
//!
//! Needs: trees. Adds: actors and mentions.

use crate::reading::Reading;

/// Finds who is spoken of, and leads later mentions to the one actor.
pub struct Names {}

impl Names {
    /// Parses the stage's tables.
    pub fn new() -> Names {
        Names {}
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let _ = reading;
    }
}
