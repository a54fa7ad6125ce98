//! Writes the syntax of a reading as CoNLL-U.

use crate::reading::Reading;
use std::fmt::Write;

/// All sentences with their words, tags, features and trees, ten columns a word.
pub fn write(reading: &Reading<'_>) -> String {
    let mut out = String::new();
    for (number, sentence) in reading.sentences.iter().enumerate() {
        let _ = writeln!(
            out,
            "# sent_id = {}\n# text = {}",
            number + 1,
            reading.slice(sentence.span).replace('\n', " ")
        );
        for id in sentence.tokens() {
            let token = reading.token(id);
            let head = token.head.map_or(0, |head| head.0 - sentence.first.0 + 1);
            let next = (id.0 + 1 < sentence.end.0).then(|| &reading.tokens[id.index() + 1]);
            let glued = next.is_some_and(|next| next.span.start == token.span.end);
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}",
                id.0 - sentence.first.0 + 1,
                reading.form(id),
                token.lemma,
                token.upos.as_str(),
                token.xpos,
                token.feats,
                head,
                token.deprel.as_str(),
                if glued { "SpaceAfter=No" } else { "_" },
            );
        }
        out.push('\n');
    }
    out
}
