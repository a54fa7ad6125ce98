//! Splits blocks into sentences and sentences into words.
//!
//! Needs: the document. Adds: sentences and tokens.

use crate::reading::Reading;

/// Splits blocks into sentences and sentences into words.
pub struct Segmenter {}

impl Segmenter {
    /// Parses the stage's tables.
    pub fn new() -> Segmenter {
        Segmenter {}
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let _ = reading;
    }
}
