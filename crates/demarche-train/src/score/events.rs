//! Scores events on the PLOVER gold standard records and on sentences whose source and target are given.
//!
//! In: `plover_gsr.jsonl` and `plv_news_dev.jsonl`. Out: `events.tsv`. Units are distinct sentences, keys are sets, and
//! shares are micro-averaged; the gold labels one event a sentence, so precision is a lower bound.

use super::table;
use demarche_read::Reader;
use demarche_read::reading::{Event, EventStatus, Reading};
use demarche_read::report::{BlockKind, Part, Report, lay_out};
use demarche_read::text::Span;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Figures of other systems on the same sentences, by the same counting: UniversalPetrarch with its default
/// dictionary on the first six rows, Zero-Shot-PLOVER (355M parameters) on the last two.
const PEERS: &[(&str, &str)] = &[
    ("gsr any event", "0.873"),
    ("gsr class", "0.494"),
    ("gsr source", "0.667"),
    ("gsr target", "0.671"),
    ("gsr dyad", "0.397"),
    ("gsr class and both", "0.232"),
    ("gsr class macro", "0.432"),
    ("plv root accuracy", "0.759"),
    ("plv root macro", "0.743"),
];

/// Precision, recall and F1 from counts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Count {
    matched: usize,
    said: usize,
    gold: usize,
}

impl Count {
    fn add<T: Ord>(&mut self, gold: &BTreeSet<T>, said: &BTreeSet<T>) {
        self.matched += gold.intersection(said).count();
        self.said += said.len();
        self.gold += gold.len();
    }
    fn precision(self) -> f64 {
        if self.said == 0 { 0.0 } else { self.matched as f64 / self.said as f64 }
    }
    fn recall(self) -> f64 {
        if self.gold == 0 { 0.0 } else { self.matched as f64 / self.gold as f64 }
    }
    fn f1(self) -> f64 {
        if self.said + self.gold == 0 {
            0.0
        } else {
            2.0 * self.matched as f64 / (self.said + self.gold) as f64
        }
    }
}

/// A class with the countries of its source and target.
type Triple = (String, Option<String>, Option<String>);

/// Source and target country.
type Pair = (Option<String>, Option<String>);

/// Events of one sentence as keys, each set apart.
#[derive(Debug, Default)]
struct Keys {
    classes: BTreeSet<String>,
    sources: BTreeSet<String>,
    targets: BTreeSet<String>,
    dyads: BTreeSet<Pair>,
    triples: BTreeSet<Triple>,
}

impl Keys {
    fn of(events: &[Triple]) -> Keys {
        let mut keys = Keys::default();
        for (class, source, target) in events {
            keys.classes.insert(class.clone());
            keys.sources.extend(source.clone());
            keys.targets.extend(target.clone());
            if source.is_some() || target.is_some() {
                keys.dyads.insert((source.clone(), target.clone()));
            }
            keys.triples.insert((class.clone(), source.clone(), target.clone()));
        }
        keys
    }
}

/// Names of earlier PLOVER drafts, in the sixteen of today.
fn class(name: &str) -> String {
    match name {
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "FIGHT" => "ASSAULT",
        "YIELD" => "CONCEDE",
        other => other,
    }
    .to_owned()
}

/// Country codes as the gold writes them; international bodies are one country, `IGO`.
fn place(code: &str) -> Option<String> {
    let letters: String = code.chars().filter(|letter| letter.is_ascii_alphabetic()).collect();
    let code = match letters.to_uppercase().as_str() {
        "JAP" => "JPN",
        "ITL" => "ITA",
        "VTN" => "VNM",
        "ROM" => "ROU",
        "PAL" => "PSE",
        "ZAR" => "COD",
        "TMP" => "TLS",
        "BUR" => "MMR",
        "YUG" | "SCG" | "SER" => "SRB",
        "UNO" | "NAT" | "EUR" | "UN" | "EU" | "AU" | "NATO" | "IAEA" | "OPEC" | "WHO" | "ICC" | "IMF"
        | "WTO" | "OAS" | "GCC" | "OIC" | "ICJ" => "IGO",
        "" | "UNK" => return None,
        other if other.len() < 3 => "IGO",
        other => return Some(other.get(..3).filter(|_| other.len() == 3).unwrap_or("IGO").to_owned()),
    };
    Some(code.to_owned())
}

