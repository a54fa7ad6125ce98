//! Finds the paths by which parties deal with each other.
//!
//! Needs: trees, mentions, times, statements. Adds: channels. A word of dealing is found (`table`), what is claimed
//! of it is read off the predicates over it (`claim`, `tense`), then who deals with whom (`sides`) and how (`manner`).

mod apart;
mod around;
mod claim;
mod flat;
mod manner;
mod sides;
mod table;
mod tense;

use crate::reading::{Act, Channel, Reading};
use crate::report::BlockKind;
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, Span, TokenId};
use claim::Claim;
use std::collections::BTreeSet;
use table::{Frame, Tables};

/// Finds the paths by which parties deal with each other.
pub struct Paths {
    tables: Tables,
}

impl Paths {
    /// Parses the stage's tables.
    pub fn new() -> Paths {
        Paths { tables: Tables::new() }
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        if reading.parties().is_empty() && reading.actors.len() < 2 {
            return;
        }
        let mut found: Vec<(Channel, TokenId)> = Vec::new();
        for index in 0..reading.sentences.len() {
            let sentence = reading.sentences[index];
            if matches!(reading.block_of(sentence).kind, BlockKind::Boilerplate | BlockKind::Byline) {
                continue;
            }
            let mut of_sentence = Vec::new();
            let mut at = sentence.first;
            while at < sentence.end {
                let hit = self.tables.word_at(reading, at);
                at = TokenId(hit.map_or(at.0, |hit| hit.last.0) + 1);
                let Some(claim) = hit.and_then(|hit| claim::read(&self.tables, reading, hit)) else {
                    continue;
                };
                if let Some(channel) = channel(&self.tables, reading, &claim) {
                    of_sentence.push((channel, claim));
                }
            }
            settle(of_sentence, &mut found);
            if let Some(channel) = apart::read(&self.tables, reading, sentence) {
                found.push((channel, sentence.first));
            }
        }
        let mut channels: Vec<Channel> = found.into_iter().map(|(channel, _)| channel).collect();
        drop_repeated(reading, &mut channels);
        reading.channels = channels;
    }
}

/// The channel that a claim makes.
fn channel(tables: &Tables, reading: &Reading<'_>, claim: &Claim) -> Option<Channel> {
    let evidence = passage(reading, claim);
    let sides = sides::find(tables, reading, claim, evidence)?;
    let directness = manner::directness(tables, reading, claim, &sides, evidence);
    let named = sides.named.min(2) as f32;
    let strong = if claim.hit.word.frame == Frame::Strong { 0.1 } else { 0.0 };
    Some(Channel {
        parties: sides.parties,
        directness,
        intermediaries: sides.betweens,
        form: claim.hit.word.form,
        status: claim.status,
        about: about(reading, claim),
        by: voucher(reading, claim),
        on: reading.times_in(evidence).find_map(|time| time.period),
        evidence: vec![evidence],
        confidence: 0.35 + strong + 0.1 * named,
    })
}

/// The clause that makes the claim: what hangs on its outermost predicate, other clauses left out.
fn passage(reading: &Reading<'_>, claim: &Claim) -> Span {
    let mut first = claim.hit.first.min(claim.predicate);
    let mut last = claim.hit.last.max(claim.predicate);
    let mut queue = vec![claim.top];
    let mut next = 0;
    while next < queue.len() {
        let here = queue[next];
        next += 1;
        if reading.upos(here) != Upos::Punct {
            first = first.min(here);
            last = last.max(here);
        }
        for &child in reading.children(here) {
            let clause = match reading.deprel(child) {
                Deprel::Ccomp | Deprel::Advcl | Deprel::AclRelcl | Deprel::Parataxis | Deprel::Csubj => true,
                Deprel::Conj => {
                    matches!(reading.upos(here), Upos::Verb | Upos::Adj)
                        && tense::is_predicate(reading, child)
                }
                Deprel::Discourse | Deprel::Vocative | Deprel::Dislocated | Deprel::Cc | Deprel::Mark => {
                    here == claim.top
                }
                _ => false,
            };
            if !clause || reading.is_under(claim.hit.token, child) || reading.is_under(claim.predicate, child)
            {
                queue.push(child);
            }
        }
    }
    let whole = reading.span_of(first, last);
    let trigger = reading.token(claim.hit.token).span;
    // The words of the one who says so, without the words that say so.
    match reading.statement_over(trigger) {
        Some(id) => {
            let content = reading.statements[id.index()].content;
            let inside = reading.token(claim.top).span;
            if content.contains(inside) {
                Span { start: whole.start.max(content.start), end: whole.end.min(content.end) }
            } else {
                whole
            }
        }
        None => whole,
    }
}

