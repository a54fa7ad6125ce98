//! Resolves time expressions to periods against the report's date.
//!
//! Needs: tokens, tags, trees (for the tense of the clause). Adds: times.

mod calendar;
mod number;
mod phrase;

use crate::reading::{Reading, Time};
use crate::record::Period;
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;
use calendar::{Meaning, Tense, resolve};
use jiff::civil::Date;
use phrase::Words;

/// Finds time expressions by the grammar of [`phrase`] and dates them by [`calendar`].
pub struct Times {}

impl Times {
    /// The stage holds no table: the words of time are few and closed.
    pub fn new() -> Times {
        Times {}
    }

    /// Adds the times of a reading, in order.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let today = reading.document.day();
        let mut mentioned: Option<Date> = None;
        let mut times = Vec::new();
        for sentence in &reading.sentences {
            let ids: Vec<TokenId> = sentence.tokens().collect();
            let words = Words {
                lower: ids.iter().map(|id| reading.lower(*id)).collect(),
                capital: ids.iter().map(|id| reading.form(*id).starts_with(char::is_uppercase)).collect(),
            };
            let mut at = 0;
            while at < ids.len() {
                let Some((end, meaning)) =
                    phrase::find(&words, at).filter(|(end, _)| *end > at && *end <= ids.len())
                else {
                    at += 1;
                    continue;
                };
                let (first, last) = (ids[at], ids[end - 1]);
                let tense = tense(reading, last);
                let mut resolved = resolve(&meaning, today, mentioned, tense);
                if let Some(period) = resolved.period
                    && fixes_a_day(&meaning)
                {
                    mentioned = period.to.or(period.from);
                }
                resolved.period = resolved
                    .period
                    .map(|period| bounded(words.lower.get(at.wrapping_sub(1)).copied(), period, &meaning));
                times.push(Time {
                    span: reading.span_of(first, last),
                    kind: resolved.kind,
                    value: resolved.value,
                    period: resolved.period,
                });
                at = end;
            }
        }
        reading.times = times;
    }
}

/// Whether later "four days later" may count from it.
fn fixes_a_day(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Day { .. } | Meaning::DayOfMonth(_) | Meaning::Weekday { .. } | Meaning::Shift { .. }
    )
}

/// "Since 2015" has no last day, "until Friday" and "by Friday" no first.
fn bounded(preposition: Option<&str>, period: Period, meaning: &Meaning) -> Period {
    if matches!(meaning, Meaning::Stretch { .. } | Meaning::Reference { .. }) {
        return period;
    }
    match preposition {
        Some("since") => Period { from: period.from, to: None },
        Some("until" | "till" | "by") => Period { from: None, to: period.to },
        Some("before") => Period { from: None, to: period.from.and_then(|day| day.yesterday().ok()) },
        Some("after") => Period { from: period.to.and_then(|day| day.tomorrow().ok()), to: None },
        _ => period,
    }
}

/// The tense of the clause that an expression stands in: that of the first verb above it, or its own auxiliaries.
fn tense(reading: &Reading<'_>, id: TokenId) -> Tense {
    let mut at = Some(id);
    let mut steps = 0;
    while let Some(here) = at {
        let verbal = matches!(reading.upos(here), Upos::Verb | Upos::Aux)
            || reading.child(here, Deprel::Cop).is_some();
        if verbal && here != id {
            match verb_tense(reading, here) {
                Tense::Unclear if steps < 12 => {}
                clear => return clear,
            }
        }
        at = reading.head(here);
        steps += 1;
        if steps > 24 {
            break;
        }
    }
    Tense::Unclear
}

fn verb_tense(reading: &Reading<'_>, verb: TokenId) -> Tense {
    let mut helpers = reading
        .children(verb)
        .iter()
        .copied()
        .filter(|child| matches!(reading.deprel(*child), Deprel::Aux | Deprel::AuxPass | Deprel::Cop));
    if helpers.clone().any(|helper| {
        matches!(
            reading.lower(helper),
            "will" | "'ll" | "shall" | "may" | "might" | "can" | "should" | "must"
        )
    }) {
        return Tense::Future;
    }
    // "Doubted that they would be there before May": what lies ahead of what was said.
    let looks_ahead =
        helpers.clone().any(|helper| matches!(reading.lower(helper), "would" | "'d" | "’d" | "could"));
    if looks_ahead
        && !helpers.clone().any(|helper| reading.lemma(helper) == "have")
        && !reading.is_denied(verb)
    {
        return Tense::Future;
    }
    let to = reading
        .children(verb)
        .iter()
        .any(|child| reading.deprel(*child) == Deprel::Mark && reading.lower(*child) == "to");
    if to && reading.token(verb).xpos == "VB" {
        return Tense::Future;
    }
    if reading.token(verb).xpos == "VBD"
        || helpers.clone().any(|helper| {
            matches!(reading.lower(helper), "was" | "were" | "had" | "did" | "has" | "have" | "'d" | "'ve")
        })
    {
        return Tense::Past;
    }
    // "Meets on Friday", "are meeting on Friday" look ahead; a bare participle says nothing.
    match reading.token(verb).xpos {
        "VBZ" | "VBP" if !is_report(reading.lemma(verb)) => Tense::Future,
        "VBG" if helpers.any(|helper| matches!(reading.lower(helper), "is" | "are" | "'s" | "'re")) => {
            Tense::Future
        }
        // "If the grid is spared until the autumn", "is expected on Monday".
        "VBN"
            if helpers.any(|helper| matches!(reading.lower(helper), "is" | "are" | "be" | "'s" | "'re")) =>
        {
            Tense::Future
        }
        "VBN" => Tense::Past,
        _ => Tense::Unclear,
    }
}

