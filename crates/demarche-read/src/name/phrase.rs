//! Noun phrases around a role or body noun: how far they reach, and what gives them a country.
//!
//! In: tokens, spots, runs. Out: [`Phrase`]. Works on words and tags in a row, not on the tree, so that a slip of the
//! parser does not cost the phrase.

use super::run::{Ground, Runs};
use super::spot::{Spot, Spots, is_glued};
use super::tables::{Form, Tables};
use crate::reading::Reading;
use crate::syntax::Upos;
use crate::text::TokenId;
use smol_str::SmolStr;

/// How a phrase opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    Bare,
    /// "the", "this", "that".
    Definite,
    /// "a", "an", "some", "several", "one", "two".
    Indefinite,
    /// "another", "a second".
    Other,
    /// "the same".
    Same,
    /// A possessive pronoun or genitive.
    Possessed,
}

/// What gives a phrase its country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Nothing inside it.
    Open,
    /// It says that there is no one country ("Western").
    None,
    /// A state or international body.
    Code(SmolStr),
    /// The actor of the mention that ends with this token, or of the pronoun it is.
    Of(u32),
}

/// A noun phrase whose head is a role or a body noun.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Its first token, determiner included.
    pub first: u32,
    /// First token after determiner and possessor.
    pub core: u32,
    /// First token of the head spot.
    pub noun: u32,
    /// One past the head spot.
    pub noun_end: u32,
    /// One past the complement.
    pub end: u32,
    pub opening: Opening,
    pub origin: Origin,
    /// Tokens of states and their possessors, left out of the role's words.
    pub foreign: Vec<(u32, u32)>,
    /// "former", "ex-".
    pub past: bool,
    /// A body inside the phrase that lends it a party ("State Department", "Hezbollah").
    pub body: Option<u32>,
}

/// Roles that are posted abroad: the place they stand in is not theirs.
const POSTED: &[&str] = &[
    "activist",
    "ambassador",
    "analyst",
    "broker",
    "consultant",
    "correspondent",
    "delegate",
    "diplomat",
    "economist",
    "envoy",
    "executive",
    "expert",
    "journalist",
    "mediator",
    "negotiator",
    "observer",
    "reporter",
    "representative",
    "source",
    "specialist",
    "trader",
    "underwriter",
    "witness",
];

/// Words that never modify a noun, whatever the tagger says.
const FUNCTION_WORDS: &[&str] = &[
    "after", "also", "although", "and", "as", "because", "before", "but", "by", "for", "from", "if", "in",
    "like", "not", "of", "on", "only", "or", "said", "says", "since", "than", "that", "though", "to", "told",
    "unless", "until", "when", "where", "whether", "while", "with",
];

/// How many words a phrase may reach to the left.
const REACH: u32 = 24;

/// What a phrase is read with.
pub(super) struct Phrases<'r, 'd> {
    pub reading: &'r Reading<'d>,
    pub tables: &'r Tables,
    pub spots: &'r Spots,
    pub runs: &'r Runs,
}

impl Phrases<'_, '_> {
    fn lower(&self, token: u32) -> &str {
        self.reading.lower(TokenId(token))
    }
    fn upos(&self, token: u32) -> Upos {
        self.reading.upos(TokenId(token))
    }

    /// The phrase around a role or body spot.
    pub fn around(&self, spot: &Spot, done: u32) -> Phrase {
        let sentence = self.reading.sentence_of(TokenId(spot.first));
        let mut phrase = Phrase {
            first: spot.first,
            core: spot.first,
            noun: spot.first,
            noun_end: spot.end,
            end: spot.end,
            opening: Opening::Bare,
            origin: Origin::Open,
            foreign: Vec::new(),
            past: false,
            body: None,
        };
        self.reach_left(&mut phrase, sentence.first.0.max(done).max(spot.first.saturating_sub(REACH)));
        self.reach_right(&mut phrase, sentence.end.0);
        phrase
    }

