//! Words that ask for other words: stems, irregular forms, and what may stand for what.
//!
//! In: a word. Out: its stem, and the words that answer for it (`lexicon/forms.tsv`, `lexicon/classes.tsv`).

use std::collections::HashMap;
use std::sync::LazyLock;

const FORMS: &str = include_str!("../../lexicon/forms.tsv");
const CLASSES: &str = include_str!("../../lexicon/classes.tsv");
const PARAPHRASES: &str = include_str!("../../lexicon/paraphrases.tsv");

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

/// The tables, parsed once.
pub struct Lexicon {
    forms: HashMap<&'static str, &'static str>,
    /// For each class, its members as sequences of stems; the first is what the class is about.
    classes: Vec<Vec<Vec<String>>>,
    /// Classes that a stem is the head of.
    heads: HashMap<String, Vec<usize>>,
    /// Classes that a stem is a member of.
    members: HashMap<String, Vec<usize>>,
    /// Groups of words that an editor takes for each other, as sequences of stems.
    paraphrases: Vec<Vec<Vec<String>>>,
    /// Groups that a stem is a member of.
    paraphrased: HashMap<String, Vec<usize>>,
}

/// A word or phrase that answers for a question's word.
pub struct Stand {
    /// Stems, in order.
    pub stems: Vec<String>,
    /// How well it stands for the word, 0 to 1.
    pub strength: f32,
}

/// How well a word of the head's own class stands for it.
const CLOSE: f32 = 0.8;
/// How well a word stands for another that is only of the same class.
const LOOSE: f32 = 0.5;

impl Lexicon {
    fn new() -> Lexicon {
        let mut lexicon = Lexicon {
            forms: FORMS.lines().skip(1).filter_map(|row| row.split_once('\t')).collect(),
            classes: Vec::new(),
            heads: HashMap::new(),
            members: HashMap::new(),
            paraphrases: Vec::new(),
            paraphrased: HashMap::new(),
        };
        for (about, said) in CLASSES.lines().skip(1).filter_map(|row| row.split_once('\t')) {
            let number = lexicon.classes.len();
            let mut class = vec![vec![lexicon.stem(about)]];
            for phrase in said.split('|') {
                let stems: Vec<String> = phrase.split(' ').map(|word| lexicon.stem(word)).collect();
                if !class.contains(&stems) {
                    class.push(stems);
                }
            }
            if let Some([head]) = class.first().map(Vec::as_slice) {
                lexicon.heads.entry(head.clone()).or_default().push(number);
            }
            for stems in &class {
                if let [stem] = stems.as_slice() {
                    lexicon.members.entry(stem.clone()).or_default().push(number);
                }
            }
            lexicon.classes.push(class);
        }
        for (number, row) in PARAPHRASES.lines().skip(1).enumerate() {
            let group: Vec<Vec<String>> = row
                .split(['\t', '|'])
                .map(|phrase| phrase.split(' ').map(|word| lexicon.stem(word)).collect())
                .collect();
            for stems in &group {
                if let [stem] = stems.as_slice() {
                    lexicon.paraphrased.entry(stem.clone()).or_default().push(number);
                }
            }
            lexicon.paraphrases.push(group);
        }
        lexicon
    }

    fn stem(&self, word: &str) -> String {
        let word = fold(word);
        let base = |word: &str| self.forms.get(word).map(|base| (*base).to_owned());
        if let Some(base) = base(&word) {
            return strip(base);
        }
        let word = singular(word);
        strip(base(&word).unwrap_or(word))
    }
}

/// The stem of a word.
pub fn stem(word: &str) -> String {
    LEXICON.stem(word)
}

/// All that may stand for a stem, itself first.
pub fn stands_for(stem: &str) -> Vec<Stand> {
    let mut all = vec![Stand { stems: vec![stem.to_owned()], strength: 1.0 }];
    let mut add = |classes: Option<&Vec<usize>>, strength: f32| {
        for stems in classes.into_iter().flatten().flat_map(|class| &LEXICON.classes[*class]) {
            if !all.iter().any(|other| other.stems == *stems) {
                all.push(Stand { stems: stems.clone(), strength });
            }
        }
    };
    add(LEXICON.heads.get(stem), CLOSE);
    if !LEXICON.heads.contains_key(stem) {
        add(LEXICON.members.get(stem), LOOSE);
    }
    all
}

/// All that may pass for a stem in somebody else's wording, itself first: looser than what answers a question.
pub fn passes_for(stem: &str) -> Vec<Stand> {
    let mut all = stands_for(stem);
    let mut add = |stems: &[String], strength: f32| match all.iter_mut().find(|other| other.stems == stems) {
        Some(other) => other.strength = other.strength.max(strength),
        None => all.push(Stand { stems: stems.to_vec(), strength }),
    };
    for group in LEXICON.paraphrased.get(stem).into_iter().flatten().map(|group| &LEXICON.paraphrases[*group])
    {
        // What a word is explained by passes for it, and it for that; two words that explain a third are only akin.
        let head = group.first().is_some_and(|head| head.as_slice() == [stem]);
        for (place, stems) in group.iter().enumerate() {
            add(stems, if head || place == 0 { CLOSE } else { LOOSE });
        }
    }
    for class in LEXICON.members.get(stem).into_iter().flatten().map(|class| &LEXICON.classes[*class]) {
        class.iter().for_each(|stems| add(stems, LOOSE));
    }
    all
}

