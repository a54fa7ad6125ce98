//! The trigger tables, parsed once: which verbs, nouns and phrases state an event, in what frame.
//!
//! In: `lexicon/events_*.tsv`. Out: frames by the lemma that carries them, and noun classes by noun.

use super::kind::{Coding, Kind};
use crate::lexicon;
use crate::quick::TableMap;
use smol_str::{SmolStr, format_smolstr};

/// Where a party of an event is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The subject of the clause.
    Subject,
    /// The argument that the frame names, else the object.
    Object,
    /// The indirect object.
    Indirect,
    /// The complement clause: its subject, else its own objects.
    Complement,
    /// The possessor of a noun.
    Possessor,
    /// An adjective or a noun that modifies a noun.
    Modifier,
    /// A phrase with this preposition.
    After(&'static str),
}

/// What a frame asks of its verb's arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// No object.
    NoObject,
    /// An object, whatever it is.
    AnyObject,
    /// An object that is a name or an actor.
    Named,
    /// An object whose head is of a noun class.
    Class(u128),
    /// An object with this head noun, after this word if there is one.
    Noun(&'static str, &'static str),
    /// A subject whose head is of a noun class.
    SubjectClass(u128),
    /// A phrase with this preposition.
    Phrase(&'static str),
    /// A predicate complement of a noun class, as after "called it a".
    Predicate(u128),
    /// An infinitive.
    Infinitive,
    /// An object and an infinitive that it is the subject of.
    ObjectInfinitive,
    /// A clause.
    Clause,
}

impl Need {
    /// How narrow it is: the narrowest frame that fits wins.
    pub fn weight(self) -> u8 {
        match self {
            Need::Nothing => 0,
            Need::AnyObject | Need::NoObject => 1,
            Need::Infinitive | Need::Clause => 2,
            Need::Named | Need::ObjectInfinitive => 3,
            Need::Class(_) | Need::SubjectClass(_) | Need::Predicate(_) => 4,
            Need::Noun(..) | Need::Phrase(_) => 5,
        }
    }
}

/// One way in which a verb, a noun or a phrase states an event.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Words that must follow the verb ("off", "take to court" without its verb), lower case.
    pub words: Vec<&'static str>,
    /// Any of these must hold.
    pub needs: Vec<Need>,
    /// What it states.
    pub coding: Coding,
    /// Where its actors stand; more than one place pools them.
    pub actors: Vec<Place>,
    /// Where its recipients stand; the first place that holds one is taken.
    pub recipients: Vec<Place>,
}

/// What a governing verb does to the event below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Leaves it as it is ("managed to").
    Actual,
    /// It goes on ("continued to").
    Ongoing,
    /// It is to come ("plans to").
    Future,
    /// It is only thought of ("hopes to", "considered").
    Wished,
    /// It did not happen ("failed to").
    Negated,
    /// Somebody says that it did not happen.
    Denied,
    /// It is said without proof.
    Alleged,
}

/// What a verb does to an event though it is no trigger itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Use {
    /// Lends a noun its subject: what is done stands in the noun ("launched an attack").
    Light,
    /// Says of its subject that it takes place ("fighting erupted").
    Occur,
    /// Makes a threat of a hostile deed that is promised ("vowed to strike").
    Vow,
    /// Saying more: not to do so is a reporter's formula, no refusal ("would not elaborate").
    Quiet,
    /// What reporters' sources decline, or ask not to have done ("asked not to be named").
    Formula,
    /// Says what is so where its clause is a plain one, asks for it where it is not ("insists that").
    Claims,
    /// Being and knowing, which nobody refuses to do ("will not be", "could not see").
    Stative,
}

/// All trigger tables.
pub struct Tables {
    verbs: TableMap<&'static str, Vec<Frame>>,
    nouns: TableMap<&'static str, Frame>,
    phrases: TableMap<&'static str, Vec<Frame>>,
    moods: TableMap<&'static str, Mood>,
    classes: TableMap<&'static str, u128>,
    uses: TableMap<&'static str, u8>,
    /// The noun classes that are people.
    pub people: u128,
    /// The frame of a refusal that no table lists.
    pub refusal: Frame,
    /// The frame of a demand that no table lists.
    pub demand: Frame,
}

const CLASSES: &str = include_str!("../../lexicon/events_classes.tsv");
const VERBS: &str = include_str!("../../lexicon/events_verbs.tsv");
const NOUNS: &str = include_str!("../../lexicon/events_nouns.tsv");
const PHRASES: &str = include_str!("../../lexicon/events_phrases.tsv");
const MOODS: &str = include_str!("../../lexicon/events_moods.tsv");
const WORDS: &str = include_str!("../../lexicon/events_words.tsv");

