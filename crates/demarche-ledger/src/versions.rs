//! Two versions of a report: which statements were added, dropped, reworded.
//!
//! In: the records of both. Out: the changes, in order of the new text, then what was dropped. Pure.

use demarche_read::record::{Record, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Share of the fewer words from which on two statements of one speaker are the same one, reworded.
const REWORDED: f64 = 0.4;
/// Statements that are compared for one that has changed.
const CANDIDATES: usize = 32;

/// A change from one version to the next.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<'r> {
    /// Only the new version has it.
    Added(&'r Statement),
    /// Only the old version has it.
    Dropped(&'r Statement),
    /// Both have it, in other words or with another speaker.
    Reworded {
        /// As it was.
        old: &'r Statement,
        /// As it is.
        new: &'r Statement,
    },
}

/// What changed from an old version to a new one.
pub fn compare<'r>(old: &'r Record, new: &'r Record) -> Vec<Change<'r>> {
    // Statements that stand as they were, each as often as both have it.
    let mut left: BTreeMap<(Option<&str>, Vec<&str>), Vec<usize>> = BTreeMap::new();
    for (index, statement) in old.statements.iter().enumerate().rev() {
        left.entry(key(statement)).or_default().push(index);
    }
    let mut gone: BTreeSet<usize> = (0..old.statements.len()).collect();
    let mut fresh = Vec::new();
    for statement in &new.statements {
        match left.get_mut(&key(statement)).and_then(Vec::pop) {
            Some(index) => {
                gone.remove(&index);
            }
            None => fresh.push(statement),
        }
    }
    // Of the others, those that share most words belong together; looked up by word, so that long texts stay quick.
    let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &index in &gone {
        for word in words(&old.statements[index]) {
            by_word.entry(word).or_default().push(index);
        }
    }
    let mut changes = Vec::new();
    for statement in fresh {
        match nearest(statement, old, &by_word, &gone) {
            Some(index) => {
                gone.remove(&index);
                changes.push(Change::Reworded { old: &old.statements[index], new: statement });
            }
            None => changes.push(Change::Added(statement)),
        }
    }
    changes.extend(gone.into_iter().map(|index| Change::Dropped(&old.statements[index])));
    changes
}

/// What makes a statement the same: who says it, and its words.
fn key(statement: &Statement) -> (Option<&str>, Vec<&str>) {
    (statement.by.as_deref(), statement.content.quote.split_whitespace().collect())
}

fn words(statement: &Statement) -> BTreeSet<&str> {
    statement
        .content
        .quote
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 3 || word.bytes().any(|byte| byte.is_ascii_digit()))
        .collect()
}

/// The old statement that shares enough words with a new one, and most of them; the same speaker's before others'.
fn nearest(
    statement: &Statement,
    old: &Record,
    by_word: &BTreeMap<&str, Vec<usize>>,
    gone: &BTreeSet<usize>,
) -> Option<usize> {
    let own = words(statement);
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for places in own.iter().filter_map(|word| by_word.get(word)) {
        // A word that stands everywhere tells nothing.
        for index in places.iter().filter(|index| gone.contains(index)).take(CANDIDATES) {
            *shared.entry(*index).or_default() += 1;
        }
    }
    let share = |index: usize, count: usize| {
        let fewer = own.len().min(words(&old.statements[index]).len()).max(1);
        count as f64 / fewer as f64
    };
    shared
        .into_iter()
        .map(|(index, count)| {
            let speaker = old.statements[index].by == statement.by;
            (speaker, share(index, count), index)
        })
        .filter(|(_, share, _)| *share >= REWORDED)
        .max_by(|left, right| {
            left.0.cmp(&right.0).then(left.1.total_cmp(&right.1)).then(right.2.cmp(&left.2))
        })
        .map(|(.., index)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_read::report::{Part, Report};

    #[test]
    fn statements_are_added_dropped_and_reworded() {
        let reader = demarche_read::Reader::new();
        let read = |text: &str| {
            let part = Part { kind: None, text: format!("TEHRAN, Feb 2, 2026 – {text}") };
            reader.read(&Report { parts: vec![part], ..Report::default() })
        };
        let old = read(
            "Abbas Araghchi said Iran would join the talks in Muscat on Friday. Marco Rubio said sanctions would stay. \
             Badr al-Busaidi said Oman had carried two letters.",
        );
        let new = read(
            "Abbas Araghchi said Iran might join the talks in Muscat on Sunday. Marco Rubio said sanctions would stay. \
             Sergei Lavrov said Russia would store the uranium.",
        );
        let told: Vec<String> = compare(&old, &new)
            .into_iter()
            .map(|change| match change {
                Change::Added(new) => format!("+ {}", new.by.as_deref().unwrap_or("")),
                Change::Dropped(old) => format!("- {}", old.by.as_deref().unwrap_or("")),
                Change::Reworded { old, new } => {
                    assert!(old.content.quote.contains("Friday") && new.content.quote.contains("Sunday"));
                    format!("~ {}", new.by.as_deref().unwrap_or(""))
                }
            })
            .collect();
        assert_eq!(told, ["~ abbas-araghchi", "+ sergey-lavrov", "- badr-al-busaidi"]);
        assert_eq!(compare(&old, &old), []);
    }
}
