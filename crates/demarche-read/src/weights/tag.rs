//! The tags a word can get: a universal tag with its Penn tag.

use crate::syntax::Upos;

/// Penn tags as EWT and GUM have them.
const PENN: &[&str] = &[
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH",
    "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$",
    "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$",
    "WRB", "XX", "``",
];

/// The Penn tag with this spelling.
pub fn penn(text: &str) -> Option<&'static str> {
    PENN.binary_search(&text).ok().map(|place| PENN[place])
}

/// A universal tag with a Penn tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// Universal tag.
    pub upos: Upos,
    /// Penn tag.
    pub penn: &'static str,
}

impl Tag {
    /// From its spelling in a weights file: both tags with a space between.
    pub fn parse(text: &str) -> Option<Tag> {
        let (upos, xpos) = text.split_once(' ')?;
        Some(Tag { upos: Upos::parse(upos)?, penn: penn(xpos)? })
    }

    /// Its spelling in a weights file.
    pub fn spell(self) -> String {
        format!("{} {}", self.upos.as_str(), self.penn)
    }

    /// A number for it that does not depend on the order of labels in a file; never 0.
    pub fn hash(self) -> u32 {
        let mut letters = [0u8; 5];
        for (place, letter) in letters.iter_mut().zip(self.penn.bytes()) {
            *place = letter;
        }
        let [a, b, c, d, e] = letters;
        (u32::from_le_bytes([a, b, c, d]) ^ (u32::from(e) << 5)).wrapping_mul(super::HASH_STEP)
            ^ (self.upos as u32 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_round_trip() {
        assert!(PENN.is_sorted());
        let tag = Tag::parse("PROPN NNP").unwrap();
        assert_eq!(tag.spell(), "PROPN NNP");
        let all: std::collections::BTreeSet<u32> = Upos::ALL
            .iter()
            .flat_map(|upos| PENN.iter().map(|penn| Tag { upos: *upos, penn }.hash()))
            .collect();
        assert_eq!(all.len(), Upos::ALL.len() * PENN.len());
    }
}
