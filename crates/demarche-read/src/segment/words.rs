//! Where a stretch without spaces may be cut into words, and what that is judged by.

use crate::weights::{self, combine};

/// Words that are two, and after how many letters: in these no mark shows where.
const FUSED: &[(&str, usize)] = &[
    ("arent", 3),
    ("cannot", 3),
    ("cant", 2),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("gimme", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("hadnt", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("im", 1),
    ("isnt", 2),
    ("ive", 1),
    ("lemme", 3),
    ("lets", 3),
    ("shouldnt", 6),
    ("thats", 4),
    ("theyre", 4),
    ("wanna", 3),
    ("wasnt", 3),
    ("werent", 4),
    ("wont", 2),
    ("wouldnt", 5),
    ("youre", 3),
    ("youve", 3),
];

/// Shape of a date in digits.
const DATE: &[u8] = b"9999-99-99";

/// A stretch of text without spaces, letter by letter.
#[derive(Default)]
pub struct Chunk {
    /// Letters as the features see them.
    letters: Vec<char>,
    /// Where each letter starts, and the end.
    bytes: Vec<usize>,
    /// What kind each letter is.
    kinds: Vec<Kind>,
    /// Splits inside runs of letters.
    fused: Vec<usize>,
    /// Where dates in digits (2026-03-01) start: they are one word.
    dates: Vec<usize>,
    /// Looks like an address of mail or the web.
    address: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Mark,
}

impl Chunk {
    /// Whether a stretch is certainly one word: letters only, and none that are two words.
    pub fn is_plain(&self, piece: &str) -> bool {
        piece.bytes().all(|byte| byte.is_ascii_alphabetic()) && fused(piece).is_none()
    }

    /// Takes over a stretch.
    pub fn read(&mut self, piece: &str) {
        self.letters.clear();
        self.bytes.clear();
        self.kinds.clear();
        self.fused.clear();
        self.dates.clear();
        for (byte, letter) in piece.char_indices() {
            self.bytes.push(byte);
            self.kinds.push(match letter {
                '0'..='9' => Kind::Digit,
                _ if letter.is_alphanumeric() || is_joined(letter) => Kind::Letter,
                _ => Kind::Mark,
            });
            self.letters.push(match letter {
                '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
                '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
                '\u{2014}' | '\u{2015}' => '\u{2013}',
                '\u{2010}' | '\u{2011}' => '-',
                _ => letter,
            });
        }
        self.bytes.push(piece.len());
        let has = |mark: &str| u32::from(piece.contains(mark));
        self.address = has("@") | has("://") << 1 | has("www.") << 2 | has(".com") << 3;
        self.find_dates();
        // "n't", and fused words that stand as a run of letters.
        let mut place = 0;
        while place < self.letters.len() {
            let start = place;
            while place < self.letters.len() && self.kinds[place] == self.kinds[start] {
                place += 1;
            }
            if self.kinds[start] != Kind::Letter {
                continue;
            }
            let negated = place - start > 1
                && self.letters[place - 1].eq_ignore_ascii_case(&'n')
                && self.letters.get(place) == Some(&'\'')
                && self.letters.get(place + 1).is_some_and(|letter| letter.eq_ignore_ascii_case(&'t'));
            if negated {
                self.fused.push(place - 1);
            } else if let Some(cut) = fused(&piece[self.bytes[start]..self.bytes[place]]) {
                self.fused.push(start + cut);
            }
        }
    }

    /// Notes the dates of a stretch that has been taken over.
    fn find_dates(&mut self) {
        for start in 0..self.letters.len().saturating_sub(DATE.len() - 1) {
            let shaped = DATE.iter().zip(&self.letters[start..]).all(|(wanted, letter)| match wanted {
                b'9' => letter.is_ascii_digit(),
                _ => *letter == '-',
            });
            let digit = |place: Option<usize>| {
                place.and_then(|place| self.kinds.get(place)).is_some_and(|kind| *kind == Kind::Digit)
            };
            if shaped && !digit(start.checked_sub(1)) && !digit(Some(start + DATE.len())) {
                self.dates.push(start);
            }
        }
    }

    /// Whether a word certainly ends before a letter: a date is over.
    pub fn must_cut(&self, place: usize) -> bool {
        place.checked_sub(DATE.len()).is_some_and(|start| self.dates.contains(&start))
            && self.kinds[place] == Kind::Mark
    }

    /// How many letters.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Where a letter starts, in bytes.
    pub fn byte(&self, place: usize) -> usize {
        self.bytes[place]
    }

    /// Whether a word may end before a letter.
    pub fn may_cut(&self, place: usize) -> bool {
        let (before, after) = (self.kinds[place - 1], self.kinds[place]);
        let inside = self.dates.iter().any(|start| (start + 1..start + DATE.len()).contains(&place));
        !inside && (before != after || before == Kind::Mark || self.fused.contains(&place))
    }

    fn letter(&self, place: Option<usize>) -> u32 {
        place.and_then(|place| self.letters.get(place)).map_or(0, |letter| match letter {
            '0'..='9' => u32::from('0'),
            'a'..='z' => u32::from('a'),
            'A'..='Z' => u32::from('A'),
            _ if letter.is_alphabetic() => u32::from('a'),
            _ => u32::from(*letter),
        })
    }

    /// Hash of at most a dozen letters.
    fn hash(&self, from: usize, to: usize) -> u32 {
        self.letters[from..to.min(from + 12)].iter().fold((to - from) as u32, |hash, letter| {
            (hash.rotate_left(5) ^ u32::from(letter.to_ascii_lowercase())).wrapping_mul(weights::HASH_STEP)
        })
    }
}

/// Marks that belong to the letter before them.
fn is_joined(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036f}' | '\u{200c}' | '\u{200d}')
}

/// After how many letters a fused word is cut.
fn fused(word: &str) -> Option<usize> {
    if word.len() > 8 {
        return None;
    }
    FUSED.iter().find(|(fused, _)| fused.eq_ignore_ascii_case(word)).map(|(_, cut)| *cut)
}

/// Writes the features of a cut before a letter, where the word that would end there started at `start`.
pub fn write_cut_features(chunk: &Chunk, start: usize, place: usize, out: &mut Vec<u32>) {
    out.clear();
    let mut template = 2000;
    let mut add = |first: u32, second: u32, third: u32| {
        template += 1;
        out.push(combine(template, first, second, third));
    };
    let letter = |offset: isize| chunk.letter(place.checked_add_signed(offset));
    let (l1, l2, l3) = (letter(-1), letter(-2), letter(-3));
    let (r1, r2, r3) = (letter(0), letter(1), letter(2));
    let kind = chunk.kinds[place];
    let right_end = (place + 1..chunk.len()).find(|at| chunk.kinds[*at] != kind).unwrap_or(chunk.len());
    let kind = chunk.kinds[place - 1];
    let left_start = (start..place - 1).rev().find(|at| chunk.kinds[*at] != kind).map_or(start, |at| at + 1);
    let (left, right) = (chunk.hash(left_start, place), chunk.hash(place, right_end));
    let word = chunk.hash(start, place);
    let rest = chunk.hash(place, chunk.len());
    let at_start = u32::from(start == 0);
    let left_size = (place - left_start).min(5) as u32;
    let right_size = (right_end - place).min(5) as u32;
    let rest_kind = letter(right_end as isize - place as isize);
    let last = u32::from(right_end == chunk.len());

    add(chunk.address, l1, r1);
    add(l1, r1, 0);
    add(l1, r1, r2);
    add(l2, l1, r1);
    add((l2 << 16) | l1, r1, r2);
    add((l3 << 16) | l2, (l1 << 16) | r1, r2);
    add((l2 << 16) | l1, (r1 << 16) | r2, r3);
    add(left, r1, 0);
    add(left, right, 0);
    add(l1, right, 0);
    add(l1, right, rest_kind);
    add(left, r1, r2);
    add(word, r1, 0);
    add(word, rest, 0);
    add(l1, rest, 0);
    add(l1, r1, at_start * 2 + last);
    add((l1 << 16) | r1, left_size, right_size);
    add((l1 << 16) | r1, rest_kind, last);
    add((l1 << 16) | r1, rest_kind, right);
    add(chunk.address, word, r1);
    add(chunk.address, l1, rest_kind);
    add(word, right, last);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_to_cut() {
        for (piece, expected) in [
            ("don't", vec![2, 3, 4]),
            ("cannot", vec![3]),
            ("U.S.-Iran", vec![1, 2, 3, 4, 5]),
            ("2.5m", vec![1, 2, 3]),
            ("2026-03-01.", vec![10]),
            ("said.\u{201d}", vec![4, 5]),
        ] {
            let mut chunk = Chunk::default();
            chunk.read(piece);
            let places: Vec<usize> = (1..chunk.len()).filter(|place| chunk.may_cut(*place)).collect();
            assert_eq!(places, expected, "{piece}");
        }
        assert!(FUSED.is_sorted());
    }
}
