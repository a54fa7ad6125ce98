//! Settles what the constructions found: gives unattributed quotations their speaker, drops doubles, tells which
//! statement reports which, and dates them.
//!
//! In: drafts. Out: statements in order of their content's start.

use super::quote::Quotation;
use super::span::trimmed;
use super::{Construction, Draft, Scene, tree};
use crate::reading::{Act, Mode, Period, Statement};
use crate::report::BlockKind;
use crate::syntax::{Deprel, Upos};
use crate::text::{Span, StatementId, TokenId};
use std::collections::{BTreeMap, HashSet};

/// Fewest words of a quotation that is carried on from the speaker before it.
const CARRIED_WORDS: usize = 3;

/// Deepest nesting that is looked at.
const DEPTH: usize = 24;

/// Statements from drafts.
pub(super) fn settle(scene: &Scene<'_, '_>, mut drafts: Vec<Draft>) -> Vec<Statement> {
    drafts.retain(|draft| !is_empty_object(scene, draft));
    drop_doubles(&mut drafts);
    carry(scene, &mut drafts);
    in_order(&mut drafts);
    merge_own_thoughts(scene, &mut drafts);
    let within = nest(&drafts);
    speak_for_themselves(scene, &mut drafts, &within);
    let days = dates(scene, &drafts);
    drafts
        .iter()
        .zip(within)
        .zip(days)
        .map(|((draft, within), on)| Statement {
            by: draft.by,
            to: draft.to.filter(|to| Some(*to) != draft.by),
            act: draft.act,
            mode: match draft.found {
                Construction::Answer | Construction::Carried => Mode::Direct,
                _ => scene.mode(draft.content),
            },
            source: draft.source,
            cue: draft.cue,
            cue_token: draft.cue_token,
            content: draft.content,
            on,
            within: within.map(StatementId::at),
            confidence: draft.found.confidence(),
        })
        .collect()
}

/// Whether all that is reported is a pronoun: "asked for it", "denounced them".
fn is_empty_object(scene: &Scene<'_, '_>, draft: &Draft) -> bool {
    let reading = scene.reading;
    let mut tokens = reading.tokens_in(draft.content);
    matches!(draft.found, Construction::Object | Construction::Preposition)
        && tokens.len() == 1
        && tokens.next().is_some_and(|id| {
            matches!(reading.lower(id), "it" | "them" | "him" | "her" | "us" | "me" | "one" | "you" | "more")
        })
}

fn in_order(drafts: &mut [Draft]) {
    drafts.sort_by_key(|draft| {
        (draft.content.start, std::cmp::Reverse(draft.content.end), draft.cue.map(|cue| cue.start))
    });
}

/// One cue is one statement, and so is one content of one speaker.
fn drop_doubles(drafts: &mut Vec<Draft>) {
    drafts.sort_by_key(|draft| (draft.found, draft.content.start));
    let mut cues = HashSet::new();
    let mut contents = HashSet::new();
    let mut voices = HashSet::new();
    drafts.retain(|draft| {
        draft.cue.is_none_or(|cue| cues.insert((cue.end, draft.cue_token)))
            && contents.insert((draft.content, draft.source))
            && draft.by.is_none_or(|by| voices.insert((draft.content, by)))
    });
    in_order(drafts);
}

