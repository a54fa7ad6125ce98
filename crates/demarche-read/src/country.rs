//! What a country or international body is called, by its code. For those who print; the name stage has its own tables.

use crate::lexicon::{rows, values};

const STATES: &str = include_str!("../lexicon/states.tsv");

/// Usual English name of a country (`IRN` gives "Iran"); `None` for a code that is no state's.
pub fn name(code: &str) -> Option<&'static str> {
    rows::<7>(STATES).find(|row| row[0] == code).map(|row| row[1])
}

/// Everything that states are called, with their codes: names, aliases, adjectives, demonyms, capitals and metonyms.
pub fn spellings() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows::<7>(STATES).flat_map(|row| {
        let [code, name, others @ ..] = row;
        let others = others.into_iter().flat_map(values);
        std::iter::once(name).chain(others).map(move |spelling| (spelling, code))
    })
}

/// Capitals with the codes of their states.
pub fn capitals() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows::<7>(STATES).flat_map(|row| values(row[5]).map(move |capital| (capital, row[0])))
}

/// Adjective of a country ("Iranian"; "US" for the United States).
pub fn adjective(code: &str) -> Option<&'static str> {
    if code == "USA" {
        return Some("US");
    }
    rows::<7>(STATES).find(|row| row[0] == code).and_then(|row| values(row[3]).next())
}

/// Whether the name takes the definite article inside a sentence ("the United States").
pub fn takes_article(name: &str) -> bool {
    const WITH: [&str; 12] = [
        "United States",
        "United Kingdom",
        "United Arab Emirates",
        "Netherlands",
        "Philippines",
        "Maldives",
        "Bahamas",
        "Gambia",
        "Czech Republic",
        "Dominican Republic",
        "Central African Republic",
        "European Union",
    ];
    WITH.contains(&name) || name.ends_with(" Islands") || name.ends_with("Republic of the Congo")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_names() {
        assert_eq!(name("IRN"), Some("Iran"));
        assert_eq!(adjective("IRN"), Some("Iranian"));
        assert_eq!(adjective("USA"), Some("US"));
        assert_eq!(name("XXX"), None);
        assert!(spellings().any(|pair| pair == ("Tehran", "IRN")));
        assert!(takes_article("United States") && !takes_article("Iran"));
    }
}
