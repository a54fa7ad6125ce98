//! What stands round a claim, sorted by its part in it: subjects, objects, counterparts, those it goes through.
//!
//! Comes in: a claim in its tree, with mentions. Goes out: an [`Around`].

use super::claim::Claim;
use super::flat;
use super::table::{Frame, Mark, Tables};
use crate::reading::{ActorKind, ChannelForm, MentionKind, Reading};
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, TokenId};

/// What stands round a claim, sorted by its part in it.
#[derive(Default)]
pub struct Around {
    pub subjects: Vec<ActorId>,
    pub objects: Vec<ActorId>,
    pub with: Vec<ActorId>,
    pub own: Vec<ActorId>,
    pub agents: Vec<ActorId>,
    pub through: Vec<ActorId>,
    pub place: Vec<ActorId>,
    /// The counterpart is one phrase for several ("both capitals", "the two sides").
    pub group: bool,
    pub message: bool,
    pub between: bool,
    /// The subject is one phrase for several ("the two sides", "they").
    pub several: bool,
    /// The subject itself stands for somebody.
    pub named: bool,
    /// The subject is a party or a person.
    pub sided: bool,
    /// The words name somebody else than the sides they would fall back on ("European leaders").
    pub others: bool,
    /// They deal "with each other".
    pub mutual: bool,
}

pub fn look_around(tables: &Tables, reading: &Reading<'_>, claim: &Claim) -> Around {
    let mut around = Around::default();
    let predicate = claim.predicate;
    let mut subject = subject_of(reading, predicate);
    if claim.aside && subject.is_none() {
        subject = reading.subject(claim.top);
    }
    let passive = reading.child(predicate, Deprel::NsubjPass).is_some()
        || reading.child(predicate, Deprel::AuxPass).is_some();
    let deals = claim.noun;
    let own = |subject: TokenId| {
        subject == deals || reading.is_under(deals, subject) && !reading.is_under(predicate, subject)
    };
    if let Some(subject) = subject.filter(|subject| !own(*subject)) {
        around.named = reading.actor_at(subject).is_some();
        around.sided = reading
            .actor_at(subject)
            .is_some_and(|actor| reading.is_party(actor) || reading.actor(actor).kind == ActorKind::Person);
        if passive {
            gather(reading, subject, &mut around.objects);
            around.message |= is_message(tables, reading, subject);
            around.group |= is_group(tables, reading, subject);
        } else {
            gather(reading, subject, &mut around.subjects);
            // "Moscow says that it is willing": a pronoun that nothing else explains is the speaker.
            let own = matches!(reading.lower(subject), "it" | "he" | "she")
                && reading.mention_at(subject).is_none();
            let speaker = reading.voucher(reading.token(subject).span).filter(|_| own);
            around
                .subjects
                .extend(speaker.map(|by| reading.party_of(by)).filter(|party| is_dealing(reading, *party)));
            around.several |= is_group(tables, reading, subject) || is_several(tables, reading, subject);
            around.others = around.subjects.is_empty() && is_somebody_else(tables, reading, subject);
        }
    }
    let mut tokens: Vec<TokenId> = reading.children(predicate).to_vec();
    if claim.noun != predicate {
        tokens.extend(reading.children(claim.noun));
        if claim.hit.token != claim.noun {
            tokens.extend(reading.children(claim.hit.token));
        }
    }
    // "Exchange drafts with", "talks on the dam with": a counterpart may hang on what is dealt with.
    for object in reading.children_with(predicate, Deprel::Obj) {
        tokens.extend(reading.children_with(object, Deprel::Nmod));
    }
    for child in tokens {
        place_one(tables, reading, claim, child, &mut around);
    }
    // "A day after he met Kim": who meets himself is somebody else, the one the sentence is about.
    if !around.subjects.is_empty() && around.objects.len() == 1 && around.subjects == around.objects {
        around.subjects = flat::sentence_subject(reading, predicate);
        let objects = around.objects.clone();
        around.subjects.retain(|party| !objects.contains(party));
    }
    around.several |= flat::words_before(reading, predicate).any(|token| is_several(tables, reading, token));
    if around.group && around.with.is_empty() && around.objects.is_empty() && around.place.is_empty() {
        let sides = reading.parties().iter().take(2);
        match claim.hit.word.frame {
            Frame::Go => around.place.extend(sides),
            Frame::Strong | Frame::Weak => {}
            _ => around.with.extend(sides),
        }
    }
    if around.subjects.is_empty() && around.agents.is_empty() && around.own.is_empty() {
        around.subjects = flat::subjects(reading, predicate);
        around.subjects.retain(|party| is_dealing(reading, *party));
    }
    if around.with.is_empty() && around.objects.is_empty() {
        around.with = flat::counterparts(reading, claim.hit);
        around.with.retain(|party| is_dealing(reading, *party));
    }
    let end = reading.sentence_of(claim.hit.token).end;
    around.mutual = (claim.hit.first.0..end.0.min(claim.hit.last.0 + 9)).map(TokenId).any(|token| {
        let next = reading.lower(TokenId(token.0 + 1));
        matches!((reading.lower(token), next), ("each", "other") | ("one", "another"))
    });
    brokers(tables, reading, claim, &mut around);
    through_whom(reading, claim, &mut around);
    // "Exchanged so much as a signal": what is exchanged need not be the object's head.
    around.message |= (claim.hit.last.0 + 1..claim.hit.last.0 + 7)
        .map(TokenId)
        .take_while(|token| token.index() < reading.tokens.len())
        .any(|token| is_message(tables, reading, token));
    around
}

