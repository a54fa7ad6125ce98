//! Gives a sentence the verb that it cannot do without, and its subject what stands behind it.
//!
//! In: tags and tree of a sentence. Out: the same, but a phrase between a subject and its verb with no comma before it
//! belongs to the noun it follows ("aid to Egypt continued"); and where a sentence with a full stop hangs on a noun though
//! a word in it can be its verb ("Poland supplied tanks to Ukraine.", "Talks between the two collapsed."), that word is made
//! its root. Headlines, which have no full stop, stay as they are.

use crate::reading::Token;
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

/// Whether a Penn tag is that of a finite verb.
fn is_finite(penn: &str) -> bool {
    matches!(penn, "VBD" | "VBP" | "VBZ" | "MD")
}

/// Whether a participle is also a past tense: "supplied", "held", but not "taken".
fn is_past(lower: &str) -> bool {
    !lower.ends_with(['n', 'g', 'm']) && !lower.ends_with("ne") && !lower.ends_with("come")
}

/// Past tenses that are nothing else: a word of this form is its clause's verb, whatever it was taken for.
const PASTS: [&str; 40] = [
    "arose",
    "ate",
    "began",
    "blew",
    "broke",
    "brought",
    "chose",
    "drew",
    "drove",
    "fled",
    "flew",
    "forbade",
    "forgave",
    "forgot",
    "foresaw",
    "froze",
    "gave",
    "grew",
    "knew",
    "overthrew",
    "overtook",
    "rang",
    "rode",
    "sang",
    "sank",
    "shook",
    "sought",
    "spoke",
    "sprang",
    "stole",
    "swam",
    "swore",
    "threw",
    "took",
    "tore",
    "undertook",
    "undid",
    "withdrew",
    "withstood",
    "wrote",
];

/// Mends one sentence; `first` is the number of its first token.
pub fn mend(tokens: &mut [Token], first: TokenId) {
    let Some(root) = tokens.iter().position(|token| token.head.is_none()) else { return };
    let stops = tokens.last().is_some_and(|last| last.lower == ".");
    let mut sentence = Sentence { tokens, first };
    if stops && sentence.tokens.len() > 2 {
        if !sentence.is_nominal(root) {
            sentence.tense(root);
        } else if let Some(verb) = sentence.finite_below(root) {
            sentence.raise(verb, root);
        } else if let Some(verb) = sentence.mistaken(root) {
            (sentence.tokens[verb].upos, sentence.tokens[verb].xpos) = (Upos::Verb, "VBD");
            sentence.uncover(verb, root);
        } else if let Some(verb) = sentence.participle_below(root) {
            (sentence.tokens[verb].upos, sentence.tokens[verb].xpos) = (Upos::Verb, "VBD");
            sentence.raise(verb, root);
        }
    }
    for place in 2..sentence.tokens.len() {
        sentence.lower(place);
    }
}

/// A sentence whose tree is changed.
struct Sentence<'t> {
    tokens: &'t mut [Token],
    first: TokenId,
}

