//! What each format holds, on one situation made by hand.

use super::*;
use crate::facts::{self, Kind, Type};
use demarche_assess::situation::{
    Actor, Channel, Claim, Conflict, Event, Evidence, Expectation, Issue, Movement, Outcome, Position,
    SCHEMA, Side, Source, Span, Stake, Stand, Statement, Tension,
};
use demarche_assess::vocabulary::{
    Act, ActorKind, ChannelForm, ChannelStatus, Direction, Directness, Domain, EventStatus, Modality, Mode,
    Outlook, Period, Stance,
};
use jiff::civil::{Date, date};
use serde_json::Value;
use std::collections::BTreeSet;

fn evidence(quote: &str) -> Evidence {
    Evidence {
        doc: "b3:0123".to_owned(),
        file: "https://news.example/a?b=1".to_owned(),
        publisher: Some("The Example".to_owned()),
        published: Some("2026-02-02T08:30:00Z".to_owned()),
        span: Span::new(10, 10 + quote.len()),
        quote: quote.to_owned(),
    }
}

fn day(number: i8) -> Option<Date> {
    Some(date(2026, 2, number))
}

fn event(kind: &str, status: EventStatus, on: Option<Date>) -> Event {
    Event {
        kind: kind.to_owned(),
        mode: None,
        context: vec!["diplomatic".to_owned()],
        cameo: None,
        actors: vec!["IRN".to_owned(), "USA".to_owned()],
        recipients: Vec::new(),
        on: on.map(Period::day),
        place: Some("Muscat".to_owned()),
        status,
        by: None,
        background: false,
        reported: on,
        reports: 2,
        independent_sources: 1,
        evidence: vec![evidence("The two sides met, \"again\";\nso they said")],
    }
}

fn situation() -> Situation {
    let actor = |id: &str, name: &str, kind, country: &str| Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        country: Some(country.to_owned()),
        sector: Some("GOV".to_owned()),
        role: Some("envoy".to_owned()),
        party: country.to_owned(),
        mentions: 3,
    };
    let id = |id: &str| Some(id.to_owned());
    Situation {
        schema: SCHEMA.to_owned(),
        between: vec!["IRN".to_owned(), "USA".to_owned()],
        as_of: day(2),
        since: None,
        tallies: Vec::new(),
        say_do: Vec::new(),
        tension: Tension { value: 0.0, scale: [-10, 10], week_before: 0.0, series: Vec::new() },
        channels: vec![Channel {
            parties: vec!["IRN".to_owned(), "USA".to_owned()],
            directness: Directness::Indirect,
            intermediaries: vec!["OMN".to_owned()],
            form: ChannelForm::Talks,
            status: ChannelStatus::UnderWay,
            about: None,
            since: day(1),
            last_reported: day(2),
            words: Vec::new(),
            claims: [ChannelStatus::UnderWay, ChannelStatus::Denied, ChannelStatus::Unconfirmed]
                .map(|status| Claim {
                    by: id("envoy"),
                    status,
                    form: ChannelForm::Talks,
                    intermediaries: Vec::new(),
                    on: day(2),
                    evidence: evidence("talks"),
                })
                .to_vec(),
        }],
        positions: vec![Position {
            holder: "IRN".to_owned(),
            issue: Issue { id: "missiles".to_owned(), text: "missile programme".to_owned() },
            stance: Stance::RedLine,
            toward: id("USA"),
            since: day(1),
            movement: Movement::New,
            history: vec![Stand {
                stance: Stance::RedLine,
                by: id("envoy"),
                text: "missile programme".to_owned(),
                on: day(1),
                evidence: evidence("not up for negotiation"),
            }],
        }],
        expectations: vec![Expectation {
            by: id("envoy"),
            outlook: Outlook::Progress,
            of: "results, in the coming days; or later".to_owned(),
            window: Period { from: day(2), to: day(9) },
            likelihood: None,
            made: day(2),
            outcome: Outcome::Open,
            settled_by: None,
            settled_on: None,
            evidence: vec![evidence("we hope for results in the coming days")],
        }],
        conflicts: vec![Conflict {
            over: "whether talks are direct".to_owned(),
            opened: day(2),
            sides: vec![
                Side { by: id("envoy"), evidence: evidence("they are not direct") },
                Side { by: None, evidence: evidence("they are direct") },
            ],
        }],
        events: vec![
            event("CONSULT", EventStatus::Occurred, day(1)),
            event("CONSULT", EventStatus::Planned, day(28)),
            event("THREATEN", EventStatus::Denied, None),
        ],
        stakes: vec![Stake {
            condition: "a deal".to_owned(),
            consequence: "lower prices".to_owned(),
            domain: Domain::Energy,
            direction: Direction::Lowers,
            modality: Modality::May,
            evidence: vec![evidence("a deal may lower prices")],
        }],
        statements: [Mode::Direct, Mode::Indirect]
            .map(|mode| Statement {
                by: id("envoy"),
                to: id("USA"),
                act: Act::Hope,
                mode,
                source: None,
                cue: None,
                on: day(2).map(Period::day),
                in_headline: false,
                reported_by: None,
                content: evidence("we hope"),
                passage: evidence("“We hope,” the envoy said."),
            })
            .to_vec(),
        actors: vec![
            actor("IRN", "Iran", ActorKind::State, "IRN"),
            actor("envoy", "A. Envoy", ActorKind::Person, "IRN"),
        ],
        sources: vec![Source {
            doc: "b3:0123".to_owned(),
            file: "https://news.example/a?b=1".to_owned(),
            title: Some("Talks, again".to_owned()),
            publisher: Some("The Example".to_owned()),
            published: Some("2026-02-02T08:30:00Z".to_owned()),
            copy_of: None,
            reliability: None,
            credibility: None,
            notes: Vec::new(),
        }],
        ..demarche_assess::fold(&[], &[], None)
    }
}

