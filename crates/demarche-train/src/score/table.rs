//! Score tables: tab-separated files under `scores/`, written or compared.

use std::path::Path;

/// Writes a table, or with `check` compares it with the one that is committed.
///
/// `volatile` names columns that a check passes over (speeds differ from machine to machine).
///
/// # Errors
/// Says which row differs, or why the file could not be read or written.
pub fn settle(path: &Path, table: &str, check: bool, volatile: &[&str]) -> Result<(), String> {
    if !check {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        }
        return std::fs::write(path, table)
            .map_err(|error| format!("cannot write {}: {error}", path.display()));
    }
    let committed =
        std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let kept = |table: &str| -> Vec<String> {
        let skipped: Vec<usize> = table
            .lines()
            .next()
            .unwrap_or_default()
            .split('\t')
            .enumerate()
            .filter(|(_, name)| volatile.contains(name))
            .map(|(column, _)| column)
            .collect();
        let keep = |line: &str| {
            let cells = line.split('\t').enumerate().filter(|(column, _)| !skipped.contains(column));
            cells.map(|(_, cell)| cell).collect::<Vec<_>>().join("\t")
        };
        table.lines().map(keep).collect()
    };
    let (old, new) = (kept(&committed), kept(table));
    match old.iter().zip(&new).find(|(old, new)| old != new) {
        Some((old, new)) => Err(format!(
            "{} has moved:\n- {old}\n+ {new}\nhint: regenerate it and say why in the commit",
            path.display()
        )),
        None if old.len() != new.len() => {
            Err(format!("{}: {} rows committed, {} now", path.display(), old.len(), new.len()))
        }
        None => Ok(()),
    }
}
