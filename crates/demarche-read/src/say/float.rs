//! Attributions that stand beside or inside what they report: "“X,” he said", "X, he said, Y", "X, according to Y".
//!
//! In: a cue and its speaker. Out: the quotation beside it, or the smallest stretch of the sentence around it that
//! covers what it reports, the attribution in the middle included.

use super::quote::Quotation;
use super::span::trimmed;
use super::speaker::Speaker;
use super::verb::Content;
use super::{Construction, Draft, Scene, tree};
use crate::reading::Act;
use crate::report::BlockKind;
use crate::syntax::{Deprel, Upos};
use crate::text::{Span, TokenId};

/// Most tokens between a cue and the quotation it introduces: an addressee, a time and a place.
const REACH: u32 = 25;

/// Conjunctions that open the narrator's own remark after an attribution.
const ASIDES: [&str; 8] = ["though", "although", "while", "whereas", "as", "who", "whose", "which"];

impl Scene<'_, '_> {
    /// The quotation beside a cue: after it ("he said: “X”") or before it ("“X,” he said").
    pub fn quotation(&self, verb: TokenId, act: Act) -> Option<Content> {
        let speaker = self.speaker(verb);
        if !self.takes_words(verb) {
            return None;
        }
        let (first, last) = self.attribution(verb, speaker);
        if let Some(span) = self.quote_before(first, last) {
            return Some(Content::new(span, act, Construction::Quotation));
        }
        // "If they go on, warned the envoy, “there will be war”": the quotation is the second half of what was said.
        let inverted = speaker.head().is_some_and(|head| head > verb);
        let sentence = self.reading.sentence_of(verb);
        let conditional = matches!(self.reading.lower(sentence.first), "if" | "unless" | "once");
        if (inverted || conditional)
            && let Some(content) = self.floating(verb, act, speaker)
        {
            return Some(content);
        }
        Some(Content::new(self.quote_after(verb)?, act, Construction::Quotation))
    }

    /// A quotation that opens right after the cue, its addressee and its time.
    fn quote_after(&self, verb: TokenId) -> Option<Span> {
        let reading = self.reading;
        let end = reading.token(verb).span.end;
        let next = self.quotes.partition_point(|quotation| quotation.outer.start < end);
        let Some(quotation) = self.quotes.get(next) else { return self.block_quote_after(verb) };
        let between = reading.tokens_in(Span { start: end, end: quotation.outer.start });
        if between.len() as u32 > REACH {
            return self.block_quote_after(verb);
        }
        let last = between.clone().next_back();
        let introduced = last.is_none_or(|last| matches!(reading.lower(last), "," | ":" | "that"));
        let broken = between.clone().any(|id| {
            (id != last.unwrap_or(id) && matches!(reading.lower(id), ":" | ";" | "." | "?" | "!"))
                || (reading.upos(id) == Upos::Verb && tree::is_finite(reading, id))
        });
        let colon = last.is_some_and(|last| reading.lower(last) == ":");
        let beside = self.block_of(quotation.outer.start) == self.block_of(end);
        (introduced && !broken && (beside || colon)).then(|| trimmed(reading, quotation.inner))
    }

    /// A block quotation after "he said:".
    fn block_quote_after(&self, verb: TokenId) -> Option<Span> {
        let reading = self.reading;
        let block = self.block_of(reading.token(verb).span.start)?;
        let blocks = &reading.document.blocks;
        if !reading.slice(blocks[block].span).ends_with(':')
            || reading.sentence_of(verb).span.end < blocks[block].span.end
        {
            return None;
        }
        blocks[block + 1..]
            .iter()
            .take_while(|next| next.kind == BlockKind::Quote)
            .map(|next| next.span)
            .reduce(Span::cover)
    }

    /// A quotation that ends right before the attribution, with its second part if the attribution breaks it.
    fn quote_before(&self, first: TokenId, last: TokenId) -> Option<Span> {
        let reading = self.reading;
        let start = reading.token(first).span.start;
        let index = self.quotes.partition_point(|quotation| quotation.outer.end <= start).checked_sub(1)?;
        let quotation = self.quotes[index];
        let between = Span { start: quotation.outer.end, end: start };
        if self.block_of(quotation.outer.end.saturating_sub(1)) != self.block_of(start)
            || reading.tokens_in(between).any(|id| !is_light(self, id))
            || !self.is_whole(&quotation)
        {
            return None;
        }
        let mut span = trimmed(reading, quotation.inner);
        // "“X,” he said, “Y.”" is one quotation.
        let end = reading.token(last).span.end;
        if let Some(next) = self.quotes.get(index + 1)
            && next.outer.start >= end
            && self.is_resumed(end, next)
        {
            span = span.cover(trimmed(reading, next.inner));
        }
        Some(span)
    }

