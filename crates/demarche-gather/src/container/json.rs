//! Reports as JSON: one object a line, one object, or an array of them.
//!
//! Keys are those that exports of news collections have: `id`, `date`, `title`, `text`, `url`, `publisher` and their like.

use super::lines::{self, Line};
use super::{Gathered, Stream};
use crate::fault::Fault;
use crate::{form, head, html, markdown, plain};
use demarche_read::report::Report;
use serde_json::Value;

/// Longest line, in bytes.
const LONGEST: usize = 64 << 20;

/// Reports of a file with one object a line.
pub struct Lines {
    name: String,
    stream: Stream,
    line: usize,
    buffer: Vec<u8>,
    ended: bool,
}

impl Lines {
    pub fn new(name: String, stream: Stream) -> Lines {
        Lines { name, stream, line: 0, buffer: Vec::new(), ended: false }
    }
}

impl Iterator for Lines {
    type Item = Gathered;
    fn next(&mut self) -> Option<Gathered> {
        while !self.ended {
            self.line += 1;
            let name = format!("{}:{}", self.name, self.line);
            let fault = |what: String| Gathered {
                id: None,
                report: Err(Fault::new(&name, what)),
                name: name.clone(),
            };
            match lines::next(&mut *self.stream, &mut self.buffer, LONGEST) {
                Ok(Line::End) => self.ended = true,
                Ok(Line::TooLong) => return Some(fault(format!("line longer than {} MiB", LONGEST >> 20))),
                Ok(Line::Whole) => {
                    let line = self.buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.buffer).trim_ascii();
                    if line.is_empty() {
                        continue;
                    }
                    return Some(match serde_json::from_slice(line) {
                        Ok(value) => one(name, &value),
                        Err(error) => fault(format!("not JSON: {}", without_line(&error))),
                    });
                }
                Err(error) => {
                    self.ended = true;
                    return Some(fault(format!("cannot be read: {error}")));
                }
            }
        }
        None
    }
}

/// What is wrong, with the column alone: the line is counted elsewhere.
fn without_line(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at column ")
}

/// The reports of a file that is one JSON value: an object or an array of objects.
pub fn all(name: &str, bytes: &[u8]) -> Result<Vec<Gathered>, Fault> {
    let text = crate::decode::text(bytes, None);
    let value: Value =
        serde_json::from_str(&text).map_err(|error| Fault::new(name, format!("not JSON: {error}")))?;
    // News interfaces wrap their list: {"status": "ok", "articles": […]}.
    let wrapped = ["articles", "items", "results", "documents", "data", "reports"]
        .iter()
        .filter(|_| body(&value).is_none())
        .find_map(|key| value[*key].as_array());
    Ok(match value.as_array().or(wrapped) {
        Some(values) => {
            values.iter().enumerate().map(|(at, value)| one(format!("{name}:{}", at + 1), value)).collect()
        }
        None => vec![one(name.to_owned(), &value)],
    })
}

fn one(name: String, value: &Value) -> Gathered {
    let id = scalar(value, &["id", "_id", "guid", "uuid"]);
    let report = report(value).map_err(|what| Fault::new(&name, what));
    Gathered { name, id, report }
}

/// A report from an object.
fn report(value: &Value) -> Result<Report, String> {
    if !value.is_object() {
        return Err("not an object with a \"text\"".to_owned());
    }
    let text = body(value).ok_or("no \"text\" in this object")?;
    let mut report = match form::tell(text, None) {
        form::Form::Html => html::report(text),
        form::Form::Markdown => markdown::report(text),
        form::Form::Plain => plain::report(text),
    };
    let put = |place: &mut Option<String>, keys: &[&str]| {
        if let Some(found) = scalar(value, keys) {
            *place = Some(found);
        }
    };
    put(&mut report.byline, &["author", "authors", "byline", "creator"]);
    put(
        &mut report.published,
        &[
            "date",
            "datetime",
            "published",
            "published_at",
            "publishedAt",
            "datePublished",
            "date_published",
            "pubDate",
        ],
    );
    put(&mut report.url, &["url", "link", "canonical_url"]);
    put(&mut report.publisher, &["publisher", "source", "outlet", "site", "site_name"]);
    put(&mut report.language, &["language", "lang"]);
    if let Some(title) = scalar(value, &["title", "headline"]) {
        head::set_title(&mut report, &html::words(&title));
    }
    Ok(report)
}

/// The words of an object.
fn body(value: &Value) -> Option<&str> {
    ["text", "body", "content", "articleBody", "content_text", "content_html", "full_text"]
        .iter()
        .find_map(|key| value[*key].as_str())
        .filter(|text| !text.trim().is_empty())
}

/// The first of the keys that holds words: a string, a number, an object with a name, or a list of these.
fn scalar(value: &Value, keys: &[&str]) -> Option<String> {
    fn words(value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            Value::Object(object) => object.get("name")?.as_str().map(|name| name.trim().to_owned()),
            _ => None,
        }
        .filter(|words| !words.is_empty())
    }
    keys.iter().find_map(|key| match &value[*key] {
        Value::Array(values) => {
            let all: Vec<String> = values.iter().take(16).filter_map(words).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        value => words(value),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn lines(text: &'static str) -> Vec<Gathered> {
        Lines::new("n.jsonl".to_owned(), Box::new(BufReader::new(text.as_bytes()))).collect()
    }

    #[test]
    fn a_broken_line_leaves_the_rest() {
        let all = lines(
            "{\"id\": \"a\", \"date\": \"2026-02-03\", \"title\": \"Envoys &amp; talks\", \"text\": \"They met.\", \
             \"url\": \"https://example.org/a\", \"source\": {\"name\": \"Gulf Post\"}}\n\
             {\"id\": \"b\", \"text\": \"cut o\n\
             \n\
             {\"id\": 7, \"text\": \"Nothing was signed.\"}\n\
             {\"id\": \"c\", \"title\": \"No text\"}\n[1]\n",
        );
        let said: Vec<(String, Option<&str>, String)> = all
            .iter()
            .map(|one| {
                let what = match &one.report {
                    Ok(report) => {
                        report.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("/")
                    }
                    Err(fault) => fault.to_string(),
                };
                (one.name.clone(), one.id.as_deref(), what)
            })
            .collect();
        let expected = [
            ("n.jsonl:1", Some("a"), "Envoys & talks//They met."),
            ("n.jsonl:2", None, "n.jsonl:2: not JSON: EOF while parsing a string at column 26"),
            ("n.jsonl:4", Some("7"), "Nothing was signed."),
            ("n.jsonl:5", Some("c"), "n.jsonl:5: no \"text\" in this object"),
            ("n.jsonl:6", None, "n.jsonl:6: not an object with a \"text\""),
        ];
        assert_eq!(said, expected.map(|(name, id, what)| (name.to_owned(), id, what.to_owned())));
        let first = all[0].report.as_ref().expect("a report");
        assert_eq!(first.publisher.as_deref(), Some("Gulf Post"));
        assert_eq!(first.published.as_deref(), Some("2026-02-03"));
    }

    #[test]
    fn arrays_and_wrapped_lists() {
        for text in [
            "[{\"text\": \"One.\"}, {\"content\": \"Two.\"}]",
            "{\"status\": \"ok\", \"articles\": [{\"text\": \"One.\"}, {\"body\": \"Two.\"}]}",
        ] {
            let all = all("a.json", text.as_bytes()).expect("JSON");
            assert_eq!(all.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["a.json:1", "a.json:2"]);
            assert!(all.iter().all(|one| one.report.is_ok()));
        }
        assert!(all("a.json", b"{").is_err());
    }
}
