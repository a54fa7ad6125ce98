//! Finds who said (thinks, wants, fears) what.
//!
//! Needs: blocks, trees, mentions, times. Adds: statements, in order of their content's start.
//!
//! Each construction has its file: verbs and their complements, clauses that an attribution floats in, nouns and
//! adjectives that report, "according to", layout (headlines, transcripts, interviews, resolutions). What they find is
//! settled at the end: unattributed quotations are given their speaker, doubles dropped, nesting told.

mod cue;
mod float;
mod layout;
mod noun;
mod object;
mod quote;
mod settle;
mod span;
mod speaker;
mod surface;
#[cfg(test)]
mod tests;
mod tree;
mod verb;

use crate::lexicon;
use crate::reading::{Act, Reading};
use crate::report::BlockKind;
use crate::syntax::Upos;
use crate::text::{ActorId, Span, TokenId};
use cue::Cues;
use quote::Quotation;

/// Finds who said (thinks, wants, fears) what.
pub struct Sayings {
    cues: Cues,
}

impl Sayings {
    /// Parses the cue table.
    pub fn new() -> Sayings {
        Sayings { cues: Cues::new() }
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let scene = Scene { reading, cues: &self.cues, quotes: quote::find(reading) };
        let mut drafts = Vec::new();
        for sentence in reading.sentences.iter().copied() {
            if matches!(reading.block_of(sentence).kind, BlockKind::Boilerplate | BlockKind::Byline) {
                continue;
            }
            for id in sentence.tokens() {
                match reading.upos(id) {
                    Upos::Verb => drafts.extend(scene.verb(id).or_else(|| scene.by_words(id))),
                    Upos::Noun => drafts.extend(scene.noun(id).or_else(|| scene.by_words(id))),
                    Upos::Sconj | Upos::Adp | Upos::Propn => drafts.extend(scene.by_words(id)),
                    Upos::Adj => drafts.extend(scene.adjective(id)),
                    _ => {}
                }
                drafts.extend(scene.preposition(id));
            }
        }
        scene.layout(&mut drafts);
        reading.statements = settle::settle(&scene, drafts);
    }
}

/// What the constructions look at.
struct Scene<'s, 'd> {
    reading: &'s Reading<'d>,
    cues: &'s Cues,
    quotes: Vec<Quotation>,
}

/// The construction that a statement was found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Construction {
    /// A finite clause after the cue.
    Clause,
    /// A quotation beside the cue.
    Quotation,
    /// The cue stands in or after its content.
    Floating,
    /// "According to".
    According,
    /// An infinitive.
    Infinitive,
    /// An object and what is said of it.
    Predication,
    /// A noun phrase alone.
    Object,
    /// A prepositional phrase.
    Preposition,
    /// A noun that reports.
    Noun,
    /// An adjective that reports.
    Adjective,
    /// "X: Y" over a report or a section.
    Headline,
    /// An answer of a transcript or an interview.
    Answer,
    /// A quotation without attribution, given to the speaker before it.
    Carried,
}

impl Construction {
    /// Share of statements found this way that are right, measured as linked to one of the gold's on PolNeAR's
    /// development part; answers, which it lacks, on transcripts and interviews.
    fn confidence(self) -> f32 {
        match self {
            Construction::Clause => 0.8,
            Construction::Quotation => 0.8,
            Construction::Floating => 0.85,
            Construction::According => 0.85,
            Construction::Infinitive => 0.5,
            Construction::Predication => 0.6,
            Construction::Object => 0.5,
            Construction::Preposition => 0.4,
            Construction::Noun => 0.4,
            Construction::Adjective => 0.4,
            Construction::Headline => 0.9,
            Construction::Answer => 0.9,
            Construction::Carried => 0.7,
        }
    }
}

/// A statement before it is settled.
#[derive(Clone, Debug)]
struct Draft {
    by: Option<ActorId>,
    to: Option<ActorId>,
    act: Act,
    source: Option<Span>,
    /// Head of the words that name the source.
    speaker: Option<TokenId>,
    cue: Option<Span>,
    cue_token: Option<TokenId>,
    content: Span,
    found: Construction,
}
