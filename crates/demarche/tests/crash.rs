//! Kills the program at random moments while it adds and rebuilds, then looks for what it had acknowledged.

use rusqlite::Connection;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const KILLS_ADDING: usize = 130;
const KILLS_REBUILDING: usize = 70;
/// Reports added in a round, killed or not.
const ROUND: usize = 16;

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("demarche-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Folder(path)
    }
    fn ledger(&self) -> PathBuf {
        self.0.join("ledger.db")
    }
    /// A folder of small reports, each of its own.
    fn round(&self, number: usize) -> PathBuf {
        let folder = self.0.join(format!("round{number}"));
        std::fs::create_dir_all(&folder).expect("a folder");
        for report in 0..ROUND {
            let text = format!(
                "Oman carries message {number}-{report}\n\nMUSCAT, Feb 2, 2026 – Iran received message {number}-{report} \
                 from Washington, an Omani official said on Monday.\n"
            );
            std::fs::write(folder.join(format!("{report:02}.txt")), text).expect("writable");
        }
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn demarche(arguments: &[&Path], ledger: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.args(arguments).arg("--ledger").arg(ledger).stdin(Stdio::null()).stderr(Stdio::piped());
    command
}

fn add(folder: &Path, ledger: &Path) -> Command {
    let mut command = demarche(&[Path::new("add"), folder], ledger);
    command.args(["--format", "jsonl"]).stdout(Stdio::piped());
    command
}

/// Runs a command and kills it after a while; gives what it had printed.
fn killed(mut command: Command, after: Duration) -> String {
    let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
    std::thread::sleep(after);
    // One that is done already can't be killed: that is a moment like any other.
    let _ = child.kill();
    let mut printed = Vec::new();
    child.stdout.take().expect("piped").read_to_end(&mut printed).expect("readable");
    child.wait().expect("it ends");
    String::from_utf8_lossy(&printed).into_owned()
}

/// File names of the lines that came out whole.
fn acknowledged(printed: &str) -> Vec<String> {
    let whole = printed.rsplit_once('\n').map_or("", |(lines, _)| lines);
    let name = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        line["file"].as_str().expect("a name").to_owned()
    };
    whole.lines().map(name).collect()
}

/// Numbers that look random and are the same every time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }
}

/// Names in the ledger; fails if the file is damaged or a name stands there twice.
fn sound(ledger: &Path) -> BTreeSet<String> {
    let connection = Connection::open(ledger).expect("opens");
    connection.busy_timeout(Duration::from_secs(10)).expect("waits");
    let checked: String =
        connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("readable");
    assert_eq!(checked, "ok");
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'receipt'", [], |row| row.get(0))
        .expect("readable");
    if tables == 0 {
        return BTreeSet::new();
    }
    let mut select = connection.prepare("SELECT name FROM receipt").expect("a table");
    let names: Vec<String> =
        select.query_map([], |row| row.get(0)).expect("rows").map(|name| name.expect("a name")).collect();
    let each: BTreeSet<String> = names.iter().cloned().collect();
    assert_eq!(each.len(), names.len(), "each report once");
    each
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    let folder = Folder::new("crash");
    let ledger = folder.ledger();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let began = Instant::now();
    let whole = add(&folder.round(0), &ledger).output().expect("it runs");
    let mut usual = began.elapsed().as_micros() as u64;
    assert!(whole.status.success());
    let mut promised: BTreeSet<String> =
        acknowledged(&String::from_utf8_lossy(&whole.stdout)).into_iter().collect();
    assert_eq!(promised.len(), ROUND);

    let mut cut_short = 0;
    for kill in 1..=KILLS_ADDING {
        // Rounds that were cut short are tried again, so that what is there and what is new come together.
        let round = folder.round(kill / 3 + 1);
        let began = Instant::now();
        let printed = killed(add(&round, &ledger), Duration::from_micros(dice.below(usual)));
        let lines = acknowledged(&printed);
        if lines.len() < ROUND {
            cut_short += 1;
        } else {
            usual = usual.midpoint(began.elapsed().as_micros() as u64);
        }
        promised.extend(lines);
        let there = sound(&ledger);
        assert!(promised.is_subset(&there), "lost: {:?}", promised.difference(&there));
    }
    assert!(cut_short > KILLS_ADDING / 4, "only {cut_short} were cut short");

    let before = sound(&ledger);
    let pretend = |reader: usize| {
        // Another reader has read it all: rebuilding reads it anew.
        let connection = Connection::open(&ledger).expect("opens");
        connection
            .execute(
                "UPDATE reader SET version = ?1 || id WHERE version NOT LIKE 'older%'",
                [format!("older {reader} ")],
            )
            .expect("writable");
    };
    pretend(0);
    let began = Instant::now();
    assert!(demarche(&[Path::new("rebuild")], &ledger).output().expect("it runs").status.success());
    let usual = began.elapsed().as_micros() as u64;
    let mut rebuilt = 0;
    for kill in 1..=KILLS_REBUILDING {
        // Not each time, so that a rebuild also goes on where one was cut short.
        if kill % 8 == 1 {
            pretend(kill);
        }
        let command = demarche(&[Path::new("rebuild")], &ledger);
        let printed = killed(command, Duration::from_micros(dice.below(usual)));
        rebuilt += usize::from(printed.contains("read anew"));
        assert_eq!(sound(&ledger), before);
    }
    assert!(rebuilt < KILLS_REBUILDING, "some were cut short");

    // The next start is clean.
    let rebuilt = demarche(&[Path::new("rebuild")], &ledger).output().expect("it runs");
    assert!(rebuilt.status.success(), "{}", String::from_utf8_lossy(&rebuilt.stderr));
    let verified = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["verify", "--ledger"])
        .arg(&ledger)
        .output()
        .expect("it runs");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    let again = add(&folder.round(0), &ledger).output().expect("it runs");
    assert!(String::from_utf8_lossy(&again.stdout).lines().all(|line| line.contains("\"known\"")));
}

#[test]
fn two_that_add_at_once_lose_nothing() {
    let folder = Folder::new("two");
    let ledger = folder.ledger();
    let (left, right, both) = (folder.round(1), folder.round(2), folder.round(3));
    let start = |own: &Path| {
        let mut command = demarche(&[Path::new("add"), own, &both], &ledger);
        command.args(["--format", "jsonl"]).stdout(Stdio::piped()).spawn().expect("it starts")
    };
    let (first, second) = (start(&left), start(&right));
    let outputs = [first, second].map(|child| child.wait_with_output().expect("it ends"));
    let mut fresh = 0;
    for output in &outputs {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(acknowledged(&printed).len(), 2 * ROUND);
        fresh += printed.lines().filter(|line| line.contains("\"added\"")).count();
    }
    assert_eq!(fresh, 3 * ROUND, "what both had was added once");
    assert_eq!(sound(&ledger).len(), 3 * ROUND);
}
