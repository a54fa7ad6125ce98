//! Rows: a text, and which of its words lead to which actor.

use crate::Reader;
use crate::report::{BlockKind, Part, Report, lay_out};
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(Reader::new)
}

/// Checks that each surface has a mention of the actor with the id: `=` after the surface.
fn check(text: &str, expected: &[&str]) {
    let report = Report {
        published: Some("2022-06-15".to_owned()),
        parts: text
            .lines()
            .map(|line| Part { kind: Some(BlockKind::Paragraph), text: line.to_owned() })
            .collect(),
        ..Report::default()
    };
    let document = lay_out(&report);
    let reading = reader().read_document(&document);
    let found: Vec<String> = reading
        .mentions
        .iter()
        .map(|mention| format!("{}={}", reading.slice(mention.span), reading.actor(mention.actor).id))
        .collect();
    for row in expected {
        match row.strip_prefix('!') {
            Some(absent) => {
                assert!(!found.iter().any(|mention| mention == absent), "{text}\n{absent} in {found:?}")
            }
            None => assert!(found.iter().any(|mention| mention == row), "{text}\n{row} not in {found:?}"),
        }
    }
}

/// Checks the printed fields of actors: id, name, country (`-` for none), role (`-` for none).
fn check_actors(text: &str, expected: &[(&str, &str, &str, &str)]) {
    let report = Report {
        published: Some("2022-06-15".to_owned()),
        parts: text
            .lines()
            .map(|line| Part { kind: Some(BlockKind::Paragraph), text: line.to_owned() })
            .collect(),
        ..Report::default()
    };
    let record = reader().read(&report);
    for (id, name, country, role) in expected {
        let actor = record.actor(id);
        assert!(actor.is_some(), "{text}\n{id} not in {:?}", record.actors);
        let Some(actor) = actor else { continue };
        assert_eq!(actor.name, *name, "{text}");
        assert_eq!(actor.country.as_deref().unwrap_or("-"), *country, "{text} {id}");
        assert_eq!(actor.role.as_deref().unwrap_or("-"), *role, "{text} {id}");
    }
}

#[test]
fn states_go_by_many_names() {
    check(
        "Iran warned Washington on Monday. Tehran said the Americans had lied.",
        &["Iran=IRN", "Washington=USA", "Tehran=IRN"],
    );
    check("Talks between Moscow and Kyiv collapsed.", &["Moscow=RUS", "Kyiv=UKR"]);
    check("Diplomats flew to Muscat and met in Geneva.", &["!Muscat=OMN", "!Geneva=CHE"]);
    check("The North fired two missiles, the South Korean military said.", &["The North=PRK"]);
    check("He told us that nobody would help us.", &["!us=USA"]);
}

#[test]
fn bodies_take_their_country_from_the_words_around_them() {
    check(
        "Qatar's foreign ministry confirmed the visit.",
        &["Qatar's foreign ministry=QAT:foreign-ministry"],
    );
    check(
        "Egypt protested. Its foreign ministry summoned the ambassador.",
        &["Its foreign ministry=EGY:foreign-ministry"],
    );
    check("The White House declined to comment.", &["The White House=USA:white-house"]);
    check("The Kremlin said it would not answer.", &["The Kremlin=RUS:kremlin"]);
}

#[test]
fn persons_by_name_title_and_apposition() {
    check_actors(
        "Foreign Minister Karel Vondra of the Czech Republic met the Polish envoy, Zofia Malicka, on Monday.",
        &[
            ("karel-vondra", "Karel Vondra", "CZE", "foreign minister"),
            ("zofia-malicka", "Zofia Malicka", "POL", "envoy"),
        ],
    );
    check_actors(
        "Sergei Lavrov, Russia's foreign minister, said that it was over. Lavrov then left.",
        &[("sergey-lavrov", "Sergei Lavrov", "RUS", "foreign minister")],
    );
    check_actors(
        "Daniel Korbel, a former ambassador to Cairo, called it a mistake.",
        &[("daniel-korbel", "Daniel Korbel", "-", "former ambassador to cairo")],
    );
    check_actors(
        "Hana Yilmaz, a spokeswoman for the Turkish foreign ministry, denied it.",
        &[("hana-yilmaz", "Hana Yilmaz", "TUR", "spokeswoman for the turkish foreign ministry")],
    );
}

#[test]
fn unnamed_sources() {
    check_actors(
        "Two senior US officials said on Monday that a deal was near.",
        &[("USA:officials", "senior US officials", "USA", "-")],
    );
    check_actors(
        "A Gulf diplomat said that the talks had failed.",
        &[("gulf-diplomat", "Gulf diplomat", "-", "-")],
    );
    check_actors(
        "Diplomats in Brussels said that nothing was settled.",
        &[("diplomats-in-brussels", "Diplomats in Brussels", "-", "-")],
    );
    check(
        "Two US officials spoke. One of the US officials said it was over.",
        &["One of the US officials=USA:officials"],
    );
    check(
        "An Iranian official arrived in Vienna. The official said talks would resume.",
        &["The official=IRN:official"],
    );
}

#[test]
fn later_words_lead_back() {
    check(
        "President Vladimir Putin met Emmanuel Macron. Putin said that he was ready. The French president was not.",
        &["Putin=vladimir-putin", "he=vladimir-putin", "The French president=emmanuel-macron"],
    );
    check("Israel rejected the plan. It said its army would stay.", &["It=ISR", "its=ISR"]);
    check("Serbia and Kosovo met again. Both sides agreed to return.", &["Both sides=SRB+XKX"]);
    check("It rained all day and it was late.", &["!It=IRN"]);
}

#[test]
fn parties_stand_behind_actors() {
    let report = Report {
        published: Some("2022-06-15".to_owned()),
        parts: vec![Part {
            kind: Some(BlockKind::Paragraph),
            text: "Sergei Lavrov spoke of talks between Russia and Ukraine.".to_owned(),
        }],
        ..Report::default()
    };
    let document = lay_out(&report);
    let reading = reader().read_document(&document);
    let ids = |actors: &[crate::text::ActorId]| {
        actors.iter().map(|id| reading.actor(*id).id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(reading.parties()).len(), 2);
    let lavrov = reading.mentions.iter().find(|mention| reading.slice(mention.span).ends_with("Lavrov"));
    assert_eq!(lavrov.map(|mention| ids(&[reading.party_of(mention.actor)])), Some(vec!["RUS".to_owned()]));
}
