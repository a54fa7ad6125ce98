//! One cast for all reports: each actor once, and the party it speaks for.

use crate::situation::Actor;
use crate::{Item, country, words};
use demarche_read::record::{self, ActorKind};
use std::collections::BTreeMap;

/// All actors of the reports, by id.
pub struct Cast {
    all: BTreeMap<String, Actor>,
}

impl Cast {
    /// Gathers the actors; the latest report's name and role stand, mentions add up.
    pub fn gather(items: &[&Item]) -> Cast {
        let mut all: BTreeMap<String, Actor> = BTreeMap::new();
        for item in items {
            for actor in &item.record.actors {
                let entry = all.entry(actor.id.clone()).or_insert_with(|| Actor {
                    id: actor.id.clone(),
                    name: actor.name.clone(),
                    kind: actor.kind,
                    country: actor.country.clone(),
                    sector: actor.sector.clone(),
                    role: None,
                    party: party(actor),
                    mentions: 0,
                });
                entry.mentions += actor.mentions.len();
                if actor.role.is_some() {
                    entry.role.clone_from(&actor.role);
                }
                if entry.country.is_none() && actor.country.is_some() {
                    entry.country.clone_from(&actor.country);
                    entry.party = party(actor);
                }
            }
        }
        let mut cast = Cast { all };
        cast.side_with_groups();
        cast
    }

    /// Whoever holds an office of an armed group speaks for it, not for the country it is of.
    fn side_with_groups(&mut self) {
        let groups: Vec<(String, Option<String>, String)> = self
            .all
            .values()
            .filter(|actor| actor.kind == ActorKind::ArmedGroup)
            .map(|actor| (actor.id.clone(), actor.country.clone(), actor.name.to_lowercase()))
            .collect();
        for actor in self.all.values_mut().filter(|actor| actor.kind != ActorKind::ArmedGroup) {
            let Some(role) = actor.role.as_ref().map(|role| role.to_lowercase()) else { continue };
            let group =
                groups.iter().find(|(_, country, name)| *country == actor.country && role.contains(name));
            if let Some((id, ..)) = group {
                actor.party.clone_from(id);
            }
        }
    }

    /// The party an actor speaks for.
    pub fn party(&self, id: &str) -> String {
        self.all.get(id).map_or_else(|| id.to_owned(), |actor| actor.party.clone())
    }

    /// The party that holds a position: where one of an armed group speaks, his group rather than the country it is of.
    pub fn holder(&self, holder: &str, by: Option<&str>) -> String {
        let party = self.party(holder);
        match by.map(|by| self.party(by)) {
            Some(speaker) if speaker.split_once(':').is_some_and(|(country, _)| country == party) => speaker,
            _ => party,
        }
    }

    /// What an actor is.
    pub fn kind(&self, id: &str) -> Option<ActorKind> {
        self.all.get(id).map(|actor| actor.kind)
    }

    /// The words that some parties are called by, as numbers, sorted.
    pub fn names(&self, parties: &[&str]) -> Vec<u32> {
        let mut all = Vec::new();
        for id in parties {
            let code = id.split(':').next().unwrap_or(id);
            all.extend(country::name(code).map(words::concepts).unwrap_or_default());
            all.extend(country::adjective(code).map(words::concepts).unwrap_or_default());
            all.extend(self.all.get(*id).map(|actor| words::concepts(&actor.name)).unwrap_or_default());
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Parties of several actors, sorted, each once.
    pub fn parties(&self, ids: &[String]) -> Vec<String> {
        let mut parties: Vec<String> = ids.iter().map(|id| self.party(id)).collect();
        parties.sort();
        parties.dedup();
        parties
    }

    /// Whether an actor is a state or armed group, or speaks for one.
    fn confronts(&self, party: &str) -> bool {
        self.all.get(party).map_or(party.len() == 3, |actor| {
            matches!(actor.kind, ActorKind::State | ActorKind::ArmedGroup | ActorKind::ArmedForce)
        })
    }

    /// The two parties that the reports turn on: those most often named together as parties of a channel, as actor and
    /// recipient of an event, as holder of a position and the one it is held toward.
    pub fn protagonists(&self, items: &[&Item]) -> Vec<String> {
        let mut pairs: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut single: BTreeMap<String, usize> = BTreeMap::new();
        let mut count = |left: &str, right: &str, weight: usize| {
            let (left, right) = (self.party(left), self.party(right));
            if left != right && self.confronts(&left) && self.confronts(&right) {
                *pairs.entry(if left < right { (left, right) } else { (right, left) }).or_default() += weight;
            }
        };
        for item in items {
            for channel in &item.record.channels {
                for (index, left) in channel.parties.iter().enumerate() {
                    for right in &channel.parties[index + 1..] {
                        count(left, right, 3);
                    }
                }
            }
            for event in &item.record.events {
                for left in &event.actors {
                    for right in &event.recipients {
                        count(left, right, 1);
                    }
                }
            }
            for position in &item.record.positions {
                if let Some(toward) = &position.toward {
                    count(&position.holder, toward, 1);
                }
            }
            for actor in &item.record.actors {
                let party = self.party(&actor.id);
                if self.confronts(&party) {
                    *single.entry(party).or_default() += actor.mentions.len();
                }
            }
        }
        // Mentions break ties, so that a third state named once beside the two does not win.
        let best = pairs.iter().max_by_key(|((left, right), count)| {
            let spoken = single.get(left).unwrap_or(&0).min(single.get(right).unwrap_or(&0));
            (**count, *spoken, std::cmp::Reverse((left, right)))
        });
        if let Some(((left, right), _)) = best {
            return vec![left.clone(), right.clone()];
        }
        let mut singles: Vec<(&String, &usize)> = single.iter().collect();
        singles.sort_by_key(|(id, count)| (std::cmp::Reverse(**count), *id));
        singles.into_iter().take(2).map(|(id, _)| id.clone()).collect()
    }

    /// The actors, in order of their ids.
    pub fn into_actors(self) -> Vec<Actor> {
        self.all.into_values().collect()
    }
}

/// An armed group is its own party; anybody else speaks for the country, where one is known.
fn party(actor: &record::Actor) -> String {
    match (&actor.kind, &actor.country) {
        (ActorKind::ArmedGroup, _) | (_, None) => actor.id.clone(),
        (_, Some(country)) => country.clone(),
    }
}
