//! How a passage tells a thing: as something that is so, is not so, or may yet be.
//!
//! In: the words before one word of a passage. Out: its [`Mood`]. By the words alone: records hold no trees.

use crate::words;
use demarche_read::text::Span;

/// How a thing is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mood {
    /// It is so, or was.
    So,
    /// It is not so, or was not.
    NotSo,
    /// It is planned, hoped for, feared, asked for or conditional.
    Open,
    /// It was to be, and has been called off or failed.
    Off,
}

/// Words that turn what follows into its contrary.
const NOT: [&str; 20] = [
    "against", "any", "barely", "cannot", "denied", "denies", "deny", "denying", "far", "hardly", "neither",
    "never", "no", "nobody", "none", "nor", "not", "nothing", "unaware", "without",
];
/// Words after which a thing lies ahead or is only thought of.
const AHEAD: [&str; 58] = [
    "aim",
    "aims",
    "ask",
    "asked",
    "before",
    "call",
    "called",
    "can",
    "could",
    "demand",
    "demanded",
    "demands",
    "due",
    "expect",
    "expected",
    "expects",
    "fear",
    "feared",
    "fears",
    "hope",
    "hoped",
    "hopes",
    "if",
    "insist",
    "insisted",
    "insists",
    "intend",
    "intends",
    "likely",
    "may",
    "might",
    "must",
    "offer",
    "offered",
    "plan",
    "planned",
    "plans",
    "possible",
    "propose",
    "proposed",
    "ready",
    "seek",
    "seeks",
    "shall",
    "should",
    "threatened",
    "to",
    "unless",
    "unlikely",
    "until",
    "urge",
    "urged",
    "want",
    "wants",
    "whether",
    "will",
    "willing",
    "would",
];
/// Words that say of a plan that it came to nothing.
const OFF: [&str; 18] = [
    "abandoned",
    "aborted",
    "called off",
    "came and went",
    "canceled",
    "cancelled",
    "collapsed",
    "delayed",
    "failed",
    "passed without",
    "postponed",
    "put off",
    "ruled out",
    "scrapped",
    "shelved",
    "stayed away",
    "stays away",
    "suspended",
];
/// Words back to which a word's mood is sought.
const REACH: usize = 8;

/// A passage taken apart, for asking about any of its words.
pub struct Passage<'t> {
    words: Vec<(&'t str, usize)>,
    /// Places after which a new clause begins.
    parts: Vec<usize>,
    off: bool,
}

