//! The confronting parties, by how often and how closely the report joins them.
//!
//! In: spots. Out: codes of states or ids of armed groups, the two main ones first.

use super::spot::{Spot, Spots};
use super::tables::{Entry, Form, Tables};
use crate::reading::{ActorKind, Reading};
use crate::report::BlockKind;
use crate::text::TokenId;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Weight of a pair that "and", "between" or a hyphen joins, against 1 for a mention.
const JOINED: f32 = 2.0;
/// Weight of a pair that stands in one sentence.
const TOGETHER: f32 = 0.35;
/// At most so many parties of a sentence are paired.
const CROWD: usize = 6;

/// Finds the main parties.
pub(super) fn find(reading: &Reading<'_>, tables: &Tables, spots: &Spots) -> Vec<SmolStr> {
    let mut counts: BTreeMap<&str, f32> = BTreeMap::new();
    let mut pairs: BTreeMap<(&str, &str), f32> = BTreeMap::new();
    let mut here: Vec<(&str, &Spot)> = Vec::new();
    let mut next = 0;
    for sentence in &reading.sentences {
        here.clear();
        while let Some(spot) = spots.all.get(next).filter(|spot| spot.first < sentence.end.0) {
            next += 1;
            if let Some(party) = party(tables, spot) {
                here.push((party, spot));
            }
        }
        let weight = match reading.block_of(*sentence).kind {
            BlockKind::Headline | BlockKind::Summary => 2.0,
            BlockKind::Boilerplate | BlockKind::Byline => continue,
            _ => 1.0,
        };
        for (place, (party, spot)) in here.iter().enumerate() {
            let city = spot.state().is_some_and(|(_, form)| matches!(form, Form::Capital | Form::Metonym));
            *counts.entry(party).or_default() += if city { 0.5 } else { weight };
            for (other, later) in here.iter().skip(place + 1).take(CROWD) {
                if other == party {
                    continue;
                }
                let between = later.first.saturating_sub(spot.end);
                let link = (spot.end..later.first).any(|token| {
                    matches!(reading.lower(TokenId(token)), "and" | "-" | "–" | "with" | "/" | "against")
                });
                let bonus = if between <= 2 && link {
                    JOINED
                } else if between <= 5 && link {
                    JOINED / 2.0
                } else {
                    TOGETHER
                };
                let key = if party < other { (*party, *other) } else { (*other, *party) };
                *pairs.entry(key).or_default() += bonus * weight;
            }
        }
    }
    choose(&counts, &pairs)
}

fn choose<'t>(counts: &BTreeMap<&'t str, f32>, pairs: &BTreeMap<(&'t str, &'t str), f32>) -> Vec<SmolStr> {
    let count = |party: &str| counts.get(party).copied().unwrap_or(0.0);
    let strength = |(a, b): (&str, &str), joined: f32| joined + 0.5 * count(a).min(count(b));
    let best = pairs
        .iter()
        .map(|(pair, joined)| (strength(*pair, *joined), *pair))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let Some((top, (a, b))) = best else {
        let most = counts.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
        return most.map(|(party, _)| SmolStr::new(party)).into_iter().collect();
    };
    let mut sides = if count(a) >= count(b) { vec![a, b] } else { vec![b, a] };
    let with = |x: &'t str, y: &'t str| {
        let key = if x < y { (x, y) } else { (y, x) };
        pairs.get(&key).map_or(0.0, |joined| strength(key, *joined))
    };
    let third = counts
        .keys()
        .copied()
        .filter(|party| *party != a && *party != b)
        .map(|party| (with(a, party).min(with(b, party)), party));
    if let Some((strength, party)) = third.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(x.1)))
        && strength >= 0.72 * top
    {
        sides.push(party);
    }
    sides.into_iter().map(SmolStr::new).collect()
}

/// The state or armed group that a spot speaks of.
fn party<'t>(tables: &'t Tables, spot: &Spot) -> Option<&'t str> {
    match spot.entries.first()? {
        Entry::State(row, _) => Some(tables.states[*row as usize].code),
        Entry::Body(row) => {
            let body = &tables.bodies[*row as usize];
            match body.kind {
                ActorKind::ArmedGroup => Some(body.id),
                ActorKind::GovernmentBody => body.country.filter(|code| tables.state(code).is_some()),
                _ => None,
            }
        }
        Entry::Person(row) => {
            tables.people[*row as usize].country.filter(|code| tables.state(code).is_some())
        }
        _ => None,
    }
}
