//! What is promised, refused, asked for or threatened, and what that makes of the type.
//!
//! In: a clause with its frame. Out: its coding after what stands inside it, or nothing where the frame does not hold.

use super::clause::{Clause, polarity};
use super::extent::clause_span;
use super::find::{Finder, Finding, Shape};
use super::fit::{self, Fit};
use super::kind::{Coding, Kind};
use super::mood::standing;
use super::party::{core, country, parties};
use super::table::{Need, Use};
use crate::reading::Reading;
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

impl<'t> Finder<'_, '_, 't> {
    /// What the complement or the object of a promise, a refusal or a demand is about.
    pub(super) fn inner(&self, clause: &Clause, fit: &Fit<'_>) -> Option<Coding> {
        let reading = self.reading;
        if let Some(complement) = clause.complement {
            let below = Clause::of(reading, complement);
            let coding = fit::best(reading, self.tables, &below).map(|fit| fit.frame.coding).or_else(|| {
                below
                    .object
                    .and_then(|object| self.tables.noun(reading.lemma(core(reading, object))))
                    .map(|frame| frame.coding)
            });
            let negated = polarity(reading, complement).negated;
            return match coding {
                Some(coding) if negated && coding.kind.is_hostile_deed() => {
                    Some(Coding { kind: Kind::Retreat, mode: "disarm", context: "military", cameo: "087" })
                }
                Some(_) if negated => None,
                coding => coding,
            };
        }
        let object = core(reading, fit.argument.or(clause.object)?);
        self.tables.noun(reading.lemma(object)).map(|frame| frame.coding)
    }

    /// The coding after what is promised, refused, asked for or threatened; `None` where the frame does not hold after all.
    pub(super) fn refine(&self, clause: &Clause, fit: &Fit<'_>, inner: Option<Coding>) -> Option<Coding> {
        let reading = self.reading;
        let coding = fit.frame.coding;
        let complement = clause.complement.map(|token| reading.lemma(token));
        // "declined to comment", "asked not to be named": reporters' formulas.
        if complement.is_some_and(|lemma| self.tables.is_used(lemma, Use::Formula))
            && matches!(coding.kind, Kind::Reject | Kind::Request)
        {
            return None;
        }
        // "called it a farce" is no telephone call.
        let named_so =
            clause.complement.is_some_and(|token| !matches!(reading.upos(token), Upos::Verb | Upos::Aux));
        if coding.cameo == "041" && named_so {
            return None;
        }
        // "Insists that it talks to both", "conceded that it was late": a claim, not a demand, nor a concession.
        if matches!(coding.kind, Kind::Request | Kind::Concede)
            && self.tables.is_used(reading.lemma(clause.verb), Use::Claims)
            && clause.complement.is_some_and(|complement| is_plain_clause(reading, complement))
        {
            return None;
        }
        // What one party expects of another is a demand; what an onlooker expects is a guess.
        let named = |token: Option<TokenId>| token.is_some_and(|token| !parties(reading, token).is_empty());
        if coding.kind == Kind::Request
            && reading.lemma(clause.verb) == "expect"
            && !(named(clause.subject) && (named(clause.object) || named(fit.argument)))
        {
            return None;
        }
        // A warning of what another is doing is a charge against him.
        if coding.kind == Kind::Threaten
            && fit.need == Need::Clause
            && clause.object.is_none()
            && !self.is_of_own_doing(clause)
            && clause.complement.is_some_and(|complement| self.is_doing_of_others(complement))
        {
            return Some(Coding { kind: Kind::Accuse, mode: "allege", context: "", cameo: "112" });
        }
        // A warning of what others may do is a prediction; of what one would do oneself, a threat.
        if coding.kind == Kind::Threaten
            && fit.need == Need::Clause
            && clause.object.is_none()
            && !self.is_of_own_doing(clause)
        {
            return None;
        }
        // Arms that are sent to nobody are arms that are sent out.
        if coding.cameo == "072" {
            let to = clause
                .phrase(reading, "to")
                .or(clause.indirect)
                .is_some_and(|token| !parties(reading, token).is_empty());
            let with = fit.need == Need::Phrase("with");
            if !to && !with && matches!(reading.lemma(clause.verb), "send" | "ship" | "deliver") {
                return Some(Coding {
                    kind: Kind::Mobilize,
                    mode: "weapons",
                    context: "military",
                    cameo: "154",
                });
            }
        }
        let Some(inner) = inner else {
            return Some(coding);
        };
        Some(match coding.kind {
            Kind::Agree if inner.kind.is_hostile_deed() => {
                if self.tables.is_used(reading.lemma(clause.verb), Use::Vow) {
                    inner.threatened()
                } else {
                    inner
                }
            }
            Kind::Agree if inner.kind == Kind::Threaten => inner,
            Kind::Agree if inner.kind.is_hostile_word() => coding,
            Kind::Agree => inner.promised(),
            Kind::Request => inner.requested(),
            Kind::Reject if coding.cameo == "120" => inner.refused(),
            Kind::Threaten => inner.threatened(),
            _ => coding,
        })
    }