    fn reach_left(&self, phrase: &mut Phrase, floor: u32) {
        let mut first = phrase.first;
        while first > floor {
            let before = first - 1;
            let lower = self.lower(before);
            if matches!(lower, "'s" | "’s" | "'" | "’") {
                if before > floor && self.upos(before - 1) != Upos::Punct {
                    self.possessor(phrase, before, floor);
                }
                return;
            }
            if let Some(opening) = opening_of(lower) {
                let number = matches!(opening, Opening::Indefinite) && phrase.opening == Opening::Bare;
                phrase.first = before;
                phrase.opening = match phrase.opening {
                    Opening::Bare => opening,
                    Opening::Same | Opening::Other => phrase.opening,
                    _ if opening == Opening::Definite => Opening::Definite,
                    _ => phrase.opening,
                };
                if opening == Opening::Possessed {
                    phrase.origin = Origin::Of(before);
                    return;
                }
                if !number && opening == Opening::Definite || matches!(lower, "a" | "an" | "another") {
                    return;
                }
                first = before;
                continue;
            }
            if phrase.opening != Opening::Bare {
                return;
            }
            if let Some(spot) = self.spots.ending(first) {
                if spot.person().is_some() || !self.modify(phrase, spot) {
                    return;
                }
                first = spot.first;
            } else if matches!(lower, "-" | "‐" | "‑" | "–") && is_glued(self.reading, before) {
                first = before;
                if !matches!(self.lower(first - 1), "ex" | "vice" | "co")
                    && self.spots.ending(first).is_none()
                    && self.upos(first - 1) != Upos::Punct
                {
                    first -= 1;
                }
            } else if self.is_modifier(before)
                && self
                    .runs
                    .at(before)
                    .is_none_or(|(_, run)| run.end > first || !self.is_full_name(run.first, run.end))
            {
                phrase.past |= matches!(
                    lower,
                    "former"
                        | "ex"
                        | "late"
                        | "then"
                        | "retired"
                        | "outgoing"
                        | "ousted"
                        | "onetime"
                        | "erstwhile"
                );
                first = before;
            } else {
                return;
            }
            phrase.first = first;
            phrase.core = first;
        }
    }

    /// Two capitalised words with a given name in front are a name of their own.
    fn is_full_name(&self, first: u32, end: u32) -> bool {
        end > first + 1 && self.runs.at(first).is_some_and(|(_, run)| run.ground != Ground::Weak)
    }

    fn is_modifier(&self, token: u32) -> bool {
        if FUNCTION_WORDS.binary_search(&self.lower(token)).is_ok() {
            return false;
        }
        match self.upos(token) {
            Upos::Adj | Upos::Noun | Upos::Propn => true,
            Upos::Verb => matches!(
                self.lower(token),
                "acting"
                    | "leading"
                    | "ranking"
                    | "retired"
                    | "visiting"
                    | "outgoing"
                    | "ousted"
                    | "elected"
                    | "appointed"
                    | "incoming"
                    | "governing"
                    | "ruling"
            ),
            Upos::Adv => matches!(self.lower(token), "then" | "newly" | "most" | "very"),
            Upos::Adp | Upos::X => matches!(self.lower(token), "ex" | "vice" | "then"),
            _ => false,
        }
    }

    /// Takes a spot before the noun as its modifier; false where it can't be one.
    fn modify(&self, phrase: &mut Phrase, spot: &Spot) -> bool {
        if let Some((row, _)) = spot.state() {
            let city = spot.has_form(Form::Capital) || spot.has_form(Form::Metonym);
            if phrase.origin == Origin::Open && !(city && self.is_posted(phrase)) {
                phrase.origin = Origin::Code(SmolStr::new_static(self.tables.states[row as usize].code));
            }
            phrase.foreign.push((spot.first, spot.end));
        } else if let Some(row) = spot.region() {
            let region = &self.tables.regions[row as usize];
            if phrase.origin == Origin::Open
                && (region.adjective || region.country.is_some())
                && region.slug != "regional"
                && region.slug != "allied"
            {
                phrase.origin =
                    region.country.map_or(Origin::None, |code| Origin::Code(SmolStr::new_static(code)));
            }
        } else if let Some(row) = spot.body() {
            self.lend(phrase, row);
        } else if let Some(row) = spot.place() {
            if let (Origin::Open, Some(code)) = (&phrase.origin, self.tables.places[row as usize].country) {
                phrase.origin = Origin::Code(SmolStr::new_static(code));
            }
        } else if let Some((_, plural)) = spot.role() {
            return plural == super::tables::Plural::No;
        }
        true
    }

