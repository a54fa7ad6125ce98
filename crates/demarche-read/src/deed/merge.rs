//! One event per thing done: what headline, lead and body say of the same act becomes one event with several passages.
//!
//! In: events in the order of the text. Out: fewer events.

use super::kind::Kind;
use super::party::country;
use crate::reading::{Event, EventStatus, Reading};
use crate::report::BlockKind;
use crate::text::ActorId;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// An event on its way, with what merging looks at.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The event.
    pub event: Event,
    /// Its type.
    pub kind: Kind,
    /// Words that tell one act from another: the lemmas of trigger and argument.
    pub words: Vec<SmolStr>,
}

/// Folds drafts that state the same act.
pub fn merge(reading: &Reading<'_>, drafts: Vec<Draft>) -> Vec<Event> {
    let mut kept: Vec<Draft> = Vec::new();
    // Drafts kept so far by type and acting countries, so that each is compared only with its likes.
    let mut likes: BTreeMap<(Kind, BTreeSet<SmolStr>), Vec<usize>> = BTreeMap::new();
    for draft in drafts {
        let key = (draft.kind, countries(reading, &draft.event.actors));
        let alike = likes.entry(key).or_default();
        let same = alike.iter().rev().take(12).copied().find(|index| is_same(reading, &kept[*index], &draft));
        match same {
            Some(index) => absorb(&mut kept[index], draft),
            None => {
                alike.push(kept.len());
                kept.push(draft);
            }
        }
    }
    kept.into_iter().map(|draft| draft.event).collect()
}

fn countries(reading: &Reading<'_>, actors: &[ActorId]) -> BTreeSet<SmolStr> {
    actors.iter().filter_map(|actor| country(reading, *actor)).collect()
}

/// Whether two drafts of one type and the same actors are the same act.
fn is_same(reading: &Reading<'_>, one: &Draft, other: &Draft) -> bool {
    let (ours, theirs) =
        (countries(reading, &one.event.recipients), countries(reading, &other.event.recipients));
    let compatible = ours.is_subset(&theirs) || theirs.is_subset(&ours);
    if !compatible || one.event.background != other.event.background {
        return false;
    }
    if let (Some(ours), Some(theirs)) = (one.event.on, other.event.on)
        && (ours.from > theirs.to || theirs.from > ours.to)
    {
        return false;
    }
    let settled =
        |status| matches!(status, EventStatus::Occurred | EventStatus::Ongoing | EventStatus::Alleged);
    let status =
        one.event.status == other.event.status || (settled(one.event.status) && settled(other.event.status));
    let shared = one.words.iter().filter(|word| other.words.contains(word)).count();
    let told_twice = is_summary(reading, one) || is_summary(reading, other);
    let overlap = one
        .event
        .evidence
        .iter()
        .any(|ours| other.event.evidence.iter().any(|theirs| ours.overlaps(*theirs)));
    // "seized and searched": one act in two words.
    let twinned = shared > 0 && other.event.trigger.0.abs_diff(one.event.trigger.0) <= 3;
    status
        && (overlap
            || twinned
            || shared >= 2
            || (shared == 1 && (told_twice || one.words.len() < 2 || other.words.len() < 2)))
}

/// Whether a draft stands where a report repeats itself: headline, summary, heading.
fn is_summary(reading: &Reading<'_>, draft: &Draft) -> bool {
    matches!(
        reading.block_kind(draft.event.trigger),
        BlockKind::Headline | BlockKind::Summary | BlockKind::Heading
    )
}

fn absorb(kept: &mut Draft, draft: Draft) {
    let event = draft.event;
    for actor in event.recipients {
        if !kept.event.recipients.contains(&actor) {
            kept.event.recipients.push(actor);
        }
    }
    kept.event.on = kept.event.on.or(event.on);
    kept.event.place = kept.event.place.take().or(event.place);
    for span in event.evidence {
        if !kept.event.evidence.contains(&span) {
            kept.event.evidence.push(span);
        }
    }
    for word in draft.words {
        if !kept.words.contains(&word) {
            kept.words.push(word);
        }
    }
    kept.event.confidence = kept.event.confidence.max(event.confidence);
}
