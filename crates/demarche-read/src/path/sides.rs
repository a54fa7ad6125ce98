//! Who deals with whom: the parties of a claim, and those between them.
//!
//! Comes in: a claim in its tree, with mentions. Goes out: parties and go-betweens.

use super::claim::Claim;
use super::flat;
use super::table::{Class, Frame};
use crate::reading::{ActorKind, ChannelForm, ChannelStatus, Directness, MentionKind, Reading};
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, Span, TokenId};

/// Parties of a dealing and those between them, each in order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Sides {
    pub parties: Vec<ActorId>,
    pub betweens: Vec<ActorId>,
    /// How many of the parties the words name; the rest are the report's own sides.
    pub named: usize,
    /// Others carry it between the parties.
    pub carried: bool,
    /// Others are their host.
    pub hosted: bool,
}

/// Words for those who stand between others.
pub fn is_between_word(lemma: &str) -> bool {
    matches!(
        lemma,
        "mediator"
            | "intermediary"
            | "go-between"
            | "middleman"
            | "facilitator"
            | "broker"
            | "interlocutor"
            | "conduit"
            | "emissary"
    )
}

/// What stands round a claim, sorted by its part in it.
#[derive(Default)]
struct Around {
    subjects: Vec<ActorId>,
    objects: Vec<ActorId>,
    with: Vec<ActorId>,
    own: Vec<ActorId>,
    agents: Vec<ActorId>,
    through: Vec<ActorId>,
    place: Vec<ActorId>,
    /// The counterpart is one phrase for several ("both capitals", "the two sides").
    group: bool,
    message: bool,
    between: bool,
    /// The subject is one phrase for several ("the two sides", "they").
    several: bool,
    /// The subject itself stands for somebody.
    named: bool,
    /// The subject is a party or a person.
    sided: bool,
}

