//! Folds expectations, and says what became of each: open, met or lapsed, and by which passage.
//!
//! In: reports in order of their day. Out: expectations in the order in which they were voiced, and each speaker's tally.
//! An expectation is met by a later passage, inside its window, that tells as done most of what was expected; it lapses
//! when its window closes without that, or on the day on which a passage says that it has been called off. What was
//! doubted ("a truce is unlikely") is met the other way round: when the window closes and nothing came.

use crate::actors::Cast;
use crate::copies::Told;
use crate::lines::{self, Lines};
use crate::mood::Mood;
use crate::situation::{Evidence, Expectation, Horizon, Outcome, Tally};
use crate::words;
use demarche_read::record::{self, Likelihood, Outlook, Passage};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// Share of what was expected that a passage must tell as done.
const DONE: f64 = 0.66;
/// The same, where no last day was given.
const DONE_UNDATED: f64 = 0.8;
/// Share that it must hold to say that it has been called off.
const CALLED_OFF: f64 = 0.6;
/// Days after the window within which a report may still tell, with its day, what came inside it.
const TOLD_LATER: i32 = 45;
/// Days for which an expectation without a last day is followed up.
const LONGEST: i32 = 365;

/// An expectation with what it takes to be met.
struct Followed {
    expectation: Expectation,
    report: usize,
    wanted: Vec<(u32, f64)>,
    /// The good thing is doubted, or a bad one feared.
    doubted: bool,
}

/// Folds the expectations of all reports, which come in order of their day.
pub fn fold(told: &[Told<'_>], cast: &Cast, lines: &Lines<'_>, as_of: Option<Date>) -> Vec<Expectation> {
    let mut all: Vec<Followed> = Vec::new();
    let mut alike: HashMap<(Option<String>, Outlook, Option<Date>), Vec<usize>> = HashMap::new();
    for (report, one) in told.iter().enumerate() {
        for expectation in &one.item.record.expectations {
            if expectation.evidence.iter().all(|passage| one.repeats(passage.span).is_some()) {
                continue;
            }
            let evidence = one.item.all_evidence(&expectation.evidence);
            let wanted = wanted(one, expectation, cast);
            let by = expectation.by.as_deref().map(|by| cast.party(by));
            let bucket = alike.entry((by, expectation.outlook, expectation.window.to)).or_default();
            let about = |wanted: &[(u32, f64)]| wanted.iter().map(|(word, _)| *word).collect::<Vec<u32>>();
            let same = bucket
                .iter()
                .find(|index| words::overlap(&about(&all[**index].wanted), &about(&wanted)) >= 0.5);
            if let Some(index) = same {
                let known = &mut all[*index];
                // The plainer wording is followed up, and told first: a headline says other things beside.
                if wanted.len() > 1 && wanted.len() < known.wanted.len() && known.report == report {
                    known.wanted = wanted;
                    known.expectation.evidence.splice(0..0, evidence);
                } else {
                    known.expectation.evidence.extend(evidence);
                }
                continue;
            }
            bucket.push(all.len());
            all.push(Followed {
                doubted: expectation.outlook == Outlook::Setback && doubts(expectation),
                report,
                wanted,
                expectation: Expectation {
                    by: expectation.by.clone(),
                    outlook: expectation.outlook,
                    of: expectation.of.clone(),
                    window: expectation.window,
                    likelihood: expectation.likelihood,
                    made: one.item.day(),
                    outcome: Outcome::Open,
                    settled_by: None,
                    settled_on: None,
                    evidence,
                },
            });
        }
    }
    let days: Vec<Option<Date>> = told.iter().map(|one| one.item.day()).collect();
    let search = Search { told, lines, days: &days, as_of };
    all.into_iter().map(|followed| search.settle(followed)).collect()
}

/// The words of an expectation that tell what is expected, each with its weight: who looks for it, when, and that he
/// does are left out.
fn wanted(one: &Told<'_>, expectation: &record::Expectation, cast: &Cast) -> Vec<(u32, f64)> {
    const LOOKING: &str = "expect hope believe think predict forecast look forward optimistic confident doubt likely unlikely \
        possible soon day week month year week coming next within place anticipate foresee see sure certain chance \
        conceded told reporters good new news share step way time";
    // Where to and in what state tell less than what and who.
    const LIGHT: &str = "arrive take begin give hold held reach announce make come back expected";
    let record = &one.item.record;
    let mentions = lines::mentions(record, cast);
    let (looking, light) = (words::concepts(LOOKING), words::concepts(LIGHT));
    let mut weights: BTreeMap<u32, f64> = BTreeMap::new();
    for passage in &expectation.evidence {
        let times: Vec<_> = lines::periods(record, passage.span).map(|(span, _)| span).collect();
        let speaker: Vec<_> = expectation
            .by
            .as_deref()
            .and_then(|by| record.actor(by))
            .map(|actor| {
                actor.mentions.iter().filter(|span| passage.span.contains(**span)).copied().collect()
            })
            .unwrap_or_default();
        let start = passage.span.start as usize;
        let mut named: Vec<u32> = Vec::new();
        for word in words::words(&passage.quote) {
            let at = (start + word.start) as u32;
            let inside = |spans: &[demarche_read::text::Span]| {
                spans.iter().any(|span| span.start <= at && at < span.end)
            };
            if inside(&times) || inside(&speaker) {
                continue;
            }
            let mention = mentions.iter().find(|(span, _)| span.start <= at && at < span.end);
            if let Some((_, party)) = mention {
                named.push(*party);
                continue;
            }
            let Some(concept) = words::concept(word.text) else { continue };
            if looking.binary_search(&concept).is_err() {
                let weight = if light.binary_search(&concept).is_ok() { 0.4 } else { 1.0 };
                weights.insert(concept, weight);
            }
        }
        for party in named {
            weights.insert(party, 0.7);
        }
        // Several passages say the same thing in other words: the first one is followed up.
        if !weights.is_empty() {
            break;
        }
    }
    weights.into_iter().collect()
}

/// Whether a thing is doubted rather than another foretold.
fn doubts(expectation: &record::Expectation) -> bool {
    use Likelihood::{AlmostNoChance, Unlikely, VeryUnlikely};
    let improbable = matches!(expectation.likelihood, Some(AlmostNoChance | VeryUnlikely | Unlikely));
    let denies = |passage: &Passage| {
        let low = passage.quote.to_ascii_lowercase();
        [
            " not ",
            " no ",
            "n't ",
            "n’t ",
            "unlikely",
            "doubt",
            "rule out",
            "ruled out",
            "never",
            "little hope",
        ]
        .iter()
        .any(|word| low.contains(word))
    };
    improbable || expectation.evidence.iter().any(denies)
}

/// Where expectations are followed up.
struct Search<'s> {
    told: &'s [Told<'s>],
    lines: &'s Lines<'s>,
    days: &'s [Option<Date>],
    as_of: Option<Date>,
}

