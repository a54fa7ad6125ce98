//! Finds quotations by their marks, whatever marks a paper uses.
//!
//! In: the blocks of a document. Out: quotations in order, outermost only. An apostrophe is no mark; a quotation whose
//! paragraph ends before it closes goes on in the next paragraph if that opens with the same mark.

use crate::reading::Reading;
use crate::report::BlockKind;
use crate::text::Span;

/// A quoted stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// With its marks.
    pub outer: Span,
    /// Without them.
    pub inner: Span,
    /// Block in which it starts.
    pub block: usize,
}

/// A family of marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// “ ” and „ ”.
    Curly,
    /// " on both sides.
    Straight,
    /// « ».
    Angle,
    /// `` and '', ‘’ and ’’.
    Typed,
    /// ‘ ’.
    SingleCurly,
    /// ' on both sides.
    Single,
}

/// How far a single mark may lie from its partner; beyond, it was an apostrophe.
const SINGLE_REACH: usize = 1200;

/// Quotations of a document, in order, without overlap.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    // Marks of a quotation that its block left open.
    let mut open: Option<Mark> = None;
    for (number, block) in reading.document.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Boilerplate | BlockKind::Byline) {
            open = None;
            continue;
        }
        let text = reading.slice(block.span);
        let base = block.span.start as usize;
        let continued = open.take();
        let closers = Closers::of(text);
        let mut at = 0;
        while let Some(start) = text[at..].find(is_mark).map(|offset| at + offset) {
            let Some((mark, width)) = opening(text, start) else {
                at = start + text[start..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let inner = start + width;
            let goes_on = start == 0 && continued == Some(mark) && found.last().is_some();
            let (inner_end, outer_end) = match closing(text, inner, mark, &closers) {
                Some(end) => end,
                None if matches!(mark, Mark::Single | Mark::SingleCurly) => {
                    at = inner;
                    continue;
                }
                None => {
                    open = Some(mark);
                    (text.len(), text.len())
                }
            };
            if goes_on && let Some(last) = found.last_mut() {
                last.outer.end = (base + outer_end) as u32;
                last.inner.end = (base + inner_end) as u32;
            } else if inner < inner_end {
                found.push(Quotation {
                    outer: Span::new(base + start, base + outer_end),
                    inner: Span::new(base + inner, base + inner_end),
                    block: number,
                });
            }
            at = outer_end.max(inner);
        }
    }
    found
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '“' | '”' | '„' | '"' | '«' | '`' | '\'' | '‘' | '’')
}

/// The mark that opens a quotation at a place, and its width in bytes.
fn opening(text: &str, at: usize) -> Option<(Mark, usize)> {
    let before = text[..at].chars().next_back();
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let width = first.len_utf8();
    // Two single marks for a double one, as some typesetters have it.
    let typed = ["''", "``", "‘’", "‘‘"].iter().find(|pair| rest.starts_with(**pair)).map(|pair| pair.len());
    let after = rest[typed.unwrap_or(width)..].chars().next()?;
    // A mark opens where a word could begin, and touches the word.
    let free = before.is_none_or(|letter| letter.is_whitespace() || "([—–-/|:".contains(letter));
    let touches = !after.is_whitespace() && !",.;:!?)`".contains(after);
    if let Some(width) = typed {
        return (free && touches).then_some((Mark::Typed, width));
    }
    match first {
        '“' | '„' => Some((Mark::Curly, width)),
        '«' => Some((Mark::Angle, width)),
        '"' => (free && touches).then_some((Mark::Straight, width)),
        '‘' => (free && touches && !is_elision(&rest[width..])).then_some((Mark::SingleCurly, width)),
        '\'' => (free && touches && !is_elision(&rest[width..])).then_some((Mark::Single, width)),
        _ => None,
    }
}

/// Words that begin with an apostrophe.
fn is_elision(rest: &str) -> bool {
    if rest.starts_with(|letter: char| letter.is_ascii_digit()) {
        return true;
    }
    let word = rest.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or("");
    ["tis", "twas", "em", "til", "cause", "n", "round", "s"]
        .iter()
        .any(|short| word.eq_ignore_ascii_case(short))
}

