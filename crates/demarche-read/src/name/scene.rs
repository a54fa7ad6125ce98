//! The scene: one walk through the document, word by word, that gives every name and description its actor.
//!
//! In: tokens, trees, spots, runs. Out: the filled [`Cast`]. What kind of mention is handled where: persons in
//! `person`, states and bodies in `body`, roles and unnamed sources in `role`, pronouns and groups in `refer`.

use super::cast::{Cast, RoleNote};
use super::phrase::Phrases;
use super::run::Runs;
use super::spot::Spots;
use super::tables::Tables;
use super::trail::{Seen, Trail};
use crate::reading::{ActorKind, MentionKind, Reading, Sentence};
use crate::report::BlockKind;
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, TokenId};
use smol_str::SmolStr;

/// A role that stands before or after a name, until the name is reached.
#[derive(Clone, Debug)]
pub(super) struct Attached {
    pub note: RoleNote,
    pub country: Option<SmolStr>,
    /// Body that lends its party.
    pub body: Option<u32>,
    pub past: bool,
}

/// The walk's state.
pub(super) struct Scene<'r, 'd> {
    pub reading: &'r Reading<'d>,
    pub tables: &'r Tables,
    pub spots: &'r Spots,
    pub runs: &'r Runs,
    pub phrases: Phrases<'r, 'd>,
    pub cast: Cast,
    pub trail: Trail,
    /// Day of the report (`2026-02-02`).
    pub day: Option<String>,
    /// The two or more main parties by country code or body id, found beforehand.
    pub sides: Vec<SmolStr>,
    /// The main party that the report's one dateline lies in.
    pub from_here: Option<SmolStr>,
    /// The actor of the mention that ends with a token.
    pub ends: Vec<Option<ActorId>>,
    /// The actor of a run.
    pub run_actor: Vec<Option<ActorId>>,
    /// Roles that wait for a run to be reached.
    pub waiting: Vec<Vec<Attached>>,
    /// One past the last token of a phrase that is done with.
    pub done: u32,
    /// Where the last role that was bound ends, and to whom.
    pub bound: Option<(u32, ActorId)>,
}

impl<'r, 'd> Scene<'r, 'd> {
    /// A scene before the walk.
    pub fn new(
        reading: &'r Reading<'d>,
        tables: &'r Tables,
        spots: &'r Spots,
        runs: &'r Runs,
        sides: Vec<SmolStr>,
    ) -> Self {
        Scene {
            reading,
            tables,
            spots,
            runs,
            phrases: Phrases { reading, tables, spots, runs },
            cast: Cast::default(),
            trail: Trail::default(),
            day: reading.document.day().map(|day| day.to_string()),
            from_here: from_here(reading, tables, &sides),
            sides,
            ends: vec![None; reading.tokens.len()],
            run_actor: vec![None; runs.all.len()],
            waiting: vec![Vec::new(); runs.all.len()],
            done: 0,
            bound: None,
        }
    }

    /// Walks through the document.
    pub fn walk(&mut self) {
        self.enlist_full_names();
        for sentence in &self.reading.sentences {
            if !matches!(self.reading.block_of(*sentence).kind, BlockKind::Boilerplate | BlockKind::Byline) {
                self.walk_sentence(*sentence);
            }
        }
    }

    fn walk_sentence(&mut self, sentence: Sentence) {
        let mut at = sentence.first.0;
        self.done = at;
        self.bound = None;
        while at < sentence.end.0 {
            if let Some((index, run)) = self.runs.starting(at)
                && self.person(index)
            {
                at = run.end;
                continue;
            }
            if let Some(next) = self.sides_at(at) {
                at = next;
                continue;
            }
            let Some(spot) = self.spots.starting(at) else {
                self.pronoun(at);
                at += 1;
                continue;
            };
            if spot.region().is_some_and(|row| !self.tables.regions[row as usize].adjective) {
                self.region(spot);
            } else if spot.state().is_some() {
                self.state(spot);
            } else if spot.body().is_some() {
                self.named_body(spot);
            } else if spot.role().is_some() {
                if !self.is_inside_run(at) {
                    self.role(spot);
                }
            } else if spot.generic().is_some() {
                self.generic_body(spot);
            }
            at = spot.end;
        }
    }

