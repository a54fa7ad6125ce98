//! Tags words: part of speech, features, lemma.
//!
//! Needs: tokens. Adds: tags, features and lemmas.

use crate::reading::Reading;

/// Tags words: part of speech, features, lemma.
pub struct Tagger {}

impl Tagger {
    /// Parses the stage's tables.
    pub fn new() -> Tagger {
        Tagger {}
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let _ = reading;
    }
}
