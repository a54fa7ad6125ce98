//! From what an expression means to days: TIMEX3 value and period against the report's date.
//!
//! In: a [`Meaning`], the report's day, the tense of the clause, the last day mentioned. Out: [`Resolved`].

use crate::record::{Period, TimeType};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Which one of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Nothing said: tense decides.
    Plain,
    This,
    Last,
    Next,
}

/// A year as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    Unsaid,
    Given(i16),
    Relative(Which),
}

/// Which way from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The report's day.
    Report,
    /// The day that was last mentioned.
    Mentioned,
}

/// Part of a larger period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Start,
    Middle,
    End,
}

/// What an expression means, before the report's date is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    Day {
        year: Year,
        month: i8,
        day: i8,
    },
    Days {
        year: Year,
        month: i8,
        first: i8,
        last: i8,
    },
    DayOfMonth(i8),
    Month {
        year: Year,
        month: i8,
    },
    Year(i16),
    Decade(i16),
    Weekday {
        weekday: Weekday,
        which: Which,
    },
    Weekend(Which),
    /// This week, last month, next year; a day's part is a day.
    Whole {
        unit: Unit,
        which: Which,
    },
    Quarter {
        year: Year,
        quarter: i8,
    },
    Season {
        year: Year,
        season: Season,
    },
    /// The past two weeks, the coming days (`count` unsaid).
    Stretch {
        unit: Unit,
        count: Option<i32>,
        which: Which,
    },
    /// Two weeks ago (negative), three days later.
    Shift {
        unit: Unit,
        count: i32,
        anchor: Anchor,
    },
    /// Some days ago, years earlier: no day can be told.
    VagueShift {
        unit: Unit,
        which: Which,
    },
    /// Two weeks, as a length of time; `count` unsaid for "several days".
    Length {
        unit: Unit,
        count: Option<i32>,
    },
    /// Every week, daily.
    Every {
        unit: Unit,
        count: i32,
    },
    /// Now, recently, in the future.
    Reference {
        value: &'static str,
        days: Option<i32>,
    },
    /// A time of day, on the report's or last mentioned day.
    Clock {
        hour: i8,
        minute: i8,
    },
    PartOf {
        part: Part,
        whole: Box<Meaning>,
    },
    /// Ramadan, the harvest: a time that the text does not fix.
    Unfixed,
}

/// A season; `Winter` begins in December.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// The tense of the clause an expression stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
    Unclear,
}

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub kind: TimeType,
    pub value: String,
    pub period: Option<Period>,
}

/// Days after which a vague stretch closes: days, weeks, months, years.
pub fn vague_days(unit: Unit) -> Option<i32> {
    match unit {
        Unit::Minute | Unit::Hour => Some(1),
        Unit::Day => Some(7),
        Unit::Week | Unit::Fortnight => Some(42),
        Unit::Month => Some(180),
        _ => None,
    }
}

/// Resolves a meaning; `today` is the report's day, `mentioned` the last day the text fixed.
pub fn resolve(meaning: &Meaning, today: Option<Date>, mentioned: Option<Date>, tense: Tense) -> Resolved {
    let date = |value: String, from: Date, to: Date| Resolved {
        kind: TimeType::Date,
        value,
        period: Some(Period { from: Some(from), to: Some(to) }),
    };
    let unknown = |value: &str| Resolved { kind: TimeType::Date, value: value.to_owned(), period: None };
    match meaning {
        Meaning::Length { unit, count } => {
            Resolved { kind: TimeType::Duration, value: length(*unit, *count), period: None }
        }
        Meaning::Every { unit, count } => {
            Resolved { kind: TimeType::Set, value: length(*unit, Some(*count)), period: None }
        }
        Meaning::Reference { value, days } => {
            let period = today.zip(*days).and_then(|(today, days)| stretch_days(today, days));
            Resolved { kind: TimeType::Date, value: (*value).to_owned(), period }
        }
        Meaning::Unfixed => unknown("XXXX"),
        Meaning::Year(year) => match (Date::new(*year, 1, 1), Date::new(*year, 12, 31)) {
            (Ok(from), Ok(to)) => date(format!("{year:04}"), from, to),
            _ => unknown("XXXX"),
        },
        Meaning::Decade(year) => match (Date::new(*year, 1, 1), Date::new(*year + 9, 12, 31)) {
            (Ok(from), Ok(to)) => date(format!("{}", year / 10), from, to),
            _ => unknown("XXX"),
        },
        Meaning::Stretch { unit, count, which } => stretch(*unit, *count, *which, today),
        Meaning::VagueShift { which, .. } => {
            unknown(if *which == Which::Last { "PAST_REF" } else { "FUTURE_REF" })
        }
        Meaning::PartOf { part, whole } => part_of(*part, resolve(whole, today, mentioned, tense)),
        Meaning::Clock { hour, minute } => {
            let day = mentioned.or(today);
            let value = day.map_or_else(
                || format!("T{hour:02}:{minute:02}"),
                |day| format!("{day}T{hour:02}:{minute:02}"),
            );
            Resolved { kind: TimeType::Time, value, period: day.map(Period::day) }
        }
        fixed => {
            let anchor = match fixed {
                Meaning::Shift { anchor: Anchor::Mentioned, .. } => mentioned,
                _ => today,
            };
            match days_of(fixed, anchor, tense) {
                Some((value, from, to)) => date(value, from, to),
                None => unknown(undated(fixed)),
            }
        }
    }
}

