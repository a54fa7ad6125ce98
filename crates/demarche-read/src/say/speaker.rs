//! Finds who speaks: the subject of a cue through relative clauses, control, coordination and participles, the agent
//! of a passive, the possessor of a noun.
//!
//! In: a cue's token. Out: the head of the words that name the source, and the actor it stands for.

use super::{Scene, tree};
use crate::reading::{MentionKind, Reading};
use crate::report::BlockKind;
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, Span, TokenId};

/// Prepositions that tie a description to the body it speaks for: "a spokeswoman for the ministry".
const BELONGS: [&str; 5] = ["of", "for", "from", "at", "in"];

/// Nouns for a message, which speak for whoever sent them.
const MESSAGES: [&str; 24] = [
    "statement",
    "comment",
    "remark",
    "letter",
    "message",
    "report",
    "post",
    "tweet",
    "speech",
    "interview",
    "communique",
    "communiqué",
    "note",
    "email",
    "memo",
    "press",
    "release",
    "readout",
    "article",
    "address",
    "declaration",
    "word",
    "text",
    "document",
];

/// Who a cue's subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    /// These words name it.
    Named(TokenId),
    /// Passive without agent, or an expletive subject: nobody is named.
    Nobody,
    /// No subject was found at all.
    Missing,
}

impl Speaker {
    /// The head of the words that name it.
    pub fn head(self) -> Option<TokenId> {
        match self {
            Speaker::Named(head) => Some(head),
            _ => None,
        }
    }
}

impl Scene<'_, '_> {
    /// Who speaks through a verb.
    pub fn speaker(&self, verb: TokenId) -> Speaker {
        let reading = self.reading;
        if tree::is_passive(reading, verb) || self.is_reduced_passive(verb) {
            // "would not be drawn": the one who is not drawn keeps silent.
            let silent = reading.lemma(verb) == "draw" && tree::is_negated(reading, verb);
            let speaker = if silent { reading.child(verb, Deprel::NsubjPass) } else { agent(reading, verb) };
            return speaker.map_or(Speaker::Nobody, Speaker::Named);
        }
        let mut at = if self.is_aside(verb) { self.main_cue(verb).unwrap_or(verb) } else { verb };
        for _ in 0..tree::CLIMB {
            if at != verb && tree::is_passive(reading, at) {
                // "was quoted as saying", "is expected to say": the passive subject speaks.
                if let Some(subject) = reading.child(at, Deprel::NsubjPass) {
                    return Speaker::Named(subject);
                }
            }
            if let Some(subject) = own_subject(reading, at) {
                return if reading.deprel(subject) == Deprel::Expl {
                    Speaker::Nobody
                } else {
                    Speaker::Named(subject)
                };
            }
            let Some(head) = reading.head(at) else { return self.lead_in(at) };
            match reading.deprel(at) {
                Deprel::Conj | Deprel::Advcl | Deprel::AdvclRelcl | Deprel::Parataxis | Deprel::Dep => {
                    at = head
                }
                Deprel::Xcomp => {
                    // "told X to say": whoever is told will say it.
                    if let Some(object) = reading.child(head, Deprel::Obj).filter(|object| *object < at) {
                        return Speaker::Named(object);
                    }
                    at = head;
                }
                Deprel::Acl | Deprel::AclRelcl => return Speaker::Named(head),
                Deprel::Ccomp if reading.upos(head) == Upos::Verb && tree::is_participle(reading, at) => {
                    at = head
                }
                _ => return Speaker::Missing,
            }
        }
        Speaker::Missing
    }

    /// The cue that an aside ("…, adding that X") goes with: the outermost that reports the clause it hangs from, else
    /// the last one before it.
    fn main_cue(&self, aside: TokenId) -> Option<TokenId> {
        let reading = self.reading;
        let is_cue = |id: TokenId| {
            reading.upos(id) == Upos::Verb
                && self.cues.quotes(reading.lemma(id))
                && own_subject(reading, id).is_some()
                && tree::is_finite(reading, id)
        };
        let mut found = None;
        let mut at = aside;
        for _ in 0..tree::CLIMB {
            let Some(head) = reading.head(at) else { break };
            if is_cue(head) {
                found = Some(head);
            }
            at = head;
        }
        let first = reading.sentence_of(aside).first;
        found.or_else(|| (first.0..aside.0).map(TokenId).rev().find(|id| is_cue(*id)))
    }