/// The type as the gold's older manual has it: a promised concession is an agreement there.
fn older_type(event: &Event) -> &'static str {
    match (event.kind, event.status) {
        ("CONCEDE" | "RETREAT", EventStatus::Planned | EventStatus::Proposed) => "AGREE",
        (kind, _) => kind,
    }
}

/// A sentence as a report of one paragraph.
fn report(text: &str) -> Report {
    Report {
        parts: vec![Part { kind: Some(BlockKind::Paragraph), text: text.to_owned() }],
        ..Report::default()
    }
}

/// What the reader says of a sentence.
fn said(reading: &Reading<'_>) -> Vec<Triple> {
    let mut all = Vec::new();
    for event in &reading.events {
        let countries = |actors: &[demarche_read::text::ActorId]| {
            let mut codes: Vec<Option<String>> = Vec::new();
            for actor in actors {
                let code = reading.actor(*actor).country.as_deref().and_then(place);
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
            codes
        };
        let kind = older_type(event).to_owned();
        let (sources, mut targets) = (countries(&event.actors), countries(&event.recipients));
        let pooled = targets.is_empty() && sources.len() > 1;
        if pooled {
            for (index, one) in sources.iter().enumerate() {
                for other in &sources[index + 1..] {
                    all.push((kind.clone(), one.clone(), other.clone()));
                }
            }
            continue;
        }
        let sources = if sources.is_empty() { vec![None] } else { sources };
        if targets.is_empty() {
            targets.push(None);
        }
        for source in &sources {
            all.extend(targets.iter().map(|target| (kind.clone(), source.clone(), target.clone())));
        }
    }
    all
}

/// Gold of one sentence, and the pairs that stand for both directions.
fn wanted(events: &[Value]) -> (Vec<Triple>, BTreeSet<Pair>) {
    let (mut all, mut mutual) = (Vec::new(), BTreeSet::new());
    for event in events {
        let kind = class(event["type"].as_str().unwrap_or_default());
        let codes = |key: &str| -> Vec<Option<String>> {
            let list = event[key].as_array().map(Vec::as_slice).unwrap_or_default();
            list.iter().map(|actor| actor["code"].as_str().and_then(place)).collect()
        };
        let (sources, targets) = (codes("source"), codes("target"));
        let mutual_event = event["reciprocal"].as_bool() == Some(true) || targets.is_empty();
        if mutual_event && sources.len() > 1 {
            for (index, one) in sources.iter().enumerate() {
                for other in &sources[index + 1..] {
                    all.push((kind.clone(), one.clone(), other.clone()));
                    mutual.insert((one.clone(), other.clone()));
                }
            }
            continue;
        }
        let or_none = |codes: Vec<Option<String>>| if codes.is_empty() { vec![None] } else { codes };
        let targets = or_none(targets);
        for source in or_none(sources) {
            all.extend(targets.iter().map(|target| (kind.clone(), source.clone(), target.clone())));
        }
    }
    (all, mutual)
}

fn lines(path: &Path) -> Result<Vec<Value>, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            serde_json::from_str(line)
                .map_err(|error| format!("{} is not JSON lines: {error}", path.display()))
        })
        .collect()
}

