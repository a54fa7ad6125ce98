//! The tables of names: states, bodies, places, people, roles, groups of states.
//!
//! In: the TSV files under `lexicon/`, built into the program. Out: [`Tables`], parsed once.

use super::trie::{Case, Trie, key};
use crate::lexicon::{rows, values};
use crate::quick::TableMap;
use crate::record::ActorKind;
use smol_str::SmolStr;

/// How a phrase names a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "Iran", "the Islamic Republic".
    Name,
    /// "Iranian", "U.S.".
    Adjective,
    /// "Iranians", "the Saudis".
    Demonym,
    /// "Tehran": the government where it acts, else a place.
    Capital,
    /// "Ankara's palace", and other cities that stand for the state.
    Metonym,
}

/// What a phrase of a table may stand for: numbers are rows of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    State(u32, Form),
    Body(u32),
    Place(u32),
    Person(u32),
    Region(u32),
    Generic(u32, Plural),
    Role(u32, Plural),
}

/// Whether a common noun was found in its plural.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plural {
    No,
    Yes,
}

/// A state, by its code.
pub(super) struct State {
    pub code: &'static str,
    pub name: &'static str,
}

/// A body with a name of its own: ministry, force, group, organisation, medium.
pub(super) struct Body {
    pub id: &'static str,
    pub name: &'static str,
    pub kind: ActorKind,
    pub country: Option<&'static str>,
    pub sector: &'static str,
}

/// A city, province, sea or building.
pub(super) struct Place {
    pub country: Option<&'static str>,
}

/// A body that many states have ("foreign ministry").
pub(super) struct Generic {
    pub slug: &'static str,
    pub kind: ActorKind,
    pub sector: &'static str,
}

/// A known person.
pub(super) struct Person {
    pub id: &'static str,
    pub name: &'static str,
    pub family: &'static str,
    pub gender: Option<char>,
    pub country: Option<&'static str>,
    pub sector: &'static str,
    terms: &'static str,
}

/// An office held from one day to another; days may be cut to month or year, and either end may be open.
pub(super) struct Term {
    pub role: &'static str,
    from: &'static str,
    to: &'static str,
}

impl Term {
    /// Whether it runs on a day (`2026-02-02`); without a day, whether it has no end.
    pub fn holds_on(&self, day: Option<&str>) -> bool {
        let Some(day) = day else { return self.to.is_empty() };
        let cut = &day[..self.to.len().min(day.len())];
        day >= self.from && (self.to.is_empty() || cut <= self.to)
    }
}

impl Person {
    /// Every office of the table's row.
    pub fn terms(&self) -> impl Iterator<Item = Term> + '_ {
        let spans = self.terms.split(';').filter_map(|term| term.rsplit_once('@'));
        spans.flat_map(|(role, spans)| {
            spans.split(',').map(move |span| {
                let (from, to) = span.split_once("..").unwrap_or((span, span));
                Term { role, from, to }
            })
        })
    }
    /// The office held on a day, the latest begun where there are several.
    pub fn role_on(&self, day: Option<&str>) -> Option<&'static str> {
        self.terms().filter(|term| term.holds_on(day)).max_by_key(|term| term.from).map(|term| term.role)
    }
}

/// A group of states or parties ("the West", "Gulf states"), or the adjective of one ("European").
pub(super) struct Region {
    pub slug: &'static str,
    pub name: &'static str,
    pub members: Vec<&'static str>,
    pub country: Option<&'static str>,
    pub adjective: bool,
}

/// A noun for what somebody is ("foreign minister", "spokesman", "diplomat").
pub(super) struct Role {
    pub phrase: &'static str,
    pub sector: &'static str,
    pub gender: Option<char>,
    /// May stand before a name.
    pub title: bool,
    /// Makes an unnamed source by itself.
    pub source: bool,
    /// May be the head of a state or government.
    pub rules: bool,
}

/// What a given name tells.
#[derive(Clone, Copy)]
pub(super) struct Given {
    pub gender: Option<char>,
    /// Also an ordinary word, place or family name.
    pub ambiguous: bool,
}

/// All tables of names.
pub(super) struct Tables {
    pub trie: Trie,
    pub states: Vec<State>,
    pub state_by_code: TableMap<&'static str, u32>,
    pub bodies: Vec<Body>,
    pub body_by_id: TableMap<&'static str, u32>,
    pub places: Vec<Place>,
    pub generics: Vec<Generic>,
    pub people: Vec<Person>,
    pub regions: Vec<Region>,
    pub roles: Vec<Role>,
    /// People by folded family name.
    pub families: TableMap<SmolStr, Vec<u32>>,
    /// Given names, folded.
    pub given: TableMap<SmolStr, Given>,
}

