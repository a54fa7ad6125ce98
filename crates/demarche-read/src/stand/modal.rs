//! Positions by grammar: what a party will or will never do, what others must do, what it ties to a condition.
//!
//! In: sentences with trees. Out: drafts. Needs words only to tell deeds from happenings: the table of verbs has those
//! that say ("would not say"), that happen to one ("will not survive"), and that give something up ("will suspend").

use super::Draft;
use super::condition::{condition, hindrance};
use super::cue::{is_infinitive, is_supposed};
use super::holder;
use crate::lexicon::{rows, values};
use crate::quick::TableMap;
use crate::reading::{Act, Mode, Reading, Sentence, Stance};
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, Span, TokenId};

const VERBS: &str = include_str!("../../lexicon/stance_verbs.tsv");

/// What kind of doing a verb names, as far as it bears on positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    /// Saying: to decline it is no stance.
    Says,
    /// Happening to the subject: no choice of its own.
    Happens,
    /// Giving something up.
    Gives,
    /// Hitting back.
    Hits,
    /// Starting again, or being let go, by somebody's leave.
    Resumes,
}

/// The table of verbs.
pub struct Verbs {
    doing: TableMap<&'static str, Vec<Doing>>,
}

impl Verbs {
    pub fn new() -> Verbs {
        let doing = rows::<2>(VERBS).map(|[verb, kinds]| {
            let kinds = values(kinds).filter_map(|kind| match kind {
                "says" => Some(Doing::Says),
                "happens" => Some(Doing::Happens),
                "gives" => Some(Doing::Gives),
                "hits" => Some(Doing::Hits),
                "resumes" => Some(Doing::Resumes),
                _ => None,
            });
            (verb, kinds.collect())
        });
        Verbs { doing: doing.collect() }
    }

    fn is(&self, reading: &Reading<'_>, id: TokenId, doing: Doing) -> bool {
        self.doing.get(reading.lemma(id)).is_some_and(|kinds| kinds.contains(&doing))
    }

    /// Adds the positions of a sentence.
    pub fn find(&self, reading: &Reading<'_>, sentence: Sentence, drafts: &mut Vec<Draft>) {
        for id in sentence.tokens() {
            if !reading.is_predicate(id) || is_supposed(reading, id) {
                continue;
            }
            match self.judge(reading, id) {
                Some((stance, holders, confidence)) => {
                    for holder in holders.into_iter().take(3) {
                        drafts.push(draft(reading, id, stance, holder, confidence));
                    }
                }
                None => continue,
            }
        }
    }

