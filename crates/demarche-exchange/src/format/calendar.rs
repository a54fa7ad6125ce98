//! iCalendar (RFC 5545): the last day of every open expectation, and every planned meeting, as all-day entries.

use super::{called, called_all, id, title};
use demarche_assess::situation::{Event, Evidence, Expectation, Outcome, Situation};
use demarche_assess::vocabulary::EventStatus;
use jiff::Timestamp;
use jiff::civil::Date;

/// Octets of a line, its end not counted.
const WIDTH: usize = 75;

/// Writes a calendar. `stamp` is when its entries are said to be made.
pub fn write(situation: &Situation, stamp: Timestamp) -> String {
    let mut text = String::new();
    line(&mut text, "BEGIN:VCALENDAR");
    line(&mut text, "VERSION:2.0");
    line(&mut text, concat!("PRODID:-//Demarche//Demarche ", env!("CARGO_PKG_VERSION"), "//EN"));
    line(&mut text, "CALSCALE:GREGORIAN");
    line(&mut text, &format!("X-WR-CALNAME:{}", escape(&title(situation))));
    let stamp = stamp.strftime("%Y%m%dT%H%M%SZ").to_string();
    for expectation in &situation.expectations {
        if let Some(entry) = expected(situation, expectation) {
            entry.write(&mut text, &stamp);
        }
    }
    for event in &situation.events {
        if let Some(entry) = planned(situation, event) {
            entry.write(&mut text, &stamp);
        }
    }
    line(&mut text, "END:VCALENDAR");
    text
}

/// One all-day entry.
struct Entry<'s> {
    uid: String,
    first: Date,
    last: Date,
    summary: String,
    place: Option<&'s str>,
    status: &'static str,
    category: &'static str,
    evidence: &'s Evidence,
}

impl Entry<'_> {
    fn write(&self, text: &mut String, stamp: &str) {
        let day = |day: Date| day.strftime("%Y%m%d").to_string();
        line(text, "BEGIN:VEVENT");
        line(text, &format!("UID:{}@demarche", self.uid));
        line(text, &format!("DTSTAMP:{stamp}"));
        line(text, &format!("DTSTART;VALUE=DATE:{}", day(self.first)));
        // The end is the day after the last one.
        line(text, &format!("DTEND;VALUE=DATE:{}", day(self.last.tomorrow().unwrap_or(self.last))));
        line(text, &format!("SUMMARY:{}", escape(&self.summary)));
        let published = self.evidence.published.as_deref().unwrap_or("undated");
        let from = self.evidence.publisher.as_deref().unwrap_or(&self.evidence.file);
        let description = format!("“{}”\n{from}, {published}", self.evidence.quote);
        line(text, &format!("DESCRIPTION:{}", escape(&description)));
        if let Some(place) = self.place {
            line(text, &format!("LOCATION:{}", escape(place)));
        }
        let file = &self.evidence.file;
        if file.starts_with("https://") || file.starts_with("http://") {
            line(text, &format!("URL:{}", file.replace(|letter: char| letter.is_control(), "")));
        }
        line(text, &format!("CATEGORIES:{}", self.category));
        line(text, &format!("STATUS:{}", self.status));
        line(text, "TRANSP:TRANSPARENT");
        line(text, "END:VEVENT");
    }
}

fn expected<'s>(situation: &'s Situation, expectation: &'s Expectation) -> Option<Entry<'s>> {
    let last = expectation.window.to?;
    let evidence = expectation.evidence.first()?;
    let by = expectation.by.as_deref().map_or("the reporter", |by| called(situation, by));
    let what = match expectation.outcome {
        Outcome::Open => "Last day",
        Outcome::Met => "Last day (met)",
        Outcome::Lapsed => "Last day (lapsed)",
    };
    Some(Entry {
        uid: id(&["expectation", by, &evidence.doc, &evidence.quote]).to_string(),
        first: last,
        last,
        summary: format!("{what}: {} expected by {by}: {}", expectation.outlook.as_str(), expectation.of),
        place: None,
        status: if expectation.outcome == Outcome::Lapsed { "CANCELLED" } else { "TENTATIVE" },
        category: "EXPECTATION",
        evidence,
    })
}

fn planned<'s>(situation: &'s Situation, event: &'s Event) -> Option<Entry<'s>> {
    let is_meeting = event.kind == "CONSULT" || event.kind == "AGREE";
    let status = match event.status {
        EventStatus::Planned => "CONFIRMED",
        EventStatus::Proposed => "TENTATIVE",
        _ => return None,
    };
    let (days, evidence) = (event.on?, event.evidence.first()?);
    let first = days.from.or(days.to)?;
    let everybody: Vec<String> = event.actors.iter().chain(&event.recipients).cloned().collect();
    let who = called_all(situation, &everybody);
    is_meeting.then(|| Entry {
        uid: id(&["meeting", &who, &first.to_string(), &evidence.doc, &evidence.quote]).to_string(),
        first,
        last: days.to.unwrap_or(first).max(first),
        summary: format!("{}: {who}", if event.kind == "CONSULT" { "Meeting" } else { "Agreed step" }),
        place: event.place.as_deref(),
        status,
        category: "MEETING",
        evidence,
    })
}

/// A text value: backslash, semicolon, comma and line ends escaped; other control characters left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' | '\r' => escaped.push_str("\\n"),
            _ if letter.is_control() && letter != '\t' => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A content line, folded so that no line is longer than 75 octets; a letter is never cut.
fn line(text: &mut String, content: &str) {
    let mut width = 0;
    for letter in content.chars() {
        if width + letter.len_utf8() > WIDTH {
            text.push_str("\r\n ");
            width = 1;
        }
        text.push(letter);
        width += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_letters() {
        let rows = [
            ("short".to_owned(), vec!["short"]),
            ("a".repeat(75), vec![&*"a".repeat(75).leak()]),
            ("a".repeat(76), vec![&*"a".repeat(75).leak(), " a"]),
            (format!("{}é!", "a".repeat(74)), vec![&*"a".repeat(74).leak(), " é!"]),
        ];
        for (content, wanted) in rows {
            let mut text = String::new();
            line(&mut text, &content);
            assert_eq!(
                text.strip_suffix("\r\n").map(|text| text.split("\r\n").collect::<Vec<_>>()),
                Some(wanted)
            );
        }
    }

    #[test]
    fn text_is_escaped() {
        let rows = [
            ("a, b; c\\d", "a\\, b\\; c\\\\d"),
            ("one\ntwo\r\nthree", "one\\ntwo\\nthree"),
            ("bell\u{7}", "bell"),
        ];
        for (plain, escaped) in rows {
            assert_eq!(escape(plain), escaped);
        }
    }
}
