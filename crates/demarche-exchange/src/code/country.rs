//! Countries in the codes of several tables: ISO 3166, CAMEO, FIPS 10-4, Correlates of War, and as ICEWS names them.
//!
//! The codes clash: FIPS `AS` is Australia and ISO `AS` American Samoa; CAMEO has `ROM`, `TMP`, `MTN`, `IMY` and `KSV` where ISO has
//! `ROU`, `TLS`, `MNE`, `IMN` and none.

use super::{rows, values};
use std::collections::HashMap;
use std::sync::LazyLock;

/// One country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3, or the usual code of a country that ISO does not list.
    pub iso3: &'static str,
    /// ISO 3166-1 alpha-2, or empty.
    pub iso2: &'static str,
    /// CAMEO country code.
    pub cameo: &'static str,
    /// FIPS 10-4 codes, the usual one first.
    fips: &'static str,
    /// Correlates of War number, or empty.
    pub cow: &'static str,
    icews: &'static str,
}

impl Country {
    /// The usual English name.
    pub fn name(&self) -> &'static str {
        demarche_read::country::name(self.iso3).unwrap_or(self.iso3)
    }
    /// FIPS 10-4 code, or empty.
    pub fn fips(&self) -> &'static str {
        values(self.fips).next().unwrap_or("")
    }
    /// What ICEWS calls it.
    pub fn icews(&self) -> &'static str {
        values(self.icews).next().unwrap_or_else(|| self.name())
    }
}

struct Countries {
    iso3: HashMap<&'static str, Country>,
    cameo: HashMap<&'static str, Country>,
    fips: HashMap<&'static str, Country>,
    names: HashMap<String, Country>,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let parse = |[iso3, iso2, cameo, fips, cow, icews]: [&'static str; 6]| Country {
        iso3,
        iso2,
        cameo,
        fips,
        cow,
        icews,
    };
    let all: Vec<Country> = rows::<6>(include_str!("../../tables/countries.tsv")).map(parse).collect();
    let iso3: HashMap<&str, Country> = all.iter().map(|country| (country.iso3, *country)).collect();
    let mut names: HashMap<String, Country> = HashMap::new();
    for country in &all {
        for name in std::iter::once(country.name()).chain(values(country.icews)) {
            names.insert(name.to_lowercase(), *country);
        }
    }
    for (spelling, code) in demarche_read::country::spellings() {
        if let Some(country) = iso3.get(code) {
            names.entry(spelling.to_lowercase()).or_insert(*country);
        }
    }
    Countries {
        cameo: all.iter().map(|country| (country.cameo, *country)).collect(),
        fips: all.iter().flat_map(|country| values(country.fips).map(|code| (code, *country))).collect(),
        iso3,
        names,
    }
});

/// By ISO 3166-1 alpha-3.
pub fn by_iso3(code: &str) -> Option<Country> {
    COUNTRIES.iso3.get(code).copied()
}

/// By CAMEO code; what CAMEO does not list is taken as ISO.
pub fn by_cameo(code: &str) -> Option<Country> {
    COUNTRIES.cameo.get(code).copied().or_else(|| by_iso3(code))
}

/// By FIPS 10-4 code.
pub fn by_fips(code: &str) -> Option<Country> {
    COUNTRIES.fips.get(code).copied()
}

/// By any of its names, in any case.
pub fn by_name(name: &str) -> Option<Country> {
    COUNTRIES.names.get(&name.to_lowercase()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_clash_are_kept_apart() {
        // ISO, CAMEO, FIPS, Correlates of War, ICEWS.
        let rows = [
            ("AUS", "AUS", "AS", "900", "Australia"),
            ("AUT", "AUT", "AU", "305", "Austria"),
            ("CHN", "CHN", "CH", "710", "China"),
            ("CHE", "CHE", "SZ", "225", "Switzerland"),
            ("DEU", "DEU", "GM", "255", "Germany"),
            ("GEO", "GEO", "GG", "372", "Georgia"),
            ("IRQ", "IRQ", "IZ", "645", "Iraq"),
            ("ISR", "ISR", "IS", "666", "Israel"),
            ("ISL", "ISL", "IC", "395", "Iceland"),
            ("JPN", "JPN", "JA", "740", "Japan"),
            ("KOR", "KOR", "KS", "732", "South Korea"),
            ("PRK", "PRK", "KN", "731", "North Korea"),
            ("PSE", "PSE", "WE", "", "Occupied Palestinian Territory"),
            ("ROU", "ROM", "RO", "360", "Romania"),
            ("RUS", "RUS", "RS", "365", "Russian Federation"),
            ("SDN", "SDN", "SU", "625", "Sudan"),
            ("TLS", "TMP", "TT", "860", "Timor-Leste"),
            ("UKR", "UKR", "UP", "369", "Ukraine"),
            ("XKX", "KSV", "KV", "347", "Kosovo"),
            ("YEM", "YEM", "YM", "679", "Yemen"),
        ];
        for (iso3, cameo, fips, cow, icews) in rows {
            let country = by_iso3(iso3).expect("it is listed");
            let read = (country.cameo, country.fips(), country.cow, country.icews());
            assert_eq!(read, (cameo, fips, cow, icews), "{iso3}");
            for found in [by_cameo(cameo), by_fips(fips), by_name(icews), by_name(country.name())] {
                assert_eq!(found.map(|country| country.iso3), Some(iso3), "{iso3}");
            }
        }
    }

    #[test]
    fn other_spellings_are_understood() {
        let rows = [("Palestinian Territory, Occupied", "PSE"), ("Russia", "RUS"), ("IRAN", "IRN")];
        for (name, iso3) in rows {
            assert_eq!(by_name(name).map(|country| country.iso3), Some(iso3), "{name}");
        }
        assert_eq!(by_fips("GZ").map(|country| country.iso3), Some("PSE"));
        assert_eq!(by_cameo("ROU").map(|country| country.iso3), Some("ROU"));
        assert_eq!(by_name("Atlantis"), None);
    }
}
