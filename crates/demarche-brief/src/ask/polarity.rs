//! Whether a passage affirms or denies what is asked, and how sure it is.
//!
//! Only what negates the matched words themselves counts; where that cannot be told, nothing is claimed.

use super::find::Finding;
use super::index::Entry;
use super::lexicon;
use super::question::Question;
use super::token::Token;
use demarche_assess::situation::Statement;
use demarche_assess::vocabulary::Act;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a passage makes of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is so.
    Affirmed,
    /// It is not so.
    Denied,
    /// It is not confirmed, not known, not decided.
    Open,
    /// It bears on it, and settles nothing.
    Unclear,
    /// It is hoped for, feared, planned or possible.
    Hoped,
}

/// Words that negate what follows or stands around them.
static NEGATIONS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    stems(
        "not no never nobody nothing none neither nor without cannot refuse decline deny denial reject dismiss \
         baseless false fail unable hardly lack untrue refute rebuff absent unsigned",
    )
});
/// Words that leave a thing open when they are negated.
static KNOWING: LazyLock<HashSet<String>> = LazyLock::new(|| {
    stems("confirm verify known clear certain decide announce specify sure establish disclose finalise")
});
/// Words that make a thing a hope or a plan.
static HOPING: LazyLock<HashSet<String>> = LazyLock::new(|| {
    stems(
        "hope hopeful may might could possible possibly likely expect plan would chance prospect anticipate \
         propose seek want optimistic eventually should ready consider aim",
    )
});

fn stems(words: &str) -> HashSet<String> {
    words.split_whitespace().map(lexicon::stem).collect()
}

/// What a passage makes of the question. "Did Iran rule out talks?" asks for the no: a passage that denies affirms it.
pub fn verdict(entry: &Entry<'_>, finding: &Finding, question: &Question<'_>) -> Verdict {
    let verdict = plain_verdict(entry, finding);
    let asks_for_no = question.tokens.iter().any(is_negation) || phrase(&question.tokens, &["rule", "out"]);
    match verdict {
        Verdict::Affirmed if asks_for_no => Verdict::Unclear,
        Verdict::Denied if asks_for_no => Verdict::Affirmed,
        other => other,
    }
}

fn plain_verdict(entry: &Entry<'_>, finding: &Finding) -> Verdict {
    let matched: Vec<usize> = finding.matched().collect();
    let Some(first) = matched.iter().min() else {
        // "Never, and I will not": the question put to the speaker holds the words.
        return if entry.tokens.iter().take(3).any(is_negation) { Verdict::Denied } else { Verdict::Unclear };
    };
    let clauses: Vec<(usize, usize)> = matched.iter().map(|place| clause(entry, *place)).collect();
    let any = |holds: &dyn Fn(&[Token<'_>]) -> bool| {
        clauses.iter().any(|(from, to)| holds(entry.tokens.get(*from..*to).unwrap_or_default()))
    };
    let negated = any(&|window| {
        window.iter().any(is_negation)
            || phrase(window, &["rule", "out"])
            || phrase(window, &["no", "longer"])
    });
    if negated && any(&|window| window.iter().any(|token| KNOWING.contains(&token.stem))) {
        return Verdict::Open;
    }
    if negated || denial(entry, finding) {
        return if finding.own >= TELLING || finding.asked >= SURE {
            Verdict::Denied
        } else {
            Verdict::Unclear
        };
    }
    let from = clause(entry, *first).0;
    let before = entry.tokens.get(from..=*first).unwrap_or_default();
    if before.iter().any(|token| HOPING.contains(&token.stem)) {
        return Verdict::Hoped;
    }
    if finding.own >= SURE && finding.exact >= TELLING { Verdict::Affirmed } else { Verdict::Unclear }
}

/// Share of what is asked that a passage itself must hold before it is taken to deny it.
const TELLING: f32 = 0.5;
/// Share that it must hold before it is taken to affirm it.
const SURE: f32 = 0.8;

/// Whether the statement that holds the matched words denies them.
fn denial(entry: &Entry<'_>, finding: &Finding) -> bool {
    covering(entry, finding).is_some_and(|statement| {
        statement.act == Act::Deny
            || statement.act == Act::Reject
            || cue_of(entry, statement).is_some_and(|cue| {
                ["den", "dismiss", "reject", "refut", "disput", "rebuff"]
                    .iter()
                    .any(|start| cue.starts_with(start))
            })
    })
}

fn cue_of(entry: &Entry<'_>, statement: &Statement) -> Option<String> {
    let cue = statement.cue?;
    let start = entry.passage.span.start;
    let words = entry
        .passage
        .quote
        .get(cue.start.checked_sub(start)? as usize..cue.end.checked_sub(start)? as usize)?;
    Some(words.to_lowercase())
}

/// The innermost statement that holds most of the matched words.
pub fn covering<'s>(entry: &Entry<'s>, finding: &Finding) -> Option<&'s Statement> {
    let start = entry.passage.span.start as usize;
    let held = |statement: &Statement| {
        let span = statement.content.span.range();
        let place = |token: &Token<'_>| start + token.start;
        finding
            .matched()
            .filter_map(|place| entry.tokens.get(place))
            .filter(|token| span.contains(&place(token)))
            .count()
    };
    let matched = finding.matched().count();
    entry
        .statements()
        .filter(|statement| statement.content.doc == entry.passage.doc)
        .filter(|statement| 2 * held(statement) > matched || matched == 0)
        .min_by_key(|statement| (std::cmp::Reverse(held(statement)), statement.content.span.len()))
}

fn is_negation(token: &Token<'_>) -> bool {
    NEGATIONS.contains(&token.stem) || token.folded().replace('’', "'").ends_with("n't")
}

fn phrase(window: &[Token<'_>], stems: &[&str]) -> bool {
    window
        .windows(stems.len())
        .any(|part| part.iter().map(|token| token.stem.as_str()).eq(stems.iter().copied()))
}

/// The tokens of the clause that a word stands in: up to a stop, a dash, or a word that opens another clause.
fn clause(entry: &Entry<'_>, place: usize) -> (usize, usize) {
    const OPENS: [&str; 10] =
        ["but", "although", "though", "while", "whereas", "because", "despite", "however", "which", "who"];
    let quote = &entry.passage.quote;
    let parted = |left: usize| {
        let (Some(left), Some(right)) = (entry.tokens.get(left), entry.tokens.get(left + 1)) else {
            return true;
        };
        let between = quote.get(left.end..right.start).unwrap_or_default();
        between.contains([';', ':', '—', '–', '?', '!']) || OPENS.contains(&right.text)
    };
    let mut from = place;
    while from > 0 && place - from < 12 && !parted(from - 1) {
        from -= 1;
    }
    let mut to = place + 1;
    while to < entry.tokens.len() && to - place < 5 && !parted(to - 1) {
        to += 1;
    }
    (from, to)
}
