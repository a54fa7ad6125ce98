//! Tells the lines of a body apart: summary, headings, items, questions and answers, furniture.
//!
//! In: the sheet, its head marked. Out: a kind for every line.

use super::date::{self, Order};
use super::sheet::Sheet;
use super::{BlockKind, head, phrases, shape};
use std::collections::BTreeMap;

/// Marks the lines that are no part of any report: cookie banners, share lines, captions, links to other stories.
pub fn mark_furniture(sheet: &mut Sheet) {
    let gaps = sheet.lines.iter().skip(1).any(|line| line.gap);
    let mut line = 0;
    while line < sheet.lines.len() {
        let Some(text) = sheet.is_open(line).then(|| phrases::folded(sheet.at(line))).flatten() else {
            line += 1;
            continue;
        };
        let prose = shape::is_prose(&text) && shape::words(&text) > 24;
        let furniture = (!text.contains(char::is_alphabetic) && !is_date(&text))
            || phrases::is("boilerplate", &text)
            || (!prose && phrases::start("boilerplate", &text).is_some() && shape::words(&text) <= 40)
            || (shape::words(&text) <= 40 && phrases::within("boilerplate", &text))
            || is_ticker(&text);
        let cluster = phrases::is("cluster", &text);
        if furniture || cluster {
            sheet.set(line, BlockKind::Boilerplate);
        }
        line += 1;
        if !cluster {
            continue;
        }
        // The links under "Read more" belong to it, up to a blank line or running text.
        let first = line;
        while line < sheet.lines.len()
            && line < first + 8
            && sheet.is_open(line)
            && !sheet.gap(line)
            && is_link(sheet.at(line))
            // Without blank lines the last short line before running text may be a heading of the body.
            && (gaps || !shape::is_prose(sheet.at(line + 1)) )
        {
            sheet.set(line, BlockKind::Boilerplate);
            line += 1;
        }
    }
}

fn is_link(text: &str) -> bool {
    shape::words(text) <= 18 && !text.ends_with('.')
}

/// Prices side by side, a path of links: "Sep wheat 777 (+2.5%) | Dec wheat 332 (+1.9%)", "Home > World".
fn is_ticker(text: &str) -> bool {
    let bars = text.matches(" | ").count();
    let numbers = text.split_whitespace().filter(|word| word.contains(|c: char| c.is_ascii_digit())).count();
    let path = text.matches(" > ").count() + text.matches(" › ").count() + text.matches(" » ").count();
    (bars >= 1 && numbers > bars * 2 && text.contains('%'))
        || (path >= 1 && shape::words(text) <= 14 && !shape::has_stop(text))
}

/// Marks every line that is still open.
pub fn mark(sheet: &mut Sheet, start: usize, title: &str) {
    mark_summary(sheet, start);
    mark_turns(sheet, start);
    mark_interview(sheet, start);
    for line in start..sheet.lines.len() {
        if !sheet.is_open(line) {
            continue;
        }
        let text = sheet.at(line);
        let marker = shape::marker(text);
        let stamp = shape::stamp(text);
        if marker > 0 {
            sheet.set(line, BlockKind::Item);
            sheet.cut_front(line, marker);
        } else if !title.is_empty() && head::same(text, title) {
            sheet.set(line, BlockKind::Boilerplate);
        } else if is_heading(sheet, line) {
            sheet.set(line, BlockKind::Heading);
            sheet.cut_front(line, stamp);
        } else if is_sign_off(sheet, line) {
            sheet.set(line, BlockKind::Byline);
        } else {
            sheet.set(line, BlockKind::Paragraph);
            sheet.cut_front(line, stamp);
        }
    }
}

/// Whether a line is a date and little else.
fn is_date(text: &str) -> bool {
    text.len() <= 80
        && date::find(text, Order::DayFirst)
            .first()
            .is_some_and(|found| found.year.is_some() && found.range.len() * 2 >= text.len())
}