impl Tables {
    /// Parses the tables that are built in.
    pub fn new() -> Tables {
        let mut tables = Tables {
            trie: Trie::with_capacity(40_000),
            states: Vec::new(),
            state_by_code: TableMap::default(),
            bodies: Vec::new(),
            body_by_id: TableMap::default(),
            places: Vec::new(),
            generics: Vec::new(),
            people: Vec::new(),
            regions: Vec::new(),
            roles: Vec::new(),
            families: TableMap::default(),
            given: TableMap::default(),
        };
        tables.add_states(include_str!("../../lexicon/states.tsv"));
        tables.add_regions(include_str!("../../lexicon/regions.tsv"));
        tables.add_bodies(include_str!("../../lexicon/bodies.tsv"));
        tables.add_generics(include_str!("../../lexicon/generic_bodies.tsv"));
        tables.add_roles(include_str!("../../lexicon/roles.tsv"));
        tables.add_people(include_str!("../../lexicon/people.tsv"));
        tables.add_places(include_str!("../../lexicon/places.tsv"));
        tables.add_given(include_str!("../../lexicon/given_names.tsv"));
        tables
    }

    fn add_states(&mut self, table: &'static str) {
        for [code, name, aliases, adjectives, demonyms, capital, metonyms] in rows::<7>(table) {
            let row = self.states.len() as u32;
            self.states.push(State { code, name });
            self.state_by_code.insert(code, row);
            let forms = [
                (name, Form::Name),
                (aliases, Form::Name),
                (adjectives, Form::Adjective),
                (demonyms, Form::Demonym),
                (capital, Form::Capital),
                (metonyms, Form::Metonym),
            ];
            for (cell, form) in forms {
                for phrase in values(cell) {
                    self.trie.insert(phrase, case_of(phrase), Entry::State(row, form));
                }
            }
        }
    }

    fn add_bodies(&mut self, table: &'static str) {
        for [id, name, aliases, kind, country, sector] in rows::<6>(table) {
            let row = self.bodies.len() as u32;
            let kind = ActorKind::parse(kind).unwrap_or(ActorKind::Organisation);
            self.bodies.push(Body { id, name, kind, country: filled(country), sector });
            self.body_by_id.insert(id, row);
            for phrase in values(name).chain(values(aliases)) {
                self.trie.insert(phrase, institution_case(phrase), Entry::Body(row));
            }
        }
    }

    fn add_generics(&mut self, table: &'static str) {
        for [phrase, slug, kind, sector] in rows::<4>(table) {
            if !BODY_SECTORS.contains(&sector) {
                continue;
            }
            let row = self.generics.len() as u32;
            let kind = ActorKind::parse(kind).unwrap_or(ActorKind::GovernmentBody);
            self.generics.push(Generic { slug, kind, sector });
            self.trie.insert(phrase, Case::Any, Entry::Generic(row, Plural::No));
            self.trie.insert(&plural(phrase), Case::Any, Entry::Generic(row, Plural::Yes));
        }
    }

    fn add_roles(&mut self, table: &'static str) {
        for [phrase, sector, gender, uses] in rows::<4>(table) {
            let row = self.roles.len() as u32;
            let has = |letter| uses.contains(letter);
            self.roles.push(Role {
                phrase,
                sector,
                gender: gender.chars().next(),
                title: has('t'),
                source: has('s'),
                rules: has('h'),
            });
            self.trie.insert(phrase, Case::Any, Entry::Role(row, Plural::No));
            self.trie.insert(&plural(phrase), Case::Any, Entry::Role(row, Plural::Yes));
        }
    }

    fn add_people(&mut self, table: &'static str) {
        for [id, name, aliases, family, gender, country, sector, terms] in rows::<8>(table) {
            let row = self.people.len() as u32;
            let family = if family.is_empty() { name.rsplit(' ').next().unwrap_or(name) } else { family };
            let gender = gender.chars().next();
            self.people.push(Person { id, name, family, gender, country: filled(country), sector, terms });
            for phrase in std::iter::once(name).chain(values(aliases)) {
                if phrase.contains([' ', '-']) {
                    self.trie.insert(phrase, Case::Capital, Entry::Person(row));
                } else {
                    self.add_family(phrase, row);
                }
            }
            for family in values(family) {
                self.add_family(family, row);
                if let Some((_, last)) = family.rsplit_once([' ', '-']) {
                    self.trie.insert(family, Case::Capital, Entry::Person(row));
                    self.add_family(last, row);
                }
            }
        }
    }

    fn add_family(&mut self, family: &str, row: u32) {
        let known = self.families.entry(key(family)).or_default();
        if known.last() != Some(&row) {
            known.push(row);
        }
    }

    fn add_places(&mut self, table: &'static str) {
        for [name, country, _kind] in rows::<3>(table) {
            let row = self.places.len() as u32;
            self.places.push(Place { country: filled(country) });
            self.trie.insert(name, Case::Capital, Entry::Place(row));
        }
    }

    fn add_regions(&mut self, table: &'static str) {
        for [phrase, slug, name, members, country, uses] in rows::<6>(table) {
            let row = self.regions.len() as u32;
            self.regions.push(Region {
                slug,
                name,
                members: values(members).collect(),
                country: filled(country),
                adjective: uses == "adjective",
            });
            self.trie.insert(
                phrase,
                if is_lower(phrase) { Case::Any } else { Case::Capital },
                Entry::Region(row),
            );
        }
    }

