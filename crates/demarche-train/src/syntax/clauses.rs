//! Clauses as sentences of their own: what a sentence says in few words, as reports and headlines do.
//!
//! In: a sentence of a treebank. Out: one of its finite clauses with its subject, helpers, objects and complements,
//! without what is joined to it; a full stop after it. Names in it may be those of states.

use super::conllu::{Row, Sentence};
use super::random::Random;
use demarche_read::country;
use demarche_read::fitting::weights::Tag;
use demarche_read::syntax::{Deprel, Feats, Upos};
use std::collections::BTreeSet;

/// Words of the shortest and the longest clause that is taken, the full stop not counted.
const SHORTEST: usize = 3;
const LONGEST: usize = 14;

/// Whether a dependent of this relation belongs to the core of its clause.
fn is_core(relation: Deprel) -> bool {
    relation.is_nominal_subject()
        || matches!(
            relation,
            Deprel::Obj
                | Deprel::Iobj
                | Deprel::Obl
                | Deprel::OblAgent
                | Deprel::Xcomp
                | Deprel::Aux
                | Deprel::AuxPass
                | Deprel::Cop
                | Deprel::Expl
                | Deprel::CompoundPrt
        )
}

/// Whether a word can head a clause that stands alone.
fn stands_alone(rows: &[Row], place: usize) -> bool {
    let row = &rows[place];
    let joined =
        matches!(row.deprel, Deprel::Root | Deprel::Ccomp | Deprel::Conj | Deprel::Parataxis | Deprel::Advcl);
    let number = place + 1;
    let finite = |row: &Row| matches!(row.tag.penn, "VBD" | "VBZ" | "VBP" | "MD");
    let child = |fits: &dyn Fn(usize, &Row) -> bool| {
        rows.iter().enumerate().any(|(at, row)| usize::from(row.head) == number && fits(at, row))
    };
    let helped =
        child(&|_, row| matches!(row.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop) && finite(row));
    let asking = ["WP", "WDT", "EX"];
    let subject =
        child(&|at, row| row.deprel.is_nominal_subject() && at < place && !asking.contains(&row.tag.penn));
    joined && subject && ((row.tag.upos == Upos::Verb && finite(row)) || helped)
}

/// A clause of a sentence, drawn at random; none where no clause is short enough.
pub fn draw(sentence: &Sentence, random: &mut Random) -> Option<Sentence> {
    let rows = &sentence.rows;
    let mut verbs: Vec<usize> = (0..rows.len()).filter(|place| stands_alone(rows, *place)).collect();
    random.shuffle(&mut verbs);
    verbs.into_iter().find_map(|verb| core(rows, verb))
}

/// The verb with its core, as a sentence with a full stop.
fn core(rows: &[Row], verb: usize) -> Option<Sentence> {
    // Up from a word to the dependent of the verb that it lies under.
    let belongs = |word: usize| {
        let mut place = word;
        for _ in 0..rows.len() {
            let head = usize::from(rows[place].head).checked_sub(1);
            match head {
                _ if place == verb => return true,
                Some(head) if head == verb => return is_core(rows[place].deprel),
                Some(head) => place = head,
                None => return false,
            }
        }
        false
    };
    let kept: Vec<usize> = (0..rows.len()).filter(|word| belongs(*word)).collect();
    if !(SHORTEST..=LONGEST).contains(&kept.len()) {
        return None;
    }
    let number = |place: usize| kept.binary_search(&place).map_or(0, |number| number as u16 + 1);
    let mut clause = Sentence::default();
    for place in &kept {
        let row = &rows[*place];
        let (head, deprel) = match *place == verb {
            true => (0, Deprel::Root),
            false => (number(usize::from(row.head) - 1), row.deprel),
        };
        clause.rows.push(Row { head, deprel, ..row.clone() });
    }
    if let Some(first) = clause.rows.first_mut() {
        first.form = capital(&first.form);
    }
    clause.rows.push(Row {
        form: ".".to_owned(),
        lemma: ".".to_owned(),
        tag: Tag { upos: Upos::Punct, penn: "." },
        feats: Feats::default(),
        head: number(verb),
        deprel: Deprel::Punct,
        glued: false,
    });
    Some(clause)
}

/// A word with a capital.
pub fn capital(form: &str) -> String {
    let mut letters = form.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Puts names of states where a sentence has a name of one word, in so many of a thousand cases.
pub fn rename(sentence: &mut Sentence, states: &[&str], of_thousand: usize, random: &mut Random) {
    let parts: BTreeSet<u16> = sentence
        .rows
        .iter()
        .filter(|row| matches!(row.deprel, Deprel::Flat | Deprel::Compound | Deprel::Det | Deprel::Goeswith))
        .map(|row| row.head)
        .collect();
    for (row, number) in sentence.rows.iter_mut().zip(1..) {
        let whole =
            !matches!(row.deprel, Deprel::Flat | Deprel::Compound | Deprel::Goeswith | Deprel::Vocative);
        if row.tag.penn == "NNP" && whole && !parts.contains(&number) && random.often(of_thousand) {
            row.form = states[random.below(states.len())].to_owned();
        }
    }
}

/// Names of states that are one word.
pub fn states() -> Vec<&'static str> {
    let named =
        |(spelling, code): &(&str, &str)| !spelling.contains(' ') && country::name(code) == Some(*spelling);
    country::spellings().filter(named).map(|(spelling, _)| spelling).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::conllu::Treebank;

    #[test]
    fn clauses_stand_alone() {
        let text = "\
1\tHe\t_\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tsaid\t_\tVERB\tVBD\t_\t0\troot\t_\t_
3\tthat\t_\tSCONJ\tIN\t_\t5\tmark\t_\t_
4\tOmar\t_\tPROPN\tNNP\t_\t5\tnsubj\t_\t_
5\tleft\t_\tVERB\tVBD\t_\t2\tccomp\t_\t_
6\tthe\t_\tDET\tDT\t_\t7\tdet\t_\t_
7\troom\t_\tNOUN\tNN\t_\t5\tobj\t_\t_
8\t!\t_\tPUNCT\t.\t_\t2\tpunct\t_\t_
";
        let treebank = Treebank::parse(text);
        let mut clause = draw(&treebank.sentences[0], &mut Random::new(1)).unwrap();
        rename(&mut clause, &["Oman"], 1000, &mut Random::new(1));
        let show: Vec<String> = clause
            .rows
            .iter()
            .map(|row| format!("{} {} {}", row.form, row.head, row.deprel.as_str()))
            .collect();
        assert_eq!(show, ["Oman 2 nsubj", "left 0 root", "the 4 det", "room 2 obj", ". 2 punct"]);
        assert!(states().contains(&"Oman") && states().len() > 100);
    }
}