/// Quotations that nobody is named for go on from the speaker before them in the paragraph, or at the end of the
/// paragraph before; one that heads a section is by whoever speaks first in it.
fn carry(scene: &Scene<'_, '_>, drafts: &mut Vec<Draft>) {
    let reading = scene.reading;
    // Outermost statements by the block they end in, in order.
    let mut by_block: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut reach = 0;
    for (index, draft) in drafts.iter().enumerate() {
        if draft.content.end <= reach {
            continue;
        }
        reach = reach.max(draft.content.end);
        if let Some(block) = scene.block_of(draft.content.start) {
            by_block.entry(block).or_default().push(index);
        }
    }
    let mut covered = covered_by(drafts);
    let mut carried: Vec<Draft> = Vec::new();
    for quotation in &scene.quotes {
        if covered.holds(quotation.inner) || !stands_alone(scene, quotation) {
            continue;
        }
        let block = quotation.block;
        let kind = reading.document.blocks[block].kind;
        let before = |block: usize| {
            by_block
                .get(&block)
                .and_then(|found| {
                    found.iter().rev().find(|index| drafts[**index].content.start < quotation.outer.start)
                })
                .map(|index| &drafts[*index])
        };
        let source = if matches!(kind, BlockKind::Headline | BlockKind::Heading) {
            by_block
                .range(block + 1..)
                .next()
                .filter(|(next, _)| kind == BlockKind::Headline || **next == block + 1)
                .and_then(|(_, found)| found.first())
                .map(|index| &drafts[*index])
        } else {
            let opens = reading.document.blocks[block].span.start == quotation.outer.start;
            before(block).or_else(|| block.checked_sub(1).filter(|_| opens).and_then(before)).or_else(|| {
                carried
                    .last()
                    .filter(|last| opens && scene.block_of(last.content.end) == block.checked_sub(1))
            })
        };
        let Some(source) = source else { continue };
        if source.found == Construction::Answer {
            continue;
        }
        let heading = matches!(kind, BlockKind::Headline | BlockKind::Heading);
        carried.push(Draft {
            to: None,
            act: Act::Assert,
            source: source.source.filter(|_| !heading),
            cue: source.cue.filter(|_| !heading),
            content: trimmed(reading, quotation.inner),
            found: Construction::Carried,
            ..source.clone()
        });
    }
    drafts.extend(carried);
}

/// Whether a quotation is a sentence of its own, with nothing around it.
fn stands_alone(scene: &Scene<'_, '_>, quotation: &Quotation) -> bool {
    let reading = scene.reading;
    let tokens = reading.tokens_in(quotation.inner);
    if tokens.len() < CARRIED_WORDS || !scene.is_whole(quotation) {
        return false;
    }
    let Some(last) = tokens.clone().next_back() else { return false };
    let sentence = reading.sentence_of(last);
    let after = Span { start: quotation.outer.end, end: sentence.span.end.max(quotation.outer.end) };
    let alone = reading.tokens_in(after).all(|id| reading.upos(id) == Upos::Punct);
    let text = reading.slice(quotation.inner);
    let sentence_like = text.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit());
    alone && sentence_like
}

/// Stretches covered by some content, merged and in order.
struct Covered {
    spans: Vec<Span>,
}

impl Covered {
    fn holds(&mut self, span: Span) -> bool {
        let index = self.spans.partition_point(|covered| covered.end <= span.start);
        self.spans.get(index).is_some_and(|covered| covered.overlaps(span))
    }
}

fn covered_by(drafts: &[Draft]) -> Covered {
    let mut spans: Vec<Span> = Vec::new();
    for draft in drafts {
        match spans.last_mut() {
            Some(last) if draft.content.start <= last.end => last.end = last.end.max(draft.content.end),
            _ => spans.push(draft.content),
        }
    }
    Covered { spans }
}

