//! Facts on record: whether the channels, positions and deeds of a draft's sentence are those of a passage.
//!
//! In: the facts of both. Out: how much of the claim they carry, and faults.

use crate::ask::index::{Entry, Fact};
use crate::check::fault::Fault;
use crate::check::who::call;
use demarche_assess::situation::{Channel, Claim, Event, Position, Situation};
use demarche_assess::vocabulary::{ChannelStatus, Directness, EventStatus, Stance};

/// Holds the facts of a sentence against those of a passage.
pub struct Facts<'a> {
    /// The draft.
    pub draft: &'a Situation,
    /// The reports.
    pub reports: &'a Situation,
}

/// What the facts make of a claim.
#[derive(Default)]
pub struct Outcome {
    /// Facts of the sentence that the passage carries as well.
    pub shared: usize,
    /// What differs.
    pub faults: Vec<Fault>,
}

impl Facts<'_> {
    /// Compares two sentences by their facts.
    pub fn compare(&self, sentence: &Entry<'_>, passage: &Entry<'_>) -> Outcome {
        let mut outcome = Outcome::default();
        for fact in &sentence.facts {
            match fact {
                Fact::Channel(channel, claim) => self.channel(channel, claim, passage, &mut outcome),
                Fact::Position(position, stand) => {
                    self.position(position, stand.stance, passage, &mut outcome)
                }
                Fact::Event(event) => self.event(event, passage, &mut outcome),
                _ => {}
            }
        }
        outcome
    }

    /// Who goes between, and whether the parties meet face to face.
    fn channel(&self, channel: &Channel, claim: &Claim, passage: &Entry<'_>, outcome: &mut Outcome) {
        let theirs: Vec<(&Channel, &Claim)> = passage
            .facts
            .iter()
            .filter_map(|fact| match fact {
                Fact::Channel(theirs, claim) if self.same_parties(&channel.parties, &theirs.parties) => {
                    Some((*theirs, *claim))
                }
                _ => None,
            })
            .collect();
        if theirs.is_empty() {
            return;
        }
        let parties = |ids: &[String]| -> Vec<String> {
            ids.iter().map(|id| self.draft.party(id)).map(|id| self.reports.party(id).to_owned()).collect()
        };
        let own = parties(&claim.intermediaries);
        let between: Vec<String> =
            theirs.iter().flat_map(|(_, claim)| parties(&claim.intermediaries)).collect();
        let foreign = |id: &String| !passage.countries.contains(&id.as_str()) && !between.contains(id);
        if !own.is_empty() && !between.is_empty() && own.iter().all(foreign) {
            outcome.faults.push(Fault::clash(format!(
                "the reports have {}, not {}, as go-between",
                self.names(&between),
                self.names(&own)
            )));
            return;
        }
        let opposite = |left: Directness, right: Directness| {
            matches!(
                (left, right),
                (Directness::Direct, Directness::Indirect) | (Directness::Indirect, Directness::Direct)
            )
        };
        if theirs.iter().all(|(theirs, _)| opposite(channel.directness, theirs.directness)) {
            let (have, not) = match channel.directness {
                Directness::Direct => ("indirect", "direct"),
                _ => ("direct", "indirect"),
            };
            outcome.faults.push(Fault::clash(format!("the reports have {have} contact, not {not}")));
            return;
        }
        outcome.shared +=
            usize::from(theirs.iter().any(|(_, their)| side(their.status) == side(claim.status)));
    }

    /// Shut or open on the same issue.
    fn position(&self, position: &Position, stance: Stance, passage: &Entry<'_>, outcome: &mut Outcome) {
        let theirs: Vec<Stance> = passage
            .facts
            .iter()
            .filter_map(|fact| match fact {
                Fact::Position(theirs, stand)
                    if self.reports.party(&theirs.holder)
                        == self.reports.party(self.draft.party(&position.holder)) =>
                {
                    Some(stand.stance)
                }
                _ => None,
            })
            .collect();
        if !theirs.is_empty()
            && theirs.iter().all(|their| shut(*their).zip(shut(stance)).is_some_and(|(a, b)| a != b))
        {
            let have = if shut(theirs[0]) == Some(true) { "closed" } else { "open" };
            let holder = call(self.reports, self.draft.party(&position.holder));
            outcome.faults.push(Fault::beyond(format!("in the reports {holder} is {have} on it")));
        }
        outcome.shared += usize::from(theirs.contains(&stance));
    }

    /// Who did it to whom.
    fn event(&self, event: &Event, passage: &Entry<'_>, outcome: &mut Outcome) {
        let theirs: Vec<&Event> = passage
            .facts
            .iter()
            .filter_map(|fact| match fact {
                Fact::Event(theirs) if theirs.kind == event.kind => Some(*theirs),
                _ => None,
            })
            .collect();
        let meets = |left: &[String], right: &[String]| {
            left.iter().any(|id| {
                let own = self.draft.party(id);
                right.iter().any(|other| self.reports.party(other) == self.reports.party(own))
            })
        };
        let same = |their: &&Event| {
            meets(&event.actors, &their.actors)
                && (event.recipients.is_empty() || meets(&event.recipients, &their.recipients))
        };
        let swapped = |their: &&Event| {
            meets(&event.actors, &their.recipients)
                && meets(&event.recipients, &their.actors)
                && !meets(&event.actors, &their.actors)
        };
        if theirs.iter().any(same) {
            outcome.shared += usize::from(event.status == EventStatus::Occurred);
        } else if !theirs.is_empty() && theirs.iter().all(swapped) {
            outcome.faults.push(Fault::clash(format!(
                "in the reports it is {} that acts on {}, not the other way round",
                self.names(&theirs[0].actors),
                self.names(&theirs[0].recipients)
            )));
        }
    }

    fn same_parties(&self, own: &[String], theirs: &[String]) -> bool {
        let party = |id: &String| self.reports.party(self.draft.party(id)).to_owned();
        let theirs: Vec<String> = theirs.iter().map(party).collect();
        let own: Vec<String> = own.iter().map(party).collect();
        own.len() > 1 && own.iter().all(|id| theirs.contains(id))
    }

    fn names(&self, ids: &[String]) -> String {
        let mut names: Vec<String> = ids.iter().map(|id| call(self.reports, id)).collect();
        names.dedup();
        crate::name::join(&names)
    }
}

/// Alive, shut, or not yet: statuses that may pass for each other.
fn side(status: ChannelStatus) -> u8 {
    match status {
        ChannelStatus::Refused | ChannelStatus::Denied => 0,
        ChannelStatus::Unconfirmed => 1,
        ChannelStatus::Proposed | ChannelStatus::UnderReview | ChannelStatus::Agreed => 2,
        ChannelStatus::UnderWay | ChannelStatus::Concluded => 3,
        ChannelStatus::Suspended | ChannelStatus::Collapsed => 4,
    }
}

/// Whether a stance closes the matter; nothing where it does neither.
fn shut(stance: Stance) -> Option<bool> {
    match stance {
        Stance::RedLine | Stance::Refusal => Some(true),
        Stance::Offer | Stance::Openness | Stance::Concession => Some(false),
        Stance::Demand | Stance::Precondition | Stance::Goal => None,
    }
}
