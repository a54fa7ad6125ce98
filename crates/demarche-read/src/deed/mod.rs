//! Finds who did what to whom, in PLOVER's terms.
//!
//! Needs: trees, mentions, times, statements. Adds: events.

mod clause;
mod extent;
mod find;
mod fit;
mod kind;
mod merge;
mod mood;
mod party;
mod refine;
mod roles;
mod settle;
mod surface;
mod table;
#[cfg(test)]
mod tests;

use crate::reading::Reading;
use crate::report::BlockKind;
use crate::syntax::{Deprel, Upos};
use crate::text::TokenId;
use find::{Finder, Finding};
use std::collections::HashSet;

/// How many governors are climbed to see whether an event stands inside another.
const CLIMB: usize = 40;

/// Finds who did what to whom, in PLOVER's terms.
pub struct Deeds {
    tables: table::Tables,
}

impl Deeds {
    /// Parses the stage's tables.
    pub fn new() -> Deeds {
        Deeds { tables: table::Tables::new() }
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let events = {
            let finder = Finder { reading, tables: &self.tables };
            let findings = gather(&finder);
            merge::merge(reading, findings.into_iter().map(|finding| finding.draft).collect())
        };
        reading.events = events;
    }
}

/// Every event that a token states, less those that stand inside another one.
fn gather(finder: &Finder<'_, '_, '_>) -> Vec<Finding> {
    let reading = finder.reading;
    let mut findings: Vec<Finding> = Vec::new();
    let mut used: HashSet<TokenId> = HashSet::new();
    let mut covers: HashSet<TokenId> = HashSet::new();
    let readable = |token: &TokenId| {
        !matches!(
            reading.block_kind(*token),
            BlockKind::Boilerplate | BlockKind::Byline | BlockKind::Question
        )
    };
    let keep = |finding: Finding,
                findings: &mut Vec<Finding>,
                used: &mut HashSet<TokenId>,
                covers: &mut HashSet<TokenId>| {
        used.extend(finding.used.iter().copied());
        covers.extend(finding.swallows);
        findings.push(finding);
    };
    for token in reading.token_ids().filter(readable) {
        if let Some(finding) = finder.phrase(token) {
            keep(finding, &mut findings, &mut used, &mut covers);
        } else if (matches!(reading.upos(token), Upos::Verb | Upos::Aux)
            || surface::looks_finite(reading, token)
            || surface::is_gerund_predicate(reading, token))
            && let Some(finding) = finder.verb(token)
        {
            keep(finding, &mut findings, &mut used, &mut covers);
        }
    }
    for token in reading.token_ids().filter(readable) {
        if matches!(reading.upos(token), Upos::Noun | Upos::Propn)
            && !used.contains(&token)
            && let Some(finding) = finder.noun(token)
        {
            findings.push(finding);
        }
    }
    findings.retain(|finding| !is_covered(reading, finding.draft.event.trigger, &covers));
    findings.sort_by_key(|finding| finding.draft.event.trigger);
    findings
}

/// Whether a token stands inside what another event covers, relative clauses apart.
fn is_covered(reading: &Reading<'_>, token: TokenId, covers: &HashSet<TokenId>) -> bool {
    let mut at = token;
    for _ in 0..CLIMB {
        if covers.contains(&at) {
            return true;
        }
        if reading.deprel(at) == Deprel::AclRelcl {
            return false;
        }
        let Some(head) = reading.head(at) else { return false };
        at = head;
    }
    false
}
