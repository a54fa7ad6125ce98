//! Whose position it is: the party of a subject, an owner or a speaker.
//!
//! In: a token of the tree, or a passage. Out: the parties it stands for.

use crate::reading::{ActorKind, Reading};
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, TokenId};

/// Words of a role that say its bearer no longer speaks, or never spoke, for a party.
const PRIVATE: [&str; 24] = [
    "former",
    "ex-",
    "retired",
    "analyst",
    "professor",
    "scholar",
    "economist",
    "trader",
    "author",
    "historian",
    "fellow",
    "expert",
    "researcher",
    "consultant",
    "strategist",
    "activist",
    "journalist",
    "correspondent",
    "broker",
    "lawyer",
    "underwriter",
    "columnist",
    "lecturer",
    "academic",
];

/// Whether an actor can hold a position of its own.
fn holds_positions(reading: &Reading<'_>, actor: ActorId) -> bool {
    reading.is_party(actor)
        || (reading.country_of(actor).is_some()
            && matches!(
                reading.actor(actor).kind,
                ActorKind::GovernmentBody | ActorKind::ArmedForce | ActorKind::Organisation
            ))
}

/// Whether an actor speaks for its party.
pub fn speaks_for_party(reading: &Reading<'_>, actor: ActorId) -> bool {
    let who = reading.actor(actor);
    if who.kind == ActorKind::Media {
        return false;
    }
    let is_private = |words: &str| {
        let words = words.to_lowercase();
        PRIVATE.iter().any(|word| words.contains(word))
    };
    !who.role.as_deref().is_some_and(is_private)
}

/// The parties that an actor stands for, if they can hold positions.
pub fn parties_of(reading: &Reading<'_>, actor: ActorId) -> Vec<ActorId> {
    if !speaks_for_party(reading, actor) {
        return Vec::new();
    }
    let mut parties = reading.parties_of(actor);
    parties.retain(|party| holds_positions(reading, *party));
    parties
}

/// The party whose word a token is: that of the speaker of the statement it stands in.
pub fn of_speaker(reading: &Reading<'_>, id: TokenId) -> Vec<ActorId> {
    reading.sayer_of(id).map_or_else(Vec::new, |speaker| parties_of(reading, speaker))
}

/// Whether a word means the speaker's own side.
pub fn is_own_side(reading: &Reading<'_>, id: TokenId) -> bool {
    // "US" is no pronoun.
    let is_state = reading.form(id) == "US" && reading.upos(id) == Upos::Propn;
    !is_state && matches!(reading.lower(id), "i" | "we" | "us" | "me" | "our" | "my" | "ours" | "ourselves")
}

/// The parties that a phrase names, or whose people it names.
pub fn of_phrase(reading: &Reading<'_>, head: TokenId) -> Vec<ActorId> {
    if is_own_side(reading, head) {
        return of_speaker(reading, head);
    }
    if is_people(reading, head) {
        return Vec::new();
    }
    let mut parties = reading.actor_of_phrase(head).map_or_else(Vec::new, |actor| parties_of(reading, actor));
    for other in reading.children_with(head, Deprel::Conj) {
        if let Some(actor) = reading.actor_of_phrase(other) {
            parties.extend(parties_of(reading, actor));
        }
    }
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// Whether a phrase means some of a people ("more Venezuelans", "two London underwriters") and not its state.
pub fn is_people(reading: &Reading<'_>, head: TokenId) -> bool {
    let has =
        |words: &[&str]| reading.children(head).iter().any(|child| words.contains(&reading.lower(*child)));
    let is_demonym = reading.token(head).xpos == "NNPS"
        && ["ans", "ese", "is", "ians", "eks", "rds", "ds", "ns"]
            .iter()
            .any(|end| reading.lower(head).ends_with(end));
    (is_demonym && (!has(&["the"]) || has(&["more", "many", "most", "some"])))
        || PRIVATE.iter().any(|word| reading.lemma(head).starts_with(word))
}

/// The parties that own what a phrase names: "Iran's missiles", "Turkish troops", "the demands of Kyiv".
pub fn of_owner(reading: &Reading<'_>, head: TokenId) -> Vec<ActorId> {
    let own = |child: &TokenId| {
        matches!(
            reading.deprel(*child),
            Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Nmod | Deprel::NmodDesc
        ) && (reading.deprel(*child) != Deprel::Nmod || is_of(reading, *child))
    };
    reading
        .children(head)
        .iter()
        .filter(|child| own(child))
        .map(|child| of_phrase(reading, *child))
        .find(|parties| !parties.is_empty())
        .unwrap_or_default()
}

fn is_of(reading: &Reading<'_>, id: TokenId) -> bool {
    reading
        .child(id, Deprel::Case)
        .is_some_and(|case| matches!(reading.lower(case), "of" | "for" | "from" | "by"))
}

/// The one party among several, or none.
pub fn only(parties: &[ActorId]) -> Option<ActorId> {
    match parties {
        [one] => Some(*one),
        _ => None,
    }
}
