//! Positions by words: verbs, nouns, adjectives and phrases that want, offer or rule out.
//!
//! In: sentences with trees. Out: drafts, each with its holder and the words of its issue. A row of the table says which
//! stance the words take, whose it is (`subject`: of the clause; `owner`: whoever owns the subject, else the speaker;
//! `speaker`; `possessor`: of the noun; `nobody`: the words take none, and keep shorter ones from being read into them),
//! and where the issue stands (`after`, `subject`, or in an `infinitive` alone).

use super::Draft;
use super::condition as conditions;
use super::holder;
use crate::lexicon::rows;
use crate::phrase::{Found, Phrases};
use crate::reading::{Reading, Sentence, Stance};
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, Span, TokenId};
use std::collections::HashSet;

const STANCES: &str = include_str!("../../lexicon/stances.tsv");
const GRANTED: &str = include_str!("../../lexicon/stance_grants.tsv");

/// How far after a phrase its complement is looked for, in words.
const REACH: u32 = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    Subject,
    Owner,
    Speaker,
    Possessor,
    Nobody,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    After,
    Subject,
    Infinitive,
    Noun,
}

#[derive(Clone, Copy, Debug)]
struct Cue {
    stance: Stance,
    pos: Option<Upos>,
    holder: Holder,
    issue: Place,
    /// The phrase itself denies ("not accept", "no longer insist").
    denies: bool,
    /// What it is about stands inside the phrase: "call * a red line".
    encloses: bool,
}

/// The table of phrases.
pub struct Cues {
    phrases: Phrases<Cue>,
    /// What others have to grant: to want it is to demand it.
    granted: HashSet<&'static str>,
}

impl Cues {
    pub fn new() -> Cues {
        let entries = rows::<5>(STANCES).filter_map(|[phrase, stance, pos, holder, issue]| {
            let cue = Cue {
                stance: Stance::parse(stance)?,
                pos: match pos {
                    "verb" => Some(Upos::Verb),
                    "noun" => Some(Upos::Noun),
                    _ => None,
                },
                holder: match holder {
                    "owner" => Holder::Owner,
                    "speaker" => Holder::Speaker,
                    "possessor" => Holder::Possessor,
                    "nobody" => Holder::Nobody,
                    _ => Holder::Subject,
                },
                issue: match issue {
                    "subject" => Place::Subject,
                    "infinitive" => Place::Infinitive,
                    "noun" => Place::Noun,
                    _ => Place::After,
                },
                denies: phrase
                    .split(' ')
                    .any(|word| matches!(word, "not" | "no" | "never" | "nothing" | "none")),
                encloses: phrase.contains(" * ") && !opens_complement(phrase),
            };
            Some((phrase, cue.pos, cue))
        });
        let granted = rows::<1>(GRANTED).map(|[noun]| noun).collect();
        Cues { phrases: Phrases::tagged(entries), granted }
    }

    /// Adds the positions of a sentence.
    pub fn find(&self, reading: &Reading<'_>, sentence: Sentence, drafts: &mut Vec<Draft>) {
        for found in self.phrases.in_sentence(reading, sentence) {
            let anchor = found.anchor(reading);
            if found.value.holder == Holder::Nobody
                || found.value.pos.is_some_and(|pos| reading.upos(anchor) != pos)
            {
                continue;
            }
            self.draft(reading, &found, anchor, drafts);
        }
    }

    /// Whether others have to grant what is wanted: "wants guarantees", "wants the blockade lifted".
    fn is_granted(&self, reading: &Reading<'_>, issue: TokenId) -> bool {
        self.granted.contains(reading.lemma(issue)) || reading.token(issue).xpos == "VBN"
    }

