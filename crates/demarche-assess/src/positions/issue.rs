//! What counts as one issue: "an end to the war" and "ends the war and takes its troops out" do.
//!
//! In: the wording of each stand of one holder, in order of time. Out: for each the place of its issue. A stand joins the
//! issue that holds the most of its words, each counted by how rarely it is used, if that is half of them or more.

use crate::words;
use std::collections::HashMap;

/// Share of the words that must agree, from either side.
const ENOUGH: f64 = 0.5;
/// What the same name of an issue counts for.
const SAME_NAME: f64 = 0.15;
/// Wordings of an issue that others are compared with: its first ones, and its latest.
const KEPT: usize = 3;
/// Words that say how somebody stands rather than on what.
const STANCE: &str = "accept agree ask call condition consider continue demand insist line must need never offer open \
    precondition prepared propose ready refuse reject repeat require red rule seek want willing would letting let make \
    made give take official spokesman spokeswoman minister president government group senior";

/// What a stand is about.
pub struct Wording {
    /// The words of the issue itself.
    core: Vec<u32>,
    /// All words of the passage.
    all: Vec<u32>,
}

impl Wording {
    /// From the issue's text and the passage; `names` are the parties' own, which say nothing about an issue of theirs.
    pub fn of(text: &str, passage: &str, names: &[u32]) -> Wording {
        let stance = words::concepts(STANCE);
        let telling = |text: &str| {
            let mut concepts = words::concepts(text);
            concepts.retain(|word| !names.contains(word) && stance.binary_search(word).is_err());
            concepts
        };
        let all = telling(passage);
        let core = telling(text);
        Wording { core: if core.is_empty() { all.clone() } else { core }, all }
    }
}

/// Issues of one holder while they are being sorted out.
pub struct Issues<'w> {
    weight: HashMap<u32, f64>,
    issues: Vec<Issue<'w>>,
    by_word: HashMap<u32, Vec<usize>>,
}

struct Issue<'w> {
    wordings: Vec<(&'w Wording, &'w str)>,
}

impl<'w> Issues<'w> {
    /// The place of each wording's issue.
    pub fn sort(wordings: impl Iterator<Item = (&'w Wording, &'w str)> + Clone) -> Vec<usize> {
        let mut count: HashMap<u32, f64> = HashMap::new();
        let mut total = 0.0;
        for (wording, _) in wordings.clone() {
            total += 1.0;
            for word in &wording.all {
                *count.entry(*word).or_default() += 1.0;
            }
        }
        let weigh = |count: f64| (1.0 + total / count).ln();
        let weight = count.into_iter().map(|(word, count)| (word, weigh(count))).collect();
        let mut sorted = Issues { weight, issues: Vec::new(), by_word: HashMap::new() };
        wordings.map(|(wording, name)| sorted.place(wording, name)).collect()
    }

    fn place(&mut self, wording: &'w Wording, name: &'w str) -> usize {
        let mut near: Vec<usize> =
            wording.all.iter().filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let mut best: Option<(f64, usize)> = None;
        for place in near {
            let known = self.issues[place].wordings.iter();
            let alike = known
                .map(|(other, other_name)| self.alike(wording, name, other, other_name))
                .fold(0.0, f64::max);
            // The later issue wins a tie: it is the one being talked of.
            if alike >= ENOUGH && best.is_none_or(|(most, _)| alike >= most) {
                best = Some((alike, place));
            }
        }
        let place = best.map_or(self.issues.len(), |(_, place)| place);
        if place == self.issues.len() {
            self.issues.push(Issue { wordings: Vec::new() });
        }
        for word in &wording.core {
            let places = self.by_word.entry(*word).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
        let kept = &mut self.issues[place].wordings;
        if kept.len() >= 2 * KEPT {
            kept.remove(KEPT);
        }
        kept.push((wording, name));
        place
    }

    fn alike(&self, left: &Wording, left_name: &str, right: &Wording, right_name: &str) -> f64 {
        let part = |core: &[u32], all: &[u32]| {
            let weight = |word: &u32| self.weight.get(word).copied().unwrap_or(1.0);
            let whole: f64 = core.iter().map(weight).sum();
            let both: f64 = core.iter().filter(|word| all.binary_search(word).is_ok()).map(weight).sum();
            if whole > 0.0 { both / whole } else { 0.0 }
        };
        let named = if left_name == right_name { SAME_NAME } else { 0.0 };
        f64::midpoint(part(&left.core, &right.all), part(&right.core, &left.all)) + named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(stands: &[(&str, &str, &str)]) -> Vec<usize> {
        let names = words::concepts("Israel Israeli Hamas");
        let wordings: Vec<(Wording, &str)> =
            stands.iter().map(|(id, text, passage)| (Wording::of(text, passage, &names), *id)).collect();
        Issues::sort(wordings.iter().map(|(wording, id)| (wording, *id)))
    }

    #[test]
    fn one_issue_in_other_words() {
        for (stands, wanted) in [
            (
                &[
                    (
                        "ceasefire",
                        "end the war",
                        "Hamas will free nobody until Israel ends the war and takes its troops out",
                    ),
                    ("war", "an end to the war", "It makes an end to the war a condition"),
                    ("fish", "fishing zone", "Hamas wants the fishing zone opened"),
                ][..],
                &[0, 0, 1][..],
            ),
            (
                &[
                    ("border", "reopen the crossing at Wagah", "ready to reopen the crossing at Wagah"),
                    ("water", "share the waters of the river", "will not share the waters of the river"),
                    ("crossing", "crossing at Wagah", "will not reopen the crossing at Wagah"),
                ],
                &[0, 1, 0],
            ),
        ] {
            assert_eq!(places(stands), wanted, "{stands:?}");
        }
    }
}