    /// Whether the complement of a warning is about the one who warns.
    fn is_of_own_doing(&self, clause: &Clause) -> bool {
        let reading = self.reading;
        let of = |token: Option<TokenId>| token.map(|token| parties(reading, token)).unwrap_or_default();
        let warner = of(clause.subject);
        let doer = of(clause.complement.and_then(|complement| reading.subject(complement)));
        warner.iter().any(|one| doer.iter().any(|other| country(reading, *one) == country(reading, *other)))
    }

    /// Whether a clause says what somebody else, a party, is doing or has done.
    fn is_doing_of_others(&self, complement: TokenId) -> bool {
        let reading = self.reading;
        let doer = reading.subject(complement).map(|subject| parties(reading, subject)).unwrap_or_default();
        let polarity = polarity(reading, complement);
        !doer.is_empty()
            && (polarity.progressive
                || reading.children_with(complement, Deprel::Aux).any(|aux| reading.lemma(aux) == "have"))
            && !(polarity.negated || polarity.future || polarity.conditional || polarity.possible)
    }

    /// A clause whose verb no table knows: "must" makes it a demand, "will not" a refusal.
    pub(super) fn bare(&self, clause: Clause) -> Option<Finding> {
        let reading = self.reading;
        let verb = clause.verb;
        let standing = standing(reading, self.tables, verb);
        let polarity = standing.polarity;
        let refuses = polarity.negated && (polarity.future || polarity.conditional || has_can(reading, verb));
        if !(refuses || polarity.obliged) || standing.conditional_clause || standing.wished {
            return None;
        }
        if self.tables.is_used(reading.lemma(verb), Use::Quiet)
            || self.tables.is_used(reading.lemma(verb), Use::Stative)
        {
            return None;
        }
        let actors = parties(reading, clause.subject?);
        if actors.is_empty() {
            return None;
        }
        let frame = if refuses { &self.tables.refusal } else { &self.tables.demand };
        let evidence = clause_span(reading, verb);
        let coding = frame.coding;
        let recipients = Vec::new();
        let shape = Shape {
            coding,
            frame,
            argument: None,
            standing,
            status: None,
            swallows: Some(verb),
            evidence,
            base: 0.35,
            clause,
        };
        self.settle(shape, actors, recipients, verb)
    }
}

/// Whether "can", "could" or "would" stands before a verb.
pub fn has_can(reading: &Reading<'_>, verb: TokenId) -> bool {
    reading
        .children_with(verb, Deprel::Aux)
        .any(|aux| matches!(reading.lower(aux), "can" | "ca" | "could" | "would"))
}

/// Whether a clause tells what is so: a finite verb without "should", "must" or a bare subjunctive.
fn is_plain_clause(reading: &Reading<'_>, complement: TokenId) -> bool {
    let finite = |token: TokenId| matches!(reading.token(token).xpos, "VBZ" | "VBD" | "MD");
    let helpers = || {
        reading
            .children(complement)
            .iter()
            .copied()
            .filter(|child| matches!(reading.deprel(*child), Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
    };
    reading.subject(complement).is_some()
        && (finite(complement) || helpers().any(finite))
        && !helpers().any(|aux| matches!(reading.lower(aux), "must" | "should" | "ought" | "shall"))
}
