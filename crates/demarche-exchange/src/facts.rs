//! A situation as flat tables, one for each kind of fact: what CSV and Parquet hold.
//!
//! A list becomes one text with `;` between its values. Every fact carries the first passage it rests on.

use demarche_assess::situation::{Evidence, Situation};
use demarche_assess::vocabulary::Period;
use jiff::civil::Date;

/// One kind of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Kind {
    Events,
    Statements,
    Channels,
    Positions,
    Expectations,
    Conflicts,
    Stakes,
    Actors,
    Sources,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Kind; 9] = [
        Kind::Events,
        Kind::Statements,
        Kind::Channels,
        Kind::Positions,
        Kind::Expectations,
        Kind::Conflicts,
        Kind::Stakes,
        Kind::Actors,
        Kind::Sources,
    ];

    /// Its name, as that of a file.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Events => "events",
            Kind::Statements => "statements",
            Kind::Channels => "channels",
            Kind::Positions => "positions",
            Kind::Expectations => "expectations",
            Kind::Conflicts => "conflicts",
            Kind::Stakes => "stakes",
            Kind::Actors => "actors",
            Kind::Sources => "sources",
        }
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// UTF-8 text.
    Text,
    /// A day.
    Day,
    /// A whole number, never negative.
    Count,
    /// Yes or no.
    Flag,
}

/// The value of a cell; `None` where the fact does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    None,
    /// Of a text column.
    Text(String),
    /// Of a day column.
    Day(Date),
    /// Of a count column.
    Count(u32),
    /// Of a flag column.
    Flag(bool),
}

/// A flat table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Columns, in order.
    pub columns: Vec<(&'static str, Type)>,
    /// Rows; as many values each as there are columns.
    pub rows: Vec<Vec<Value>>,
}

/// Columns that say which passage a fact rests on.
const PASSAGE: [(&str, Type); 7] = [
    ("doc", Type::Text),
    ("file", Type::Text),
    ("publisher", Type::Text),
    ("published", Type::Text),
    ("start_byte", Type::Count),
    ("end_byte", Type::Count),
    ("quote", Type::Text),
];

/// The facts of one kind.
pub fn table(situation: &Situation, kind: Kind) -> Table {
    match kind {
        Kind::Events => events(situation),
        Kind::Statements => statements(situation),
        Kind::Channels => channels(situation),
        Kind::Positions => positions(situation),
        Kind::Expectations => expectations(situation),
        Kind::Conflicts => conflicts(situation),
        Kind::Stakes => stakes(situation),
        Kind::Actors => actors(situation),
        Kind::Sources => sources(situation),
    }
}

fn events(situation: &Situation) -> Table {
    let columns = [
        ("type", Type::Text),
        ("mode", Type::Text),
        ("context", Type::Text),
        ("cameo", Type::Text),
        ("actors", Type::Text),
        ("recipients", Type::Text),
        ("from", Type::Day),
        ("to", Type::Day),
        ("place", Type::Text),
        ("status", Type::Text),
        ("by", Type::Text),
        ("background", Type::Flag),
        ("reports", Type::Count),
        ("independent_sources", Type::Count),
    ];
    let rows = situation.events.iter().map(|event| {
        let (from, to) = days(event.on);
        let facts = vec![
            text(&event.kind),
            maybe(event.mode.as_deref()),
            list(&event.context),
            maybe(event.cameo.as_deref()),
            list(&event.actors),
            list(&event.recipients),
            from,
            to,
            maybe(event.place.as_deref()),
            text(event.status.as_str()),
            maybe(event.by.as_deref()),
            Value::Flag(event.background),
            count(event.reports),
            count(event.independent_sources),
        ];
        with_passage(facts, event.evidence.first())
    });
    cited(&columns, rows)
}

