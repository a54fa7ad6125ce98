//! Recognises time expressions in a run of words.
//!
//! In: the words of a sentence and a place in it. Out: the expression that begins there, as first word, end and
//! [`Meaning`]; prepositions stay outside, as TIMEX3 wants them.

use super::calendar::{Anchor, Meaning, Part, Season, Unit, Which, Year};
use super::number;
use jiff::civil::Weekday;

/// The words of a sentence: lower-cased, and whether each begins with a capital.
pub struct Words<'a> {
    pub lower: Vec<&'a str>,
    pub capital: Vec<bool>,
}

impl Words<'_> {
    fn at(&self, index: usize) -> &str {
        self.lower.get(index).copied().unwrap_or("")
    }
    fn capital(&self, index: usize) -> bool {
        self.capital.get(index).copied().unwrap_or(false)
    }
    fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |before| self.at(before))
    }
    /// Past a hyphen, where words are split at it.
    fn past_hyphen(&self, index: usize) -> usize {
        if matches!(self.at(index), "-" | "–" | "‑") { index + 1 } else { index }
    }
}

/// Where an expression ends, and what it means.
type Found = Option<(usize, Meaning)>;

/// The expression that begins at a word, the longest reading first.
pub fn find(words: &Words<'_>, start: usize) -> Found {
    let readings: [fn(&Words<'_>, usize) -> Found; 14] = [
        numeric_date,
        clock,
        part_of,
        written_date,
        weekday,
        weekend,
        deictic,
        stretch_or_whole,
        season_or_quarter,
        shift_or_length,
        every,
        month_or_year,
        ordinal_day,
        reference,
    ];
    readings.iter().find_map(|reading| reading(words, start))
}

/// 2026-02-02, 10/05/2025 (day first unless that cannot be), 10.05.2025.
fn numeric_date(words: &Words<'_>, start: usize) -> Found {
    if !words.at(start).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // The segmenter may split such a date at its marks: put up to five words together again.
    let mut whole = String::new();
    let (parts, end) = (start..(start + 5).min(words.lower.len())).find_map(|at| {
        whole.push_str(words.at(at));
        numeric_parts(&whole).map(|parts| (parts, at + 1))
    })?;
    let (year, month, day) = match parts[..] {
        [year, month, day] if year > 1000 => (year, month, day),
        [first, second, year] if year > 1000 && second > 12 => (year, first, second),
        [first, second, year] if year > 1000 => (year, second, first),
        _ => return None,
    };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    (1..=12).contains(&month).then_some((end, Meaning::Day { year: Year::Given(year), month, day }))
}

/// Three numbers between two equal marks, the last or first of them a year in four figures.
fn numeric_parts(word: &str) -> Option<Vec<i16>> {
    let mark = ['-', '/', '.'].into_iter().find(|mark| word.matches(*mark).count() == 2)?;
    let parts: Vec<&str> = word.split(mark).collect();
    let full = parts[0].len() == 4 && parts[2].len() == 2 || parts[2].len() == 4;
    full.then(|| parts.into_iter().map(|part| part.parse().ok()).collect())?
}

/// 4:10 p.m. EDT, 08:12 GMT, noon, midnight.
fn clock(words: &Words<'_>, start: usize) -> Found {
    let word = words.at(start);
    let fixed = match word {
        "noon" | "midday" => Some((12, 0)),
        "midnight" => Some((0, 0)),
        _ => None,
    };
    if let Some((hour, minute)) = fixed {
        return Some((start + 1, Meaning::Clock { hour, minute }));
    }
    let glued = ["am", "pm"].into_iter().find_map(|half| word.strip_suffix(half).map(|rest| (rest, half)));
    let (figures, half, mut end) = match glued {
        Some((figures, half)) if !figures.is_empty() => (figures, Some(half), start + 1),
        _ => {
            let half = match words.at(start + 1) {
                "a.m." | "am" | "a.m" => Some("am"),
                "p.m." | "pm" | "p.m" => Some("pm"),
                _ => None,
            };
            (word, half, start + 1 + usize::from(half.is_some()))
        }
    };
    let (hour, minute) = match figures.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?),
        Some(_) => return None,
        None if half.is_some() => (figures.parse::<i8>().ok()?, 0),
        None => return None,
    };
    let zone = is_zone(words.at(end));
    let colon = figures.contains(':');
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) || (half.is_none() && !zone && !colon) {
        return None;
    }
    end += usize::from(zone);
    let hour = match half {
        Some("pm") if hour < 12 => hour + 12,
        Some("am") if hour == 12 => 0,
        _ => hour,
    };
    Some((end, Meaning::Clock { hour, minute }))
}

