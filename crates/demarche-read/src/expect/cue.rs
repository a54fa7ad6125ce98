//! Expectations by words: hope, fear, doubt, "is likely to", "an even chance of".
//!
//! In: sentences with trees. Out: drafts, each with whose expectation it is and what is expected. A row of the table says
//! which way the words lean (`hope`, `fear`, `expect`, `doubt`), whose they are (`subject` of the clause, the `speaker`,
//! or in the `passive` the agent, else the speaker), and where what is expected stands.

use super::Draft;
use super::outlook::{self, Developments};
use crate::lexicon::rows;
use crate::phrase::{Found, Phrases};
use crate::reading::{ActorKind, Outlook, Reading, Sentence};
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, Span, TokenId};

const EXPECTATIONS: &str = include_str!("../../lexicon/expectations.tsv");

/// Words that say by themselves how things look: "officials remain cautious".
const NAMES_IT: [&str; 10] = [
    "cautious",
    "pessimistic",
    "optimistic",
    "hopeful",
    "sceptical",
    "skeptical",
    "gloomy",
    "upbeat",
    "wary",
    "downbeat",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaning {
    Hope,
    Fear,
    Expect,
    Doubt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Subject,
    Passive,
    Speaker,
}

#[derive(Clone, Copy, Debug)]
struct Cue {
    leaning: Leaning,
    pos: Option<Upos>,
    whose: Whose,
    words: usize,
    denies: bool,
    /// The words speak of a chance, not of a development.
    is_chance: bool,
}

/// The table of phrases.
pub struct Cues {
    phrases: Phrases<Cue>,
}

impl Cues {
    pub fn new() -> Cues {
        let entries = rows::<5>(EXPECTATIONS).filter_map(|[phrase, leaning, pos, by, _]| {
            let cue = Cue {
                leaning: match leaning {
                    "hope" => Leaning::Hope,
                    "fear" => Leaning::Fear,
                    "expect" => Leaning::Expect,
                    "doubt" => Leaning::Doubt,
                    _ => return None,
                },
                pos: match pos {
                    "verb" => Some(Upos::Verb),
                    "noun" => Some(Upos::Noun),
                    _ => None,
                },
                whose: match by {
                    "subject" => Whose::Subject,
                    "passive" => Whose::Passive,
                    _ => Whose::Speaker,
                },
                words: phrase.split(' ').count(),
                denies: phrase.split(' ').any(|word| matches!(word, "not" | "no" | "never")),
                is_chance: ["chance", "odds", "fifty-fifty", "50-50", "likelihood", "probability"]
                    .iter()
                    .any(|word| phrase.contains(word)),
            };
            Some((phrase, cue.pos, cue))
        });
        Cues { phrases: Phrases::tagged(entries) }
    }

    /// Adds the expectations of a sentence.
    pub fn find(
        &self,
        reading: &Reading<'_>,
        developments: &Developments,
        sentence: Sentence,
        drafts: &mut Vec<Draft>,
    ) {
        for found in self.phrases.in_sentence(reading, sentence) {
            let anchor = found.anchor(reading);
            drafts.extend(draft(reading, developments, &found, anchor, sentence));
        }
    }
}

fn draft(
    reading: &Reading<'_>,
    developments: &Developments,
    found: &Found<'_, Cue>,
    anchor: TokenId,
    sentence: Sentence,
) -> Option<Draft> {
    let cue = *found.value;
    let predicate = reading.predicate_over(anchor);
    if is_over(reading, anchor) || is_over(reading, predicate) || is_mood(reading, anchor) {
        return None;
    }
    // "There will be no deal until …" is a condition, no forecast.
    if cue.leaning == Leaning::Doubt && cue.whose != Whose::Subject && is_until(reading, found.last) {
        return None;
    }
    // "A deal is doubted in Paris", "a strike is feared": the passive of a verb that has a subject.
    let is_turned = cue.whose == Whose::Subject && cue.words == 1 && reading.is_passive(anchor);
    let cue = if is_turned { Cue { whose: Whose::Passive, ..cue } } else { cue };
    let clause = reading.clause_span(predicate);
    let after =
        Span { start: reading.token(found.last).span.end.min(sentence.span.end), end: sentence.span.end };
    let complement = complement(reading, found, anchor);
    let of = match (cue.whose, complement) {
        (Whose::Passive, _) => clause,
        (_, Some(complement)) => {
            let span = reading.subtree_span(complement);
            Span { start: span.start.max(after.start.min(span.end)), end: span.end }
        }
        (_, None) => {
            let end = clause.end.max(after.start);
            Span { start: after.start, end }
        }
    };
    let of = trim(reading, of);
    // "Not everybody is convinced": of what, the words do not say.
    let is_bare = of.is_empty()
        && cue.whose == Whose::Subject
        && !cue.is_chance
        && !NAMES_IT.contains(&reading.lemma(anchor));
    if is_bare {
        return None;
    }
    let of = if of.is_empty() && cue.words > 1 { clause } else { of };
    let compares = reading.tokens_in(of).next().is_some_and(|id| reading.lower(id) == "than");
    if compares || of.is_empty() || (complement.is_none() && cue.words == 1 && cue.whose == Whose::Subject) {
        return None;
    }
    // "Few are counting on more."
    let is_few = reading
        .subject_over(predicate)
        .is_some_and(|subject| matches!(reading.lower(subject), "few" | "nobody" | "none" | "neither"));
    let denied = !cue.denies
        && (is_few
            || [anchor, predicate].into_iter().any(|id| {
                reading
                    .denial_of(id)
                    .is_some_and(|denial| !found.holds(denial) && !reading.token(denial).span.overlaps(of))
            }));
    let rest = Span { start: after.start.min(of.end).max(of.start), end: of.end };
    let content = match cue.whose {
        Whose::Passive => {
            let subject = reading.subject_over(predicate).map(|subject| reading.token(subject).span);
            developments
                .outlook(reading, rest)
                .or_else(|| developments.outlook(reading, subject.unwrap_or(of)))
        }
        _ => developments.outlook(reading, of),
    };
    let hopeful = developments.has_good(reading, of);
    let outlook = lean(cue, denied, content, hopeful)?;
    let by = match cue.whose {
        Whose::Subject => whose(reading, anchor, predicate)?,
        Whose::Passive => {
            // The narrator's "will be signed if …" is a stake, his "showers are forecast" no matter of anybody's.
            let by = agent(reading, anchor)
                .or_else(|| place(reading, anchor))
                .or_else(|| reading.sayer_of(anchor));
            if content.is_none() && by.is_none() || super::foretell::is_conditional(reading, predicate) {
                return None;
            }
            by
        }
        Whose::Speaker => owner(reading, anchor, predicate),
    };
    let evidence = match cue.whose {
        Whose::Speaker if reading.upos(anchor) == Upos::Noun && !reading.is_predicate(anchor) => {
            let span = reading.subtree_span(anchor);
            if clause.len() < 200 { clause.cover(span) } else { span }
        }
        _ => clause.cover(of),
    };
    let confidence = match (cue.leaning, cue.words) {
        (Leaning::Hope | Leaning::Doubt, _) => 0.7,
        (Leaning::Fear, _) => 0.55,
        (Leaning::Expect, 1) => 0.6,
        (Leaning::Expect, _) => 0.5,
    };
    Some(Draft { by, outlook, of, predicate, evidence, confidence })
}

/// The outlook of what is expected, after the leaning of the words and their denial.
fn lean(cue: Cue, denied: bool, content: Option<Outlook>, hopeful: bool) -> Option<Outlook> {
    let outlook = match cue.leaning {
        Leaning::Hope => Outlook::Progress,
        Leaning::Fear => Outlook::Setback,
        Leaning::Expect if cue.is_chance => return Some(Outlook::Mixed),
        Leaning::Expect => content.unwrap_or(Outlook::Progress),
        Leaning::Doubt if hopeful => Outlook::Setback,
        Leaning::Doubt => content.map_or(Outlook::Setback, outlook::opposite),
    };
    // "Does not fear war" is no forecast of peace.
    match (denied, cue.leaning) {
        (true, Leaning::Fear) => None,
        (true, _) => Some(outlook::opposite(outlook)),
        (false, _) => Some(outlook),
    }
}

/// Whose expectation a clause with a subject is; outer `None` where the subject can expect nothing.
fn whose(reading: &Reading<'_>, anchor: TokenId, predicate: TokenId) -> Option<Option<ActorId>> {
    let subject = reading.subject_over(anchor).or_else(|| reading.subject_over(predicate));
    if let Some(speaker) = of_participle(reading, predicate) {
        return Some(Some(speaker));
    }
    let Some(subject) = subject else { return Some(reading.sayer_of(anchor)) };
    if matches!(reading.lower(subject), "i" | "we") {
        return Some(reading.sayer_of(anchor));
    }
    if let Some(actor) = reading.actor_of_phrase(subject) {
        return Some(Some(actor));
    }
    if reading.lower(subject) == "they" {
        // "In the palace in Kuwait they hope": those who are there.
        return Some(place(reading, predicate));
    }
    let owner = reading.children(subject).iter().copied().find_map(|child| {
        matches!(reading.deprel(child), Deprel::NmodPoss | Deprel::Amod | Deprel::Compound)
            .then(|| reading.actor_at(child))
            .flatten()
    });
    Some(owner)
}

/// "Said that Iran was talking, expressing hope …": the participle is the speaker's.
fn of_participle(reading: &Reading<'_>, predicate: TokenId) -> Option<ActorId> {
    let is_aside = reading.token(predicate).xpos == "VBG"
        && reading.deprel(predicate) != Deprel::Root
        && predicate.0 > 0
        && reading.lower(TokenId(predicate.0 - 1)) == ","
        && reading.child(predicate, Deprel::Aux).is_none();
    reading.head(predicate).filter(|_| is_aside).and_then(|head| reading.sayer_of(head))
}

/// The place that stands for whose expectation it is: "in Paris they hope", "is doubted in The Hague".
fn place(reading: &Reading<'_>, verb: TokenId) -> Option<ActorId> {
    let phrase = reading.children_with(verb, Deprel::Obl).find(|phrase| {
        reading.child(*phrase, Deprel::Case).is_some_and(|case| matches!(reading.lower(case), "in" | "at"))
    })?;
    let named = |id: TokenId| {
        reading.actor_at(id).filter(|actor| {
            matches!(reading.actor(*actor).kind, ActorKind::State | ActorKind::GovernmentBody)
        })
    };
    // "In the palace in Kuwait": the place that the place is in.
    named(phrase).or_else(|| reading.children_with(phrase, Deprel::Nmod).find_map(named))
}

/// Whether a noun only names a mood that something else is laid to: "rose on hopes of a deal".
fn is_mood(reading: &Reading<'_>, anchor: TokenId) -> bool {
    reading.upos(anchor) == Upos::Noun
        && reading.child(anchor, Deprel::NmodPoss).is_none()
        && reading.child(anchor, Deprel::Case).is_some_and(|case| {
            matches!(reading.lower(case), "on" | "amid" | "over" | "by" | "despite" | "after")
        })
        && reading.sayer_of(anchor).is_none()
}

/// Whether a condition follows in the sentence: "until …", "unless …".
fn is_until(reading: &Reading<'_>, last: TokenId) -> bool {
    let end = reading.sentence_of(last).end.0.min(last.0 + 24);
    (last.0 + 1..end).map(TokenId).any(|id| match reading.lower(id) {
        "unless" => true,
        "until" => {
            let behind = reading.span_of(TokenId(id.0 + 1), TokenId(id.0 + 8));
            !reading
                .times_in(behind)
                .any(|time| time.span.start <= reading.token(TokenId(id.0 + 2)).span.start)
        }
        _ => false,
    })
}

fn agent(reading: &Reading<'_>, verb: TokenId) -> Option<ActorId> {
    reading
        .children(verb)
        .iter()
        .copied()
        .find(|child| reading.child(*child, Deprel::Case).is_some_and(|case| reading.lower(case) == "by"))
        .and_then(|child| reading.actor_of_phrase(child))
}

/// Whose hope a noun is: its possessor's, the subject's that expresses it, else the speaker's.
fn owner(reading: &Reading<'_>, noun: TokenId, predicate: TokenId) -> Option<ActorId> {
    let speaker = of_participle(reading, predicate).or_else(|| reading.sayer_of(noun));
    let possessor = [Deprel::NmodPoss, Deprel::Compound, Deprel::Amod]
        .into_iter()
        .find_map(|deprel| reading.child(noun, deprel).and_then(|child| reading.actor_of_phrase(child)));
    // "Jordan fears that …", its verb taken for a noun: whoever stands right before it.
    let before = (noun > reading.sentence_of(noun).first && reading.token(noun).xpos == "NNS")
        .then(|| reading.actor_of_phrase(TokenId(noun.0 - 1)))
        .flatten();
    let subject = || {
        reading
            .subject_over(predicate)
            .filter(|_| reading.deprel(noun) == Deprel::Obj)
            .and_then(|subject| reading.actor_of_phrase(subject))
    };
    possessor.or(before).or(speaker).or_else(subject)
}

/// The word that carries what is expected.
fn complement(reading: &Reading<'_>, found: &Found<'_, Cue>, anchor: TokenId) -> Option<TokenId> {
    let governs = |id: TokenId| found.holds(id);
    let end = reading.sentence_of(anchor).end.0.min(found.last.0 + 40);
    let mut nominal = None;
    for id in (found.last.0 + 1..end).map(TokenId) {
        if !reading.head(id).is_some_and(governs) {
            continue;
        }
        match reading.deprel(id) {
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj => {
                // "Expect the two sides to start": the object is part of it.
                let object =
                    reading.child(anchor, Deprel::Obj).filter(|object| *object > found.last && *object < id);
                return Some(object.filter(|_| reading.deprel(id) == Deprel::Xcomp).map_or(id, |_| id));
            }
            Deprel::Acl | Deprel::Obl | Deprel::Obj | Deprel::Nmod | Deprel::Advcl | Deprel::Nsubj => {
                nominal = nominal.or(Some(id));
            }
            _ => {}
        }
    }
    nominal
}

/// Whether the words tell of what was expected once: "had hoped", "had been expected".
fn is_over(reading: &Reading<'_>, id: TokenId) -> bool {
    reading
        .children(id)
        .iter()
        .any(|child| reading.deprel(*child) == Deprel::Aux && reading.lower(*child) == "had")
}

/// Without punctuation and marks at the edges.
fn trim(reading: &Reading<'_>, span: Span) -> Span {
    let mut tokens: Vec<TokenId> = reading.tokens_in(span).collect();
    let edge = |id: &TokenId| {
        reading.upos(*id) == Upos::Punct
            || matches!(reading.lower(*id), "that" | "to" | "of" | "for" | "about" | "whether")
    };
    let skip = tokens.iter().take_while(|id| edge(id)).count();
    tokens.drain(..skip);
    while tokens.last().is_some_and(|id| reading.upos(*id) == Upos::Punct) {
        tokens.pop();
    }
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => reading.span_of(*first, *last),
        _ => Span { start: span.start, end: span.start },
    }
}
