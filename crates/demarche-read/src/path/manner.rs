//! How a dealing is done: straight to each other, through others, or left open.
//!
//! Comes in: the words of a claim and its sides. Goes out: its directness.

use super::claim::Claim;
use super::sides::{Sides, is_between_word};
use super::table::Frame;
use crate::reading::{ChannelForm, Directness, Reading};
use crate::text::{Span, TokenId};

/// Reads the directness of a claim.
pub fn directness(reading: &Reading<'_>, claim: &Claim, sides: &Sides, evidence: Span) -> Directness {
    let (direct, indirect) = signs(reading, evidence);
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
        // A paper between the parties themselves; a go-between would have been named.
        Frame::Carry => Directness::Unspecified,
        _ if sides.hosted || word.form == ChannelForm::Mediation => Directness::Unspecified,
        _ => word.directness,
    }
}

/// Whether words of the passage say that it is direct, that it is indirect.
fn signs(reading: &Reading<'_>, evidence: Span) -> (bool, bool) {
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
            "face" => direct |= next(reading, token) == "to",
            "person" => direct |= previous(reading, token) == "in",
            "indirect" | "indirectly" | "proximity" | "shuttle" | "shuttling" | "shuttled" => indirect = true,
            "else" => direct |= matches!(previous(reading, token), "nobody" | "no-one"),
            "through" | "via" => indirect |= leads_to_between(reading, token),
            _ => indirect |= is_between_word(reading.lemma(token)) && reading.lemma(token) != "interlocutor",
        }
    }
    (direct, indirect)
}

/// "Through Oman", "via European partners": somebody stands behind the preposition.
fn leads_to_between(reading: &Reading<'_>, case: TokenId) -> bool {
    let Some(head) = reading.head(case) else { return false };
    let people = matches!(
        reading.lemma(head),
        "partner"
            | "country"
            | "channel"
            | "envoy"
            | "official"
            | "government"
            | "party"
            | "state"
            | "embassy"
            | "diplomat"
            | "capital"
            | "third"
            | "neighbour"
            | "neighbor"
            | "friend"
            | "ally"
    );
    people || reading.actor_at(head).is_some()
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
