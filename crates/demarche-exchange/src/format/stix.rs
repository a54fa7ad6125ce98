//! STIX 2.1 bundle: actors and publishers as identities with locations, reports as reports, channels as relationships with each source's
//! word as an opinion, events, statements, positions and expectations as notes, and how often an event was told as a sighting.
//!
//! Ids are version 5 UUIDs of what they stand for: the same situation gives the same ids, and two exports merge.

use super::{called, called_all, id, instant_of, title};
use crate::code::country;
use demarche_assess::situation::{Channel, Evidence, Situation};
use demarche_assess::vocabulary::{ActorKind, ChannelStatus};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Everything of a situation. `stamp` is when the objects are said to be made.
pub fn write(situation: &Situation, stamp: Timestamp) -> Value {
    let maker = format!("identity--{}", id(&["identity", "demarche"]));
    let mut bundle =
        Bundle { situation, stamp, maker: maker.clone(), objects: BTreeMap::new(), order: Vec::new() };
    let name = json!({ "name": "Demarche", "identity_class": "system" });
    bundle.put("identity", &["identity", "demarche"], name);
    for report in &situation.sources {
        let published = instant_of(report.published.as_deref()).unwrap_or(stamp);
        let publisher = report.publisher.as_deref().map(|publisher| bundle.publisher(publisher));
        let refs: Vec<&String> = publisher.iter().collect();
        let fields = json!({
            "name": report.title.as_deref().unwrap_or(&report.file),
            "published": millis(published),
            "object_refs": if refs.is_empty() { json!([maker]) } else { json!(refs) },
            "external_references": [reference(&report.file, &report.doc)],
        });
        bundle.put("report", &["report", &report.doc], fields);
    }
    bundle.channels();
    bundle.notes();
    bundle.conflicts();
    let refs: Vec<String> = bundle.order.clone();
    let fields = json!({
        "name": title(situation),
        "published": millis(stamp),
        "object_refs": refs,
    });
    let parties = situation.between.join(" ");
    let as_of = situation.as_of.map(|day| day.to_string()).unwrap_or_default();
    bundle.put("report", &["situation", &parties, &as_of], fields);
    let objects: Vec<Value> = bundle.order.iter().filter_map(|id| bundle.objects.remove(id)).collect();
    json!({ "type": "bundle", "id": format!("bundle--{}", id(&["bundle", &parties, &as_of])), "objects": objects })
}

struct Bundle<'s> {
    situation: &'s Situation,
    stamp: Timestamp,
    maker: String,
    objects: BTreeMap<String, Value>,
    order: Vec<String>,
}

