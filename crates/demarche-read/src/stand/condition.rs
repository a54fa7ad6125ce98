//! Conditions of a clause: "once", "unless", "so long as", "before …", "under threats".
//!
//! In: a clause. Out: the word that opens its condition. What must come first makes a refusal a precondition.

use crate::reading::{Reading, Stance};
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

/// Words that open the condition of a promise.
const CONDITIONS: [&str; 10] =
    ["once", "until", "unless", "provided", "providing", "if", "after", "when", "long", "soon"];

/// How far behind a denial what stands in its way is looked for, in words.
const REACH: u32 = 40;

/// What nobody wants to talk under: pressure of one kind or another.
const DURESS: [&str; 30] = [
    "attack",
    "blackmail",
    "blockade",
    "bombardment",
    "bombing",
    "bomb",
    "bullet",
    "coercion",
    "duress",
    "embargo",
    "escalation",
    "fighting",
    "fire",
    "force",
    "gunfire",
    "gunpoint",
    "intimidation",
    "missile",
    "occupation",
    "pressure",
    "provocation",
    "raid",
    "rocket",
    "sanction",
    "shelling",
    "siege",
    "strike",
    "threat",
    "ultimatum",
    "violence",
];

/// The word that opens a condition of a clause: "once", "unless", "so long as", "only after".
pub fn condition(reading: &Reading<'_>, id: TokenId) -> Option<(&'static str, TokenId)> {
    let clauses = reading.children_with(id, Deprel::Advcl);
    for clause in clauses {
        for mark in reading.children(clause).iter().copied() {
            if !matches!(reading.deprel(mark), Deprel::Mark | Deprel::Advmod) {
                // "Should they renege": the auxiliary stands before its subject.
                let inverted = reading.deprel(mark) == Deprel::Aux
                    && matches!(reading.lower(mark), "should" | "had" | "were")
                    && reading.subject(clause).is_some_and(|subject| mark < subject);
                if inverted {
                    return Some(("if", mark));
                }
                continue;
            }
            let word = reading.lower(mark);
            let Some(word) = CONDITIONS.iter().copied().find(|known| *known == word) else { continue };
            let only = mark.0 > 0 && matches!(reading.lower(TokenId(mark.0 - 1)), "only" | "not");
            let word = match word {
                "if" | "when" | "after" if only => "only",
                "long" | "soon" => "once",
                other => other,
            };
            return Some((word, mark));
        }
    }
    // Trees often hang the condition elsewhere: the words themselves stand after the clause.
    let sentence = reading.sentence_of(id);
    (id.0 + 1..sentence.end.0.min(id.0 + 16))
        .map(TokenId)
        .take_while(|next| reading.modal_of(*next).is_none())
        .find_map(|next| {
            let word = match reading.lower(next) {
                "once" if reading.upos(next) == Upos::Sconj => "once",
                // "Until Monday" is a date, no condition.
                "until" if reading.upos(next) == Upos::Sconj => "unless",
                "unless" => "unless",
                "provided" if reading.upos(next) != Upos::Adj => "provided",
                "long" | "soon"
                    if reading.lower(TokenId(next.0 - 1)) == "as"
                        || reading.lower(TokenId(next.0 - 1)) == "so" =>
                {
                    "once"
                }
                "if" | "when" | "after" if reading.lower(TokenId(next.0 - 1)) == "only" => "only",
                _ => return None,
            };
            Some((word, next))
        })
}

/// The word that opens what stands in the way of a clause that is denied: "no easing before troops have left", "no deal
/// without guarantees", "cannot go on while shells fall", "no talks under threats". A red line is tied to "unless" and
/// the like alone: "will never talk under threats" remains one.
pub fn hindrance(reading: &Reading<'_>, after: TokenId, stance: Stance) -> Option<TokenId> {
    let sentence = reading.sentence_of(after);
    let is_clause = |id: TokenId| {
        (id.0 + 1..sentence.end.0.min(id.0 + 12)).map(TokenId).find_map(|next| match reading.upos(next) {
            Upos::Verb | Upos::Aux => Some(true),
            Upos::Punct => Some(false),
            _ => None,
        }) == Some(true)
    };
    let is_duress = |id: TokenId| {
        (id.0 + 1..sentence.end.0.min(id.0 + 6))
            .map(TokenId)
            .take_while(|next| reading.upos(*next) != Upos::Punct)
            .any(|next| DURESS.contains(&reading.lemma(next)))
    };
    (after.0 + 1..sentence.end.0.min(after.0 + REACH))
        .map(TokenId)
        .take_while(|id| !matches!(reading.lower(*id), ";" | ":" | "but"))
        .find(|id| match reading.lower(*id) {
            "unless" => true,
            "until" | "before" => is_clause(*id),
            "without" => stance != Stance::RedLine,
            "while" | "whilst" => {
                is_clause(*id) && stance != Stance::RedLine && reading.lower(TokenId(id.0 - 1)) != ","
            }
            "long" => {
                id.0 > 0
                    && matches!(reading.lower(TokenId(id.0 - 1)), "as" | "so")
                    && reading.lower(TokenId(id.0 + 1)) == "as"
            }
            "under" | "amid" | "amidst" | "at" => stance != Stance::RedLine && is_duress(*id),
            _ => false,
        })
}
