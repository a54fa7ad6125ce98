//! schema.org JSON-LD: the situation as a report on its parties, its sources as articles, events as events, statements as quotations or
//! claims, positions as statements. No verdict is written: whether a claim is true is not ours to say.

use super::{called, called_all, id, instant, title};
use crate::code::country;
use crate::code::place;
use demarche_assess::situation::{Evidence, Situation};
use demarche_assess::vocabulary::{ActorKind, EventStatus, Mode};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The graph. `stamp` is when the report is said to be published.
pub fn write(situation: &Situation, stamp: Timestamp) -> Value {
    let parties = situation.between.join(" ");
    let as_of = situation.as_of.map(|day| day.to_string()).unwrap_or_default();
    let mut parts: Vec<Value> = Vec::new();
    let mut cast: BTreeSet<String> = situation.between.iter().cloned().collect();
    for event in &situation.events {
        parts.push(self::event(situation, event));
        cast.extend(event.actors.iter().chain(&event.recipients).cloned());
    }
    for statement in &situation.statements {
        let is_quoted = statement.mode == Mode::Direct;
        let said = &statement.content;
        parts.push(node(
            if is_quoted { "Quotation" } else { "Claim" },
            &["statement", statement.by.as_deref().unwrap_or(""), &said.doc, &said.quote],
            json!({
                "text": said.quote,
                if is_quoted { "creator" } else { "author" }: statement.by.as_deref().map(reference),
                "dateCreated": statement.on.and_then(|on| on.from).map(|day| day.to_string()),
                "name": statement.act.as_str(),
                if is_quoted { "citation" } else { "appearance" }: article(said),
            }),
        ));
        cast.extend(statement.by.iter().cloned());
    }
    for position in &situation.positions {
        for stand in &position.history {
            let said = &stand.evidence;
            parts.push(node(
                "Statement",
                &["position", &position.holder, &position.issue.id, &said.doc, &said.quote],
                json!({
                    "text": said.quote,
                    "name": stand.stance.as_str(),
                    "author": reference(&position.holder),
                    "about": { "@type": "Thing", "name": position.issue.text },
                    "dateCreated": stand.on.map(|day| day.to_string()),
                    "citation": article(said),
                }),
            ));
        }
        cast.insert(position.holder.clone());
    }
    let report = node(
        "Report",
        &["report", &parties, &as_of],
        json!({
            "name": title(situation),
            "inLanguage": "en",
            "datePublished": instant(stamp),
            "temporalCoverage": situation.as_of.map(|day| format!("../{day}")),
            "author": { "@type": "SoftwareApplication", "name": "Demarche" },
            "about": situation.between.iter().map(|party| reference(party)).collect::<Vec<_>>(),
            "hasPart": parts.iter().map(|part| json!({ "@id": part["@id"] })).collect::<Vec<_>>(),
            "citation": situation.sources.iter().map(|source| json!({ "@id": article_id(&source.doc) })).collect::<Vec<_>>(),
        }),
    );
    let articles = situation.sources.iter().map(|source| {
        let is_address = source.file.starts_with("http");
        strip(json!({
            "@type": "NewsArticle",
            "@id": article_id(&source.doc),
            "headline": source.title,
            "datePublished": source.published,
            "publisher": source.publisher.as_deref().map(|name| json!({ "@type": "Organization", "name": name })),
            "url": is_address.then_some(&source.file),
            "identifier": source.doc,
        }))
    });
    let mut graph = vec![report];
    graph.extend(articles);
    graph.extend(cast.iter().map(|id| actor(situation, id)));
    graph.extend(parts);
    json!({ "@context": "https://schema.org", "@graph": graph })
}

fn event(situation: &Situation, event: &demarche_assess::situation::Event) -> Value {
    let first = event.evidence.first();
    let days = event.on.unwrap_or_default();
    let when = days.from.map(|day| day.to_string()).unwrap_or_default();
    let status = match event.status {
        EventStatus::Planned => Some("https://schema.org/EventScheduled"),
        _ => None,
    };
    let to = called_all(situation, &event.recipients);
    let to = if to.is_empty() { String::new() } else { format!(" → {to}") };
    let name = format!("{}: {}{to}", event.kind, called_all(situation, &event.actors));
    let place = event.place.as_deref().map(|name| {
        let country = place::find(name).country.map(|country| country.iso2).filter(|code| !code.is_empty());
        let address = country.map(|code| json!({ "@type": "PostalAddress", "addressCountry": code }));
        strip(json!({ "@type": "Place", "name": name, "address": address }))
    });
    let quote = first.map_or("", |evidence| evidence.quote.as_str());
    let doc = first.map_or("", |evidence| evidence.doc.as_str());
    node(
        "Event",
        &["event", &name, event.status.as_str(), &when, doc, quote],
        json!({
            "name": name,
            "description": quote,
            "additionalType": format!("plover:{}", event.kind),
            "keywords": event.status.as_str(),
            "startDate": days.from.map(|day| day.to_string()),
            "endDate": days.to.map(|day| day.to_string()),
            "eventStatus": status,
            "location": place,
            "performer": event.actors.iter().map(|id| reference(id)).collect::<Vec<_>>(),
            "attendee": event.recipients.iter().map(|id| reference(id)).collect::<Vec<_>>(),
            "subjectOf": event.evidence.iter().map(article).collect::<Vec<_>>(),
        }),
    )
}

fn actor(situation: &Situation, of: &str) -> Value {
    let actor = situation.actor(of);
    let kind = match actor.map(|actor| actor.kind) {
        Some(ActorKind::Person) => "Person",
        Some(ActorKind::State) => "Country",
        Some(ActorKind::GovernmentBody) => "GovernmentOrganization",
        Some(ActorKind::Media) => "NewsMediaOrganization",
        None if country::by_iso3(of).is_some() => "Country",
        _ => "Organization",
    };
    let role = actor.and_then(|actor| actor.role.as_deref());
    strip(json!({
        "@type": kind,
        "@id": reference(of)["@id"],
        "name": called(situation, of),
        "identifier": of,
        "jobTitle": role.filter(|_| kind == "Person"),
    }))
}

fn reference(of: &str) -> Value {
    json!({ "@id": format!("urn:uuid:{}", id(&["actor", of])) })
}

fn article_id(doc: &str) -> String {
    format!("urn:uuid:{}", id(&["article", doc]))
}

fn article(evidence: &Evidence) -> Value {
    json!({ "@id": article_id(&evidence.doc) })
}

fn node(kind: &str, words: &[&str], fields: Value) -> Value {
    let mut node = Map::new();
    node.insert("@type".to_owned(), json!(kind));
    node.insert("@id".to_owned(), json!(format!("urn:uuid:{}", id(words))));
    if let Value::Object(fields) = fields {
        node.extend(fields);
    }
    strip(Value::Object(node))
}

/// Without keys that say nothing.
fn strip(mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.retain(|_, value| !value.is_null() && !value.as_array().is_some_and(Vec::is_empty));
    }
    value
}
