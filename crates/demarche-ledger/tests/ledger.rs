//! A ledger as its callers use it: what comes in, what is viewed, what is refused.

use demarche_ledger::{Incoming, Kind, Ledger, Outcome, Query};
use demarche_read::record::{Actor, ActorKind, Record, SCHEMA};
use demarche_read::report::{Document, Part, Report, lay_out};
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::PathBuf;
use std::time::Duration;

const READER: &str = "reader 1";

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("demarche-ledger-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Folder(path)
    }
    fn file(&self) -> PathBuf {
        self.0.join("ledger.db")
    }
    fn open(&self) -> Ledger {
        Ledger::open_or_make(&self.file(), Duration::from_millis(200)).expect("opens")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A report as one would be gathered.
fn report(text: &str, day: &str, url: Option<&str>) -> Report {
    Report {
        published: Some(day.to_owned()),
        url: url.map(str::to_owned),
        parts: vec![Part { kind: None, text: text.to_owned() }],
        ..Report::default()
    }
}

/// A record that holds nothing but who is named.
fn record(document: &Document, parties: &[&str]) -> Record {
    let actors = parties.iter().map(|party| Actor {
        id: (*party).to_owned(),
        name: (*party).to_owned(),
        kind: if party.contains(':') { ActorKind::ArmedGroup } else { ActorKind::State },
        country: Some(party.split(':').next().unwrap_or(party).to_owned()),
        sector: None,
        role: None,
        mentions: Vec::new(),
    });
    Record {
        schema: SCHEMA.to_owned(),
        document: document.clone(),
        sentences: Vec::new(),
        actors: actors.collect(),
        times: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        channels: Vec::new(),
        positions: Vec::new(),
        expectations: Vec::new(),
        stakes: Vec::new(),
        conflicts: Vec::new(),
    }
}

fn add(ledger: &mut Ledger, name: &str, report: &Report, parties: &[&str], now: &str) -> Outcome {
    let document = lay_out(report);
    let record = record(&document, parties);
    let place = report.url.clone().unwrap_or_else(|| format!("/desk/{name}"));
    let incoming = Incoming { place: Some(&place), name, report, document: &document, record: Some(&record) };
    ledger.add(&[incoming], READER, moment(now)).expect("adds").remove(0)
}

fn moment(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn files(ledger: &Ledger, query: &Query) -> Vec<String> {
    ledger.view(query).expect("views").into_iter().map(|held| held.file).collect()
}

const NOON: &str = "2026-03-01T12:00:00Z";
const LATER: &str = "2026-03-09T12:00:00Z";

#[test]
fn what_comes_in_is_told_apart() {
    let folder = Folder::new("outcomes");
    let mut ledger = folder.open();
    let text = "Iran and Oman met in Muscat on Monday, officials said, and agreed to meet again next week.";
    let edited = "Iran and Oman met in Muscat on Monday, officials said, and did not agree to meet again.";
    let other = "Wheat prices rose in Chicago after a dry month across the plains of Kansas and Nebraska.";
    let address = Some("https://example.org/a");
    let rows: [(&str, &str, Option<&str>, Outcome); 9] = [
        ("a.txt", text, None, Outcome::Added),
        ("a.txt", text, None, Outcome::Known),
        ("b.txt", text, None, Outcome::Copy { of: "a.txt".to_owned() }),
        ("a.txt", edited, None, Outcome::Version { number: 2 }),
        ("a.txt", text, None, Outcome::Version { number: 3 }),
        ("b.txt", other, None, Outcome::Added),
        ("page", other, address, Outcome::Copy { of: "b.txt".to_owned() }),
        ("page", edited, address, Outcome::Version { number: 2 }),
        ("saved again", edited, address, Outcome::Known),
    ];
    for (name, text, url, expected) in rows {
        let outcome = add(&mut ledger, name, &report(text, "2026-03-01", url), &["IRN", "OMN"], NOON);
        assert_eq!(outcome, expected, "{name}: {text}");
    }
    // The last version of each thread stands: a.txt at version 3, both reports that b.txt has held, the page at version 2.
    assert_eq!(files(&ledger, &Query::default()), ["b.txt", "a.txt", "b.txt", "page"]);
}

#[test]
fn a_view_takes_in_reports_that_name_two_of_the_parties() {
    let folder = Folder::new("parties");
    let mut ledger = folder.open();
    for (name, parties) in [
        ("1", &["ISR", "PSE:hamas"][..]),
        ("2", &["ISR", "PSE"]),
        ("3", &["ISR", "EGY"]),
        ("4", &["PSE:hamas", "EGY", "QAT"]),
        ("5", &["ISR", "PSE:fatah", "USA"]),
    ] {
        add(&mut ledger, name, &report(&format!("Report {name}."), "2026-03-01", None), parties, NOON);
    }
    for (between, expected) in [
        (&["ISR", "PSE:hamas"][..], &["1", "2", "5"][..]),
        (&["ISR", "PSE"], &["1", "2", "5"]),
        (&["ISR", "EGY"], &["3"]),
        (&["QAT"], &["4"]),
        (&["ISR", "EGY", "QAT"], &["3", "4"]),
        (&["FRA", "ISR"], &[]),
        (&[], &["1", "2", "3", "4", "5"]),
    ] {
        let between = between.iter().map(|party| (*party).to_owned()).collect();
        assert_eq!(files(&ledger, &Query { between, ..Query::default() }), expected);
    }
}

#[test]
fn a_day_shows_what_was_published_by_then_and_a_moment_what_was_known() {
    let folder = Folder::new("days");
    let mut ledger = folder.open();
    let query = |as_of: &str, known: Option<&str>| Query {
        between: vec!["IRN".to_owned()],
        as_of: Some(day(as_of)),
        as_of_ends: Some(moment(&format!("{as_of}T23:59:59Z"))),
        known_by: known.map(moment),
    };
    let text =
        |word: &str| format!("Iran said on Monday that it would {word} the talks in Muscat with the envoys.");
    add(&mut ledger, "old", &report(&text("join"), "2026-02-01", None), &["IRN"], NOON);
    add(&mut ledger, "page", &report(&text("leave"), "2026-02-03", Some("https://e.org/p")), &["IRN"], NOON);
    let before = ledger.view(&query("2026-02-10", None)).expect("views");
    assert_eq!(files(&ledger, &query("2026-02-10", None)), ["old", "page"]);
    assert_eq!(files(&ledger, &query("2026-02-02", None)), ["old"]);

    // Later reports, and a version published later, leave an earlier day as it was.
    add(&mut ledger, "new", &report(&text("welcome"), "2026-03-05", None), &["IRN"], LATER);
    add(&mut ledger, "page", &report(&text("shun"), "2026-03-05", Some("https://e.org/p")), &["IRN"], LATER);
    assert_eq!(ledger.view(&query("2026-02-10", None)).expect("views"), before);
    let texts: Vec<String> = ledger
        .view(&query("2026-03-31", None))
        .expect("views")
        .into_iter()
        .map(|held| held.record.document.text)
        .collect();
    assert_eq!(texts.len(), 3);
    assert!(
        texts.iter().any(|text| text.contains("shun")) && !texts.iter().any(|text| text.contains("leave"))
    );

    // What came in late is not known early; an undated report counts from the day it came in.
    add(&mut ledger, "late", &report(&text("mourn"), "2026-02-01", None), &["IRN"], LATER);
    assert_eq!(files(&ledger, &query("2026-02-10", None)).len(), 3);
    assert_eq!(ledger.view(&query("2026-02-10", Some("2026-03-02T00:00:00Z"))).expect("views"), before);
    let undated = Report { published: None, ..report(&text("await"), "", None) };
    add(&mut ledger, "undated", &undated, &["IRN"], LATER);
    assert!(!files(&ledger, &query("2026-03-08", None)).contains(&"undated".to_owned()));
    assert!(files(&ledger, &query("2026-03-09", None)).contains(&"undated".to_owned()));
}

#[test]
fn each_receipt_keeps_its_own_publisher() {
    let folder = Folder::new("publishers");
    let mut ledger = folder.open();
    for publisher in ["Reuters", "AFP"] {
        let printed =
            Report { publisher: Some(publisher.to_owned()), ..report("Iran met Oman.", "2026-03-01", None) };
        add(&mut ledger, publisher, &printed, &["IRN"], NOON);
    }
    let held = ledger.view(&Query::default()).expect("views");
    let publishers: Vec<_> =
        held.iter().filter_map(|held| held.record.document.publisher.as_deref()).collect();
    assert_eq!(publishers, ["Reuters", "AFP"]);
    assert_eq!(held[0].record.document.id, held[1].record.document.id);
}

#[test]
fn files_that_are_no_ledger_are_refused_and_left_alone() {
    let folder = Folder::new("foreign");
    let kind = |file: &PathBuf| match Ledger::open_or_make(file, Duration::from_millis(50)) {
        Ok(_) => panic!("{} opens", file.display()),
        Err(error) => format!("{:?}", error.kind()),
    };
    let prose = folder.0.join("prose.db");
    std::fs::write(&prose, "Not a database, but a page of notes on one.\n".repeat(40)).expect("writable");
    assert_eq!(kind(&prose), "Foreign");
    assert!(std::fs::read_to_string(&prose).expect("readable").starts_with("Not a database"));

    let other = folder.0.join("other.db");
    let connection = rusqlite::Connection::open(&other).expect("opens");
    connection.execute_batch("CREATE TABLE song (title TEXT)").expect("a table");
    drop(connection);
    let bytes = std::fs::read(&other).expect("readable");
    assert_eq!(kind(&other), "Foreign");
    assert_eq!(std::fs::read(&other).expect("readable"), bytes);

    drop(folder.open());
    let connection = rusqlite::Connection::open(folder.file()).expect("opens");
    connection.pragma_update(None, "user_version", 999).expect("writable");
    drop(connection);
    assert_eq!(kind(&folder.file()), "Newer");

    let missing = Ledger::open(&folder.0.join("none.db"), Duration::ZERO).err().expect("there is none");
    assert_eq!(*missing.kind(), Kind::Missing);
    assert!(!missing.hint().is_empty());

    std::fs::write(folder.0.join("empty.db"), "").expect("writable");
    assert!(
        Ledger::open_or_make(&folder.0.join("empty.db"), Duration::ZERO).is_ok(),
        "an empty file is a new ledger"
    );
}

#[test]
fn a_lock_that_is_held_too_long_is_told() {
    let folder = Folder::new("locked");
    let mut ledger = folder.open();
    let holder = rusqlite::Connection::open(folder.file()).expect("opens");
    holder.execute_batch("BEGIN IMMEDIATE").expect("locks");
    let report = report("Iran met Oman.", "2026-03-01", None);
    let document = lay_out(&report);
    let record = record(&document, &["IRN"]);
    let incoming =
        Incoming { place: None, name: "a", report: &report, document: &document, record: Some(&record) };
    let error = ledger.add(&[incoming], READER, moment(NOON)).expect_err("locked");
    assert_eq!(*error.kind(), Kind::Locked);
    assert!(files(&ledger, &Query::default()).is_empty(), "reading goes on meanwhile");
    holder.execute_batch("ROLLBACK").expect("unlocks");
    assert!(ledger.add(&[incoming], READER, moment(NOON)).is_ok());
}

#[test]
fn a_damaged_file_is_told() {
    let folder = Folder::new("damaged");
    let mut ledger = folder.open();
    for number in 0..200 {
        let text = format!("Iran met Oman for the {number}th time.");
        add(&mut ledger, &number.to_string(), &report(&text, "2026-03-01", None), &["IRN"], NOON);
    }
    drop(ledger);
    let mut bytes = std::fs::read(folder.file()).expect("readable");
    for byte in &mut bytes[8192..] {
        *byte ^= 0x5a;
    }
    std::fs::write(folder.file(), bytes).expect("writable");
    let failed =
        Ledger::open(&folder.file(), Duration::ZERO).and_then(|ledger| ledger.view(&Query::default()));
    assert!(matches!(failed.expect_err("damaged").kind(), Kind::Damaged(_)));
}

#[test]
fn facts_are_only_ever_added() {
    let folder = Folder::new("append-only");
    let mut ledger = folder.open();
    add(&mut ledger, "a", &report("Iran met Oman.", "2026-03-01", None), &["IRN"], NOON);
    let connection = rusqlite::Connection::open(folder.file()).expect("opens");
    for table in ["document", "receipt", "record"] {
        for change in [format!("DELETE FROM {table}"), format!("UPDATE {table} SET known = 0")] {
            let error = connection.execute(&change, []).expect_err("refused");
            assert!(error.to_string().contains("append-only"), "{change}: {error}");
        }
    }
}

#[test]
fn a_digest_of_another_layout_is_passed_over() {
    let folder = Folder::new("layout");
    let mut ledger = folder.open();
    add(&mut ledger, "a", &report("Iran met Oman.", "2026-03-01", None), &["IRN"], NOON);
    let before = ledger.view(&Query::default()).expect("views");
    let connection = rusqlite::Connection::open(folder.file()).expect("opens");
    for change in ["UPDATE digest SET layout = 1", "UPDATE digest SET body = x'00'", "DELETE FROM digest"] {
        connection.execute(change, []).expect("derived rows may change");
        assert_eq!(ledger.view(&Query::default()).expect("views"), before, "{change}");
    }
}

/// Steps that were ever run stay what they were; a new one is appended here and in `store/open.rs`.
#[test]
fn migrations_are_only_appended() {
    const STEPS: [(&str, &str); 1] = [("0001-ledger.sql", "d850dd6e70859cf5")];
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut found: Vec<String> = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    assert_eq!(found, STEPS.map(|(name, _)| name));
    for (name, hash) in STEPS {
        let bytes = std::fs::read(folder.join(name)).expect("readable");
        let found = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
        });
        assert_eq!(format!("{found:016x}"), hash, "{name}: FNV-1a");
    }
}