fn stamp() -> Timestamp {
    "2026-02-03T00:00:00Z".parse().expect("it is an instant")
}

#[test]
fn tables_have_as_many_values_as_columns() {
    for kind in Kind::ALL {
        let table = facts::table(&situation(), kind);
        assert!(!table.rows.is_empty(), "{kind:?}");
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{kind:?}");
        let names: BTreeSet<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), table.columns.len(), "{kind:?}: names are used once");
    }
}

#[test]
fn csv_quotes_what_needs_it() {
    let text = csv::write(&facts::table(&situation(), Kind::Events));
    let first = text.split("\r\n").nth(1).expect("a row");
    assert_eq!(
        first,
        "CONSULT,,diplomatic,,IRN;USA,,2026-02-01,2026-02-01,Muscat,occurred,,false,2,1,b3:0123,https://news.example/a?b=1,\
         The Example,2026-02-02T08:30:00Z,10,50,\"The two sides met, \"\"again\"\";\nso they said\""
    );
}

#[test]
fn parquet_begins_and_ends_as_it_should() {
    for kind in Kind::ALL {
        let file = parquet::write(&facts::table(&situation(), kind));
        assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
        let length =
            file[file.len() - 8..file.len() - 4].try_into().map(u32::from_le_bytes).expect("four bytes");
        assert!((length as usize) < file.len() - 12, "the footer lies inside the file");
    }
}

#[test]
fn parquet_is_written_as_other_readers_read_it() {
    // These bytes were read back, value for value, by pyarrow and DuckDB.
    let table = facts::Table {
        columns: vec![("name", Type::Text), ("day", Type::Day), ("count", Type::Count), ("flag", Type::Flag)],
        rows: vec![
            vec![
                facts::Value::Text("é".to_owned()),
                facts::Value::Day(date(1970, 1, 3)),
                facts::Value::Count(7),
                facts::Value::Flag(true),
            ],
            vec![facts::Value::None, facts::Value::None, facts::Value::None, facts::Value::Flag(false)],
        ],
    };
    let file = parquet::write(&table);
    let page = &file[4..];
    // Header: data page, 12 bytes, 12 bytes, {2 values, plain, run-length, run-length}; levels 0b01; length and letters.
    assert_eq!(
        page[..29],
        [
            0x15, 0x00, 0x15, 0x18, 0x15, 0x18, 0x2c, 0x15, 0x04, 0x15, 0x00, 0x15, 0x06, 0x15, 0x06, 0x00,
            0x00, 2, 0, 0, 0, 3, 1, 2, 0, 0, 0, 0xc3, 0xa9
        ]
    );
}

#[test]
fn jsonl_holds_every_fact() {
    let text = jsonl::write(&situation());
    let kinds: Vec<String> = text
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).expect("each line is JSON")["fact"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(
        kinds.join(" "),
        "situation source actor actor channel position event event event statement statement expectation conflict stake"
    );
}

#[test]
fn plover_events_have_the_required_fields() {
    let deeds = crate::deed::deeds(&situation());
    assert_eq!(deeds.left_out.into_iter().collect::<Vec<_>>(), [("denied", 1), ("planned, not done", 1)]);
    let text = plover::write(&crate::deed::deeds(&situation()));
    let event: Value = serde_json::from_str(text.lines().next().expect("an event")).expect("JSON");
    let rows = [
        ("/date", "2026-02-01"),
        ("/event/0", "CONSULT"),
        ("/actor/0/code", "IRN"),
        ("/actor/1/code", "USA"),
        ("/context/0", "diplomatic"),
        ("/event_loc/country_code", "OMN"),
        ("/cite_info/publication", "The Example"),
    ];
    for (path, value) in rows {
        assert_eq!(event.pointer(path).and_then(Value::as_str), Some(value), "{path}");
    }
    assert_eq!(event["quad_code"], 1);
    assert_eq!(event["event_scale"], 2.5);
}

