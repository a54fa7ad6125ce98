//! The ledger as a user works with it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the workspace is two folders up")
        .to_path_buf()
}

/// A desk: a folder with a ledger, gone when the test ends.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Desk {
        let path = std::env::temp_dir().join(format!("demarche-desk-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Desk(path)
    }
    /// A desk whose ledger holds the examples on Iran and the United States.
    fn filled(name: &str) -> Desk {
        let desk = Desk::new(name);
        assert_eq!(desk.say(&["add", "examples/iran-us"]), "8 reports: 8 added\n");
        desk
    }
    fn ledger(&self) -> PathBuf {
        self.0.join("ledger.db")
    }
    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("writable");
        path.to_str().expect("UTF-8").to_owned()
    }
    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(arguments)
            .env("DEMARCHE_LEDGER", self.ledger())
            .current_dir(root())
            .stdin(Stdio::null())
            .output()
            .expect("it starts")
    }
    /// What a command prints that goes well.
    fn say(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }
    /// What a command complains of that does not go well.
    fn complain(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        String::from_utf8(output.stderr).expect("UTF-8")
    }
    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.say(arguments)).expect("JSON")
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const SITUATION: [&str; 7] = ["situation", "IRN", "USA", "--as-of", "2025-04-20", "--format", "json"];

#[test]
fn a_day_stays_what_it_was() {
    let desk = Desk::filled("day");
    let before = desk.say(&SITUATION);
    assert!(before.contains("\"as_of\": \"2025-04-20\"") && !before.contains("2025-04-27"));
    // Reports of later days, reports on others, the same reports again, all of it read anew: nothing moves.
    let later = desk.write(
        "later.txt",
        "Iran and US meet again\n\nMUSCAT, May 30, 2025 – Iran and the United States met in Muscat on Friday.\n",
    );
    desk.say(&["add", &later, "examples/guyana-venezuela"]);
    assert_eq!(desk.say(&SITUATION), before);
    assert_eq!(desk.say(&["add", "examples/iran-us"]), "8 reports: 0 added, 8 known\n");
    assert!(desk.say(&["rebuild"]).starts_with("0 texts read anew"));
    assert_eq!(desk.say(&SITUATION), before);
    assert!(desk.say(&["situation", "IRN", "USA"]).contains("Muscat"));
    // By yesterday nothing was known.
    assert!(desk.complain(&["situation", "IRN", "USA", "--known-by", "2020-01-01"]).contains("no report in"));
}

#[test]
fn a_situation_is_a_board_for_reading_and_names_its_files() {
    let desk = Desk::new("board");
    // Plain names stay plain names.
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["add", "01-letter.txt", "02-reply.txt", "--format", "jsonl", "--ledger"])
        .arg(desk.ledger())
        .current_dir(root().join("examples/iran-us"))
        .output()
        .expect("it starts");
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(lines.lines().all(|line| line.contains("\"outcome\":\"added\"")), "{lines}");
    let situation = desk.json(&["situation", "IRN", "USA", "--format", "json"]);
    let files: Vec<&str> = situation["sources"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|source| source["file"].as_str())
        .collect();
    assert_eq!(files, ["01-letter.txt", "02-reply.txt"]);
    let board = desk.say(&["situation", "iran", "usa", "--as-of", "2025-05-01"]);
    assert!(board.starts_with("Iran and the United States, as of 1 May 2025\nFrom 2 reports"), "{board}");
    assert!(
        board.contains("\nCHANNELS\n") && board.contains("\nPOSITIONS\n") && board.contains("(02-reply.txt)")
    );
}

#[test]
fn since_a_day_only_what_is_new_is_told() {
    let desk = Desk::filled("since");
    let changes = desk.json(&["situation", "IRN", "USA", "--since", "2025-04-19", "--format", "json"]);
    assert_eq!(changes["since"], "2025-04-19");
    let sources = changes["sources"].as_array().expect("a list");
    assert!(!sources.is_empty() && sources.len() < 8);
    let early =
        |source: &serde_json::Value| source["published"].as_str().is_none_or(|day| day < "2025-04-19");
    assert!(!sources.iter().any(early));
    let briefing = desk.say(&["brief", "--between", "IRN", "USA", "--since", "2025-04-19", "--width", "100"]);
    assert!(briefing.contains("What is new since 19 April 2025"), "{briefing}");
}

