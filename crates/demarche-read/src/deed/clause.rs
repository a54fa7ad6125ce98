//! A predicate with its arguments, wherever the grammar has put them.
//!
//! In: a token that heads a predicate. Out: [`Clause`]: who does it, to what, with which phrases, and whether it is
//! said to be so. Passives are turned round; subjects are shared over coordination, control, participles and
//! relative clauses.

use crate::reading::Reading;
use crate::syntax::{Deprel, Feats, Upos};
use crate::text::{Span, TokenId};

/// How many governors are climbed when an argument is looked for further up: deeper nesting is not English.
const CLIMB: usize = 8;

/// A predicate and its arguments, each by its head token.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The predicate.
    pub verb: TokenId,
    /// Who or what does it.
    pub subject: Option<TokenId>,
    /// What it is done to.
    pub object: Option<TokenId>,
    /// For whom.
    pub indirect: Option<TokenId>,
    /// Phrases with their preposition.
    pub phrases: Vec<(TokenId, TokenId)>,
    /// A complement clause.
    pub complement: Option<TokenId>,
    /// What it covers, where that is not the tree's to say.
    pub extent: Option<Span>,
}

impl Clause {
    /// Reads the arguments of a predicate off the tree.
    pub fn of(reading: &Reading<'_>, verb: TokenId) -> Clause {
        let passive = is_passive(reading, verb);
        let mut clause = Clause {
            verb,
            subject: None,
            object: None,
            indirect: None,
            phrases: Vec::new(),
            complement: None,
            extent: None,
        };
        let mut agent = None;
        let mut surface = None;
        for &child in reading.children(verb) {
            match reading.deprel(child) {
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => {
                    surface = surface.or(Some(child));
                }
                Deprel::Obj => clause.object = clause.object.or(Some(child)),
                Deprel::Iobj => clause.indirect = clause.indirect.or(Some(child)),
                Deprel::Obl | Deprel::OblAgent | Deprel::Nmod => {
                    let by = reading
                        .children_with(child, Deprel::Case)
                        .any(|case| matches!(reading.lower(case), "by"));
                    if passive && agent.is_none() && (by || reading.deprel(child) == Deprel::OblAgent) {
                        agent = Some(child);
                    } else {
                        push_phrases(reading, child, &mut clause.phrases);
                        if clause.object.is_none() && is_bare_object(reading, verb, child) {
                            clause.object = Some(child);
                        }
                    }
                }
                Deprel::Xcomp | Deprel::Ccomp if clause.object.is_none() && is_plain_noun(reading, child) => {
                    clause.object = Some(child);
                }
                Deprel::Xcomp | Deprel::Ccomp => clause.complement = clause.complement.or(Some(child)),
                _ => {}
            }
        }
        clause.object = clause.object.or_else(|| clause.indirect.take());
        if let Some(object) = clause.object {
            nested_phrases(reading, object, &mut clause.phrases);
        }
        let surface =
            surface.map(|token| antecedent(reading, verb, token)).or_else(|| shared_subject(reading, verb));
        if passive {
            if clause.object.is_some() && clause.indirect.is_none() {
                clause.indirect = surface;
            } else {
                clause.object = surface;
                if let Some(object) = surface {
                    nested_phrases(reading, object, &mut clause.phrases);
                }
            }
            clause.subject = agent;
        } else {
            clause.subject = surface;
            if clause.object.is_none() {
                clause.object = gap(reading, verb).or_else(|| shared_object(reading, verb));
            }
        }
        clause
    }

    /// The first phrase with a preposition.
    pub fn phrase(&self, reading: &Reading<'_>, preposition: &str) -> Option<TokenId> {
        self.phrases.iter().find(|(case, _)| reading.lower(*case) == preposition).map(|(_, noun)| *noun)
    }
}

/// The phrases inside a noun phrase ("an investigation into the deaths"), two levels down.
fn nested_phrases(reading: &Reading<'_>, noun: TokenId, phrases: &mut Vec<(TokenId, TokenId)>) {
    for &child in reading.children(noun) {
        if matches!(reading.deprel(child), Deprel::Nmod | Deprel::Obl) {
            push_phrases(reading, child, phrases);
            for &grandchild in reading.children(child) {
                if matches!(reading.deprel(grandchild), Deprel::Nmod) {
                    push_phrases(reading, grandchild, phrases);
                }
            }
        }
    }
}

