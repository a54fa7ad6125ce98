//! Takes a draft's sentence apart into claims, each with what can be compared: words, names, figures.
//!
//! In: a sentence of the draft. Out: its [`Claim`]s; none where it claims nothing.

use crate::ask::index::Entry;
use crate::ask::lexicon::{self, Stand};
use crate::ask::question::{IDLE, LIGHT, Named};
use crate::ask::token::Token;
use crate::check::figure::{Figure, figures};
use crate::check::quotation::Quotation;
use crate::check::reports::Reports;
use crate::check::sense::{Sense, senses};
use demarche_assess::situation::{BlockKind, Span};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

/// A word that a claim is made of.
pub struct Term {
    /// Place in the sentence.
    pub place: usize,
    /// What may stand for it.
    pub stands: Vec<Stand>,
    /// How much it tells, 0 to 1, however rare it is.
    pub weight: f32,
}

/// A part of a sentence that can be true or false by itself.
pub struct Claim {
    /// Its words, as places in the sentence.
    pub range: Range<usize>,
    /// Its telling words.
    pub terms: Vec<Term>,
    /// Whom it names.
    pub named: Vec<Named>,
    /// Names that nobody in the reports bears, as places in the sentence.
    pub strangers: Vec<Range<usize>>,
    /// What it counts.
    pub figures: Vec<Figure>,
}

/// A sentence taken apart.
pub struct Taken {
    /// Its claims, in order.
    pub claims: Vec<Claim>,
    /// How each of its words is meant.
    pub senses: Vec<Sense>,
}

const SLIGHT: &str = include_str!("../../lexicon/slight.tsv");

/// Words that tell little or nothing of what is claimed, with their weights.
static WEIGHTS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    let slight = SLIGHT.lines().skip(1).filter_map(|row| row.split_once('\t')).map(|(word, weight)| {
        // A test holds the table to numbers.
        (word, weight.parse().unwrap_or(0.0))
    });
    let light = LIGHT.iter().map(|word| (*word, 0.35));
    let idle = IDLE.iter().map(|word| (*word, 0.0));
    light.chain(idle).chain(slight).collect()
});
/// The same by their stems, for other forms of them.
static STEM_WEIGHTS: LazyLock<HashMap<String, f32>> = LazyLock::new(|| {
    WEIGHTS
        .iter()
        .map(|(word, weight)| (*word, *weight))
        .collect::<BTreeMap<_, _>>()
        .into_iter()
        .map(|(word, weight)| (lexicon::stem(word), weight))
        .collect()
});

/// Takes a sentence apart.
pub fn take(entry: &Entry<'_>, reports: &Reports<'_>, quotations: &[Quotation]) -> Taken {
    let text = &entry.passage.quote;
    let tokens = &entry.tokens;
    let named = reports.callings.named(tokens);
    let figures = figures(text, tokens);
    let start = entry.passage.span.start;
    let within = |span: Span, token: &Token<'_>| span.range().contains(&(start as usize + token.start));
    let dated = |token: &Token<'_>| entry.times.iter().any(|(span, _)| within(*span, token));
    let strangers = strangers(entry, reports, &named);
    let strange = |place: usize| strangers.iter().any(|range| range.contains(&place));
    let mut claims: Vec<Claim> = Vec::new();
    for range in parts(text, tokens, quotations) {
        let inside = |place: usize| range.contains(&place);
        let counts = |figure: &&Figure| inside(figure.place) && !dated(&tokens[figure.place]);
        let figures: Vec<Figure> = figures.iter().filter(counts).cloned().collect();
        let named: Vec<Named> = named
            .iter()
            .filter(|who| inside(who.tokens.start) && !strange(who.tokens.start))
            .cloned()
            .collect();
        let mut terms = Vec::new();
        for place in range.clone() {
            let token = &tokens[place];
            let known = named.iter().any(|who| who.tokens.contains(&place));
            let counted = token.is_number() || figures.iter().any(|figure| figure.place == place);
            let weight = weight(token);
            let short = token.text.chars().count() < 2;
            // A name by its letters is met by no word.
            let letters = !reports.has(&token.stem) && reports.has_letters(token.text);
            if known || counted || dated(token) || strange(place) || letters || weight == 0.0 || short {
                continue;
            }
            terms.push(Term { place, stands: lexicon::passes_for(&token.stem), weight });
        }
        let strangers = strangers.iter().filter(|name| inside(name.start)).cloned().collect();
        claims.push(Claim { range, terms, named, strangers, figures });
    }
    claims.retain(|claim| {
        let told: f32 = claim.terms.iter().map(|term| term.weight).sum();
        told >= 0.75 || !claim.strangers.is_empty() || !claim.figures.is_empty() && told >= 0.3
    });
    Taken { claims, senses: senses(text, tokens) }
}

/// Whether a sentence of this kind claims anything.
pub fn claims_something(entry: &Entry<'_>) -> bool {
    let over = matches!(entry.kind, BlockKind::Heading | BlockKind::Question | BlockKind::Boilerplate);
    !over && !entry.passage.quote.trim_end_matches(['”', '"', ')', ' ']).ends_with('?')
}

/// How much a word tells.
fn weight(token: &Token<'_>) -> f32 {
    WEIGHTS.get(token.folded().as_str()).or_else(|| STEM_WEIGHTS.get(&token.stem)).copied().unwrap_or(1.0)
}

