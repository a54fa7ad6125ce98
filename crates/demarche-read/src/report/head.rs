//! Reads the head of a report: headline, decks, bylines, date, publisher.
//!
//! In: lines whose furniture is marked. Out: kinds of the head's lines, and what they say of the report.

use super::date::{self, Found, Order};
use super::sheet::Sheet;
use super::{BlockKind, dateline, phrases, shape};

/// What the head says of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its date.
    pub published: Option<Found>,
    /// Whether that date is one of an update.
    updated: bool,
    /// Places of datelines.
    pub places: Vec<String>,
    /// First line after the head.
    pub end: usize,
}

/// Lines that a head may take, furniture included.
const LONGEST: usize = 60;

/// Marks the head of a sheet and reads it.
pub fn mark(sheet: &mut Sheet, order: Order) -> Head {
    let mut head = Head::default();
    let reach = sheet.lines.len().min(LONGEST);
    if !labelled(sheet, reach, order, &mut head) {
        plain(sheet, reach, order, &mut head);
    }
    head
}

/// Reads a head of labelled lines, as e-mails, cables and exports have it ("FM …", "Subject: …"); false if there is none.
fn labelled(sheet: &mut Sheet, reach: usize, order: Order, head: &mut Head) -> bool {
    let label =
        |line: usize| phrases::folded(sheet.at(line)).and_then(|line| phrases::start("header", &line));
    let subject = (0..reach.min(30)).find(|&line| {
        phrases::folded(sheet.at(line)).is_some_and(|line| phrases::start("subject", &line).is_some())
    });
    let Some(subject) = subject else {
        return false;
    };
    let around = subject.saturating_sub(12)..(subject + 8).min(reach);
    // One more label, or a line that says who and when, tells a form from a sentence with a colon.
    let dated = |line: usize| {
        phrases::folded(sheet.at(line)).is_some_and(|line| phrases::start("byline", &line).is_some())
    };
    if around.clone().filter(|&line| label(line).is_some() || dated(line)).count() < 2 {
        return false;
    }
    let last = around
        .filter(|&line| label(line).is_some() && !shape::is_prose(sheet.at(line)))
        .max()
        .unwrap_or(subject);
    let mut end = last + 1;
    for line in 0..=last {
        let text = sheet.at(line).to_owned();
        let Some(folded) = phrases::folded(&text) else {
            continue;
        };
        if phrases::start("subject", &folded).is_some() && head.title.is_none() {
            let value = text.find([':', '/']).or_else(|| text.find(' ')).map_or(0, |at| at + 1);
            let title = text[value..].trim().to_owned();
            sheet.set(line, BlockKind::Headline);
            sheet.cut_front(line, value);
            // A long subject runs on.
            let mut next = line + 1;
            let mut title = title;
            while next < reach && !sheet.gap(next) && shape::is_capitals(&title, 4) {
                let more = sheet.at(next).to_owned();
                let labelled =
                    phrases::folded(&more).is_none_or(|line| phrases::start("header", &line).is_some());
                if labelled || !shape::is_capitals(&more, 4) || shape::marker(&more) > 0 {
                    break;
                }
                title = format!("{title} {more}");
                sheet.set(next, BlockKind::Headline);
                next += 1;
            }
            end = end.max(next);
            head.title = Some(title);
            continue;
        }
        if sheet.kind(line) == Some(BlockKind::Headline) {
            continue;
        }
        sheet.set(line, BlockKind::Byline);
        head.read_dates(&text, order);
        let value = |label: &str| {
            let bare = folded.strip_prefix(label)?;
            text.get(text.len() - bare.len()..).map(str::trim).filter(|value| !value.is_empty())
        };
        let author = ["from:", "author:", "byline:", "fm "].iter().find_map(|label| value(label));
        if let Some(author) = author.filter(|_| head.byline.is_none()) {
            let name = author.split(['<', '(']).next().unwrap_or(author).trim().trim_matches('"');
            if !name.is_empty() {
                head.byline = Some(name.to_owned());
            }
        }
        if let Some(publisher) = ["publisher:", "source:"].iter().find_map(|label| value(label)) {
            head.publisher.get_or_insert_with(|| publisher.to_owned());
        }
    }
    head.end = end;
    // A by-line and a date may still stand between the labels and the text.
    while head.end < reach
        && (sheet.kind(head.end) == Some(BlockKind::Boilerplate) || is_byline(sheet, head.end, order))
    {
        if sheet.is_open(head.end) {
            head.read_byline(sheet.at(head.end), order);
            sheet.set(head.end, BlockKind::Byline);
        }
        head.end += 1;
    }
    true
}

