//! POLECAT rows: 40 columns and a header, PLOVER types and modes, several actors and recipients in one row.

use super::Layout;
use super::columns::Columns;
use super::icews::day_of;
use super::read::{Cells, Fault, Row};
use crate::code::actor::{self, Actor};
use crate::code::{cameo, country, place};
use crate::deed::Deeds;
use place::Extent;

/// What stands where nothing is known.
const NOTHING: &str = "None";
/// What stands between values of one cell.
const BETWEEN: &str = "; ";
const QUADS: [&str; 4] =
    ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

/// The rows of a table.
pub fn rows(deeds: &Deeds) -> Vec<Vec<String>> {
    let columns = Columns::of(Layout::Polecat);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for deed in &deeds.all {
        let Some(plover) = cameo::plover(&deed.kind, deed.mode.as_deref()) else { continue };
        let mut row = columns.blank(NOTHING);
        let quad = QUADS.get(usize::from(plover.quad).saturating_sub(1)).copied().unwrap_or(NOTHING);
        columns.fill(
            &mut row,
            [
                ("Event ID", (rows.len() + 1).to_string()),
                ("Event Date", deed.day.to_string()),
                ("Event Type", deed.kind.clone()),
                ("Event Mode", or_nothing(deed.mode.clone().unwrap_or_default())),
                ("Intensity", plover.score.to_owned()),
                ("Quad Code", quad.to_owned()),
                ("Contexts", or_nothing(deed.context.join(BETWEEN))),
                ("Source", deed.told.publisher.clone().unwrap_or_else(|| deed.told.address.clone())),
                ("Publication Date", deed.told.day().map_or(NOTHING.to_owned(), |day| day.to_string())),
                ("Language", "English".to_owned()),
                ("Version", concat!("demarche ", env!("CARGO_PKG_VERSION")).to_owned()),
            ],
        );
        fill_actors(columns, &mut row, "Actor", &deed.actors);
        fill_actors(columns, &mut row, "Recipient", &deed.recipients);
        fill_place(columns, &mut row, deed.place.as_deref());
        rows.push(row);
    }
    rows
}

fn or_nothing(text: String) -> String {
    if text.is_empty() { NOTHING.to_owned() } else { text }
}

fn fill_actors(columns: &Columns, row: &mut [String], side: &str, actors: &[Actor]) {
    if actors.is_empty() {
        return;
    }
    let each = |of: &dyn Fn(&Actor) -> String| {
        let all: Vec<String> = actors.iter().map(|actor| or_nothing(of(actor).replace(';', ","))).collect();
        all.join(BETWEEN)
    };
    let sector = |actor: &Actor| actor.sector.clone().unwrap_or_default();
    let country = |actor: &Actor| actor.state_of().map_or("", |country| country.iso3).to_owned();
    let cow = |actor: &Actor| actor.state_of().map_or("", |country| country.cow).to_owned();
    columns.fill(
        row,
        [
            (&format!("{side} Name"), each(&Actor::to_name)),
            (&format!("{side} Country"), each(&country)),
            (&format!("{side} COW"), each(&cow)),
            (&format!("Primary {side} Sector"), or_nothing(actors.first().map(sector).unwrap_or_default())),
            (&format!("{side} Sectors"), each(&sector)),
            (&format!("{side} Name Raw"), each(&|actor| actor.name.clone())),
        ],
    );
}

fn fill_place(columns: &Columns, row: &mut [String], name: Option<&str>) {
    let Some(name) = name else { return };
    let place = place::find(name);
    columns.fill(row, [("Placename", name.to_owned()), ("Raw Placename", name.to_owned())]);
    let (column, feature) = match place.extent {
        Extent::City => ("City", "PPL"),
        Extent::Province => ("Province", "ADM1"),
        Extent::Country => ("Country", "PCLI"),
        Extent::Other => return,
    };
    columns.fill(row, [(column, name.to_owned()), ("Feature Type", feature.to_owned())]);
    if let Some(country) = place.country {
        columns.fill(row, [("Country", country.iso3.to_owned())]);
    }
}

/// Reads one row.
pub fn parse(cells: &Cells<'_>) -> Result<Row, Fault> {
    let text = cells.get("Event Type").to_uppercase();
    let Some(kind) = cameo::kind_named(&text) else {
        return Err(cells.fault("Event Type", format!("no PLOVER type: {text}")));
    };
    let mode = Some(cells.get("Event Mode").to_lowercase()).filter(|mode| !mode.is_empty());
    let Some(code) = cameo::code_of(None, kind, mode.as_deref()) else {
        return Err(cells.fault("Event Type", format!("no CAMEO code for it: {kind}")));
    };
    let day = day_of(cells, "Event Date")?;
    let published = match cells.get("Publication Date") {
        "" => None,
        _ => Some(day_of(cells, "Publication Date")?),
    };
    let given = |column: &str| Some(cells.get(column)).filter(|text| !text.is_empty());
    let place = given("Placename").or(given("City")).or(given("Province")).map(str::to_owned);
    let country = country::by_iso3(cells.get("Country")).map(|country| country.name().to_owned());
    let context = given("Contexts").map(|all| all.split(';').map(|one| one.trim().to_lowercase()).collect());
    Ok(Row {
        id: cells.get("Event ID").to_owned(),
        code,
        kind: Some(kind),
        mode,
        context: Some(context.unwrap_or_default()),
        sources: side(cells, "Actor"),
        targets: side(cells, "Recipient"),
        day,
        place: place.or(country),
        published,
        publisher: given("Source").map(str::to_owned),
        url: None,
        story: String::new(),
    })
}

/// The actors or the recipients of a row.
fn side(cells: &Cells<'_>, side: &str) -> Vec<Actor> {
    let split = |column: String| {
        let text = cells.get(&column);
        let values: Vec<&str> = text.split(';').map(str::trim).filter(|value| !value.is_empty()).collect();
        values
    };
    let (names, countries) = (split(format!("{side} Name")), split(format!("{side} Country")));
    let sectors = split(format!("{side} Sectors"));
    let each = |values: &[&str], index: usize| {
        // One value each, or one for all; anything else cannot be told apart.
        let value = if values.len() == names.len() { values.get(index) } else { values.first() };
        value.map(|value| (*value).to_owned()).filter(|value| value != NOTHING)
    };
    let mut actors = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let country = each(&countries, index).as_deref().and_then(country::by_iso3);
        let sector = match sectors.len() == names.len() {
            true => actor::from_plover_sectors(each(&sectors, index).iter().map(String::as_str)),
            false => actor::from_plover_sectors(sectors.iter().copied()),
        };
        if *name != NOTHING {
            actors.push(Actor::from_name(name, country, sector));
        }
    }
    if names.is_empty() {
        // A row may name the country alone.
        actors.extend(countries.iter().filter_map(|code| country::by_iso3(code)).map(Actor::state));
    }
    actors
}
