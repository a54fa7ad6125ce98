//! Feeds: RSS 0.9 to 2.0, Atom, JSON Feed; each item a report.

use super::Gathered;
use crate::fault::Fault;
use crate::{form, head, html, plain};
use demarche_read::report::Report;
use feed_rs::model::{Entry, Text};
use feed_rs::parser;
use std::collections::HashSet;
use url::Url;

/// A feed as it came.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    /// Its name.
    pub title: Option<String>,
    /// The address of the site it belongs to.
    pub site: Option<String>,
    /// Its items, in its order.
    pub items: Vec<Item>,
}

/// One item of a feed.
#[derive(Clone, Debug)]
pub struct Item {
    /// What the feed calls it; made from its address or title where the feed gives nothing.
    pub id: String,
    /// The page behind it.
    pub url: Option<String>,
    /// What the feed itself says of it: headline, day, summary or whole text.
    pub report: Report,
}

/// Reads a feed; `url` is where it was found, for addresses that are relative.
///
/// # Errors
/// Says why the bytes are no feed.
pub fn read(bytes: &[u8], url: Option<&str>) -> Result<Feed, String> {
    let parse = |bytes: &[u8]| parser::Builder::new().base_uri(url).build().parse(bytes);
    let feed = match parse(bytes) {
        Ok(feed) => feed,
        Err(error) => mended(bytes)
            .iter()
            .find_map(|mended| parse(mended.as_bytes()).ok())
            .ok_or_else(|| format!("not a feed that can be read: {error}"))?,
    };
    let title = feed.title.as_ref().and_then(words);
    let site =
        feed.links.iter().find(|link| link.rel.as_deref() != Some("self")).map(|link| link.href.clone());
    let base = url.and_then(|url| Url::parse(url).ok());
    let read = |entry| item(entry, title.as_deref(), feed.language.as_deref(), base.as_ref());
    let mut items: Vec<Item> = feed.entries.iter().map(read).collect();
    // One item under several names is one.
    let mut known = HashSet::new();
    items.retain(|item| known.insert(item.id.clone()));
    Ok(Feed { title, site, items })
}

/// Feeds as careless sites write them: a version nobody knows, a stray ampersand or control character, an end that is missing.
fn mended(bytes: &[u8]) -> Vec<String> {
    let text = crate::decode::text(bytes, None);
    let Some(start) = text.find("<rss").or_else(|| text.find("<feed")).or_else(|| text.find("<rdf:RDF"))
    else {
        return Vec::new();
    };
    let body = &text[start..];
    // Named references that XML does not know, and bare ampersands.
    let mut clean = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at);
        clean.push_str(before);
        let known =
            ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#"].iter().any(|name| after.starts_with(name));
        clean.push_str(if known { "&" } else { "&amp;" });
        rest = &after[1..];
    }
    clean.push_str(rest);
    clean.retain(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'));
    let mut all = Vec::new();
    if let Some(end) = clean.find('>').filter(|_| clean.starts_with("<rss")) {
        let (root, rest) = clean.split_at(end);
        let spaces: Vec<&str> = root.split_whitespace().filter(|word| word.starts_with("xmlns")).collect();
        clean = format!("<rss version=\"2.0\" {}{rest}", spaces.join(" "));
    }
    for (item, ends) in [("</item>", "</channel></rss>"), ("</item>", "</rdf:RDF>"), ("</entry>", "</feed>")]
    {
        if let Some(last) = clean.rfind(item) {
            all.push(format!("{}{ends}", &clean[..last + item.len()]));
        }
    }
    all.insert(0, clean);
    all
}

fn item(entry: &Entry, feed: Option<&str>, language: Option<&str>, base: Option<&Url>) -> Item {
    let whole = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|text| text.content.as_str());
    // The longer of the two: some feeds put the text where the summary goes.
    let text = [whole, summary].into_iter().flatten().max_by_key(|text| text.len()).unwrap_or_default();
    let mut report = match form::tell(text, Some("text/html")) {
        form::Form::Html => html::report(text),
        _ => plain::report(&html::words(text)),
    };
    report.title = None;
    if let Some(title) = entry.title.as_ref().and_then(words) {
        head::set_title(&mut report, &title);
    }
    let names: Vec<&str> = entry.authors.iter().filter_map(|person| person.name.as_deref()).collect();
    report.byline = Some(names.join(", ")).filter(|names| !names.trim().is_empty()).or(report.byline);
    report.published =
        entry.published.or(entry.updated).map(|instant| instant.to_rfc3339()).or(report.published);
    report.publisher = feed.map(str::to_owned).or(report.publisher);
    report.language = entry.language.as_deref().or(language).map(str::to_owned).or(report.language);
    let page = |rel: &str| entry.links.iter().find(|link| link.rel.as_deref().unwrap_or("alternate") == rel);
    let link = page("alternate").or(page("via")).map_or(entry.id.as_str(), |link| link.href.as_str()).trim();
    let url = match base {
        Some(base) => {
            base.join(link).ok().filter(|_| !link.is_empty() && (link != entry.id || link.contains("://")))
        }
        None => Url::parse(link).ok(),
    };
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https")).map(String::from);
    report.url = url.clone().or(report.url);
    Item { id: entry.id.clone(), url, report }
}

