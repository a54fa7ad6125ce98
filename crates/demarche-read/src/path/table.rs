//! The words of a dealing between parties, of how it stands, and of who has which part in it: `channel_words.tsv`,
//! `channel_status.tsv` and `channel_roles.tsv`.
//!
//! Comes in: lemmas and forms. Goes out: the row that fits at a token.

use crate::lexicon::{rows, values};
use crate::quick::TableMap;
use crate::reading::{ChannelForm, Directness, Reading};
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

const WORDS: &str = include_str!("../../lexicon/channel_words.tsv");
const STATUS: &str = include_str!("../../lexicon/channel_status.tsv");
const ROLES: &str = include_str!("../../lexicon/channel_roles.tsv");

/// How a word takes those who deal with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A noun that names a dealing by itself ("talks").
    Strong,
    /// A noun that may ("meeting", "session", "letter").
    Weak,
    /// Subject with counterpart, or a plural subject ("met").
    Reciprocal,
    /// Subject to object ("telephoned").
    Reach,
    /// Subject takes something from one to the other ("relayed").
    Carry,
    /// Subject stands between others ("mediated").
    Between,
    /// Subject travels to the other's place ("flew").
    Go,
    /// Subject tells object ("told").
    Tell,
    /// Being linked ("in touch", "on the phone").
    Link,
    /// Being at the table.
    Table,
    /// Being face to face.
    Face,
    /// Subject passes a stretch of time with somebody ("spent an hour with").
    Span,
    /// Subject makes others meet ("brought them together").
    Together,
}

/// What part a word has round a dealing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mark {
    /// A go-between ("mediator").
    Between,
    /// A noun that only measures or frames a dealing ("a round of talks").
    Container,
    /// A verb whose subject brings others together ("host").
    Host,
    /// A verb whose subject takes part in what it does ("hold").
    Own,
    /// A plural that stands for more than one party ("delegations").
    Several,
    /// A noun for one side, where "both" or "the two" stands before it ("capital").
    Side,
    /// A thing that is carried between parties ("letter").
    Message,
    /// Those that a path may lead through ("embassy").
    Through,
    /// A verb of travel: what it is for happens when it does ("flew to Geneva for talks").
    Travel,
    /// A verb of arriving: what it is for is to come ("landed in Geneva for talks").
    Arrive,
    /// A verb that says nothing of its own ("remain").
    Link,
    /// A verb that lends its subject to a noun ("take a decision").
    Light,
    /// A thing that is met without anybody meeting ("meet a condition").
    Matter,
    /// A stretch of time ("hour").
    Stretch,
    /// An adjective of others than the sides ("European").
    Elsewhere,
}

/// A word or phrase that names a dealing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub frame: Frame,
    pub form: ChannelForm,
    pub directness: Directness,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Noun,
    Verb,
    Phrase,
}

impl Word {
    /// Whether it is a phrase that hangs on a predicate, not a noun or a verb.
    pub fn is_phrase(self) -> bool {
        self.kind == Kind::Phrase
    }
}

/// What a predicate says of a dealing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Happen,
    Exist,
    Start,
    Continue,
    End,
    Stop,
    Break,
    Refuse,
    Deny,
    Confirm,
    Offer,
    Agree,
    Review,
    Receive,
    Send,
    Between,
}

/// Where the dealing stands to its predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role<'a> {
    Subject,
    Object,
    Oblique(&'a str),
    Clause,
    Adjective,
    Noun,
}

/// Rows found by their first word; the rest of a phrase must follow.
#[derive(Debug)]
struct Phrases<T> {
    by_first: TableMap<&'static str, Vec<(Vec<&'static str>, T)>>,
}

impl<T> Phrases<T> {
    fn new(rows: impl Iterator<Item = (&'static str, T)>) -> Phrases<T> {
        let mut by_first: TableMap<&'static str, Vec<(Vec<&'static str>, T)>> = TableMap::default();
        for (words, value) in rows {
            let mut parts = words.split(' ');
            let first = parts.next().unwrap_or("");
            by_first.entry(first).or_default().push((parts.collect(), value));
        }
        for found in by_first.values_mut() {
            // The last of two rows with the same words is the narrower one ("bring" and "bring … together").
            found.reverse();
            found.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Phrases { by_first }
    }

    /// Rows whose words begin with that one, longest first.
    fn from(&self, first: &str) -> &[(Vec<&'static str>, T)] {
        self.by_first.get(first).map_or(&[], Vec::as_slice)
    }
}

/// A row found in the text.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// The token that carries it in the tree.
    pub token: TokenId,
    /// Its first token.
    pub first: TokenId,
    /// Its last token.
    pub last: TokenId,
    pub word: Word,
}

#[derive(Debug)]
pub struct Tables {
    words: Phrases<Word>,
    status: Phrases<(&'static str, Class)>,
    marks: TableMap<&'static str, u16>,
}

impl Tables {
    pub fn new() -> Tables {
        let words = rows::<5>(WORDS).map(|row| {
            let kind = match row[1] {
                "noun" => Kind::Noun,
                "verb" => Kind::Verb,
                _ => Kind::Phrase,
            };
            (row[0], Word { frame: frame(row[2]), form: form(row[3]), directness: directness(row[4]), kind })
        });
        let status = rows::<3>(STATUS).map(|row| (row[0], (row[1], class(row[2]))));
        let marks = rows::<2>(ROLES)
            .map(|row| (row[0], values(row[1]).filter_map(mark).fold(0, |bits, mark| bits | bit(mark))))
            .collect();
        Tables { words: Phrases::new(words), status: Phrases::new(status), marks }
    }

