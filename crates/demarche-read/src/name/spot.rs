//! Spots: the table phrases that stand in the text, longest first, from left to right.
//!
//! In: tokens and tables. Out: [`Spots`], and for every token the spot that covers it.

use super::tables::{Entry, Form, Plural, Tables};
use super::trie::{Case, Piece, Trie};
use crate::reading::Reading;
use crate::text::TokenId;

/// A table phrase in the text.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub first: u32,
    /// One past its last token.
    pub end: u32,
    /// What it may stand for, best first.
    pub entries: Vec<Entry>,
}

impl Spot {
    pub fn state(&self) -> Option<(u32, Form)> {
        self.entries.iter().find_map(|entry| match entry {
            Entry::State(row, form) => Some((*row, *form)),
            _ => None,
        })
    }
    /// Whether it can be read as the name of a state in this form.
    pub fn has_form(&self, wanted: Form) -> bool {
        self.entries.iter().any(|entry| matches!(entry, Entry::State(_, form) if *form == wanted))
    }
    pub fn body(&self) -> Option<u32> {
        self.entries.iter().find_map(|entry| match entry {
            Entry::Body(row) => Some(*row),
            _ => None,
        })
    }
    pub fn person(&self) -> Option<u32> {
        self.entries.iter().find_map(|entry| match entry {
            Entry::Person(row) => Some(*row),
            _ => None,
        })
    }
    pub fn people(&self) -> impl Iterator<Item = u32> + '_ {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Person(row) => Some(*row),
            _ => None,
        })
    }
    pub fn place(&self) -> Option<u32> {
        self.entries.iter().find_map(|entry| match entry {
            Entry::Place(row) => Some(*row),
            _ => None,
        })
    }
    pub fn region(&self) -> Option<u32> {
        self.entries.iter().find_map(|entry| match entry {
            Entry::Region(row) => Some(*row),
            _ => None,
        })
    }
    pub fn generic(&self) -> Option<(u32, Plural)> {
        self.entries.iter().find_map(|entry| match entry {
            Entry::Generic(row, plural) => Some((*row, *plural)),
            _ => None,
        })
    }
    pub fn role(&self) -> Option<(u32, Plural)> {
        self.entries.iter().find_map(|entry| match entry {
            Entry::Role(row, plural) => Some((*row, *plural)),
            _ => None,
        })
    }
}

