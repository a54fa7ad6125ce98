//! What goes out and comes back in is the same; what is malformed is told.

use super::*;
use crate::code::actor::Actor;
use crate::deed::{Deed, Told};
use demarche_assess::fold;
use jiff::civil::{Date, date};

/// Columns of each table, as its makers list them.
const GDELT: &str = "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode \
    Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code \
    Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code \
    Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode \
    QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone Actor1Geo_Type Actor1Geo_FullName \
    Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID \
    Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat \
    Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code \
    ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL";
const ICEWS: &str = "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,\
    Target Name,Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,\
    Longitude";
const POLECAT: &str = "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,\
    Actor COW,Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,\
    Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,\
    Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,\
    Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version";

const LAYOUTS: [Layout; 3] = [Layout::Gdelt, Layout::Icews, Layout::Polecat];

#[test]
fn columns_stand_in_the_order_of_their_makers() {
    let rows: [(Layout, Vec<&str>, usize); 3] = [
        (Layout::Gdelt, GDELT.split_whitespace().collect(), 61),
        (Layout::Icews, ICEWS.split(',').collect(), 20),
        (Layout::Polecat, POLECAT.split(',').collect(), 40),
    ];
    for (layout, wanted, count) in rows {
        assert_eq!(Columns::of(layout).names(), wanted);
        assert_eq!(wanted.len(), count);
        assert!(column_contents(layout).iter().all(|(_, content)| !content.is_empty()));
    }
}

/// An event of one code: who, to whom, when, where.
fn deed(code: &str, actors: &[&str], recipients: &[&str], day: Date, place: Option<&str>) -> Deed {
    let code = crate::code::cameo::cameo(code).expect("it is listed");
    let all = |ids: &[&str]| ids.iter().map(|id| Actor::from_id(id)).collect();
    Deed {
        kind: code.kind.to_owned(),
        mode: Some(code.mode.to_owned()).filter(|mode| !mode.is_empty()),
        context: code.contexts().map(str::to_owned).collect(),
        cameo: Some(code.code.to_owned()),
        actors: all(actors),
        recipients: all(recipients),
        day,
        place: place.map(str::to_owned),
        told: Told {
            address: "https://news.example/a?b=1".to_owned(),
            publisher: Some("news.example".to_owned()),
            published: Some("2026-02-02".to_owned()),
        },
        mentions: 3,
        sources: 2,
        reports: 2,
        in_lead: true,
    }
}

fn deeds(all: Vec<Deed>) -> Deeds {
    Deeds { all, ..Deeds::default() }
}

/// One event a line: type, mode, code, actors, recipients, day, place.
fn told(import: &Import, layout: Layout) -> Vec<String> {
    let set = |ids: &[String]| {
        let mut ids = ids.to_vec();
        ids.sort();
        ids.join(" ")
    };
    let mut lines: Vec<String> = import
        .items
        .iter()
        .map(|item| {
            let event = &item.record.events[0];
            let code = if layout == Layout::Polecat { None } else { event.cameo.clone() };
            format!(
                "{} {:?} {:?} {:?} {} > {} {:?} {:?}",
                event.kind,
                event.mode,
                event.context,
                code,
                set(&event.actors),
                set(&event.recipients),
                event.on.and_then(|on| on.from),
                event.place
            )
        })
        .collect();
    lines.sort();
    lines
}

