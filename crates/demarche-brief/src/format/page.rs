//! Lines for a terminal: wrapped to its width, with weight, colour and links where it takes them.

use crate::briefing::Sentence;
use demarche_assess::situation::Evidence;
use std::fmt::Write;

/// How a terminal wants its text.
#[derive(Clone, Debug)]
pub struct Terminal {
    /// Columns.
    pub width: usize,
    /// Whether colour and weight may be used.
    pub style: Style,
    /// Folder that relative file names start from, for links.
    pub folder: String,
}

/// Plain text, or text with ANSI colour and OSC 8 links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Characters only.
    Plain,
    /// Colour, weight and links.
    Coloured,
}

/// How a line is set.
#[derive(Clone, Copy)]
pub enum Weight {
    /// As it comes.
    Plain,
    /// Strong.
    Bold,
    /// Pale.
    Faint,
    /// For what holds.
    Good,
    /// For what is in doubt.
    Doubtful,
    /// For what does not hold.
    Bad,
}

/// A page that is being written.
pub struct Page {
    out: String,
    terminal: Terminal,
}

impl Page {
    /// An empty page.
    pub fn new(terminal: Terminal) -> Page {
        Page { out: String::new(), terminal }
    }

    /// What was written.
    pub fn into_text(self) -> String {
        self.out
    }

    /// The passages cited, each with its number, which opens its file.
    pub fn notes(&mut self, notes: &[Evidence]) {
        self.heading("Notes");
        for (index, note) in notes.iter().enumerate() {
            let source = super::source(note);
            let place = format!("{source}, bytes {}–{}", note.span.start, note.span.end);
            let text = format!("{place}: “{}”", note.quote.replace('\n', " "));
            let number = self.linked(&format!("{:>4}", index + 1), &note.file);
            self.line(&text, &format!("{number} "), "     ", Weight::Faint);
        }
    }

    /// Words that open a file, in terminals that know OSC 8 links.
    fn linked(&self, words: &str, file: &str) -> String {
        if self.terminal.style == Style::Plain || file == "-" {
            return words.to_owned();
        }
        let path =
            if file.starts_with('/') { file.to_owned() } else { format!("{}/{file}", self.terminal.folder) };
        let mut address = String::from("file://");
        for byte in path.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b'~') {
                address.push(char::from(byte));
            } else {
                let _ = write!(address, "%{byte:02X}");
            }
        }
        format!("\u{1b}]8;;{address}\u{1b}\\{words}\u{1b}]8;;\u{1b}\\")
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.out.push('\n');
    }

    /// A heading, after an empty line.
    pub fn heading(&mut self, title: &str) {
        self.gap();
        self.line(&title.to_uppercase(), "", "", Weight::Bold);
    }

    /// A sentence with the numbers of its notes.
    pub fn wrapped(&mut self, sentence: &Sentence, first: &str, rest: &str, weight: Weight) {
        let marks: String = sentence.notes.iter().map(|number| format!("[{number}]")).collect();
        self.line(&format!("{} {marks}", sentence.text), first, rest, weight);
    }

    /// A paragraph, wrapped at spaces; widths are counted in characters.
    pub fn line(&mut self, text: &str, first: &str, rest: &str, weight: Weight) {
        let width = self.terminal.width.max(24);
        let mut line = first.to_owned();
        let mut empty = true;
        for word in text.split_whitespace() {
            let wide = visible(&line) + usize::from(!empty) + word.chars().count();
            if !empty && wide > width {
                self.put(&line, weight);
                line = rest.to_owned();
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        self.put(&line, weight);
    }

    fn put(&mut self, line: &str, weight: Weight) {
        let code = match (self.terminal.style, weight) {
            (Style::Plain, _) | (_, Weight::Plain) => None,
            (_, Weight::Bold) => Some("1"),
            (_, Weight::Faint) => Some("2"),
            (_, Weight::Good) => Some("32"),
            (_, Weight::Doubtful) => Some("33"),
            (_, Weight::Bad) => Some("31"),
        };
        let _ = match code {
            Some(code) => writeln!(self.out, "\u{1b}[{code}m{line}\u{1b}[0m"),
            None => writeln!(self.out, "{line}"),
        };
    }
}

/// Characters of a line that take a column: escape sequences take none.
fn visible(line: &str) -> usize {
    let mut count = 0;
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        if c == '\u{1b}' {
            let mut before = c;
            for inner in rest.by_ref() {
                if before == '\u{1b}' && inner == '\\' {
                    break;
                }
                before = inner;
            }
        } else {
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_take_no_columns() {
        let page = Page {
            out: String::new(),
            terminal: Terminal { width: 80, style: Style::Coloured, folder: "/tmp".to_owned() },
        };
        let link = page.linked("  12", "a b.txt");
        assert!(link.contains("file:///tmp/a%20b.txt"));
        assert_eq!(visible(&link), 4);
        assert_eq!(visible("plain"), 5);
    }
}
