//! Arguments by word order alone, for a verb that the tagger took for an adjective or a noun.
//!
//! In: a token that looks like a past tense ("praised"). Out: a [`Clause`] from the chunks around it.

use super::clause::Clause;
use crate::reading::Reading;
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

/// How many tokens away a subject may end.
const BEFORE: u32 = 6;
/// How many tokens behind the verb are read.
const BEHIND: u32 = 24;

/// Whether a token stands like a finite verb, whatever its tag: an "-ed" form behind a noun and before a phrase.
pub fn looks_finite(reading: &Reading<'_>, token: TokenId) -> bool {
    let sentence = reading.sentence_of(token);
    if !reading.lower(token).ends_with("ed") || token <= sentence.first || token.0 + 1 >= sentence.end.0 {
        return false;
    }
    let (before, behind) = (TokenId(token.0 - 1), TokenId(token.0 + 1));
    let opens = matches!(
        reading.upos(before),
        Upos::Det | Upos::Adp | Upos::Adj | Upos::Num | Upos::Cconj | Upos::Punct | Upos::Aux | Upos::Verb
    ) || reading.lower(before) == "'s";
    let is_name = reading.mention_at(before).is_some()
        || matches!(reading.upos(before), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adv);
    let follows = matches!(
        reading.upos(behind),
        Upos::Det | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adp | Upos::Sconj | Upos::Part
    ) || reading.mention_at(behind).is_some()
        || reading.form(behind).starts_with(char::is_uppercase);
    (is_name || !opens) && follows
}

/// Whether a noun in "-ing" is the predicate of a progressive ("had been meeting").
pub fn is_gerund_predicate(reading: &Reading<'_>, token: TokenId) -> bool {
    reading.lower(token).ends_with("ing")
        && reading
            .child(token, Deprel::Cop)
            .is_some_and(|copula| matches!(reading.lower(copula), "been" | "is" | "are" | "was" | "were"))
        && reading.child(token, Deprel::Det).is_none()
        && reading.subject(token).is_some_and(|subject| subject < token)
}

/// The clause around such a verb.
pub fn clause(reading: &Reading<'_>, verb: TokenId) -> Clause {
    let sentence = reading.sentence_of(verb);
    let mut clause = Clause {
        verb,
        subject: None,
        object: None,
        indirect: None,
        phrases: Vec::new(),
        complement: None,
        extent: None,
    };
    let start = verb.0.saturating_sub(BEFORE).max(sentence.first.0);
    let mut noun = None;
    for at in (start..verb.0).rev().map(TokenId) {
        if reading.upos(at) == Upos::Punct || reading.upos(at) == Upos::Verb {
            break;
        }
        if reading.mention_at(at).is_some() {
            clause.subject = Some(at);
            break;
        }
        let nominal = matches!(reading.upos(at), Upos::Noun | Upos::Propn | Upos::Pron);
        noun = noun.or(nominal.then_some(at));
    }
    clause.subject = clause.subject.or(noun);
    let mut case = None;
    let mut head = None;
    let mut last = verb;
    let end = sentence.end.0.min(verb.0 + 1 + BEHIND);
    for at in (verb.0 + 1..end).map(TokenId) {
        match reading.upos(at) {
            Upos::Punct | Upos::Verb | Upos::Sconj | Upos::Cconj | Upos::Aux => break,
            Upos::Adp | Upos::Part if reading.lower(at) != "'s" => {
                settle(&mut clause, case, head);
                if reading.lower(at) == "to" && reading.upos(at) == Upos::Part {
                    clause.complement =
                        (at.0 + 1..end).map(TokenId).find(|next| reading.upos(*next) == Upos::Verb);
                    head = None;
                    break;
                }
                case = Some(at);
                head = None;
            }
            Upos::Noun | Upos::Propn | Upos::Pron => head = Some(at),
            _ => {}
        }
        last = at;
    }
    settle(&mut clause, case, head);
    let first = clause.subject.unwrap_or(verb);
    clause.extent = Some(reading.span_of(first, last));
    clause
}

/// Takes the chunk just read as the object, or as the phrase of its preposition.
fn settle(clause: &mut Clause, case: Option<TokenId>, head: Option<TokenId>) {
    let Some(head) = head else { return };
    match case {
        Some(case) => clause.phrases.push((case, head)),
        None => clause.object = Some(head),
    }
}
