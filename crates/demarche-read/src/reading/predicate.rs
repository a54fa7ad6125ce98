//! Clauses of the tree, as the stages that look for attitudes ask for them: what carries a clause, whose it is, how far it
//! reaches, whether it is negated.
//!
//! Needs: trees.

use super::Reading;
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, Span, TokenId};

/// How many governors to climb before giving up; keeps odd trees cheap.
const CLIMB: usize = 12;

impl Reading<'_> {
    /// Whether a token carries a clause: a verb, or a word with a copula or a subject.
    pub fn is_predicate(&self, id: TokenId) -> bool {
        self.upos(id) == Upos::Verb
            || self
                .children(id)
                .iter()
                .any(|child| self.deprel(*child) == Deprel::Cop || self.deprel(*child).is_subject())
    }

    /// The word that carries the clause a token stands in; infinitives are part of the clause above them.
    pub fn predicate_over(&self, id: TokenId) -> TokenId {
        let mut at = id;
        for _ in 0..CLIMB {
            let Some(head) = self.head(at) else { return at };
            let ends = match self.deprel(at) {
                Deprel::Root
                | Deprel::Ccomp
                | Deprel::Advcl
                | Deprel::AdvclRelcl
                | Deprel::Acl
                | Deprel::AclRelcl
                | Deprel::Parataxis
                | Deprel::Csubj
                | Deprel::CsubjPass
                | Deprel::CsubjOuter => true,
                Deprel::Conj => self.is_predicate(at),
                _ => false,
            };
            if ends {
                return at;
            }
            at = head;
        }
        at
    }

    /// Who or what a clause is about, through coordination, control, participles and relative clauses.
    pub fn subject_over(&self, predicate: TokenId) -> Option<TokenId> {
        let mut at = predicate;
        for _ in 0..CLIMB {
            if let Some(subject) = self.subject(at) {
                let is_relative = matches!(self.lower(subject), "who" | "which" | "that" | "whom")
                    && self.deprel(at) == Deprel::AclRelcl;
                return if is_relative { self.head(at) } else { Some(subject) };
            }
            let head = self.head(at)?;
            match self.deprel(at) {
                Deprel::Xcomp => match self.controller(head).filter(|object| *object < at) {
                    Some(object) => return Some(object),
                    None => at = head,
                },
                Deprel::Conj | Deprel::Advcl | Deprel::AdvclRelcl => at = head,
                Deprel::Acl | Deprel::AclRelcl => return Some(head),
                // A participle or an infinitive taken for a clause: "said it will …, promising to …".
                Deprel::Ccomp | Deprel::Parataxis if self.is_bare_participle(at) => at = head,
                _ => return None,
            }
        }
        None
    }

    /// The object of a verb, whom its infinitive is about: "told Athens to give up".
    pub fn controller(&self, verb: TokenId) -> Option<TokenId> {
        let object = self.child(verb, Deprel::Obj).or_else(|| self.child(verb, Deprel::Iobj));
        object.filter(|object| {
            !self.lower(*object).ends_with("self") && !self.lower(*object).ends_with("selves")
        })
    }

    /// Who says what a token says: the speaker of the innermost statement over it that has one.
    pub fn sayer_of(&self, id: TokenId) -> Option<ActorId> {
        const REACH: usize = 64;
        let span = self.token(id).span;
        let end = self.statements.partition_point(|statement| statement.content.start <= span.start);
        self.statements[end.saturating_sub(REACH)..end]
            .iter()
            .filter(|statement| statement.by.is_some() && statement.content.contains(span))
            .min_by_key(|statement| statement.content.len())
            .and_then(|statement| statement.by)
            .or_else(|| self.attributed(id))
    }

    /// The subject of the attribution that follows a clause: "a truce is unlikely, an official conceded".
    fn attributed(&self, id: TokenId) -> Option<ActorId> {
        let predicate = self.predicate_over(id);
        let verb = match self.deprel(predicate) {
            Deprel::Ccomp => self.head(predicate).filter(|verb| *verb > predicate),
            _ => self.children_with(predicate, Deprel::Parataxis).find(|verb| *verb > predicate),
        }?;
        let subject = self.subject(verb).filter(|subject| *subject > predicate)?;
        self.actor_of_phrase(subject)
    }

    fn is_bare_participle(&self, id: TokenId) -> bool {
        self.token(id).xpos == "VBG" && self.child(id, Deprel::Aux).is_none()
    }

    /// The passage of a clause: its words without attributions, without clauses coordinated with it, without the
    /// conjunction it opens with.
    pub fn clause_span(&self, predicate: TokenId) -> Span {
        let (mut first, mut last) = (predicate, predicate);
        let mut open = vec![predicate];
        while let Some(id) = open.pop() {
            first = first.min(id);
            last = last.max(id);
            for child in self.children(id).iter().copied() {
                let stays_out = match self.deprel(child) {
                    Deprel::Parataxis | Deprel::Discourse | Deprel::Vocative | Deprel::Punct => true,
                    Deprel::Conj => {
                        id == predicate && self.is_predicate(child) && self.subject(child).is_some()
                    }
                    Deprel::Cc => id == predicate,
                    Deprel::Mark => id == predicate && child < predicate && self.lower(child) == "that",
                    _ => false,
                };
                if !stays_out {
                    open.push(child);
                }
            }
        }
        self.span_of(first, last)
    }

    /// Whether a predicate is denied: by a negation of its own, by a subject or an object with "no".
    pub fn is_denied(&self, predicate: TokenId) -> bool {
        self.denial_of(predicate).is_some()
    }

    /// The word that denies a predicate.
    pub fn denial_of(&self, predicate: TokenId) -> Option<TokenId> {
        let direct = self.children(predicate).iter().copied().find(|child| {
            matches!(
                self.lower(*child),
                "not" | "n't" | "n’t" | "never" | "nor" | "neither" | "hardly" | "no"
            ) && *child < predicate
        });
        direct.or_else(|| {
            let parts = self.children(predicate).iter().copied().filter(|child| {
                self.deprel(*child).is_nominal_subject() || self.deprel(*child) == Deprel::Obj
            });
            parts
                .flat_map(|part| {
                    let below = self.children(part).iter().copied().filter(move |below| *below < part);
                    // "No more hostages": the "no" may hang from "more".
                    let deeper = below.clone().flat_map(|id| self.children(id).iter().copied());
                    below.chain(deeper).chain(std::iter::once(part)).find(|id| {
                        matches!(self.lower(*id), "no" | "nobody" | "neither" | "none" | "nothing" | "not")
                    })
                })
                .next()
        })
    }

    /// The modal of a predicate, as a lemma ("wo" is "will").
    pub fn modal_of(&self, predicate: TokenId) -> Option<&str> {
        let modal = self.children(predicate).iter().copied().find(|child| {
            self.deprel(*child) == Deprel::Aux
                && matches!(
                    self.lower(*child),
                    "will"
                        | "wo"
                        | "'ll"
                        | "’ll"
                        | "would"
                        | "'d"
                        | "’d"
                        | "shall"
                        | "can"
                        | "ca"
                        | "could"
                        | "may"
                        | "might"
                        | "must"
                        | "should"
                        | "cannot"
                )
        })?;
        let is_had = matches!(self.lower(modal), "'d" | "’d") && self.token(predicate).xpos == "VBN";
        (!is_had).then(|| match self.lower(modal) {
            "wo" | "'ll" | "’ll" => "will",
            "'d" | "’d" => "would",
            "ca" | "cannot" => "can",
            other => other,
        })
    }

    /// Whether a predicate is passive.
    pub fn is_passive(&self, predicate: TokenId) -> bool {
        self.children(predicate).iter().any(|child| {
            matches!(self.deprel(*child), Deprel::AuxPass | Deprel::NsubjPass | Deprel::CsubjPass)
        })
    }

    /// Whether a sentence asks.
    pub fn is_question(&self, sentence: super::Sentence) -> bool {
        self.block_of(sentence).kind == crate::report::BlockKind::Question
            || sentence
                .tokens()
                .rev()
                .find(|id| !matches!(self.lower(*id), "\"" | "”" | "’" | "'"))
                .is_some_and(|id| self.lower(id) == "?")
    }
}
