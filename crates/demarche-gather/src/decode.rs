//! Bytes to text: byte order marks, UTF-16 without one, stated encodings, broken UTF-8, old Windows text.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes that are looked at to tell an encoding.
const SAMPLE: usize = 4_096;

/// The text of some bytes. NULs are dropped, what can't be decoded becomes U+FFFD.
pub fn text(bytes: &[u8], hint: Option<&str>) -> String {
    let decoded = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => decode(encoding, &bytes[length..]),
        None => match wide(bytes) {
            Some(encoding) => decode(encoding, bytes),
            None => narrow(bytes, hint),
        },
    };
    if decoded.contains('\0') { decoded.replace('\0', "") } else { decoded }
}

fn decode(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 without a mark: in European text every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 8 {
        return None;
    }
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 2 > half && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 2 > half && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn narrow(bytes: &[u8], hint: Option<&str>) -> String {
    let broken = match std::str::from_utf8(bytes) {
        Ok(text) => return text.to_owned(),
        Err(error) => error,
    };
    if let Some(encoding) = stated(bytes, hint).filter(|encoding| *encoding != UTF_8) {
        return decode(encoding, bytes);
    }
    // A file cut in the middle of a character, or UTF-8 with a few bad bytes, is UTF-8 still.
    let start = broken.valid_up_to().saturating_sub(SAMPLE);
    let around = &bytes[start..bytes.len().min(broken.valid_up_to() + SAMPLE)];
    let (mut good, mut bad) = (0, 0);
    for chunk in around.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let cut = broken.error_len().is_none();
    decode(if cut || good >= bad { UTF_8 } else { WINDOWS_1252 }, bytes)
}

/// The encoding that a page or its media type states.
fn stated(bytes: &[u8], hint: Option<&str>) -> Option<&'static Encoding> {
    let label = |text: &str| {
        let after = text.split_once("charset=").or_else(|| text.split_once("encoding="))?.1;
        let after = after.trim_start_matches(['"', '\'', ' ']);
        let end =
            after.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).unwrap_or(after.len());
        Encoding::for_label(&after.as_bytes()[..end])
    };
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(SAMPLE)]).to_ascii_lowercase();
    hint.map(str::to_ascii_lowercase)
        .and_then(|hint| label(&hint))
        .or_else(|| head.trim_start().starts_with('<').then(|| label(&head)).flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide_bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn encodings() {
        let words = "Çavuşoğlu said “no”";
        for (bytes, hint, expected) in [
            (words.as_bytes().to_vec(), None, words),
            ([b"\xef\xbb\xbf", words.as_bytes()].concat(), None, words),
            ([vec![0xff, 0xfe], wide_bytes(words, u16::to_le_bytes)].concat(), None, words),
            ([vec![0xfe, 0xff], wide_bytes(words, u16::to_be_bytes)].concat(), None, words),
            (wide_bytes(words, u16::to_le_bytes), None, words),
            (wide_bytes(words, u16::to_be_bytes), None, words),
            (b"The minister\x92s \x93no\x94".to_vec(), None, "The minister’s “no”"),
            (b"\xe9t\xe9 in G\xf6teborg".to_vec(), None, "été in Göteborg"),
            (b"\xcf\xf0\xe8\xe2\xe5\xf2".to_vec(), Some("text/plain; charset=windows-1251"), "Привет"),
            (
                b"<meta charset=\"iso-8859-2\"><p>Pozna\xf1</p>".to_vec(),
                None,
                "<meta charset=\"iso-8859-2\"><p>Poznań</p>",
            ),
            ("cut: é".as_bytes()[..6].to_vec(), None, "cut: \u{fffd}"),
            (["é ü ö ".as_bytes(), b"\xff"].concat(), None, "é ü ö \u{fffd}"),
            (b"nul\0s".to_vec(), None, "nuls"),
            (Vec::new(), None, ""),
        ] {
            assert_eq!(text(&bytes, hint), expected, "{bytes:?}");
        }
    }
}
