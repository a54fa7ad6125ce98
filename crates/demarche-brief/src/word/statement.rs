//! Statements in words: the speaker's name, then the report's own telling of what he said.

use crate::briefing::Sentence;
use crate::cite::quoted;
use crate::scribe::Scribe;
use demarche_assess::situation::Statement;
use demarche_assess::vocabulary::Mode;

/// Longest telling that goes into a briefing, in bytes; longer ones are cut at a sentence end.
const LONGEST: usize = 420;

/// A sentence for a statement.
pub fn sentence(scribe: &mut Scribe<'_>, statement: &Statement) -> Option<Sentence> {
    let text = told(scribe, statement);
    scribe.sentence(text, [&statement.passage])
}

/// Who said what, no stop at the end.
pub fn told(scribe: &mut Scribe<'_>, statement: &Statement) -> String {
    if names_its_speaker(statement) {
        return statement.content.quote.clone();
    }
    let who = scribe.naming.call(statement.by.as_deref());
    let relay = match statement.reported_by.as_deref() {
        Some(by) => format!(", {} said", scribe.call(by)),
        None => String::new(),
    };
    match telling(statement) {
        Telling::After(tail) => format!("{who} {tail}{relay}"),
        Telling::Quoted => format!("{who}: {}{relay}", quoted(shortened(&statement.content.quote))),
    }
}

/// "The talks, Araghchi said, were over": the attribution stands inside, by name, and the words can be told as they are.
fn names_its_speaker(statement: &Statement) -> bool {
    let (Some(source), Some(cue)) = (statement.source, statement.cue) else { return false };
    let content = &statement.content;
    let at = (source.start.saturating_sub(content.span.start)) as usize;
    let named =
        content.quote.get(at..at + source.len()).is_some_and(|words| words.contains(char::is_uppercase));
    content.span.contains(source)
        && content.span.contains(cue)
        && named
        && content.quote.len() <= LONGEST
        && !content.quote.contains('\n')
}

enum Telling {
    /// The words that follow the source, cue included: "told reporters that …".
    After(String),
    /// Only the content can be carried over, in quotation marks.
    Quoted,
}

/// Carries the report's own sentence over behind the speaker's name, where source, cue and content stand in that order.
fn telling(statement: &Statement) -> Telling {
    let (Some(source), Some(cue)) = (statement.source, statement.cue) else { return Telling::Quoted };
    let content = statement.content.span;
    if statement.mode == Mode::Direct
        || source.end > cue.start
        || cue.end > content.start
        || content.len() > LONGEST
    {
        return Telling::Quoted;
    }
    let whole = &statement.passage;
    let at = |offset: u32| (offset.saturating_sub(whole.span.start)) as usize;
    let (Some(between), Some(tail)) =
        (whole.quote.get(at(source.end)..at(cue.start)), whole.quote.get(at(cue.start)..at(content.end)))
    else {
        return Telling::Quoted;
    };
    // An aside between the speaker and the verb is left out, auxiliaries and adverbs are kept.
    let between = between.rsplit(',').next().unwrap_or(between).trim();
    let kept = if between.split(' ').count() <= 4 { between } else { "" };
    if tail.contains('\n') || tail.matches('“').count() != tail.matches('”').count() {
        return Telling::Quoted;
    }
    // "What officials describe as a posture": the object stands before, and is not told again here.
    let mut words = tail.split_whitespace();
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    if second == "as" {
        return Telling::Quoted;
    }
    if first.ends_with("ing") {
        let rest = tail.get(first.len()..).unwrap_or("");
        return past(first).map_or(Telling::Quoted, |past| Telling::After(format!("{past}{rest}")));
    }
    Telling::After(format!("{kept} {tail}"))
}

/// The past of a participle that reports: "adding" is "added".
fn past(participle: &str) -> Option<String> {
    let stem = participle.strip_suffix("ing").filter(|stem| stem.len() > 2)?;
    let past = match stem {
        "say" => "said".to_owned(),
        "tell" => "told".to_owned(),
        "writ" => "wrote".to_owned(),
        "mak" | "giv" | "tak" | "hold" | "speak" | "mean" | "know" | "think" => return None,
        _ => match stem.strip_suffix('y') {
            Some(root) if !root.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{root}ied"),
            _ => format!("{stem}ed"),
        },
    };
    Some(past)
}

/// The first sentences that fit.
fn shortened(words: &str) -> &str {
    if words.len() <= LONGEST {
        return words;
    }
    let fits = words.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST).last().unwrap_or(0);
    let cut = words[..fits].rfind(['.', '!', '?', ';']).or_else(|| words[..fits].rfind(' ')).unwrap_or(fits);
    &words[..cut]
}