/// The names in a sentence that no report knows: "the Organization of American States" is one.
fn strangers(entry: &Entry<'_>, reports: &Reports<'_>, named: &[Named]) -> Vec<Range<usize>> {
    let (text, tokens) = (&entry.passage.quote, &entry.tokens);
    let start = entry.passage.span.start as usize;
    let capital =
        |place: usize| tokens.get(place).is_some_and(|token| token.text.starts_with(char::is_uppercase));
    let mut found: Vec<Range<usize>> = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        let known = named.iter().any(|who| who.tokens.contains(&place))
            || reports.has(&token.stem)
            || entry.times.iter().any(|(span, _)| span.range().contains(&(start + token.start)))
            || weight(token) == 0.0
            || reports.has_letters(token.text)
            || bears(place, named)
            || found.last().is_some_and(|range| range.contains(&place));
        let proper =
            capital(place) && (place > 0 || names_somebody(entry, token)) && !after_mark(text, token);
        if known || !proper || token.text.chars().count() < 2 {
            continue;
        }
        let mut end = place + 1;
        loop {
            let joint =
                tokens.get(end).is_some_and(|token| ["of", "for", "de", "al", "bin"].contains(&token.text));
            if capital(end) && adjoins(text, &tokens[end - 1], &tokens[end]) {
                end += 1;
            } else if joint && capital(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        // "European Union" where the reports have "EU".
        let letters: String = tokens[place..end]
            .iter()
            .filter_map(|token| token.text.chars().next())
            .filter(|c| c.is_uppercase())
            .collect();
        if letters.len() < 2 || !reports.has(&lexicon::stem(&letters)) {
            found.push(place..end);
        }
    }
    found
}

/// Whether only a space or a hyphen stands between two words.
fn adjoins(text: &str, left: &Token<'_>, right: &Token<'_>) -> bool {
    text.get(left.end..right.start).is_some_and(|between| matches!(between, " " | "-"))
}

/// Whether an actor was recognised in a word that begins a sentence.
fn names_somebody(entry: &Entry<'_>, token: &Token<'_>) -> bool {
    entry.actors.iter().any(|actor| actor.split(['-', ':']).any(|part| part == token.folded()))
}

/// Whether a word belongs to the longer name of somebody known: "Secretary-General António Guterres".
fn bears(place: usize, named: &[Named]) -> bool {
    named.iter().any(|who| who.party.is_none() && (who.tokens.start == place + 1 || who.tokens.end == place))
}

/// Whether a word begins a quotation or a clause after a colon, where a capital names nobody.
fn after_mark(text: &str, token: &Token<'_>) -> bool {
    text.get(..token.start).is_some_and(|before| {
        before.trim_end().ends_with([':', '“', '"', '‘', '.', '?', '!', '('])
            || before.trim_end().ends_with("…")
    })
}

/// The parts of a sentence that claim something by themselves: between semicolons and dashes, and where "while" or
/// ", but" sets one against another. Quotations are never parted.
fn parts(text: &str, tokens: &[Token<'_>], quotations: &[Quotation]) -> Vec<Range<usize>> {
    const FEWEST: usize = 3;
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for place in 1..tokens.len() {
        let (left, right) = (&tokens[place - 1], &tokens[place]);
        let between = text.get(left.end..right.start).unwrap_or_default();
        let quoted = quotations
            .iter()
            .any(|quotation| quotation.range.start < right.start && left.end < quotation.range.end);
        let sets = ["but", "while", "although", "though", "whereas", "yet", "having", "however"];
        let comma = between.contains(',')
            && (sets.contains(&right.text) || right.text == "and" && clause(tokens, place));
        let parts = between.contains([';', '—'])
            || between.contains(" – ")
            || comma
            || ["while", "whereas", "although"].contains(&right.text);
        if parts && !quoted {
            found.push(from..place);
            from = place;
        }
    }
    found.push(from..tokens.len());
    // A part of a few words leans on the one before.
    let telling = |range: &Range<usize>| range.clone().filter(|place| weight(&tokens[*place]) > 0.5).count();
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in found {
        match merged.last_mut() {
            Some(last) if telling(last) < FEWEST || telling(&range) < FEWEST => last.end = range.end,
            _ => merged.push(range),
        }
    }
    merged
}

/// Whether "and" begins a clause rather than the last of a list.
fn clause(tokens: &[Token<'_>], place: usize) -> bool {
    let next = tokens.get(place + 1).map_or("", |next| next.text);
    ["he", "she", "it", "they", "that", "has", "had", "would", "will", "was", "is", "said", "were", "are"]
        .contains(&next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slight_words_are_sorted_and_weighed() {
        let rows: Vec<(&str, &str)> = SLIGHT.lines().skip(1).filter_map(|row| row.split_once('\t')).collect();
        assert!(rows.is_sorted());
        assert!(rows.iter().all(|(_, weight)| weight.parse::<f32>().is_ok_and(|weight| weight < 1.0)));
    }

    #[test]
    fn sentences_are_parted() {
        for (text, count) in [
            ("Iran mined the narrow strait; oil prices jumped by ten dollars", 2),
            ("Paris backed sanctions against Moscow, while Berlin wanted talks with Putin", 2),
            ("Paris, London and Berlin backed sanctions", 1),
            ("“We backed sanctions; they wanted talks with Putin,” he said", 1),
        ] {
            let tokens = crate::ask::token::words(text);
            let quotations = crate::check::quotation::quotations(text);
            assert_eq!(parts(text, &tokens, &quotations).len(), count, "{text}");
        }
    }
}