/// Value of an expression whose day cannot be told.
fn undated(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::Whole { which: Which::Last, .. } => "PAST_REF",
        Meaning::Whole { which: Which::Next, .. } => "FUTURE_REF",
        _ => "XXXX-XX-XX",
    }
}

/// Value, first and last day of a meaning that names days; `None` where the anchor is needed and missing.
fn days_of(meaning: &Meaning, anchor: Option<Date>, tense: Tense) -> Option<(String, Date, Date)> {
    match meaning {
        Meaning::Day { year, month, day } => {
            let year = year_of(*year, *month, *day, anchor, tense)?;
            let date = Date::new(year, *month, *day).ok()?;
            Some((date.to_string(), date, date))
        }
        Meaning::Days { year, month, first, last } => {
            let year = year_of(*year, *month, *last, anchor, tense)?;
            let (from, to) = (Date::new(year, *month, *first).ok()?, Date::new(year, *month, *last).ok()?);
            (from <= to).then(|| (from.to_string(), from, to))
        }
        Meaning::DayOfMonth(day) => {
            let today = anchor?;
            let this = Date::new(today.year(), today.month(), *day).ok();
            let moved = |months: i32| {
                shift_months(today.first_of_month(), months)
                    .and_then(|first| Date::new(first.year(), first.month(), *day).ok())
            };
            let date = match tense {
                Tense::Future => this.filter(|date| *date >= today).or_else(|| moved(1)),
                _ => this.filter(|date| *date <= today).or_else(|| moved(-1)),
            }?;
            Some((date.to_string(), date, date))
        }
        Meaning::Month { year, month } => {
            let year = year_of(*year, *month, 1, anchor, tense)?;
            let first = Date::new(year, *month, 1).ok()?;
            Some((format!("{year:04}-{month:02}"), first, first.last_of_month()))
        }
        Meaning::Weekday { weekday, which } => {
            let date = weekday_of(*weekday, *which, anchor?, tense)?;
            Some((date.to_string(), date, date))
        }
        Meaning::Weekend(which) => {
            let saturday = saturday_of(*which, anchor?, tense)?;
            let week = saturday.iso_week_date();
            let value = format!("{:04}-W{:02}-WE", week.year(), week.week());
            Some((value, saturday, saturday.checked_add(1.day()).ok()?))
        }
        Meaning::Whole { unit, which } => whole(*unit, *which, anchor?),
        Meaning::Quarter { year, quarter } => {
            let year = match year {
                Year::Given(year) => *year,
                Year::Relative(which) => relative_year(anchor?, *which),
                Year::Unsaid => anchor?.year(),
            };
            let first = Date::new(year, quarter * 3 - 2, 1).ok()?;
            Some((format!("{year:04}-Q{quarter}"), first, shift_months(first, 2)?.last_of_month()))
        }
        Meaning::Season { year, season } => {
            let (month, code) = match season {
                Season::Spring => (3, "SP"),
                Season::Summer => (6, "SU"),
                Season::Autumn => (9, "FA"),
                Season::Winter => (12, "WI"),
            };
            let year = year_of(*year, month, 1, anchor, tense)?;
            let first = Date::new(year, month, 1).ok()?;
            Some((format!("{year:04}-{code}"), first, shift_months(first, 2)?.last_of_month()))
        }
        Meaning::Shift { unit, count, .. } => shifted(*unit, *count, anchor?),
        _ => None,
    }
}