impl Tables {
    /// Parses the tables that are built in.
    pub fn new() -> Tables {
        let mut names: Vec<&'static str> = Vec::new();
        let mut classes: TableMap<&'static str, u128> = TableMap::default();
        for [noun, cell] in lexicon::rows::<2>(CLASSES) {
            for class in lexicon::values(cell) {
                let bit = names.iter().position(|name| *name == class).unwrap_or_else(|| {
                    names.push(class);
                    names.len() - 1
                });
                *classes.entry(noun).or_default() |= 1u128 << (bit & 127);
            }
        }
        let class = |name: &str| {
            let bit = names.iter().position(|known| *known == name);
            debug_assert!(bit.is_some(), "no noun class {name}");
            bit.map_or(0, |bit| 1u128 << (bit & 127))
        };
        debug_assert!(names.len() <= 128, "noun classes are kept as bits of one word");
        let mut verbs: TableMap<&'static str, Vec<Frame>> = TableMap::default();
        for [heads, argument, kind, mode, context, cameo, actors, recipients] in lexicon::rows::<8>(VERBS) {
            let Some(kind) = Kind::parse(kind) else { continue };
            for head in lexicon::values(heads) {
                let mut words = head.split(' ');
                let Some(lemma) = words.next() else { continue };
                let mut needs: Vec<Need> =
                    lexicon::values(argument).map(|need| need_of(need, &class)).collect();
                if needs.is_empty() {
                    needs.push(Need::Nothing);
                }
                verbs.entry(lemma).or_default().push(Frame {
                    words: words.collect(),
                    needs,
                    coding: Coding { kind, mode, context, cameo },
                    actors: actors.split('+').map(place_of).collect(),
                    recipients: lexicon::values(recipients).map(place_of).collect(),
                });
            }
        }
        let frame = |kind, mode, context, cameo, actors, recipients| Frame {
            words: Vec::new(),
            needs: vec![Need::Nothing],
            coding: Coding { kind, mode, context, cameo },
            actors: lexicon::values(actors).flat_map(|cell| cell.split('+')).map(place_of).collect(),
            recipients: lexicon::values(recipients).map(place_of).collect(),
        };
        let refusal = frame(Kind::Reject, "", "", "120", "subj", "");
        let demand = frame(Kind::Request, "", "", "100", "subj", "");
        let mut nouns = TableMap::default();
        for [heads, kind, mode, context, cameo, actors, recipients] in lexicon::rows::<7>(NOUNS) {
            let Some(kind) = Kind::parse(kind) else { continue };
            for head in lexicon::values(heads) {
                nouns.insert(head, frame(kind, mode, context, cameo, actors, recipients));
            }
        }
        let mut phrases: TableMap<&'static str, Vec<Frame>> = TableMap::default();
        for [heads, kind, mode, context, cameo, actors, recipients] in lexicon::rows::<7>(PHRASES) {
            let Some(kind) = Kind::parse(kind) else { continue };
            for head in lexicon::values(heads) {
                let words: Vec<&'static str> = head.split(' ').collect();
                let Some(last) = words.last() else { continue };
                let mut frame = frame(kind, mode, context, cameo, actors, recipients);
                frame.words = words.clone();
                phrases.entry(last).or_default().push(frame);
            }
        }
        let mut moods = TableMap::default();
        for [heads, mood] in lexicon::rows::<2>(MOODS) {
            let Some(mood) = mood_of(mood) else { continue };
            moods.extend(lexicon::values(heads).map(|verb| (verb, mood)));
        }
        let uses = lexicon::rows::<2>(WORDS)
            .map(|[word, uses]| {
                let bits = lexicon::values(uses).filter_map(use_of).fold(0, |bits, kind| bits | bit(kind));
                (word, bits)
            })
            .collect();
        let people = class("people") | class("troops") | class("police") | class("militia");
        Tables { verbs, nouns, phrases, moods, classes, uses, people, refusal, demand }
    }

    /// Frames of a verb by its lemma; where that is unknown, by what its form is regularly made from.
    pub fn verb(&self, lemma: &str, form: &str) -> &[Frame] {
        if let Some(frames) = self.verbs.get(lemma) {
            return frames;
        }
        if let Ok(place) = IRREGULAR.binary_search_by_key(&form, |(past, _)| past) {
            return self.verbs.get(IRREGULAR[place].1).map_or(&[], Vec::as_slice);
        }
        stems(form)
            .into_iter()
            .flatten()
            .find_map(|stem| self.verbs.get(stem.as_str()))
            .map_or(&[], Vec::as_slice)
    }
    /// The frame of a noun.
    pub fn noun(&self, lemma: &str) -> Option<&Frame> {
        self.nouns.get(lemma)
    }
    /// Phrases by their last word.
    pub fn phrases(&self, last: &str) -> &[Frame] {
        self.phrases.get(last).map_or(&[], Vec::as_slice)
    }
    /// What a governing verb does to the event below it.
    pub fn mood(&self, lemma: &str) -> Option<Mood> {
        self.moods.get(lemma).copied()
    }
    /// Whether a verb is used so.
    pub fn is_used(&self, lemma: &str, kind: Use) -> bool {
        self.uses.get(lemma).is_some_and(|bits| bits & bit(kind) != 0)
    }
    /// The classes of a noun, as bits.
    pub fn classes(&self, noun: &str) -> u128 {
        self.classes.get(noun).copied().unwrap_or(0)
    }
}

