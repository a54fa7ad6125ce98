//! Scores statements on PolNeAR: exact spans of source, cue and content, and whether source and content are linked.
//!
//! In: documents as JSON lines (`text`, `date`, `attributions` with spans in Unicode code points). Out: rows of a table.
//!
//! A span counts as found only if it is exact. PolNeAR keeps the complementizer and the quotation marks in the content
//! and leaves the attribution out of it, the record does the opposite; so before comparing, ours are widened by the
//! complementizer and the marks, and cut where the attribution stands. Spans are compared as the contiguous pieces
//! they are labelled in. A link is found if source and content both share a word with the gold's.

use demarche_read::Reader;
use demarche_read::record::Record;
use demarche_read::report::{Part, Report};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Peers on the test half, published: name, then F1 of source, cue, content and lenient link, in percent.
const PEERS: [(&str, [Option<f64>; 4]); 6] = [
    ("peer rules", [Some(10.7), Some(22.8), Some(5.6), None]),
    ("peer CoreNLP quote", [Some(13.9), None, Some(17.5), None]),
    ("peer CRF", [Some(50.6), Some(53.4), Some(28.6), None]),
    ("peer BiLSTM+CRF", [Some(69.6), Some(66.7), Some(59.0), None]),
    ("peer BERT+Cofe", [Some(83.2), Some(75.3), Some(72.9), None]),
    ("people among themselves", [Some(77.7), Some(70.5), Some(65.9), Some(77.0)]),
];

type Piece = (usize, usize);

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    date: Option<String>,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize, Default, Clone)]
struct Attribution {
    source: Vec<Piece>,
    cue: Vec<Piece>,
    content: Vec<Piece>,
}

/// Hits among gold and said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    gold: usize,
    said: usize,
    hit: usize,
}

impl Count {
    fn add(&mut self, gold: &BTreeSet<Piece>, said: &BTreeSet<Piece>) {
        self.gold += gold.len();
        self.said += said.len();
        self.hit += gold.intersection(said).count();
    }
    fn figures(self) -> [f64; 3] {
        let share = |whole: usize| if whole == 0 { 0.0 } else { 100.0 * self.hit as f64 / whole as f64 };
        let (precision, recall) = (share(self.said), share(self.gold));
        let both = self.gold + self.said;
        let f1 = if both == 0 { 0.0 } else { 200.0 * self.hit as f64 / both as f64 };
        [precision, recall, f1]
    }
}

/// Counts over a corpus, and what was missed or said in excess.
#[derive(Default)]
pub struct Scored {
    /// Source, cue, content, link.
    pub counts: [Count; 4],
    /// Linked statements and all statements, by confidence.
    pub by_confidence: BTreeMap<String, (usize, usize)>,
    /// Linked statements and all statements, by the cue's words.
    pub by_cue: BTreeMap<String, (usize, usize)>,
    /// One line for each gold attribution without link and each statement in excess.
    pub misses: Vec<String>,
}

/// Scores a file.
///
/// # Errors
/// Says which line is not what it should be.
pub fn score(path: &Path) -> Result<Scored, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let reader = Reader::new();
    let mut result = Scored::default();
    for (number, line) in text.lines().enumerate() {
        let row: Row = serde_json::from_str(line)
            .map_err(|error| format!("{} line {}: {error}", path.display(), number + 1))?;
        let parts = row
            .text
            .split('\n')
            .filter(|part| !part.trim().is_empty())
            .map(|part| Part { kind: None, text: part.to_owned() })
            .collect();
        let record = reader.read(&Report { published: row.date.clone(), parts, ..Report::default() });
        compare(&row, &record, &mut result);
    }
    Ok(result)
}

