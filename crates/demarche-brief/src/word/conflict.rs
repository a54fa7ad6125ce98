//! Conflicts in words: the accounts side by side, no verdict.

use crate::briefing::Sentence;
use crate::cite::quoted;
use crate::scribe::Scribe;
use demarche_assess::situation::Conflict;

/// A sentence with both accounts.
pub fn sentence(scribe: &mut Scribe<'_>, conflict: &Conflict) -> Option<Sentence> {
    let accounts: Vec<String> = conflict
        .sides
        .iter()
        .map(|side| {
            format!("{} has it that {}", scribe.naming.call(side.by.as_deref()), quoted(&side.evidence.quote))
        })
        .collect();
    if accounts.len() < 2 {
        return None;
    }
    let over = conflict.over.trim_end_matches('.');
    let text = format!("On {over}, {}", accounts.join("; "));
    scribe.sentence(text, conflict.sides.iter().map(|side| &side.evidence))
}