/// Sorts one dependent by its relation and preposition.
fn place_one(tables: &Tables, reading: &Reading<'_>, claim: &Claim, child: TokenId, around: &mut Around) {
    let head = reading.head(child);
    let on_noun = head.is_some_and(|head| head == claim.noun || head == claim.hit.token)
        && claim.noun != claim.predicate;
    match reading.deprel(child) {
        Deprel::Iobj => {
            gather(reading, child, &mut around.with);
            around.group |= is_group(tables, reading, child);
        }
        Deprel::Obj if !on_word(reading, claim, child) => {
            around.message |= is_message(tables, reading, child) || reading.upos(child) == Upos::Pron;
            if !is_message(tables, reading, child) {
                gather(reading, child, &mut around.objects);
                around.group |= is_group(tables, reading, child);
            } else {
                gather(reading, child, &mut around.own);
            }
        }
        Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Conj if on_noun => {
            gather(reading, child, &mut around.own)
        }
        Deprel::Obl | Deprel::OblAgent | Deprel::Nmod | Deprel::NmodDesc | Deprel::Acl | Deprel::Advcl => {
            let mut cases = reading.children_with(child, Deprel::Case).map(|case| reading.lower(case));
            let Some(case) = cases.next() else { return };
            match case {
                "with" | "between" | "among" | "amongst" | "against" => {
                    around.between |= case == "between";
                    gather(reading, child, &mut around.with);
                    around.group |= is_group(tables, reading, child);
                }
                "from"
                    if claim.hit.word.frame == Frame::Carry
                        || on_noun
                            && matches!(
                                claim.hit.word.form,
                                ChannelForm::Call | ChannelForm::Letter | ChannelForm::Messages
                            ) =>
                {
                    gather(reading, child, &mut around.own)
                }
                "to" | "into" | "in" | "for" | "at" | "across"
                    if (matches!(claim.hit.word.frame, Frame::Go)
                        || claim.hit.word.form == ChannelForm::Visit)
                        && (case == "to" || case == "into" || case == "in") =>
                {
                    gather(reading, child, &mut around.place);
                    around.group |= is_group(tables, reading, child);
                }
                "to" => {
                    let takes = matches!(
                        claim.hit.word.frame,
                        Frame::Carry | Frame::Link | Frame::Reach | Frame::Reciprocal | Frame::Tell
                    ) || matches!(
                        claim.hit.word.form,
                        ChannelForm::Letter | ChannelForm::Call | ChannelForm::Messages
                    );
                    if takes {
                        gather(reading, child, &mut around.with);
                        around.group |= is_group(tables, reading, child);
                    }
                }
                // "Is held at the request of the Americans".
                "at" if matches!(
                    reading.lemma(child),
                    "request" | "invitation" | "behest" | "instigation" | "initiative" | "urging"
                ) =>
                {
                    for owner in reading.children(child).iter().copied() {
                        if matches!(reading.deprel(owner), Deprel::Nmod | Deprel::NmodPoss) {
                            gather(reading, owner, &mut around.own);
                        }
                    }
                }
                "by" if reading.deprel(child) != Deprel::Advcl => gather(reading, child, &mut around.agents),
                "through" | "via" => gather(reading, child, &mut around.through),
                "under" if reading.children(child).iter().any(|inner| reading.actor_at(*inner).is_some()) => {
                    gather(reading, child, &mut around.through);
                }
                "of" | "by" if on_noun => gather(reading, child, &mut around.own),
                _ => {}
            }
        }
        _ => {}
    }
}

