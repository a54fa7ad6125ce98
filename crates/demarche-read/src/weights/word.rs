//! What a network sees of a word: a key for its form, and rows for its parts. Shared by fitting and running.

use super::hash;

/// How a sentence is capitalised: in headlines capitals say little about names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Casing {
    /// As in running text.
    Sentence,
    /// Most Words Begin With a Capital.
    Title,
    /// ALL CAPITALS.
    Upper,
}

/// How a sentence of these words is capitalised.
pub fn casing<'w>(forms: impl Iterator<Item = &'w str>) -> Casing {
    let (mut long, mut capital, mut upper) = (0, 0, 0);
    for form in forms {
        let mut letters = form.chars().filter(|letter| letter.is_alphabetic());
        let Some(first) = letters.next() else { continue };
        let (mut count, mut all_upper) = (1, first.is_uppercase());
        for letter in letters {
            count += 1;
            all_upper &= letter.is_uppercase();
        }
        if count > 3 {
            long += 1;
            capital += usize::from(first.is_uppercase());
            upper += usize::from(all_upper);
        }
    }
    match (upper * 5 > long * 4, capital * 5 > long * 4) {
        (true, _) if long >= 2 => Casing::Upper,
        (_, true) if long >= 3 => Casing::Title,
        _ => Casing::Sentence,
    }
}

/// Parts of a word: four beginnings, five endings, its shape, and how it stands.
pub const PARTS: usize = 11;

/// A part that a word does not have: no row.
pub const NO_PART: u32 = u32::MAX;

/// What is known of a word form before its sentence is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Key of the lower-cased form, digits made alike; never 0.
    pub form: u32,
    /// Hashes of its parts; [`NO_PART`] where it is too short for one.
    pub parts: [u32; PARTS],
    /// Four or more letters, all of them small: no name.
    pub is_small: bool,
}

/// What the parts are: part of the fingerprint that weights carry. Change it with [`Word::new`].
pub const TEMPLATES: &str =
    "form: lower, digits 0, quotes and dashes plain; beginnings 4, endings 5, shape 2, casing and first";

impl Word {
    /// Looks at a form; `first` says that it opens its sentence.
    pub fn new(form: &str, casing: Casing, first: bool) -> Word {
        let mut shape = Shape::default();
        form.chars().for_each(|letter| shape.push(letter));
        let (text, length) = spell(form);
        let text = &text[..length];
        let mut parts = [NO_PART; PARTS];
        let mut put = |part: usize, bytes: Option<&[u8]>| {
            if let Some(bytes) = bytes {
                parts[part] = hash::combine(part as u64, hash::bytes(bytes), 0, 0);
            }
        };
        for count in 0..4 {
            put(count, text.get(..count + 1));
        }
        for count in 0..5 {
            put(4 + count, length.checked_sub(count + 1).map(|start| &text[start..]));
        }
        parts[9] = hash::combine(9, shape.finish(), 0, 0);
        parts[10] = hash::combine(10, casing as u32, u32::from(first), 0);
        let is_small = form.len() > 3 && form.bytes().all(|byte| byte.is_ascii_lowercase());
        Word { form: hash::bytes(text).max(1), parts, is_small }
    }
}

/// Key of a form: lower case, digits made alike, quotes and dashes plain; never 0.
pub fn form_key(form: &str) -> u32 {
    let (text, length) = spell(form);
    hash::bytes(&text[..length]).max(1)
}

/// Longest form that is looked at, in bytes; the rest is cut off.
const LONGEST: usize = 64;

/// A form as tables have it, and how many bytes of the buffer it takes.
fn spell(form: &str) -> ([u8; LONGEST], usize) {
    let mut text = [0u8; LONGEST];
    let mut length = 0;
    for letter in form.chars() {
        if length + 4 > text.len() {
            break;
        }
        let letter = plain(letter);
        let mut push = |letter: char| {
            if length + 4 <= text.len() {
                length += letter.encode_utf8(&mut text[length..]).len();
            }
        };
        match letter {
            '0'..='9' => push('0'),
            _ if letter.is_ascii() => push(letter.to_ascii_lowercase()),
            _ => letter.to_lowercase().for_each(push),
        }
    }
    (text, length)
}

/// Curly quotes and long dashes as the treebanks mostly write them.
fn plain(letter: char) -> char {
    match letter {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
        '\u{2014}' | '\u{2015}' => '\u{2013}',
        _ => letter,
    }
}

/// Shape of a word, built letter by letter: `Xxxx` becomes `Xx`, `9-inch` becomes `9-x`.
#[derive(Default)]
struct Shape {
    state: u32,
    last: u8,
    run: u8,
}

impl Shape {
    fn push(&mut self, letter: char) {
        let kind = match letter {
            'A'..='Z' => b'X',
            'a'..='z' => b'x',
            '0'..='9' => b'9',
            _ if letter.is_ascii() => plain(letter) as u8,
            // Curly quotes tell which side they stand on: straight ones do not.
            '\u{201c}' | '\u{2018}' => b'{',
            '\u{201d}' => b'}',
            _ if letter.is_lowercase() => b'x',
            _ if letter.is_uppercase() => b'X',
            _ if letter.is_alphabetic() => b'o',
            _ => match plain(letter) {
                ascii if ascii.is_ascii() => ascii as u8,
                '\u{2013}' => b'-',
                _ => b'?',
            },
        };
        self.run = if kind == self.last { self.run.saturating_add(1) } else { 1 };
        self.last = kind;
        if self.run <= 2 {
            self.state = (self.state.rotate_left(5) ^ u32::from(kind)).wrapping_mul(0x9e37_79b1);
        }
    }

    fn finish(self) -> u32 {
        self.state >> 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(form: &str) -> Word {
        Word::new(form, Casing::Sentence, false)
    }

    #[test]
    fn spelling_variants_are_one_word() {
        for (one, other) in
            [("Iran", "IRAN"), ("\u{2019}s", "'s"), ("1990", "2026"), ("\u{2014}", "\u{2013}")]
        {
            assert_eq!(word(one).form, word(other).form, "{one} {other}");
            assert_eq!(word(one).form, form_key(other), "{one} {other}");
        }
        assert_ne!(word("Iran").parts[9], word("IRAN").parts[9]);
        assert_eq!(word("Iranian").parts[9], word("Omani").parts[9]);
        assert_eq!(word("of").parts[2], NO_PART);
        assert_eq!(word(&"a".repeat(100_000)).parts[4], word("a").parts[4]);
    }

    #[test]
    fn casings() {
        for (sentence, expected) in [
            ("Iran denies direct talks with the United States", Casing::Sentence),
            ("Iran Denies Direct Talks With the United States", Casing::Title),
            ("IRAN DENIES DIRECT TALKS", Casing::Upper),
            ("Yes", Casing::Sentence),
        ] {
            assert_eq!(casing(sentence.split(' ')), expected, "{sentence}");
        }
    }
}
