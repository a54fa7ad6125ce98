//! Finds accounts that cannot both stand.
//!
//! Needs: statements, events, channels. Adds: conflicts. Accounts (`account`) of different sides are held against each
//! other; what weighs for a conflict is counted, and only pairs that weigh enough are kept, best first. Answers (`answer`)
//! point back at what they deny, and need no weighing.

mod account;
mod answer;
mod table;

use crate::reading::{Channel, ChannelStatus, Conflict, Directness, Reading};
use crate::text::{ActorId, Span, TokenId};
use account::Account;
use std::collections::BTreeMap;
use table::{Cue, Tables};

/// An account is held against so many before it; reports answer a claim near it.
const REACH: usize = 14;
/// What a pair must weigh to be a conflict.
const ENOUGH: f32 = 4.6;
/// What a pair weighs where the report itself says that the two are at odds.
const TOLD: f32 = 6.6;
/// Accounts that are announced as different follow within so many sentences.
const ANNOUNCED: usize = 4;

/// Finds accounts that cannot both stand.
pub struct Clashes {
    tables: Tables,
}

/// Two accounts that may conflict.
struct Pair {
    weight: f32,
    over: String,
    sides: [(Option<ActorId>, Span); 2],
}

impl Clashes {
    /// Parses the stage's tables.
    pub fn new() -> Clashes {
        Clashes { tables: Tables::new() }
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let cues = self.tables.cues(reading);
        let accounts = account::all(&self.tables, reading, &cues);
        let differs = differing_sentences(reading, &cues);
        let mut pairs = Vec::new();
        for (later, second) in accounts.iter().enumerate() {
            for first in &accounts[later.saturating_sub(REACH)..later] {
                pairs.extend(self.weigh(reading, first, second, &differs));
            }
        }
        for pair in accounts.windows(2) {
            pairs.extend(self.weigh_rebuttal(reading, &pair[0], &pair[1]));
        }
        for answered in answer::all(&self.tables, reading, &accounts) {
            pairs.push(Pair {
                weight: if answered.is_voiced { TOLD + 0.4 } else { TOLD - 0.2 },
                over: words_of(reading, answered.claim.1),
                sides: [answered.claim, answered.answer],
            });
        }
        pairs.extend(announced(reading, &accounts, &cues));
        let channels = &reading.channels;
        let mut on_paths: Vec<Pair> = Vec::new();
        for (later, second) in channels.iter().enumerate() {
            for first in &channels[later.saturating_sub(REACH)..later] {
                on_paths.extend(weigh_channels(reading, first, second));
            }
        }
        // One dispute over the path itself, however often the report comes back to it.
        pairs.extend(on_paths.into_iter().max_by(|one, other| one.weight.total_cmp(&other.weight)));
        pairs.sort_by(|one: &Pair, other| {
            other
                .weight
                .total_cmp(&one.weight)
                .then(one.sides[0].1.cmp(&other.sides[0].1))
                .then(one.sides[1].1.cmp(&other.sides[1].1))
        });
        // About one in three hundred words: reports seldom set more accounts against each other.
        let most = 1 + reading.tokens.len() / 300;
        let mut kept: Vec<Pair> = Vec::new();
        // Passages that a kept pair rests on, by their first byte: none overlap.
        let mut used: BTreeMap<u32, u32> = BTreeMap::new();
        for pair in pairs {
            if kept.len() >= most && pair.weight < TOLD {
                break;
            }
            let is_used =
                |span: Span| used.range(..span.end).next_back().is_some_and(|(_, end)| *end > span.start);
            if !is_used(pair.sides[0].1) && !is_used(pair.sides[1].1) {
                used.extend(pair.sides.iter().map(|(_, span)| (span.start, span.end)));
                kept.push(pair);
            }
        }
        kept.sort_by_key(|pair| (pair.sides[0].1, pair.sides[1].1));
        reading.conflicts = kept
            .into_iter()
            .map(|pair| Conflict {
                over: pair.over,
                sides: pair.sides.to_vec(),
                confidence: (0.2 + 0.05 * pair.weight).min(0.7),
            })
            .collect();
    }

    /// A claim that is told only in order to be denied, and what the denier puts in its place.
    fn weigh_rebuttal(&self, reading: &Reading<'_>, first: &Account, second: &Account) -> Option<Pair> {
        let told = reading.tokens_in(first.span).any(|token| {
            matches!(
                reading.lemma(token),
                "claim"
                    | "report"
                    | "allegation"
                    | "accusation"
                    | "suggestion"
                    | "assertion"
                    | "rumour"
                    | "rumor"
                    | "charge"
            ) && reading.upos(token) == crate::syntax::Upos::Noun
        });
        let answered = first.rebuts
            && told
            && first.by.is_some()
            && first.by == second.by
            && second.sentence <= first.sentence + 2;
        if !answered || first.statement == second.statement || first.span.overlaps(second.span) {
            return None;
        }
        let weight = if second.denied { 5.6 } else { 4.6 };
        Some(Pair {
            weight,
            over: words_of(reading, first.span),
            sides: [(None, first.span), (second.by, second.span)],
        })
    }

