//! The headline that a container states, set before a report's parts.

use demarche_read::report::{BlockKind, Part, Report};

/// Lines under which a headline may stand already, with blank ones.
const NEAR: usize = 6;

/// Makes `title` the report's headline: one headline part, first, unless the text opens with the same words.
pub fn set_title(report: &mut Report, title: &str) {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return;
    }
    report.parts.retain(|part| part.kind != Some(BlockKind::Headline));
    let repeated =
        report.parts.iter().take(NEAR).any(|part| part.kind.is_none() && part.text.trim() == title);
    if !repeated {
        let gap = report.parts.first().is_some_and(|part| !part.text.is_empty());
        let headline = Part { kind: Some(BlockKind::Headline), text: title.clone() };
        let gap = gap.then(|| Part { kind: None, text: String::new() });
        report.parts.splice(0..0, std::iter::once(headline).chain(gap));
    }
    report.title = Some(title);
}