    /// A body lends its country: its own id where it is international.
    fn lend(&self, phrase: &mut Phrase, row: u32) {
        phrase.body = phrase.body.or(Some(row));
        if phrase.origin == Origin::Open
            && let Some(code) = self.tables.bodies[row as usize].country
        {
            phrase.origin = Origin::Code(SmolStr::new_static(code));
        }
    }

    /// The genitive that ends at `mark`: "Iran's", "the EU's", "President Ashraf Ghani's".
    fn possessor(&self, phrase: &mut Phrase, mark: u32, floor: u32) {
        let mut first = mark - 1;
        let code = self.spots.ending(mark).and_then(|spot| {
            first = spot.first;
            let (row, _) = spot.state()?;
            Some(SmolStr::new_static(self.tables.states[row as usize].code))
        });
        if let Some((_, run)) = self.runs.ending(mark) {
            first = run.first;
        }
        phrase.foreign.push((first, mark + 1));
        if phrase.origin == Origin::Open {
            phrase.origin = code.map_or(Origin::Of(mark - 1), Origin::Code);
        }
        if first > floor
            && matches!(self.lower(first - 1), "the" | "mr" | "ms" | "mrs" | "mr." | "ms." | "mrs.")
        {
            first -= 1;
        }
        phrase.first = first;
        phrase.opening = Opening::Possessed;
    }

    fn reach_right(&self, phrase: &mut Phrase, ceiling: u32) {
        let mut end = phrase.end;
        for _ in 0..3 {
            if end + 1 >= ceiling {
                return;
            }
            let preposition = self.lower(end);
            if !matches!(
                preposition,
                "of" | "for"
                    | "to"
                    | "in"
                    | "on"
                    | "at"
                    | "with"
                    | "from"
                    | "under"
                    | "close"
                    | "near"
                    | "familiar"
                    | "involved"
            ) {
                return;
            }
            let start = match preposition {
                "close" | "familiar" | "involved" => end + 2,
                _ => end + 1,
            };
            let Some((next, nucleus)) = self.nucleus(start, ceiling, phrase.noun) else { return };
            if !self.complements(phrase, preposition, nucleus, start) {
                return;
            }
            end = next;
            phrase.end = next;
        }
    }

    /// Whether the noun is a role that is posted abroad.
    fn is_posted(&self, phrase: &Phrase) -> bool {
        let role = self.reading.lemma(TokenId(phrase.noun_end - 1)).to_lowercase();
        POSTED.binary_search(&role.as_str()).is_ok()
    }

    /// Whether a preposition and the spot after it belong to the phrase; takes the country from it.
    fn complements(
        &self,
        phrase: &mut Phrase,
        preposition: &str,
        nucleus: Option<&Spot>,
        start: u32,
    ) -> bool {
        let posted = self.is_posted(phrase);
        let knows = matches!(self.lower(phrase.noun_end - 1), "familiar" | "briefed" | "involved" | "close");
        let Some(spot) = nucleus else {
            return match preposition {
                "with" | "to" | "on" | "in" if knows => true,
                "of" | "close" | "familiar" | "involved" => true,
                "for" | "on" => {
                    matches!(self.lower(start), "the" | "its" | "his" | "their")
                        && self.upos(phrase.end) != Upos::Sconj
                }
                "from" | "with" => matches!(self.lower(start), "both" | "either" | "the"),
                "in" => self.lower(start) == "the" && self.lower(start + 1) == "region",
                "to" => false,
                _ => false,
            };
        };
        let run = self.runs.at(spot.first);
        if let Some((_, run)) = run {
            let belongs = matches!(preposition, "of" | "for" | "to");
            if belongs && phrase.origin == Origin::Open {
                phrase.origin = Origin::Of(run.end - 1);
            }
            return belongs;
        }
        if let Some((row, form)) = spot.state() {
            let code = SmolStr::new_static(self.tables.states[row as usize].code);
            let capital = matches!(form, Form::Capital | Form::Metonym);
            let gives = match preposition {
                "of" => true,
                "for" | "from" => !posted,
                "in" | "at" => !posted && capital,
                _ => false,
            };
            if gives && phrase.origin == Origin::Open {
                phrase.origin = Origin::Code(code);
            }
            if preposition == "of" && gives {
                phrase.foreign.push((phrase.end.max(start - 1), spot.end));
            }
            return preposition != "with"
                && (preposition != "in" || capital || posted)
                && !(preposition == "for" && capital && posted);
        }
        if let Some(row) = spot.body() {
            let works_there = !posted && matches!(preposition, "to" | "in");
            if works_there || matches!(preposition, "of" | "for" | "at" | "from" | "with") {
                self.lend(phrase, row);
            }
            return true;
        }
        if spot.place().is_some() {
            return preposition != "with" && preposition != "under";
        }
        if spot.generic().is_some() || spot.role().is_some() {
            return matches!(preposition, "of" | "for" | "to" | "at" | "from" | "in");
        }
        matches!(preposition, "of" | "for" | "on" | "from")
    }

