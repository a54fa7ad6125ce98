//! ninjs 2.1: a briefing as a news item, with those it tells of as people, organisations and places, and its reports as sources.

use super::{called, id, instant, title};
use crate::code::country;
use crate::code::place;
use demarche_assess::situation::Situation;
use demarche_assess::vocabulary::ActorKind;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A briefing, worded elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Story<'t> {
    /// Its headline.
    pub headline: &'t str,
    /// All of it, as plain text.
    pub text: &'t str,
    /// All of it, as an HTML page.
    pub html: &'t str,
}

/// The news item. `stamp` is when this version of it is said to be made.
pub fn write(situation: &Situation, story: Story<'_>, stamp: Timestamp) -> Value {
    let parties = situation.between.join(" ");
    let as_of = situation.as_of.map(|day| day.to_string()).unwrap_or_default();
    let mut item = json!({
        "uri": format!("urn:uuid:{}", id(&["briefing", &parties, &as_of])),
        "standard": {
            "name": "ninjs",
            "version": "2.1",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json",
        },
        "type": "text",
        "representationtype": "full",
        "profile": "briefing",
        "version": "1",
        "versioncreated": instant(stamp),
        "firstcreated": instant(stamp),
        "pubstatus": "usable",
        "language": "en",
        "title": title(situation),
        "by": "Demarche",
        "headlines": [{ "role": "main", "contenttype": "text/plain", "value": story.headline }],
        "bodies": [body("text/plain", story.text), body("text/html", story.html)],
        "genres": [{ "name": "Background", "uri": "http://cv.iptc.org/newscodes/genre/Background" }],
    });
    let named = |wanted: fn(ActorKind) -> bool| {
        let chosen = situation.actors.iter().filter(|actor| wanted(actor.kind));
        chosen
            .map(|actor| json!({ "name": actor.name, "literal": actor.id, "rel": "mentions" }))
            .collect::<Vec<_>>()
    };
    let people = named(|kind| kind == ActorKind::Person);
    let organisations =
        named(|kind| !matches!(kind, ActorKind::Person | ActorKind::State | ActorKind::UnnamedGroup));
    let countries: BTreeSet<&str> = situation
        .actors
        .iter()
        .filter_map(|actor| actor.country.as_deref())
        .filter_map(country::by_iso3)
        .map(|it| it.iso3)
        .collect();
    let spots: BTreeSet<&str> = situation.events.iter().filter_map(|event| event.place.as_deref()).collect();
    let mut places: Vec<Value> = countries
        .into_iter()
        .map(|code| json!({ "name": called(situation, code), "literal": code, "rel": "about" }))
        .collect();
    places.extend(spots.into_iter().map(|name| {
        let country = place::find(name).country;
        let mut spot = Map::from_iter([("name".to_owned(), json!(name)), ("rel".to_owned(), json!("about"))]);
        if let Some(country) = country {
            spot.insert("literal".to_owned(), json!(format!("{name}, {}", country.iso3)));
        }
        Value::Object(spot)
    }));
    let subjects: BTreeSet<&str> =
        situation.positions.iter().map(|position| position.issue.text.as_str()).collect();
    let subjects: Vec<Value> =
        subjects.into_iter().map(|name| json!({ "name": name, "rel": "about" })).collect();
    let sources: Vec<Value> = situation
        .sources
        .iter()
        .map(|source| {
            let name = source.publisher.as_deref().or(source.title.as_deref()).unwrap_or(&source.file);
            json!({ "name": name, "literal": source.file })
        })
        .collect();
    let lists = [
        ("people", people),
        ("organisations", organisations),
        ("places", places),
        ("subjects", subjects),
        ("infosources", sources),
    ];
    for (key, list) in lists {
        if !list.is_empty() {
            item[key] = Value::Array(list);
        }
    }
    item
}

fn body(kind: &str, text: &str) -> Value {
    json!({
        "role": "main",
        "contenttype": kind,
        "charcount": text.chars().count(),
        "wordcount": text.split_whitespace().count(),
        "value": text,
    })
}
