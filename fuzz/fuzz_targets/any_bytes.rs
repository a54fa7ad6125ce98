//! Any bytes, in any form, through the whole reader: nothing may panic, and every block must be words of the text.
#![no_main]

use demarche_gather::from_bytes;
use demarche_read::{Reader, report};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

fuzz_target!(|bytes: &[u8]| {
    for hint in [None, Some("a.html"), Some("a.md")] {
        let document = report::lay_out(&from_bytes(bytes, hint));
        for block in &document.blocks {
            assert!(document.text.get(block.span.range()).is_some_and(|words| !words.is_empty()));
        }
        READER.read_document(&document);
    }
});
