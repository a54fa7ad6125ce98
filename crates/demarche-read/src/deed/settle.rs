//! Whether it happened: type and status by mood and speaker, and the event written down.
//!
//! In: a trigger's shape with its parties. Out: a [`Finding`], or nothing where the words only suppose it.

use super::clause::Clause;
use super::clause::coordinated;
use super::extent::noun_span;
use super::find::{Finder, Finding, Shape};
use super::kind::Kind;
use super::merge::Draft;
use super::party::{self, core, country, push};
use super::refine::has_can;
use super::table::Place;
use crate::reading::{Event, EventStatus, Period};
use crate::syntax::Upos;
use crate::text::{ActorId, Span, TokenId};
use smol_str::SmolStr;

impl<'t> Finder<'_, '_, 't> {
    /// Settles type and status by mood and speaker, fills what the text leaves to be understood, and drafts the event.
    pub(super) fn settle(
        &self,
        shape: Shape<'t>,
        mut actors: Vec<ActorId>,
        mut recipients: Vec<ActorId>,
        trigger: TokenId,
    ) -> Option<Finding> {
        let reading = self.reading;
        let span = reading.token(trigger).span;
        let statement = reading.statement_over(span);
        let speaker = statement.and_then(|id| reading.statements[id.index()].by);
        let home = |actor: ActorId| country(reading, actor);
        let own_words = speaker.is_some_and(|speaker| {
            let country = home(speaker);
            actors.iter().any(|actor| *actor == speaker || (country.is_some() && home(*actor) == country))
        });
        let mut coding = shape.coding;
        let standing = shape.standing;
        let polarity = standing.polarity;
        let mut status = shape.status.unwrap_or(EventStatus::Occurred);
        let to_come = polarity.future;
        if standing.denied {
            status = EventStatus::Denied;
        } else if standing.conditional_clause || standing.wished {
            return None;
        } else if polarity.negated {
            // "will not", "would not", "cannot": a refusal; a plain "did not" is no event.
            let refuses = to_come || polarity.conditional || has_can(reading, trigger);
            let refused = coding.kind == Kind::Reject && coding.mode.is_empty() && shape.base < 0.4;
            let said_so = own_words || statement.is_none();
            if !refuses || actors.is_empty() || !said_so {
                return None;
            }
            if !refused && (coding.kind.is_hostile_word() || coding.kind.is_hostile_deed()) {
                return None;
            }
            if !refused {
                coding = coding.refused();
                // Who refuses a meeting is its subject; the others are refused it.
                let refusing = self.at(Place::Subject, &shape);
                if !refusing.is_empty() {
                    recipients.extend(actors.iter().copied().filter(|actor| !refusing.contains(actor)));
                    actors = refusing;
                }
            }
            status = EventStatus::Occurred;
        } else if polarity.obliged {
            // "Iran must withdraw", said by the other side.
            let speaker = speaker.filter(|_| !own_words)?;
            if actors.is_empty() || home(speaker).is_none() {
                return None;
            }
            if coding.kind != Kind::Request {
                coding = coding.requested();
            }
            recipients = std::mem::replace(&mut actors, vec![speaker]);
            status = EventStatus::Occurred;
        } else if polarity.possible && own_words && coding.kind.is_hostile_deed() {
            coding = coding.threatened();
        } else if (polarity.conditional && !own_words) || polarity.possible {
            return None;
        } else if to_come || polarity.conditional {
            if coding.kind.is_hostile_deed() && own_words {
                coding = coding.threatened();
                status = EventStatus::Occurred;
            } else {
                coding = coding.promised();
                status = EventStatus::Planned;
            }
        } else if standing.alleged {
            status = EventStatus::Alleged;
        } else if standing.ongoing {
            status = EventStatus::Ongoing;
        }
        // "Eight sites have been hit", says the one side: the other hit them.
        if coding.kind == Kind::Assault
            && actors.is_empty()
            && recipients.is_empty()
            && let Some(own) = speaker.map(|speaker| reading.party_of(speaker))
            && let Some(other) = party::other_side(reading, &[own])
        {
            actors.push(other);
            recipients.push(own);
        }
        // "They must leave, it said": who speaks is who asks, rejects or supports.
        let verbal = coding.kind.is_hostile_word() || matches!(coding.kind, Kind::Agree | Kind::Support);
        let nameless = reading.upos(trigger) != Upos::Verb
            || shape.clause.subject.is_none_or(|subject| reading.upos(subject) == Upos::Pron);
        if verbal && actors.is_empty() && nameless {
            actors.extend(speaker);
        }
        if coding.kind == Kind::Consult {
            // Somebody must do the meeting: a place that is gone to is not a party yet.
            if actors.is_empty() && !self.is_told_of_people(&shape) {
                return None;
            }
            for actor in std::mem::take(&mut recipients) {
                push(&mut actors, actor);
            }
        }
        recipients.retain(|actor| !actors.contains(actor));
        // "Proposed that the two neighbours meet": to the one that is not the proposer.
        let foreign =
            |actor: &ActorId| actors.iter().all(|own| home(*own).is_none() || home(*own) != home(*actor));
        if recipients.iter().any(foreign) {
            recipients.retain(foreign);
        }
        if coding.kind == Kind::Protest && actors.is_empty() {
            // Whoever marches in a country is of that country, unless the text says otherwise.
            for place in ["in", "at", "through"] {
                for actor in self.at(Place::After(place), &shape) {
                    push(&mut actors, actor);
                }
            }
        }
        if actors.is_empty() && recipients.is_empty() && !self.is_told_of_people(&shape) {
            return None;
        }
        if actors.is_empty()
            && (coding.kind.is_hostile_word()
                || matches!(coding.kind, Kind::Agree | Kind::Support | Kind::Consult))
            && !self.is_told_of_people(&shape)
        {
            return None;
        }
        if recipients.is_empty() {
            recipients = self.understood(coding, &actors);
            if coding.kind.is_reciprocal() {
                actors.append(&mut recipients);
            }
        }
        let on = self.time_of(shape.evidence);
        let mut words = vec![reading.token(trigger).lemma.clone()];
        for token in [shape.argument, shape.clause.object, shape.clause.complement].into_iter().flatten() {
            let lemma: SmolStr = reading.token(core(reading, token)).lemma.clone();
            if !words.contains(&lemma) {
                words.push(lemma);
            }
        }
        let known = u8::from(!actors.is_empty()) + u8::from(!recipients.is_empty());
        let event = Event {
            kind: coding.kind.as_str(),
            mode: Some(coding.mode).filter(|mode| !mode.is_empty()),
            context: coding.context.split('|').filter(|context| !context.is_empty()).collect(),
            cameo: Some(coding.cameo).filter(|code| !code.is_empty()),
            actors,
            recipients,
            on: on.map(|(period, _)| period),
            place: self.place_of(&shape.clause),
            status,
            statement,
            background: on.is_some_and(|(_, old)| old),
            trigger,
            evidence: vec![shape.evidence],
            confidence: shape.base + 0.1 * f32::from(known),
        };
        let used = shape.argument.into_iter().chain(shape.clause.object).flat_map(|token| {
            let mut all = coordinated(reading, token);
            all.push(core(reading, token));
            all
        });
        Some(Finding {
            used: used.collect(),
            swallows: shape.swallows,
            draft: Draft { event, kind: coding.kind, words },
        })
    }

    /// When it was, and whether that is long before the report.
    fn time_of(&self, evidence: Span) -> Option<(Period, bool)> {
        let period = self.reading.times_in(evidence).filter_map(|time| time.period).next()?;
        let published = self.reading.document.day();
        let old = match (published, period.to.or(period.from)) {
            (Some(day), Some(last)) => day.since(last).is_ok_and(|span| span.get_days() > 30),
            _ => false,
        };
        Some((period, old))
    }

    /// Where it was, as printed.
    fn place_of(&self, clause: &Clause) -> Option<String> {
        let reading = self.reading;
        clause.phrases.iter().find_map(|(case, noun)| {
            (matches!(reading.lower(*case), "in" | "at" | "near" | "off")
                && reading.upos(*noun) == Upos::Propn)
                .then(|| reading.slice(noun_span(reading, *noun)).to_owned())
        })
    }
}
