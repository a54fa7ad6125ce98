//! What may be typed: each option defined once.

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

const CODES: &str = "\
Exit codes:
  0  done
  1  something failed, or a check found faults
  2  the command was mistyped";

/// The command line.
#[derive(Parser)]
#[command(name = "demarche", version, about, after_help = CODES, propagate_version = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Subcommand)]
pub enum Verb {
    /// Read reports, and print the record of each: who said, did and wants what, with passages
    #[command(
        after_help = "Example:\n  demarche read examples/iran-us/01.txt\n  curl -s https://… | demarche read - --format jsonl"
    )]
    Read(Read),
    /// Add reports to the ledger: each is read once and kept, with its versions and copies
    #[command(
        after_help = "Example:\n  demarche add examples/iran-us\n  demarche add --ledger gulf.db ~/reports --format jsonl"
    )]
    Add(Add),
    /// Say where a confrontation stands, from the ledger: channels, positions, expectations, conflicts, events
    #[command(
        after_help = "Example:\n  demarche situation IRN USA\n  demarche situation ISR PSE:hamas --as-of 2024-02-20 --format json"
    )]
    Situation(Situation),
    /// Brief on where a confrontation stands, from reports or the ledger, with a citation for every sentence
    #[command(
        after_help = "Example:\n  demarche brief examples/iran-us\n  demarche brief examples/iran-us --as-of 2026-02-10 --format html > brief.html\n  demarche brief --between IRN USA --ledger gulf.db"
    )]
    Brief(Brief),
    /// Answer a question from reports or the ledger, with citations, or say that they don't say
    #[command(
        after_help = "Example:\n  demarche ask \"Are Iran and the US talking directly?\" --in examples/iran-us\n  demarche ask \"Who mediates?\" --between IRN USA --as-of 2025-04-20"
    )]
    Ask(Ask),
    /// Check any text against reports or the ledger, sentence by sentence: supported, partly, unsupported or contradicted, and why
    #[command(
        after_help = "Example:\n  demarche check draft.md --against examples/iran-us\n  demarche check draft.txt --against reports/ --format html > checked.html\n  demarche check summary.txt --against reports/ --fail-on contradicted\n  demarche check draft.md --between IRN USA --as-of 2025-05-02\n\nExit codes:\n  0  every sentence is supported, or claims nothing\n  1  faults were found, or something failed\n  2  the command was mistyped"
    )]
    Check(Check),
    /// Check the citations of a briefing against the reports, or a whole ledger: every quote, byte for byte
    #[command(
        after_help = "Example:\n  demarche brief examples/iran-us --format json > brief.json\n  demarche verify brief.json\n  demarche verify --ledger gulf.db"
    )]
    Verify(Verify),
    /// List the reports of the ledger, with their versions, copies and grades
    #[command(
        after_help = "Example:\n  demarche reports --ledger gulf.db\n  demarche reports --format jsonl | head"
    )]
    Reports(Reports),
    /// Show what changed between the versions of a report: statements added, dropped, reworded
    #[command(after_help = "Example:\n  demarche versions https://example.org/talks --ledger gulf.db")]
    Versions(Versions),
    /// Put right what was read of a report: drop a fact or set a field of it; the log is kept, and survives reading anew
    #[command(
        after_help = "Example:\n  demarche correct 04.txt --kind event --quote \"signed a letter\" --drop --who \"J. Doe\" --why \"a draft only\"\n  demarche correct 04.txt --kind channel --quote \"through Oman\" --set status=denied\n  demarche correct --list"
    )]
    Correct(Correct),
    /// Grade sources by your own lights: a letter for a publisher, a digit for a report (Admiralty code)
    #[command(
        after_help = "Example:\n  demarche grade \"Tehran Times\" C\n  demarche grade --report 04.txt 3\n  demarche grade --table grades.tsv"
    )]
    Grade(Grade),
    /// Read all reports of the ledger anew with the present reader; what older ones read is kept
    #[command(after_help = "Example:\n  demarche rebuild --ledger gulf.db")]
    Rebuild(ShelfToWrite),
    /// Write what is known of a confrontation in a format of the field: event tables, CSV, Parquet, STIX, iCalendar …
    #[command(
        after_help = "Example:\n  demarche export --format gdelt --in examples/iran-us\n  demarche export --format csv --between IRN USA --as-of 2025-05-01 -o facts/\n  demarche export --format icalendar --between IRN USA -o dates.ics"
    )]
    Export(Export),
    /// Take events from tables that others have coded (GDELT 2.0, ICEWS, POLECAT; also .gz and .zip) into the ledger
    #[command(
        after_help = "Example:\n  demarche import 20260202120000.export.CSV.zip\n  demarche import events.2018.tab --print | head -1"
    )]
    Import(Import),
    /// Print shell completions
    #[command(
        after_help = "Example:\n  demarche completions bash > ~/.local/share/bash-completion/completions/demarche"
    )]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example:\n  demarche man | man -l -")]
    Man,
}