    fn draft(&self, reading: &Reading<'_>, found: &Found<'_, Cue>, anchor: TokenId, drafts: &mut Vec<Draft>) {
        let cue = *found.value;
        let mut predicate = reading.predicate_over(anchor);
        let is_mark =
            !matches!(reading.upos(anchor), Upos::Verb | Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num);
        if is_mark && cue.stance == Stance::Precondition && reading.deprel(predicate) == Deprel::Advcl {
            // "Only when conditions allow" stands in the condition: whose it is, the clause above says.
            predicate = reading.head(predicate).map_or(predicate, |head| reading.predicate_over(head));
        }
        if is_supposed(reading, predicate)
            || is_governed(reading, anchor)
            || is_wished(reading, predicate)
            || is_asked(reading, predicate)
            || is_thought(reading, predicate)
            || is_deed(reading, anchor)
            || (found.first == found.last && is_modifier(reading, anchor))
        {
            return;
        }
        let Some(stance) = stance_as_said(reading, found, anchor, predicate) else { return };
        let is_noun = cue.holder == Holder::Possessor;
        let complement = complement(reading, found, anchor, predicate);
        let issue = match cue.issue {
            Place::Subject => reading.subject_over(predicate).or(complement),
            Place::After => complement,
            Place::Infinitive => complement.filter(|id| match reading.deprel(*id) {
                Deprel::Ccomp => reading.token(*id).xpos == "VB" && !is_infinitive(reading, *id),
                _ => is_infinitive(reading, *id) || is_after(reading, *id, "for"),
            }),
            Place::Noun => complement.filter(|id| matches!(reading.upos(*id), Upos::Noun | Upos::Propn)),
        };
        let Some(issue) = issue.filter(|issue| !is_claim(reading, cue, anchor, *issue)) else { return };
        let holders = match cue.holder {
            Holder::Subject if is_mark => {
                let subject = reading.subject_over(predicate);
                let parties = subject.map_or_else(Vec::new, |subject| holder::of_phrase(reading, subject));
                if parties.is_empty() { holder::of_speaker(reading, predicate) } else { parties }
            }
            Holder::Subject => of_subject(reading, found, anchor, predicate),
            Holder::Possessor => of_noun(reading, anchor),
            Holder::Nobody => Vec::new(),
            Holder::Speaker => {
                let speakers = holder::of_speaker(reading, anchor);
                // "Nothing in it obliges Serbia": whom it does not oblige.
                let binds_none = speakers.is_empty() && reading.lower(found.first) == "nothing";
                if binds_none { holder::of_phrase(reading, issue) } else { speakers }
            }
            Holder::Owner => {
                let subject = reading.subject_over(predicate);
                let owners = subject.map_or_else(Vec::new, |subject| {
                    let owners = holder::of_owner(reading, subject);
                    if owners.is_empty() { holder::of_phrase(reading, subject) } else { owners }
                });
                let speakers = holder::of_speaker(reading, anchor);
                if speakers.is_empty() { owners } else { speakers }
            }
        };
        let by = reading.sayer_of(anchor);
        let evidence = match is_noun {
            true => reading.subtree_span(anchor).cover(reading.subtree_span(issue)),
            false => passage(reading, predicate, issue),
        };
        if is_long_ago(reading, predicate, evidence) {
            return;
        }
        let toward = toward(reading, anchor, issue);
        let stance = match stance {
            // "Wants his summit to go ahead": a wish, where nobody is told to do it and nobody has to grant it.
            Stance::Demand if toward.is_none() && reading.lemma(anchor) == "want" => {
                if self.is_granted(reading, issue) { Stance::Demand } else { Stance::Goal }
            }
            Stance::Goal if reading.lemma(anchor) == "want" && self.is_granted(reading, issue) => {
                Stance::Demand
            }
            // "Expects progress" is a forecast; "expects Tehran to comply" is a demand.
            Stance::Demand if toward.is_none() && reading.lemma(anchor) == "expect" => return,
            // "Agreed to it", "offered him": what, the words do not say.
            Stance::Offer | Stance::Concession | Stance::Goal if reading.upos(issue) == Upos::Pron => return,
            Stance::Demand if is_bare_pronoun(reading, issue) => return,
            Stance::Refusal if !cue.denies && is_bare_pronoun(reading, issue) => return,
            // "There will be no easing before …", "cannot proceed under threats": what has to come first.
            Stance::Refusal | Stance::RedLine
                if (cue.denies || reading.denial_of(predicate).is_some())
                    && conditions::hindrance(reading, found.last, stance).is_some() =>
            {
                Stance::Precondition
            }
            other => other,
        };
        for holder in holders.iter().copied().take(3) {
            // "His generals told him to hold fire" is no demand on anybody.
            if stance == Stance::Demand && toward == Some(holder) {
                continue;
            }
            let base = Draft {
                holder,
                by,
                stance,
                issue: issue_span(reading, issue, found),
                issue_head: Some(issue),
                toward,
                predicate: if is_noun { anchor } else { predicate },
                evidence,
                confidence: if found.first == found.last { 0.45 } else { 0.6 },
            };
            // "To set out a timetable … and to begin releasing prisoners": two demands.
            for other in reading.children_with(issue, Deprel::Conj).filter(|_| is_infinitive(reading, issue))
            {
                if reading.upos(other) == Upos::Verb {
                    let span = reading.subtree_span(other);
                    drafts.push(Draft {
                        issue: span,
                        issue_head: Some(other),
                        evidence: span,
                        predicate: other,
                        ..base.clone()
                    });
                }
            }
            drafts.push(base);
        }
    }
}

