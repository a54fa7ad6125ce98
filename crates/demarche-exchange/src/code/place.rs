//! Places: what a name of a place means to tables that ask for city, province and country.

use super::country::{self, Country};
use std::collections::HashMap;
use std::sync::LazyLock;

/// How large a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A whole country.
    Country,
    /// A province or state of one.
    Province,
    /// A town, or a site in or near one.
    City,
    /// A sea, a region, a strait, or a place that is in no table.
    Other,
}

/// A place, as far as the tables know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// How large it is.
    pub extent: Extent,
    /// Where it lies.
    pub country: Option<Country>,
}

static PLACES: LazyLock<HashMap<&'static str, Place>> = LazyLock::new(|| {
    let parse = |place: demarche_read::gazetteer::Place| {
        let country = place.country.and_then(country::by_iso3);
        let extent = match (place.kind, country) {
            (_, None) => Extent::Other,
            ("province" | "region", _) => Extent::Province,
            ("city" | "site" | "island", _) => Extent::City,
            _ => Extent::Other,
        };
        (place.name, Place { extent, country })
    };
    let capital = |(name, code)| {
        let country = country::by_iso3(code);
        (name, Place { extent: Extent::City, country })
    };
    let capitals = demarche_read::country::capitals().map(capital);
    capitals.chain(demarche_read::gazetteer::places().map(parse)).collect()
});

/// Looks a place up; one in no table is of unknown extent.
pub fn find(name: &str) -> Place {
    PLACES.get(name).copied().unwrap_or_else(|| {
        let country = country::by_name(name).filter(|country| {
            // Adjectives are spellings of a state too, but only its name is the place.
            country.name().eq_ignore_ascii_case(name) || country.icews().eq_ignore_ascii_case(name)
        });
        Place { extent: if country.is_some() { Extent::Country } else { Extent::Other }, country }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_an_extent_and_a_country() {
        let rows = [
            ("Geneva", Extent::City, Some("CHE")),
            ("Muscat", Extent::City, Some("OMN")),
            ("Iran", Extent::Country, Some("IRN")),
            ("Aceh", Extent::Province, Some("IDN")),
            ("Middle East", Extent::Other, None),
            ("Strait of Hormuz", Extent::Other, None),
            ("Nowhere in particular", Extent::Other, None),
        ];
        for (name, extent, iso3) in rows {
            let place = find(name);
            assert_eq!((place.extent, place.country.map(|country| country.iso3)), (extent, iso3), "{name}");
        }
    }
}
