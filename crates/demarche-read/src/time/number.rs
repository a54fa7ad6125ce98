//! Numbers in words and figures, as time expressions use them.

/// A count: "3", "three", "a", "a dozen", "1,200". Hyphenated forms ("twenty-four") too.
pub fn count(word: &str) -> Option<i32> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if word.bytes().all(|b| b.is_ascii_digit() || b == b',') && word.bytes().any(|b| b.is_ascii_digit()) {
        return word.replace(',', "").parse().ok();
    }
    match word {
        "a" | "an" => return Some(1),
        "dozen" => return Some(12),
        "hundred" => return Some(100),
        _ => {}
    }
    if let Some(small) = SMALL.iter().position(|name| *name == word) {
        return Some(small as i32);
    }
    let tens = |name: &str| TENS.iter().position(|ten| *ten == name).map(|ten| (ten as i32 + 2) * 10);
    if let Some(ten) = tens(word) {
        return Some(ten);
    }
    let (ten, small) = word.split_once('-')?;
    Some(tens(ten)? + SMALL.iter().position(|name| *name == small)? as i32)
}

/// A day of the month or other ordinal: "6th", "first", "21st".
pub fn ordinal(word: &str) -> Option<i8> {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    if let Some(place) = WORDS.iter().position(|name| *name == word) {
        return Some(place as i8 + 1);
    }
    let digits = word
        .strip_suffix("st")
        .or(word.strip_suffix("nd"))
        .or(word.strip_suffix("rd"))
        .or(word.strip_suffix("th"))?;
    digits.parse().ok().filter(|day| *day > 0)
}

/// A year in four figures from 1800 to 2199.
pub fn year(word: &str) -> Option<i16> {
    if word.len() != 4 {
        return None;
    }
    word.parse().ok().filter(|year| (1800..2200).contains(year))
}

/// A day of the month in figures, with or without ending.
pub fn day(word: &str) -> Option<i8> {
    let plain = if word.len() <= 2 { word.parse().ok() } else { None };
    plain
        .or_else(|| ordinal(word).filter(|_| word.starts_with(|c: char| c.is_ascii_digit())))
        .filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(count("twenty-four"), Some(24));
        assert_eq!(count("1,200"), Some(1200));
        assert_eq!(count("ninety"), Some(90));
        assert_eq!(count("soon"), None);
        assert_eq!(ordinal("21st"), Some(21));
        assert_eq!(day("6th"), Some(6));
        assert_eq!(day("32"), None);
        assert_eq!(year("2015"), Some(2015));
        assert_eq!(year("15"), None);
    }
}
