//! Which frame of a verb its clause fits: the words behind it, its object, its complement.
//!
//! In: a clause and the frames of its verb. Out: the narrowest frame that fits, with the argument it is about.

use super::clause::{Clause, coordinated};
use super::party::{core, is_named};
use super::table::{Frame, Need, Tables};
use crate::reading::Reading;
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

/// How far behind a verb its particle or preposition may stand.
const REACH: u32 = 4;
/// How far behind a verb a fixed phrase may start.
const PHRASE_REACH: u32 = 8;

/// A frame that fits a clause.
#[derive(Clone, Copy, Debug)]
pub struct Fit<'t> {
    /// The frame.
    pub frame: &'t Frame,
    /// Which of its needs was met.
    pub need: Need,
    /// The argument it is about: the object, or the phrase behind the frame's preposition.
    pub argument: Option<TokenId>,
}

/// The narrowest frame that fits.
pub fn best<'t>(reading: &Reading<'_>, tables: &'t Tables, clause: &Clause) -> Option<Fit<'t>> {
    let frames = tables.verb(reading.lemma(clause.verb), reading.lower(clause.verb));
    let mut best: Option<(u8, Fit<'t>)> = None;
    for frame in frames {
        let Some(behind) = words_behind(reading, clause, &frame.words) else { continue };
        let argument = behind.or(clause.object);
        let met = frame.needs.iter().copied().filter(|need| {
            is_met(reading, tables, clause, *need, argument)
                || (behind.is_none()
                    && clause.object.is_none()
                    && *need == Need::AnyObject
                    && clause.complement.is_some()
                    && !frame.words.is_empty())
        });
        let Some(need) = met.max_by_key(|need| need.weight()) else { continue };
        let weight = need.weight() * 2 + u8::from(!frame.words.is_empty()) * 3;
        if best.as_ref().is_none_or(|(known, _)| weight > *known) {
            best = Some((weight, Fit { frame, need, argument }));
        }
    }
    best.map(|(_, fit)| fit)
}

/// Whether the words of a frame stand behind its verb; inside, the noun that the last of them governs.
fn words_behind(reading: &Reading<'_>, clause: &Clause, words: &[&str]) -> Option<Option<TokenId>> {
    let Some(last) = words.last() else { return Some(None) };
    let verb = clause.verb;
    let end = reading.sentence_of(verb).end.0;
    let governed =
        |word: TokenId| clause.phrases.iter().find(|(case, _)| *case == word).map(|(_, noun)| *noun);
    if words.len() == 1 {
        for &child in reading.children(verb) {
            let particle =
                matches!(reading.deprel(child), Deprel::CompoundPrt | Deprel::Advmod | Deprel::Xcomp);
            if particle && reading.lower(child) == *last {
                return Some(None);
            }
        }
        for (case, noun) in &clause.phrases {
            if case.0 > verb.0
                && case.0 <= verb.0 + REACH
                && reading.lower(*case) == *last
                && reading.head(*noun) == Some(verb)
            {
                let object_first = clause.object.is_some_and(|object| object > verb && object < *case);
                if !object_first {
                    return Some(Some(*noun));
                }
            }
        }
        let next = TokenId(verb.0 + 1);
        return (next.0 < end && reading.lower(next) == *last).then(|| governed(next));
    }
    for start in verb.0 + 1..end.min(verb.0 + 1 + PHRASE_REACH) {
        let fits = words.iter().enumerate().all(|(index, word)| {
            let at = start + index as u32;
            at < end && (reading.lower(TokenId(at)) == *word || reading.lemma(TokenId(at)) == *word)
        });
        if fits {
            return Some(governed(TokenId(start + words.len() as u32 - 1)));
        }
    }
    None
}

/// The classes of a noun, or of the nouns that make it up where it has none ("a carrier strike group").
pub fn classes(reading: &Reading<'_>, tables: &Tables, noun: TokenId) -> u128 {
    let lower = reading.lower(noun);
    let singular = lower.strip_suffix('s').unwrap_or(lower);
    let own = tables.classes(reading.lemma(noun)) | tables.classes(lower) | tables.classes(singular);
    if own != 0 {
        return own;
    }
    reading
        .children(noun)
        .iter()
        .filter(|child| matches!(reading.deprel(**child), Deprel::Compound | Deprel::Flat))
        .fold(0, |bits, child| bits | tables.classes(reading.lemma(*child)))
}

fn is_met(
    reading: &Reading<'_>,
    tables: &Tables,
    clause: &Clause,
    need: Need,
    argument: Option<TokenId>,
) -> bool {
    let nouns = |token: TokenId| coordinated(reading, core(reading, token));
    match need {
        Need::Nothing => true,
        Need::NoObject => argument.is_none(),
        Need::AnyObject => argument.is_some(),
        Need::Named => argument.is_some_and(|noun| {
            is_named(reading, noun)
                || (reading.upos(noun) == Upos::Pron
                    && !matches!(reading.lower(noun), "it" | "this" | "that" | "which"))
        }),
        Need::Class(bits) => argument.is_some_and(|noun| {
            nouns(noun).into_iter().any(|noun| classes(reading, tables, noun) & bits != 0)
        }),
        Need::Noun(word, before) => argument.is_some_and(|noun| {
            nouns(noun).into_iter().any(|noun| {
                (reading.lemma(noun) == word
                    || reading.lower(noun).strip_suffix('s').unwrap_or(reading.lower(noun)) == word)
                    && (before.is_empty()
                        || (noun.0.saturating_sub(2)..noun.0).any(|at| reading.lower(TokenId(at)) == before))
            })
        }),
        Need::SubjectClass(bits) => clause.subject.is_some_and(|noun| {
            nouns(noun).into_iter().any(|noun| classes(reading, tables, noun) & bits != 0)
        }),
        Need::Phrase(preposition) => clause.phrase(reading, preposition).is_some(),
        Need::Predicate(bits) => {
            let named = |token: TokenId| classes(reading, tables, token) & bits != 0;
            let phrase = clause.phrase(reading, "as").is_some_and(named);
            phrase
                || clause.complement.is_some_and(named)
                || reading.children_with(clause.verb, Deprel::Obj).skip(1).any(named)
        }
        Need::Infinitive => clause.complement.is_some_and(|inner| {
            reading.children_with(inner, Deprel::Mark).any(|mark| reading.lower(mark) == "to")
        }),
        Need::ObjectInfinitive => clause.complement.is_some_and(|inner| {
            let to = reading.children_with(inner, Deprel::Mark).any(|mark| reading.lower(mark) == "to");
            let bare = reading.token(inner).xpos == "VB";
            (to || bare) && (clause.object.is_some() || reading.subject(inner).is_some())
        }),
        Need::Clause => clause.complement.is_some_and(|inner| {
            reading.subject(inner).is_some()
                && !reading
                    .children_with(inner, Deprel::Mark)
                    .any(|mark| matches!(reading.lower(mark), "to" | "whether" | "if"))
        }),
    }
}
