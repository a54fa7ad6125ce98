//! From a trigger in its clause to an event: type after promise, refusal or demand; parties; status; passage.
//!
//! In: a token that may state an event. Out: a [`Draft`], and the tokens it accounts for.

use super::clause::{Clause, coordinated};
use super::fit::{self, Fit};
use super::kind::{Coding, Kind};
use super::merge::Draft;
use super::mood::{Standing, standing};
use super::party::{self, core, country, parties, push};
use super::surface;
use super::table::{Frame, Need, Place, Tables};
use crate::reading::{Event, EventStatus, Reading};
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, Span, TokenId};
use smol_str::SmolStr;

/// Verbs that lend a noun their subject: what is done stands in the noun.
const LIGHT: &[&str] = &[
    "announce",
    "begin",
    "carry",
    "conduct",
    "continue",
    "deliver",
    "express",
    "face",
    "give",
    "hold",
    "issue",
    "launch",
    "make",
    "mount",
    "order",
    "reiterate",
    "renew",
    "repeat",
    "resume",
    "stage",
    "start",
    "undertake",
    "voice",
];

/// Verbs that say of their subject that it takes place.
const OCCUR: &[&str] = &[
    "begin", "continue", "erupt", "follow", "happen", "occur", "open", "proceed", "resume", "start", "take",
];

/// Verbs by which a hostile deed that is promised becomes a threat.
const VOWS: &[&str] = &["commit", "guarantee", "pledge", "promise", "swear", "undertake", "vow"];

/// Verbs of saying more: not to do so is a reporter's formula, no refusal.
const QUIET: &[&str] = &[
    "answer",
    "attribute",
    "be",
    "characterise",
    "characterize",
    "comment",
    "confirm",
    "describe",
    "detail",
    "disclose",
    "discuss",
    "divulge",
    "draw",
    "elaborate",
    "expand",
    "explain",
    "give",
    "go",
    "identify",
    "name",
    "provide",
    "quote",
    "reveal",
    "say",
    "specify",
    "speculate",
    "tell",
    "withhold",
];

/// What reporters' sources decline, or ask not to have done.
const FORMULAS: &[&str] = &[
    "answer",
    "attribute",
    "comment",
    "confirm",
    "disclose",
    "elaborate",
    "expand",
    "identify",
    "name",
    "quote",
    "say",
    "specify",
    "speculate",
    "withhold",
];

