//! The one who writes: holds the situation, the names already introduced, and the notes.

use crate::ask::Passages;
use crate::briefing::Sentence;
use crate::cite::Notes;
use crate::name::Naming;
use demarche_assess::situation::{BlockKind, Evidence, Situation};
use jiff::civil::Date;
use std::rc::Rc;

/// State of a briefing or an answer while it is being written.
pub struct Scribe<'s> {
    /// What is written about.
    pub situation: &'s Situation,
    /// Who has been introduced.
    pub naming: Naming<'s>,
    notes: Notes,
    passages: Option<Rc<Passages<'s>>>,
}

impl<'s> Scribe<'s> {
    /// A fresh sheet.
    pub fn new(situation: &'s Situation) -> Scribe<'s> {
        Scribe { situation, naming: Naming::new(situation), notes: Notes::default(), passages: None }
    }
    /// The passages that answers are sought in, gathered at the first question.
    pub fn passages(&mut self) -> Rc<Passages<'s>> {
        let situation = self.situation;
        self.passages.get_or_insert_with(|| Rc::new(Passages::new(situation))).clone()
    }
    /// The day that is today for the reader.
    pub fn now(&self) -> Option<Date> {
        self.situation.as_of
    }
    /// A sentence with its passages; `None` where there is none.
    pub fn sentence<'e>(
        &mut self,
        text: String,
        passages: impl IntoIterator<Item = &'e Evidence>,
    ) -> Option<Sentence> {
        self.notes.sentence(text, passages)
    }
    /// Whether a passage stands in a headline, where words are left out.
    pub fn is_headline(&self, passage: &Evidence) -> bool {
        self.situation.sentences.iter().any(|sentence| {
            sentence.kind == BlockKind::Headline
                && sentence.passage.doc == passage.doc
                && sentence.passage.span.overlaps(passage.span)
        })
    }
    /// An actor by name.
    pub fn call(&mut self, id: &str) -> String {
        self.naming.call(Some(id))
    }
    /// Actors by name, joined.
    pub fn call_all(&mut self, ids: &[String]) -> String {
        self.naming.call_all(ids.iter().map(String::as_str))
    }
    /// The passages cited, note 1 first.
    pub fn into_notes(self) -> Vec<Evidence> {
        self.notes.into_list()
    }
}