    /// What speaks for two accounts being in conflict.
    fn weigh(
        &self,
        reading: &Reading<'_>,
        first: &Account,
        second: &Account,
        differs: &[bool],
    ) -> Option<Pair> {
        if first.statement == second.statement
            || first.by == second.by
            || first.party.is_some() && first.party == second.party
        {
            return None;
        }
        if first.span.overlaps(second.span) || !(first.factual && second.factual) {
            return None;
        }
        let shared: Vec<&String> =
            first.matters.iter().filter(|matter| second.matters.binary_search(matter).is_ok()).collect();
        let gap = second.sentence - first.sentence;
        let differ_at = |sentence: usize| differs.get(sentence).copied().unwrap_or(false);
        let right_before =
            second.sentence.checked_sub(1).is_some_and(differ_at) || differ_at(second.sentence);
        let said =
            gap <= 5 && (right_before || (first.sentence.saturating_sub(1)..second.sentence).any(differ_at));
        let refers = second.refers && second.denied && gap <= 3 && !shared.is_empty();
        let rebuts = first.rebuts || second.rebuts;
        let insists = first.insists || second.insists;
        let polar = first.denied != second.denied;
        let contrary = first
            .poles
            .iter()
            .any(|one| second.poles.iter().any(|other| self.tables.are_opposites(one, other)));
        let counts_differ = !shared.is_empty()
            && first.numbers.iter().any(|(number, unit)| {
                let differs = |(other, other_unit): &(String, String)| number != other && unit == other_unit;
                !unit.is_empty() && second.numbers.iter().any(differs)
            });
        let signed = refers || said || contrary || insists || rebuts;
        let unrelated = shared.is_empty() && !(right_before && polar);
        if unrelated || !signed && shared.len() < 3 {
            return None;
        }
        let mut weight = match shared.len() {
            0 => 0.0,
            1 => 1.2,
            2 => 2.2,
            _ => 2.8,
        };
        let signs = [
            (polar, 1.5),
            (rebuts, 1.0),
            (refers, 3.0),
            (gap <= 1, 0.5),
            (right_before && gap <= 4, 3.0),
            (said && !(right_before && gap <= 4), 2.0),
            (insists, 0.7),
            (contrary, 1.5),
            (counts_differ, 1.2),
        ];
        weight += signs.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum::<f32>();
        let mains = reading.parties();
        let is_main = |party: Option<ActorId>| party.is_some_and(|party| mains.contains(&party));
        if is_main(first.party) && is_main(second.party) {
            weight += 1.0;
        }
        weight -= 0.25 * (gap.saturating_sub(1).min(8)) as f32;
        let over = shared.first().map_or_else(|| words_of(reading, second.span), |matter| (*matter).clone());
        (weight >= ENOUGH).then_some(Pair {
            weight,
            over,
            sides: [(first.by, first.span), (second.by, second.span)],
        })
    }
}

/// For each sentence, whether its words say that accounts differ.
fn differing_sentences(reading: &Reading<'_>, cues: &[Option<Cue>]) -> Vec<bool> {
    let mut differs = vec![false; reading.sentences.len()];
    for (token, cue) in reading.tokens.iter().zip(cues) {
        if matches!(cue, Some(Cue::Differ | Cue::Announce)) {
            differs[token.sentence.index()] = true;
        }
    }
    differs
}

/// Accounts that the report announces as different: the next two, of different sides, sentence against sentence.
fn announced(reading: &Reading<'_>, accounts: &[Account], cues: &[Option<Cue>]) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    let mut sentences: Vec<usize> = reading
        .tokens
        .iter()
        .zip(cues)
        .filter(|(_, cue)| **cue == Some(Cue::Announce))
        .map(|(token, _)| token.sentence.index())
        .collect();
    sentences.dedup();
    for at in sentences {
        let from = accounts.partition_point(|account| account.sentence <= at);
        let near = |account: &&Account| account.sentence <= at + ANNOUNCED;
        let Some(first) = accounts[from..].iter().take_while(near).find(|account| account.factual) else {
            continue;
        };
        let second = accounts[from..].iter().take_while(near).find(|account| {
            account.factual
                && account.sentence > first.sentence
                && account.by != first.by
                && (account.party.is_none() || account.party != first.party)
        });
        if let Some(second) = second {
            let sentence = |account: &Account| reading.sentences[account.sentence].span;
            found.push(Pair {
                weight: TOLD,
                over: words_of(reading, reading.sentences[at].span),
                sides: [(first.by, sentence(first)), (second.by, sentence(second))],
            });
        }
    }
    found
}

