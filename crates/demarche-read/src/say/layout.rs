//! Statements told by layout: "X: Y" over a report, the answers of transcripts and interviews.
//!
//! In: blocks and mentions. Out: drafts. The answers of an explainer are the reporter's own words and no statements.

use super::span::trimmed;
use super::{Construction, Draft, Scene};
use crate::reading::{Act, ActorKind};
use crate::report::{Block, BlockKind};
use crate::syntax::Upos;
use crate::text::{ActorId, Span, TokenId};
use std::collections::HashSet;

/// Sources that head a line without being anybody: "Poll: …".
const UNNAMED: [&str; 10] = [
    "poll",
    "report",
    "reports",
    "study",
    "survey",
    "source",
    "sources",
    "official",
    "officials",
    "analysts",
];

/// Longest speaker label, in bytes.
const LABEL: usize = 60;

/// Share of answers with a first person that makes a page an interview.
const FIRST_PERSON: f64 = 0.4;

impl Scene<'_, '_> {
    /// Adds what layout tells.
    pub fn layout(&self, drafts: &mut Vec<Draft>) {
        for block in self.reading.document.blocks.iter().copied() {
            if matches!(block.kind, BlockKind::Headline | BlockKind::Heading) {
                drafts.extend(self.headline(block));
            }
        }
        let mut resolved = Vec::new();
        for block in self.reading.document.blocks.iter().copied() {
            if matches!(block.kind, BlockKind::Item | BlockKind::Paragraph) {
                self.resolution(block, &mut resolved);
            }
        }
        let cues: HashSet<Option<TokenId>> = resolved.iter().map(|draft| draft.cue_token).collect();
        drafts.retain(|draft| draft.cue_token.is_none() || !cues.contains(&draft.cue_token));
        drafts.extend(resolved);
        self.answers(drafts);
    }

    /// "URGES the parties to …, and REQUESTS the committee to …": each verb in capitals opens a statement of whoever
    /// the line before the list names.
    fn resolution(&self, block: Block, drafts: &mut Vec<Draft>) {
        let reading = self.reading;
        let tokens = reading.tokens_in(block.span);
        let Some(first) = tokens.clone().next() else { return };
        let capital = |id: TokenId| {
            let form = reading.form(id);
            form.len() > 3 && form.bytes().all(|byte| byte.is_ascii_uppercase())
        };
        let cue = |id: TokenId| {
            capital(id)
                .then(|| self.cues.any_form(reading.lower(id)))
                .flatten()
                .filter(|lemma| !self.cues.is_light(lemma))
        };
        if cue(first).is_none() {
            return;
        }
        let Some(head) = self.lead_in(first).head() else { return };
        let mut opened: Vec<(TokenId, Act)> = Vec::new();
        for id in tokens.clone() {
            if let Some(act) = cue(id).and_then(|lemma| self.cues.first_act(lemma)) {
                opened.push((id, act));
            }
        }
        let Some(last) = tokens.clone().next_back() else { return };
        for (index, (verb, act)) in opened.iter().copied().enumerate() {
            let mut start = TokenId(verb.0 + 1);
            while start < last
                && (capital(start) || reading.lower(start) == "that" || reading.upos(start) == Upos::Punct)
            {
                start = TokenId(start.0 + 1);
            }
            let mut end = opened.get(index + 1).map_or(last, |(next, _)| TokenId(next.0 - 1));
            while end > start && matches!(reading.upos(end), Upos::Punct | Upos::Cconj) {
                end = TokenId(end.0 - 1);
            }
            let Some(content) = self.tidy(start, end).filter(|_| start <= end) else { continue };
            drafts.push(Draft {
                by: self.actor(head),
                to: None,
                act,
                source: None,
                speaker: Some(head),
                cue: Some(reading.token(verb).span),
                cue_token: Some(verb),
                content,
                found: Construction::Clause,
            });
        }
    }

