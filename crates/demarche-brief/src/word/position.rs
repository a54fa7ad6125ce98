//! Positions in words: who wants, offers or rules out what, and which way it moved.

use crate::briefing::Sentence;
use crate::cite::quoted_of;
use crate::day;
use crate::name::possessive;
use crate::scribe::Scribe;
use demarche_assess::situation::{Movement, Position};
use demarche_assess::vocabulary::Stance;

/// A sentence for a position, with its last wording.
pub fn sentence(scribe: &mut Scribe<'_>, position: &Position) -> Option<Sentence> {
    // Of the wordings of the last day, the fullest: a headline's "calls it a red line" says less than the body.
    let with_stance = || position.history.iter().filter(|stand| stand.stance == position.stance);
    let latest = with_stance().map(|stand| stand.on).max()?;
    let last =
        with_stance().filter(|stand| stand.on == latest).max_by_key(|stand| stand.evidence.quote.len())?;
    // A clause cut short to a few words leaves open what is meant.
    let words = last.evidence.quote.split_whitespace().count();
    if words < 4 || (words < 8 && last.evidence.quote.starts_with("as ")) {
        return None;
    }
    let holder = scribe.call(&position.holder);
    let said_by = match last.by.as_deref() {
        Some(by) if by != position.holder => format!(", {} said", scribe.call(by)),
        _ => String::new(),
    };
    let moved = match (position.movement, last.on) {
        (Movement::Hardened, Some(on)) => {
            format!(", a harder line since {}", day::short(on, scribe.now()))
        }
        (Movement::Softened, Some(on)) => {
            format!(", a softer line since {}", day::short(on, scribe.now()))
        }
        (_, Some(on)) if scribe.now().is_some_and(|now| (now - on).get_days() > 7) => {
            format!(" ({})", day::short(on, scribe.now()))
        }
        _ => String::new(),
    };
    let quote = quoted_of(&last.evidence.quote, &holder);
    let text = format!("{}{moved}: {quote}{said_by}", lead(&holder, position.stance));
    scribe.sentence(text, [&last.evidence])
}

/// How a stance is announced.
fn lead(holder: &str, stance: Stance) -> String {
    match stance {
        Stance::RedLine => format!("A red line for {holder}"),
        Stance::Refusal => format!("{holder} refuses"),
        Stance::Precondition => format!("{} condition", possessive(holder)),
        Stance::Demand => format!("{holder} demands"),
        Stance::Goal => format!("{} aim", possessive(holder)),
        Stance::Offer => format!("On offer from {holder}"),
        Stance::Openness => format!("{holder} leaves a door open"),
        Stance::Concession => format!("{holder} gives ground"),
    }
}
