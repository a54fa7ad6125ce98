//! Judges a claim: finds the passage that bears it best, and what that passage makes of it.
//!
//! In: a claim and the reports. Out: [`Judgement`]. The most charitable passage is taken: one that says the same with
//! the same names, days and figures goes before one that shares more words.

use crate::ask::index::Entry;
use crate::check::claim::{Claim, Taken};
use crate::check::fact::Facts;
use crate::check::fault::{Fault, Gravity};
use crate::check::figure::{Figure, figures};
use crate::check::meant::{self, Pair};
use crate::check::reports::{Hit, Reports};
use crate::check::{Mark, opposite, when, who};
use demarche_assess::situation::{BlockKind, Situation};
use std::collections::BTreeMap;
use std::ops::Range;

/// What becomes of a claim.
pub struct Judgement {
    /// The mark.
    pub mark: Mark,
    /// Why, each as part of a sentence; empty where it is supported.
    pub reasons: Vec<String>,
    /// The passages it rests on or clashes with, the best first.
    pub entries: Vec<usize>,
}

/// Share of a claim that a passage must carry to support it.
const SUPPORTED: f32 = 0.6;
/// Share below which nothing is supported at all.
const UNSUPPORTED: f32 = 0.34;
/// Share that a passage must carry before what differs is a clash.
const BEARS: f32 = 0.42;
/// Share of a claim's words that another passage must have to speak for a name in it.
const AS_MUCH: f32 = 0.5;
/// Passages that are looked at closely.
const CLOSE: usize = 16;

/// One sentence of the draft with all that it is judged by.
pub struct Judge<'a, 's, 'd> {
    /// The reports.
    pub reports: &'a Reports<'s>,
    /// The draft.
    pub draft: &'d Situation,
    /// The sentence.
    pub sentence: &'a Entry<'d>,
    /// The sentence, taken apart.
    pub taken: &'a Taken,
    /// Passages that hold its longer quotations; empty where it has none, or none was found.
    pub quoted: Vec<usize>,
    /// Bytes of those quotations in the sentence.
    pub quotations: Vec<Range<usize>>,
}

/// A passage held against a claim.
struct Held {
    entry: usize,
    /// Share of the claim that it carries, with what stands around it.
    share: f32,
    /// Share that it carries itself, what stands around it counted half.
    own: f32,
    faults: Vec<Fault>,
    /// Words of the claim that nothing there carries.
    missing: Vec<usize>,
}

impl Held {
    fn score(&self) -> f32 {
        self.own - self.faults.iter().map(Fault::cost).sum::<f32>()
    }
}

