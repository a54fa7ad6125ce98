//! Splits a question or a passage into words.

use super::lexicon;

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// As written, a possessive ending left out.
    pub text: &'t str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes, its possessive ending included.
    pub end: usize,
    /// Its stem.
    pub stem: String,
}

impl Token<'_> {
    /// Lower case, without marks.
    pub fn folded(&self) -> String {
        lexicon::fold(self.text)
    }
    /// Whether it is a number in digits.
    pub fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The words of a text. Hyphens part words; "U.S.", "8,600" and "won't" are one word.
pub fn words(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = rest.peek() {
            let next = text[at + c.len_utf8()..].chars().next();
            let joins = match c {
                '.' => is_initials(&text[start..at]) && next.is_some_and(|n| n.is_alphabetic() || n == ' '),
                ',' => {
                    text[..at].ends_with(|c: char| c.is_ascii_digit())
                        && next.is_some_and(|n| n.is_ascii_digit())
                }
                '\'' | '’' => next.is_some_and(char::is_alphabetic),
                _ => c.is_alphanumeric(),
            } || (c == '.'
                && text[..at].ends_with(|c: char| c.is_ascii_digit())
                && next.is_some_and(|n| n.is_ascii_digit()));
            if !joins {
                break;
            }
            rest.next();
            end = at + c.len_utf8();
        }
        let whole = &text[start..end];
        let own = ["'s", "’s"].iter().find_map(|ending| whole.strip_suffix(ending)).unwrap_or(whole);
        tokens.push(Token { text: own, start, end, stem: lexicon::stem(own) });
    }
    tokens
}

/// Single letters with stops between them: "U", "U.S".
fn is_initials(text: &str) -> bool {
    text.split('.').all(|letter| letter.len() == 1 && letter.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found() {
        for (text, wanted) in [
            ("Iran’s red lines?", vec!["Iran", "red", "lines"]),
            ("the U.S. holds 8,600.", vec!["the", "U.S.", "holds", "8,600"]),
            ("It won't go.", vec!["It", "won't", "go"]),
            ("Kim Jong-un, 3.5%", vec!["Kim", "Jong", "un", "3.5"]),
            ("", vec![]),
        ] {
            let found: Vec<&str> = words(text).into_iter().map(|token| token.text).collect();
            assert_eq!(found, wanted);
        }
    }
}