/// Reads the head of a plain text: the first line that is no furniture is its headline.
fn plain(sheet: &mut Sheet, reach: usize, order: Order, head: &mut Head) {
    let given = (0..reach).find(|&line| sheet.kind(line) == Some(BlockKind::Headline));
    let repeated = (0..reach.min(30)).filter(|_| given.is_none()).find(|&line| {
        let text = sheet.at(line);
        shape::words(text) >= 4
            && !shape::is_prose(text)
            && (line + 1..(line + 4).min(reach)).any(|next| same(sheet.at(next), text))
    });
    let mut line = match given.or(repeated) {
        Some(headline) => {
            for above in 0..headline {
                if sheet.is_open(above) {
                    sheet.set(above, BlockKind::Boilerplate);
                }
            }
            if sheet.kind(headline) == Some(BlockKind::Boilerplate)
                && let Some(line) = sheet.lines.get_mut(headline)
            {
                line.kind = None;
            }
            headline
        }
        None => skip_mastheads(sheet, reach, order, head),
    };
    while line < reach && sheet.kind(line) == Some(BlockKind::Boilerplate) {
        line += 1;
    }
    if line >= reach {
        return;
    }
    if given == Some(line) || (sheet.is_open(line) && is_headline(sheet, line, order)) {
        sheet.set(line, BlockKind::Headline);
        head.title = Some(sheet.at(line).to_owned());
        line += 1;
    }
    let headline = head.title.clone().unwrap_or_default();
    let mut bylines = 0;
    // Whether a deck may still stand here: right under the headline or another deck.
    let mut under = !headline.is_empty();
    while line < reach {
        let text = sheet.at(line).to_owned();
        match sheet.kind(line) {
            None => {}
            Some(BlockKind::Byline) => head.read_byline(&text, order),
            Some(BlockKind::Boilerplate | BlockKind::Headline) => {}
            // Where the markup says that the body begins, it does.
            Some(_) => break,
        }
        if !sheet.is_open(line) {
            line += 1;
            continue;
        }
        if !headline.is_empty() && same(&text, &headline) {
            sheet.set(line, BlockKind::Boilerplate);
        } else if under && !sheet.gap(line) && shape::marker(&text) > 0 {
            sheet.set(line, BlockKind::Headline);
            sheet.cut_front(line, shape::marker(&text));
        } else if phrases::folded(&text)
            .is_some_and(|text| phrases::is("summary", &text) || phrases::start("summary", &text).is_some())
        {
            break;
        } else if is_byline(sheet, line, order) {
            if bylines > 5 || (bylines > 0 && sheet.gap(line) && is_bare_name(sheet, line, order)) {
                break;
            }
            head.read_byline(&text, order);
            sheet.set(line, BlockKind::Byline);
            under = false;
            bylines += 1;
        } else if under && bylines == 0 && text.len() <= 300 && byline_follows(sheet, line, reach, order) {
            sheet.set(line, BlockKind::Headline);
        } else {
            break;
        }
        line += 1;
    }
    head.end = line;
}

/// Marks the lines above the headline that name a body or a section ("U.S. DEPARTMENT OF STATE", "ANALYSIS").
fn skip_mastheads(sheet: &mut Sheet, reach: usize, order: Order, head: &mut Head) -> usize {
    let mut line = 0;
    while line < reach {
        if !sheet.is_open(line) {
            line += 1;
            continue;
        }
        let text = sheet.at(line).to_owned();
        let Some(folded) = phrases::folded(&text) else {
            break;
        };
        let section = phrases::is("masthead", &folded);
        let body = shape::words(&text) <= 8
            && !shape::has_stop(&text)
            && (phrases::has_word("masthead", &folded) || phrases::has_word("publisher", &folded))
            && (shape::is_name(&text.replace(['–', '—', '-', '|'], " ")) || shape::is_capitals(&text, 4));
        let above = is_byline(sheet, line, order)
            && (!is_bare_name(sheet, line, order) || phrases::start("byline", &folded).is_some());
        let next = (line + 1..reach).find(|&next| sheet.is_open(next));
        let longer = next.is_some_and(|next| {
            is_headline(sheet, next, order) && (!sheet.gap(next) || section || above) && {
                let below = shape::words(sheet.at(next));
                section || above || below > shape::words(&text)
            }
        });
        let over = next.is_some_and(|next| is_masthead_over(sheet, line, next, reach, order));
        let stacked = next.is_some_and(|next| !sheet.gap(next) && is_byline(sheet, next, order));
        if !over && (!(section || body || above) || !(longer || (above && stacked))) {
            break;
        }
        if above {
            head.read_byline(&text, order);
        } else if (body || over) && !section && head.publisher.is_none() {
            head.publisher = Some(text);
        }
        sheet.set(line, BlockKind::Byline);
        line += 1;
    }
    line
}

