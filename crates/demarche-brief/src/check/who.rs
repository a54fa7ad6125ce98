//! Who: whether those whom a claim names, and whose word it reports, are those of the passage it rests on.
//!
//! In: a claim and a passage. Out: faults.

use crate::ask::find::{is, is_protagonist, meets};
use crate::ask::index::Entry;
use crate::ask::question::Named;
use crate::ask::token::words;
use crate::check::fault::Fault;
use crate::check::reports::Reports;
use crate::name;
use demarche_assess::situation::{Situation, Span, Statement};
use demarche_assess::vocabulary::ActorKind;
use std::ops::Range;

/// Whose word a claim reports.
pub enum Speaker {
    /// A person whom the reports know.
    Person(String),
    /// Somebody who speaks for a party.
    Party(String),
}

/// The statement of a draft's sentence that holds most of a claim, where it holds anything of it.
pub fn statement<'d>(sentence: &Entry<'d>, range: &Range<usize>) -> Option<&'d Statement> {
    let start = sentence.passage.span.start as usize;
    let held = |statement: &Statement| {
        let span = statement.content.span.range();
        sentence.tokens[range.clone()].iter().filter(|token| span.contains(&(start + token.start))).count()
    };
    sentence
        .statements()
        .filter(|statement| {
            statement.content.doc == sentence.passage.doc && 3 * held(statement) > range.len()
        })
        .max_by_key(|statement| held(statement))
}

/// Whose word a statement of the draft is, among those whom the reports know.
pub fn speaker(statement: &Statement, draft: &Situation, reports: &Reports<'_>) -> Option<Speaker> {
    let by = statement.by.as_deref()?;
    let actor = draft.actor(by);
    // "Officials" and "analysts" may be anybody's.
    if actor.is_some_and(|actor| actor.kind == ActorKind::UnnamedGroup && actor.country.is_none()) {
        return None;
    }
    if actor.is_none_or(|actor| actor.kind != ActorKind::Person) {
        return Some(Speaker::Party(draft.party(by).to_owned()));
    }
    if reports.situation.actor(by).is_some() {
        return Some(Speaker::Person(by.to_owned()));
    }
    let tokens = words(&actor?.name);
    let known = reports.callings.named(&tokens).into_iter().find(|who| who.party.is_none());
    known.and_then(|who| who.actors.into_iter().next()).map(Speaker::Person)
}

/// A fault where a passage is somebody else's word than the speaker's, or than that of those who are `credited` with a
/// quotation beside it; `places` are the words in the passage that the claim rests on.
pub fn compare_speaker(
    speaker: &Speaker,
    credited: &[Named],
    reports: &Reports<'_>,
    number: usize,
    places: &[usize],
) -> Option<Fault> {
    let situation = reports.situation;
    let entry = reports.entry(number);
    let start = entry.passage.span.start as usize;
    let at = |place: &usize| start + entry.tokens[*place].start;
    let holds = |statement: &&Statement| {
        let span = statement.content.span.range();
        2 * places.iter().filter(|place| span.contains(&at(place))).count() > places.len()
    };
    let said: Vec<&Statement> = entry.statements().filter(holds).collect();
    let sayers: Vec<&str> = said
        .iter()
        .flat_map(|statement| [statement.by.as_deref(), statement.reported_by.as_deref()])
        .flatten()
        .collect();
    if sayers.is_empty() {
        return unattributed(speaker, reports, number);
    }
    if sayers.iter().any(|sayer| credited.iter().any(|who| who.actors.iter().any(|id| id == sayer))) {
        return None;
    }
    let is_person = |id: &str| situation.actor(id).is_some_and(|actor| actor.kind == ActorKind::Person);
    let agrees = sayers.iter().any(|sayer| match speaker {
        Speaker::Person(person) => {
            sayer == person || !is_person(sayer) && situation.party(sayer) == situation.party(person)
        }
        Speaker::Party(party) => situation.party(sayer) == party || !known(situation, party),
    });
    if agrees || names_outside(speaker, reports, entry, &said) {
        return None;
    }
    let own = sayers.iter().find(|sayer| is_person(sayer)).or(sayers.first())?;
    Some(Fault::clash(format!(
        "the reports have it from {}, not {}",
        call(situation, own),
        called(situation, speaker)
    )))
}

