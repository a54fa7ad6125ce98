//! Verbs that report with a noun phrase: "rejected X", "described X as Y", "accused X of Y", "called for X".
//!
//! In: a verb and its rows. Out: the object, with its predicate or preposition, as content.

use super::cue::{Frame, Row};
use super::speaker::Speaker;
use super::verb::Content;
use super::{Construction, Scene, tree};
use crate::reading::Act;
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

impl Scene<'_, '_> {
    /// What a verb reports with its object or a prepositional phrase.
    pub fn object(&self, verb: TokenId, rows: &[&Row], speaker: Speaker) -> Option<Content> {
        let reading = self.reading;
        if tree::is_negated(reading, verb)
            || reading.child(verb, Deprel::Ccomp).is_some_and(|clause| clause > verb)
        {
            return None;
        }
        let act = |frame: Frame| rows.iter().find(|row| row.takes(frame)).map(|row| row.act);
        if tree::is_passive(reading, verb) || speaker == Speaker::Nobody {
            return self.passive_object(verb, rows);
        }
        let object = reading
            .children(verb)
            .iter()
            .copied()
            .find(|child| reading.deprel(*child) == Deprel::Obj && !tree::is_relative(reading, *child));
        if let Some(content) = self.object_and_phrase(verb, object, rows) {
            return Some(content);
        }
        if let Some(act) = act(Frame::ObjectAs)
            && let Some(content) = self.predication(verb, object, act, true)
        {
            return Some(content);
        }
        if let Some(act) = act(Frame::ObjectPredicate)
            && let Some(content) = self.predication(verb, object, act, false)
        {
            return Some(content);
        }
        if let Some(content) = self.phrase(verb, rows) {
            return Some(content);
        }
        let act = act(Frame::Object)?;
        let object = object.filter(|object| *object > verb).or_else(|| {
            // "ruled out disarming", "denied having done it"
            reading.children(verb).iter().copied().find(|child| {
                *child > verb
                    && reading.deprel(*child) == Deprel::Xcomp
                    && reading.token(*child).xpos == "VBG"
            })
        })?;
        if self.is_reporting_noun(verb, object) {
            return None;
        }
        let (first, mut last) = tree::extent(reading, object, &[]);
        if let Some(predicate) = reading.child(verb, Deprel::Xcomp).filter(|predicate| *predicate > object) {
            last = last.max(tree::extent(reading, predicate, &[]).1);
        }
        Some(Content::new(self.tidy(first, last)?, act, Construction::Object))
    }

    /// An object that reports by itself makes the statement: "expressed hope that X", "issued a warning that X".
    fn is_reporting_noun(&self, verb: TokenId, object: TokenId) -> bool {
        let reading = self.reading;
        let held =
            reading.child(object, Deprel::NmodPoss).is_some_and(|holder| reading.upos(holder) != Upos::Pron);
        !held
            && self.cues.is_light(self.reading.lemma(verb))
            && !self.cues.noun(self.reading.lemma(object)).is_empty()
            && self.noun_content(object).is_some()
    }

    /// "Accused X of Y", "thanked X for Y": both are content.
    fn object_and_phrase(&self, verb: TokenId, object: Option<TokenId>, rows: &[&Row]) -> Option<Content> {
        let object = object?;
        for row in rows {
            for frame in &row.frames {
                let Frame::WhomPreposition(preposition) = frame else { continue };
                let phrase = self
                    .prepositional(verb, preposition)
                    .or_else(|| self.prepositional(object, preposition))
                    .filter(|phrase| *phrase > object);
                let Some(phrase) = phrase else { continue };
                let (first, _) = tree::extent(self.reading, object, &[]);
                let (_, last) = tree::extent(self.reading, phrase, &[]);
                let span = self.extended(verb, phrase, self.tidy(first, last)?);
                return Some(Content::new(span, row.act, Construction::Predication));
            }
        }
        None
    }

