//! What sources say is so, and what they say is not: propositions that can be held against each other.
//!
//! In: reports in order of their day. Out: [`Claim`]s, one for each fact of `lexicon/facts.tsv` that a statement asserts
//! or denies. Hopes, plans and conditions claim nothing.

use crate::Item;
use crate::actors::Cast;
use crate::copies::Told;
use crate::lines;
use crate::mood::{Mood, Passage};
use crate::situation::{Event, Evidence, SayDo};
use crate::words;
use demarche_read::record::{self, Act, EventStatus};
use demarche_read::report::BlockKind;
use demarche_read::text::Span;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::LazyLock;

const FACTS: &str = include_str!("../lexicon/facts.tsv");

/// Days after a deed, or before it, within which words about it are set beside it.
const NEAR_DEED: i32 = 60;

/// A fact that accounts may differ over.
pub struct Fact {
    /// What they differ over, in words.
    pub over: &'static str,
    /// PLOVER types of the deeds that bear on it.
    kinds: Vec<&'static str>,
}

static TABLE: LazyLock<HashMap<u32, Fact>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for row in FACTS.lines().skip(1) {
        let mut cells = row.split('\t');
        if let (Some(family), Some(over)) = (cells.next(), cells.next())
            && let Some(concept) = words::concept(family)
        {
            let kinds = cells.next().unwrap_or_default().split('|').filter(|kind| !kind.is_empty());
            table.insert(concept, Fact { over, kinds: kinds.collect() });
        }
    }
    table
});

/// The fact that a word stands for.
pub fn fact(concept: u32) -> Option<&'static Fact> {
    TABLE.get(&concept)
}

/// Somebody's word that a thing is so, or is not.
pub struct Claim<'i> {
    /// When it was said.
    pub day: Option<Date>,
    /// Who says it: `None` for the report itself.
    pub by: Option<String>,
    /// Whom he speaks for.
    pub party: Option<String>,
    /// The word of the fact.
    pub fact: u32,
    /// Whether it is said to be so.
    pub holds: bool,
    /// It says what somebody does as a rule or will do, not what he did.
    pub habit: bool,
    /// Parties that it names, as numbers, sorted; with "we" the speaker's own.
    pub parties: Vec<u32>,
    /// Its words, sorted.
    pub about: Vec<u32>,
    item: &'i Item,
    passage: record::Passage,
}

impl Claim<'_> {
    /// The report it stands in, and where in it.
    pub fn place(&self) -> (&str, Span) {
        (&self.item.record.document.id, self.passage.span)
    }

    /// The passage.
    pub fn evidence(&self) -> Evidence {
        self.item.evidence(&self.passage)
    }
}

/// The claims of all reports, in order.
pub fn gather<'i>(told: &[Told<'i>], cast: &Cast) -> Vec<Claim<'i>> {
    let mut claims = Vec::new();
    for one in told {
        let record = &one.item.record;
        let said = said(one);
        if said.is_empty() {
            continue;
        }
        let mentions = lines::mentions(record, cast);
        for Said { by, act, span } in said {
            let quote = record.document.slice(span);
            let low = quote.to_ascii_lowercase();
            let passage = Passage::new(&low);
            let found = facts(&passage, act == Some(Act::Deny));
            if found.is_empty() {
                continue;
            }
            let party = by.map(|by| cast.party(by));
            let first = mentions.partition_point(|(mention, _)| mention.start < span.start);
            let mut parties: Vec<u32> = mentions[first..]
                .iter()
                .take_while(|(mention, _)| mention.start < span.end)
                .map(|(_, party)| *party)
                .collect();
            let own = passage
                .words()
                .iter()
                .any(|(word, _)| matches!(*word, "we" | "our" | "i" | "us" | "my" | "there" | "it"));
            parties.extend(party.as_deref().filter(|_| own).map(lines::party));
            parties.sort_unstable();
            parties.dedup();
            let about = words::concepts(quote);
            for (concept, holds, habit) in found {
                claims.push(Claim {
                    day: one.item.day(),
                    by: by.map(str::to_owned),
                    party: party.clone(),
                    fact: concept,
                    holds,
                    habit,
                    parties: parties.clone(),
                    about: about.clone(),
                    item: one.item,
                    passage: record::Passage { span, quote: quote.to_owned() },
                });
            }
        }
    }
    claims
}

