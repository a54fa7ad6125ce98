//! Folds expectations, and says what became of each: open, met or lapsed.

use crate::actors::Cast;
use crate::situation::{Channel, Event, Evidence, Expectation, Outcome};
use crate::{Item, content_words, shared_words};
use demarche_read::record::{ChannelStatus, EventStatus, Outlook};
use jiff::civil::Date;

/// Folds the expectations of all reports, which come in order of their day.
pub fn fold(
    items: &[&Item],
    cast: &Cast,
    events: &[Event],
    channels: &[Channel],
    as_of: Option<Date>,
) -> Vec<Expectation> {
    let mut expectations: Vec<Expectation> = Vec::new();
    for item in items {
        for expectation in &item.record.expectations {
            let evidence = item.all_evidence(&expectation.evidence);
            let words = content_words(&expectation.of);
            let same = |other: &&mut Expectation| {
                let party = |by: &Option<String>| by.as_deref().map(|by| cast.party(by));
                party(&other.by) == party(&expectation.by)
                    && other.outlook == expectation.outlook
                    && other.window.to == expectation.window.to
                    && shared_words(&content_words(&other.of), &words) >= 0.5
            };
            if let Some(other) = expectations.iter_mut().find(same) {
                other.evidence.extend(evidence);
                continue;
            }
            expectations.push(Expectation {
                by: expectation.by.clone(),
                outlook: expectation.outlook,
                of: expectation.of.clone(),
                window: expectation.window,
                likelihood: expectation.likelihood,
                made: item.day(),
                outcome: Outcome::Open,
                settled_by: None,
                evidence,
            });
        }
    }
    for expectation in &mut expectations {
        settle(expectation, cast, events, channels, as_of);
    }
    expectations
}

/// Met when a later report records the thing inside the window, lapsed when the window closed without that.
fn settle(
    expectation: &mut Expectation,
    cast: &Cast,
    events: &[Event],
    channels: &[Channel],
    as_of: Option<Date>,
) {
    let Some(made) = expectation.made else { return };
    let closes = expectation.window.to;
    let wanted = content_words(&expectation.of);
    let party = expectation.by.as_deref().map(|by| cast.party(by));
    let meets = |event: &&Event| {
        let day = event
            .evidence
            .first()
            .and_then(|evidence| evidence.published.as_deref()?.get(..10)?.parse::<Date>().ok());
        let kind = match expectation.outlook {
            Outlook::Progress => {
                matches!(event.kind.as_str(), "CONSULT" | "SUPPORT" | "CONCEDE" | "COOPERATE" | "RETREAT")
            }
            _ => matches!(event.kind.as_str(), "REJECT" | "ASSAULT" | "MOBILIZE" | "SANCTION" | "COERCE"),
        };
        kind && event.status == EventStatus::Occurred
            && !event.background
            && day.is_some_and(|day| day > made && closes.is_none_or(|last| day <= last))
            && party
                .as_ref()
                .is_none_or(|party| event.actors.contains(party) || event.recipients.contains(party))
            && event
                .evidence
                .iter()
                .any(|evidence| shared_words(&wanted, &content_words(&evidence.quote)) >= 0.5)
    };
    if let Some(event) = events.iter().find(meets) {
        expectation.outcome = Outcome::Met;
        expectation.settled_by = event.evidence.first().cloned();
    } else if let Some(held) = contact(expectation, party.as_deref(), channels) {
        expectation.outcome = Outcome::Met;
        expectation.settled_by = Some(held);
    } else if closes.zip(as_of).is_some_and(|(last, today)| last < today) {
        expectation.outcome = Outcome::Lapsed;
    }
}

/// Where talks or a meeting were expected: the passage of a later report, inside the window, in which they took place.
fn contact(expectation: &Expectation, party: Option<&str>, channels: &[Channel]) -> Option<Evidence> {
    const CONTACT: [&str; 8] =
        ["talk", "meet", "meeting", "negotiation", "round", "dialogue", "summit", "session"];
    let words = content_words(&expectation.of);
    if expectation.outlook != Outlook::Progress || !CONTACT.iter().any(|word| words.contains(*word)) {
        return None;
    }
    let made = expectation.made?;
    let closes = expectation.window.to?;
    let among = channels
        .iter()
        .filter(|channel| party.is_none_or(|party| channel.parties.iter().any(|own| own == party)));
    let held = |status| matches!(status, ChannelStatus::Concluded | ChannelStatus::UnderWay);
    among
        .flat_map(|channel| &channel.claims)
        .find(|claim| held(claim.status) && claim.on.is_some_and(|on| on > made && on <= closes))
        .map(|claim| claim.evidence.clone())
}
