//! What a passage says of a dealing: the predicates over the word that names it, and the standing that follows.
//!
//! Comes in: a word of dealing in its tree. Goes out: its claim, or nothing where the passage only mentions it.

use super::flat;
use super::table::{Class, Frame, Hit, Mark, Role, Tables};
use super::tense::{self, Tense};
use crate::reading::{ChannelForm, ChannelStatus, Reading};
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

/// Predicates over one word are followed up to so many.
const LAYERS: usize = 6;

/// One predicate over a dealing.
#[derive(Clone, Copy, Debug)]
pub struct Layer {
    pub class: Class,
    pub token: TokenId,
    pub tense: Tense,
    pub denied: bool,
}

/// A word of dealing with what is said of it.
#[derive(Clone, Debug)]
pub struct Claim {
    pub hit: Hit,
    /// The noun phrase's head, or the verb itself.
    pub noun: TokenId,
    /// The predicate right over the dealing.
    pub predicate: TokenId,
    /// What that predicate says.
    pub class: Class,
    /// The outermost predicate that bears on it.
    pub top: TokenId,
    pub status: ChannelStatus,
    /// The word stands beside its predicate, not as its subject or object ("said in a call with").
    pub aside: bool,
}

/// Reads the claim that is made with a word of dealing.
pub fn read(tables: &Tables, reading: &Reading<'_>, hit: Hit) -> Option<Claim> {
    let mut layers = Vec::new();
    let (noun, predicate, aside) = match hit.word.frame {
        Frame::Strong | Frame::Weak => over_noun(tables, reading, hit, &mut layers)?,
        Frame::Link | Frame::Table | Frame::Face if hit.word.is_phrase() => {
            let predicate = over_phrase(reading, hit)?;
            layers.push(layer(reading, Class::Happen, predicate));
            (hit.last, predicate, false)
        }
        _ => {
            layers.push(layer(reading, Class::Happen, hit.token));
            (hit.token, hit.token, false)
        }
    };
    if let Some(inner) = layers.first_mut() {
        inner.denied |= is_none(reading, hit);
    }
    let first = layers.first()?.class;
    let mut top = climb(tables, reading, predicate, &mut layers);
    if top == predicate
        && let Some((class, token)) = flat::governor(tables, reading, predicate)
    {
        layers.push(layer(reading, class, token));
        top = token;
    }
    // "Was taken to hold", "have agreed, it said, to": what stands over the noun that governs.
    if let Some(over) = reading.head(top).filter(|_| reading.upos(top) == Upos::Noun)
        && let Some(last) = layers.last_mut().filter(|last| last.token == top)
    {
        last.denied |= tense::is_denied(reading, over);
    }
    if tense::is_supposed(reading, predicate) || tense::is_asked(reading, predicate) {
        return None;
    }
    let mut status = None;
    for (index, layer) in layers.iter().enumerate() {
        let below = index.checked_sub(1).map(|below| layers[below].class);
        status = match (below, layer.class) {
            // "Refuses to confirm" says nothing of the thing itself.
            (Some(Class::Confirm | Class::Deny), Class::Refuse) if !layer.denied => {
                Some(ChannelStatus::Unconfirmed)
            }
            _ => stand(*layer, if index == 0 { None } else { status }),
        };
    }
    // "Have yet to meet": it has not come to pass.
    if is_yet_to_come(reading, predicate) {
        status = Some(ChannelStatus::Denied);
        top = reading.head(predicate).filter(|_| top == predicate).unwrap_or(top);
    }
    let inner = layers.first()?;
    let conditional = inner.tense == Tense::Would && has_condition(reading, predicate);
    if conditional && status == Some(ChannelStatus::Agreed) {
        status = Some(ChannelStatus::Proposed);
    }
    // An infinitive with nothing over it that says how it stands claims nothing.
    if layers.len() == 1 && inner.tense == Tense::Bare && !is_yet_to_come(reading, predicate) {
        return None;
    }
    Some(Claim { hit, noun, predicate, class: first, top, status: status?, aside })
}

