//! HTML pages as people save them: metadata, then the article's parts.
//!
//! In: the text of a page. Out: a [`Report`]; headings, items, quotations and furniture typed, paragraphs left to the layout.

mod article;
mod guard;
mod meta;
mod parts;

use demarche_read::report::{BlockKind, Part, Report};
use scraper::Html;

/// A report from a page.
pub fn report(page: &str) -> Report {
    if !guard::is_safe(page) {
        return crate::plain::report(&guard::strip(page));
    }
    let document = Html::parse_document(page);
    let meta = meta::read(&document);
    let mut report = Report {
        title: meta.title,
        byline: meta.byline,
        published: meta.published,
        url: meta.url,
        publisher: meta.publisher,
        language: meta.language,
        parts: Vec::new(),
    };
    if let Some(title) = &report.title {
        report.parts.push(Part { kind: Some(BlockKind::Headline), text: title.clone() });
    }
    let mut body = parts::read(article::find(&document), report.title.as_deref().unwrap_or(""));
    // A body that the page hands to machines, where the markup gives too little of it.
    if let Some(stated) = meta.body.filter(|stated| article_words(&body) * 2 < count(stated)) {
        body = stated.lines().flat_map(|line| [gap(), Part { kind: None, text: line.to_owned() }]).collect();
    }
    report.parts.extend(body);
    report
}

/// The words of a piece of a page on one line: markup taken out, references read.
pub fn words(text: &str) -> String {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.contains(['<', '&']) || !guard::is_safe(text) {
        return plain(text);
    }
    let once = Html::parse_fragment(text).root_element().text().collect::<String>();
    // Titles are often escaped twice.
    if once.contains('&') && once.contains(';') || once.contains("</") {
        return plain(&Html::parse_fragment(&once).root_element().text().collect::<String>());
    }
    plain(&once)
}

fn gap() -> Part {
    Part { kind: None, text: String::new() }
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

fn article_words(parts: &[Part]) -> usize {
    parts.iter().filter(|part| part.kind != Some(BlockKind::Boilerplate)).map(|part| count(&part.text)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html lang="en-GB"><head><title>Envoys meet in Muscat - Gulf Post</title>
<meta property="og:site_name" content="Gulf Post"><link rel="canonical" href="https://example.org/a">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Envoys meet in Muscat",
"datePublished":"2026-02-03T08:00:00+04:00","author":[{"@type":"Person","name":"Jane Roe"}]}]}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div class="cookie-banner">We value your privacy and use cookies to improve the site for you.</div>
<article><h1>Envoys meet in Muscat</h1><p class="byline">By Jane Roe</p>
<figure><img src="a.jpg"><figcaption>The envoys arrive. Photograph: Pool</figcaption></figure>
<p>Envoys of the two countries met in Muscat on Tuesday, the host said, and will meet again next week.</p>
<div class="share-buttons"><a href="/share">Share on X</a></div>
<h2>What was said</h2><p>Nothing was signed, <b>two diplomats</b> said; both sides were asked to send papers, and one did.</p>
<ul><li>One side wants sanctions lifted first</li><li>The other wants inspectors back</li></ul>
<blockquote>We are further along than anybody expects us to be at this time of the year.</blockquote>
<p>Read more: <a href="/b">Five charts on oil</a></p></article>
<footer>© 2026 Gulf Post</footer></body></html>"#;

    #[test]
    fn page() {
        let report = report(PAGE);
        assert_eq!(report.title.as_deref(), Some("Envoys meet in Muscat"));
        assert_eq!(report.byline.as_deref(), Some("Jane Roe"));
        assert_eq!(report.published.as_deref(), Some("2026-02-03T08:00:00+04:00"));
        assert_eq!(report.publisher.as_deref(), Some("Gulf Post"));
        assert_eq!(report.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(report.language.as_deref(), Some("en-GB"));
        let document = demarche_read::report::lay_out(&report);
        let blocks: Vec<_> = document
            .blocks
            .iter()
            .filter(|block| block.kind != BlockKind::Boilerplate)
            .map(|block| {
                (block.kind, document.slice(block.span).split(' ').take(2).collect::<Vec<_>>().join(" "))
            })
            .collect();
        let expected = [
            (BlockKind::Headline, "Envoys meet"),
            (BlockKind::Byline, "By Jane"),
            (BlockKind::Paragraph, "Envoys of"),
            (BlockKind::Heading, "What was"),
            (BlockKind::Paragraph, "Nothing was"),
            (BlockKind::Item, "One side"),
            (BlockKind::Item, "The other"),
            (BlockKind::Quote, "We are"),
        ];
        assert_eq!(blocks, expected.map(|(kind, words)| (kind, words.to_owned())));
    }

    #[test]
    fn deep_pages_are_stripped() {
        let deep = format!("{}word{}", "<div>".repeat(100_000), "<b>".repeat(100_000));
        let report = report(&deep);
        assert!(report.parts.iter().any(|part| part.text.contains("word")));
    }
}
