//! Events in words: who did what to whom, in the report's own terms for the details.

use crate::briefing::Sentence;
use crate::cite::{quoted_of, stands_alone};
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
    let told = event.evidence.iter().find(|passage| passage.quote.split_whitespace().count() > 3)?;
    if event.actors.is_empty() {
        return None;
    }
    let text = news(scribe, event).unwrap_or_else(|| {
        let who = doer(scribe, event);
        format!("{}: {}", what(scribe, event), quoted_of(&told.quote, &who))
    });
    scribe.sentence(format!("{text}{}", counted(event)), event.evidence.iter().take(4))
}

/// The event in a report's own words, with its day, where these stand alone and claim no more than is on record.
pub fn news(scribe: &mut Scribe<'_>, event: &Event) -> Option<String> {
    if !matches!(event.status, EventStatus::Occurred | EventStatus::Ongoing | EventStatus::Planned) {
        return None;
    }
    // Headlines leave words out: only a sentence of the body is told as it stands.
    let body = event.evidence.iter().filter(|passage| !scribe.is_headline(passage));
    let words = body.filter_map(|passage| stands_alone(&passage.quote)).next()?;
    let day = event.on.filter(|on| on.from == on.to).and_then(|on| on.from);
    let told = day.is_some_and(|day| words.contains(&day.strftime("%B").to_string()));
    let when =
        day.filter(|_| !told).map(|day| format!(" ({})", day::short(day, scribe.now()))).unwrap_or_default();
    Some(format!("{words}{when}"))
}

/// Whom a pronoun in the report's words means: the one who said or did it.
fn doer(scribe: &mut Scribe<'_>, event: &Event) -> String {
    match (event.actors.as_slice(), event.by.as_deref()) {
        ([one], _) => scribe.call(&one.clone()),
        (_, Some(by)) => scribe.call(by),
        (several, None) => scribe.call_all(several),
    }
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
        .or_else(|| {
            let reported =
                event.reported.filter(|day| scribe.now().is_some_and(|now| (now - *day).get_days() > 7))?;
            Some(format!(", as reported on {}", day::short(reported, scribe.now())))
        })
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
