//! Finds the consequences that the report ties to the confrontation.
//!
//! Needs: trees, mentions. Adds: stakes.

use crate::reading::Reading;

/// Finds the consequences that the report ties to the confrontation.
pub struct Stakes {}

impl Stakes {
    /// Parses the stage's tables.
    pub fn new() -> Stakes {
        Stakes {}
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let _ = reading;
    }
}
