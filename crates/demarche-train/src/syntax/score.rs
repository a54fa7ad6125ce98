//! Scores syntax on the development parts: with given words, and from raw text as the CoNLL 2018 task scored it.

use super::conllu::{Row, Treebank};
use super::segmenter::paragraphs;
use super::{ScoreOptions, read_model};
use demarche_read::fitting::inflect::Inflector;
use demarche_read::fitting::parse::Parser;
use demarche_read::fitting::segment::Segmenter;
use demarche_read::given::Given;
use demarche_read::reading::{Reading, Token};
use demarche_read::report::{Block, BlockKind, Document};
use demarche_read::text::Span;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Instant;

/// Systems measured by others on comparable text; where a figure is not known, the cell is empty.
const PEERS: &str = "\
udpipe-1.2 as published\tewt-test\tgiven words\t\t\t\t81.1\t\t\t1101
udpipe-1.2 as published\tewt-test\traw text\t93.3\t\t\t77.0\t\t\t
udpipe-1.2 fitted on this train part\tewt-dev\tgiven words\t\t\t\t77\t\t\t
spacy tok2vec, 2000 steps on this train part\tewt-dev\tgiven words\t93.3\t\t80.4\t75.8\t\t\t
lima as published\tewt-test\tgiven words\t\t\t\t84.7\t\t\t
udify as published\tewt-test\tgiven words\t\t\t\t88.5\t\t\t
stanza as published\tewt-test\tgiven words\t\t\t\t90\t\t\t878
";

const HEADER: &str = "system\tcorpus\tsetting\tupos\txpos\tuas\tlas\tlas_full\tsentences\twords_per_second\n";

/// Words that are right in each respect.
#[derive(Default)]
struct Figures {
    gold: usize,
    found: usize,
    upos: usize,
    xpos: usize,
    feats: usize,
    lemma: usize,
    uas: usize,
    las: usize,
    las_full: usize,
    sentences_gold: usize,
    sentences_found: usize,
    sentences: usize,
    words: usize,
}

impl Figures {
    fn note(&mut self, row: &Row, token: &Token, attached: bool) {
        self.upos += usize::from(token.upos == row.tag.upos);
        self.xpos += usize::from(token.xpos == row.tag.penn);
        self.feats += usize::from(token.feats == row.feats);
        self.lemma += usize::from(token.lemma == row.lemma);
        self.uas += usize::from(attached);
        self.las += usize::from(attached && token.deprel.universal() == row.deprel.universal());
        self.las_full += usize::from(attached && token.deprel == row.deprel);
    }

    /// F1 of 100: with given words, the share that is right.
    fn f1(&self, right: usize) -> f64 {
        right as f64 * 200.0 / (self.gold + self.found).max(1) as f64
    }

    fn row(&self, corpus: &str, setting: &str, seconds: f64) -> String {
        let sentences =
            self.sentences as f64 * 200.0 / (self.sentences_gold + self.sentences_found).max(1) as f64;
        format!(
            "demarche\t{corpus}\t{setting}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{sentences:.2}\t{:.0}\n",
            self.f1(self.upos),
            self.f1(self.xpos),
            self.f1(self.uas),
            self.f1(self.las),
            self.f1(self.las_full),
            (self.found as f64 / seconds / 1000.0).round() * 1000.0,
        )
    }
}

/// The fitted stages.
struct Syntax {
    segmenter: Segmenter,
    parser: Parser,
    inflector: Inflector,
}

/// Prints how weights of the network do on the development parts with given words.
pub fn watch(bytes: &[u8], corpora: &std::path::Path) -> Result<(), String> {
    let parser = Parser::load(bytes.to_vec().leak()).map_err(|refusal| refusal.to_string())?;
    for name in ["ewt-dev", "gum-open-dev"] {
        let treebank = super::treebank(corpora, &format!("{name}.conllu"))?;
        let given = given(&treebank);
        let started = Instant::now();
        let mut reading = given.reading();
        parser.run(&mut reading);
        let (figures, _) = compare(&reading, &treebank);
        eprint!("    {}", figures.row(name, "given words", started.elapsed().as_secs_f64()));
    }
    Ok(())
}

/// Scores the weights, prints the table, and writes it or compares it with the committed one.
pub fn run(options: &ScoreOptions) -> Result<(), String> {
    let refused = |refusal: demarche_read::fitting::weights::Refusal| refusal.to_string();
    let syntax = Syntax {
        segmenter: Segmenter::load(read_model("segment.weights")?).map_err(refused)?,
        parser: Parser::load(read_model("parse.weights")?).map_err(refused)?,
        inflector: Inflector::load(read_model("inflect.weights")?).map_err(refused)?,
    };
    let mut table = HEADER.to_owned();
    for name in ["ewt-dev", "gum-open-dev"] {
        let treebank = super::treebank(&options.corpora, &format!("{name}.conllu"))?;
        table += &given_words(&syntax, name, &treebank);
        table += &raw_text(&syntax, name, &treebank);
    }
    table += PEERS;
    print!("{table}");
    let path = options.scores.join("syntax.tsv");
    if !options.check {
        return std::fs::write(&path, table).map_err(|error| format!("{}: {error}", path.display()));
    }
    let committed = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    match without_speed(&committed) == without_speed(&table) {
        true => Ok(()),
        false => Err(format!(
            "{}: differs from what is measured now\nhint: score again without --check",
            path.display()
        )),
    }
}