/// A line after the story that says who wrote it, or when.
fn is_sign_off(sheet: &Sheet, line: usize) -> bool {
    let text = sheet.at(line);
    let bracketed = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    let last = line + 4 >= sheet.lines.len();
    phrases::folded(text).is_some_and(|folded| {
        let start = phrases::start("byline", &folded);
        let biography = line + 2 >= sheet.lines.len()
            && shape::words(text) <= 40
            && shape::is_name(&text.split(' ').take(2).collect::<Vec<_>>().join(" "))
            && phrases::within("biography", &folded);
        biography
            || (last && is_date(text))
            || (bracketed && (start.is_some() || phrases::within("byline", &folded)))
            || (last
                && shape::words(text) <= 40
                && start.is_some_and(|start| {
                    [
                        "the author",
                        "the writer",
                        "about the author",
                        "additional",
                        "with ",
                        "reporting by",
                        "edited by",
                        "writing by",
                        "compiled by",
                        "translated by",
                    ]
                    .iter()
                    .any(|sign| start.starts_with(sign))
                }))
    })
}

/// Whether a line heads what follows: short, open at its end, with running text or a list under it.
fn is_heading(sheet: &Sheet, line: usize) -> bool {
    let text = sheet.at(line);
    let Some(folded) = phrases::folded(text) else {
        return false;
    };
    if phrases::is("heading", &folded) || phrases::is("summary", &folded) || phrases::is("faq", &folded) {
        return true;
    }
    let words = shape::words(text);
    let long = if shape::is_capitals(text, 4) { 25 } else { 14 };
    let ends = text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', ',', ';', '…']);
    if words > long || (ends && !text.ends_with("U.S.")) || !text.contains(char::is_alphabetic) {
        return false;
    }
    if text.starts_with(char::is_lowercase) || has_inner_stop(text) {
        return false;
    }
    if text.ends_with(':') && words > 6 {
        return false;
    }
    // Something longer must follow.
    (line + 1..sheet.lines.len()).find(|&next| sheet.kind(next) != Some(BlockKind::Boilerplate)).is_some_and(
        |next| {
            let under = sheet.at(next);
            shape::is_prose(under)
                || shape::marker(under) > 0
                || shape::words(under) > words
                || shape::has_stop(under)
        },
    )
}

/// Whether a sentence ends inside a line: two sentences are no heading.
fn has_inner_stop(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].rsplit([' ', '.']).next().unwrap_or("");
        word.chars().count() > 3 && text[at + 2..].starts_with(char::is_uppercase)
    })
}

/// Marks what stands under "Summary", "Key points" or "What we know" before the body begins.
fn mark_summary(sheet: &mut Sheet, start: usize) {
    let reach = sheet.lines.len().min(start + 6);
    let label = (start..reach).find(|&line| {
        sheet.is_open(line)
            && phrases::folded(sheet.at(line)).is_some_and(|text| {
                phrases::is("summary", &text) || phrases::start("summary", strip_number(&text)).is_some()
            })
    });
    let Some(label) = label else {
        return;
    };
    let folded = phrases::folded(sheet.at(label)).unwrap_or_default();
    if !phrases::is("summary", &folded) {
        let text = sheet.at(label);
        let number = shape::marker(text);
        sheet.set(label, BlockKind::Summary);
        sheet.cut_front(label, number);
        return;
    }
    sheet.set(label, BlockKind::Heading);
    let list = shape::marker(sheet.at(label + 1)) > 0;
    let mut line = label + 1;
    while line < sheet.lines.len() && line <= label + 12 {
        let text = sheet.at(line);
        let marker = shape::marker(text);
        let inside = if list {
            marker > 0
        } else {
            // The body starts at its dateline, at a heading, or, where blank lines part blocks, after the first of them.
            shape::is_prose(text)
                && line <= label + 3
                && (line == label + 1 || !sheet.gap(line))
                && super::dateline::read(text, Order::DayFirst).is_none()
        };
        if !inside {
            break;
        }
        sheet.set(line, BlockKind::Summary);
        sheet.cut_front(line, marker);
        line += 1;
    }
}

