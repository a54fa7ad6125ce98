//! What changed between two days.
//!
//! In: the situation of the earlier day and that of the later one, between the same parties. Out: [`Changes`], plain
//! data, every line with the passage it rests on: what an alert is raised on, and what a briefing opens with.

use crate::situation::{
    Channel, Conflict, Event, Evidence, Expectation, Issue, Movement, Outcome, Position, Situation,
};
use demarche_read::record::{ChannelForm, ChannelStatus, Directness, EventStatus, Stance};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// The earlier day.
    pub since: Option<Date>,
    /// The later day.
    pub as_of: Option<Date>,
    /// Reports that came in between.
    pub reports: usize,
    /// Paths that are new, or stand otherwise.
    pub channels: Vec<ChannelChange>,
    /// Positions that are new or moved.
    pub positions: Vec<PositionChange>,
    /// Expectations that were met or lapsed.
    pub settled: Vec<Expectation>,
    /// Expectations still open whose last day falls within a week of the later day.
    pub due: Vec<Expectation>,
    /// Accounts that came to differ.
    pub conflicts: Vec<Conflict>,
    /// What took place, as far as it was not known before.
    pub events: Vec<Event>,
    /// Tension on the earlier day and on the later.
    pub tension: [f64; 2],
}

/// A path that is new, or stands otherwise than it did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ChannelChange {
    pub parties: Vec<String>,
    pub directness: Directness,
    pub intermediaries: Vec<String>,
    pub form: ChannelForm,
    /// `None` for a path that was not known.
    pub before: Option<ChannelStatus>,
    pub now: ChannelStatus,
    pub evidence: Evidence,
}

/// A position that is new, or moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct PositionChange {
    pub holder: String,
    pub issue: Issue,
    /// `None` for a stand that was not known.
    pub before: Option<Stance>,
    pub now: Stance,
    pub movement: Movement,
    pub evidence: Evidence,
}

impl Changes {
    /// Whether nothing changed: reports may have come in, but they told nothing new.
    pub fn is_empty(&self) -> bool {
        self.channels.is_empty()
            && self.positions.is_empty()
            && self.settled.is_empty()
            && self.due.is_empty()
            && self.conflicts.is_empty()
            && self.events.is_empty()
    }
}

/// What changed from one situation to a later one.
pub fn between(before: &Situation, now: &Situation) -> Changes {
    let known: BTreeSet<&str> = before.sources.iter().map(|source| source.doc.as_str()).collect();
    let fresh = |evidence: &Evidence| !known.contains(evidence.doc.as_str());
    let passages = |event: &Event| event.evidence.iter().any(|evidence| !fresh(evidence));
    let took_place = |event: &&Event| matches!(event.status, EventStatus::Occurred | EventStatus::Ongoing);
    let about =
        |event: &&Event| event.actors.iter().chain(&event.recipients).any(|party| now.is_between(party));
    let due = |expectation: &&Expectation| {
        expectation.outcome == Outcome::Open
            && expectation
                .window
                .to
                .zip(now.as_of)
                .is_some_and(|(last, today)| (last - today).get_days() <= 7)
    };
    Changes {
        since: before.as_of,
        as_of: now.as_of,
        reports: now.sources.iter().filter(|source| !known.contains(source.doc.as_str())).count(),
        channels: channels(before, now, &fresh),
        positions: positions(before, now, &fresh),
        settled: settled(before, now),
        due: now.expectations.iter().filter(due).cloned().collect(),
        conflicts: now
            .conflicts
            .iter()
            .filter(|conflict| conflict.sides.iter().any(|side| fresh(&side.evidence)))
            .cloned()
            .collect(),
        events: now
            .events
            .iter()
            .filter(took_place)
            .filter(|event| !event.background && !passages(event))
            .filter(about)
            .cloned()
            .collect(),
        tension: [before.tension.value, now.tension.value],
    }
}

fn channels(before: &Situation, now: &Situation, fresh: &dyn Fn(&Evidence) -> bool) -> Vec<ChannelChange> {
    let mut earlier: BTreeMap<(&[String], Directness), Vec<&Channel>> = BTreeMap::new();
    for channel in &before.channels {
        earlier.entry((&channel.parties, channel.directness)).or_default().push(channel);
    }
    let mut all = Vec::new();
    for channel in &now.channels {
        // The path may have been known by fewer of its go-betweens.
        let same = earlier.get(&(channel.parties.as_slice(), channel.directness)).and_then(|known| {
            known.iter().find(|other| other.claims.iter().all(|claim| channel.claims.contains(claim)))
        });
        let told = channel
            .claims
            .iter()
            .rev()
            .find(|claim| claim.status == channel.status && fresh(&claim.evidence));
        let Some(claim) = told else { continue };
        if same.is_none_or(|same| same.status != channel.status) {
            all.push(ChannelChange {
                parties: channel.parties.clone(),
                directness: channel.directness,
                intermediaries: channel.intermediaries.clone(),
                form: channel.form,
                before: same.map(|same| same.status),
                now: channel.status,
                evidence: claim.evidence.clone(),
            });
        }
    }
    all
}

fn positions(before: &Situation, now: &Situation, fresh: &dyn Fn(&Evidence) -> bool) -> Vec<PositionChange> {
    // A stand is known again by its passages: the issue may be called otherwise by now.
    let mut earlier: BTreeMap<&Evidence, &Position> = BTreeMap::new();
    for position in &before.positions {
        earlier.extend(position.history.iter().map(|stand| (&stand.evidence, position)));
    }
    let mut all = Vec::new();
    for position in &now.positions {
        let known = position.history.iter().rev().find_map(|stand| earlier.get(&stand.evidence));
        let last = position
            .history
            .iter()
            .rev()
            .find(|stand| stand.stance == position.stance && fresh(&stand.evidence));
        let Some(stand) = last else { continue };
        let moved = matches!(position.movement, Movement::Hardened | Movement::Softened);
        if known.is_none() || moved {
            all.push(PositionChange {
                holder: position.holder.clone(),
                issue: position.issue.clone(),
                before: known.map(|known| known.stance),
                now: position.stance,
                movement: position.movement,
                evidence: stand.evidence.clone(),
            });
        }
    }
    all
}

fn settled(before: &Situation, now: &Situation) -> Vec<Expectation> {
    let mut open: BTreeSet<&Evidence> = BTreeSet::new();
    for expectation in before.expectations.iter().filter(|expectation| expectation.outcome == Outcome::Open) {
        open.extend(expectation.evidence.first());
    }
    let was_open = |expectation: &&Expectation| {
        expectation.outcome != Outcome::Open
            && expectation.evidence.first().is_some_and(|first| open.contains(first))
    };
    now.expectations.iter().filter(was_open).cloned().collect()
}