/// `demarche read`.
#[derive(Args)]
pub struct Read {
    /// Files or folders of reports (text, Markdown, HTML); `-` is standard input
    #[arg(required_unless_present = "words")]
    pub paths: Vec<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = RecordFormat::Json)]
    pub format: RecordFormat,
    /// Tag and parse the words of a CoNLL-U file as given (prints CoNLL-U)
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub words: Option<PathBuf>,
}

/// How a record is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RecordFormat {
    /// Indented JSON; an array where several reports are read
    Json,
    /// One record a line
    Jsonl,
    /// Sentences, words, tags and trees
    Conllu,
}

/// Which reports, which parties, which day.
#[derive(Args)]
pub struct Scope {
    /// Between whom: codes such as IRN, USA, PSE:hamas (default: the two that the reports turn on)
    #[arg(long, num_args = 2.., value_name = "PARTY")]
    pub between: Vec<String>,
    /// Use only what was published on or before this day (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Date>,
    /// Tell only what is new since this day (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    pub since: Option<Date>,
}

/// Which ledger.
#[derive(Args)]
pub struct Shelf {
    /// The ledger's file (default: one in the user's data folder)
    #[arg(long, value_name = "PATH", env = "DEMARCHE_LEDGER")]
    pub ledger: Option<PathBuf>,
    /// Seconds to wait while another demarche writes to it
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub wait: u64,
    /// Use only what was in the ledger by the end of this day (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    pub known_by: Option<Date>,
}

/// `demarche add`.
#[derive(Args)]
pub struct Add {
    /// Files or folders of reports; `-` is standard input
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Where to
    #[command(flatten)]
    pub shelf: ShelfToWrite,
    /// How to say what became of each report
    #[arg(long, value_enum, default_value_t = ReceiptFormat::Text)]
    pub format: ReceiptFormat,
}

/// Which ledger to write to.
#[derive(Args)]
pub struct ShelfToWrite {
    /// The ledger's file (default: one in the user's data folder)
    #[arg(long, value_name = "PATH", env = "DEMARCHE_LEDGER")]
    pub ledger: Option<PathBuf>,
    /// Seconds to wait while another demarche writes to it
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub wait: u64,
}

/// How it is told what became of reports that were added.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReceiptFormat {
    /// A line for what is not simply new, and the counts
    Text,
    /// A line of JSON for each report, printed once it is on the disk
    Jsonl,
}

/// `demarche situation`.
#[derive(Args)]
pub struct Situation {
    /// Between whom: codes such as IRN, USA, PSE:hamas; a country takes in every party of it
    #[arg(required = true, value_name = "PARTY")]
    pub between: Vec<String>,
    /// Use only what was published on or before this day (YYYY-MM-DD; default: today)
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<Date>,
    /// Tell only what is new since this day (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    pub since: Option<Date>,
    /// Which ledger
    #[command(flatten)]
    pub shelf: Shelf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

/// `demarche brief`.
#[derive(Args)]
pub struct Brief {
    /// Files or folders of reports; `-` is standard input (default: the ledger's, with --between)
    #[arg(required_unless_present = "between")]
    pub paths: Vec<PathBuf>,
    /// Parties and day
    #[command(flatten)]
    pub scope: Scope,
    /// Which ledger
    #[command(flatten)]
    pub shelf: Shelf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = BriefFormat::Terminal)]
    pub format: BriefFormat,
    /// Columns of terminal text (default: the terminal's, at most 100)
    #[arg(long)]
    pub width: Option<usize>,
}