fn strip_number(text: &str) -> &str {
    &text[shape::marker(text)..]
}

/// Bytes of the speaker's label at the start of a line ("QUESTION:", "MS BRUCE:", "Q1:", "Foreign Minister Araghchi:").
fn label(text: &str) -> Option<&str> {
    let end = text.char_indices().take(61).find(|(_, character)| *character == ':')?.0;
    let label = &text[..end];
    let follows = text[end + 1..].starts_with(' ') && text.len() > end + 2;
    let worded = label.split(' ').count() <= 6 && label.starts_with(char::is_uppercase);
    let plain = label.chars().all(|c| c.is_alphanumeric() || " .'’-()".contains(c));
    let name =
        shape::is_name(label.trim_end_matches(|c: char| c.is_ascii_digit())) || shape::is_capitals(label, 1);
    (follows && worded && plain && name).then_some(label)
}

/// Whether a label asks: "Q", "Q3", "QUESTION", "Reporter".
fn asks(label: &str) -> bool {
    let bare = label.trim_end_matches(|c: char| c.is_ascii_digit() || " .)".contains(c));
    let lower = bare.to_lowercase();
    matches!(
        lower.as_str(),
        "q" | "question" | "reporter" | "journalist" | "interviewer" | "host" | "media" | "press"
    )
}

/// Marks the turns of transcripts and labelled questions with their answers.
fn mark_turns(sheet: &mut Sheet, start: usize) {
    // How often each label opens a line, and how often what it opens ends in a question mark.
    let mut labels: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in start..sheet.lines.len() {
        if !sheet.is_open(line) && sheet.kind(line) != Some(BlockKind::Heading) {
            continue;
        }
        let text = sheet.at(line);
        if let Some(label) = label(text) {
            let key = if asks(label) { "Q".to_owned() } else { label.to_owned() };
            let count = labels.entry(key).or_default();
            count.0 += 1;
            count.1 += usize::from(text.trim_end_matches(['"', '”']).ends_with('?'));
        }
    }
    let speakers = labels.values().filter(|(count, _)| *count >= 2).count();
    // Reporters who ask once each, under the names of their papers, make a transcript with one who answers.
    let askers: usize =
        labels.values().filter(|(count, questions)| questions * 3 >= count * 2).map(|(_, asked)| asked).sum();
    let asked = labels.get("Q").is_some_and(|(count, _)| *count >= 2)
        || labels.values().any(|(count, questions)| *count >= 2 && questions * 3 >= count * 2)
        || (askers >= 2 && speakers >= 1);
    let unlabelled = (start..sheet.lines.len())
        .any(|line| phrases::folded(sheet.at(line)).is_some_and(|text| phrases::is("faq", &text)));
    if !asked && speakers < 2 && !unlabelled {
        return;
    }
    let transcript = labels.iter().any(|(label, (count, _))| label != "Q" && label != "A" && *count >= 2)
        || labels.contains_key("A");
    let mut turn = None;
    let mut faq = false;
    let mut runs = Runs::default();
    for line in start..sheet.lines.len() {
        let text = sheet.at(line);
        let found = label(text).map(|label| if asks(label) { "Q" } else { label });
        let spoken = found.and_then(|label| {
            let (count, questions) = labels.get(label)?;
            let question = label == "Q" || questions * 3 >= count * 2;
            let named = question || *count >= 2 || shape::is_capitals(label, 3) || label == "A";
            (asked || speakers >= 2).then_some(())?;
            named.then_some(if question { BlockKind::Question } else { BlockKind::Answer })
        });
        if phrases::folded(text).is_some_and(|text| phrases::is("faq", &text)) {
            faq = true;
            turn = None;
            if sheet.is_open(line) {
                sheet.set(line, BlockKind::Heading);
            }
        } else if sheet.kind(line) == Some(BlockKind::Boilerplate) && !sheet.lines[line].given {
            // "# # #" closes a transcript, an advertisement does not.
            if !text.contains(char::is_alphabetic) {
                turn = None;
            }
        } else if !sheet.is_open(line)
            && !(sheet.kind(line) == Some(BlockKind::Heading) && (spoken.is_some() || faq))
        {
            turn = None;
        } else if let Some(kind) = spoken {
            sheet.set(line, kind);
            turn = Some(kind);
            runs.start(kind, line);
        } else if faq && text.ends_with('?') && shape::words(text) <= 30 {
            sheet.set(line, BlockKind::Question);
            turn = Some(BlockKind::Question);
            runs.start(BlockKind::Question, line);
        } else if !sheet.is_open(line)
            || (turn.is_some()
                && is_heading(sheet, line)
                && !text.ends_with('?')
                && (transcript || shape::words(text) <= 8))
        {
            turn = None;
        } else if let Some(kind) = turn {
            // Under a question without an answering label stands its answer.
            let kind = if kind == BlockKind::Question && !transcript { BlockKind::Answer } else { kind };
            let marker = shape::marker(sheet.at(line));
            sheet.set(line, kind);
            sheet.cut_front(line, marker);
            turn = Some(kind);
            runs.add(kind, line);
        }
    }
    runs.trim_last(sheet);
}

