//! Finds the passages that bear on a question.
//!
//! In: an index and a question. Out: [`Finding`]s, the best first, each with how much of the question it covers.

use super::index::{Entry, Fact, Index};
use super::question::{Form, Named, Question, Topic};
use super::token::Token;
use demarche_assess::situation::{BlockKind, Situation, Span};
use demarche_assess::vocabulary::{ActorKind, Directness, Stance};
use std::collections::HashMap;

/// A passage that bears on a question.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its place in the index.
    pub entry: usize,
    /// Share of the question that it covers, 0 to 1, each word counted by how much it tells.
    pub coverage: f32,
    /// The same for what it asks about alone, names left out; 1 where it asks about nothing else.
    pub asked: f32,
    /// The same again, without what is lent by the passages around it.
    pub own: f32,
    /// The same, for words that are the question's own rather than like them.
    pub exact: f32,
    /// What it is ranked by.
    pub score: f32,
    /// For each term, where its answer stands among the passage's tokens.
    pub places: Vec<Option<usize>>,
    /// For each term, how well it is answered, context included.
    pub terms: Vec<f32>,
}

impl Finding {
    /// Where the words stand that answer the question's own.
    pub fn matched(&self) -> impl Iterator<Item = usize> + '_ {
        self.places.iter().filter_map(|place| *place)
    }
}

/// Part of a word's weight that counts where it stands in the sentence before.
const BEFORE: f32 = 0.6;
/// Part that counts where it stands in the heading or question above.
const ABOVE: f32 = 0.6;
/// An answer with fewer words than this leans on its question.
const SHORT: usize = 8;
/// Part that counts for a protagonist whom the passage does not name: the whole report is about them.
const UNNAMED: f32 = 0.3;

/// All passages that bear on a question, the best first.
pub fn find(situation: &Situation, index: &Index<'_>, question: &Question<'_>) -> Vec<Finding> {
    let direct: Vec<Direct> = Matcher::new(question).all(index);
    let names: Vec<Vec<f32>> = index.entries.iter().map(|entry| names(situation, entry, question)).collect();
    // Of somebody whom no report names, the reports say nothing.
    let absent = |name: usize| {
        !is_protagonist(situation, &question.named[name]) && names.iter().all(|met| met[name] == 0.0)
    };
    if (0..question.named.len()).any(absent) {
        return Vec::new();
    }
    let total = index.entries.len().max(1) as f32;
    let rarity = |count: usize| (1.0 + total / (count.max(1) as f32 + 0.5)).ln();
    let term_weight: Vec<f32> = (0..question.terms.len())
        .map(|term| {
            let count = direct.iter().filter(|found| found.strength[term] >= 0.5).count();
            question.terms[term].weight * rarity(count)
        })
        .collect();
    let name_weight: Vec<f32> = (0..question.named.len())
        .map(|name| 0.8 * rarity(names.iter().filter(|met| met[name] >= 0.8).count()))
        .collect();
    let sought: f32 = term_weight.iter().sum();
    let whole: f32 = term_weight.iter().chain(&name_weight).sum();
    let mut findings: Vec<Finding> = Vec::new();
    for (number, entry) in index.entries.iter().enumerate() {
        // A question tells only what it attributes to somebody.
        let idle = match entry.kind {
            BlockKind::Heading | BlockKind::Boilerplate => true,
            BlockKind::Question => entry.statements().next().is_none(),
            _ => false,
        };
        if idle {
            continue;
        }
        let before = index.before(number).and(number.checked_sub(1));
        let above = heading(index, number);
        // "Never, and I will not" says what the question put to it says.
        let short = entry.kind == BlockKind::Answer && entry.tokens.len() < SHORT;
        let above_part = if short && before.is_none() { 1.0 } else { ABOVE };
        let lent = |table: &dyn Fn(usize) -> f32, own: f32, part: f32| {
            own.max(before.map_or(0.0, |other| table(other) * part))
                .max(above.map_or(0.0, |other| table(other) * above_part))
        };
        let own = &direct[number];
        let terms: Vec<f32> = (0..question.terms.len())
            .map(|term| lent(&|other| direct[other].strength[term], own.strength[term], BEFORE))
            .collect();
        let met: Vec<f32> = (0..question.named.len())
            .map(|name| {
                let base = if is_protagonist(situation, &question.named[name]) { UNNAMED } else { 0.0 };
                lent(&|other| names[other][name], names[number][name], 0.8).max(base)
            })
            .collect();
        if question.speaker.is_some_and(|speaker| met[speaker] == 0.0) {
            continue;
        }
        let weighed = |strengths: &[f32], weights: &[f32]| -> f32 {
            strengths.iter().zip(weights).map(|(strength, weight)| strength * weight).sum()
        };
        let exact: Vec<f32> = own.strength.iter().map(|strength| strength.floor()).collect();
        let covered = weighed(&terms, &term_weight) + weighed(&met, &name_weight);
        let coverage = if whole > 0.0 { covered / whole } else { 0.0 };
        let bearing = bearing(situation, entry, question, own);
        if coverage < 0.2 && bearing < 0.2 {
            continue;
        }
        let place = match entry.kind {
            BlockKind::Headline => -0.12,
            BlockKind::Summary => -0.06,
            _ => 0.0,
        };
        // What the passage itself says counts for more than what stands around it.
        let own_share = if whole > 0.0 {
            (weighed(&own.strength, &term_weight) + weighed(&names[number], &name_weight)) / whole
        } else {
            0.0
        };
        findings.push(Finding {
            entry: number,
            coverage,
            asked: if sought > 0.0 { weighed(&terms, &term_weight) / sought } else { 1.0 },
            own: if sought > 0.0 { weighed(&own.strength, &term_weight) / sought } else { 1.0 },
            exact: if sought > 0.0 { weighed(&exact, &term_weight) / sought } else { 1.0 },
            score: coverage + 0.3 * own_share + bearing + place + 0.12 * entry.recency,
            places: own.place.clone(),
            terms,
        });
    }
    findings.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
    findings
}

