//! Typed places in a text: a token number can't pass for a byte offset.

use serde::{Deserialize, Serialize};
use smol_str::{SmolStr, SmolStrBuilder};

/// A form in lower case, curly apostrophes made straight.
pub fn lower(form: &str) -> SmolStr {
    if form.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return SmolStr::new(form);
    }
    let mut lower = SmolStrBuilder::new();
    for letter in form.chars() {
        match letter {
            '\u{2018}' | '\u{2019}' => lower.push('\''),
            _ if letter.is_ascii() => lower.push(letter.to_ascii_lowercase()),
            _ => letter.to_lowercase().for_each(|letter| lower.push(letter)),
        }
    }
    lower.finish()
}

/// Half-open range `[start, end)` of UTF-8 bytes in a document's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[u32; 2]", into = "[u32; 2]")]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets are at most 4 GiB, which the reader enforces on its input.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }
    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }
    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
    /// The smallest span over both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
    /// Whether `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// Whether they share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// As an index into a `str`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<[u32; 2]> for Span {
    fn from([start, end]: [u32; 2]) -> Span {
        Span { start, end: end.max(start) }
    }
}

impl From<Span> for [u32; 2] {
    fn from(span: Span) -> [u32; 2] {
        [span.start, span.end]
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// As an index into its table.
            pub fn index(self) -> usize {
                self.0 as usize
            }
            /// From an index into its table.
            pub fn at(index: usize) -> $name {
                $name(index as u32)
            }
        }
    };
}

id!(
    /// Place of a token in [`crate::reading::Reading::tokens`], counted through the document.
    TokenId
);
id!(
    /// Place of a sentence in [`crate::reading::Reading::sentences`].
    SentenceId
);
id!(
    /// Place of a block in [`crate::report::Document::blocks`].
    BlockId
);
id!(
    /// Place of an actor in [`crate::reading::Reading::actors`].
    ActorId
);
id!(
    /// Place of a mention in [`crate::reading::Reading::mentions`].
    MentionId
);
id!(
    /// Place of a statement in [`crate::reading::Reading::statements`].
    StatementId
);
