//! The formats, one a file: each takes a situation, or a table of its facts, and gives the text or bytes of a file.

pub mod calendar;
pub mod csv;
pub mod jsonl;
pub mod linked;
pub mod ninjs;
pub mod parquet;
pub mod plover;
pub mod stix;

#[cfg(test)]
mod tests;

use demarche_assess::situation::Situation;
use demarche_read::country;
use jiff::Timestamp;
use uuid::Uuid;

/// The name space that ids are made in: the version 5 UUID of the URL `urn:demarche`.
const SPACE: Uuid = Uuid::from_u128(0x53cf_fe4a_bb26_5be2_a81c_c6c8_1b64_d5a6);

/// An id that is the same for the same words.
fn id(words: &[&str]) -> Uuid {
    Uuid::new_v5(&SPACE, words.join("\u{1f}").as_bytes())
}

/// What an actor is called: its name, else that of the country.
fn called<'a>(situation: &'a Situation, id: &'a str) -> &'a str {
    situation.actor(id).map(|actor| actor.name.as_str()).or_else(|| country::name(id)).unwrap_or(id)
}

/// Names of several actors, with commas and an "and".
fn called_all(situation: &Situation, ids: &[String]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| called(situation, id)).collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// What the situation is called: "Iran and United States, as of 2026-02-02".
pub fn title(situation: &Situation) -> String {
    let parties = called_all(situation, &situation.between);
    match situation.as_of {
        Some(day) => format!("{parties}, as of {day}"),
        None => parties,
    }
}

/// `2026-02-02T00:00:00Z`.
fn instant(stamp: Timestamp) -> String {
    stamp.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A day or an instant as a source states it, as an instant; a day is its midnight.
fn instant_of(text: Option<&str>) -> Option<Timestamp> {
    let text = text?;
    text.parse().ok().or_else(|| {
        let day: jiff::civil::Date = text.get(..10)?.parse().ok()?;
        Some(day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    })
}