fn is_zone(word: &str) -> bool {
    matches!(
        word,
        "gmt"
            | "utc"
            | "edt"
            | "est"
            | "cet"
            | "cest"
            | "bst"
            | "pst"
            | "pdt"
            | "ist"
            | "jst"
            | "msk"
            | "irst"
    )
}

/// Early May, mid-January, the end of July, late last year, the start of the week.
fn part_of(words: &Words<'_>, start: usize) -> Found {
    let mut at = start + usize::from(words.at(start) == "the");
    let part = match words.at(at) {
        "early" | "beginning" | "start" | "outset" | "opening" => Part::Start,
        "mid" | "middle" | "mid-point" => Part::Middle,
        "late" | "end" | "close" => Part::End,
        glued => {
            let month = glued.strip_prefix("mid-").and_then(month)?;
            let (end, year) = year_after(words, at + 1);
            return Some((
                end,
                Meaning::PartOf { part: Part::Middle, whole: Box::new(Meaning::Month { year, month }) },
            ));
        }
    };
    let adjective = matches!(words.at(at), "early" | "mid" | "late");
    at = words.past_hyphen(at + 1);
    if !adjective {
        if words.at(at) != "of" {
            return None;
        }
        at += 1;
    } else if matches!(words.at(at), "on" | "in") {
        // "Early on Sunday" is that day.
        let (end, whole) = weekday(words, at + 1)?;
        return Some((end, whole));
    }
    let plain_unit = || {
        let at = at + usize::from(matches!(words.at(at), "the" | "this"));
        let unit = unit(words.at(at))?.0;
        Some((at + 1, Meaning::Whole { unit, which: Which::This }))
    };
    let (end, whole) = stretch_or_whole(words, at)
        .or_else(|| written_date(words, at))
        .or_else(|| month_or_year(words, at))
        .or_else(|| month_name(words, at))
        .or_else(|| deictic(words, at))
        .or_else(|| weekday(words, at))
        .or_else(|| season_or_quarter(words, at))
        .or_else(|| if adjective { None } else { plain_unit() })
        .or_else(|| bare_year(words, at))
        .or_else(|| if adjective { None } else { unfixed(words, at) })?;
    let day = matches!(
        whole,
        Meaning::Day { .. }
            | Meaning::Weekday { .. }
            | Meaning::Whole { unit: Unit::Day, .. }
            | Meaning::Unfixed
    );
    Some((end, if day { whole } else { Meaning::PartOf { part, whole: Box::new(whole) } }))
}

/// A festival whose day the text does not fix.
fn unfixed(words: &Words<'_>, at: usize) -> Found {
    let at = at + usize::from(words.at(at) == "the");
    let named = words.capital(at)
        && matches!(
            words.at(at),
            "ramadan"
                | "eid"
                | "easter"
                | "passover"
                | "nowruz"
                | "hajj"
                | "lent"
                | "tet"
                | "diwali"
                | "muharram"
                | "ashura"
        );
    named.then_some((at + 1, Meaning::Unfixed))
}