/// "No further meeting", "no direct or indirect talks".
fn is_none(reading: &Reading<'_>, hit: Hit) -> bool {
    let low = hit.first.0.saturating_sub(4).max(reading.sentence_of(hit.token).first.0);
    matches!(hit.word.frame, Frame::Strong | Frame::Weak)
        && (low..hit.first.0)
            .rev()
            .map(TokenId)
            .take_while(|at| {
                matches!(reading.upos(*at), Upos::Adj | Upos::Det | Upos::Cconj | Upos::Adv | Upos::Noun)
            })
            .any(|at| matches!(reading.lower(at), "no" | "neither"))
}

/// "Yet to meet", "still to sit down".
fn is_yet_to_come(reading: &Reading<'_>, predicate: TokenId) -> bool {
    flat::auxiliaries(reading, predicate)
        .windows(2)
        .any(|pair| reading.lower(pair[0]) == "to" && reading.lower(pair[1]) == "yet")
}

fn layer(reading: &Reading<'_>, class: Class, token: TokenId) -> Layer {
    Layer { class, token, tense: Tense::of(reading, token), denied: tense::is_denied(reading, token) }
}

/// "Would talk once": a condition hangs on the predicate.
fn has_condition(reading: &Reading<'_>, predicate: TokenId) -> bool {
    reading.children_with(predicate, Deprel::Advcl).any(|clause| {
        reading.children(clause).iter().any(|child| {
            matches!(reading.lower(*child), "if" | "unless" | "once" | "until" | "after" | "when")
        })
    })
}

/// From a noun to the predicate over it; layers found on the way are added, inner first.
fn over_noun(
    tables: &Tables,
    reading: &Reading<'_>,
    hit: Hit,
    layers: &mut Vec<Layer>,
) -> Option<(TokenId, TokenId, bool)> {
    let mut at = hit.token;
    for _ in 0..LAYERS {
        let Some(head) = reading.head(at) else { break };
        let nominal = matches!(reading.upos(head), Upos::Noun | Upos::Propn);
        match reading.deprel(at) {
            Deprel::Conj if nominal => at = head,
            Deprel::Nmod | Deprel::Compound
                if nominal
                    && (tables.is(reading.lemma(head), Mark::Container)
                        || tables.noun_at(reading, head).is_some_and(|word| {
                            word.frame == Frame::Strong || word.form == ChannelForm::Talks
                        })) =>
            {
                at = head
            }
            Deprel::Nmod if nominal => {
                let class = tables.class_of(reading, head, Role::Noun)?;
                layers.push(layer(reading, class, head));
                at = head;
            }
            _ => break,
        }
    }
    // "The channel, whose existence nobody will confirm": what is said is said of its existence.
    let whose = reading
        .children_with(at, Deprel::AclRelcl)
        .flat_map(|clause| reading.children(clause).iter().copied())
        .find(|noun| {
            tables.is(reading.lemma(*noun), Mark::Container)
                && reading.children(*noun).iter().any(|child| reading.lower(*child) == "whose")
        });
    if let Some((predicate, aside)) =
        whose.and_then(|noun| predicate_over(tables, reading, hit, noun, layers))
    {
        return Some((at, predicate, aside));
    }
    let found = predicate_over(tables, reading, hit, at, layers).or_else(|| {
        let (class, token) = beside(tables, reading, at)?;
        layers.push(layer(reading, class, token));
        Some((token, false))
    });
    if let Some((predicate, aside)) = found {
        return Some((at, predicate, aside));
    }
    // "A start to talks", "his offer of talks" stand by themselves; "a collapse of the talks" is only spoken of.
    if let Some(last) = layers
        .last()
        .filter(|last| matches!(last.class, Class::Offer | Class::Start | Class::Agree | Class::Refuse))
    {
        return (reading.lemma(last.token) != "pressure").then_some((at, last.token, false));
    }
    if !layers.is_empty() {
        return None;
    }
    let (class, token) = flat::predicate(tables, reading, hit)?;
    layers.push(layer(reading, class, token));
    Some((at, token, false))
}