/// All spots of a document.
pub(super) struct Spots {
    pub all: Vec<Spot>,
    over: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Spots {
    /// The spot that covers a token.
    pub fn at(&self, token: u32) -> Option<&Spot> {
        let index = *self.over.get(token as usize)?;
        self.all.get(index as usize)
    }
    /// The spot that starts at a token.
    pub fn starting(&self, token: u32) -> Option<&Spot> {
        self.at(token).filter(|spot| spot.first == token)
    }
    /// The spot that ends right before a token.
    pub fn ending(&self, token: u32) -> Option<&Spot> {
        self.at(token.checked_sub(1)?).filter(|spot| spot.end == token)
    }
}

/// Acronyms that papers print as words ("Nato").
const SPOKEN_ACRONYMS: &[&str] = &[
    "asean", "aukus", "brics", "centcom", "cites", "ecowas", "euratom", "eurojust", "europol", "fifa",
    "frontex", "iaea", "igad", "interpol", "isil", "isis", "mercosur", "monusco", "nafta", "nasa", "nato",
    "ofac", "opec", "saarc", "unctad", "unesco", "unhcr", "unicef", "unifil", "unitaf", "unmik", "unmis",
    "unprofor", "unrwa", "unscom",
];

/// Acronyms that are ordinary words where everything is in capitals.
const WORDS_IN_CAPITALS: &[&str] = &["aid", "am", "ill", "is", "it", "jet", "pa", "so", "us", "who"];

/// Finds the spots of a document.
pub(super) fn find(reading: &Reading<'_>, tables: &Tables) -> Spots {
    let mut spots = Spots { all: Vec::new(), over: vec![NONE; reading.tokens.len()] };
    let mut pieces: Vec<Piece> = Vec::new();
    for sentence in &reading.sentences {
        let shouted = is_shouted(reading.slice(sentence.span));
        pieces.clear();
        for token in sentence.tokens() {
            let glued = is_glued(reading, token.0);
            Trie::push_pieces(reading.form(token), token.0, glued, &mut pieces);
        }
        let fits = |case, first, last| fits_case(reading, case, first, last, shouted);
        let mut at = 0;
        while at < pieces.len() {
            match tables.trie.longest(&pieces, at, fits) {
                Some((end, entries)) => {
                    let (first, last) = (pieces[at].token, pieces[end - 1].token);
                    for token in first..=last {
                        spots.over[token as usize] = spots.all.len() as u32;
                    }
                    spots.all.push(Spot { first, end: last + 1, entries });
                    at = end;
                }
                None => at += 1,
            }
        }
    }
    spots
}

/// Whether a mark joins the tokens on both sides without a blank.
pub(super) fn is_glued(reading: &Reading<'_>, token: u32) -> bool {
    let span = |token: u32| reading.tokens.get(token as usize).map(|token| token.span);
    let (before, here, after) = (token.checked_sub(1).and_then(span), span(token), span(token + 1));
    matches!((before, here, after), (Some(before), Some(here), Some(after))
        if before.end == here.start && here.end == after.start)
}

/// Whether a line is printed in capitals throughout.
pub(super) fn is_shouted(text: &str) -> bool {
    let mut letters = (0_usize, 0_usize);
    for letter in text.chars().take(400).filter(|letter| letter.is_alphabetic()) {
        letters.0 += 1;
        letters.1 += usize::from(letter.is_uppercase());
    }
    letters.0 >= 12 && letters.1 * 10 > letters.0 * 7
}

fn fits_case(reading: &Reading<'_>, case: Case, first: u32, last: u32, shouted: bool) -> bool {
    let form = |token: u32| reading.form(TokenId(token));
    let lower = |token: u32| reading.lower(TokenId(token));
    let start = if first < last && lower(first) == "the" { first + 1 } else { first };
    match case {
        Case::Any => true,
        Case::Capital => {
            let hyphened = last > start && is_glued(reading, last - 1);
            is_capital(form(start)) && (is_capital(form(last)) || hyphened)
        }
        Case::Institution => {
            is_capital(form(start)) && is_capital(form(last))
                || (start..=last).all(|token| form(token).chars().all(|letter| !letter.is_uppercase()))
        }
        Case::Mixed => form(start).chars().filter(|letter| letter.is_uppercase()).count() > 1,
        Case::Acronym => {
            let mut letters = form(start).chars().filter(|letter| letter.is_alphabetic());
            let spoken = SPOKEN_ACRONYMS.binary_search(&lower(start)).is_ok();
            let capital = letters.next().is_some_and(char::is_uppercase);
            let rest =
                (start..=last).all(|token| form(token).chars().skip(1).all(|letter| !letter.is_lowercase()));
            capital
                && (rest || spoken && letters.all(char::is_lowercase) && start == last)
                && !(shouted
                    && start == last
                    && !form(start).contains('.')
                    && lower(start) != "us"
                    && WORDS_IN_CAPITALS.binary_search(&lower(start)).is_ok())
        }
    }
}

/// Whether a word starts with a capital (or a figure), an article or particle in front of a hyphen left out ("al-Qaeda").
pub(super) fn is_capital(form: &str) -> bool {
    let starts = |part: &str| {
        part.chars().next().is_some_and(|letter| letter.is_uppercase() || letter.is_ascii_digit())
    };
    starts(form)
        || form.split_once(['-', '\'', '’']).is_some_and(|(front, back)| front.len() <= 3 && starts(back))
}
