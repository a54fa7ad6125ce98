//! What a model sees of a word: hashes of its form and parts, its shape, its class. Shared by all fitted stages.

use super::{Refusal, ValueTable, Weights, hash};

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

/// What is known of a word form before its sentence is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Hash of the lower-cased form, digits made alike; never 0.
    pub form: u32,
    /// Hashes of the first one to four letters.
    pub prefixes: [u32; 4],
    /// Hashes of the last one to five letters.
    pub suffixes: [u32; 5],
    /// Capitals, digits and marks in the order they come, runs shortened.
    pub shape: u32,
    /// Class by the words around it in much text; 0 where too rare.
    pub class: u32,
    /// Coarser class.
    pub broad: u32,
    /// Which tags the word had in the fitted corpora, as a number; 0 where too rare.
    pub usual: u32,
}

impl Word {
    /// Looks at a form.
    pub fn new(form: &str, casing: Casing, first: bool, classes: &Classes) -> Word {
        let mut text = [0u8; 64];
        let mut length = 0;
        let mut shape = Shape::default();
        for letter in form.chars() {
            shape.push(letter);
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
        let text = &text[..length];
        let key = hash::bytes(text).max(1);
        let entry = classes.words.and_then(|words| words.get(key)).unwrap_or(0);
        let mut word = Word {
            form: key,
            shape: shape.finish() ^ ((casing as u32 * 2 + u32::from(first)) << 24),
            class: entry & 0xfff,
            broad: (entry >> 12) & 0xff,
            usual: entry >> 20,
            ..Word::default()
        };
        for (count, prefix) in word.prefixes.iter_mut().enumerate() {
            *prefix = text.get(..count + 1).map_or(0, hash::bytes);
        }
        for (count, suffix) in word.suffixes.iter_mut().enumerate() {
            *suffix = length.checked_sub(count + 1).map_or(0, |start| hash::bytes(&text[start..]));
        }
        word
    }
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

/// Word classes: groups of words that stand among the same words, and the tags each word usually has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Classes {
    words: Option<ValueTable>,
}

impl Classes {
    /// What the classes depend on: change it when [`Word::new`] changes how it spells a word.
    const TEMPLATES: &'static str =
        "form: lower, digits 0, quotes and dashes plain; class 12, broad 8, usual 12 bits";

    /// Which way of spelling words the classes were fitted with.
    pub fn fingerprint() -> u64 {
        hash::fingerprint([Classes::TEMPLATES])
    }

    /// From a weights file.
    ///
    /// # Errors
    /// Refuses a file that does not fit.
    pub fn load(file: &'static [u8]) -> Result<Classes, Refusal> {
        let weights = Weights::open(file, Classes::fingerprint())?;
        let words = weights.section(0).and_then(ValueTable::new).ok_or(Refusal::Format)?;
        Ok(Classes { words: Some(words) })
    }

    /// The classes that are built in.
    pub fn built_in() -> Classes {
        Classes::load(include_bytes!("../../models/classes.weights"))
            .expect("the classes that are built in were fitted with these features: a test loads them")
    }

    /// The value that holds a word's class, broad class and usual tags.
    pub fn entry(class: u32, broad: u32, usual: u32) -> u32 {
        (class & 0xfff) | ((broad & 0xff) << 12) | (usual << 20)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(form: &str) -> Word {
        Word::new(form, Casing::Sentence, false, &Classes::default())
    }

    #[test]
    fn spelling_variants_are_one_word() {
        for (one, other) in
            [("Iran", "IRAN"), ("\u{2019}s", "'s"), ("1990", "2026"), ("\u{2014}", "\u{2013}")]
        {
            assert_eq!(word(one).form, word(other).form, "{one} {other}");
        }
        assert_ne!(word("Iran").shape, word("IRAN").shape);
        assert_eq!(word("Iranian").shape, word("Omani").shape);
        assert_eq!(word(&"a".repeat(100_000)).suffixes[0], word("a").suffixes[0]);
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
