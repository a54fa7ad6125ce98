//! Nouns and adjectives that report: "Tehran's claim that X", "expressed hope for X", "is confident that X".
//!
//! In: a noun or adjective. Out: its complement as content, and whoever holds it as the speaker.

use super::cue::Frame;
use super::speaker::{self, Speaker};
use super::{Construction, Draft, Scene, tree};
use crate::reading::Act;
use crate::syntax::{Deprel, Upos};
use crate::text::{Span, TokenId};

/// Prepositions between a noun and whoever holds it: "the claim of X", "a call by X".
const HOLDERS: [&str; 5] = ["of", "by", "from", "among", "in"];

impl Scene<'_, '_> {
    /// The statement that a noun reports.
    pub fn noun(&self, noun: TokenId) -> Option<Draft> {
        let reading = self.reading;
        if self.cues.noun(reading.lemma(noun)).is_empty() {
            return None;
        }
        let Some((content, act, complement)) = self.noun_content(noun) else {
            return self.noun_and_colon(noun);
        };
        let mut cue = reading.token(noun).span;
        let mut head = self.holder(noun, Some(complement));
        let lent = head.is_none_or(|head| reading.upos(head) == Upos::Pron);
        if let Some(verb) = reading.head(noun)
            && !lent
            && self.cues.is_light(reading.lemma(verb))
            && self.cues.knows_verb(reading.lemma(verb))
            && reading.deprel(noun) == Deprel::Obj
        {
            // "conveyed Tehran's readiness to talk" is told by whoever conveys it.
            return None;
        }
        if lent && let Some(verb) = self.lender(noun) {
            cue = cue.cover(tree::verb_group(reading, verb));
            head = self.speaker(verb).head().or(head);
        }
        let head = head.filter(|head| !content.contains(reading.token(*head).span));
        // Nobody holds it: only a clause tells that something was said at all.
        if head.is_none()
            && !tree::introduced_by(reading, complement, "that")
            && reading.lower(complement) != "that"
        {
            return None;
        }
        Some(Draft {
            by: head.and_then(|head| self.actor(head)),
            to: None,
            act,
            source: head.map(|head| self.source(head, noun)),
            speaker: head,
            cue: Some(cue),
            cue_token: Some(noun),
            content,
            found: Construction::Noun,
        })
    }

    /// The light verb that a noun is the object of, by the tree or by position.
    fn lender(&self, noun: TokenId) -> Option<TokenId> {
        let reading = self.reading;
        let lends =
            |verb: TokenId| reading.upos(verb) == Upos::Verb && self.cues.is_light(reading.lemma(verb));
        let governor = reading
            .head(noun)
            .filter(|verb| lends(*verb) && matches!(reading.deprel(noun), Deprel::Obj | Deprel::NsubjPass));
        governor.or_else(|| {
            let first = reading.sentence_of(noun).first.0.max(noun.0.saturating_sub(4));
            (first..noun.0)
                .rev()
                .map(TokenId)
                .find(|id| !matches!(reading.upos(*id), Upos::Det | Upos::Adj | Upos::Pron | Upos::Adv))
                .filter(|id| lends(*id))
        })
    }

    /// "With a single plea: stop the war": a noun that a colon explains.
    fn noun_and_colon(&self, noun: TokenId) -> Option<Draft> {
        let reading = self.reading;
        let sentence = reading.sentence_of(noun);
        let (_, last) = tree::extent(reading, noun, &[]);
        // "A sentence spoken by the envoy: …": the noun with all that hangs from it.
        let colon = [TokenId(noun.0 + 1), TokenId(last.0 + 1), last]
            .into_iter()
            .find(|id| *id > noun && *id < sentence.end && reading.lower(*id) == ":")?;
        if colon.0 + 1 >= sentence.end.0 {
            return None;
        }
        let act = self.cues.noun(reading.lemma(noun)).first()?.act;
        let governor = reading.head(noun)?;
        if noun == sentence.first || reading.upos(governor) != Upos::Verb {
            return None;
        }
        let spoken = reading.children_with(noun, Deprel::Acl).find_map(|verb| speaker::agent(reading, verb));
        let head = spoken.or_else(|| self.holder(noun, None)).or_else(|| self.speaker(governor).head())?;
        Some(Draft {
            by: self.actor(head),
            to: None,
            act,
            source: Some(self.source(head, noun)),
            speaker: Some(head),
            cue: Some(reading.token(noun).span),
            cue_token: Some(noun),
            content: self.tidy(TokenId(colon.0 + 1), TokenId(sentence.end.0 - 1))?,
            found: Construction::Noun,
        })
    }

