//! The situation: where a confrontation stands as of a day. Plain data; every line leads back to the words it rests on.

use demarche_read::record::{
    Act, ActorKind, ChannelForm, ChannelStatus, Direction, Directness, Domain, EventStatus, Likelihood,
    Modality, Mode, Outlook, Period, Stance,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What part of a report a sentence stands in.
pub use demarche_read::report::BlockKind;
/// A place in a report.
pub use demarche_read::text::Span;

/// Name of the schema this version writes.
pub const SCHEMA: &str = "demarche/situation/1";

/// A passage of a report, with what a reader needs to find it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// `b3:` id of the report's text and date.
    pub doc: String,
    /// The file or address it was read from.
    pub file: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published, as the source states it.
    pub published: Option<String>,
    /// UTF-8 bytes of the document's normalised text.
    pub span: Span,
    /// Exactly those bytes.
    pub quote: String,
}

/// Where a confrontation stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Situation {
    pub schema: String,
    pub between: Vec<String>,
    pub as_of: Option<Date>,
    /// Only what is new since this day is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    pub channels: Vec<Channel>,
    pub positions: Vec<Position>,
    pub expectations: Vec<Expectation>,
    pub tallies: Vec<Tally>,
    pub conflicts: Vec<Conflict>,
    pub say_do: Vec<SayDo>,
    pub events: Vec<Event>,
    pub tension: Tension,
    pub stakes: Vec<Stake>,
    /// Who said what, report by report: what briefings and answers are worded from. Not part of what is printed.
    #[serde(skip)]
    pub statements: Vec<Statement>,
    /// What the reports say, sentence by sentence: what answers are sought in. Not part of what is printed or stored.
    #[serde(skip)]
    pub sentences: Vec<Sentence>,
    pub actors: Vec<Actor>,
    pub sources: Vec<Source>,
}

/// An actor of any of the reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Actor {
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
    pub country: Option<String>,
    /// PLOVER sector code.
    #[serde(default)]
    pub sector: Option<String>,
    pub role: Option<String>,
    /// The state, body or armed group it speaks for: what facts are compared by.
    pub party: String,
    /// How often the reports mention it.
    pub mentions: usize,
}

/// One path between parties, with everybody's word on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Channel {
    pub parties: Vec<String>,
    pub directness: Directness,
    pub intermediaries: Vec<String>,
    pub form: ChannelForm,
    pub status: ChannelStatus,
    pub about: Option<String>,
    pub since: Option<Date>,
    pub last_reported: Option<Date>,
    /// Each source's latest word on it.
    pub words: Vec<Word>,
    pub claims: Vec<Claim>,
}

/// What a source makes of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// Somebody says that there is such a path, or was, or will be.
    Asserted,
    /// One of its parties says so.
    Confirmed,
    /// There is none, it says.
    Denied,
    /// It would not say.
    NotConfirmed,
    /// A party of whom no word on it is reported.
    Silent,
}

/// A source's latest word on a channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Word {
    /// Who says it; `None` for a report's own word.
    pub by: Option<String>,
    /// Whose report's own word it is.
    pub publisher: Option<String>,
    pub voice: Voice,
    pub on: Option<Date>,
}

/// What one source says of a channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Claim {
    pub by: Option<String>,
    pub status: ChannelStatus,
    pub form: ChannelForm,
    pub intermediaries: Vec<String>,
    pub on: Option<Date>,
    pub evidence: Evidence,
}

/// What an issue is called.
pub use demarche_read::record::Issue;

/// Where a party stands on an issue, and where it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Position {
    pub holder: String,
    pub issue: Issue,
    pub stance: Stance,
    pub toward: Option<String>,
    pub since: Option<Date>,
    pub movement: Movement,
    pub history: Vec<Stand>,
}

/// Which way a position moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Movement {
    Softened,
    Hardened,
    Unchanged,
    New,
}

/// A position as taken on one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Stand {
    pub stance: Stance,
    pub by: Option<String>,
    pub text: String,
    pub on: Option<Date>,
    pub evidence: Evidence,
}

/// What somebody said would come, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Expectation {
    pub by: Option<String>,
    pub outlook: Outlook,
    pub of: String,
    pub window: Period,
    pub likelihood: Option<Likelihood>,
    pub made: Option<Date>,
    pub outcome: Outcome,
    pub settled_by: Option<Evidence>,
    /// The day on which it was settled: that of the report, or the day after the window closed.
    pub settled_on: Option<Date>,
    pub evidence: Vec<Evidence>,
}

