//! Files that hold one report or many: text, pages, mail, JSON lines, web archives, feeds; packed by gzip or not.
//!
//! In: a path or a reader. Out: one report after the other, each with its name; a broken one gives a fault and the next follows.
//! No more than one report is held at a time, but for feeds and JSON arrays, which are read whole.

pub mod feed;
mod json;
mod lines;
mod mail;
pub mod opml;
mod warc;

pub(crate) use mail::{looks_like_mail, report as mail_report};

use crate::fault::Fault;
use demarche_read::report::Report;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Largest file that holds a single report, feed or JSON value, in bytes, unpacked.
const LARGEST: u64 = 256 << 20;
/// Bytes that are looked at to tell what a file holds.
const HEAD: usize = 16 << 10;

/// A report as it was found in a file.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The file's name, with a number where it holds several: the line, message, record or item (`news.jsonl:17`).
    pub name: String,
    /// The identifier that the source gives it.
    pub id: Option<String>,
    /// The report, or why there is none.
    pub report: Result<Report, Fault>,
}

/// The reports of one file, in its order.
pub struct Reports(Box<dyn Iterator<Item = Gathered> + Send>);

impl Iterator for Reports {
    type Item = Gathered;
    fn next(&mut self) -> Option<Gathered> {
        self.0.next()
    }
}

/// Endings of files that [`open`] reads, each of them also with `.gz` behind it.
pub const ENDINGS: [&str; 17] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "eml", "mbox", "json", "jsonl", "ndjson",
    "warc", "rss", "atom", "rdf", "xml",
];

/// The reports in a file.
///
/// # Errors
/// The file can't be opened or its first bytes not read, or it lists feeds instead of holding reports.
pub fn open(path: &Path) -> Result<Reports, Fault> {
    let name = path.to_string_lossy();
    let file = File::open(path).map_err(|error| Fault::new(&*name, error.to_string()))?;
    read(&name, file)
}

/// The reports in a stream of bytes; `name` says where it comes from, and its ending helps where the bytes don't say what
/// they are.
///
/// # Errors
/// As [`open`].
pub fn read(name: &str, source: impl Read + Send + 'static) -> Result<Reports, Fault> {
    let (head, stream) = peek(name, Box::new(source))?;
    let ending = name.to_ascii_lowercase();
    if head.starts_with(&[0x1f, 0x8b]) {
        let (head, stream) = peek(name, Box::new(MultiGzDecoder::new(stream)))?;
        let ending = ending.strip_suffix(".gz").unwrap_or(&ending);
        return sort(name, ending, &head, stream);
    }
    sort(name, &ending, &head, stream)
}

type Stream = Box<dyn BufRead + Send>;

/// The first bytes of a stream, and the stream with them still in it.
fn peek(name: &str, mut source: Box<dyn Read + Send>) -> Result<(Vec<u8>, Stream), Fault> {
    let mut head = Vec::new();
    source
        .by_ref()
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(|error| Fault::new(name, format!("cannot be read: {error}")))?;
    let whole = std::io::Cursor::new(head.clone()).chain(source);
    Ok((head, Box::new(BufReader::with_capacity(64 << 10, whole))))
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    One,
    Lines,
    Json,
    Feed,
    Opml,
    Mailbox,
    Warc,
}

fn sort(name: &str, ending: &str, head: &[u8], stream: Stream) -> Result<Reports, Fault> {
    let place = name.to_owned();
    Ok(Reports(match tell(head, ending) {
        Kind::Lines => Box::new(json::Lines::new(place, stream)),
        Kind::Mailbox => Box::new(mail::Mailbox::new(place, stream)),
        Kind::Warc => Box::new(warc::Records::new(place, stream)),
        Kind::Opml => {
            return Err(Fault::new(name, "a list of feeds (OPML), not a report: it is for demarche watch"));
        }
        Kind::Json => Box::new(json::all(name, &whole(name, stream)?)?.into_iter()),
        Kind::Feed => Box::new(feed::all(name, &whole(name, stream)?)?.into_iter()),
        Kind::One => {
            let ending = ending.to_owned();
            Box::new(std::iter::once_with(move || {
                let report = whole(&place, stream).map(|bytes| crate::from_bytes(&bytes, Some(&ending)));
                Gathered { name: place, id: None, report }
            }))
        }
    }))
}

