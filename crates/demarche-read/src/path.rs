//! Finds the paths by which parties deal with each other.
//!
//! Needs: trees, mentions, statements. Adds: channels.

use crate::reading::Reading;

/// Finds the paths by which parties deal with each other.
pub struct Paths {}

impl Paths {
    /// Parses the stage's tables.
    pub fn new() -> Paths {
        Paths {}
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let _ = reading;
    }
}
