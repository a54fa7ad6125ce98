//! Finds dates and times of day in the short lines at the head of a report.
//!
//! In: one line. Out: the dates in it with their bytes, each with its time of day where one stands beside it.
//! Any common order is read; `10/05/2025` is day first unless that is impossible or the text is American.

use crate::lexicon;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Which way to read a date of bare numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `10/05/2025` is the tenth of May.
    DayFirst,
    /// `10/05/2025` is the fifth of October.
    MonthFirst,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    hour: i8,
    minute: i8,
    second: i8,
    /// Minutes east of UTC, where a zone is given.
    offset: Option<i16>,
}

/// A date as found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its bytes, time of day and weekday included.
    pub range: Range<usize>,
    /// Year, where it is given.
    pub year: Option<i16>,
    month: i8,
    day: i8,
    clock: Option<Clock>,
}

impl Found {
    /// `2026-02-02`, or an RFC 3339 instant where the time has a zone; `None` without a year or for no real day.
    pub fn value(&self, year: Option<i16>) -> Option<String> {
        let day = jiff::civil::Date::new(self.year.or(year)?, self.month, self.day).ok()?;
        let Some(Clock { hour, minute, second, offset: Some(offset) }) = self.clock else {
            return Some(day.to_string());
        };
        let zone = match offset {
            0 => "Z".to_owned(),
            _ => {
                let sign = if offset < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        };
        Some(format!("{day}T{hour:02}:{minute:02}:{second:02}{zone}"))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'l> {
    Word(&'l str),
    Number(&'l str),
    Mark(char),
}

/// Words, numbers and marks of a line with their bytes.
fn pieces(line: &str) -> Vec<(Piece<'_>, Range<usize>)> {
    let mut found = Vec::new();
    let mut characters = line.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        let same = |next: char| {
            if first.is_ascii_digit() { next.is_ascii_digit() } else { next.is_alphabetic() }
        };
        if first.is_ascii_digit() || first.is_alphabetic() {
            while let Some((at, next)) = characters.next_if(|(_, next)| same(*next)) {
                end = at + next.len_utf8();
            }
        }
        let slice = &line[start..end];
        let piece = if first.is_ascii_digit() {
            Piece::Number(slice)
        } else if first.is_alphabetic() {
            Piece::Word(slice)
        } else {
            Piece::Mark(first)
        };
        found.push((piece, start..end));
    }
    found
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Whether a word is one of `names`, whole or cut to three letters or more.
fn place_among(word: &str, names: &[&str]) -> Option<usize> {
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    names.iter().position(|name| name.len() >= word.len() && name[..word.len()].eq_ignore_ascii_case(word))
}

fn month(word: &str) -> Option<i8> {
    place_among(word, &MONTHS).map(|at| at as i8 + 1)
}

/// Whether a word names a day of the week.
pub fn is_weekday(word: &str) -> bool {
    place_among(word, &WEEKDAYS).is_some()
}

static ZONES: LazyLock<HashMap<&'static str, i16>> = LazyLock::new(|| {
    lexicon::rows::<2>(include_str!("../../lexicon/zone.tsv"))
        .filter_map(|[zone, minutes]| Some((zone, minutes.parse().ok()?)))
        .collect()
});

/// Reads pieces from a place on; every reader returns what it read and the place after it.
struct Scan<'l> {
    pieces: Vec<(Piece<'l>, Range<usize>)>,
    order: Order,
}

type Day = (Option<i16>, i8, i8);

impl<'l> Scan<'l> {
    fn piece(&self, at: usize) -> Option<Piece<'l>> {
        self.pieces.get(at).map(|(piece, _)| *piece)
    }
    fn word(&self, at: usize) -> Option<&'l str> {
        match self.piece(at)? {
            Piece::Word(word) => Some(word),
            _ => None,
        }
    }
    fn digits(&self, at: usize) -> Option<&'l str> {
        match self.piece(at)? {
            Piece::Number(digits) => Some(digits),
            _ => None,
        }
    }
    fn number(&self, at: usize, width: Range<usize>) -> Option<i16> {
        self.digits(at).filter(|digits| width.contains(&digits.len()))?.parse().ok()
    }
    fn is_mark(&self, at: usize, marks: &str) -> bool {
        matches!(self.piece(at), Some(Piece::Mark(mark)) if marks.contains(mark))
    }
    /// Whether a piece stands directly on the one before it.
    fn touches(&self, at: usize) -> bool {
        at > 0 && self.pieces.get(at).is_some_and(|(_, range)| range.start == self.pieces[at - 1].1.end)
    }
    fn skip(&self, at: usize, marks: &str) -> usize {
        if self.is_mark(at, marks) { at + 1 } else { at }
    }
    fn month(&self, at: usize) -> Option<i8> {
        self.word(at).and_then(month)
    }
    fn day(&self, at: usize) -> Option<(i8, usize)> {
        let day = self.number(at, 1..3).filter(|day| (1..=31).contains(day))? as i8;
        let ordinal = self.word(at + 1).is_some_and(|word| {
            self.touches(at + 1) && ["st", "nd", "rd", "th"].iter().any(|end| word.eq_ignore_ascii_case(end))
        });
        Some((day, at + 1 + usize::from(ordinal)))
    }
    fn year(&self, at: usize) -> Option<i16> {
        self.number(at, 4..5).filter(|year| (1900..2100).contains(year))
    }

    /// A date that starts at a piece.
    fn date(&self, at: usize) -> Option<(Day, usize)> {
        self.year_first(at)
            .or_else(|| self.day_group(at))
            .or_else(|| self.numbers(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.month_day(at))
    }

    /// `2026-02-02`, `2026/2/2`, `2026 Feb 2`.
    fn year_first(&self, at: usize) -> Option<(Day, usize)> {
        let year = self.year(at)?;
        if let Some(month) = self.month(at + 1) {
            let (day, end) = self.day(self.skip(at + 2, "."))?;
            return Some(((Some(year), month, day), end));
        }
        let joined = self.is_mark(at + 1, "-/.") && self.piece(at + 1) == self.piece(at + 3);
        let month = self.number(at + 2, 1..3).filter(|month| joined && (1..=12).contains(month))?;
        let day = self.number(at + 4, 1..3).filter(|day| (1..=31).contains(day))?;
        Some(((Some(year), month as i8, day as i8), at + 5))
    }

    /// The date-time group of telegrams without its clock: `041530Z FEB 26`.
    fn day_group(&self, at: usize) -> Option<(Day, usize)> {
        let group = self.digits(at).filter(|digits| digits.len() == 6)?;
        let day = group.get(..2)?.parse().ok().filter(|day| (1..=31).contains(day))?;
        let zone = self.word(at + 1).filter(|word| self.touches(at + 1) && word.len() == 1)?;
        let month = zone.starts_with(['Z', 'z']).then(|| self.month(at + 2))??;
        let year = self.year(at + 3).or_else(|| {
            self.number(at + 3, 2..3).map(|short| if short < 50 { 2000 + short } else { 1900 + short })
        })?;
        Some(((Some(year), month, day), at + 4))
    }

    /// `10/05/2025`, `10.5.2025`, `10-05-25`.
    fn numbers(&self, at: usize) -> Option<(Day, usize)> {
        let first = self.number(at, 1..3)?;
        let joined = self.is_mark(at + 1, "-/.") && self.piece(at + 1) == self.piece(at + 3);
        let second =
            self.number(at + 2, 1..3).filter(|_| joined && self.touches(at + 1) && self.touches(at + 2))?;
        let year = self.year(at + 4).or_else(|| {
            self.number(at + 4, 2..3).filter(|_| self.is_mark(at + 1, "/")).map(|short| 2000 + short)
        })?;
        let (day, month) = match self.order {
            Order::DayFirst if second <= 12 => (first, second),
            Order::MonthFirst if first > 12 => (first, second),
            _ => (second, first),
        };
        let real = (1..=12).contains(&month) && (1..=31).contains(&day);
        real.then_some(((Some(year), month as i8, day as i8), at + 5))
    }

    /// `2 February 2026`, `2nd of Feb., 2026`, `02-Feb-2026`, and without a year.
    fn day_month(&self, at: usize) -> Option<(Day, usize)> {
        let (day, mut next) = self.day(at)?;
        next = self.skip(next, "-.");
        if self.word(next).is_some_and(|word| word.eq_ignore_ascii_case("of")) {
            next += 1;
        }
        let month = self.month(next)?;
        let after = self.skip(self.skip(next + 1, ".-"), ",");
        let short = || {
            let apostrophe = self.is_mark(after, "'’");
            let at = after + usize::from(apostrophe);
            let hyphens = self.is_mark(next + 1, "-");
            self.number(at, 2..3).filter(|_| apostrophe || hyphens).map(|short| (2000 + short, at + 1))
        };
        match self.year(after).map(|year| (year, after + 1)).or_else(short) {
            Some((year, end)) => Some(((Some(year), month, day), end)),
            None => Some(((None, month, day), self.skip(next + 1, "."))),
        }
    }

    /// `February 2, 2026`, `Feb. 2nd 2026`, and without a year.
    fn month_day(&self, at: usize) -> Option<(Day, usize)> {
        let month = self.month(at)?;
        let (day, next) = self.day(self.skip(at + 1, "."))?;
        // `May 10:30` is no date.
        if self.is_mark(next, ":") && self.digits(next + 1).is_some() {
            return None;
        }
        let after = self.skip(next, ",");
        match self.year(after) {
            Some(year) => Some(((Some(year), month, day), after + 1)),
            None => Some(((None, month, day), next)),
        }
    }

    /// A time of day that starts at a piece: `08:12 GMT`, `6.48 pm`, `1430 UTC`, `4 p.m. EDT`.
    fn clock(&self, at: usize) -> Option<(Clock, usize)> {
        let (mut hour, mut minute, mut second, mut next);
        if let Some(four) = self.digits(at).filter(|digits| digits.len() == 4) {
            (hour, minute, second, next) =
                (four.get(..2)?.parse().ok()?, four.get(2..)?.parse().ok()?, 0, at + 1);
            self.zone(next)?;
        } else if let Some(group) = self.digits(at).filter(|digits| digits.len() == 6) {
            (hour, minute, second, next) =
                (group.get(2..4)?.parse().ok()?, group.get(4..)?.parse().ok()?, 0, at + 1);
            self.word(next).filter(|word| word.eq_ignore_ascii_case("z"))?;
        } else {
            hour = self.number(at, 1..3)? as i8;
            (minute, second, next) = (0, 0, at + 1);
            if self.is_mark(next, ":.h") && self.touches(next) && self.touches(next + 1) {
                minute = self.number(next + 1, 2..3)? as i8;
                next += 2;
                if self.is_mark(next, ":") && self.touches(next) {
                    second = self.number(next + 1, 2..3)? as i8;
                    next += 2;
                    // Fractions of a second say nothing here.
                    if self.is_mark(next, ".") && self.touches(next + 1) && self.digits(next + 1).is_some() {
                        next += 2;
                    }
                }
            }
            let colon = self.is_mark(at + 1, ":");
            let half = self.half(next);
            if let Some((afternoon, end)) = half {
                hour = hour % 12 + if afternoon { 12 } else { 0 };
                next = end;
            }
            if !colon && half.is_none() && (next == at + 1 || self.zone(next).is_none()) {
                return None;
            }
        }
        if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..60).contains(&second) {
            return None;
        }
        let (offset, end) = self.zone(next).map_or((None, next), |(offset, end)| (offset, end));
        Some((Clock { hour, minute, second, offset }, end))
    }

    /// `am`, `PM`, `a.m.`: whether it is the afternoon.
    fn half(&self, at: usize) -> Option<(bool, usize)> {
        let word = self.word(at)?;
        let afternoon = match word.as_bytes().first()? {
            b'a' | b'A' => false,
            b'p' | b'P' => true,
            _ => return None,
        };
        if word.len() == 2 && word.ends_with(['m', 'M']) {
            return Some((afternoon, at + 1));
        }
        let dotted = word.len() == 1
            && self.is_mark(at + 1, ".")
            && self.word(at + 2).is_some_and(|word| word.eq_ignore_ascii_case("m"));
        dotted.then(|| (afternoon, self.skip(at + 3, ".")))
    }

    /// A zone: minutes east of UTC (`None` for a name that several zones share) and the place after it.
    fn zone(&self, at: usize) -> Option<(Option<i16>, usize)> {
        let at = self.skip(at, "(");
        if self.is_mark(at, "+-−")
            && (self.touches(at) || self.digits(at + 1).is_some_and(|both| both.len() == 4))
        {
            return self.offset(at).map(|(offset, end)| (Some(offset), end));
        }
        let word = self.word(at)?;
        if word.chars().any(char::is_lowercase) && !word.eq_ignore_ascii_case("gmt") {
            return None;
        }
        let lower = word.to_ascii_lowercase();
        let end = at + 1;
        if let Some(&minutes) = ZONES.get(lower.as_str()) {
            return Some(match self.offset(end).filter(|_| minutes == 0 && self.touches(end)) {
                Some((offset, end)) => (Some(offset), self.skip(end, ")")),
                None => (Some(minutes), self.skip(end, ")")),
            });
        }
        // Shared names (India, Israel, Ireland; Arabia, Atlantic) and names for both halves of the year.
        matches!(lower.as_str(), "ist" | "ast" | "et" | "ct" | "mt" | "pt")
            .then_some((None, self.skip(end, ")")))
    }

    /// `+3`, `+03:30`, `-0500`.
    fn offset(&self, at: usize) -> Option<(i16, usize)> {
        let sign = match self.piece(at)? {
            Piece::Mark('+') => 1,
            Piece::Mark('-' | '−') => -1,
            _ => return None,
        };
        if let Some(both) = self.number(at + 1, 4..5) {
            return Some((sign * (both / 100 * 60 + both % 100), at + 2))
                .filter(|(offset, _)| offset.abs() <= 900);
        }
        let hours = self.number(at + 1, 1..3).filter(|hours| *hours <= 14)?;
        let minutes = self.is_mark(at + 2, ":").then(|| self.number(at + 3, 2..3)).flatten();
        Some((sign * (hours * 60 + minutes.unwrap_or(0)), at + if minutes.is_some() { 4 } else { 2 }))
    }

    /// Whether a piece may stand between a date and its time of day.
    fn links(&self, at: usize) -> bool {
        match self.piece(at) {
            Some(Piece::Word(word)) => {
                is_weekday(word) || ["at", "on", "T", "t"].contains(&word) || word.eq_ignore_ascii_case("hrs")
            }
            Some(Piece::Mark(mark)) => ",|-–—·(.".contains(mark),
            _ => false,
        }
    }
}