/// The stance that words take where they are denied, or `None` where they then take none.
fn stance_as_said(
    reading: &Reading<'_>,
    found: &Found<'_, Cue>,
    anchor: TokenId,
    predicate: TokenId,
) -> Option<Stance> {
    let cue = *found.value;
    let denial = [anchor, predicate]
        .into_iter()
        .filter_map(|id| reading.denial_of(id))
        .find(|denial| !found.holds(*denial));
    let is_past = |id: TokenId| {
        reading.children(id).iter().any(|child| {
            matches!(reading.deprel(*child), Deprel::Aux)
                && matches!(reading.lower(*child), "did" | "had" | "has" | "have" | "'ve" | "’ve")
        })
    };
    if cue.denies {
        // What did not happen is no stance: "did not meet", "has not agreed to".
        let reports = cue.stance == Stance::Refusal && is_past(anchor) && cue.holder == Holder::Subject;
        return (!reports).then_some(cue.stance);
    }
    if denial.is_none() {
        // "Could accept": it might.
        let might = matches!(reading.modal_of(anchor), Some("could" | "would" | "can" | "might" | "may"));
        return Some(if cue.stance == Stance::Concession && might { Stance::Openness } else { cue.stance });
    }
    // "Pursues no interest": what is denied is the object, not the stance.
    let is_plain =
        denial.is_some_and(|denial| matches!(reading.lower(denial), "not" | "n't" | "n’t" | "never"));
    match cue.stance {
        Stance::Refusal if cue.pos == Some(Upos::Verb) => Some(Stance::Openness),
        Stance::Openness => Some(Stance::Refusal),
        Stance::Concession | Stance::Goal | Stance::Offer if !is_past(anchor) && is_plain => {
            Some(Stance::Refusal)
        }
        _ => None,
    }
}

