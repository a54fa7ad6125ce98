//! Figures: what is counted, in digits or in words.
//!
//! In: the words of a sentence. Out: [`Figure`]s, and whether two agree.

use crate::ask::lexicon;
use crate::ask::token::Token;

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its value.
    pub value: f64,
    /// Place of its first word.
    pub place: usize,
    /// As written.
    pub words: String,
    /// Stems of the words after it, what is counted among them.
    pub counted: Vec<String>,
    /// "About", "nearly": the value is rounded.
    pub rough: bool,
}

const UNITS: [(&str, f64); 33] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("fortnight", 2.0),
    ("twice", 2.0),
    ("double", 2.0),
    ("half", 0.5),
    ("third", 1.0 / 3.0),
    ("quarter", 0.25),
];
const SCALES: [(&str, f64); 5] =
    [("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("dozen", 12.0)];
const ROUGH: [&str; 12] = [
    "about",
    "around",
    "nearly",
    "almost",
    "some",
    "roughly",
    "over",
    "than",
    "least",
    "approximately",
    "most",
    "up",
];

/// The figures of a sentence; fractions and years are left out, and "the two", which points more than it counts.
pub fn figures(text: &str, tokens: &[Token<'_>]) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        let start = place;
        let Some(mut value) = value(&tokens[place]) else {
            place += 1;
            continue;
        };
        place += 1;
        // "Twenty-one", "two and a half", "1.5 million".
        while let Some(next) = tokens.get(place) {
            let word = next.folded();
            if let Some((_, scale)) = SCALES.iter().find(|(name, _)| word.trim_end_matches('s') == *name) {
                value *= scale;
            } else if word == "half" {
                value += 0.5;
            } else if value >= 20.0 && value % 10.0 == 0.0 && value < 100.0 && !next.is_number() {
                match self::value(next).filter(|unit| *unit < 10.0) {
                    Some(unit) => value += unit,
                    None => break,
                }
            } else if word == "and" && tokens.get(place + 2).is_some_and(|half| half.text == "half") {
                place += 1;
            } else {
                break;
            }
            place += 1;
        }
        let before = start.checked_sub(1).map(|before| tokens[before].folded()).unwrap_or_default();
        let digits = tokens[start].is_number();
        let year = digits && place == start + 1 && (1900.0..2100.0).contains(&value) && value.fract() == 0.0;
        let points = !digits && ["the", "these", "those", "both", "other", "one"].contains(&before.as_str());
        let bracketed =
            text.get(..tokens[start].start).is_some_and(|before| before.ends_with(['[', '^', '-']));
        let about = tokens.get(place).map(Token::folded).unwrap_or_default();
        let tells = matches!(about.as_str(), "accounts" | "sides" | "reports" | "versions");
        if year || tells && !digits || points || bracketed || value < 1.5 && !digits {
            continue;
        }
        let counted =
            tokens[place..tokens.len().min(place + 4)].iter().map(|token| token.stem.clone()).collect();
        let end = tokens[place - 1].end;
        found.push(Figure {
            value,
            place: start,
            words: text.get(tokens[start].start..end).unwrap_or_default().to_owned(),
            counted,
            rough: ROUGH.contains(&before.as_str()),
        });
    }
    found
}

fn value(token: &Token<'_>) -> Option<f64> {
    if token.is_number() {
        // "20%" and "2nd" give their digits.
        let digits: String =
            token.text.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
        return digits.replace(',', "").trim_end_matches('.').parse().ok();
    }
    let word = token.folded();
    UNITS
        .iter()
        .chain(&SCALES)
        .find(|(name, _)| *name == word || *name == word.trim_end_matches('s'))
        .and_then(|(name, value)| {
            // "A third of" and "half" count nothing by themselves.
            (!matches!(*name, "half" | "third" | "quarter")).then_some(*value)
        })
}

impl Figure {
    /// Whether both may be the same number.
    pub fn agrees(&self, other: &Figure) -> bool {
        let larger = self.value.abs().max(other.value.abs()).max(1e-9);
        let apart = (self.value - other.value).abs() / larger;
        apart < 1e-6 || (self.rough || other.rough) && apart <= 0.12
    }
    /// Whether both count the same things.
    pub fn counts_with(&self, other: &Figure) -> bool {
        let means = |left: &String, right: &String| {
            left == right
                || lexicon::passes_for(left)
                    .iter()
                    .any(|stand| stand.stems == [right.clone()] && stand.strength > 0.7)
        };
        self.counted.iter().take(3).any(|own| {
            own.len() > 2
                && !["and", "the", "for", "with", "that"].contains(&own.as_str())
                && other.counted.iter().take(3).any(|their| means(own, their))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::token::words;

    #[test]
    fn numbers_are_read() {
        for (text, wanted) in [
            ("six B-2 bombers", vec![6.0]),
            ("two and a half hours", vec![2.5]),
            ("more than $1 billion", vec![1e9]),
            ("5,600 soldiers", vec![5600.0]),
            ("above 3.67 per cent in 2025", vec![3.67]),
            ("twenty-one ships and the two sides", vec![21.0]),
            ("a million barrels", vec![1e6]),
            ("one of them", vec![]),
        ] {
            let found: Vec<f64> = figures(text, &words(text)).iter().map(|figure| figure.value).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
