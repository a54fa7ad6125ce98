//! Actors as tables of events code them: CAMEO country and role, known group, ICEWS name with sectors, PLOVER sector.
//!
//! PLOVER and CAMEO share letters that mean different things: `MED` is health in PLOVER and media in CAMEO, where health is `HLH`.

use super::country::{self, Country};
use super::{rows, values};
use demarche_read::country::adjective;
use demarche_read::gazetteer::{self, Known};
use demarche_read::record::ActorKind;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Cells that tell of one actor in a GDELT row: code, name, country, known group, ethnic group, two religions, three roles.
pub const CAMEO_CELLS: usize = 10;

/// Somebody who acts or is acted upon.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// The id the reader gives it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Country or body it belongs to.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
}

struct Sector {
    code: &'static str,
    cameo: &'static str,
    icews: &'static str,
    word: &'static str,
    kind: ActorKind,
}

struct Group {
    id: &'static str,
    code: &'static str,
    country: &'static str,
    group: &'static str,
    types: &'static str,
}

static SECTORS: LazyLock<Vec<Sector>> = LazyLock::new(|| {
    let parse = |[code, cameo, icews, word, kind]: [&'static str; 5]| {
        let kind = ActorKind::parse(kind).unwrap_or(ActorKind::UnnamedGroup);
        Sector { code, cameo, icews, word, kind }
    };
    rows::<5>(include_str!("../../tables/sectors.tsv")).map(parse).collect()
});

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    let parse =
        |[id, code, country, group, types]: [&'static str; 5]| Group { id, code, country, group, types };
    rows::<5>(include_str!("../../tables/groups.tsv")).map(parse).collect()
});

static KNOWN: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for (spelling, known) in gazetteer::known() {
        all.entry(spelling.to_lowercase()).or_insert(known);
    }
    all
});

static KNOWN_IDS: LazyLock<HashMap<&'static str, Known>> =
    LazyLock::new(|| KNOWN.values().map(|known| (known.id, *known)).collect());

/// Sectors that say little: another one that is named beside them is the one that counts.
const BROAD: [&str; 5] = ["GOV", "SOC", "ELI", "PTY", "CVL"];

impl Actor {
    /// A state as a whole.
    pub fn state(country: Country) -> Actor {
        Actor {
            id: country.iso3.to_owned(),
            name: country.name().to_owned(),
            kind: ActorKind::State,
            country: Some(country.iso3.to_owned()),
            sector: Some("GOV".to_owned()),
        }
    }

    /// A part of a country, or of none, that is known by its sector alone: "US military".
    fn part(country: Option<Country>, sector: &Sector) -> Actor {
        let (id, name) = match country {
            Some(country) => {
                let whose = adjective(country.iso3).unwrap_or(country.name());
                (format!("{}:{}", country.iso3, sector.word), format!("{whose} {}", plain(sector.word)))
            }
            None => (sector.word.to_owned(), plain(sector.word)),
        };
        Actor {
            id,
            name,
            kind: sector.kind,
            country: country.map(|country| country.iso3.to_owned()),
            sector: Some(sector.code.to_owned()),
        }
    }

    fn known(known: &Known) -> Actor {
        Actor {
            id: known.id.to_owned(),
            name: known.name.to_owned(),
            kind: known.kind,
            country: known.country.map(str::to_owned),
            sector: known.sector.map(str::to_owned),
        }
    }

    /// From an id alone: a country, somebody whom the tables know, a part of a country; else a body of that name.
    pub fn from_id(id: &str) -> Actor {
        if let Some(country) = country::by_iso3(id) {
            return Actor::state(country);
        }
        if let Some(known) = KNOWN_IDS.get(id) {
            return Actor::known(known);
        }
        let (whose, word) = id.split_once(':').map_or((None, id), |(whose, word)| (Some(whose), word));
        let sector = SECTORS.iter().find(|sector| sector.word == word);
        match (whose.and_then(country::by_iso3), sector) {
            (None, Some(sector)) if whose.is_none() => Actor::part(None, sector),
            (Some(country), Some(sector)) => Actor::part(Some(country), sector),
            (country, _) => Actor {
                id: id.to_owned(),
                name: plain(word),
                kind: ActorKind::Organisation,
                country: country.map(|country| country.iso3.to_owned()).or(whose.map(str::to_owned)),
                sector: None,
            },
        }
    }

    /// The country it belongs to, where that is one.
    pub fn state_of(&self) -> Option<Country> {
        self.country.as_deref().and_then(country::by_iso3)
    }

