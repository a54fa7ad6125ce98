//! Folds channels: one entry for each distinct path, with each source's word on it.

use crate::actors::Cast;
use crate::copies::Told;
use crate::situation::{Channel, Claim, Voice, Word};
use demarche_read::record::{ActorKind, ChannelForm, ChannelStatus, Directness};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What makes two reports speak of the same path.
type Path = (Vec<String>, Directness, Vec<String>);

/// Folds the channels of all reports, which come in order of their day.
pub fn fold(told: &[Told<'_>], cast: &Cast) -> Vec<Channel> {
    let mut paths: BTreeMap<Path, Channel> = BTreeMap::new();
    for one in told {
        let item = one.item;
        for channel in &item.record.channels {
            if channel.evidence.iter().all(|passage| one.repeats(passage.span).is_some()) {
                continue;
            }
            let parties = cast.parties(&channel.parties);
            let mut through = channel.intermediaries.clone();
            through.sort();
            through.dedup();
            let on = item.day_of(channel.on);
            let path = (
                parties.clone(),
                channel.directness,
                known_path(&paths, &parties, channel.directness, &through),
            );
            let entry = paths.entry(path).or_insert_with(|| Channel {
                parties,
                directness: channel.directness,
                intermediaries: through.clone(),
                form: channel.form,
                status: channel.status,
                about: None,
                since: on,
                last_reported: on,
                words: Vec::new(),
                claims: Vec::new(),
            });
            entry.about = entry.about.take().or_else(|| channel.about.clone());
            entry.intermediaries.extend(through.iter().cloned());
            entry.intermediaries.sort();
            entry.intermediaries.dedup();
            entry.since = entry.since.min(on).or(entry.since).or(on);
            entry.last_reported = entry.last_reported.max(on);
            for passage in channel.evidence.iter().take(1) {
                let evidence = item.evidence(passage);
                entry.claims.push(Claim {
                    by: channel.by.clone(),
                    status: channel.status,
                    form: channel.form,
                    intermediaries: through.clone(),
                    on,
                    evidence,
                });
            }
        }
    }
    let mut channels: Vec<Channel> = paths.into_values().collect();
    for channel in &mut channels {
        channel.status = best_status(channel, cast).unwrap_or(channel.status);
        channel.words = words(channel, cast);
        channel.form = best_form(&channel.claims, channel.status).unwrap_or(channel.form);
    }
    channels
}

/// The path that a claim speaks of: an indirect one whose go-betweens are not named, or share one with a path that is
/// known, joins it, the one reported last before others. Other claims keep to what they name.
fn known_path(
    paths: &BTreeMap<Path, Channel>,
    parties: &[String],
    directness: Directness,
    through: &[String],
) -> Vec<String> {
    if directness != Directness::Indirect {
        return through.to_vec();
    }
    let shared = |channel: &Channel| channel.intermediaries.iter().filter(|id| through.contains(id)).count();
    let open = |channel: &Channel| vague(through) || vague(&channel.intermediaries);
    let first = (parties.to_vec(), directness, Vec::new());
    paths
        .range(first..)
        .take_while(|(path, _)| path.0 == parties && path.1 == directness)
        .filter(|(_, channel)| shared(channel) > 0 || open(channel))
        .max_by_key(|(_, channel)| (shared(channel), channel.last_reported))
        .map_or_else(|| through.to_vec(), |(path, _)| path.2.clone())
}

/// Go-betweens that are a description ("regional countries"), not a party.
fn vague(through: &[String]) -> bool {
    through.iter().all(|id| !id.chars().any(char::is_uppercase))
}

/// The form that most of the claims behind the status give; words of mouth or paper before a loose "mediation".
fn best_form(claims: &[Claim], status: ChannelStatus) -> Option<ChannelForm> {
    let loose = |form| matches!(form, ChannelForm::Unspecified | ChannelForm::Mediation);
    let count = |form| claims.iter().filter(|claim| claim.status == status && claim.form == form).count();
    let behind = claims.iter().filter(|claim| claim.status == status).map(|claim| claim.form);
    behind.rev().max_by_key(|form| (*form != ChannelForm::Unspecified, !loose(*form), count(*form)))
}

/// Days in which a word loses half its weight.
const HALF_LIFE: f64 = 4.0;

/// The status with the most weight. Each source counts once, with its latest word: a party to the path or a go-between
/// knows best, an unnamed source least, and a word loses half its weight in four days.
fn best_status(channel: &Channel, cast: &Cast) -> Option<ChannelStatus> {
    let last: Date = channel.claims.iter().filter_map(|claim| claim.on).max()?;
    let mut weight: BTreeMap<ChannelStatus, f64> = BTreeMap::new();
    for claim in latest_words(&channel.claims).values() {
        let age = claim.on.map_or(0, |on| (last - on).get_days());
        let knows = match claim.by.as_deref() {
            Some(by) if channel.parties.contains(&cast.party(by)) => 1.5,
            Some(by) if channel.intermediaries.contains(&cast.party(by)) => 1.3,
            Some(by) if cast.kind(by) == Some(ActorKind::UnnamedGroup) => 0.7,
            _ => 1.0,
        };
        *weight.entry(claim.status).or_default() += knows * 0.5f64.powf(f64::from(age) / HALF_LIFE);
    }
    weight.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(status, _)| status)
}

/// The latest claim of each source: a speaker, whoever prints him; else the publisher.
fn latest_words(claims: &[Claim]) -> BTreeMap<(Option<&str>, &str), &Claim> {
    let mut latest: BTreeMap<(Option<&str>, &str), &Claim> = BTreeMap::new();
    for claim in claims {
        let printed = claim.evidence.publisher.as_deref().unwrap_or(&claim.evidence.file);
        latest.insert((claim.by.as_deref(), if claim.by.is_some() { "" } else { printed }), claim);
    }
    latest
}

/// What each source says of the path, the latest word of each, and which of the parties have said nothing.
fn words(channel: &Channel, cast: &Cast) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for ((by, printed), claim) in latest_words(&channel.claims) {
        let own = by.is_some_and(|by| channel.parties.contains(&cast.party(by)));
        words.push(Word {
            by: by.map(str::to_owned),
            publisher: by.is_none().then(|| printed.to_owned()),
            voice: match claim.status {
                ChannelStatus::Denied => Voice::Denied,
                ChannelStatus::Unconfirmed => Voice::NotConfirmed,
                _ if own => Voice::Confirmed,
                _ => Voice::Asserted,
            },
            on: claim.on,
        });
    }
    let heard: Vec<String> =
        words.iter().filter_map(|word| word.by.as_deref()).map(|by| cast.party(by)).collect();
    let silent = channel.parties.iter().filter(|party| !heard.contains(party));
    words.extend(silent.map(|party| Word {
        by: Some(party.clone()),
        publisher: None,
        voice: Voice::Silent,
        on: None,
    }));
    words
}
