//! Features by which a word's tag is chosen, in fitting and in running.

use crate::weights::{self, Word, combine};

/// What the features below are: part of the fingerprint that weights carry. Change it with them.
const TEMPLATES: &str =
    "tag 1: form, prefixes 4, suffixes 5, shape, classes, usual; two words either side; two tags before";

/// Fingerprint of the features.
pub fn fingerprint() -> u64 {
    weights::fingerprint([TEMPLATES])
}

/// Writes the features of the word at a place, given the tags chosen for the words before it.
pub fn write_features(words: &[Word], tags: &[u8], place: usize, out: &mut Vec<u32>) {
    let nothing = Word::default();
    let at = |offset: isize| {
        place.checked_add_signed(offset).and_then(|place| words.get(place)).unwrap_or(&nothing)
    };
    let tag = |back: usize| {
        place.checked_sub(back).and_then(|place| tags.get(place)).map_or(0xff, |tag| u32::from(*tag))
    };
    let (word, before, before2, after, after2) = (at(0), at(-1), at(-2), at(1), at(2));
    let (tag1, tag2) = (tag(1), tag(2));
    let tags12 = (tag1 << 8) | tag2;
    out.clear();
    let mut template = 0u64;
    let mut add = |first: u32, second: u32, third: u32| {
        template += 1;
        out.push(combine(template, first, second, third));
    };
    add(0, 0, 0);
    add(word.form, 0, 0);
    for prefix in word.prefixes {
        add(prefix, 0, 0);
    }
    for suffix in word.suffixes {
        add(suffix, 0, 0);
    }
    add(word.suffixes[2], word.shape, 0);
    add(word.suffixes[1], word.shape, tag1);
    add(word.shape, 0, 0);
    add(word.shape, tag1, 0);
    add(word.shape, after.shape, before.shape);
    add(word.class, 0, 0);
    add(word.broad, 0, 0);
    add(word.class, word.shape, 0);
    add(word.usual, 0, 0);
    add(word.usual, tag1, 0);
    add(word.usual, tags12, 0);
    add(word.usual, after.usual, 0);
    add(word.usual, after.usual, tag1);
    add(word.usual, after.usual, after2.usual);
    add(word.usual, before.form, 0);
    add(word.usual, after.form, 0);
    add(tag1, 0, 0);
    add(tags12, 0, 0);
    add(tag1, word.form, 0);
    add(tags12, word.form, 0);
    add(before.form, 0, 0);
    add(before.form, tag1, 0);
    add(before2.form, 0, 0);
    add(before2.form, tag2, tag1);
    add(after.form, 0, 0);
    add(after2.form, 0, 0);
    add(before.form, word.form, 0);
    add(word.form, after.form, 0);
    add(before.form, after.form, 0);
    add(before2.form, before.form, 0);
    add(after.form, after2.form, 0);
    add(before.form, word.form, after.form);
    add(before.class, word.class, 0);
    add(word.class, after.class, 0);
    add(before.class, after.class, 0);
    add(before.broad, after.broad, word.broad);
    add(tag1, after.usual, word.suffixes[2]);
    add(tag1, word.suffixes[2], 0);
    add(tag1, word.suffixes[1], after.suffixes[1]);
    add(tag1, after.form, 0);
    add(before.suffixes[2], 0, 0);
    add(after.suffixes[2], 0, 0);
    add(after.suffixes[1], after.shape, 0);
    add(after.usual, 0, 0);
    add(after.usual, after2.usual, 0);
    add(after.class, after2.class, 0);
    add(before.usual, word.usual, after.usual);
    add(after.shape, 0, 0);
    add(before.shape, 0, 0);
}