    /// Whether a quotation goes on after an attribution inside it: behind a comma, a few words of where or how it was
    /// said at most before that.
    fn is_resumed(&self, attribution_end: u32, next: &Quotation) -> bool {
        const ASIDE: usize = 8;
        let reading = self.reading;
        let between = reading.tokens_in(Span { start: attribution_end, end: next.outer.start });
        between.len() <= ASIDE
            && between.clone().next_back().is_some_and(|last| reading.lower(last) == ",")
            && !between.clone().any(|id| {
                matches!(reading.lower(id), "." | "?" | "!" | ";" | ":")
                    || matches!(reading.upos(id), Upos::Verb | Upos::Aux)
            })
    }

    /// Whether a quotation makes a clause of its own: nothing but a mark or a connective stands before it.
    pub fn is_whole(&self, quotation: &Quotation) -> bool {
        let reading = self.reading;
        let Some(first) = reading.tokens_in(quotation.inner).next() else { return false };
        let sentence = reading.sentence_of(first);
        let before =
            Span { start: sentence.span.start.min(quotation.outer.start), end: quotation.outer.start };
        let mut tokens = reading.tokens_in(before).rev();
        match tokens.next() {
            None => true,
            Some(last) if matches!(reading.lower(last), ":" | "—" | "–" | "|" | "-") => true,
            Some(last) => is_light(self, last) && tokens.all(|id| is_light(self, id)),
        }
    }

    /// The quotation that starts where some content starts, if it runs on behind it.
    pub fn quote_from(&self, start: u32) -> Option<Span> {
        self.quotes_over(Span { start, end: start + 1 })
            .find(|quotation| quotation.inner.start == start || quotation.outer.start == start)
            .map(|quotation| trimmed(self.reading, quotation.inner))
    }

    /// The quotation that a colon adds to a clause.
    pub fn quote_after_colon(&self, clause: Span) -> Option<Span> {
        let next = self.quotes.partition_point(|quotation| quotation.outer.start < clause.end);
        let quotation = self.quotes.get(next)?;
        let between = self.reading.slice(Span { start: clause.end, end: quotation.outer.start });
        (between.trim() == ":").then_some(quotation.outer)
    }

    /// First and last token of an attribution: the verb, its speaker, and what hangs from it on the right.
    pub fn attribution(&self, verb: TokenId, speaker: Speaker) -> (TokenId, TokenId) {
        let reading = self.reading;
        let group = tree::verb_group(reading, verb);
        let (mut first, mut last) =
            reading.tokens_in(group).next().zip(reading.tokens_in(group).next_back()).unwrap_or((verb, verb));
        if let Some(head) = speaker.head() {
            let (from, to) = match self.set_off(verb).filter(|(_, other)| *other == head) {
                Some((from, _)) => (from, head),
                None if reading.head(head) == Some(verb) => tree::extent(reading, head, &[]),
                None => (head, head),
            };
            first = first.min(from);
            last = last.max(to);
        }
        for child in reading.children(verb).iter().copied().filter(|child| *child > verb) {
            let hangs = matches!(
                reading.deprel(child),
                Deprel::Obj
                    | Deprel::Iobj
                    | Deprel::Obl
                    | Deprel::OblUnmarked
                    | Deprel::Advmod
                    | Deprel::CompoundPrt
            );
            let (from, to) = tree::extent(reading, child, &[]);
            if hangs && from.0 <= last.0 + 1 {
                last = last.max(to);
            }
        }
        let mark = reading.children_with(verb, Deprel::Mark).find(|mark| reading.lower(*mark) == "as");
        (mark.map_or(first, |mark| mark.min(first)), last)
    }

    /// The clause that a verb's attribution floats in.
    pub fn floating(&self, verb: TokenId, act: Act, speaker: Speaker) -> Option<Content> {
        let reading = self.reading;
        let head = speaker.head()?;
        if reading.head(head) != Some(verb)
            || tree::is_relative(reading, head)
            || !tree::is_finite(reading, verb)
        {
            return None;
        }
        if tree::is_negated(reading, verb) || !self.takes_words(verb) {
            return None;
        }
        let (first, last) = self.attribution(verb, speaker);
        // "Although it rained, he continued": a clause that qualifies the cue is not what it reports.
        let qualified = reading.children_with(verb, Deprel::Advcl).any(|clause| {
            let (from, to) = tree::extent(reading, clause, &[]);
            to < first
                && matches!(reading.upos(from), Upos::Sconj | Upos::Adp)
                && !matches!(reading.lower(from), "if" | "unless" | "once" | "should")
        });
        if qualified {
            return None;
        }
        let span = self.around(first, last)?;
        Some(Content::new(span, act, Construction::Floating))
    }

