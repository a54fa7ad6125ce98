//! Answers that the facts themselves give: channels between parties, who stands between them, positions, what is
//! expected, what rides on it, where accounts differ.
//!
//! Only questions that ask for nothing more than the fact are answered here; the rest is sought in the passages.

use super::find::is;
use super::lexicon;
use super::question::{Form, Question, Topic};
use crate::briefing::Sentence;
use crate::cite::quoted;
use crate::compose::ranked_positions;
use crate::scribe::Scribe;
use crate::word;
use demarche_assess::situation::{Channel, Claim, Outcome};
use demarche_assess::vocabulary::{ChannelStatus, Directness, Outlook, Stance};

/// Most sentences of an answer.
const LONGEST: usize = 3;

/// Days within which reports of a path count as one state of affairs.
const FRESH: i32 = 90;

/// The answer's sentences; empty where no fact answers alone.
pub fn answer(scribe: &mut Scribe<'_>, question: &Question<'_>) -> Vec<Sentence> {
    let alone = |topics: &[Topic], more: &[&str]| remainder(question, topics, more) == 0;
    if question.form == Form::Whether
        && question.asks(Topic::Contact)
        // What one side owns to, and who sat down with whom, is told by the passages.
        && question.speaker.is_none()
        && !question.says(&["meet", "met", "admit", "acknowledge"])
        && question.named.len() > 1
        && alone(
            &[Topic::Contact],
            &[
                "direct", "indirect", "secret", "face", "hold", "conduct", "engage", "formal", "official",
                "have", "diplomat", "official", "each", "other", "leader", "confirm", "under", "way",
            ],
        )
    {
        return contact(scribe, question);
    }
    if matches!(question.form, Form::Who)
        && question.asks(Topic::Mediation)
        && alone(
            &[Topic::Mediation],
            &["message", "proposal", "paper", "carry", "pass", "relay", "talk", "contact", "side"],
        )
    {
        return mediation(scribe, question);
    }
    if question.asks(Topic::RedLine) && alone(&[Topic::RedLine], &["line", "red"]) {
        return stands(scribe, question, &[Stance::RedLine, Stance::Refusal]);
    }
    if question.form == Form::What
        && question.asks(Topic::Wish)
        && alone(&[Topic::Wish], &["diplomacy", "talk", "deal", "negotiation", "outcome", "get", "process"])
    {
        return stands(scribe, question, &[Stance::Goal, Stance::Demand, Stance::Precondition]);
    }
    if question.form == Form::What && question.asks(Topic::Refusal) && alone(&[Topic::Refusal], &[]) {
        return stands(scribe, question, &[Stance::Refusal, Stance::RedLine]);
    }
    if question.form == Form::What && question.asks(Topic::Offer) && alone(&[Topic::Offer], &[]) {
        return stands(scribe, question, &[Stance::Offer, Stance::Concession, Stance::Openness]);
    }
    if question.asks(Topic::Prospect)
        && alone(
            &[Topic::Prospect],
            &["breakthrough", "progress", "deal", "agreement", "result", "soon", "happen", "come"],
        )
    {
        return prospects(scribe, question);
    }
    if question.asks(Topic::Dispute) && alone(&[Topic::Dispute], &["account", "report", "what", "fact"]) {
        let conflicts = scribe.situation.conflicts.iter().rev().take(LONGEST);
        return conflicts.filter_map(|conflict| word::conflict::sentence(scribe, conflict)).collect();
    }
    if question.asks(Topic::Stake) && alone(&[Topic::Stake], &["stake", "happen", "matter", "fail", "talk"]) {
        let stakes = scribe.situation.stakes.iter().rev().take(LONGEST);
        return stakes.filter_map(|stake| word::stake::sentence(scribe, stake)).collect();
    }
    Vec::new()
}

/// Whether any stand is on record, so that none of a kind means that none was taken.
pub fn knows_positions(scribe: &Scribe<'_>, question: &Question<'_>) -> bool {
    !scribe.situation.positions.is_empty() && remainder(question, &[Topic::RedLine], &["line", "red"]) == 0
}

/// How many words the question holds that neither its topic nor these account for.
fn remainder(question: &Question<'_>, topics: &[Topic], more: &[&str]) -> usize {
    let more: Vec<String> = more.iter().map(|word| lexicon::stem(word)).collect();
    let stem = |term: &super::question::Term| &question.tokens[term.token].stem;
    question
        .terms
        .iter()
        .filter(|term| term.weight > 0.5 && !more.contains(stem(term)))
        .filter(|term| !super::question::is_topical(stem(term), topics))
        .count()
}

