//! Changes in words: one line on what came between two days.

use crate::briefing::Sentence;
use crate::cite::quoted;
use crate::day;
use crate::name::possessive;
use crate::scribe::Scribe;
use crate::word;
use demarche_assess::news::{Changes, PositionChange};
use demarche_assess::situation::{Channel, Evidence, Movement, Outcome};

/// Most changes that one line tells.
const MOST: usize = 3;
/// Words of a quotation that goes into it.
const WORDS: usize = 18;

/// The line; `None` where nothing changed.
pub fn sentence(scribe: &mut Scribe<'_>, changes: &Changes) -> Option<Sentence> {
    let mut told: Vec<(String, Evidence)> = Vec::new();
    let situation = scribe.situation;
    let among = |parties: &[String]| parties.iter().filter(|party| situation.is_between(party)).count() > 1;
    for change in changes.channels.iter().filter(|change| among(&change.parties)) {
        let channel = Channel {
            parties: change.parties.clone(),
            directness: change.directness,
            intermediaries: change.intermediaries.clone(),
            form: change.form,
            status: change.now,
            about: None,
            since: None,
            last_reported: None,
            words: Vec::new(),
            claims: Vec::new(),
        };
        told.push((word::channel::standing(scribe, &channel), change.evidence.clone()));
    }
    let moved = |change: &&PositionChange| matches!(change.movement, Movement::Hardened | Movement::Softened);
    for change in changes.positions.iter().filter(moved) {
        let holder = scribe.call(&change.holder);
        let way = if change.movement == Movement::Softened { "softened" } else { "hardened" };
        let line = format!("{} line {way}: {}", possessive(&holder), brief(&change.evidence.quote));
        told.push((line, change.evidence.clone()));
    }
    for expectation in &changes.settled {
        let who = scribe.naming.call(expectation.by.as_deref());
        let what = expectation.evidence.first();
        let Some(passage) = expectation.settled_by.as_ref().or(what) else { continue };
        let became = if expectation.outcome == Outcome::Met { "came about" } else { "came to nothing" };
        let of = what.map_or_else(String::new, |what| format!(" ({})", brief(&what.quote)));
        told.push((format!("what {who} looked for {became}{of}"), passage.clone()));
    }
    for event in changes.events.iter().filter(|event| !event.actors.is_empty()) {
        if let Some(passage) = event.evidence.first() {
            told.push((word::event::what(scribe, event), passage.clone()));
        }
    }
    for conflict in &changes.conflicts {
        if let Some(side) = conflict.sides.last() {
            told.push((format!("accounts differ on {}", conflict.over), side.evidence.clone()));
        }
    }
    let left = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    let (lines, passages): (Vec<String>, Vec<Evidence>) = told.into_iter().unzip();
    let since = changes
        .since
        .map_or_else(String::new, |since| format!("since {}: ", day::short(since, scribe.now())));
    let more = if left > 0 { format!("; and {left} more") } else { String::new() };
    scribe.sentence(format!("{since}{}{more}", lines.join("; ")), &passages)
}

/// The first words of a passage, in quotation marks.
fn brief(words: &str) -> String {
    let mut ends = words.match_indices(' ').map(|(at, _)| at);
    match ends.nth(WORDS - 1) {
        Some(end) => quoted(&format!("{} …", words[..end].trim_end_matches([',', ';', ':']))),
        None => quoted(words),
    }
}
