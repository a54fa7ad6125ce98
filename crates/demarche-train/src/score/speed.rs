//! Measures speed and memory on one core, and checks that every round gives the same answer.
//!
//! Words are runs between white space. Peak memory is the process's high-water mark (`VmHWM`, Linux only).

use demarche_read::Reader;
use demarche_read::report::{Document, lay_out};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long each measurement runs at least.
const LEAST: Duration = Duration::from_secs(3);

/// Times start-up, syntax and the whole reading over the reports of a folder; settles `speed.tsv`.
///
/// # Errors
/// Says which file could not be read, and fails when two rounds differ.
pub fn run(reports: &Path, scores: &Path) -> Result<(), String> {
    let begun = Instant::now();
    let reader = Reader::new();
    let loading = begun.elapsed();
    let documents = documents(reports)?;
    let words: usize = documents.iter().map(|document| document.text.split_whitespace().count()).sum();
    let syntax = measure(&documents, words, |document| {
        let reading = reader.parse_document(document);
        let mut sum = DefaultHasher::new();
        for token in &reading.tokens {
            (token.span, token.upos, token.head, token.deprel).hash(&mut sum);
        }
        sum.finish()
    })?;
    let whole = measure(&documents, words, |document| {
        let reading = reader.read_document(document);
        let mut sum = DefaultHasher::new();
        (reading.mentions.len(), reading.times.len()).hash(&mut sum);
        for statement in &reading.statements {
            (statement.content, statement.by).hash(&mut sum);
        }
        for event in &reading.events {
            (event.kind, &event.evidence, &event.actors).hash(&mut sum);
        }
        sum.finish()
    })?;
    let table = format!(
        "system\tstage\twords_per_second\tmilliseconds\tpeak_megabytes\n\
         demarche\tloading tables and weights\t\t{:.0}\t\n\
         demarche\tsplitting, tagging, parsing\t{:.0}\t\t\n\
         demarche\twhole reading\t{:.0}\t\t{}\n\
         spaCy large (published, CPU)\ttagging, parsing, names\t10014\t\t\n\
         UDPipe 1.2 (published, CPU)\ttagging, parsing\t1101\t\t\n\
         Stanza (published, CPU)\ttagging, parsing\t878\t\t\n",
        loading.as_secs_f64() * 1000.0,
        syntax,
        whole,
        peak_megabytes().map_or_else(String::new, |megabytes| megabytes.to_string()),
    );
    print!("{table}");
    super::table::settle(&scores.join("speed.tsv"), &table, false, &[])
}

/// Words a second over rounds of all documents; each round must give the first round's sums.
fn measure(documents: &[Document], words: usize, read: impl Fn(&Document) -> u64) -> Result<f64, String> {
    let first: Vec<u64> = documents.iter().map(&read).collect();
    let begun = Instant::now();
    let mut rounds = 0usize;
    while begun.elapsed() < LEAST {
        for (document, sum) in documents.iter().zip(&first) {
            if read(document) != *sum {
                return Err(format!(
                    "{}: read twice, two answers",
                    document.title.as_deref().unwrap_or("a report")
                ));
            }
        }
        rounds += 1;
    }
    Ok((rounds * words) as f64 / begun.elapsed().as_secs_f64())
}

fn documents(folder: &Path) -> Result<Vec<Document>, String> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| format!("cannot list {}: {error}", folder.display()))?;
    let mut files: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.retain(|file| file.is_file());
    files.sort();
    let mut documents = Vec::new();
    for file in files {
        let bytes =
            std::fs::read(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        documents.push(lay_out(&demarche_gather::from_bytes(&bytes, file.to_str())));
    }
    if documents.is_empty() { Err(format!("no reports in {}", folder.display())) } else { Ok(documents) }
}

fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}