/// 3 March 2020, March 3rd, Tuesday, 3 March, 27-29 May, May 3-5.
fn written_date(words: &Words<'_>, start: usize) -> Found {
    let mut at = start;
    let named_day = weekday_name(words, at).is_some();
    if named_day {
        at += 1;
        at += usize::from(words.at(at) == ",");
        at += usize::from(words.at(at) == "the");
    } else if words.at(at) == "the" && number::day(words.at(at + 1)).is_some() {
        at += 1;
    }
    // Day before month.
    if let Some((first, last, after)) = days(words, at) {
        let month_at = after + usize::from(words.at(after) == "of");
        if let Some(month) = month(words.at(month_at)).filter(|_| words.capital(month_at)) {
            let (end, year) = year_after(words, month_at + 1);
            return Some((end, day_or_days(year, month, first, last)));
        }
    }
    // Month before day.
    let month = month(words.at(at)).filter(|_| words.capital(at))?;
    let at = at + 1 + usize::from(words.at(at + 1) == "the");
    let (first, last, after) = days(words, at)?;
    // "May 2015" is no 20th of May; "March 10,000" is no day.
    let (end, year) = year_after(words, after);
    Some((end, day_or_days(year, month, first, last)))
}

fn day_or_days(year: Year, month: i8, first: i8, last: i8) -> Meaning {
    if first == last {
        Meaning::Day { year, month, day: first }
    } else {
        Meaning::Days { year, month, first, last }
    }
}

/// One day, or two joined by a dash: first, last, and where they end.
fn days(words: &Words<'_>, at: usize) -> Option<(i8, i8, usize)> {
    let word = words.at(at);
    if let Some((first, last)) = word.split_once(['-', '–'])
        && let (Some(first), Some(last)) = (number::day(first), number::day(last))
    {
        return Some((first, last, at + 1));
    }
    let first = number::day(word)?;
    if matches!(words.at(at + 1), "-" | "–" | "to" | "and")
        && let Some(last) = number::day(words.at(at + 2))
        && last > first
    {
        return Some((first, last, at + 3));
    }
    Some((first, first, at + 1))
}

/// ", 2020", "2020", "this year", "of last year" behind a month.
fn year_after(words: &Words<'_>, at: usize) -> (usize, Year) {
    let skipped = at + usize::from(words.at(at) == ",");
    if let Some(year) = number::year(words.at(skipped)) {
        return (skipped + 1, Year::Given(year));
    }
    let of = at + usize::from(words.at(at) == "of");
    if let Some(year) = number::year(words.at(of)) {
        return (of + 1, Year::Given(year));
    }
    if words.at(of + 1) == "year"
        && let Some(which) = which(words.at(of))
    {
        return (of + 2, Year::Relative(which));
    }
    (at, Year::Unsaid)
}

/// Monday, last Tuesday, Friday evening.
fn weekday(words: &Words<'_>, start: usize) -> Found {
    let at = start + usize::from(words.at(start) == "the");
    let (which, at) = match which(words.at(at)) {
        Some(which) => (which, at + 1),
        None => (Which::Plain, start),
    };
    let name = weekday_name(words, at)?;
    let mut end = at + 1;
    end += usize::from(is_day_part(words.at(end)));
    let which = match (words.at(end), words.at(end + 1)) {
        ("last", after) if which == Which::Plain && !is_unit(after) => {
            end += 1;
            Which::Last
        }
        ("next", after) if which == Which::Plain && !is_unit(after) => {
            end += 1;
            Which::Next
        }
        _ => which,
    };
    Some((end, Meaning::Weekday { weekday: name, which }))
}

fn is_day_part(word: &str) -> bool {
    matches!(word, "morning" | "afternoon" | "evening" | "night" | "midnight" | "noon")
}

/// The weekend, last weekend.
fn weekend(words: &Words<'_>, start: usize) -> Found {
    let determined = words.at(start) == "the";
    let mut at = start + usize::from(determined);
    let which = which(words.at(at)).inspect(|_| at += 1).unwrap_or(Which::Plain);
    let named = words.at(at) == "weekend"
        && (determined
            || which != Which::Plain
            || matches!(words.before(start), "at" | "over" | "during" | "on"));
    named.then_some((at + 1, Meaning::Weekend(which)))
}

