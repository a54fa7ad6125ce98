//! Marks of sentences, held against a few made for the purpose.

use super::{Mark, check};
use crate::ask::tests::{REPORT, situation};

#[test]
fn sentences_are_marked() {
    use Mark::*;
    for (draft, mark, reason) in [
        ("Lima moved 4,200 troops to the Chilean border.", Supported, ""),
        ("Peru sent 6,000 soldiers to the border with Chile.", Contradicted, "4,200, not 6,000"),
        ("Chile has withdrawn its frigates from the strait.", Contradicted, "not so"),
        ("Chile has still not pulled its frigates out of the strait.", Supported, ""),
        ("Brazil hopes for an accord in three weeks.", Supported, ""),
        ("Paraguay carried a draft to Lima.", Contradicted, "Bolivia, not Paraguay"),
        ("Lima is ready to share the port of Arica.", Contradicted, "not so"),
        ("A volcano erupted near Arequipa and ruined the coffee harvest.", Unsupported, "no such words"),
        ("The talks have been confirmed by Santiago.", Contradicted, "not confirmed"),
        ("“We shall burn every customs post,” the envoy said.", Unsupported, "no report has the words"),
        ("Peru “sent 4,200 soldiers to the border”.", Supported, ""),
        ("What comes next?", NothingToCheck, ""),
    ] {
        let checked = check(&situation(&[draft]), &situation(&REPORT));
        let [sentence] = checked.sentences.as_slice() else { panic!("{draft}") };
        assert_eq!(sentence.mark, mark, "{draft}: {:?}", sentence.reasons);
        assert!(sentence.reasons.join("; ").contains(reason), "{draft}: {:?}", sentence.reasons);
        assert_eq!(mark <= Supported, sentence.reasons.is_empty(), "{draft}: {:?}", sentence.reasons);
    }
}

#[test]
fn what_is_supported_cites() {
    let checked = check(&situation(&REPORT), &situation(&REPORT));
    assert!(
        checked
            .sentences
            .iter()
            .all(|sentence| sentence.mark == Mark::Supported && !sentence.notes.is_empty())
    );
    assert!(!checked.is_at_fault(Mark::Partly));
    assert_eq!(checked.notes[0].quote, REPORT[0]);
}