    fn add_given(&mut self, table: &'static str) {
        for [name, gender, ambiguous] in rows::<3>(table) {
            let given = Given {
                gender: gender.chars().next().filter(|gender| matches!(gender, 'm' | 'f')),
                ambiguous: !matches!(ambiguous, "" | "0" | "no"),
            };
            self.given.insert(key(name), given);
        }
    }

    /// The country of a capital or other place.
    pub fn country_of_place(&self, place: &str) -> Option<&'static str> {
        self.trie.exact(place).find_map(|entry| match entry {
            Entry::State(row, _) => Some(self.states[row as usize].code),
            Entry::Place(row) => self.places[row as usize].country,
            _ => None,
        })
    }

    /// A state's row by its code.
    pub fn state(&self, code: &str) -> Option<u32> {
        self.state_by_code.get(code).copied()
    }
}

fn filled(cell: &'static str) -> Option<&'static str> {
    Some(cell).filter(|cell| !matches!(*cell, "" | "-"))
}

fn is_lower(phrase: &str) -> bool {
    !phrase.chars().any(char::is_uppercase)
}

/// How a name must be printed: short all-capital forms are acronyms.
fn case_of(phrase: &str) -> Case {
    let letters = || phrase.chars().filter(|letter| letter.is_alphabetic());
    let capitals = letters().filter(|letter| letter.is_uppercase()).count();
    match letters().count() {
        count if count <= 7 && capitals == count => Case::Acronym,
        count if count <= 5 && capitals > 1 && !phrase.contains(' ') => Case::Mixed,
        _ => Case::Capital,
    }
}

/// Sectors of bodies that make actors of their own; crowds, firms and hospitals do not.
const BODY_SECTORS: &[&str] = &["GOV", "MIL", "LEG", "JUD", "SPY", "COP", "REB", "OPP", "PTY", "JRN", "IGO"];

/// Last words of bodies that papers print without capitals.
const INSTITUTIONS: &[&str] = &[
    "academy",
    "agency",
    "army",
    "assembly",
    "authority",
    "bank",
    "board",
    "cabinet",
    "chancellery",
    "command",
    "commission",
    "committee",
    "council",
    "court",
    "department",
    "directorate",
    "foundation",
    "government",
    "guard",
    "guards",
    "ministry",
    "navy",
    "office",
    "organisation",
    "organization",
    "parliament",
    "police",
    "senate",
    "service",
    "services",
    "treasury",
];

/// How a body's name must be printed.
fn institution_case(phrase: &str) -> Case {
    let last = phrase.rsplit(' ').next().unwrap_or(phrase).to_lowercase();
    match case_of(phrase) {
        Case::Capital if phrase.contains(' ') && INSTITUTIONS.binary_search(&last.as_str()).is_ok() => {
            Case::Institution
        }
        case => case,
    }
}

/// The plural of a noun phrase: its head stands before the first preposition, or last.
pub(super) fn plural(phrase: &str) -> String {
    let words: Vec<&str> = phrase.split(' ').collect();
    let head = words
        .iter()
        .position(|word| matches!(*word, "of" | "to" | "for" | "at" | "in" | "without" | "d"))
        .unwrap_or_else(|| match words.last() {
            Some(&"general" | &"designate" | &"elect" | &"plenipotentiary") if words.len() > 1 => {
                words.len() - 1
            }
            _ => words.len(),
        })
        .saturating_sub(1);
    let mut out = String::with_capacity(phrase.len() + 3);
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        match word {
            _ if at != head => out.push_str(word),
            _ if word.ends_with("man") && *word != "human" => {
                out.push_str(&word[..word.len() - 3]);
                out.push_str("men");
            }
            _ if word.ends_with('y') && !word.ends_with(['a', 'e', 'o']) && !ends_with_vowel_y(word) => {
                out.push_str(&word[..word.len() - 1]);
                out.push_str("ies");
            }
            _ if word.ends_with(['s', 'x', 'z'])
                || word.ends_with("ch") && !word.ends_with("arch")
                || word.ends_with("sh") =>
            {
                out.push_str(word);
                out.push_str("es");
            }
            _ => {
                out.push_str(word);
                out.push('s');
            }
        }
    }
    out
}

fn ends_with_vowel_y(word: &str) -> bool {
    let mut back = word.chars().rev();
    back.next() == Some('y')
        && back.next().is_some_and(|letter| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals() {
        for (one, many) in [
            ("foreign minister", "foreign ministers"),
            ("secretary of state", "secretaries of state"),
            ("spokeswoman", "spokeswomen"),
            ("foreign ministry", "foreign ministries"),
            ("attorney general", "attorneys general"),
            ("envoy", "envoys"),
            ("source", "sources"),
            ("patriarch", "patriarchs"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn terms_hold_between_their_days() {
        let term = Term { role: "president", from: "2021-01-20", to: "2025-01" };
        assert!(term.holds_on(Some("2021-01-20")));
        assert!(term.holds_on(Some("2025-01-31")));
        assert!(!term.holds_on(Some("2025-02-01")));
        assert!(!term.holds_on(None));
    }

    #[test]
    fn institutions_are_sorted() {
        assert!(INSTITUTIONS.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
