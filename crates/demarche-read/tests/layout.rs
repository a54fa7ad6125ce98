//! Layout of plain text, one row a kind of report: what a person would say of its head, and the kind of each block.
//!
//! Kinds are one letter a block: H headline, B byline, S summary, h heading, P paragraph, I item, Q question,
//! A answer, q quote, - boilerplate.

use demarche_read::report::{BlockKind, Document, Part, Report, lay_out};

struct Row {
    text: &'static str,
    title: &'static str,
    byline: &'static str,
    published: &'static str,
    datelines: &'static [&'static str],
    kinds: &'static str,
}

fn lay(text: &str) -> Document {
    lay_out(&Report { parts: vec![Part { kind: None, text: text.to_owned() }], ..Report::default() })
}

fn letters(document: &Document) -> String {
    document
        .blocks
        .iter()
        .map(|block| match block.kind {
            BlockKind::Headline => 'H',
            BlockKind::Byline => 'B',
            BlockKind::Summary => 'S',
            BlockKind::Heading => 'h',
            BlockKind::Paragraph => 'P',
            BlockKind::Item => 'I',
            BlockKind::Question => 'Q',
            BlockKind::Answer => 'A',
            BlockKind::Quote => 'q',
            BlockKind::Boilerplate => '-',
        })
        .collect()
}

fn check(row: &Row) {
    let document = lay(row.text);
    let of = |value: &Option<String>| value.clone().unwrap_or_default();
    let shown: String = document
        .blocks
        .iter()
        .zip(letters(&document).chars())
        .map(|(block, letter)| format!("{letter} {}\n", document.slice(block.span)))
        .collect();
    assert_eq!(of(&document.title), row.title, "title of\n{shown}");
    assert_eq!(of(&document.byline), row.byline, "byline of\n{shown}");
    assert_eq!(of(&document.published), row.published, "date of\n{shown}");
    assert_eq!(document.datelines, row.datelines, "datelines of\n{shown}");
    assert_eq!(letters(&document), row.kinds, "kinds of\n{shown}");
}

#[test]
fn wire_copy() {
    check(&Row {
        text: "\
Qatar says envoys of Chad and Sudan to meet again
BEIRUT, Jan 5 (Orient Wire) - Envoys of Chad and Sudan will meet again within a week, Qatar's foreign ministry said on Sunday.

Neither government commented.

© 2025 Orient Wire",
        title: "Qatar says envoys of Chad and Sudan to meet again",
        byline: "",
        published: "2025-01-05",
        datelines: &["BEIRUT"],
        kinds: "HBPP-",
    });
    check(&Row {
        text: "\
UPDATE 1-Armenia ready to reopen border, minister says
By Ani Petrosyan
YEREVAN, Sept 14 (Caspian Wire) - Armenia is ready to reopen its border with Turkey, its foreign minister said on Thursday.
He gave no date.
(Reporting by Ani Petrosyan; Editing by Mark Low)
14 Sep 2023 16:05 GMT",
        title: "UPDATE 1-Armenia ready to reopen border, minister says",
        byline: "Ani Petrosyan",
        published: "2023-09-14T16:05:00Z",
        datelines: &["YEREVAN"],
        kinds: "HBBPPBB",
    });
}

#[test]
fn telegrams() {
    check(&Row {
        text: "\
CONFIDENTIAL
R 121530Z APR 79
FM AMEMBASSY KHARTOUM
TO SECSTATE WASHDC PRIORITY 4410
INFO AMEMBASSY CAIRO
E.O. 12065: GDS 4/12/85
TAGS: PEPR, SU, LY
SUBJECT: PRESIDENT'S VIEWS ON TALKS WITH LIBYA

1. (C) SUMMARY: The President told the Ambassador on April 11 that he would receive a Libyan envoy. End summary.

2. (C) The Ambassador called at the palace at the President's request. The meeting lasted an hour.

3. (C) COMMENT: He means it this time.",
        title: "PRESIDENT'S VIEWS ON TALKS WITH LIBYA",
        byline: "AMEMBASSY KHARTOUM",
        published: "1979-04-12T15:30:00Z",
        datelines: &[],
        kinds: "BBBBBBBHSII",
    });
    check(&Row {
        text: "\
From: Political Section, Ankara
To: Near East Desk
Date: 3 March 2020
Subject: Idlib: what the Russians asked for

The deputy minister received us on Monday evening and spoke for an hour without notes.

He said that Moscow had asked for the road to be reopened within a week.",
        title: "Idlib: what the Russians asked for",
        byline: "Political Section, Ankara",
        published: "2020-03-03",
        datelines: &[],
        kinds: "BBBHPP",
    });
}