/// Rows of the table on the gold standard records; pushes one line for each sentence without a match to `misses`.
fn score_records(reader: &Reader, records: &[Value], misses: &mut Vec<String>) -> Vec<(String, Count)> {
    let mut units: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for record in records {
        let events = record["events"].as_array().cloned().unwrap_or_default();
        units.entry(record["text"].as_str().unwrap_or_default()).or_default().extend(events);
    }
    let [mut any, mut classes, mut sources, mut targets, mut dyads, mut triples] = [Count::default(); 6];
    let mut by_class: BTreeMap<String, Count> = BTreeMap::new();
    for (text, events) in &units {
        let document = lay_out(&report(text));
        let reading = reader.read_document(&document);
        let (gold, mutual) = wanted(events);
        let folded: Vec<Triple> = said(&reading)
            .into_iter()
            .map(|(kind, source, target)| {
                if mutual.contains(&(target.clone(), source.clone())) {
                    (kind, target, source)
                } else {
                    (kind, source, target)
                }
            })
            .collect();
        let (want, have) = (Keys::of(&gold), Keys::of(&folded));
        any.gold += 1;
        any.said += usize::from(!have.classes.is_empty());
        any.matched += usize::from(!have.classes.is_empty());
        classes.add(&want.classes, &have.classes);
        sources.add(&want.sources, &have.sources);
        targets.add(&want.targets, &have.targets);
        dyads.add(&want.dyads, &have.dyads);
        triples.add(&want.triples, &have.triples);
        for kind in want.classes.union(&have.classes) {
            let count = by_class.entry(kind.clone()).or_default();
            count.gold += usize::from(want.classes.contains(kind));
            count.said += usize::from(have.classes.contains(kind));
            count.matched += usize::from(want.classes.contains(kind) && have.classes.contains(kind));
        }
        if want.triples.is_disjoint(&have.triples) {
            misses.push(format!("gsr {text}\n    gold {:?}\n    said {:?}", want.triples, have.triples));
        }
    }
    let mut rows = vec![
        ("gsr any event".to_owned(), any),
        ("gsr class".to_owned(), classes),
        ("gsr source".to_owned(), sources),
        ("gsr target".to_owned(), targets),
        ("gsr dyad".to_owned(), dyads),
        ("gsr class and both".to_owned(), triples),
    ];
    rows.extend(
        by_class
            .into_iter()
            .filter(|(_, count)| count.gold > 0)
            .map(|(kind, count)| (format!("gsr class {kind}"), count)),
    );
    rows
}

/// Byte span of a code-point range.
fn bytes(text: &str, range: &Value) -> Option<Span> {
    let place = |index: usize| {
        let chars = range[index].as_u64()? as usize;
        Some(text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at))
    };
    let (start, end) = (place(0)?, place(1)?);
    (start <= end).then(|| Span::new(start, end))
}

/// The root that the reader gives to what stands between a source and a target.
fn root(reading: &Reading<'_>, source: Option<Span>, target: Option<Span>) -> Option<String> {
    let of = |span: Option<Span>, event: &Event, actors: &[demarche_read::text::ActorId]| {
        let Some(span) = span else { return 0 };
        let named = reading
            .mentions
            .iter()
            .any(|mention| span.overlaps(mention.span) && actors.contains(&mention.actor));
        let told = event.evidence.iter().any(|evidence| evidence.overlaps(span));
        usize::from(named) * 2 + usize::from(told)
    };
    reading
        .events
        .iter()
        .max_by_key(|event| {
            let subject = reading.subject(event.trigger).is_some_and(|subject| {
                source.is_some_and(|span| span.overlaps(reading.subtree_span(subject)))
            });
            let score = of(source, event, &event.actors)
                + of(target, event, &event.recipients)
                + 2 * usize::from(subject);
            (score, std::cmp::Reverse(event.trigger))
        })
        .map(|event| {
            let kind = match event.cameo {
                Some("163") => "COERCE",
                Some("191" | "190" | "193" | "194" | "195" | "1712") => "ASSAULT",
                _ => older_type(event),
            };
            if matches!(kind, "CONCEDE" | "RETREAT") { "YIELD" } else { kind }.to_owned()
        })
}

