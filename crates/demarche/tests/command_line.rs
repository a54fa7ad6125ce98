//! The program as a user runs it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the workspace is two folders up")
        .to_path_buf()
}

/// Runs the program in the workspace's root.
fn demarche(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("it starts")
}

/// Runs the program with something on standard input.
fn piped(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("piped").write_all(input).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[test]
fn every_verb_shows_an_example_in_its_help() {
    for verb in [
        "read",
        "add",
        "situation",
        "brief",
        "ask",
        "check",
        "verify",
        "reports",
        "versions",
        "correct",
        "grade",
        "rebuild",
        "export",
        "import",
        "completions",
        "man",
    ] {
        let output = demarche(&[verb, "--help"]);
        assert!(output.status.success());
        assert!(out(&output).contains("Example:\n  demarche"), "{verb}: {}", out(&output));
    }
    assert!(out(&demarche(&["--help"])).contains("Exit codes:"));
}

#[test]
fn briefings_verify_and_are_the_same_bytes_every_time() {
    for dossier in ["examples/iran-us", "examples/guyana-venezuela"] {
        let first = demarche(&["brief", dossier, "--format", "json"]);
        assert!(first.status.success(), "{}", errors(&first));
        let second = demarche(&["brief", dossier, "--format", "json"]);
        assert_eq!(first.stdout, second.stdout);
        let verified = piped(&["verify", "-"], &first.stdout);
        assert_eq!(verified.status.code(), Some(0), "{}", errors(&verified));
        assert!(out(&verified).ends_with(" 0 faults\n"));
    }
}

#[test]
fn verify_finds_what_was_tampered_with() {
    let briefing = out(&demarche(&["brief", "examples/iran-us", "--format", "json"]));
    let tampered = briefing.replace("Araghchi", "Zarif");
    assert_ne!(briefing, tampered);
    let verified = piped(&["verify", "-"], tampered.as_bytes());
    assert_eq!(verified.status.code(), Some(1));
    assert!(errors(&verified).contains("fault: "));
}

#[test]
fn one_report_gives_an_object_several_an_array_or_lines() {
    let one = out(&demarche(&["read", "examples/iran-us/01-letter.txt"]));
    assert!(one.starts_with("{\n  \"schema\": \"demarche/record/1\""));
    let many = out(&demarche(&["read", "examples/guyana-venezuela"]));
    assert!(many.starts_with('['));
    let lines = out(&demarche(&["read", "examples/guyana-venezuela", "--format", "jsonl"]));
    assert_eq!(lines.lines().count(), 7);
    let piped = piped(&["read", "-", "--format", "conllu"], b"Iran met Oman on Monday.\n");
    assert!(out(&piped).contains("1\tIran\tIran\tPROPN"));
}

#[test]
fn given_words_are_kept() {
    let folder = std::env::temp_dir().join(format!("demarche-words-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let file = folder.join("words.conllu");
    let words =
        "# text = a test\n1\tEnvoys\n2-3\tdidn't\n2\tdid\n3\tn't\n4\tmeet\n5\t.\n\n1\tTalks\n2\tended\n";
    std::fs::write(&file, words).expect("writable");
    let output = demarche(&["read", "--words", file.to_str().expect("UTF-8")]);
    let forms: Vec<String> =
        out(&output).lines().filter_map(|line| line.split('\t').nth(1)).map(str::to_owned).collect();
    assert_eq!(forms, ["Envoys", "did", "n't", "meet", ".", "Talks", "ended"]);
    std::fs::write(&file, "just words\n").expect("writable");
    assert!(
        errors(&demarche(&["read", "--words", file.to_str().expect("UTF-8")]))
            .contains(":1: no word in this line")
    );
    std::fs::remove_dir_all(&folder).expect("removable");
}

#[test]
fn every_span_of_a_record_holds_its_quote() {
    fn check(value: &serde_json::Value, text: &str, seen: &mut usize) {
        if let (Some(quote), Some(span)) = (value["quote"].as_str(), value["span"].as_array()) {
            let at = |index: usize| span[index].as_u64().expect("an offset") as usize;
            assert_eq!(text.get(at(0)..at(1)), Some(quote));
            *seen += 1;
        }
        match value {
            serde_json::Value::Array(list) => list.iter().for_each(|item| check(item, text, seen)),
            serde_json::Value::Object(keys) => keys.values().for_each(|item| check(item, text, seen)),
            _ => {}
        }
    }
    for dossier in ["examples/iran-us", "examples/guyana-venezuela"] {
        for line in out(&demarche(&["read", dossier, "--format", "jsonl"])).lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("a record a line");
            let mut seen = 0;
            check(&record, record["document"]["text"].as_str().expect("a text"), &mut seen);
            assert!(seen > 10, "only {seen} passages");
        }
    }
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    let excerpt =
        readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an excerpt");
    let printed = out(&demarche(&["brief", "examples/iran-us", "--width", "100"]));
    for line in excerpt.lines().filter(|line| !line.trim().is_empty() && *line != "…") {
        assert!(printed.lines().any(|own| own == line), "README shows {line:?}, which is not printed");
    }
}

#[test]
fn as_of_leaves_out_what_came_later() {
    let early = out(&demarche(&["brief", "examples/iran-us", "--as-of", "2025-04-01", "--format", "json"]));
    assert!(early.contains("\"reports\": 3"));
    assert!(!early.contains("2025-04-12"));
}

#[test]
fn formats_are_what_they_say() {
    let html = out(&demarche(&["brief", "examples/iran-us", "--format", "html"]));
    assert!(
        html.starts_with("<!doctype html>")
            && html.trim_end().ends_with("</html>")
            && !html.contains("<script")
    );
    let markdown = out(&demarche(&["brief", "examples/iran-us", "--format", "markdown"]));
    assert!(markdown.starts_with("# ") && markdown.contains("[^1]: "));
    let terminal = out(&demarche(&["brief", "examples/iran-us", "--width", "60"]));
    assert!(!terminal.contains('\u{1b}'), "no colour where the output is no terminal");
    assert!(terminal.lines().all(|line| line.chars().count() <= 60 || !line.trim().contains(' ')));
}

#[test]
fn failures_say_what_where_and_what_to_do() {
    let missing = demarche(&["read", "no/such/report.txt"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        errors(&missing).contains("no such file or folder: no/such/report.txt")
            && errors(&missing).contains("hint: ")
    );
    let broken = piped(&["verify", "-"], b"{}");
    assert_eq!(broken.status.code(), Some(1));
    assert!(errors(&broken).contains("is not a briefing") && errors(&broken).contains("hint: "));
    assert_eq!(demarche(&["brief"]).status.code(), Some(2));
    assert_eq!(demarche(&["brief", "examples/iran-us", "--as-of", "yesterday"]).status.code(), Some(2));
}

#[test]
fn a_report_in_another_language_is_named_as_unread() {
    let french = "Le ministre des Affaires étrangères a déclaré lundi que les négociations avec les États-Unis se \
                  poursuivraient à Genève. Il a ajouté que son pays n'accepterait aucune condition préalable et que \
                  les inspecteurs pourraient revenir dès la semaine prochaine dans les deux installations.\n";
    let output = piped(&["read", "-"], french.as_bytes());
    let record = out(&output);
    assert!(record.contains("written in French: not read"), "{record}");
    let briefing = piped(&["brief", "-"], french.as_bytes());
    assert_eq!(briefing.status.code(), Some(1));
    assert!(errors(&briefing).contains("French"));
}

#[test]
fn a_question_for_a_no_is_answered_yes() {
    let ask = |question| out(&demarche(&["ask", question, "--in", "examples/iran-us/02-reply.txt"]));
    assert!(ask("Did Araghchi rule out direct talks?").starts_with("Yes: "));
    assert!(ask("Is Iran's missile programme open for negotiation?").starts_with("No"));
}

#[test]
fn what_the_reports_do_not_hold_is_not_said() {
    let output = demarche(&[
        "ask",
        "What is the population of Iceland?",
        "--in",
        "examples/iran-us",
        "--format",
        "json",
    ]);
    let reply = out(&output);
    assert!(reply.contains("\"answered\": false") && reply.contains("The reports do not say"), "{reply}");
}

#[test]
fn what_is_exported_can_be_imported() {
    let folder = std::env::temp_dir().join(format!("demarche-export-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let ledger = folder.join("ledger.db");
    let ledger = ledger.to_str().expect("a name");
    for (format, name) in [("gdelt", "x.export.CSV"), ("icews", "events.tab"), ("polecat", "polecat.txt")] {
        let table = folder.join(name);
        let table = table.to_str().expect("a name");
        let exported = demarche(&["export", "--format", format, "--in", "examples/iran-us", "-o", table]);
        assert!(exported.status.success(), "{}", errors(&exported));
        let printed = demarche(&["import", "--print", table]);
        assert!(printed.status.success(), "{}", errors(&printed));
        assert!(out(&printed).lines().count() > 5);
        let again = demarche(&["export", "--format", format, "--events", table, "--between", "IRN", "USA"]);
        assert!(again.status.success(), "{}", errors(&again));
        let added = demarche(&["import", "--ledger", ledger, table]);
        assert!(added.status.success() && out(&added).contains("events added"), "{}", errors(&added));
        let known = demarche(&["import", "--ledger", ledger, table]);
        assert!(out(&known).contains(": 0 events added"), "{}", out(&known));
    }
    let situation = demarche(&["situation", "IRN", "USA", "--ledger", ledger, "--format", "json"]);
    assert!(out(&situation).contains("x.export.CSV:"), "{}", errors(&situation));
    let broken = folder.join("broken.CSV");
    std::fs::write(&broken, "1\t2\n").expect("written");
    let refused = demarche(&["import", "--print", broken.to_str().expect("a name")]);
    assert!(
        !refused.status.success() && errors(&refused).contains("hint: GDELT 2.0 Event has 61"),
        "{}",
        errors(&refused)
    );
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn every_format_is_the_same_bytes_every_time() {
    let formats = [
        "jsonl",
        "plover",
        "gdelt",
        "icews",
        "polecat",
        "csv",
        "parquet",
        "stix",
        "ninjs",
        "jsonld",
        "icalendar",
    ];
    for format in formats {
        let run = || demarche(&["export", "--format", format, "--in", "examples/iran-us"]);
        let first = run();
        assert!(first.status.success() && !first.stdout.is_empty(), "{format}: {}", errors(&first));
        assert_eq!(first.stdout, run().stdout, "{format}");
    }
}