#[test]
fn readouts_and_statements() {
    check(&Row {
        text: "\
THE WHITE HOUSE
Office of the Press Secretary
FOR IMMEDIATE RELEASE
September 27, 2013

READOUT OF THE PRESIDENT'S CALL WITH PRESIDENT ROUHANI OF IRAN

The President spoke today with President Rouhani of Iran about the efforts to reach an agreement over Iran's nuclear program.

###",
        title: "READOUT OF THE PRESIDENT'S CALL WITH PRESIDENT ROUHANI OF IRAN",
        byline: "Office of the Press Secretary",
        published: "2013-09-27",
        datelines: &[],
        kinds: "BBBBHP-",
    });
    check(&Row {
        text: "\
Foreign Secretary call with Iranian Foreign Minister Araghchi: 5 August 2025
Foreign, Commonwealth & Development Office
Published 5 August 2025

The Foreign Secretary spoke to the Iranian Foreign Minister this morning and urged him to resume cooperation with the inspectors.

He made clear that time was short.",
        title: "Foreign Secretary call with Iranian Foreign Minister Araghchi: 5 August 2025",
        byline: "Foreign, Commonwealth & Development Office",
        published: "2025-08-05",
        datelines: &[],
        kinds: "HBBPP",
    });
    check(&Row {
        text: "\
Press release No. 112/24
Joint statement by the foreign ministers of Peru and Ecuador
Lima, 12 April 2024

1. The ministers met in Lima on 12 April 2024.
2. They agreed to reopen the crossing at Huaquillas within thirty days.",
        title: "Joint statement by the foreign ministers of Peru and Ecuador",
        byline: "",
        published: "2024-04-12",
        datelines: &["Lima"],
        kinds: "BHBII",
    });
}

#[test]
fn tabloid_and_column() {
    check(&Row {
        text: "\
WORLD NEWS
MAD VLAD'S GAS THREAT! Kremlin boss 'will turn off the taps by Christmas'
- Envoys walk out of Geneva talks after just 40 minutes
- No 10 calls it 'a tantrum'
By Kelly Marsh, Political Editor
Published: 21:40, 3 November 2022 | Updated: 08:02, 4 November 2022

Raging Russia will cut off the last of Europe's gas by Christmas, its envoy boomed last night.

READ MORE: Inside the bunker",
        title: "MAD VLAD'S GAS THREAT! Kremlin boss 'will turn off the taps by Christmas'",
        byline: "Kelly Marsh, Political Editor",
        published: "2022-11-03",
        datelines: &[],
        kinds: "BHHHBBP-",
    });
    check(&Row {
        text: "\
OPINION
Nobody wins a war of tariffs
Two stubborn capitals are talking past each other, and the rest of us pay.
Amara Okoye
Tuesday, 3 March 2020

Last week the two trade ministers sat in the same hotel for nine hours and did not exchange a word.

What would a deal look like? Nobody in either delegation seems to know, and fewer care.

Amara Okoye is a former trade negotiator.",
        title: "Nobody wins a war of tariffs",
        byline: "Amara Okoye",
        published: "2020-03-03",
        datelines: &[],
        kinds: "BHHBBPPB",
    });
}

#[test]
fn explainer_and_faq() {
    check(&Row {
        text: "\
Explained: why Kenya and Somalia are in court again
By Wanjiru Kamau | Nairobi | 12/10/2021

Key points
- The court rules on Tuesday
- Kenya says it will not accept the ruling

The court in The Hague rules on Tuesday on the sea border between Kenya and Somalia, which both claim.

What is at stake

Some 100,000 square kilometres of sea, and the gas that may lie under it, according to both governments.

FAQ
Can Kenya ignore the ruling?
In law it cannot. In practice nobody can make it obey, two lawyers said.
Has it said so?
Yes. The attorney general wrote to the court in March that it would take no further part.",
        title: "Explained: why Kenya and Somalia are in court again",
        byline: "Wanjiru Kamau",
        published: "2021-10-12",
        datelines: &["Nairobi"],
        kinds: "HBhSSPhPhQAQA",
    });
}

#[test]
fn live_blog() {
    check(&Row {
        text: "\
Live: ceasefire talks open in Jeddah
Last updated: 11 March 2025, 18:20 AST
Reporting by Hala Nasser in Jeddah

18:20 Both sides leave
The two delegations have left the palace by different doors. Neither stopped for reporters.

5.45pm 'Constructive'
A Saudi official tells us the talks were constructive and will go on tomorrow.

16:02 The American delegation has sat down with the Ukrainians, the host says, after an hour's delay.",
        title: "Live: ceasefire talks open in Jeddah",
        byline: "Hala Nasser in Jeddah",
        published: "2025-03-11",
        datelines: &[],
        kinds: "HBBhPhPP",
    });
}

