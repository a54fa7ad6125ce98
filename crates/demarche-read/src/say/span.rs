//! Cuts content out of the text: the smallest stretch that covers it, without punctuation and complementizer at its
//! edges, with both marks of every quotation inside.
//!
//! In: tokens. Out: byte spans. A content that is one quotation loses its marks.

use super::quote::Quotation;
use super::{Scene, tree};
use crate::reading::{Mode, Reading};
use crate::syntax::{Deprel, Upos};
use crate::text::{Span, TokenId};

impl Scene<'_, '_> {
    /// The stretch from one token through another, tidied; `None` if nothing but punctuation is left.
    pub fn tidy(&self, first: TokenId, last: TokenId) -> Option<Span> {
        let reading = self.reading;
        let bare = |id: TokenId| reading.upos(id) == Upos::Punct;
        let (mut first, mut last) = (first, last);
        while first <= last && bare(first) {
            first = TokenId(first.0 + 1);
        }
        while last > first && bare(last) && !self.closes_bracket(first, last) {
            last = TokenId(last.0 - 1);
        }
        if first > last {
            return None;
        }
        Some(self.balance(reading.span_of(first, last)))
    }

    /// Whether a token closes a bracket that opened inside the stretch.
    fn closes_bracket(&self, first: TokenId, last: TokenId) -> bool {
        /// Longest bracket.
        const REACH: u32 = 30;
        let reading = self.reading;
        reading.lower(last) == ")"
            && (first.0.max(last.0.saturating_sub(REACH))..last.0)
                .map(TokenId)
                .rev()
                .find(|id| matches!(reading.lower(*id), "(" | ")"))
                .is_some_and(|id| reading.lower(id) == "(")
    }

    /// Takes in the marks of quotations that begin or end where a span does, unless the span is one quotation.
    fn balance(&self, span: Span) -> Span {
        let mut wide = span;
        for quotation in self.quotes_over(Span { start: span.start.saturating_sub(4), end: span.end + 4 }) {
            let inner = trimmed(self.reading, quotation.inner);
            if inner.contains(span) {
                return span;
            }
            if !span.overlaps(inner) {
                continue;
            }
            if inner.start == span.start {
                wide.start = quotation.outer.start;
            }
            if inner.end == span.end || quotation.inner.end == span.end {
                wide.end = quotation.outer.end.max(wide.end);
            }
        }
        wide
    }

    /// Quotations that overlap a span.
    pub fn quotes_over(&self, span: Span) -> impl Iterator<Item = &Quotation> + '_ {
        let first = self.quotes.partition_point(|quotation| quotation.outer.end <= span.start);
        self.quotes[first..].iter().take_while(move |quotation| quotation.outer.start < span.end)
    }

    /// A clause as content: its subtree without some of it, and without its complementizer.
    pub fn clause(&self, head: TokenId, left_out: &[TokenId]) -> Option<Span> {
        let reading = self.reading;
        let mut without = left_out.to_vec();
        without.extend(self.asides(head));
        let (mut first, last) = tree::extent(reading, head, &without);
        while first < last
            && (reading.upos(first) == Upos::Punct
                || reading.upos(first) == Upos::Cconj
                || (reading.lower(first) == "that" && reading.deprel(first) == Deprel::Mark))
        {
            first = TokenId(first.0 + 1);
        }
        self.tidy(first, last)
    }

    /// Participles at the end of a clause that report something themselves ("…, adding that X"): the parser hangs
    /// them from the clause before, but whoever reports that clause adds them.
    fn asides(&self, head: TokenId) -> Vec<TokenId> {
        let reading = self.reading;
        let mut found = Vec::new();
        let mut open = vec![head];
        while let Some(id) = open.pop() {
            for child in reading.children(id).iter().copied() {
                let relation = reading.deprel(child);
                if relation == Deprel::Advcl && child > head && self.is_aside(child) {
                    found.push(child);
                } else if matches!(relation, Deprel::Conj | Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl) {
                    open.push(child);
                }
            }
        }
        found
    }

    /// A reporting participle after a comma.
    pub fn is_aside(&self, verb: TokenId) -> bool {
        let reading = self.reading;
        // "expressing hope that", "voicing concern over"
        let lends = || {
            self.cues.is_light(reading.lemma(verb))
                && (verb.0 + 1..reading.sentence_of(verb).end.0.min(verb.0 + 4))
                    .any(|next| !self.cues.noun(reading.lemma(TokenId(next))).is_empty())
        };
        reading.token(verb).xpos == "VBG"
            && (self.cues.quotes(reading.lemma(verb)) || lends())
            && verb.0 > 0
            && reading.lower(TokenId(verb.0 - 1)) == ","
    }

    /// Whether content is in the speaker's own words.
    pub fn mode(&self, content: Span) -> Mode {
        let mut mode = Mode::Indirect;
        for quotation in self.quotes_over(content) {
            if quotation.outer.contains(content) {
                return Mode::Direct;
            }
            mode = Mode::Mixed;
        }
        mode
    }
}

/// A span without white space and closing punctuation at its end.
pub(super) fn trimmed(reading: &Reading<'_>, span: Span) -> Span {
    let text = reading.slice(span);
    let end =
        text.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '.' | ';'));
    let start = text.len() - text.trim_start().len();
    if end.len() <= start {
        return span;
    }
    Span::new(span.start as usize + start, span.start as usize + end.len())
}
