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
            if entry.form == ChannelForm::Unspecified {
                entry.form = channel.form;
            }
            entry.intermediaries.extend(through);
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
                    on,
                    evidence,
                });
            }
        }
    }
    let mut channels: Vec<Channel> = paths.into_values().collect();
    for channel in &mut channels {
        channel.status = best_status(&channel.claims).unwrap_or(channel.status);
    }
    channels
}

/// An indirect path whose go-betweens are not named joins the one that is known, and the other way round.
fn known_path(
    paths: &BTreeMap<Path, Channel>,
    parties: &[String],
    directness: Directness,
    through: &[String],
) -> Vec<String> {
    let same = |path: &&Path| path.0 == parties && path.1 == directness;
    let mut candidates = paths.keys().filter(same);
    let fits = |path: &&Path| {
        through.is_empty()
            || path.2.is_empty()
            || path.2.iter().any(|other| through.contains(other))
            || vague(&path.2)
            || vague(through)
    };
    candidates.find(fits).map_or_else(|| through.to_vec(), |path| path.2.clone())
}

/// Go-betweens that are a description ("regional countries"), not a party.
fn vague(through: &[String]) -> bool {
    through.iter().all(|id| !id.chars().any(char::is_uppercase))
}

/// The status with the most weight: each source counts once with its latest word, halved for every two weeks of age.
fn best_status(claims: &[Claim]) -> Option<ChannelStatus> {
    let last: Date = claims.iter().filter_map(|claim| claim.on).max()?;
    let mut latest: BTreeMap<(Option<&str>, &str), &Claim> = BTreeMap::new();
    for claim in claims {
        latest.insert((claim.by.as_deref(), &claim.evidence.file), claim);
    }
    let mut weight: BTreeMap<ChannelStatus, f64> = BTreeMap::new();
    for claim in latest.values() {
        let age = claim.on.map_or(0, |on| (last - on).get_days());
        *weight.entry(claim.status).or_default() += 0.5f64.powf(f64::from(age) / 14.0);
    }
    weight.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(status, _)| status)
}
