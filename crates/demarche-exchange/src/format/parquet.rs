//! Parquet of one table of facts: uncompressed, plain, every column optional, readable by anything that reads Parquet.
//!
//! Written by hand, since the format needs so little here: a magic word, for each column one page (which cells are filled, then their
//! values), and a footer in Thrift's compact protocol. Source: parquet-format 2.10, `parquet.thrift` and `Encodings.md`.

use crate::facts::{Table, Type, Value};
use jiff::civil::{Date, date};

const MAGIC: &[u8; 4] = b"PAR1";
/// Rows of a row group: pages stay far below the 2 GiB that their sizes can say.
const GROUP: usize = 100_000;

/// Physical types of the format.
mod physical {
    pub const BOOLEAN: i64 = 0;
    pub const INT32: i64 = 1;
    pub const BYTE_ARRAY: i64 = 6;
}

/// Where one column of one row group stands in the file.
struct Chunk {
    offset: usize,
    bytes: usize,
    values: usize,
}

/// Writes a table.
pub fn write(table: &Table) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    let mut groups: Vec<(usize, Vec<Chunk>)> = Vec::new();
    for rows in table.rows.chunks(GROUP) {
        let chunks = (0..table.columns.len()).map(|column| {
            let offset = file.len();
            let page = page(rows, column);
            file.extend(page_header(page.len(), rows.len()));
            file.extend(page);
            Chunk { offset, bytes: file.len() - offset, values: rows.len() }
        });
        groups.push((rows.len(), chunks.collect()));
    }
    let footer = footer(table, &groups);
    let length = footer.len() as u32;
    file.extend(footer);
    file.extend(length.to_le_bytes());
    file.extend(MAGIC);
    file
}

/// One column of some rows: definition levels, then the values that are there.
fn page(rows: &[Vec<Value>], column: usize) -> Vec<u8> {
    let cells = || rows.iter().map(|row| row.get(column).unwrap_or(&Value::None));
    let levels = levels(cells().map(|value| *value != Value::None));
    let mut page = (levels.len() as u32).to_le_bytes().to_vec();
    page.extend(levels);
    let mut flags: Vec<bool> = Vec::new();
    for value in cells() {
        match value {
            Value::None => {}
            Value::Text(text) => {
                page.extend((text.len() as u32).to_le_bytes());
                page.extend(text.as_bytes());
            }
            Value::Day(day) => page.extend(days_since_1970(*day).to_le_bytes()),
            Value::Count(count) => page.extend(count.to_le_bytes()),
            Value::Flag(flag) => flags.push(*flag),
        }
    }
    page.extend(bits(flags.into_iter()));
    page
}