/// Where the closing marks of a block end for good: none is looked for behind its last, so that a line full of
/// openings costs one look through it and not one for each.
struct Closers {
    curly: usize,
    typed: usize,
    typed_curly: usize,
}

impl Closers {
    fn of(text: &str) -> Closers {
        let last = |pattern: &str| text.rfind(pattern).unwrap_or(0);
        Closers { curly: last("”"), typed: last("''"), typed_curly: last("’’") }
    }
}

/// Where a quotation ends: the end of its words, and the end of its closing mark.
fn closing(text: &str, from: usize, mark: Mark, closers: &Closers) -> Option<(usize, usize)> {
    let within = |pattern: &str, end: usize| {
        let found = text.get(from..end).and_then(|text| text.find(pattern));
        found.map(|at| (from + at, from + at + pattern.len()))
    };
    let find = |pattern: &str| within(pattern, text.len());
    match mark {
        Mark::Curly => {
            let curly = (from <= closers.curly).then(|| find("”")).flatten();
            // Some papers open „so“.
            curly.or_else(|| text[..from].ends_with('„').then(|| find("“")).flatten())
        }
        Mark::Straight => find("\""),
        Mark::Angle => find("»"),
        Mark::Typed => {
            let straight = (from <= closers.typed).then(|| find("''")).flatten();
            let end = straight.map_or(text.len(), |(start, _)| start);
            let curly = (from <= closers.typed_curly).then(|| within("’’", end)).flatten();
            curly.or(straight)
        }
        Mark::SingleCurly => single(text, from, '’'),
        Mark::Single => single(text, from, '\''),
    }
}

/// The closing single mark. One after `s` and before a small letter may be a possessive, and is taken only if no
/// better one follows before the next opening mark.
fn single(text: &str, from: usize, mark: char) -> Option<(usize, usize)> {
    let mut spare = None;
    for (offset, letter) in text[from..].char_indices() {
        if offset > SINGLE_REACH {
            break;
        }
        if letter != mark {
            continue;
        }
        let at = from + offset;
        let end = at + mark.len_utf8();
        let before = text[..at].chars().next_back().unwrap_or(' ');
        let mut following = text[end..].chars();
        let after = following.next().unwrap_or(' ');
        if before.is_whitespace() {
            // Another quotation opens.
            break;
        }
        if after.is_alphanumeric() {
            continue;
        }
        let possessive = before == 's' && after == ' ' && following.next().is_some_and(char::is_lowercase);
        if !possessive {
            return Some((at, end));
        }
        spare = spare.or(Some((at, end)));
    }
    spare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Block, Document};

    fn check(text: &str, expected: &[&str]) {
        let mut document = Document { text: text.to_owned(), ..Document::default() };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            document.blocks.push(Block { kind: BlockKind::Paragraph, span });
            start += line.len();
        }
        let reading = Reading::new(&document);
        let found: Vec<&str> = find(&reading).iter().map(|quote| reading.slice(quote.inner)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_of_all_kinds() {
        check("He said “no” and \"never\".", &["no", "never"]);
        check("Le ministre: «Non», puis rien.", &["Non"]);
        check("``We leave,'' she said.", &["We leave,"]);
        check("‘’We leave,’’ she said.", &["We leave,"]);
        check("The 'mad' envoys' plan was 'dead on arrival', he said.", &["mad", "dead on arrival"]);
        check("She told the ministers' aides it's 'the workers' party' now.", &["the workers' party"]);
        check("In the '90s rock 'n' roll ruled; don't ask.", &[]);
        check("‘It isn’t ours,’ he said.", &["It isn’t ours,"]);
        check("He said „so“ and „no“.", &["so", "no"]);
        check("``We leave,'' he said, ‘’and soon,’’ and ``never.''", &["We leave,", "and soon,", "never."]);
    }

    #[test]
    fn a_quotation_runs_on_over_paragraphs() {
        check("“First part.\n“Second part,” he said.", &["First part.\n“Second part,"]);
        check("“Never closed.\nNo mark here.", &["Never closed."]);
    }

    #[test]
    fn odd_input_is_survived() {
        for text in ["\"", "'", "“", "''", "```", "’’’", "\"\"", "“”", "«»", " ' ' ' "] {
            check(text, &[]);
        }
    }
}
