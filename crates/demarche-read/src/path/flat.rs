//! What is said of a dealing, read off the order of the words alone: the way back where the tree misleads.
//!
//! Comes in: a word of dealing. Goes out: the predicate over it, inside the stretch that commas and conjunctions bound.

use super::table::{Class, Frame, Hit, Role, Tables};
use crate::reading::Reading;
use crate::syntax::Upos;
use crate::text::{ActorId, TokenId};

/// Words are looked for so far from each other.
const FAR: u32 = 9;

/// First and last token of the stretch that a token stands in: no clause mark, no quotation mark, no semicolon within.
pub fn stretch(reading: &Reading<'_>, token: TokenId) -> (TokenId, TokenId) {
    let sentence = reading.sentence_of(token);
    let mut first = token;
    while first > sentence.first && !bounds(reading, TokenId(first.0 - 1)) {
        first = TokenId(first.0 - 1);
    }
    let mut last = token;
    while last.0 + 1 < sentence.end.0 && !bounds(reading, TokenId(last.0 + 1)) {
        last = TokenId(last.0 + 1);
    }
    (first, last)
}

/// Whether a token parts clauses.
fn bounds(reading: &Reading<'_>, token: TokenId) -> bool {
    match reading.lower(token) {
        "," | ";" | ":" | "\"" | "“" | "”" | "—" | "–" | "(" | ")" | "?" | "!" | "..." => true,
        "that" => reading.upos(token) == Upos::Sconj,
        "because" | "while" | "although" | "though" | "but" | "whereas" | "which" | "who" => true,
        _ => false,
    }
}

