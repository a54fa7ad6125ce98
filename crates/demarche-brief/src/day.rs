//! Days and periods in words.

use demarche_assess::vocabulary::Period;
use jiff::civil::Date;

/// "2 February 2026".
pub fn full(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// "2 February", with the year where it is not that of `now`.
pub fn short(day: Date, now: Option<Date>) -> String {
    if now.is_some_and(|now| now.year() == day.year()) {
        format!("{} {}", day.day(), month(day))
    } else {
        full(day)
    }
}

/// "on 2 February", "between 31 January and 1 February", "in February", "in 2015"; nothing for a period open at both ends.
pub fn when(period: Period, now: Option<Date>) -> Option<String> {
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => Some(format!("on {}", short(from, now))),
        (Some(from), Some(to)) if whole_year(from, to) => Some(format!("in {}", from.year())),
        (Some(from), Some(to)) if whole_month(from, to) => {
            Some(format!("in {} {}", month(from), from.year()))
        }
        (Some(from), Some(to)) => Some(format!("between {} and {}", short(from, now), short(to, now))),
        (Some(from), None) => Some(format!("since {}", short(from, now))),
        (None, Some(to)) => Some(format!("by {}", short(to, now))),
        (None, None) => None,
    }
}

fn whole_year(from: Date, to: Date) -> bool {
    from.day_of_year() == 1 && to == from.last_of_year()
}

fn whole_month(from: Date, to: Date) -> bool {
    from.day() == 1 && to == from.last_of_month()
}

fn month(day: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS[day.month() as usize - 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_in_words() {
        let now = Some(date(2026, 2, 2));
        let say = |from, to| when(Period { from: Some(from), to: Some(to) }, now).unwrap();
        assert_eq!(say(date(2026, 2, 2), date(2026, 2, 2)), "on 2 February");
        assert_eq!(say(date(2026, 1, 31), date(2026, 2, 1)), "between 31 January and 1 February");
        assert_eq!(say(date(2015, 1, 1), date(2015, 12, 31)), "in 2015");
        assert_eq!(say(date(2025, 11, 1), date(2025, 11, 30)), "in November 2025");
    }
}
