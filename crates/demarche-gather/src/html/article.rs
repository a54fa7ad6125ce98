//! Finds the article of a page: the element whose paragraphs hold the most text that is not links.
//!
//! After the idea of Mozilla's Readability: each paragraph counts for the elements around it, furniture left out.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Node, node::Element};
use std::collections::{HashMap, HashSet};

/// Where the article stands.
pub struct Article<'d> {
    /// The element around it; the page's root where nothing better is found.
    pub root: ElementRef<'d>,
    /// Elements inside it that are no part of it.
    pub furniture: HashSet<NodeId>,
}

/// One element's text.
struct Mass {
    id: NodeId,
    parent: usize,
    /// All its words, those of links, and those that stand in it directly.
    words: usize,
    link_words: usize,
    own_words: usize,
    /// Words in its paragraphs.
    prose_words: usize,
    score: f32,
    /// How much its name promises.
    promise: f32,
}

/// Elements that never hold a report's words.
pub fn is_mute(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "nav"
            | "footer"
            | "aside"
            | "form"
            | "button"
            | "iframe"
            | "select"
            | "option"
            | "input"
            | "label"
            | "object"
            | "canvas"
            | "audio"
            | "video"
            | "head"
            | "menu"
            | "dialog"
            | "math"
            | "map"
            | "textarea"
    )
}

/// Finds the article of a page.
pub fn find(document: &Html) -> Article<'_> {
    let mut furniture = HashSet::new();
    let masses = weigh(document, &HashSet::new());
    let all = masses.first().map_or(0, |mass| mass.words);
    let tree = &document.tree;
    for mass in &masses {
        let Some(Node::Element(element)) = tree.get(mass.id).map(|node| node.value()) else {
            continue;
        };
        // A page whose body is called "has-sidebar" is no sidebar.
        let wrapper =
            matches!(element.name(), "html" | "body" | "main" | "article") || mass.words * 5 > all * 2;
        if !wrapper && is_furniture(element) {
            furniture.insert(mass.id);
        }
    }
    let masses = weigh(document, &furniture);
    let root = best(&masses)
        .and_then(|at| tree.get(masses[at].id))
        .and_then(ElementRef::wrap)
        .unwrap_or_else(|| document.root_element());
    Article { root, furniture }
}

/// The element that holds the article.
fn best(masses: &[Mass]) -> Option<usize> {
    let worth = |mass: &Mass| {
        let links = mass.link_words as f32 / mass.words.max(1) as f32;
        mass.score * mass.promise * (1.0 - links)
    };
    let mut top = None;
    let mut most = 0.0;
    for (at, mass) in masses.iter().enumerate() {
        let worth = worth(mass);
        if worth > most {
            (top, most) = (Some(at), worth);
        }
    }
    let mut top = top?;
    // An article cut into several boxes: climb while the box around holds clearly more running text.
    for _ in 0..6 {
        let parent = masses[top].parent;
        if parent == 0 || parent == top {
            break;
        }
        let (inner, outer) = (&masses[top], &masses[parent]);
        let gained = outer.prose_words * 5 >= inner.prose_words * 6;
        let linked = outer.link_words * 3 > outer.words;
        if !gained && outer.prose_words > inner.prose_words + 12 && !linked && outer.promise > 1.0 {
            top = parent;
            continue;
        }
        if !gained || linked {
            break;
        }
        top = parent;
    }
    Some(top)
}

