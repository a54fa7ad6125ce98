//! PLOVER events, one a line of JSON, with the fields of its manual (chapter Data Fields).
//!
//! Actors of several countries stand as several entities. Bodies that are no state's have the codes of the manual: `UNO`, `EUR`, `IGO`.

use crate::code::actor::Actor;
use crate::code::cameo;
use crate::code::place::{self, Extent};
use crate::deed::{Deed, Deeds};
use serde_json::{Map, Value, json};

/// Writes a line for each event.
pub fn write(deeds: &Deeds) -> String {
    let mut text = String::new();
    for (index, deed) in deeds.all.iter().enumerate() {
        text.push_str(&event(index + 1, deed).to_string());
        text.push('\n');
    }
    text
}

fn event(number: usize, deed: &Deed) -> Value {
    let plover = cameo::plover(&deed.kind, deed.mode.as_deref());
    let mut event = Map::new();
    let mut set = |key: &str, value: Value| {
        let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            event.insert(key.to_owned(), value);
        }
    };
    set("id", json!(number.to_string()));
    set("has_event", json!(true));
    set("date", json!(deed.day.to_string()));
    set("actor", deed.actors.iter().map(entity).collect());
    set("recipient", deed.recipients.iter().map(entity).collect());
    set("event", json!([deed.kind]));
    set("mode", json!(deed.mode.iter().collect::<Vec<_>>()));
    set("context", json!(deed.context));
    set("quad_code", json!(plover.map(|plover| plover.quad)));
    set("event_scale", json!(plover.and_then(|plover| plover.score.parse::<f64>().ok())));
    set("event_loc", deed.place.as_deref().map_or(Value::Null, location));
    set("coder", json!(concat!("demarche ", env!("CARGO_PKG_VERSION"))));
    set(
        "cite_info",
        json!({
            "url": deed.told.address,
            "publication": deed.told.publisher,
            "language": "en",
            "codebook": "plover-0.8",
        }),
    );
    Value::Object(event)
}

fn entity(actor: &Actor) -> Value {
    let code = match (actor.state_of(), actor.country.as_deref().unwrap_or(&actor.id)) {
        (Some(country), _) => Some(country.iso3),
        (None, "UN") => Some("UNO"),
        (None, "EU") => Some("EUR"),
        (None, _) => actor.to_cameo()[0].starts_with("IGO").then_some("IGO"),
    };
    json!({
        "code": code,
        "sector": actor.sector,
        "entity_text": actor.name,
        "identifier_text": actor.id,
    })
}

fn location(name: &str) -> Value {
    let place = place::find(name);
    let country = place.country;
    // 4 is a city, 2 a province, 1 a country.
    let resolution = match place.extent {
        Extent::City => Some(4),
        Extent::Province => Some(2),
        Extent::Country => Some(1),
        Extent::Other => None,
    };
    json!({
        "extracted_place": name,
        "country": country.map(|country| country.name()),
        "country_code": country.map(|country| country.iso3),
        "resolution": resolution,
    })
}