/// Finds the sides of a claim; `None` where the words do not make a dealing of two.
pub fn find(reading: &Reading<'_>, claim: &Claim, evidence: Span) -> Option<Sides> {
    let around = look_around(reading, claim);
    let mains = mains(reading);
    let is_main = |party: &ActorId| mains.contains(party);
    let mut sides = Sides { betweens: around.through.clone(), ..Sides::default() };
    let frame = claim.hit.word.frame;
    match frame {
        Frame::Strong | Frame::Weak => {
            noun_sides(reading, claim, &around, &mains, &mut sides)?;
        }
        Frame::Reciprocal | Frame::Link | Frame::Reach | Frame::Tell => {
            if frame == Frame::Tell && !is_on_the_line(reading, evidence) {
                return None;
            }
            if frame == Frame::Reach && reading.lemma(claim.hit.token) == "see" && !around.group {
                return None;
            }
            let counterpart: Vec<ActorId> = match claim.hit.word.form {
                ChannelForm::Messages => around.with.clone(),
                _ => around.with.iter().chain(&around.objects).copied().collect(),
            };
            if claim.hit.word.form == ChannelForm::Messages && !around.message {
                return None;
            }
            let outsider = !around.subjects.is_empty() && !around.subjects.iter().any(is_main);
            if matches!(frame, Frame::Reach | Frame::Tell | Frame::Link) && counterpart.is_empty() {
                return None;
            }
            // One side alone deals only where the words leave no doubt that it is with the other.
            if frame == Frame::Reciprocal
                && counterpart.is_empty()
                && around.subjects.len() < 2
                && !around.several
            {
                let wish = matches!(
                    claim.status,
                    ChannelStatus::Proposed | ChannelStatus::Refused | ChannelStatus::Agreed
                );
                if !wish
                    || !matches!(
                        reading.lemma(claim.hit.token),
                        "talk" | "negotiate" | "meet" | "sit" | "discuss" | "engage"
                    )
                {
                    return None;
                }
            }
            let speaks = reading.lemma(claim.hit.token) == "speak";
            if speaks
                && reading.children(claim.hit.token).iter().any(|child| {
                    reading.children_with(*child, Deprel::Case).any(|case| reading.lower(case) == "for")
                })
            {
                return None;
            }
            if speaks && counterpart.is_empty() && !around.several {
                return None;
            }
            if frame == Frame::Reach && around.subjects.is_empty() && around.agents.is_empty() {
                return None;
            }
            // Visits of third parties are their own affair.
            let visits = frame == Frame::Reach && claim.hit.word.form == ChannelForm::Visit && !around.group;
            if visits && around.subjects.iter().chain(&counterpart).filter(|party| is_main(party)).count() < 2
            {
                return None;
            }
            let apart = outsider && around.group;
            if apart && counterpart.iter().filter(|party| is_main(party)).count() >= 2 {
                sides.betweens.extend(&around.subjects);
                sides.parties.extend(&counterpart);
                // A host brings the sides together; who sees each of them carries it between them.
                sides.carried = claim.hit.word.form != ChannelForm::Visit;
                sides.hosted = !sides.carried;
            } else {
                sides.parties.extend(around.subjects.iter().chain(&counterpart).chain(&around.agents));
                if outsider && counterpart.is_empty() && around.subjects.len() < 2 {
                    return None;
                }
            }
        }
        Frame::Table => sides.parties.extend(around.subjects.iter().chain(&around.objects)),
        Frame::Carry => carry_sides(reading, claim, &around, &mains, evidence, &mut sides)?,
        Frame::Between => {
            if matches!(claim.status, ChannelStatus::Refused | ChannelStatus::Denied) {
                return None;
            }
            let doers = if around.agents.is_empty() { &around.subjects } else { &around.agents };
            let (between, parties): (Vec<ActorId>, Vec<ActorId>) =
                doers.iter().partition(|party| !is_main(party));
            if between.is_empty() && (mains.len() <= 2 || parties.is_empty()) && around.through.is_empty() {
                return None;
            }
            sides.betweens.extend(between);
            sides.parties.extend(around.with.iter().filter(|party| is_main(party)));
            sides.carried = true;
        }
        Frame::Go => {
            let outsider = !around.subjects.is_empty() && !around.subjects.iter().any(is_main);
            if around.subjects.is_empty() || around.place.is_empty() {
                return None;
            }
            if outsider && around.group {
                sides.betweens.extend(&around.subjects);
                sides.carried = true;
                sides.parties.extend(&around.place);
            } else {
                let both = around.subjects.iter().chain(&around.place);
                if both.clone().filter(|party| is_main(party)).count() < 2 {
                    return None;
                }
                sides.parties.extend(both);
            }
        }
        Frame::Face => return None,
    }
    complete(reading, claim, &mains, &mut sides)?;
    Some(sides)
}

/// The confronting parties of the report.
fn mains(reading: &Reading<'_>) -> Vec<ActorId> {
    let mut mains = reading.parties().to_vec();
    mains.truncate(4);
    mains
}

