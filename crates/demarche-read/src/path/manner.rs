//! How a dealing is done: straight to each other, through others, or left open.
//!
//! Comes in: the words of a claim and its sides. Goes out: its directness.

use super::claim::Claim;
use super::sides::Sides;
use super::table::{Frame, Mark, Tables};
use crate::reading::{ChannelForm, Directness, Reading};
use crate::text::{Span, TokenId};

/// Reads the directness of a claim.
pub fn directness(
    tables: &Tables,
    reading: &Reading<'_>,
    claim: &Claim,
    sides: &Sides,
    evidence: Span,
) -> Directness {
    let (direct, indirect) = signs(tables, reading, evidence);
    match (direct, indirect) {
        (true, true) => return Directness::Unspecified,
        (true, false) => return Directness::Direct,
        (false, true) => return Directness::Indirect,
        (false, false) => {}
    }
    let word = claim.hit.word;
    if sides.carried {
        return Directness::Indirect;
    }
    match word.frame {
        // From hand to hand.
        Frame::Carry if matches!(reading.lemma(claim.hit.token), "hand" | "slip") => Directness::Direct,
        // A paper between the parties themselves; a go-between would have been named.
        Frame::Carry => Directness::Unspecified,
        Frame::Together => Directness::Direct,
        _ if sides.hosted || word.form == ChannelForm::Mediation => Directness::Unspecified,
        _ => word.directness,
    }
}

/// Whether words of the passage say that it is direct, that it is indirect.
fn signs(tables: &Tables, reading: &Reading<'_>, evidence: Span) -> (bool, bool) {
    let (mut direct, mut indirect) = (false, false);
    let mut skip_until = 0_u32;
    for token in reading.tokens_in(evidence) {
        if token.0 < skip_until {
            continue;
        }
        let lower = reading.lower(token);
        match lower {
            // What it is not, set beside what it is.
            "rather" | "instead" | "opposed" if matches!(next(reading, token), "than" | "of" | "to") => {
                skip_until = token.0 + 6
            }
            "not" if matches!(next(reading, token), "direct" | "directly" | "face") => {
                skip_until = token.0 + 2
            }
            "face-to-face" | "bilateral" | "one-on-one" | "directly" | "in-person" | "hotline"
            | "bilaterally" | "tête-à-tête" => direct = true,
            "direct" => {
                direct |= !matches!(
                    next(reading, token),
                    "result" | "consequence" | "threat" | "flight" | "flights" | "attack" | "hit"
                )
            }
            "room" | "roof" | "table" => {
                direct |= matches!(previous(reading, token), "same" | "one" | "a")
                    && !matches!(next(reading, token), "to")
                    && has_before(
                        reading,
                        token,
                        &["share", "shared", "sharing", "shares", "same", "in", "around", "at"],
                    )
            }
            "face" => direct |= next(reading, token) == "to",
            "person" => direct |= previous(reading, token) == "in",
            "indirect" | "indirectly" | "proximity" | "shuttle" | "shuttling" | "shuttled" => indirect = true,
            "else" => direct |= matches!(previous(reading, token), "nobody" | "no-one"),
            "through" | "via" => indirect |= leads_to_between(tables, reading, token),
            _ if tables.is(reading.lemma(token), Mark::Between) && reading.lemma(token) != "interlocutor" => {
                // "Needed no go-between", "without mediators": nobody stands between.
                let none = (token.0.saturating_sub(3)..token.0)
                    .any(|at| matches!(reading.lower(TokenId(at)), "no" | "without" | "any"));
                if none { direct = true } else { indirect = true }
            }
            _ => {}
        }
    }
    (direct, indirect)
}

/// "Through Oman", "via European partners": somebody stands behind the preposition.
fn leads_to_between(tables: &Tables, reading: &Reading<'_>, case: TokenId) -> bool {
    let Some(head) = reading.head(case) else { return false };
    let people = tables.is(reading.lemma(head), Mark::Through);
    people || reading.actor_at(head).is_some()
}

/// Whether one of some words stands right before the last two.
fn has_before(reading: &Reading<'_>, token: TokenId, words: &[&str]) -> bool {
    (token.0.saturating_sub(3)..token.0).any(|at| words.contains(&reading.lower(TokenId(at))))
}

fn next<'r>(reading: &'r Reading<'_>, token: TokenId) -> &'r str {
    reading.tokens.get(token.index() + 1).map_or("", |token| token.lower.as_str())
}

fn previous<'r>(reading: &'r Reading<'_>, token: TokenId) -> &'r str {
    token
        .index()
        .checked_sub(1)
        .and_then(|index| reading.tokens.get(index))
        .map_or("", |token| token.lower.as_str())
}
