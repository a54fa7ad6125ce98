//! Turns an article's elements into parts in reading order.
//!
//! In: where the article stands. Out: headings, items, quotations and furniture typed; paragraphs without a kind.

use super::article::{Article, is_byline, is_mute};
use super::gap;
use demarche_read::report::{BlockKind, Part};
use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::Node;

/// Longest piece of furniture that is kept to be seen, in bytes.
const LONGEST: usize = 400;

/// Words of a line that is nothing but a link from which on it leads elsewhere.
const LEAST_LINKED: usize = 3;

/// Collects parts while the tree is walked.
struct Collector<'t> {
    title: &'t str,
    parts: Vec<Part>,
    text: String,
    /// Bytes of the text that are links.
    linked: usize,
    /// Kinds of the open elements that set one, with their nodes.
    kinds: Vec<(NodeId, BlockKind)>,
}

/// The parts of an article; `title` is not repeated.
pub fn read(article: Article<'_>, title: &str) -> Vec<Part> {
    let mut collector =
        Collector { title, parts: Vec::new(), text: String::new(), linked: 0, kinds: Vec::new() };
    let mut mute: Option<NodeId> = None;
    let mut verbatim = 0_usize;
    let mut links = 0_usize;
    for edge in article.root.traverse() {
        match edge {
            Edge::Open(node) if mute.is_none() => match node.value() {
                Node::Element(element) => {
                    let tag = element.name();
                    if is_mute(tag) || element.attr("hidden").is_some() {
                        mute = Some(node.id());
                        continue;
                    }
                    verbatim += usize::from(tag == "pre");
                    links += usize::from(tag == "a");
                    if tag == "br" {
                        collector.text.push('\n');
                    } else if matches!(tag, "td" | "th") {
                        // A row is one line; what a cell holds in blocks still stands apart.
                        collector.push(" ", false);
                    } else if is_block(tag) {
                        collector.flush();
                        let kind = if article.furniture.contains(&node.id()) {
                            Some(BlockKind::Boilerplate)
                        } else if is_byline(element) {
                            Some(BlockKind::Byline)
                        } else {
                            kind(tag)
                        };
                        if let Some(kind) = kind {
                            collector.kinds.push((node.id(), kind));
                        }
                    } else if article.furniture.contains(&node.id()) {
                        mute = Some(node.id());
                    }
                }
                Node::Text(text) => {
                    let before = collector.text.len();
                    collector.push(text, verbatim > 0);
                    if links > 0 {
                        collector.linked += collector.text.len() - before;
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                if mute.is_some() {
                    if mute == Some(node.id()) {
                        mute = None;
                    }
                    continue;
                }
                let Node::Element(element) = node.value() else {
                    continue;
                };
                verbatim -= usize::from(element.name() == "pre" && verbatim > 0);
                links -= usize::from(element.name() == "a" && links > 0);
                if is_block(element.name()) {
                    collector.flush();
                    if collector.kinds.last().is_some_and(|(id, _)| *id == node.id()) {
                        collector.kinds.pop();
                    }
                }
            }
            Edge::Open(_) => {}
        }
    }
    collector.flush();
    collector.parts
}

impl Collector<'_> {
    /// White space of a page is one space, but for that of preformatted text.
    fn push(&mut self, text: &str, verbatim: bool) {
        if verbatim {
            self.text.push_str(text);
            return;
        }
        for character in text.chars() {
            if !matches!(character, ' ' | '\n' | '\r' | '\t') {
                self.text.push(character);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked);
        // Furniture around everything outweighs what stands in it.
        let furniture = self.kinds.iter().any(|(_, kind)| *kind == BlockKind::Boilerplate);
        // A line that is nothing but a link leads elsewhere ("Envoys leave Muscat"), unless it is a word or two.
        let stated = matches!(self.kinds.last(), Some((_, BlockKind::Byline | BlockKind::Quote)));
        let furniture = furniture
            || !stated
                && linked * 10 >= text.trim().len() * 9
                && text.split_whitespace().nth(LEAST_LINKED - 1).is_some();
        let kind =
            if furniture { Some(BlockKind::Boilerplate) } else { self.kinds.last().map(|(_, kind)| *kind) };
        for (at, line) in text.split('\n').map(str::trim).filter(|line| !line.is_empty()).enumerate() {
            let kind = match kind {
                Some(BlockKind::Heading) if line == self.title => Some(BlockKind::Boilerplate),
                // Too long to say only who and when.
                Some(BlockKind::Byline) if line.len() > 250 => None,
                other => other,
            };
            if kind == Some(BlockKind::Boilerplate) && line.len() > LONGEST {
                continue;
            }
            if kind != Some(BlockKind::Item) && at == 0 {
                self.parts.push(gap());
            }
            self.parts.push(Part { kind, text: line.to_owned() });
        }
    }
}

fn kind(tag: &str) -> Option<BlockKind> {
    match tag {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
        "li" | "dd" => Some(BlockKind::Item),
        "blockquote" => Some(BlockKind::Quote),
        "figcaption" | "caption" => Some(BlockKind::Boilerplate),
        _ => None,
    }
}

fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "pre"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "figure"
            | "figcaption"
            | "caption"
            | "hr"
            | "address"
            | "details"
            | "summary"
            | "center"
            | "body"
            | "html"
            | "fieldset"
    )
}
