//! What comes in (a report as gathered) and what the reader makes of its layout (a document).
//!
//! In: [`Report`], the parts of a page or file in order. Out: [`Document`], one normalised text with typed blocks;
//! all spans of a record point into that text.

mod body;
mod date;
mod dateline;
mod head;
mod language;
mod normal;
mod phrases;
mod shape;
mod sheet;

use crate::text::{BlockId, Span};
use date::Order;
use serde::{Deserialize, Serialize};
use sheet::Sheet;

/// A report as it was gathered: metadata that the source states, and its parts in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Whether it is written in a language that the reader reads, as far as can be told.
    pub fn is_readable(&self) -> bool {
        self.language
            .as_deref()
            .is_none_or(|tag| tag.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("en")))
    }
    /// The id that its text and date give it: `b3:` and 32 digits of their BLAKE3 hash.
    pub fn identify(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.text.as_bytes());
        hasher.update(&[0]);
        hasher.update(self.published.as_deref().unwrap_or("").as_bytes());
        let mut hex = hasher.finalize().to_hex().to_string();
        hex.truncate(32);
        format!("b3:{hex}")
    }
    /// The day of publication, in the report's own calendar.
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.published.as_deref()?.get(..10)?.parse().ok()
    }
}

/// Lays a report out as a document: normalises the text, types untyped parts, finds byline, date and datelines.
///
/// A line's bullet, number or time stamp lies before its block; a dateline is a byline block of its own.
pub fn lay_out(report: &Report) -> Document {
    let mut sheet = Sheet::new(&report.parts);
    let order = number_order(&sheet.text);
    body::mark_furniture(&mut sheet);
    let head = head::mark(&mut sheet, order);
    let title = line(report.title.as_deref()).or(head.title);
    body::mark(&mut sheet, head.end, title.as_deref().unwrap_or(""));

    let mut document = Document {
        title,
        byline: line(report.byline.as_deref()).or(head.byline),
        publisher: line(report.publisher.as_deref()).or(head.publisher),
        url: line(report.url.as_deref()),
        datelines: head.places,
        ..Document::default()
    };
    let stated = report.published.as_deref().and_then(|stated| date::find(stated, order).into_iter().next());
    let published = stated.or(head.published);
    let lines = dateline_lines(&sheet);
    let mut story_date = None;
    for number in lines {
        let Some(found) = dateline::read(sheet.at(number), order) else {
            continue;
        };
        sheet.cut_dateline(number, found.length);
        story_date = story_date.or(found.date);
        document.publisher = document.publisher.or(found.agency);
        for place in found.places {
            if !document.datelines.contains(&place) {
                document.datelines.push(place);
            }
        }
    }
    let year = || url_year(document.url.as_deref().unwrap_or("")).or_else(|| copyright_year(&sheet));
    document.published = published
        .and_then(|date| date.value(None))
        .or_else(|| story_date.and_then(|date| date.value(date.year.or_else(year))))
        .or_else(|| closing_date(&sheet, order));
    if sheet.cut {
        document.notes.push("longer than 4 GiB: cut".to_owned());
    }
    (document.text, document.blocks) = sheet.finish();
    tell_language(&mut document, report.language.as_deref());
    document.id = document.identify();
    document
}

/// A stated value as one trimmed line; `None` if nothing is left.
fn line(stated: Option<&str>) -> Option<String> {
    let mut text = String::new();
    let range = normal::push_line(&mut text, stated?);
    text.get(range).filter(|value| !value.is_empty()).map(str::to_owned)
}

/// American texts write the month first.
fn number_order(text: &str) -> Order {
    let mut reach = text.len().min(4_000);
    while !text.is_char_boundary(reach) {
        reach -= 1;
    }
    let american = [
        " p.m. ET",
        " a.m. ET",
        " EST",
        " EDT",
        " ET ",
        "neighbor",
        " defense ",
        " Defense ",
        " labor ",
        " program ",
        "favor",
        " percent ",
    ];
    let british =
        ["defence", "programme", "neighbour", "per cent", "labour", "favour", " GMT", " BST", " CET"];
    let count = |words: &[&str]| words.iter().filter(|word| text[..reach].contains(**word)).count();
    if count(&american) > count(&british) { Order::MonthFirst } else { Order::DayFirst }
}

/// The first lines of running text, where a dateline may stand.
fn dateline_lines(sheet: &Sheet) -> Vec<usize> {
    (0..sheet.lines.len().min(80))
        .filter(|&line| matches!(sheet.kind(line), Some(BlockKind::Paragraph | BlockKind::Summary)))
        .take(4)
        .collect()
}

/// The year in the path of an address: `/2026/02/`.
fn url_year(url: &str) -> Option<i16> {
    url.split(['/', '-', '_']).filter(|piece| piece.len() == 4).find_map(year)
}

fn year(text: &str) -> Option<i16> {
    text.parse().ok().filter(|year| (1900..2100).contains(year))
}

/// The year of a copyright line near the end.
fn copyright_year(sheet: &Sheet) -> Option<i16> {
    let count = sheet.lines.len();
    (count.saturating_sub(12)..count)
        .rev()
        .map(|line| sheet.at(line))
        .filter(|line| line.contains(['©']) && line.len() < 400)
        .find_map(|line| {
            line.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4).find_map(year)
        })
}

/// A date that stands alone under the story, as letters and some dispatches have it.
fn closing_date(sheet: &Sheet, order: Order) -> Option<String> {
    let count = sheet.lines.len();
    (count.saturating_sub(5)..count).map(|line| sheet.at(line)).filter(|line| line.len() <= 80).find_map(
        |line| {
            date::find(line, order)
                .into_iter()
                .next()
                .filter(|date| date.range.len() * 2 >= line.len())?
                .value(None)
        },
    )
}

/// Tells the language from the body; what the source states holds where the body says nothing.
fn tell_language(document: &mut Document, stated: Option<&str>) {
    let body = document.blocks.iter().filter(|block| block.kind != BlockKind::Boilerplate);
    let found = language::detect(body.map(|block| document.slice(block.span)));
    let stated = stated.map(str::trim).filter(|tag| !tag.is_empty());
    document.language = match (found, stated) {
        (Some(found), Some(stated))
            if stated.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case(found.tag)) =>
        {
            Some(stated.to_owned())
        }
        (Some(found), _) => Some(found.tag.to_owned()),
        (None, stated) => stated.map(str::to_owned),
    };
    if !document.is_readable() {
        let name = found
            .map(|found| found.name.to_owned())
            .or_else(|| document.language.clone())
            .unwrap_or_default();
        document.notes.push(format!("written in {name}: not read"));
    }
}