    /// Whether a word has such a part.
    pub fn is(&self, word: &str, mark: Mark) -> bool {
        self.marks.get(word).is_some_and(|bits| bits & bit(mark) != 0)
    }

    /// The longest row of dealings that begins at a token.
    pub fn word_at(&self, reading: &Reading<'_>, token: TokenId) -> Option<Hit> {
        let end = reading.sentence_of(token).end;
        let mut best: Option<Hit> = None;
        let lemma = reading.lemma(token);
        let lower = reading.lower(token);
        let second = (lower != lemma).then_some(lower);
        let third = participle(reading, token);
        for first in [Some(lemma), second, third].into_iter().flatten() {
            for (rest, word) in self.words.from(first) {
                if best.is_some_and(|hit| (hit.last.0 - hit.first.0) as usize >= rest.len()) {
                    break;
                }
                let last = TokenId(token.0 + rest.len() as u32);
                if last >= end || !follows(reading, token, rest) {
                    continue;
                }
                if word.frame == Frame::Together && !is_together(reading, token, end) {
                    continue;
                }
                let head = match word.kind {
                    // "Line of communication": the first noun carries it.
                    Kind::Noun if rest.contains(&"of") => token,
                    Kind::Noun => last,
                    Kind::Verb | Kind::Phrase => token,
                };
                if fits(reading, head, word.kind) || word.kind == Kind::Verb && third.is_some() {
                    best = Some(Hit { token: head, first: token, last, word: *word });
                }
            }
        }
        best
    }

    /// Whether a token is a noun of dealing.
    pub fn noun_at(&self, reading: &Reading<'_>, token: TokenId) -> Option<Word> {
        let row = |first: &str| {
            self.words.from(first).iter().find(|(rest, word)| rest.is_empty() && word.kind == Kind::Noun)
        };
        row(reading.lemma(token)).or_else(|| row(reading.lower(token))).map(|(_, word)| *word)
    }

