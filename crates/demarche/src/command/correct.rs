//! `demarche correct`: what an analyst puts right, kept as a log.

use crate::arguments::{Correct, Kind};
use crate::output::{Failure, print};
use crate::shelf;
use demarche_ledger::correction::{self, Correction, Fact, FactKind};
use demarche_ledger::{Entry, Ledger, Receipt};
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::fmt::Write;
use std::process::ExitCode;

/// Adds to the log, or lists it.
pub fn run(arguments: &Correct) -> Result<ExitCode, Failure> {
    let mut ledger = shelf::open(arguments.shelf.ledger.as_ref(), arguments.shelf.wait)?;
    if arguments.list {
        let lines: String = ledger.corrections()?.iter().map(line).collect();
        print(if lines.is_empty() { "no corrections\n" } else { &lines })?;
        return Ok(ExitCode::SUCCESS);
    }
    let name = arguments.report.as_deref().unwrap_or("");
    let found = ledger.find(name)?;
    let Some(receipt) = found.last() else {
        return Err(Failure::new(format!("no report {name}"), ""));
    };
    let correction = match arguments.undo {
        Some(of) => Correction::Undo { of },
        None => wanted(&ledger, receipt, arguments)?,
    };
    let (who, why) = (arguments.who.as_deref(), arguments.why.as_deref());
    let number = ledger.correct(receipt, &correction, who, why, Timestamp::now())?;
    print(&format!("correction {number} of {}: {}\n", receipt.file, describe(&correction)))?;
    Ok(ExitCode::SUCCESS)
}

/// The fact that the words point to, and what is to be done with it.
fn wanted(ledger: &Ledger, receipt: &Receipt, arguments: &Correct) -> Result<Correction, Failure> {
    let (Some(kind), Some(quote)) = (arguments.kind, arguments.quote.as_deref()) else {
        return Err(Failure::new(
            "no fact named".to_owned(),
            "name it by its kind and by words of the report: --kind event --quote \"…\"",
        ));
    };
    let kind = fact_kind(kind);
    let record = ledger.record(receipt)?;
    let mut facts = correction::facts(&record, kind, quote);
    let count = facts.len();
    let number = match (arguments.which, count) {
        (None, 1) => 1,
        (Some(number), _) if (1..=count).contains(&number) => number,
        (_, 0) => {
            let hint = if record.document.text.contains(quote) {
                "these words are in the report, but no such fact rests on them; demarche read shows which do"
            } else {
                "these words are not in the report"
            };
            let what = format!("no {} of {} rests on “{quote}”", word(kind), receipt.file);
            return Err(Failure::new(what, hint));
        }
        _ => {
            let mut hint = String::from("say which with --which NUMBER");
            for (index, (fact, _)) in facts.iter().enumerate() {
                let _ = write!(hint, "\n  {} {}", index + 1, said(&fact.was));
            }
            return Err(Failure::new(format!("{count} {}s rest on “{quote}”", word(kind)), &hint));
        }
    };
    let (fact, value) = facts.swap_remove(number - 1);
    if arguments.drop {
        return Ok(Correction::Drop { fact });
    }
    let fields = correction::fields(&value, kind, &arguments.set).map_err(|why| Failure::new(why, ""))?;
    Ok(Correction::Set { fact, fields })
}

fn fact_kind(kind: Kind) -> FactKind {
    match kind {
        Kind::Statement => FactKind::Statement,
        Kind::Event => FactKind::Event,
        Kind::Channel => FactKind::Channel,
        Kind::Position => FactKind::Position,
        Kind::Expectation => FactKind::Expectation,
        Kind::Stake => FactKind::Stake,
        Kind::Conflict => FactKind::Conflict,
    }
}

fn word(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Statement => "statement",
        FactKind::Event => "event",
        FactKind::Channel => "channel",
        FactKind::Position => "position",
        FactKind::Expectation => "expectation",
        FactKind::Stake => "stake",
        FactKind::Conflict => "conflict",
    }
}

/// What a fact says, without what it leaves open.
fn said(fields: &Map<String, Value>) -> String {
    let told = fields.iter().filter(|(_, value)| !value.is_null() && **value != Value::Array(Vec::new()));
    told.map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" ")
}

fn describe(correction: &Correction) -> String {
    let at = |fact: &Fact| format!("{} at “{}”", word(fact.kind), fact.quote);
    match correction {
        Correction::Drop { fact } => format!("{} dropped", at(fact)),
        Correction::Set { fact, fields } => format!("{}: {}", at(fact), said(fields)),
        Correction::Undo { of } => format!("correction {of} taken back"),
    }
}

fn line(entry: &Entry) -> String {
    let mut line =
        format!("{}  {}  {}: {}", entry.number, entry.known, entry.file, describe(&entry.correction));
    if let Some(who) = &entry.who {
        let _ = write!(line, ", {who}");
    }
    if let Some(why) = &entry.why {
        let _ = write!(line, " ({why})");
    }
    if !entry.applies && !matches!(entry.correction, Correction::Undo { .. }) {
        line.push_str(" — changes nothing now");
    }
    line.push('\n');
    line
}