/// A fault where nobody says what a passage says, and it does not so much as name the person.
fn unattributed(speaker: &Speaker, reports: &Reports<'_>, number: usize) -> Option<Fault> {
    let Speaker::Person(person) = speaker else { return None };
    let block = reports.entry(number).block;
    let names = |other: &usize| {
        let entry = reports.entry(*other);
        entry.block == block && entry.actors.iter().any(|actor| actor == person)
    };
    let named = reports.around(number).keys().any(names);
    (!named).then(|| Fault::beyond(format!("the passage is not {}’s word", call(reports.situation, person))))
}

fn known(situation: &Situation, party: &str) -> bool {
    situation.actors.iter().any(|actor| actor.party == party)
}

/// Whether the passage names the speaker outside what is said: "The embassy, Todd said, was told".
fn names_outside(speaker: &Speaker, reports: &Reports<'_>, entry: &Entry<'_>, said: &[&Statement]) -> bool {
    let start = entry.passage.span.start as usize;
    let inside = |range: &Range<usize>| {
        let place = |token: usize| start + entry.tokens.get(token).map_or(0, |token| token.start);
        let held = |span: Span| span.range().contains(&place(range.start));
        said.iter().all(|statement| held(statement.content.span))
    };
    let same = |who: &Named| match speaker {
        Speaker::Person(person) => who.actors.iter().any(|actor| actor == person),
        Speaker::Party(party) => is(reports.situation, party, who),
    };
    reports.callings.named(&entry.tokens).iter().any(|who| same(who) && !inside(&who.tokens))
}

fn called(situation: &Situation, speaker: &Speaker) -> String {
    match speaker {
        Speaker::Person(id) | Speaker::Party(id) => call(situation, id),
    }
}

/// An actor by name, without more.
pub fn call(situation: &Situation, id: &str) -> String {
    let person = situation.actor(id).filter(|actor| actor.kind == ActorKind::Person);
    person.map_or_else(|| name::Naming::new(situation).call(Some(id)), |actor| actor.name.clone())
}

/// How well a passage, with what stands around it, meets a name: 0 to 1.
pub fn presence(reports: &Reports<'_>, number: usize, who: &Named) -> f32 {
    let situation = reports.situation;
    if meets(situation, reports.entry(number), who) {
        return 1.0;
    }
    let near = reports.around(number);
    if near.keys().any(|other| meets(situation, reports.entry(*other), who)) {
        return 0.9;
    }
    if is_protagonist(situation, who) {
        return 0.7;
    }
    if reports.report(number).any(|other| meets(situation, reports.entry(other), who)) {
        NAMED_FAR
    } else {
        0.0
    }
}

/// Presence of somebody whom only other parts of the report name.
const NAMED_FAR: f32 = 0.6;

/// A fault where a claim names somebody whom the report of the passage does not name; of one who `acts` in the claim it is
/// asked that what stands near the passage does.
pub fn compare_name(
    reports: &Reports<'_>,
    number: usize,
    who: &Named,
    others: &[Named],
    written: &str,
    acts: bool,
) -> Option<Fault> {
    let situation = reports.situation;
    let presence = presence(reports, number, who);
    if presence > NAMED_FAR || presence > 0.0 && !acts {
        return None;
    }
    // Somebody of the same kind whom the passage names and the claim does not.
    let entry = reports.entry(number);
    let taken = |id: &str| others.iter().any(|other| is(situation, id, other));
    let instead = if who.party.is_none() {
        let persons = entry.actors.iter().filter_map(|id| situation.actor(id));
        persons
            .filter(|actor| actor.kind == ActorKind::Person && !taken(&actor.id))
            .map(|actor| actor.id.as_str())
            .next()
    } else {
        let parties = entry.actors.iter().map(|id| situation.party(id));
        entry.countries.iter().copied().chain(parties).find(|party| !taken(party))
    };
    Some(match instead {
        Some(id) => Fault::clash(format!("the reports have {}, not {written}", call(situation, id))),
        None if presence > 0.0 => return None,
        None => Fault::beyond(format!("the passage does not name {written}")),
    })
}
