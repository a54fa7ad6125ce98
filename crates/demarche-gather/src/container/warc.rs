//! Web archives (WARC 1.0 and 1.1): each page or text of a response, resource or conversion record is a report.
//!
//! Records of other kinds, pictures, failures and robots.txt are passed over. After a broken record the next line that opens
//! one is looked for.

use super::lines::{self, Line};
use super::{Gathered, Stream};
use crate::fault::Fault;
use demarche_read::report::Report;
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::io::{self, Read};

/// Largest record that is read, in bytes, packed and unpacked.
const LARGEST: u64 = 64 << 20;
/// Longest header line, in bytes.
const LONGEST: usize = 64 << 10;
/// Most header lines.
const MOST: usize = 500;

/// The reports of an archive.
pub struct Records {
    name: String,
    stream: Stream,
    number: usize,
    ended: bool,
}

/// What a record's header says.
#[derive(Default)]
struct Header {
    kind: String,
    uri: Option<String>,
    date: Option<String>,
    media: String,
    length: Option<u64>,
}

impl Records {
    pub fn new(name: String, stream: Stream) -> Records {
        Records { name, stream, number: 0, ended: false }
    }

    /// The next record's header, with what is wrong if something between is no record.
    fn header(&mut self) -> io::Result<Option<Result<Header, String>>> {
        let mut buffer = Vec::new();
        let mut strange = false;
        loop {
            match lines::next(&mut *self.stream, &mut buffer, LONGEST)? {
                Line::End if strange => return Ok(Some(Err("no record where one should start".to_owned()))),
                Line::End => return Ok(None),
                Line::Whole if buffer.starts_with(b"WARC/1.") => break,
                line => strange |= line == Line::TooLong || !buffer.trim_ascii().is_empty(),
            }
        }
        self.number += 1;
        let mut header = Header::default();
        for _ in 0..MOST {
            match lines::next(&mut *self.stream, &mut buffer, LONGEST)? {
                Line::End => return Ok(Some(Err("cut off in its header".to_owned()))),
                Line::TooLong => continue,
                Line::Whole => {}
            }
            let line = String::from_utf8_lossy(&buffer);
            let line = line.trim_end();
            if line.is_empty() {
                return Ok(Some(if header.length.is_some() {
                    Ok(header)
                } else {
                    Err("no Content-Length in its header".to_owned())
                }));
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => header.uri = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => header.date = Some(value.to_owned()),
                "content-type" => header.media = value.to_ascii_lowercase(),
                "content-length" => header.length = value.parse().ok(),
                _ => {}
            }
        }
        Ok(Some(Err(format!("more than {MOST} header lines"))))
    }

    /// A record's report, if it holds one.
    fn record(&mut self, header: &Header) -> io::Result<Option<Result<Report, String>>> {
        let length = header.length.unwrap_or(0);
        let robots = header.uri.as_deref().is_some_and(|uri| uri.ends_with("/robots.txt"));
        let wanted = match header.kind.as_str() {
            "response" => header.media.is_empty() || header.media.starts_with("application/http"),
            "resource" | "conversion" => is_text(&header.media),
            _ => false,
        };
        if !wanted || robots || length > LARGEST {
            let skipped = io::copy(&mut (&mut self.stream).take(length), &mut io::sink())?;
            return Ok(if skipped < length {
                Some(Err("cut off".to_owned()))
            } else if wanted && !robots {
                Some(Err(format!("larger than {} MiB", LARGEST >> 20)))
            } else {
                None
            });
        }
        let mut block = Vec::new();
        (&mut self.stream).take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            return Ok(Some(Err("cut off".to_owned())));
        }
        let found = if header.kind == "response" {
            page(&block)
        } else {
            Some(Ok(crate::from_bytes(&block, Some(&header.media))))
        };
        Ok(found.map(|report| report.map(|report| with_source(report, header))))
    }
}

impl Iterator for Records {
    type Item = Gathered;
    fn next(&mut self) -> Option<Gathered> {
        while !self.ended {
            let found = match self.header() {
                Ok(None) => break,
                Ok(Some(Err(what))) => Ok(Some(Err(what))),
                Ok(Some(Ok(header))) => self.record(&header),
                Err(error) => Err(error),
            };
            let report = match found {
                Ok(None) => continue,
                Ok(Some(report)) => report,
                Err(error) => {
                    self.ended = true;
                    Err(format!("cannot be read: {error}"))
                }
            };
            let name = format!("{}:{}", self.name, self.number);
            let report = report.map_err(|what| Fault::new(&name, what));
            return Some(Gathered { name, id: None, report });
        }
        self.ended = true;
        None
    }
}

/// Address and day of capture, where the page says nothing itself. The day of capture is no day of publication:
/// it bounds it, so it is given only where the page is silent and has no date in its address.
fn with_source(mut report: Report, header: &Header) -> Report {
    report.url = report.url.or_else(|| header.uri.clone());
    report.published = report.published.or_else(|| header.date.clone());
    report
}

fn is_text(media: &str) -> bool {
    ["text/html", "text/plain", "text/markdown", "application/xhtml"]
        .iter()
        .any(|text| media.starts_with(text))
}