#[test]
fn transcripts() {
    check(&Row {
        text: "\
Foreign Ministry Spokesperson's Regular Press Conference on May 9, 2023
2023-05-09 19:10

CGTN: Can you tell us more about the foreign minister's visit to Germany?

Wang Wenbin: The visit is part of regular exchanges. I have nothing to add on dates.

AFP: Canada has expelled a Chinese diplomat. How will China respond?

Wang Wenbin: China strongly condemns this and has made a démarche to the Canadian side.

Reuters: Will there be a response in kind?

Wang Wenbin: I just gave you the answer.",
        title: "Foreign Ministry Spokesperson's Regular Press Conference on May 9, 2023",
        byline: "",
        published: "2023-05-09",
        datelines: &[],
        kinds: "HBQAQAQA",
    });
    check(&Row {
        text: "\
\"We will not be the first to leave\": an interview with the chief negotiator
Interview by Sofia Lindqvist
Oslo, 14 June 2019

The chief negotiator of the rebels speaks softly and takes no notes. We met in a hotel outside Oslo.

Sofia Lindqvist: You have been here for three weeks. What have you agreed on?

Commander Reyes: On the order of business, and on lunch.

Sofia Lindqvist: Will you sign before the summer?

Commander Reyes: If the army leaves the valley, we will sign the next day.",
        title: "\"We will not be the first to leave\": an interview with the chief negotiator",
        byline: "Sofia Lindqvist",
        published: "2019-06-14",
        datelines: &["Oslo"],
        kinds: "HBBPQAQA",
    });
}

#[test]
fn notices_and_posts() {
    check(&Row {
        text: "\
UK MARITIME TRADE OPERATIONS
ADVISORY NOTE 007/JAN/2024
Issued: 12 January 2024, 0930 UTC
Subject: Increased risk in the southern Red Sea

1. Vessels are advised to transit with caution. Two missiles fell near a tanker on Thursday.
2. Masters are asked to report any contact to this office.",
        title: "Increased risk in the southern Red Sea",
        byline: "",
        published: "2024-01-12T09:30:00Z",
        datelines: &[],
        kinds: "BBBHII",
    });
    check(&Row {
        text: "\
The Morning Cable
Your daily briefing on who is talking to whom
Thursday, February 6, 2025

Good morning. The Omani channel is busy again, and nobody in Washington will say why.

Three things to watch
1. A plane from Muscat landed in Geneva on Wednesday night
2. The Iranian minister cancelled a trip to Baku

You are receiving this because you signed up. Unsubscribe",
        title: "The Morning Cable",
        byline: "",
        published: "2025-02-06",
        datelines: &[],
        kinds: "HHBPhII-",
    });
    check(&Row {
        text: "\
Some thoughts on the Aegean deal
Posted on October 8, 2019 by captainspiro

I have sailed these waters for thirty years and I have never seen so many grey ships in one bay.

The two ministers will shake hands on Friday, if the rumours are right.

Share this:
Twitter
Facebook
Leave a comment",
        title: "Some thoughts on the Aegean deal",
        byline: "captainspiro",
        published: "2019-10-08",
        datelines: &[],
        kinds: "HBPP----",
    });
    check(&Row {
        text: "\
MOSCOW, February 2. /VOLGA/. Russia will reopen its consulate in Herat, the foreign ministry said in a statement on Monday.

No date was given for the reopening, which Kabul had asked for in December.",
        title: "",
        byline: "",
        published: "",
        datelines: &["MOSCOW"],
        kinds: "BPP",
    });
}

#[test]
fn nothing_to_read() {
    for text in
        ["", "\n\n\n", "\u{0}\u{1}", "...", "-", "Q:", "1.", "19:20", "By", "Summary", "# # #", "\u{feff}"]
    {
        let document = lay(text);
        assert!(document.blocks.len() <= 1, "{text:?}");
    }
    let french = "Les deux ministres se sont rencontrés lundi à Vienne et sont convenus de se reparler avant la fin du mois.\n\
                  Aucun des deux n'a voulu dire si une date avait été fixée pour la prochaine rencontre des délégations.";
    let document = lay(french);
    assert_eq!(document.language.as_deref(), Some("fr"));
    assert_eq!(document.notes, ["written in French: not read"]);
    assert!(!document.is_readable());
}

#[test]
fn ids_depend_on_words_and_date() {
    let one = lay("Headline of the day\n2 May 2024\n\nThe two sides met again.");
    assert_eq!(one.id, lay("Headline of the day\r\n2 May 2024\r\n\r\nThe two sides met again.\r\n").id);
    assert_ne!(one.id, lay("Headline of the day\n3 May 2024\n\nThe two sides met again.").id);
    assert!(one.id.starts_with("b3:") && one.id.len() == 35);
}
