//! Markdown, with YAML front matter: headings, items and quotations are typed, paragraphs left to the layout.

use crate::{form, plain};
use demarche_read::report::{BlockKind, Part, Report};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A report from Markdown.
pub fn report(text: &str) -> Report {
    let mut report = Report::default();
    let body = match form::front_matter(text) {
        Some((matter, body)) => {
            read_matter(matter, &mut report);
            body
        }
        None => text,
    };
    read_body(body, &mut report);
    report
}

/// Reads the scalar keys of front matter; lists and nested keys say nothing that a report holds.
fn read_matter(matter: &str, report: &mut Report) {
    let mut list: Option<String> = None;
    for line in matter.lines() {
        // `author:` with its names as a list below.
        if let (Some(key), Some(item)) = (&list, line.trim_start().strip_prefix("- ")) {
            let key = key.clone();
            if key.starts_with("author") || key == "byline" {
                let item = item.trim().trim_start_matches("name:").trim().trim_matches(['"', '\'']);
                report.byline = Some(match report.byline.take() {
                    Some(names) => format!("{names}, {item}"),
                    None => item.to_owned(),
                });
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t', '#'])) else {
            continue;
        };
        let key = key.trim().to_ascii_lowercase();
        let value = value
            .trim()
            .trim_start_matches('[')
            .trim_end_matches(']')
            .trim()
            .trim_matches(['"', '\''])
            .trim();
        if value.is_empty() {
            list = Some(key);
            continue;
        }
        list = None;
        let place = match key.as_str() {
            "title" | "headline" => &mut report.title,
            "author" | "authors" | "byline" | "by" => &mut report.byline,
            "date" | "published" | "pubdate" | "publishdate" | "date_published" | "datepublished" => {
                &mut report.published
            }
            "publisher" | "publication" | "source" | "site" | "outlet" => &mut report.publisher,
            "url" | "link" | "canonical" | "canonical_url" | "permalink" => &mut report.url,
            "lang" | "language" => &mut report.language,
            _ => continue,
        };
        place.get_or_insert_with(|| value.to_owned());
    }
    if let Some(title) = &report.title {
        report.parts.push(Part { kind: Some(BlockKind::Headline), text: title.clone() });
    }
}

fn read_body(body: &str, report: &mut Report) {
    let wrapped = plain::is_wrapped(body);
    let mut text = String::new();
    // Open quotations and items, innermost last.
    let mut inside: Vec<BlockKind> = Vec::new();
    let mut image = 0_usize;
    let flush = |text: &mut String, kind: Option<BlockKind>, report: &mut Report| {
        let words = std::mem::take(text);
        if !words.trim().is_empty() {
            // A blank line stands before every block but the items of a list.
            if kind != Some(BlockKind::Item) {
                report.parts.push(Part { kind: None, text: String::new() });
            }
            report.parts.push(Part { kind, text: words });
        }
    };
    let marks = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(body, marks) {
        match event {
            Event::Start(Tag::Item) => {
                flush(&mut text, inside.last().copied(), report);
                inside.push(BlockKind::Item);
            }
            Event::Start(Tag::BlockQuote(_)) => inside.push(BlockKind::Quote),
            // What a footnote says is not part of the running text.
            Event::Start(Tag::FootnoteDefinition(_)) => inside.push(BlockKind::Boilerplate),
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => {
                flush(&mut text, inside.last().copied(), report);
                inside.pop();
            }
            Event::End(TagEnd::Heading(level)) => {
                let untitled = report.title.is_none() && level == HeadingLevel::H1;
                if untitled {
                    report.title = Some(text.trim().to_owned());
                }
                let again =
                    !untitled && report.title.as_deref().is_some_and(|title| title.trim() == text.trim());
                let kind = if untitled {
                    BlockKind::Headline
                } else if again {
                    BlockKind::Boilerplate
                } else {
                    BlockKind::Heading
                };
                flush(&mut text, Some(kind), report);
            }
            Event::End(TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::TableRow | TagEnd::TableHead) => {
                flush(&mut text, inside.last().copied(), report);
            }
            Event::End(TagEnd::TableCell) => text.push(' '),
            Event::Start(Tag::Image { .. }) => image += 1,
            Event::End(TagEnd::Image) => image = image.saturating_sub(1),
            // A picture's words describe it; they are not the report's.
            Event::Text(words) | Event::Code(words) if image == 0 => text.push_str(&words),
            Event::SoftBreak => text.push(if wrapped { ' ' } else { '\n' }),
            Event::HardBreak => text.push('\n'),
            Event::Rule => flush(&mut text, None, report),
            _ => {}
        }
    }
    flush(&mut text, None, report);
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Heading, Headline, Item, Quote};

    #[test]
    fn front_matter_and_blocks() {
        let report = report(
            "---\ntitle: \"Talks open\"\nauthor: [Jane Roe]\ndate: 2026-02-02\nurl: https://example.org/a\n---\n\n# Talks open\n\n\
             GENEVA — The *two* sides [met](https://example.org).\n\n## What next\n\n- One\n- Two\n\n> We shall see.[^1]\n\n[^1]: Reuters, page 2\n",
        );
        assert_eq!(report.title.as_deref(), Some("Talks open"));
        assert_eq!(report.byline.as_deref(), Some("Jane Roe"));
        assert_eq!(report.published.as_deref(), Some("2026-02-02"));
        let parts: Vec<_> = report
            .parts
            .iter()
            .filter(|part| !part.text.is_empty())
            .map(|part| (part.kind, part.text.trim()))
            .collect();
        assert_eq!(
            parts,
            [
                (Some(Headline), "Talks open"),
                (Some(BlockKind::Boilerplate), "Talks open"),
                (None, "GENEVA — The two sides met."),
                (Some(Heading), "What next"),
                (Some(Item), "One"),
                (Some(Item), "Two"),
                (Some(Quote), "We shall see."),
                (Some(BlockKind::Boilerplate), "Reuters, page 2"),
            ]
        );
    }
}