    /// "Described X as Y", "called X Y": from the object through its predicate; the predicate alone where the object
    /// went before ("what he calls X").
    fn predication(
        &self,
        verb: TokenId,
        object: Option<TokenId>,
        act: Act,
        with_as: bool,
    ) -> Option<Content> {
        let reading = self.reading;
        let after = |child: &TokenId| *child > verb && Some(*child) != object;
        let predicate = reading.children(verb).iter().copied().filter(after).find(|child| {
            if with_as {
                tree::introduced_by(reading, *child, "as")
            } else {
                matches!(reading.deprel(*child), Deprel::Xcomp | Deprel::Ccomp | Deprel::Obj | Deprel::Iobj)
                    && !tree::is_infinitive(reading, *child)
            }
        });
        // "what he called “needless” remarks": the object is the predicate.
        let (object, predicate) = match (object, predicate) {
            (Some(named), None) if !with_as && named > verb && self.follows_relative(verb) => {
                (None, Some(named))
            }
            found => found,
        };
        let predicate = predicate.or_else(|| {
            let object = object.filter(|object| with_as && *object > verb)?;
            reading
                .children(object)
                .iter()
                .copied()
                .find(|child| *child > object && tree::introduced_by(reading, *child, "as"))
        })?;
        let skipped: Vec<TokenId> =
            tree::introducer(reading, predicate).filter(|_| with_as).into_iter().collect();
        let (from, to) = tree::extent(reading, predicate, &skipped);
        let object = object.filter(|object| *object > verb);
        let (first, last) = match object {
            // "dismissed as baseless the claim that X": the claim is what was dismissed.
            Some(object) if object > predicate => tree::extent(reading, object, &[]),
            Some(object) => (tree::extent(reading, object, &[]).0, to),
            None => (from, to),
        };
        Some(Content::new(self.tidy(first, last)?, act, Construction::Predication))
    }

    /// Whether "what" or "which" stands right before a verb's subject.
    fn follows_relative(&self, verb: TokenId) -> bool {
        let reading = self.reading;
        let Some(subject) = reading.subject(verb) else { return false };
        let (first, _) = tree::extent(reading, subject, &[]);
        first.0 > 0 && matches!(reading.lower(TokenId(first.0 - 1)), "what" | "which" | "whatever")
    }

    /// "Called for X", "insisted on X".
    fn phrase(&self, verb: TokenId, rows: &[&Row]) -> Option<Content> {
        let reading = self.reading;
        for row in rows {
            for frame in &row.frames {
                let Frame::Preposition(preposition) = frame else { continue };
                let Some(phrase) = self.prepositional(verb, preposition) else { continue };
                if reading.times_in(reading.token(phrase).span).next().is_some() {
                    continue;
                }
                let Some(case) = tree::introducer(reading, phrase) else { continue };
                let (first, last) = tree::extent(reading, phrase, &[case]);
                let span = self.tidy(first, last)?;
                let mut content = Content::new(span, row.act, Construction::Preposition);
                content.cue_end = Some(case);
                return Some(content);
            }
        }
        None
    }

    /// "Was rejected by X", "was accused by X of Y", "is expected to Y".
    fn passive_object(&self, verb: TokenId, rows: &[&Row]) -> Option<Content> {
        let reading = self.reading;
        let agent = self.agent(verb);
        let complement = reading.children(verb).iter().copied().find(|child| {
            *child > verb && reading.deprel(*child) == Deprel::Xcomp && tree::is_infinitive(reading, *child)
        });
        for row in rows {
            for frame in &row.frames {
                match (frame, complement) {
                    (Frame::ObjectInfinitive | Frame::WhomInfinitive, Some(complement)) => {
                        let span = self.clause(complement, &[])?;
                        return Some(Content::new(span, row.act, Construction::Infinitive));
                    }
                    (Frame::WhomPreposition(preposition) | Frame::Preposition(preposition), _)
                        if agent.is_some() =>
                    {
                        let Some(phrase) = self.prepositional(verb, preposition) else { continue };
                        let (first, last) = tree::extent(reading, phrase, &[]);
                        return Some(Content::new(
                            self.tidy(first, last)?,
                            row.act,
                            Construction::Preposition,
                        ));
                    }
                    _ => {}
                }
            }
        }
        let agent = agent.filter(|agent| self.actor(*agent).is_some())?;
        let row = rows.iter().find(|row| {
            row.takes(Frame::Object) || row.takes(Frame::ObjectAs) || row.takes(Frame::ObjectPredicate)
        })?;
        let predicate = reading
            .children(verb)
            .iter()
            .copied()
            .find(|child| *child > verb && *child != agent && tree::introduced_by(reading, *child, "as"));
        let subject = reading
            .child(verb, Deprel::NsubjPass)
            .or_else(|| (reading.deprel(verb) == Deprel::Acl).then(|| reading.head(verb)).flatten());
        if let Some(predicate) = predicate {
            let skipped: Vec<TokenId> = tree::introducer(reading, predicate).into_iter().collect();
            let (first, last) = tree::extent(reading, predicate, &skipped);
            return Some(Content::new(self.tidy(first, last)?, row.act, Construction::Predication));
        }
        let subject = subject
            .filter(|subject| reading.upos(*subject) != Upos::Pron || reading.lower(*subject) == "it")?;
        let (first, last) = tree::extent(reading, subject, &[verb]);
        Some(Content::new(self.tidy(first, last)?, row.act, Construction::Object))
    }
}
