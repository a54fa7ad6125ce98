//! ICEWS rows: 20 columns and a header, one source and one target a row. An event id is not unique; with its date it is.

use super::Layout;
use super::columns::Columns;
use super::read::{Cells, Fault, Row};
use crate::code::actor::{self, Actor};
use crate::code::{cameo, country, place};
use crate::deed::Deeds;
use jiff::civil::Date;
use place::Extent;
use std::collections::BTreeMap;

/// What stands where nothing is known.
const NOTHING: &str = "NULL";

/// The rows of a table.
pub fn rows(deeds: &Deeds) -> Vec<Vec<String>> {
    let columns = Columns::of(Layout::Icews);
    let mut stories: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for deed in &deeds.all {
        let Some(code) = deed.code() else { continue };
        let next = stories.len() + 1;
        let story = *stories.entry(&deed.told.address).or_insert(next);
        for (source, target) in deed.pairs() {
            let mut row = columns.blank(NOTHING);
            columns.fill(
                &mut row,
                [
                    ("Event ID", (rows.len() + 1).to_string()),
                    ("Event Date", deed.day.to_string()),
                    ("Event Text", code.description.to_owned()),
                    ("CAMEO Code", code.code.to_owned()),
                    ("Intensity", code.goldstein_icews.to_owned()),
                    ("Story ID", story.to_string()),
                    ("Publisher", deed.told.publisher.clone().unwrap_or_else(|| deed.told.address.clone())),
                ],
            );
            fill_actor(columns, &mut row, "Source", Some(source));
            fill_actor(columns, &mut row, "Target", target);
            fill_place(columns, &mut row, deed.place.as_deref());
            rows.push(row);
        }
    }
    rows
}

fn fill_actor(columns: &Columns, row: &mut [String], side: &str, actor: Option<&Actor>) {
    let Some(actor) = actor else { return };
    let given = |text: Option<&str>| text.unwrap_or(NOTHING).to_owned();
    columns.fill(
        row,
        [
            (&format!("{side} Name"), actor.to_name()),
            (&format!("{side} Sectors"), given(actor::to_icews_sectors(actor))),
            (&format!("{side} Country"), given(actor.state_of().map(|country| country.icews()))),
        ],
    );
}

fn fill_place(columns: &Columns, row: &mut [String], name: Option<&str>) {
    let Some(name) = name else { return };
    let place = place::find(name);
    let column = match place.extent {
        Extent::City | Extent::Other => "City",
        Extent::Province => "Province",
        Extent::Country => "Country",
    };
    if let Some(country) = place.country {
        columns.fill(row, [("Country", country.icews().to_owned())]);
    }
    if column != "Country" {
        columns.fill(row, [(column, name.to_owned())]);
    }
}

/// Reads one row.
pub fn parse(cells: &Cells<'_>) -> Result<Row, Fault> {
    let code = cells.get("CAMEO Code");
    let code =
        cameo::cameo(code).ok_or_else(|| cells.fault("CAMEO Code", format!("no CAMEO code: {code}")))?;
    let side = |name: &str, sectors: &str, country: &str| {
        let (name, country) = (cells.get(name), country::by_name(cells.get(country)));
        let sector = actor::from_icews_sectors(cells.get(sectors));
        Some(name).filter(|name| !name.is_empty()).map(|name| Actor::from_name(name, country, sector))
    };
    let day = day_of(cells, "Event Date")?;
    let place =
        ["City", "Province"].map(|column| cells.get(column)).into_iter().find(|place| !place.is_empty());
    let country = country::by_name(cells.get("Country")).map(|country| country.name());
    let publisher = Some(cells.get("Publisher")).filter(|publisher| !publisher.is_empty());
    Ok(Row {
        id: cells.get("Event ID").to_owned(),
        code,
        kind: None,
        mode: None,
        context: None,
        sources: side("Source Name", "Source Sectors", "Source Country").into_iter().collect(),
        targets: side("Target Name", "Target Sectors", "Target Country").into_iter().collect(),
        day,
        place: place.or(country).map(str::to_owned),
        // ICEWS gives no day of publication; it dates events by their story.
        published: Some(day),
        publisher: publisher.map(str::to_owned),
        url: None,
        story: format!("{} {}", cells.get("Story ID"), cells.get("Sentence Number")),
    })
}

/// `2018-06-01`, or `6/1/2018` as the file of 2017 has it.
pub fn day_of(cells: &Cells<'_>, column: &'static str) -> Result<Date, Fault> {
    let text = cells.get(column);
    let day = text.parse().ok().or_else(|| Date::strptime("%m/%d/%Y", text).ok());
    day.ok_or_else(|| cells.fault(column, format!("no day: {text}")))
}
