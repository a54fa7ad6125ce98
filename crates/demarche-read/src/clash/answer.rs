//! Answers that point back at a claim without repeating it: "Kyiv denied it", "Not so, said …", "the embassy tells it
//! differently".
//!
//! Comes in: sentences and accounts. Goes out: pairs of passages, the claim and what is set against it.

use super::account::Account;
use super::table::{Reply, Tables};
use crate::reading::{Reading, Sentence};
use crate::report::BlockKind;
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, Span, TokenId};

/// A claim stands at most so many sentences before its answer.
const REACH: usize = 2;
/// An answer of fewer words says what it means in the next sentence.
const SHORT: u32 = 12;

/// A claim and its answer.
pub struct Answered {
    pub claim: (Option<ActorId>, Span),
    pub answer: (Option<ActorId>, Span),
    /// Whether the claim is a speaker's, rather than whatever stands before the answer.
    pub is_voiced: bool,
}

/// How a sentence answers.
struct Answer {
    by: Option<ActorId>,
    /// Where the answer begins, if not with its sentence.
    from: TokenId,
    /// Only such a noun says what is denied; the claim must speak of it.
    matter: Option<TokenId>,
}

/// Every answer of a reading with the claim it points back at.
pub fn all(tables: &Tables, reading: &Reading<'_>, accounts: &[Account]) -> Vec<Answered> {
    let mut found = Vec::new();
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let running = matches!(
            reading.block_of(*sentence).kind,
            BlockKind::Paragraph
                | BlockKind::Item
                | BlockKind::Answer
                | BlockKind::Quote
                | BlockKind::Summary
        );
        if !running || reading.is_question(*sentence) {
            continue;
        }
        let Some(answer) = read(tables, reading, *sentence) else { continue };
        let Some((claim, is_voiced)) = claim(reading, accounts, index, &answer) else { continue };
        let span = passage(reading, index, &answer);
        found.push(Answered { claim, answer: (answer.by, span), is_voiced });
    }
    found
}

/// The answer that a sentence gives, if it gives one.
fn read(tables: &Tables, reading: &Reading<'_>, sentence: Sentence) -> Option<Answer> {
    let start = sentence.tokens().find(|token| reading.upos(*token) != Upos::Punct)?;
    if tables.reply_at(reading, start).is_some_and(|(reply, last)| {
        reply == Reply::Opener && is_closed(reading, TokenId(last.0 + 1), sentence)
    }) {
        return Some(Answer { by: speaker(reading, sentence), from: sentence.first, matter: None });
    }
    sentence.tokens().find_map(|token| match tables.reply_at(reading, token) {
        _ if is_called_a_liar(reading, token) => {
            Some(Answer { by: subject(reading, token), from: sentence.first, matter: None })
        }
        Some((Reply::Otherwise, _)) => Some(Answer {
            by: subject(reading, token).or_else(|| speaker(reading, sentence)),
            from: sentence.first,
            matter: None,
        }),
        Some((reply @ (Reply::Denier | Reply::Brusher), last)) => {
            denial(tables, reading, sentence, token, last, reply)
        }
        _ => None,
    })
}

/// "Accused Moscow of lying": the other side's account follows.
fn is_called_a_liar(reading: &Reading<'_>, verb: TokenId) -> bool {
    reading.lemma(verb) == "accuse"
        && (verb.0 + 1..verb.0 + 7).map(TokenId).any(|of| {
            reading.lower(of) == "of"
                && matches!(reading.lower(TokenId(of.0 + 1)), "lying" | "falsehood" | "lies")
        })
}

/// Whether an opener stands by itself: a mark follows, or the words that say who speaks.
fn is_closed(reading: &Reading<'_>, next: TokenId, sentence: Sentence) -> bool {
    next >= sentence.end
        || reading.upos(next) == Upos::Punct
        || matches!(reading.lower(next), "according" | "said" | "says" | "tweets" | "tweeted" | "wrote")
}