fn statements(situation: &Situation) -> Table {
    let columns = [
        ("by", Type::Text),
        ("to", Type::Text),
        ("act", Type::Text),
        ("mode", Type::Text),
        ("from", Type::Day),
        ("to_day", Type::Day),
        ("reported_by", Type::Text),
        ("in_headline", Type::Flag),
    ];
    let rows = situation.statements.iter().map(|statement| {
        let (from, to) = days(statement.on);
        let facts = vec![
            maybe(statement.by.as_deref()),
            maybe(statement.to.as_deref()),
            text(statement.act.as_str()),
            text(statement.mode.as_str()),
            from,
            to,
            maybe(statement.reported_by.as_deref()),
            Value::Flag(statement.in_headline),
        ];
        with_passage(facts, Some(&statement.content))
    });
    cited(&columns, rows)
}

/// One row for each claim that a channel rests on.
fn channels(situation: &Situation) -> Table {
    let columns = [
        ("channel", Type::Count),
        ("parties", Type::Text),
        ("directness", Type::Text),
        ("intermediaries", Type::Text),
        ("form", Type::Text),
        ("status", Type::Text),
        ("about", Type::Text),
        ("since", Type::Day),
        ("last_reported", Type::Day),
        ("claim_by", Type::Text),
        ("claim_status", Type::Text),
        ("claim_on", Type::Day),
    ];
    let rows = situation.channels.iter().enumerate().flat_map(|(number, channel)| {
        channel.claims.iter().map(move |claim| {
            let facts = vec![
                count(number + 1),
                list(&channel.parties),
                text(channel.directness.as_str()),
                list(&channel.intermediaries),
                text(channel.form.as_str()),
                text(channel.status.as_str()),
                maybe(channel.about.as_deref()),
                day(channel.since),
                day(channel.last_reported),
                maybe(claim.by.as_deref()),
                text(claim.status.as_str()),
                day(claim.on),
            ];
            with_passage(facts, Some(&claim.evidence))
        })
    });
    cited(&columns, rows)
}

/// One row for each stand that a holder took on an issue.
fn positions(situation: &Situation) -> Table {
    let columns = [
        ("position", Type::Count),
        ("holder", Type::Text),
        ("issue", Type::Text),
        ("issue_text", Type::Text),
        ("stance", Type::Text),
        ("toward", Type::Text),
        ("since", Type::Day),
        ("movement", Type::Text),
        ("stand_stance", Type::Text),
        ("stand_by", Type::Text),
        ("stand_on", Type::Day),
    ];
    let rows = situation.positions.iter().enumerate().flat_map(|(number, position)| {
        position.history.iter().map(move |stand| {
            let facts = vec![
                count(number + 1),
                text(&position.holder),
                text(&position.issue.id),
                text(&position.issue.text),
                text(position.stance.as_str()),
                maybe(position.toward.as_deref()),
                day(position.since),
                spelled(&position.movement),
                text(stand.stance.as_str()),
                maybe(stand.by.as_deref()),
                day(stand.on),
            ];
            with_passage(facts, Some(&stand.evidence))
        })
    });
    cited(&columns, rows)
}

fn expectations(situation: &Situation) -> Table {
    let columns = [
        ("by", Type::Text),
        ("outlook", Type::Text),
        ("of", Type::Text),
        ("window_from", Type::Day),
        ("window_to", Type::Day),
        ("likelihood", Type::Text),
        ("made", Type::Day),
        ("outcome", Type::Text),
        ("settled_by", Type::Text),
    ];
    let rows = situation.expectations.iter().map(|expectation| {
        let (from, to) = days(Some(expectation.window));
        let facts = vec![
            maybe(expectation.by.as_deref()),
            text(expectation.outlook.as_str()),
            text(&expectation.of),
            from,
            to,
            maybe(expectation.likelihood.map(|likelihood| likelihood.as_str())),
            day(expectation.made),
            spelled(&expectation.outcome),
            maybe(expectation.settled_by.as_ref().map(|evidence| evidence.quote.as_str())),
        ];
        with_passage(facts, expectation.evidence.first())
    });
    cited(&columns, rows)
}