fn heading(index: &Index<'_>, number: usize) -> Option<usize> {
    let above = index.heading(number)?;
    (0..number).rev().take(12).find(|other| std::ptr::eq(&raw const index.entries[*other], above))
}

/// What one passage itself holds of the question's terms.
struct Direct {
    strength: Vec<f32>,
    place: Vec<Option<usize>>,
}

/// A term, the stems that follow the first one, and how well they stand for it.
type Opened<'q> = (usize, &'q [String], f32);

/// The question's terms by the first stem of each word or phrase that answers for them.
struct Matcher<'q> {
    by_first: HashMap<&'q str, Vec<Opened<'q>>>,
    count: usize,
}

impl<'q> Matcher<'q> {
    fn new(question: &'q Question<'_>) -> Matcher<'q> {
        let mut by_first: HashMap<&str, Vec<Opened<'_>>> = HashMap::new();
        for (number, term) in question.terms.iter().enumerate() {
            for stand in &term.stands {
                if let Some((first, rest)) = stand.stems.split_first() {
                    by_first.entry(first).or_default().push((number, rest, stand.strength));
                }
            }
        }
        Matcher { by_first, count: question.terms.len() }
    }

    fn all(&self, index: &Index<'_>) -> Vec<Direct> {
        index.entries.iter().map(|entry| self.one(&entry.tokens)).collect()
    }

    fn one(&self, tokens: &[Token<'_>]) -> Direct {
        let mut direct = Direct { strength: vec![0.0; self.count], place: vec![None; self.count] };
        for (place, token) in tokens.iter().enumerate() {
            for (term, rest, strength) in self.by_first.get(token.stem.as_str()).into_iter().flatten() {
                let follows = tokens
                    .get(place + 1..place + 1 + rest.len())
                    .is_some_and(|next| next.iter().map(|token| &token.stem).eq(rest.iter()));
                if follows && *strength > direct.strength[*term] {
                    direct.strength[*term] = *strength;
                    direct.place[*term] = Some(place);
                }
            }
        }
        direct
    }
}

/// How well a passage meets each of the names.
fn names(situation: &Situation, entry: &Entry<'_>, question: &Question<'_>) -> Vec<f32> {
    question.named.iter().map(|who| if meets(situation, entry, who) { 1.0 } else { 0.0 }).collect()
}