/// A title's words: markup taken out, references read.
fn words(text: &Text) -> Option<String> {
    Some(html::words(&text.content)).filter(|words| !words.is_empty())
}

/// The items of a feed's file as reports.
pub(super) fn all(name: &str, bytes: &[u8]) -> Result<Vec<Gathered>, Fault> {
    let feed = read(bytes, None).map_err(|what| Fault::new(name, what))?;
    let numbered = feed.items.into_iter().enumerate();
    Ok(numbered
        .map(|(at, item)| Gathered {
            name: format!("{name}:{}", at + 1),
            id: Some(item.id),
            report: Ok(item.report),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let feed = read(text.as_bytes(), Some("https://example.org/feed")).expect("a feed");
        feed.items
            .iter()
            .map(|item| {
                let report = &item.report;
                let day = report.published.as_deref().unwrap_or("-").get(..10).unwrap_or("-");
                format!(
                    "{}|{}|{day}|{}",
                    report.title.as_deref().unwrap_or("-"),
                    item.url.as_deref().unwrap_or("-"),
                    report.publisher.as_deref().unwrap_or("-")
                )
            })
            .collect()
    }

    #[test]
    fn feeds_of_every_kind() {
        let item = "<title>Envoys &lt;b&gt;meet&lt;/b&gt; &amp;amp; part</title><link>https://example.org/a</link>\
                    <description>&lt;p&gt;They met.&lt;/p&gt;</description>";
        let day = "<pubDate>Tue, 03 Feb 2026 08:00:00 GMT</pubDate>";
        for (name, text, expected) in [
            (
                "RSS 2.0",
                format!("<rss version=\"2.0\"><channel><title>Post</title><item>{item}{day}</item></channel></rss>"),
                "Envoys meet & part|https://example.org/a|2026-02-03|Post",
            ),
            (
                "RSS 0.91",
                format!("<rss version=\"0.91\"><channel><title>Post</title><item>{item}</item></channel></rss>"),
                "Envoys meet & part|https://example.org/a|-|Post",
            ),
            (
                "RSS 0.94, unknown to most",
                format!("<rss version=\"0.94\"><channel><title>Post</title><item>{item}{day}</item></channel></rss>"),
                "Envoys meet & part|https://example.org/a|2026-02-03|Post",
            ),
            (
                "RSS 1.0",
                format!(
                    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
                     xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Post</title></channel>\
                     <item>{item}<dc:date>2026-02-03T08:00:00Z</dc:date></item></rdf:RDF>"
                ),
                "Envoys meet & part|https://example.org/a|2026-02-03|Post",
            ),
            (
                "Atom",
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Post</title><entry><id>x:1</id>\
                 <title type=\"html\">Envoys &lt;i&gt;meet&lt;/i&gt;</title><link href=\"/a\"/>\
                 <published>2026-02-03T08:00:00Z</published><content type=\"html\">They met.</content></entry></feed>"
                    .to_owned(),
                "Envoys meet|https://example.org/a|2026-02-03|Post",
            ),
            (
                "JSON Feed",
                "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Post\", \"items\": [{\"id\": \"1\", \
                 \"url\": \"https://example.org/a\", \"title\": \"Envoys meet\", \"content_html\": \"<p>They met.</p>\", \
                 \"date_published\": \"2026-02-03T08:00:00Z\"}]}"
                    .to_owned(),
                "Envoys meet|https://example.org/a|2026-02-03|Post",
            ),
            (
                "cut off, with references that XML does not know",
                format!("<rss version=\"2.0\"><channel><title>Post</title><item>{item}</item><item><title>A&nbsp;B & C"),
                "Envoys meet & part|https://example.org/a|-|Post",
            ),
        ] {
            assert_eq!(said(&text), [expected], "{name}");
        }
        assert!(read(b"<html>no feed</html>", None).is_err());
        assert!(read(b"", None).is_err());
    }
}
