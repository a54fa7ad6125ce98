//! Who deals with whom: the parties of a claim, and those between them.
//!
//! Comes in: a claim in its tree, with mentions. Goes out: parties and go-betweens.

use super::around::{Around, look_around};
use super::claim::Claim;
use super::table::{Class, Frame, Mark, Tables};
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

/// Finds the sides of a claim; `None` where the words do not make a dealing of two.
pub fn find(tables: &Tables, reading: &Reading<'_>, claim: &Claim, evidence: Span) -> Option<Sides> {
    let around = look_around(tables, reading, claim);
    let mains = mains(reading);
    let is_main = |party: &ActorId| mains.contains(party);
    let mut sides = Sides { betweens: around.through.clone(), ..Sides::default() };
    let frame = claim.hit.word.frame;
    match frame {
        Frame::Strong | Frame::Weak => {
            noun_sides(tables, reading, claim, &around, &mains, &mut sides)?;
        }
        Frame::Reciprocal | Frame::Link | Frame::Reach | Frame::Tell => {
            if frame == Frame::Tell && !is_on_the_line(reading, evidence) {
                return None;
            }
            if !is_of_people(tables, reading, claim, &around) {
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
            // "Is willing to host": the guests are the sides.
            let hosts = reading.lemma(claim.hit.token) == "host"
                && reading.child(claim.hit.token, Deprel::Obj).is_none()
                && outsider
                && !around.subjects.is_empty();
            if hosts {
                sides.betweens.extend(&around.subjects);
                sides.hosted = true;
                complete(reading, claim, &mains, &mut sides)?;
                return Some(sides);
            }
            if matches!(frame, Frame::Reach | Frame::Tell | Frame::Link) && counterpart.is_empty() {
                return None;
            }
            // One side alone deals only where the words leave no doubt that it is with the other.
            if frame == Frame::Reciprocal
                && counterpart.is_empty()
                && around.subjects.len() < 2
                && !around.several
                && !around.mutual
            {
                // "Nothing was negotiated": a denial of all dealings is one of these two.
                let none = claim.status == ChannelStatus::Denied && around.subjects.is_empty();
                let wish = matches!(
                    claim.status,
                    ChannelStatus::Proposed | ChannelStatus::Refused | ChannelStatus::Agreed
                );
                if !(wish || none)
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
            if frame == Frame::Reach
                && around.subjects.is_empty()
                && around.agents.is_empty()
                && !around.several
            {
                return None;
            }
            // Visits of third parties are their own affair.
            let visits = frame == Frame::Reach && claim.hit.word.form == ChannelForm::Visit && !around.group;
            if visits && around.subjects.iter().chain(&counterpart).filter(|party| is_main(party)).count() < 2
            {
                return None;
            }
            if around.others && counterpart.is_empty() {
                return None;
            }
            // To talk to each of two is to talk; to see each of them, one after the other, is to go between.
            let apart = outsider && around.group && reading.lemma(claim.hit.token) != "talk";
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
        Frame::Table => {
            let brings = around.group && around.subjects.iter().all(|party| !is_main(party));
            let subjects = around.subjects.iter();
            if brings {
                sides.betweens.extend(subjects)
            } else {
                sides.parties.extend(subjects)
            }
            sides.parties.extend(&around.objects);
        }
        Frame::Carry => carry_sides(tables, reading, claim, &around, &mains, evidence, &mut sides)?,
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
        Frame::Span => {
            let time = reading
                .children_with(claim.hit.token, Deprel::Obj)
                .any(|object| tables.is(reading.lemma(object), Mark::Stretch));
            if !time || around.with.is_empty() || around.subjects.is_empty() {
                return None;
            }
            sides.parties.extend(around.subjects.iter().chain(&around.with));
        }
        Frame::Together => {
            let doers = if around.agents.is_empty() { &around.subjects } else { &around.agents };
            sides.parties.extend(around.objects.iter().chain(&around.with).filter(|party| is_main(party)));
            if !around.group && sides.parties.len() < 2 {
                return None;
            }
            sides.betweens.extend(doers.iter().filter(|party| !sides.parties.contains(party)));
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
    tables: &Tables,
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
        let words = of.is_none_or(|thing| {
            super::around::is_message(tables, reading, thing) || reading.actor_at(thing).is_some()
        });
        if !words || reading.child(claim.hit.token, Deprel::Compound).is_some() {
            return None;
        }
    }
    let hosts = tables.is(reading.lemma(claim.predicate), Mark::Host);
    let doers = around.subjects.iter().chain(&around.agents);
    if hosts {
        for party in doers {
            if is_main(party) { sides.parties.push(*party) } else { sides.betweens.push(*party) }
        }
    } else if claim.aside || claim.class != Class::Exist {
        let outsiders_talk = !sides.parties.is_empty()
            && (claim.aside || tables.is(reading.lemma(claim.predicate), Mark::Own));
        sides.parties.extend(doers.filter(|party| is_main(party) || outsiders_talk));
    }
    if word.form == ChannelForm::Visit {
        sides.parties.extend(&around.place);
    }
    // A weak noun ("meeting", "round") is a dealing of parties only where a party stands by it.
    if word.frame == Frame::Weak {
        // Messages are told of by the verb that carries them, unless only their way is told.
        let goes = !around.through.is_empty() && !matches!(claim.class, Class::Send | Class::Receive);
        if matches!(word.form, ChannelForm::Messages) && !goes {
            return None;
        }
        sides.carried |= goes && matches!(word.form, ChannelForm::Messages);
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
    tables: &Tables,
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
    let stands_between = !around.through.is_empty()
        || doers.iter().any(|party| !is_main(party))
        || reading.tokens_in(evidence).any(|token| tables.is(reading.lemma(token), Mark::Between))
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
    // What one side sends back has come from the other.
    let back = reading.lower(TokenId(claim.hit.token.0 + 1)) == "back" || claim.hit.last > claim.hit.first;
    if around.with.is_empty() && back && doers.len() == 1 && doers.iter().all(is_main) {
        sides.parties.extend(doers);
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

/// Whether a verb that may also be said of things is said of people here.
fn is_of_people(tables: &Tables, reading: &Reading<'_>, claim: &Claim, around: &Around) -> bool {
    let verb = claim.hit.token;
    let object = reading.child(verb, Deprel::Obj).or_else(|| reading.child(verb, Deprel::NsubjPass));
    let is_person = |token: TokenId| {
        matches!(reading.upos(token), Upos::Pron)
            || reading.actor_of_phrase(token).is_some_and(|actor| {
                !matches!(reading.actor(actor).kind, ActorKind::State | ActorKind::Organisation)
            })
            || reading.mention_at(token).is_some_and(|mention| mention.kind != MentionKind::Name)
            || reading.mention_at(token).is_some() && matches!(reading.token(token).xpos, "NNPS" | "NNS")
            || tables.is(reading.lemma(token), Mark::Side)
    };
    match reading.lemma(verb) {
        // "Saw Iran as a threat" is a view; "saw the Iranians" an encounter.
        "see" => {
            around.group
                || around.mutual
                || object.is_some_and(|object| is_person(object) && reading.upos(object) != Upos::Pron)
                    && reading.child(verb, Deprel::Xcomp).is_none()
                    && reading.child(verb, Deprel::Ccomp).is_none()
                    && !around.objects.is_empty()
        }
        // "Called them liars" is a name given.
        "call" | "phone" | "ring" => {
            claim.hit.last > claim.hit.first
                || object.is_some_and(is_person)
                    && reading.child(verb, Deprel::Xcomp).is_none()
                    && reading.children_with(verb, Deprel::Obj).count() < 2
                    && !matches!(reading.lower(TokenId(verb.0 + 1)), "on" | "for" | "off" | "in" | "out")
        }
        "deal" | "face" | "hear" => around.mutual,
        // "The condition cannot be met".
        "meet" => object.is_none_or(|object| !tables.is(reading.lemma(object), Mark::Matter)),
        _ => true,
    }
}
