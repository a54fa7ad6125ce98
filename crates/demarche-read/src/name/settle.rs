//! Settles the cast after the walk: roles, countries, parties, and who is only passed by.
//!
//! In: the walked cast. Out: actors as the record prints them.

use super::cast::Cast;
use super::tables::Tables;
use crate::reading::ActorKind;
use crate::text::ActorId;
use smol_str::SmolStr;
use std::cmp::Reverse;

/// How many mentions after a description its name may come.
const NEAR: usize = 8;
/// At most so many roles of one person are printed.
const ROLES: usize = 3;

/// International bodies that count as countries of their own.
const INTERNATIONAL: &[&str] = &[
    "AL", "ASEAN", "AU", "BRICS", "CSTO", "CTBTO", "EAC", "ECOWAS", "EU", "G20", "G7", "GCC", "IAEA", "ICAO",
    "ICC", "ICJ", "ICRC", "IGAD", "IMO", "INTERPOL", "NATO", "OAS", "OIC", "OPCW", "OPEC", "OSCE", "SADC",
    "SCO", "UN", "UNHCR", "UNICEF", "UNRWA", "WFP", "WHO",
];

/// Whether a code is that of an international body.
pub(super) fn is_international(code: &str) -> bool {
    INTERNATIONAL.binary_search(&code).is_ok()
}

/// Settles every actor.
pub(super) fn settle(cast: &mut Cast, tables: &Tables, day: Option<&str>) {
    merge_governments(cast);
    for index in 0..cast.actors.len() {
        let id = ActorId::at(index);
        settle_office(cast, tables, id, day);
        settle_role(cast, tables, id, day);
        settle_country(cast, tables, id);
    }
    merge_offices(cast);
    for index in 0..cast.actors.len() {
        let id = ActorId::at(index);
        let party = party(cast, tables, id);
        cast.actor_mut(id).party = party;
        let weight = cast.traits(id).weight;
        let actor = cast.actor_mut(id);
        actor.incidental = weight == 0 || !actor.members.is_empty() && actor.id.contains('+');
    }
}

/// A person whom the table has in an international office on the day ("eu special representative") speaks for that body.
fn settle_office(cast: &mut Cast, tables: &Tables, id: ActorId, day: Option<&str>) {
    let office = cast.traits(id).row.and_then(|row| tables.people[row as usize].role_on(day));
    let code = office.and_then(|role| role.split(' ').next()).map(str::to_uppercase);
    if let Some(code) = code.filter(|code| is_international(code)) {
        cast.actor_mut(id).country = Some(SmolStr::new(code));
    }
}

/// The role: what stands with the name, the longest first, then descriptions; else the table's.
fn settle_role(cast: &mut Cast, tables: &Tables, id: ActorId, day: Option<&str>) {
    let traits = cast.traits(id);
    let mut notes: Vec<_> = traits.roles.iter().collect();
    notes.sort_by_key(|note| {
        (!note.attached, Reverse(note.text.split(' ').count().min(8)), Reverse(note.text.len()))
    });
    let mut told: Vec<&str> = Vec::new();
    for note in notes {
        let text = note.text.as_str();
        if told.len() < ROLES && !told.iter().any(|known| is_within(text, known)) {
            told.push(text);
        }
    }
    let told = (!told.is_empty()).then(|| told.join(", "));
    let known = traits.row.and_then(|row| tables.people[row as usize].role_on(day)).map(str::to_owned);
    cast.actor_mut(id).role = told.or(known);
}

/// Whether every word of a role stands in another.
fn is_within(text: &str, other: &str) -> bool {
    let words =
        |text: &'_ str| -> Vec<String> { text.split([' ', '-', '(', ')', ',']).map(str::to_owned).collect() };
    let all = words(other);
    words(text).iter().all(|word| all.contains(word))
}

