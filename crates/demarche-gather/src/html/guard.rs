//! Keeps pages away from the parser that would make it slow: nested so deep that no person wrote them, or too large.
//!
//! The HTML standard's algorithm walks the open elements for many tags, so nesting costs its square.

/// Largest page that is parsed, in bytes.
const LARGEST: usize = 24 << 20;
/// Most open blocks.
const BLOCKS: usize = 1_500;
/// Most open marks of emphasis and links, which the parser opens anew in every paragraph.
const MARKS: usize = 80;

/// Whether a page can be parsed in time that grows with its length.
pub fn is_safe(page: &str) -> bool {
    if page.len() > LARGEST {
        return false;
    }
    let (mut blocks, mut marks) = (0_usize, 0_usize);
    // The element whose inside is no markup, or drawing.
    let mut inside: Option<&str> = None;
    for piece in page.split('<').skip(1) {
        let (close, tag) = match piece.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, piece),
        };
        let end = tag.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let name = tag.get(..end).unwrap_or("").to_ascii_lowercase();
        if let Some(opaque) = inside {
            if close && name == opaque {
                inside = None;
            }
            continue;
        }
        if !close {
            inside = ["script", "style", "svg", "noscript", "textarea", "template"]
                .into_iter()
                .find(|opaque| name == *opaque);
            if inside.is_some() {
                continue;
            }
        }
        let depth = match name.as_str() {
            "a" | "b" | "i" | "u" | "s" | "em" | "strong" | "font" | "code" | "big" | "small" | "tt"
            | "nobr" | "strike" => &mut marks,
            // Never nested, or closed by the next of their kind.
            "" | "p" | "li" | "br" | "img" | "input" | "meta" | "link" | "hr" | "tr" | "td" | "th" | "dt"
            | "dd" | "option" | "source" | "wbr" | "area" | "base" | "col" | "embed" | "param" | "track"
            | "path" => continue,
            _ => &mut blocks,
        };
        *depth = if close { depth.saturating_sub(1) } else { *depth + 1 };
        if blocks > BLOCKS || marks > MARKS {
            return false;
        }
    }
    true
}

/// The words of a page without its tags, for pages that are not parsed.
pub fn strip(page: &str) -> String {
    let mut text = String::with_capacity(page.len() / 2);
    // A page without a bracket after its last tag is read once.
    let mut pieces = page.split('<');
    text.push_str(pieces.next().unwrap_or(""));
    let mut inside: Option<&str> = None;
    for piece in pieces {
        let named =
            |name: &str| piece.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if let Some(end) = inside {
            if !named(end) {
                continue;
            }
            inside = None;
        } else if let Some((_, end)) =
            [("script", "/script"), ("style", "/style")].into_iter().find(|(name, _)| named(name))
        {
            inside = Some(end);
            continue;
        }
        match piece.split_once('>') {
            Some((tag, words)) => {
                let block =
                    ["p", "/p", "br", "div", "/div", "li", "h1", "h2", "h3", "tr"].iter().any(|name| {
                        tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                            && !tag[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
                    });
                text.push(if block { '\n' } else { ' ' });
                text.push_str(words);
            }
            None => text.push_str(piece),
        }
    }
    text
}
