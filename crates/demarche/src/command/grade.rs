//! `demarche grade`: the user's own grades of publishers and reports.

use crate::arguments::Grade;
use crate::output::{Failure, print};
use crate::shelf;
use demarche_ledger::GradeOf;
use jiff::Timestamp;
use std::process::ExitCode;

/// Adds grades to the log, or lists them.
pub fn run(arguments: &Grade) -> Result<ExitCode, Failure> {
    let mut ledger = shelf::open(arguments.shelf.ledger.as_ref(), arguments.shelf.wait)?;
    let now = Timestamp::now();
    if let Some(path) = &arguments.table {
        let text = std::fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
        let mut grades = Vec::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let row = line.split_once('\t').and_then(|(name, grade)| Some((name.trim(), one_sign(grade)?)));
            let Some(row) = row else {
                let what = format!("{}:{}: no publisher and letter in this line", path.display(), number + 1);
                return Err(Failure::new(what, "a line has a publisher, a tab and a letter from A to F"));
            };
            grades.push(row);
        }
        for (publisher, grade) in &grades {
            ledger.grade(GradeOf::Publisher(publisher), *grade, now)?;
        }
        print(&format!("{} publishers graded\n", grades.len()))?;
        return Ok(ExitCode::SUCCESS);
    }
    match (arguments.words.as_slice(), &arguments.report) {
        ([], None) => {
            let lines: String =
                ledger.grades()?.iter().map(|grade| format!("{}\t{}\n", grade.of, grade.grade)).collect();
            print(if lines.is_empty() { "no grades\n" } else { &lines })?;
        }
        ([publisher, grade], None) => {
            ledger.grade(GradeOf::Publisher(publisher), sign(grade)?, now)?;
            print(&format!("{publisher}: {}\n", grade.to_uppercase()))?;
        }
        ([grade], Some(name)) => {
            let found = ledger.find(name)?;
            let sign = sign(grade)?;
            if let Some(receipt) = found.last() {
                ledger.grade(GradeOf::Report(receipt), sign, now)?;
                print(&format!("{}: {sign}\n", receipt.file))?;
            }
        }
        _ => {
            return Err(Failure::new(
                "not a publisher with its grade, nor a report with its".to_owned(),
                "grade \"Tehran Times\" C, or --report 04.txt 3",
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A grade as typed.
fn sign(typed: &str) -> Result<char, Failure> {
    one_sign(typed).ok_or_else(|| {
        Failure::new(
            format!("no grade: {typed}"),
            "a publisher has a letter from A to F, a report a digit from 1 to 6",
        )
    })
}

fn one_sign(typed: &str) -> Option<char> {
    let mut signs = typed.trim().chars();
    let first = signs.next()?.to_ascii_uppercase();
    signs.next().is_none().then_some(first)
}