    /// Whether a token belongs to the name of a person that was found.
    fn is_inside_run(&self, token: u32) -> bool {
        self.runs.at(token).is_some_and(|(index, _)| self.run_actor[index].is_some())
    }

    /// Records a mention over a range of tokens.
    pub fn mention(&mut self, actor: ActorId, first: u32, end: u32, kind: MentionKind, weight: u32) {
        if first >= end {
            return;
        }
        let head = self.head_of(first, end);
        self.mention_with_head(actor, first, end, head, kind, weight);
    }

    /// Records a mention whose head is known.
    pub fn mention_with_head(
        &mut self,
        actor: ActorId,
        first: u32,
        end: u32,
        head: TokenId,
        kind: MentionKind,
        weight: u32,
    ) {
        let span = self.reading.span_of(TokenId(first), TokenId(end - 1));
        self.cast.mention(actor, span, head, kind, weight);
        if let Some(slot) = self.ends.get_mut(end as usize - 1) {
            *slot = Some(actor);
        }
        if kind != MentionKind::Adjective {
            let token = self.reading.token(head);
            let subject = token.deprel.is_nominal_subject();
            self.trail.push(Seen {
                actor,
                token: head.0,
                end,
                sentence: token.sentence,
                subject,
                weight,
                kind,
            });
        }
    }

    /// The token of a range whose governor lies outside it; the first such.
    pub fn head_of(&self, first: u32, end: u32) -> TokenId {
        (first..end)
            .map(TokenId)
            .filter(|token| !matches!(self.reading.upos(*token), Upos::Punct | Upos::Part | Upos::Adp))
            .find(|token| match self.reading.head(*token) {
                Some(head) => head.0 < first || head.0 >= end,
                None => true,
            })
            .unwrap_or(TokenId(end - 1))
    }

