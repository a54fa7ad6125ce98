//! Treebanks in CoNLL-U: what fitting needs of them.

use demarche_read::fitting::weights::{Tag, penn};
use demarche_read::syntax::{Deprel, Feats, Upos};

/// A word as annotated.
#[derive(Clone, Debug)]
pub struct Row {
    pub form: String,
    pub lemma: String,
    pub tag: Tag,
    pub feats: Feats,
    /// Number of the head, 0 for the root.
    pub head: u16,
    pub deprel: Deprel,
    /// No space follows.
    pub glued: bool,
}

/// A sentence as annotated.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    pub rows: Vec<Row>,
    /// A paragraph starts here.
    pub opens_paragraph: bool,
    /// A document starts here.
    pub opens_document: bool,
}

/// Sentences of one or more files.
#[derive(Clone, Debug, Default)]
pub struct Treebank {
    pub sentences: Vec<Sentence>,
}

impl Treebank {
    /// Reads words, tags and trees; empty nodes are left out, words written together are glued.
    pub fn parse(text: &str) -> Treebank {
        let mut treebank = Treebank::default();
        let mut sentence = Sentence::default();
        // Last word of a token that stands for several words, and whether that token is glued to the next.
        let mut several: Option<(usize, bool)> = None;
        for line in text.lines().chain([""]) {
            if line.is_empty() {
                if !sentence.rows.is_empty() {
                    treebank.sentences.push(std::mem::take(&mut sentence));
                }
                several = None;
            } else if line.starts_with("# newdoc") {
                (sentence.opens_document, sentence.opens_paragraph) = (true, true);
            } else if line.starts_with("# newpar") && !line.starts_with("# newpar_") {
                sentence.opens_paragraph = true;
            } else if !line.starts_with('#') {
                read_line(line, &mut sentence, &mut several);
            }
        }
        treebank
    }

    pub fn words(&self) -> usize {
        self.sentences.iter().map(|sentence| sentence.rows.len()).sum()
    }
}

fn read_line(line: &str, sentence: &mut Sentence, several: &mut Option<(usize, bool)>) {
    let cells: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, upos, xpos, feats, head, deprel, _, misc] = cells[..] else { return };
    let spaceless = misc.split('|').any(|item| item == "SpaceAfter=No");
    if let Some((_, last)) = id.split_once('-') {
        *several = last.parse().ok().map(|last| (last, spaceless));
        return;
    }
    let Ok(number) = id.parse::<usize>() else { return };
    let glued = match several {
        Some((last, _)) if number < *last => true,
        Some((last, glued)) if number == *last => *glued,
        _ => spaceless,
    };
    let upos = Upos::parse(upos).unwrap_or(Upos::X);
    sentence.rows.push(Row {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        tag: Tag { upos, penn: penn(xpos).unwrap_or("XX") },
        feats: Feats::parse(feats),
        head: head.parse().unwrap_or(0),
        deprel: Deprel::parse(deprel).unwrap_or(Deprel::Dep),
        glued,
    });
}