/// Accuracy and counts by root where source and target are given.
fn score_roots(
    reader: &Reader,
    records: &[Value],
    misses: &mut Vec<String>,
) -> (usize, usize, BTreeMap<String, Count>) {
    let (mut right, mut all) = (0, 0);
    let mut by_root: BTreeMap<String, Count> = BTreeMap::new();
    for record in records {
        let text = record["text"].as_str().unwrap_or_default();
        let document = lay_out(&report(text));
        let reading = reader.read_document(&document);
        // Layout may trim: the spans hold only where the text is as it was.
        let same = document.text.starts_with(text);
        for event in record["events"].as_array().map(Vec::as_slice).unwrap_or_default() {
            let gold = event["root"].as_str().unwrap_or_default().to_owned();
            let span = |key: &str| if same { bytes(text, &event[key]) } else { None };
            let have = root(&reading, span("source"), span("target")).unwrap_or_else(|| "none".to_owned());
            all += 1;
            right += usize::from(have == gold);
            by_root.entry(gold.clone()).or_default().gold += 1;
            by_root.entry(have.clone()).or_default().said += 1;
            if have == gold {
                by_root.entry(gold).or_default().matched += 1;
            } else {
                misses.push(format!("plv {gold} not {have}: {text}"));
            }
        }
    }
    (right, all, by_root)
}

fn mean(counts: impl Iterator<Item = Count>) -> f64 {
    let figures: Vec<f64> = counts.filter(|count| count.gold > 0).map(Count::f1).collect();
    if figures.is_empty() { 0.0 } else { figures.iter().sum::<f64>() / figures.len() as f64 }
}

/// Scores both sets, prints the table and settles `events.tsv`.
///
/// # Errors
/// Says which file could not be read, or that the committed table differs.
pub fn run_events(data: &Path, scores: &Path, show: bool, check: bool) -> Result<(), String> {
    let reader = Reader::new();
    let mut misses = Vec::new();
    let records = score_records(&reader, &lines(&data.join("plover_gsr.jsonl"))?, &mut misses);
    let (right, all, roots) = score_roots(&reader, &lines(&data.join("plv_news_dev.jsonl"))?, &mut misses);
    let peer = |row: &str| PEERS.iter().find(|(name, _)| *name == row).map_or("", |(_, figure)| figure);
    let mut table = String::from("row\tgold\tsaid\tprecision\trecall\tf1\tpeer\n");
    let mut push = |row: &str, count: Count| {
        table.push_str(&format!(
            "{row}\t{}\t{}\t{:.3}\t{:.3}\t{:.3}\t{}\n",
            count.gold,
            count.said,
            count.precision(),
            count.recall(),
            count.f1(),
            peer(row),
        ));
    };
    for (row, count) in &records {
        push(row, *count);
    }
    push("plv root accuracy", Count { matched: right, said: all, gold: all });
    for (root, count) in roots.iter().filter(|(_, count)| count.gold > 0) {
        push(&format!("plv root {root}"), *count);
    }
    let kinds =
        records.iter().filter(|(row, _)| row.starts_with("gsr class ") && row != "gsr class and both");
    for (row, figure) in [
        ("gsr class macro", mean(kinds.map(|(_, count)| *count))),
        ("plv root macro", mean(roots.values().copied())),
    ] {
        table.push_str(&format!("{row}\t\t\t\t\t{figure:.3}\t{}\n", peer(row)));
    }
    if show {
        println!("{}", misses.join("\n"));
    }
    print!("{table}");
    table::settle(&scores.join("events.tsv"), &table, check, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_one_country_and_old_codes_are_read() {
        for (code, expected) in
            [("OPEC", "IGO"), ("USA", "USA"), ("UN", "IGO"), ("ZAR", "COD"), ("PAL", "PSE")]
        {
            assert_eq!(place(code).as_deref(), Some(expected), "{code}");
        }
        assert_eq!(place("---"), None);
    }

    #[test]
    fn two_sources_are_one_event_whichever_way_round() {
        let event = serde_json::json!({"type": "CONSULT", "reciprocal": true,
            "source": [{"code": "USA"}, {"code": "RUS"}], "target": [{"code": "USA"}, {"code": "RUS"}]});
        let (all, mutual) = wanted(&[event]);
        assert_eq!(all, [("CONSULT".to_owned(), Some("USA".to_owned()), Some("RUS".to_owned()))]);
        assert!(mutual.contains(&(Some("USA".to_owned()), Some("RUS".to_owned()))));
    }
}
