//! Folds channels: one entry for each distinct path, with each source's word on it.

use crate::Item;
use crate::actors::Cast;
use crate::situation::{Channel, Claim};
use demarche_read::record::{ChannelForm, ChannelStatus, Directness};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What makes two reports speak of the same path.
type Path = (Vec<String>, Directness, Vec<String>);

/// Folds the channels of all reports, which come in order of their day.
pub fn fold(items: &[&Item], cast: &Cast) -> Vec<Channel> {
    let mut paths: BTreeMap<Path, Channel> = BTreeMap::new();
    for item in items {
        for channel in &item.record.channels {
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
        channel.status = best_status(&channel.claims).unwrap_or(channel.status);
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
    paths
        .iter()
        .filter(|(path, channel)| {
            path.0 == parties && path.1 == directness && (shared(channel) > 0 || open(channel))
        })
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

/// The status with the most weight: each source counts once with its latest word, halved for every five days of age.
fn best_status(claims: &[Claim]) -> Option<ChannelStatus> {
    let last: Date = claims.iter().filter_map(|claim| claim.on).max()?;
    let mut latest: BTreeMap<(Option<&str>, &str), &Claim> = BTreeMap::new();
    for claim in claims {
        latest.insert((claim.by.as_deref(), &claim.evidence.file), claim);
    }
    let mut weight: BTreeMap<ChannelStatus, f64> = BTreeMap::new();
    for claim in latest.values() {
        let age = claim.on.map_or(0, |on| (last - on).get_days());
        *weight.entry(claim.status).or_default() += 0.5f64.powf(f64::from(age) / 5.0);
    }
    weight.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(status, _)| status)
}