/// How a briefing is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BriefFormat {
    /// For reading here
    Terminal,
    /// With footnotes
    Markdown,
    /// One page, no scripts
    Html,
    /// For programs, and for `demarche verify`
    Json,
}

/// `demarche ask`.
#[derive(Args)]
pub struct Ask {
    /// The question
    pub question: String,
    /// Files or folders of reports; `-` is standard input (default: the ledger's, with --between)
    #[arg(long = "in", required_unless_present = "between", num_args = 1.., value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Parties and day
    #[command(flatten)]
    pub scope: Scope,
    /// Which ledger
    #[command(flatten)]
    pub shelf: Shelf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

/// How an answer is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// For reading here
    Text,
    /// For programs
    Json,
}

/// `demarche check`.
#[derive(Args)]
pub struct Check {
    /// The text to check (plain text, Markdown, HTML); `-` is standard input
    pub draft: PathBuf,
    /// Files or folders of reports that it is held against (default: the ledger's, with --between)
    #[arg(long = "against", num_args = 1.., value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Parties and day
    #[command(flatten)]
    pub scope: Scope,
    /// Which ledger
    #[command(flatten)]
    pub shelf: Shelf,
    /// The mark from which on a sentence counts as a fault
    #[arg(long, value_enum, default_value_t = FailOn::Partly, value_name = "MARK")]
    pub fail_on: FailOn,
    /// How to print it
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// Columns of text (default: the terminal's, at most 100)
    #[arg(long)]
    pub width: Option<usize>,
}

/// From which mark on a sentence counts as a fault.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Whatever is not wholly supported
    Partly,
    /// What is unsupported or contradicted
    Unsupported,
    /// What is contradicted
    Contradicted,
}

/// How a checked draft is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For reading here
    Text,
    /// For programs
    Json,
    /// One page, no scripts
    Html,
}

/// `demarche verify`.
#[derive(Args)]
pub struct Verify {
    /// A briefing, as `demarche brief --format json` writes it; `-` is standard input
    #[arg(required_unless_present = "ledger")]
    pub briefing: Option<PathBuf>,
    /// Check this ledger instead: its file, and every passage of every record
    #[arg(long, value_name = "PATH", conflicts_with_all = ["briefing", "reports"])]
    pub ledger: Option<PathBuf>,
    /// Where its reports are (default: the files that its notes name)
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pub reports: Vec<PathBuf>,
}

/// `demarche reports`.
#[derive(Args)]
pub struct Reports {
    /// Which ledger
    #[command(flatten)]
    pub shelf: ShelfToWrite,
    /// How to print it
    #[arg(long, value_enum, default_value_t = ReceiptFormat::Text)]
    pub format: ReceiptFormat,
}

/// `demarche versions`.
#[derive(Args)]
pub struct Versions {
    /// The file name or address of a report, or its id
    pub report: String,
    /// Which ledger
    #[command(flatten)]
    pub shelf: ShelfToWrite,
    /// How to print it
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

/// `demarche correct`.
#[derive(Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["drop", "set", "undo", "list"]))]
pub struct Correct {
    /// The file name or address of a report, or its id
    #[arg(required_unless_present = "list")]
    pub report: Option<String>,
    /// What kind of fact
    #[arg(long, value_enum, requires = "quote")]
    pub kind: Option<Kind>,
    /// Words of the report that the fact rests on
    #[arg(long, requires = "kind")]
    pub quote: Option<String>,
    /// Which of them, from 1, where several facts rest on these words
    #[arg(long, value_name = "NUMBER")]
    pub which: Option<usize>,
    /// The fact does not stand
    #[arg(long, requires = "quote")]
    pub drop: bool,
    /// A field of the fact is this
    #[arg(long, value_name = "FIELD=VALUE", requires = "quote", value_parser = field)]
    pub set: Vec<(String, String)>,
    /// Take back the correction with this number
    #[arg(long, value_name = "NUMBER")]
    pub undo: Option<i64>,
    /// List the corrections
    #[arg(long)]
    pub list: bool,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
    /// Which ledger
    #[command(flatten)]
    pub shelf: ShelfToWrite,
}

/// A kind of fact.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Kind {
    Statement,
    Event,
    Channel,
    Position,
    Expectation,
    Stake,
    Conflict,
}

