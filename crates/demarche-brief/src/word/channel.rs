//! Channels in words: how the parties deal with each other, and who says so.

use crate::briefing::Sentence;
use crate::name::join;
use crate::scribe::Scribe;
use demarche_assess::situation::{Channel, Claim, Evidence};
use demarche_assess::vocabulary::{ChannelForm, ChannelStatus, Directness};

/// Where the channel stands with those who say so, then what others say of it, a sentence for each status.
pub fn sentences(scribe: &mut Scribe<'_>, channel: &Channel) -> Vec<Sentence> {
    let recent = |claim: &&Claim| {
        claim.on.zip(channel.last_reported).is_none_or(|(on, last)| (last - on).get_days() <= RECENT_DAYS)
    };
    let with: Vec<&Claim> =
        channel.claims.iter().rev().filter(|claim| claim.status == channel.status).filter(recent).collect();
    let mut text = as_reported(scribe, channel);
    if channel.status != ChannelStatus::Unconfirmed {
        let sayers = sayers(scribe, &with);
        if !sayers.is_empty() {
            text.push_str(&format!(", according to {sayers}"));
        }
    }
    let mut written = Vec::new();
    written.extend(scribe.sentence(text, passages(&with)));
    let mut others: Vec<(ChannelStatus, Vec<&Claim>)> = ChannelStatus::ALL
        .iter()
        .filter(|status| **status != channel.status)
        .map(|status| {
            (*status, channel.claims.iter().filter(|claim| claim.status == *status).filter(recent).collect())
        })
        .filter(|(_, claims): &(_, Vec<&Claim>)| !claims.is_empty())
        .collect();
    others.sort_by_key(|(_, claims)| std::cmp::Reverse(claims.iter().map(|claim| claim.on).max()));
    for (status, claims) in others.iter().take(OTHER_WORDS) {
        let text = other_word(scribe, channel, *status, claims);
        written.extend(scribe.sentence(text, passages(claims)));
    }
    written
}

/// Where the channel stands, with the day of the last report where that is long past.
pub fn as_reported(scribe: &mut Scribe<'_>, channel: &Channel) -> String {
    let told = standing(scribe, channel);
    let old = channel
        .last_reported
        .filter(|last| scribe.now().is_some_and(|now| (now - *last).get_days() > OLD_DAYS));
    match old {
        Some(last) => format!("when last reported on, {}, {told}", crate::day::full(last)),
        None => told,
    }
}

/// Days after which a report of a path is told with its day.
const OLD_DAYS: i32 = 60;

/// Days within which those who say so are named together.
const RECENT_DAYS: i32 = 60;

/// How many other statuses are told beside the one that stands.
const OTHER_WORDS: usize = 3;

/// What those say who give the channel another status, with the day where it is an earlier one.
fn other_word(
    scribe: &mut Scribe<'_>,
    channel: &Channel,
    status: ChannelStatus,
    claims: &[&Claim],
) -> String {
    let who = sayers(scribe, claims);
    let many = are_many(scribe, claims);
    let day =
        claims.iter().filter_map(|claim| claim.on).max().filter(|day| Some(*day) < channel.last_reported);
    let when = day.map_or_else(String::new, |day| format!("on {}, ", crate::day::short(day, scribe.now())));
    let verb = |now: (&str, &str), then: &str| {
        if day.is_some() { then.to_owned() } else { (if many { now.1 } else { now.0 }).to_owned() }
    };
    match (status, who.is_empty()) {
        (ChannelStatus::Denied, false) => format!("{when}{who} {} it", verb(("denies", "deny"), "denied")),
        (ChannelStatus::Denied, true) => format!("{when}it was also reported that there was no such contact"),
        (ChannelStatus::Refused, false) => {
            format!("{when}{who} {} it", verb(("refuses", "refuse"), "refused"))
        }
        (ChannelStatus::Refused, true) => format!("{when}it was also reported to have been refused"),
        (ChannelStatus::Unconfirmed, false) => {
            format!("{when}{who} {} not confirmed it", verb(("has", "have"), "had"))
        }
        (ChannelStatus::Unconfirmed, true) => format!("{when}that was not confirmed"),
        (status, nobody) => {
            let told = standing(scribe, &Channel { status, ..channel.clone() });
            let source =
                if nobody { "one report has it that".to_owned() } else { format!("according to {who},") };
            format!("{when}{source} {told}")
        }
    }
}