/// The year of a day whose year may be unsaid: the latest on or before the report in the past tense, the next one in
/// the future, else the one nearest to the report.
fn year_of(year: Year, month: i8, day: i8, today: Option<Date>, tense: Tense) -> Option<i16> {
    match year {
        Year::Given(year) => Some(year),
        Year::Relative(which) => Some(relative_year(today?, which)),
        Year::Unsaid => {
            let today = today?;
            let in_year = |year: i16| Date::new(year, month, day.min(28)).ok();
            let this = in_year(today.year())?;
            let near = match tense {
                Tense::Past if this > today => today.year() - 1,
                Tense::Future if this < today && (today - this).get_days() > 31 => today.year() + 1,
                Tense::Unclear if (this - today).get_days() > 183 => today.year() - 1,
                Tense::Unclear if (today - this).get_days() > 183 => today.year() + 1,
                _ => today.year(),
            };
            Some(near)
        }
    }
}

fn relative_year(today: Date, which: Which) -> i16 {
    match which {
        Which::Last => today.year() - 1,
        Which::Next => today.year() + 1,
        Which::This | Which::Plain => today.year(),
    }
}

/// "On Monday": in the past tense the latest one on or before the report, in the future the next one after it.
fn weekday_of(weekday: Weekday, which: Which, today: Date, tense: Tense) -> Option<Date> {
    let back = i32::from(weekday.until(today.weekday()));
    let ahead = i32::from(today.weekday().until(weekday));
    let days = match (which, tense) {
        (Which::Last, _) => -(if back == 0 { 7 } else { back }),
        (Which::Next, _) | (Which::Plain, Tense::Future) => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        (Which::This, Tense::Future | Tense::Unclear) => ahead,
        _ => -back,
    };
    today.checked_add(days.days()).ok()
}

/// The Saturday of a weekend.
fn saturday_of(which: Which, today: Date, tense: Tense) -> Option<Date> {
    let into = i32::from(Weekday::Saturday.until(today.weekday()));
    let last = if into > 1 { -into } else { -into - 7 };
    let current = if into <= 1 { -into } else { 7 - into };
    let days = match (which, tense) {
        (Which::Last, _) => last,
        (Which::Next, _) => current + if into <= 1 { 7 } else { 0 },
        (Which::This, Tense::Past) | (Which::Plain, Tense::Past | Tense::Unclear) => {
            if into <= 1 {
                -into
            } else {
                last
            }
        }
        _ => current,
    };
    today.checked_add(days.days()).ok()
}