/// The word that says what the stance is about.
fn complement(
    reading: &Reading<'_>,
    found: &Found<'_, Cue>,
    anchor: TokenId,
    predicate: TokenId,
) -> Option<TokenId> {
    let end = reading.sentence_of(anchor).end.0;
    let inside = |id: TokenId| found.holds(id);
    if found.value.encloses
        && let Some(object) = enclosed(reading, found, anchor)
    {
        return Some(object);
    }
    let mut governed: Option<TokenId> = None;
    for id in (found.last.0 + 1..end.min(found.last.0 + 1 + 4 * REACH)).map(TokenId) {
        if !reading.head(id).is_some_and(inside) {
            continue;
        }
        match reading.deprel(id) {
            Deprel::Xcomp | Deprel::Ccomp => return Some(id),
            Deprel::Obj if reading.children_with(anchor, Deprel::Xcomp).any(|other| other > id) => {}
            Deprel::Obj
            | Deprel::Obl
            | Deprel::Nmod
            | Deprel::Acl
            | Deprel::Advcl
            | Deprel::Iobj
            | Deprel::Dep
            | Deprel::NmodUnmarked => {
                governed = governed.or(Some(id));
            }
            _ => {}
        }
    }
    if governed.is_some() {
        return governed;
    }
    // Trees often hang an infinitive on the verb above: "conveyed its readiness to discuss …".
    let next = TokenId(found.last.0 + 1);
    if next.0 + 1 < end
        && matches!(reading.lower(next), "to" | "for" | "of" | "on")
        && reading.upos(anchor) == Upos::Noun
    {
        let wanted = if reading.lower(next) == "to" { Upos::Verb } else { Upos::Noun };
        let first = (next.0 + 1..end.min(next.0 + REACH)).map(TokenId).find(|id| reading.upos(*id) == wanted);
        if first.is_some() {
            return first;
        }
    }
    // "What … rejects is …", "the X that Y demands", or passive: the issue stands before.
    if reading.is_passive(anchor) {
        return reading.subject(anchor);
    }
    if matches!(reading.deprel(predicate), Deprel::AclRelcl) {
        return reading.head(predicate);
    }
    (found.first != found.last)
        .then(|| {
            (found.last.0 + 1..end.min(found.last.0 + 1 + REACH))
                .map(TokenId)
                .take_while(|id| !matches!(reading.lower(*id), "," | ";" | "." | ":"))
                .find(|id| {
                    matches!(
                        reading.upos(*id),
                        Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Pron
                    )
                })
        })
        .flatten()
        .or_else(|| (found.first != found.last).then(|| reading.subject_over(predicate)).flatten())
}

fn issue_span(reading: &Reading<'_>, issue: TokenId, found: &Found<'_, Cue>) -> Span {
    let span = reading.subtree_span(issue);
    let after = reading.token(found.last).span.end;
    if issue > found.last && span.start < after {
        Span { start: after.min(span.end), end: span.end }
    } else {
        span
    }
}

/// Parties of the subject of a clause; of the agent in a passive.
fn of_subject(
    reading: &Reading<'_>,
    found: &Found<'_, Cue>,
    anchor: TokenId,
    predicate: TokenId,
) -> Vec<ActorId> {
    let carrier = if reading.is_passive(anchor) { anchor } else { predicate };
    // A phrase is passive in form alone: "is not bound by it".
    let is_idiom = found.first != found.last && found.value.denies;
    if reading.is_passive(carrier) && !is_idiom {
        let agent = reading.children(carrier).iter().copied().find(|child| {
            matches!(reading.deprel(*child), Deprel::OblAgent | Deprel::Obl)
                && reading.child(*child, Deprel::Case).is_some_and(|case| reading.lower(case) == "by")
        });
        if let Some(agent) = agent {
            return holder::of_phrase(reading, agent);
        }
        if reading.upos(anchor) == Upos::Verb && anchor == carrier {
            // "Venezuela had been told to …", a spokesman said: his side told it.
            let told = found.value.stance == Stance::Demand;
            let subjects = reading.subject(anchor).map_or_else(Vec::new, |id| holder::of_phrase(reading, id));
            let mut speakers = holder::of_speaker(reading, anchor);
            speakers.retain(|speaker| told && !subjects.is_empty() && !subjects.contains(speaker));
            return speakers;
        }
    }
    let subject = reading
        .subject_over(anchor)
        .filter(|_| reading.is_predicate(anchor))
        .or_else(|| reading.subject_over(predicate));
    let Some(subject) = subject else {
        return holder::of_speaker(reading, anchor);
    };
    let parties = holder::of_phrase(reading, subject);
    if !parties.is_empty() {
        return parties;
    }
    if matches!(reading.lower(subject), "it" | "they" | "he" | "she") {
        return holder::of_speaker(reading, anchor);
    }
    if reading.actor_of_phrase(subject).is_some() {
        return parties;
    }
    // "The delegation declared", "the deployments are intended to": whoever owns it.
    holder::of_owner(reading, subject)
}