impl Bundle<'_> {
    /// Adds an object once, and gives its id.
    fn put(&mut self, kind: &str, words: &[&str], fields: Value) -> String {
        let id = format!("{kind}--{}", id(words));
        if self.objects.contains_key(&id) {
            return id;
        }
        let mut object = Map::new();
        object.insert("type".to_owned(), json!(kind));
        object.insert("spec_version".to_owned(), json!("2.1"));
        object.insert("id".to_owned(), json!(id));
        object.insert("created".to_owned(), json!(millis(self.stamp)));
        object.insert("modified".to_owned(), json!(millis(self.stamp)));
        if id != self.maker {
            object.insert("created_by_ref".to_owned(), json!(self.maker));
        }
        if let Value::Object(fields) = fields {
            object.extend(fields.into_iter().filter(|(_, value)| !value.is_null()));
        }
        self.objects.insert(id.clone(), Value::Object(object));
        self.order.push(id.clone());
        id
    }

    fn publisher(&mut self, name: &str) -> String {
        self.put("identity", &["publisher", name], json!({ "name": name, "identity_class": "organization" }))
    }

    /// An actor, with the country it belongs to.
    fn actor(&mut self, of: &str) -> String {
        let actor = self.situation.actor(of);
        let class = match actor.map(|actor| actor.kind) {
            Some(ActorKind::Person) => "individual",
            Some(ActorKind::UnnamedGroup) => "class",
            Some(ActorKind::ArmedGroup | ActorKind::ArmedForce) => "group",
            Some(_) => "organization",
            None if country::by_iso3(of).is_some() => "organization",
            None => "unknown",
        };
        let fields = json!({
            "name": called(self.situation, of),
            "identity_class": class,
            "roles": actor.and_then(|actor| actor.role.as_deref()).map(|role| json!([role])),
        });
        let whose = actor.and_then(|actor| actor.country.as_deref()).unwrap_or(of);
        let identity = self.put("identity", &["actor", of], fields);
        if let Some(country) = country::by_iso3(whose).filter(|country| !country.iso2.is_empty()) {
            let fields = json!({ "name": country.name(), "country": country.iso2 });
            let location = self.put("location", &["country", country.iso3], fields);
            self.relate(&["actor", of, "in", country.iso3], "located-at", &identity, &location, Value::Null);
        }
        identity
    }

    fn actors<'a>(&mut self, ids: impl IntoIterator<Item = &'a String>) -> Vec<String> {
        let once: BTreeSet<&String> = ids.into_iter().collect();
        once.into_iter().map(|id| self.actor(id)).collect()
    }

    fn relate(&mut self, words: &[&str], kind: &str, source: &str, target: &str, more: Value) -> String {
        let mut fields = json!({ "relationship_type": kind, "source_ref": source, "target_ref": target });
        if let (Value::Object(fields), Value::Object(more)) = (&mut fields, more) {
            fields.extend(more);
        }
        self.put("relationship", words, fields)
    }

    /// Every two parties of a channel are related; each source's word on it is an opinion.
    fn channels(&mut self) {
        let situation = self.situation;
        for channel in &situation.channels {
            let parties = self.actors(&channel.parties);
            let go_betweens = self.actors(&channel.intermediaries);
            let name = describe(situation, channel);
            let mut about = Vec::new();
            for (index, left) in parties.iter().enumerate() {
                for right in &parties[index + 1..] {
                    let more = json!({
                        "description": name,
                        "start_time": channel.since.map(midnight),
                    });
                    about.push(self.relate(
                        &["channel", &name, left, right],
                        "related-to",
                        left,
                        right,
                        more,
                    ));
                }
            }
            about.extend(if about.is_empty() { parties } else { go_betweens });
            if about.is_empty() {
                continue;
            }
            for claim in &channel.claims {
                let opinion = match claim.status {
                    ChannelStatus::Denied => "strongly-disagree",
                    ChannelStatus::Refused => "disagree",
                    ChannelStatus::Unconfirmed => "neutral",
                    _ => "agree",
                };
                let by = claim.by.as_deref().map(|by| called(situation, by));
                let fields = json!({
                    "opinion": opinion,
                    "explanation": format!("{}: “{}”", claim.status.as_str(), claim.evidence.quote),
                    "authors": by.map(|by| json!([by])),
                    "object_refs": about,
                    "external_references": [cite(&claim.evidence)],
                });
                let words = [name.as_str(), claim.by.as_deref().unwrap_or(""), claim.status.as_str()];
                self.put("opinion", &[&words[..], &place(&claim.evidence)].concat(), fields);
            }
        }
    }

    fn notes(&mut self) {
        let situation = self.situation;
        for event in &situation.events {
            let Some(first) = event.evidence.first() else { continue };
            let who = self.actors(event.actors.iter().chain(&event.recipients));
            let actors = called_all(situation, &event.actors);
            let to = called_all(situation, &event.recipients);
            let to = if to.is_empty() { String::new() } else { format!(" → {to}") };
            let kind =
                [Some(event.kind.as_str()), event.mode.as_deref()].map(Option::unwrap_or_default).join(" ");
            let content =
                format!("{} ({}): {actors}{to}\n“{}”", kind.trim(), event.status.as_str(), first.quote);
            let labels = [
                "event".to_owned(),
                format!("plover:{}", event.kind.to_lowercase()),
                event.status.as_str().to_owned(),
            ];
            let when = event.on.and_then(|on| on.from).map(|day| day.to_string()).unwrap_or_default();
            let words = ["event", &kind, &actors, &to, event.status.as_str(), &when];
            let note = self.note(&words, &content, &labels, who, first);
            let publishers: BTreeSet<&str> =
                event.evidence.iter().filter_map(|evidence| evidence.publisher.as_deref()).collect();
            let seen: BTreeSet<Timestamp> = event
                .evidence
                .iter()
                .filter_map(|evidence| instant_of(evidence.published.as_deref()))
                .collect();
            let seers: Vec<String> =
                publishers.into_iter().map(|publisher| self.publisher(publisher)).collect();
            let fields = json!({
                "sighting_of_ref": note,
                "count": event.reports,
                "first_seen": seen.first().copied().map(millis),
                "last_seen": seen.last().copied().map(millis),
                "where_sighted_refs": if seers.is_empty() { Value::Null } else { json!(seers) },
            });
            self.put("sighting", &["sighting", &note], fields);
        }
        for statement in &situation.statements {
            let who = self.actors(statement.by.iter().chain(&statement.to));
            let by = statement.by.as_deref().map_or("The reporter", |by| called(situation, by));
            let content = format!("{by} ({}): “{}”", statement.act.as_str(), statement.content.quote);
            let labels = ["statement".to_owned(), statement.act.as_str().to_owned()];
            self.note(&["statement", by], &content, &labels, who, &statement.content);
        }
        for position in &situation.positions {
            let who = self.actors(std::iter::once(&position.holder).chain(&position.toward));
            for stand in &position.history {
                let holder = called(situation, &position.holder);
                let content = format!(
                    "{holder}, {} on {}: “{}”",
                    stand.stance.as_str().replace('_', " "),
                    position.issue.text,
                    stand.evidence.quote
                );
                let labels = ["position".to_owned(), stand.stance.as_str().to_owned()];
                self.note(
                    &["position", holder, &position.issue.id],
                    &content,
                    &labels,
                    who.clone(),
                    &stand.evidence,
                );
            }
        }
        for expectation in &situation.expectations {
            let Some(first) = expectation.evidence.first() else { continue };
            let who = self.actors(&expectation.by);
            let by = expectation.by.as_deref().map_or("The reporter", |by| called(situation, by));
            let last = expectation.window.to.map(|day| format!(" by {day}")).unwrap_or_default();
            let content = format!(
                "{by} expects {}{last}: {}\n“{}”",
                expectation.outlook.as_str(),
                expectation.of,
                first.quote
            );
            let labels = ["expectation".to_owned(), expectation.outlook.as_str().to_owned()];
            self.note(&["expectation", by, &expectation.of], &content, &labels, who, first);
        }
    }

    fn note(
        &mut self,
        words: &[&str],
        content: &str,
        labels: &[String],
        refs: Vec<String>,
        evidence: &Evidence,
    ) -> String {
        let refs = if refs.is_empty() { vec![self.maker.clone()] } else { refs };
        let fields = json!({
            "content": content,
            "labels": labels,
            "object_refs": refs,
            "external_references": [cite(evidence)],
        });
        self.put("note", &[words, &place(evidence)].concat(), fields)
    }

    /// The first account is a note, each other one an opinion against it.
    fn conflicts(&mut self) {
        let situation = self.situation;
        for conflict in &situation.conflicts {
            let Some((first, others)) = conflict.sides.split_first() else { continue };
            let who = self.actors(conflict.sides.iter().filter_map(|side| side.by.as_ref()));
            let content = format!("{}: “{}”", conflict.over, first.evidence.quote);
            let labels = ["conflict".to_owned()];
            let note = self.note(&["conflict", &conflict.over], &content, &labels, who, &first.evidence);
            for side in others {
                let by = side.by.as_deref().map(|by| called(situation, by));
                let fields = json!({
                    "opinion": "strongly-disagree",
                    "explanation": side.evidence.quote,
                    "authors": by.map(|by| json!([by])),
                    "object_refs": [note],
                    "external_references": [cite(&side.evidence)],
                });
                self.put(
                    "opinion",
                    &[&["conflict", note.as_str()][..], &place(&side.evidence)].concat(),
                    fields,
                );
            }
        }
    }
}

