//! How each word of a sentence is meant: affirmed or negated, as a fact, a plan, a hope, or left open.
//!
//! In: the words of a sentence. Out: a [`Sense`] for each. A cue reaches to the end of its clause.

use crate::ask::lexicon;
use crate::ask::token::Token;
use std::collections::HashSet;
use std::sync::LazyLock;

/// How a word is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sense {
    /// Under an odd number of negations.
    pub negated: bool,
    /// Under a word that denies: "denied", "refused", "ruled out".
    pub denied: bool,
    /// As what it is put.
    pub mood: Mood,
    /// Number of its clause.
    pub clause: usize,
    /// In a clause that only says when, where, or of whom.
    pub aside: bool,
}

/// As what a thing is put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// As a fact.
    #[default]
    Plain,
    /// As a thing to come.
    Planned,
    /// As hoped for, feared, proposed, possible.
    Soft,
    /// As not confirmed, not known, not decided.
    Open,
}

/// How many words a negation reaches.
const REACH: usize = 10;

static NEGATIONS: LazyLock<HashSet<String>> =
    LazyLock::new(|| stems("not no never nobody nothing none neither nor without cannot non hardly too"));
static DENIALS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    stems(
        "deny denial refuse refusal reject decline dismiss rebuff refute refrain renounce oppose forswear fail",
    )
});
static KNOWING: LazyLock<HashSet<String>> =
    LazyLock::new(|| stems("confirm verify known certain clear announce specify establish disclose"));
static HOPING: LazyLock<HashSet<String>> = LazyLock::new(|| {
    stems(
        "hope hopeful may might could possible possibly likely unlikely expect chance prospect anticipate propose \
         proposal suggest optimistic should consider fear doubt potential potentially risk if unless perhaps seek \
         want whether urge wish look demand ask",
    )
});
static PLANNING: LazyLock<HashSet<String>> =
    LazyLock::new(|| stems("will would plan due shall schedule intend ready prepared"));
/// Words that open another clause wherever they stand.
const OPENS: [&str; 17] = [
    "but", "although", "though", "while", "whereas", "because", "despite", "unless", "until", "after",
    "before", "when", "since", "if", "adding", "whose", "whilst",
];
/// Words that open a clause inside another after a comma, which ends at the next.
const INSERTS: [&str; 3] = ["which", "who", "where"];
/// Words that open a clause which says when or whose.
const ASIDES: [&str; 7] = ["after", "before", "when", "since", "until", "whose", "because"];
/// Words that end the clause of the one who speaks, where a comma follows: "he said, adding".
const SAYS: [&str; 6] = ["said", "says", "added", "wrote", "told", "insisted"];
/// Words that open another clause after "and" or "or".
const RESUMES: [&str; 25] = [
    "would", "will", "was", "is", "has", "had", "have", "are", "were", "can", "could", "may", "might", "did",
    "said", "says", "he", "she", "it", "they", "that", "called", "wanted", "left", "warned",
];
/// Phrases that negate what follows, by their stems.
static PHRASES: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    [
        "rule out",
        "ruling out",
        "stop short of",
        "no longer",
        "rather than",
        "instead of",
        "far from",
        "yet to",
    ]
    .iter()
    .map(|phrase| phrase.split(' ').map(lexicon::stem).collect())
    .collect()
});

fn stems(words: &str) -> HashSet<String> {
    words.split_whitespace().map(lexicon::stem).collect()
}

/// Phrases that close the matter named before them: "not negotiable", "a non-starter".
static CLOSINGS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    [
        "not negotiable",
        "non negotiable",
        "not up for",
        "not open",
        "not on the table",
        "not subject to",
        "off the table",
        "out of the question",
        "non starter",
        "unacceptable",
        "impossible",
    ]
    .iter()
    .map(|phrase| phrase.split(' ').map(lexicon::stem).collect())
    .collect()
});