/// A body that is no party to anything has no country of its own.
fn settle_country(cast: &mut Cast, tables: &Tables, id: ActorId) {
    let actor = cast.actor_mut(id);
    let foreign =
        actor.country.as_ref().is_some_and(|code| tables.state(code).is_none() && !is_international(code));
    if foreign && actor.kind != ActorKind::State {
        actor.country = None;
    }
}

/// "The European Union's envoy" of the lead is the person of that country who is named right after and given no other role.
fn merge_offices(cast: &mut Cast) {
    let offices: Vec<ActorId> = (0..cast.actors.len())
        .map(ActorId::at)
        .filter(|id| cast.actor(*id).kind == ActorKind::Person && cast.actor(*id).id.contains(':'))
        .collect();
    for office in offices {
        let Some(place) = cast.mentions.iter().position(|mention| mention.actor == office) else { continue };
        let country = cast.actor(office).country.clone();
        let named =
            cast.mentions.iter().skip(place + 1).take(NEAR).map(|mention| mention.actor).find(|other| {
                let actor = cast.actor(*other);
                actor.kind == ActorKind::Person
                    && *other != office
                    && actor.country == country
                    && !actor.id.contains(':')
            });
        let first_named =
            |person: ActorId| cast.mentions.iter().position(|mention| mention.actor == person) > Some(place);
        let role = cast.actor(office).role.clone().unwrap_or_default();
        let fits = |person: ActorId| {
            let told = !cast.traits(person).roles.iter().any(|note| note.attached && note.row.is_some());
            told || cast.actor(person).role.as_deref().is_some_and(|known| is_within(&role, known))
        };
        let Some(person) = named.filter(|person| first_named(*person) && fits(*person)) else { continue };
        for mention in cast.mentions.iter_mut().filter(|mention| mention.actor == office) {
            mention.actor = person;
        }
        cast.traits_mut(office).weight = 0;
        let known = cast.actor(person).role.clone();
        if !known.as_deref().is_some_and(|known| is_within(&role, known)) {
            cast.actor_mut(person).role =
                Some(known.map_or(role.clone(), |known| format!("{role}, {known}")));
        }
    }
}

/// "The Afghan government" is Afghanistan, unless the report never names the state itself.
fn merge_governments(cast: &mut Cast) {
    let governments: Vec<(ActorId, ActorId)> = (0..cast.actors.len())
        .map(ActorId::at)
        .filter_map(|id| {
            let code = cast.actor(id).id.strip_suffix(":government")?;
            let state = cast.find(code)?;
            (cast.traits(state).weight > 0).then_some((id, state))
        })
        .collect();
    for (government, state) in governments {
        for mention in cast.mentions.iter_mut().filter(|mention| mention.actor == government) {
            mention.actor = state;
        }
        if !cast.traits(state).printed && cast.actor(government).name.contains(' ') {
            cast.actor_mut(state).name = cast.actor(government).name.clone();
        }
        for actor in &mut cast.actors {
            actor
                .members
                .iter_mut()
                .filter(|member| **member == government)
                .for_each(|member| *member = state);
        }
        cast.traits_mut(government).weight = 0;
    }
}

/// The state, international body or armed group that an actor belongs to.
fn party(cast: &mut Cast, tables: &Tables, id: ActorId) -> Option<ActorId> {
    let actor = cast.actor(id);
    let code = match actor.kind {
        ActorKind::State | ActorKind::ArmedGroup => return Some(id),
        _ if !actor.members.is_empty() => return None,
        _ => actor.country.clone()?,
    };
    if tables.state(&code).is_some() {
        return Some(cast.state(tables, &code));
    }
    if let Some(known) = cast.find(&code) {
        return Some(known);
    }
    match tables.body_by_id.get(code.as_str()) {
        Some(row) => Some(cast.body(tables, *row)),
        None => Some(cast.add(SmolStr::new(&code), &code, ActorKind::Organisation, Some(&code), "IGO")),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn international_bodies_are_sorted() {
        assert!(super::INTERNATIONAL.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