    /// The stance of a clause and whose it is.
    fn judge(&self, reading: &Reading<'_>, id: TokenId) -> Option<(Stance, Vec<ActorId>, f32)> {
        let modal = reading.modal_of(id).or_else(|| obligation(reading, id));
        let is = |doing| self.is(reading, id, doing);
        let speakers = holder::of_speaker(reading, id);
        let subject = reading.subject_over(id);
        let subjects = subject.map_or_else(Vec::new, |subject| holder::of_phrase(reading, subject));
        let Some(modal) = modal else {
            return self.unmodal(reading, id, &speakers, &subjects, subject);
        };
        let denial = reading.denial_of(id);
        let passive = reading.is_passive(id);
        match modal {
            // "No agreement may touch upon our share."
            "may"
                if denial.is_some_and(|denial| {
                    matches!(reading.lower(denial), "no" | "nothing" | "nobody" | "never" | "nor")
                }) =>
            {
                (!speakers.is_empty()).then_some((Stance::Refusal, speakers, 0.5))
            }
            "must" | "should" => {
                if speakers.is_empty() || denial.is_none() && is(Doing::Says) {
                    return None;
                }
                let own = subjects.iter().any(|party| speakers.contains(party)) && !passive;
                // "Must be lifted before talks can begin", "must come first".
                let stance = if is_first_step(reading, id) { Stance::Precondition } else { Stance::Demand };
                (!own).then_some((stance, speakers, 0.6))
            }
            "will" | "would" | "shall" | "can" | "could" => {
                if is(Doing::Says) {
                    return None;
                }
                let chooses = !passive && reading.upos(id) == Upos::Verb && !is(Doing::Happens);
                let holders =
                    if chooses && !subjects.is_empty() { subjects.clone() } else { speakers.clone() };
                if holders.is_empty() {
                    return None;
                }
                let agentive = chooses && !subjects.is_empty();
                let condition = condition(reading, id).map(|(word, _)| word);
                let is_own = !speakers.is_empty() && holders.iter().any(|party| speakers.contains(party));
                if modal == "could" || (modal == "can" && !is_own) {
                    return None;
                }
                if let Some(word) = condition
                    && (agentive || denial.is_some() || passive || !matches!(word, "if" | "when" | "after"))
                {
                    // "If you do this we will do that": an offer or a threat, tied to a condition either way.
                    let own = holders.iter().any(|party| speakers.is_empty() || speakers.contains(party));
                    let strict = word != "if" && word != "when" && word != "after";
                    if strict || (own && (agentive || is(Doing::Hits))) {
                        return Some((Stance::Precondition, holders, 0.6));
                    }
                }
                let hindered = |stance| {
                    let tied = denial.is_some() && hindrance(reading, id, stance).is_some();
                    if tied { Stance::Precondition } else { stance }
                };
                let Some(denial) = denial else {
                    // "Announced that flights would resume": whoever announces it lets them.
                    if !agentive && is(Doing::Resumes) && self.is_announced(reading, id) {
                        return Some((Stance::Concession, speakers, 0.45));
                    }
                    // "We will bring every one of ours home".
                    if agentive && is_own && modal == "will" && is_first_person(reading, id) {
                        let stance = if is(Doing::Gives) { Stance::Concession } else { Stance::Goal };
                        return (!is(Doing::Hits) || is(Doing::Gives)).then_some((stance, holders, 0.4));
                    }
                    return (agentive
                        && modal != "can"
                        && is(Doing::Gives)
                        && (speakers.is_empty() || speakers.iter().any(|party| subjects.contains(party))))
                    .then_some((Stance::Concession, holders, 0.5));
                };
                let closed = reading.lower(denial) == "never";
                if agentive {
                    let stance = hindered(if closed { Stance::RedLine } else { Stance::Refusal });
                    return Some((stance, holders, 0.6));
                }
                // "Displaced families will not be let back": the speaker's side decides.
                let stance = hindered(if closed { Stance::RedLine } else { Stance::Refusal });
                let tied = stance == Stance::Precondition;
                let decides =
                    passive && !is(Doing::Happens) || modal == "can" && !is(Doing::Happens) || closed || tied;
                (decides && !speakers.is_empty() && modal != "could" && reading.upos(id) == Upos::Verb)
                    .then_some((stance, speakers, 0.45))
            }
            _ => None,
        }
    }

    /// Whether a clause is what somebody announces or promises.
    fn is_announced(&self, reading: &Reading<'_>, id: TokenId) -> bool {
        reading.statement_over(reading.token(id).span).is_some_and(|statement| {
            let statement = &reading.statements[statement.index()];
            statement.by.is_some() && matches!(statement.act, Act::Announce | Act::Promise | Act::Accept)
        })
    }

    /// Clauses without a modal: imperatives, and threats in the present tense ("if they …, the withdrawal stops").
    fn unmodal(
        &self,
        reading: &Reading<'_>,
        id: TokenId,
        speakers: &[ActorId],
        subjects: &[ActorId],
        subject: Option<TokenId>,
    ) -> Option<(Stance, Vec<ActorId>, f32)> {
        if speakers.is_empty() || reading.upos(id) != Upos::Verb {
            return None;
        }
        let xpos = reading.token(id).xpos;
        if subject.is_none()
            && xpos == "VB"
            && !is_infinitive(reading, id)
            && reading.child(id, Deprel::Aux).is_none()
            && matches!(reading.deprel(id), Deprel::Root | Deprel::Parataxis | Deprel::Ccomp | Deprel::Conj)
            && reading.lower(id) != "let"
            && is_quoted(reading, id)
        {
            return Some((Stance::Demand, speakers.to_vec(), 0.45));
        }
        let hits = self.is(reading, id, Doing::Hits);
        let own = subjects.is_empty() || subjects.iter().any(|party| speakers.contains(party));
        (hits
            && own
            && matches!(xpos, "VBZ" | "VBP")
            && condition(reading, id).is_some_and(|(word, _)| word == "if"))
        .then(|| (Stance::Precondition, speakers.to_vec(), 0.5))
    }
}