/// `field=value`, taken apart.
fn field(typed: &str) -> Result<(String, String), String> {
    let (field, value) = typed.split_once('=').ok_or("a field and its value, such as status=denied")?;
    Ok((field.trim().to_owned(), value.trim().to_owned()))
}

/// `demarche grade`.
#[derive(Args)]
pub struct Grade {
    /// A publisher and its letter, A to F; with --report, a digit, 1 to 6; with nothing, the grades are listed
    #[arg(value_name = "PUBLISHER GRADE", num_args = 0..=2)]
    pub words: Vec<String>,
    /// The file name or address of a report to grade, or its id
    #[arg(long, value_name = "REPORT")]
    pub report: Option<String>,
    /// A table of publishers and letters, a line each, a tab between
    #[arg(long, value_name = "FILE", conflicts_with_all = ["words", "report"])]
    pub table: Option<PathBuf>,
    /// Which ledger
    #[command(flatten)]
    pub shelf: ShelfToWrite,
}

/// `demarche export`.
#[derive(Args)]
pub struct Export {
    /// Which format
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// Files or folders of reports; `-` is standard input (default: the ledger's, with --between)
    #[arg(long = "in", num_args = 1.., value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Tables of events to count in (GDELT 2.0, ICEWS, POLECAT), without the ledger
    #[arg(long, num_args = 1.., value_name = "TABLE")]
    pub events: Vec<PathBuf>,
    /// Parties and day
    #[command(flatten)]
    pub scope: Scope,
    /// Which ledger
    #[command(flatten)]
    pub shelf: Shelf,
    /// Which facts a table holds (csv and parquet; default: events, or in a folder every kind)
    #[arg(long, value_enum)]
    pub kind: Option<FactKind>,
    /// When the export is said to be made, as 2026-02-02T12:00:00Z (default: midnight of the day it is of)
    #[arg(long, value_name = "INSTANT")]
    pub stamp: Option<jiff::Timestamp>,
    /// Where to write; for csv and parquet a folder takes a file for each kind (default: standard output)
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// A format of the field.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Every fact, one a line of JSON
    Jsonl,
    /// PLOVER events, one a line of JSON
    Plover,
    /// Events in the 61 columns of GDELT 2.0
    Gdelt,
    /// Events in the 20 columns of ICEWS
    Icews,
    /// Events in the 40 columns of POLECAT
    Polecat,
    /// Facts of one kind, or of each
    Csv,
    /// The same, for databases
    Parquet,
    /// A STIX 2.1 bundle
    Stix,
    /// The briefing as a news item (ninjs 2.1)
    Ninjs,
    /// schema.org JSON-LD
    Jsonld,
    /// Last days of expectations, and planned meetings
    Icalendar,
}

/// A kind of fact.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum FactKind {
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

impl From<FactKind> for demarche_exchange::facts::Kind {
    fn from(kind: FactKind) -> Self {
        match kind {
            FactKind::Events => Self::Events,
            FactKind::Statements => Self::Statements,
            FactKind::Channels => Self::Channels,
            FactKind::Positions => Self::Positions,
            FactKind::Expectations => Self::Expectations,
            FactKind::Conflicts => Self::Conflicts,
            FactKind::Stakes => Self::Stakes,
            FactKind::Actors => Self::Actors,
            FactKind::Sources => Self::Sources,
        }
    }
}

/// `demarche import`.
#[derive(Args)]
pub struct Import {
    /// Tables of events
    #[arg(required = true, value_name = "TABLE")]
    pub tables: Vec<PathBuf>,
    /// Where to
    #[command(flatten)]
    pub shelf: ShelfToWrite,
    /// Print each event as a record, one a line of JSON, instead of adding it
    #[arg(long)]
    pub print: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
