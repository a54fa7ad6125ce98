//! Plain text: one part a line, a blank line an empty part; what each line is, the reader's layout tells.
//!
//! Paragraphs broken at a fixed width, as mail and old wires have them, are joined again.

use demarche_read::report::{Part, Report};

/// Widths that hard-wrapped text is found at, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 55..=100;

/// A report whose parts are the lines of a text. Blank lines that follow each other are one.
pub fn report(text: &str) -> Report {
    let width = wrap_width(text);
    let mut parts: Vec<Part> = Vec::new();
    // Whether the line before was broken at the width, so that this one goes on.
    let mut open = false;
    let mut lines = text.lines().map(str::trim_end).peekable();
    while let Some(line) = lines.next() {
        let words = line.trim();
        match parts.last_mut() {
            Some(part) if open && !words.is_empty() => {
                part.text.push(' ');
                part.text.push_str(words);
            }
            Some(part) if words.is_empty() && part.text.is_empty() => {}
            _ => parts.push(Part { kind: None, text: words.to_owned() }),
        }
        let next = lines.peek().copied().unwrap_or("");
        open = !words.is_empty() && width.is_some_and(|width| is_broken(line, next, width));
    }
    Report { parts, ..Report::default() }
}

/// Whether the paragraphs of a text are broken at a fixed width.
pub fn is_wrapped(text: &str) -> bool {
    wrap_width(text).is_some()
}

/// Whether a line ended only because the next word would not fit.
fn is_broken(line: &str, next: &str, width: usize) -> bool {
    let first = next.split_whitespace().next().unwrap_or("");
    !first.is_empty()
        && !first.starts_with(['•', '*', '#'])
        && first != "-"
        && line.chars().count() + 1 + first.chars().count() > width
}

/// The width that a text is broken at: nothing is longer, and most lines inside paragraphs come close to it.
fn wrap_width(text: &str) -> Option<usize> {
    let longest = *WIDTHS.end() + 1;
    let lengths = || text.lines().map(|line| line.trim_end().chars().take(longest).count());
    let mut width = 0;
    for length in lengths() {
        width = width.max(length);
        if width == longest {
            return None;
        }
    }
    if !WIDTHS.contains(&width) {
        return None;
    }
    // A line inside a paragraph is one that another follows directly.
    let (mut inside, mut near, mut last) = (0, 0, 0);
    for length in lengths() {
        if last > 0 && length > 0 {
            inside += 1;
            near += usize::from(last + 16 > width);
        }
        last = length;
    }
    (inside >= 4 && near * 3 >= inside * 2).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        report(text).parts.into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn lines_are_parts() {
        assert_eq!(
            texts("Headline\r\n\r\nOne paragraph.\r\nAnother.\r\n"),
            ["Headline", "", "One paragraph.", "Another."]
        );
    }

    #[test]
    fn wrapped_paragraphs_are_joined() {
        let text = "\
Envoys leave Muscat without a word

MUSCAT, Feb 3 (Gulf Wire) - Envoys of the two countries left the capital on
Tuesday evening without speaking to reporters, and the foreign ministry gave no
hint of whether they would meet again before the end of the month.

The host said only that the door was open. A second round had been planned for
next week, two diplomats said.

- One delegation flew home at once
- The other stayed overnight
";
        let parts = texts(text);
        assert_eq!(parts.len(), 8);
        assert!(parts[2].ends_with("the end of the month."));
        assert!(parts[4].ends_with("two diplomats said."));
        assert_eq!(parts[6], "- One delegation flew home at once");
    }
}
