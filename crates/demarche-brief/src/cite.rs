//! Numbers the passages that sentences rest on.

use crate::briefing::Sentence;
use demarche_assess::situation::Evidence;
use std::collections::BTreeMap;

/// Passages in order of first citation.
#[derive(Default)]
pub struct Notes {
    list: Vec<Evidence>,
    number: BTreeMap<Evidence, usize>,
}

impl Notes {
    /// A sentence with its passages; `None` where there is none, so that an uncited sentence cannot be written.
    pub fn sentence<'e>(
        &mut self,
        text: String,
        passages: impl IntoIterator<Item = &'e Evidence>,
    ) -> Option<Sentence> {
        let notes = self.numbers(passages);
        if notes.is_empty() { None } else { Some(Sentence { text: finish(text), notes }) }
    }

    /// The numbers of passages, each once.
    pub fn numbers<'e>(&mut self, passages: impl IntoIterator<Item = &'e Evidence>) -> Vec<usize> {
        let mut notes: Vec<usize> = Vec::new();
        for passage in passages {
            let number = self.cite(passage);
            if !notes.contains(&number) {
                notes.push(number);
            }
        }
        notes
    }

    fn cite(&mut self, passage: &Evidence) -> usize {
        if let Some(number) = self.number.get(passage) {
            return *number;
        }
        self.list.push(passage.clone());
        self.number.insert(passage.clone(), self.list.len());
        self.list.len()
    }

    /// The passages, note 1 first.
    pub fn into_list(self) -> Vec<Evidence> {
        self.list
    }
}

/// Begins with a capital, ends with a stop, has single spaces.
fn finish(text: String) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(first) = text.chars().next()
        && first.is_lowercase()
    {
        text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    while text.ends_with([',', ';', ':']) {
        text.pop();
    }
    if !text.trim_end_matches(['”', '"', '’']).ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

/// Words of a passage in quotation marks: inner double marks become single, a trailing comma or stop is left out.
pub fn quoted(words: &str) -> String {
    let words = without_joint(words.trim().trim_end_matches([',', ';', ':', '.']).trim());
    let words = words
        .strip_prefix('“')
        .filter(|rest| rest.matches('”').count() == 1 && rest.ends_with('”'))
        .map_or_else(
            || words.to_owned(),
            |rest| rest.trim_end_matches('”').trim_end_matches([',', '.']).to_owned(),
        );
    let (words, cut) = shortened(&words);
    let mut inner = String::with_capacity(words.len() + 8);
    let mut open = false;
    for c in words.chars() {
        match c {
            '“' => inner.push('‘'),
            '”' => inner.push('’'),
            '"' => {
                inner.push(if open { '’' } else { '‘' });
                open = !open;
            }
            '\n' => inner.push(' '),
            _ => inner.push(c),
        }
    }
    if cut {
        inner.push_str(" …");
    }
    format!("“{inner}”")
}

/// Words of a passage in quotation marks, a pronoun that opens it replaced by whom it means, in brackets as papers do.
pub fn quoted_of(words: &str, who: &str) -> String {
    let words = without_joint(words.trim());
    match opening_pronoun(words) {
        Some(rest) => quoted(&format!("[{who}]{rest}")),
        None => quoted(words),
    }
}

/// A passage that can be told as it stands: it names its subject, and is neither a fragment nor cut inside a quotation.
pub fn stands_alone(words: &str) -> Option<&str> {
    let words = words.trim().trim_end_matches([',', ';', ':', '.']).trim_end();
    let first = words.split_whitespace().next()?;
    let count = words.split_whitespace().count();
    let balanced = words.matches('“').count() == words.matches('”').count()
        && words.matches('"').count().is_multiple_of(2)
        && words.matches('(').count() == words.matches(')').count();
    let named = first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !LEANING.contains(&first.to_lowercase().trim_end_matches(','));
    // "The fourth round, which had been due on Saturday" has no verb of its own: an aside that never closes.
    let aside = [", which ", ", who ", ", whose "].iter().filter_map(|aside| words.split_once(aside)).next();
    let unclosed = aside.is_some_and(|(_, rest)| !rest.contains(','));
    (named
        && !unclosed
        && balanced
        && (4..=45).contains(&count)
        && words.len() <= LONGEST
        && !words.contains('\n'))
    .then_some(words)
}

/// First words that lean on what stands before.
const LEANING: [&str; 36] = [
    "and",
    "but",
    "or",
    "so",
    "yet",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "there",
    "here",
    "then",
    "also",
    "however",
    "meanwhile",
    "instead",
    "who",
    "which",
    "what",
    "both",
    "neither",
    "to",
];

/// What follows a pronoun of the third person at the head of a passage.
fn opening_pronoun(words: &str) -> Option<&str> {
    ["He ", "She ", "It ", "They ", "he ", "she ", "they "]
        .iter()
        .find(|pronoun| words.starts_with(**pronoun))
        .and_then(|pronoun| words.get(pronoun.len() - 1..))
}

/// Longest quotation in a sentence, in bytes.
const LONGEST: usize = 330;

/// The first words that fit, and whether some were left out.
fn shortened(words: &str) -> (&str, bool) {
    if words.len() <= LONGEST {
        return (words, false);
    }
    let fits = words.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST).last().unwrap_or(0);
    let cut = words[..fits].rfind(' ').unwrap_or(fits);
    (words[..cut].trim_end_matches([',', ';', ':', '—', '–']).trim_end(), true)
}