impl Search<'_> {
    fn settle(&self, followed: Followed) -> Expectation {
        let mut expectation = followed.expectation.clone();
        let Some(made) = expectation.made else { return expectation };
        let [came, off] = self.find(&followed, made);
        let closes = expectation.window.to;
        let closed = closes.zip(self.as_of).is_some_and(|(last, today)| last < today);
        // The day on which it was settled: of a passage, its report's; of a window, the day after it.
        let first = match (came, off) {
            (Some(came), Some(off)) if off.1 < came.1 => (None, Some(off)),
            (came, off) => (came, off.filter(|_| came.is_none())),
        };
        let good = !followed.doubted;
        let (outcome, passage) = match first {
            (Some(came), _) => (if good { Outcome::Met } else { Outcome::Lapsed }, Some(came)),
            (None, Some(off)) if good => (Outcome::Lapsed, Some(off)),
            (None, Some(off)) if closed => (Outcome::Met, Some(off)),
            (None, _) if closed => (if good { Outcome::Lapsed } else { Outcome::Met }, None),
            (None, _) => (Outcome::Open, None),
        };
        expectation.outcome = outcome;
        expectation.settled_by = passage.map(|(evidence, _)| self.evidence(evidence));
        expectation.settled_on = match (passage, outcome) {
            (_, Outcome::Open) => None,
            (Some((_, day)), _) => Some(day),
            (None, _) => closes.and_then(|last| last.tomorrow().ok()),
        };
        expectation
    }

    /// The first passages that tell it as done, and as called off, each with its day.
    fn find(&self, followed: &Followed, made: Date) -> [Option<Settling>; 2] {
        let whole: f64 = followed.wanted.iter().map(|(_, weight)| weight).sum();
        let closes = followed.expectation.window.to;
        let days = |count: i32| jiff::Span::new().days(count);
        let last = match closes {
            Some(last) => last.checked_add(days(TOLD_LATER)),
            None => made.checked_add(days(LONGEST)),
        };
        let Ok(last) = last else { return [None, None] };
        if followed.wanted.len() < 2 {
            return [None, None];
        }
        let (mut came, mut off) = (None, None);
        for report in followed.report + 1..self.told.len() {
            let Some(day) = self.days[report].filter(|day| *day > made) else { continue };
            if day > last || (came.is_some() && off.is_some()) {
                break;
            }
            for (number, line) in self.lines.of(report).iter().enumerate() {
                let held = |list: &[u32]| {
                    let met = followed.wanted.iter().filter(|(word, _)| list.binary_search(word).is_ok());
                    met.fold((0, 0.0), |(count, sum), (_, weight)| (count + 1, sum + weight))
                };
                let (count, weight) = held(&line.about);
                if count < 2 || weight < CALLED_OFF * whole {
                    continue;
                }
                let within = closes.is_none_or(|closes| day <= closes);
                // In a year, much comes to be said that shares two words with anything.
                let (least, done) = if closes.is_some() { (2, DONE) } else { (4, DONE_UNDATED) };
                let (count, weight) = held(&line.so);
                if came.is_none()
                    && count >= least
                    && weight >= done * whole
                    && self.timely(report, line.span, made, closes, within)
                {
                    came = Some((Place { report, line: number }, day));
                    continue;
                }
                match line.mood {
                    Mood::Off | Mood::NotSo if off.is_none() && (line.mood == Mood::Off || !within) => {
                        off = Some((Place { report, line: number }, day));
                    }
                    _ => {}
                }
            }
        }
        [came, off]
    }

    /// Whether a passage is of the time that was looked at: what it dates lies in the window; undated, its report does.
    fn timely(
        &self,
        report: usize,
        span: demarche_read::text::Span,
        made: Date,
        closes: Option<Date>,
        within: bool,
    ) -> bool {
        let record = &self.told[report].item.record;
        let mut dated =
            lines::periods(record, span).filter_map(|(_, period)| period.to.or(period.from)).peekable();
        if dated.peek().is_none() {
            return within;
        }
        dated.any(|day| day >= made && closes.is_none_or(|closes| day <= closes))
    }

    fn evidence(&self, place: Place) -> Evidence {
        let item = self.told[place.report].item;
        let span = self.lines.of(place.report)[place.line].span;
        item.evidence(&Passage { span, quote: item.record.document.slice(span).to_owned() })
    }
}

