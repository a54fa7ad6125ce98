//! The record: what Demarche writes down of one report. The contract between the reader, every export and every score.
//!
//! In: a finished [`Reading`]. Out: [`Record`], plain data with string ids, serialisable as the JSON that
//! `demarche read` prints. Spans are UTF-8 byte ranges of `document.text`; a quote equals the slice, always.

use crate::reading::{self, Reading};
use crate::report::Document;
use crate::text::{ActorId, Span};
use serde::{Deserialize, Serialize};

/// Name of the schema this version writes.
pub const SCHEMA: &str = "demarche/record/1";

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs)]
        pub enum $name { $($variant),+ }
        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// From its spelling in the record; `None` if it is not one of the vocabulary.
            pub fn parse(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }
    };
}

/// Gives each vocabulary its spelling, the same that serde writes.
macro_rules! spelling {
    ($($name:ident { $($variant:ident = $text:literal),+ $(,)? })+) => {
        $(impl $name {
            /// The spelling in the record.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        })+
    };
}

vocabulary!(/** What an actor is. */ ActorKind { State, GovernmentBody, Person, ArmedForce, ArmedGroup, Organisation, Media, UnnamedGroup });
vocabulary!(/** Speech act. */ Act { Assert, Announce, Confirm, Deny, Hope, Predict, Promise, Offer, Demand, Accept, Reject, Warn, Threaten, Accuse, Praise, Decline });
vocabulary!(/** In the speaker's own words, or not, or partly. */ Mode { Direct, Indirect, Mixed });
vocabulary!(/** Whether an event happened. */ EventStatus { Occurred, Ongoing, Planned, Proposed, Denied, Alleged, Hypothetical });
vocabulary!(/** Whether the parties exchange words with each other. */ Directness { Direct, Indirect, Unspecified });
vocabulary!(/** Form of a channel. */ ChannelForm { Talks, Messages, Call, Visit, Summit, Letter, WorkingGroup, Mediation, Unspecified });
vocabulary!(/** Where a channel stands. */ ChannelStatus { Proposed, UnderReview, Agreed, UnderWay, Concluded, Suspended, Collapsed, Refused, Denied, Unconfirmed });
vocabulary!(/** How firm a position is. */ Stance { RedLine, Demand, Precondition, Refusal, Goal, Offer, Openness, Concession });
vocabulary!(/** For better or worse. */ Outlook { Progress, Setback, Mixed });
vocabulary!(/** ICD 203 bands. */ Likelihood { AlmostNoChance, VeryUnlikely, Unlikely, Even, Likely, VeryLikely, AlmostCertain });
vocabulary!(/** Where a stake is felt. */ Domain { Energy, Markets, Shipping, Trade, Sanctions, Security, Nuclear, Humanitarian, Territory, Politics });
vocabulary!(/** Which way a stake moves. */ Direction { Raises, Lowers, Changes });
vocabulary!(/** How sure a stake is. */ Modality { Will, Likely, May });

spelling! {
    ActorKind { State = "state", GovernmentBody = "government_body", Person = "person", ArmedForce = "armed_force", ArmedGroup = "armed_group", Organisation = "organisation", Media = "media", UnnamedGroup = "unnamed_group" }
    Act { Assert = "assert", Announce = "announce", Confirm = "confirm", Deny = "deny", Hope = "hope", Predict = "predict", Promise = "promise", Offer = "offer", Demand = "demand", Accept = "accept", Reject = "reject", Warn = "warn", Threaten = "threaten", Accuse = "accuse", Praise = "praise", Decline = "decline" }
    Mode { Direct = "direct", Indirect = "indirect", Mixed = "mixed" }
    EventStatus { Occurred = "occurred", Ongoing = "ongoing", Planned = "planned", Proposed = "proposed", Denied = "denied", Alleged = "alleged", Hypothetical = "hypothetical" }
    Directness { Direct = "direct", Indirect = "indirect", Unspecified = "unspecified" }
    ChannelForm { Talks = "talks", Messages = "messages", Call = "call", Visit = "visit", Summit = "summit", Letter = "letter", WorkingGroup = "working_group", Mediation = "mediation", Unspecified = "unspecified" }
    ChannelStatus { Proposed = "proposed", UnderReview = "under_review", Agreed = "agreed", UnderWay = "under_way", Concluded = "concluded", Suspended = "suspended", Collapsed = "collapsed", Refused = "refused", Denied = "denied", Unconfirmed = "unconfirmed" }
    Stance { RedLine = "red_line", Demand = "demand", Precondition = "precondition", Refusal = "refusal", Goal = "goal", Offer = "offer", Openness = "openness", Concession = "concession" }
    Outlook { Progress = "progress", Setback = "setback", Mixed = "mixed" }
    Likelihood { AlmostNoChance = "almost_no_chance", VeryUnlikely = "very_unlikely", Unlikely = "unlikely", Even = "even", Likely = "likely", VeryLikely = "very_likely", AlmostCertain = "almost_certain" }
    Domain { Energy = "energy", Markets = "markets", Shipping = "shipping", Trade = "trade", Sanctions = "sanctions", Security = "security", Nuclear = "nuclear", Humanitarian = "humanitarian", Territory = "territory", Politics = "politics" }
    Direction { Raises = "raises", Lowers = "lowers", Changes = "changes" }
    Modality { Will = "will", Likely = "likely", May = "may" }
    TimeType { Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET" }
}

/// TIMEX3 type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum TimeType {
    Date,
    Time,
    Duration,
    Set,
}

/// First and last day, both included, in the report's own calendar; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Option<jiff::civil::Date>,
    /// Last day.
    pub to: Option<jiff::civil::Date>,
}

impl Period {
    /// One day.
    pub fn day(day: jiff::civil::Date) -> Period {
        Period { from: Some(day), to: Some(day) }
    }
}

/// A passage: a span and the words in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Passage {
    /// Bytes of `document.text`.
    pub span: Span,
    /// Exactly those bytes.
    pub quote: String,
}