impl Sentence<'_> {
    fn head(&self, place: usize) -> Option<usize> {
        self.tokens[place].head.and_then(|head| head.index().checked_sub(self.first.index()))
    }

    fn attach(&mut self, place: usize, head: usize, relation: Deprel) {
        self.tokens[place].head = Some(TokenId::at(self.first.index() + head));
        self.tokens[place].deprel = relation;
    }

    fn has(&self, head: usize, fits: impl Fn(&Token) -> bool) -> bool {
        (0..self.tokens.len()).any(|place| self.head(place) == Some(head) && fits(&self.tokens[place]))
    }

    /// Whether a word is a noun that nothing makes a predicate.
    fn is_nominal(&self, place: usize) -> bool {
        matches!(self.tokens[place].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
            && !self.has(place, |child| {
                child.deprel == Deprel::Cop
                    || child.deprel == Deprel::Aux
                    || child.deprel.is_subject() && is_finite(child.xpos)
            })
    }

    /// A participle at the root with a subject and no helper is a past tense.
    fn tense(&mut self, root: usize) {
        let token = &self.tokens[root];
        let helped =
            self.has(root, |child| matches!(child.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop));
        let subject = self.has(root, |child| child.deprel == Deprel::Nsubj);
        if token.xpos == "VBN" && subject && !helped && is_past(&token.lower) {
            self.tokens[root].xpos = "VBD";
        }
    }

    /// A phrase that the tree hangs on the verb behind it, though it follows that verb's subject, goes to its noun.
    fn lower(&mut self, place: usize) {
        if self.tokens[place].deprel != Deprel::Obl {
            return;
        }
        let Some(verb) = self.head(place).filter(|verb| *verb > place) else { return };
        let case = (0..place)
            .find(|case| self.head(*case) == Some(place) && self.tokens[*case].deprel == Deprel::Case);
        let Some(before) = case.and_then(|case| case.checked_sub(1)) else { return };
        let nominal = matches!(self.tokens[before].upos, Upos::Noun | Upos::Propn);
        let dated = matches!(self.tokens[before].deprel, Deprel::OblUnmarked | Deprel::NmodUnmarked);
        let subject = (0..=before).find(|subject| {
            self.head(*subject) == Some(verb) && self.tokens[*subject].deprel.is_nominal_subject()
        });
        if nominal && !dated && subject.is_some() {
            self.attach(place, before, Deprel::Nmod);
        }
    }

    /// A finite verb behind a noun at the root that has no subject of its own, nor a word that joins it.
    fn finite_below(&self, root: usize) -> Option<usize> {
        (root + 1..self.tokens.len()).find(|place| {
            let token = &self.tokens[*place];
            let joined = |child: &Token| {
                child.deprel.is_subject() || matches!(child.deprel, Deprel::Mark | Deprel::Cc)
            };
            let loose = matches!(
                token.deprel,
                Deprel::Acl | Deprel::Conj | Deprel::Parataxis | Deprel::Appos | Deprel::Dep | Deprel::Advcl
            );
            loose
                && token.upos == Upos::Verb
                && is_finite(token.xpos)
                && self.head(*place) == Some(root)
                && !self.has(*place, joined)
        })
    }

    /// A past tense behind a noun that was taken for a part of the noun behind it, where there is no other finite verb.
    fn mistaken(&self, root: usize) -> Option<usize> {
        let verb = (1..self.tokens.len() - 1).find(|place| {
            let (before, token) = (&self.tokens[place - 1], &self.tokens[*place]);
            let past = token.xpos == "VBD" || PASTS.contains(&token.lower.as_str());
            *place != root
                && past
                && matches!(token.deprel, Deprel::Compound | Deprel::Amod | Deprel::Nmod | Deprel::Flat)
                && matches!(before.upos, Upos::Noun | Upos::Propn)
        })?;
        let alone = (0..self.tokens.len()).all(|place| place == verb || !is_finite(self.tokens[place].xpos));
        alone.then_some(verb)
    }

    /// Makes a word the root that was part of a noun: what stands before it is its subject, that noun its object.
    fn uncover(&mut self, verb: usize, root: usize) {
        let near = verb - 1;
        let object = self.head(verb).filter(|object| *object > verb);
        for place in 0..self.tokens.len() {
            let head = self.head(place);
            let relation = self.tokens[place].deprel;
            let freed = head == Some(verb) || (head.is_some() && (head == object || head == Some(root)));
            if place < near && (head == Some(verb) || (object.is_some() && head == object)) {
                self.attach(place, near, relation);
            } else if freed && place > verb && relation == Deprel::Punct {
                self.attach(place, verb, relation);
            }
        }
        self.tokens[verb].head = None;
        self.tokens[verb].deprel = Deprel::Root;
        if let Some(object) = object {
            self.attach(object, verb, Deprel::Obj);
        }
        if Some(root) == object || root >= near {
            self.attach(near, verb, Deprel::Nsubj);
        } else {
            self.attach(near, root, Deprel::Nmod);
            self.attach(root, verb, Deprel::Nsubj);
        }
        if root > verb && Some(root) != object {
            self.attach(root, verb, Deprel::Obj);
        }
    }

    /// The first participle that can be a past tense, behind a noun, where the sentence has no finite verb.
    fn participle_below(&self, root: usize) -> Option<usize> {
        if self.tokens.iter().any(|token| is_finite(token.xpos)) {
            return None;
        }
        (1..self.tokens.len()).find(|place| {
            let (before, token) = (&self.tokens[place - 1], &self.tokens[*place]);
            let loose = matches!(token.deprel, Deprel::Acl | Deprel::Amod);
            let helped = self.has(*place, |child| matches!(child.deprel, Deprel::Aux | Deprel::AuxPass));
            loose
                && token.xpos == "VBN"
                && matches!(before.upos, Upos::Noun | Upos::Propn | Upos::Pron)
                && self.head(*place) == Some(root)
                && is_past(&token.lower)
                && !helped
        })
    }

    /// Makes a verb the root: the noun before it becomes its subject, the one that was the root too or its object.
    fn raise(&mut self, verb: usize, root: usize) {
        let count = self.tokens.len();
        let below: Vec<usize> = (0..count).filter(|place| self.head(*place) == Some(root)).collect();
        self.tokens[verb].head = None;
        self.tokens[verb].deprel = Deprel::Root;
        if root < verb {
            self.attach(root, verb, Deprel::Nsubj);
            for place in below.into_iter().filter(|place| *place > verb) {
                let relation = match self.tokens[place].deprel {
                    Deprel::Nmod | Deprel::NmodUnmarked => Deprel::Obl,
                    relation => relation,
                };
                self.attach(place, verb, relation);
            }
            return;
        }
        self.attach(root, verb, Deprel::Obj);
        let subject = below.iter().rev().copied().find(|place| {
            *place < verb && matches!(self.tokens[*place].upos, Upos::Noun | Upos::Propn | Upos::Pron)
        });
        for place in below {
            let relation = self.tokens[place].deprel;
            match subject {
                Some(subject) if place == subject => self.attach(place, verb, Deprel::Nsubj),
                Some(subject) if place < subject => self.attach(place, subject, relation),
                _ if place < verb && place != verb => self.attach(place, verb, relation),
                _ if relation == Deprel::Punct => self.attach(place, verb, relation),
                _ => {}
            }
        }
    }
}
