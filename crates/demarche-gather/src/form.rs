//! Tells the form of a text: plain, Markdown or HTML.

/// How a text is marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Lines of text.
    Plain,
    /// Markdown, with or without front matter.
    Markdown,
    /// A page or a piece of one.
    Html,
}

/// Tells the form by content; the hint (a file name, an address or a media type) decides where content does not.
pub fn tell(text: &str, hint: Option<&str>) -> Form {
    let hint = hint.unwrap_or("").to_ascii_lowercase();
    let hint = hint.split([';', '?', '#']).next().unwrap_or("").trim();
    if looks_like_html(text) {
        return Form::Html;
    }
    let named = |ends: &[&str]| ends.iter().any(|end| hint.ends_with(end));
    if named(&[".html", ".htm", ".xhtml", "text/html", "application/xhtml+xml"]) && text.contains('<') {
        return Form::Html;
    }
    if named(&[".md", ".markdown", "text/markdown"]) || looks_like_markdown(text) {
        return Form::Markdown;
    }
    Form::Plain
}

fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut reach = start.len().min(2_000);
    while !start.is_char_boundary(reach) {
        reach -= 1;
    }
    let start = start[..reach].to_ascii_lowercase();
    if !start.starts_with('<') {
        return false;
    }
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<main",
        "<div",
        "<p>",
        "<p ",
        "<h1",
        "<section",
        "<meta",
        "<title",
    ]
    .iter()
    .any(|tag| start.contains(tag))
}

/// Front matter, or headings marked by `#` with a word after them ("# # #" closes a press release).
fn looks_like_markdown(text: &str) -> bool {
    if front_matter(text).is_some() {
        return true;
    }
    let heading = |line: &str| {
        let words = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - words.len()))
            && words.starts_with(' ')
            && words.contains(char::is_alphabetic)
    };
    let mut lines = text.lines().take(400).filter(|line| !line.trim().is_empty());
    lines.next().is_some_and(heading) || lines.filter(|line| heading(line)).count() >= 2
}

/// The YAML between two lines of `---` at the very start, and what follows it.
pub fn front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches('\u{feff}').strip_prefix("---")?;
    let rest = rest.strip_prefix('\r').unwrap_or(rest).strip_prefix('\n')?;
    let mut from = 0;
    for line in rest.split_inclusive('\n').take(100) {
        if matches!(line.trim_end(), "---" | "...") {
            let matter = &rest[..from];
            let keyed =
                matter.lines().any(|line| line.split_once(':').is_some_and(|(key, _)| !key.contains(' ')));
            return keyed.then_some((matter, &rest[from + line.len()..]));
        }
        from += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, hint, expected) in [
            ("Headline\n\nBody.", None, Form::Plain),
            ("Headline\n\nBody.\n\n# # #\n", Some("a.txt"), Form::Plain),
            ("# Headline\n\nBody.", None, Form::Markdown),
            ("---\ntitle: A\n---\nBody", None, Form::Markdown),
            ("---\nBody only\n---\n", None, Form::Plain),
            ("Headline\n\nBody.", Some("note.md"), Form::Markdown),
            ("<!DOCTYPE html><p>x", None, Form::Html),
            ("  <html lang=en>", Some("x.txt"), Form::Html),
            ("5 < 6 and so on", Some("page.html?x=1"), Form::Html),
            ("<3 of us came", None, Form::Plain),
            ("", None, Form::Plain),
        ] {
            assert_eq!(tell(text, hint), expected, "{text}");
        }
    }
}