/// The runs of lines that answer, to tell where the last answer ends.
#[derive(Default)]
struct Runs {
    answers: Vec<Vec<usize>>,
}

impl Runs {
    fn start(&mut self, kind: BlockKind, line: usize) {
        match kind {
            BlockKind::Question => self.answers.push(Vec::new()),
            _ => self.add(kind, line),
        }
    }
    fn add(&mut self, kind: BlockKind, line: usize) {
        if kind == BlockKind::Answer
            && let Some(run) = self.answers.last_mut()
        {
            run.push(line);
        }
    }
    /// The last answer is no longer than the longest before it: what follows closes the report.
    fn trim_last(&self, sheet: &mut Sheet) {
        let Some((last, before)) = self.answers.split_last() else {
            return;
        };
        let Some(longest) = before.iter().map(Vec::len).max() else {
            return;
        };
        for &line in last.iter().skip(longest.max(1)) {
            if let Some(line) = sheet.lines.get_mut(line) {
                line.kind = None;
            }
        }
    }
}

/// Marks an interview printed without labels: questions are short paragraphs that address "you", answers stand between them.
fn mark_interview(sheet: &mut Sheet, start: usize) {
    let question = |sheet: &Sheet, line: usize| {
        sheet.is_open(line) && {
            let text = sheet.at(line);
            text.trim_end_matches(['"', '”']).ends_with('?')
                && shape::words(text) <= 50
                && shape::marker(text) == 0
        }
    };
    let questions: Vec<usize> = (start..sheet.lines.len()).filter(|&line| question(sheet, line)).collect();
    if questions.len() < 3 {
        return;
    }
    let holds = |line: usize, words: &[&str]| {
        sheet
            .at(line)
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| words.iter().any(|other| word.eq_ignore_ascii_case(other)))
    };
    let addressed = questions.iter().filter(|&&line| holds(line, &["you", "your"])).count();
    let answered =
        questions.iter().filter(|&&line| holds(line + 1, &["i", "we", "our", "my", "us", "me"])).count();
    if addressed * 5 < questions.len() || answered * 3 < questions.len() {
        return;
    }
    let mut runs = Runs::default();
    let first = questions.first().copied().unwrap_or(start);
    let mut asked = questions.iter().copied().peekable();
    for line in first..sheet.lines.len() {
        if asked.next_if_eq(&line).is_some() {
            sheet.set(line, BlockKind::Question);
            runs.start(BlockKind::Question, line);
        } else if sheet.is_open(line) {
            sheet.set(line, BlockKind::Answer);
            runs.add(BlockKind::Answer, line);
        }
    }
    runs.trim_last(sheet);
}
