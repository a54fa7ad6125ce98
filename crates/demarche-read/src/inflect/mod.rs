//! Gives words their features and lemmas.
//!
//! Needs: parts of speech. Adds: morphological features and lemmas, by tables of forms and endings.

mod lemma;

pub use lemma::{LemmaRules, Lemmas};

use crate::reading::Reading;
use crate::syntax::Feats;
use crate::weights::{Refusal, Tag, ValueTable, Weights, fingerprint, form_key, key};
use std::collections::HashMap;

/// Gives words their features and lemmas.
pub struct Inflector {
    morphology: Morphology,
    lemmas: Lemmas,
}

/// Which features a word has: by its form and tag, else by its tag.
struct Morphology {
    by_form: ValueTable,
    sets: Vec<Feats>,
    by_tag: HashMap<Tag, Feats>,
}

/// Sections of the weights file, in order.
pub const SECTIONS: [&str; 6] =
    ["tags", "features of forms", "feature sets", "features of tags", "lemma rules", "lemma scripts"];

/// How forms are spelled and keyed: part of the fingerprint that weights carry.
const TEMPLATES: &str = "features by form key and tag 1; lemmas by ending up to six bytes 1";

/// Fingerprint of the tables.
pub fn inflect_fingerprint() -> u64 {
    fingerprint([TEMPLATES, crate::weights::TEMPLATES])
}

impl Default for Inflector {
    fn default() -> Inflector {
        Inflector::new()
    }
}

impl Inflector {
    /// Loads the tables that are built in.
    pub fn new() -> Inflector {
        Inflector::load(include_bytes!("../../models/inflect.weights"))
            .expect("the weights that are built in were fitted with these features: a test loads them")
    }

    /// Loads tables from a file.
    ///
    /// # Errors
    /// Refuses a file that does not fit.
    pub fn load(file: &'static [u8]) -> Result<Inflector, Refusal> {
        let weights = Weights::open(file, inflect_fingerprint())?;
        let section = |number| weights.section(number).ok_or(Refusal::Format);
        let tags = weights
            .lines(0)?
            .map(|line| Tag::parse(line).ok_or(Refusal::Labels))
            .collect::<Result<Vec<Tag>, Refusal>>()?;
        let sets =
            |number| weights.lines(number).map(|lines| lines.map(Feats::parse).collect::<Vec<Feats>>());
        let of_tags = sets(3)?;
        if tags.is_empty() || of_tags.len() != tags.len() {
            return Err(Refusal::Labels);
        }
        let morphology = Morphology {
            by_form: ValueTable::new(section(1)?).ok_or(Refusal::Format)?,
            sets: sets(2)?,
            by_tag: tags.into_iter().zip(of_tags).collect(),
        };
        Ok(Inflector { morphology, lemmas: Lemmas::load(section(4)?, weights.lines(5)?)? })
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let document = reading.document;
        for token in &mut reading.tokens {
            let form = document.slice(token.span);
            let tag = Tag { upos: token.upos, penn: token.xpos };
            token.feats = self.morphology.feats(form, tag);
            token.lemma = self.lemmas.lemma(form, &token.lower, tag);
        }
    }
}

impl Morphology {
    fn feats(&self, form: &str, tag: Tag) -> Feats {
        let set = self.by_form.get(feats_key(form_key(form), tag));
        set.and_then(|set| self.sets.get(set as usize))
            .or_else(|| self.by_tag.get(&tag))
            .copied()
            .unwrap_or_default()
    }
}

/// Key of a form and tag in the table of features.
pub fn feats_key(form_key: u32, tag: Tag) -> u32 {
    key(0, form_key, tag.hash())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::Given;

    #[test]
    fn rows() {
        let reader = crate::Reader::new();
        for (sentence, expected) in [
            (
                "Iran denied the reports .",
                "Iran/PROPN/NNP deny/VERB/VBD the/DET/DT report/NOUN/NNS ./PUNCT/.",
            ),
            (
                "He did n\u{2019}t say when talks would resume",
                "he/PRON/PRP do/AUX/VBD not/PART/RB say/VERB/VB when/ADV/WRB talk/NOUN/NNS would/AUX/MD resume/VERB/VB",
            ),
            ("Bolivia expelled diplomats .", "Bolivia/PROPN/NNP expel/VERB/VBD diplomat/NOUN/NNS ./PUNCT/."),
            (
                "Oman is relaying messages .",
                "Oman/PROPN/NNP be/AUX/VBZ relay/VERB/VBG message/NOUN/NNS ./PUNCT/.",
            ),
            (
                "The minister ruled out talks .",
                "the/DET/DT minister/NOUN/NN rule/VERB/VBD out/ADP/RP talk/NOUN/NNS ./PUNCT/.",
            ),
            (
                "Two American officials were killed on Monday",
                "two/NUM/CD American/ADJ/JJ official/NOUN/NNS be/AUX/VBD kill/VERB/VBN on/ADP/IN Monday/PROPN/NNP",
            ),
        ] {
            let given = Given::new([sentence.split(' ')]);
            let reading = reader.parse_words(&given);
            let show = |token: &crate::reading::Token| {
                format!("{}/{}/{}", token.lemma, token.upos.as_str(), token.xpos)
            };
            assert_eq!(reading.tokens.iter().map(show).collect::<Vec<_>>().join(" "), expected);
        }
    }

    #[test]
    fn built_in_weights_fit_and_others_are_refused() {
        Inflector::new();
        assert_eq!(Inflector::load(b"something else").err(), Some(Refusal::Format));
    }
}
