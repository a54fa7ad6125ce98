//! The briefing: what is said of a situation, sentence by sentence, each with the notes it rests on. Plain data.

use demarche_assess::situation::Evidence;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Name of the schema this version writes.
pub const SCHEMA: &str = "demarche/briefing/1";

/// A briefing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Briefing {
    /// [`SCHEMA`].
    pub schema: String,
    /// Parties it is about.
    pub between: Vec<String>,
    /// The day it holds for.
    pub as_of: Option<Date>,
    /// Only what is new since this day is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// How many reports it was made from.
    pub reports: usize,
    /// One line.
    pub headline: Sentence,
    /// What changed since an earlier day, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Sentence>,
    /// Two to five sentences.
    pub summary: Vec<Sentence>,
    /// Sections in order; none is empty.
    pub sections: Vec<Section>,
    /// Questions that a reader asks first, with their answers.
    pub questions: Vec<Answer>,
    /// Passages, in order of first citation: note 1 is `notes[0]`.
    pub notes: Vec<Evidence>,
    /// What could not be read, in plain words.
    pub gaps: Vec<String>,
}

/// A sentence and the numbers of its notes, from 1. Never without a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its words.
    pub text: String,
    /// Numbers of its notes.
    pub notes: Vec<usize>,
}

/// A titled run of sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// Its sentences, one item each.
    pub items: Vec<Sentence>,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question.
    pub ask: String,
    /// The answer, sentence by sentence.
    pub answer: Vec<Sentence>,
}

impl Briefing {
    /// Every sentence in it, in order.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.changed
            .iter()
            .chain(std::iter::once(&self.headline))
            .chain(&self.summary)
            .chain(self.sections.iter().flat_map(|section| &section.items))
            .chain(self.questions.iter().flat_map(|question| &question.answer))
    }
}