/// Today, yesterday evening, last night, this morning, the same day.
fn deictic(words: &Words<'_>, start: usize) -> Found {
    let day = |which| Meaning::Whole { unit: Unit::Day, which };
    let (mut end, meaning) = match (words.at(start), words.at(start + 1)) {
        ("today", _) => (start + 1, day(Which::This)),
        ("tonight", _) => (start + 1, day(Which::This)),
        ("yesterday", _) => (start + 1, day(Which::Last)),
        ("tomorrow", _) => (start + 1, day(Which::Next)),
        ("last", "night" | "evening") => (start + 2, day(Which::Last)),
        ("this", part) if is_day_part(part) => (start + 2, day(Which::This)),
        ("that" | "same", "day" | "morning" | "evening" | "night") => {
            (start + 2, Meaning::Shift { unit: Unit::Day, count: 0, anchor: Anchor::Mentioned })
        }
        ("the", "day") if matches!(words.at(start + 2), "before" | "after") => {
            // "The day before yesterday" stands alone; "the day after the meeting" cannot be told here.
            let count = if words.at(start + 2) == "before" { -1 } else { 1 };
            match words.at(start + 3) {
                "yesterday" if count < 0 => {
                    (start + 4, Meaning::Shift { unit: Unit::Day, count: -2, anchor: Anchor::Report })
                }
                "tomorrow" if count > 0 => {
                    (start + 4, Meaning::Shift { unit: Unit::Day, count: 2, anchor: Anchor::Report })
                }
                "" | "." | "," | "and" | "that" => {
                    (start + 3, Meaning::Shift { unit: Unit::Day, count, anchor: Anchor::Mentioned })
                }
                _ => return None,
            }
        }
        ("the", "next" | "following") if words.at(start + 2) == "day" => {
            (start + 3, Meaning::Shift { unit: Unit::Day, count: 1, anchor: Anchor::Mentioned })
        }
        ("the", "previous") if words.at(start + 2) == "day" => {
            (start + 3, Meaning::Shift { unit: Unit::Day, count: -1, anchor: Anchor::Mentioned })
        }
        ("the", "same") if words.at(start + 2) == "day" => {
            (start + 3, Meaning::Shift { unit: Unit::Day, count: 0, anchor: Anchor::Mentioned })
        }
        _ => return None,
    };
    end += usize::from(is_day_part(words.at(end)));
    Some((end, meaning))
}

/// Last week, next month, this year, the past two weeks, the coming days, recent months, the last decade.
fn stretch_or_whole(words: &Words<'_>, start: usize) -> Found {
    let mut at = start + usize::from(matches!(words.at(start), "the" | "these" | "those"));
    if matches!(words.at(at), "later" | "earlier") && matches!(words.at(at + 1), "this" | "that") {
        at += 1;
    }
    let word = words.at(at);
    let which = which(word).or(match word {
        "recent" => Some(Which::Last),
        "current" => Some(Which::This),
        _ => None,
    })?;
    at += 1;
    let mut counted = None;
    let mut vague = matches!(word, "recent" | "these");
    if matches!(words.at(at), "few" | "several" | "couple") {
        vague = true;
        at += 1 + usize::from(words.at(at + 1) == "of");
    } else if let Some(count) = number::count(words.at(at)).filter(|_| words.at(at) != "a") {
        counted = Some(count);
        at = words.past_hyphen(at + 1);
    }
    let (unit, plural) = unit(words.at(at))?;
    let end = at + 1;
    let running = matches!(word, "past" | "coming")
        && (counted.is_some()
            || plural
            || matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade));
    if counted.is_some() || vague || plural || (running && word == "past" && unit != Unit::Week) {
        return Some((
            end,
            Meaning::Stretch { unit, count: counted.or(if plural { None } else { Some(1) }), which },
        ));
    }
    Some((end, Meaning::Whole { unit, which }))
}

