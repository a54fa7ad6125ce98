//! From a trigger in its clause to an event: a verb, a noun or a fixed phrase, each with its frame.
//!
//! In: a token that may state an event. Out: a [`Finding`]: the event, and the tokens it accounts for. What is promised,
//! refused or asked for is read in `refine`, who is meant in `roles`, whether it happened in `settle`.

use super::clause::Clause;
use super::extent::{clause_span, noun_span};
use super::fit::{self, Fit};
use super::kind::{Coding, Kind};
use super::merge::Draft;
use super::mood::{Standing, standing};
use super::roles::distinct;
use super::surface;
use super::table::{Frame, Mood, Need, Tables, Use};
use crate::reading::{EventStatus, Reading};
use crate::syntax::{Deprel, Upos};
use crate::text::{Span, TokenId};

/// What the finder looks things up in.
pub struct Finder<'r, 'd, 't> {
    /// The reading.
    pub reading: &'r Reading<'d>,
    /// The trigger tables.
    pub tables: &'t Tables,
}

/// An event and what it accounts for.
pub struct Finding {
    /// The event.
    pub draft: Draft,
    /// Nouns that the event has used up.
    pub used: Vec<TokenId>,
    /// The head of a stretch whose events this one swallows ("agreed to *meet*").
    pub swallows: Option<TokenId>,
}

/// What a trigger has given so far.
pub(super) struct Shape<'t> {
    pub(super) coding: Coding,
    pub(super) frame: &'t Frame,
    pub(super) clause: Clause,
    pub(super) argument: Option<TokenId>,
    pub(super) standing: Standing,
    /// Set where the words themselves settle the status.
    pub(super) status: Option<EventStatus>,
    pub(super) swallows: Option<TokenId>,
    pub(super) evidence: Span,
    pub(super) base: f32,
}

impl<'t> Finder<'_, '_, 't> {
    /// The event that a verb states.
    pub fn verb(&self, verb: TokenId) -> Option<Finding> {
        let reading = self.reading;
        let clause = match reading.upos(verb) {
            Upos::Verb | Upos::Aux => {
                let plain = self.tables.verb(reading.lemma(verb), reading.lower(verb)).is_empty();
                // A clause without a frame still counts where it obliges or refuses.
                if plain && !reading.children(verb).iter().any(|child| reading.deprel(*child) == Deprel::Aux)
                {
                    return None;
                }
                Clause::of(reading, verb)
            }
            // "had been meeting", taken for a noun.
            _ if surface::is_gerund_predicate(reading, verb) => Clause::of(reading, verb),
            _ => surface::clause(reading, verb),
        };
        let Some(fit) = fit::best(reading, self.tables, &clause) else { return self.bare(clause) };
        let inner = self.inner(&clause, &fit);
        let covers = matches!(
            fit.frame.coding.kind,
            Kind::Agree | Kind::Request | Kind::Reject | Kind::Threaten | Kind::Accuse | Kind::Support
        );
        let coding = self.refine(&clause, &fit, inner)?;
        let mut swallows = None;
        if covers {
            swallows = clause.complement.or(fit.argument).or(clause.object);
        }
        let status = match fit.frame.coding.kind {
            Kind::Agree if !matches!(coding.kind, Kind::Agree | Kind::Threaten) => Some(EventStatus::Planned),
            Kind::Agree if matches!(reading.lemma(verb), "offer" | "propose" | "volunteer") => {
                Some(EventStatus::Proposed)
            }
            _ => None,
        };
        let evidence = clause.extent.unwrap_or_else(|| clause_span(reading, verb));
        let standing = standing(reading, self.tables, verb);
        let base = match fit.need.weight() {
            0 | 1 => 0.4,
            2 | 3 => 0.45,
            _ => 0.5,
        };
        self.finish(Shape {
            coding,
            frame: fit.frame,
            clause,
            argument: fit.argument,
            standing,
            status,
            swallows,
            evidence,
            base,
        })
    }

