//! Runs of capitalised words that may be the name of a person.
//!
//! In: tokens, spots, given names. Out: [`Runs`]: where each begins and ends, which known people fit, and how sure
//! the form alone makes it.

use super::spot::{Spots, is_capital, is_glued, is_shouted};
use super::tables::{Form, Tables};
use super::trie::key;
use crate::reading::{Reading, Sentence};
use crate::syntax::Upos;
use crate::text::TokenId;

/// How sure the form alone makes a run a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// A full name of the people table.
    Known,
    /// Two words or more that begin with a given name.
    Given,
    /// Nothing: a title, an apposition or an earlier full name must tell.
    Weak,
}

/// A run of capitalised words.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub first: u32,
    /// One past its last token.
    pub end: u32,
    /// Rows of the people table whose full name it is.
    pub rows: Vec<u32>,
    pub ground: Ground,
    /// What its given name tells.
    pub gender: Option<char>,
}

impl Run {
    pub fn is_single(&self) -> bool {
        self.end == self.first + 1
    }
}

/// All runs of a document.
pub(super) struct Runs {
    pub all: Vec<Run>,
    over: Vec<u32>,
}

impl Runs {
    /// The run that starts at a token, with its number.
    pub fn starting(&self, token: u32) -> Option<(usize, &Run)> {
        self.at(token).filter(|(_, run)| run.first == token)
    }
    /// The run that ends right before a token, with its number.
    pub fn ending(&self, token: u32) -> Option<(usize, &Run)> {
        self.at(token.checked_sub(1)?).filter(|(_, run)| run.end == token)
    }
    /// The run that covers a token, with its number.
    pub fn at(&self, token: u32) -> Option<(usize, &Run)> {
        let index = *self.over.get(token as usize)? as usize;
        self.all.get(index).map(|run| (index, run))
    }
}

/// Words inside a name that stand without a capital.
const PARTICLES: &[&str] = &[
    "abu", "al", "bin", "bint", "d", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "e", "el",
    "ibn", "la", "le", "ould", "ten", "ter", "ul", "uld", "van", "von", "y", "zu",
];

/// Last words that make a run the name of a thing, not a person.
const THINGS: &[&str] = &[
    "accord",
    "accords",
    "act",
    "affairs",
    "africa",
    "agency",
    "agreement",
    "agreements",
    "airlines",
    "airport",
    "america",
    "army",
    "article",
    "asia",
    "association",
    "avenue",
    "bank",
    "base",
    "bay",
    "bridge",
    "brigade",
    "canal",
    "cathedral",
    "center",
    "centre",
    "championship",
    "channel",
    "chapter",
    "church",
    "city",
    "club",
    "committee",
    "company",
    "conference",
    "convention",
    "corporation",
    "corps",
    "corridor",
    "council",
    "county",
    "crisis",
    "cup",
    "daily",
    "dam",
    "day",
    "deal",
    "declaration",
    "department",
    "desert",
    "east",
    "embassy",
    "endeavor",
    "endeavour",
    "europe",
    "eye",
    "fellowship",
    "field",
    "fleet",
    "force",
    "forces",
    "foundation",
    "front",
    "fund",
    "games",
    "gate",
    "group",
    "gulf",
    "hall",
    "herald",
    "highway",
    "hill",
    "hills",
    "hospital",
    "hotel",
    "house",
    "inc",
    "initiative",
    "institute",
    "institution",
    "island",
    "islands",
    "journal",
    "lake",
    "league",
    "line",
    "ltd",
    "market",
    "memorandum",
    "minister",
    "ministry",
    "mission",
    "mosque",
    "mount",
    "mountain",
    "mountains",
    "movement",
    "museum",
    "nations",
    "network",
    "news",
    "north",
    "ocean",
    "office",
    "olympics",
    "organisation",
    "organization",
    "pact",
    "palace",
    "park",
    "parliament",
    "party",
    "peace",
    "peninsula",
    "plan",
    "plant",
    "platform",
    "plaza",
    "point",
    "port",
    "post",
    "prize",
    "process",
    "program",
    "programme",
    "protocol",
    "province",
    "radio",
    "reactor",
    "region",
    "report",
    "resolution",
    "review",
    "ridge",
    "rights",
    "river",
    "road",
    "room",
    "school",
    "sea",
    "security",
    "service",
    "services",
    "shrine",
    "site",
    "society",
    "south",
    "square",
    "state",
    "states",
    "station",
    "store",
    "strait",
    "straits",
    "street",
    "studies",
    "summit",
    "telegraph",
    "television",
    "temple",
    "territory",
    "thames",
    "times",
    "today",
    "tower",
    "treaty",
    "tribunal",
    "tribune",
    "tv",
    "union",
    "university",
    "valley",
    "village",
    "war",
    "week",
    "west",
    "zone",
];

