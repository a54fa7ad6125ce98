//! Verbs that report: "said that X", "X, he said", "vowed to X".
//!
//! In: a verb. Out: the statement it reports, if its complement is one the cue table knows for it.

use super::cue::{Frame, Row};
use super::speaker::Speaker;
use super::{Construction, Draft, Scene, tree};
use crate::reading::{Act, ActorKind};
use crate::syntax::{Deprel, Feats, Upos};
use crate::text::{ActorId, Span, TokenId};

/// Verbs that only say how another verb goes on: their infinitive is still said.
const ASPECT: [&str; 13] = [
    "continue", "go", "begin", "start", "proceed", "use", "appear", "seem", "tend", "come", "rush", "hasten",
    "return",
];

/// What was found for a verb before its speaker is known.
pub(super) struct Content {
    pub span: Span,
    pub act: Act,
    pub found: Construction,
    /// Whom it is told to.
    pub addressee: Option<TokenId>,
    /// Last token of the cue, where it is more than the verb: "called for".
    pub cue_end: Option<TokenId>,
}

impl Content {
    pub fn new(span: Span, act: Act, found: Construction) -> Content {
        Content { span, act, found, addressee: None, cue_end: None }
    }
}

impl Scene<'_, '_> {
    /// The statement that a verb reports.
    pub fn verb(&self, verb: TokenId) -> Option<Draft> {
        if !self.cues.knows_verb(self.reading.lemma(verb)) {
            return None;
        }
        let rows = self.cues.verb(self.reading, verb);
        if rows.is_empty() || self.is_idle(verb) {
            return None;
        }
        if let Some(draft) = self.set_off_draft(verb, &rows) {
            return Some(draft);
        }
        let speaker = self.speaker(verb);
        let content = self.content(verb, &rows, speaker)?;
        // An object where "that" follows right behind the verb is a clause that the tree cut short.
        let follows = TokenId(verb.0 + 1);
        let cut_short = matches!(content.found, Construction::Object | Construction::Preposition)
            && follows < sentence_end(self, verb)
            && self.reading.lower(follows) == "that";
        if cut_short && let Some(draft) = self.by_words(verb) {
            return Some(draft);
        }
        self.draft(verb, speaker, content)
    }

    /// An attribution with a comma on either side: the words around it are sure even where the tree is not.
    fn set_off_draft(&self, verb: TokenId, rows: &[&Row]) -> Option<Draft> {
        let reading = self.reading;
        let row = rows.iter().find(|row| row.takes(Frame::Quote))?;
        let (_, head) = self.set_off(verb)?;
        let speaker = Speaker::Named(head);
        let (_, last) = self.attribution(verb, speaker);
        let next = TokenId(last.0 + 1);
        let closed = next >= reading.sentence_of(verb).end
            || matches!(reading.lower(next), "," | "." | ":" | ";" | "?" | "!");
        if !closed {
            return None;
        }
        let content = self.floating(verb, row.act, speaker)?;
        self.draft(verb, speaker, content)
    }

    /// Where the cue's row allows it, what the verb reports; the surest construction first.
    fn content(&self, verb: TokenId, rows: &[&Row], speaker: Speaker) -> Option<Content> {
        let act = |frame: Frame| rows.iter().find(|row| row.takes(frame)).map(|row| row.act);
        let quote = act(Frame::Quote);
        let clause = act(Frame::That);
        let addressee = self.addressee(verb, rows);
        let with_addressee = |content: Content| Content { addressee, ..content };
        if let Some(act) = clause.or(quote)
            && let Some(content) = self.clause_after(verb, act, quote)
        {
            return Some(with_addressee(content));
        }
        if let Some(act) = quote
            && let Some(content) = self.quotation(verb, act)
        {
            return Some(with_addressee(content));
        }
        if !tree::is_passive(self.reading, verb)
            && let Some(content) = self.infinitive(verb, rows)
        {
            return Some(content);
        }
        if let Some(content) = self.object(verb, rows, speaker) {
            return Some(content);
        }
        if let Some(act) = quote.or(clause)
            && let Some(content) = self.floating(verb, act, speaker)
        {
            return Some(with_addressee(content));
        }
        None
    }

