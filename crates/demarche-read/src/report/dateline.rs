//! Reads the dateline that opens a wire story: "TEHRAN / WASHINGTON — ", "GENEVA (AP) — ", "Vienna, 12 April – ".
//!
//! In: the first words of a paragraph. Out: its places, date and agency, and how many bytes it takes.

use super::date::{self, Found, Order};
use super::{phrases, shape};

/// A dateline as found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dateline {
    /// Bytes up to the first word of the story.
    pub length: usize,
    /// Places, as printed.
    pub places: Vec<String>,
    /// Its date.
    pub date: Option<Found>,
    /// The agency in brackets.
    pub agency: Option<String>,
}

/// Longest dateline, in bytes.
const LONGEST: usize = 130;

/// What divides a dateline from its story.
const DASHES: [&str; 8] = [" — ", " – ", " -- ", " - ", "— ", "– ", "—", ": "];

/// The dateline at the start of a paragraph.
pub fn read(line: &str, order: Order) -> Option<Dateline> {
    let mut reach = line.len().min(LONGEST);
    while !line.is_char_boundary(reach) {
        reach -= 1;
    }
    let reach = &line[..reach];
    // "MOSCOW, February 2. /TASS/. Russian …"
    if let Some((before, rest)) = reach.split_once('/')
        && let Some((agency, after)) = rest.split_once('/')
        && after.starts_with('.')
        && shape::is_capitals(agency, 2)
    {
        let length = before.len() + agency.len() + 3;
        return parse(before, order, Divider::Dash).map(|found| Dateline {
            length,
            agency: Some(agency.to_owned()),
            ..found
        });
    }
    let (at, divider) = DASHES
        .iter()
        .filter_map(|dash| reach.find(dash).map(|at| (at, *dash)))
        .filter(|(at, _)| *at > 0)
        .min_by_key(|(at, dash)| (*at, std::cmp::Reverse(dash.len())))?;
    let kind = if divider == ": " { Divider::Colon } else { Divider::Dash };
    let rest = line.get(at + divider.len()..)?;
    if !rest.contains(char::is_alphabetic) {
        return None;
    }
    parse(&reach[..at], order, kind).map(|found| Dateline { length: at + divider.len(), ..found })
}

/// A dateline that stands on a line of its own: "CAIRO/DOHA, Jan 23, 2024 (Levant Wire)".
pub fn alone(line: &str, order: Order) -> Option<Dateline> {
    if line.len() > LONGEST {
        return None;
    }
    let bare = line.trim_end_matches(['-', '–', '—', ' ', ':']);
    parse(bare, order, Divider::Line).map(|found| Dateline { length: line.len(), ..found })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Divider {
    Dash,
    Colon,
    Line,
}

fn parse(words: &str, order: Order, divider: Divider) -> Option<Dateline> {
    let mut words = words.trim();
    let mut found = Dateline::default();
    if let Some(open) = words.rfind('(')
        && words.ends_with(')')
    {
        let agency = words[open + 1..words.len() - 1].trim();
        if agency.is_empty() || !(shape::is_name(agency) || agency.contains('/')) {
            return None;
        }
        found.agency = Some(agency.to_owned());
        words = words[..open].trim_end();
    }
    if let Some(date) = date::find(words, order).into_iter().next() {
        // What follows the date is the agency: "Tehran, March 11, 2023, Payam News Agency –".
        let after = words[date.range.end..].trim_matches([' ', ',', '.', '/', '|']);
        if !after.is_empty() {
            if !shape::is_name(after) {
                return None;
            }
            found.agency = Some(after.to_owned());
        }
        words = words[..date.range.start].trim_end_matches([' ', ',', '.', '|']);
        found.date = Some(date);
    }
    if words.is_empty() {
        // "Feb 2 (Reuters) - …", "(Reuters) - …"
        let enough = found.agency.is_some() && divider == Divider::Dash;
        return enough.then_some(found);
    }
    for place in words.split(['/', ';']).flat_map(|part| part.split(" and ")) {
        // "SEOUL, South Korea": the town is the place of the dateline.
        let town = place.split(',').next().unwrap_or("").trim();
        if town.is_empty() || town.split(' ').count() > 4 || !shape::is_name(place.trim()) {
            return None;
        }
        found.places.push(town.to_owned());
    }
    let known = found.places.iter().all(|place| phrases::is_place(place));
    let capitals = found.places.iter().all(|place| shape::is_capitals(place, 3));
    let dated = found.date.is_some() || found.agency.is_some();
    let sure = match divider {
        Divider::Dash => {
            known || dated || (capitals && !phrases::folded(words).is_some_and(|words| is_label(&words)))
        }
        Divider::Colon => found.agency.is_some() || (known && (capitals || found.date.is_some())),
        Divider::Line => (known || capitals) && dated,
    };
    sure.then_some(found)
}

/// "ANALYSIS — ", "EXCLUSIVE - ": capitals that are no place.
fn is_label(words: &str) -> bool {
    phrases::is("masthead", words) || phrases::is("summary", words) || phrases::is("byline", words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, places: &[&str], date: &str, agency: &str, story: &str) {
        let found = read(line, Order::DayFirst).unwrap_or_default();
        assert_eq!(found.places, places, "{line}");
        let value = found.date.as_ref().and_then(|date| date.value(Some(2026))).unwrap_or_default();
        assert_eq!(value, date, "{line}");
        assert_eq!(found.agency.as_deref().unwrap_or(""), agency, "{line}");
        assert!(line[found.length..].trim_start().starts_with(story), "{line}");
    }

    #[test]
    fn datelines() {
        check("TEHRAN / WASHINGTON — Iran is", &["TEHRAN", "WASHINGTON"], "", "", "Iran is");
        check("GENEVA (AP) — Envoys met", &["GENEVA"], "", "AP", "Envoys met");
        check("Vienna, 12 April – The board", &["Vienna"], "2026-04-12", "", "The board");
        check("TEHRAN, Feb. 2 (Pars) -- The minister", &["TEHRAN"], "2026-02-02", "Pars", "The minister");
        check("BEIRUT, Jan 5 (Agency) - Two", &["BEIRUT"], "2026-01-05", "Agency", "Two");
        check("MOSCOW, February 2. /TASS/. Russia said", &["MOSCOW"], "2026-02-02", "TASS", "Russia said");
        check("MOSCOW. Feb 2 (Volga) - Russia", &["MOSCOW"], "2026-02-02", "Volga", "Russia");
        check("SEOUL, South Korea (AP) — The North", &["SEOUL"], "", "AP", "The North");
        check("Feb 2 (Reuters) - Oil fell", &[], "2026-02-02", "Reuters", "Oil fell");
        check("Islamabad: The minister", &[], "", "", "Islamabad: The");
        check("ISLAMABAD: The minister", &["ISLAMABAD"], "", "", "The minister");
        check(
            "Tehran, March 11, 2023, Payam News Agency – Secretary",
            &["Tehran"],
            "2023-03-11",
            "Payam News Agency",
            "Secretary",
        );
        check(
            "ADDIS ABABA/KHARTOUM, June 3 (Nile) - Talks",
            &["ADDIS ABABA", "KHARTOUM"],
            "2026-06-03",
            "Nile",
            "Talks",
        );
        for line in [
            "The minister — a hawk — said no",
            "EXCLUSIVE — The envoy will go",
            "Rouhani - once a cleric - spoke",
            "MS BRUCE: We have seen it",
            "It was, he said - quite rightly - a start",
        ] {
            assert_eq!(read(line, Order::DayFirst), None, "{line}");
        }
    }
}
