//! The columns of each table, in order, with what is written in them. Facts, kept as rows under `tables/`.

use super::Layout;
use crate::code::rows;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The columns of a table.
pub struct Columns {
    names: Vec<&'static str>,
    places: HashMap<&'static str, usize>,
}

static GDELT: LazyLock<Columns> =
    LazyLock::new(|| Columns::parse(include_str!("../../tables/gdelt2_columns.tsv")));
static ICEWS: LazyLock<Columns> =
    LazyLock::new(|| Columns::parse(include_str!("../../tables/icews_columns.tsv")));
static POLECAT: LazyLock<Columns> =
    LazyLock::new(|| Columns::parse(include_str!("../../tables/polecat_columns.tsv")));

impl Columns {
    fn parse(table: &'static str) -> Columns {
        let names: Vec<&str> = rows::<3>(table).map(|[_, name, _]| name).collect();
        let places = names.iter().enumerate().map(|(place, name)| (*name, place)).collect();
        Columns { names, places }
    }

    /// Those of a layout.
    pub fn of(layout: Layout) -> &'static Columns {
        match layout {
            Layout::Gdelt => &GDELT,
            Layout::Icews => &ICEWS,
            Layout::Polecat => &POLECAT,
        }
    }

    /// Their names, in order.
    pub fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// A row of empty cells.
    pub(super) fn blank(&self, filler: &str) -> Vec<String> {
        vec![filler.to_owned(); self.names.len()]
    }

    /// Fills cells by name. Tabs and line ends inside a value would break the row: each becomes a space.
    pub(super) fn fill<const COUNT: usize>(&self, row: &mut [String], cells: [(&str, String); COUNT]) {
        for (name, value) in cells {
            debug_assert!(self.places.contains_key(name), "no column {name}");
            let cell = self.places.get(name).and_then(|place| row.get_mut(*place));
            if let Some(cell) = cell {
                *cell = value.replace(['\t', '\n', '\r'], " ");
            }
        }
    }
}

/// What is written in each column of a table: name and content, in order.
pub fn column_contents(layout: Layout) -> Vec<(&'static str, &'static str)> {
    let table = match layout {
        Layout::Gdelt => include_str!("../../tables/gdelt2_columns.tsv"),
        Layout::Icews => include_str!("../../tables/icews_columns.tsv"),
        Layout::Polecat => include_str!("../../tables/polecat_columns.tsv"),
    };
    rows::<3>(table).map(|[_, name, content]| (name, content)).collect()
}
