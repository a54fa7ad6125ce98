//! Tells the language a report is written in, as far as there is text enough to tell.
//!
//! In: the body's text. Out: a BCP 47 tag and the language's English name.

/// Bytes of body that are looked at.
const ENOUGH: usize = 20_000;

/// A language found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// Its name in English.
    pub name: &'static str,
}

/// The language of a text; `None` where there is too little to tell.
pub fn detect<'t>(blocks: impl Iterator<Item = &'t str>) -> Option<Language> {
    let mut sample = String::new();
    for block in blocks {
        let mut end = block.len().min(ENOUGH - sample.len());
        while !block.is_char_boundary(end) {
            end -= 1;
        }
        sample.push_str(&block[..end]);
        sample.push(' ');
        if sample.len() >= ENOUGH - 4 {
            break;
        }
    }
    let found = whatlang::detect(&sample).filter(whatlang::Info::is_reliable)?;
    // A few foreign names in a short English notice weigh too much.
    if found.lang() != whatlang::Lang::Eng && sample.chars().filter(|c| c.is_alphabetic()).count() < 60 {
        return None;
    }
    Some(Language { tag: tag(found.lang()), name: found.lang().eng_name() })
}

/// The two-letter tag, where there is one.
fn tag(lang: whatlang::Lang) -> &'static str {
    let code = lang.code();
    TAGS.binary_search_by_key(&code, |(long, _)| long).map_or(code, |at| TAGS[at].1)
}

const TAGS: [(&str, &str); 69] = [
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        for (text, expected) in [
            (
                "The two ministers met in the capital on Monday and agreed to speak again before the end of the month.",
                "en",
            ),
            (
                "Les deux ministres se sont rencontrés lundi dans la capitale et sont convenus de se reparler avant la fin du mois.",
                "fr",
            ),
            (
                "وزرای خارجه دو کشور روز دوشنبه در پایتخت دیدار کردند و توافق کردند که پیش از پایان ماه دوباره گفت‌وگو کنند.",
                "fa",
            ),
            ("Oui.", ""),
            ("", ""),
        ] {
            assert_eq!(detect([text].into_iter()).map_or("", |found| found.tag), expected, "{text}");
        }
        assert!(TAGS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