    /// A finite or interrogative clause to the right, with the quotation that a colon may add to it.
    fn clause_after(&self, verb: TokenId, act: Act, quote: Option<Act>) -> Option<Content> {
        let reading = self.reading;
        let complement = reading.children(verb).iter().copied().find(|child| {
            *child > verb
                && match reading.deprel(*child) {
                    Deprel::Ccomp => true,
                    // Mislabelled clauses still carry their mark.
                    Deprel::Advcl
                    | Deprel::Acl
                    | Deprel::Parataxis
                    | Deprel::Dep
                    | Deprel::Xcomp
                    | Deprel::CsubjPass => tree::introduced_by(reading, *child, "that"),
                    _ => false,
                }
        });
        let complement = complement.or_else(|| {
            if !self.cues.tells(reading.lemma(verb)) {
                return None;
            }
            // "told reporters that X", with the clause hung from the reporters.
            let object = reading.child(verb, Deprel::Obj).filter(|object| *object > verb)?;
            reading.children(object).iter().copied().find(|child| {
                *child > object
                    && matches!(reading.deprel(*child), Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp)
                    && tree::introduced_by(reading, *child, "that")
                    && reading.child(*child, Deprel::Nsubj).is_some()
            })
        })?;
        if tree::is_infinitive(reading, complement) && !starts_with_question_word(self, complement) {
            return None;
        }
        let mut span = self.clause(complement, &[])?;
        span = self.bounded(self.extended(verb, complement, span), self.speaker(verb));
        let quoted = self.quote_from(span.start);
        if let (Some(_), Some(whole)) = (quote, quoted) {
            // The clause is the first sentence of a quotation that runs on.
            span = span.cover(whole);
        }
        if let Some(more) = self.quote_after_colon(span) {
            span = span.cover(more);
        }
        let negated = tree::is_negated(reading, verb);
        if negated
            && matches!(reading.lemma(verb), "know" | "understand" | "learn" | "see" | "realize" | "realise")
        {
            return None;
        }
        let act = self.shaded(act, verb, complement);
        Some(Content::new(span, act, Construction::Clause))
    }

    /// Content cut where another voice begins.
    fn bounded(&self, span: Span, speaker: Speaker) -> Span {
        let reading = self.reading;
        let Some(first) = reading.tokens_in(span).next() else { return span };
        let relative = speaker.head().is_some_and(|head| tree::is_relative(reading, head));
        let last = self.clause_end(first, reading.sentence_of(first).end, relative);
        if reading.token(last).span.end >= span.end { span } else { self.tidy(first, last).unwrap_or(span) }
    }

    /// Content runs on over whatever else hangs from the cue behind it ("told X that Y, but that Z"), up to where
    /// another voice begins.
    pub fn extended(&self, verb: TokenId, complement: TokenId, span: Span) -> Span {
        let reading = self.reading;
        let mut span = span;
        for child in reading.children(verb).iter().copied().filter(|child| *child > complement) {
            let (first, last) = tree::extent(reading, child, &[]);
            let comma = first.0 > 0 && reading.lower(TokenId(first.0 - 1)) == ",";
            let marked = tree::introduced_by(reading, child, "that");
            let goes_on = match reading.deprel(child) {
                Deprel::Punct => continue,
                Deprel::Conj => marked,
                Deprel::Advcl => !comma && reading.token(child).xpos != "VBG",
                Deprel::Obl | Deprel::OblUnmarked | Deprel::Advmod | Deprel::Xcomp | Deprel::Ccomp => true,
                _ => false,
            };
            if !goes_on {
                break;
            }
            span = span.cover(self.tidy(first, last).unwrap_or(span));
        }
        span
    }

    /// The act as the complement shades it.
    fn shaded(&self, act: Act, verb: TokenId, complement: TokenId) -> Act {
        let reading = self.reading;
        let token = reading.token(complement);
        let subjunctive = token.xpos == "VB"
            && reading.subject(complement).is_some()
            && !reading.children(complement).iter().any(|child| {
                reading.deprel(*child) == Deprel::Aux
                    || (reading.deprel(*child) == Deprel::Mark && reading.lower(*child) == "to")
            });
        if act == Act::Assert && subjunctive && !matches!(reading.lemma(verb), "say" | "see" | "hear") {
            return Act::Demand;
        }
        let silent =
            matches!(reading.lemma(verb), "say" | "tell" | "specify" | "explain" | "disclose" | "reveal")
                && starts_with_question_word(self, complement);
        let unwilling =
            matches!(tree::modal(reading, verb), Some("would" | "could" | "will" | "wo" | "can" | "ca"));
        if tree::is_negated(reading, verb) && (silent || unwilling) { Act::Decline } else { act }
    }

