//! How it is meant: whether what a claim affirms, denies, plans or hopes for is put so in the passage it rests on.
//!
//! In: pairs of words, one of the claim and one of the passage, with their senses. Out: faults.

use crate::check::fault::Fault;
use crate::check::sense::{Mood, Sense};

/// A word of the claim with the senses of the words that meet it in the passage.
pub struct Pair {
    /// In the claim.
    pub own: Sense,
    /// In the passage, one or more.
    pub met: Vec<Sense>,
    /// How much it tells.
    pub weight: f32,
}

/// Share of the words under a negation that must differ.
const DIFFER: f32 = 0.66;
/// Share of all words that must be put as a hope.
const HOPED: f32 = 0.65;

/// The faults of a claim's senses.
pub fn compare(pairs: &[Pair]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let weigh = |of: &dyn Fn(&Pair) -> bool| -> f32 {
        pairs.iter().filter(|pair| of(pair)).map(|pair| pair.weight).sum()
    };
    // What is doubted on one side may well be denied on the other.
    let differs = |pair: &Pair| {
        pair.own.mood != Mood::Soft
            && pair.met.iter().all(|met| met.negated != pair.own.negated && met.mood != Mood::Soft)
    };
    let apart = weigh(&differs);
    let under = weigh(&|pair| pair.own.negated || differs(pair));
    // One word apart among many says little where the rest stands under no negation at all.
    let lone = pairs.iter().filter(|pair| differs(pair)).count() == 1 && pairs.len() > 4;
    if apart > 0.0 && apart >= DIFFER * under && !lone {
        let own_negates = weigh(&|pair| differs(pair) && pair.own.negated) * 2.0 > apart;
        let met = || pairs.iter().filter(|pair| differs(pair)).flat_map(|pair| &pair.met);
        let reason = if own_negates {
            "the reports affirm it"
        } else if met().any(|met| met.mood == Mood::Open) {
            "not confirmed in the reports"
        } else if met().any(|met| met.denied) {
            "denied or refused in the reports"
        } else {
            "the reports say that it is not so"
        };
        faults.push(Fault::clash(reason.to_owned()));
    }
    let denied = weigh(&|pair| {
        pair.own.denied && pair.own.negated && pair.met.iter().all(|met| met.mood == Mood::Open)
    });
    if denied > 0.0 && denied >= DIFFER * under {
        faults.push(Fault::beyond("not confirmed in the reports, which is not denied".to_owned()));
    }
    let soft = |mood: Mood| matches!(mood, Mood::Soft | Mood::Open);
    let sure = |pair: &Pair| !soft(pair.own.mood) && pair.met.iter().all(|met| met.mood == Mood::Soft);
    // What stands aside says nothing of how the rest is put.
    let main = |pair: &Pair| !pair.own.aside;
    let all = weigh(&main);
    let count = pairs.iter().filter(|pair| main(pair)).count();
    let put = pairs.iter().filter(|pair| main(pair) && sure(pair)).count();
    if put >= count.clamp(1, 2) && weigh(&|pair| main(pair) && sure(pair)) >= HOPED * all {
        faults.push(Fault::beyond("hoped for, asked for or possible in the reports, not certain".to_owned()));
    }
    faults
}