/// The page in an HTTP response; `None` for failures and for what is no text.
fn page(block: &[u8]) -> Option<Result<Report, String>> {
    let end = block
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .map(|at| (at, at + 4))
        .or_else(|| block.windows(2).position(|two| two == b"\n\n").map(|at| (at, at + 2)));
    let Some((end, start)) = end else {
        return Some(Err("no HTTP header in this response".to_owned()));
    };
    let header = String::from_utf8_lossy(&block[..end]);
    let status = header.split_whitespace().nth(1).unwrap_or_default();
    let field = |wanted: &str| {
        header
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.trim().to_ascii_lowercase())
    };
    let media = field("content-type").unwrap_or_default();
    if status != "200" || !(media.is_empty() || is_text(&media)) {
        return None;
    }
    let body = &block[start..];
    let chunks;
    let body = if field("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        chunks = unchunk(body);
        chunks.as_slice()
    } else {
        body
    };
    let coding = field("content-encoding").unwrap_or_default();
    Some(unpack(body, coding.trim()).map(|body| crate::from_bytes(&body, Some(&media))))
}

/// A body without its packing; archives that keep the field though the body is plain are common.
fn unpack(body: &[u8], coding: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = match coding {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            MultiGzDecoder::new(body).take(LARGEST + 1).read_to_end(&mut bytes)
        }
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => {
            ZlibDecoder::new(body).take(LARGEST + 1).read_to_end(&mut bytes)
        }
        "br" | "zstd" if std::str::from_utf8(body).is_err() => {
            return Err(format!("packed as {coding}, which is not read"));
        }
        _ => return Ok(body.to_vec()),
    };
    match read {
        // A page cut short is a page still.
        Err(error) if bytes.is_empty() => Err(format!("cannot be unpacked: {error}")),
        _ if bytes.len() as u64 > LARGEST => Err(format!("larger than {} MiB unpacked", LARGEST >> 20)),
        _ => Ok(bytes),
    }
}

/// A body without the marks of its chunks; one that has none is left as it is.
fn unchunk(body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = rest.iter().take(1_000).position(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(&rest[..end]);
        let size = line.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else {
            if whole.is_empty() {
                return body.to_vec();
            }
            break;
        };
        let from = end + 1;
        let to = from.saturating_add(size).min(rest.len());
        whole.extend_from_slice(&rest[from..to]);
        if size == 0 || to == rest.len() {
            break;
        }
        rest = &rest[to..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    const PAGE: &str =
        "<html><head><title>Talks</title></head><body><p>The two sides met on Monday.</p></body></html>";

    fn record(kind: &str, media: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2026-02-03T08:00:00Z\r\n\
             Content-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn response(fields: &str, body: &[u8]) -> Vec<u8> {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{fields}\r\n");
        record("response", "application/http; msgtype=response", &[head.as_bytes(), body].concat())
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn said(bytes: Vec<u8>) -> Vec<String> {
        let all = super::super::read("a.warc", io::Cursor::new(bytes)).expect("an archive");
        all.map(|one| match one.report {
            Ok(report) => {
                let words = report.parts.iter().any(|part| part.text == "The two sides met on Monday.");
                format!("{} {words} {}", one.name, report.url.unwrap_or_default())
            }
            Err(fault) => fault.to_string(),
        })
        .collect()
    }

    #[test]
    fn records() {
        let chunked = format!("{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len());
        let whole = [
            record("warcinfo", "application/warc-fields", b"software: x"),
            response("", PAGE.as_bytes()),
            record("request", "application/http", b"GET / HTTP/1.1\r\n\r\n"),
            response("Transfer-Encoding: chunked\r\n", chunked.as_bytes()),
            response("Content-Encoding: gzip\r\n", &packed(PAGE.as_bytes())),
            response("Content-Encoding: gzip\r\n", PAGE.as_bytes()),
            response("Content-Encoding: br\r\n", &[0xff, 0xfe, 0x00]),
            record("response", "application/http", b"HTTP/1.1 404 Not Found\r\n\r\nno"),
            record("conversion", "text/plain", b"The two sides met on Monday."),
            record("resource", "image/png", b"x"),
            record("resource", "text/html", PAGE.as_bytes()),
        ];
        let yes = |number: usize| format!("a.warc:{number} true https://example.org/a");
        let expected = vec![
            yes(2),
            yes(4),
            yes(5),
            yes(6),
            "a.warc:7: packed as br, which is not read".to_owned(),
            yes(9),
            yes(11),
        ];
        assert_eq!(said(whole.concat()), expected);
        // Each record packed on its own, as crawlers write them.
        assert_eq!(said(whole.iter().flat_map(|record| packed(record)).collect()), expected);
    }

    #[test]
    fn broken_records_leave_the_rest() {
        let mut cut = response("", PAGE.as_bytes());
        cut.truncate(cut.len() - 60);
        let bytes = [
            b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n".to_vec(),
            response("", PAGE.as_bytes()),
            b"what is this\n".to_vec(),
            response("", PAGE.as_bytes()),
            cut,
        ]
        .concat();
        assert_eq!(
            said(bytes),
            [
                "a.warc:1: no Content-Length in its header",
                "a.warc:2 true https://example.org/a",
                "a.warc:3 true https://example.org/a",
                "a.warc:4: cut off",
            ]
        );
    }
}