/// One actor of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Actor {
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
    pub country: Option<String>,
    pub sector: Option<String>,
    pub role: Option<String>,
    pub mentions: Vec<Span>,
}

/// One time expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Time {
    #[serde(rename = "type")]
    pub kind: TimeType,
    pub value: String,
    pub period: Option<Period>,
    pub evidence: Passage,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Statement {
    pub by: Option<String>,
    pub to: Option<String>,
    pub act: Act,
    pub mode: Mode,
    pub source: Option<Passage>,
    pub cue: Option<Passage>,
    pub content: Passage,
    pub on: Option<Period>,
    pub within: Option<usize>,
    pub confidence: f32,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Event {
    #[serde(rename = "type")]
    pub kind: String,
    pub mode: Option<String>,
    pub context: Vec<String>,
    pub cameo: Option<String>,
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    pub on: Option<Period>,
    pub place: Option<String>,
    pub status: EventStatus,
    pub statement: Option<usize>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub background: bool,
    pub evidence: Vec<Passage>,
    pub confidence: f32,
}

/// One channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Channel {
    pub parties: Vec<String>,
    pub directness: Directness,
    pub intermediaries: Vec<String>,
    pub form: ChannelForm,
    pub status: ChannelStatus,
    pub about: Option<String>,
    pub by: Option<String>,
    pub on: Option<Period>,
    pub evidence: Vec<Passage>,
    pub confidence: f32,
}

/// What a position is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Issue {
    pub id: String,
    pub text: String,
}

/// One position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Position {
    pub holder: String,
    pub by: Option<String>,
    pub stance: Stance,
    pub issue: Issue,
    pub toward: Option<String>,
    pub on: Option<Period>,
    pub evidence: Vec<Passage>,
    pub confidence: f32,
}

/// One expectation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Expectation {
    pub by: Option<String>,
    pub outlook: Outlook,
    pub of: String,
    pub window: Period,
    pub likelihood: Option<Likelihood>,
    pub evidence: Vec<Passage>,
    pub confidence: f32,
}

/// One stake.
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
    pub evidence: Vec<Passage>,
    pub confidence: f32,
}

/// One account of a conflict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Side {
    pub by: Option<String>,
    pub evidence: Passage,
}

/// One conflict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Conflict {
    pub over: String,
    pub sides: Vec<Side>,
    pub confidence: f32,
}

/// All that was read of one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Record {
    pub schema: String,
    pub document: Document,
    /// Bytes of each sentence, in order; what is quoted whole is quoted by these.
    #[serde(default)]
    pub sentences: Vec<Span>,
    pub actors: Vec<Actor>,
    pub times: Vec<Time>,
    pub statements: Vec<Statement>,
    pub events: Vec<Event>,
    pub channels: Vec<Channel>,
    pub positions: Vec<Position>,
    pub expectations: Vec<Expectation>,
    pub stakes: Vec<Stake>,
    pub conflicts: Vec<Conflict>,
}

impl Record {
    /// An actor by id.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == id)
    }
}

