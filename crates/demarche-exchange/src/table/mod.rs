//! Tables of events as the field exchanges them: GDELT 2.0, ICEWS, POLECAT. Tab-separated, one event a row.
//!
//! Out: [`write`] gives the table of a situation's events. In: [`read`] takes any of the three and gives each event as a record
//! with its row as evidence, and every row that could not be taken with the reason.

mod columns;
mod gdelt;
mod icews;
mod join;
mod open;
mod polecat;
mod read;

#[cfg(test)]
mod tests;

pub use columns::{Columns, column_contents};
pub use open::{Closed, open};
pub use read::{Fault, Import, Unreadable, read};

use crate::deed::Deeds;

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// GDELT 2.0 Event: 61 columns, no header.
    Gdelt,
    /// ICEWS: 20 columns and a header.
    Icews,
    /// POLECAT: 40 columns and a header.
    Polecat,
}

impl Layout {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Gdelt => "GDELT 2.0",
            Layout::Icews => "ICEWS",
            Layout::Polecat => "POLECAT",
        }
    }
}

/// Writes a table; rows in the order of the events.
pub fn write(deeds: &Deeds, layout: Layout) -> String {
    let columns = Columns::of(layout);
    let mut text = String::new();
    if layout != Layout::Gdelt {
        text.push_str(&columns.names().join("\t"));
        text.push('\n');
    }
    let rows = match layout {
        Layout::Gdelt => gdelt::rows(deeds),
        Layout::Icews => icews::rows(deeds),
        Layout::Polecat => polecat::rows(deeds),
    };
    for row in rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}