/// The same lines for what goes out.
fn wanted(all: &[Deed], layout: Layout) -> Vec<String> {
    let set = |actors: &[Actor]| {
        let mut ids: Vec<&str> = actors.iter().map(|actor| actor.id.as_str()).collect();
        ids.sort_unstable();
        ids.join(" ")
    };
    let mut lines: Vec<String> = all
        .iter()
        .map(|deed| {
            let code = if layout == Layout::Polecat { None } else { deed.cameo.clone() };
            let (actors, recipients) = (set(&deed.actors), set(&deed.recipients));
            format!(
                "{} {:?} {:?} {code:?} {actors} > {recipients} {:?} {:?}",
                deed.kind,
                deed.mode,
                deed.context,
                Some(deed.day),
                deed.place
            )
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn a_gdelt_row_holds_what_its_columns_say() {
    let table = write(
        &deeds(vec![deed("071", &["USA"], &["PSE:hamas"], date(2017, 6, 1), Some("Muscat"))]),
        Layout::Gdelt,
    );
    let cells: Vec<&str> = table.trim_end_matches('\n').split('\t').collect();
    assert_eq!(cells.len(), 61);
    let rows = [
        ("GLOBALEVENTID", "1"),
        ("SQLDATE", "20170601"),
        ("MonthYear", "201706"),
        ("Year", "2017"),
        ("FractionDate", "2017.4137"),
        ("Actor1Code", "USA"),
        ("Actor1Name", "UNITED STATES"),
        ("Actor1CountryCode", "USA"),
        ("Actor1KnownGroupCode", ""),
        ("Actor1EthnicCode", ""),
        ("Actor1Type1Code", ""),
        ("Actor2Code", "PSEREBHMS"),
        ("Actor2Name", "HAMAS"),
        ("Actor2CountryCode", "PSE"),
        ("Actor2KnownGroupCode", "HMS"),
        ("Actor2Type1Code", "REB"),
        ("IsRootEvent", "1"),
        ("EventCode", "071"),
        ("EventBaseCode", "071"),
        ("EventRootCode", "07"),
        ("QuadClass", "2"),
        ("GoldsteinScale", "7.4"),
        ("NumMentions", "3"),
        ("NumSources", "2"),
        ("NumArticles", "2"),
        ("AvgTone", "0"),
        ("Actor1Geo_Type", "0"),
        ("Actor1Geo_Lat", ""),
        ("ActionGeo_Type", "4"),
        ("ActionGeo_FullName", "Muscat, Oman"),
        ("ActionGeo_CountryCode", "MU"),
        ("ActionGeo_ADM1Code", ""),
        ("ActionGeo_Lat", ""),
        ("DATEADDED", "20260202000000"),
        ("SOURCEURL", "https://news.example/a?b=1"),
    ];
    for (column, value) in rows {
        let place = Columns::of(Layout::Gdelt).names().iter().position(|name| *name == column);
        assert_eq!(place.map(|place| cells[place]), Some(value), "{column}");
    }
}

#[test]
fn a_row_of_icews_and_of_polecat_holds_what_its_columns_say() {
    let one = || deeds(vec![deed("071", &["RUS"], &["SYR:rebels"], date(2017, 6, 1), Some("Iran"))]);
    let rows: [(Layout, &[(&str, &str)]); 2] = [
        (
            Layout::Icews,
            &[
                ("Event Date", "2017-06-01"),
                ("Source Name", "Russia"),
                ("Source Sectors", "NULL"),
                ("Source Country", "Russian Federation"),
                ("Event Text", "Provide economic aid"),
                ("CAMEO Code", "071"),
                ("Intensity", "7.4"),
                ("Target Name", "Rebels (Syria)"),
                ("Target Sectors", "Rebel"),
                ("Target Country", "Syria"),
                ("Story ID", "1"),
                ("Publisher", "news.example"),
                ("City", "NULL"),
                ("Country", "Iran"),
                ("Latitude", "NULL"),
            ],
        ),
        (
            Layout::Polecat,
            &[
                ("Event Date", "2017-06-01"),
                ("Event Type", "AID"),
                ("Event Mode", "None"),
                ("Intensity", "10"),
                ("Quad Code", "MATERIAL COOPERATION"),
                ("Contexts", "economic"),
                ("Actor Name", "Russia"),
                ("Actor Country", "RUS"),
                ("Actor COW", "365"),
                ("Primary Actor Sector", "GOV"),
                ("Recipient Name", "Rebels (Syria)"),
                ("Recipient Country", "SYR"),
                ("Recipient Sectors", "REB"),
                ("Placename", "Iran"),
                ("Country", "IRN"),
                ("Feature Type", "PCLI"),
                ("Source", "news.example"),
                ("Publication Date", "2026-02-02"),
            ],
        ),
    ];
    for (layout, wanted) in rows {
        let table = write(&one(), layout);
        let cells: Vec<&str> = table.lines().nth(1).expect("a row").split('\t').collect();
        let names = Columns::of(layout).names();
        assert_eq!(cells.len(), names.len());
        for (column, value) in wanted {
            let place = names.iter().position(|name| name == column);
            assert_eq!(place.map(|place| cells[place]), Some(*value), "{column}");
        }
    }
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }
}

#[test]
fn what_goes_out_comes_back_in() {
    const CODES: [&str; 14] =
        ["030", "036", "040", "041", "042", "051", "071", "1056", "111", "125", "1312", "163", "173", "195"];
    const WHO: [&str; 18] = [
        "IRN",
        "USA",
        "ROU",
        "PSE",
        "XKX",
        "UN",
        "EU",
        "NATO",
        "IAEA",
        "PSE:hamas",
        "LBN:hezbollah",
        "YEM:houthis",
        "USA:military",
        "SYR:rebels",
        "VEN:opposition",
        "abbas-araghchi",
        "donald-trump",
        "civilians",
    ];
    const WHERE: [Option<&str>; 6] =
        [None, Some("Geneva"), Some("Iran"), Some("Aceh"), Some("Middle East"), Some("Strait of Hormuz")];
    let mut dice = Dice(1);
    for round in 0..200 {
        let mut all: Vec<Deed> = Vec::new();
        for number in 0..1 + dice.roll(6) {
            let code = CODES[dice.roll(CODES.len())];
            let mut pool: Vec<&str> = WHO.to_vec();
            let mut draw = |dice: &mut Dice, most: usize| -> Vec<&str> {
                (0..1 + dice.roll(most)).map(|_| pool.remove(dice.roll(pool.len()))).collect()
            };
            let actors = draw(&mut dice, 3);
            let meets = code.starts_with("04") || code.starts_with("03") && dice.roll(2) == 0;
            let recipients = if meets || dice.roll(5) == 0 { Vec::new() } else { draw(&mut dice, 2) };
            // A deed of several without anybody it is done to is one that they do to each other only where that can be.
            let actors = if !meets && recipients.is_empty() { actors[..1].to_vec() } else { actors };
            let day = date(2026, 1, 1 + number as i8);
            all.push(deed(code, &actors, &recipients, day, WHERE[dice.roll(WHERE.len())]));
        }
        for layout in LAYOUTS {
            let table = write(&deeds(all.clone()), layout);
            let import = read(table.as_bytes(), "table").expect("it is readable");
            assert_eq!(import.faults, [], "round {round}:\n{table}");
            assert_eq!(told(&import, layout), wanted(&all, layout), "round {round}:\n{table}");
        }
    }
}

#[test]
fn an_imported_event_joins_a_situation_and_goes_out_again_the_same() {
    for layout in LAYOUTS {
        let all = vec![
            deed("163", &["USA"], &["IRN"], date(2026, 1, 31), Some("Geneva")),
            deed("046", &["IRN", "USA", "OMN"], &[], date(2026, 2, 1), None),
        ];
        let table = write(&deeds(all), layout);
        let import = read(table.as_bytes(), "20260202.tsv").expect("it is readable");
        let situation = fold(&import.items, &["IRN".to_owned(), "USA".to_owned()], None);
        assert_eq!(situation.events.len(), 2);
        let sanction = situation.events.iter().find(|event| event.kind == "SANCTION").expect("it is there");
        let evidence = &sanction.evidence[0];
        let line = if layout == Layout::Gdelt { 1 } else { 2 };
        assert_eq!(evidence.file, format!("20260202.tsv:{line}"));
        assert_eq!(Some(evidence.quote.as_str()), table.lines().nth(line - 1));
        assert_eq!(evidence.publisher.as_deref(), Some("news.example"));
        // Folded events stand for reports that are rows: only their numbers and addresses differ.
        let again = write(&crate::deed::deeds(&situation), layout);
        let import = read(again.as_bytes(), "20260202.tsv").expect("it is readable");
        let first = read(table.as_bytes(), "20260202.tsv").expect("it is readable");
        assert_eq!(told(&import, layout), told(&first, layout));
    }
}

#[test]
fn rows_of_others_are_understood() {
    // As GDELT 2.0 and ICEWS ship them: one row with places and roles, mirrored rows of a meeting, a statement, a day as m/d/Y.
    let gdelt = "669666369\t20160701\t201607\t2016\t2016.4959\tSAUGOV\tSAUDI\tSAU\t\t\t\t\tGOV\t\t\tEGY\tCAIRO\tEGY\t\t\t\t\t\t\t\t\
        1\t042\t042\t04\t1\t1.9\t3\t1\t3\t-0.30\t4\tRiyadh, Ar Riyad, Saudi Arabia\tSA\tSA10\t25316\t24.6408\t46.7728\t-3093009\t4\t\
        Cairo, Al Qahirah, Egypt\tEG\tEG11\t65350\t30.05\t31.25\t-290692\t4\tCairo, Al Qahirah, Egypt\tEG\tEG11\t65350\t30.05\t\
        31.25\t-290692\t20170701234500\thttp://www.thearabweekly.com/article/8771\n";
    let import = read(gdelt.as_bytes(), "x.export.CSV").expect("it is readable");
    assert_eq!(
        told(&import, Layout::Gdelt),
        [r#"CONSULT Some("visit") [] Some("042") EGY SAU:government >  Some(2016-07-01) Some("Cairo")"#]
    );
    let record = &import.items[0].record;
    assert_eq!(record.document.publisher.as_deref(), Some("thearabweekly.com"));
    assert_eq!(record.document.url.as_deref(), Some("http://www.thearabweekly.com/article/8771"));
    assert_eq!(record.document.published.as_deref(), Some("2017-07-01"));

    let header = Columns::of(Layout::Icews).names().join("\t");
    let rows = [
        "1\t2018-06-01\tForeign Affairs (Bangladesh)\tExecutive,Foreign Ministry,Government\tBangladesh\tConsult\t040\t1\tVietnam\tNA\t\
         Vietnam\t47\t2\tVNA\tHanoi\tNA\tThanh Pho Ha Noi\tVietnam\t21.0\t105.8",
        "2\t2018-06-01\tVietnam\tNA\tVietnam\tConsult\t40\t1\tForeign Affairs (Bangladesh)\tExecutive,Foreign Ministry,Government\t\
         Bangladesh\t47\t2\tVNA\tHanoi\tNA\tThanh Pho Ha Noi\tVietnam\t21.0\t105.8",
        "3\t6/1/2017\tSouth Korea\tNA\tSouth Korea\tMake statement\t010\t0\tRussia\tNA\tRussian Federation\t48\t1\tYonhap",
        "4\t6/1/2017\tMilitary (India)\tGovernment,Military\tIndia\tUse conventional military force\t190\t-10\tMilitant (India)\t\
         Unidentified Forces\tIndia\t49\t1\tHindustan Times\tSrinagar\tNA\tNULL\tIndia",
    ];
    let table = format!("\u{feff}{header}\r\n{}\r\n", rows.join("\r\n"));
    let import = read(table.as_bytes(), "events.tab").expect("it is readable");
    assert_eq!((import.rows, import.statements, import.faults.len()), (4, 1, 0));
    assert_eq!(
        told(&import, Layout::Icews),
        [
            r#"ASSAULT None ["military"] Some("190") IND:military > IND:unidentified-forces Some(2017-06-01) Some("Srinagar")"#,
            r#"CONSULT None [] Some("040") BGD:government VNM >  Some(2018-06-01) Some("Hanoi")"#,
        ]
    );
    assert_eq!(
        import.items[0].record.events[0].evidence.len(),
        2,
        "both rows of the meeting are its evidence"
    );
}

#[test]
fn polecat_headers_vary() {
    let table = write(&deeds(vec![deed("195", &["RUS"], &["UKR"], date(2026, 1, 5), None)]), Layout::Polecat);
    let other =
        table.replacen("Intensity", "Event Intensity", 1).replacen("Event ID", "Headline\tEvent ID", 1);
    let (head, row) = other.split_once('\n').expect("two lines");
    let shifted = format!("{head}\t\nA headline\t{row}");
    let import = read(shifted.as_bytes(), "x").expect("it is readable");
    assert_eq!(import.faults, []);
    assert_eq!(
        told(&import, Layout::Polecat),
        [r#"ASSAULT Some("aerial") ["military"] None RUS > UKR Some(2026-01-05) None"#]
    );
}

#[test]
fn malformed_rows_are_told_and_the_others_taken() {
    let good = write(&deeds(vec![deed("163", &["USA"], &["IRN"], date(2026, 1, 31), None)]), Layout::Gdelt);
    let row = good.trim_end();
    let swap = |place: usize, value: &str| {
        let mut cells: Vec<&str> = row.split('\t').collect();
        cells[place] = value;
        cells.join("\t")
    };
    let bad = [
        (swap(26, "13y"), "line 2, column 27 (EventCode): no CAMEO code: 13y"),
        (swap(1, "20260231"), "line 2, column 2 (SQLDATE): no day: 20260231"),
        (swap(1, ""), "line 2, column 2 (SQLDATE): no day: "),
        (swap(59, "yesterday"), "line 2, column 60 (DATEADDED): no day: yesterday"),
        (row.replacen("\t", "", 1), "line 2: 60 columns where 61 are expected"),
        (format!("{row}\t"), "line 2: 62 columns where 61 are expected"),
        ("\u{fffd}\u{0}".to_owned(), "line 2: 1 columns where 61 are expected"),
    ];
    for (line, fault) in bad {
        let table = format!("{row}\n{line}\n\n{}\n", swap(0, "2"));
        let import = read(table.as_bytes(), "x").expect("it is readable");
        let faults: Vec<String> = import.faults.iter().map(Fault::to_string).collect();
        assert_eq!(faults, [fault]);
        assert_eq!(import.rows, 3);
        assert_eq!(import.items.iter().map(|item| item.record.events[0].evidence.len()).sum::<usize>(), 2);
    }
}

#[test]
fn other_tables_are_refused() {
    let tabs = |count: usize| format!("1{}\n", "\t".repeat(count - 1));
    let rows = [
        (String::new(), "the table has no rows"),
        (" \n\n".to_owned(), "the table has no rows"),
        (tabs(58), "a table of GDELT 1.0, which is not read"),
        (tabs(16), "a table of GDELT 2.0 Mentions, which is not read"),
        (tabs(27), "a table of GDELT 2.0 Global Knowledge Graph, which is not read"),
        ("a,b,c\n1,2,3\n".to_owned(), "its first line has 1 columns split by tabs"),
        ("Event ID\tCAMEO Code\n1\t2\n".to_owned(), "ICEWS without a column: Event Date"),
    ];
    for (table, expected) in rows {
        let error = read(table.as_bytes(), "x").expect_err("it is refused").to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn any_bytes_are_survived() {
    let mut dice = Dice(7);
    let good = write(
        &deeds(vec![deed("040", &["USA", "IRN"], &[], date(2026, 1, 31), Some("Oman"))]),
        Layout::Icews,
    );
    for _ in 0..300 {
        let mut bytes = good.clone().into_bytes();
        for _ in 0..1 + dice.roll(20) {
            let place = dice.roll(bytes.len());
            bytes[place] = dice.roll(256) as u8;
        }
        let _ = read(&bytes, "x");
        let _ = open(&bytes);
    }
}
