//! The cue table: words that report what somebody said or thinks, the speech act, and how the content attaches.
//!
//! In: `lexicon/cues.tsv`. Out: rows by lemma, for verbs, nouns, adjectives and phrases.

use super::{lexicon, tree};
use crate::quick::TableMap;
use crate::reading::{Act, Reading};
use crate::syntax::Deprel;
use crate::text::TokenId;
use std::collections::HashSet;

const TABLE: &str = include_str!("../../lexicon/cues.tsv");

/// How the content attaches to its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A finite clause: "said (that) X", "asked whether X".
    That,
    /// A quotation, or a clause the cue floats in: "X, he said, Y".
    Quote,
    /// The object is whom it is told to.
    Whom,
    /// An infinitive with the speaker as its subject: "vowed to X".
    Infinitive,
    /// An infinitive after the addressee: "told Y to X".
    WhomInfinitive,
    /// An object and an infinitive, both of them content: "wants X to Y".
    ObjectInfinitive,
    /// A noun phrase: "rejected X".
    Object,
    /// A noun phrase seen as something: "described X as Y".
    ObjectAs,
    /// A noun phrase and its predicate: "called X Y".
    ObjectPredicate,
    /// A prepositional phrase: "called for X".
    Preposition(&'static str),
    /// A prepositional phrase and an infinitive: "called on X to Y".
    PrepositionInfinitive(&'static str),
    /// An object and a prepositional phrase: "accused X of Y".
    WhomPreposition(&'static str),
}

impl Frame {
    fn parse(text: &'static str) -> Frame {
        match text.split_once(':') {
            None => match text {
                "that" => Frame::That,
                "quote" => Frame::Quote,
                "whom" => Frame::Whom,
                "inf" => Frame::Infinitive,
                "np" => Frame::Object,
                preposition => Frame::Preposition(preposition),
            },
            Some(("whom", "inf")) => Frame::WhomInfinitive,
            Some(("obj", _)) => Frame::ObjectInfinitive,
            Some(("np", "as")) => Frame::ObjectAs,
            Some(("np", _)) => Frame::ObjectPredicate,
            Some(("whom", preposition)) => Frame::WhomPreposition(preposition),
            Some((preposition, _)) => Frame::PrepositionInfinitive(preposition),
        }
    }
}

/// One row of the table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Words that must stand with the lemma: a particle, or the rest of a phrase.
    pub with: Vec<&'static str>,
    /// Speech act.
    pub act: Act,
    /// Ways in which content attaches.
    pub frames: Vec<Frame>,
}

impl Row {
    /// Whether content may attach in a way.
    pub fn takes(&self, frame: Frame) -> bool {
        self.frames.contains(&frame)
    }
}

/// The table, by part of speech and lemma.
pub(super) struct Cues {
    verbs: TableMap<&'static str, Vec<Row>>,
    nouns: TableMap<&'static str, Vec<Row>>,
    adjectives: TableMap<&'static str, Vec<Row>>,
    light: HashSet<&'static str>,
    prepositions: TableMap<&'static str, Vec<Vec<&'static str>>>,
    frames: HashSet<(&'static str, &'static str)>,
    forms: TableMap<String, &'static str>,
    all_forms: TableMap<String, &'static str>,
}

/// Past forms that no rule gives.
const IRREGULAR: [(&str, &str); 16] = [
    ("said", "say"),
    ("told", "tell"),
    ("wrote", "write"),
    ("thought", "think"),
    ("felt", "feel"),
    ("found", "find"),
    ("held", "hold"),
    ("swore", "swear"),
    ("understood", "understand"),
    ("foresaw", "foresee"),
    ("foretold", "foretell"),
    ("forecast", "forecast"),
    ("knew", "know"),
    ("read", "read"),
    ("shown", "show"),
    ("rebutted", "rebut"),
];

/// Present and past of a regular verb.
fn finite_forms(lemma: &str) -> [String; 2] {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let consonant_y = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    if let Some(stem) = consonant_y {
        return [format!("{stem}ies"), format!("{stem}ied")];
    }
    let hisses = lemma.ends_with(['s', 'x', 'z']) || lemma.ends_with("ch") || lemma.ends_with("sh");
    [format!("{lemma}{}", if hisses { "es" } else { "s" }), format!("{stem}ed")]
}

impl Cues {
    pub fn new() -> Cues {
        let mut cues = Cues {
            verbs: TableMap::default(),
            nouns: TableMap::default(),
            adjectives: TableMap::default(),
            light: HashSet::new(),
            prepositions: TableMap::default(),
            frames: HashSet::new(),
            forms: TableMap::default(),
            all_forms: TableMap::default(),
        };
        for [lemma, part, act, takes] in lexicon::rows(TABLE) {
            let Some(act) = Act::parse(act) else { continue };
            let mut words = lemma.split(' ');
            let first = words.next().unwrap_or(lemma);
            let with: Vec<&str> = words.collect();
            let frames = lexicon::values(takes).map(Frame::parse).collect();
            match part {
                "verb" => cues.verbs.entry(first).or_default().push(Row { with, act, frames }),
                "noun" => cues.nouns.entry(first).or_default().push(Row { with, act, frames }),
                "adjective" => cues.adjectives.entry(first).or_default().push(Row { with, act, frames }),
                "light" => {
                    cues.light.insert(first);
                }
                "preposition" => cues.prepositions.entry(first).or_default().push(with),
                _ => {
                    if let Some(noun) = with.last() {
                        cues.frames.insert((first, noun));
                    }
                }
            }
        }
        // In the table's order, so that forms that two verbs share go to the same one each time.
        for [lemma, part, _, takes] in lexicon::rows(TABLE) {
            if part != "verb" {
                continue;
            }
            let first = lemma.split(' ').next().unwrap_or(lemma);
            for form in finite_forms(first) {
                cues.all_forms.entry(form).or_insert(first);
            }
            if lemma.contains(' ') || !lexicon::values(takes).any(|frame| frame == "that") {
                continue;
            }
            let irregular =
                IRREGULAR.iter().filter(|(_, of)| *of == lemma).map(|(form, _)| (*form).to_owned());
            for form in finite_forms(lemma).into_iter().chain(irregular) {
                cues.forms.entry(form).or_insert(lemma);
            }
        }
        for rows in cues.verbs.values_mut() {
            rows.sort_by_key(|row| std::cmp::Reverse(row.with.len()));
        }
        cues
    }

    /// Rows that a verb satisfies with its particle and the rest of its phrase, longest phrase first.
    pub fn verb<'c>(&'c self, reading: &Reading<'_>, verb: TokenId) -> Vec<&'c Row> {
        let Some(rows) = self.verbs.get(reading.lemma(verb)) else { return Vec::new() };
        let particle = reading.child(verb, Deprel::CompoundPrt).map(|id| reading.lower(id));
        rows.iter()
            .filter(|row| match (particle, row.with.is_empty()) {
                (Some(_), true) | (None, true) => particle.is_none(),
                (particle, false) => {
                    particle.is_none_or(|word| row.with.contains(&word))
                        && row.with.iter().all(|word| tree::has_word(reading, verb, word))
                }
            })
            .collect()
    }
    /// Rows of a noun.
    pub fn noun(&self, lemma: &str) -> &[Row] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }
    /// Rows of an adjective.
    pub fn adjective(&self, lemma: &str) -> &[Row] {
        self.adjectives.get(lemma).map_or(&[], Vec::as_slice)
    }
    /// Whether a verb lends itself to a noun that reports: "express hope", "issue a warning".
    pub fn is_light(&self, lemma: &str) -> bool {
        self.light.contains(lemma)
    }
    /// Whether a verb's lemma is in the table at all.
    pub fn knows_verb(&self, lemma: &str) -> bool {
        self.verbs.contains_key(lemma)
    }
    /// Whether a verb's lemma can report a quotation.
    pub fn quotes(&self, lemma: &str) -> bool {
        self.verbs.get(lemma).is_some_and(|rows| rows.iter().any(|row| row.takes(Frame::Quote)))
    }
    /// The lemma of which a word is a finite form ("denies", "told"), if that verb can report a clause.
    pub fn finite_form(&self, word: &str) -> Option<&'static str> {
        self.forms.get(word).copied()
    }
    /// The lemma of which a word is a finite form, whatever its verb takes.
    pub fn any_form(&self, word: &str) -> Option<&'static str> {
        self.all_forms.get(word).copied()
    }
    /// The act of a verb's first row.
    pub fn first_act(&self, lemma: &str) -> Option<Act> {
        self.verbs.get(lemma)?.last().map(|row| row.act)
    }
    /// The act of a verb with a frame.
    pub fn act(&self, lemma: &str, frame: Frame) -> Option<Act> {
        let rows = self.verbs.get(lemma)?;
        rows.iter().find(|row| row.with.is_empty() && row.takes(frame)).map(|row| row.act)
    }
    /// Whether a verb's object can be whom it is told to.
    pub fn tells(&self, lemma: &str) -> bool {
        self.verbs.get(lemma).is_some_and(|rows| rows.iter().any(|row| row.takes(Frame::Whom)))
    }
    /// Number of tokens of the phrase that starts here and names its source right after ("according to").
    pub fn preposition(&self, reading: &Reading<'_>, first: TokenId, end: TokenId) -> Option<usize> {
        let phrases = self.prepositions.get(reading.lower(first))?;
        phrases
            .iter()
            .filter(|rest| {
                first.index() + rest.len() < end.index()
                    && rest
                        .iter()
                        .enumerate()
                        .all(|(index, word)| reading.tokens[first.index() + 1 + index].lower == *word)
            })
            .map(|rest| rest.len() + 1)
            .max()
    }
    /// Whether a preposition and a noun make a frame around the source: "in Tehran's view".
    pub fn frames(&self, preposition: &str, noun: &str) -> bool {
        self.frames.iter().any(|(first, last)| *first == preposition && *last == noun)
    }
}