/// A verb of denial whose object only points back.
fn denial(
    tables: &Tables,
    reading: &Reading<'_>,
    sentence: Sentence,
    verb: TokenId,
    last: TokenId,
    reply: Reply,
) -> Option<Answer> {
    if reading.upos(verb) != Upos::Verb || reading.is_denied(verb) || reading.modal_of(verb).is_some() {
        return None;
    }
    let relative = reading
        .children(verb)
        .iter()
        .copied()
        .find(|child| reading.lower(*child) == "which" && *child < verb)
        .filter(|_| matches!(reading.deprel(verb), Deprel::AclRelcl | Deprel::Advcl | Deprel::Parataxis));
    if let Some(which) = relative.filter(|_| reply == Reply::Denier) {
        return Some(Answer { by: subject(reading, verb), from: which, matter: None });
    }
    let passive = reading.child(verb, Deprel::NsubjPass);
    let object = passive.or_else(|| reading.child(verb, Deprel::Obj)).or_else(|| {
        // The word order says it where the tree does not.
        (last.0 + 1..sentence.end.0.min(last.0 + 4))
            .map(TokenId)
            .find(|token| matches!(reading.upos(*token), Upos::Noun | Upos::Pron))
    })?;
    let by = match passive {
        Some(_) => reading.child(verb, Deprel::OblAgent).and_then(|agent| reading.actor_of_phrase(agent)),
        None => subject(reading, verb),
    };
    if reading.upos(object) == Upos::Pron {
        let back = matches!(reading.lower(object), "it" | "this" | "that" | "these" | "them" | "both");
        // "Dismissed it" may be said of an offer; "denied it" may not.
        return (back && reply == Reply::Denier).then_some(Answer { by, from: sentence.first, matter: None });
    }
    let definite = reading.children(object).iter().any(|child| {
        matches!(reading.lower(*child), "the" | "this" | "that" | "these" | "those" | "such" | "both" | "any")
            || reading.deprel(*child) == Deprel::NmodPoss
    });
    let bare = !reading
        .children(object)
        .iter()
        .any(|child| matches!(reading.deprel(*child), Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp));
    let known = tables.reply_at(reading, object).is_some_and(|(reply, _)| reply == Reply::Claim);
    match (definite, bare, known) {
        (_, true, true) => Some(Answer { by, from: sentence.first, matter: None }),
        (true, true, false) if reply == Reply::Denier => {
            Some(Answer { by, from: sentence.first, matter: Some(object) })
        }
        _ => None,
    }
}

/// Who is the subject of a verb or noun of answering.
fn subject(reading: &Reading<'_>, token: TokenId) -> Option<ActorId> {
    let subject = reading.subject_over(token)?;
    let owner =
        || reading.children_with(subject, Deprel::NmodPoss).find_map(|at| reading.actor_of_phrase(at));
    reading.actor_of_phrase(subject).or_else(owner)
}

/// Who speaks in a sentence: the source of a statement there, else whom it names first.
fn speaker(reading: &Reading<'_>, sentence: Sentence) -> Option<ActorId> {
    let first = reading.statements.partition_point(|said| said.content.end <= sentence.span.start);
    let said = reading.statements[first..]
        .iter()
        .take_while(|said| said.content.start < sentence.span.end)
        .find_map(|said| said.by);
    said.or_else(|| reading.mentions_in(sentence.span).next().map(|mention| mention.actor))
}

/// The claim that an answer points back at: the nearest account of another side, else the sentence before.
fn claim(
    reading: &Reading<'_>,
    accounts: &[Account],
    index: usize,
    answer: &Answer,
) -> Option<((Option<ActorId>, Span), bool)> {
    let party = answer.by.map(|by| reading.party_of(by));
    let start = reading.token(answer.from).span.start;
    let end = accounts.partition_point(|account| account.span.start < start);
    let speaks = |span: Span| {
        answer.matter.is_none_or(|matter| {
            let stem =
                |token: TokenId| reading.lemma(token).get(..5).unwrap_or(reading.lemma(token)).to_owned();
            let wanted = stem(matter);
            reading.tokens_in(span).any(|token| stem(token) == wanted)
        })
    };
    let voiced = accounts[end.saturating_sub(12)..end]
        .iter()
        .rev()
        .take_while(|account| account.sentence + REACH >= index)
        .find(|account| {
            account.factual
                && account.span.end <= start
                && (party.is_none() || account.party != party)
                && speaks(account.span)
        });
    if let Some(account) = voiced {
        return Some(((account.by, account.span), true));
    }
    let before = index.checked_sub(1).map(|before| reading.sentences[before])?;
    let same = before.block == reading.sentences[index].block;
    (same && answer.from == reading.sentences[index].first && speaks(before.span))
        .then_some(((None, before.span), false))
}

/// The words of an answer: from where it begins to the end of its sentence, and the next where that is short.
fn passage(reading: &Reading<'_>, index: usize, answer: &Answer) -> Span {
    let sentence = reading.sentences[index];
    let own = Span { start: reading.token(answer.from).span.start, end: sentence.span.end };
    let next = reading.sentences.get(index + 1).filter(|next| next.block == sentence.block);
    match next {
        Some(next)
            if sentence.end.0 - answer.from.0 < SHORT
                || reading.lower(TokenId(sentence.end.0 - 1)) == ":" =>
        {
            own.cover(next.span)
        }
        _ => own,
    }
}
