//! Scores time expressions against TIMEX3 gold: TimeBank, AQUAINT and MEANTIME.
//!
//! Relaxed: some byte is shared. Strict: the spans are equal. Value: shared and the TIMEX3 value is equal.
//! The rules are those of TempEval-3; document creation times are given, not scored. MEANTIME annotates the first
//! sentences of each article alone: what we say past its last annotation is not counted there.

use demarche_read::Reader;
use demarche_read::report::{BlockKind, Part, Report, lay_out};
use serde_json::Value;
use std::path::Path;

/// Counts over a corpus.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeCounts {
    gold: usize,
    said: usize,
    relaxed: usize,
    strict: usize,
    value: usize,
}

/// Scores one corpus file (JSON lines); prints misses if asked.
///
/// # Errors
/// Says which file could not be read, or which line is not as expected.
fn score(path: &Path, reader: &Reader, annotation: Annotation, misses: bool) -> Result<TimeCounts, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let mut counts = TimeCounts::default();
    for (number, line) in text.lines().enumerate() {
        let story: Value = serde_json::from_str(line)
            .map_err(|error| format!("{}:{}: {error}", path.display(), number + 1))?;
        one(&story, reader, annotation, misses, &mut counts);
    }
    Ok(counts)
}

/// How much of each article carries annotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Annotation {
    Whole,
    FirstSentences,
}

fn one(story: &Value, reader: &Reader, annotation: Annotation, misses: bool, counts: &mut TimeCounts) {
    let body = story["text"].as_str().unwrap_or_default();
    let paragraphs = body.lines().filter(|line| !line.trim().is_empty());
    let report = Report {
        published: story["dct"].as_str().map(str::to_owned),
        parts: paragraphs
            .map(|line| Part { kind: Some(BlockKind::Paragraph), text: line.to_owned() })
            .collect(),
        ..Report::default()
    };
    let document = lay_out(&report);
    let reading = reader.read_document(&document);
    // The laid-out text differs from the gold's in white space alone: places are compared by the letters before them.
    let letters =
        |text: &str, at: usize| text.get(..at).unwrap_or(text).chars().filter(|c| !c.is_whitespace()).count();
    let place =
        |start: usize, words: &str| (start, start + words.chars().filter(|c| !c.is_whitespace()).count());
    let said: Vec<(usize, usize, &str, &str)> = reading
        .times
        .iter()
        .map(|time| {
            let words = reading.slice(time.span);
            let (from, to) = place(letters(&document.text, time.span.start as usize), words);
            (from, to, time.value.as_str(), words)
        })
        .collect();
    let gold: Vec<(usize, usize, &str, String)> = story["timex"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(|time| {
            let (start, end) = (time["start"].as_u64()? as usize, time["end"].as_u64()? as usize);
            let words: String = body.chars().skip(start).take(end - start).collect();
            let before = body.chars().take(start).filter(|c| !c.is_whitespace()).count();
            let (from, to) = place(before, &words);
            Some((from, to, time["value"].as_str().unwrap_or_default(), words))
        })
        .collect();
    let annotated = gold.iter().map(|(_, to, _, _)| *to).max().unwrap_or(0);
    let said: Vec<_> =
        said.into_iter().filter(|own| annotation == Annotation::Whole || own.0 < annotated).collect();
    counts.gold += gold.len();
    counts.said += said.len();
    let mut used = vec![false; said.len()];
    for (from, to, value, words) in &gold {
        let hit =
            said.iter().enumerate().position(|(index, own)| !used[index] && own.0 < *to && *from < own.1);
        match hit {
            Some(index) => {
                used[index] = true;
                counts.relaxed += 1;
                counts.strict += usize::from((said[index].0, said[index].1) == (*from, *to));
                counts.value += usize::from(said[index].2 == *value);
                if misses && said[index].2 != *value {
                    println!(
                        "value\t{words}\t{value}\t{}\t{}",
                        said[index].2,
                        story["dct"].as_str().unwrap_or("-")
                    );
                }
            }
            None if misses => println!("missed\t{words}\t{value}"),
            None => {}
        }
    }
    for (_, own) in used.iter().zip(&said).filter(|(used, _)| misses && !**used) {
        println!("extra\t{}\t{}", own.3, own.2);
    }
}

impl TimeCounts {
    /// A row of the table: relaxed, strict and value F1 in per cent.
    pub fn row(&self, system: &str, corpus: &str) -> String {
        let f1 = |hits: usize| 200.0 * hits as f64 / (self.gold + self.said).max(1) as f64;
        format!(
            "{system}\t{corpus}\t{}\t{}\t{:.1}\t{:.1}\t{:.1}\n",
            self.gold,
            self.said,
            f1(self.relaxed),
            f1(self.strict),
            f1(self.value)
        )
    }
}

/// Scores the three corpora and settles `time.tsv`, the peers' figures beside ours.
///
/// # Errors
/// As [`score`], and when the committed table differs.
pub fn run(data: &Path, scores: &Path, misses: bool, check: bool) -> Result<(), String> {
    let reader = Reader::new();
    let mut table = String::from("system\tcorpus\tgold\tsaid\trelaxed_f1\tstrict_f1\tvalue_f1\n");
    let corpora = [
        ("timebank", Annotation::Whole),
        ("aquaint", Annotation::Whole),
        ("meantime", Annotation::FirstSentences),
    ];
    for (corpus, annotation) in corpora {
        let counts = score(&data.join(format!("time/{corpus}.jsonl")), &reader, annotation, misses)?;
        table.push_str(&counts.row("demarche", corpus));
    }
    table.push_str("HeidelTime\tTempEval-3 platinum (published)\t\t\t90.3\t81.3\t77.6\n");
    table.push_str("SUTime\tTempEval-3 platinum (published)\t\t\t90.3\t79.6\t67.4\n");
    print!("{table}");
    super::table::settle(&scores.join("time.tsv"), &table, check, &[])
}
