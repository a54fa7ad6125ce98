//! What the order of words tells where the tree does not: "X says that Y" with the verb taken for a noun, an
//! attribution between commas with its speaker hung elsewhere.
//!
//! In: a token. Out: the speaker by position, and the clause from "that" to where another voice begins.

use super::cue::Frame;
use super::speaker::Speaker;
use super::verb::Content;
use super::{Construction, Draft, Scene, tree};
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

/// Most tokens of a speaker, and of what may stand between a verb and its "that".
const REACH: u32 = 14;

/// Conjunctions after a comma that open the narrator's own clause.
const NARRATOR: [&str; 4] = ["though", "although", "while", "whereas"];

impl Scene<'_, '_> {
    /// A statement read off the words alone: a finite reporting verb, a noun phrase before it, "that" or a clause
    /// right behind it.
    pub fn by_words(&self, verb: TokenId) -> Option<Draft> {
        let reading = self.reading;
        let lemma = self.cues.finite_form(reading.lower(verb))?;
        let act = self.cues.act(lemma, Frame::That)?;
        let sentence = reading.sentence_of(verb);
        let before = TokenId(verb.0.checked_sub(1)?);
        let mut left = before;
        while left > sentence.first && matches!(reading.upos(left), Upos::Adv | Upos::Aux) {
            left = TokenId(left.0 - 1);
        }
        if left < sentence.first || verb == sentence.first {
            return None;
        }
        let (speaker, relative) = self.subject_before(verb, left)?;
        let start = self.clause_start(verb, sentence.end)?;
        let end = self.clause_end(start, sentence.end, relative);
        let content = Content::new(self.tidy(start, end)?, act, Construction::Clause);
        self.draft(verb, Speaker::Named(speaker), content)
    }

    /// The head of the noun phrase that ends at a token, appositions and relative clauses between commas passed over;
    /// and whether it is a relative pronoun.
    fn subject_before(&self, verb: TokenId, last: TokenId) -> Option<(TokenId, bool)> {
        let reading = self.reading;
        let sentence = reading.sentence_of(verb);
        if tree::is_relative(reading, last) {
            return Some((last, true));
        }
        let mut end = last;
        if reading.lower(last) == "," {
            // "X, the minister, says": back to the comma that opens the apposition.
            let comma = (sentence.first.0..last.0)
                .rev()
                .take(2 * REACH as usize)
                .map(TokenId)
                .find(|id| reading.lower(*id) == ",")?;
            end = TokenId(comma.0.checked_sub(1)?);
        }
        let start = self.nominal_start(end, sentence.first);
        if start > end {
            return None;
        }
        self.nominal_head(start, end).map(|head| (head, false))
    }

    /// First token of the run of nominal words that ends at a token; one past it if there is none.
    fn nominal_start(&self, end: TokenId, first: TokenId) -> TokenId {
        let mut start = TokenId(end.0 + 1);
        while start > first && end.0 + 1 - start.0 < REACH {
            let before = TokenId(start.0 - 1);
            let joins = match self.reading.upos(before) {
                Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Num | Upos::Part => {
                    true
                }
                Upos::Adp | Upos::Cconj => start <= end,
                _ => false,
            };
            if !joins || tree::is_relative(self.reading, before) {
                break;
            }
            start = before;
        }
        while start <= end && matches!(self.reading.upos(start), Upos::Adp | Upos::Cconj | Upos::Part) {
            start = TokenId(start.0 + 1);
        }
        start
    }

    /// The head of a run of nominal words: a mention's, else the last noun before the first preposition.
    fn nominal_head(&self, start: TokenId, end: TokenId) -> Option<TokenId> {
        let reading = self.reading;
        let first_phrase_end = (start.0..=end.0)
            .map(TokenId)
            .find(|id| *id > start && matches!(reading.upos(*id), Upos::Adp | Upos::Cconj))
            .map_or(end, |id| TokenId(id.0 - 1));
        let noun = (start.0..=first_phrase_end.0)
            .map(TokenId)
            .rev()
            .find(|id| matches!(reading.upos(*id), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num))?;
        if reading.mention_at(noun).is_some() {
            return Some(noun);
        }
        let span = reading.span_of(start, first_phrase_end);
        let mention = reading
            .mentions_in(span)
            .filter(|mention| mention.span.end >= reading.token(noun).span.end)
            .last();
        Some(mention.map_or(noun, |mention| mention.head))
    }

