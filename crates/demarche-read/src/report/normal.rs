//! Normalises text without touching a word: line ends, control characters, odd spaces.
//!
//! In: text as decoded. Out: appended to the document's text, `\n` the only control character left.

/// What becomes of a character.
enum Fate {
    Keep,
    Space,
    Line,
    Drop,
}

fn fate(character: char) -> Fate {
    match character {
        '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Line,
        '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Fate::Space
        }
        // Soft hyphen, zero-width space, direction marks, word joiner, byte order mark: marks of typesetting.
        '\u{ad}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => Fate::Drop,
        other if other.is_control() => Fate::Drop,
        _ => Fate::Keep,
    }
}

/// Appends one line's worth of text, line breaks inside it made spaces, ends trimmed; returns its byte range.
pub fn push_line(text: &mut String, line: &str) -> std::ops::Range<usize> {
    let start = text.len();
    for character in line.trim().chars() {
        match fate(character) {
            Fate::Keep => text.push(character),
            Fate::Drop => {}
            Fate::Space | Fate::Line => {
                if text.len() > start {
                    text.push(' ');
                }
            }
        }
    }
    let end = start + text.get(start..).unwrap_or("").trim_end().len();
    text.truncate(end);
    // A dropped mark may have stood before a space.
    let lead = text.len() - start - text.get(start..).unwrap_or("").trim_start().len();
    start + lead..end
}

/// The lines of a text, whatever ends them.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character| matches!(fate(character), Fate::Line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_and_typesetting_goes() {
        for (raw, expected) in [
            ("plain words", "plain words"),
            ("no\u{a0}break and\u{2009}thin", "no break and thin"),
            ("co\u{ad}operate", "cooperate"),
            ("\u{feff}mark\u{0}ed\r", "marked"),
            ("tab\tstop", "tab stop"),
            ("“Don’t”  — said…", "“Don’t”  — said…"),
            ("a\nb", "a b"),
            ("\u{200b} \u{1}", ""),
        ] {
            let mut text = String::from("before\n");
            let range = push_line(&mut text, raw);
            assert_eq!(&text[range], expected, "{raw:?}");
        }
        assert_eq!(lines("a\r\nb\u{2028}c").count(), 3);
    }
}