/// Two claims on the same path that exclude each other.
fn weigh_channels(reading: &Reading<'_>, first: &Channel, second: &Channel) -> Option<Pair> {
    let (one, other) = (*first.evidence.first()?, *second.evidence.first()?);
    if first.by == second.by || first.parties != second.parties || one.overlaps(other) {
        return None;
    }
    if first.by.map(|by| reading.party_of(by)) == second.by.map(|by| reading.party_of(by)) {
        return None;
    }
    let held = |channel: &Channel| {
        matches!(channel.status, ChannelStatus::UnderWay | ChannelStatus::Concluded | ChannelStatus::Agreed)
    };
    let denied = |channel: &Channel| matches!(channel.status, ChannelStatus::Denied);
    let doubted = |channel: &Channel| matches!(channel.status, ChannelStatus::Unconfirmed);
    let apart = first.directness != second.directness
        && first.directness != Directness::Unspecified
        && second.directness != Directness::Unspecified;
    // A narrator's "no" is no dispute; somebody's is.
    if denied(first) && first.by.is_none() || denied(second) && second.by.is_none() {
        return None;
    }
    let mut weight = match () {
        () if denied(first) && held(second) || held(first) && denied(second) => 6.5,
        () if doubted(first) && held(second) || held(first) && doubted(second) => 5.2,
        () => return None,
    };
    if apart {
        weight -= 2.0;
    }
    // Two named sources against each other, rather than one against the run of the report.
    if first.by.is_some() && second.by.is_some() {
        weight += 1.0;
    }
    let over = over_channels(reading, first, second);
    (weight >= ENOUGH).then_some(Pair { weight, over, sides: [(first.by, one), (second.by, other)] })
}

/// What two claims on a path differ over, in words.
fn over_channels(reading: &Reading<'_>, first: &Channel, second: &Channel) -> String {
    let names: Vec<&str> = first.parties.iter().map(|party| reading.actor(*party).name.as_str()).collect();
    let kind = match (first.directness, second.directness) {
        (Directness::Direct, _) | (_, Directness::Direct) => "direct contact",
        (Directness::Indirect, Directness::Indirect) => "indirect contact",
        _ => "contact",
    };
    format!("whether there is {kind} between {}", names.join(" and "))
}

/// The first words of a passage.
fn words_of(reading: &Reading<'_>, span: Span) -> String {
    let tokens = reading.tokens_in(span);
    let last: Option<TokenId> = tokens.clone().nth(7).or_else(|| tokens.clone().next_back());
    match (tokens.clone().next(), last) {
        (Some(first), Some(last)) => reading.slice(reading.span_of(first, last)).to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::Reader;
    use crate::report::{Part, Report};

    fn conflicts(sentences: &str) -> usize {
        let text = format!(
            "India and Pakistan trade accusations\n\nNEW DELHI, March 3, 2024 - India and Pakistan exchanged fire on Sunday, and India accused Pakistan of breaking a truce.\n\n{sentences}\n"
        );
        Reader::new()
            .read(&Report { parts: vec![Part { kind: None, text }], ..Report::default() })
            .conflicts
            .len()
    }

    #[test]
    fn contrary_accounts_are_set_against_each_other() {
        let rows = [
            (
                "India's army said that Pakistani troops had fired first. Pakistan's army denied that its troops had fired first.",
                1,
            ),
            (
                "Indian Foreign Minister Subrahmanyam Jaishankar said that Pakistan had promised to free the pilot. Pakistan's foreign ministry said that it had given no such promise.",
                1,
            ),
            (
                "India's army said that the road was open. Pakistan's foreign ministry said that wheat prices had risen.",
                0,
            ),
            ("India said that two villages had been shelled. Pakistan rejected the allegation.", 1),
            ("India's army said that Pakistani troops had crossed the river. Islamabad denied it.", 1),
            (
                "The shells came from Pakistani guns, India's army said. Not so, according to Pakistan's army. \"They were fired from Indian soil,\" a spokesman said.",
                1,
            ),
            (
                "Who fired first is in dispute. Indian officials said that Pakistani guns had opened up at dawn. Pakistan's foreign ministry said that an Indian patrol had crossed the river.",
                1,
            ),
            ("India said that talks would be useful. Pakistan rejected the offer.", 0),
            ("India's army said that the road was open. Pakistan's foreign ministry did not deny it.", 0),
        ];
        for (sentences, expected) in rows {
            assert_eq!(conflicts(sentences), expected, "{sentences}");
        }
    }
}
