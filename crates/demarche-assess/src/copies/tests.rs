use super::*;
use demarche_read::report::{Part, Report, lay_out};

const BODY: &str = "Omani officials carried a second message from Tehran to Washington on Sunday, four people briefed on \
the exchange said. The letter, which runs to three pages, asks for a written assurance that no strike will be launched \
while the two delegations meet in Muscat. A White House spokeswoman declined to comment on its contents. Foreign \
Minister Abbas Araghchi told state television that the answer was in Washington's hands. \"We have said what we had to \
say,\" he added. Oil prices fell by 2 percent after the first reports of the exchange, traders in London said. The \
delegations are due to meet again on 14 June, according to a person close to the Omani foreign ministry.";

fn fingerprint(text: &str) -> Fingerprint {
    let parts = vec![Part { kind: None, text: text.to_owned() }];
    Fingerprint::take(&lay_out(&Report { parts, ..Report::default() }))
}

#[test]
fn copies_and_their_origins() {
    let cut = BODY.split_once(" Oil prices").map_or("", |(before, _)| before);
    let rewritten = BODY
        .replace("carried", "took")
        .replace(
            "four people briefed on the exchange said",
            "four people with knowledge of the exchange said",
        )
        .replace("declined to comment on its contents", "would not comment on what it says")
        .replace("three", "3");
    let longer =
        format!("{BODY} In Vienna, diplomats were surprised by the speed of the exchange, one of them said.");
    for (text, copy) in [
        (BODY.to_owned(), true),
        (cut.to_owned(), true),
        (rewritten, true),
        (longer, true),
        // Another day, another number, other people: another report.
        (BODY.replace("14 June", "21 July"), false),
        (BODY.replace("2 percent", "5 percent"), false),
        (BODY.replace("Omani", "Qatari").replace("Muscat", "Doha").replace("Araghchi", "Zarif"), false),
        ("Nothing of the kind was said in Muscat on Sunday. ".repeat(12), false),
    ] {
        let origins = origins(&[fingerprint(BODY), fingerprint(&text)]);
        assert_eq!(origins, [None, copy.then_some(0)], "{text}");
    }
}

#[test]
fn short_texts_are_nobodys_copies() {
    let short = fingerprint("Talks resume on Monday, Oman says.");
    assert_eq!(origins(&[short.clone(), short]), [None, None]);
}

#[test]
fn a_mould_that_thousands_are_cast_in() {
    let cities = ["Rome", "Doha", "Cairo", "Vienna", "Geneva", "Ankara", "Riyadh", "Paris"];
    let cast: Vec<Fingerprint> = (0..800)
        .map(|number: usize| {
            let day = format!("{} May {}", number % 28 + 1, 1900 + number);
            fingerprint(&BODY.replace("Muscat", cities[number % 8]).replace("14 June", &day))
        })
        .collect();
    assert!(origins(&cast).iter().filter(|origin| origin.is_some()).count() < 40);
}
