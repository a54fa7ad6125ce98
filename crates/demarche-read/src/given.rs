//! Sentences of words given from outside: a document made of them, so that tagging and parsing can be had without
//! our own segmentation.

use crate::reading::{Reading, Sentence, Token};
use crate::report::{Block, BlockKind, Document};
use crate::syntax::{Deprel, Feats, Upos};
use crate::text::{BlockId, SentenceId, Span, TokenId, lower};

/// A document made of given sentences, one a block, and where its words stand.
#[derive(Clone, Debug, Default)]
pub struct Given {
    document: Document,
    words: Vec<Vec<Span>>,
}

impl Given {
    /// A document with these sentences; words stand with a space between. Empty words are left out.
    pub fn new<'w, Words>(sentences: impl IntoIterator<Item = Words>) -> Given
    where
        Words: IntoIterator<Item = &'w str>,
    {
        let mut given = Given::default();
        let text = &mut given.document.text;
        for words in sentences {
            let start = text.len();
            let mut spans = Vec::new();
            for word in words.into_iter().filter(|word| !word.is_empty()) {
                if text.len() > start {
                    text.push(' ');
                }
                let first = text.len();
                text.push_str(word);
                spans.push(Span::new(first, text.len()));
            }
            given
                .document
                .blocks
                .push(Block { kind: BlockKind::Paragraph, span: Span::new(start, text.len()) });
            given.words.push(spans);
            text.push('\n');
        }
        given
    }

    /// A reading with these sentences and words, nothing else known yet.
    pub fn reading(&self) -> Reading<'_> {
        let mut reading = Reading::new(&self.document);
        for (block, spans) in self.words.iter().enumerate() {
            // What is longer is no sentence; the search costs memory by the word.
            for spans in spans.chunks(crate::segment::LONGEST_SENTENCE) {
                let first = TokenId::at(reading.tokens.len());
                let sentence = SentenceId::at(reading.sentences.len());
                reading.tokens.extend(spans.iter().map(|span| bare(&self.document, *span, sentence)));
                reading.sentences.push(Sentence {
                    span: spans.iter().fold(spans[0], |whole, span| whole.cover(*span)),
                    first,
                    end: TokenId::at(reading.tokens.len()),
                    block: BlockId::at(block),
                });
            }
        }
        reading
    }
}

/// A token of which only the place is known.
pub(crate) fn bare(document: &Document, span: Span, sentence: SentenceId) -> Token {
    let lower = lower(document.slice(span));
    Token {
        span,
        sentence,
        lemma: lower.clone(),
        lower,
        upos: Upos::X,
        xpos: "FW",
        feats: Feats::default(),
        head: None,
        deprel: Deprel::Dep,
    }
}