    /// Who acts in a list's items: the last one named in the line that leads in to them ("The Council:").
    pub fn lead_in(&self, verb: TokenId) -> Speaker {
        /// Longest list.
        const ITEMS: usize = 60;
        let reading = self.reading;
        let sentence = reading.sentence_of(verb);
        let opens = (sentence.first.0..verb.0)
            .map(TokenId)
            .all(|id| matches!(reading.upos(id), Upos::Punct | Upos::Num | Upos::X | Upos::Adv));
        let blocks = &reading.document.blocks;
        let place = sentence.block.index();
        if !opens || blocks[place].kind == BlockKind::Headline {
            return Speaker::Missing;
        }
        let lead = blocks[place.saturating_sub(ITEMS)..place].iter().rev().find(|block| {
            let text = reading.slice(block.span);
            text.ends_with(':') || block.kind != BlockKind::Item
        });
        lead.filter(|block| reading.slice(block.span).ends_with(':'))
            .and_then(|block| {
                let named = reading.mentions_in(block.span).last().map(|mention| mention.head);
                named.or_else(|| {
                    let mut tokens = reading.tokens_in(block.span);
                    tokens.rfind(|id| matches!(reading.upos(*id), Upos::Noun | Upos::Propn))
                })
            })
            .map_or(Speaker::Missing, Speaker::Named)
    }

    /// "Accused by Washington of …", "a deal described by Moscow as …": a participle with an agent after a noun.
    fn is_reduced_passive(&self, verb: TokenId) -> bool {
        let reading = self.reading;
        reading.token(verb).xpos == "VBN"
            && tree::is_participle(reading, verb)
            && (agent(reading, verb).is_some() || reading.deprel(verb) == Deprel::Acl)
    }

    /// The actor that a noun phrase stands for, as seen from its head.
    pub fn actor(&self, head: TokenId) -> Option<ActorId> {
        let reading = self.reading;
        let mut at = head;
        if tree::is_relative(reading, at) && reading.actor_at(at).is_none() {
            at = tree::antecedent(reading, at).or_else(|| self.named_before(at)).unwrap_or(at);
        }
        if let Some(actor) = reading.actor_at(at) {
            return Some(actor);
        }
        let holder = reading.children(at).iter().copied().find_map(|child| {
            matches!(reading.deprel(child), Deprel::Appos | Deprel::Flat | Deprel::Compound)
                .then(|| reading.mention_at(child))
                .flatten()
                .filter(|mention| mention.kind != MentionKind::Adjective)
                .map(|mention| mention.actor)
        });
        holder.or_else(|| self.behind(at))
    }

    /// The mention right before a relative "who", a comma between: "Peskov, the spokesman, who said".
    fn named_before(&self, pronoun: TokenId) -> Option<TokenId> {
        let reading = self.reading;
        let comma = TokenId(pronoun.0.checked_sub(1)?);
        if !matches!(reading.lower(pronoun), "who" | "which") || reading.lower(comma) != "," {
            return None;
        }
        let end = reading.token(TokenId(comma.0.checked_sub(1)?)).span.end;
        let sentence = reading.sentence_of(pronoun);
        reading
            .mentions_in(Span { start: sentence.span.start, end })
            .filter(|mention| mention.span.end == end)
            .last()
            .map(|mention| mention.head)
    }

    /// The actor behind a description or a message: its possessor, or the body it speaks for.
    fn behind(&self, noun: TokenId) -> Option<ActorId> {
        let reading = self.reading;
        let is_message = MESSAGES.contains(&reading.lemma(noun));
        reading.children(noun).iter().copied().find_map(|child| {
            let fits = match reading.deprel(child) {
                Deprel::NmodPoss => true,
                Deprel::Amod | Deprel::Compound => true,
                Deprel::Nmod => tree::introducer(reading, child).is_some_and(|case| {
                    let word = reading.lower(case);
                    BELONGS.contains(&word) || (is_message && word == "by")
                }),
                _ => false,
            };
            fits.then(|| reading.actor_at(child)).flatten()
        })
    }

    /// The words that name a source: the noun phrase, without what introduces it and without the clause of the cue.
    pub fn source(&self, head: TokenId, cue: TokenId) -> Span {
        let reading = self.reading;
        let left_out: Vec<TokenId> = reading
            .children(head)
            .iter()
            .copied()
            .filter(|child| match reading.deprel(*child) {
                Deprel::Case | Deprel::Mark | Deprel::Cc | Deprel::Advmod => {
                    *child < head && reading.lower(*child) != "'s"
                }
                Deprel::AclRelcl | Deprel::Acl | Deprel::Parataxis => {
                    *child == cue || reading.is_under(cue, *child)
                }
                _ => *child == cue,
            })
            .collect();
        let (first, last) = tree::extent(reading, head, &left_out);
        self.tidy(first, last).unwrap_or(reading.token(head).span)
    }
}

/// A verb's own subject; an expletive counts, so that the climb ends there.
fn own_subject(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    reading.children(verb).iter().copied().find(|child| {
        matches!(reading.deprel(*child), Deprel::Nsubj | Deprel::NsubjOuter | Deprel::Expl)
            && !matches!(reading.lower(*child), "what" | "how")
    })
}

/// The agent of a passive: "by X".
pub(super) fn agent(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    reading.children(verb).iter().copied().find(|child| {
        matches!(reading.deprel(*child), Deprel::OblAgent | Deprel::Obl)
            && *child > verb
            && tree::introduced_by(reading, *child, "by")
    })
}