/// All bytes of a stream that must be taken whole.
fn whole(name: &str, stream: Stream) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    stream
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Fault::new(name, format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Fault::new(name, format!("larger than {} MiB", LARGEST >> 20)));
    }
    Ok(bytes)
}

/// Tells what a file holds by its first bytes, and by its name where they leave it open.
fn tell(head: &[u8], ending: &str) -> Kind {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let named = |ends: &[&str]| ends.iter().any(|end| ending.ends_with(end));
    if text.starts_with("WARC/1.") {
        return Kind::Warc;
    }
    if let Some(tag) = root(text) {
        match tag {
            "rss" | "feed" | "RDF" => return Kind::Feed,
            "opml" => return Kind::Opml,
            _ => {}
        }
    }
    if named(&[".mbox"]) || (text.starts_with("From ") && mail::starts_mailbox(text)) {
        return Kind::Mailbox;
    }
    if named(&[".jsonl", ".ndjson"]) {
        return Kind::Lines;
    }
    // What calls itself text is text, though it starts with a bracket.
    if named(&[".txt", ".text", ".md", ".markdown", ".html", ".htm", ".eml"]) {
        return Kind::One;
    }
    let object = text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']));
    let array = text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', ']']));
    if object && text.contains("jsonfeed.org/version") {
        return Kind::Feed;
    }
    if named(&[".json"]) || array {
        return Kind::Json;
    }
    match object {
        true if text.starts_with("{\n") || text.starts_with("{\r") => Kind::Json,
        true => Kind::Lines,
        false => Kind::One,
    }
}

/// Whether bytes are a feed.
pub(crate) fn is_feed(bytes: &[u8]) -> bool {
    tell(&bytes[..bytes.len().min(HEAD)], "") == Kind::Feed
}

/// The name of a document's first element, without its prefix.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let skipped = if rest.starts_with("!--") {
            rest.split_once("-->")
        } else if rest.starts_with(['?', '!']) {
            rest.split_once('>')
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
            let tag = &rest[..end];
            return Some(tag.rsplit_once(':').map_or(tag, |(_, name)| name));
        };
        rest = skipped?.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told() {
        for (head, ending, expected) in [
            ("Envoys meet\n\nBody", "a.txt", Kind::One),
            ("{\"text\": \"x\"}\n{\"text\"", "-", Kind::Lines),
            ("{\n  \"text\": \"x\"\n}", "-", Kind::Json),
            ("[{\"text\": \"x\"}]", "-", Kind::Json),
            ("{\"text\": \"x\"}", "a.json", Kind::Json),
            ("{braces} stand here", "a.txt", Kind::One),
            ("[Reuters] Envoys met", "-", Kind::One),
            ("", "a.jsonl", Kind::Lines),
            ("WARC/1.1\r\nWARC-Type: warcinfo", "-", Kind::Warc),
            ("<?xml version=\"1.0\"?><!-- a --><rss version=\"2.0\">", "-", Kind::Feed),
            ("\u{feff}<feed xmlns=\"http://www.w3.org/2005/Atom\">", "a.txt", Kind::Feed),
            ("<rdf:RDF xmlns:rdf=\"x\">", "-", Kind::Feed),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"", "a.json", Kind::Feed),
            ("<?xml version=\"1.0\"?><opml version=\"2.0\">", "-", Kind::Opml),
            ("<?xml version=\"1.0\"?><!DOCTYPE html><html>", "-", Kind::One),
            ("From a@b Mon Feb  2 08:00:00 2026\nFrom: a@b\n", "-", Kind::Mailbox),
            ("From Muscat comes word\nthat", "-", Kind::One),
        ] {
            assert_eq!(tell(head.as_bytes(), ending), expected, "{head}");
        }
    }
}