/// Where the channel stands, without who says so.
pub fn standing(scribe: &mut Scribe<'_>, channel: &Channel) -> String {
    let parties = scribe.call_all(&channel.parties);
    let through = if channel.intermediaries.is_empty() {
        String::new()
    } else {
        format!(" through {}", scribe.call_all(&channel.intermediaries))
    };
    let how = match channel.directness {
        Directness::Direct => "direct ",
        Directness::Indirect => "indirect ",
        Directness::Unspecified => "",
    };
    let thing = thing(channel.form);
    let subject = format!("{how}{thing} between {parties}{through}");
    let (is, has) = if is_plural(channel.form) { ("are", "have") } else { ("is", "has") };
    match channel.status {
        ChannelStatus::UnderWay => match (channel.form, channel.directness) {
            (ChannelForm::Messages, _) => format!("messages are passing between {parties}{through}"),
            (ChannelForm::Letter, _) => format!("{parties} are exchanging letters{through}"),
            (ChannelForm::Mediation, _) if !channel.intermediaries.is_empty() => {
                let go_betweens = scribe.call_all(&channel.intermediaries);
                let many = channel.intermediaries.len() > 1
                    || channel.intermediaries.iter().any(|id| scribe.naming.is_plural(id));
                let verb = if many { "are" } else { "is" };
                format!("{go_betweens} {verb} mediating between {parties}")
            }
            (ChannelForm::Talks, _) => format!("{parties} are holding {how}talks{through}"),
            (ChannelForm::Call, _) => format!("{parties} are in contact by telephone"),
            (ChannelForm::Unspecified, Directness::Direct) => {
                format!("{parties} are dealing with each other directly")
            }
            (ChannelForm::Unspecified, Directness::Indirect) => {
                format!("{parties} are in indirect contact{through}")
            }
            (ChannelForm::Unspecified, Directness::Unspecified) => {
                format!("{parties} are in contact{through}")
            }
            _ => format!("{subject} {is} under way"),
        },
        ChannelStatus::Concluded => match channel.form {
            ChannelForm::Call => format!("{parties} have spoken by telephone"),
            ChannelForm::Messages | ChannelForm::Letter => {
                format!("{parties} have exchanged {thing}{through}")
            }
            ChannelForm::Talks | ChannelForm::Summit => format!("{parties} have held {how}{thing}{through}"),
            ChannelForm::Visit => format!("{parties} have met on a visit"),
            _ => format!("{subject} {has} taken place"),
        },
        ChannelStatus::Agreed => format!("{subject} {has} been agreed"),
        ChannelStatus::Proposed => format!("{subject} {has} been proposed"),
        ChannelStatus::UnderReview => format!("{subject} {is} under review"),
        ChannelStatus::Suspended => format!("{subject} {is} suspended"),
        ChannelStatus::Collapsed => format!("{subject} {has} broken down"),
        ChannelStatus::Refused => format!("{subject} {has} been refused"),
        ChannelStatus::Denied => format!("{subject} {is} denied"),
        ChannelStatus::Unconfirmed => format!("{subject} {has} not been confirmed"),
    }
}

/// What a channel's form is called; the plural ones take "are".
pub fn thing(form: ChannelForm) -> &'static str {
    match form {
        ChannelForm::Talks => "talks",
        ChannelForm::Messages => "messages",
        ChannelForm::Call => "telephone contact",
        ChannelForm::Visit => "visits",
        ChannelForm::Summit => "summit talks",
        ChannelForm::Letter => "letters",
        ChannelForm::WorkingGroup => "working-group meetings",
        ChannelForm::Mediation => "mediation",
        ChannelForm::Unspecified => "contact",
    }
}

fn is_plural(form: ChannelForm) -> bool {
    matches!(
        form,
        ChannelForm::Talks
            | ChannelForm::Summit
            | ChannelForm::Messages
            | ChannelForm::Visit
            | ChannelForm::Letter
            | ChannelForm::WorkingGroup
    )
}

/// Those who say it, the narrator left out, each once.
fn sayers(scribe: &mut Scribe<'_>, claims: &[&Claim]) -> String {
    let names: Vec<String> =
        named(claims).iter().filter_map(|claim| claim.by.as_deref()).map(|by| scribe.call(by)).collect();
    join(&names)
}

/// How many sayers are named together, each with a passage.
const NAMED: usize = 3;

/// A claim of each of those who are named.
fn named<'c>(claims: &[&'c Claim]) -> Vec<&'c Claim> {
    let mut seen: Vec<&Claim> = Vec::new();
    for claim in claims {
        // "Both sides say" names nobody who could be held to it.
        if claim.by.as_deref().is_some_and(|by| !by.contains('+'))
            && !seen.iter().any(|other| other.by == claim.by)
        {
            seen.push(claim);
        }
    }
    seen.truncate(NAMED);
    seen
}

/// Whether those who say it take a plural verb.
fn are_many(scribe: &Scribe<'_>, claims: &[&Claim]) -> bool {
    let mut sayers: Vec<&str> = claims.iter().filter_map(|claim| claim.by.as_deref()).collect();
    sayers.sort_unstable();
    sayers.dedup();
    sayers.len() > 1 || sayers.iter().any(|by| scribe.naming.is_plural(by))
}

/// The passages behind those who are named; where nobody is, the first ones.
fn passages<'c>(claims: &[&'c Claim]) -> Vec<&'c Evidence> {
    let mut behind = named(claims);
    if behind.is_empty() {
        behind = claims.iter().take(NAMED).copied().collect();
    }
    behind.into_iter().map(|claim| &claim.evidence).collect()
}