/// This summer, the spring of 2015, the first quarter of 2024, the second half of the year.
fn season_or_quarter(words: &Words<'_>, start: usize) -> Found {
    let mut at = start + usize::from(words.at(start) == "the");
    let determined = at > start;
    let which = which(words.at(at)).inspect(|_| at += 1);
    if let Some(quarter) = number::ordinal(words.at(at)).filter(|quarter| (1..=4).contains(quarter))
        && words.at(at + 1) == "quarter"
    {
        let (end, year) = year_after(words, at + 2);
        let year = if year == Year::Unsaid { Year::Relative(which.unwrap_or(Which::This)) } else { year };
        return Some((end, Meaning::Quarter { year, quarter }));
    }
    let season = match words.at(at) {
        "spring" | "springtime" => Season::Spring,
        "summer" | "summertime" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" | "wintertime" => Season::Winter,
        _ => return None,
    };
    let (end, year) = year_after(words, at + 1);
    let led = matches!(
        words.before(start),
        "in" | "since" | "by" | "until" | "during" | "before" | "after" | "last" | "this"
    );
    let year = match (year, which) {
        (Year::Unsaid, Some(which)) => Year::Relative(which),
        (year, _) => year,
    };
    // "Spring", "fall" and the Prague kind are words first: something must say that a time is meant.
    let sure =
        year != Year::Unsaid || (led && (determined || words.at(at) != "fall" && words.at(at) != "spring"));
    sure.then_some((end, Meaning::Season { year, season }))
}

/// Two weeks ago, a year earlier, three days later, in ten days' time, for two hours, two-day, decades ago.
fn shift_or_length(words: &Words<'_>, start: usize) -> Found {
    let mut at = start;
    let mut count = None;
    let mut said = false;
    match words.at(at) {
        "half" if matches!(words.at(at + 1), "a" | "an") => return None,
        "several" | "some" | "many" | "a"
            if words.at(at) != "a" || matches!(words.at(at + 1), "few" | "couple" | "number") =>
        {
            at += 1;
            if matches!(words.at(at), "few" | "couple" | "number") {
                at += 1;
            }
            at += usize::from(words.at(at) == "of");
            said = true;
        }
        word => {
            if let Some(number) = number::count(word) {
                count = Some(number);
                said = true;
                at = words.past_hyphen(at + 1);
                // "Twenty - four" where words are split at hyphens.
                if at > start + 1
                    && let (20.., Some(small @ 1..=9)) = (number, number::count(words.at(at)))
                {
                    count = Some(number + small);
                    at = words.past_hyphen(at + 1);
                }
                if words.at(at) == "of" || words.at(at) == "or" {
                    return None;
                }
            } else if let Some((count, name)) = word.split_once('-')
                && let (Some(count), Some((unit, _))) = (number::count(count), unit(name))
            {
                // "Six-month", "two-day", "year-old" excluded by the unit.
                return Some((start + 1, Meaning::Length { unit, count: Some(count) }));
            }
        }
    }
    let (unit, plural) = unit(words.at(at))?;
    if !said && !plural {
        return None;
    }
    // "An hour" is a length; "a second" and "a minute" in passing are not worth it, nor is "the day".
    let mut end = at + 1;
    end += usize::from(matches!(words.at(end), "'" | "’"));
    match words.at(end) {
        "ago" => {
            return Some((
                end + 1,
                count.map_or(Meaning::VagueShift { unit, which: Which::Last }, |count| Meaning::Shift {
                    unit,
                    count: -count,
                    anchor: Anchor::Report,
                }),
            ));
        }
        "later" | "afterwards" => {
            return Some((
                end + 1,
                count.map_or(Meaning::VagueShift { unit, which: Which::Next }, |count| Meaning::Shift {
                    unit,
                    count,
                    anchor: Anchor::Mentioned,
                }),
            ));
        }
        "earlier" | "before" if words.at(end) == "earlier" || matches!(words.at(end + 1), "" | "." | ",") => {
            return Some((
                end + 1,
                count.map_or(Meaning::VagueShift { unit, which: Which::Last }, |count| Meaning::Shift {
                    unit,
                    count: -count,
                    anchor: Anchor::Mentioned,
                }),
            ));
        }
        "from" if words.at(end + 1) == "now" => {
            return Some((
                end + 2,
                count.map_or(Meaning::VagueShift { unit, which: Which::Next }, |count| Meaning::Shift {
                    unit,
                    count,
                    anchor: Anchor::Report,
                }),
            ));
        }
        "time" if words.before(start) == "in" => {
            return Some((
                end + 1,
                count.map_or(Meaning::VagueShift { unit, which: Which::Next }, |count| Meaning::Shift {
                    unit,
                    count,
                    anchor: Anchor::Report,
                }),
            ));
        }
        _ => {}
    }
    if words.before(start) == "within" || (words.before(start) == "in" && count.is_none() && plural) {
        return Some((end, Meaning::Stretch { unit, count, which: Which::Next }));
    }
    if !said {
        // "For years", "hours of talks": vague lengths only behind a preposition.
        return matches!(words.before(start), "for" | "over" | "after" | "of")
            .then_some((end, Meaning::Length { unit, count: None }));
    }
    Some((end, Meaning::Length { unit, count }))
}