fn noun_sides(
    reading: &Reading<'_>,
    claim: &Claim,
    around: &Around,
    mains: &[ActorId],
    sides: &mut Sides,
) -> Option<()> {
    let is_main = |party: &ActorId| mains.contains(party);
    let word = claim.hit.word;
    sides.parties.extend(
        around
            .own
            .iter()
            .chain(&around.with)
            .filter(|party| word.form != ChannelForm::Mediation || is_main(party)),
    );
    if word.form == ChannelForm::Mediation {
        let doers = around.own.iter().chain(&around.with).chain(&around.subjects).chain(&around.agents);
        sides.betweens.extend(doers.filter(|party| !is_main(party)));
        sides.carried = word.directness == Directness::Indirect && claim.status != ChannelStatus::Proposed;
    }
    if reading.upos(claim.predicate) == Upos::Adj
        && matches!(claim.class, Class::Offer | Class::Refuse)
        && around.subjects.is_empty()
    {
        return None;
    }
    // "Not open for negotiation" is said of a matter, and is a position; of a party it would be a refusal.
    if reading.lemma(claim.predicate) == "open" && claim.status == ChannelStatus::Refused && !around.sided {
        return None;
    }
    // "Exchange of data", "exchange of fire": a dealing only where words are exchanged.
    if reading.lemma(claim.hit.token) == "exchange" {
        let of = reading.children_with(claim.hit.token, Deprel::Nmod).next();
        let words = of.is_none_or(|thing| is_message(reading, thing) || reading.actor_at(thing).is_some());
        if !words || reading.child(claim.hit.token, Deprel::Compound).is_some() {
            return None;
        }
    }
    let hosts = is_hosting(reading.lemma(claim.predicate));
    let doers = around.subjects.iter().chain(&around.agents);
    if hosts {
        for party in doers {
            if is_main(party) { sides.parties.push(*party) } else { sides.betweens.push(*party) }
        }
    } else if claim.aside || claim.class != Class::Exist {
        let outsiders_talk =
            !sides.parties.is_empty() && (claim.aside || is_own_doing(reading.lemma(claim.predicate)));
        sides.parties.extend(doers.filter(|party| is_main(party) || outsiders_talk));
    }
    if word.form == ChannelForm::Visit {
        sides.parties.extend(&around.place);
    }
    // A weak noun ("meeting", "round") is a dealing of parties only where a party stands by it.
    if word.frame == Frame::Weak {
        if matches!(word.form, ChannelForm::Messages) {
            return None;
        }
        let mut named = sides.parties.clone();
        named.sort_unstable();
        named.dedup();
        if named.is_empty() && sides.betweens.is_empty() && !around.group && !is_of_sides(reading, claim) {
            return None;
        }
    }
    Some(())
}

fn carry_sides(
    reading: &Reading<'_>,
    claim: &Claim,
    around: &Around,
    mains: &[ActorId],
    evidence: Span,
    sides: &mut Sides,
) -> Option<()> {
    if !around.message && !around.between {
        return None;
    }
    let is_main = |party: &ActorId| mains.contains(party);
    let doers: &[ActorId] = if around.agents.is_empty() { &around.subjects } else { &around.agents };
    let stands_between = doers.iter().any(|party| !is_main(party))
        || reading.tokens_in(evidence).any(|token| is_between_word(reading.lemma(token)))
        || around.between;
    let own_word = matches!(
        reading.lemma(claim.hit.token),
        "relay" | "pass" | "carry" | "ferry" | "convey" | "transmit" | "forward"
    );
    if stands_between && (own_word || around.between || around.with.len() != 1 || doers.len() > 1) {
        let all = doers.iter().chain(&around.with).chain(&around.own);
        for party in all {
            if is_main(party) { sides.parties.push(*party) } else { sides.betweens.push(*party) }
        }
        sides.carried = true;
        return Some(());
    }
    // From one side straight to the other, or to a third party for its own sake.
    if doers.is_empty() || around.with.is_empty() {
        return None;
    }
    sides.parties.extend(doers.iter().chain(&around.with));
    Some(())
}

/// Adds the report's other side where one only is named, and settles who stands between.
fn complete(reading: &Reading<'_>, claim: &Claim, mains: &[ActorId], sides: &mut Sides) -> Option<()> {
    for list in [&mut sides.parties, &mut sides.betweens] {
        list.sort_unstable();
        list.dedup();
    }
    sides.named = sides.parties.len();
    let is_main = |party: &ActorId| mains.contains(party);
    if sides.parties.iter().any(is_main) && sides.parties.len() < 2 {
        let wide = mains.len() > 2 && sides.carried;
        let known = sides.parties[0];
        let mut others = mains.iter().copied().filter(|party| *party != known);
        if wide { sides.parties.extend(others) } else { sides.parties.extend(others.next()) }
    } else if sides.parties.is_empty() {
        let three = reading.tokens_in(reading.subtree_span(claim.noun)).any(|token| {
            matches!(reading.lower(token), "trilateral" | "tripartite" | "three-way" | "all" | "three")
        });
        let count = if three || is_many(mains) { mains.len() } else { 2 };
        sides.parties.extend(mains.iter().take(count));
    }
    if let [only] = sides.parties[..] {
        // A government and a party inside its own country.
        let country = reading.country_of(only);
        sides.parties.extend(
            mains.iter().copied().find(|party| *party != only && reading.country_of(*party) == country),
        );
    }
    sides.parties.sort_unstable();
    sides.parties.dedup();
    let parties = sides.parties.clone();
    sides.betweens.retain(|actor| !parties.contains(actor));
    (sides.parties.len() >= 2).then_some(())
}