    /// What a noun reports, the act, and the head of its complement.
    pub fn noun_content(&self, noun: TokenId) -> Option<(Span, Act, TokenId)> {
        let reading = self.reading;
        let rows = self.cues.noun(reading.lemma(noun));
        for row in rows {
            for frame in &row.frames {
                let complement =
                    reading.children(noun).iter().copied().filter(|child| *child > noun).find(|child| {
                        match frame {
                            Frame::That => {
                                matches!(
                                    reading.deprel(*child),
                                    Deprel::Acl | Deprel::Ccomp | Deprel::AclRelcl | Deprel::Advcl
                                ) && tree::introduced_by(reading, *child, "that")
                            }
                            Frame::Infinitive => {
                                matches!(reading.deprel(*child), Deprel::Acl | Deprel::Xcomp | Deprel::Advcl)
                                    && tree::is_infinitive(reading, *child)
                            }
                            Frame::Preposition(preposition) => {
                                matches!(
                                    reading.deprel(*child),
                                    Deprel::Nmod | Deprel::Acl | Deprel::Obl | Deprel::Advcl
                                ) && tree::introduced_by(reading, *child, preposition)
                                    && !(HOLDERS.contains(preposition) && self.is_holder(noun, *child))
                            }
                            _ => false,
                        }
                    });
                if let Some(complement) = complement {
                    return Some((self.clause(complement, &[])?, row.act, complement));
                }
            }
        }
        // "hope that X" and "hope for X" with the complement hung elsewhere.
        let sentence = reading.sentence_of(noun);
        let (next, start) = (TokenId(noun.0 + 1), TokenId(noun.0 + 2));
        if start >= sentence.end {
            return None;
        }
        let follows = reading.lower(next);
        if follows == "that"
            && reading.token(next).xpos == "IN"
            && let Some(row) = rows.iter().find(|row| row.takes(Frame::That))
        {
            let end = self.clause_end(start, sentence.end, false);
            return Some((self.tidy(start, end)?, row.act, next));
        }
        let head = reading.head(next).filter(|head| *head > next && reading.deprel(next) == Deprel::Case)?;
        let row = rows.iter().find(|row| {
            row.frames.iter().any(|frame| {
                matches!(frame, Frame::Preposition(preposition) if *preposition == follows && !HOLDERS.contains(preposition))
            })
        })?;
        Some((self.clause(head, &[next])?, row.act, head))
    }

    /// Whose words a noun stands for.
    fn holder(&self, noun: TokenId, complement: Option<TokenId>) -> Option<TokenId> {
        let reading = self.reading;
        let others =
            || reading.children(noun).iter().copied().filter(move |child| Some(*child) != complement);
        others()
            .find(|child| reading.deprel(*child) == Deprel::NmodPoss)
            .or_else(|| {
                others().find(|child| {
                    *child > noun
                        && HOLDERS.iter().any(|preposition| tree::introduced_by(reading, *child, preposition))
                        && reading.actor_at(*child).is_some()
                })
            })
            .or_else(|| {
                others().find(|child| {
                    matches!(reading.deprel(*child), Deprel::Amod | Deprel::Compound)
                        && reading.actor_at(*child).is_some()
                })
            })
    }

    /// "The claim of X": an actor that nobody else holds the noun for.
    fn is_holder(&self, noun: TokenId, phrase: TokenId) -> bool {
        let reading = self.reading;
        reading.actor_at(phrase).is_some()
            && reading.child(noun, Deprel::NmodPoss).is_none()
            && reading.upos(phrase) != Upos::Verb
    }

    /// The statement that an adjective reports: "is hopeful that X".
    pub fn adjective(&self, adjective: TokenId) -> Option<Draft> {
        let reading = self.reading;
        let rows = self.cues.adjective(reading.lemma(adjective));
        if rows.is_empty() || matches!(reading.deprel(adjective), Deprel::Amod | Deprel::Advmod) {
            return None;
        }
        let after = || reading.children(adjective).iter().copied().filter(|child| *child > adjective);
        for row in rows {
            for frame in &row.frames {
                let complement = after().find(|child| match frame {
                    Frame::That => {
                        matches!(reading.deprel(*child), Deprel::Ccomp | Deprel::Advcl | Deprel::Acl)
                            && !tree::is_infinitive(reading, *child)
                            && (tree::introduced_by(reading, *child, "that")
                                || reading.deprel(*child) == Deprel::Ccomp)
                    }
                    Frame::Preposition(preposition) => tree::introduced_by(reading, *child, preposition),
                    _ => false,
                });
                let Some(complement) = complement else { continue };
                let content = self.clause(complement, &[])?;
                let head = match self.speaker(adjective) {
                    Speaker::Named(head) => head,
                    _ => return None,
                };
                if matches!(reading.lower(head), "it" | "that" | "this" | "what" | "which" | "you") {
                    return None;
                }
                let mut cue = reading.token(adjective).span;
                if let Some(copula) = reading.child(adjective, Deprel::Cop) {
                    cue = cue.cover(reading.token(copula).span);
                }
                return Some(Draft {
                    by: self.actor(head),
                    to: None,
                    act: row.act,
                    source: Some(self.source(head, adjective)),
                    speaker: Some(head),
                    cue: Some(cue),
                    cue_token: Some(adjective),
                    content,
                    found: Construction::Adjective,
                });
            }
        }
        None
    }

    /// The agent of a passive, as the other files want it.
    pub fn agent(&self, verb: TokenId) -> Option<TokenId> {
        speaker::agent(self.reading, verb)
    }
}
