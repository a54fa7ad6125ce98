//! Fits segmentation: where words are cut, and where sentences end.

use super::conllu::{Sentence, Treebank};
use super::learner::Learner;
use super::random::Random;
use demarche_read::fitting::segment::{
    Chunk, End, fingerprint, may_end, write_cut_features, write_end_features,
};
use demarche_read::fitting::weights::pack;
use demarche_read::text::Span;

/// Times the corpora are gone through.
const ROUNDS: usize = 8;
/// Most weights that are kept: two bytes each.
const PAIRS: usize = 100_000;

/// A paragraph as text, with the spans of its words and which of them end a sentence.
pub struct Paragraph {
    pub text: String,
    pub words: Vec<Span>,
    pub ends: Vec<bool>,
}

/// How a paragraph's quotes are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    AsTheyAre,
    Curly,
}

/// Paragraphs of a treebank.
pub fn paragraphs(treebank: &Treebank) -> Vec<Paragraph> {
    spell(treebank, Quotes::AsTheyAre)
}

fn spell(treebank: &Treebank, quotes: Quotes) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for sentence in &treebank.sentences {
        if sentence.opens_paragraph || paragraphs.is_empty() {
            paragraphs.push(Paragraph { text: String::new(), words: Vec::new(), ends: Vec::new() });
        }
        if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.add(sentence, quotes);
        }
    }
    paragraphs
}

impl Paragraph {
    fn add(&mut self, sentence: &Sentence, quotes: Quotes) {
        for row in &sentence.rows {
            let start = self.text.len();
            match (quotes, row.form.as_str(), row.tag.penn) {
                (Quotes::Curly, "\"", "``") => self.text.push('\u{201c}'),
                (Quotes::Curly, "\"", _) => self.text.push('\u{201d}'),
                (Quotes::Curly, "'", "``") => self.text.push('\u{2018}'),
                // A space inside a word would make it two.
                (Quotes::Curly, form, _) => {
                    self.text.push_str(&form.replace('\'', "\u{2019}").replace(' ', ""))
                }
                (Quotes::AsTheyAre, form, _) => self.text.push_str(&form.replace(' ', "")),
            }
            self.words.push(Span::new(start, self.text.len()));
            self.ends.push(false);
            if !row.glued {
                self.text.push(' ');
            }
        }
        if let Some(last) = self.ends.last_mut() {
            *last = true;
        }
    }
}

/// One decision to learn.
struct Example {
    features: Vec<u32>,
    yes: bool,
}

/// The bytes of `segment.weights`.
pub fn fit(train: &Treebank) -> Vec<u8> {
    let mut examples = Vec::new();
    let curly = spell(train, Quotes::Curly);
    let rare = |number: usize, _: &Paragraph| number.is_multiple_of(3);
    for paragraph in spell(train, Quotes::AsTheyAre)
        .iter()
        .chain(curly.iter().enumerate().filter(|(number, one)| rare(*number, one)).map(|(_, one)| one))
    {
        cuts(paragraph, &mut examples);
        ends(paragraph, &mut examples);
    }
    let mut learner = Learner::new();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(20_261_122);
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        let mut right = 0;
        for number in &order {
            let Example { features, yes } = &examples[*number];
            let mut scores = [0];
            learner.score(features, &mut scores);
            learner.tick();
            let guess = scores[0] > 0;
            right += usize::from(guess == *yes);
            if guess != *yes {
                learner.change(features, 0, if *yes { 1 } else { -1 });
            }
        }
        eprintln!(
            "  segmentation, round {}: {:.2} of 100 right while learning",
            round + 1,
            right as f64 * 100.0 / order.len() as f64
        );
    }
    let table = learner.freeze(PAIRS);
    pack(fingerprint(), &[table.offsets, table.data])
}

fn cuts(paragraph: &Paragraph, examples: &mut Vec<Example>) {
    let starts: std::collections::BTreeSet<u32> = paragraph.words.iter().map(|word| word.start).collect();
    let mut chunk = Chunk::default();
    let mut at = 0;
    for piece in paragraph.text.split(' ') {
        if !piece.is_empty() && !chunk.is_plain(piece) {
            chunk.read(piece);
            let mut start = 0;
            for place in (1..chunk.len()).filter(|place| chunk.may_cut(*place)).collect::<Vec<_>>() {
                let mut features = Vec::new();
                write_cut_features(&chunk, start, place, &mut features);
                let yes = starts.contains(&((at + chunk.byte(place)) as u32));
                examples.push(Example { features, yes });
                if yes {
                    start = place;
                }
            }
        }
        at += piece.len() + 1;
    }
}

fn ends(paragraph: &Paragraph, examples: &mut Vec<Example>) {
    let mut end = End::default();
    for place in 0..paragraph.words.len().saturating_sub(1) {
        end.note(&paragraph.text, paragraph.words[place]);
        if may_end(&paragraph.text, &paragraph.words, place) {
            let mut features = Vec::new();
            write_end_features(&paragraph.text, &paragraph.words, place, &end, &mut features);
            examples.push(Example { features, yes: paragraph.ends[place] });
        }
        if paragraph.ends[place] {
            end = End::default();
        }
    }
}