/// Parties of a noun: its possessor, else the subject of the verb it is the object of ("made an offer").
fn of_noun(reading: &Reading<'_>, noun: TokenId) -> Vec<ActorId> {
    let owners = holder::of_owner(reading, noun);
    if !owners.is_empty() || reading.deprel(noun) != Deprel::Obj {
        return owners;
    }
    const LIGHT: [&str; 16] = [
        "make",
        "issue",
        "voice",
        "express",
        "repeat",
        "reiterate",
        "renew",
        "present",
        "table",
        "extend",
        "declare",
        "convey",
        "signal",
        "state",
        "affirm",
        "set",
    ];
    reading
        .head(noun)
        .filter(|verb| LIGHT.contains(&reading.lemma(*verb)))
        .and_then(|verb| reading.subject_over(verb))
        .map_or_else(Vec::new, |subject| holder::of_phrase(reading, subject))
}

/// The party that a stance is taken against: the object of a demand, the subject of what is demanded, a party it names.
fn toward(reading: &Reading<'_>, anchor: TokenId, issue: TokenId) -> Option<ActorId> {
    let object = reading.child(anchor, Deprel::Obj).into_iter();
    object
        .chain(reading.subject(issue))
        .chain(reading.children_with(anchor, Deprel::Obl))
        .map(|id| holder::of_phrase(reading, id))
        .find_map(|parties| holder::only(&parties))
}

pub(super) fn is_infinitive(reading: &Reading<'_>, id: TokenId) -> bool {
    reading
        .children(id)
        .iter()
        .any(|child| reading.deprel(*child) == Deprel::Mark && reading.lower(*child) == "to")
}

fn is_after(reading: &Reading<'_>, id: TokenId, preposition: &str) -> bool {
    reading.child(id, Deprel::Case).is_some_and(|case| reading.lower(case) == preposition)
}

/// Whether a clause is only supposed: under "if" or "whether", or with its auxiliary before its subject.
pub(super) fn is_supposed(reading: &Reading<'_>, predicate: TokenId) -> bool {
    let subject = reading.subject(predicate);
    reading.children(predicate).iter().any(|child| match reading.deprel(*child) {
        Deprel::Mark => matches!(reading.lower(*child), "if" | "whether" | "unless"),
        Deprel::Aux => {
            matches!(reading.lower(*child), "should" | "had" | "were")
                && subject.is_some_and(|subject| *child < subject)
        }
        _ => false,
    })
}

/// Verbs that add nothing of their own to what they govern.
const LIGHT: [&str; 18] = [
    "remain",
    "continue",
    "stay",
    "keep",
    "stand",
    "appear",
    "seem",
    "look",
    "declare",
    "begin",
    "start",
    "prove",
    "be",
    "feel",
    "go",
    "pronounce",
    "profess",
    "want",
];

/// Whether a word stands under a verb that decides what becomes of it: "refuses to accept", "told them to give up".
fn is_governed(reading: &Reading<'_>, anchor: TokenId) -> bool {
    reading.deprel(anchor) == Deprel::Xcomp
        && reading.head(anchor).is_some_and(|head| {
            !LIGHT.contains(&reading.lemma(head))
                || reading.lemma(head) == "want" && is_infinitive(reading, anchor)
        })
}

/// Whether a clause stands in the subjunctive of a demand: "demand that he walk away".
fn is_wished(reading: &Reading<'_>, predicate: TokenId) -> bool {
    reading.deprel(predicate) == Deprel::Ccomp
        && reading.token(predicate).xpos == "VB"
        && reading.subject(predicate).is_some()
        && reading.child(predicate, Deprel::Aux).is_none()
}

/// Whether a clause is an indirect question: "which sanctions he was ready to remove".
fn is_asked(reading: &Reading<'_>, predicate: TokenId) -> bool {
    reading.deprel(predicate) == Deprel::Ccomp
        && reading.tokens_in(reading.clause_span(predicate)).take(2).any(|id| {
            matches!(reading.lower(id), "which" | "whether" | "who" | "how" | "when" | "where" | "why")
        })
}