    /// "To X" after the verb, with or without somebody who is to do it.
    fn infinitive(&self, verb: TokenId, rows: &[&Row]) -> Option<Content> {
        let reading = self.reading;
        let act = |wanted: Frame| rows.iter().find(|row| row.takes(wanted)).map(|row| row.act);
        let complement = reading.children(verb).iter().copied().find(|child| {
            *child > verb
                && matches!(reading.deprel(*child), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
                && (tree::is_infinitive(reading, *child)
                    // "wants the ban lifted", "wanted him gone"
                    || (reading.deprel(*child) == Deprel::Xcomp && reading.token(*child).xpos == "VBN"))
        })?;
        let purpose = reading.deprel(complement) == Deprel::Advcl;
        let body = self.clause(complement, &[])?;
        let object = reading
            .children(verb)
            .iter()
            .copied()
            .find(|child| {
                matches!(reading.deprel(*child), Deprel::Obj | Deprel::Iobj)
                    && *child > verb
                    && *child < complement
            })
            .or_else(|| reading.subject(complement).filter(|subject| *subject < complement));
        if let Some(object) = object {
            if let Some(act) = act(Frame::WhomInfinitive) {
                let mut content = Content::new(body, act, Construction::Infinitive);
                content.addressee = Some(object);
                return Some(content);
            }
            if let Some(act) = act(Frame::ObjectInfinitive) {
                let (first, _) = tree::extent(reading, object, &[complement]);
                let span = reading.token(first).span.cover(body);
                let mut content = Content::new(span, act, Construction::Infinitive);
                content.addressee = Some(object);
                return Some(content);
            }
            return None;
        }
        for row in rows {
            for frame in &row.frames {
                if let Frame::PrepositionInfinitive(preposition) = frame
                    && let Some(phrase) =
                        self.prepositional(verb, preposition).filter(|phrase| *phrase < complement)
                {
                    let (first, _) = tree::extent(reading, phrase, &[]);
                    let start = if *preposition == "for" { first } else { TokenId(first.0 + 1) };
                    let mut content = Content::new(
                        reading.token(start).span.cover(body),
                        row.act,
                        Construction::Infinitive,
                    );
                    content.addressee = Some(phrase);
                    content.cue_end = (*preposition != "for").then_some(first);
                    return Some(content);
                }
            }
        }
        if purpose {
            return None;
        }
        let mut act = act(Frame::Infinitive)?;
        if act == Act::Reject && self.cues.quotes(reading.lemma(complement)) {
            act = Act::Decline;
        }
        if tree::is_passive(reading, verb) {
            return None;
        }
        Some(Content::new(body, act, Construction::Infinitive))
    }

    /// Whom the cue is told to: an object the row allows, or "to X".
    fn addressee(&self, verb: TokenId, rows: &[&Row]) -> Option<TokenId> {
        let reading = self.reading;
        if rows.iter().any(|row| row.takes(Frame::Whom)) {
            if tree::is_passive(reading, verb) {
                return reading.child(verb, Deprel::NsubjPass);
            }
            let object = reading
                .children(verb)
                .iter()
                .copied()
                .find(|child| matches!(reading.deprel(*child), Deprel::Obj | Deprel::Iobj));
            if object.is_some() {
                return object;
            }
        }
        self.prepositional(verb, "to").filter(|phrase| reading.upos(*phrase) != Upos::Verb)
    }

    /// The phrase after a verb that a preposition introduces.
    pub fn prepositional(&self, verb: TokenId, preposition: &str) -> Option<TokenId> {
        self.reading.children(verb).iter().copied().find(|child| {
            *child > verb
                && self.reading.deprel(*child) != Deprel::Conj
                && tree::introduced_by(self.reading, *child, preposition)
        })
    }

    /// Puts a statement together.
    pub fn draft(&self, verb: TokenId, speaker: Speaker, content: Content) -> Option<Draft> {
        let reading = self.reading;
        if speaker == Speaker::Missing {
            return None;
        }
        let head = speaker.head();
        // Content can't be its own speaker.
        if let Some(head) = head
            && content.span.contains(reading.token(head).span)
            && !matches!(content.found, Construction::Quotation | Construction::Floating)
        {
            return None;
        }
        if head
            .is_some_and(|head| matches!(reading.lower(head), "you" | "one" | "what" | "nobody" | "nothing"))
        {
            return None;
        }
        let mut cue = tree::verb_group(reading, verb);
        if let Some(end) = content.cue_end {
            cue = cue.cover(reading.token(end).span);
        }
        Some(Draft {
            by: head.and_then(|head| self.actor(head)),
            to: content.addressee.and_then(|head| self.party(head)),
            act: content.act,
            source: head.map(|head| self.source(head, verb)),
            speaker: head,
            cue: Some(cue),
            cue_token: Some(verb),
            content: content.span,
            found: content.found,
        })
    }

    /// The actor a phrase stands for, unless it is the press.
    pub fn party(&self, head: TokenId) -> Option<ActorId> {
        let actor = self.reading.actor_at(head)?;
        (self.reading.actor(actor).kind != ActorKind::Media).then_some(actor)
    }

    /// Uses of a reporting verb that report nothing: modifiers, conditions, what was not or only might be said.
    fn is_idle(&self, verb: TokenId) -> bool {
        let reading = self.reading;
        let relation = reading.deprel(verb);
        if matches!(
            relation,
            Deprel::Amod
                | Deprel::Compound
                | Deprel::Case
                | Deprel::Fixed
                | Deprel::Mark
                | Deprel::Flat
                | Deprel::Nmod
        ) {
            return true;
        }
        // "That said, ..." leads on from what was told before.
        let before = verb.0.checked_sub(1).map(TokenId).filter(|before| reading.lower(*before) == "that");
        if before.is_some_and(|before| reading.deprel(before).is_subject())
            && reading.lower(TokenId(verb.0 + 1)) == ","
        {
            return true;
        }
        if reading.children(verb).iter().any(|child| {
            reading.deprel(*child) == Deprel::Mark
                && matches!(reading.lower(*child), "if" | "unless" | "whether")
        }) {
            return true;
        }
        match tree::modal(reading, verb) {
            Some("may" | "might" | "should" | "must" | "shall") => return true,
            Some("can" | "could") if !tree::is_negated(reading, verb) => return true,
            _ => {}
        }
        let governor = reading.head(verb).map(|head| reading.lemma(head));
        let goes_on = governor.is_some_and(|lemma| ASPECT.contains(&lemma) || lemma == "keep");
        if reading.token(verb).xpos == "VBG"
            && ((relation == Deprel::Xcomp && !goes_on)
                || tree::introduced_by(reading, verb, "without")
                || tree::introduced_by(reading, verb, "of"))
        {
            return true;
        }
        if tree::is_infinitive(reading, verb) {
            return match relation {
                Deprel::Xcomp | Deprel::Ccomp => !goes_on,
                Deprel::Advcl => speaker_is_far(self, verb),
                _ => true,
            };
        }
        // "Say, ten ships": an imperative speaks for nobody.
        reading.token(verb).feats.has(Feats::MOOD_IMP)
            && reading.subject(verb).is_none()
            && relation != Deprel::Conj
            && !self.is_headed(verb)
    }

    /// Whether a verb stands in a headline or list, where subjects are left out.
    fn is_headed(&self, verb: TokenId) -> bool {
        use crate::report::BlockKind;
        matches!(self.reading.block_kind(verb), BlockKind::Headline | BlockKind::Heading | BlockKind::Item)
    }
}

/// One past the last token of a verb's sentence.
fn sentence_end(scene: &Scene<'_, '_>, verb: TokenId) -> TokenId {
    scene.reading.sentence_of(verb).end
}

/// An infinitive of purpose reports only with a clause of its own: "marched to demand that he go".
fn speaker_is_far(scene: &Scene<'_, '_>, verb: TokenId) -> bool {
    scene.reading.child(verb, Deprel::Ccomp).is_none() || scene.speaker(verb).head().is_none()
}

fn starts_with_question_word(scene: &Scene<'_, '_>, complement: TokenId) -> bool {
    let (first, _) = tree::extent(scene.reading, complement, &[]);
    matches!(
        scene.reading.lower(first),
        "how" | "what" | "when" | "where" | "whether" | "which" | "who" | "why" | "whom"
    )
}
