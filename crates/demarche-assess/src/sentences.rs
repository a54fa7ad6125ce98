//! Gathers the sentences of all reports, each with whom and when it names: what answers are sought in.

use crate::copies::Told;
use crate::situation::Sentence;
use demarche_read::record::{Passage, Record};
use demarche_read::report::BlockKind;
use demarche_read::text::Span;

/// The sentences of all reports; what is not part of a report (banners, captions) is left out.
pub fn fold(told: &[Told<'_>]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for one in told {
        let item = one.item;
        let record = &item.record;
        let mentions = mentions(record);
        let mut times: Vec<_> =
            record.times.iter().filter_map(|time| Some((time.evidence.span, time.period?))).collect();
        times.sort_by_key(|(span, _)| *span);
        let mut block = 0;
        for &span in &record.sentences {
            if one.repeats(span).is_some() {
                continue;
            }
            while record.document.blocks.get(block).is_some_and(|it| it.span.end <= span.start) {
                block += 1;
            }
            let kind = record.document.blocks.get(block).map_or(BlockKind::Paragraph, |it| it.kind);
            if matches!(kind, BlockKind::Boilerplate | BlockKind::Byline) {
                continue;
            }
            let mut actors: Vec<String> = Vec::new();
            for (_, actor) in within(&mentions, span, |mention| mention.0) {
                if !actors.iter().any(|own| own == actor) {
                    actors.push((*actor).to_owned());
                }
            }
            let passage = Passage { span, quote: record.document.slice(span).to_owned() };
            sentences.push(Sentence {
                passage: item.evidence(&passage),
                kind,
                block,
                actors,
                times: within(&times, span, |time| time.0).to_vec(),
            });
        }
    }
    sentences
}

/// Every mention with the id of its actor, in order of place.
fn mentions(record: &Record) -> Vec<(Span, &str)> {
    let mut all = Vec::new();
    for actor in &record.actors {
        all.extend(actor.mentions.iter().map(|span| (*span, actor.id.as_str())));
    }
    all.sort_unstable();
    all
}

/// The part of a list in order of place that begins inside a span.
fn within<T>(list: &[T], span: Span, place: impl Fn(&T) -> Span) -> &[T] {
    let first = list.partition_point(|item| place(item).start < span.start);
    let end = list.partition_point(|item| place(item).start < span.end);
    &list[first..end]
}
