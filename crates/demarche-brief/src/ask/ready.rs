//! Whether a passage holds the kind of thing that a question wants: a day, a number, a stretch of time, a reason.

use super::find::Finding;
use super::index::Entry;
use super::question::{Form, Question};
use super::token::Token;
use demarche_assess::vocabulary::Period;

/// Whether the passage can answer at all, and how readily, 0 to 1.
pub fn readiness(entry: &Entry<'_>, finding: &Finding, question: &Question<'_>) -> Option<f32> {
    match question.form {
        Form::When => {
            let time = nearest_time(entry, finding);
            if question.says(&["day", "date"]) && time.is_some_and(|time| !is_day(time)) {
                return None;
            }
            (time.is_some() || entry.tokens.iter().any(tells_when)).then_some(0.2)
        }
        Form::HowLong => stretch(&entry.tokens).then_some(0.2),
        Form::HowMany => {
            (counts(entry, finding, question) && beside_key(finding, question) >= 0.45).then_some(0.2)
        }
        Form::Why => Some(if gives_reason(entry) { 0.25 } else { 0.0 }),
        Form::Who if question.names_office() => bears_office(entry, finding, question).then_some(0.2),
        Form::Who if question.says(&["will"]) && doer_for_deed(entry, finding, question) => None,
        Form::Who => Some(if newcomers(entry, question) { 0.1 } else { 0.0 }),
        Form::Where => Some(if places(entry, question) { 0.15 } else { 0.0 }),
        _ => Some(0.0),
    }
}

/// Share of the terms beside the key that the passage itself holds, 0 to 1; 1 where there are none.
fn beside_key(finding: &Finding, question: &Question<'_>) -> f32 {
    // Names that nobody was recognised by do not say what is counted.
    let name = |term: usize| question.tokens[question.terms[term].token].text.starts_with(char::is_uppercase);
    let beside = || (0..question.terms.len()).filter(|term| Some(*term) != question.key && !name(*term));
    let whole: f32 = beside().map(|term| question.terms[term].weight).sum();
    let met: f32 = beside()
        .map(|term| question.terms[term].weight * if finding.places[term].is_some() { 1.0 } else { 0.0 })
        .sum();
    if whole > 0.0 { met / whole } else { 1.0 }
}

/// Whether the passage only has a doer ("leader") where the question asks for a deed ("lead").
fn doer_for_deed(entry: &Entry<'_>, finding: &Finding, question: &Question<'_>) -> bool {
    let Some((key, place)) = question.key.and_then(|key| Some((key, finding.places[key]?))) else {
        return false;
    };
    let doer = |text: &str| ["er", "ers", "or", "ors"].iter().any(|ending| text.ends_with(ending));
    doer(entry.tokens[place].text) && !doer(question.tokens[question.terms[key].token].text)
}

/// Whether somebody is named in the passage right beside the office that is asked for.
fn bears_office(entry: &Entry<'_>, finding: &Finding, question: &Question<'_>) -> bool {
    let Some(place) = question.key.and_then(|key| finding.places[key]) else { return false };
    let beside = &entry.tokens[place.saturating_sub(6)..(place + 5).min(entry.tokens.len())];
    let named: Vec<usize> =
        super::index::countries(beside).into_iter().flat_map(|(_, range)| range).collect();
    let newcomer = |(at, token): (usize, &Token<'_>)| {
        at > 0
            && token.text.starts_with(char::is_uppercase)
            && !named.contains(&at)
            && !question.tokens.iter().any(|asked| asked.stem == token.stem)
    };
    let asked = question.key.map(|key| &question.tokens[question.terms[key].token].stem);
    let same = asked == Some(&entry.tokens[place].stem) && !entry.tokens[place].text.ends_with('s');
    same && beside.iter().enumerate().any(newcomer)
}