/// Verbs of telling stand in the present without looking ahead ("says on Monday").
fn is_report(lemma: &str) -> bool {
    matches!(
        lemma,
        "say"
            | "tell"
            | "report"
            | "claim"
            | "add"
            | "insist"
            | "warn"
            | "write"
            | "be"
            | "have"
            | "remain"
            | "know"
            | "think"
    )
}

#[cfg(test)]
mod tests {
    use crate::report::{Part, Report, lay_out};
    use crate::{Reader, reading::Time};

    /// Times of a sentence in a report of Monday, 2 February 2026.
    fn times(sentence: &str) -> Vec<Time> {
        let report = Report {
            published: Some("2026-02-02".to_owned()),
            parts: vec![Part { kind: Some(crate::report::BlockKind::Paragraph), text: sentence.to_owned() }],
            ..Report::default()
        };
        let document = lay_out(&report);
        Reader::new().read_document(&document).times
    }

    /// Each row: sentence, value, first day, last day (`-` where open or unknown).
    #[track_caller]
    fn check(rows: &[(&str, &str, &str, &str)]) {
        for (sentence, value, from, to) in rows {
            let found = times(sentence);
            let Some(time) = found.first() else { panic!("{sentence}: nothing found") };
            let day =
                |day: Option<jiff::civil::Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
            let period = time.period.unwrap_or_default();
            assert_eq!(
                (time.value.as_str(), day(period.from).as_str(), day(period.to).as_str()),
                (*value, *from, *to),
                "{sentence}"
            );
        }
    }

    #[test]
    fn days() {
        check(&[
            ("The minister spoke to reporters on Monday.", "2026-02-02", "2026-02-02", "2026-02-02"),
            ("He said on Friday that talks had begun.", "2026-01-30", "2026-01-30", "2026-01-30"),
            ("The two envoys will meet on Friday.", "2026-02-06", "2026-02-06", "2026-02-06"),
            ("They met last Monday in Doha.", "2026-01-26", "2026-01-26", "2026-01-26"),
            ("Talks were held over the weekend.", "2026-W05-WE", "2026-01-31", "2026-02-01"),
            ("Yesterday the ship left port.", "2026-02-01", "2026-02-01", "2026-02-01"),
            ("The accord was signed on 14 July 2015.", "2015-07-14", "2015-07-14", "2015-07-14"),
            ("It was agreed on March 3, 2021.", "2021-03-03", "2021-03-03", "2021-03-03"),
            ("The attack took place on 27 December.", "2025-12-27", "2025-12-27", "2025-12-27"),
            ("He left on the 6th.", "2026-01-06", "2026-01-06", "2026-01-06"),
            ("The deadline is 2026-03-01.", "2026-03-01", "2026-03-01", "2026-03-01"),
        ]);
    }

    #[test]
    fn longer_periods() {
        check(&[
            ("Sanctions were imposed last month.", "2026-01", "2026-01-01", "2026-01-31"),
            ("Elections are due next year.", "2027", "2027-01-01", "2027-12-31"),
            ("They met in November.", "2025-11", "2025-11-01", "2025-11-30"),
            ("The pact has held since 2015.", "2015", "2015-01-01", "-"),
            ("A deal must be done by the end of July.", "2026-07", "-", "2026-07-31"),
            ("The war of the 1980s is not forgotten.", "198", "1980-01-01", "1989-12-31"),
            ("Results could come in the coming days.", "PXD", "2026-02-02", "2026-02-09"),
            ("Fighting has raged for the past two weeks.", "P2W", "2026-01-19", "2026-02-02"),
            ("A truce took hold in the spring of 2024.", "2024-SP", "2024-03-01", "2024-05-31"),
            ("Output fell in the first quarter of 2025.", "2025-Q1", "2025-01-01", "2025-03-31"),
        ]);
    }

    #[test]
    fn counted_from_here_or_from_the_last_day_named() {
        check(&[
            ("The ship sank two weeks ago.", "2026-01-19", "2026-01-19", "2026-01-19"),
            ("Relations were cut ten years ago.", "2016", "2016-01-01", "2016-12-31"),
            ("The talks lasted for three days.", "P3D", "-", "-"),
            ("He hopes for an answer within 48 hours.", "PT48H", "2026-02-02", "2026-02-04"),
            ("The crossing opens every week.", "P1W", "-", "-"),
            ("A deal is hoped for by the end of Ramadan.", "XXXX", "-", "-"),
        ]);
        let found = times("The pact was signed on 3 May 2024. Four days later it was dead.");
        assert_eq!(found.last().map(|time| time.value.as_str()), Some("2024-05-07"));
    }

    #[test]
    fn words_that_only_look_like_times() {
        for sentence in [
            "Protesters may march again.",
            "A second ship followed.",
            "Prices rose by 2015 dollars.",
            "He will fall.",
        ] {
            assert!(times(sentence).is_empty(), "{sentence}: {:?}", times(sentence));
        }
    }
}