/// Whether what must be done must be done before something else: "before talks can begin", "first".
fn is_first_step(reading: &Reading<'_>, id: TokenId) -> bool {
    let sentence = reading.sentence_of(id);
    (id.0 + 1..sentence.end.0.min(id.0 + 24))
        .map(TokenId)
        .take_while(|next| !matches!(reading.lower(*next), ";" | ":"))
        .any(|next| {
            let follows = TokenId(next.0 + 1);
            match reading.lower(next) {
                "before" => {
                    matches!(reading.lower(follows), "any" | "there" | "we" | "talks" | "negotiations")
                        || (follows.0..sentence.end.0.min(follows.0 + 8))
                            .map(TokenId)
                            .any(|id| matches!(reading.lower(id), "can" | "could" | "will" | "would" | "may"))
                }
                "first" => {
                    reading.upos(next) == Upos::Adv
                        && matches!(reading.lower(follows), "," | "." | "”" | "\"")
                }
                _ => false,
            }
        })
}

/// Whether a clause is about the speaker's own side, in the first person: "we" right before its modal.
fn is_first_person(reading: &Reading<'_>, predicate: TokenId) -> bool {
    let modal = reading.children_with(predicate, Deprel::Aux).next();
    reading.subject(predicate).zip(modal).is_some_and(|(subject, modal)| {
        matches!(reading.lower(subject), "we" | "i") && subject < modal && modal.0 - subject.0 <= 2
    })
}

/// "Have to", "need to" on the verb above an infinitive.
fn obligation(reading: &Reading<'_>, id: TokenId) -> Option<&'static str> {
    let above =
        reading.head(id).filter(|_| reading.deprel(id) == Deprel::Xcomp && is_infinitive(reading, id))?;
    (matches!(reading.lemma(above), "have" | "need" | "ought") && reading.denial_of(above).is_none())
        .then_some("must")
}

/// Whether a token stands in a speaker's own words.
fn is_quoted(reading: &Reading<'_>, id: TokenId) -> bool {
    reading
        .statement_over(reading.token(id).span)
        .is_some_and(|statement| reading.statements[statement.index()].mode != Mode::Indirect)
}

fn draft(reading: &Reading<'_>, id: TokenId, stance: Stance, holder: ActorId, confidence: f32) -> Draft {
    let complement = [Deprel::Xcomp, Deprel::Ccomp, Deprel::Obj, Deprel::Obl]
        .into_iter()
        .find_map(|deprel| reading.children_with(id, deprel).find(|child| *child > id))
        .or_else(|| reading.subject(id).filter(|_| reading.is_passive(id)));
    let evidence = reading.clause_span(id);
    let end = reading.sentence_of(id).span.end;
    let condition = condition(reading, id).filter(|_| stance == Stance::Precondition).map(|(_, mark)| {
        let clause = reading.head(mark).filter(|_| reading.deprel(mark) == Deprel::Mark);
        let start = reading.token(mark).span.end;
        Span { start, end: clause.map_or(end, |clause| reading.subtree_span(clause).end).max(start) }
    });
    // What the verb does to its object is the issue: "extend its territorial waters".
    let start = reading.token(id).span.start;
    let issue = match complement {
        // What has to come first is what it turns on.
        _ if condition.is_some_and(|condition| condition.len() > 1) => condition.unwrap_or(evidence),
        Some(object) if object > id => {
            let span = reading.subtree_span(object);
            Span { start, end: span.end.max(reading.token(id).span.end) }
        }
        Some(subject) => reading.subtree_span(subject),
        None => evidence,
    };
    let toward = reading
        .subject_over(id)
        .into_iter()
        .chain(reading.child(id, Deprel::Obj))
        .chain(reading.children_with(id, Deprel::Obl))
        .map(|token| holder::of_phrase(reading, token))
        .find_map(|parties| holder::only(&parties).filter(|party| *party != holder));
    Draft {
        holder,
        by: reading.sayer_of(id),
        stance,
        issue,
        issue_head: complement.or(Some(id)),
        toward,
        predicate: reading.predicate_over(id),
        evidence,
        confidence,
    }
}