/// The time in the passage that stands nearest to the words that match.
pub fn nearest_time(entry: &Entry<'_>, finding: &Finding) -> Option<Period> {
    let start = entry.passage.span.start;
    let distance = |at: u32| {
        let at = at.saturating_sub(start) as i64;
        let places = finding.matched().filter_map(|place| entry.tokens.get(place));
        places.map(|token| (token.start as i64 - at).abs()).min().unwrap_or(at)
    };
    entry.times.iter().min_by_key(|(span, _)| distance(span.start)).map(|(_, period)| *period)
}

fn is_day(period: Period) -> bool {
    period.from.zip(period.to).is_none_or(|(from, to)| (to - from).get_days() < 7)
}

fn tells_when(token: &Token<'_>) -> bool {
    const TIMES: [&str; 32] = [
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
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "yesterday",
        "today",
        "tomorrow",
        "tonight",
        "week",
        "weeks",
        "days",
        "month",
        "months",
        "soon",
        "year",
        "weekend",
        "election",
    ];
    let year = token.text.len() == 4 && (token.text.starts_with("19") || token.text.starts_with("20"));
    let name = token.text != "may" && TIMES.contains(&token.folded().as_str());
    name || year && token.is_number()
}

const NUMBERS: [&str; 34] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "eighteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "billion",
    "dozen",
    "dozens",
    "several",
];

fn is_count(token: &Token<'_>) -> bool {
    token.is_number() || NUMBERS.contains(&token.folded().as_str())
}

/// "Within two months", "for 90 days", "in the coming weeks".
fn stretch(tokens: &[Token<'_>]) -> bool {
    const UNITS: [&str; 14] = [
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "fortnight",
        "decade",
    ];
    tokens.iter().enumerate().any(|(place, token)| {
        let before = &tokens[place.saturating_sub(2)..place];
        UNITS.contains(&token.folded().as_str())
            && (before.iter().any(is_count)
                || before
                    .iter()
                    .any(|token| ["coming", "within", "few", "next", "a"].contains(&token.folded().as_str())))
    })
}

/// Whether the thing counted stands with a number.
fn counts(entry: &Entry<'_>, finding: &Finding, question: &Question<'_>) -> bool {
    let Some(key) = question.key else { return false };
    let money = question.says(&["money", "funding", "cost", "pay", "paid", "aid"])
        && entry.passage.quote.contains(['$', '€', '£']);
    let Some(place) = finding.places[key] else {
        return money;
    };
    let window = &entry.tokens[place.saturating_sub(4)..place];
    let after = entry.tokens.get(place + 1..(place + 8).min(entry.tokens.len())).unwrap_or_default();
    // "Its force from about 13,000 to 8,600": digits may follow, spelled numbers must come before.
    money || window.iter().any(is_count) || after.iter().any(Token::is_number)
}

/// Words that give a reason or a purpose.
fn gives_reason(entry: &Entry<'_>) -> bool {
    const REASONS: [&str; 22] = [
        "because",
        "in response",
        "as part of",
        "in order to",
        "so that",
        "aimed at",
        "designed to",
        "meant to",
        "intended to",
        "deter",
        "until",
        "owing to",
        "due to",
        "on the grounds",
        "in retaliation",
        "in protest",
        "since ",
        "after ",
        "reason",
        " as soon as",
        "to protect",
        "to prevent",
    ];
    let quote = entry.passage.quote.to_lowercase();
    REASONS.iter().any(|reason| quote.contains(reason))
}

/// Whether the passage names somebody whom the question does not.
fn newcomers(entry: &Entry<'_>, question: &Question<'_>) -> bool {
    entry.actors.iter().any(|actor| !question.named.iter().any(|who| who.actors.contains(actor)))
}

/// Whether the passage names a place that the question does not.
fn places(entry: &Entry<'_>, question: &Question<'_>) -> bool {
    entry.tokens.windows(2).any(|pair| {
        ["in", "at", "near", "to", "off", "aboard", "over", "from", "through", "of"].contains(&pair[0].text)
            && pair[1].text.starts_with(char::is_uppercase)
            && !question.tokens.iter().any(|token| token.stem == pair[1].stem)
    })
}