#[test]
fn questions_and_briefings_work_from_the_ledger() {
    let desk = Desk::filled("ask");
    let scope = ["--between", "IRN", "USA", "--as-of", "2025-04-20"];
    let ask = |question| {
        let mut words = vec!["ask", question, "--format", "json"];
        words.extend(scope);
        desk.json(&words)
    };
    assert_eq!(ask("Did Araghchi rule out direct talks?")["answered"], true);
    assert_eq!(ask("What is the population of Iceland?")["answered"], false);
    let mut words = vec!["brief", "--format", "json"];
    words.extend(scope);
    let briefing = desk.write("brief.json", &desk.say(&words));
    assert!(desk.say(&["verify", &briefing]).ends_with(" 0 faults\n"));
    assert_eq!(desk.run(&["ask", "Who mediates?"]).status.code(), Some(2), "neither reports nor parties");
}

#[test]
fn versions_say_what_was_added_dropped_and_reworded() {
    let desk = Desk::new("versions");
    let first = "Talks\n\nTEHRAN, Feb 2, 2026 – Abbas Araghchi said Iran would join the talks in Muscat on Friday. Marco \
                 Rubio said sanctions would stay.\n";
    let file = desk.write("talks.txt", first);
    desk.say(&["add", &file]);
    desk.write(
        "talks.txt",
        &first.replace("would join the talks in Muscat on Friday", "might join the talks in Muscat later"),
    );
    assert!(desk.say(&["add", &file]).contains("talks.txt: version 2\n1 report: 0 added, 1 new versions\n"));
    let told = desk.say(&["versions", &file]);
    assert!(
        told.contains("version 1, published 2026-02-02") && told.contains("reworded  abbas-araghchi"),
        "{told}"
    );
    assert!(!told.contains("Rubio") && !told.contains("rubio"), "{told}");
    let view = desk.say(&["situation", "IRN", "--format", "json"]);
    assert!(view.contains("might join") && !view.contains("would join"));
    assert!(desk.complain(&["versions", "other.txt"]).contains("no report other.txt"));
}