/// The predicate over a noun of dealing by word order: a verb before it that takes it, or one after it.
pub fn predicate(tables: &Tables, reading: &Reading<'_>, hit: Hit) -> Option<(Class, TokenId)> {
    let (first, last) = stretch(reading, hit.token);
    let low = hit.first.0.saturating_sub(FAR).max(first.0);
    let mut gap = 0;
    for at in (low..hit.first.0).rev().map(TokenId) {
        match reading.upos(at) {
            Upos::Verb => {
                let next = TokenId(hit.last.0 + 1);
                let calls = matches!(
                    reading.lemma(at),
                    "pronounce" | "declare" | "consider" | "deem" | "leave" | "put" | "call"
                );
                if calls
                    && next <= last
                    && let Some(class) = tables.class_of(reading, next, Role::Adjective)
                {
                    return Some((class, at));
                }
                if let Some(class) = tables.class_of(reading, at, Role::Object).filter(|_| gap <= 1) {
                    return Some((class, at));
                }
                break;
            }
            Upos::Adp => {
                let over = TokenId(at.0.saturating_sub(1));
                let role = match reading.upos(over) {
                    Upos::Adj => Role::Adjective,
                    Upos::Verb => Role::Oblique(reading.lower(at)),
                    _ => break,
                };
                if over < at && gap <= 1 {
                    return tables.class_of(reading, over, role).map(|class| (class, over));
                }
                break;
            }
            Upos::Det | Upos::Adj | Upos::Num | Upos::Adv | Upos::Cconj | Upos::Part => {}
            _ => gap += 1,
        }
    }
    let high = (hit.last.0 + FAR).min(last.0);
    for at in (hit.last.0 + 1..=high).map(TokenId) {
        match reading.upos(at) {
            Upos::Verb => {
                let passive = reading.token(at).xpos == "VBN"
                    && auxiliaries(reading, at).iter().any(|word| is_be(reading, *word));
                let role = if passive { Role::Object } else { Role::Subject };
                return tables.class_of(reading, at, role).map(|class| (class, at));
            }
            Upos::Adj | Upos::Adv | Upos::Adp if at.0 > 0 && is_linked(reading, at) => {
                if let Some(class) = tables.class_of(reading, at, Role::Adjective) {
                    return Some((class, at));
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a form of "be" or "remain" stands right before, adverbs left out.
fn is_linked(reading: &Reading<'_>, token: TokenId) -> bool {
    let mut at = token;
    for _ in 0..3 {
        let Some(before) = at.0.checked_sub(1).map(TokenId) else { return false };
        if is_be(reading, before) || matches!(reading.lemma(before), "remain" | "stay") {
            return true;
        }
        if reading.upos(before) != Upos::Adv && reading.upos(before) != Upos::Part {
            return false;
        }
        at = before;
    }
    false
}

fn is_be(reading: &Reading<'_>, token: TokenId) -> bool {
    matches!(reading.lower(token), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'s" | "'re")
}

/// The auxiliaries, negations and "to" right before a predicate, nearest first.
pub fn auxiliaries(reading: &Reading<'_>, predicate: TokenId) -> Vec<TokenId> {
    let first = reading.sentence_of(predicate).first;
    let mut found = Vec::new();
    let mut at = predicate;
    while at > first && found.len() < 6 {
        at = TokenId(at.0 - 1);
        let group = matches!(reading.upos(at), Upos::Aux | Upos::Adv | Upos::Part) || is_be(reading, at);
        if !group {
            break;
        }
        found.push(at);
    }
    found
}

/// The layer over a predicate by word order: what stands before its "to" ("refuses to", "ready to", "no decision to").
pub fn governor(tables: &Tables, reading: &Reading<'_>, predicate: TokenId) -> Option<(Class, TokenId)> {
    let to = auxiliaries(reading, predicate).into_iter().rev().find(|word| reading.lower(*word) == "to")?;
    let before = TokenId(to.0.checked_sub(1)?);
    if reading.token(before).sentence != reading.token(predicate).sentence {
        return None;
    }
    let role = match reading.upos(before) {
        Upos::Noun | Upos::Propn | Upos::Pron if tables.class_of(reading, before, Role::Noun).is_none() => {
            // "Urged the two governments to": somebody else's wish.
            let low = before.0.saturating_sub(5).max(reading.sentence_of(before).first.0);
            let verb = (low..before.0).rev().map(TokenId).find(|at| reading.upos(*at) == Upos::Verb)?;
            let class = tables.class_of(reading, verb, Role::Clause)?;
            return (class == Class::Offer).then_some((class, verb));
        }
        Upos::Verb => Role::Clause,
        Upos::Adj => Role::Adjective,
        Upos::Noun => Role::Noun,
        _ => return None,
    };
    tables.class_of(reading, before, role).map(|class| (class, before))
}

/// The parties named before a predicate in its stretch, those behind a preposition left out.
pub fn subjects(reading: &Reading<'_>, predicate: TokenId) -> Vec<ActorId> {
    let (first, _) = stretch(reading, predicate);
    let near = between(reading, first, predicate);
    if !near.is_empty() || first == predicate && reading.sentence_of(predicate).first == first {
        return near;
    }
    // Behind an apposition or a relative clause.
    let low = first.0.saturating_sub(FAR + 3).max(reading.sentence_of(predicate).first.0);
    between(reading, TokenId(low), first)
}

/// The parties named from one token to another, those behind a preposition and those before a verb left out.
fn between(reading: &Reading<'_>, first: TokenId, predicate: TokenId) -> Vec<ActorId> {
    let mut found = Vec::new();
    for at in (first.0..predicate.0).map(TokenId) {
        if reading.upos(at) == Upos::Verb {
            found.clear();
        }
        if let Some(mention) = reading.mention_at(at) {
            let start = reading.tokens_in(mention.span).next().unwrap_or(at);
            let behind = start.0.checked_sub(1).map(TokenId).map_or("", |before| reading.lower(before));
            if !matches!(
                behind,
                "in" | "at"
                    | "of"
                    | "from"
                    | "on"
                    | "near"
                    | "to"
                    | "with"
                    | "by"
                    | "for"
                    | "against"
                    | "after"
            ) {
                found.extend(reading.parties_of(mention.actor));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The parties named after "with", "between" or "and" behind a word of dealing, in its stretch.
pub fn counterparts(reading: &Reading<'_>, hit: Hit) -> Vec<ActorId> {
    let (_, last) = stretch(reading, hit.token);
    let mut found = Vec::new();
    let mut open = false;
    for at in (hit.last.0 + 1..=last.0.min(hit.last.0 + 2 * FAR)).map(TokenId) {
        match reading.lower(at) {
            "with" | "between" | "among" => open = true,
            "to" if matches!(hit.word.frame, Frame::Link | Frame::Carry) => open = true,
            "in" | "on" | "at" | "over" | "about" | "from" | "after" | "before" | "to" | "since" | "for" => {
                open = false
            }
            _ => {}
        }
        if let Some(mention) = reading.mention_at(at).filter(|_| open) {
            found.extend(reading.parties_of(mention.actor));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The party that the sentence is about: the first that it names, outside a prepositional phrase.
pub fn sentence_subject(reading: &Reading<'_>, token: TokenId) -> Vec<ActorId> {
    let sentence = reading.sentence_of(token);
    let first = reading.mentions_in(sentence.span).find(|mention| mention.head < token);
    first.map_or_else(Vec::new, |mention| reading.parties_of(mention.actor))
}

/// The words before a predicate in its stretch.
pub fn words_before(reading: &Reading<'_>, predicate: TokenId) -> impl Iterator<Item = TokenId> {
    let (first, _) = stretch(reading, predicate);
    (first.0.max(predicate.0.saturating_sub(FAR))..predicate.0).map(TokenId)
}