/// The verb or adjective that has the noun for subject, object or oblique, with what it says.
fn predicate_over(
    tables: &Tables,
    reading: &Reading<'_>,
    hit: Hit,
    noun: TokenId,
    layers: &mut Vec<Layer>,
) -> Option<(TokenId, bool)> {
    let deprel = reading.deprel(noun);
    let mut add = |class: Class, token: TokenId| {
        layers.push(layer(reading, class, token));
        Some((token, false))
    };
    if reading.child(noun, Deprel::Cop).is_some() {
        // "They are in talks", "this was a direct channel".
        return add(Class::Exist, noun);
    }
    let head = reading.head(noun)?;
    let case = reading.child(noun, Deprel::Case).map(|case| reading.lower(case));
    match deprel {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => {
            let role = if deprel == Deprel::NsubjPass { Role::Object } else { Role::Subject };
            if let Some(class) = result_of(tables, reading, head) {
                return add(class, head);
            }
            if reading.upos(head) != Upos::Verb || reading.lemma(head) == "be" {
                let phrase = reading
                    .child(head, Deprel::Case)
                    .and_then(|case| tables.class_of(reading, case, Role::Adjective));
                let class = phrase.or_else(|| tables.class_of(reading, head, Role::Adjective));
                let way = reading.lower(head) == "way" && reading.child(head, Deprel::Case).is_some();
                let exists = reading.child(head, Deprel::Expl).is_some();
                if let Some(class) =
                    class.or(way.then_some(Class::Continue)).or(exists.then_some(Class::Exist))
                {
                    return add(class, head);
                }
            }
            tables.class_of(reading, head, role).and_then(|class| add(class, head))
        }
        Deprel::Obj => {
            let class =
                result_of(tables, reading, head).or_else(|| tables.class_of(reading, head, Role::Object))?;
            add(class, head)
        }
        Deprel::Obl | Deprel::Nmod | Deprel::OblAgent | Deprel::Advcl => {
            let case = case?;
            if matches!(case, "off" | "out" | "up" | "down" | "back") {
                // A particle taken for a preposition: "called off the summit"; "pulled out of talks" has its own.
                let class = reading
                    .children_with(noun, Deprel::Case)
                    .find_map(|case| tables.class_of(reading, head, Role::Oblique(reading.lower(case))));
                return class
                    .or_else(|| tables.class_of(reading, head, Role::Object))
                    .and_then(|class| add(class, head));
            }
            let adjective = reading.upos(head) == Upos::Adj;
            let role = if adjective { Role::Adjective } else { Role::Oblique(case) };
            // "Pulled out of talks": every preposition of the phrase may be the verb's.
            let class = tables.class_of(reading, head, role).or_else(|| {
                reading
                    .children_with(noun, Deprel::Case)
                    .skip(1)
                    .find_map(|case| tables.class_of(reading, head, Role::Oblique(reading.lower(case))))
            });
            if let Some(class) = class {
                return add(class, head);
            }
            if !tense::is_predicate(reading, head) {
                return None;
            }
            // Who arrives for talks has not had them yet.
            if case == "for" && tables.is(reading.lemma(head), Mark::Arrive) {
                return add(Class::Agree, head);
            }
            let travels = tables.is(reading.lemma(head), Mark::Travel);
            if case == "for" && travels {
                return add(Class::Happen, head);
            }
            let beside = matches!(
                case,
                "in" | "during"
                    | "after"
                    | "following"
                    | "at"
                    | "on"
                    | "over"
                    | "by"
                    | "through"
                    | "via"
                    | "under"
            );
            let line = hit.word.frame == Frame::Strong && hit.word.form == ChannelForm::Call;
            if beside && (line || has_counterpart(reading, noun, hit)) {
                layers.push(layer(reading, Class::Happen, head));
                return Some((head, true));
            }
            None
        }
        _ => None,
    }
}

/// What a predicate makes of its object or subject: "pronounced the talks dead", "remain suspended".
fn result_of(tables: &Tables, reading: &Reading<'_>, head: TokenId) -> Option<Class> {
    reading.children_with(head, Deprel::Xcomp).find_map(|result| {
        if reading.upos(result) == Upos::Verb && reading.token(result).xpos == "VB" {
            return None;
        }
        let phrase = reading
            .child(result, Deprel::Case)
            .and_then(|case| tables.class_of(reading, case, Role::Adjective));
        phrase.or_else(|| tables.class_of(reading, result, Role::Adjective))
    })
}

