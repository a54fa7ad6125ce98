//! The cast: one actor for each real one, and what the report tells of it.
//!
//! In: names, bodies and descriptions as they are found. Out: actors and mentions without duplicates.

use super::fold::{pieces_of, slug};
use super::tables::Tables;
use crate::reading::{Actor, ActorKind, Mention, MentionKind};
use crate::text::{ActorId, Span, TokenId};
use smol_str::{SmolStr, format_smolstr};
use std::collections::HashMap;

/// So many people of one name are looked at; a document that has more lists names.
const NAMESAKES: usize = 256;

/// A role as one passage gives it.
#[derive(Clone, Debug)]
pub(super) struct RoleNote {
    /// Lower-cased words without the country.
    pub text: String,
    /// Row of its noun in the role table.
    pub row: Option<u32>,
    /// Stands with the name ("the envoy, Gabriel Escobar"), not in a later description.
    pub attached: bool,
}

/// What is known of an actor beyond the printed record.
#[derive(Clone, Debug, Default)]
pub(super) struct Traits {
    /// Row in the people table.
    pub row: Option<u32>,
    /// Folded words of the name.
    pub parts: Vec<SmolStr>,
    /// Folded family name, where the table or the language of the name tells.
    pub family: Option<SmolStr>,
    /// Roles in order of the text.
    pub roles: Vec<RoleNote>,
    /// Mentions in which it acts, speaks or is dealt with.
    pub weight: u32,
    /// Head lemma of an unnamed group ("official").
    pub lemma: Option<SmolStr>,
    /// The actor's name is one that the report prints, not the table's.
    pub printed: bool,
}

/// Actors and mentions so far.
#[derive(Default)]
pub(super) struct Cast {
    pub actors: Vec<Actor>,
    pub traits: Vec<Traits>,
    pub mentions: Vec<Mention>,
    by_id: HashMap<SmolStr, ActorId>,
    by_part: HashMap<SmolStr, Vec<ActorId>>,
}

impl Cast {
    /// An actor by its id.
    pub fn find(&self, id: &str) -> Option<ActorId> {
        self.by_id.get(id).copied()
    }
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.index()]
    }
    pub fn actor_mut(&mut self, id: ActorId) -> &mut Actor {
        &mut self.actors[id.index()]
    }
    pub fn traits(&self, id: ActorId) -> &Traits {
        &self.traits[id.index()]
    }
    pub fn traits_mut(&mut self, id: ActorId) -> &mut Traits {
        &mut self.traits[id.index()]
    }

    /// Adds an actor, or finds the one with its id.
    pub fn add(
        &mut self,
        id: SmolStr,
        name: &str,
        kind: ActorKind,
        country: Option<&str>,
        sector: &str,
    ) -> ActorId {
        if let Some(known) = self.find(&id) {
            return known;
        }
        let actor = ActorId::at(self.actors.len());
        self.actors.push(Actor {
            id: id.clone(),
            name: name.to_owned(),
            kind,
            country: country.map(SmolStr::new),
            sector: Some(sector).filter(|sector| !sector.is_empty()).map(SmolStr::new),
            role: None,
            gender: None,
            plural: false,
            members: Vec::new(),
            party: None,
            incidental: false,
        });
        self.traits.push(Traits::default());
        self.by_id.insert(id, actor);
        actor
    }

    /// The state with a code.
    pub fn state(&mut self, tables: &Tables, code: &str) -> ActorId {
        let name = tables.state(code).map_or(code, |row| tables.states[row as usize].name);
        self.add(SmolStr::new(code), name, ActorKind::State, Some(code), "GOV")
    }

    /// The body of a table row.
    pub fn body(&mut self, tables: &Tables, row: u32) -> ActorId {
        let body = &tables.bodies[row as usize];
        self.add(SmolStr::new(body.id), body.name, body.kind, body.country, body.sector)
    }

    /// The person of a table row, under the name that the report prints.
    pub fn known_person(&mut self, tables: &Tables, row: u32, printed: &str) -> ActorId {
        let person = &tables.people[row as usize];
        let id =
            self.add(SmolStr::new(person.id), person.name, ActorKind::Person, person.country, person.sector);
        self.actor_mut(id).gender = person.gender;
        if self.traits(id).row.is_none() {
            self.traits_mut(id).row = Some(row);
            self.traits_mut(id).family = Some(super::trie::key(person.family));
            self.add_parts(id, person.name);
        }
        self.print_as(id, printed);
        self.add_parts(id, printed);
        id
    }

    /// A person that no table knows.
    pub fn new_person(&mut self, printed: &str) -> ActorId {
        let id = self.add(SmolStr::new(slug(printed)), printed, ActorKind::Person, None, "");
        self.print_as(id, printed);
        self.add_parts(id, printed);
        id
    }

    /// Keeps the longest form of a person's name that the report prints in mixed case.
    fn print_as(&mut self, id: ActorId, printed: &str) {
        let words = |name: &str| name.split_whitespace().count();
        if words(printed) < 2 || !printed.chars().any(char::is_lowercase) {
            return;
        }
        if !self.traits(id).printed || words(printed) > words(&self.actor(id).name) {
            self.actor_mut(id).name = printed.to_owned();
            self.traits_mut(id).printed = true;
        }
    }

    fn add_parts(&mut self, id: ActorId, name: &str) {
        pieces_of(name, |piece| {
            let part = SmolStr::new(piece);
            let parts = &mut self.traits[id.index()].parts;
            if !parts.contains(&part) {
                parts.push(part.clone());
                self.by_part.entry(part).or_default().push(id);
            }
        });
    }

    /// People whose names have the rarest of some folded words in them, the latest to come up where there are many.
    pub fn with_rarest(&self, parts: &[SmolStr]) -> &[ActorId] {
        let people = |part: &SmolStr| self.by_part.get(part.as_str()).map_or(&[][..], Vec::as_slice);
        let rarest = parts.iter().map(people).min_by_key(|people| people.len()).unwrap_or(&[]);
        &rarest[rarest.len().saturating_sub(NAMESAKES)..]
    }

    /// An unnamed group or source; `slug` is its noun.
    pub fn group(&mut self, country: Option<&str>, slug: &str, name: &str, sector: &str) -> ActorId {
        let id = match country {
            Some(country) => format_smolstr!("{country}:{slug}"),
            None => SmolStr::new(slug),
        };
        self.add(id, name, ActorKind::UnnamedGroup, country, sector)
    }

    /// Records a mention. `weight` is 1 where the actor acts, speaks or is dealt with, else 0.
    pub fn mention(&mut self, actor: ActorId, span: Span, head: TokenId, kind: MentionKind, weight: u32) {
        self.mentions.push(Mention { span, head, actor, kind });
        self.traits_mut(actor).weight += weight;
    }

    /// Notes a role, if it is new.
    pub fn note_role(&mut self, actor: ActorId, note: RoleNote) {
        let roles = &mut self.traits_mut(actor).roles;
        if !note.text.is_empty() && !roles.iter().any(|known| known.text == note.text && known.attached) {
            roles.push(note);
        }
    }
}
