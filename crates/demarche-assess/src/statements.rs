//! Gathers statements in order of time, each with the passage it stands in.

use crate::copies::Told;
use crate::situation::Statement;
use demarche_read::record::Passage;
use demarche_read::report::BlockKind;

/// The statements of all reports.
pub fn fold(told: &[Told<'_>]) -> Vec<Statement> {
    let mut statements = Vec::new();
    for one in told {
        let item = one.item;
        let record = &item.record;
        for statement in &record.statements {
            if one.repeats(statement.content.span).is_some() {
                continue;
            }
            let mut span = statement.content.span;
            for part in statement.source.iter().chain(&statement.cue) {
                span = span.cover(part.span);
            }
            let block =
                record.document.blocks.iter().find(|block| block.span.contains(statement.content.span));
            let within = statement.within.and_then(|index| record.statements.get(index));
            let passage = Passage { span, quote: record.document.slice(span).to_owned() };
            statements.push(Statement {
                by: statement.by.clone(),
                to: statement.to.clone(),
                act: statement.act,
                mode: statement.mode,
                source: statement.source.as_ref().map(|source| source.span),
                cue: statement.cue.as_ref().map(|cue| cue.span),
                on: statement.on,
                in_headline: block.is_some_and(|block| block.kind == BlockKind::Headline),
                reported_by: within.and_then(|outer| outer.by.clone()),
                content: item.evidence(&statement.content),
                passage: item.evidence(&passage),
            });
        }
    }
    statements
}
