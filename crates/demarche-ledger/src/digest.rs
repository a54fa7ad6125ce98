//! A record in few bytes: written when a report is added, read back when a situation is asked for.
//!
//! In and out: a [`Record`]. Strings are written once and then referred to, passages by place alone, since their words
//! are those of the text. The form is no promise: [`layout`] fingerprints it, and a digest of another layout is made anew
//! from the record in JSON, which is.

use crate::pack;
use demarche_read::record::{
    Act, Actor, ActorKind, Channel, ChannelForm, ChannelStatus, Conflict, Direction, Directness, Domain,
    Event, EventStatus, Expectation, Issue, Likelihood, Modality, Mode, Outlook, Passage, Period, Position,
    Record, Side, Stake, Stance, Statement, Time, TimeType,
};
use demarche_read::report::{Block, BlockKind, Document};
use demarche_read::text::Span;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Fingerprint of the form that this version writes.
pub fn layout() -> i64 {
    static LAYOUT: LazyLock<i64> = LazyLock::new(|| {
        let mut hasher = blake3::Hasher::new();
        hasher.update(STRUCTS.as_bytes());
        hasher.update(LISTS.as_bytes());
        vocabularies(&mut hasher);
        let mut first = [0; 8];
        first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        i64::from_le_bytes(first)
    });
    *LAYOUT
}

/// Writes a record down.
pub fn write(record: &Record) -> Vec<u8> {
    let mut out = Writer::default();
    record.write(&mut out);
    pack::pack(&out.bytes)
}

/// Reads a record back; `None` where the bytes are damaged.
pub fn read(packed: &[u8]) -> Option<Record> {
    let bytes = pack::unpack(packed)?;
    let mut from = Reader { rest: &bytes, strings: Vec::with_capacity(256) };
    let record = Record::read(&mut from)?;
    from.rest.is_empty().then_some(record)
}

#[derive(Default)]
struct Writer<'r> {
    bytes: Vec<u8>,
    strings: HashMap<&'r str, u64>,
}

impl Writer<'_> {
    /// LEB128: seven bits a byte, the low ones first.
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }
}

struct Reader<'b> {
    rest: &'b [u8],
    /// Strings in order of their first use; the first is the text that spans point into.
    strings: Vec<&'b str>,
}

impl<'b> Reader<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
    fn string(&mut self) -> Option<&'b str> {
        match self.number()? {
            0 => {
                let length = usize::try_from(self.number()?).ok()?;
                let string = std::str::from_utf8(self.take(length)?).ok()?;
                self.strings.push(string);
                Some(string)
            }
            known => self.strings.get(usize::try_from(known).ok()? - 1).copied(),
        }
    }
}

/// What can be written down and read back.
trait Coded: Sized {
    fn write<'r>(&'r self, out: &mut Writer<'r>);
    fn read(from: &mut Reader<'_>) -> Option<Self>;
}

impl Coded for String {
    fn write<'r>(&'r self, out: &mut Writer<'r>) {
        if let Some(&known) = out.strings.get(self.as_str()) {
            return out.number(known);
        }
        let next = out.strings.len() as u64 + 1;
        out.strings.insert(self, next);
        out.number(0);
        out.number(self.len() as u64);
        out.bytes.extend_from_slice(self.as_bytes());
    }
    fn read(from: &mut Reader<'_>) -> Option<String> {
        from.string().map(str::to_owned)
    }
}

impl<T: Coded> Coded for Option<T> {
    fn write<'r>(&'r self, out: &mut Writer<'r>) {
        out.bytes.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.write(out);
        }
    }
    fn read(from: &mut Reader<'_>) -> Option<Option<T>> {
        Some(if bool::read(from)? { Some(T::read(from)?) } else { None })
    }
}

impl<T: Coded> Coded for Vec<T> {
    fn write<'r>(&'r self, out: &mut Writer<'r>) {
        out.number(self.len() as u64);
        for item in self {
            item.write(out);
        }
    }
    fn read(from: &mut Reader<'_>) -> Option<Vec<T>> {
        let count = usize::read(from)?;
        // Each item takes a byte at least: a count beyond that is damage, not a reason to reserve memory.
        let mut list = Vec::with_capacity(if count <= from.rest.len() { count } else { return None });
        for _ in 0..count {
            list.push(T::read(from)?);
        }
        Some(list)
    }
}

impl Coded for bool {
    fn write<'r>(&'r self, out: &mut Writer<'r>) {
        out.bytes.push(u8::from(*self));
    }
    fn read(from: &mut Reader<'_>) -> Option<bool> {
        match from.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Coded for usize {
    fn write<'r>(&'r self, out: &mut Writer<'r>) {
        out.number(*self as u64);
    }
    fn read(from: &mut Reader<'_>) -> Option<usize> {
        usize::try_from(from.number()?).ok()
    }
}

impl Coded for f32 {
    fn write<'r>(&'r self, out: &mut Writer<'r>) {
        out.bytes.extend_from_slice(&self.to_le_bytes());
    }
    fn read(from: &mut Reader<'_>) -> Option<f32> {
        Some(f32::from_le_bytes(from.take(4)?.try_into().ok()?))
    }
}

