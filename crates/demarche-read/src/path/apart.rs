//! Two parties that deal with a third and not with each other: "both spoke to the Americans, but not to one another".
//!
//! Comes in: a sentence. Goes out: the indirect channel that its words make, through the third.

use super::table::{Mark, Tables};
use crate::reading::{Channel, ChannelForm, ChannelStatus, Directness, Reading, Sentence};
use crate::syntax::Upos;
use crate::text::{ActorId, TokenId};

/// The channel of a sentence that says "not with each other", where it says with whom instead.
pub fn read(tables: &Tables, reading: &Reading<'_>, sentence: Sentence) -> Option<Channel> {
    let not = sentence.tokens().find(|token| is_not_each_other(reading, *token))?;
    let mains: Vec<ActorId> = reading.parties().iter().copied().take(4).collect();
    let (mut parties, mut betweens) = (Vec::new(), Vec::new());
    let mut several = false;
    for token in (sentence.first.0..not.0).map(TokenId) {
        several |= tables.is(reading.lower(token), Mark::Several);
        let Some(mention) = reading.mention_at(token) else { continue };
        for party in reading.parties_of(mention.actor) {
            if mains.iter().take(2).any(|main| *main == party) {
                parties.push(party);
            } else if is_behind(reading, mention.span) {
                betweens.push(party);
            }
        }
    }
    for list in [&mut parties, &mut betweens] {
        list.sort_unstable();
        list.dedup();
    }
    if parties.len() < 2 && several {
        parties = mains.iter().copied().take(2).collect();
        parties.sort_unstable();
    }
    if parties.len() < 2 || betweens.is_empty() {
        return None;
    }
    let agreed = (sentence.first.0..not.0).any(|at| reading.lemma(TokenId(at)) == "agree");
    let evidence = reading.span_of(sentence.first, TokenId(not.0 + 3));
    Some(Channel {
        parties,
        directness: Directness::Indirect,
        intermediaries: betweens,
        form: ChannelForm::Talks,
        status: if agreed { ChannelStatus::Agreed } else { ChannelStatus::Concluded },
        about: None,
        by: reading.voucher(reading.token(not).span),
        on: reading.times_in(evidence).find_map(|time| time.period),
        evidence: vec![evidence],
        confidence: 0.4,
    })
}

/// "Not with each other", "never to one another".
fn is_not_each_other(reading: &Reading<'_>, token: TokenId) -> bool {
    let lower = |step: u32| reading.lower(TokenId(token.0 + step));
    matches!(reading.lower(token), "not" | "never")
        && matches!(lower(1), "with" | "to")
        && matches!((lower(2), lower(3)), ("each", "other") | ("one", "another"))
        && reading.token(TokenId(token.0 + 3)).sentence == reading.token(token).sentence
}

/// Whether a name stands behind "with" or "to", its article between.
fn is_behind(reading: &Reading<'_>, name: crate::text::Span) -> bool {
    let Some(first) = reading.tokens_in(name).next() else { return false };
    (first.0.saturating_sub(3)..first.0)
        .rev()
        .map(TokenId)
        .find(|token| !matches!(reading.upos(*token), Upos::Det | Upos::Adj))
        .is_some_and(|before| matches!(reading.lower(before), "with" | "to"))
}
