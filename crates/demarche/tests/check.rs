//! Drafts held against the examples: faults planted in them are found, and what is true is let stand.

use serde_json::Value;
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

/// Checks a text against a dossier.
fn check(draft: &str, against: &str, more: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["check", "-", "--against", against])
        .args(more)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    // A command line that is refused is refused before anything is read.
    let _ = child.stdin.take().expect("piped").write_all(draft.as_bytes());
    child.wait_with_output().expect("it ends")
}

/// Sentences with their marks.
fn marks(draft: &str, against: &str) -> Vec<(String, String)> {
    let output = check(draft, against, &["--format", "json"]);
    let checked: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let sentences = checked["sentences"].as_array().cloned().unwrap_or_default();
    sentences.iter().map(|sentence| (word(&sentence["text"]), word(&sentence["mark"]))).collect()
}

/// Rows of a draft: what is wrong with each sentence, nothing where it is true.
fn rows(dossier: &str) -> Vec<(String, String)> {
    let path = root().join(format!("crates/demarche/tests/drafts/{dossier}.tsv"));
    let text = std::fs::read_to_string(path).expect("a draft");
    let row =
        |line: &str| line.split_once('\t').map(|(fault, sentence)| (fault.to_owned(), sentence.to_owned()));
    text.lines().skip(1).filter_map(row).collect()
}

#[test]
fn planted_faults_are_found_and_true_sentences_stand() {
    for dossier in ["iran-us", "guyana-venezuela"] {
        let rows = rows(dossier);
        let draft: Vec<&str> = rows.iter().map(|(_, sentence)| sentence.as_str()).collect();
        let marks = marks(&draft.join("\n\n"), &format!("examples/{dossier}"));
        let flagged = |sentence: &str| {
            marks
                .iter()
                .filter(|(text, _)| sentence.contains(text.as_str()))
                .any(|(_, mark)| !["supported", "nothing_to_check"].contains(&mark.as_str()))
        };
        let of = |planted: bool| rows.iter().filter(move |(fault, _)| fault.is_empty() != planted);
        let (faults, found) = (of(true).count(), of(true).filter(|(_, sentence)| flagged(sentence)).count());
        let (truths, doubted) =
            (of(false).count(), of(false).filter(|(_, sentence)| flagged(sentence)).count());
        assert!(10 * found >= 8 * faults, "{dossier}: {found} of {faults} faults found");
        assert!(10 * doubted <= truths, "{dossier}: {doubted} of {truths} true sentences doubted");
    }
}

#[test]
fn our_own_briefings_check_clean() {
    for dossier in ["examples/iran-us", "examples/guyana-venezuela"] {
        let briefing = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(["brief", dossier, "--format", "markdown"])
            .current_dir(root())
            .output()
            .expect("it runs");
        let marks = marks(&String::from_utf8_lossy(&briefing.stdout), dossier);
        let told: Vec<_> = marks.iter().filter(|(_, mark)| mark != "nothing_to_check").collect();
        let clean = told.iter().filter(|(_, mark)| mark == "supported").count();
        assert!(100 * clean >= 90 * told.len(), "{dossier}: {clean} of {} supported", told.len());
    }
}

#[test]
fn exit_codes_tell_the_worst() {
    let dossier = "examples/iran-us";
    for (draft, more, code) in [
        ("The Pentagon sent six B-2 bombers to Diego Garcia.", &[][..], 0),
        ("The Pentagon sent twelve B-2 bombers to Diego Garcia.", &[], 1),
        ("The Pentagon sent twelve B-2 bombers to Diego Garcia.", &["--fail-on", "contradicted"], 1),
        ("Penguins marched on Ushuaia and burned its library.", &["--fail-on", "contradicted"], 0),
        ("Penguins marched on Ushuaia and burned its library.", &["--fail-on", "unsupported"], 1),
        ("Where does it stand?", &[], 0),
        ("It stands.", &["--fail-on", "never"], 2),
    ] {
        assert_eq!(check(draft, dossier, more).status.code(), Some(code), "{draft} {more:?}");
    }
}

#[test]
fn pages_show_the_mark_and_the_reason() {
    let draft = "The Pentagon sent twelve B-2 bombers to Diego Garcia.";
    for format in ["text", "html"] {
        let output = check(draft, "examples/iran-us", &["--format", format]);
        let page = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(page.contains("contradicted") && page.contains("the reports have six, not twelve"), "{page}");
    }
}