impl<'t> Passage<'t> {
    /// Takes a passage apart, whose words are in small letters.
    pub fn new(text: &'t str) -> Passage<'t> {
        let mut parts = Vec::new();
        let mut all: Vec<(&str, usize)> = Vec::new();
        let mut end = 0;
        for word in words::words(text) {
            let between = text.get(end..word.start).unwrap_or_default();
            if between.contains([',', ';', ':', '—', '–', '"', '“'])
                || matches!(word.text, "but" | "although" | "though" | "while" | "whereas" | "because")
            {
                parts.push(all.len());
            }
            end = word.start + word.text.len();
            all.push((word.text, word.start));
        }
        Passage { off: OFF.iter().any(|words| text.contains(words)), words: all, parts }
    }

    /// Its words with their first bytes, lower-cased.
    pub fn words(&self) -> &[(&'t str, usize)] {
        &self.words
    }

    /// How the word at a place is told.
    pub fn mood(&self, place: usize) -> Mood {
        let opens = self.parts.iter().rev().find(|part| **part <= place).copied().unwrap_or(0);
        let from = opens.max(place.saturating_sub(REACH));
        let before = self.words.get(from..place).unwrap_or_default();
        let holds = |table: &[&str]| before.iter().any(|(word, _)| table.binary_search(word).is_ok());
        // "Isn't", "hasn't": the letter that is left of the negation stands behind an apostrophe.
        let short = before.windows(2).any(|pair| pair[1].0 == "t" && pair[0].0.ends_with('n'));
        let not = holds(&NOT) || short;
        let yet =
            before.windows(2).any(|pair| matches!((pair[0].0, pair[1].0), ("yet", "to") | ("ruled", "out")));
        // "To" of a place lies no way ahead, "to" of a verb stands right before it.
        let ahead = before.iter().enumerate().any(|(at, (word, _))| {
            AHEAD.binary_search(word).is_ok() && (*word != "to" || at + 1 == before.len())
        });
        match (not || yet, ahead) {
            (_, true) if !yet => Mood::Open,
            (true, _) => Mood::NotSo,
            _ if self.off => Mood::Off,
            _ => Mood::So,
        }
    }

    /// The mood of the passage as a whole: that of its words taken together.
    pub fn whole(&self) -> Mood {
        if self.off { Mood::Off } else { self.of_words(&self.words) }
    }

    /// For each word whether its clause tells what is so, and not what is to be or is not.
    pub fn so(&self) -> Vec<bool> {
        let mut all = vec![false; self.words.len()];
        let mut from = 0;
        for end in self.parts.iter().copied().chain([self.words.len()]) {
            let clause = self.words.get(from..end).unwrap_or_default();
            if !self.off && self.of_words(clause) == Mood::So {
                for (place, so) in all.iter_mut().enumerate().take(end).skip(from) {
                    // "Agreed to meet": the meeting lies ahead.
                    *so = place == 0 || self.words[place - 1].0 != "to";
                }
            }
            from = from.max(end);
        }
        all
    }

    fn of_words(&self, words: &[(&str, usize)]) -> Mood {
        const IDLE_NOT: [&str; 5] = ["against", "any", "far", "nobody", "nothing"];
        const IDLE_AHEAD: [&str; 13] = [
            "ask", "asked", "before", "call", "called", "can", "demand", "due", "likely", "offer", "plan",
            "to", "until",
        ];
        let holds = |table: &[&str], idle: &[&str]| {
            words.iter().any(|(word, _)| table.binary_search(word).is_ok() && !idle.contains(word))
        };
        let short = words.windows(2).any(|pair| pair[1].0 == "t" && pair[0].0.ends_with('n'));
        if short || holds(&NOT, &IDLE_NOT) {
            Mood::NotSo
        } else if holds(&AHEAD, &IDLE_AHEAD) {
            Mood::Open
        } else {
            Mood::So
        }
    }
}

/// A sentence, made ready for comparing.
pub struct Line {
    /// Where it stands.
    pub span: Span,
    /// What it is about: words, and the parties it names.
    pub about: Vec<u32>,
    /// Those of them that it tells as being so, or done; parties are among them.
    pub so: Vec<u32>,
    /// How it tells it as a whole.
    pub mood: Mood,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(NOT.is_sorted() && AHEAD.is_sorted() && OFF.is_sorted());
    }

    #[test]
    fn how_a_thing_is_told() {
        for (text, word, wanted) in [
            ("Israel has agreed to it", "agreed", Mood::So),
            ("There is no agreement", "agreement", Mood::NotSo),
            ("Russia has not agreed to any extension", "agreed", Mood::NotSo),
            ("Russia will not agree", "agree", Mood::Open),
            ("it had yet to agree", "agree", Mood::NotSo),
            ("They met in Rome, but would not sign", "met", Mood::So),
            ("They hope to meet in Rome", "meet", Mood::Open),
            ("They haven't met since May", "met", Mood::NotSo),
            ("They sent an answer to Tehran", "answer", Mood::So),
        ] {
            let low = text.to_ascii_lowercase();
            let passage = Passage::new(&low);
            let place = passage.words().iter().position(|(own, _)| *own == word).expect("the word is there");
            assert_eq!(passage.mood(place), wanted, "{text}");
        }
    }

    #[test]
    fn how_a_sentence_tells_it() {
        for (text, wanted) in [
            ("Delegations opened direct talks in Pretoria on Tuesday.", Mood::So),
            ("The talks have been postponed, diplomats said.", Mood::Off),
            ("They would meet if a list was handed over.", Mood::Open),
            ("No aid has reached Mekelle.", Mood::NotSo),
        ] {
            assert_eq!(Passage::new(&text.to_ascii_lowercase()).whole(), wanted, "{text}");
        }
    }
}