/// Words that are capitalised but never part of a name.
const NEVER: &[&str] = &[
    "a",
    "after",
    "all",
    "although",
    "an",
    "and",
    "another",
    "any",
    "april",
    "as",
    "asked",
    "at",
    "august",
    "both",
    "but",
    "by",
    "can",
    "december",
    "despite",
    "did",
    "each",
    "editing",
    "even",
    "every",
    "february",
    "five",
    "for",
    "former",
    "four",
    "friday",
    "from",
    "he",
    "her",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "is",
    "it",
    "its",
    "january",
    "july",
    "june",
    "last",
    "live",
    "many",
    "march",
    "may",
    "meanwhile",
    "monday",
    "more",
    "most",
    "my",
    "neither",
    "new",
    "next",
    "no",
    "nobody",
    "nor",
    "not",
    "nothing",
    "november",
    "now",
    "october",
    "of",
    "officials",
    "on",
    "once",
    "one",
    "or",
    "our",
    "photo",
    "q",
    "reporting",
    "saturday",
    "september",
    "several",
    "she",
    "should",
    "since",
    "six",
    "so",
    "some",
    "such",
    "sunday",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "three",
    "thursday",
    "to",
    "today",
    "tuesday",
    "two",
    "under",
    "until",
    "update",
    "was",
    "we",
    "wednesday",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "will",
    "with",
    "would",
    "yes",
    "yesterday",
    "yet",
    "you",
];

/// Finds the runs of a document.
pub(super) fn find(reading: &Reading<'_>, tables: &Tables, spots: &Spots) -> Runs {
    let mut runs = Runs { all: Vec::new(), over: vec![u32::MAX; reading.tokens.len()] };
    for sentence in &reading.sentences {
        let shouted = is_shouted(reading.slice(sentence.span));
        let finder = Finder { reading, tables, spots, sentence: *sentence, shouted };
        let mut at = sentence.first.0;
        while at < sentence.end.0 {
            match finder.run_at(at) {
                Some(run) => {
                    at = run.end;
                    for token in run.first..run.end {
                        runs.over[token as usize] = runs.all.len() as u32;
                    }
                    runs.all.push(run);
                }
                None => at += 1,
            }
        }
    }
    runs
}

struct Finder<'r, 'd> {
    reading: &'r Reading<'d>,
    tables: &'r Tables,
    spots: &'r Spots,
    sentence: Sentence,
    shouted: bool,
}

impl Finder<'_, '_> {
    fn run_at(&self, first: u32) -> Option<Run> {
        if !self.opens(first) {
            return None;
        }
        let mut end = self.step(first);
        while end < self.sentence.end.0 {
            let next = match end {
                _ if self.opens(end) => self.step(end),
                _ if self.is_particle(end) || self.is_hyphen(end) => {
                    let after = (end + 1..self.sentence.end.0.min(end + 3))
                        .find(|token| !self.is_particle(*token) && !self.is_hyphen(*token));
                    match after {
                        Some(after) if self.opens(after) || self.is_hyphen(end) && self.is_word(after) => {
                            self.step(after)
                        }
                        _ => break,
                    }
                }
                _ => break,
            };
            end = next;
        }
        let (first, end) = self.trim(first, end)?;
        Some(self.weigh(first, end))
    }

    /// One past the spot or word at a token.
    fn step(&self, token: u32) -> u32 {
        self.spots.at(token).map_or(token + 1, |spot| spot.end.max(token + 1))
    }

    /// Whether a token may begin or carry on a name.
    fn opens(&self, token: u32) -> bool {
        let id = TokenId(token);
        let form = self.reading.form(id);
        if !is_capital(form) || form.starts_with(|letter: char| letter.is_ascii_digit()) {
            return false;
        }
        if let Some(spot) = self.spots.at(token) {
            return spot.person().is_some()
                || spot.first == token && self.is_name_in_spite_of_table(token, spot.end);
        }
        !matches!(self.reading.upos(id), Upos::Punct | Upos::Num | Upos::Det | Upos::Pron)
            && NEVER.binary_search(&self.reading.lower(id)).is_err()
    }

