//! Corrections: what an analyst puts right in a record, kept apart from it and applied when it is viewed.
//!
//! A correction names its fact by kind and passage and by what it said, not by place in a list, so that it finds the fact
//! again when a later reader reads the report anew. Pure: records in, records out.

use demarche_read::record::{Channel, Conflict, Event, Expectation, Position, Record, Stake, Statement};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A list of the record that holds facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum FactKind {
    Statement,
    Event,
    Channel,
    Position,
    Expectation,
    Stake,
    Conflict,
}

impl FactKind {
    /// Its key in the record.
    fn key(self) -> &'static str {
        match self {
            FactKind::Statement => "statements",
            FactKind::Event => "events",
            FactKind::Channel => "channels",
            FactKind::Position => "positions",
            FactKind::Expectation => "expectations",
            FactKind::Stake => "stakes",
            FactKind::Conflict => "conflicts",
        }
    }
    /// Why a value is no fact of this kind, if it is none.
    fn unfit(self, value: &Value) -> Option<String> {
        fn why<T: DeserializeOwned>(value: &Value) -> Option<String> {
            T::deserialize(value).err().map(|error| error.to_string())
        }
        match self {
            FactKind::Statement => why::<Statement>(value),
            FactKind::Event => why::<Event>(value),
            FactKind::Channel => why::<Channel>(value),
            FactKind::Position => why::<Position>(value),
            FactKind::Expectation => why::<Expectation>(value),
            FactKind::Stake => why::<Stake>(value),
            FactKind::Conflict => why::<Conflict>(value),
        }
    }
}

/// A fact of a record, pointed at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Which list it stands in.
    pub kind: FactKind,
    /// The words of the report that it was found by.
    pub quote: String,
    /// First byte of them when the correction was made.
    pub start: u32,
    /// What the record said, without passages.
    pub was: Map<String, Value>,
}

/// What is put right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Correction {
    /// The fact does not stand.
    Drop {
        /// Which fact.
        fact: Fact,
    },
    /// Fields of the fact are other than read.
    Set {
        /// Which fact.
        fact: Fact,
        /// Field and value.
        fields: Map<String, Value>,
    },
    /// An earlier correction of this report no longer holds.
    Undo {
        /// Its number in the log.
        of: i64,
    },
}

/// Facts of one kind whose passages lie in or over the words: what a correction may mean, each as the record has it.
pub fn facts(record: &Record, kind: FactKind, quote: &str) -> Vec<(Fact, Value)> {
    let Some(whole) = as_value(record) else { return Vec::new() };
    let text = &record.document.text;
    let mut found: Vec<(usize, Fact, Value)> = Vec::new();
    for (start, words) in text.match_indices(quote) {
        let span = (start as u64, (start + words.len()) as u64);
        for (index, value) in list(&whole, kind).iter().enumerate() {
            if overlap(value, span) > 0 && found.iter().all(|(known, ..)| *known != index) {
                let fact = Fact { kind, quote: quote.to_owned(), start: start as u32, was: described(value) };
                found.push((index, fact, value.clone()));
            }
        }
    }
    found.into_iter().map(|(_, fact, value)| (fact, value)).collect()
}

/// A record with corrections applied in order; those whose fact the record no longer holds change nothing.
/// The second value says how many did.
pub fn apply<'c>(record: Record, corrections: impl IntoIterator<Item = &'c Correction>) -> (Record, usize) {
    let Some(mut whole) = as_value(&record) else { return (record, 0) };
    let mut applied = 0;
    for correction in corrections {
        let changed = match correction {
            Correction::Drop { fact } => drop_fact(&mut whole, &record, fact),
            Correction::Set { fact, fields } => set_fields(&mut whole, &record, fact, fields),
            Correction::Undo { .. } => false,
        };
        applied += usize::from(changed);
    }
    match serde_json::from_value(whole) {
        Ok(corrected) => (corrected, applied),
        Err(_) => (record, 0),
    }
}