/// Whether a line names the house, with its office and date under it and the headline below a blank line.
fn is_masthead_over(sheet: &Sheet, line: usize, next: usize, reach: usize, order: Order) -> bool {
    let text = sheet.at(line);
    let named = shape::words(text) <= 6 && (shape::is_capitals(text, 4) || shape::is_name(text));
    if !named || sheet.gap(next) || !is_byline(sheet, next, order) {
        return false;
    }
    let below = (next..reach).find(|&below| sheet.is_open(below) && !is_byline(sheet, below, order));
    below.is_some_and(|below| {
        sheet.gap(below)
            && sheet.gap(below + 1)
            && shape::words(sheet.at(below)) >= 5
            && !shape::has_stop(sheet.at(below))
            && is_headline(sheet, below, order)
    })
}

/// Whether a line can be the headline.
fn is_headline(sheet: &Sheet, line: usize, order: Order) -> bool {
    let text = sheet.at(line);
    if text.len() > 300 || !text.contains(char::is_alphabetic) || shape::marker(text) > 0 {
        return false;
    }
    if dateline::read(text, order).is_some_and(|found| found.date.is_some() || found.agency.is_some()) {
        return false;
    }
    let full_stop = text.ends_with('.') && !text.ends_with("...");
    let most = if full_stop { 14 } else { 25 };
    !shape::has_stop(text) || shape::words(text) <= most
}

/// Whether a line says who and when rather than what.
fn is_byline(sheet: &Sheet, line: usize, order: Order) -> bool {
    let text = sheet.at(line);
    let Some(folded) = phrases::folded(text).filter(|folded| folded.len() <= 200) else {
        return false;
    };
    let words = shape::words(text);
    if phrases::is("byline", &folded) {
        return true;
    }
    if let Some(start) = phrases::start("byline", &folded) {
        let after = text.get(start.len()..).unwrap_or("").trim_start_matches([':', ' ']);
        let named = after.is_empty() || after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let closed = text.ends_with('.') && words > 12;
        if !closed && (named || start.len() > 6) {
            return true;
        }
    }
    if phrases::within("byline", &folded) && words <= 20 {
        return true;
    }
    if dateline::alone(text, order).is_some() {
        return true;
    }
    let dates = date::find(text, order);
    let dated: usize = dates.iter().filter(|date| date.year.is_some()).map(|date| date.range.len()).sum();
    if dated > 0 {
        let rest = text.len() - dated;
        let closed = text.ends_with('.') && words > 8;
        return !closed && (rest <= 50 || rest <= dated * 2) && shape::words(text) <= 18;
    }
    is_bare_name(sheet, line, order)
}

/// Whether a line is nothing but a name, a desk, a paper or a place: a byline only where others stand by it.
fn is_bare_name(sheet: &Sheet, line: usize, order: Order) -> bool {
    let text = sheet.at(line);
    if text.len() > 90
        || shape::has_stop(text)
        || date::find(text, order).iter().any(|date| date.year.is_some())
    {
        return false;
    }
    let (name, rest) = text.split_once([',', '|']).unwrap_or((text, ""));
    let folded = text.to_lowercase();
    let known = phrases::has_word("role", &folded) || phrases::has_word("publisher", &folded);
    let limit = if known { 6 } else { 4 };
    (shape::is_name(name) || (known && shape::words(name) <= 3 && name.starts_with(char::is_uppercase)))
        && shape::words(name) <= limit
        && shape::words(rest) <= 6
}