    /// Whether a verb could have words for its object: it has no other, but for an addressee.
    fn takes_words(&self, verb: TokenId) -> bool {
        let reading = self.reading;
        let tells = self.cues.tells(reading.lemma(verb));
        reading.children(verb).iter().all(|child| match reading.deprel(*child) {
            Deprel::Obj => tells || *child < verb || reading.lower(*child) == "it",
            Deprel::Xcomp => *child < verb,
            _ => true,
        })
    }

    /// What an attribution that commas set off reports: the clause before it, and what of it goes on behind.
    fn around(&self, first: TokenId, last: TokenId) -> Option<Span> {
        let reading = self.reading;
        let sentence = reading.sentence_of(first);
        let before = (first > sentence.first).then(|| TokenId(first.0 - 1));
        let set_off = before.is_none_or(|id| is_break(reading.lower(id)));
        if !set_off {
            return None;
        }
        // Where the clause began: after a colon or semicolon, or at the sentence's start.
        let mut from = sentence.first;
        for id in (sentence.first.0..first.0.saturating_sub(1)).map(TokenId) {
            if matches!(reading.lower(id), ":" | ";") && !self.is_quoted(id) {
                from = TokenId(id.0 + 1);
            }
        }
        let after = self.goes_on(last);
        let left = before.filter(|before| *before > from).map(|before| (from, before));
        let opener = left.is_none_or(|(from, before)| {
            (from.0..before.0).map(TokenId).all(|id| is_light(self, id) || reading.upos(id) == Upos::Sconj)
        });
        if opener {
            return None;
        }
        let (from, before) = left?;
        // A connective or a subordinator right before the attribution: its clause is what follows.
        let hinge = TokenId(before.0 - 1);
        if before.0 > from.0 + 1
            && reading.lower(before) == ","
            && matches!(reading.upos(hinge), Upos::Cconj | Upos::Sconj)
            && let Some((start, end)) = after
        {
            return self.tidy(start, end);
        }
        let has_verb =
            (from.0..first.0).map(TokenId).any(|id| matches!(reading.upos(id), Upos::Verb | Upos::Aux));
        let end = after.map_or(before, |(_, end)| end);
        let has_verb = has_verb
            || (before.0..=end.0).map(TokenId).any(|id| matches!(reading.upos(id), Upos::Verb | Upos::Aux));
        if !has_verb {
            return None;
        }
        self.tidy(from, end)
    }

    /// What of a clause goes on behind an attribution inside it: first and last token.
    fn goes_on(&self, last: TokenId) -> Option<(TokenId, TokenId)> {
        let reading = self.reading;
        let sentence = reading.sentence_of(last);
        let comma = TokenId(last.0 + 1);
        let start = TokenId(last.0 + 2);
        if start.0 >= sentence.end.0 || !matches!(reading.lower(comma), "," | "—" | "–" | "--") {
            return None;
        }
        let word = reading.lower(start);
        if ASIDES.contains(&word) || self.is_aside(start) {
            return None;
        }
        if reading.upos(start) == Upos::Cconj {
            let next = TokenId(start.0 + 1);
            let renamed = next.0 < sentence.end.0
                && matches!(reading.upos(next), Upos::Propn | Upos::Noun | Upos::Det | Upos::Adj | Upos::Num);
            // "…, Y said, and Z did this": a new subject is the narrator's.
            if renamed || self.cues.quotes(reading.lemma(next)) {
                return None;
            }
        }
        let mut end = start;
        for id in (start.0..sentence.end.0).map(TokenId) {
            if reading.lower(id) == ";" || (id > start && self.is_aside(id)) {
                break;
            }
            end = id;
        }
        Some((start, end))
    }