/// Fields as an analyst types them (`status=denied`, `actors=USA,IRN`, `on=2026-02-02`) as values that fit the fact.
///
/// # Errors
/// In words, where the fact has no such field or the value does not fit it.
pub fn fields(
    fact: &Value,
    kind: FactKind,
    typed: &[(String, String)],
) -> Result<Map<String, Value>, String> {
    const FIXED: [&str; 8] =
        ["evidence", "content", "source", "cue", "sides", "within", "statement", "confidence"];
    let mut changed = fact.clone();
    let mut fields = Map::new();
    for (field, text) in typed {
        let known = fact.get(field).or_else(|| (field == "background").then_some(&Value::Bool(false)));
        let Some(before) = known.filter(|_| !FIXED.contains(&field.as_str())) else {
            let own = fact.as_object().into_iter().flat_map(|fact| fact.keys());
            let settable: Vec<&str> =
                own.map(String::as_str).filter(|field| !FIXED.contains(field)).collect();
            return Err(format!("no field {field} to set; there are: {}", settable.join(", ")));
        };
        let value = value(before, field, text);
        if let Some(fact) = changed.as_object_mut() {
            fact.insert(field.clone(), value.clone());
        }
        if let Some(why) = kind.unfit(&changed) {
            return Err(format!("{field} cannot be {text}: {why}"));
        }
        fields.insert(field.clone(), value);
    }
    Ok(fields)
}

/// What was typed, in the form of the value that stands there.
fn value(before: &Value, field: &str, text: &str) -> Value {
    if let Ok(value) = serde_json::from_str::<Value>(text)
        && !value.is_number()
    {
        return value;
    }
    if before.is_array() {
        let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
        return Value::Array(items.map(|item| Value::String(item.to_owned())).collect());
    }
    let period = field == "on" || field == "window";
    if period && text.parse::<jiff::civil::Date>().is_ok() {
        return serde_json::json!({"from": text, "to": text});
    }
    Value::String(text.to_owned())
}

fn as_value(record: &Record) -> Option<Value> {
    serde_json::to_value(record).ok()
}

