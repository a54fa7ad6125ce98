//! Joins the rows that tell of one event, and writes each event down as a record whose text is those rows.
//!
//! A table with one source and one target a row breaks a meeting of three into six rows, and a threat to two into two. Rows of one
//! story, day, place and code are one event again where every pair is there; where one is missing, they stay apart.

use super::Layout;
use super::read::Row;
use crate::code::actor::Actor;
use demarche_assess::Item;
use demarche_read::record::{self, EventStatus, Passage, Period, Record, SCHEMA};
use demarche_read::report::{Block, BlockKind, Document};
use demarche_read::text::Span;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How sure an event of a table is: nobody has measured it on reports that we hold.
const UNMEASURED: f32 = 0.5;

/// A row with the line it stands on.
pub struct Placed<'t> {
    pub row: Row,
    pub line: usize,
    pub text: &'t str,
}

/// What rows of one event share.
type Key<'t> = (&'t str, &'t str, &'t str, Date, Option<&'t str>, &'t str, Option<Date>, Option<&'t str>);

/// Rows of one event, by their place in the table, and who takes part.
struct Joined {
    rows: Vec<usize>,
    actors: Vec<Actor>,
    recipients: Vec<Actor>,
}

/// The events of a table, in the order of their first rows.
pub fn items(rows: Vec<Placed<'_>>, layout: Layout, file: &str) -> Vec<Item> {
    let mut groups: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    let mut joined: Vec<Joined> = Vec::new();
    for (index, placed) in rows.iter().enumerate() {
        let row = &placed.row;
        if row.story.is_empty() {
            joined.push(alone(&rows, index));
        } else {
            // A visit is made by one side and hosted by the other, under two codes.
            let code = if kind(row) == "CONSULT" { "" } else { row.code.code };
            let (place, publisher) = (row.place.as_deref(), row.publisher.as_deref());
            let mode = row.mode.as_deref().unwrap_or(row.code.mode);
            let key = (kind(row), mode, code, row.day, place, row.story.as_str(), row.published, publisher);
            groups.entry(key).or_default().push(index);
        }
    }
    for group in groups.values() {
        join(&rows, group, &mut joined);
    }
    joined.sort_by_key(|event| event.rows.first().copied());
    joined.iter().filter_map(|event| item(&rows, event, layout, file)).collect()
}

fn kind(row: &Row) -> &'static str {
    row.kind.unwrap_or(row.code.kind)
}

/// One row as one event; in a meeting both sides are actors.
fn alone(rows: &[Placed<'_>], index: usize) -> Joined {
    together(rows, vec![index], kind(&rows[index].row) == "CONSULT")
}

/// Who stands at either end of a row; a row of a table that names several at one end is not joined with others.
type Pair<'t> = (Option<&'t str>, Option<&'t str>);

/// Joins the rows of a group as far as every pair is there.
fn join(rows: &[Placed<'_>], group: &[usize], joined: &mut Vec<Joined>) {
    let id = |actors: &'_ [Actor]| actors.first().map(|actor| actor.id.clone());
    let ends: Vec<(Option<String>, Option<String>)> =
        group.iter().map(|index| (id(&rows[*index].row.sources), id(&rows[*index].row.targets))).collect();
    let mut pairs: BTreeMap<Pair<'_>, Vec<usize>> = BTreeMap::new();
    for ((source, target), index) in ends.iter().zip(group) {
        pairs.entry((source.as_deref(), target.as_deref())).or_default().push(*index);
    }
    let mirrored = pairs.keys().all(|(source, target)| pairs.contains_key(&(*target, *source)));
    let first = group.first().map_or("", |index| kind(&rows[*index].row));
    let among = first == "CONSULT" || first == "AGREE" && mirrored;
    let has = |source, target| {
        pairs.contains_key(&(source, target)) || among && pairs.contains_key(&(target, source))
    };
    let keys: Vec<Pair<'_>> = pairs.keys().copied().collect();
    for part in parts(&keys, among) {
        let mut sources: BTreeSet<Option<&str>> = part.iter().map(|pair| pair.0).collect();
        let mut targets: BTreeSet<Option<&str>> = part.iter().map(|pair| pair.1).collect();
        if among {
            sources.append(&mut targets);
            targets.clone_from(&sources);
        }
        // Stops at the first pair that is missing, so that it takes no longer than the pairs there are.
        let complete = sources
            .iter()
            .all(|source| targets.iter().all(|target| among && source == target || has(*source, *target)));
        let mut events: BTreeMap<Pair<'_>, Vec<usize>> = BTreeMap::new();
        for (source, target) in part {
            let event = match (complete, among) {
                (true, _) => (None, None),
                // Two that met are one meeting, told from either side.
                (false, true) => (source.min(target), source.max(target)),
                (false, false) => (source, target),
            };
            events.entry(event).or_default().extend(&pairs[&(source, target)]);
        }
        joined.extend(events.into_values().map(|indexes| together(rows, indexes, among)));
    }
}

/// Pairs that hang together: by a source or a target they share, or in a meeting by anybody.
fn parts<'t>(pairs: &[Pair<'t>], among: bool) -> Vec<Vec<Pair<'t>>> {
    let mut leader: Vec<usize> = (0..pairs.len()).collect();
    fn find(leader: &mut [usize], mut member: usize) -> usize {
        while leader[member] != member {
            leader[member] = leader[leader[member]];
            member = leader[member];
        }
        member
    }
    let mut holder: BTreeMap<(bool, Option<&str>), usize> = BTreeMap::new();
    for (index, (source, target)) in pairs.iter().enumerate() {
        for key in [(false, *source), (!among, *target)] {
            let other = *holder.entry(key).or_insert(index);
            let (one, two) = (find(&mut leader, other), find(&mut leader, index));
            leader[one.max(two)] = one.min(two);
        }
    }
    let mut parts: BTreeMap<usize, Vec<Pair<'t>>> = BTreeMap::new();
    for (index, pair) in pairs.iter().enumerate() {
        parts.entry(find(&mut leader, index)).or_default().push(*pair);
    }
    parts.into_values().collect()
}