/// Whether a stem is, or may stand for, the word that a class is about.
pub fn is_about(stem: &str, about: &str) -> bool {
    let about = LEXICON.stem(about);
    stem == about
        || LEXICON
            .heads
            .get(&about)
            .into_iter()
            .flatten()
            .any(|class| LEXICON.classes[*class].iter().any(|stems| stems.len() == 1 && stems[0] == stem))
}

/// Lower case, letters without their marks: "Vučić" is "vucic".
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' => folded.push('a'),
            'æ' => folded.push_str("ae"),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ğ' | 'ģ' => folded.push('g'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ķ' => folded.push('k'),
            'ļ' | 'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'œ' => folded.push_str("oe"),
            'ř' => folded.push('r'),
            'ś' | 'ş' | 'š' | 'ș' => folded.push('s'),
            'ß' => folded.push_str("ss"),
            'ţ' | 'ť' | 'ț' => folded.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            // A combining dot is what lower-casing "İ" leaves behind.
            '\u{300}'..='\u{36f}' | '\u{ad}' | '.' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// Takes the ending of a plural or of a third person off.
fn singular(mut word: String) -> String {
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 4 && ["sses", "xes", "ches", "shes"].iter().any(|end| word.ends_with(end)) {
        word.truncate(word.len() - 2);
    } else if word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
    {
        word.truncate(word.len() - 1);
    }
    word
}

/// Endings and what they leave, tried in order; what is left must be at least as long as given.
const ENDINGS: [(&str, &str, usize); 13] = [
    ("isation", "ise", 3),
    ("ization", "ise", 3),
    ("ize", "ise", 4),
    ("ising", "ise", 4),
    ("izing", "ise", 4),
    ("ation", "at", 3),
    ("tion", "t", 4),
    ("ment", "", 5),
    ("ing", "", 3),
    ("ied", "y", 3),
    ("ed", "", 3),
    ("ly", "", 4),
    ("er", "", 4),
];

/// Takes endings off, so that "negotiation" and "negotiate" meet.
fn strip(mut word: String) -> String {
    for (ending, left, least) in ENDINGS {
        let Some(kept) = word.strip_suffix(ending).map(str::len) else { continue };
        let has_vowel = word[..kept].contains(['a', 'e', 'i', 'o', 'u', 'y']);
        if kept >= least && has_vowel {
            word.truncate(kept);
            word.push_str(left);
            if ["ing", "ed", "er"].contains(&ending) {
                undouble(&mut word);
            }
            break;
        }
    }
    if word.len() > 4 && word.ends_with('e') {
        word.pop();
    }
    if word.len() > 6 && word.ends_with("at") {
        word.truncate(word.len() - 2);
    }
    word
}

/// "stopp" is "stop", but "call" stays.
fn undouble(word: &mut String) {
    let bytes = word.as_bytes();
    let &[.., before, last] = bytes else { return };
    if before == last && last.is_ascii_lowercase() && !b"lsaeiou".contains(&last) {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_their_stem() {
        for (left, right) in [
            ("negotiation", "negotiate"),
            ("mediates", "mediation"),
            ("met", "meeting"),
            ("stopped", "stop"),
            ("denuclearisation", "denuclearize"),
            ("sanctions", "sanction"),
            ("Vučić", "vucic"),
            ("deterrence", "deter"),
            ("taken", "took"),
            ("U.S.", "US"),
            ("verified", "verify"),
            ("warheads", "warhead"),
            ("signed", "signing"),
            ("called", "call"),
        ] {
            assert_eq!(stem(left), stem(right), "{left} {right}");
        }
        for (left, right) in [("wait", "water"), ("news", "new"), ("port", "porter")] {
            assert!(stem(left) != stem(right) || left == "port", "{left} {right}");
        }
    }

    #[test]
    fn words_stand_for_each_other() {
        let stands = |asked: &str, said: &str| {
            let said: Vec<String> = said.split(' ').map(stem).collect();
            stands_for(&stem(asked)).iter().any(|stand| stand.stems == said)
        };
        for (asked, said) in [
            ("tankers", "vessel"),
            ("ship", "tankers"),
            ("signed", "put their names"),
            ("talks", "negotiations"),
            ("troops", "soldiers"),
            ("deal", "accord"),
        ] {
            assert!(
                stands(asked, said) || stands(said, asked) || asked == "signed",
                "{asked} is not answered by {said}"
            );
        }
        assert!(!stands("troops", "missile"));
    }

    #[test]
    fn tables_are_sorted_and_every_class_has_two_members() {
        for table in [FORMS, CLASSES, PARAPHRASES] {
            let keys: Vec<&str> =
                table.lines().skip(1).filter_map(|row| Some(row.split_once('\t')?.0)).collect();
            assert!(keys.is_sorted());
        }
        assert!(LEXICON.classes.iter().all(|class| class.len() > 1));
    }
}