/// What one declines without taking a stance.
const SILENT: [&str; 20] = [
    "comment",
    "say",
    "confirm",
    "elaborate",
    "give",
    "name",
    "disclose",
    "reveal",
    "answer",
    "identify",
    "specify",
    "speculate",
    "provide",
    "detail",
    "discuss",
    "draw",
    "describe",
    "explain",
    "quote",
    "deny",
];

/// Whether the words only claim a fact, or deny one: "insists that it was an airship", "rejected the allegation".
fn is_claim(reading: &Reading<'_>, cue: Cue, anchor: TokenId, issue: TokenId) -> bool {
    const FACTS: [&str; 14] = [
        "claim",
        "allegation",
        "accusation",
        "report",
        "charge",
        "suggestion",
        "notion",
        "assertion",
        "rumour",
        "rumor",
        "criticism",
        "account",
        "finding",
        "idea",
    ];
    match cue.stance {
        // "Declined to comment", "asked that his name be withheld": nothing about the matter.
        Stance::Refusal
            if SILENT.contains(&reading.lemma(issue))
                && reading.child(issue, Deprel::CompoundPrt).is_none() =>
        {
            true
        }
        Stance::Demand
            if reading.tokens_in(reading.subtree_span(issue)).any(|id| {
                matches!(reading.lemma(id), "anonymity" | "name" | "identify" | "comment" | "anonymous")
            }) =>
        {
            true
        }
        // "Conceded that Russia might be lying": a fact, no concession.
        Stance::Concession => {
            reading.deprel(issue) == Deprel::Ccomp
                && !is_infinitive(reading, issue)
                && !matches!(reading.modal_of(issue), Some("will" | "would" | "shall" | "must" | "should"))
        }
        // "Told carmakers to expect a wait".
        Stance::Demand if reading.lemma(anchor) == "tell" && MENTAL.contains(&reading.lemma(issue)) => true,
        // "Proposed that the neighbours meet": the verb leaves no doubt.
        Stance::Offer if matches!(reading.lemma(anchor), "propose" | "offer" | "moot" | "float") => false,
        Stance::Refusal => {
            let object = reading.controller(anchor).unwrap_or(issue);
            FACTS.contains(&reading.lemma(issue)) || FACTS.contains(&reading.lemma(object))
        }
        Stance::Demand | Stance::Goal | Stance::Offer
            if reading.deprel(issue) == Deprel::Ccomp || reading.child(issue, Deprel::Cop).is_some() =>
        {
            // "Insisted that Ukraine give up": the bare form with one who does it.
            let is_bare = reading.token(issue).lower == reading.token(issue).lemma
                && reading
                    .subject(issue)
                    .is_some_and(|subject| matches!(reading.token(subject).xpos, "NN" | "NNP"));
            let wishes = reading.modal_of(issue).is_some()
                || is_bare
                || reading.token(issue).xpos == "VB"
                || is_infinitive(reading, issue)
                || reading.lemma(anchor) == "demand";
            !wishes
        }
        _ => false,
    }
}

/// Verbs of the mind: who is told to do these is told a fact.
const MENTAL: [&str; 8] = ["expect", "prepare", "brace", "wait", "anticipate", "assume", "reckon", "be"];

/// Whether a phrase with a gap goes on after it: "give * until", "want * to".
fn opens_complement(phrase: &str) -> bool {
    let last = phrase.rsplit(' ').next().unwrap_or(phrase);
    matches!(last, "to" | "until" | "do" | "talks" | "deadline" | "for" | "on" | "that" | "of")
}