    /// What a predicate says of a dealing that stands in a role to it.
    pub fn class_of(&self, reading: &Reading<'_>, token: TokenId, role: Role<'_>) -> Option<Class> {
        let rows =
            self.status.from(reading.lemma(token)).iter().chain(self.status.from(reading.lower(token)));
        rows.filter(|(_, (roles, _))| takes(roles, role))
            .find(|(rest, _)| {
                rest.is_empty()
                    || follows(reading, token, rest)
                    || (rest.len() == 1
                        && reading.children(token).iter().any(|child| {
                            reading.lower(*child) == rest[0] && reading.deprel(*child) != Deprel::Case
                        }))
            })
            .map(|(_, (_, class))| *class)
    }
}

/// Whether "together", or a place where people sit face to face, stands behind a verb.
fn is_together(reading: &Reading<'_>, verb: TokenId, end: TokenId) -> bool {
    (verb.0 + 1..end.0.min(verb.0 + 10))
        .map(TokenId)
        .take_while(|token| !matches!(reading.lower(*token), ";" | ":" | "."))
        .any(|token| match reading.lower(token) {
            "together" => true,
            "table" | "room" => (verb.0 + 1..token.0).any(|at| {
                matches!(
                    reading.lower(TokenId(at)),
                    "one" | "same" | "bargaining" | "negotiating" | "conference"
                ) || matches!(reading.lower(TokenId(at)), "to" | "at" | "around" | "round")
                    && token.0 - at <= 2
            }),
            _ => false,
        })
}

/// The verb of a participle that was taken for a noun: "had been meeting", "go on talking".
fn participle(reading: &Reading<'_>, token: TokenId) -> Option<&'static str> {
    if reading.upos(token) == Upos::Verb {
        // Lemmas of rare verbs are guessed.
        return match reading.lower(token) {
            "telephoned" | "telephones" | "telephoning" => Some("telephone"),
            "phoned" | "phones" | "phoning" => Some("phone"),
            "shuttled" | "shuttles" | "shuttling" => Some("shuttle"),
            "relayed" | "relays" | "relaying" => Some("relay"),
            "brokered" | "brokers" | "brokering" => Some("broker"),
            "ferried" | "ferries" | "ferrying" => Some("ferry"),
            _ => None,
        };
    }
    if reading.upos(token) != Upos::Noun {
        return None;
    }
    let before = token.0.checked_sub(1).map_or("", |before| reading.lower(TokenId(before)));
    match reading.lower(token) {
        "meeting" if matches!(before, "been" | "are" | "were" | "is" | "was") => Some("meet"),
        "talking" => Some("talk"),
        "negotiating" => Some("negotiate"),
        _ => None,
    }
}

/// Whether the words after a token are these.
fn follows(reading: &Reading<'_>, token: TokenId, rest: &[&str]) -> bool {
    rest.iter().enumerate().all(|(index, word)| {
        reading
            .tokens
            .get(token.index() + 1 + index)
            .is_some_and(|next| next.lemma == *word || next.lower == *word)
    })
}

fn fits(reading: &Reading<'_>, token: TokenId, kind: Kind) -> bool {
    match kind {
        Kind::Noun => matches!(reading.upos(token), Upos::Noun | Upos::Propn),
        Kind::Verb => reading.upos(token) == Upos::Verb,
        Kind::Phrase => true,
    }
}

fn takes(roles: &str, role: Role<'_>) -> bool {
    roles.split('|').any(|one| match role {
        Role::Subject => one == "subj",
        Role::Object => one == "obj",
        Role::Clause => one == "clause",
        Role::Adjective => one == "adj",
        Role::Noun => one == "noun",
        Role::Oblique(case) => one.strip_prefix("obl:").is_some_and(|wanted| wanted == case),
    })
}

fn frame(text: &str) -> Frame {
    match text {
        "strong" => Frame::Strong,
        "weak" => Frame::Weak,
        "reciprocal" => Frame::Reciprocal,
        "reach" => Frame::Reach,
        "carry" => Frame::Carry,
        "between" => Frame::Between,
        "go" => Frame::Go,
        "tell" => Frame::Tell,
        "link" => Frame::Link,
        "table" => Frame::Table,
        "span" => Frame::Span,
        "together" => Frame::Together,
        _ => Frame::Face,
    }
}

fn form(text: &str) -> ChannelForm {
    match text {
        "talks" => ChannelForm::Talks,
        "messages" => ChannelForm::Messages,
        "call" => ChannelForm::Call,
        "visit" => ChannelForm::Visit,
        "summit" => ChannelForm::Summit,
        "letter" => ChannelForm::Letter,
        "working_group" => ChannelForm::WorkingGroup,
        "mediation" => ChannelForm::Mediation,
        _ => ChannelForm::Unspecified,
    }
}

fn directness(text: &str) -> Directness {
    match text {
        "direct" => Directness::Direct,
        "indirect" => Directness::Indirect,
        _ => Directness::Unspecified,
    }
}

fn class(text: &str) -> Class {
    match text {
        "happen" => Class::Happen,
        "exist" => Class::Exist,
        "start" => Class::Start,
        "continue" => Class::Continue,
        "end" => Class::End,
        "stop" => Class::Stop,
        "break" => Class::Break,
        "refuse" => Class::Refuse,
        "deny" => Class::Deny,
        "confirm" => Class::Confirm,
        "offer" => Class::Offer,
        "agree" => Class::Agree,
        "review" => Class::Review,
        "receive" => Class::Receive,
        "send" => Class::Send,
        _ => Class::Between,
    }
}

fn mark(text: &str) -> Option<Mark> {
    Some(match text {
        "between" => Mark::Between,
        "container" => Mark::Container,
        "host" => Mark::Host,
        "own" => Mark::Own,
        "several" => Mark::Several,
        "side" => Mark::Side,
        "message" => Mark::Message,
        "through" => Mark::Through,
        "travel" => Mark::Travel,
        "arrive" => Mark::Arrive,
        "link" => Mark::Link,
        "light" => Mark::Light,
        "matter" => Mark::Matter,
        "stretch" => Mark::Stretch,
        "elsewhere" => Mark::Elsewhere,
        _ => return None,
    })
}

fn bit(mark: Mark) -> u16 {
    1 << mark as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_name_what_is_known() {
        for table in [WORDS, STATUS, ROLES] {
            let lines: Vec<&str> = table.lines().skip(1).collect();
            assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
        }
        for row in rows::<5>(WORDS) {
            assert!(matches!(row[1], "noun" | "verb" | "phrase"), "{row:?}");
            assert!(frame(row[2]) != Frame::Face || row[2] == "face", "{row:?}");
            assert!(form(row[3]) != ChannelForm::Unspecified, "{row:?}");
        }
        for row in rows::<2>(ROLES) {
            assert!(values(row[1]).all(|text| mark(text).is_some()), "{row:?}");
        }
        for row in rows::<3>(STATUS) {
            assert!(class(row[2]) != Class::Between || row[2] == "between", "{row:?}");
            for role in values(row[1]) {
                let known = matches!(role, "subj" | "obj" | "clause" | "adj" | "noun");
                assert!(known || role.starts_with("obl:"), "{row:?}");
            }
        }
    }
}