/// What stands beside the noun itself: "talks led by", "talks, which collapsed", "stalled talks".
fn beside(tables: &Tables, reading: &Reading<'_>, noun: TokenId) -> Option<(Class, TokenId)> {
    reading.children(noun).iter().copied().find_map(|child| {
        let class = match reading.deprel(child) {
            Deprel::Acl => {
                let role = if reading.token(child).xpos == "VBG" { Role::Subject } else { Role::Object };
                tables.class_of(reading, child, role)
            }
            Deprel::AclRelcl => {
                let subject = reading.subject(child).map(|subject| reading.lower(subject));
                let role = match subject {
                    Some("which" | "that") if reading.child(child, Deprel::NsubjPass).is_none() => {
                        Role::Subject
                    }
                    _ => Role::Object,
                };
                tables.class_of(reading, child, role)
            }
            _ => None,
        };
        class.filter(|class| !matches!(class, Class::Confirm | Class::Review)).map(|class| (class, child))
    })
}

/// Whether a noun of dealing names its other side: "a call with", "talks between", "a letter to".
fn has_counterpart(reading: &Reading<'_>, noun: TokenId, hit: Hit) -> bool {
    [noun, hit.token].into_iter().any(|noun| {
        reading.children_with(noun, Deprel::Nmod).any(|other| {
            let case = reading.child(other, Deprel::Case).map(|case| reading.lower(case));
            let wanted = match case {
                Some("with" | "between" | "among") => true,
                Some("to") => {
                    matches!(hit.word.form, ChannelForm::Letter | ChannelForm::Call | ChannelForm::Visit)
                }
                _ => false,
            };
            wanted
                && (reading.actor_of_phrase(other).is_some()
                    || reading.children(other).iter().any(|child| reading.actor_at(*child).is_some()))
        })
    })
}

/// The predicate that a phrase belongs to.
fn over_phrase(reading: &Reading<'_>, hit: Hit) -> Option<TokenId> {
    let mut at = hit.last;
    for _ in 0..8 {
        if tense::is_predicate(reading, at) {
            return Some(at);
        }
        at = reading.head(at)?;
    }
    None
}

/// Follows what stands over a predicate and says how the dealing stands: "refuses to", "agreed that", "is due to".
fn climb(tables: &Tables, reading: &Reading<'_>, predicate: TokenId, layers: &mut Vec<Layer>) -> TokenId {
    let mut at = predicate;
    let mut top = predicate;
    for _ in 0..LAYERS {
        let Some(head) = reading.head(at) else { break };
        let class = match reading.deprel(at) {
            Deprel::Conj if reading.subject(at).is_none() && Tense::of(reading, at) == Tense::Bare => {
                at = head;
                continue;
            }
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj | Deprel::Acl | Deprel::Advcl | Deprel::Obl => {
                let role = match reading.upos(head) {
                    Upos::Adj => Role::Adjective,
                    Upos::Noun | Upos::Propn => Role::Noun,
                    _ => Role::Clause,
                };
                let verb = matches!(reading.deprel(at), Deprel::Advcl | Deprel::Obl) && role == Role::Clause;
                let aspect = if reading.deprel(at) == Deprel::Xcomp
                    && role == Role::Clause
                    && reading.upos(at) == Upos::Verb
                {
                    tables
                        .class_of(reading, head, Role::Object)
                        .filter(|class| matches!(class, Class::Start | Class::Continue | Class::Stop))
                } else {
                    None
                };
                match aspect {
                    Some(class) => Some(class),
                    None if verb => {
                        travel(tables, reading, at, head).or_else(|| taken(tables, reading, at, head))
                    }
                    None => tables.class_of(reading, head, role),
                }
            }
            _ => None,
        };
        let Some(class) = class else {
            // "Remained willing to meet": the link says nothing of its own.
            if reading.deprel(at) == Deprel::Xcomp && tables.is(reading.lemma(head), Mark::Link) {
                at = head;
                top = head;
                continue;
            }
            break;
        };
        let mut found = layer(reading, class, head);
        top = head;
        at = head;
        if matches!(reading.upos(head), Upos::Noun | Upos::Propn) {
            // "No decision has been taken to": the noun's own verb says whether.
            if let Some(verb) = reading.head(head).filter(|verb| tense::is_predicate(reading, *verb)) {
                let over = match reading.deprel(head) {
                    Deprel::Obj | Deprel::NsubjPass => tables.class_of(reading, verb, Role::Object),
                    Deprel::Nsubj => tables.class_of(reading, verb, Role::Subject),
                    _ => None,
                };
                found.denied |= tense::is_denied(reading, verb);
                layers.push(found);
                if let Some(class) = over
                    .filter(|class| matches!(class, Class::Refuse | Class::Deny | Class::Stop | Class::Break))
                {
                    layers.push(layer(reading, class, verb));
                }
                top = verb;
                at = verb;
                continue;
            }
        }
        layers.push(found);
    }
    top
}