/// Whether a dependent holds the noun of dealing itself.
fn on_word(reading: &Reading<'_>, claim: &Claim, child: TokenId) -> bool {
    matches!(claim.hit.word.frame, Frame::Strong | Frame::Weak) && reading.is_under(claim.noun, child)
}

/// A plural that stands for more than one party: "they", "the two sides", "our teams".
fn is_several(tables: &Tables, reading: &Reading<'_>, token: TokenId) -> bool {
    tables.is(reading.lower(token), Mark::Several)
}

/// "European leaders", "Gulf ministers": a plural whose adjective names others than the sides.
fn is_somebody_else(tables: &Tables, reading: &Reading<'_>, subject: TokenId) -> bool {
    let first = reading.sentence_of(subject).first;
    reading.upos(subject) == Upos::Noun
        && reading.children(subject).iter().any(|child| {
            matches!(reading.deprel(*child), Deprel::Amod | Deprel::Compound)
                && (tables.is(reading.lower(*child), Mark::Elsewhere)
                    || *child != first && reading.form(*child).starts_with(char::is_uppercase))
        })
}

/// "Talks mediated by Qatar", "Omani-brokered talks": those who bring others together are no side of it.
fn brokers(tables: &Tables, reading: &Reading<'_>, claim: &Claim, around: &mut Around) {
    if claim.noun == claim.predicate {
        return;
    }
    let nouns = [claim.noun, claim.hit.token];
    for child in nouns.into_iter().flat_map(|noun| reading.children(noun).iter().copied()) {
        if !tables.is(reading.lemma(child), Mark::Host)
            && !tables.is(verb_of(reading.lower(child)), Mark::Host)
        {
            continue;
        }
        let mut found = Vec::new();
        match reading.deprel(child) {
            Deprel::Acl => {
                for agent in reading.children(child).iter().copied() {
                    if reading.children_with(agent, Deprel::Case).any(|case| reading.lower(case) == "by") {
                        gather(reading, agent, &mut found);
                    }
                }
            }
            Deprel::Amod | Deprel::Compound => {
                let first = reading.sentence_of(child).first;
                for at in (child.0.saturating_sub(2).max(first.0)..child.0).map(TokenId) {
                    if reading.mention_at(at).is_some() {
                        gather(reading, at, &mut found);
                    }
                }
            }
            _ => {}
        }
        around.own.retain(|party| !found.contains(party));
        around.with.retain(|party| !found.contains(party));
        around.through.extend(found);
    }
}

/// "The emir, through whom they deal", "he is the only one through whom they deal".
fn through_whom(reading: &Reading<'_>, claim: &Claim, around: &mut Around) {
    let relative = reading.children(claim.predicate).iter().any(|child| {
        matches!(reading.lower(*child), "whom" | "which" | "whose")
            && reading
                .children_with(*child, Deprel::Case)
                .any(|case| matches!(reading.lower(case), "through" | "via"))
    });
    let Some(noun) = reading
        .head(claim.predicate)
        .filter(|_| relative && reading.deprel(claim.predicate) == Deprel::AclRelcl)
    else {
        return;
    };
    gather(reading, noun, &mut around.through);
    if around.through.is_empty()
        && let Some(subject) = reading.subject(noun)
    {
        gather(reading, subject, &mut around.through);
    }
}

/// The verb of a regular participle: "mediated".
fn verb_of(form: &str) -> &str {
    match form {
        "led" => "lead",
        _ => form.strip_suffix('d').unwrap_or(form),
    }
}

/// The subject of a predicate, its own or the one that its construction lends it.
fn subject_of(reading: &Reading<'_>, predicate: TokenId) -> Option<TokenId> {
    let mut at = predicate;
    for _ in 0..6 {
        let own = reading.subject(at);
        let head = reading.head(at);
        if let Some(own) = own {
            let relative = matches!(reading.lower(own), "which" | "who" | "that" | "whose");
            if relative && reading.deprel(at) != Deprel::AclRelcl {
                // The tree lost the clause; what the pronoun stands for is right before it.
                let sentence = reading.sentence_of(own);
                return (sentence.first.0..own.0)
                    .rev()
                    .map(TokenId)
                    .find(|token| reading.upos(*token) != Upos::Punct);
            }
            return match head {
                Some(head) if relative && reading.deprel(at) == Deprel::AclRelcl => Some(head),
                _ => Some(own),
            };
        }
        let head = head?;
        match reading.deprel(at) {
            Deprel::Xcomp => {
                if let Some(object) = reading.child(head, Deprel::Obj).filter(|object| *object < at) {
                    return Some(object);
                }
            }
            Deprel::Acl if reading.token(at).xpos == "VBG" => return Some(head),
            // "Pakistan's readiness to discuss": the owner of the wish.
            Deprel::Acl if reading.child(head, Deprel::NmodPoss).is_some() => {
                return reading.child(head, Deprel::NmodPoss);
            }
            Deprel::Conj | Deprel::Advcl | Deprel::Ccomp | Deprel::Acl => {}
            _ => return None,
        }
        at = head;
    }
    None
}