    /// Where the reported clause starts: after "that", an addressee or a time in between; or right behind the verb,
    /// if a finite verb follows before any mark.
    fn clause_start(&self, verb: TokenId, end: TokenId) -> Option<TokenId> {
        let reading = self.reading;
        let next = TokenId(verb.0 + 1);
        if next >= end {
            return None;
        }
        for id in (next.0..end.0.min(next.0 + REACH)).map(TokenId) {
            if reading.lower(id) == "that" && reading.upos(id) != Upos::Det {
                return (id.0 + 1 < end.0).then(|| TokenId(id.0 + 1));
            }
            if matches!(reading.upos(id), Upos::Verb | Upos::Aux | Upos::Punct | Upos::Sconj | Upos::Cconj) {
                break;
            }
        }
        let opens = matches!(
            reading.upos(next),
            Upos::Det | Upos::Pron | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Num
        ) && !tree::is_relative(reading, next);
        if !opens
            || self.cues.act(self.cues.finite_form(reading.lower(verb))?, Frame::Object).is_some()
                && reading.upos(verb) != Upos::Verb
        {
            return None;
        }
        for id in (next.0 + 1..end.0.min(next.0 + REACH)).map(TokenId) {
            let finite = reading.upos(id) == Upos::Aux
                || (reading.upos(id) == Upos::Verb
                    && matches!(reading.token(id).xpos, "VBD" | "VBZ" | "VBP"));
            if finite {
                return Some(next);
            }
            if !matches!(
                reading.upos(id),
                Upos::Det
                    | Upos::Propn
                    | Upos::Noun
                    | Upos::Adj
                    | Upos::Num
                    | Upos::Adp
                    | Upos::Adv
                    | Upos::Part
            ) {
                return None;
            }
        }
        None
    }

    /// Where the reported clause ends: before another cue, the narrator's own clause, or the end of a relative clause.
    pub fn clause_end(&self, start: TokenId, end: TokenId, relative: bool) -> TokenId {
        let reading = self.reading;
        let mut last = start;
        for id in (start.0..end.0).map(TokenId) {
            let word = reading.lower(id);
            let next = TokenId(id.0 + 1);
            if word == ";" || (id > start && self.is_aside(id)) {
                break;
            }
            if next < end {
                let coordinates = matches!(word, "and" | "but");
                let cue_next =
                    self.cues.finite_form(reading.lower(next)).is_some() && reading.upos(next) == Upos::Verb;
                if coordinates && cue_next {
                    break;
                }
                if word == ":"
                    && id > start
                    && !self.is_quoted(id)
                    && self.quote_from(reading.token(next).span.start).is_none()
                {
                    break;
                }
                if word == "," && !self.is_quoted(id) {
                    let narrator = NARRATOR.contains(&reading.lower(next));
                    let resumes = relative && reading.upos(next) == Upos::Verb;
                    if narrator || resumes {
                        break;
                    }
                }
            }
            last = id;
        }
        last
    }

    /// The speaker of an attribution that commas set off, as the words stand ("…, the envoy said on Tuesday, …"): first
    /// token and head. Trees often take what stands before the first comma for the subject.
    pub fn set_off(&self, verb: TokenId) -> Option<(TokenId, TokenId)> {
        let reading = self.reading;
        let sentence = reading.sentence_of(verb);
        let group = tree::verb_group(reading, verb);
        let mut end = TokenId(reading.tokens_in(group).next()?.0.checked_sub(1)?);
        if end < sentence.first {
            return None;
        }
        if reading.lower(end) == "," {
            let comma = (sentence.first.0..end.0)
                .rev()
                .take(REACH as usize)
                .map(TokenId)
                .find(|id| reading.lower(*id) == ",")?;
            end = TokenId(comma.0.checked_sub(1)?);
        }
        let start = self.nominal_start(end, sentence.first);
        let comma = TokenId(start.0.checked_sub(1)?);
        if start > end || comma.0 <= sentence.first.0 + 1 || reading.lower(comma) != "," {
            return None;
        }
        let head = self.nominal_head(start, end)?;
        (reading.deprel(head) != Deprel::Appos || reading.head(head).is_some_and(|head| head >= start))
            .then_some((start, head))
    }
}