/// A noun that the tree makes a complement without anything that would make it a predicate.
fn is_plain_noun(reading: &Reading<'_>, token: TokenId) -> bool {
    matches!(reading.upos(token), Upos::Noun | Upos::Propn)
        && !reading.children(token).iter().any(|child| {
            let relation = reading.deprel(*child);
            relation.is_subject()
                || matches!(relation, Deprel::Cop | Deprel::Mark | Deprel::Case | Deprel::Aux)
        })
}

/// A phrase without a preposition right behind its verb is its object, unless it says when.
fn is_bare_object(reading: &Reading<'_>, verb: TokenId, noun: TokenId) -> bool {
    reading.deprel(noun) == Deprel::Obl
        && noun > verb
        && matches!(reading.upos(noun), Upos::Noun | Upos::Propn | Upos::Pron)
        && reading.child(noun, Deprel::Case).is_none()
        && reading.child(noun, Deprel::Mark).is_none()
        && reading.times_in(reading.token(noun).span).next().is_none()
        && !matches!(
            reading.lemma(noun),
            "day" | "week" | "month" | "year" | "time" | "today" | "hour" | "night"
        )
}

fn push_phrases(reading: &Reading<'_>, noun: TokenId, phrases: &mut Vec<(TokenId, TokenId)>) {
    let mut found = false;
    for case in reading.children_with(noun, Deprel::Case) {
        phrases.push((case, noun));
        found = true;
    }
    if !found && let Some(mark) = reading.child(noun, Deprel::Mark) {
        phrases.push((mark, noun));
    }
}

/// Whether a predicate is a passive: by its auxiliary, its subject, or as a bare past participle after a noun.
pub fn is_passive(reading: &Reading<'_>, verb: TokenId) -> bool {
    for &child in reading.children(verb) {
        match reading.deprel(child) {
            Deprel::AuxPass | Deprel::NsubjPass | Deprel::CsubjPass | Deprel::OblAgent => return true,
            Deprel::Nsubj | Deprel::Aux => return false,
            _ => {}
        }
    }
    let token = reading.token(verb);
    match token.deprel {
        // "Thousands marched", taken for a noun with its participle.
        Deprel::Acl if token.head.is_some_and(|head| reading.head(head).is_none()) => false,
        Deprel::Acl | Deprel::Amod => token.xpos == "VBN" || token.feats.has(Feats::VOICE_PASS),
        Deprel::Advcl => token.xpos == "VBN" && reading.child(verb, Deprel::Obj).is_none(),
        Deprel::Conj => {
            token.xpos == "VBN"
                && token.head.is_some_and(|head| {
                    reading
                        .children(head)
                        .iter()
                        .any(|child| matches!(reading.deprel(*child), Deprel::AuxPass | Deprel::NsubjPass))
                        && reading.child(verb, Deprel::Obj).is_none()
                })
        }
        _ => false,
    }
}

/// What a relative pronoun stands for: the noun that the relative clause modifies.
fn antecedent(reading: &Reading<'_>, verb: TokenId, token: TokenId) -> TokenId {
    if !matches!(reading.lower(token), "who" | "which" | "that" | "whom" | "whose") {
        return token;
    }
    let mut at = verb;
    for _ in 0..CLIMB {
        let Some(head) = reading.head(at) else { return token };
        match reading.deprel(at) {
            Deprel::AclRelcl | Deprel::Acl => return head,
            Deprel::Conj | Deprel::Xcomp | Deprel::Ccomp => at = head,
            _ => return token,
        }
    }
    token
}

/// The subject that a clause without one of its own shares with what governs it.
fn shared_subject(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let mut at = verb;
    for _ in 0..CLIMB {
        let head = reading.head(at)?;
        match reading.deprel(at) {
            Deprel::Xcomp => {
                let promises = matches!(reading.lemma(head), "promise" | "threaten" | "vow");
                if !promises && let Some(object) = reading.child(head, Deprel::Obj) {
                    return Some(object);
                }
            }
            Deprel::Acl | Deprel::AclRelcl => {
                // "its pledge to help": who does it is who owns the noun, or who gives it.
                if reading.child(at, Deprel::Mark).is_none() {
                    // "Signed an order imposing": a paper does what its signatory does.
                    let paper = reading.token(at).xpos == "VBG"
                        && reading.deprel(head) == Deprel::Obj
                        && reading.actor_of_phrase(head).is_none();
                    match reading.head(head).and_then(|verb| reading.subject(verb)).filter(|_| paper) {
                        Some(subject) => return Some(subject),
                        None => return Some(head),
                    }
                }
                if let Some(owner) = reading.child(head, Deprel::NmodPoss) {
                    return Some(owner);
                }
                if reading.deprel(head) != Deprel::Obj {
                    return Some(head);
                }
                at = head;
                continue;
            }
            Deprel::Conj | Deprel::Advcl | Deprel::Ccomp | Deprel::Parataxis | Deprel::Obj | Deprel::Dep => {}
            _ => return None,
        }
        if let Some(subject) = reading.subject(head) {
            return Some(antecedent(reading, head, subject));
        }
        at = head;
    }
    None
}

