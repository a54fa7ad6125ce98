//! Sentences made ready for comparing, report by report, each report when it is first asked for.

use crate::actors::Cast;
use crate::copies::Told;
use crate::mood::{Line, Passage};
use crate::words::{self, hash};
use demarche_read::record::{Period, Record};
use demarche_read::report::BlockKind;
use demarche_read::text::Span;
use std::cell::OnceCell;

/// The sentences of all reports.
pub struct Lines<'a> {
    told: &'a [Told<'a>],
    cast: &'a Cast,
    reports: Vec<OnceCell<Vec<Line>>>,
}

impl<'a> Lines<'a> {
    /// None is made ready yet.
    pub fn new(told: &'a [Told<'a>], cast: &'a Cast) -> Lines<'a> {
        Lines { told, cast, reports: told.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The sentences of one report that are its own.
    pub fn of(&self, report: usize) -> &[Line] {
        self.reports[report].get_or_init(|| self.read(report))
    }

    fn read(&self, report: usize) -> Vec<Line> {
        let one = &self.told[report];
        let record = &one.item.record;
        let mentions = mentions(record, self.cast);
        let mut block = 0;
        let mut lines = Vec::new();
        for &span in &record.sentences {
            while record.document.blocks.get(block).is_some_and(|it| it.span.end <= span.start) {
                block += 1;
            }
            let kind = record.document.blocks.get(block).map_or(BlockKind::Paragraph, |it| it.kind);
            if matches!(kind, BlockKind::Boilerplate | BlockKind::Byline | BlockKind::Question)
                || one.repeats(span).is_some()
            {
                continue;
            }
            let text = record.document.slice(span);
            let low = text.to_ascii_lowercase();
            let passage = Passage::new(&low);
            let told_so = passage.so();
            let (mut about, mut so) = (Vec::new(), Vec::new());
            for ((word, _), told_so) in passage.words().iter().zip(told_so) {
                if let Some(concept) = words::concept(word) {
                    about.push(concept);
                    so.extend(told_so.then_some(concept));
                }
            }
            let first = mentions.partition_point(|(mention, _)| mention.start < span.start);
            let named = mentions[first..].iter().take_while(|(mention, _)| mention.start < span.end);
            for (_, party) in named {
                about.push(*party);
                so.push(*party);
            }
            for list in [&mut about, &mut so] {
                list.sort_unstable();
                list.dedup();
            }
            lines.push(Line { span, about, so, mood: passage.whole() });
        }
        lines
    }
}

/// Number that stands for a party where it is named.
pub fn party(id: &str) -> u32 {
    hash(id.as_bytes(), 0x7f4a_7c15)
}

/// Every mention with the number of its party, in order of place.
pub fn mentions(record: &Record, cast: &Cast) -> Vec<(Span, u32)> {
    let mut all = Vec::new();
    for actor in &record.actors {
        let number = party(&cast.party(&actor.id));
        all.extend(actor.mentions.iter().map(|span| (*span, number)));
    }
    all.sort_unstable();
    all
}

/// The periods that the words of a passage name.
pub fn periods(record: &Record, span: Span) -> impl Iterator<Item = (Span, Period)> + '_ {
    let within = record.times.iter().filter(move |time| span.contains(time.evidence.span));
    within.filter_map(|time| Some((time.evidence.span, time.period?)))
}
