//! Gathers stakes; the same consequence told by several reports is one stake with several passages.

use crate::copies::Told;
use crate::situation::Stake;
use crate::words;
use demarche_read::record::{Direction, Domain};
use std::collections::HashMap;

/// Share of words that tellings of one consequence have in common.
const ALIKE: f64 = 0.7;

/// The stakes of all reports.
pub fn fold(told: &[Told<'_>]) -> Vec<Stake> {
    let mut stakes: Vec<Stake> = Vec::new();
    let mut about: Vec<Vec<u32>> = Vec::new();
    // Only what shares a word is compared.
    let mut by_word: HashMap<(Domain, Direction, u32), Vec<usize>> = HashMap::new();
    for one in told {
        for stake in &one.item.record.stakes {
            if stake.evidence.iter().all(|passage| one.repeats(passage.span).is_some()) {
                continue;
            }
            let own = words::concepts(&stake.consequence);
            let key = |word: &u32| (stake.domain, stake.direction, *word);
            let near = own.iter().filter_map(|word| by_word.get(&key(word))).flatten().copied();
            let same = near.filter(|index| words::overlap(&about[*index], &own) >= ALIKE).min();
            let evidence = one.item.all_evidence(&stake.evidence);
            if let Some(index) = same {
                stakes[index].evidence.extend(evidence);
                continue;
            }
            for word in &own {
                by_word.entry(key(word)).or_default().push(stakes.len());
            }
            about.push(own);
            stakes.push(Stake {
                condition: stake.condition.clone(),
                consequence: stake.consequence.clone(),
                domain: stake.domain,
                direction: stake.direction,
                modality: stake.modality,
                evidence,
            });
        }
    }
    stakes
}