/// Words without the conjunction that tied them to what stood before.
fn without_joint(words: &str) -> &str {
    const JOINTS: [&str; 10] =
        ["and ", "but ", "that ", "while ", "although ", "though ", "which ", "or ", "after ", "Meanwhile, "];
    JOINTS.iter().find_map(|joint| words.strip_prefix(joint)).map_or(words, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_and_end_as_sentences_do() {
        for (given, wanted) in [
            ("iran said no", "Iran said no."),
            ("it was “over”", "It was “over”."),
            ("it was “over.”", "It was “over.”"),
            ("why?", "Why?"),
            ("a,  b,", "A, b."),
        ] {
            assert_eq!(finish(given.to_owned()), wanted);
        }
    }

    #[test]
    fn passages_that_stand_alone() {
        for (words, alone) in [
            ("The United States ordered its citizens to leave,", true),
            ("Three officials crossed the border at dawn", true),
            ("He ordered them to leave the country", false),
            ("But the minister refused to answer", false),
            ("ordered its citizens to leave", false),
            ("Iran said that “the talks are over", false),
            ("Iran refused", false),
            ("The fourth round of talks, which had been due in Rome", false),
            ("The fourth round, which was due in Rome, was put off", true),
        ] {
            assert_eq!(stands_alone(words).is_some(), alone, "{words}");
        }
    }

    #[test]
    fn pronouns_that_open_a_quotation_are_named() {
        assert_eq!(quoted_of("He demanded an end", "Siniora"), "“[Siniora] demanded an end”");
        assert_eq!(quoted_of("but she refused", "Rice"), "“[Rice] refused”");
        assert_eq!(quoted_of("Iran refused", "Rice"), "“Iran refused”");
    }

    #[test]
    fn quotations_nest() {
        assert_eq!(quoted("he was “glad”,"), "“he was ‘glad’”");
        assert_eq!(quoted("“We will come.”"), "“We will come”");
        assert_eq!(quoted("a \"b\" c"), "“a ‘b’ c”");
        let long = quoted(&"word ".repeat(100));
        assert!(long.len() < LONGEST + 20 && long.ends_with("word …”"));
    }

    #[test]
    fn no_sentence_without_a_passage() {
        assert!(Notes::default().sentence("Unfounded".to_owned(), []).is_none());
    }
}
