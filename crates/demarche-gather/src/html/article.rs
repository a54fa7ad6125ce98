//! Finds the article of a page: the element whose paragraphs hold the most text that is not links.
//!
//! After the idea of Mozilla's Readability: each paragraph counts for the elements around it, furniture left out.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Html, Node, node::Element};
use std::collections::{HashMap, HashSet};

/// Words of paragraphs from which on a box called "photo" is more than a picture.
const PICTURE_WORDS: usize = 40;
/// Words of its own that tell an article from a list of articles.
const OWN_WORDS: usize = 20;
/// Nested articles that are looked for.
const MOST_NESTED: usize = 200;
/// How far up more of the article is looked for.
const REACH: usize = 4;

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
    let (all, all_prose) = masses.first().map_or((0, 0), |mass| (mass.words, mass.prose_words));
    let tree = &document.tree;
    for mass in &masses {
        let Some(node) = tree.get(mass.id) else { continue };
        let Node::Element(element) = node.value() else { continue };
        let Some(furniture_kind) = furniture_kind(element) else { continue };
        // A page whose body is called "has-sidebar" is no sidebar.
        let wrapper =
            matches!(element.name(), "html" | "body" | "main" | "article") || mass.words * 5 > all * 2;
        let kept = match furniture_kind {
            Furniture::Talk => wrapper,
            // A box called "layout-sidebar" that holds most of the running text is the page.
            Furniture::Aside => wrapper || mass.prose_words * 2 > all_prose,
            // A quoted post is part of the story, whatever its frame is called.
            Furniture::Social => wrapper || quotes(node),
            Furniture::Picture => wrapper || mass.prose_words >= PICTURE_WORDS,
        };
        if !kept {
            furniture.insert(mass.id);
        }
    }
    let masses = weigh(document, &furniture);
    let root = best(&masses)
        .and_then(|at| tree.get(masses[at].id))
        .and_then(ElementRef::wrap)
        .unwrap_or_else(|| document.root_element());
    mark_nested(root, &masses, &mut furniture);
    Article { root, furniture }
}

/// Whether a quotation stands among the first things in an element.
fn quotes(node: NodeRef<'_, Node>) -> bool {
    node.descendants()
        .take(100)
        .any(|inner| inner.value().as_element().is_some_and(|e| e.name() == "blockquote"))
}

/// Several articles inside an article that has words of its own are other reports, or comments.
fn mark_nested(root: ElementRef<'_>, masses: &[Mass], furniture: &mut HashSet<NodeId>) {
    let is_article =
        |node: &NodeRef<'_, Node>| node.value().as_element().is_some_and(|e| e.name() == "article");
    let nested: Vec<NodeId> =
        root.descendants().skip(1).filter(is_article).map(|node| node.id()).take(MOST_NESTED).collect();
    if nested.len() < 2 {
        return;
    }
    let prose: HashMap<NodeId, usize> = masses.iter().map(|mass| (mass.id, mass.prose_words)).collect();
    let of = |id: &NodeId| prose.get(id).copied().unwrap_or(0);
    let inside: usize = nested.iter().map(of).sum();
    if of(&root.id()).saturating_sub(inside) >= OWN_WORDS {
        furniture.extend(nested);
    }
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
    // An article cut into several boxes: climb to the nearest box around that holds clearly more running text.
    for _ in 0..6 {
        let inner = &masses[top];
        let mut around = inner.parent;
        let mut better = None;
        for near in 0..REACH {
            if around == 0 || around == top {
                break;
            }
            let outer = &masses[around];
            if outer.link_words * 3 > outer.words {
                break;
            }
            let gained = outer.prose_words * 5 >= inner.prose_words * 6;
            let promised = near == 0 && outer.prose_words > inner.prose_words + 12 && outer.promise > 1.0;
            if gained || promised {
                better = Some(around);
                break;
            }
            around = outer.parent;
        }
        match better {
            Some(around) => top = around,
            None => break,
        }
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

/// Why an element is no part of an article.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Furniture {
    /// What readers say.
    Talk,
    /// What stands beside the article.
    Aside,
    /// Frames for sharing, and for posts of others.
    Social,
    /// Pictures with their captions.
    Picture,
}

/// Tells by an element's tag and names whether it is no part of an article.
fn furniture_kind(element: &Element) -> Option<Furniture> {
    const TALK: [&str; 2] = ["comment", "comments"];
    const TALK_STARTS: [&str; 4] = ["commentlist", "commentform", "respond", "disqus"];
    const SOCIAL: [&str; 4] = ["share", "sharing", "social", "sharebox"];
    const PICTURE: [&str; 9] =
        ["caption", "credit", "gallery", "image", "lightbox", "photo", "picture", "slideshow", "video"];
    const WHOLE: [&str; 40] = [
        "ad",
        "ads",
        "adv",
        "nav",
        "menu",
        "rel",
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
        "endcard",
    ];
    const STARTS: [&str; 25] = [
        "related",
        "recommend",
        "newsletter",
        "advert",
        "breadcrumb",
        "sidebar",
        "cookie",
        "consent",
        "promo",
        "recirc",
        "subscri",
        "taboola",
        "outbrain",
        "sponsor",
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
        "privacy",
    ];
    if element.name() == "figure" {
        return Some(Furniture::Picture);
    }
    let starts = |name: &str, with: &[&str]| with.iter().any(|start| name.starts_with(start));
    let mut found = None;
    for name in names(element) {
        let name = name.as_str();
        if TALK.contains(&name) || starts(name, &TALK_STARTS) {
            return Some(Furniture::Talk);
        }
        if WHOLE.contains(&name) || starts(name, &STARTS) {
            found = Some(Furniture::Aside);
        } else if SOCIAL.contains(&name) {
            found = found.or(Some(Furniture::Social));
        } else if PICTURE.contains(&name) || name.ends_with("gallery") || name.ends_with("slideshow") {
            found = found.or(Some(Furniture::Picture));
        }
    }
    found
}
