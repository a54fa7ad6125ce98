//! Splits blocks into sentences and sentences into words.
//!
//! Needs: the document. Adds: sentences and tokens. Words are cut at spaces and where a fitted model says so
//! ([`words`]); sentences end where a second one says so ([`ends`]), and at the end of a block.

mod ends;
mod words;

pub use ends::{End, may_end, write_end_features};
pub use words::{Chunk, write_cut_features};

use crate::given::bare;
use crate::reading::{Reading, Sentence};
use crate::report::BlockKind;
use crate::text::{BlockId, SentenceId, Span, TokenId};
use crate::weights::{self, LabelTable, Refusal, Weights};

/// Words that a sentence has at most: what is longer is a list, and is cut.
pub const LONGEST_SENTENCE: usize = 400;
/// Bytes of text without a space that are looked at together; longer stretches are no words.
const LONGEST_CHUNK: usize = 1000;

/// What the features are: part of the fingerprint that weights carry. Change it with them.
const TEMPLATES: &str = "cuts 1; ends 1";

/// Fingerprint of the features.
pub fn fingerprint() -> u64 {
    weights::fingerprint([TEMPLATES])
}

/// Splits blocks into sentences and sentences into words.
pub struct Segmenter {
    table: LabelTable,
}

/// Sections of the weights file, in order.
pub const SECTIONS: [&str; 2] = ["offsets", "data"];

impl Default for Segmenter {
    fn default() -> Segmenter {
        Segmenter::new()
    }
}

impl Segmenter {
    /// Loads the weights that are built in.
    pub fn new() -> Segmenter {
        Segmenter::load(include_bytes!("../../models/segment.weights"))
            .expect("the weights that are built in were fitted with these features: a test loads them")
    }

    /// Loads weights from a file.
    ///
    /// # Errors
    /// Refuses a file that does not fit.
    pub fn load(file: &'static [u8]) -> Result<Segmenter, Refusal> {
        let weights = Weights::open(file, fingerprint())?;
        let section = |number| weights.section(number).ok_or(Refusal::Format);
        Ok(Segmenter { table: LabelTable::new(section(0)?, section(1)?).ok_or(Refusal::Format)? })
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let document = reading.document;
        let (mut spans, mut chunk, mut features) = (Vec::new(), Chunk::default(), Vec::new());
        for (number, block) in document.blocks.iter().enumerate() {
            if block.kind == BlockKind::Boilerplate {
                continue;
            }
            spans.clear();
            self.words(document.slice(block.span), block.span.start, &mut chunk, &mut features, &mut spans);
            let mut first = 0;
            let mut end = End::default();
            for place in 0..spans.len() {
                let last = place + 1 == spans.len() || place + 1 - first >= LONGEST_SENTENCE;
                if !(last || self.ends(&document.text, &spans, place, &mut end, &mut features)) {
                    continue;
                }
                let words = &spans[first..=place];
                let id = SentenceId::at(reading.sentences.len());
                reading.sentences.push(Sentence {
                    span: words[0].cover(words[words.len() - 1]),
                    first: TokenId::at(reading.tokens.len()),
                    end: TokenId::at(reading.tokens.len() + words.len()),
                    block: BlockId::at(number),
                });
                reading.tokens.extend(words.iter().map(|span| bare(document, *span, id)));
                first = place + 1;
                end = End::default();
            }
        }
    }

    /// Spans of the words of a block.
    fn words(
        &self,
        text: &str,
        start: u32,
        chunk: &mut Chunk,
        features: &mut Vec<u32>,
        spans: &mut Vec<Span>,
    ) {
        for piece in text.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
            if piece.is_empty() {
                continue;
            }
            let offset = piece.as_ptr() as usize - text.as_ptr() as usize + start as usize;
            if chunk.is_plain(piece) {
                spans.push(Span::new(offset, offset + piece.len()));
                continue;
            }
            let mut done = 0;
            while done < piece.len() {
                let mut end = (done + LONGEST_CHUNK).min(piece.len());
                while !piece.is_char_boundary(end) {
                    end -= 1;
                }
                self.cut(&piece[done..end], offset + done, chunk, features, spans);
                done = end;
            }
        }
    }

    /// Cuts a stretch without spaces into words.
    fn cut(
        &self,
        piece: &str,
        offset: usize,
        chunk: &mut Chunk,
        features: &mut Vec<u32>,
        spans: &mut Vec<Span>,
    ) {
        chunk.read(piece);
        let mut start = 0;
        for place in 1..chunk.len() {
            if !chunk.may_cut(place) {
                continue;
            }
            write_cut_features(chunk, start, place, features);
            if chunk.must_cut(place) || self.score(features) > 0 {
                spans.push(Span::new(offset + chunk.byte(start), offset + chunk.byte(place)));
                start = place;
            }
        }
        spans.push(Span::new(offset + chunk.byte(start), offset + piece.len()));
    }

    /// Whether a sentence ends after a word.
    fn ends(&self, text: &str, spans: &[Span], place: usize, end: &mut End, features: &mut Vec<u32>) -> bool {
        end.note(text, spans[place]);
        if !may_end(text, spans, place) {
            return false;
        }
        write_end_features(text, spans, place, end, features);
        self.score(features) > 0
    }

    fn score(&self, features: &[u32]) -> i32 {
        let mut scores = [0];
        self.table.add(features, &mut scores);
        scores[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Block, Document};

    /// Words with a space between, sentences with a bar.
    fn segment(text: &str) -> String {
        let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
        let document = Document { text: text.to_owned(), blocks: vec![block], ..Document::default() };
        let mut reading = Reading::new(&document);
        Segmenter::new().run(&mut reading);
        let words =
            |sentence: &Sentence| sentence.tokens().map(|id| reading.form(id)).collect::<Vec<_>>().join(" ");
        reading.sentences.iter().map(words).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn rows() {
        for (text, expected) in [
            ("He didn't go. She cannot stay.", "He did n't go . | She can not stay ."),
            ("Iran\u{2019}s envoy won\u{2019}t come.", "Iran \u{2019}s envoy wo n\u{2019}t come ."),
            (
                "Mr. Araghchi met Gen. Salami at 2 p.m. in Muscat.",
                "Mr. Araghchi met Gen. Salami at 2 p.m. in Muscat .",
            ),
            (
                "The U.S. and the U.A.E. agreed. Talks go on.",
                "The U.S. and the U.A.E. agreed . | Talks go on .",
            ),
            ("\u{201c}We want peace.\u{201d} He left.", "\u{201c} We want peace . \u{201d} | He left ."),
            ("A U.S.-Iran deal costs $2.5 billion.", "A U.S. - Iran deal costs $ 2.5 billion ."),
            ("Is it over? No! Not yet.", "Is it over ? | No ! | Not yet ."),
            ("It ends on 2026-03-01.", "It ends on 2026-03-01 ."),
            ("About 1,200 troops (10%) left.", "About 1,200 troops ( 10 % ) left ."),
            (
                "See www.example.org or write to a.b@example.org.",
                "See www.example.org or write to a.b@example.org .",
            ),
            ("", ""),
        ] {
            assert_eq!(segment(text), expected, "{text}");
        }
    }

    #[test]
    fn long_stretches_are_cut() {
        assert_eq!(segment(&"a".repeat(5000)).len(), 5000);
        assert!(segment(&"\u{2014}é".repeat(5000)).len() >= 5000);
        assert_eq!(segment(&"so ".repeat(2000)).matches('|').count(), 4);
    }

    #[test]
    fn other_weights_are_refused() {
        assert_eq!(Segmenter::load(b"something else").err(), Some(Refusal::Format));
    }
}
