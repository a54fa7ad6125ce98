//! Running text for words that treebanks lack: public-domain and freely licensed reports, split into words.

use demarche_read::fitting::segment::Segmenter;
use demarche_read::reading::Reading;
use demarche_read::report::{Block, BlockKind, Document};
use demarche_read::text::Span;
use std::collections::BTreeSet;
use std::path::Path;

/// Reports that weights may be fitted on, one JSON object a line.
const FILES: [&str; 4] = [
    "state_dept_2021_2022.jsonl",
    "white_house_2021_2026.jsonl",
    "whitehouse_briefings_2009_2016.jsonl",
    "wikinews_sel_2004_2014.jsonl",
];
/// Words of the shortest and the longest sentence that is taken.
const SHORTEST: usize = 4;
const LONGEST: usize = 60;

/// Sentences of the reports of a folder, each once.
pub fn sentences(folder: &Path, segmenter: &Segmenter) -> Result<Vec<Vec<String>>, String> {
    let mut sentences = Vec::new();
    let mut seen = BTreeSet::new();
    for name in FILES {
        let path = folder.join(name);
        let lines = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for line in lines.lines() {
            let report: serde_json::Value =
                serde_json::from_str(line).map_err(|error| format!("{}: {error}", path.display()))?;
            let document = lay_out(report["text"].as_str().unwrap_or(""));
            let mut reading = Reading::new(&document);
            segmenter.run(&mut reading);
            for sentence in &reading.sentences {
                let count = sentence.tokens().len();
                if (SHORTEST..=LONGEST).contains(&count)
                    && seen.insert(document.slice(sentence.span).to_owned())
                {
                    sentences.push(sentence.tokens().map(|token| reading.form(token).to_owned()).collect());
                }
            }
        }
    }
    Ok(sentences)
}

/// A paragraph for each line.
fn lay_out(text: &str) -> Document {
    let mut document = Document::default();
    for part in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let start = document.text.len();
        document.text.push_str(part);
        let span = Span::new(start, document.text.len());
        document.blocks.push(Block { kind: BlockKind::Paragraph, span });
        document.text.push('\n');
    }
    document
}
