//! Reads a table of events: tells which it is, takes each row that can be taken, and keeps an account of the others.

use super::columns::Columns;
use super::{Layout, gdelt, icews, join, polecat};
use crate::code::actor::Actor;
use crate::code::cameo::Cameo;
use demarche_assess::Item;
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// What a table held.
#[derive(Clone, Debug)]
pub struct Import {
    /// Which table it is.
    pub layout: Layout,
    /// Its events, in the order of their first rows, each as a record whose text is the rows it rests on.
    pub items: Vec<Item>,
    /// Rows it has, the header and empty lines not counted.
    pub rows: usize,
    /// Rows that only report plain statements (CAMEO 01), which are no events.
    pub statements: usize,
    /// Rows that could not be taken.
    pub faults: Vec<Fault>,
    /// What else there is to say of it.
    pub notes: Vec<String>,
}

/// Why a row could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the table, from 1.
    pub line: usize,
    /// Number, from 1, and name of the column at fault; `None` where the whole row is.
    pub column: Option<(usize, &'static str)>,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some((number, name)) = self.column {
            write!(f, ", column {number} ({name})")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// Why nothing of a table could be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has no rows.
    Empty,
    /// Its first line is that of no table that is read; how many columns it has.
    Unknown(usize),
    /// It is another table of the same makers: its name.
    Other(&'static str),
    /// A column that it must have is missing.
    Missing(Layout, &'static str),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Empty => f.write_str("the table has no rows"),
            Unreadable::Unknown(columns) => write!(
                f,
                "not a table of events that is read: its first line has {columns} columns split by tabs\n\
                 hint: GDELT 2.0 Event has 61 and no header; ICEWS and POLECAT have a header with \"CAMEO Code\" or \"Event Type\""
            ),
            Unreadable::Other(name) => {
                write!(f, "a table of {name}, which is not read\nhint: GDELT 2.0 Event has 61 columns")
            }
            Unreadable::Missing(layout, column) => write!(f, "{} without a column: {column}", layout.name()),
        }
    }
}

impl std::error::Error for Unreadable {}

/// One row, as understood.
pub struct Row {
    pub id: String,
    pub code: &'static Cameo,
    /// PLOVER type, mode and contexts, where the table gives them itself.
    pub kind: Option<&'static str>,
    pub mode: Option<String>,
    pub context: Option<Vec<String>>,
    pub sources: Vec<Actor>,
    pub targets: Vec<Actor>,
    pub day: Date,
    pub place: Option<String>,
    pub published: Option<Date>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    /// What the row was coded from: rows that share it can tell of one event. Empty where the table does not say.
    pub story: String,
}

/// The cells of a row, by the name of their column.
pub struct Cells<'t> {
    cells: Vec<&'t str>,
    places: &'t HashMap<&'static str, usize>,
    layout: Layout,
    line: usize,
}

impl<'t> Cells<'t> {
    /// The text of a cell; empty where the table says that it knows nothing.
    pub fn get(&self, column: &str) -> &'t str {
        let text =
            self.places.get(column).and_then(|place| self.cells.get(*place)).map_or("", |cell| cell.trim());
        let nothing = self.layout != Layout::Gdelt && ["NA", "NULL", "None", "nan", "NaN"].contains(&text);
        if nothing { "" } else { text }
    }

    /// Neighbouring cells, from the named one on.
    pub fn run<const COUNT: usize>(&self, first: &str) -> [&'t str; COUNT] {
        let place = self.places.get(first).copied().unwrap_or(usize::MAX);
        std::array::from_fn(|step| {
            place.checked_add(step).and_then(|place| self.cells.get(place)).map_or("", |cell| cell.trim())
        })
    }

    /// A fault in a column of this row.
    pub fn fault(&self, column: &'static str, what: String) -> Fault {
        let number = self.places.get(column).map_or(0, |place| place + 1);
        Fault { line: self.line, column: Some((number, column)), what }
    }
}

/// Columns without which a row says nothing.
fn needed(layout: Layout) -> &'static [&'static str] {
    match layout {
        Layout::Gdelt => &[],
        Layout::Icews => &["Event Date", "Source Name", "CAMEO Code", "Target Name"],
        Layout::Polecat => &["Event Date", "Event Type", "Actor Name", "Recipient Name"],
    }
}