/// Days since 1 January 1970.
fn days_since_1970(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

/// Levels of one bit in the hybrid of run-length and bit-packing: one bit-packed run.
fn levels(levels: impl Iterator<Item = bool>) -> Vec<u8> {
    let bits = bits(levels);
    let mut run = Vec::new();
    unsigned(&mut run, (bits.len() as u64) << 1 | 1);
    run.extend(bits);
    run
}

/// Eight to the byte, the first in the lowest bit.
fn bits(flags: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (index, flag) in flags.enumerate() {
        if index % 8 == 0 {
            bytes.push(0);
        }
        if let Some(last) = bytes.last_mut() {
            *last |= u8::from(flag) << (index % 8);
        }
    }
    bytes
}

fn page_header(bytes: usize, values: usize) -> Vec<u8> {
    let (plain, run_length) = (0, 3);
    let mut header = Thrift::default();
    header.number(1, 0); // a data page
    header.number(2, bytes as i64);
    header.number(3, bytes as i64);
    header.open(5);
    header.number(1, values as i64);
    header.number(2, plain);
    header.number(3, run_length);
    header.number(4, run_length);
    header.close();
    header.finish()
}

fn footer(table: &Table, groups: &[(usize, Vec<Chunk>)]) -> Vec<u8> {
    let mut footer = Thrift::default();
    footer.number(1, 1); // version
    footer.list(2, STRUCT, table.columns.len() + 1);
    footer.element();
    footer.text(4, "demarche");
    footer.number(5, table.columns.len() as i64);
    footer.close();
    for (name, kind) in &table.columns {
        footer.element();
        footer.number(1, physical(*kind));
        footer.number(3, 1); // optional
        footer.text(4, name);
        // The older annotation, which every reader knows.
        let converted = match kind {
            Type::Text => Some(0),
            Type::Day => Some(6),
            Type::Count => Some(13),
            Type::Flag => None,
        };
        if let Some(converted) = converted {
            footer.number(6, converted);
        }
        footer.close();
    }
    footer.wide(3, table.rows.len() as i64);
    footer.list(4, STRUCT, groups.len());
    for (rows, chunks) in groups {
        footer.element();
        footer.list(1, STRUCT, chunks.len());
        for (chunk, (name, kind)) in chunks.iter().zip(&table.columns) {
            footer.element();
            footer.wide(2, chunk.offset as i64);
            footer.open(3);
            footer.number(1, physical(*kind));
            footer.list(2, I32, 2);
            footer.bare(0);
            footer.bare(3);
            footer.list(3, BINARY, 1);
            footer.bare_text(name);
            footer.number(4, 0); // not compressed
            footer.wide(5, chunk.values as i64);
            footer.wide(6, chunk.bytes as i64);
            footer.wide(7, chunk.bytes as i64);
            footer.wide(9, chunk.offset as i64);
            footer.close();
            footer.close();
        }
        footer.wide(2, chunks.iter().map(|chunk| chunk.bytes as i64).sum());
        footer.wide(3, *rows as i64);
        footer.close();
    }
    footer.text(6, concat!("demarche version ", env!("CARGO_PKG_VERSION")));
    footer.finish()
}

fn physical(kind: Type) -> i64 {
    match kind {
        Type::Text => physical::BYTE_ARRAY,
        Type::Day | Type::Count => physical::INT32,
        Type::Flag => physical::BOOLEAN,
    }
}

/// Wire types of Thrift's compact protocol.
const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// Writes Thrift's compact protocol. A field says how far its number lies from the last one.
#[derive(Default)]
struct Thrift {
    bytes: Vec<u8>,
    last: u8,
    outer: Vec<u8>,
}

impl Thrift {
    /// Fields stand in ascending order, never more than fifteen apart.
    fn field(&mut self, number: u8, wire: u8) {
        self.bytes.push((number - self.last) << 4 | wire);
        self.last = number;
    }
    fn number(&mut self, field: u8, value: i64) {
        self.field(field, I32);
        self.bare(value);
    }
    fn wide(&mut self, field: u8, value: i64) {
        self.field(field, I64);
        self.bare(value);
    }
    fn text(&mut self, field: u8, text: &str) {
        self.field(field, BINARY);
        self.bare_text(text);
    }
    fn list(&mut self, field: u8, wire: u8, count: usize) {
        self.field(field, LIST);
        if count < 15 {
            self.bytes.push((count as u8) << 4 | wire);
        } else {
            self.bytes.push(0xf0 | wire);
            unsigned(&mut self.bytes, count as u64);
        }
    }
    /// A structure as a field.
    fn open(&mut self, field: u8) {
        self.field(field, STRUCT);
        self.element();
    }
    /// A structure as an element of a list.
    fn element(&mut self) {
        self.outer.push(std::mem::take(&mut self.last));
    }
    fn close(&mut self) {
        self.bytes.push(0);
        self.last = self.outer.pop().unwrap_or_default();
    }
    /// A number without a field, zigzag.
    fn bare(&mut self, value: i64) {
        unsigned(&mut self.bytes, (value << 1 ^ value >> 63) as u64);
    }
    fn bare_text(&mut self, text: &str) {
        unsigned(&mut self.bytes, text.len() as u64);
        self.bytes.extend(text.as_bytes());
    }
    fn finish(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }
}

/// Seven bits to the byte, lowest first; the high bit says that more follow.
fn unsigned(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}
