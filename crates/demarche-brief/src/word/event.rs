//! Events in words: who did what to whom, in the report's own terms for the details.

use crate::briefing::Sentence;
use crate::cite::quoted;
use crate::day;
use crate::scribe::Scribe;
use demarche_assess::situation::Event;
use demarche_assess::vocabulary::EventStatus;

/// Whether an event is force or pressure rather than dealings.
pub fn is_pressure(kind: &str) -> bool {
    matches!(kind, "THREATEN" | "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT")
}

/// A sentence for an event; `None` where nobody is named who did it.
pub fn sentence(scribe: &mut Scribe<'_>, event: &Event) -> Option<Sentence> {
    // A word or two tell nobody anything.
    let told = event.evidence.iter().find(|passage| passage.quote.split_whitespace().count() > 3);
    if event.actors.is_empty() || told.is_none() {
        return None;
    }
    let text = format!("{}: {}{}", what(scribe, event), quoted(&told?.quote), counted(event));
    scribe.sentence(text, event.evidence.iter().take(4))
}

/// Who did what to whom and when, without the details.
pub fn what(scribe: &mut Scribe<'_>, event: &Event) -> String {
    let actors = scribe.call_all(&event.actors);
    let recipients: Vec<String> =
        event.recipients.iter().filter(|party| !event.actors.contains(party)).cloned().collect();
    let toward = scribe.call_all(&recipients);
    let several = event.actors.len() > 1;
    let verb = verb(&event.kind, event.status, several, !toward.is_empty());
    let by = match event.status {
        EventStatus::Alleged | EventStatus::Denied => {
            event.by.as_deref().map(|by| format!(", {} says", scribe.call(by))).unwrap_or_default()
        }
        _ => String::new(),
    };
    let when = event
        .on
        .and_then(|on| day::when(on, scribe.now()))
        .map(|when| format!(" {when}"))
        .unwrap_or_default();
    format!("{actors} {verb}{toward}{when}{by}").trim_end().to_owned()
}

/// "It was carried by four reports from two sources."
fn counted(event: &Event) -> String {
    if event.reports < 2 {
        return String::new();
    }
    let sources = match event.independent_sources {
        0 | 1 => "one source".to_owned(),
        count => format!("{count} sources"),
    };
    format!(" ({} reports, {sources})", event.reports)
}

/// The verb of a PLOVER type, with the preposition its recipient takes.
fn verb(kind: &str, status: EventStatus, several: bool, toward: bool) -> String {
    // Past, infinitive, and what comes before the recipient. The participle differs from the past in one row alone.
    let (past, infinitive, before) = match kind {
        "AGREE" => ("agreed to act", "act", "with"),
        "CONSULT" => ("met or spoke", "meet or speak", "with"),
        "SUPPORT" => ("gave backing", "give backing", "to"),
        "CONCEDE" => ("gave ground", "give ground", "to"),
        "COOPERATE" => ("worked together", "work together", "with"),
        "AID" => ("gave help", "give help", "to"),
        "RETREAT" => ("pulled back or let go", "pull back or let go", "toward"),
        "REQUEST" => ("made a demand", "make a demand", "of"),
        "ACCUSE" => ("made accusations", "make accusations", "against"),
        "REJECT" => ("refused", "refuse", ""),
        "THREATEN" => ("threatened", "threaten", ""),
        "PROTEST" => ("protested", "protest", "against"),
        "SANCTION" => ("cut ties or imposed penalties", "cut ties or impose penalties", "on"),
        "MOBILIZE" => ("moved forces", "move forces", "against"),
        "COERCE" => ("used coercion", "use coercion", "against"),
        "ASSAULT" => ("attacked", "attack", ""),
        _ => ("acted", "act", "toward"),
    };
    let (is, has) = if several { ("are", "have") } else { ("is", "has") };
    let participle = if kind == "CONSULT" { "met or spoken" } else { past };
    let core = match status {
        EventStatus::Occurred => past.to_owned(),
        EventStatus::Ongoing => format!("{has} {participle}"),
        EventStatus::Planned => format!("{is} to {infinitive}"),
        EventStatus::Proposed => format!("{} asked to {infinitive}", if several { "were" } else { "was" }),
        EventStatus::Denied => format!("{} denied to have {participle}", if several { "are" } else { "is" }),
        EventStatus::Alleged => format!("{is} said to have {participle}"),
        EventStatus::Hypothetical => format!("might {infinitive}"),
    };
    if toward { format!("{core} {before} ").replace("  ", " ") } else { core }
}