/// Reads an unpacked table. `file` is what the evidence will name, with the line of the row.
pub fn read(bytes: &[u8], file: &str) -> Result<Import, Unreadable> {
    let (text, is_latin) = decode(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).peekable();
    let Some((_, first)) = lines.peek().copied() else { return Err(Unreadable::Empty) };
    let (layout, places, has_header) = recognise(first)?;
    if has_header {
        lines.next();
    }
    let mut import = Import {
        layout,
        items: Vec::new(),
        rows: 0,
        statements: 0,
        faults: Vec::new(),
        notes: if is_latin { vec!["not UTF-8: read as Latin-1".to_owned()] } else { Vec::new() },
    };
    let mut rows = Vec::new();
    for (index, line) in lines {
        import.rows += 1;
        let cells = Cells { cells: line.split('\t').collect(), places: &places, layout, line: index + 1 };
        match parse(&cells) {
            Ok(row) if row.code.kind.is_empty() && row.kind.is_none() => import.statements += 1,
            Ok(row) => rows.push(join::Placed { row, line: index + 1, text: line }),
            Err(fault) => import.faults.push(fault),
        }
    }
    import.items = join::items(rows, layout, file);
    Ok(import)
}

fn parse(cells: &Cells<'_>) -> Result<Row, Fault> {
    let wanted = cells.places.values().max().map_or(0, |last| last + 1);
    // Empty cells at the end of a row are often left out with their tabs; those of GDELT never are.
    let least = if cells.layout == Layout::Gdelt { wanted } else { wanted.min(needed(cells.layout).len()) };
    let found = cells.cells.len();
    if found < least || cells.layout == Layout::Gdelt && found > wanted {
        let what = format!("{found} columns where {wanted} are expected");
        return Err(Fault { line: cells.line, column: None, what });
    }
    let row = match cells.layout {
        Layout::Gdelt => gdelt::parse(cells),
        Layout::Icews => icews::parse(cells),
        Layout::Polecat => polecat::parse(cells),
    }?;
    if row.sources.is_empty() && row.targets.is_empty() {
        let what = "neither source nor target is named".to_owned();
        return Err(Fault { line: cells.line, column: None, what });
    }
    Ok(row)
}

/// Which table a first line belongs to, where its columns stand, and whether the line is a header.
fn recognise(first: &str) -> Result<(Layout, HashMap<&'static str, usize>, bool), Unreadable> {
    let heads: Vec<&str> = first.split('\t').map(|cell| cell.trim().trim_matches('"')).collect();
    let has = |name: &str| heads.iter().any(|head| head.eq_ignore_ascii_case(name));
    let layout = if has("CAMEO Code") {
        Layout::Icews
    } else if has("Event Type") && has("Event Mode") {
        Layout::Polecat
    } else {
        Layout::Gdelt
    };
    let columns = Columns::of(layout).names();
    let has_header = layout != Layout::Gdelt || has("GLOBALEVENTID");
    if !has_header {
        let is_number = heads
            .first()
            .is_some_and(|cell| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit()));
        return match heads.len() {
            61 if is_number => {
                Ok((layout, columns.iter().enumerate().map(|(place, name)| (*name, place)).collect(), false))
            }
            57 | 58 if is_number => Err(Unreadable::Other("GDELT 1.0")),
            16 if is_number => Err(Unreadable::Other("GDELT 2.0 Mentions")),
            27 => Err(Unreadable::Other("GDELT 2.0 Global Knowledge Graph")),
            count => Err(Unreadable::Unknown(count)),
        };
    }
    let place = |name: &&'static str| {
        // Some years of POLECAT call its fifth column so.
        let other = if *name == "Intensity" { "Event Intensity" } else { name };
        let found =
            heads.iter().position(|head| head.eq_ignore_ascii_case(name) || head.eq_ignore_ascii_case(other));
        found.map(|place| (*name, place))
    };
    let places: HashMap<&'static str, usize> = columns.iter().filter_map(place).collect();
    let needed = if layout == Layout::Gdelt { columns } else { needed(layout) };
    match needed.iter().find(|name| !places.contains_key(*name)) {
        Some(missing) => Err(Unreadable::Missing(layout, missing)),
        None => Ok((layout, places, true)),
    }
}

/// As text, and whether it had to be taken as Latin-1, in which every byte is a letter.
fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()), true),
    }
}
