//! Lemmas: the longest ending of a word that the corpora know says what to take off and what to put on.

use crate::syntax::Upos;
use crate::weights::{Refusal, Tag, ValueTable, key, text};
use smol_str::{SmolStr, SmolStrBuilder};
use std::str::Lines;

/// Rules from a weights file.
pub struct Lemmas {
    rules: ValueTable,
    scripts: Vec<Script>,
}

/// Takes some letters off the end and puts others on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Script {
    cut: usize,
    add: &'static str,
}

/// How rules are written: shared by fitting and running.
pub struct LemmaRules;

impl LemmaRules {
    /// Longest ending that a rule looks at, in bytes.
    pub const LONGEST: usize = 6;

    /// Key of the rule for a whole word.
    pub fn whole(lower: &str, tag: Tag) -> u32 {
        key(1, text(lower), tag.hash())
    }

    /// Key of the rule for an ending.
    pub fn ending(ending: &str, tag: Tag) -> u32 {
        key(2, text(ending), tag.hash())
    }

    /// Whether lemmas of this tag keep the capitals of the form.
    pub fn keeps_case(tag: Tag) -> bool {
        matches!(tag.upos, Upos::Propn | Upos::X | Upos::Sym)
    }

    /// The script that turns a form into a lemma: how many bytes to cut, what to add.
    pub fn script<'l>(form: &str, lemma: &'l str) -> (usize, &'l str) {
        let shared = form.char_indices().zip(lemma.chars()).find(|((_, one), other)| one != other);
        let shared = shared.map_or(form.len().min(lemma.len()), |((place, _), _)| place);
        (form.len() - shared, &lemma[shared..])
    }
}

impl Lemmas {
    /// From sections of a weights file.
    ///
    /// # Errors
    /// Refuses sections of another format.
    pub fn load(rules: &'static [u8], scripts: Lines<'static>) -> Result<Lemmas, Refusal> {
        let scripts = scripts
            .map(|line| {
                let (cut, add) = line.split_once('\t').ok_or(Refusal::Format)?;
                Ok(Script { cut: cut.parse().map_err(|_| Refusal::Format)?, add })
            })
            .collect::<Result<Vec<Script>, Refusal>>()?;
        Ok(Lemmas { rules: ValueTable::new(rules).ok_or(Refusal::Format)?, scripts })
    }

    /// The lemma of a form with its tag.
    pub fn lemma(&self, form: &str, lower: &SmolStr, tag: Tag) -> SmolStr {
        let base = if LemmaRules::keeps_case(tag) { form } else { lower.as_str() };
        let Some(script) = self.script(lower, tag) else {
            return if base == lower.as_str() { lower.clone() } else { SmolStr::new(base) };
        };
        if script.cut == 0 && script.add.is_empty() && base == lower.as_str() {
            return lower.clone();
        }
        let kept = base.len().checked_sub(script.cut).and_then(|end| base.get(..end)).unwrap_or(base);
        let mut lemma = SmolStrBuilder::new();
        lemma.push_str(kept);
        lemma.push_str(script.add);
        let lemma = lemma.finish();
        if lemma.is_empty() { SmolStr::new(base) } else { lemma }
    }

    fn script(&self, lower: &str, tag: Tag) -> Option<&Script> {
        let whole = || self.rules.get(LemmaRules::whole(lower, tag));
        let ending = |length: usize| {
            let ending = lower.get(lower.len().checked_sub(length)?..)?;
            self.rules.get(LemmaRules::ending(ending, tag))
        };
        let found = whole().or_else(|| (0..=LemmaRules::LONGEST).rev().find_map(ending))?;
        self.scripts.get(found as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts() {
        for (form, lemma, cut, add) in [
            ("talks", "talk", 1, ""),
            ("denied", "deny", 3, "y"),
            ("’s", "be", 4, "be"),
            ("say", "say", 0, ""),
        ] {
            assert_eq!(LemmaRules::script(form, lemma), (cut, add), "{form}");
        }
    }
}