/// One row for each account.
fn conflicts(situation: &Situation) -> Table {
    let columns = [("conflict", Type::Count), ("over", Type::Text), ("by", Type::Text)];
    let rows = situation.conflicts.iter().enumerate().flat_map(|(number, conflict)| {
        conflict.sides.iter().map(move |side| {
            let facts = vec![count(number + 1), text(&conflict.over), maybe(side.by.as_deref())];
            with_passage(facts, Some(&side.evidence))
        })
    });
    cited(&columns, rows)
}

fn stakes(situation: &Situation) -> Table {
    let columns = [
        ("if", Type::Text),
        ("then", Type::Text),
        ("domain", Type::Text),
        ("direction", Type::Text),
        ("modality", Type::Text),
    ];
    let rows = situation.stakes.iter().map(|stake| {
        let facts = vec![
            text(&stake.condition),
            text(&stake.consequence),
            text(stake.domain.as_str()),
            text(stake.direction.as_str()),
            text(stake.modality.as_str()),
        ];
        with_passage(facts, stake.evidence.first())
    });
    cited(&columns, rows)
}

fn actors(situation: &Situation) -> Table {
    let columns = vec![
        ("id", Type::Text),
        ("name", Type::Text),
        ("kind", Type::Text),
        ("country", Type::Text),
        ("sector", Type::Text),
        ("role", Type::Text),
        ("party", Type::Text),
        ("mentions", Type::Count),
    ];
    let rows = situation.actors.iter().map(|actor| {
        vec![
            text(&actor.id),
            text(&actor.name),
            text(actor.kind.as_str()),
            maybe(actor.country.as_deref()),
            maybe(actor.sector.as_deref()),
            maybe(actor.role.as_deref()),
            text(&actor.party),
            count(actor.mentions),
        ]
    });
    Table { columns, rows: rows.collect() }
}

fn sources(situation: &Situation) -> Table {
    let columns = vec![
        ("doc", Type::Text),
        ("file", Type::Text),
        ("title", Type::Text),
        ("publisher", Type::Text),
        ("published", Type::Text),
        ("copy_of", Type::Text),
    ];
    let rows = situation.sources.iter().map(|source| {
        vec![
            text(&source.doc),
            text(&source.file),
            maybe(source.title.as_deref()),
            maybe(source.publisher.as_deref()),
            maybe(source.published.as_deref()),
            maybe(source.copy_of.as_deref()),
        ]
    });
    Table { columns, rows: rows.collect() }
}

fn cited(columns: &[(&'static str, Type)], rows: impl Iterator<Item = Vec<Value>>) -> Table {
    Table { columns: columns.iter().copied().chain(PASSAGE).collect(), rows: rows.collect() }
}

fn with_passage(mut facts: Vec<Value>, evidence: Option<&Evidence>) -> Vec<Value> {
    match evidence {
        Some(evidence) => facts.extend([
            text(&evidence.doc),
            text(&evidence.file),
            maybe(evidence.publisher.as_deref()),
            maybe(evidence.published.as_deref()),
            Value::Count(evidence.span.start),
            Value::Count(evidence.span.end),
            text(&evidence.quote),
        ]),
        None => facts.extend(PASSAGE.map(|_| Value::None)),
    }
    facts
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn maybe(text: Option<&str>) -> Value {
    text.map_or(Value::None, self::text)
}

fn list(values: &[String]) -> Value {
    if values.is_empty() { Value::None } else { Value::Text(values.join(";")) }
}

fn day(day: Option<Date>) -> Value {
    day.map_or(Value::None, Value::Day)
}

fn days(period: Option<Period>) -> (Value, Value) {
    let period = period.unwrap_or_default();
    (day(period.from), day(period.to))
}

fn count(count: usize) -> Value {
    Value::Count(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A value of a vocabulary, as the situation spells it.
fn spelled(value: &impl serde::Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => Value::Text(text),
        _ => Value::None,
    }
}