#[test]
fn stix_objects_refer_to_objects_of_the_bundle() {
    let bundle = stix::write(&situation(), stamp());
    let objects = bundle["objects"].as_array().expect("objects");
    let ids: BTreeSet<&str> = objects.iter().filter_map(|object| object["id"].as_str()).collect();
    assert_eq!(ids.len(), objects.len(), "each id stands once");
    for object in objects {
        let kind = object["type"].as_str().expect("a type");
        let id =
            object["id"].as_str().and_then(|id| id.strip_prefix(kind)).and_then(|id| id.strip_prefix("--"));
        assert_eq!(id.and_then(|id| Uuid::parse_str(id).ok()).map(|id| id.get_version_num()), Some(5));
        for key in ["created_by_ref", "source_ref", "target_ref", "sighting_of_ref"] {
            assert!(object.get(key).is_none_or(|id| ids.contains(id.as_str().unwrap())), "{kind} {key}");
        }
        for key in ["object_refs", "where_sighted_refs"] {
            for id in object.get(key).and_then(Value::as_array).into_iter().flatten() {
                assert!(ids.contains(id.as_str().unwrap()), "{kind} {key}");
            }
        }
    }
    let opinions: Vec<&str> = objects
        .iter()
        .filter(|object| object["type"] == "opinion")
        .filter_map(|object| object["opinion"].as_str())
        .collect();
    assert_eq!(opinions, ["agree", "strongly-disagree", "neutral", "strongly-disagree"]);
    assert_eq!(bundle, stix::write(&situation(), stamp()), "the same every time");
}

#[test]
fn ninjs_has_only_fields_of_its_schema() {
    const FIELDS: &str = "uri type representationtype profile version firstcreated versioncreated contentcreated embargoed \
        pubstatus urgency copyrightholder copyrightnotice usageterms ednote language descriptions bodies headlines people \
        organisations places subjects events objects infosources title by slugline located renditions associations altids \
        trustindicators standard genres expires rightsinfo";
    let fields: BTreeSet<&str> = FIELDS.split_whitespace().collect();
    let story = ninjs::Story { headline: "Talks", text: "Talks go on.", html: "<p>Talks go on.</p>" };
    let item = ninjs::write(&situation(), story, stamp());
    let item = item.as_object().expect("an object");
    assert!(item.keys().all(|key| fields.contains(key.as_str())));
    assert!(item["uri"].as_str().is_some_and(|uri| uri.starts_with("urn:uuid:")));
    assert_eq!(item["bodies"][0]["wordcount"], 3);
    assert_eq!(item["people"][0]["name"], "A. Envoy");
    assert_eq!(item["versioncreated"], "2026-02-03T00:00:00Z");
}

#[test]
fn linked_data_refers_to_nodes_of_its_graph() {
    let graph = linked::write(&situation(), stamp());
    let nodes = graph["@graph"].as_array().expect("a graph");
    let ids: BTreeSet<&str> = nodes.iter().filter_map(|node| node["@id"].as_str()).collect();
    let mut waiting: Vec<&Value> = nodes.iter().flat_map(|node| node.as_object().unwrap().values()).collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values),
            Value::Object(fields) => {
                assert!(fields.get("@id").is_none_or(|id| ids.contains(id.as_str().unwrap())), "{value}");
                waiting.extend(fields.values());
            }
            _ => {}
        }
    }
    let count = |kind: &str| nodes.iter().filter(|node| node["@type"] == kind).count();
    let rows = [
        ("Report", 1),
        ("NewsArticle", 1),
        ("Event", 3),
        ("Quotation", 1),
        ("Claim", 1),
        ("Statement", 1),
        ("Country", 2),
    ];
    for (kind, wanted) in rows {
        assert_eq!(count(kind), wanted, "{kind}");
    }
}

#[test]
fn the_calendar_has_last_days_and_planned_meetings() {
    let text = calendar::write(&situation(), stamp());
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    let whole = text.replace("\r\n ", "");
    let lines: Vec<&str> = whole.split("\r\n").collect();
    let wanted = [
        "DTSTAMP:20260203T000000Z",
        "DTSTART;VALUE=DATE:20260209",
        "DTEND;VALUE=DATE:20260210",
        "SUMMARY:Last day: progress expected by A. Envoy: results\\, in the coming days\\; or later",
        "STATUS:TENTATIVE",
        "DTSTART;VALUE=DATE:20260228",
        "DTEND;VALUE=DATE:20260301",
        "SUMMARY:Meeting: Iran and United States",
        "LOCATION:Muscat",
        "STATUS:CONFIRMED",
        "URL:https://news.example/a?b=1",
    ];
    for line in wanted {
        assert!(lines.contains(&line), "{line}\n{whole}");
    }
    assert_eq!(lines.iter().filter(|line| **line == "BEGIN:VEVENT").count(), 2);
}