/// Writes a finished reading down: ids as strings, spans with their words.
pub fn write_down(reading: &Reading<'_>) -> Record {
    let id = |actor: ActorId| reading.actor(actor).id.to_string();
    let by = |actor: Option<ActorId>| actor.map(id);
    let ids = |actors: &[ActorId]| actors.iter().copied().map(id).collect::<Vec<_>>();
    let passage = |span: Span| Passage { span, quote: reading.slice(span).to_owned() };
    let passages = |spans: &[Span]| spans.iter().copied().map(passage).collect::<Vec<_>>();
    let mut mentions: Vec<Vec<Span>> = vec![Vec::new(); reading.actors.len()];
    for mention in &reading.mentions {
        mentions[mention.actor.index()].push(mention.span);
    }
    let mut actor = |index: usize, actor: &reading::Actor| Actor {
        id: actor.id.to_string(),
        name: actor.name.clone(),
        kind: actor.kind,
        country: actor.country.as_ref().map(ToString::to_string),
        sector: actor.sector.as_ref().map(ToString::to_string),
        role: actor.role.clone(),
        mentions: std::mem::take(&mut mentions[index]),
    };
    let named = reading.actors_of_facts();
    Record {
        schema: SCHEMA.to_owned(),
        document: reading.document.clone(),
        sentences: reading.sentences.iter().map(|sentence| sentence.span).collect(),
        actors: reading
            .actors
            .iter()
            .enumerate()
            .filter(|(index, item)| !item.incidental || named.contains(&ActorId::at(*index)))
            .map(|(index, item)| actor(index, item))
            .collect(),
        times: reading
            .times
            .iter()
            .map(|time| Time {
                kind: time.kind,
                value: time.value.clone(),
                period: time.period,
                evidence: passage(time.span),
            })
            .collect(),
        statements: reading
            .statements
            .iter()
            .map(|statement| Statement {
                by: by(statement.by),
                to: by(statement.to),
                act: statement.act,
                mode: statement.mode,
                source: statement.source.map(passage),
                cue: statement.cue.map(passage),
                content: passage(statement.content),
                on: statement.on,
                within: statement.within.map(|id| id.index()),
                confidence: statement.confidence,
            })
            .collect(),
        events: reading
            .events
            .iter()
            .map(|event| Event {
                kind: event.kind.to_owned(),
                mode: event.mode.map(str::to_owned),
                context: event.context.iter().map(|context| (*context).to_owned()).collect(),
                cameo: event.cameo.map(str::to_owned),
                actors: ids(&event.actors),
                recipients: ids(&event.recipients),
                on: event.on,
                place: event.place.clone(),
                status: event.status,
                statement: event.statement.map(|id| id.index()),
                background: event.background,
                evidence: passages(&event.evidence),
                confidence: event.confidence,
            })
            .collect(),
        channels: reading
            .channels
            .iter()
            .map(|channel| Channel {
                parties: ids(&channel.parties),
                directness: channel.directness,
                intermediaries: ids(&channel.intermediaries),
                form: channel.form,
                status: channel.status,
                about: channel.about.clone(),
                by: by(channel.by),
                on: channel.on,
                evidence: passages(&channel.evidence),
                confidence: channel.confidence,
            })
            .collect(),
        positions: reading
            .positions
            .iter()
            .map(|position| Position {
                holder: id(position.holder),
                by: by(position.by),
                stance: position.stance,
                issue: Issue { id: position.issue_id.clone(), text: position.issue_text.clone() },
                toward: by(position.toward),
                on: position.on,
                evidence: passages(&position.evidence),
                confidence: position.confidence,
            })
            .collect(),
        expectations: reading
            .expectations
            .iter()
            .map(|expectation| Expectation {
                by: by(expectation.by),
                outlook: expectation.outlook,
                of: expectation.of.clone(),
                window: expectation.window,
                likelihood: expectation.likelihood,
                evidence: passages(&expectation.evidence),
                confidence: expectation.confidence,
            })
            .collect(),
        stakes: reading
            .stakes
            .iter()
            .map(|stake| Stake {
                condition: stake.condition.clone(),
                consequence: stake.consequence.clone(),
                domain: stake.domain,
                direction: stake.direction,
                modality: stake.modality,
                evidence: passages(&stake.evidence),
                confidence: stake.confidence,
            })
            .collect(),
        conflicts: reading
            .conflicts
            .iter()
            .map(|conflict| Conflict {
                over: conflict.over.clone(),
                sides: conflict
                    .sides
                    .iter()
                    .map(|(who, span)| Side { by: by(*who), evidence: passage(*span) })
                    .collect(),
                confidence: conflict.confidence,
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_what_serde_writes() {
        macro_rules! check {
            ($($name:ident),+) => {$(
                for value in $name::ALL {
                    assert_eq!(serde_json::to_value(value).unwrap(), value.as_str());
                }
            )+};
        }
        check!(
            ActorKind,
            Act,
            Mode,
            EventStatus,
            Directness,
            ChannelForm,
            ChannelStatus,
            Stance,
            Outlook,
            Likelihood,
            Domain,
            Direction,
            Modality
        );
        for value in [TimeType::Date, TimeType::Time, TimeType::Duration, TimeType::Set] {
            assert_eq!(serde_json::to_value(value).unwrap(), value.as_str());
        }
    }
}
