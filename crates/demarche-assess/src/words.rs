//! Words made comparable: stems and families as numbers, so that sets of them are compared without a string.
//!
//! In: any text. Out: numbers that depend on the text alone, the same on every machine and in every version that
//! keeps this file and `lexicon/families.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

const FAMILIES: &str = include_str!("../lexicon/families.tsv");

/// Words that tell nothing about what a passage is about, sorted.
const IDLE: [&str; 116] = [
    "a", "about", "added", "after", "again", "also", "although", "am", "an", "and", "any", "are", "as", "at",
    "be", "been", "before", "being", "between", "both", "but", "by", "can", "could", "did", "do", "does",
    "for", "from", "had", "has", "have", "he", "her", "here", "him", "his", "how", "if", "in", "into", "is",
    "it", "its", "itself", "just", "longer", "many", "may", "me", "might", "more", "most", "mr", "mrs", "ms",
    "much", "must", "my", "neither", "never", "no", "nor", "not", "now", "of", "on", "one", "only", "or",
    "other", "our", "out", "over", "own", "said", "same", "say", "says", "she", "should", "so", "some",
    "still", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "to", "told", "too", "under", "until", "up", "us", "very", "was", "we", "were", "what", "when",
    "which", "while", "who", "will", "with", "would", "yet",
];

/// Which family a stem belongs to.
static FAMILY: LazyLock<HashMap<u32, u32>> = LazyLock::new(|| {
    let rows = FAMILIES.lines().skip(1).filter_map(|row| row.split_once('\t'));
    let mut families = HashMap::new();
    for (family, words) in rows {
        let number = hash(family.as_bytes(), FAMILY_SEED);
        for word in words.split('|') {
            families.entry(stemmed(word)).or_insert(number);
        }
    }
    families
});

const STEM_SEED: u32 = 0x811c_9dc5;
const FAMILY_SEED: u32 = 0x9e37_79b9;

/// A word in its place: where it stands, and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// As printed, an ending with an apostrophe left out.
    pub text: &'t str,
    /// First byte in the text.
    pub start: usize,
}

/// The words of a text: runs of letters and digits, with the apostrophes, stops and hyphens that hold "U.S." and
/// "1,200" together taken as part of them only between digits.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let from = rest + text.get(rest..)?.find(char::is_alphanumeric)?;
        let tail = &text[from..];
        let mut end = tail.len();
        let mut chars = tail.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let joins = matches!(c, ',' | '.')
                && tail[..at].ends_with(|c: char| c.is_ascii_digit())
                && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            if !c.is_alphanumeric() && !joins {
                end = at;
                break;
            }
        }
        rest = from + end;
        Some(Word { text: &tail[..end], start: from })
    })
}

/// Number of a word whatever its inflection: that of its family, else that of its stem; `None` for an idle word.
pub fn concept(word: &str) -> Option<u32> {
    if word.len() < 2 || (word.len() < 8 && is_idle(word)) {
        return None;
    }
    let stem = stemmed(word);
    Some(FAMILY.get(&stem).copied().unwrap_or(stem))
}

/// What a text is about: the numbers of its words, sorted, each once.
pub fn concepts(text: &str) -> Vec<u32> {
    let mut all: Vec<u32> = words(text).filter_map(|word| concept(word.text)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// How many numbers two sorted lists share.
pub fn shared(left: &[u32], right: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        i += usize::from(a <= b);
        j += usize::from(b <= a);
        both += usize::from(a == b);
    }
    both
}

/// Share of the shorter of two sorted lists that the other holds too; none where one is empty.
pub fn overlap(left: &[u32], right: &[u32]) -> f64 {
    let shorter = left.len().min(right.len());
    if shorter == 0 { 0.0 } else { shared(left, right) as f64 / shorter as f64 }
}

fn is_idle(word: &str) -> bool {
    let mut small = [0u8; 8];
    let Some(small) = small.get_mut(..word.len()) else { return false };
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    IDLE.binary_search_by(|idle| idle.as_bytes().cmp(small)).is_ok()
}

/// Number of a word's stem.
fn stemmed(word: &str) -> u32 {
    let mut small = [0u8; 32];
    if word.is_ascii() && word.len() <= small.len() {
        let letters = &mut small[..word.len()];
        letters.copy_from_slice(word.as_bytes());
        letters.make_ascii_lowercase();
        return hash(stem(letters), STEM_SEED);
    }
    let lower = word.to_lowercase();
    hash(stem(lower.as_bytes()), STEM_SEED)
}

/// A word without its ending: "agreed" and "agrees" come out alike, "sent" and "send" do not (families join those).
fn stem(word: &[u8]) -> &[u8] {
    let mut word = word;
    let cut = |word: &mut &[u8], ending: &str, least: usize| {
        let found = word.len() >= ending.len() + least && word.ends_with(ending.as_bytes());
        if found {
            *word = &word[..word.len() - ending.len()];
        }
        found
    };
    if cut(&mut word, "ies", 3) || cut(&mut word, "ied", 3) {
        return word;
    }
    if !word.ends_with(b"ss") && !word.ends_with(b"us") && !word.ends_with(b"is") {
        cut(&mut word, "s", 3);
    }
    let _ = cut(&mut word, "ing", 3)
        || (word.ends_with(b"eed") && cut(&mut word, "d", 4))
        || cut(&mut word, "ed", 3)
        || cut(&mut word, "ment", 4);
    cut(&mut word, "e", 3);
    cut(&mut word, "y", 4);
    // "stopp" of "stopped".
    if let [.., before, last] = word
        && before == last
        && word.len() > 3
        && !matches!(last, b'l' | b's' | b'e' | b'0'..=b'9')
    {
        word = &word[..word.len() - 1];
    }
    word
}

/// Number of a word as it is printed, capitals aside.
pub fn plain(word: &str) -> u32 {
    word.bytes().fold(STEM_SEED, |state, byte| hash(&[byte.to_ascii_lowercase()], state))
}

/// FNV-1a.
pub fn hash(bytes: &[u8], seed: u32) -> u32 {
    bytes.iter().fold(seed, |state, byte| (state ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Spreads a number over all bits, differently for each seed.
pub fn mix(value: u32, seed: u32) -> u32 {
    let mut x = value ^ seed.wrapping_mul(0x9e37_79b9);
    x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(IDLE.is_sorted());
        let rows: Vec<&str> = FAMILIES.lines().skip(1).collect();
        assert!(rows.is_sorted() && rows.iter().all(|row| row.split_once('\t').is_some()));
    }

    #[test]
    fn words_that_mean_the_same_have_one_number() {
        for (left, right) in [
            ("agreed", "Agreement"),
            ("withdrew", "withdrawals"),
            ("ceasefire", "truce"),
            ("negotiations", "talks"),
            ("ended", "stops"),
            ("disengagement", "pulled-back withdrawal"),
            ("inspections", "inspect"),
            ("reconnected", "reconnection"),
        ] {
            let (left, right) = (concepts(left), concepts(right));
            assert!(shared(&left, &right) > 0, "{left:?} {right:?}");
        }
        assert_eq!(concept("The"), None);
        assert_ne!(concept("Iran"), concept("Iraq"));
    }

    #[test]
    fn words_of_a_text() {
        let all: Vec<&str> = words("Iran’s 1,200 men, it's (said) — 3.5%").map(|word| word.text).collect();
        assert_eq!(all, ["Iran", "s", "1,200", "men", "it", "s", "said", "3.5"]);
        assert_eq!(words("…").count(), 0);
    }
}