    fn sector(&self) -> Option<&'static Sector> {
        SECTORS.iter().find(|sector| Some(sector.code) == self.sector.as_deref())
    }

    /// Whether it is known by country and sector alone.
    fn is_part(&self) -> bool {
        self.sector().is_some_and(|sector| Actor::part(self.state_of(), sector).id == self.id)
    }

    /// The cells of a GDELT row.
    pub fn to_cameo(&self) -> [String; CAMEO_CELLS] {
        let mut cells: [String; CAMEO_CELLS] = Default::default();
        cells[1] = self.name.to_uppercase();
        let of = |id: &str| GROUPS.iter().find(|group| group.id == id);
        let group = of(&self.id).or_else(|| self.country.as_deref().and_then(of));
        if let Some(group) = group {
            (cells[0], cells[2], cells[3]) = (group.code.into(), group.country.into(), group.group.into());
            for (cell, role) in cells[7..].iter_mut().zip(values(group.types)) {
                *cell = role.to_owned();
            }
            return cells;
        }
        let country = self.state_of().map_or("", |country| country.cameo);
        let role = match (self.kind, self.sector()) {
            (ActorKind::State, _) => "",
            (ActorKind::Organisation, _) if country.is_empty() => "IGO",
            (_, Some(sector)) => values(sector.cameo).next().unwrap_or(""),
            _ => "",
        };
        (cells[0], cells[2], cells[7]) = (format!("{country}{role}"), country.into(), role.into());
        cells
    }

    /// From the cells of a GDELT row; `None` where all are empty.
    pub fn from_cameo(cells: [&str; CAMEO_CELLS]) -> Option<Actor> {
        let [code, name, country, group, .., role, second, third] = cells;
        if code.is_empty() && name.is_empty() && country.is_empty() {
            return None;
        }
        let state = country::by_cameo(country);
        let belongs = |known: &Known| match (known.country.and_then(country::by_iso3), state) {
            (Some(its), Some(state)) => its == state,
            (None, None) => true,
            _ => GROUPS.iter().any(|row| row.id == known.id && row.code == code),
        };
        if let Some(known) = KNOWN.get(&name.to_lowercase()).filter(|known| belongs(known)) {
            return Some(Actor::known(known));
        }
        if let Some(row) = GROUPS.iter().find(|row| {
            row.code == code
                || (!group.is_empty() && row.group == group && (state.is_none() || row.country == country))
        }) {
            return Some(Actor::from_id(row.id));
        }
        let role = [role, second, third]
            .into_iter()
            .find_map(|role| SECTORS.iter().find(|sector| values(sector.cameo).any(|code| code == role)));
        Some(match (state, role) {
            (Some(state), None) => Actor::state(state),
            (state, Some(sector)) => Actor::part(state, sector),
            (None, None) => Actor::called(if name.is_empty() { code } else { name }, None, None),
        })
    }

    /// What ICEWS and POLECAT would call it: "Military (United States)".
    pub fn to_name(&self) -> String {
        let Some(sector) = self.sector().filter(|_| self.is_part()) else { return self.name.clone() };
        let mut word = plain(sector.word);
        if let Some(first) = word.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        self.state_of().map_or(word.clone(), |country| format!("{word} ({})", country.icews()))
    }

    /// From a name with a country and a sector, as ICEWS and POLECAT give them.
    pub fn from_name(name: &str, country: Option<Country>, sector: Option<&str>) -> Actor {
        let sector = sector.and_then(|code| SECTORS.iter().find(|sector| sector.code == code));
        let inside = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let country = country.or_else(|| inside.and_then(|(_, inside)| country::by_name(inside)));
        if let Some(state) = country::by_name(name).filter(|state| country.is_none_or(|its| its == *state))
            && (state.name().eq_ignore_ascii_case(name)
                || state.icews().eq_ignore_ascii_case(name)
                || country.is_none())
        {
            return Actor::state(state);
        }
        let whole = KNOWN.get(&name.to_lowercase()).filter(|known| {
            // A namesake of another country is somebody else.
            let its = known.country.and_then(country::by_iso3);
            its.is_none() || country.is_none() || its == country
        });
        match (whole, inside, country, sector) {
            (Some(known), ..) => Actor::known(known),
            (None, Some(_), country, Some(sector)) => Actor::part(country, sector),
            (None, None, None, Some(sector)) if plain(sector.word).eq_ignore_ascii_case(name) => {
                Actor::part(None, sector)
            }
            _ => Actor::called(name, country, sector),
        }
    }

    /// Somebody in no table, under the id that the reader would give the name.
    fn called(name: &str, country: Option<Country>, sector: Option<&Sector>) -> Actor {
        let slug = gazetteer::slug(name);
        let person = country.is_some() && !name.contains('(');
        Actor {
            id: if slug.is_empty() { "unnamed".to_owned() } else { slug },
            name: name.to_owned(),
            kind: if person { ActorKind::Person } else { ActorKind::Organisation },
            country: country.map(|country| country.iso3.to_owned()),
            sector: sector.map(|sector| sector.code.to_owned()),
        }
    }
}

/// The sector as ICEWS words it; `None` for a state as a whole.
pub fn to_icews_sectors(actor: &Actor) -> Option<&'static str> {
    let sector = actor.sector().filter(|_| actor.kind != ActorKind::State)?;
    values(sector.icews).next()
}

