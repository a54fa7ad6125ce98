//! Finds what parties want, offer and rule out.
//!
//! Needs: trees, mentions, statements. Adds: positions.

use crate::reading::Reading;

/// Finds what parties want, offer and rule out.
pub struct Stands {}

impl Stands {
    /// Parses the stage's tables.
    pub fn new() -> Stands {
        Stands {}
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let _ = reading;
    }
}