/// The noun that a relative clause with a subject of its own has as its object ("the deal that it signed").
fn gap(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    if reading.deprel(verb) != Deprel::AclRelcl {
        return None;
    }
    let subject = reading.subject(verb)?;
    let relative = matches!(reading.lower(subject), "who" | "which" | "that");
    let taken = reading
        .children(verb)
        .iter()
        .any(|child| matches!(reading.deprel(*child), Deprel::Ccomp | Deprel::Xcomp));
    (!relative && !taken).then(|| reading.head(verb)).flatten()
}

/// The object that a verb shares with the one it is coordinated with ("seized and searched the ship").
fn shared_object(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let next = reading.child(verb, Deprel::Conj)?;
    let adjacent = next.0.saturating_sub(verb.0) <= 3;
    (adjacent && reading.upos(next) == Upos::Verb && reading.subject(next).is_none())
        .then(|| reading.child(next, Deprel::Obj))
        .flatten()
}

/// A head and what is coordinated with it.
pub fn coordinated(reading: &Reading<'_>, head: TokenId) -> Vec<TokenId> {
    let mut all = vec![head];
    all.extend(reading.children_with(head, Deprel::Conj).filter(|token| reading.upos(*token) != Upos::Verb));
    all
}

/// How a predicate is said: as a fact, to come, possible, denied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Polarity {
    /// Not so.
    pub negated: bool,
    /// "will", "is to", and "would" after a past.
    pub future: bool,
    /// "may", "might", "could".
    pub possible: bool,
    /// "must", "should", "has to".
    pub obliged: bool,
    /// "would" on its own.
    pub conditional: bool,
    /// "is doing".
    pub progressive: bool,
}

/// Reads the auxiliaries and negations of a predicate.
pub fn polarity(reading: &Reading<'_>, verb: TokenId) -> Polarity {
    let mut polarity = Polarity::default();
    for &child in reading.children(verb) {
        let word = reading.lower(child);
        match reading.deprel(child) {
            Deprel::Aux | Deprel::Cop | Deprel::AuxPass => match word {
                "will" | "shall" | "'ll" | "wo" => polarity.future = true,
                "would" | "'d" => polarity.conditional = true,
                "may" | "might" | "could" => polarity.possible = true,
                "can" | "ca" => {}
                "must" | "should" | "ought" => polarity.obliged = true,
                "is" | "are" | "was" | "were" | "'s" | "'re" | "'m" | "am" => {
                    if reading.deprel(child) == Deprel::Aux && reading.token(verb).xpos == "VBG" {
                        polarity.progressive = true;
                    } else if reading.token(verb).xpos == "VB" {
                        polarity.future = true;
                    }
                }
                _ => {}
            },
            Deprel::Advmod | Deprel::Det | Deprel::Dep => {
                if matches!(word, "not" | "n't" | "never" | "hardly" | "nowhere") {
                    polarity.negated = true;
                }
            }
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj => {
                let none = matches!(word, "nobody" | "none" | "nothing");
                polarity.negated |=
                    none || reading.children_with(child, Deprel::Det).any(|det| reading.lower(det) == "no");
            }
            _ => {}
        }
    }
    // "is to meet", "are due to meet": the infinitive hangs off a form of "be" or a predicate adjective.
    if let Some(head) = reading.head(verb)
        && reading.deprel(verb) == Deprel::Xcomp
        && reading.child(verb, Deprel::Mark).is_some()
    {
        let governor = reading.lemma(head);
        if governor == "be" || matches!(governor, "due" | "set" | "bound" | "going" | "about") {
            polarity.future = true;
        }
        if matches!(governor, "have" | "need") && reading.child(head, Deprel::Obj).is_none() {
            polarity.obliged = true;
        }
    }
    polarity
}