impl Coded for Date {
    fn write<'r>(&'r self, out: &mut Writer<'r>) {
        out.bytes.extend_from_slice(&self.year().to_le_bytes());
        out.bytes.extend([self.month() as u8, self.day() as u8]);
    }
    fn read(from: &mut Reader<'_>) -> Option<Date> {
        let &[low, high, month, day] = from.take(4)? else { return None };
        Date::new(i16::from_le_bytes([low, high]), i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

impl Coded for Span {
    fn write<'r>(&'r self, out: &mut Writer<'r>) {
        out.number(u64::from(self.start));
        out.number(u64::from(self.end - self.start));
    }
    fn read(from: &mut Reader<'_>) -> Option<Span> {
        let start = u32::try_from(from.number()?).ok()?;
        let end = start.checked_add(u32::try_from(from.number()?).ok()?)?;
        Some(Span { start, end })
    }
}

impl Coded for Passage {
    fn write<'r>(&'r self, out: &mut Writer<'r>) {
        self.span.write(out);
    }
    fn read(from: &mut Reader<'_>) -> Option<Passage> {
        let span = Span::read(from)?;
        let text = from.strings.first()?;
        Some(Passage { span, quote: text.get(span.range())?.to_owned() })
    }
}

/// Structs, field by field: a field that is missing here does not compile.
macro_rules! structs {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {
        $(impl Coded for $name {
            fn write<'r>(&'r self, out: &mut Writer<'r>) {
                let $name { $($field),+ } = self;
                $($field.write(out);)+
            }
            fn read(from: &mut Reader<'_>) -> Option<$name> {
                $(let $field = Coded::read(from)?;)+
                Some($name { $($field),+ })
            }
        })+
        const STRUCTS: &str = concat!($(stringify!($name), "{", $(stringify!($field), ","),+ , "}"),+);
    };
}

// The document comes first, and in it the text: passages are read off it.
structs! {
    Record { document, schema, sentences, actors, times, statements, events, channels, positions, expectations, stakes, conflicts }
    Document { text, id, title, byline, publisher, url, published, language, datelines, blocks, notes }
    Block { kind, span }
    Period { from, to }
    Actor { id, name, kind, country, sector, role, mentions }
    Time { kind, value, period, evidence }
    Statement { by, to, act, mode, source, cue, content, on, within, confidence }
    Event { kind, mode, context, cameo, actors, recipients, on, place, status, statement, background, evidence, confidence }
    Channel { parties, directness, intermediaries, form, status, about, by, on, evidence, confidence }
    Position { holder, by, stance, issue, toward, on, evidence, confidence }
    Issue { id, text }
    Expectation { by, outlook, of, window, likelihood, evidence, confidence }
    Stake { condition, consequence, domain, direction, modality, evidence, confidence }
    Conflict { over, sides, confidence }
    Side { by, evidence }
}

/// Vocabularies of the record, by their place in it.
macro_rules! words {
    ($($name:ident)+) => {
        $(impl Coded for $name {
            fn write<'r>(&'r self, out: &mut Writer<'r>) {
                out.bytes.push(*self as u8);
            }
            fn read(from: &mut Reader<'_>) -> Option<$name> {
                $name::ALL.get(usize::from(from.byte()?)).copied()
            }
        })+
        fn vocabularies(hasher: &mut blake3::Hasher) {
            $(for value in $name::ALL {
                hasher.update(value.as_str().as_bytes()).update(b",");
            }
            hasher.update(b";");)+
        }
    };
}

words! { ActorKind Act Mode EventStatus Directness ChannelForm ChannelStatus Stance Outlook Likelihood Domain Direction Modality }

/// Lists of values without a table of their own.
macro_rules! lists {
    ($($name:ident { $($value:ident),+ })+) => {
        $(impl Coded for $name {
            fn write<'r>(&'r self, out: &mut Writer<'r>) {
                match self { $($name::$value => {})+ }
                out.bytes.push(*self as u8);
            }
            fn read(from: &mut Reader<'_>) -> Option<$name> {
                [$($name::$value),+].get(usize::from(from.byte()?)).copied()
            }
        })+
        const LISTS: &str = concat!($(stringify!($name), "{", $(stringify!($value), ","),+ , "}"),+);
    };
}

lists! {
    TimeType { Date, Time, Duration, Set }
    BlockKind { Headline, Byline, Summary, Heading, Paragraph, Item, Question, Answer, Quote, Boilerplate }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_read::report::{Part, Report};

    fn record() -> Record {
        let text = "Iran rules out direct talks, hopes for a deal within weeks\n\nTEHRAN, Feb 2, 2026 – Foreign Minister \
                    Abbas Araghchi said on Monday that Iran would never negotiate over its missiles. “We exchange \
                    messages with Washington through Oman,” he said. The United States denied that. US forces struck \
                    two sites on Sunday, the Pentagon said.";
        let part = Part { kind: None, text: text.to_owned() };
        demarche_read::Reader::new().read(&Report { parts: vec![part], ..Report::default() })
    }

    #[test]
    fn a_record_comes_back_whole() {
        let record = record();
        assert!(
            !record.statements.is_empty() && !record.channels.is_empty(),
            "a record with something in it"
        );
        let digest = write(&record);
        assert_eq!(read(&digest), Some(record.clone()));
        assert!(digest.len() * 3 < serde_json::to_vec(&record).expect("JSON").len());
    }

    #[test]
    fn damage_is_seen_or_harmless_and_never_panics() {
        let digest = write(&record());
        let plain = pack::unpack(&digest).expect("unpacks");
        for length in 0..plain.len() {
            assert_eq!(read(&pack::pack(&plain[..length])), None);
        }
        for at in 0..plain.len() {
            let mut bent = plain.clone();
            bent[at] = bent[at].wrapping_add(129);
            let _ = read(&pack::pack(&bent));
        }
    }
}