/// Something that somebody said.
struct Said<'i> {
    by: Option<&'i str>,
    act: Option<Act>,
    span: Span,
}

/// What is said in a report: its statements, and the sentences of the body that none of them covers but that name a
/// speaker beside a word of saying.
fn said<'i>(one: &Told<'i>) -> Vec<Said<'i>> {
    let record = &one.item.record;
    let kind = |span: Span| {
        let blocks = &record.document.blocks;
        let place = blocks.partition_point(|block| block.span.end <= span.start);
        blocks.get(place).map_or(BlockKind::Paragraph, |block| block.kind)
    };
    let told = |span: Span| kind(span) != BlockKind::Headline && one.repeats(span).is_none();
    let mut all: Vec<Said<'_>> = Vec::new();
    for statement in record.statements.iter().filter(|it| !is_open(it.act) && told(it.content.span)) {
        all.push(Said {
            by: statement.by.as_deref(),
            act: Some(statement.act),
            span: statement.content.span,
        });
    }
    let mut covered: Vec<Span> = record.statements.iter().map(|statement| statement.content.span).collect();
    covered.sort_unstable();
    let mut named: Vec<(Span, &str)> = Vec::new();
    for actor in &record.actors {
        named.extend(actor.mentions.iter().map(|span| (*span, actor.id.as_str())));
    }
    named.sort_unstable();
    for &span in &record.sentences {
        let first = covered.partition_point(|content| content.end <= span.start);
        let mut within = covered[first..].iter().take_while(|content| content.start < span.end);
        if !matches!(kind(span), BlockKind::Paragraph | BlockKind::Item | BlockKind::Quote)
            || !told(span)
            || within.any(|content| 3 * content.len() >= span.len())
        {
            continue;
        }
        let first = named.partition_point(|(mention, _)| mention.start < span.start);
        let mentions: Vec<&(Span, &str)> =
            named[first..].iter().take_while(|(mention, _)| mention.start < span.end).collect();
        let sentence = record.document.slice(span);
        if let Some((mention, by)) = speaker(sentence, span.start, &mentions) {
            all.push(Said { by: Some(by), act: None, span: content(sentence, span, mention) });
        }
    }
    all
}

/// What is said in a sentence: its quotation, else what stands before its speaker, else what stands behind him.
fn content(sentence: &str, span: Span, speaker: Span) -> Span {
    let quotes = |c: char| matches!(c, '"' | '“' | '”');
    let start = span.start as usize;
    if let (Some(first), Some(last)) = (sentence.find(quotes), sentence.rfind(quotes))
        && last > first + 1
    {
        return Span::new(start + first, start + last);
    }
    if speaker.start - span.start > span.end - speaker.end {
        Span::new(start, speaker.start as usize)
    } else {
        Span::new(speaker.end as usize, span.end as usize)
    }
}

/// Who is named beside a word of saying: close before it, or right behind it.
fn speaker<'i>(sentence: &str, start: u32, mentions: &[&(Span, &'i str)]) -> Option<(Span, &'i str)> {
    const SAYING: [&str; 8] = ["added", "announced", "declared", "said", "says", "stated", "told", "wrote"];
    /// Bytes between a speaker's name, with his office, and the word of saying.
    const NEAR: u32 = 30;
    words::words(sentence).filter(|word| SAYING.contains(&word.text)).find_map(|word| {
        let (from, to) = (start + word.start as u32, start + (word.start + word.text.len()) as u32);
        let before =
            mentions.iter().rev().find(|(mention, _)| mention.end <= from && from - mention.end <= NEAR);
        // Behind "told" stands who was told.
        let behind = mentions
            .iter()
            .find(|(mention, _)| mention.start >= to && mention.start - to <= 3 && word.text != "told");
        behind.or(before).map(|found| **found)
    })
}

/// Acts that tell of what is wished, not of what is.
fn is_open(act: Act) -> bool {
    matches!(act, Act::Hope | Act::Predict | Act::Demand | Act::Offer | Act::Threaten)
}