    pub fn lower(&self, token: u32) -> &'r str {
        let reading: &'r Reading<'d> = self.reading;
        reading.tokens.get(token as usize).map_or("", |token| token.lower.as_str())
    }
    pub fn lemma(&self, token: u32) -> &'r str {
        let reading: &'r Reading<'d> = self.reading;
        reading.tokens.get(token as usize).map_or("", |token| token.lemma.as_str())
    }
    pub fn upos(&self, token: u32) -> Upos {
        self.reading.tokens.get(token as usize).map_or(Upos::X, |token| token.upos)
    }
    /// First token of the sentence that holds a token.
    pub fn floor(&self, token: u32) -> u32 {
        self.reading.sentence_of(TokenId(token)).first.0
    }
    /// One past the last token of that sentence.
    pub fn ceiling(&self, token: u32) -> u32 {
        self.reading.sentence_of(TokenId(token)).end.0
    }
    /// Text from one token to before another.
    pub fn text(&self, first: u32, end: u32) -> &'d str {
        if first >= end {
            return "";
        }
        self.reading.slice(self.reading.span_of(TokenId(first), TokenId(end - 1)))
    }

    /// Whether a phrase that a token heads is the source of a report: subject of a speech verb, or after "according to".
    pub fn speaks(&self, head: TokenId) -> bool {
        let reading = self.reading;
        let mut head = head;
        // A conjunct speaks with the one it is joined to; chains are cut short.
        for _ in 0..4 {
            match reading.head(head) {
                Some(first) if reading.deprel(head) == Deprel::Conj => head = first,
                _ => break,
            }
        }
        let Some(governor) = reading.head(head) else { return false };
        let deprel = reading.deprel(head);
        if matches!(deprel, Deprel::Nsubj | Deprel::NsubjOuter) {
            return is_speech(reading.lemma(governor)) || self.lower(governor.0) == "according";
        }
        matches!(deprel, Deprel::Obl | Deprel::OblAgent | Deprel::Nmod)
            && reading
                .children(head)
                .iter()
                .any(|child| matches!(reading.lower(*child), "according" | "by" | "per"))
            && (reading.children(head).iter().any(|child| reading.lower(*child) == "according")
                || is_speech(reading.lemma(governor)))
    }

    /// Whether a phrase that a token heads does something.
    pub fn acts(&self, head: TokenId) -> bool {
        let deprel = self.reading.deprel(head);
        deprel.is_nominal_subject()
            || deprel == Deprel::OblAgent
            || deprel == Deprel::Conj
                && self.reading.head(head).is_some_and(|head| self.reading.deprel(head).is_nominal_subject())
    }

    /// The state that a body without a country most likely belongs to: the one last spoken of.
    pub fn home(&self, token: u32) -> Option<SmolStr> {
        let sentence = self.reading.token(TokenId(token)).sentence;
        let cast = &self.cast;
        let state = |seen: &&Seen| {
            let actor = cast.actor(seen.actor);
            matches!(actor.kind, ActorKind::State | ActorKind::Person | ActorKind::GovernmentBody)
                && actor.country.is_some()
                && seen.weight > 0
        };
        let near = self.trail.since(sentence, 2).filter(state).max_by_key(|seen| {
            let kind = cast.actor(seen.actor).kind == ActorKind::State;
            (
                u32::from(kind)
                    + u32::from(seen.subject)
                    + seen.sentence.0.saturating_sub(sentence.0.saturating_sub(2)),
                seen.token,
            )
        });
        // A headline's "Lebanon's negotiator" only passes the state by, but tells whose it is.
        let passed = || {
            let main =
                |seen: &&Seen| self.sides.iter().take(2).any(|side| *side == cast.actor(seen.actor).id);
            self.trail.since(sentence, 3).find(main)
        };
        near.or_else(passed).and_then(|seen| cast.actor(seen.actor).country.clone())
    }
}

/// The country of the dateline, where there is one and it is one of the two main parties.
fn from_here(reading: &Reading<'_>, tables: &Tables, sides: &[SmolStr]) -> Option<SmolStr> {
    let [place] = reading.document.datelines.as_slice() else { return None };
    let code = tables.country_of_place(place)?;
    sides.iter().take(2).find(|side| *side == code).cloned()
}

/// Verbs that report speech or thought, as far as naming sources needs.
const SPEECH: &[&str] = &[
    "accuse",
    "acknowledge",
    "add",
    "admit",
    "allege",
    "announce",
    "argue",
    "ask",
    "assert",
    "believe",
    "blame",
    "boast",
    "call",
    "caution",
    "cite",
    "claim",
    "comment",
    "complain",
    "concede",
    "condemn",
    "confirm",
    "contend",
    "declare",
    "decline",
    "demand",
    "deny",
    "describe",
    "disclose",
    "doubt",
    "estimate",
    "expect",
    "explain",
    "express",
    "fear",
    "hint",
    "hope",
    "indicate",
    "inform",
    "insist",
    "maintain",
    "note",
    "observe",
    "predict",
    "quip",
    "recall",
    "refuse",
    "reject",
    "remark",
    "reply",
    "report",
    "respond",
    "reveal",
    "say",
    "signal",
    "speak",
    "stress",
    "suggest",
    "suspect",
    "tell",
    "think",
    "tweet",
    "urge",
    "vow",
    "warn",
    "write",
];

/// Whether a verb reports speech or thought.
pub(super) fn is_speech(lemma: &str) -> bool {
    SPEECH.binary_search(&lemma).is_ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn speech_verbs_are_sorted() {
        assert!(super::SPEECH.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
