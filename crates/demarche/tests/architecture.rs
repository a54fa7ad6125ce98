//! Holds ARCHITECTURE.md to the tree.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the workspace is two folders up")
        .to_path_buf()
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands between backticks.
fn code(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// The rows of the first table under a heading, as the cells between the bars.
fn rows<'p>(page: &'p str, heading: &str) -> Vec<Vec<&'p str>> {
    let section = page
        .split(heading)
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next())
        .expect("the section stands there");
    section
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect()
}

fn names_in(folder: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    entries.map(|entry| entry.expect("a readable entry").file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn every_path_that_is_named_exists() {
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"] {
        let all = text(page);
        let prose: String = all.split("```").step_by(2).collect();
        for word in prose.lines().flat_map(code) {
            let odd = word.contains([' ', '(', '<', '*', '=', ':']) || word.starts_with(['-', '/', '.', '~']);
            if word.contains('/') && !odd {
                assert!(root().join(word).exists(), "{page} names {word}, which does not exist");
            }
        }
    }
}

#[test]
fn crate_arrows_are_those_of_the_manifests() {
    let page = text("ARCHITECTURE.md");
    let mut told = BTreeSet::new();
    for cells in rows(&page, "## Crates") {
        let name = code(cells[1])[0];
        let allowed: BTreeSet<&str> = code(cells[4]).into_iter().collect();
        let manifest = text(&format!("crates/{name}/Cargo.toml"));
        let words = manifest.lines().filter_map(|line| line.split(['.', ' ', '=']).next());
        let used: BTreeSet<&str> = words.filter(|word| word.starts_with("demarche-")).collect();
        assert!(used.is_subset(&allowed), "{name} uses {used:?}, ARCHITECTURE.md allows {allowed:?}");
        told.insert(name.to_owned());
    }
    assert_eq!(told, names_in("crates"));
}

#[test]
fn the_pipeline_is_told_run_and_shown_in_one_order() {
    let page = text("ARCHITECTURE.md");
    let table = rows(&page, "## The pipeline");
    let told: Vec<&str> = table.iter().map(|cells| code(cells[1])[0]).collect();
    let library = text("crates/demarche-read/src/lib.rs");
    let stages =
        library.split("// The pipeline, in order.").nth(1).and_then(|rest| rest.split("\n\n").next());
    let lines = stages.expect("the stages stand there").lines();
    let run: Vec<&str> =
        lines.filter_map(|line| line.strip_prefix("mod ")).map(|line| line.trim_end_matches(';')).collect();
    assert_eq!(told, run);
    let shown: Vec<String> = names_in("golden").into_iter().collect();
    let steps: Vec<&str> = shown.iter().filter_map(|file| file.split(['-', '.']).nth(1)).collect();
    let wanted = ["report", "segment", "parse", "inflect", "name", "time", "say", "deed", "record", "brief"];
    assert_eq!(steps, wanted, "golden/ shows the steps in this order");
}