/// "Said he hoped that X" is one statement, and a hope; "I think" in somebody's own words is none of its own.
fn merge_own_thoughts(scene: &Scene<'_, '_>, drafts: &mut Vec<Draft>) {
    let reading = scene.reading;
    let by_cue: BTreeMap<TokenId, usize> =
        drafts.iter().enumerate().filter_map(|(index, draft)| Some((draft.cue_token?, index))).collect();
    let mut acts: Vec<(usize, Act)> = Vec::new();
    let mut dropped: HashSet<usize> = HashSet::new();
    for (index, draft) in drafts.iter().enumerate() {
        let (Some(cue), Some(head)) = (draft.cue_token, draft.speaker) else { continue };
        if reading.upos(head) != Upos::Pron {
            continue;
        }
        let own_words = matches!(reading.lower(head), "i" | "we") && scene.is_quoted(cue);
        let outer = reading
            .head(cue)
            .filter(|_| reading.deprel(cue) == Deprel::Ccomp)
            .and_then(|governor| by_cue.get(&governor).copied())
            .filter(|outer| {
                let same = draft.by.is_none() || drafts[*outer].by.is_none() || draft.by == drafts[*outer].by;
                same && drafts[*outer].content.contains(draft.content)
            });
        let thought = !scene.cues.quotes(reading.lemma(cue));
        if own_words && thought {
            dropped.insert(index);
        } else if let Some(outer) = outer.filter(|_| thought) {
            dropped.insert(index);
            if draft.act != Act::Assert && drafts[outer].act == Act::Assert {
                acts.push((outer, draft.act));
            }
        }
    }
    for (outer, act) in acts {
        drafts[outer].act = act;
    }
    let mut index = 0;
    drafts.retain(|_| {
        index += 1;
        !dropped.contains(&(index - 1))
    });
}

/// For each draft, the innermost one whose content reports it.
fn nest(drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut within = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.iter().enumerate() {
        open.retain(|outer| drafts[*outer].content.end > draft.content.start);
        let place = draft.cue.map_or(draft.content, |cue| cue.cover(draft.content));
        let found =
            open.iter().rev().take(DEPTH).copied().find(|outer| {
                drafts[*outer].content.contains(place) && drafts[*outer].content != draft.content
            });
        within.push(found);
        if open.len() < DEPTH {
            open.push(index);
        }
    }
    within
}

/// "I" and "we" in somebody's own words are that speaker.
fn speak_for_themselves(scene: &Scene<'_, '_>, drafts: &mut [Draft], within: &[Option<usize>]) {
    for index in 0..drafts.len() {
        let Some(outer) = within[index] else { continue };
        let first_person = drafts[index]
            .speaker
            .is_some_and(|head| matches!(scene.reading.lower(head), "i" | "we" | "my" | "our" | "us"));
        if first_person && drafts[index].by.is_none() {
            drafts[index].by = drafts[outer].by;
        }
    }
}

/// When each was said: by a time that hangs from its cue, or from the cue that it is coordinated with.
fn dates(scene: &Scene<'_, '_>, drafts: &[Draft]) -> Vec<Option<Period>> {
    drafts
        .iter()
        .map(|draft| {
            let mut at = draft.cue_token?;
            for _ in 0..tree::CLIMB {
                if let Some(period) = time_of(scene, at, draft.content) {
                    return Some(period);
                }
                match scene.reading.deprel(at) {
                    Deprel::Conj | Deprel::Advcl | Deprel::Xcomp => at = scene.reading.head(at)?,
                    _ => return None,
                }
            }
            None
        })
        .collect()
}

/// The time that hangs from a cue outside its content.
fn time_of(scene: &Scene<'_, '_>, cue: TokenId, content: Span) -> Option<Period> {
    let reading = scene.reading;
    reading.children(cue).iter().copied().find_map(|child| {
        let relation = reading.deprel(child);
        let span = match relation {
            Deprel::Obl | Deprel::OblUnmarked | Deprel::Advmod | Deprel::NmodUnmarked => {
                let (first, last) = tree::extent(reading, child, &[]);
                reading.span_of(first, last)
            }
            // "Speaking in Cairo on Sunday, X said"
            Deprel::Advcl if child < cue => {
                let (first, last) = tree::extent(reading, child, &[]);
                reading.span_of(first, last)
            }
            _ => return None,
        };
        reading
            .times_in(span)
            .filter(|time| !content.contains(time.span) || draft_breaks(content, reading.token(cue).span))
            .find_map(|time| time.period)
    })
}

/// Whether an attribution stands in the middle of its content.
fn draft_breaks(content: Span, cue: Span) -> bool {
    content.contains(cue)
}