    /// The noun phrase after a preposition: one past it, and the spot in it that counts.
    fn nucleus(&self, start: u32, ceiling: u32, noun: u32) -> Option<(u32, Option<&Spot>)> {
        let mut at = start;
        let mut best: Option<&Spot> = None;
        let mut solid = false;
        while at < ceiling && at < noun + 24 {
            if let Some((_, run)) = self.runs.starting(at)
                && self.spots.at(at).is_some_and(|spot| spot.person().is_some())
            {
                if !solid || best.is_some_and(|spot| spot.role().is_some()) {
                    return Some((run.end, self.spots.at(at)));
                }
                break;
            }
            if solid && self.runs.starting(at).is_some_and(|(_, run)| run.ground == Ground::Given) {
                break;
            }
            if let Some(spot) = self.spots.starting(at) {
                let titled = spot.role().is_some() && self.runs.starting(spot.end).is_some();
                if solid && titled {
                    break;
                }
                if best.is_none_or(|known| {
                    known.role().is_some() || known.generic().is_some() && spot.state().is_some()
                }) {
                    best = Some(spot);
                }
                solid |= !titled;
                at = spot.end;
                continue;
            }
            let lower = self.lower(at);
            let fits = match self.upos(at) {
                Upos::Adj | Upos::Num | Upos::Det => {
                    !solid
                        || self.upos(at) == Upos::Adj && at + 1 < ceiling && self.upos(at + 1) == Upos::Noun
                }
                Upos::Noun | Upos::Propn => {
                    solid = true;
                    true
                }
                Upos::Pron => !solid && matches!(lower, "his" | "her" | "its" | "their"),
                Upos::Punct => matches!(lower, "-" | "‐" | "‑" | "–") && is_glued(self.reading, at),
                Upos::Part => matches!(lower, "'s" | "’s" | "'" | "’"),
                _ => false,
            };
            if !fits {
                break;
            }
            if matches!(lower, "'s" | "’s" | "'" | "’") {
                solid = false;
            }
            at += 1;
        }
        (solid && at > start).then_some((at, best))
    }

    /// The role's words, lower case, without determiner and country.
    pub fn role_text(&self, phrase: &Phrase) -> String {
        let mut text = String::new();
        let mut glue = true;
        for token in phrase.core..phrase.end {
            if phrase.foreign.iter().any(|(first, end)| (*first..*end).contains(&token)) {
                continue;
            }
            let id = TokenId(token);
            let form = self.reading.form(id);
            let after_hyphen = matches!(form, "-" | "‐" | "‑") && is_glued(self.reading, token);
            if !glue && !after_hyphen && !matches!(form, "'s" | "’s" | "'" | "’") {
                text.push(' ');
            }
            text.extend(form.chars().flat_map(char::to_lowercase));
            glue = after_hyphen;
        }
        text.trim_start_matches('-').trim().to_owned()
    }
}

fn opening_of(lower: &str) -> Option<Opening> {
    Some(match lower {
        "the" | "this" | "that" | "these" | "those" => Opening::Definite,
        "a" | "an" | "some" | "several" | "many" | "few" | "one" | "two" | "three" | "four" | "five"
        | "six" | "seven" | "eight" | "most" | "any" | "no" | "every" | "dozens" | "all" | "various"
        | "multiple" | "numerous" | "both" | "2" | "3" | "4" | "5" | "certain" | "unnamed" | "anonymous" => {
            Opening::Indefinite
        }
        "another" | "other" | "second" | "third" => Opening::Other,
        "same" => Opening::Same,
        "his" | "her" | "its" | "their" | "our" | "my" | "your" => Opening::Possessed,
        _ => return None,
    })
}
