//! Who stands behind a word: party, country and the confronting sides, as later stages ask for them.
//!
//! Needs: actors and mentions.

use super::{ActorKind, Reading};
use crate::syntax::Deprel;
use crate::text::{ActorId, TokenId};
use std::collections::BTreeSet;

impl Reading<'_> {
    /// The country code of an actor, where known.
    pub fn country_of(&self, actor: ActorId) -> Option<&str> {
        self.actor(actor).country.as_deref()
    }

    /// The state, international body or armed group that an actor speaks for; itself where none is known.
    pub fn party_of(&self, actor: ActorId) -> ActorId {
        self.actor(actor).party.unwrap_or(actor)
    }

    /// The parties of an actor: those of its members for a group, else the one it speaks for.
    pub fn parties_of(&self, actor: ActorId) -> Vec<ActorId> {
        let members = &self.actor(actor).members;
        let mut parties: Vec<ActorId> = match members.is_empty() {
            true => vec![self.party_of(actor)],
            false => members.iter().map(|member| self.party_of(*member)).collect(),
        };
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    /// Every actor that a statement, event, channel, position, expectation or conflict names.
    pub fn actors_of_facts(&self) -> BTreeSet<ActorId> {
        let said = self.statements.iter().flat_map(|fact| fact.by.into_iter().chain(fact.to));
        let done = self.events.iter().flat_map(|fact| fact.actors.iter().chain(&fact.recipients).copied());
        let dealt = self
            .channels
            .iter()
            .flat_map(|fact| fact.parties.iter().chain(&fact.intermediaries).copied().chain(fact.by));
        let stood = self
            .positions
            .iter()
            .flat_map(|fact| std::iter::once(fact.holder).chain(fact.by).chain(fact.toward));
        let expected = self.expectations.iter().filter_map(|fact| fact.by);
        let told = self.conflicts.iter().flat_map(|fact| fact.sides.iter().filter_map(|(by, _)| *by));
        said.chain(done).chain(dealt).chain(stood).chain(expected).chain(told).collect()
    }

    /// The confronting parties of the report, most salient first: states, armed groups, rarely international bodies.
    pub fn parties(&self) -> &[ActorId] {
        &self.parties
    }

    /// Whether an actor is a state or a body that acts as one party.
    pub fn is_party(&self, actor: ActorId) -> bool {
        matches!(self.actor(actor).kind, ActorKind::State | ActorKind::ArmedGroup)
            || self.actor(actor).party == Some(actor)
    }

    /// The actor of the phrase that a token belongs to: of the mention it heads, else of a part of its name or of
    /// what stands in apposition to it.
    pub fn actor_of_phrase(&self, token: TokenId) -> Option<ActorId> {
        if let Some(actor) = self.actor_at(token) {
            return Some(actor);
        }
        let same = |deprel: Deprel| matches!(deprel, Deprel::Flat | Deprel::Appos | Deprel::NmodDesc);
        let below = self
            .children(token)
            .iter()
            .copied()
            .filter(|child| same(self.deprel(*child)) || self.deprel(*child) == Deprel::Compound)
            .filter(|child| self.deprel(*child) != Deprel::Compound || self.names_person(*child))
            .find_map(|child| self.actor_at(child));
        below.or_else(|| {
            let head = self.head(token).filter(|_| same(self.deprel(token)))?;
            self.actor_at(head)
        })
    }

    /// Whether a token heads the mention of a person.
    fn names_person(&self, token: TokenId) -> bool {
        self.actor_at(token).is_some_and(|actor| self.actor(actor).kind == ActorKind::Person)
    }
}
