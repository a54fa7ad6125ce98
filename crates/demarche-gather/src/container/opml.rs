//! Lists of feeds as OPML: read from the files of any reader, written as OPML 2.0.

use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::fmt::Write;

/// A feed of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Its address.
    pub url: String,
    /// Its name.
    pub title: Option<String>,
    /// The address of the site it belongs to.
    pub site: Option<String>,
    /// The folders that it stands in, outermost first, with `/` between.
    pub folder: Option<String>,
}

/// Whether a text is a list of feeds.
pub fn is_opml(text: &str) -> bool {
    super::root(text.trim_start_matches('\u{feff}')).is_some_and(|tag| tag.eq_ignore_ascii_case("opml"))
}

/// The feeds of a list, in its order, each address once; what can't be read is passed over.
pub fn read(bytes: &[u8]) -> Vec<Outline> {
    let text = crate::decode::text(bytes, None);
    let mut reader = Reader::from_str(&text);
    let rules = reader.config_mut();
    rules.check_end_names = false;
    rules.allow_unmatched_ends = true;
    rules.allow_dangling_amp = true;
    let mut feeds: Vec<Outline> = Vec::new();
    let mut folders: Vec<Option<String>> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if is_outline(&tag) => {
                let found = outline(&tag, &folders);
                folders.push(if found.url.is_empty() { found.title.clone() } else { None });
                feeds.push(found);
            }
            Ok(Event::Empty(tag)) if is_outline(&tag) => feeds.push(outline(&tag, &folders)),
            Ok(Event::End(tag)) if tag.name().as_ref().eq_ignore_ascii_case("outline") => {
                folders.pop();
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let mut known = std::collections::HashSet::new();
    feeds.retain(|feed| !feed.url.is_empty() && known.insert(feed.url.clone()));
    feeds
}

fn is_outline(tag: &BytesStart) -> bool {
    tag.name().as_ref().eq_ignore_ascii_case("outline")
}

fn outline(tag: &BytesStart, folders: &[Option<String>]) -> Outline {
    let mut found = Outline::default();
    let mut name = None;
    for attribute in tag.html_attributes().with_checks(false).flatten() {
        let raw = &attribute.value;
        // An address with a bare ampersand is no XML, but common.
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_or_else(
            |_| unescape(raw).map_or_else(|_| raw.to_string(), std::borrow::Cow::into_owned),
            std::borrow::Cow::into_owned,
        );
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if value.is_empty() {
            continue;
        }
        match attribute.key.as_ref().to_ascii_lowercase().as_str() {
            "xmlurl" | "url" if found.url.is_empty() => found.url = value,
            "title" => found.title = Some(value),
            "text" => name = Some(value),
            "htmlurl" => found.site = Some(value),
            _ => {}
        }
    }
    found.title = found.title.or(name);
    let folder = folders.iter().flatten().map(String::as_str).collect::<Vec<_>>().join("/");
    found.folder = Some(folder).filter(|folder| !folder.is_empty());
    found
}

/// A list as OPML 2.0, its feeds in the order given, those of one folder together.
pub fn write(title: &str, feeds: &[Outline]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n");
    let _ = writeln!(text, "  <head><title>{}</title></head>\n  <body>", escape(title));
    let mut folders: Vec<Option<&str>> = Vec::new();
    for feed in feeds {
        let folder = feed.folder.as_deref();
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    for folder in folders {
        let path: Vec<&str> = folder.map(|folder| folder.split('/').collect()).unwrap_or_default();
        for (depth, name) in path.iter().enumerate() {
            let _ = writeln!(text, "{}<outline text=\"{}\">", indent(depth), escape(*name));
        }
        for feed in feeds.iter().filter(|feed| feed.folder.as_deref() == folder) {
            let name = feed.title.as_deref().unwrap_or(&feed.url);
            let _ = write!(
                text,
                "{}<outline type=\"rss\" text=\"{}\" xmlUrl=\"{}\"",
                indent(path.len()),
                escape(name),
                escape(&feed.url)
            );
            if let Some(site) = &feed.site {
                let _ = write!(text, " htmlUrl=\"{}\"", escape(site));
            }
            text.push_str("/>\n");
        }
        for depth in (0..path.len()).rev() {
            let _ = writeln!(text, "{}</outline>", indent(depth));
        }
    }
    text.push_str("  </body>\n</opml>\n");
    text
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_as_they_went_out() {
        let feeds = [
            (
                "https://example.org/a.xml?x=1&y=2",
                Some("Gulf <Post> & \"Co\""),
                Some("https://example.org"),
                None,
            ),
            ("https://example.org/b", None, None, Some("Wires/Gulf")),
            ("https://example.org/c", Some("C"), None, Some("Wires/Gulf")),
        ]
        .map(|(url, title, site, folder)| Outline {
            url: url.to_owned(),
            title: title.or(Some(url)).map(str::to_owned),
            site: site.map(str::to_owned),
            folder: folder.map(str::to_owned),
        });
        let text = write("Feeds", &feeds);
        assert!(is_opml(&text));
        assert_eq!(read(text.as_bytes()), feeds);
    }

    #[test]
    fn careless_lists() {
        for (text, expected) in [
            (
                "<opml><body><outline xmlurl='https://a.org/?b=1&c=2' text=A></body>",
                vec!["https://a.org/?b=1&c=2"],
            ),
            (
                "<opml><outline text=x><outline xmlUrl=\"https://a.org\"/></outline></b></opml>",
                vec!["https://a.org"],
            ),
            (
                "<opml><outline xmlUrl='https://a.org'/><outline xmlUrl='https://a.org'/>",
                vec!["https://a.org"],
            ),
            ("<opml><outline text='nothing'/>", vec![]),
            ("", vec![]),
        ] {
            let urls: Vec<String> = read(text.as_bytes()).into_iter().map(|feed| feed.url).collect();
            assert_eq!(urls, expected, "{text}");
        }
    }
}
