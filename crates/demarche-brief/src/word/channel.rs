//! Channels in words: how the parties deal with each other, and who says so.

use crate::briefing::Sentence;
use crate::name::join;
use crate::scribe::Scribe;
use demarche_assess::situation::{Channel, Claim, Evidence};
use demarche_assess::vocabulary::{ChannelForm, ChannelStatus, Directness};

/// One or two sentences: where the channel stands with those who say so, then those who say otherwise.
pub fn sentences(scribe: &mut Scribe<'_>, channel: &Channel) -> Vec<Sentence> {
    let (with, against): (Vec<&Claim>, Vec<&Claim>) =
        channel.claims.iter().partition(|claim| agrees(claim.status, channel.status));
    let mut text = standing(scribe, channel);
    if channel.status != ChannelStatus::Unconfirmed {
        let sayers = sayers(scribe, &with);
        if !sayers.is_empty() {
            text.push_str(&format!(", according to {sayers}"));
        }
    }
    let mut written = Vec::new();
    written.extend(scribe.sentence(text, passages(&with)));
    for status in [ChannelStatus::Denied, ChannelStatus::Refused, ChannelStatus::Unconfirmed] {
        let others: Vec<&Claim> = against.iter().copied().filter(|claim| claim.status == status).collect();
        if others.is_empty() {
            continue;
        }
        let who = sayers(scribe, &others);
        let text = match (status, who.is_empty()) {
            (ChannelStatus::Denied, false) => format!("{who} {} it", plural(&others, "denies", "deny")),
            (ChannelStatus::Denied, true) => "It is also reported that there is no such contact".to_owned(),
            (ChannelStatus::Refused, false) => format!("{who} {} to", plural(&others, "refuses", "refuse")),
            (ChannelStatus::Refused, true) => "It is also reported to have been refused".to_owned(),
            (_, false) => format!("{who} {} not confirmed it", plural(&others, "has", "have")),
            (_, true) => "That has not been confirmed".to_owned(),
        };
        written.extend(scribe.sentence(text, passages(&others)));
    }
    written
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
                let verb = if channel.intermediaries.len() > 1 { "are" } else { "is" };
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
            ChannelForm::Talks | ChannelForm::Summit => {
                format!("{parties} have held {}{thing}{through}", article(how, channel.form))
            }
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
        ChannelForm::Summit => "summit",
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
            | ChannelForm::Messages
            | ChannelForm::Visit
            | ChannelForm::Letter
            | ChannelForm::WorkingGroup
    )
}

fn article(how: &str, form: ChannelForm) -> String {
    if form == ChannelForm::Summit { "a ".to_owned() } else { how.to_owned() }
}

/// Statuses that a reader would take for the same news.
fn agrees(claim: ChannelStatus, whole: ChannelStatus) -> bool {
    let negative = |status| {
        matches!(status, ChannelStatus::Denied | ChannelStatus::Refused | ChannelStatus::Unconfirmed)
    };
    claim == whole || (!negative(claim) && !negative(whole))
}

/// Those who say it, the narrator left out, each once.
fn sayers(scribe: &mut Scribe<'_>, claims: &[&Claim]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for claim in claims {
        if let Some(by) = claim.by.as_deref()
            && !seen.contains(&by)
        {
            seen.push(by);
        }
    }
    let names: Vec<String> = seen.iter().take(4).map(|id| scribe.call(id)).collect();
    join(&names)
}

fn plural(claims: &[&Claim], one: &'static str, many: &'static str) -> &'static str {
    let mut sayers: Vec<&str> = claims.iter().filter_map(|claim| claim.by.as_deref()).collect();
    sayers.sort_unstable();
    sayers.dedup();
    if sayers.len() > 1 || sayers.iter().any(|by| by.ends_with('s')) { many } else { one }
}

fn passages<'c>(claims: &[&'c Claim]) -> impl Iterator<Item = &'c Evidence> {
    claims.iter().map(|claim| &claim.evidence).take(4).collect::<Vec<_>>().into_iter()
}
