//! For better or worse: whether a development eases or sharpens a confrontation.
//!
//! In: the words of what is expected. Out: an outlook, negation counted. The table tells good things from bad, and words
//! that end them: an end to the war is good, an end to the talks bad.

use crate::lexicon::rows;
use crate::phrase::Phrases;
use crate::reading::{Outlook, Reading};
use crate::text::{Span, TokenId};

const DEVELOPMENTS: &str = include_str!("../../lexicon/developments.tsv");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Good,
    Bad,
    Ender,
}

/// The table of developments.
pub struct Developments {
    words: Phrases<Kind>,
}

impl Developments {
    pub fn new() -> Developments {
        let entries = rows::<2>(DEVELOPMENTS).filter_map(|[word, kind]| {
            let kind = match kind {
                "good" => Kind::Good,
                "bad" => Kind::Bad,
                "ender" => Kind::Ender,
                _ => return None,
            };
            Some((word, kind))
        });
        Developments { words: Phrases::new(entries) }
    }

    /// Whether a passage names something good.
    pub fn has_good(&self, reading: &Reading<'_>, span: Span) -> bool {
        let tokens = reading.tokens_in(span);
        let (Some(first), Some(last)) = (tokens.clone().next(), tokens.last()) else { return false };
        self.words.among(reading, first, TokenId(last.0 + 1)).iter().any(|found| *found.value == Kind::Good)
    }

    /// What a passage describes; `None` where no word of it is a development.
    pub fn outlook(&self, reading: &Reading<'_>, span: Span) -> Option<Outlook> {
        let tokens = reading.tokens_in(span);
        let (first, last) = (tokens.clone().next()?, tokens.clone().last()?);
        // "Before the end of the month" ends nothing.
        let mut found = self.words.among(reading, first, TokenId(last.0 + 1));
        found.retain(|found| {
            !reading.times_in(span).any(|time| time.span.contains(reading.token(found.first).span))
        });
        let has = |kind| found.iter().any(|found| *found.value == kind);
        let count = |kind| found.iter().filter(|found| *found.value == kind).count();
        let good = match (has(Kind::Good), has(Kind::Bad), has(Kind::Ender)) {
            (false, false, false) => return None,
            (_, true, true) => true,
            (true, false, true) => false,
            (true, true, false) => count(Kind::Good) > count(Kind::Bad),
            (good, bad, _) => good || !bad,
        };
        let denials = tokens.filter(|id| is_denial(reading, *id)).count();
        Some(if good == (denials % 2 == 0) { Outlook::Progress } else { Outlook::Setback })
    }
}

fn is_denial(reading: &Reading<'_>, id: TokenId) -> bool {
    matches!(
        reading.lower(id),
        "not" | "n't" | "n’t" | "never" | "no" | "without" | "nobody" | "nothing" | "neither" | "none"
    )
}

/// The other way round.
pub fn opposite(outlook: Outlook) -> Outlook {
    match outlook {
        Outlook::Progress => Outlook::Setback,
        Outlook::Setback => Outlook::Progress,
        Outlook::Mixed => Outlook::Mixed,
    }
}