/// "talks, indirect through Oman: under way".
fn describe(situation: &Situation, channel: &Channel) -> String {
    let through = called_all(situation, &channel.intermediaries);
    let through = if through.is_empty() { String::new() } else { format!(" through {through}") };
    let about = channel.about.as_deref().map(|about| format!(" on {about}")).unwrap_or_default();
    let parties = called_all(situation, &channel.parties);
    format!(
        "{parties}: {}{about}, {}{through}: {}",
        channel.form.as_str().replace('_', " "),
        channel.directness.as_str(),
        channel.status.as_str().replace('_', " ")
    )
}

/// Where a passage stands, as words for an id.
fn place(evidence: &Evidence) -> [&str; 2] {
    [&evidence.doc, &evidence.quote]
}

fn cite(evidence: &Evidence) -> Value {
    let mut reference = reference(&evidence.file, &evidence.doc);
    let (start, end) = (evidence.span.start, evidence.span.end);
    reference["description"] = json!(format!("bytes {start}–{end}: “{}”", evidence.quote));
    reference
}

fn reference(file: &str, doc: &str) -> Value {
    let is_address = file.starts_with("https://") || file.starts_with("http://");
    let (name, url) = if is_address { ("report", json!(file)) } else { (file, Value::Null) };
    let mut reference =
        json!({ "source_name": if name.is_empty() { "report" } else { name }, "external_id": doc });
    if !url.is_null() {
        reference["url"] = url;
    }
    reference
}

fn millis(stamp: Timestamp) -> String {
    stamp.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

fn midnight(day: Date) -> String {
    format!("{day}T00:00:00.000Z")
}