/// Verbs of being and knowing, which nobody refuses to do.
const STATIVE: &[&str] = &[
    "afford",
    "be",
    "become",
    "believe",
    "come",
    "exist",
    "expect",
    "feel",
    "find",
    "forget",
    "get",
    "guarantee",
    "happen",
    "have",
    "help",
    "hold",
    "hope",
    "imagine",
    "know",
    "last",
    "like",
    "look",
    "matter",
    "mean",
    "need",
    "predict",
    "recall",
    "remember",
    "rule",
    "see",
    "seem",
    "sleep",
    "survive",
    "think",
    "understand",
    "wait",
    "want",
    "work",
    "worry",
];

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
struct Shape<'t> {
    coding: Coding,
    frame: &'t Frame,
    clause: Clause,
    argument: Option<TokenId>,
    standing: Standing,
    /// Set where the words themselves settle the status.
    status: Option<EventStatus>,
    swallows: Option<TokenId>,
    evidence: Span,
    base: f32,
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
            if outer.object == Some(noun) && LIGHT.binary_search(&lemma).is_ok() {
                clause.subject = outer.subject;
                for phrase in outer.phrases {
                    if !clause.phrases.contains(&phrase) {
                        clause.phrases.push(phrase);
                    }
                }
                standing = super::mood::standing(reading, self.tables, verb);
                evidence = clause_span(reading, verb);
                occurs = true;
            } else if outer.subject == Some(noun) && OCCUR.binary_search(&lemma).is_ok() {
                standing = super::mood::standing(reading, self.tables, verb);
                evidence = clause_span(reading, verb);
                occurs = true;
            } else if outer.object == Some(noun) {
                let above = super::mood::standing(reading, self.tables, verb);
                standing.polarity.future = above.polarity.future;
                standing.polarity.possible = above.polarity.possible;
                standing.polarity.conditional = above.polarity.conditional;
                standing.wished =
                    self.tables.mood(lemma).is_some_and(|mood| mood == super::table::Mood::Wished);
            }
        }
        // "There was no meeting", somebody says.
        if reading.children_with(noun, Deprel::Det).any(|det| reading.lower(det) == "no") {
            reading.statement_over(reading.token(noun).span)?;
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

    /// What the complement or the object of a promise, a refusal or a demand is about.
    fn inner(&self, clause: &Clause, fit: &Fit<'_>) -> Option<Coding> {
        let reading = self.reading;
        if let Some(complement) = clause.complement {
            let below = Clause::of(reading, complement);
            let coding = fit::best(reading, self.tables, &below).map(|fit| fit.frame.coding).or_else(|| {
                below
                    .object
                    .and_then(|object| self.tables.noun(reading.lemma(core(reading, object))))
                    .map(|frame| frame.coding)
            });
            let negated = super::clause::polarity(reading, complement).negated;
            return match coding {
                Some(coding) if negated && coding.kind.is_hostile_deed() => {
                    Some(Coding { kind: Kind::Retreat, mode: "disarm", context: "military", cameo: "087" })
                }
                Some(_) if negated => None,
                coding => coding,
            };
        }
        let object = core(reading, fit.argument.or(clause.object)?);
        self.tables.noun(reading.lemma(object)).map(|frame| frame.coding)
    }

    /// The coding after what is promised, refused, asked for or threatened; `None` where the frame does not hold after all.
    fn refine(&self, clause: &Clause, fit: &Fit<'_>, inner: Option<Coding>) -> Option<Coding> {
        let reading = self.reading;
        let coding = fit.frame.coding;
        let complement = clause.complement.map(|token| reading.lemma(token));
        // "declined to comment", "asked not to be named": reporters' formulas.
        if complement.is_some_and(|lemma| FORMULAS.binary_search(&lemma).is_ok())
            && matches!(coding.kind, Kind::Reject | Kind::Request)
        {
            return None;
        }
        // "called it a farce" is no telephone call.
        let named_so =
            clause.complement.is_some_and(|token| !matches!(reading.upos(token), Upos::Verb | Upos::Aux));
        if coding.cameo == "041" && named_so {
            return None;
        }
        // A warning of what others may do is a prediction; of what one would do oneself, a threat.
        if coding.kind == Kind::Threaten
            && fit.need == Need::Clause
            && clause.object.is_none()
            && !self.is_of_own_doing(clause)
        {
            return None;
        }
        // Arms that are sent to nobody are arms that are sent out.
        if coding.cameo == "072" {
            let to = clause
                .phrase(reading, "to")
                .or(clause.indirect)
                .is_some_and(|token| !parties(reading, token).is_empty());
            let with = fit.need == Need::Phrase("with");
            if !to && !with && matches!(reading.lemma(clause.verb), "send" | "ship" | "deliver") {
                return Some(Coding {
                    kind: Kind::Mobilize,
                    mode: "weapons",
                    context: "military",
                    cameo: "154",
                });
            }
        }
        let Some(inner) = inner else {
            return Some(coding);
        };
        Some(match coding.kind {
            Kind::Agree if inner.kind.is_hostile_deed() => {
                if VOWS.binary_search(&self.reading.lemma(clause.verb)).is_ok() {
                    inner.threatened()
                } else {
                    inner
                }
            }
            Kind::Agree if inner.kind == Kind::Threaten => inner,
            Kind::Agree if inner.kind.is_hostile_word() => coding,
            Kind::Agree => inner.promised(),
            Kind::Request => inner.requested(),
            Kind::Reject if coding.cameo == "120" => inner.refused(),
            Kind::Threaten => inner.threatened(),
            _ => coding,
        })
    }

    /// Whether the complement of a warning is about the one who warns.
    fn is_of_own_doing(&self, clause: &Clause) -> bool {
        let reading = self.reading;
        let of = |token: Option<TokenId>| token.map(|token| parties(reading, token)).unwrap_or_default();
        let warner = of(clause.subject);
        let doer = of(clause.complement.and_then(|complement| reading.subject(complement)));
        warner.iter().any(|one| doer.iter().any(|other| country(reading, *one) == country(reading, *other)))
    }

    /// A clause whose verb no table knows: "must" makes it a demand, "will not" a refusal.
    fn bare(&self, clause: Clause) -> Option<Finding> {
        let reading = self.reading;
        let verb = clause.verb;
        let standing = standing(reading, self.tables, verb);
        let polarity = standing.polarity;
        let refuses = polarity.negated && (polarity.future || polarity.conditional || has_can(reading, verb));
        if !(refuses || polarity.obliged) || standing.conditional_clause || standing.wished {
            return None;
        }
        if QUIET.binary_search(&reading.lemma(verb)).is_ok()
            || STATIVE.binary_search(&reading.lemma(verb)).is_ok()
        {
            return None;
        }
        let actors = parties(reading, clause.subject?);
        if actors.is_empty() {
            return None;
        }
        let frame = if refuses { &self.tables.refusal } else { &self.tables.demand };
        let evidence = clause_span(reading, verb);
        let coding = frame.coding;
        let recipients = Vec::new();
        let shape = Shape {
            coding,
            frame,
            argument: None,
            standing,
            status: None,
            swallows: Some(verb),
            evidence,
            base: 0.35,
            clause,
        };
        self.settle(shape, actors, recipients, verb)
    }

    /// Finds the parties, then settles.
    fn finish(&self, shape: Shape<'t>) -> Option<Finding> {
        let trigger = shape.clause.verb;
        let mut actors = Vec::new();
        for place in &shape.frame.actors {
            for actor in self.at(*place, &shape) {
                push(&mut actors, actor);
            }
        }
        let mut recipients = Vec::new();
        for place in &shape.frame.recipients {
            recipients = self.at(*place, &shape);
            recipients.retain(|actor| !actors.contains(actor));
            if !recipients.is_empty() {
                break;
            }
        }
        self.settle(shape, actors, recipients, trigger)
    }

    fn parties_of_noun(&self, noun: TokenId, shape: &Shape<'_>) -> (Vec<ActorId>, Vec<ActorId>) {
        let mut actors =
            shape.clause.subject.map(|subject| parties(self.reading, subject)).unwrap_or_default();
        let reciprocal =
            shape.frame.coding.kind.is_reciprocal() || shape.frame.actors.contains(&Place::After("between"));
        for place in &shape.frame.actors {
            if !actors.is_empty() && !reciprocal {
                break;
            }
            for actor in self.noun_place(*place, noun, shape) {
                push(&mut actors, actor);
            }
        }
        let mut recipients = Vec::new();
        for place in &shape.frame.recipients {
            recipients = self.noun_place(*place, noun, shape);
            recipients.retain(|actor| !actors.contains(actor));
            if !recipients.is_empty() {
                break;
            }
        }
        (actors, recipients)
    }

    fn noun_place(&self, place: Place, noun: TokenId, shape: &Shape<'_>) -> Vec<ActorId> {
        match place {
            Place::Possessor => party::possessors(self.reading, noun),
            Place::Modifier => party::premodifiers(self.reading, noun),
            _ => self.at(place, shape),
        }
    }

    /// The parties at a place of a clause.
    fn at(&self, place: Place, shape: &Shape<'_>) -> Vec<ActorId> {
        let reading = self.reading;
        let clause = &shape.clause;
        let of = |token: Option<TokenId>| token.map(|token| parties(reading, token)).unwrap_or_default();
        match place {
            Place::Subject => of(clause.subject),
            Place::Object => {
                let found = of(shape.argument.or(clause.object));
                if found.is_empty() { of(clause.object) } else { found }
            }
            Place::Indirect => of(clause.indirect),
            Place::Complement => self.complement_parties(clause),
            Place::Possessor | Place::Modifier => Vec::new(),
            Place::After(preposition) => {
                let mut found = Vec::new();
                for (case, noun) in &clause.phrases {
                    if reading.lower(*case) == preposition {
                        for actor in parties(reading, *noun) {
                            push(&mut found, actor);
                        }
                    }
                }
                found
            }
        }
    }

    /// Whom a complement clause is about: its own subject, else its objects and phrases.
    fn complement_parties(&self, clause: &Clause) -> Vec<ActorId> {
        let reading = self.reading;
        let Some(complement) = clause.complement else { return Vec::new() };
        let below = Clause::of(reading, complement);
        if let Some(subject) = reading.subject(complement) {
            let found = parties(reading, subject);
            if !found.is_empty() {
                return found;
            }
        }
        for token in [below.object, below.indirect]
            .into_iter()
            .flatten()
            .chain(below.phrases.iter().map(|(_, noun)| *noun))
        {
            let found = parties(reading, token);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Settles type and status by mood and speaker, fills what the text leaves to be understood, and drafts the event.
    fn settle(
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

    /// The other parties where the text leaves them to be understood: the other side of the matter for what one side
    /// does, both sides for what a third party says of it.
    fn understood(&self, coding: Coding, actors: &[ActorId]) -> Vec<ActorId> {
        let reading = self.reading;
        let kind = coding.kind;
        if matches!(kind, Kind::Assault | Kind::Protest | Kind::Aid | Kind::Cooperate) || actors.is_empty() {
            return Vec::new();
        }
        let one_country = distinct(reading, actors.iter()) == 1;
        if kind.is_reciprocal() && !one_country {
            return Vec::new();
        }
        if let Some(other) = party::other_side(reading, actors) {
            return vec![other];
        }
        let sides = reading.parties();
        let third = !actors
            .iter()
            .any(|actor| sides.iter().any(|side| reading.country_of(*side) == reading.country_of(*actor)));
        let speaks =
            matches!(kind, Kind::Support | Kind::Request | Kind::Agree | Kind::Threaten | Kind::Consult);
        if third && speaks && (2..=3).contains(&sides.len()) { sides.to_vec() } else { Vec::new() }
    }

    /// Whether the subject is people, though not of a known party ("farmers", "two gunmen").
    fn is_told_of_people(&self, shape: &Shape<'_>) -> bool {
        let reading = self.reading;
        let deed = shape.coding.kind.is_hostile_deed() || shape.coding.kind == Kind::Retreat;
        shape.clause.subject.map(|subject| core(reading, subject)).is_some_and(|subject| {
            match reading.upos(subject) {
                Upos::Propn => true,
                Upos::Noun => {
                    reading.mention_at(subject).is_some()
                        || (deed && fit::classes(reading, self.tables, subject) & self.tables.people != 0)
                }
                _ => false,
            }
        })
    }

    /// When it was, and whether that is long before the report.
    fn time_of(&self, evidence: Span) -> Option<(crate::reading::Period, bool)> {
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

fn has_can(reading: &Reading<'_>, verb: TokenId) -> bool {
    reading
        .children_with(verb, Deprel::Aux)
        .any(|aux| matches!(reading.lower(aux), "can" | "ca" | "could" | "would"))
}

fn distinct<'a>(reading: &Reading<'_>, actors: impl Iterator<Item = &'a ActorId>) -> usize {
    let mut countries: Vec<SmolStr> = actors.filter_map(|actor| country(reading, *actor)).collect();
    countries.sort_unstable();
    countries.dedup();
    countries.len()
}

/// The clause of a predicate: the predicate with its arguments, without what is coordinated with it or hangs loosely on it.
pub fn clause_span(reading: &Reading<'_>, verb: TokenId) -> Span {
    let mut span = reading.token(verb).span;
    for &child in reading.children(verb) {
        let loose = matches!(
            reading.deprel(child),
            Deprel::Punct
                | Deprel::Conj
                | Deprel::Cc
                | Deprel::Parataxis
                | Deprel::Advcl
                | Deprel::Mark
                | Deprel::Discourse
                | Deprel::Vocative
                | Deprel::List
                | Deprel::Dislocated
                | Deprel::AdvclRelcl
        );
        if !loose {
            span = span.cover(reading.subtree_span(child));
        }
    }
    span
}

/// A noun phrase without its relative clauses.
fn noun_span(reading: &Reading<'_>, noun: TokenId) -> Span {
    let mut span = reading.token(noun).span;
    for &child in reading.children(noun) {
        let loose = matches!(
            reading.deprel(child),
            Deprel::Punct
                | Deprel::AclRelcl
                | Deprel::Conj
                | Deprel::Cc
                | Deprel::Parataxis
                | Deprel::Cop
                | Deprel::Nsubj
                | Deprel::Advcl
                | Deprel::Aux
                | Deprel::Mark
                | Deprel::Advmod
                | Deprel::Case
        );
        if !loose {
            span = span.cover(reading.subtree_span(child));
        }
    }
    span
}