/// The sector that a list of ICEWS sectors comes to: the most telling one.
pub fn from_icews_sectors(list: &str) -> Option<&'static str> {
    telling(list.split(',').filter_map(|word| {
        SECTORS
            .iter()
            .find(|sector| values(sector.icews).any(|own| own == word.trim()))
            .map(|sector| sector.code)
    }))
}

/// The PLOVER sector that one or more codes come to.
pub fn from_plover_sectors<'a>(codes: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    telling(codes.filter_map(|code| {
        SECTORS.iter().find(|sector| sector.code == code.trim()).map(|sector| sector.code)
    }))
}

fn telling(codes: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let rank = |code: &&str| BROAD.iter().position(|broad| broad == code).map_or(0, |place| place + 1);
    codes.min_by_key(rank)
}

fn plain(word: &str) -> String {
    word.replace('-', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gdelt_cells_tell_of_actors() {
        // Id; code, country, known group, first and second role.
        let rows = [
            ("IRN", "IRN", "IRN", "", "", ""),
            ("ROU", "ROM", "ROM", "", "", ""),
            ("USA:military", "USAMIL", "USA", "", "MIL", ""),
            ("SYR:rebels", "SYRREB", "SYR", "", "REB", ""),
            ("VEN:opposition", "VENOPP", "VEN", "", "OPP", ""),
            ("FRA:media", "FRAMED", "FRA", "", "MED", ""),
            ("FRA:health", "FRAHLH", "FRA", "", "HLH", ""),
            ("civilians", "CVL", "", "", "CVL", ""),
            ("UN", "IGOUNO", "", "UNO", "IGO", ""),
            ("EU", "IGOEUREEC", "EUR", "EEC", "IGO", ""),
            ("NATO", "IGOWSTNAT", "WST", "NAT", "IGO", ""),
            ("IAEA", "IGOUNOIAE", "", "IAE", "IGO", ""),
            ("PSE:hamas", "PSEREBHMS", "PSE", "HMS", "REB", ""),
            ("LBN:hezbollah", "LBNREBHEZ", "LBN", "HEZ", "REB", ""),
            ("YEM:houthis", "YEMREB", "YEM", "", "REB", ""),
            ("abbas-araghchi", "IRNGOV", "IRN", "", "GOV", ""),
        ];
        for (id, code, country, group, role, second) in rows {
            let actor = Actor::from_id(id);
            let cells = actor.to_cameo();
            let read = [&cells[0], &cells[2], &cells[3], &cells[7], &cells[8]];
            assert_eq!(read, [code, country, group, role, second], "{id}");
            let back = Actor::from_cameo(cells.each_ref().map(String::as_str));
            assert_eq!(back, Some(actor), "{id}");
        }
    }

    #[test]
    fn rows_of_others_lead_to_our_ids() {
        // Cells code, name, country, known group, role; id and country.
        let rows = [
            (["USA", "WASHINGTON", "USA", "", ""], "USA", Some("USA")),
            (["SAUGOV", "SAUDI", "SAU", "", "GOV"], "SAU:government", Some("SAU")),
            (["BUS", "COMPANY", "", "", "BUS"], "business", None),
            (["PSEREB", "PALESTINIAN MILITANT", "PSE", "HMS", "REB"], "PSE:hamas", Some("PSE")),
            (["MEA", "MIDDLE EAST", "MEA", "", ""], "middle-east", None),
            (["SRBINS", "SERBIA", "SRB", "", "INS"], "SRB:rebels", Some("SRB")),
        ];
        for ([code, name, country, group, role], id, whose) in rows {
            let actor = Actor::from_cameo([code, name, country, group, "", "", "", role, "", ""]);
            let actor = actor.expect("there is one");
            assert_eq!((actor.id.as_str(), actor.country.as_deref()), (id, whose), "{name}");
        }
        assert_eq!(Actor::from_cameo([""; CAMEO_CELLS]), None);
    }

    #[test]
    fn names_with_sectors_tell_of_actors() {
        // Id; name, sectors and country as ICEWS gives them.
        let rows = [
            ("IRN", "Iran", None, Some("Iran")),
            ("RUS", "Russia", None, Some("Russian Federation")),
            ("IND:military", "Military (India)", Some("Government,Military"), Some("India")),
            ("PSE:police", "Police (Palestinian Territory, Occupied)", Some("Police,Government"), None),
            ("UN", "United Nations", None, None),
            ("PSE:hamas", "Hamas", Some("Parties"), Some("Occupied Palestinian Territory")),
            ("donald-trump", "Donald Trump", Some("Executive,Government"), Some("United States")),
            ("zyx-wvuts", "Zyx Wvuts", Some("Government"), Some("Chile")),
        ];
        for (id, name, sectors, whose) in rows {
            let country = whose.and_then(country::by_name);
            let actor = Actor::from_name(name, country, sectors.and_then(from_icews_sectors));
            assert_eq!(actor.id, id, "{name}");
            let country = actor.state_of();
            let again = Actor::from_name(&actor.to_name(), country, actor.sector.as_deref());
            assert_eq!(again, actor, "{name}");
        }
    }
}