/// "No decision has been taken to hold": the noun that a light verb carries governs the purpose.
fn taken(tables: &Tables, reading: &Reading<'_>, at: TokenId, head: TokenId) -> Option<Class> {
    let to = reading.children_with(at, Deprel::Mark).any(|mark| reading.lower(mark) == "to");
    if !to || !tables.is(reading.lemma(head), Mark::Light) {
        return None;
    }
    reading
        .children(head)
        .iter()
        .filter(|child| matches!(reading.deprel(**child), Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj))
        .find_map(|child| tables.class_of(reading, *child, Role::Noun))
}

/// A purpose after a verb of travel happens when the travel does: "flew to Geneva to meet".
fn travel(tables: &Tables, reading: &Reading<'_>, at: TokenId, head: TokenId) -> Option<Class> {
    let to = reading.children_with(at, Deprel::Mark).any(|mark| reading.lower(mark) == "to");
    let lemma = reading.lemma(head);
    match to {
        true if tables.is(lemma, Mark::Arrive) => Some(Class::Agree),
        true if tables.is(lemma, Mark::Travel) && lemma != "meet" => Some(Class::Happen),
        _ => None,
    }
}

/// How a dealing stands after one predicate more.
fn stand(layer: Layer, inner: Option<ChannelStatus>) -> Option<ChannelStatus> {
    use ChannelStatus::{
        Agreed, Collapsed, Concluded, Denied, Proposed, Refused, Suspended, Unconfirmed, UnderReview,
        UnderWay,
    };
    let Layer { class, tense, denied, .. } = layer;
    let negative = matches!(inner, Some(Denied | Refused));
    let hypothetical = matches!(tense, Tense::Modal | Tense::Would | Tense::Bare);
    if denied
        && tense == Tense::Modal
        && matches!(class, Class::Start | Class::Continue | Class::Exist | Class::Between)
    {
        return None;
    }
    Some(match class {
        Class::Happen | Class::Exist | Class::Receive | Class::Send | Class::Between => {
            match (inner, denied, tense) {
                (Some(Denied | Refused | Suspended | Collapsed | Unconfirmed | UnderReview), _, _) => {
                    return inner;
                }
                (_, true, Tense::Past | Tense::Present) => Denied,
                (_, true, _) => Refused,
                (_, _, Tense::Past) => Concluded,
                (_, _, Tense::Present) => UnderWay,
                (_, _, Tense::Future | Tense::Would) => Agreed,
                (_, _, Tense::Modal | Tense::Bare) => Proposed,
            }
        }
        Class::Confirm if denied => Unconfirmed,
        Class::Confirm => inner.unwrap_or(UnderWay),
        Class::Deny if denied => Unconfirmed,
        Class::Deny => Denied,
        Class::Refuse if denied => Proposed,
        Class::Refuse => Refused,
        Class::Offer if denied || negative => Refused,
        Class::Offer => match inner {
            Some(Suspended | Collapsed) => return inner,
            _ => Proposed,
        },
        Class::Agree if denied => Denied,
        Class::Agree if negative => Refused,
        Class::Agree if hypothetical && tense != Tense::Would => Proposed,
        Class::Agree => match inner {
            Some(Suspended | Collapsed) => return inner,
            _ => Agreed,
        },
        Class::Review if denied => return inner,
        Class::Review => UnderReview,
        Class::Start | Class::Continue if denied => match tense {
            Tense::Past | Tense::Present => Suspended,
            _ => Refused,
        },
        Class::Start | Class::Continue => match tense {
            Tense::Past | Tense::Present => UnderWay,
            Tense::Future | Tense::Would => Agreed,
            Tense::Modal | Tense::Bare => Proposed,
        },
        Class::End if denied => UnderWay,
        Class::End if hypothetical => return inner,
        Class::End => Concluded,
        Class::Stop | Class::Break if denied => UnderWay,
        Class::Stop | Class::Break if hypothetical => return inner,
        Class::Stop => Suspended,
        Class::Break => Collapsed,
    })
}