impl Judge<'_, '_, '_> {
    /// Judges one claim.
    pub fn judge(&self, claim: &Claim) -> Judgement {
        let hits: Vec<Vec<Hit>> = claim.terms.iter().map(|term| self.reports.hits(&term.stands)).collect();
        let weights: Vec<f32> =
            claim.terms.iter().zip(&hits).map(|(term, hits)| term.weight * self.rarity(hits)).collect();
        let mut best: Option<Held> = None;
        let candidates = self.candidates(claim, &hits, &weights);
        // Who is named by another passage that says as much need not be named by this one.
        let elsewhere: Vec<usize> =
            candidates.iter().filter(|(_, share)| *share >= AS_MUCH).map(|(entry, _)| *entry).collect();
        for (entry, _) in candidates {
            let held = self.hold(claim, &hits, &weights, entry, &elsewhere);
            if best.as_ref().is_none_or(|best| held.score() > best.score() + 1e-4) {
                best = Some(held);
            }
        }
        self.weigh(claim, best)
    }

    /// How much a word tells by how few passages have it; one that none has counts as one that some have, since there
    /// are many ways to say a thing.
    fn rarity(&self, hits: &[Hit]) -> f32 {
        let mut entries: Vec<usize> =
            hits.iter().filter(|hit| hit.strength > 0.7).map(|hit| hit.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        let total = self.reports.index.entries.len() as f32;
        let count = if entries.is_empty() { 3.0 } else { entries.len() as f32 };
        (1.0 + total / (count + 1.0)).ln() / (1.0 + total / 2.0).ln().max(0.1)
    }

    /// The passages that share most with a claim, the best first.
    fn candidates(&self, claim: &Claim, hits: &[Vec<Hit>], weights: &[f32]) -> Vec<(usize, f32)> {
        let mut found: BTreeMap<usize, Vec<f32>> = BTreeMap::new();
        for (term, hits) in hits.iter().enumerate() {
            for hit in hits {
                let strengths = found.entry(hit.entry).or_insert_with(|| vec![0.0; weights.len()]);
                strengths[term] = strengths[term].max(hit.strength);
            }
        }
        for entry in &self.quoted {
            found.entry(*entry).or_insert_with(|| vec![0.0; weights.len()]);
        }
        let whole: f32 = weights.iter().sum();
        let mut ranked: Vec<(f32, usize, f32)> = found
            .into_iter()
            .filter(|(entry, _)| {
                !matches!(
                    self.reports.entry(*entry).kind,
                    BlockKind::Heading | BlockKind::Question | BlockKind::Boilerplate
                )
            })
            .map(|(entry, strengths)| {
                let words: f32 =
                    strengths.iter().zip(weights).map(|(strength, weight)| strength * weight).sum();
                let names: f32 =
                    claim.named.iter().map(|name| 0.4 * who::presence(self.reports, entry, name)).sum();
                let quoted = if self.quoted.contains(&entry) { 100.0 } else { 0.0 };
                (words + names + quoted, entry, words / whole.max(0.01))
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(CLOSE);
        ranked.into_iter().map(|(_, entry, share)| (entry, share)).collect()
    }

    /// Holds a passage against a claim.
    fn hold(
        &self,
        claim: &Claim,
        hits: &[Vec<Hit>],
        weights: &[f32],
        number: usize,
        elsewhere: &[usize],
    ) -> Held {
        let around = self.reports.around(number);
        let report = self.reports.report(number);
        let passage = self.reports.entry(number);
        let senses: BTreeMap<usize, Vec<_>> =
            around.keys().map(|other| (*other, self.reports.senses(*other))).collect();
        let quotes = claim.range.clone().any(|place| self.is_quoted(place));
        let mut faults = Vec::new();
        let mut pairs = Vec::new();
        let mut places = Vec::new();
        let mut missing = Vec::new();
        let (mut carried, mut borne, mut whole) = (0.0, 0.0, 0.0);
        for ((term, hits), weight) in claim.terms.iter().zip(hits).zip(weights) {
            let worth = |hit: &Hit| {
                let near = around.get(&hit.entry).copied();
                let far = if report.contains(&hit.entry) { 0.45 } else { 0.3 };
                likeness(hit.strength) * near.unwrap_or(far)
            };
            let mut strength = hits.iter().map(worth).fold(0.0, f32::max);
            let own = self.taken.senses.get(term.place).copied().unwrap_or_default();
            // The nearest words decide how it is meant: the likest first, then those of the passage itself.
            let close =
                |hit: &&Hit| hit.strength >= 0.5 && around.get(&hit.entry).is_some_and(|worth| *worth > 0.9);
            let likest = hits.iter().filter(close).map(|hit| hit.strength).fold(0.0, f32::max);
            let mut met: Vec<&Hit> =
                hits.iter().filter(close).filter(|hit| hit.strength > likest - 0.25).collect();
            if met.iter().any(|hit| hit.entry == number) {
                met.retain(|hit| hit.entry == number);
            }
            let here: Vec<&Hit> =
                hits.iter().filter(|hit| hit.entry == number && hit.strength >= 0.5).collect();
            places.extend(here.iter().map(|hit| hit.place));
            let own_strength = here.iter().map(|hit| likeness(hit.strength)).fold(0.0, f32::max);
            let mut opposed = 0.0;
            let sense = |hit: &&Hit| senses.get(&hit.entry).and_then(|all| all.get(hit.place)).copied();
            if quotes {
                // What is quoted word for word means what it means there, and the rest only leads up to it.
            } else if !met.is_empty() {
                let met = met.iter().filter_map(sense).collect();
                pairs.push(Pair { own, met, weight: *weight });
            } else if let Some((word, place)) =
                opposite::of(&self.sentence.tokens[term.place].stem, &passage.tokens)
            {
                let their = senses.get(&number).and_then(|all| all.get(place)).copied().unwrap_or_default();
                if their.negated == own.negated {
                    let said = self.sentence.tokens[term.place].text;
                    faults.push(Fault::clash(format!("the reports have “{word}”, not “{said}”")));
                }
                // The opposite is told of the same thing.
                strength = strength.max(0.8);
                opposed = 0.8;
            }
            whole += weight;
            carried += weight * strength;
            borne += weight * own_strength.max(0.5 * strength).max(opposed);
            if strength < 0.5 && term.weight > 0.5 {
                missing.push(term.place);
            }
        }
        for name in &claim.named {
            let weight = if name.party.is_some() { 0.5 } else { 0.6 };
            whole += weight;
            carried += weight * who::presence(self.reports, number, name);
            borne += weight * who::presence(self.reports, number, name);
        }
        whole += claim.strangers.len() as f32;
        faults.extend(meant::compare(&pairs));
        faults.extend(when::compare(self.sentence, &claim.range, self.reports, number));
        for figure in &claim.figures {
            whole += 0.5;
            match self.count(figure, number) {
                None => {
                    carried += 0.5;
                    borne += 0.5;
                }
                Some(fault) => faults.push(fault),
            }
        }
        self.compare_people(claim, number, elsewhere, &places, &mut faults);
        let facts = Facts { draft: self.draft, reports: self.reports.situation };
        let outcome = facts.compare(self.sentence, passage);
        faults.extend(outcome.faults);
        let share = if whole > 0.0 { carried / whole } else { 1.0 };
        // What the record holds of both alike carries the claim in other words.
        let more = 0.08 * outcome.shared.min(2) as f32;
        let over = if matches!(passage.kind, BlockKind::Headline | BlockKind::Summary) { 0.03 } else { 0.0 };
        let own = if whole > 0.0 { borne / whole } else { 1.0 };
        Held { entry: number, share: (share + more).min(1.0), own: own + more - over, faults, missing }
    }

    /// Whether a word stands in one of the longer quotations that a report has.
    fn is_quoted(&self, place: usize) -> bool {
        let at = self.sentence.tokens[place].start;
        self.quotations.iter().any(|range| range.contains(&at))
    }

    /// Names and speaker.
    fn compare_people(
        &self,
        claim: &Claim,
        number: usize,
        elsewhere: &[usize],
        places: &[usize],
        faults: &mut Vec<Fault>,
    ) {
        let tokens = &self.sentence.tokens;
        let start = self.sentence.passage.span.start as usize;
        let statement = who::statement(self.sentence, &claim.range);
        let speaker = statement.and_then(|statement| who::speaker(statement, self.draft, self.reports));
        if let Some(speaker) = &speaker {
            let quotes = claim.range.clone().any(|place| self.is_quoted(place));
            let credited: &[_] = if quotes { &claim.named } else { &[] };
            let fault = who::compare_speaker(speaker, credited, self.reports, number, places);
            // Whose a quotation is, nobody need say beside it.
            faults.extend(fault.filter(|fault| !quotes || fault.gravity == Gravity::Clash));
        }
        for name in &claim.named {
            // Who speaks is compared as speaker.
            let first = start + tokens[name.tokens.start].start;
            let speaks = statement.filter(|_| speaker.is_some()).is_some_and(|statement| {
                statement.source.is_some_and(|source| source.range().contains(&first))
            });
            if speaks && who::presence(self.reports, number, name) > 0.0 {
                continue;
            }
            if elsewhere.iter().any(|other| who::presence(self.reports, *other, name) > 0.95) {
                continue;
            }
            let written = written(self.sentence, name.tokens.clone());
            let fault = who::compare_name(
                self.reports,
                number,
                name,
                &claim.named,
                &written,
                name.tokens.start <= claim.range.start + 1,
            );
            faults.extend(fault.filter(|fault| !faults.contains(fault)));
        }
    }

    /// A fault where a passage, and what stands around it, counts otherwise.
    fn count(&self, figure: &Figure, number: usize) -> Option<Fault> {
        let of = |entry: usize| {
            let entry = self.reports.entry(entry);
            figures(&entry.passage.quote, &entry.tokens)
        };
        let around = self.reports.around(number);
        let near: Vec<Figure> = around.keys().flat_map(|other| of(*other)).collect();
        if near.iter().any(|other| figure.agrees(other)) {
            return None;
        }
        let far: Vec<Figure> = self.reports.report(number).flat_map(of).collect();
        if far.iter().any(|other| figure.agrees(other) && figure.counts_with(other)) {
            return None;
        }
        let written = with_counted(figure, self.sentence);
        let instead = of(number).into_iter().chain(near).find(|other| figure.counts_with(other));
        Some(match instead {
            Some(other) => Fault::clash(format!("the reports have {}, not {written}", other.words)),
            None => Fault::beyond(format!("no such figure in the passage: {written}")),
        })
    }

    /// The mark for the best passage.
    fn weigh(&self, claim: &Claim, best: Option<Held>) -> Judgement {
        let strangers: Vec<String> = claim
            .strangers
            .iter()
            .map(|name| format!("no report names {}", written(self.sentence, name.clone())))
            .collect();
        let Some(best) = best else {
            let mut reasons = strangers;
            if reasons.is_empty() {
                reasons.push("no such words in any report".to_owned());
            }
            return Judgement { mark: Mark::Unsupported, reasons, entries: Vec::new() };
        };
        let entries = vec![best.entry];
        let mut faults = best.faults;
        faults.sort_by_key(|fault| std::cmp::Reverse(fault.gravity));
        let mut reasons: Vec<String> = faults.iter().map(|fault| fault.reason.clone()).collect();
        reasons.extend(strangers.iter().cloned());
        let clashes = faults.iter().any(|fault| fault.gravity == Gravity::Clash);
        let missing = || {
            let words: Vec<String> = best
                .missing
                .iter()
                .take(4)
                .map(|place| format!("“{}”", self.sentence.tokens[*place].text))
                .collect();
            if words.is_empty() {
                None
            } else {
                Some(format!("nothing of {} there", crate::name::join(&words)))
            }
        };
        let mark = if clashes && best.share >= BEARS {
            Mark::Contradicted
        } else if best.share < UNSUPPORTED {
            reasons = vec!["no such words in any report; the nearest passage is given".to_owned()];
            reasons.extend(strangers);
            Mark::Unsupported
        } else if best.share < SUPPORTED {
            reasons.extend(missing());
            Mark::Partly
        } else if reasons.is_empty() {
            Mark::Supported
        } else {
            Mark::Partly
        };
        Judgement { mark, reasons, entries }
    }
}

/// How well a word of that strength carries another's meaning.
fn likeness(strength: f32) -> f32 {
    match strength {
        strength if strength > 0.95 => 1.0,
        strength if strength > 0.7 => 0.93,
        _ => 0.5,
    }
}

/// Words of a sentence as written.
fn written(sentence: &Entry<'_>, range: Range<usize>) -> String {
    let (Some(first), Some(last)) =
        (sentence.tokens.get(range.start), sentence.tokens.get(range.end.wrapping_sub(1)))
    else {
        return String::new();
    };
    sentence
        .passage
        .quote
        .get(first.start..last.end)
        .unwrap_or_default()
        .trim_end_matches(['’', '\''])
        .to_owned()
}

/// A figure with the word it counts: "six bombers".
fn with_counted(figure: &Figure, sentence: &Entry<'_>) -> String {
    let next = sentence.tokens.iter().find(|token| figure.counted.first() == Some(&token.stem));
    next.map_or_else(|| figure.words.clone(), |next| format!("{} {}", figure.words, next.text))
}