/// What became of an expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Outcome {
    Open,
    Met,
    Lapsed,
}

/// How far ahead an expectation looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    /// Ten days at most.
    Days,
    /// Up to a month and a half.
    Weeks,
    /// Longer.
    Months,
    /// No last day was given.
    Undated,
}

/// What became of all that one speaker looked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Tally {
    pub by: String,
    pub horizon: Horizon,
    pub outlook: Outlook,
    /// How many expectations: those that follow add up to it.
    pub voiced: usize,
    pub met: usize,
    pub lapsed: usize,
    pub open: usize,
}

/// What a party said of its own doings beside what it did: no verdict, two passages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct SayDo {
    pub party: String,
    /// Whose words.
    pub by: Option<String>,
    pub said_on: Option<Date>,
    pub said: Evidence,
    pub done_on: Option<Date>,
    pub done: Evidence,
}

/// Accounts that cannot both stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Conflict {
    pub over: String,
    /// The day of the later account.
    pub opened: Option<Date>,
    pub sides: Vec<Side>,
}

/// One account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Side {
    pub by: Option<String>,
    pub evidence: Evidence,
}

/// One event, however many reports carry it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Event {
    #[serde(rename = "type")]
    pub kind: String,
    pub mode: Option<String>,
    #[serde(default)]
    pub context: Vec<String>,
    /// CAMEO code, where one is known.
    #[serde(default)]
    pub cameo: Option<String>,
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    pub on: Option<Period>,
    pub place: Option<String>,
    pub status: EventStatus,
    pub by: Option<String>,
    pub background: bool,
    /// The day of the first report of it.
    pub reported: Option<Date>,
    /// Reports that carry it, copies counted.
    pub reports: usize,
    /// Publishers that tell it on their own, copies and quotations carried on left out.
    pub independent_sources: usize,
    pub evidence: Vec<Evidence>,
}

/// How tense it is: from -10, war, to 10, common cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tension {
    /// As of the day of the situation.
    pub value: f64,
    /// Least and greatest value.
    pub scale: [i8; 2],
    /// Seven days before.
    pub week_before: f64,
    /// Day by day, from the first event on; days on which everything had worn off are left out.
    pub series: Vec<Point>,
}

/// A day of the series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The day.
    pub day: Date,
    /// Its value.
    pub value: f64,
    /// How many events of that day count.
    pub events: usize,
    /// The first passage of each of them.
    pub moved_by: Vec<Evidence>,
}

/// What rides on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Stake {
    #[serde(rename = "if")]
    pub condition: String,
    #[serde(rename = "then")]
    pub consequence: String,
    pub domain: Domain,
    pub direction: Direction,
    pub modality: Modality,
    pub evidence: Vec<Evidence>,
}

/// Who said what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Statement {
    pub by: Option<String>,
    pub to: Option<String>,
    pub act: Act,
    pub mode: Mode,
    /// The words that name the source, in bytes of the document.
    pub source: Option<Span>,
    /// The words that report it, in bytes of the document.
    pub cue: Option<Span>,
    pub on: Option<Period>,
    /// The statement stands in a headline, which the body will say again in full.
    pub in_headline: bool,
    /// Who reports it, where one speaker reports another.
    pub reported_by: Option<String>,
    pub content: Evidence,
    /// The whole sentence or sentences that the statement stands in.
    pub passage: Evidence,
}

/// A sentence of a report, with whom and when it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The whole sentence.
    pub passage: Evidence,
    /// What it is part of.
    pub kind: BlockKind,
    /// Number of that part in its report: sentences with the same number stand together.
    pub block: usize,
    /// Actors it names or means by a pronoun, in order, each once.
    pub actors: Vec<String>,
    /// The words in it that say when, in bytes of the document, with what they mean.
    pub times: Vec<(Span, Period)>,
}

/// A report that the situation was folded from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Source {
    pub doc: String,
    pub file: String,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub copy_of: Option<String>,
    /// The user's own letter for its publisher, A to F (Admiralty code).
    #[serde(default)]
    pub reliability: Option<char>,
    /// The user's own digit for the report, 1 to 6.
    #[serde(default)]
    pub credibility: Option<char>,
    /// What could not be read of it.
    pub notes: Vec<String>,
}