/// Every week, each year, daily, twice a month.
fn every(words: &Words<'_>, start: usize) -> Found {
    let simple = |unit| Some((start + 1, Meaning::Every { unit, count: 1 }));
    match words.at(start) {
        "daily" | "nightly" => simple(Unit::Day),
        "weekly" => simple(Unit::Week),
        "monthly" => simple(Unit::Month),
        "quarterly" => simple(Unit::Quarter),
        "annual" | "annually" | "yearly" => simple(Unit::Year),
        "hourly" => simple(Unit::Hour),
        "every" | "each" => {
            let counted = number::count(words.at(start + 1)).filter(|_| unit(words.at(start + 2)).is_some());
            let at = start + 1 + usize::from(counted.is_some());
            if weekday_name(words, at).is_some() {
                return Some((at + 1, Meaning::Every { unit: Unit::Week, count: 1 }));
            }
            let (unit, _) = unit(words.at(at)).or(is_day_part(words.at(at)).then_some((Unit::Day, false)))?;
            Some((at + 1, Meaning::Every { unit, count: counted.unwrap_or(1) }))
        }
        _ => None,
    }
}

/// July, May 2015, March this year, 2015, the 1990s.
fn month_or_year(words: &Words<'_>, start: usize) -> Found {
    let mut at = start + usize::from(words.at(start) == "the");
    let which = which(words.at(at)).inspect(|_| at += 1);
    // "Last June" is the June that tense would choose.
    if let Some(found) = month_name(words, at) {
        return Some(found);
    }
    if let Some(decade) = words
        .at(at)
        .strip_suffix('s')
        .or(words.at(at).strip_suffix("'s"))
        .and_then(number::year)
        .filter(|year| year % 10 == 0)
    {
        return Some((at + 1, Meaning::Decade(decade)));
    }
    if which.is_some() || at > start {
        return None;
    }
    let led = matches!(
        words.before(start),
        "in" | "since"
            | "by"
            | "until"
            | "till"
            | "from"
            | "of"
            | "during"
            | "before"
            | "after"
            | "the"
            | "through"
            | "and"
            | "("
            | "late"
            | "early"
            | "mid"
            | "its"
            | "between"
            | "around"
            | "to"
    );
    if led { bare_year(words, start) } else { None }
}

/// A year on its own; not the first figures of an amount.
fn bare_year(words: &Words<'_>, at: usize) -> Found {
    let year = number::year(words.at(at)).filter(|year| (1900..2100).contains(year))?;
    let counted = matches!(
        words.at(at + 1),
        "people"
            | "per"
            | "%"
            | "percent"
            | "troops"
            | "soldiers"
            | "tonnes"
            | "dollars"
            | "miles"
            | "km"
            | "kilometres"
    );
    (!counted).then_some((at + 1, Meaning::Year(year)))
}

