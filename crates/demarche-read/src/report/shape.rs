//! What the look of a line says: bullets, full stops, capitals, lengths.

/// Bytes of the list marker at the start of a line ("- ", "• ", "1. ", "(b) "), spaces included; 0 without one.
pub fn marker(line: &str) -> usize {
    let bullet = |mark: char| "-–—•*·▪▫‣◦●○■□►▶→✓✔+>".contains(mark);
    let mut characters = line.chars();
    let length = match characters.next() {
        Some(mark) if bullet(mark) => mark.len_utf8(),
        _ => number(line),
    };
    let rest = line.get(length..).unwrap_or("");
    let words = rest.trim_start();
    if length == 0 || rest.len() == words.len() || !words.contains(char::is_alphabetic) {
        return 0;
    }
    line.len() - words.len()
}

/// Bytes of "1.", "12)", "(3)", "(b)", "iv.", "a)".
fn number(line: &str) -> usize {
    let open = usize::from(line.starts_with('('));
    let rest = &line[open..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let letters = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    let roman = letters > 0 && rest.bytes().take(letters).all(|byte| b"ivx".contains(&byte));
    let label = match (digits, letters) {
        (1..=3, _) => digits,
        (0, 1) => 1,
        (0, 2..=4) if roman => letters,
        _ => return 0,
    };
    match rest.as_bytes().get(label) {
        Some(b')') => open + label + 1,
        Some(b'.') if open == 0 && digits > 0 => label + 1,
        _ => 0,
    }
}

/// Bytes of a time of day that opens an entry of a live blog ("19:20 ", "7.05pm "), spaces included.
pub fn stamp(line: &str) -> usize {
    let bytes = line.as_bytes();
    let hour = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=2).contains(&hour) || !matches!(bytes.get(hour), Some(b':' | b'.' | b'h')) {
        return 0;
    }
    let minute = bytes[hour + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    if minute != 2 {
        return 0;
    }
    let mut end = hour + 3;
    let tail = line.get(end..).unwrap_or("").trim_start();
    for half in ["am", "pm", "a.m.", "p.m.", "AM", "PM", "GMT", "UTC", "ET", "CET", "BST", "EDT", "EST"] {
        if tail.starts_with(half) {
            end = line.len() - tail.len() + half.len();
            break;
        }
    }
    let rest = line.get(end..).unwrap_or("");
    let words = rest.trim_start_matches([' ', '|', '-', '–', '—', ':', '·']);
    if words.is_empty() || words.len() == rest.len() { 0 } else { line.len() - words.len() }
}

/// Whether a line ends as a sentence does.
pub fn has_stop(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']).ends_with(['.', '!', '?', '…', ';', ':'])
}

/// Number of words, counted to at most 60.
pub fn words(line: &str) -> usize {
    line.split_whitespace().take(60).count()
}

/// Whether all its letters are capitals, with at least `least` of them.
pub fn is_capitals(line: &str, least: usize) -> bool {
    let mut letters = 0;
    for character in line.chars() {
        if character.is_lowercase() {
            return false;
        }
        letters += usize::from(character.is_alphabetic());
    }
    letters >= least
}

/// Whether a line is running text of the body: long, and closed like a sentence.
pub fn is_prose(line: &str) -> bool {
    line.len() > 320 || (words(line) >= 9 && has_stop(line) && !is_capitals(line, 4))
}

/// Whether words look like a name: capitals but for the small words that names hold.
pub fn is_name(words: &str) -> bool {
    const SMALL: [&str; 24] = [
        "and", "bin", "al", "de", "van", "von", "der", "den", "of", "in", "at", "la", "le", "el", "da", "di",
        "dos", "du", "ibn", "ter", "the", "for", "with", "y",
    ];
    let mut count = 0;
    for word in words.split([' ', '/', ',', '&']).filter(|word| !word.is_empty()) {
        count += 1;
        let capital = word.trim_start_matches(['(', '\'', '"', '“', '‘']).starts_with(char::is_uppercase);
        let particle = word.split(['-', '’', '\'']).next().is_some_and(|first| SMALL.contains(&first));
        if !(capital || particle) || word.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
    }
    (1..=9).contains(&count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        for (line, rest) in [
            ("- Any easing", "Any easing"),
            ("• The militants", "The militants"),
            ("1. The Bureau met", "The Bureau met"),
            ("(b) RECALLS that", "RECALLS that"),
            ("(iv) decides", "decides"),
            ("a) one", "one"),
            ("2026 was hard", "2026 was hard"),
            ("-30 degrees", "-30 degrees"),
            ("– 20 –", "– 20 –"),
            ("5.2 per cent", "5.2 per cent"),
        ] {
            assert_eq!(&line[marker(line)..], rest);
        }
        for (line, rest) in [
            ("19:20 Palace balks", "Palace balks"),
            ("7.05pm Talks resume", "Talks resume"),
            ("09:15 GMT - Oil slips", "Oil slips"),
            ("19:20", "19:20"),
            ("5.25 per cent", "per cent"),
        ] {
            assert_eq!(&line[stamp(line)..], rest);
        }
    }

    #[test]
    fn names() {
        for (words, expected) in [
            ("Nikos Vrettos", true),
            ("Farida Nazari in Doha and Carl Jensen in Kabul", true),
            ("Noura al-Mansoori in Washington", true),
            ("Envoys leave without a word", false),
            ("Seoul", true),
            ("Line 23", false),
        ] {
            assert_eq!(is_name(words), expected, "{words}");
        }
    }
}