fn compare(row: &Row, record: &Record, result: &mut Scored) {
    let raw: Vec<char> = row.text.chars().collect();
    let places = align(&record.document.text, &raw);
    let said = said(record, &raw, &places);
    let pieces = |list: &[Attribution], part: fn(&Attribution) -> &Vec<Piece>| -> BTreeSet<Piece> {
        list.iter()
            .flat_map(|one| part(one).iter().map(|piece| trim(&raw, *piece)))
            .filter(|piece| piece.0 < piece.1)
            .collect()
    };
    let ours: Vec<Attribution> = said.iter().map(|(one, _)| one.clone()).collect();
    let parts: [fn(&Attribution) -> &Vec<Piece>; 3] = [|one| &one.source, |one| &one.cue, |one| &one.content];
    for (count, part) in result.counts.iter_mut().zip(parts) {
        count.add(&pieces(&row.attributions, part), &pieces(&ours, part));
    }
    let mut used = vec![false; said.len()];
    let link = &mut result.counts[3];
    link.gold += row.attributions.len();
    link.said += said.len();
    let show = |one: &Attribution| {
        let words = |list: &[Piece]| {
            let texts: Vec<String> =
                list.iter().map(|(start, end)| raw[*start..*end].iter().collect()).collect();
            texts.join(" … ")
        };
        format!("{} | {} | {}", words(&one.source), words(&one.cue), words(&one.content))
    };
    for gold in &row.attributions {
        let found = (0..said.len()).filter(|index| !used[*index]).find(|index| linked(gold, &said[*index].0));
        match found {
            Some(index) => {
                used[index] = true;
                link.hit += 1;
                let exact = trimmed(&raw, &gold.content) == trimmed(&raw, &said[index].0.content);
                let same_source = trimmed(&raw, &gold.source) == trimmed(&raw, &said[index].0.source);
                let same_cue = trimmed(&raw, &gold.cue) == trimmed(&raw, &said[index].0.cue);
                if !(exact && same_source && same_cue) {
                    result.misses.push(format!(
                        "{} differs: {}\n    for {}",
                        row.id,
                        show(&said[index].0),
                        show(gold)
                    ));
                }
            }
            None => result.misses.push(format!("{} missed: {}", row.id, show(gold))),
        }
    }
    for ((one, confidence), used) in said.iter().zip(&used) {
        let cue: String = one.cue.iter().flat_map(|(start, end)| raw[*start..*end].iter()).collect();
        for (table, key) in [
            (&mut result.by_confidence, format!("{confidence:.2}")),
            (&mut result.by_cue, cue.split_whitespace().last().unwrap_or("").to_lowercase()),
        ] {
            let entry = table.entry(key).or_default();
            entry.0 += usize::from(*used);
            entry.1 += 1;
        }
        if !used {
            result.misses.push(format!("{} extra {confidence:.2}: {}", row.id, show(one)));
        }
    }
}

/// Source and content each share a character with the gold's; where nobody is named, the content alone decides.
fn linked(gold: &Attribution, ours: &Attribution) -> bool {
    let share = |a: &[Piece], b: &[Piece]| a.iter().any(|a| b.iter().any(|b| a.0 < b.1 && b.0 < a.1));
    let source =
        if gold.source.is_empty() { ours.source.is_empty() } else { share(&gold.source, &ours.source) };
    source
        && share(&gold.content, &ours.content)
        && (gold.cue.is_empty() || ours.cue.is_empty() || near(gold, ours))
}

/// Two attributions of the same words may nest; the cue tells them apart.
fn near(gold: &Attribution, ours: &Attribution) -> bool {
    gold.cue.iter().any(|a| ours.cue.iter().any(|b| a.0 < b.1 + 40 && b.0 < a.1 + 40))
}

/// Our statements with their spans in the raw text's characters, in PolNeAR's convention.
fn said(record: &Record, raw: &[char], places: &[usize]) -> Vec<(Attribution, f32)> {
    let mut all: Vec<(Attribution, f32)> = Vec::new();
    for statement in &record.statements {
        let place =
            |span: demarche_read::text::Span| (places[span.start as usize], places[span.end as usize]);
        let source: Vec<Piece> = statement.source.iter().map(|passage| place(passage.span)).collect();
        let cue: Vec<Piece> = statement.cue.iter().map(|passage| place(passage.span)).collect();
        let content = widen(raw, place(statement.content.span));
        let content = cut(raw, content, source.iter().chain(&cue));
        // A quotation carried on belongs to the attribution it is carried from.
        if let Some((last, _)) =
            all.iter_mut().find(|(one, _)| !cue.is_empty() && one.cue == cue && one.source == source)
        {
            last.content.extend(content);
            continue;
        }
        all.push((Attribution { source, cue, content }, statement.confidence));
    }
    all
}

/// Takes the complementizer and the marks of a quotation in.
fn widen(raw: &[char], (mut start, mut end): Piece) -> Piece {
    let opens = |letter: char| "“\"«'‘`".contains(letter);
    let closes = |letter: char| "”\"»'’".contains(letter);
    let before = raw[..start].iter().rev().take_while(|letter| opens(**letter)).count();
    if before > 0 {
        let mut to = end;
        while to < raw.len() && ",.?!;…".contains(raw[to]) {
            to += 1;
        }
        let marks = raw[to..].iter().take_while(|letter| closes(**letter)).count().min(before.max(1));
        if marks > 0 {
            start -= before;
            end = to + marks;
        }
    }
    // A sentence's own stop inside the quotation's mark.
    if end < raw.len()
        && ".?!,".contains(raw[end])
        && raw.get(end + 1).is_some_and(|letter| closes(*letter))
        && raw[start..end].iter().any(|letter| opens(*letter))
    {
        end += 2;
    }
    let that = ['t', 'h', 'a', 't', ' '];
    if start >= 6 && raw[start - 5..start] == that && raw[start - 6].is_whitespace() {
        start -= 5;
    }
    (start, end)
}

