//! Tags words and builds a dependency tree over each sentence.
//!
//! Needs: tokens. Adds: parts of speech, heads and relations. One network ([`net`]) reads the sentence; the best tree
//! is then chosen from the scores it gives to arcs ([`heads`]), and mended where it lacks a verb ([`mend`]).

mod heads;
mod matrix;
mod mend;
mod net;
pub mod shape;

pub use heads::{Arcs, Search};
pub use matrix::STEP;
pub use net::{Net, SECTIONS, Values, net_fingerprint, part_row};

use crate::reading::Reading;
use crate::syntax::Deprel;
use crate::text::TokenId;
use crate::weights::{Refusal, Tag, Weights, Word, casing};

/// Tags words and builds a dependency tree over each sentence.
pub struct Parser {
    net: Net,
    tags: Vec<Tag>,
    relations: Vec<Deprel>,
}

/// Buffers that parsing a sentence needs, kept from one sentence to the next.
#[derive(Default)]
struct Scratch {
    words: Vec<Word>,
    values: Values,
    tags: Vec<u8>,
    arcs: Arcs,
    search: Search,
    heads: Vec<u16>,
    relations: Vec<u8>,
}

impl Default for Parser {
    fn default() -> Parser {
        Parser::new()
    }
}

impl Parser {
    /// Loads the weights that are built in.
    pub fn new() -> Parser {
        Parser::load(include_bytes!("../../models/parse.weights"))
            .expect("the weights that are built in were fitted with these features: a test loads them")
    }

    /// Loads weights from a file.
    ///
    /// # Errors
    /// Refuses a file that does not fit.
    pub fn load(file: &'static [u8]) -> Result<Parser, Refusal> {
        let weights = Weights::open(file, net_fingerprint())?;
        let tags = weights
            .lines(0)?
            .map(|line| Tag::parse(line).ok_or(Refusal::Labels))
            .collect::<Result<Vec<Tag>, Refusal>>()?;
        let relations = weights
            .lines(1)?
            .map(|line| Deprel::parse(line).ok_or(Refusal::Labels))
            .collect::<Result<Vec<Deprel>, Refusal>>()?;
        if tags.is_empty() || relations.is_empty() {
            return Err(Refusal::Labels);
        }
        Ok(Parser { net: Net::load(&weights, &tags, relations.len())?, tags, relations })
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let mut scratch = Scratch::default();
        let document = reading.document;
        for sentence in &reading.sentences {
            let first = sentence.first;
            let Some(tokens) = reading.tokens.get_mut(first.index()..sentence.end.index()) else { continue };
            let casing = casing(tokens.iter().map(|token| document.slice(token.span)));
            scratch.words.clear();
            scratch.words.extend(
                tokens
                    .iter()
                    .enumerate()
                    .map(|(place, token)| Word::new(document.slice(token.span), casing, place == 0)),
            );
            self.read(&mut scratch);
            for (place, token) in tokens.iter_mut().enumerate() {
                let tag = scratch.tags.get(place).and_then(|tag| self.tags.get(usize::from(*tag)));
                if let Some(tag) = tag {
                    (token.upos, token.xpos) = (tag.upos, tag.penn);
                }
                let head = scratch.heads.get(place + 1).copied().unwrap_or(0);
                let relation =
                    scratch.relations.get(place).and_then(|one| self.relations.get(usize::from(*one)));
                token.head = head.checked_sub(1).map(|head| TokenId(first.0 + u32::from(head)));
                token.deprel = match (head, relation) {
                    (0, _) => Deprel::Root,
                    (_, None | Some(Deprel::Root)) => Deprel::Dep,
                    (_, Some(relation)) => *relation,
                };
            }
            mend::mend(tokens, first);
        }
    }

    fn read(&self, scratch: &mut Scratch) {
        let Scratch { words, values, tags, arcs, search, heads, relations } = scratch;
        self.net.read(words, values, tags, arcs);
        search.heads(arcs, heads);
        self.net.relate(heads, values, relations);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::Given;

    /// Each word with its relation and its head.
    fn tree(sentence: &str) -> String {
        let given = Given::new([sentence.split(' ')]);
        let mut reading = given.reading();
        Parser::new().run(&mut reading);
        let form = |id: TokenId| reading.document.slice(reading.tokens[id.index()].span);
        let show = |token: &crate::reading::Token| {
            let head = token.head.map_or("", form);
            format!("{}:{}", token.deprel.as_str(), head)
        };
        reading.tokens.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rows() {
        for (sentence, expected) in [
            ("Iran denied the reports .", "nsubj:denied root: det:reports obj:denied punct:denied"),
            (
                "Poland supplied tanks to Ukraine .",
                "nsubj:supplied root: obj:supplied case:Ukraine nmod:tanks punct:supplied",
            ),
            (
                "Talks between Sudan and Egypt collapsed .",
                "nsubj:collapsed case:Sudan nmod:Talks cc:Egypt conj:Sudan root: punct:collapsed",
            ),
            (
                "American aid to Egypt continued .",
                "amod:aid nsubj:continued case:Egypt nmod:aid root: punct:continued",
            ),
            (
                "The envoy said talks would resume on Monday .",
                "det:envoy nsubj:said root: nsubj:resume aux:resume ccomp:said case:Monday obl:resume punct:said",
            ),
            ("Talks were held in Muscat", "nsubj:pass:held aux:pass:held root: case:Muscat obl:held"),
            ("Iran Rejects Direct Talks", "nsubj:Rejects root: amod:Talks obj:Rejects"),
            ("Stop", "root:"),
        ] {
            assert_eq!(tree(sentence), expected, "{sentence}");
        }
        assert_eq!(Given::new([Vec::<&str>::new()]).reading().tokens.len(), 0);
    }

    #[test]
    fn every_word_reaches_the_root() {
        for word in ["(", "said", "\u{2014}", "\u{1f600}"] {
            let given = Given::new([std::iter::repeat_n(word, 1200)]);
            let mut reading = given.reading();
            Parser::new().run(&mut reading);
            for sentence in &reading.sentences {
                let roots = sentence.tokens().filter(|id| reading.tokens[id.index()].head.is_none());
                assert_eq!(roots.count(), 1);
                for mut place in sentence.tokens() {
                    let mut steps = 0;
                    while let Some(head) = reading.tokens[place.index()].head {
                        (place, steps) = (head, steps + 1);
                        assert!(steps < 500);
                    }
                }
            }
        }
    }

    #[test]
    fn built_in_weights_fit_and_others_are_refused() {
        Parser::new();
        assert_eq!(Parser::load(b"something else").err(), Some(Refusal::Format));
        // A sound file of the right kind with sections of the wrong lengths.
        for lengths in [[0; 8], [1; 8], [100_000; 8]] {
            let mut sections: Vec<Vec<u8>> = lengths.iter().map(|length| vec![0; *length]).collect();
            (sections[0], sections[1]) = (b"NOUN NN".to_vec(), b"root".to_vec());
            let file = crate::weights::pack(net_fingerprint(), &sections).leak();
            assert_eq!(Parser::load(file).err(), Some(Refusal::Format));
        }
    }
}
