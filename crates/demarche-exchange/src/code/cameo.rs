//! CAMEO codes and PLOVER types: what each means, its quad class and score, and which of the one is which of the other.
//!
//! Sources: the Goldstein tables of GDELT and ICEWS (they differ on 016, 022, 164 and 165, and GDELT scores no 1213); the
//! CAMEO to PLOVER crosswalk of 2021, with modes that the PLOVER manual does not have replaced by those it has, and the
//! appeals of CAMEO 02 taken as requests. Plain statements (CAMEO 01) are no PLOVER events.

use super::{rows, values};
use std::collections::HashMap;
use std::sync::LazyLock;

/// One CAMEO code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cameo {
    /// Two to four digits; leading zeros count.
    pub code: &'static str,
    /// What it means.
    pub description: &'static str,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// Goldstein score as GDELT prints it, -10 to 10; empty where it has none.
    pub goldstein_gdelt: &'static str,
    /// Goldstein score as ICEWS prints it.
    pub goldstein_icews: &'static str,
    /// PLOVER type; empty for a plain statement.
    pub kind: &'static str,
    /// PLOVER mode, or empty.
    pub mode: &'static str,
    /// PLOVER contexts, separated by `|`.
    context: &'static str,
}

impl Cameo {
    /// PLOVER contexts.
    pub fn contexts(&self) -> impl Iterator<Item = &'static str> {
        values(self.context)
    }
}

/// A PLOVER type with a mode, or without.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plover {
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// PLOVER score, -10 to 10, as printed.
    pub score: &'static str,
    /// The CAMEO code nearest to it.
    pub cameo: &'static str,
}

static CAMEO: LazyLock<HashMap<&'static str, Cameo>> = LazyLock::new(|| {
    let table = include_str!("../../tables/cameo.tsv");
    let parse = |[code, description, quad, goldstein_gdelt, goldstein_icews, kind, mode, context]: [&'static str;
                     8]| {
        let quad = quad.parse().unwrap_or_default();
        (code, Cameo { code, description, quad, goldstein_gdelt, goldstein_icews, kind, mode, context })
    };
    rows::<8>(table).map(parse).collect()
});

/// By type and mode, with a space between them.
static PLOVER: LazyLock<HashMap<String, (&'static str, Plover)>> = LazyLock::new(|| {
    let table = include_str!("../../tables/plover.tsv");
    let parse = |[kind, mode, quad, score, cameo]: [&'static str; 5]| {
        (format!("{kind} {mode}"), (kind, Plover { quad: quad.parse().unwrap_or_default(), score, cameo }))
    };
    rows::<5>(table).map(parse).collect()
});

/// A CAMEO code as written, or with the leading zero that spreadsheets take away.
pub fn cameo(code: &str) -> Option<&'static Cameo> {
    CAMEO.get(code).or_else(|| {
        let digits = (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| format!("0{code}")).and_then(|padded| CAMEO.get(padded.as_str()))
    })
}

/// A PLOVER type with its mode; an unknown mode leads to the type alone.
pub fn plover(kind: &str, mode: Option<&str>) -> Option<&'static Plover> {
    let find = |mode: &str| PLOVER.get(&format!("{kind} {mode}")).map(|(_, plover)| plover);
    find(mode.unwrap_or("")).or_else(|| find(""))
}

/// Whether it is a PLOVER type.
pub fn is_kind(kind: &str) -> bool {
    kind_named(kind).is_some()
}

/// The code of an event: its own, where it is one of CAMEO's, else that of its type and mode.
pub fn code_of(own: Option<&str>, kind: &str, mode: Option<&str>) -> Option<&'static Cameo> {
    own.and_then(cameo).or_else(|| cameo(plover(kind, mode)?.cameo))
}

/// The type whose name is `kind`, as a string that lives as long as the program.
pub fn kind_named(kind: &str) -> Option<&'static str> {
    PLOVER.get(&format!("{kind} ")).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_mean_what_the_lists_say() {
        // Code, quad, score of GDELT, score of ICEWS, type, mode.
        let rows = [
            ("010", 1, "0.0", "0", "", ""),
            ("016", 1, "-2.0", "-5", "", ""),
            ("022", 1, "3.2", "3.4", "REQUEST", "assist"),
            ("036", 1, "4.0", "4", "AGREE", ""),
            ("042", 1, "1.9", "1.9", "CONSULT", "visit"),
            ("071", 2, "7.4", "7.4", "AID", ""),
            ("163", 4, "-8.0", "-8", "SANCTION", "discontinue"),
            ("164", 4, "-7.0", "-6.5", "SANCTION", "withdraw"),
            ("190", 4, "-10.0", "-10", "ASSAULT", ""),
        ];
        for (code, quad, gdelt, icews, kind, mode) in rows {
            let found = cameo(code).expect("it is listed");
            let read = (found.quad, found.goldstein_gdelt, found.goldstein_icews, found.kind, found.mode);
            assert_eq!(read, (quad, gdelt, icews, kind, mode), "{code}");
        }
    }

    #[test]
    fn a_leading_zero_is_put_back() {
        for (written, code) in [("40", "040"), ("36", "036"), ("311", "0311"), ("111", "111"), ("10", "10")] {
            assert_eq!(cameo(written).map(|cameo| cameo.code), Some(code), "{written}");
        }
        for bad in ["", "99", "13y", "0", "00000", "٤٠"] {
            assert_eq!(cameo(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_type_and_mode_has_a_code_and_a_score() {
        for (key, (_, plover)) in PLOVER.iter() {
            let code = cameo(plover.cameo).expect("it is listed");
            assert!(!code.kind.is_empty(), "{key}: {} is a plain statement", code.code);
            assert!(plover.score.parse::<f64>().is_ok_and(|score| score.abs() <= 10.0), "{key}");
        }
        for code in CAMEO.values().filter(|code| !code.kind.is_empty()) {
            let key = format!("{} {}", code.kind, code.mode);
            assert!(PLOVER.contains_key(&key), "{}: {key}", code.code);
        }
    }
}