/// Whether a passage names somebody, or somebody who speaks for that party.
pub fn meets(situation: &Situation, entry: &Entry<'_>, who: &Named) -> bool {
    let party = who.party.as_deref();
    entry.actors.iter().any(|actor| is(situation, actor, who))
        || entry
            .statements()
            .any(|statement| statement.by.as_deref().is_some_and(|by| is(situation, by, who)))
        || party.is_some_and(|party| entry.countries.contains(&party))
        || entry.tokens.windows(who.stems.len().max(1)).any(|window| {
            window.iter().map(|token| &token.stem).eq(&who.stems)
                && window.iter().any(|token| token.text.starts_with(char::is_uppercase))
        })
}

/// Whether an actor is the one named, or speaks for the party named.
pub fn is(situation: &Situation, actor: &str, who: &Named) -> bool {
    who.actors.iter().any(|own| own == actor)
        || who.party.as_deref().is_some_and(|party| {
            situation.party(actor) == party
                && situation.actor(actor).is_none_or(|actor| actor.kind != ActorKind::Media)
        })
}

pub fn is_protagonist(situation: &Situation, who: &Named) -> bool {
    who.party.as_deref().is_some_and(|party| situation.is_between(party))
}

/// What the facts that rest on a passage, and the kind of words in it, add to its rank.
fn bearing(situation: &Situation, entry: &Entry<'_>, question: &Question<'_>, own: &Direct) -> f32 {
    let mut added: f32 = 0.0;
    let holds = |party: &str| question.named.iter().any(|who| is(situation, party, who));
    for fact in &entry.facts {
        let worth: f32 = match fact {
            Fact::Position(position, stand) if holds(&position.holder) => stance_fits(question, stand.stance),
            Fact::Channel(channel, _) if question.asks(Topic::Mediation) => {
                if channel.intermediaries.is_empty() { 0.0 } else { 0.25 }
            }
            Fact::Channel(channel, _) if question.asks(Topic::Contact) => {
                let direct = question.says(&["direct", "directly", "face", "bilateral"]);
                if direct && channel.directness == Directness::Direct { 0.25 } else { 0.15 }
            }
            Fact::Expectation(_) if question.asks(Topic::Prospect) => 0.25,
            Fact::Stake(_) if question.asks(Topic::Stake) => 0.25,
            Fact::Conflict(_) if question.asks(Topic::Dispute) => 0.3,
            Fact::Conflict(_) if question.form == Form::Whether => 0.1,
            _ => 0.0,
        };
        added = added.max(worth);
    }
    if let Some(speaker) = question.speaker {
        let who = &question.named[speaker];
        // The matched words must be part of what is said.
        let holds_match = |span: Span| {
            let start = entry.passage.span.start as usize;
            let mut matched = own.place.iter().filter_map(|place| entry.tokens.get((*place)?)).peekable();
            matched.peek().is_none() || matched.any(|token| span.range().contains(&(start + token.start)))
        };
        let speaks = entry.statements().any(|statement| {
            statement.by.as_deref().is_some_and(|by| is(situation, by, who))
                && holds_match(statement.content.span)
        });
        added += if speaks {
            0.4
        } else if meets(situation, entry, who) {
            0.0
        } else {
            -0.3
        };
    }
    added
}

/// How well a stance answers to what is asked.
fn stance_fits(question: &Question<'_>, stance: Stance) -> f32 {
    let wanted: &[(Topic, &[Stance])] = &[
        (Topic::RedLine, &[Stance::RedLine, Stance::Refusal]),
        (Topic::Wish, &[Stance::Demand, Stance::Goal, Stance::Precondition]),
        (Topic::Offer, &[Stance::Offer, Stance::Openness, Stance::Concession]),
        (Topic::Refusal, &[Stance::Refusal, Stance::RedLine]),
        (Topic::Condition, &[Stance::Precondition]),
    ];
    let fits = wanted.iter().any(|(topic, stances)| question.asks(*topic) && stances.contains(&stance));
    let firm = question.asks(Topic::RedLine) && stance == Stance::RedLine;
    if firm {
        0.45
    } else if fits {
        0.3
    } else {
        0.0
    }
}