/// Weighs every element outside the furniture.
fn weigh(document: &Html, furniture: &HashSet<NodeId>) -> Vec<Mass> {
    let mut masses: Vec<Mass> = Vec::new();
    let mut at: HashMap<NodeId, usize> = HashMap::new();
    let mut open: Vec<usize> = Vec::new();
    let mut links = 0_usize;
    // The element whose inside is passed over.
    let mut mute: Option<NodeId> = None;
    for edge in document.root_element().traverse() {
        match edge {
            Edge::Open(node) if mute.is_none() => match node.value() {
                Node::Element(element) => {
                    if is_mute(element.name()) || furniture.contains(&node.id()) || is_hidden(element) {
                        mute = Some(node.id());
                        continue;
                    }
                    links += usize::from(element.name() == "a");
                    at.insert(node.id(), masses.len());
                    let parent = open.last().copied().unwrap_or(0);
                    open.push(masses.len());
                    masses.push(Mass {
                        id: node.id(),
                        parent,
                        words: 0,
                        link_words: 0,
                        own_words: 0,
                        prose_words: 0,
                        score: 0.0,
                        promise: promise(element),
                    });
                }
                Node::Text(text) => {
                    let words = text.split_whitespace().count();
                    if let Some(mass) = open.last().and_then(|&top| masses.get_mut(top)) {
                        mass.words += words;
                        mass.own_words += words;
                        mass.link_words += if links > 0 { words } else { 0 };
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
                links -= usize::from(element.name() == "a" && links > 0);
                let Some(top) = open.pop() else {
                    continue;
                };
                close(&mut masses, top, element.name(), &open);
            }
            Edge::Open(_) => {}
        }
    }
    masses
}

/// Hands what an element holds to those around it.
fn close(masses: &mut [Mass], top: usize, tag: &str, open: &[usize]) {
    let (words, link_words, own_words) = (masses[top].words, masses[top].link_words, masses[top].own_words);
    let paragraph = matches!(tag, "p" | "pre") && words >= 8;
    let inline = matches!(
        tag,
        "a" | "b" | "i" | "em" | "strong" | "span" | "font" | "u" | "small" | "time" | "cite" | "q"
    );
    if link_words * 2 <= words {
        let worth = |words: usize| 1.0 + (words as f32 / 12.0).min(12.0);
        if paragraph {
            masses[top].prose_words = words;
            for (far, &around) in open.iter().rev().take(3).enumerate() {
                masses[around].score += worth(words) / [1.0, 2.0, 4.0][far.min(2)];
            }
        } else if !inline
            && own_words >= 12
            && !matches!(tag, "li" | "td" | "th" | "h1" | "h2" | "h3" | "figcaption")
        {
            // Text between line breaks, without paragraphs.
            masses[top].prose_words += own_words;
            masses[top].score += worth(own_words) + own_words as f32 / 40.0;
        }
    }
    let prose_words = masses[top].prose_words;
    if let Some(&around) = open.last() {
        masses[around].words += words;
        masses[around].link_words += link_words;
        masses[around].prose_words += prose_words;
        if inline {
            masses[around].own_words += own_words;
        }
    }
}

/// What an element's tag and names promise of its text.
fn promise(element: &Element) -> f32 {
    if element.attr("itemprop").is_some_and(|property| property.eq_ignore_ascii_case("articleBody")) {
        return 1.8;
    }
    let named = names(element).any(|name| {
        matches!(
            name.as_str(),
            "article"
                | "story"
                | "entry"
                | "post"
                | "articlebody"
                | "storybody"
                | "postcontent"
                | "entrycontent"
                | "articlecontent"
                | "richtext"
                | "prose"
        )
    });
    match element.name() {
        "article" | "main" => 1.4,
        _ if named => 1.25,
        _ => 1.0,
    }
}

fn is_hidden(element: &Element) -> bool {
    element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || element.attr("style").is_some_and(|style| style.replace(' ', "").contains("display:none"))
}

/// Whether an element's names say that it holds the byline.
pub fn is_byline(element: &Element) -> bool {
    names(element).any(|name| name == "byline")
}

/// The words of an element's classes, id and role, in lower case.
fn names(element: &Element) -> impl Iterator<Item = String> {
    let all = ["class", "id", "role", "data-component"]
        .iter()
        .filter_map(|name| element.attr(name))
        .collect::<Vec<_>>()
        .join(" ");
    all.split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|name| !name.is_empty())
        .map(str::to_ascii_lowercase)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Whether an element's names say that it is no part of an article.
fn is_furniture(element: &Element) -> bool {
    const WHOLE: [&str; 43] = [
        "comment",
        "comments",
        "ad",
        "ads",
        "adv",
        "nav",
        "menu",
        "share",
        "sharing",
        "social",
        "tags",
        "tag",
        "toolbar",
        "pager",
        "pagination",
        "modal",
        "overlay",
        "popup",
        "popular",
        "trending",
        "widget",
        "widgets",
        "hidden",
        "toc",
        "masthead",
        "skip",
        "copyright",
        "rating",
        "poll",
        "teaser",
        "teasers",
        "banner",
        "complementary",
        "navigation",
        "contentinfo",
        "search",
        "dialog",
        "alert",
        "tooltip",
        "dropdown",
        "meta",
        "bio",
        "credits",
    ];
    const STARTS: [&str; 26] = [
        "related",
        "recommend",
        "newsletter",
        "advert",
        "breadcrumb",
        "commentlist",
        "commentform",
        "respond",
        "sidebar",
        "cookie",
        "promo",
        "subscri",
        "taboola",
        "outbrain",
        "sponsor",
        "disqus",
        "footer",
        "navbar",
        "sharedaddy",
        "sharebar",
        "sharebutton",
        "socialshare",
        "readmore",
        "morefrom",
        "gdpr",
        "signup",
    ];
    names(element)
        .any(|name| WHOLE.contains(&name.as_str()) || STARTS.iter().any(|start| name.starts_with(start)))
}