/// A passage with the day on which it was told.
type Settling = (Place, Date);

/// A sentence of a report.
#[derive(Clone, Copy, Debug)]
struct Place {
    report: usize,
    line: usize,
}

/// What became of all that each speaker looked for, by how far ahead he looked.
pub fn tallies(expectations: &[Expectation]) -> Vec<Tally> {
    let mut all: BTreeMap<(String, Horizon, Outlook), Tally> = BTreeMap::new();
    for expectation in expectations {
        let Some(by) = &expectation.by else { continue };
        let horizon = match (expectation.made, expectation.window.to) {
            (Some(made), Some(last)) => match (last - made).get_days() {
                ..=10 => Horizon::Days,
                11..=45 => Horizon::Weeks,
                _ => Horizon::Months,
            },
            _ => Horizon::Undated,
        };
        let tally = all.entry((by.clone(), horizon, expectation.outlook)).or_insert_with(|| Tally {
            by: by.clone(),
            horizon,
            outlook: expectation.outlook,
            voiced: 0,
            met: 0,
            lapsed: 0,
            open: 0,
        });
        tally.voiced += 1;
        match expectation.outcome {
            Outcome::Met => tally.met += 1,
            Outcome::Lapsed => tally.lapsed += 1,
            Outcome::Open => tally.open += 1,
        }
    }
    all.into_values().collect()
}
