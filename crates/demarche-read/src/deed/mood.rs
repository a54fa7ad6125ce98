//! Whether what a clause states has happened: by its auxiliaries, and by the verbs that govern it.
//!
//! In: a predicate. Out: [`Standing`], before anybody asks who said it.

use super::clause::{Polarity, polarity};
use super::table::{Mood, Tables};
use crate::reading::Reading;
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;

/// How many governors are climbed.
const CLIMB: usize = 6;

/// How a predicate stands to the world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Auxiliaries and negation of the predicate, with what its governors add.
    pub polarity: Polarity,
    /// It goes on.
    pub ongoing: bool,
    /// Only thought of, wished, or the aim of something else.
    pub wished: bool,
    /// Somebody says that it is not so.
    pub denied: bool,
    /// Said at arm's length.
    pub alleged: bool,
    /// Under "if", "unless" or "whether".
    pub conditional_clause: bool,
    /// A clause of condition hangs on it.
    pub has_condition: bool,
}

/// Climbs from a predicate through its governors.
pub fn standing(reading: &Reading<'_>, tables: &Tables, verb: TokenId) -> Standing {
    let mut standing = Standing { polarity: polarity(reading, verb), ..Standing::default() };
    standing.ongoing = standing.polarity.progressive;
    standing.has_condition = reading.children_with(verb, Deprel::Advcl).any(|clause| {
        reading
            .children_with(clause, Deprel::Mark)
            .any(|mark| matches!(reading.lower(mark), "if" | "unless" | "should"))
    });
    let mut at = verb;
    for _ in 0..CLIMB {
        for mark in reading.children_with(at, Deprel::Mark) {
            if matches!(reading.lower(mark), "if" | "unless" | "whether" | "lest" | "until" | "before") {
                standing.conditional_clause = true;
            }
        }
        let Some(head) = reading.head(at) else {
            // A headline's "Iran to meet United States".
            let to = reading.children_with(at, Deprel::Mark).any(|mark| reading.lower(mark) == "to");
            standing.polarity.future |= to;
            break;
        };
        let upper = polarity(reading, head);
        match reading.deprel(at) {
            Deprel::Xcomp | Deprel::Ccomp => {
                let reported = reading.deprel(at) == Deprel::Ccomp;
                match tables.mood(reading.lemma(head)) {
                    Some(Mood::Denied) => standing.denied = true,
                    Some(Mood::Alleged) => standing.alleged = true,
                    Some(_) if reported => {}
                    Some(Mood::Actual) => {}
                    Some(Mood::Ongoing) => standing.ongoing = true,
                    Some(Mood::Future) => standing.polarity.future = true,
                    Some(Mood::Wished) => standing.wished = true,
                    Some(Mood::Negated) => standing.polarity.negated = !standing.polarity.negated,
                    None => {}
                }
                if reported {
                    // "said it would": a future told from the past.
                    if standing.polarity.conditional {
                        standing.polarity.conditional = false;
                        standing.polarity.future = true;
                    }
                    break;
                }
                standing.polarity.negated ^= upper.negated;
                standing.polarity.future |= upper.future;
                standing.polarity.possible |= upper.possible;
                standing.polarity.obliged |= upper.obliged;
                standing.polarity.conditional |= upper.conditional;
                at = head;
            }
            Deprel::Conj if reading.upos(head) == Upos::Verb || reading.upos(head) == Upos::Aux => {
                if reading.subject(at).is_none() {
                    standing.polarity.future |= upper.future;
                    standing.polarity.possible |= upper.possible;
                    standing.polarity.obliged |= upper.obliged;
                    standing.polarity.conditional |= upper.conditional;
                }
                at = head;
            }
            Deprel::Advcl | Deprel::Acl => {
                let to = reading.children_with(at, Deprel::Mark).any(|mark| reading.lower(mark) == "to");
                let purpose =
                    to || reading.children_with(at, Deprel::Mark).any(|mark| reading.lower(mark) == "for");
                standing.wished |= purpose;
                // A participle shares the mood of the clause it hangs on.
                if reading.deprel(at) == Deprel::Advcl && reading.subject(at).is_none() && !purpose {
                    standing.polarity.future |= upper.future;
                    standing.polarity.possible |= upper.possible;
                    standing.polarity.conditional |= upper.conditional;
                }
                break;
            }
            _ => break,
        }
    }
    standing
}