/// The sense of each word; `text` is what the words were taken from.
pub fn senses(text: &str, tokens: &[Token<'_>]) -> Vec<Sense> {
    let mut all = Vec::with_capacity(tokens.len());
    let mut now = Sense::default();
    let mut reach = 0_usize;
    let mut inserted = false;
    for (place, token) in tokens.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| &tokens[before]);
        let comma = before.is_some_and(|before| between(text, before, token).contains(','));
        let inserts = comma && INSERTS.contains(&token.text);
        let next = tokens.get(place + 1).map_or("", |next| next.text);
        let opens = OPENS.contains(&token.text)
            || token.text == "as" && next == "long"
            || matches!(token.text, "and" | "or") && RESUMES.contains(&next)
            || inserts
            || comma && (inserted || before.is_some_and(|before| SAYS.contains(&before.text)))
            || before.is_some_and(|before| parted(text, before, token));
        if opens {
            inserted = inserts || inserted && !comma;
            let aside = inserted || ASIDES.contains(&token.text);
            now = Sense { clause: now.clause + 1, aside, ..Sense::default() };
            reach = 0;
            // "Unless" is "if not".
            if token.text == "unless" {
                (now.negated, reach) = (true, REACH);
            }
        }
        if reach == 0 {
            (now.negated, now.denied) = (false, false);
        }
        reach = reach.saturating_sub(1);
        all.push(now);
        let begins = |phrase: &Vec<String>| {
            tokens
                .get(place..place + phrase.len())
                .is_some_and(|window| window.iter().map(|token| &token.stem).eq(phrase))
        };
        if CLOSINGS.iter().any(begins) {
            let clause = now.clause;
            all.iter_mut().rev().take_while(|sense| sense.clause == clause).for_each(|sense| {
                sense.negated = !sense.negated;
            });
        }
        let phrase = PHRASES.iter().any(begins);
        let denies = DENIALS.contains(&token.stem) || phrase && next == "out";
        if is_negation(token) || denies || phrase {
            // What is "not ruled out" is left open.
            if now.negated {
                now.mood = Mood::Soft;
            }
            now.negated = !now.negated;
            now.denied |= denies;
            reach = REACH;
            // "Had received no letter": the verb before is negated with its object.
            if matches!(token.text, "no" | "nothing" | "none") {
                let clause = now.clause;
                all.iter_mut().rev().skip(1).take(2).filter(|sense| sense.clause == clause).for_each(
                    |sense| {
                        sense.negated = !sense.negated;
                    },
                );
            }
        } else if KNOWING.contains(&token.stem) && now.negated && !now.denied {
            now.mood = Mood::Open;
            // "No direct talks have been confirmed": the words before are left open as well.
            let clause = now.clause;
            all.iter_mut().rev().take_while(|sense| sense.clause == clause).for_each(|sense| {
                if sense.negated {
                    sense.mood = Mood::Open;
                }
            });
        } else if HOPING.contains(&token.stem) {
            now.mood = Mood::Soft;
        } else if now.mood == Mood::Plain
            && (PLANNING.contains(&token.stem) || matches!(token.text, "is" | "are") && next == "to")
        {
            now.mood = Mood::Planned;
        }
    }
    all
}

fn is_negation(token: &Token<'_>) -> bool {
    NEGATIONS.contains(&token.stem) || token.folded().replace('’', "'").ends_with("n't")
}

/// Whether a mark that ends a clause stands between two words.
fn parted(text: &str, left: &Token<'_>, right: &Token<'_>) -> bool {
    between(text, left, right).contains([';', ':', '—', '–', '?', '!', '(', ')'])
}

fn between<'t>(text: &'t str, left: &Token<'_>, right: &Token<'_>) -> &'t str {
    text.get(left.end..right.start).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::token::words;

    fn sense_of(text: &str, word: &str) -> Sense {
        let tokens = words(text);
        let place = tokens.iter().position(|token| token.text == word).unwrap();
        senses(text, &tokens)[place]
    }

    #[test]
    fn words_are_meant_as_their_clause_says() {
        use Mood::*;
        for (text, word, negated, mood) in [
            ("Iran will not negotiate directly under threats", "negotiate", true, Planned),
            ("He refused direct talks but the path remained open", "talks", true, Plain),
            ("He refused direct talks but the path remained open", "path", false, Plain),
            ("The ministry denied that a round had been agreed", "agreed", true, Plain),
            ("It has not ruled out a strike", "strike", false, Soft),
            ("No direct talks have been confirmed", "talks", true, Open),
            ("Iran hopes for results in days", "results", false, Soft),
            ("The round is to be held in Rome", "held", false, Planned),
            ("It stopped short of forbidding the vote", "vote", true, Plain),
            ("The boundary is not up for discussion", "boundary", true, Plain),
            ("The court, which is not a party, ruled on it", "ruled", false, Plain),
            ("He declined to say which sanctions would go", "sanctions", true, Plain),
            ("It did not recognise the court and would hold the vote", "vote", false, Planned),
        ] {
            let sense = sense_of(text, word);
            assert_eq!((sense.negated, sense.mood), (negated, mood), "{text}: {word}");
        }
    }
}