/// The facts that a passage asserts or denies, each once: the fact, whether it holds, whether it is told as a habit.
fn facts(passage: &Passage<'_>, denied: bool) -> Vec<(u32, bool, bool)> {
    let mut all: Vec<(u32, bool, bool)> = Vec::new();
    for (place, (word, _)) in passage.words().iter().enumerate() {
        let Some(concept) = words::concept(word).filter(|concept| TABLE.contains_key(concept)) else {
            continue;
        };
        let before = passage.words().get(place.saturating_sub(3)..place).unwrap_or_default();
        let habit = before
            .iter()
            .any(|(word, _)| matches!(*word, "do" | "does" | "never" | "will" | "would" | "don" | "doesn"));
        let holds = match passage.mood(place) {
            Mood::So => !denied,
            Mood::NotSo => false,
            Mood::Open if habit && before.iter().any(|(word, _)| matches!(*word, "not" | "never")) => false,
            Mood::Open | Mood::Off => continue,
        };
        if !all.iter().any(|(known, ..)| *known == concept) {
            all.push((concept, holds, habit));
        }
    }
    all
}

/// What parties said of their own doings beside what they did: a denial of a thing as such, and a deed of that kind.
pub fn say_do(claims: &[Claim<'_>], events: &[Event]) -> Vec<SayDo> {
    let mut deeds: HashMap<(&str, &str), Vec<&Event>> = HashMap::new();
    for event in events {
        let took_place = matches!(event.status, EventStatus::Occurred | EventStatus::Ongoing);
        if let ([actor], true) = (event.actors.as_slice(), took_place && !event.background) {
            deeds.entry((actor.as_str(), event.kind.as_str())).or_default().push(event);
        }
    }
    let mut all: Vec<SayDo> = Vec::new();
    for claim in claims.iter().filter(|claim| !claim.holds && claim.habit) {
        let (Some(party), Some(said_on), Some(fact)) = (&claim.party, claim.day, fact(claim.fact)) else {
            continue;
        };
        // What it says of others is no word about itself.
        if claim.parties.iter().any(|named| *named == lines::party(party)) || claim.parties.is_empty() {
            let of_kind = fact.kinds.iter().filter_map(|kind| deeds.get(&(party.as_str(), *kind))).flatten();
            let deed = of_kind
                .filter_map(|event| {
                    let done_on = event.on.and_then(|on| on.to.or(on.from)).or(event.reported)?;
                    let evidence = event.evidence.first()?;
                    let apart = (done_on - said_on).get_days().abs();
                    let near = apart <= 7
                        || (apart <= NEAR_DEED
                            && words::shared(&claim.about, &words::concepts(&evidence.quote)) > 1);
                    near.then_some((apart, done_on, evidence))
                })
                .min_by_key(|(apart, day, evidence)| (*apart, *day, *evidence));
            let said = claim.evidence();
            let known = |done: &Evidence| all.iter().any(|pair| pair.said == said && pair.done == *done);
            if let Some((_, done_on, done)) = deed.filter(|(.., done)| !known(done)) {
                all.push(SayDo {
                    party: party.clone(),
                    by: claim.by.clone(),
                    said_on: Some(said_on),
                    said,
                    done_on: Some(done_on),
                    done: done.clone(),
                });
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_is_of_a_family() {
        let rows = FACTS.lines().skip(1).count();
        assert_eq!(TABLE.len(), rows);
        assert!(FACTS.lines().skip(1).is_sorted());
    }

    #[test]
    fn what_is_claimed() {
        for (text, word, wanted) in [
            ("The Israeli side has agreed to it", "agree", Some(true)),
            ("There is no agreement, and at no point has there been one", "agree", Some(false)),
            ("Moscow will agree to it", "agree", None),
            ("India does not move forces along the line", "move", Some(false)),
            ("Eritrean troops have left Tigray", "leave", Some(true)),
        ] {
            let low = text.to_ascii_lowercase();
            let found = facts(&Passage::new(&low), false);
            let concept = words::concept(word);
            let held = found.iter().find(|(fact, ..)| Some(*fact) == concept).map(|(_, holds, _)| *holds);
            assert_eq!(held, wanted, "{text}");
        }
    }
}
