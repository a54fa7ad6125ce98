//! Known bodies, people and places by name, for those who take in facts from other tables. The name stage has its own tables.
//!
//! In: a name as somebody else writes it. Out: who or what it is, under the id that the reader gives it.

use crate::lexicon::{rows, values};
use crate::record::ActorKind;

const BODIES: &str = include_str!("../lexicon/bodies.tsv");
const PEOPLE: &str = include_str!("../lexicon/people.tsv");
const PLACES: &str = include_str!("../lexicon/places.tsv");

/// Somebody whom the tables know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The id the reader gives it.
    pub id: &'static str,
    /// Usual name.
    pub name: &'static str,
    /// What it is.
    pub kind: ActorKind,
    /// Country or body it belongs to.
    pub country: Option<&'static str>,
    /// PLOVER sector.
    pub sector: Option<&'static str>,
}

/// A place that the tables know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Usual name.
    pub name: &'static str,
    /// Country it lies in; `None` where it lies in several or in none.
    pub country: Option<&'static str>,
    /// `city`, `province`, `region`, `site`, `island`, `river`, `sea`, `border` or `strait`.
    pub kind: &'static str,
}

/// Every spelling of every body and person, in the order of the tables, bodies first.
pub fn known() -> impl Iterator<Item = (&'static str, Known)> {
    let bodies = rows::<6>(BODIES).filter_map(|[id, name, aliases, kind, country, sector]| {
        let kind = ActorKind::parse(kind)?;
        Some((aliases, Known { id, name, kind, country: given(country), sector: given(sector) }))
    });
    let people = rows::<7>(PEOPLE).map(|[id, name, aliases, _, _, country, sector]| {
        let (country, sector) = (given(country), given(sector));
        (aliases, Known { id, name, kind: ActorKind::Person, country, sector })
    });
    bodies.chain(people).flat_map(|(aliases, known)| {
        std::iter::once(known.name).chain(values(aliases)).map(move |spelling| (spelling, known))
    })
}

/// Every place, in the order of the table.
pub fn places() -> impl Iterator<Item = Place> {
    rows::<3>(PLACES).map(|[name, country, kind]| Place { name, country: given(country), kind })
}

/// The id that the reader gives a name that is in no table: its words without accents, joined by hyphens.
pub fn slug(name: &str) -> String {
    crate::name::slug(name)
}

fn given(cell: &'static str) -> Option<&'static str> {
    Some(cell).filter(|cell| !cell.is_empty() && *cell != "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_ids() {
        let rows = [
            ("NATO", "NATO", ActorKind::Organisation, Some("NATO")),
            ("Islamic Resistance Movement", "PSE:hamas", ActorKind::ArmedGroup, Some("PSE")),
            ("Abbas Araghchi", "abbas-araghchi", ActorKind::Person, Some("IRN")),
        ];
        for (name, id, kind, country) in rows {
            let found = known().find(|(spelling, _)| *spelling == name).map(|(_, known)| known);
            assert_eq!(found.map(|known| (known.id, known.kind, known.country)), Some((id, kind, country)));
        }
    }

    #[test]
    fn places_lie_in_countries() {
        let find = |name: &str| places().find(|place| place.name == name);
        assert_eq!(find("Geneva").map(|place| (place.country, place.kind)), Some((Some("CHE"), "city")));
        assert_eq!(find("Middle East").map(|place| place.country), Some(None));
    }
}