    /// "Jordan Bardella", "Martin Pope": a country or role word that the word next to it makes a name.
    fn is_name_in_spite_of_table(&self, token: u32, end: u32) -> bool {
        if end != token + 1 {
            return false;
        }
        let is_given = |token: u32| self.tables.given.contains_key(&key(self.reading.form(TokenId(token))));
        let bare = |token: u32| {
            self.sentence.first.0 <= token && token < self.sentence.end.0 && self.spots.at(token).is_none()
        };
        let capital = |token: u32| bare(token) && is_capital(self.reading.form(TokenId(token)));
        let Some(spot) = self.spots.at(token) else { return false };
        let named = token > 0 && capital(token - 1) && self.upos_is_name(token - 1);
        if spot.body().is_some() {
            return named
                && !self.shouted
                && self.reading.form(TokenId(token)).chars().skip(1).all(char::is_lowercase);
        }
        if spot.role().is_some() {
            return token > 0 && capital(token - 1) && is_given(token - 1) && !capital(end);
        }
        let place_or_state = spot.has_form(Form::Name)
            || spot.place().is_some()
            || spot.has_form(Form::Metonym)
            || spot.has_form(Form::Capital);
        place_or_state
            && (is_given(token) && capital(end) && self.is_surname(end)
                || token > 0
                    && capital(token - 1)
                    && is_given(token - 1)
                    && !capital(end)
                    && self.reading.upos(TokenId(token - 1)) == Upos::Propn)
    }

    /// A proper noun that is a given name, or stands after a title or given name itself.
    fn upos_is_name(&self, token: u32) -> bool {
        let is_given = |token: u32| self.tables.given.contains_key(&key(self.reading.form(TokenId(token))));
        let title = |token: u32| self.spots.at(token).is_some_and(|spot| spot.role().is_some());
        self.reading.upos(TokenId(token)) == Upos::Propn
            && (is_given(token) || token > self.sentence.first.0 && (is_given(token - 1) || title(token - 1)))
    }

    /// A capitalised word that is no thing and no common word.
    fn is_surname(&self, token: u32) -> bool {
        let lower = self.reading.lower(TokenId(token));
        THINGS.binary_search(&lower).is_err()
            && NEVER.binary_search(&lower).is_err()
            && self.reading.upos(TokenId(token)) == Upos::Propn
    }

    fn is_particle(&self, token: u32) -> bool {
        PARTICLES.binary_search(&self.reading.lower(TokenId(token))).is_ok()
    }
    fn is_hyphen(&self, token: u32) -> bool {
        matches!(self.reading.form(TokenId(token)), "-" | "‐" | "‑") && is_glued(self.reading, token)
    }
    fn is_word(&self, token: u32) -> bool {
        self.spots.at(token).is_none() && self.reading.form(TokenId(token)).chars().all(char::is_alphabetic)
    }

    /// Leaves out what stands before a known name or a sentence-initial common word.
    fn trim(&self, first: u32, end: u32) -> Option<(u32, u32)> {
        let is_given = |token: u32| self.tables.given.contains_key(&key(self.reading.form(TokenId(token))));
        let person = (first..end)
            .find(|token| self.spots.starting(*token).is_some_and(|spot| spot.person().is_some()));
        let mut start = first;
        if let Some(person) = person {
            while start < person && !is_given(start) {
                start += 1;
            }
            return Some((start, end));
        }
        let common = |token: u32| !matches!(self.reading.upos(TokenId(token)), Upos::Propn | Upos::X);
        while start < end
            && (start == self.sentence.first.0 || self.shouted)
            && common(start)
            && !is_given(start)
        {
            start += 1;
        }
        (start < end).then_some((start, end))
    }

    fn weigh(&self, first: u32, end: u32) -> Run {
        let spot =
            (first..end).filter_map(|token| self.spots.starting(token)).find(|spot| spot.person().is_some());
        let rows: Vec<u32> = spot.map(|spot| spot.people().collect()).unwrap_or_default();
        let lower = |token: u32| self.reading.lower(TokenId(token));
        let given = self.tables.given.get(&key(self.reading.form(TokenId(first)))).copied();
        let thing = THINGS.binary_search(&lower(end - 1)).is_ok();
        let longer = end > first + 1;
        let ground = match given {
            _ if !rows.is_empty() => Ground::Known,
            Some(given) if longer && !thing && !self.shouted => {
                let propn = (first..end)
                    .all(|token| !self.opens(token) || self.reading.upos(TokenId(token)) == Upos::Propn);
                if given.ambiguous && !propn { Ground::Weak } else { Ground::Given }
            }
            _ => Ground::Weak,
        };
        Run { first, end, rows, ground, gender: given.and_then(|given| given.gender) }
    }
}

/// Whether a run ends in a word that makes it a thing.
pub(super) fn is_thing(reading: &Reading<'_>, run: &Run) -> bool {
    let thing = |token: u32| THINGS.binary_search(&reading.lower(TokenId(token))).is_ok();
    run.end > run.first
        && (thing(run.end - 1)
            || matches!(
                reading.lower(TokenId(run.first)),
                "lake" | "river" | "mount" | "port" | "fort" | "camp" | "cape"
            ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_sorted() {
        for list in [PARTICLES, THINGS, NEVER] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{list:?}");
        }
    }
}