/// What stands inside a phrase: the object there, else its first noun; a pronoun tells nothing.
fn enclosed(reading: &Reading<'_>, found: &Found<'_, Cue>, anchor: TokenId) -> Option<TokenId> {
    let inside = || (anchor.0 + 1..=found.last.0).map(TokenId).filter(|id| reading.upos(*id) != Upos::Pron);
    let object = inside().find(|id| {
        reading.head(*id) == Some(anchor) && matches!(reading.deprel(*id), Deprel::Obj | Deprel::Ccomp)
    });
    let is_pronoun = reading.upos(TokenId(anchor.0 + 1)) == Upos::Pron;
    object
        .or_else(|| inside().find(|id| !is_pronoun && matches!(reading.upos(*id), Upos::Noun | Upos::Propn)))
}

/// Whether a pronoun stands for what is asked, so that the words don't say what: "asked for them".
fn is_bare_pronoun(reading: &Reading<'_>, issue: TokenId) -> bool {
    matches!(reading.lower(issue), "it" | "them" | "that" | "this" | "these" | "those" | "more")
        && reading.children(issue).iter().all(|child| *child < issue)
}

/// Whether a clause is only hoped, feared or doubted by somebody: "hoped they would agree".
fn is_thought(reading: &Reading<'_>, predicate: TokenId) -> bool {
    const THOUGHTS: [&str; 9] =
        ["hope", "fear", "doubt", "suspect", "wonder", "worry", "expect", "predict", "bet"];
    reading.deprel(predicate) == Deprel::Ccomp
        && reading.head(predicate).is_some_and(|verb| THOUGHTS.contains(&reading.lemma(verb)))
}

/// Whether the words tell what was done, not what is wanted: "stayed away from the summit", "pulled out of talks".
fn is_deed(reading: &Reading<'_>, anchor: TokenId) -> bool {
    reading.token(anchor).xpos == "VBD"
        && matches!(reading.lemma(anchor), "stay" | "pull" | "walk" | "storm" | "quit" | "attempt" | "try")
}

/// The passage of a stance: its clause, from the subject it shares with the clause before it; with a pronoun for its
/// issue, from the start of the sentence, which tells what the pronoun means.
fn passage(reading: &Reading<'_>, predicate: TokenId, issue: TokenId) -> Span {
    let clause = reading.clause_span(predicate);
    let sentence = reading.sentence_of(predicate);
    if matches!(reading.upos(issue), Upos::Pron | Upos::Num) {
        return Span { start: sentence.span.start, end: clause.end };
    }
    let shared = (reading.deprel(predicate) == Deprel::Conj && reading.subject(predicate).is_none())
        .then(|| reading.subject_over(predicate))
        .flatten()
        .filter(|subject| *subject >= sentence.first && *subject < predicate)
        // A party says no more than the clause does; a matter is what it is about.
        .filter(|subject| holder::of_phrase(reading, *subject).is_empty());
    shared.map_or(clause, |subject| clause.cover(reading.subtree_span(subject)))
}

/// Whether a past clause lies more than two months back.
fn is_long_ago(reading: &Reading<'_>, predicate: TokenId, evidence: Span) -> bool {
    const DAYS: i64 = 60;
    let Some(published) = reading
        .document
        .published
        .as_deref()
        .and_then(|day| day.get(..10)?.parse::<jiff::civil::Date>().ok())
    else {
        return false;
    };
    // A relative clause lies as far back as what it says more about.
    let within = match reading.deprel(predicate) {
        Deprel::AclRelcl => reading.sentence_of(predicate).span,
        _ => evidence,
    };
    let had = reading.children_with(predicate, Deprel::Aux).any(|aux| reading.lower(aux) == "had");
    (reading.token(predicate).xpos == "VBD" || had)
        && reading.times_in(within).any(|time| {
            let end = time.period.and_then(|period| period.to);
            end.is_some_and(|end| published.since(end).is_ok_and(|gap| i64::from(gap.get_days()) > DAYS))
        })
}

/// Whether a word stands before a noun ("the proposed talks") rather than carrying anything.
fn is_modifier(reading: &Reading<'_>, id: TokenId) -> bool {
    matches!(reading.deprel(id), Deprel::Amod | Deprel::Compound | Deprel::Case | Deprel::Flat)
}