    /// "Shamkhani: the accord defeats those who sow division".
    fn headline(&self, block: Block) -> Option<Draft> {
        let (label, content) = self.labelled(block)?;
        let text = self.reading.slice(label);
        let unnamed = UNNAMED.iter().any(|word| text.eq_ignore_ascii_case(word));
        let mention = self.reading.mentions_in(label).max_by_key(|mention| mention.span.len());
        let by = mention.map(|mention| mention.actor);
        if !unnamed {
            let mention = mention?;
            if mention.span.len() * 3 < label.len()
                || self.reading.actor(mention.actor).kind == ActorKind::State
            {
                return None;
            }
        }
        let enough = self.reading.tokens_in(content).len() >= 2;
        enough.then(|| Draft {
            by,
            to: None,
            act: Act::Assert,
            source: Some(label),
            speaker: mention.map(|mention| mention.head),
            cue: Some(Span { start: label.end, end: label.end + 1 }),
            cue_token: None,
            content,
            found: Construction::Headline,
        })
    }

    /// A block's label before the first colon, and what stands behind it.
    fn labelled(&self, block: Block) -> Option<(Span, Span)> {
        let text = self.reading.slice(block.span);
        let colon = text.find(':')?;
        let base = block.span.start as usize;
        let rest = &text[colon + 1..];
        if colon == 0 || colon > LABEL || !rest.starts_with(char::is_whitespace) {
            return None;
        }
        let content = Span::new(base + colon + 1, block.span.end as usize);
        let from = text[..colon]
            .rfind(['|', '–', '—'])
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let from = from + (text[from..colon].len() - text[from..colon].trim_start().len());
        Some((Span::new(base + from, base + colon), trimmed(self.reading, content)))
    }

    /// Every answer of a transcript or an interview is one direct statement.
    fn answers(&self, drafts: &mut Vec<Draft>) {
        let blocks = &self.reading.document.blocks;
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            if block.kind != BlockKind::Answer {
                continue;
            }
            match runs.last_mut() {
                Some((_, end)) if *end == index && self.speaker_label(*block).is_none() => *end = index + 1,
                _ => runs.push((index, index + 1)),
            }
        }
        if runs.is_empty() {
            return;
        }
        let labelled = runs.iter().filter(|(first, _)| self.speaker_label(blocks[*first]).is_some()).count();
        let personal = runs.iter().filter(|(first, end)| self.is_personal(&blocks[*first..*end])).count();
        let interviewee = if labelled * 2 >= runs.len() {
            None
        } else if personal as f64 >= FIRST_PERSON * runs.len() as f64 {
            self.interviewee()
        } else {
            return;
        };
        let mut last_speaker = None;
        for (first, end) in runs {
            let whole = Span { start: blocks[first].span.start, end: blocks[end - 1].span.end };
            let label = self.speaker_label(blocks[first]);
            let start = label.map_or(whole.start, |label| label.end + 1);
            let content = trimmed(self.reading, Span { start, end: whole.end.max(start) });
            let head = label.and_then(|label| self.reading.mentions_in(label).last());
            let by: Option<ActorId> = head.map(|mention| mention.actor).or(interviewee).or(last_speaker);
            last_speaker = by;
            if content.is_empty() {
                continue;
            }
            drafts.push(Draft {
                by,
                to: None,
                act: Act::Assert,
                source: label,
                speaker: head.map(|mention| mention.head),
                cue: label,
                cue_token: None,
                content,
                found: Construction::Answer,
            });
        }
    }

    /// The label of whoever answers: "MS BRUCE", "Tammy Bruce", "A".
    fn speaker_label(&self, block: Block) -> Option<Span> {
        let (label, _) = self.labelled(block)?;
        let text = self.reading.slice(label);
        let words = text.split_whitespace().count();
        let named = text.split_whitespace().all(|word| {
            word.starts_with(|letter: char| letter.is_uppercase() || letter == '(')
                || matches!(word, "de" | "al" | "bin" | "van" | "von")
        });
        (words <= 5 && named && label.start == block.span.start).then_some(label)
    }

    /// Whether blocks speak in the first person outside quotations.
    fn is_personal(&self, blocks: &[Block]) -> bool {
        blocks.iter().any(|block| {
            self.reading.tokens_in(block.span).any(|id| {
                matches!(self.reading.lower(id), "i" | "we" | "me" | "us" | "my" | "our")
                    && !self.is_quoted(id)
            })
        })
    }

    /// Whom an unlabelled interview is with: the first person that its introduction names.
    fn interviewee(&self) -> Option<ActorId> {
        let reading = self.reading;
        reading
            .document
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Summary))
            .find_map(|block| {
                reading
                    .mentions_in(block.span)
                    .map(|mention| mention.actor)
                    .find(|actor| reading.actor(*actor).kind == ActorKind::Person)
            })
    }
}