fn list(whole: &Value, kind: FactKind) -> &[Value] {
    whole.get(kind.key()).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A fact without its passages and its confidence: what it says.
fn described(value: &Value) -> Map<String, Value> {
    let said = |key: &str, value: &Value| {
        !matches!(key, "confidence" | "evidence" | "within" | "statement")
            && value.get("quote").is_none()
            && value.get("evidence").is_none()
    };
    let fields = value.as_object().into_iter().flatten();
    fields.filter(|(key, value)| said(key, value)).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Bytes that the passages of a fact share with a span.
fn overlap(value: &Value, (start, end): (u64, u64)) -> u64 {
    match value {
        Value::Array(items) => items.iter().map(|item| overlap(item, (start, end))).sum(),
        Value::Object(fields) => match (fields.get("span"), fields.get("quote")) {
            (Some(Value::Array(span)), Some(_)) => {
                let at = |index: usize| span.get(index).and_then(Value::as_u64).unwrap_or(0);
                at(1).min(end).saturating_sub(at(0).max(start))
            }
            _ => fields.values().map(|field| overlap(field, (start, end))).sum(),
        },
        _ => 0,
    }
}

/// Where the fact stands in its list now: of those over its words, the one that says most of what it said, and at least
/// half of it.
fn place(whole: &Value, record: &Record, fact: &Fact) -> Option<usize> {
    let text = &record.document.text;
    let far = |start: &usize| (*start as u64).abs_diff(u64::from(fact.start));
    let start = text.match_indices(&fact.quote).map(|(start, _)| start).min_by_key(far)?;
    let span = (start as u64, (start + fact.quote.len()) as u64);
    let mut best: Option<(usize, u64, usize)> = None;
    for (index, value) in list(whole, fact.kind).iter().enumerate() {
        let shared = overlap(value, span);
        let same = fact.was.iter().filter(|(key, was)| value.get(key.as_str()) == Some(*was)).count();
        if shared > 0
            && same * 2 >= fact.was.len()
            && best.is_none_or(|(known, bytes, _)| (known, bytes) < (same, shared))
        {
            best = Some((same, shared, index));
        }
    }
    best.map(|(.., index)| index)
}

fn set_fields(whole: &mut Value, record: &Record, fact: &Fact, fields: &Map<String, Value>) -> bool {
    let Some(index) = place(whole, record, fact) else { return false };
    let Some(target) = whole.get_mut(fact.kind.key()).and_then(|list| list.get_mut(index)) else {
        return false;
    };
    let before = target.clone();
    if let Some(own) = target.as_object_mut() {
        own.extend(fields.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
    // A later reader's record may have another form: what does not fit it is left out.
    let fits = fact.kind.unfit(target).is_none();
    if !fits {
        *target = before;
    }
    fits
}

fn drop_fact(whole: &mut Value, record: &Record, fact: &Fact) -> bool {
    let Some(index) = place(whole, record, fact) else { return false };
    if let Some(list) = whole.get_mut(fact.kind.key()).and_then(Value::as_array_mut) {
        list.remove(index);
    }
    if fact.kind == FactKind::Statement {
        renumber(whole, "statements", "within", index as u64);
        renumber(whole, "events", "statement", index as u64);
    }
    true
}

/// Mends what points to statements after one of them has gone.
fn renumber(whole: &mut Value, list: &str, field: &str, gone: u64) {
    for fact in whole.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(pointer) = fact.get_mut(field) else { continue };
        match pointer.as_u64() {
            Some(number) if number == gone => *pointer = Value::Null,
            Some(number) if number > gone => *pointer = Value::from(number - 1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_read::report::{Part, Report};

    fn record() -> Record {
        let text = "Envoys meet in Muscat\n\nMUSCAT, Feb 2, 2026 – Iran's foreign minister Abbas Araghchi said on Monday that \
                    Tehran exchanged messages with Washington through Oman. The White House said it would not lift \
                    sanctions. US warplanes struck a depot in Syria on Sunday.";
        let part = Part { kind: None, text: text.to_owned() };
        demarche_read::Reader::new().read(&Report { parts: vec![part], ..Report::default() })
    }

    fn only(record: &Record, kind: FactKind, quote: &str) -> (Fact, Value) {
        let mut found = facts(record, kind, quote);
        assert_eq!(found.len(), 1, "{quote}: {found:?}");
        found.remove(0)
    }

    #[test]
    fn a_fact_is_dropped_or_set_and_nothing_else_changes() {
        let record = record();
        let (fact, value) = only(&record, FactKind::Event, "struck a depot");
        let (dropped, applied) = apply(record.clone(), [&Correction::Drop { fact: fact.clone() }]);
        assert_eq!((dropped.events.len() + 1, applied), (record.events.len(), 1));
        assert_eq!(dropped.statements, record.statements);

        let typed = [("status", "denied"), ("actors", "USA,GBR"), ("on", "2026-02-01")];
        let typed: Vec<_> =
            typed.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let fields = fields(&value, FactKind::Event, &typed).expect("fits");
        let (set, _) = apply(record.clone(), [&Correction::Set { fact, fields }]);
        let event = set
            .events
            .iter()
            .find(|event| event.evidence.iter().any(|passage| passage.quote.contains("struck a depot")))
            .expect("it is there still");
        assert_eq!(event.actors.len(), 2);
        assert_eq!(event.status.as_str(), "denied");
        assert_eq!(event.on.and_then(|on| on.from), Some("2026-02-01".parse().expect("a day")));
    }

    #[test]
    fn what_does_not_fit_is_refused_in_words() {
        let record = record();
        let (_, value) = only(&record, FactKind::Event, "struck a depot");
        for (field, text, expected) in [
            ("status", "perhaps", "status cannot be perhaps"),
            ("colour", "red", "no field colour"),
            ("evidence", "x", "no field evidence"),
        ] {
            let typed = [(field.to_owned(), text.to_owned())];
            let why = fields(&value, FactKind::Event, &typed).expect_err("refused");
            assert!(why.contains(expected), "{why}");
        }
    }

    #[test]
    fn pointers_to_statements_are_mended() {
        let record = record();
        let (fact, _) = only(&record, FactKind::Statement, "exchanged messages");
        let (dropped, applied) = apply(record.clone(), [&Correction::Drop { fact }]);
        assert_eq!((dropped.statements.len() + 1, applied), (record.statements.len(), 1));
        assert!(
            dropped.events.iter().all(|event| event.statement.is_none_or(|at| at < dropped.statements.len()))
        );
    }

    #[test]
    fn a_record_read_anew_with_other_places_is_still_corrected() {
        let record = record();
        let (mut fact, _) = only(&record, FactKind::Event, "struck a depot");
        fact.start += 40;
        assert_eq!(apply(record.clone(), [&Correction::Drop { fact: fact.clone() }]).1, 1);
        fact.quote = "words that are gone".to_owned();
        assert_eq!(apply(record, [&Correction::Drop { fact }]).1, 0);
    }
}