    /// The event that a noun states: with a light verb, as what takes place, or with its own parties.
    pub fn noun(&self, noun: TokenId) -> Option<Finding> {
        let reading = self.reading;
        let frame = self.tables.noun(reading.lemma(noun))?;
        let mut clause = Clause::of(reading, noun);
        clause.object = None;
        clause.subject = None;
        clause.complement =
            reading.child(noun, Deprel::Acl).filter(|child| reading.child(*child, Deprel::Mark).is_some());
        let governor = reading.head(noun);
        let mut standing = Standing::default();
        let mut evidence = noun_span(reading, noun);
        let mut occurs = false;
        if let Some(verb) = governor.filter(|head| matches!(reading.upos(*head), Upos::Verb | Upos::Aux)) {
            let outer = Clause::of(reading, verb);
            let lemma = reading.lemma(verb);
            if outer.object == Some(noun) && self.tables.is_used(lemma, Use::Light) {
                clause.subject = outer.subject;
                for phrase in outer.phrases {
                    if !clause.phrases.contains(&phrase) {
                        clause.phrases.push(phrase);
                    }
                }
                standing = super::mood::standing(reading, self.tables, verb);
                evidence = clause_span(reading, verb);
                occurs = true;
            } else if outer.subject == Some(noun) && self.tables.is_used(lemma, Use::Occur) {
                standing = super::mood::standing(reading, self.tables, verb);
                evidence = clause_span(reading, verb);
                occurs = true;
            } else if outer.object == Some(noun) {
                let above = super::mood::standing(reading, self.tables, verb);
                standing.polarity.future = above.polarity.future;
                standing.polarity.possible = above.polarity.possible;
                standing.polarity.conditional = above.polarity.conditional;
                standing.wished = self.tables.mood(lemma).is_some_and(|mood| mood == Mood::Wished);
            }
        }
        // "There was no meeting", somebody says.
        if reading.children_with(noun, Deprel::Det).any(|det| reading.lower(det) == "no") {
            let said = reading.statement_over(reading.token(noun).span)?;
            // "There will be no easing": a refusal by the one who says so.
            let exists = governor.filter(|head| reading.child(*head, Deprel::Expl).is_some()).unwrap_or(noun);
            let refused = reading.child(exists, Deprel::Expl).is_some()
                && super::clause::polarity(reading, exists).future;
            if let Some(speaker) = reading.statements[said.index()].by.filter(|_| refused) {
                let shape = Shape {
                    coding: frame.coding.refused(),
                    frame,
                    clause,
                    argument: Some(noun),
                    standing,
                    status: None,
                    swallows: None,
                    evidence: clause_span(reading, exists),
                    base: 0.35,
                };
                let (_, recipients) = self.parties_of_noun(noun, &shape);
                return self.settle(shape, vec![speaker], recipients, noun);
            }
            standing.denied = true;
        }
        let shape = Shape {
            coding: frame.coding,
            frame,
            clause,
            argument: Some(noun),
            standing,
            status: None,
            swallows: None,
            evidence,
            base: 0.3,
        };
        let (actors, recipients) = self.parties_of_noun(noun, &shape);
        let countries = distinct(reading, actors.iter().chain(&recipients));
        let enough = if occurs { !actors.is_empty() } else { !actors.is_empty() && !recipients.is_empty() };
        let enough = if frame.coding.kind == Kind::Consult { countries >= 2 } else { enough };
        if !enough {
            return None;
        }
        self.settle(shape, actors, recipients, noun)
    }

    /// The event that a fixed phrase states ("off the table"), found at its last word.
    pub fn phrase(&self, last: TokenId) -> Option<Finding> {
        let reading = self.reading;
        let first_of = |frame: &Frame| {
            let count = frame.words.len() as u32;
            let first = (last.0 + 1).checked_sub(count)?;
            let sentence = reading.sentence_of(last);
            (first >= sentence.first.0
                && frame
                    .words
                    .iter()
                    .enumerate()
                    .all(|(index, word)| reading.lower(TokenId(first + index as u32)) == *word))
            .then_some(TokenId(first))
        };
        let (frame, first) = self
            .tables
            .phrases(reading.lower(last))
            .iter()
            .filter_map(|frame| first_of(frame).map(|first| (frame, first)))
            .max_by_key(|(frame, _)| frame.words.len())?;
        let mut top = last;
        while let Some(head) = reading.head(top) {
            if head < first || head > last {
                break;
            }
            top = head;
        }
        let predicative = reading.child(top, Deprel::Cop).is_some()
            || reading.subject(top).is_some()
            || matches!(
                reading.deprel(top),
                Deprel::Xcomp | Deprel::Root | Deprel::Conj | Deprel::Acl | Deprel::Advcl | Deprel::Ccomp
            );
        if !predicative {
            return None;
        }
        let mut clause = Clause::of(reading, top);
        clause.complement = clause.complement.or_else(|| {
            reading.children(top).iter().copied().find(|child| {
                matches!(reading.deprel(*child), Deprel::Advcl | Deprel::Acl | Deprel::Csubj)
                    && reading.children_with(*child, Deprel::Mark).any(|mark| reading.lower(mark) == "to")
            })
        });
        let fit = Fit { frame, need: Need::Nothing, argument: None };
        let inner = self.inner(&clause, &fit);
        if frame.coding.kind == Kind::Agree
            && clause.complement.is_none()
            && clause.phrase(reading, "for").is_none()
            && clause.phrase(reading, "to").is_none()
        {
            return None;
        }
        let mut coding = self.refine(&clause, &fit, inner)?;
        let mut standing = standing(reading, self.tables, top);
        if standing.polarity.negated && frame.coding.kind == Kind::Agree {
            coding = inner.unwrap_or(frame.coding).refused();
            standing.polarity.negated = false;
        }
        let evidence = clause_span(reading, top);
        let swallows = clause.complement;
        let argument = clause.subject;
        self.finish(Shape {
            coding,
            frame,
            clause,
            argument,
            standing,
            status: None,
            swallows,
            evidence,
            base: 0.4,
        })
    }
}
