//! Conflicts in words: the accounts side by side, no verdict.

use crate::briefing::Sentence;
use crate::cite::quoted;
use crate::scribe::Scribe;
use demarche_assess::situation::Conflict;

/// A sentence with both accounts.
pub fn sentence(scribe: &mut Scribe<'_>, conflict: &Conflict) -> Option<Sentence> {
    // An account of a word or two tells nobody anything.
    let bare = |passage: &str| passage.split_whitespace().count() < 3;
    if conflict.sides.len() < 2 || conflict.sides.iter().any(|side| bare(&side.evidence.quote)) {
        return None;
    }
    let mut accounts = Vec::new();
    for side in conflict.sides.iter().take(2) {
        let who = scribe.naming.call(side.by.as_deref());
        accounts.push(format!("according to {who}, {}", quoted(&side.evidence.quote)));
    }
    // A bare word or a whole sentence does not name what the accounts differ over.
    let over = conflict.over.trim_end_matches('.');
    let named = over.contains(' ') && over.len() < 100 && over.starts_with(char::is_lowercase);
    let over = if named { format!("Accounts differ on {over}") } else { "Two accounts differ".to_owned() };
    scribe.sentence(
        format!("{over}: {}", accounts.join("; ")),
        conflict.sides.iter().take(2).map(|side| &side.evidence),
    )
}
