//! GDELT 2.0 Event rows: 61 columns, no header, one source and one target a row.

use super::Layout;
use super::columns::Columns;
use super::read::{Cells, Fault, Row};
use crate::code::actor::{Actor, CAMEO_CELLS};
use crate::code::{cameo, country, place};
use crate::deed::{Deeds, Told};
use jiff::civil::Date;
use place::Extent;

/// First and last column of each actor.
const ACTORS: [(usize, &str); 2] = [(5, "Actor1Code"), (15, "Actor2Code")];

/// The rows of a table.
pub fn rows(deeds: &Deeds) -> Vec<Vec<String>> {
    let columns = Columns::of(Layout::Gdelt);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for deed in &deeds.all {
        let Some(code) = deed.code() else { continue };
        for (source, target) in deed.pairs() {
            let mut row = columns.blank("");
            let day = deed.day;
            columns.fill(
                &mut row,
                [
                    ("GLOBALEVENTID", (rows.len() + 1).to_string()),
                    ("SQLDATE", compact(day)),
                    ("MonthYear", day.strftime("%Y%m").to_string()),
                    ("Year", day.strftime("%Y").to_string()),
                    ("FractionDate", fraction(day)),
                    ("IsRootEvent", u8::from(deed.in_lead).to_string()),
                    ("EventCode", code.code.to_owned()),
                    ("EventBaseCode", code.code.get(..3).unwrap_or(code.code).to_owned()),
                    ("EventRootCode", code.code.get(..2).unwrap_or(code.code).to_owned()),
                    ("QuadClass", code.quad.to_string()),
                    ("GoldsteinScale", code.goldstein_gdelt.to_owned()),
                    ("NumMentions", deed.mentions.to_string()),
                    ("NumSources", deed.sources.to_string()),
                    ("NumArticles", deed.reports.to_string()),
                    ("AvgTone", "0".to_owned()),
                    ("Actor1Geo_Type", "0".to_owned()),
                    ("Actor2Geo_Type", "0".to_owned()),
                    ("ActionGeo_Type", "0".to_owned()),
                    ("DATEADDED", added(&deed.told, day)),
                    ("SOURCEURL", deed.told.address.clone()),
                ],
            );
            for ((first, _), actor) in ACTORS.into_iter().zip([Some(source), target]) {
                let cells = actor.map(Actor::to_cameo).unwrap_or_default();
                for (cell, value) in row[first..].iter_mut().zip(cells) {
                    *cell = value.replace(['\t', '\n', '\r'], " ");
                }
            }
            fill_place(columns, &mut row, deed.place.as_deref());
            rows.push(row);
        }
    }
    rows
}

fn fill_place(columns: &Columns, row: &mut [String], name: Option<&str>) {
    let Some(name) = name else { return };
    let place = place::find(name);
    let fips = place.country.map_or("", |country| country.fips());
    let full = match place.country {
        Some(country) if place.extent != Extent::Country => format!("{name}, {}", country.name()),
        _ => name.to_owned(),
    };
    let extent = match place.extent {
        Extent::Country => "1",
        Extent::City => "4",
        Extent::Province => "5",
        Extent::Other => "0",
    };
    let whole = if place.extent == Extent::Country { fips } else { "" };
    columns.fill(
        row,
        [
            ("ActionGeo_Type", extent.to_owned()),
            ("ActionGeo_FullName", full),
            ("ActionGeo_CountryCode", fips.to_owned()),
            ("ActionGeo_ADM1Code", whole.to_owned()),
            ("ActionGeo_FeatureID", whole.to_owned()),
        ],
    );
}

/// `20260131`.
fn compact(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// GDELT counts thirty days a month: 1 June 2017 is 2017.4137.
fn fraction(day: Date) -> String {
    let days = (i32::from(day.month()) - 1) * 30 + i32::from(day.day());
    let year = i32::from(day.year());
    format!("{:.4}", f64::from(year) + f64::from(days) / 365.0)
}

/// When the first report was published, as fourteen digits; at midnight where only its day is known.
fn added(told: &Told, day: Date) -> String {
    let instant = told.published.as_deref().and_then(|text| text.parse::<jiff::Timestamp>().ok());
    match instant {
        Some(instant) => instant.strftime("%Y%m%d%H%M%S").to_string(),
        None => format!("{}000000", compact(told.day().unwrap_or(day))),
    }
}

/// Reads one row.
pub fn parse(cells: &Cells<'_>) -> Result<Row, Fault> {
    let cell = |name: &str| cells.get(name);
    let code = cell("EventCode");
    let code =
        cameo::cameo(code).ok_or_else(|| cells.fault("EventCode", format!("no CAMEO code: {code}")))?;
    let [source, target] = ACTORS.map(|(_, first)| {
        let run: [&str; CAMEO_CELLS] = cells.run(first);
        Actor::from_cameo(run)
    });
    let url = Some(cell("SOURCEURL")).filter(|url| !url.is_empty());
    let published = match cell("DATEADDED") {
        "" => None,
        _ => Some(day_of(cells, "DATEADDED")?),
    };
    Ok(Row {
        id: cell("GLOBALEVENTID").to_owned(),
        code,
        mode: None,
        kind: None,
        context: None,
        sources: source.into_iter().collect(),
        targets: target.into_iter().collect(),
        day: day_of(cells, "SQLDATE")?,
        place: where_it_was(cell("ActionGeo_FullName"), cell("ActionGeo_CountryCode")),
        published,
        publisher: url.and_then(host).map(str::to_owned),
        url: url.map(str::to_owned),
        story: url.unwrap_or_default().to_owned(),
    })
}

/// The day that the first eight digits of a cell spell.
fn day_of(cells: &Cells<'_>, column: &'static str) -> Result<Date, Fault> {
    let text = cells.get(column);
    let day = text.get(..8).and_then(|digits| Date::strptime("%Y%m%d", digits).ok());
    day.ok_or_else(|| cells.fault(column, format!("no day: {text}")))
}

/// The place without its province and country: "Cairo, Al Qahirah, Egypt" is Cairo.
fn where_it_was(full: &str, fips: &str) -> Option<String> {
    let inside = country::by_fips(fips).map_or("", |country| country.name());
    let short = full
        .rsplit_once(", ")
        .filter(|(_, last)| last.eq_ignore_ascii_case(inside))
        .map_or(full, |(rest, _)| rest);
    let first = if short.len() < full.len() { short.split(", ").next().unwrap_or(short) } else { full };
    Some(first.to_owned()).filter(|place| !place.is_empty())
}

/// The host of an address, without `www.`.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}