/// Three sides or more that all confront each other.
fn is_many(mains: &[ActorId]) -> bool {
    mains.len() > 2
}

fn is_hosting(lemma: &str) -> bool {
    matches!(
        lemma,
        "host"
            | "chair"
            | "lead"
            | "convene"
            | "oversee"
            | "moderate"
            | "preside"
            | "sponsor"
            | "steer"
            | "facilitate"
            | "broker"
            | "mediate"
            | "arrange"
            | "organise"
            | "organize"
            | "supervise"
            | "orchestrate"
            | "house"
    )
}

/// A weak noun that can only be the sides' own: "a joint committee", "no further meeting", "the summit".
fn is_of_sides(reading: &Reading<'_>, claim: &Claim) -> bool {
    let arranged = matches!(claim.class, Class::Agree | Class::Stop | Class::Refuse | Class::Offer);
    reading.children(claim.noun).iter().any(|child| {
        let lower = reading.lower(*child);
        matches!(
            lower,
            "joint"
                | "trilateral"
                | "three-way"
                | "two-way"
                | "bilateral"
                | "tripartite"
                | "face-to-face"
                | "secret"
                | "four-way"
                | "quadrilateral"
        ) || arranged && matches!(lower, "no" | "further")
    })
}

/// Verbs whose subject takes part in what it does.
fn is_own_doing(lemma: &str) -> bool {
    matches!(
        lemma,
        "hold"
            | "have"
            | "conduct"
            | "begin"
            | "start"
            | "open"
            | "resume"
            | "continue"
            | "engage"
            | "attend"
            | "join"
            | "suspend"
            | "refuse"
            | "reject"
            | "break"
            | "end"
            | "conclude"
            | "cancel"
            | "agree"
            | "postpone"
            | "call"
    )
}

fn look_around(reading: &Reading<'_>, claim: &Claim) -> Around {
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
            around.message |= is_message(reading, subject);
            around.group |= is_group(reading, subject);
        } else {
            gather(reading, subject, &mut around.subjects);
            around.several |= is_group(reading, subject) || is_several(reading, subject);
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
        place_one(reading, claim, child, &mut around);
    }
    // "A day after he met Kim": who meets himself is somebody else, the one the sentence is about.
    if !around.subjects.is_empty() && around.objects.len() == 1 && around.subjects == around.objects {
        around.subjects = flat::sentence_subject(reading, predicate);
        let objects = around.objects.clone();
        around.subjects.retain(|party| !objects.contains(party));
    }
    around.several |= flat::words_before(reading, predicate).any(|token| is_several(reading, token));
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
    // "Exchanged so much as a signal": what is exchanged need not be the object's head.
    around.message |= (claim.hit.last.0 + 1..claim.hit.last.0 + 7)
        .map(TokenId)
        .take_while(|token| token.index() < reading.tokens.len())
        .any(|token| is_message(reading, token));
    around
}