/// Who vouches for a claim. To refuse, accept or offer something is an act that the narrator reports himself.
fn voucher(reading: &Reading<'_>, claim: &Claim) -> Option<ActorId> {
    let mut at = reading.statement_over(reading.token(claim.hit.token).span);
    while let Some(id) = at {
        let statement = &reading.statements[id.index()];
        let acted = matches!(statement.act, Act::Reject | Act::Decline | Act::Accept)
            && statement.cue_token.is_some_and(|cue| cue == claim.top);
        if !acted {
            return statement.by;
        }
        at = statement.within;
    }
    None
}

/// What is dealt with, as printed: what follows "on", "about" or "over".
fn about(reading: &Reading<'_>, claim: &Claim) -> Option<String> {
    [claim.noun, claim.hit.token, claim.predicate].into_iter().find_map(|head| {
        reading.children(head).iter().copied().find_map(|child| {
            let case = reading.child(child, Deprel::Case)?;
            let topic = matches!(reading.deprel(child), Deprel::Nmod | Deprel::Obl)
                && matches!(reading.lower(case), "on" | "about" | "over" | "regarding" | "concerning")
                && child > head
                && !reading.times_in(reading.subtree_span(child)).any(|time| time.period.is_some());
            if !topic {
                return None;
            }
            let tokens = reading.subtree(child);
            let inner = tokens.iter().copied().find(|token| {
                *token > case && !matches!(reading.deprel(*token), Deprel::Det | Deprel::Case)
            })?;
            Some(reading.slice(reading.span_of(inner, child.max(inner))).to_owned())
        })
    })
}

/// Drops a headline's claim that the text makes again.
fn drop_repeated(reading: &Reading<'_>, channels: &mut Vec<Channel>) {
    let in_headline = |channel: &Channel| {
        let first = channel.evidence.first().and_then(|span| reading.tokens_in(*span).next());
        first.is_some_and(|token| {
            matches!(reading.block_kind(token), BlockKind::Headline | BlockKind::Heading)
        })
    };
    let (headlines, body): (Vec<Channel>, Vec<Channel>) =
        std::mem::take(channels).into_iter().partition(in_headline);
    let key = |channel: &Channel| (channel.parties.clone(), channel.status as u8, channel.directness as u8);
    let said: BTreeSet<_> = body.iter().map(key).collect();
    channels.extend(headlines.into_iter().filter(|head| !said.contains(&key(head))));
    channels.extend(body);
    channels.sort_by_key(|channel| channel.evidence.first().copied());
}

