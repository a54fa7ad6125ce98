//! Whatever the bytes: a report comes out, and its layout holds together.

mod dice;

use demarche_gather::from_bytes;
use demarche_read::report::{Document, lay_out};
use dice::Dice;
use std::time::{Duration, Instant};

fn check(document: &Document) {
    let text = &document.text;
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    let mut last = 0;
    for block in &document.blocks {
        let range = block.span.range();
        assert!(last <= range.start && range.start < range.end, "{:?} in {text:?}", block.span);
        let words = text.get(range.clone()).expect("blocks end on characters");
        assert!(!words.contains('\n') && words.trim() == words, "{words:?}");
        last = range.end;
    }
    assert!(last <= text.len());
}

#[test]
fn random_and_mutated() {
    let mut dice = Dice(1);
    for round in 0..3_000 {
        let bytes = if round % 4 == 0 { dice.bytes() } else { dice.mutated() };
        for hint in [None, Some("a.html"), Some("a.md")] {
            check(&lay_out(&from_bytes(&bytes, hint)));
        }
    }
}

/// Lays some bytes out, and sees that time grows with length and no faster.
fn quickly(name: &str, bytes: &[u8]) {
    let start = Instant::now();
    check(&lay_out(&from_bytes(bytes, None)));
    assert!(start.elapsed() < Duration::from_secs(60), "{name} took {:?}", start.elapsed());
}

#[test]
fn large_and_odd() {
    quickly("one line", "The minister said no. ".repeat((50 << 20) / 22).as_bytes());
    quickly("no space", "a".repeat(50 << 20).as_bytes());
    quickly("no words", " \n.".repeat(5 << 20).as_bytes());
    quickly("zeros", &vec![0; 20 << 20]);
    quickly("many lines", "- Q: Will they?\n19:20 They met.\nREAD MORE\n\n".repeat(100_000).as_bytes());
    quickly("one word a line", "word\n".repeat(500_000).as_bytes());
    quickly(
        "wide",
        &"The two sides met.\n".repeat(100_000).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
    );
    quickly("open tags", format!("<html>{}", "<div>".repeat(400_000)).as_bytes());
    quickly("many tags", format!("<html><body>{}", "<p>The two sides met.".repeat(200_000)).as_bytes());
    quickly("open brackets", format!("# a\n\n{}", "[".repeat(200_000)).as_bytes());
    quickly("quotes", format!("# a\n\n{}", ">".repeat(100_000)).as_bytes());
}