/// Leaves the attribution out of a content that runs around it, from the comma or mark before it to the one behind.
fn cut<'p>(raw: &[char], content: Piece, attribution: impl Iterator<Item = &'p Piece>) -> Vec<Piece> {
    let inside: Vec<Piece> =
        attribution.copied().filter(|piece| content.0 < piece.0 && piece.1 < content.1).collect();
    let (Some(from), Some(to)) =
        (inside.iter().map(|piece| piece.0).min(), inside.iter().map(|piece| piece.1).max())
    else {
        return vec![content];
    };
    let mut to = to;
    while to < content.1 && !",“\"".contains(raw[to]) {
        to += 1;
    }
    if raw.get(to) == Some(&',') {
        to += 1;
    }
    let mut from = from;
    while from > content.0 && raw[from - 1].is_whitespace() {
        from -= 1;
    }
    if from > content.0 && raw[from - 1] == ',' {
        from -= 1;
    }
    vec![(content.0, from), (to, content.1)]
}

/// A piece without white space and unquoted punctuation at its edges.
fn trim(raw: &[char], (mut start, mut end): Piece) -> Piece {
    while start < end && raw[start].is_whitespace() {
        start += 1;
    }
    while end > start && raw[end - 1].is_whitespace() {
        end -= 1;
    }
    (start, end)
}

fn trimmed(raw: &[char], pieces: &[Piece]) -> Vec<Piece> {
    pieces.iter().map(|piece| trim(raw, *piece)).filter(|piece| piece.0 < piece.1).collect()
}

/// For each byte of our text (and its end), the character of the raw text it stands for. The layout may only have
/// dropped or changed white space and control characters.
fn align(ours: &str, raw: &[char]) -> Vec<usize> {
    /// Farthest that one dropped stretch may reach.
    const REACH: usize = 4000;
    let mut places = vec![0; ours.len() + 1];
    let mut at = 0;
    for (byte, letter) in ours.char_indices() {
        if !letter.is_whitespace() {
            let skip = raw[at.min(raw.len())..].iter().take(REACH).position(|other| *other == letter);
            at += skip.unwrap_or(0);
        }
        for place in &mut places[byte..byte + letter.len_utf8()] {
            *place = at.min(raw.len());
        }
        if !letter.is_whitespace() {
            at += 1;
        }
        places[byte + letter.len_utf8()] = at.min(raw.len());
    }
    places
}

/// Scores a file, prints the figures and settles `statements.tsv`.
///
/// # Errors
/// As [`score`], and when the committed table differs.
pub fn run(path: &Path, scores: &Path, misses: bool, check: bool) -> Result<(), String> {
    let result = score(path)?;
    let names = ["source", "cue", "content", "link"];
    let mut table = String::from("system\tmeasure\tprecision\trecall\tf1\n");
    for (name, count) in names.iter().zip(result.counts) {
        let [precision, recall, f1] = count.figures();
        table.push_str(&format!("demarche\t{name}\t{precision:.1}\t{recall:.1}\t{f1:.1}\n"));
    }
    for (peer, figures) in PEERS {
        for (name, figure) in names.iter().zip(figures) {
            if let Some(f1) = figure {
                table.push_str(&format!("{peer}\t{name}\t\t\t{f1:.1}\n"));
            }
        }
    }
    if misses {
        for miss in &result.misses {
            println!("{miss}");
        }
        for (confidence, (hit, all)) in &result.by_confidence {
            println!("confidence {confidence}: {hit} of {all} linked");
        }
        for (cue, (hit, all)) in &result.by_cue {
            println!("cue {cue}: {hit} of {all} linked");
        }
    }
    print!("{table}");
    super::table::settle(&scores.join("statements.tsv"), &table, check, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_move_to_the_convention_of_the_corpus() {
        let raw: Vec<char> = "He said that all “is well,” he said, “for now.” End".chars().collect();
        let find = |text: &str| {
            let whole: String = raw.iter().collect();
            let start = whole[..whole.find(text).unwrap_or(0)].chars().count();
            (start, start + text.chars().count())
        };
        assert_eq!(widen(&raw, find("all")), find("that all"));
        let content = (find("is well").0, find("for now").1);
        let cue = find("said, “for").0;
        let pieces = cut(&raw, widen(&raw, content), [(cue - 3, cue), (cue, cue + 4)].iter());
        let texts: Vec<String> =
            trimmed(&raw, &pieces).iter().map(|(start, end)| raw[*start..*end].iter().collect()).collect();
        assert_eq!(texts, ["“is well,”", "“for now.”"]);
    }
}