/// Keeps one claim for each passage: two words of one claim ("agreed to hold talks", "met for talks") are one.
fn settle(of_sentence: Vec<(Channel, Claim)>, found: &mut Vec<(Channel, TokenId)>) {
    let start = found.len();
    for (channel, claim) in of_sentence {
        let same = found[start..].iter_mut().find(|(other, top)| {
            *top == claim.top
                || other.parties == channel.parties
                    && other.status == channel.status
                    && other.evidence[0].overlaps(channel.evidence[0])
        });
        match same {
            Some((other, _)) => {
                if channel.confidence > other.confidence {
                    let betweens = std::mem::take(&mut other.intermediaries);
                    *other = channel;
                    if other.intermediaries.is_empty() {
                        other.intermediaries = betweens;
                    }
                } else if other.intermediaries.is_empty() {
                    other.intermediaries = channel.intermediaries;
                }
                let parties = other.parties.clone();
                other.intermediaries.retain(|actor| !parties.contains(actor));
            }
            None => found.push((channel, claim.top)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Reader;
    use crate::record::{ChannelStatus, Directness, Record};
    use crate::report::{Part, Report};

    /// Reads one sentence, after one that makes Iran and the United States the report's sides.
    fn read(sentence: &str) -> Record {
        let text = format!(
            "Iran and United States still at odds\n\nTEHRAN, March 3, 2024 - Iran accused the United States of bad faith on Sunday, and Washington accused Iran of delay.\n\n{sentence}\n"
        );
        Reader::new().read(&Report { parts: vec![Part { kind: None, text }], ..Report::default() })
    }

    fn check(rows: &[(&str, &[&str], Directness, ChannelStatus)]) {
        for (sentence, parties, directness, status) in rows {
            let record = read(sentence);
            let found = record.channels.iter().any(|channel| {
                channel.parties == *parties && channel.directness == *directness && channel.status == *status
            });
            assert!(found, "{sentence}: {:#?}", record.channels);
        }
    }

    #[test]
    fn claims_are_read_with_their_standing() {
        use ChannelStatus::*;
        use Directness::*;
        check(&[
            ("Iranian and American officials met in Geneva on Friday.", &["IRN", "USA"], Direct, Concluded),
            ("Iran refuses to negotiate with the United States.", &["IRN", "USA"], Unspecified, Refused),
            (
                "Talks between Iran and the United States will resume on Monday.",
                &["IRN", "USA"],
                Unspecified,
                Agreed,
            ),
            ("Oman is relaying messages between Tehran and Washington.", &["IRN", "USA"], Indirect, UnderWay),
            ("The negotiations collapsed in May.", &["IRN", "USA"], Unspecified, Collapsed),
            ("No direct talks have been confirmed.", &["IRN", "USA"], Direct, Unconfirmed),
            (
                "Iran and the United States are holding indirect talks through Oman.",
                &["IRN", "USA"],
                Indirect,
                UnderWay,
            ),
            ("There were no talks between Iran and the United States.", &["IRN", "USA"], Unspecified, Denied),
            ("The Americans spent three hours with the Iranians.", &["IRN", "USA"], Direct, Concluded),
            (
                "Iran and the United States have both spoken with Qatar, but not with each other.",
                &["IRN", "USA"],
                Indirect,
                Concluded,
            ),
            ("American negotiators saw the Iranians on Sunday.", &["IRN", "USA"], Direct, Concluded),
            ("Messages go through the Swiss embassy.", &["IRN", "USA"], Indirect, UnderWay),
            ("Iran pulled out of talks with the United States.", &["IRN", "USA"], Unspecified, Suspended),
            ("Iran and the United States have yet to meet.", &["IRN", "USA"], Direct, Denied),
            ("Oman brought the two sides together in Muscat.", &["IRN", "USA"], Direct, Concluded),
            ("The United States refused to confirm the contacts.", &["IRN", "USA"], Unspecified, Unconfirmed),
            ("Iran sent back its comments on the draft.", &["IRN", "USA"], Unspecified, Concluded),
            ("The sides met without mediators.", &["IRN", "USA"], Direct, Concluded),
            (
                "The Iranian foreign minister landed in Muscat for talks with the United States.",
                &["IRN", "USA"],
                Unspecified,
                Agreed,
            ),
            (
                "The hotline between Tehran and Washington has gone silent.",
                &["IRN", "USA"],
                Direct,
                Suspended,
            ),
        ]);
    }

    #[test]
    fn mere_mentions_claim_nothing() {
        for sentence in [
            "If talks with Iran fail, oil will rise.",
            "The report did not mention the talks.",
            "Are Iran and the United States holding direct talks?",
            "Experts wrote about negotiation for years.",
            "European leaders met in Paris.",
            "The conditions of the United States cannot be met by Iran.",
        ] {
            let record = read(sentence);
            assert!(record.channels.is_empty(), "{sentence}: {:#?}", record.channels);
        }
    }
}