/// All dates of a line, in order.
pub fn find(line: &str, order: Order) -> Vec<Found> {
    let scan = Scan { pieces: pieces(line), order };
    let mut found: Vec<Found> = Vec::new();
    // A time of day read before its date, and the piece after it.
    let mut pending: Option<(Clock, usize, usize)> = None;
    let mut at = 0;
    while at < scan.pieces.len() {
        let Some(((year, month, day), mut end)) = scan.date(at) else {
            match scan.clock(at) {
                Some((clock, end)) => {
                    pending = Some((clock, at, end));
                    at = end;
                }
                None => at += 1,
            }
            continue;
        };
        let mut first = at;
        let mut clock = None;
        // `041530Z FEB 26` holds its own time.
        if let Some((own, _)) =
            scan.clock(at).filter(|_| scan.digits(at).is_some_and(|digits| digits.len() == 6))
        {
            clock = Some(own);
        }
        if let Some((before, start, after)) = pending.take()
            && (after..at).all(|between| scan.links(between))
        {
            clock = Some(before);
            first = start;
        }
        while first > 0 && scan.word(first - 1).is_some_and(is_weekday)
            || first > 1 && scan.is_mark(first - 1, ",") && scan.word(first - 2).is_some_and(is_weekday)
        {
            first -= if scan.is_mark(first - 1, ",") { 2 } else { 1 };
        }
        if clock.is_none() {
            let mut next = end;
            while next < end + 3 && scan.links(next) {
                next += 1;
            }
            if let Some((after, stop)) = scan.clock(next) {
                clock = Some(after);
                end = stop;
            }
        }
        let range = scan.pieces[first].1.start..scan.pieces[end.min(scan.pieces.len()) - 1].1.end;
        found.push(Found { range, year, month, day, clock });
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_heads() {
        for (line, expected) in [
            ("By Somebody | 02 Feb 2026", "2026-02-02"),
            ("26 November 2013", "2013-11-26"),
            ("Published: 08:12 GMT, 5 February 2023", "2023-02-05T08:12:00Z"),
            ("May 10, 2025", "2025-05-10"),
            ("2026-02-02", "2026-02-02"),
            ("2026-02-02T09:30:00+03:30", "2026-02-02T09:30:00+03:30"),
            ("2026-02-02 09:30:15.250Z", "2026-02-02T09:30:15Z"),
            ("10/05/2025", "2025-05-10"),
            ("25/12/2024 14:05", "2024-12-25"),
            ("12/25/2024", "2024-12-25"),
            ("3.7.2019", "2019-07-03"),
            ("Tuesday, 3 March 2020", "2020-03-03"),
            ("Monday 25 July 2022, 07:45 CET", "2022-07-25T07:45:00+01:00"),
            ("April 6, 2021 6:48 PM", "2021-04-06"),
            ("April 6, 2021 6:48 PM EDT", "2021-04-06T18:48:00-04:00"),
            ("Sept. 3rd, 2021 at 12:05 a.m. UTC", "2021-09-03T00:05:00Z"),
            ("Z 041530Z FEB 26", "2026-02-04T15:30:00Z"),
            ("R 121530Z APR 79", "1979-04-12T15:30:00Z"),
            ("1430 GMT, 9 June 2019", "2019-06-09T14:30:00Z"),
            ("1st of May 2003", "2003-05-01"),
            ("02-Feb-26", "2026-02-02"),
            ("Thu, 05 Feb 2026 09:15:00 +0100", "2026-02-05T09:15:00+01:00"),
            ("13:40 IST, 10 May 2025", "2025-05-10"),
            ("10 May 2025, 21:00 (UTC+5:30)", "2025-05-10T21:00:00+05:30"),
            ("2026 Feb 2", "2026-02-02"),
            ("31 February 2020", ""),
            ("Talks, round 3 of 12", ""),
            ("May 10:30", ""),
        ] {
            let value = find(line, Order::DayFirst).first().and_then(|found| found.value(None));
            assert_eq!(value.unwrap_or_default(), expected, "{line}");
        }
        assert_eq!(find("10/05/2025", Order::MonthFirst)[0].value(None).as_deref(), Some("2025-10-05"));
        assert_eq!(
            find("VIENNA, April 6 -", Order::DayFirst)[0].value(Some(2021)).as_deref(),
            Some("2021-04-06")
        );
    }
}