/// Rows as one event.
fn together(rows: &[Placed<'_>], mut indexes: Vec<usize>, among: bool) -> Joined {
    indexes.sort_unstable();
    let sources = || indexes.iter().flat_map(|index| &rows[*index].row.sources);
    let targets = || indexes.iter().flat_map(|index| &rows[*index].row.targets);
    let (actors, recipients) = if among {
        let both = indexes.iter().flat_map(|index| {
            let row = &rows[*index].row;
            row.sources.iter().chain(&row.targets)
        });
        (each_once(both), Vec::new())
    } else {
        (each_once(sources()), each_once(targets()))
    };
    Joined { rows: indexes, actors, recipients }
}

fn each_once<'a>(actors: impl Iterator<Item = &'a Actor>) -> Vec<Actor> {
    let mut seen = BTreeSet::new();
    actors.filter(|actor| seen.insert(actor.id.as_str())).cloned().collect()
}

/// An event as a record: its text is its rows, one a block.
fn item(rows: &[Placed<'_>], event: &Joined, layout: Layout, file: &str) -> Option<Item> {
    let first = rows.get(*event.rows.first()?)?;
    let row = &first.row;
    let mut text = String::new();
    let mut spans = Vec::new();
    for index in &event.rows {
        let start = text.len();
        text.push_str(rows[*index].text);
        spans.push(Span::new(start, text.len()));
        text.push('\n');
    }
    let evidence =
        spans.iter().map(|span| Passage { span: *span, quote: text[span.range()].to_owned() }).collect();
    let actors =
        each_once(event.actors.iter().chain(&event.recipients)).into_iter().map(|actor| record::Actor {
            id: actor.id,
            name: actor.name,
            kind: actor.kind,
            country: actor.country,
            sector: actor.sector,
            role: None,
            mentions: Vec::new(),
        });
    let ids = |actors: &[Actor]| actors.iter().map(|actor| actor.id.clone()).collect();
    let mode = row.mode.clone().or_else(|| Some(row.code.mode.to_owned())).filter(|mode| !mode.is_empty());
    let mut document = Document {
        publisher: row.publisher.clone(),
        url: row.url.clone(),
        published: row.published.map(|day| day.to_string()),
        language: Some("en".to_owned()),
        blocks: spans.iter().map(|span| Block { kind: BlockKind::Item, span: *span }).collect(),
        notes: vec![format!("event {} of {}, coded by others", row.id, layout.name())],
        text,
        ..Document::default()
    };
    document.id = document.identify();
    let event = record::Event {
        kind: kind(row).to_owned(),
        mode: if row.kind.is_some() { row.mode.clone() } else { mode },
        context: row.context.clone().unwrap_or_else(|| row.code.contexts().map(str::to_owned).collect()),
        cameo: row.kind.is_none().then(|| row.code.code.to_owned()),
        actors: ids(&event.actors),
        recipients: ids(&event.recipients),
        on: Some(Period::day(row.day)),
        place: row.place.clone(),
        status: EventStatus::Occurred,
        statement: None,
        background: false,
        evidence,
        confidence: UNMEASURED,
    };
    Some(Item::new(
        format!("{file}:{}", first.line),
        Record {
            schema: SCHEMA.to_owned(),
            document,
            sentences: Vec::new(),
            actors: actors.collect(),
            times: Vec::new(),
            statements: Vec::new(),
            events: vec![event],
            channels: Vec::new(),
            positions: Vec::new(),
            expectations: Vec::new(),
            stakes: Vec::new(),
            conflicts: Vec::new(),
        },
    ))
}
