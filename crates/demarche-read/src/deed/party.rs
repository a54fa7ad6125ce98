//! Which actors a noun phrase names: its head, or whoever modifies it.
//!
//! In: the head token of a phrase. Out: actors with a country, in the order of the text.

use super::clause::coordinated;
use crate::reading::{ActorKind, Reading};
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, TokenId};
use smol_str::SmolStr;

/// Nouns that only count or bundle what follows their "of".
const MEASURES: &[&str] = &[
    "array", "batch", "couple", "dozen", "flurry", "group", "handful", "host", "hundred", "kind", "lot",
    "majority", "million", "number", "package", "pair", "part", "piece", "raft", "range", "round", "score",
    "sequence", "series", "set", "sort", "spate", "state", "string", "thousand", "type", "variety", "volley",
    "wave",
];

/// The noun that a phrase is about: "a series of strikes" is about strikes.
pub fn core(reading: &Reading<'_>, head: TokenId) -> TokenId {
    if MEASURES.binary_search(&reading.lemma(head)).is_err() {
        return head;
    }
    let of =
        |noun: &TokenId| reading.children_with(*noun, Deprel::Case).any(|case| reading.lower(case) == "of");
    reading.children_with(head, Deprel::Nmod).find(of).unwrap_or(head)
}

/// The country of an actor: its own, or that of a member.
pub fn country(reading: &Reading<'_>, actor: ActorId) -> Option<SmolStr> {
    reading.actor(actor).country.clone()
}

/// The parties that a phrase names.
pub fn parties(reading: &Reading<'_>, head: TokenId) -> Vec<ActorId> {
    let mut found = Vec::new();
    for noun in coordinated(reading, core(reading, head)) {
        if !named_by(reading, noun, &mut found) {
            modifiers(reading, noun, &mut found);
        }
    }
    found
}

/// Adds the actor that a token's own mention stands for; `false` if that names no party.
fn named_by(reading: &Reading<'_>, token: TokenId, found: &mut Vec<ActorId>) -> bool {
    let Some(id) = reading.actor_of_phrase(token) else { return false };
    let actor = reading.actor(id);
    if !actor.members.is_empty() {
        let members = actor.members.clone();
        members.into_iter().for_each(|member| push(found, member));
        return true;
    }
    if actor.country.is_none() || actor.kind == ActorKind::Media {
        return false;
    }
    push(found, id);
    true
}

/// Adds the parties that modify a noun: its owner, its adjective, or the nearest phrase behind it.
fn modifiers(reading: &Reading<'_>, noun: TokenId, found: &mut Vec<ActorId>) {
    let before = found.len();
    for relation in [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::Appos, Deprel::Flat] {
        for child in reading.children_with(noun, relation) {
            for part in coordinated(reading, child) {
                named_by(reading, part, found);
            }
            // "the Iranian navy's ships": the owner is itself described.
            if found.len() == before && relation == Deprel::NmodPoss {
                for inner in reading.children(child) {
                    if matches!(reading.deprel(*inner), Deprel::Amod | Deprel::Compound | Deprel::NmodPoss) {
                        named_by(reading, *inner, found);
                    }
                }
            }
        }
        if found.len() > before {
            return;
        }
    }
    for preposition in ["by", "from", "of", "in", "between", "against", "for", "with", "to"] {
        for child in reading.children_with(noun, Deprel::Nmod) {
            if !reading.children_with(child, Deprel::Case).any(|case| reading.lower(case) == preposition) {
                continue;
            }
            for part in coordinated(reading, child) {
                if named_by(reading, part, found) {
                    continue;
                }
                for inner in reading.children(part) {
                    if matches!(reading.deprel(*inner), Deprel::Amod | Deprel::Compound | Deprel::NmodPoss) {
                        named_by(reading, *inner, found);
                    }
                }
            }
        }
        if found.len() > before {
            return;
        }
    }
}

/// The owner of a noun ("Iran's", "its").
pub fn possessors(reading: &Reading<'_>, noun: TokenId) -> Vec<ActorId> {
    reading.children_with(noun, Deprel::NmodPoss).flat_map(|owner| parties(reading, owner)).collect()
}

/// The parties in the adjectives and nouns before a noun ("Russian", "US-Iranian").
pub fn premodifiers(reading: &Reading<'_>, noun: TokenId) -> Vec<ActorId> {
    let mut found = Vec::new();
    for child in reading.children(noun) {
        if matches!(reading.deprel(*child), Deprel::Amod | Deprel::Compound) && *child < noun {
            for part in coordinated(reading, *child) {
                named_by(reading, part, &mut found);
            }
            for inner in reading.children(*child) {
                named_by(reading, *inner, &mut found);
            }
        }
    }
    found
}

/// Whether a phrase names somebody or some place, known or not.
pub fn is_named(reading: &Reading<'_>, head: TokenId) -> bool {
    coordinated(reading, core(reading, head))
        .into_iter()
        .any(|noun| reading.actor_of_phrase(noun).is_some() || reading.upos(noun) == Upos::Propn)
}

/// The other of the two main sides, where these actors are all of the one.
pub fn other_side(reading: &Reading<'_>, actors: &[ActorId]) -> Option<ActorId> {
    let [one, other, ..] = reading.parties() else { return None };
    let all = |side: ActorId| {
        let code = reading.country_of(side);
        !actors.is_empty() && actors.iter().all(|actor| reading.country_of(*actor) == code)
    };
    if all(*one) { Some(*other) } else { all(*other).then_some(*one) }
}

/// Adds an actor once.
pub fn push(found: &mut Vec<ActorId>, actor: ActorId) {
    if !found.contains(&actor) {
        found.push(actor);
    }
}
