//! Gathers conflicts: those that one report sets out, those between what sources say of one channel, and those between
//! one source's claim and another's denial, in one report or several.
//!
//! High precision before all: a denial is set against a claim only if the one who denies is the one whom the claim is
//! about, or if both name the same party and share most of their words.

use crate::claims::{self, Claim};
use crate::copies::Told;
use crate::lines;
use crate::situation::{self, Channel, Conflict, Side};
use crate::words;
use demarche_read::record::ChannelStatus;
use std::collections::HashMap;

/// Days that a claim may be older than its denial, and younger.
const BEFORE: i32 = 14;
const AFTER: i32 = 3;
/// Share of words that accounts of others' doings must have in common.
const ALIKE: f64 = 0.5;

/// Conflicts within the reports and between them, in order of the reports that opened them.
pub fn fold(told: &[Told<'_>], claims: &[Claim<'_>], channels: &[Channel]) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for one in told {
        for conflict in &one.item.record.conflicts {
            if conflict.sides.iter().all(|side| one.repeats(side.evidence.span).is_some()) {
                continue;
            }
            let side = |side: &demarche_read::record::Side| Side {
                by: side.by.clone(),
                evidence: one.item.evidence(&side.evidence),
            };
            conflicts.push(Conflict {
                over: conflict.over.clone(),
                opened: one.item.day(),
                sides: conflict.sides.iter().map(side).collect(),
            });
        }
    }
    for conflict in denials(claims).into_iter().chain(channels.iter().filter_map(contact)) {
        if !conflicts.iter().any(|known| is_same(known, &conflict)) {
            conflicts.push(conflict);
        }
    }
    conflicts.sort_by_key(|conflict| conflict.opened);
    conflicts
}

/// Whether two conflicts set the same passages against each other.
fn is_same(left: &Conflict, right: &Conflict) -> bool {
    let met = |side: &Side| {
        left.sides.iter().any(|own| {
            own.evidence.doc == side.evidence.doc && own.evidence.span.overlaps(side.evidence.span)
        })
    };
    right.sides.iter().all(met)
}

/// Each denial beside the claim that it answers best.
fn denials(claims: &[Claim<'_>]) -> Vec<Conflict> {
    let mut asserted: HashMap<u32, Vec<&Claim<'_>>> = HashMap::new();
    for claim in claims.iter().filter(|claim| claim.holds) {
        asserted.entry(claim.fact).or_default().push(claim);
    }
    let mut conflicts = Vec::new();
    for denial in claims.iter().filter(|claim| !claim.holds && claim.by.is_some() && !claim.habit) {
        let Some(said) = denial.day else { continue };
        let known = asserted.get(&denial.fact).map_or(&[][..], Vec::as_slice);
        // Claims come in order of their reports: those of the days in question stand together.
        let earliest = said.checked_sub(jiff::Span::new().days(BEFORE)).unwrap_or(said);
        let first = known.partition_point(|claim| claim.day.is_some_and(|day| day < earliest));
        let answered = known[first..]
            .iter()
            .take_while(|claim| claim.day.is_none_or(|day| (day - said).get_days() <= AFTER))
            .filter_map(|claim| Some((answers(denial, claim)?, claim.day, claim)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(b.2.place().cmp(&a.2.place())));
        if let (Some((_, _, claim)), Some(fact)) = (answered, claims::fact(denial.fact)) {
            let side = |claim: &Claim<'_>| Side { by: claim.by.clone(), evidence: claim.evidence() };
            // What the same report has the other side say in other words stands with it.
            let again = known[first..].iter().filter(|other| {
                other.party == claim.party
                    && other.place().0 == claim.place().0
                    && !other.place().1.overlaps(claim.place().1)
                    && answers(denial, other).is_some()
            });
            let mut sides = vec![side(claim), side(denial)];
            sides.extend(again.take(2).map(|other| side(other)));
            conflicts.push(Conflict { over: fact.over.to_owned(), opened: denial.day.max(claim.day), sides });
        }
    }
    conflicts
}

/// How well a denial answers a claim; `None` where it does not.
fn answers(denial: &Claim<'_>, claim: &Claim<'_>) -> Option<f64> {
    let apart = (denial.day? - claim.day?).get_days().abs();
    if denial.party == claim.party || denial.by == claim.by {
        return None;
    }
    let alike = words::overlap(&denial.about, &claim.about);
    let shared = words::shared(&denial.about, &claim.about);
    let own = denial.party.as_deref().map(lines::party);
    let about_him = own.is_some_and(|own| claim.parties.contains(&own));
    let nobody = claim.parties.is_empty() && denial.parties.is_empty() && shared > 2;
    let same_party = nobody || claim.parties.iter().any(|party| denial.parties.contains(party));
    // "There has been no agreement", a day after: too short to share much, too pointed to mean another thing.
    let pointed = about_him && apart <= 3 && denial.about.len() <= 4;
    let fits = pointed || ((about_him || same_party) && shared > 2 && alike >= ALIKE);
    fits.then_some(alike + if about_him { 0.5 } else { 0.0 } - f64::from(apart) / 20.0)
}

/// Where some say that the parties are in contact, and others that they are not.
fn contact(channel: &Channel) -> Option<Conflict> {
    let latest =
        |wanted: fn(ChannelStatus) -> bool| channel.claims.iter().rev().find(|claim| wanted(claim.status));
    let (yes, no) = (latest(affirms)?, latest(|status| status == ChannelStatus::Denied)?);
    if yes.by == no.by
        || (yes.evidence.doc == no.evidence.doc && yes.evidence.span.overlaps(no.evidence.span))
    {
        return None;
    }
    let side = |claim: &situation::Claim| Side { by: claim.by.clone(), evidence: claim.evidence.clone() };
    Some(Conflict {
        over: "whether they are in contact".to_owned(),
        opened: yes.on.max(no.on),
        sides: vec![side(yes), side(no)],
    })
}

fn affirms(status: ChannelStatus) -> bool {
    matches!(status, ChannelStatus::UnderWay | ChannelStatus::Concluded | ChannelStatus::Agreed)
}