/// Whether an actor can be a side of a dealing, or stand between.
fn is_dealing(reading: &Reading<'_>, party: ActorId) -> bool {
    let actor = reading.actor(party);
    actor.kind != ActorKind::Media
        && (actor.country.is_some() || matches!(actor.kind, ActorKind::UnnamedGroup | ActorKind::ArmedGroup))
}

/// The parties that a noun phrase names, its adjectives and owners included.
pub fn gather(reading: &Reading<'_>, token: TokenId, found: &mut Vec<ActorId>) {
    let mut queue = vec![token];
    joined_adjectives(reading, token, &mut queue);
    let mut next = 0;
    while next < queue.len() && next < 64 {
        let here = queue[next];
        next += 1;
        let mention = reading.mention_at(here);
        if mention.is_none() && matches!(reading.lower(here), "we" | "us" | "our" | "i" | "me" | "my") {
            let speaker = reading.voucher(reading.token(here).span).map(|by| reading.party_of(by));
            found.extend(speaker.filter(|party| is_dealing(reading, *party)));
        }
        if let Some(mention) = mention {
            for party in reading.parties_of(mention.actor) {
                if is_dealing(reading, party) && !found.contains(&party) {
                    found.push(party);
                }
            }
        }
        for &child in reading.children(here) {
            let follow = match reading.deprel(child) {
                Deprel::Conj => {
                    matches!(reading.upos(child), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron)
                }
                Deprel::Appos | Deprel::Flat => mention.is_none(),
                Deprel::Amod | Deprel::Compound | Deprel::NmodPoss => mention.is_none_or(|mention| {
                    mention.kind == MentionKind::Nominal || reading.upos(here) != Upos::Pron
                }),
                Deprel::Nmod => {
                    mention.is_none_or(|mention| mention.kind == MentionKind::Nominal)
                        && reading
                            .child(child, Deprel::Case)
                            .is_some_and(|case| matches!(reading.lower(case), "of" | "from" | "for"))
                }
                _ => false,
            };
            if follow {
                queue.push(child);
            }
        }
    }
}

/// "American and Iranian officials": the adjectives before a plural noun, whatever the tree makes of them.
fn joined_adjectives(reading: &Reading<'_>, token: TokenId, queue: &mut Vec<TokenId>) {
    if reading.upos(token) != Upos::Noun {
        return;
    }
    let first = reading.sentence_of(token).first;
    let mut at = token;
    while at > first {
        at = TokenId(at.0 - 1);
        let adjective = reading.mention_at(at).is_some_and(|mention| mention.kind == MentionKind::Adjective);
        if adjective {
            queue.push(at);
        } else if !matches!(reading.lower(at), "and" | "," | "senior" | "top" | "-") {
            break;
        }
    }
}

/// "Both capitals", "the two sides", "each leader": one phrase for several parties.
fn is_group(tables: &Tables, reading: &Reading<'_>, token: TokenId) -> bool {
    let several = reading.children(token).iter().any(|child| {
        matches!(
            reading.lower(*child),
            "both"
                | "each"
                | "two"
                | "either"
                | "neighbouring"
                | "neighboring"
                | "warring"
                | "rival"
                | "three"
                | "four"
                | "feuding"
                | "quarrelling"
                | "opposing"
        )
    });
    tables.is(reading.lemma(token), Mark::Side) && several
        || reading.lemma(token) == "both"
        || reading.actor_at(token).is_some_and(|actor| reading.actor(actor).members.len() > 1)
}

/// Things that are carried between parties.
pub fn is_message(tables: &Tables, reading: &Reading<'_>, token: TokenId) -> bool {
    tables.is(reading.lemma(token), Mark::Message)
}
