//! Stakes in words: what rides on how it goes.

use crate::briefing::Sentence;
use crate::cite::quoted;
use crate::scribe::Scribe;
use demarche_assess::situation::Stake;
use demarche_assess::vocabulary::Domain;

/// A sentence for a stake.
pub fn sentence(scribe: &mut Scribe<'_>, stake: &Stake) -> Option<Sentence> {
    let first = stake.evidence.first()?;
    let text = format!("For {}: {}", field(stake.domain), quoted(&first.quote));
    scribe.sentence(text, stake.evidence.iter().take(2))
}

/// What a domain is called.
pub fn field(domain: Domain) -> &'static str {
    match domain {
        Domain::Energy => "energy",
        Domain::Markets => "markets",
        Domain::Shipping => "shipping",
        Domain::Trade => "trade",
        Domain::Sanctions => "sanctions",
        Domain::Security => "security",
        Domain::Nuclear => "the nuclear file",
        Domain::Humanitarian => "civilians",
        Domain::Territory => "territory",
        Domain::Politics => "politics",
    }
}