fn without_speed(table: &str) -> Vec<&str> {
    table.lines().map(|line| line.rsplit_once('\t').map_or(line, |(figures, _)| figures)).collect()
}

fn given(treebank: &Treebank) -> Given {
    Given::new(treebank.sentences.iter().map(|sentence| sentence.rows.iter().map(|row| row.form.as_str())))
}

/// Counts of mistaken relations: which for which.
type Confusions = BTreeMap<(&'static str, &'static str), usize>;

/// Compares a reading of given words with gold.
fn compare(reading: &Reading<'_>, treebank: &Treebank) -> (Figures, Confusions) {
    let mut figures = Figures { gold: treebank.words(), found: reading.tokens.len(), ..Figures::default() };
    (figures.sentences, figures.sentences_gold, figures.sentences_found) = (1, 1, 1);
    let mut confusions = Confusions::new();
    for (row, token) in treebank.sentences.iter().flat_map(|sentence| &sentence.rows).zip(&reading.tokens) {
        let first = reading.sentences[token.sentence.index()].first.0;
        let head = token.head.map_or(0, |head| head.0 - first + 1);
        let attached = head == u32::from(row.head);
        figures.note(row, token, attached);
        if attached && token.deprel != row.deprel {
            *confusions.entry((row.deprel.as_str(), token.deprel.as_str())).or_default() += 1;
        }
    }
    (figures, confusions)
}

fn given_words(syntax: &Syntax, name: &str, treebank: &Treebank) -> String {
    let given = given(treebank);
    let started = Instant::now();
    let mut reading = given.reading();
    syntax.parser.run(&mut reading);
    let parsed = started.elapsed().as_secs_f64();
    syntax.inflector.run(&mut reading);
    let seconds = started.elapsed().as_secs_f64();
    let (figures, confusions) = compare(&reading, treebank);
    let mut worst: Vec<_> = confusions.into_iter().collect();
    worst.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut line = String::new();
    for ((gold, guess), count) in worst.iter().take(12) {
        let _ = write!(line, " {gold}>{guess} {count}");
    }
    eprintln!(
        "{name}: features {:.2}, lemmas {:.2}; parsing {:.0} words/s, inflecting {:.0}; relations mistaken:{line}",
        figures.f1(figures.feats),
        figures.f1(figures.lemma),
        figures.found as f64 / parsed,
        figures.found as f64 / (seconds - parsed),
    );
    figures.row(name, "given words", seconds)
}

/// A gold word where it stands, with the span of its head.
struct Placed<'t> {
    row: &'t Row,
    head: Option<Span>,
}

fn raw_text(syntax: &Syntax, name: &str, treebank: &Treebank) -> String {
    let mut document = Document::default();
    let mut spans = Vec::new();
    let mut sentence_spans = std::collections::BTreeSet::new();
    for paragraph in paragraphs(treebank) {
        let start = document.text.len();
        document.text.push_str(paragraph.text.trim_end());
        let span = Span::new(start, document.text.len());
        document.blocks.push(Block { kind: BlockKind::Paragraph, span });
        document.text.push('\n');
        spans.extend(
            paragraph
                .words
                .iter()
                .map(|word| Span { start: word.start + start as u32, end: word.end + start as u32 }),
        );
    }
    let mut placed: BTreeMap<Span, Placed<'_>> = BTreeMap::new();
    let mut first = 0;
    for sentence in &treebank.sentences {
        for (place, row) in sentence.rows.iter().enumerate() {
            let head = usize::from(row.head).checked_sub(1).map(|head| spans[first + head]);
            placed.insert(spans[first + place], Placed { row, head });
        }
        sentence_spans.insert(spans[first].cover(spans[first + sentence.rows.len() - 1]));
        first += sentence.rows.len();
    }
    let started = Instant::now();
    let mut reading = Reading::new(&document);
    syntax.segmenter.run(&mut reading);
    syntax.parser.run(&mut reading);
    syntax.inflector.run(&mut reading);
    let seconds = started.elapsed().as_secs_f64();
    let mut figures = Figures {
        gold: treebank.words(),
        found: reading.tokens.len(),
        sentences_gold: sentence_spans.len(),
        sentences_found: reading.sentences.len(),
        sentences: reading
            .sentences
            .iter()
            .filter(|sentence| sentence_spans.contains(&sentence.span))
            .count(),
        ..Figures::default()
    };
    for token in &reading.tokens {
        let Some(gold) = placed.get(&token.span) else { continue };
        figures.words += 1;
        figures.note(gold.row, token, gold.head == token.head.map(|head| reading.token(head).span));
    }
    eprintln!("{name}: words found {:.2}", figures.f1(figures.words));
    figures.row(name, "raw text", seconds)
}