/// Irregular pasts and participles of verbs in the tables.
const IRREGULAR: &[(&str, &str)] = &[
    ("beaten", "beat"),
    ("began", "begin"),
    ("begun", "begin"),
    ("blew", "blow"),
    ("blown", "blow"),
    ("bought", "buy"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("burnt", "burn"),
    ("fed", "feed"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("forgave", "forgive"),
    ("forgiven", "forgive"),
    ("fought", "fight"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("held", "hold"),
    ("laid", "lay"),
    ("led", "lead"),
    ("left", "leave"),
    ("lent", "lend"),
    ("met", "meet"),
    ("overran", "overrun"),
    ("overthrew", "overthrow"),
    ("overthrown", "overthrow"),
    ("overturned", "overturn"),
    ("paid", "pay"),
    ("sank", "sink"),
    ("sent", "send"),
    ("shook", "shake"),
    ("shot", "shoot"),
    ("slain", "slay"),
    ("slew", "slay"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("struck", "strike"),
    ("sunk", "sink"),
    ("swore", "swear"),
    ("taken", "take"),
    ("thrown", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("tore", "tear"),
    ("torn", "tear"),
    ("undertaken", "undertake"),
    ("undertook", "undertake"),
    ("upheld", "uphold"),
    ("withdrawn", "withdraw"),
    ("withdrew", "withdraw"),
    ("withheld", "withhold"),
    ("written", "write"),
    ("wrote", "write"),
];

/// What a regular past or participle may be made from: "arrested", "denied", "barred", "praised".
fn stems(form: &str) -> [Option<SmolStr>; 4] {
    let Some(stem) =
        form.strip_suffix("ed").or_else(|| form.strip_suffix("ing")).filter(|stem| stem.is_ascii())
    else {
        return [const { None }; 4];
    };
    let bytes = stem.as_bytes();
    let doubled = bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    [
        Some(SmolStr::new(stem)),
        Some(format_smolstr!("{stem}e")),
        stem.strip_suffix('i').map(|stem| format_smolstr!("{stem}y")),
        doubled.then(|| SmolStr::new(&stem[..stem.len() - 1])),
    ]
}

fn need_of(cell: &'static str, class: &impl Fn(&str) -> u128) -> Need {
    match cell {
        "*" => Need::AnyObject,
        "-" => Need::NoObject,
        "?" => Need::Nothing,
        "to" => Need::Infinitive,
        "that" => Need::Clause,
        "obj+to" => Need::ObjectInfinitive,
        "*person" | "*party" | "*place" => Need::Named,
        _ => {
            if let Some(name) = cell.strip_prefix('@') {
                Need::Class(class(name))
            } else if let Some(name) = cell.strip_prefix("subj:@") {
                Need::SubjectClass(class(name))
            } else if let Some(name) = cell.strip_prefix("xcomp:@") {
                Need::Predicate(class(name))
            } else if let Some(preposition) = cell.strip_prefix("prep:") {
                Need::Phrase(preposition)
            } else {
                match cell.rsplit_once(' ') {
                    Some((before, noun)) => Need::Noun(noun, before),
                    None => Need::Noun(cell, ""),
                }
            }
        }
    }
}

fn place_of(cell: &'static str) -> Place {
    match cell {
        "subj" => Place::Subject,
        "obj" => Place::Object,
        "iobj" => Place::Indirect,
        "comp" => Place::Complement,
        "poss" => Place::Possessor,
        "mod" => Place::Modifier,
        preposition => Place::After(preposition),
    }
}

fn mood_of(cell: &str) -> Option<Mood> {
    Some(match cell {
        "actual" => Mood::Actual,
        "ongoing" => Mood::Ongoing,
        "future" => Mood::Future,
        "wished" => Mood::Wished,
        "negated" => Mood::Negated,
        "denied" => Mood::Denied,
        "alleged" => Mood::Alleged,
        _ => return None,
    })
}

fn use_of(cell: &str) -> Option<Use> {
    Some(match cell {
        "light" => Use::Light,
        "occur" => Use::Occur,
        "vow" => Use::Vow,
        "quiet" => Use::Quiet,
        "formula" => Use::Formula,
        "claims" => Use::Claims,
        "stative" => Use::Stative,
        _ => return None,
    })
}

fn bit(kind: Use) -> u8 {
    1 << kind as u8
}