/// A month's name with its year. "May" and "march" are words first.
fn month_name(words: &Words<'_>, at: usize) -> Found {
    let month = month(words.at(at)).filter(|_| words.capital(at))?;
    let (end, year) = year_after(words, at + 1);
    let doubtful = matches!(words.at(at), "may" | "march" | "mar" | "dec" | "jan" | "sun" | "august");
    let led = matches!(
        words.before(at),
        "in" | "since"
            | "by"
            | "until"
            | "from"
            | "of"
            | "last"
            | "next"
            | "this"
            | "early"
            | "late"
            | "mid"
            | "during"
            | "before"
            | "after"
            | "through"
            | "to"
            | "-"
            | "and"
            | "between"
    );
    (!doubtful || led || year != Year::Unsaid).then_some((end, Meaning::Month { year, month }))
}

/// "On the 6th": the day of the month.
fn ordinal_day(words: &Words<'_>, start: usize) -> Found {
    let word = words.at(start + 1);
    let figures = word.starts_with(|c: char| c.is_ascii_digit());
    let led = matches!(words.before(start), "on" | "by" | "until" | "since" | "from" | "before" | "after");
    let last = matches!(words.at(start + 2), "" | "." | "," | ";" | "and" | "with" | "to" | "when");
    (words.at(start) == "the" && figures && led && last).then_some(())?;
    number::ordinal(word).filter(|day| *day <= 31).map(|day| (start + 2, Meaning::DayOfMonth(day)))
}

/// Now, recently, soon, in the near future.
fn reference(words: &Words<'_>, start: usize) -> Found {
    let one = |value, days| Some((start + 1, Meaning::Reference { value, days }));
    match words.at(start) {
        "now" | "currently" | "nowadays" | "presently" => one("PRESENT_REF", None),
        "recently" | "lately" | "previously" | "formerly" => one("PAST_REF", None),
        "soon" | "shortly" | "imminently" => one("FUTURE_REF", Some(30)),
        "the" => match (words.at(start + 1), words.at(start + 2)) {
            ("future", _) => Some((start + 2, Meaning::Reference { value: "FUTURE_REF", days: None })),
            ("near" | "foreseeable" | "immediate", "future" | "term") => {
                Some((start + 3, Meaning::Reference { value: "FUTURE_REF", days: None }))
            }
            ("past", after) if !is_unit(after) && words.before(start) == "in" => {
                Some((start + 2, Meaning::Reference { value: "PAST_REF", days: None }))
            }
            ("moment", _) | ("present", _) if words.before(start) == "at" => {
                Some((start + 2, Meaning::Reference { value: "PRESENT_REF", days: None }))
            }
            _ => None,
        },
        _ => None,
    }
}

fn which(word: &str) -> Option<Which> {
    match word {
        "last" | "past" | "previous" => Some(Which::Last),
        "next" | "coming" | "following" | "upcoming" => Some(Which::Next),
        "this" | "that" | "current" => Some(Which::This),
        _ => None,
    }
}

/// A unit and whether it is plural.
fn unit(word: &str) -> Option<(Unit, bool)> {
    let (unit, plural) = match word {
        "minute" => (Unit::Minute, false),
        "minutes" => (Unit::Minute, true),
        "hour" => (Unit::Hour, false),
        "hours" => (Unit::Hour, true),
        "day" | "night" => (Unit::Day, false),
        "days" | "nights" => (Unit::Day, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
        "fortnight" => (Unit::Fortnight, false),
        "fortnights" => (Unit::Fortnight, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "quarter" => (Unit::Quarter, false),
        "quarters" => (Unit::Quarter, true),
        "year" => (Unit::Year, false),
        "years" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        "century" => (Unit::Century, false),
        "centuries" => (Unit::Century, true),
        _ => return None,
    };
    Some((unit, plural))
}

fn is_unit(word: &str) -> bool {
    unit(word).is_some()
}

fn weekday_name(words: &Words<'_>, at: usize) -> Option<Weekday> {
    if !words.capital(at) {
        return None;
    }
    let weekday = match words.at(at).trim_end_matches('.') {
        "monday" => Weekday::Monday,
        "tuesday" | "tues" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" | "thurs" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    };
    Some(weekday)
}

fn month(word: &str) -> Option<i8> {
    let month = match word.trim_end_matches('.') {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    };
    Some(month)
}
