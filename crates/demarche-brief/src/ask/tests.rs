//! Answers to questions, from sentences made for the purpose.

use super::reply;
use demarche_assess::situation::{BlockKind, Evidence, Sentence, Situation, Span};

/// A situation that knows only these sentences.
pub(crate) fn situation(sentences: &[&str]) -> Situation {
    let mut situation = demarche_assess::fold(&[], &["IRN".to_owned(), "USA".to_owned()], None);
    let mut start = 0;
    for (block, words) in sentences.iter().enumerate() {
        let span = Span::new(start, start + words.len());
        start = span.end as usize + 1;
        let passage = Evidence {
            doc: "b3:0".to_owned(),
            file: "report.txt".to_owned(),
            publisher: None,
            published: Some("2024-05-02".to_owned()),
            span,
            quote: (*words).to_owned(),
        };
        situation.sentences.push(Sentence {
            passage,
            kind: BlockKind::Paragraph,
            block,
            actors: Vec::new(),
            times: Vec::new(),
        });
    }
    situation
}

pub(crate) const REPORT: [&str; 9] = [
    "Peru sent 4,200 soldiers to the border with Chile after the customs post was burned.",
    "The foreign ministers met in La Paz on Tuesday and agreed on a joint patrol.",
    "Bolivia, which has mediated since March, carried a draft to Lima.",
    "Chile has not withdrawn its frigates from the strait.",
    "The talks have not been confirmed by Santiago.",
    "Peru closed its airspace to Chilean airliners because a drone was found near Tacna.",
    "Brazil hopes that the two will sign an accord within three weeks.",
    "Lima will never share the port of Arica, its envoy told reporters.",
    "Shares in copper mines fell.",
];

#[test]
fn questions_find_their_passage() {
    for (ask, begins, holds) in [
        ("How many troops did Peru send to the frontier?", "", "4,200"),
        ("Where did the ministers meet?", "", "La Paz"),
        ("Who mediated between Peru and Chile?", "", "Bolivia"),
        ("Has Chile withdrawn its warships from the strait?", "No", "frigates"),
        ("Why did Peru close its airspace?", "", "because a drone"),
        ("How soon could an agreement be signed?", "", "three weeks"),
        ("Did the foreign ministers agree on a joint patrol?", "Yes", "joint patrol"),
    ] {
        let reply = reply(&situation(&REPORT), ask);
        assert!(reply.answered, "{ask}");
        assert!(reply.answer.starts_with(begins) && reply.answer.contains(holds), "{ask} {}", reply.answer);
        assert!(!reply.citations.is_empty());
    }
}

#[test]
fn what_is_not_said_is_not_answered() {
    for ask in [
        "How many frigates has Chile sent?",
        "Has Peru apologised?",
        "Who will be Peru's ambassador in Santiago?",
        "How much gas does the field hold?",
        "What does Argentina say about the patrol?",
        "When will the election be held?",
        "",
        "?",
    ] {
        let reply = reply(&situation(&REPORT), ask);
        assert!(!reply.answered, "{ask} {}", reply.answer);
        assert!(reply.citations.is_empty());
    }
}

#[test]
fn nothing_unconfirmed_is_called_denied_and_nothing_hoped_for_is_promised() {
    for (ask, wrong) in [
        ("Are the talks confirmed by Santiago?", ["Yes", "Denied"]),
        ("Will they sign an accord?", ["Yes", "No:"]),
    ] {
        let reply = reply(&situation(&REPORT), ask);
        assert!(!wrong.iter().any(|start| reply.answer.starts_with(start)), "{ask} {}", reply.answer);
    }
}