/// This week, last month, next year.
fn whole(unit: Unit, which: Which, today: Date) -> Option<(String, Date, Date)> {
    let step = match which {
        Which::Last => -1,
        Which::Next => 1,
        Which::This | Which::Plain => 0,
    };
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => {
            let day = today.checked_add(step.days()).ok()?;
            Some((day.to_string(), day, day))
        }
        Unit::Week | Unit::Fortnight => {
            let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
            let monday = monday.checked_add((step * 7).days()).ok()?;
            let week = monday.iso_week_date();
            Some((
                format!("{:04}-W{:02}", week.year(), week.week()),
                monday,
                monday.checked_add(6.days()).ok()?,
            ))
        }
        Unit::Month => {
            let first = shift_months(today.first_of_month(), step)?;
            Some((format!("{:04}-{:02}", first.year(), first.month()), first, first.last_of_month()))
        }
        Unit::Quarter => {
            let first =
                shift_months(Date::new(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).ok()?, step * 3)?;
            let value = format!("{:04}-Q{}", first.year(), (first.month() + 2) / 3);
            Some((value, first, shift_months(first, 2)?.last_of_month()))
        }
        Unit::Year => {
            let year = relative_year(today, which);
            Some((format!("{year:04}"), Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        }
        Unit::Decade => {
            let year = today.year() / 10 * 10 + step as i16 * 10;
            Some((format!("{}", year / 10), Date::new(year, 1, 1).ok()?, Date::new(year + 9, 12, 31).ok()?))
        }
        Unit::Century => {
            let year = today.year() / 100 * 100 + step as i16 * 100;
            Some((format!("{}", year / 100), Date::new(year, 1, 1).ok()?, Date::new(year + 99, 12, 31).ok()?))
        }
    }
}

/// Two weeks ago, three days later: a day for days and weeks, the month or year for longer units.
fn shifted(unit: Unit, count: i32, anchor: Date) -> Option<(String, Date, Date)> {
    match unit {
        Unit::Minute | Unit::Hour => Some((anchor.to_string(), anchor, anchor)),
        Unit::Day | Unit::Week | Unit::Fortnight => {
            let days = match unit {
                Unit::Day => count,
                Unit::Week => count.checked_mul(7)?,
                _ => count.checked_mul(14)?,
            };
            let day = anchor.checked_add(i64::from(days).days()).ok()?;
            Some((day.to_string(), day, day))
        }
        Unit::Month | Unit::Quarter => {
            let months = if unit == Unit::Month { count } else { count.checked_mul(3)? };
            let first = shift_months(anchor.first_of_month(), months)?;
            Some((format!("{:04}-{:02}", first.year(), first.month()), first, first.last_of_month()))
        }
        Unit::Year | Unit::Decade | Unit::Century => {
            let years = match unit {
                Unit::Year => count,
                Unit::Decade => count.checked_mul(10)?,
                _ => count.checked_mul(100)?,
            };
            let year = i16::try_from(i32::from(anchor.year()).checked_add(years)?).ok()?;
            Some((format!("{year:04}"), Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        }
    }
}

/// The past two weeks, the coming days.
fn stretch(unit: Unit, count: Option<i32>, which: Which, today: Option<Date>) -> Resolved {
    let days = match (unit, count) {
        (unit, None) => vague_days(unit),
        (Unit::Minute | Unit::Hour, Some(count)) => Some((count + 23) / 24),
        (Unit::Day, Some(count)) => Some(count),
        (Unit::Week, Some(count)) => count.checked_mul(7),
        (Unit::Fortnight, Some(count)) => count.checked_mul(14),
        (Unit::Month, Some(count)) => count.checked_mul(30),
        (Unit::Quarter, Some(count)) => count.checked_mul(91),
        (Unit::Year, Some(count)) => count.checked_mul(365),
        (Unit::Decade, Some(count)) => count.checked_mul(3652),
        (Unit::Century, Some(count)) => count.checked_mul(36525),
    };
    let sign = if which == Which::Last { -1 } else { 1 };
    let period = today.zip(days).and_then(|(today, days)| stretch_days(today, sign * days));
    Resolved { kind: TimeType::Duration, value: length(unit, count), period }
}

/// From the report's day on, or up to it.
fn stretch_days(today: Date, days: i32) -> Option<Period> {
    let other = today.checked_add(i64::from(days).days()).ok()?;
    Some(Period { from: Some(today.min(other)), to: Some(today.max(other)) })
}

/// Early, mid and late: the thirds of a period.
fn part_of(part: Part, whole: Resolved) -> Resolved {
    let Some(Period { from: Some(from), to: Some(to) }) = whole.period else { return whole };
    let days = (to - from).get_days();
    let third = |numerator: i32| from.checked_add(i64::from(days * numerator / 3).days()).unwrap_or(from);
    let (from, to) = match part {
        Part::Start => (from, third(1)),
        Part::Middle => (third(1), third(2)),
        Part::End => (third(2), to),
    };
    Resolved { period: Some(Period { from: Some(from), to: Some(to) }), ..whole }
}

fn shift_months(first: Date, months: i32) -> Option<Date> {
    first.checked_add(i64::from(months).months()).ok()
}

/// ISO 8601 length: `P3D`, `PT24H`, `PXW` where the count is unsaid.
fn length(unit: Unit, count: Option<i32>) -> String {
    let (prefix, letter, factor) = match unit {
        Unit::Minute => ("PT", "M", 1),
        Unit::Hour => ("PT", "H", 1),
        Unit::Day => ("P", "D", 1),
        Unit::Week => ("P", "W", 1),
        Unit::Fortnight => ("P", "W", 2),
        Unit::Month => ("P", "M", 1),
        Unit::Quarter => ("P", "Q", 1),
        Unit::Year => ("P", "Y", 1),
        Unit::Decade => ("P", "DE", 1),
        Unit::Century => ("P", "CE", 1),
    };
    count
        .and_then(|count| count.checked_mul(factor))
        .map_or_else(|| format!("{prefix}X{letter}"), |count| format!("{prefix}{count}{letter}"))
}