/// Whether one of the next lines of the head says who and when.
fn byline_follows(sheet: &Sheet, line: usize, reach: usize, order: Order) -> bool {
    (line + 1..reach)
        .filter(|&next| sheet.is_open(next))
        .take(3)
        .take_while(|&next| !shape::is_prose(sheet.at(next)) || is_byline(sheet, next, order))
        .any(|next| is_byline(sheet, next, order))
}

/// Whether two lines say the same, case and closing marks aside.
pub fn same(one: &str, other: &str) -> bool {
    let bare = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    one.len().abs_diff(other.len()) <= 8 && one.len() <= 400 && bare(one) == bare(other)
}

impl Head {
    fn read_dates(&mut self, text: &str, order: Order) -> Vec<Found> {
        let found = date::find(text, order);
        for date in found.iter().filter(|date| date.year.is_some()) {
            let before = text[..date.range.start].to_lowercase();
            let label = before.rsplit(['|', '·', ';', ',']).next().unwrap_or("");
            let updated =
                ["updated", "modified", "revised", "amended"].iter().any(|word| label.contains(word));
            if self.published.is_none() || (self.updated && !updated) {
                self.published = Some(date.clone());
                self.updated = updated;
            }
        }
        found
    }

    /// Reads a line of the head: date, author, publisher, place.
    fn read_byline(&mut self, text: &str, order: Order) {
        if let Some(found) = dateline::alone(text, order)
            && (found.agency.is_some() || found.places.iter().all(|place| phrases::is_place(place)))
        {
            self.read_dates(text, order);
            self.places.extend(found.places);
            self.publisher = self.publisher.take().or(found.agency);
            return;
        }
        let mut rest = String::with_capacity(text.len());
        let mut from = 0;
        for date in self.read_dates(text, order) {
            rest.push_str(&text[from..date.range.start]);
            rest.push('|');
            from = date.range.end;
        }
        rest.push_str(&text[from..]);
        let dated = from > 0;
        let divided =
            rest.replace(" - ", "|").replace(" – ", "|").replace(" — ", "|").replace(". ", ".\u{1}");
        for piece in divided.split(['|', '·', '•', ';']) {
            let piece = piece.replace('\u{1}', " ");
            let outside = piece.split('(').next().unwrap_or("");
            self.read_piece(outside.trim_matches([' ', ',', '.', '/', ')']), dated);
        }
    }

    fn read_piece(&mut self, piece: &str, dated: bool) {
        let Some(folded) = phrases::folded(piece).filter(|folded| !folded.is_empty()) else {
            return;
        };
        const AUTHOR: [&str; 20] = [
            "by ",
            "updates by ",
            "live updates by ",
            "reported by ",
            "reporting by ",
            "report by ",
            "written by ",
            "words by ",
            "words: ",
            "text by ",
            "text: ",
            "story by ",
            "analysis by ",
            "commentary by ",
            "opinion by ",
            "interview by ",
            "author: ",
            "authors: ",
            "from ",
            "byline: ",
        ];
        if let Some(label) = AUTHOR.iter().find(|label| folded.starts_with(**label)) {
            let name = piece.get(label.len()..).unwrap_or("").trim();
            // Blogs sign with a handle.
            let handle = dated && !name.is_empty() && !name.contains(' ');
            if (handle || name.starts_with(char::is_uppercase)) && self.byline.is_none() {
                self.byline = Some(name.to_owned());
            }
            return;
        }
        let known = phrases::start("byline", &folded);
        let office = known.is_some_and(|start| start.ends_with(" of") || start.ends_with(" of the"));
        if (known.is_some() && !office)
            || phrases::is("byline", &folded)
            || phrases::within("byline", &folded)
        {
            return;
        }
        let whole = piece.split(',').next().unwrap_or(piece).trim();
        if phrases::is_place(whole) || (shape::words(piece) == 1 && !shape::is_capitals(piece, 2) && !dated) {
            if piece.starts_with(char::is_uppercase) && !phrases::has_word("publisher", &folded) {
                self.places.push(whole.to_owned());
            }
        } else if phrases::has_word("role", &folded) || office {
            self.byline.get_or_insert_with(|| piece.to_owned());
        } else if phrases::has_word("publisher", &folded) {
            self.publisher.get_or_insert_with(|| piece.to_owned());
        } else if (shape::is_name(whole) && shape::words(whole) >= 2)
            || (phrases::has_word("masthead", &folded) && shape::is_name(piece))
        {
            self.byline.get_or_insert_with(|| piece.to_owned());
        }
    }
}