#[test]
fn corrections_hold_until_they_are_taken_back() {
    let desk = Desk::filled("correct");
    let before = desk.json(&SITUATION);
    let event = before["events"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|event| event["reports"] == 1)
        .expect("an event of one report");
    let (file, quote) = (&event["evidence"][0]["file"], &event["evidence"][0]["quote"]);
    let (file, quote) = (file.as_str().expect("a file"), quote.as_str().expect("a quote"));
    let fact = ["correct", file, "--kind", "event", "--quote", quote, "--which", "1"];
    let with = |words: &[&'static str]| fact.iter().copied().chain(words.iter().copied()).collect::<Vec<_>>();
    let said = desk.say(&with(&["--drop", "--who", "J. Doe", "--why", "hearsay"]));
    assert!(said.starts_with("correction 1 of"), "{said}");
    let dropped = desk.say(&SITUATION);
    assert_ne!(dropped, desk.say(&["situation", "IRN", "USA", "--format", "json"]));
    let count = |situation: &serde_json::Value| situation["events"].as_array().map_or(0, Vec::len);
    let now: serde_json::Value = serde_json::from_str(&dropped).expect("JSON");
    assert_eq!(count(&now) + 1, count(&before));
    // What another reader reads is corrected too.
    let connection = rusqlite::Connection::open(desk.ledger()).expect("opens");
    connection.execute("UPDATE reader SET version = 'older'", []).expect("writable");
    drop(connection);
    assert!(desk.say(&["rebuild"]).starts_with("8 texts read anew"));
    assert_eq!(desk.say(&SITUATION), dropped);
    assert!(desk.say(&["correct", "--list"]).contains("J. Doe (hearsay)"));
    desk.say(&["correct", file, "--undo", "1"]);
    assert_eq!(desk.json(&SITUATION), before);
    assert!(desk.say(&["correct", "--list"]).contains("changes nothing now"));

    desk.say(&with(&["--set", "status=denied"]));
    assert!(desk.complain(&with(&["--set", "status=perhaps"])).contains("status cannot be perhaps"));
    let missing = ["correct", file, "--kind", "event", "--quote", "no such words", "--drop"];
    assert!(desk.complain(&missing).contains("hint: these words are not in the report"));
}

#[test]
fn grades_are_the_users_own_and_stand_at_the_sources() {
    let desk = Desk::new("grades");
    let file = desk.write(
        "a.md",
        "---\ntitle: Talks\ndate: 2026-02-02\npublisher: The Courier\n---\n\nIran met Oman.\n",
    );
    desk.say(&["add", &file]);
    desk.say(&["grade", "the courier", "b"]);
    desk.say(&["grade", "--report", &file, "3"]);
    let source = &desk.json(&["situation", "IRN", "--format", "json"])["sources"][0];
    assert_eq!((&source["reliability"], &source["credibility"]), (&"B".into(), &"3".into()));
    assert!(desk.say(&["reports"]).contains("The Courier [B3]: Talks"));
    let table = desk.write("grades.tsv", "The Courier\tD\nLevant Wire\tA\n");
    assert_eq!(desk.say(&["grade", "--table", &table]), "2 publishers graded\n");
    assert!(desk.say(&["reports"]).contains("[D3]"));
    assert!(desk.complain(&["grade", "The Courier", "G"]).contains("no grade: G"));
}

#[test]
fn a_ledger_is_verified_from_end_to_end() {
    let desk = Desk::filled("verify");
    let ledger = desk.ledger();
    let ledger = ledger.to_str().expect("UTF-8");
    let said = desk.say(&["verify", "--ledger", ledger]);
    assert!(said.starts_with("8 reports, 8 records, ") && said.ends_with(" 0 faults\n"), "{said}");
    let connection = rusqlite::Connection::open(ledger).expect("opens");
    connection
        .execute_batch("DROP TRIGGER record_stays; UPDATE record SET day = '1999-01-01' WHERE id = 3")
        .expect("writable");
    drop(connection);
    assert!(desk.complain(&["verify", "--ledger", ledger]).contains("filed under another day"));
}

#[test]
fn failures_name_the_ledger_and_say_what_to_do() {
    let desk = Desk::new("failures");
    for (arguments, expected) in [
        (&["situation", "IRN", "USA"][..], "no ledger at "),
        (&["rebuild"], "no ledger at "),
        (&["add", "no/such.txt"], "no such file or folder"),
    ] {
        let said = desk.complain(arguments);
        assert!(
            said.starts_with("error: ") && said.contains(expected) && said.contains("\nhint: "),
            "{said}"
        );
    }
    assert!(!desk.ledger().exists(), "nothing was made on the way");
    let notes = desk.write("notes.txt", &"Notes on a talk, not a database.\n".repeat(100));
    assert!(desk.complain(&["add", "examples/iran-us", "--ledger", &notes]).contains("is not a ledger"));
    assert_eq!(desk.run(&["situation"]).status.code(), Some(2));
    assert_eq!(desk.run(&["verify"]).status.code(), Some(2));
}

#[test]
fn what_cannot_be_read_does_not_stop_the_rest() {
    let desk = Desk::new("unread");
    let french = desk.write(
        "fr.txt",
        "Le ministre des Affaires étrangères a déclaré lundi que les négociations se poursuivraient à Genève, et que \
         son pays n'accepterait aucune condition préalable avant la semaine prochaine.\n",
    );
    let good =
        desk.write("en.txt", "Iran met Oman\n\nMUSCAT, Feb 2, 2026 – Iran met Oman in Muscat on Monday.\n");
    let said = desk.say(&["add", &french, &good]);
    assert!(
        said.contains("written in French") && said.contains("2 reports: 2 added, 1 not read in full"),
        "{said}"
    );
}

/// A ledger as the first version of the program wrote it: every later one opens it.
#[test]
fn an_old_ledger_is_opened_by_new_code() {
    let desk = Desk::new("old");
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledgers/0001.db");
    std::fs::copy(old, desk.ledger()).expect("copied");
    let view = desk.json(&["situation", "IRN", "USA", "--format", "json"]);
    let files: Vec<&str> = view["sources"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|source| source["file"].as_str())
        .collect();
    assert_eq!(files, ["letter.txt", "reply.md"]);
    assert!(desk.say(&["reports"]).contains("reply.md, The Courier [B-]"));
    assert!(desk.say(&["correct", "--list"]).contains("event at"));
    let ledger = desk.ledger();
    let ledger = ledger.to_str().expect("UTF-8");
    assert!(desk.say(&["verify", "--ledger", ledger]).ends_with(" 0 faults\n"));
    desk.say(&["rebuild"]);
    assert!(desk.say(&["verify", "--ledger", ledger]).ends_with(" 0 faults\n"));
}