    /// "According to X": who is named after it vouches for the clause around it.
    pub fn preposition(&self, first: TokenId) -> Option<Draft> {
        let reading = self.reading;
        let sentence = reading.sentence_of(first);
        let (cue_end, head, extent, cue) = match self.cues.preposition(reading, first, sentence.end) {
            Some(length) => {
                let cue_end = TokenId(first.0 + length as u32 - 1);
                let head = self.nominal_after(cue_end, sentence.end)?;
                let last = self.nominal_end(head, first);
                (cue_end, head, (first, last), reading.span_of(first, cue_end))
            }
            None => {
                // "in Tehran's view"
                let noun = reading
                    .head(first)
                    .filter(|noun| *noun > first && reading.deprel(first) == Deprel::Case)?;
                if !self.cues.frames(reading.lower(first), reading.lemma(noun))
                    && !self.cues.frames(reading.lower(first), reading.lower(noun))
                {
                    return None;
                }
                let holder = reading.child(noun, Deprel::NmodPoss)?;
                (noun, holder, (first, noun), reading.span_of(first, noun))
            }
        };
        let content = self
            .around(extent.0, extent.1)
            .or_else(|| self.behind_opener(extent.1))
            .or_else(|| self.around_unmarked(extent.0, extent.1))?;
        let source = if cue_end > head {
            self.source(head, cue_end)
        } else {
            self.tidy(TokenId(cue_end.0 + 1), extent.1)?
        };
        Some(Draft {
            by: self.actor(head),
            to: None,
            act: Act::Assert,
            source: Some(source),
            speaker: Some(head),
            cue: Some(cue),
            cue_token: Some(first),
            content,
            found: Construction::According,
        })
    }

    /// "According to X, Y": the clause behind.
    fn behind_opener(&self, last: TokenId) -> Option<Span> {
        let (start, end) = self.goes_on(last)?;
        self.tidy(start, end)
    }

    /// "X happened according to Y", without a comma: all that stands before it.
    fn around_unmarked(&self, first: TokenId, last: TokenId) -> Option<Span> {
        let sentence = self.reading.sentence_of(first);
        if first <= sentence.first {
            // "According to Y X happened"
            return (last.0 + 1 < sentence.end.0)
                .then(|| self.tidy(TokenId(last.0 + 1), TokenId(sentence.end.0 - 1)))
                .flatten();
        }
        let has_verb = (sentence.first.0..first.0)
            .map(TokenId)
            .any(|id| matches!(self.reading.upos(id), Upos::Verb | Upos::Aux));
        has_verb.then(|| self.tidy(sentence.first, TokenId(first.0 - 1))).flatten()
    }

    /// The head of the noun phrase that starts after a token.
    fn nominal_after(&self, before: TokenId, end: TokenId) -> Option<TokenId> {
        let reading = self.reading;
        let start = TokenId(before.0 + 1);
        if start.0 >= end.0 {
            return None;
        }
        let mut at = start;
        for _ in 0..tree::CLIMB {
            match reading.head(at) {
                Some(head)
                    if head > before
                        && matches!(
                            reading.deprel(at),
                            Deprel::Det
                                | Deprel::Amod
                                | Deprel::Compound
                                | Deprel::Nummod
                                | Deprel::NmodPoss
                                | Deprel::Flat
                                | Deprel::Advmod
                                | Deprel::Case
                                | Deprel::DetPredet
                                | Deprel::NmodDesc
                        ) =>
                {
                    at = head;
                }
                _ => break,
            }
        }
        Some(at)
    }

    /// Last token of a noun phrase, kept on this side of a comma unless the comma opens an apposition or a clause of it.
    fn nominal_end(&self, head: TokenId, cue: TokenId) -> TokenId {
        let left_out: Vec<TokenId> = self
            .reading
            .children(head)
            .iter()
            .copied()
            .filter(|child| {
                *child < cue
                    || matches!(
                        self.reading.deprel(*child),
                        Deprel::Conj | Deprel::Parataxis | Deprel::Cop | Deprel::Nsubj | Deprel::Punct
                    )
            })
            .filter(|child| {
                // "X and Y" are one source; a verb after "and" is another clause.
                !(self.reading.deprel(*child) == Deprel::Conj
                    && matches!(self.reading.upos(*child), Upos::Noun | Upos::Propn))
            })
            .collect();
        tree::extent(self.reading, head, &left_out).1
    }

    /// Whether a token stands inside a quotation.
    pub fn is_quoted(&self, id: TokenId) -> bool {
        let span = self.reading.token(id).span;
        self.quotes_over(span).any(|quotation| quotation.inner.contains(span))
    }

    /// Number of the block that holds a byte.
    pub fn block_of(&self, byte: u32) -> Option<usize> {
        let blocks = &self.reading.document.blocks;
        let index = blocks.partition_point(|block| block.span.end < byte);
        (index < blocks.len() && blocks[index].span.start <= byte).then_some(index)
    }
}

/// Marks that set an attribution off.
fn is_break(word: &str) -> bool {
    matches!(word, "," | "—" | "–" | "-" | "--" | ";" | ":" | "”" | "\"" | "’" | "'" | "''" | "»" | "?" | "!")
}

/// Words that don't make a clause: punctuation, connectives, adverbs.
fn is_light(scene: &Scene<'_, '_>, id: TokenId) -> bool {
    matches!(scene.reading.upos(id), Upos::Punct | Upos::Cconj | Upos::Adv | Upos::Intj | Upos::Sym)
}
