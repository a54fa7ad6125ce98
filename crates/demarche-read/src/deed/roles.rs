//! Who did it and to whom: the parties at the places that a frame names, and those left to be understood.
//!
//! In: a trigger's shape. Out: its actors and recipients.

use super::clause::Clause;
use super::find::{Finder, Finding, Shape};
use super::fit;
use super::kind::{Coding, Kind};
use super::party::{self, core, country, parties, push};
use super::table::Place;
use crate::reading::Reading;
use crate::syntax::Upos;
use crate::text::{ActorId, TokenId};
use smol_str::SmolStr;

impl<'t> Finder<'_, '_, 't> {
    /// Finds the parties, then settles.
    pub(super) fn finish(&self, shape: Shape<'t>) -> Option<Finding> {
        let trigger = shape.clause.verb;
        let mut actors = Vec::new();
        for place in &shape.frame.actors {
            for actor in self.at(*place, &shape) {
                push(&mut actors, actor);
            }
        }
        let mut recipients = Vec::new();
        for place in &shape.frame.recipients {
            recipients = self.at(*place, &shape);
            recipients.retain(|actor| !actors.contains(actor));
            if !recipients.is_empty() {
                break;
            }
        }
        self.settle(shape, actors, recipients, trigger)
    }

    pub(super) fn parties_of_noun(&self, noun: TokenId, shape: &Shape<'_>) -> (Vec<ActorId>, Vec<ActorId>) {
        let mut actors =
            shape.clause.subject.map(|subject| parties(self.reading, subject)).unwrap_or_default();
        let reciprocal =
            shape.frame.coding.kind.is_reciprocal() || shape.frame.actors.contains(&Place::After("between"));
        for place in &shape.frame.actors {
            if !actors.is_empty() && !reciprocal {
                break;
            }
            for actor in self.noun_place(*place, noun, shape) {
                push(&mut actors, actor);
            }
        }
        let mut recipients = Vec::new();
        for place in &shape.frame.recipients {
            recipients = self.noun_place(*place, noun, shape);
            recipients.retain(|actor| !actors.contains(actor));
            if !recipients.is_empty() {
                break;
            }
        }
        (actors, recipients)
    }

    fn noun_place(&self, place: Place, noun: TokenId, shape: &Shape<'_>) -> Vec<ActorId> {
        match place {
            Place::Possessor => party::possessors(self.reading, noun),
            Place::Modifier => party::premodifiers(self.reading, noun),
            _ => self.at(place, shape),
        }
    }

    /// The parties at a place of a clause.
    pub(super) fn at(&self, place: Place, shape: &Shape<'_>) -> Vec<ActorId> {
        let reading = self.reading;
        let clause = &shape.clause;
        let of = |token: Option<TokenId>| token.map(|token| parties(reading, token)).unwrap_or_default();
        match place {
            Place::Subject => of(clause.subject),
            Place::Object => {
                let found = of(shape.argument.or(clause.object));
                if found.is_empty() { of(clause.object) } else { found }
            }
            Place::Indirect => of(clause.indirect),
            Place::Complement => self.complement_parties(clause),
            Place::Possessor | Place::Modifier => Vec::new(),
            Place::After(preposition) => {
                let mut found = Vec::new();
                for (case, noun) in &clause.phrases {
                    if reading.lower(*case) == preposition {
                        for actor in parties(reading, *noun) {
                            push(&mut found, actor);
                        }
                    }
                }
                found
            }
        }
    }

    /// Whom a complement clause is about: its own subject, else its objects and phrases.
    fn complement_parties(&self, clause: &Clause) -> Vec<ActorId> {
        let reading = self.reading;
        let Some(complement) = clause.complement else { return Vec::new() };
        let below = Clause::of(reading, complement);
        if let Some(subject) = reading.subject(complement) {
            let found = parties(reading, subject);
            if !found.is_empty() {
                return found;
            }
        }
        for token in [below.object, below.indirect]
            .into_iter()
            .flatten()
            .chain(below.phrases.iter().map(|(_, noun)| *noun))
        {
            let found = parties(reading, token);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The other parties where the text leaves them to be understood: the other side of the matter for what one side
    /// does, both sides for what a third party says of it.
    pub(super) fn understood(&self, coding: Coding, actors: &[ActorId]) -> Vec<ActorId> {
        let reading = self.reading;
        let kind = coding.kind;
        if matches!(kind, Kind::Assault | Kind::Protest | Kind::Aid | Kind::Cooperate) || actors.is_empty() {
            return Vec::new();
        }
        let one_country = distinct(reading, actors.iter()) == 1;
        if kind.is_reciprocal() && !one_country {
            return Vec::new();
        }
        if let Some(other) = party::other_side(reading, actors) {
            return vec![other];
        }
        let sides = reading.parties();
        let third = !actors
            .iter()
            .any(|actor| sides.iter().any(|side| reading.country_of(*side) == reading.country_of(*actor)));
        let speaks =
            matches!(kind, Kind::Support | Kind::Request | Kind::Agree | Kind::Threaten | Kind::Consult);
        if third && speaks && (2..=3).contains(&sides.len()) { sides.to_vec() } else { Vec::new() }
    }

    /// Whether the subject is people, though not of a known party ("farmers", "two gunmen").
    pub(super) fn is_told_of_people(&self, shape: &Shape<'_>) -> bool {
        let reading = self.reading;
        let deed = shape.coding.kind.is_hostile_deed() || shape.coding.kind == Kind::Retreat;
        shape.clause.subject.map(|subject| core(reading, subject)).is_some_and(|subject| {
            match reading.upos(subject) {
                Upos::Propn => true,
                Upos::Noun => {
                    reading.mention_at(subject).is_some()
                        || (deed && fit::classes(reading, self.tables, subject) & self.tables.people != 0)
                }
                _ => false,
            }
        })
    }
}

/// How many countries some actors are of.
pub fn distinct<'a>(reading: &Reading<'_>, actors: impl Iterator<Item = &'a ActorId>) -> usize {
    let mut countries: Vec<SmolStr> = actors.filter_map(|actor| country(reading, *actor)).collect();
    countries.sort_unstable();
    countries.dedup();
    countries.len()
}
