//! What comes in (a report as gathered) and what the reader makes of its layout (a document).
//!
//! In: [`Report`], the parts of a page or file in order. Out: [`Document`], one normalised text with typed blocks;
//! all spans of a record point into that text.

use crate::text::{BlockId, Span};
use serde::{Deserialize, Serialize};

/// A report as it was gathered: metadata that the source states, and its parts in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Headline, where the source marks it (a `<title>` or JSON-LD headline).
    pub title: Option<String>,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// When it was published: a date or RFC 3339 instant as the source states it.
    pub published: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// BCP 47 language tag, where the source states it.
    pub language: Option<String>,
    /// Paragraphs, headings, items … in order.
    pub parts: Vec<Part>,
}

/// One part of a report before layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What the markup says it is; `None` where the source is plain text and the reader must tell.
    pub kind: Option<BlockKind>,
    /// Its text, without markup.
    pub text: String,
}

/// What a block of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The report's headline, and decks right under it.
    Headline,
    /// Byline, date line, "For immediate release", file number: who and when, not what.
    Byline,
    /// A summary set before the body.
    Summary,
    /// A heading inside the body.
    Heading,
    /// Running text.
    Paragraph,
    /// A list item.
    Item,
    /// A question of a transcript, interview or FAQ.
    Question,
    /// An answer of a transcript, interview or FAQ.
    Answer,
    /// A block quotation.
    Quote,
    /// Not part of the report: cookie banners, "Read more", share lines, captions, repeated headlines.
    Boilerplate,
}

/// A stretch of a document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
}

/// A report laid out: one normalised text, its blocks, and what is known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// `b3:` and the BLAKE3 hash of the normalised text and its date.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// Date (`2026-02-02`) or RFC 3339 instant.
    pub published: Option<String>,
    /// BCP 47 tag of the language it is written in; `None` where there is too little text to tell.
    pub language: Option<String>,
    /// Places of the dateline, as printed.
    pub datelines: Vec<String>,
    /// Normalised text: no carriage returns, no control characters, one line a block.
    pub text: String,
    /// The blocks, in order, without overlap.
    pub blocks: Vec<Block>,
    /// What the reader could not do, in plain words ("written in French: not read").
    pub notes: Vec<String>,
}

impl Document {
    /// The text of a span; empty for a span that does not fit this document.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
    /// A block by number.
    pub fn block(&self, id: BlockId) -> Block {
        self.blocks[id.index()]
    }
    /// The day of publication, in the report's own calendar.
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.published.as_deref()?.get(..10)?.parse().ok()
    }
}

/// Lays a report out as a document: normalises the text, types untyped parts, finds byline, date and datelines.
pub fn lay_out(report: &Report) -> Document {
    let mut document = Document {
        title: report.title.clone(),
        byline: report.byline.clone(),
        publisher: report.publisher.clone(),
        url: report.url.clone(),
        published: report.published.clone(),
        language: report.language.clone(),
        ..Document::default()
    };
    for part in &report.parts {
        let start = document.text.len();
        document.text.push_str(part.text.trim());
        let span = Span::new(start, document.text.len());
        if span.is_empty() {
            continue;
        }
        document.text.push('\n');
        document.blocks.push(Block { kind: part.kind.unwrap_or(BlockKind::Paragraph), span });
    }
    document
}
