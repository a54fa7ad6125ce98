//! Tags words: part of speech, features, lemma.
//!
//! Needs: tokens. Adds: tags, features and lemmas.

mod features;
mod lemma;

pub use features::{fingerprint, write_features};
pub use lemma::{LemmaRules, Lemmas};

use crate::reading::{Reading, Token};
use crate::syntax::Feats;
use crate::weights::{Casing, Classes, LabelTable, Refusal, Tag, ValueTable, Weights, Word, casing, key};

/// Tags words: part of speech, features, lemma.
pub struct Tagger {
    classes: Classes,
    tags: Vec<Tag>,
    table: LabelTable,
    morphology: Morphology,
    lemmas: Lemmas,
}

/// Which features a word has: by its form and tag, else by its tag.
struct Morphology {
    by_form: ValueTable,
    by_tag: Vec<Feats>,
    sets: Vec<Feats>,
}

/// Buffers that tagging a sentence needs, kept from one sentence to the next.
#[derive(Default)]
pub struct Scratch {
    words: Vec<Word>,
    tags: Vec<u8>,
    features: Vec<u32>,
    scores: Vec<i32>,
}

/// Sections of the weights file, in order.
pub const SECTIONS: [&str; 8] = [
    "tags",
    "offsets",
    "data",
    "features of forms",
    "feature sets",
    "features of tags",
    "lemma rules",
    "lemma scripts",
];

impl Default for Tagger {
    fn default() -> Tagger {
        Tagger::new()
    }
}

impl Tagger {
    /// Loads the weights that are built in.
    pub fn new() -> Tagger {
        Tagger::load(include_bytes!("../../models/tag.weights"), Classes::built_in())
            .expect("the weights that are built in were fitted with these features: a test loads them")
    }

    /// Loads weights from a file.
    ///
    /// # Errors
    /// Refuses a file that does not fit.
    pub fn load(file: &'static [u8], classes: Classes) -> Result<Tagger, Refusal> {
        let weights = Weights::open(file, fingerprint())?;
        let section = |number| weights.section(number).ok_or(Refusal::Format);
        let tags = weights
            .lines(0)?
            .map(|line| Tag::parse(line).ok_or(Refusal::Labels))
            .collect::<Result<Vec<Tag>, Refusal>>()?;
        let sets =
            |number| weights.lines(number).map(|lines| lines.map(Feats::parse).collect::<Vec<Feats>>());
        let morphology = Morphology {
            by_form: ValueTable::new(section(3)?).ok_or(Refusal::Format)?,
            sets: sets(4)?,
            by_tag: sets(5)?,
        };
        if tags.is_empty() || morphology.by_tag.len() != tags.len() {
            return Err(Refusal::Labels);
        }
        Ok(Tagger {
            classes,
            table: LabelTable::new(section(1)?, section(2)?).ok_or(Refusal::Format)?,
            lemmas: Lemmas::load(section(6)?, weights.lines(7)?)?,
            tags,
            morphology,
        })
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let mut scratch = Scratch::default();
        let document = reading.document;
        for sentence in &reading.sentences {
            let Some(tokens) = reading.tokens.get_mut(sentence.first.index()..sentence.end.index()) else {
                continue;
            };
            let casing = casing(tokens.iter().map(|token| document.slice(token.span)));
            self.tag(tokens.iter().map(|token| document.slice(token.span)), casing, &mut scratch);
            for ((token, tag), word) in tokens.iter_mut().zip(&scratch.tags).zip(&scratch.words) {
                self.fill(token, document.slice(token.span), word.form, *tag);
            }
        }
    }

    /// The tags of a sentence's words.
    pub fn tags<'w>(&self, forms: impl Iterator<Item = &'w str> + Clone) -> Vec<Tag> {
        let mut scratch = Scratch::default();
        self.tag(forms.clone(), casing(forms), &mut scratch);
        scratch.tags.iter().map(|tag| self.tags[usize::from(*tag)]).collect()
    }

    /// Chooses a tag for each word of a sentence.
    fn tag<'w>(&self, forms: impl Iterator<Item = &'w str>, casing: Casing, scratch: &mut Scratch) {
        let Scratch { words, tags, features, scores } = scratch;
        words.clear();
        words.extend(
            forms.enumerate().map(|(place, form)| Word::new(form, casing, place == 0, &self.classes)),
        );
        tags.clear();
        for place in 0..words.len() {
            write_features(words, tags, place, features);
            scores.clear();
            scores.resize(self.tags.len(), 0);
            for feature in features.iter() {
                self.table.add(*feature, scores);
            }
            let best = (0..scores.len()).max_by_key(|tag| (scores[*tag], std::cmp::Reverse(*tag)));
            tags.push(best.unwrap_or(0) as u8);
        }
    }

    fn fill(&self, token: &mut Token, form: &str, form_hash: u32, number: u8) {
        let tag = self.tags[usize::from(number)];
        token.upos = tag.upos;
        token.xpos = tag.penn;
        let set = self.morphology.by_form.get(feats_key(form_hash, tag));
        token.feats = set
            .and_then(|set| self.morphology.sets.get(set as usize))
            .or_else(|| self.morphology.by_tag.get(usize::from(number)))
            .copied()
            .unwrap_or_default();
        token.lemma = self.lemmas.lemma(form, &token.lower, tag);
    }
}

/// Key of a form and tag in the table of features.
pub fn feats_key(form_hash: u32, tag: Tag) -> u32 {
    key(0, form_hash, tag.hash())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_weights_fit_and_others_are_refused() {
        Tagger::new();
        assert_eq!(Tagger::load(b"something else", Classes::default()).err(), Some(Refusal::Format));
    }
}