/// Whether parties deal with each other: the direct path first where it is asked for, then what there is instead.
fn contact(scribe: &mut Scribe<'_>, question: &Question<'_>) -> Vec<Sentence> {
    let situation = scribe.situation;
    let between = |channel: &&Channel| {
        question.named.iter().all(|who| channel.parties.iter().any(|party| is(situation, party, who)))
    };
    let mut channels: Vec<&Channel> = situation.channels.iter().filter(between).collect();
    // How it stood long ago does not tell how it stands.
    let newest = channels.iter().filter_map(|channel| channel.last_reported).max();
    channels.retain(|channel| {
        newest.zip(channel.last_reported).is_none_or(|(newest, last)| (newest - last).get_days() <= FRESH)
    });
    let wants_direct = question.says(&["direct", "directly", "face", "bilateral", "directly"]);
    let lives = |channel: &&&Channel| {
        matches!(channel.status, ChannelStatus::UnderWay | ChannelStatus::Concluded | ChannelStatus::Agreed)
    };
    let direct = channels.iter().find(|channel| channel.directness == Directness::Direct && lives(channel));
    let indirect =
        channels.iter().find(|channel| channel.directness == Directness::Indirect && lives(channel));
    let shut = channels.iter().find(|channel| {
        channel.directness == Directness::Direct
            && matches!(
                channel.status,
                ChannelStatus::Denied | ChannelStatus::Refused | ChannelStatus::Unconfirmed
            )
    });
    let any = channels.iter().find(lives);
    let (lead, first, second) = match (direct, indirect, shut) {
        (Some(direct), _, shut) if direct.status == ChannelStatus::Agreed => {
            ("Agreed to, not yet reported as held", Some(direct), shut)
        }
        (Some(direct), _, shut) => ("Yes", Some(direct), shut),
        (None, Some(indirect), shut) if wants_direct => {
            let denied = shut.is_some_and(|channel| channel.status != ChannelStatus::Unconfirmed);
            let lead = match (shut, denied) {
                (Some(_), true) => "No, only indirectly",
                (Some(_), false) => "Not confirmed; indirectly, yes",
                (None, _) => "Only indirect contact is reported, no direct talks",
            };
            (lead, Some(indirect), shut)
        }
        (None, Some(indirect), shut) => ("Yes, but only indirectly", Some(indirect), shut),
        (None, None, Some(shut)) if shut.status == ChannelStatus::Unconfirmed => {
            ("Not confirmed", Some(shut), None)
        }
        (None, None, Some(shut)) => ("No", Some(shut), None),
        (None, None, None) if !wants_direct => ("Yes", any, None),
        (None, None, None) => return Vec::new(),
    };
    let Some(first) = first else { return Vec::new() };
    let mut written = Vec::new();
    for (place, channel) in std::iter::once(first).chain(second).enumerate() {
        let standing = word::channel::as_reported(scribe, channel);
        let Some(claim) = best_claim(channel) else { continue };
        let quote = quoted(&claim.evidence.quote);
        let text =
            if place == 0 { format!("{lead}: {standing} ({quote})") } else { format!("{standing}: {quote}") };
        written.extend(scribe.sentence(text, [&claim.evidence]));
    }
    written
}

/// The claim to quote for a channel: one with its status that names the go-betweens and a sayer, the latest of them.
fn best_claim(channel: &Channel) -> Option<&Claim> {
    let claims = channel.claims.iter().filter(|claim| claim.status == channel.status);
    claims.max_by_key(|claim| (!claim.intermediaries.is_empty(), claim.by.is_some(), claim.on))
}

/// Who stands between the parties.
fn mediation(scribe: &mut Scribe<'_>, question: &Question<'_>) -> Vec<Sentence> {
    let situation = scribe.situation;
    let between = |channel: &&Channel| {
        !channel.intermediaries.is_empty()
            && question.named.iter().all(|who| channel.parties.iter().any(|party| is(situation, party, who)))
    };
    let mut written = Vec::new();
    for channel in situation.channels.iter().filter(between).take(2) {
        let go_betweens = scribe.call_all(&channel.intermediaries);
        if let Some(claim) = best_claim(channel) {
            let text = format!("{go_betweens}: {}", quoted(&claim.evidence.quote));
            written.extend(scribe.sentence(text, [&claim.evidence]));
        }
    }
    written
}

/// Where a party stands, of the stances that are asked for, the first of them first.
fn stands(scribe: &mut Scribe<'_>, question: &Question<'_>, stances: &[Stance]) -> Vec<Sentence> {
    let situation = scribe.situation;
    let Some(who) = question.named.first() else { return Vec::new() };
    let mut positions: Vec<_> = ranked_positions(situation)
        .into_iter()
        .filter(|position| stances.contains(&position.stance) && is(situation, &position.holder, who))
        .collect();
    positions.sort_by_key(|position| stances.iter().position(|stance| *stance == position.stance));
    positions
        .into_iter()
        .take(LONGEST)
        .filter_map(|position| word::position::sentence(scribe, position))
        .collect()
}

/// What is expected. For a yes or no, a thing hoped for is not assured.
fn prospects(scribe: &mut Scribe<'_>, question: &Question<'_>) -> Vec<Sentence> {
    let situation = scribe.situation;
    let mut expectations: Vec<_> = situation
        .expectations
        .iter()
        .filter(|expectation| expectation.outcome == Outcome::Open)
        .filter(|expectation| {
            question.named.is_empty()
                || expectation
                    .by
                    .as_deref()
                    .is_none_or(|by| question.named.iter().any(|who| is(situation, by, who)))
        })
        .collect();
    expectations.sort_by_key(|expectation| {
        let party = expectation.by.as_deref().map_or("", |by| situation.party(by));
        (!situation.is_between(party), std::cmp::Reverse(expectation.made))
    });
    let lead = match (question.form, expectations.first().map(|first| first.outlook)) {
        (Form::Whether | Form::HowLikely, Some(Outlook::Progress)) => "Hoped for, not assured: ",
        (Form::Whether | Form::HowLikely, Some(Outlook::Setback)) => "Not on what is said: ",
        (Form::Whether | Form::HowLikely, Some(Outlook::Mixed)) => "Open: ",
        _ => "",
    };
    let mut written: Vec<Sentence> = Vec::new();
    for expectation in expectations.into_iter().take(2) {
        let sentence = word::expectation::sentence(scribe, expectation);
        written.extend(sentence.map(|mut sentence| {
            if written.is_empty() && !lead.is_empty() {
                sentence.text.insert_str(0, lead);
            }
            sentence
        }));
    }
    written
}
