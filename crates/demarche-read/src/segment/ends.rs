//! Where a sentence may end, and what that is judged by.

use crate::text::Span;
use crate::weights::{HASH_STEP, combine};

/// What is known of the sentence so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct End {
    words: u32,
    /// A quotation is open.
    quoted: bool,
    /// Brackets that are open.
    brackets: u8,
}

impl End {
    /// Takes over the next word.
    pub fn note(&mut self, text: &str, span: Span) {
        self.words += 1;
        match text.get(span.range()).unwrap_or("") {
            "\"" => self.quoted = !self.quoted,
            "\u{201c}" | "``" => self.quoted = true,
            "\u{201d}" | "''" => self.quoted = false,
            "(" | "[" => self.brackets = self.brackets.saturating_add(1),
            ")" | "]" => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
    }
}

/// Whether a sentence may end after a word that another follows.
pub fn may_end(text: &str, spans: &[Span], place: usize) -> bool {
    let form = text.get(spans[place].range()).unwrap_or("");
    let Some(last) = form.chars().next_back() else { return false };
    match last {
        '.' | '!' | '?' | '\u{2026}' | ':' | ';' => true,
        '"' | '\u{201d}' | '\'' | '\u{2019}' | ')' | ']' | '*' | '-' | '\u{2013}' | '\u{2014}' | '>' => {
            form.len() <= 4
        }
        _ => false,
    }
}

/// What a word looks like, in a few kinds.
fn look(form: &str) -> u32 {
    let mut letters = form.chars();
    let Some(first) = letters.next() else { return 0 };
    let rest = letters.next();
    match first {
        _ if first.is_uppercase() => match rest {
            None => 1,
            Some('.') => 2,
            Some(second) if second.is_uppercase() => 3,
            Some(_) => 4,
        },
        _ if first.is_lowercase() => 5,
        '0'..='9' => 6,
        '"' | '\u{201c}' | '\u{201d}' => 7,
        '\'' | '\u{2018}' | '\u{2019}' | '`' => 8,
        '(' | '[' => 9,
        '-' | '\u{2013}' | '\u{2014}' | '*' | '\u{2022}' => 10,
        _ => 11,
    }
}

/// Hash of a form in lower case, quotes made straight.
fn hash(form: &str) -> u32 {
    form.chars().take(16).fold(form.len() as u32, |hash, letter| {
        let letter = match letter {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            _ => letter.to_ascii_lowercase(),
        };
        (hash.rotate_left(5) ^ u32::from(letter)).wrapping_mul(HASH_STEP)
    })
}

/// Writes the features of an end after a word.
pub fn write_end_features(text: &str, spans: &[Span], place: usize, end: &End, out: &mut Vec<u32>) {
    out.clear();
    let mut template = 3000;
    let mut add = |first: u32, second: u32, third: u32| {
        template += 1;
        out.push(combine(template, first, second, third));
    };
    let at = |offset: isize| place.checked_add_signed(offset).and_then(|place| spans.get(place)).copied();
    let form = |offset: isize| at(offset).and_then(|span| text.get(span.range())).unwrap_or("");
    let (here, before, after, after2) = (form(0), form(-1), form(1), form(2));
    let gap = |one: Option<Span>, other: Option<Span>| match (one, other) {
        (Some(one), Some(other)) => u32::from(other.start > one.end),
        _ => 2,
    };
    let spaced = gap(at(0), at(1));
    let spaced_before = gap(at(-1), at(0));
    let spaced2 = gap(at(1), at(2));
    let (h0, h1, r1, r2) = (hash(here), hash(before), hash(after), hash(after2));
    let (k0, k1, n1, n2) = (look(here), look(before), look(after), look(after2));
    let long = u32::from(end.words > 1) + u32::from(end.words > 2) + u32::from(end.words > 5);
    let open = u32::from(end.quoted) * 2 + u32::from(end.brackets > 0);
    let size = before.chars().count().min(4) as u32;
    let dotted = u32::from(here.len() > 1 && here.ends_with('.'));
    let last = here.chars().next_back().map_or(0, u32::from);

    add(spaced, last, 0);
    add(spaced, h0, 0);
    add(spaced, h0, n1);
    add(h0, r1, spaced);
    add(h0, h1, 0);
    add(h0, h1, n1);
    add(h0, n1, n2);
    add(h0, n1, open);
    add((h0 << 4) | n1, k1, size);
    add((h0 << 4) | n1, spaced * 3 + spaced2, n2);
    add((last << 4) | n1, dotted, r1);
    add((last << 4) | n1, dotted, open);
    add((last << 4) | n1, spaced * 3 + spaced_before, open);
    add((last << 4) | n1, long, dotted);
    add((last << 4) | n1, k0, r2);
    add(last, r1, r2);
    add(last, r1, open);
    add(last, long, n1);
    add(k0, dotted, n1);
    add(open, h0, r1);
}