/// Sorts one dependent by its relation and preposition.
fn place_one(reading: &Reading<'_>, claim: &Claim, child: TokenId, around: &mut Around) {
    let head = reading.head(child);
    let on_noun = head.is_some_and(|head| head == claim.noun || head == claim.hit.token)
        && claim.noun != claim.predicate;
    match reading.deprel(child) {
        Deprel::Iobj => {
            gather(reading, child, &mut around.with);
            around.group |= is_group(reading, child);
        }
        Deprel::Obj if !on_word(reading, claim, child) => {
            around.message |= is_message(reading, child) || reading.upos(child) == Upos::Pron;
            if !is_message(reading, child) {
                gather(reading, child, &mut around.objects);
                around.group |= is_group(reading, child);
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
                    around.group |= is_group(reading, child);
                }
                "from" if claim.hit.word.frame == Frame::Carry => gather(reading, child, &mut around.own),
                "to" | "into" | "in" | "for" | "at" | "across"
                    if (matches!(claim.hit.word.frame, Frame::Go)
                        || claim.hit.word.form == ChannelForm::Visit)
                        && (case == "to" || case == "into" || case == "in") =>
                {
                    gather(reading, child, &mut around.place);
                    around.group |= is_group(reading, child);
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
                        around.group |= is_group(reading, child);
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

/// Whether a passage says that it was by telephone or in person.
fn is_on_the_line(reading: &Reading<'_>, evidence: Span) -> bool {
    reading.tokens_in(evidence).any(|token| {
        let before = token.0.checked_sub(1).map(TokenId).map_or("", |before| reading.lower(before));
        match reading.lower(token) {
            "phone" | "telephone" => matches!(before, "the" | "by" | "a"),
            "person" => before == "in",
            "call" => matches!(before, "phone" | "telephone" | "video" | "a"),
            _ => false,
        }
    })
}

/// A plural that stands for more than one party: "they", "the two sides", "our teams".
fn is_several(reading: &Reading<'_>, token: TokenId) -> bool {
    matches!(
        reading.lower(token),
        "they"
            | "both"
            | "sides"
            | "parties"
            | "delegations"
            | "teams"
            | "leaders"
            | "ministers"
            | "governments"
            | "negotiators"
            | "generals"
            | "directors"
            | "envoys"
            | "capitals"
            | "countries"
            | "men"
            | "neighbours"
            | "neighbors"
    )
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
fn is_group(reading: &Reading<'_>, token: TokenId) -> bool {
    let several = reading.children(token).iter().any(|child| {
        matches!(
            reading.lower(*child),
            "both" | "each" | "two" | "either" | "neighbouring" | "warring" | "rival"
        )
    });
    let side = matches!(
        reading.lemma(token),
        "side"
            | "party"
            | "capital"
            | "leader"
            | "government"
            | "neighbour"
            | "neighbor"
            | "country"
            | "delegation"
            | "camp"
            | "team"
            | "president"
            | "minister"
            | "other"
            | "them"
            | "they"
            | "rival"
            | "foe"
            | "enemy"
            | "adversary"
            | "both"
    );
    side && several
        || reading.lemma(token) == "both"
        || reading.actor_at(token).is_some_and(|actor| reading.actor(actor).members.len() > 1)
}

/// Things that are carried between parties.
fn is_message(reading: &Reading<'_>, token: TokenId) -> bool {
    matches!(
        reading.lemma(token),
        "message"
            | "page"
            | "letter"
            | "note"
            | "paper"
            | "draft"
            | "proposal"
            | "document"
            | "reply"
            | "response"
            | "answer"
            | "offer"
            | "text"
            | "word"
            | "view"
            | "idea"
            | "map"
            | "demand"
            | "warning"
            | "assurance"
            | "signal"
            | "point"
            | "position"
            | "communication"
            | "information"
            | "term"
            | "condition"
            | "request"
            | "list"
            | "counterproposal"
            | "counteroffer"
            | "memorandum"
            | "memo"
            | "envelope"
            | "question"
            | "remark"
            | "plan"
            | "cable"
            | "telegram"
            | "file"
            | "concept"
            | "wording"
            | "suggestion"
            | "amendment"
            | "greeting"
            | "invitation"
            | "ultimatum"
            | "pleasantry"
            | "blueprint"
            | "outline"
            | "comment"
            | "clarification"
    )
}
