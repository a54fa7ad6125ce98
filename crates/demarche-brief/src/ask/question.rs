//! Takes a question apart: what kind of answer it wants, whom it names, what it is about.
//!
//! In: the words of a question and the actors of a situation. Out: [`Question`].

use super::index;
use super::lexicon::{self, Stand};
use super::token::{Token, words};
use demarche_assess::situation::{Actor, Situation};
use demarche_assess::vocabulary::ActorKind;
use std::collections::HashSet;
use std::ops::Range;

/// The kind of answer that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Yes or no.
    Whether,
    /// A person or a party.
    Who,
    /// A thing, a wording.
    What,
    /// A day.
    When,
    /// A stretch of time: how long, how soon.
    HowLong,
    /// A place.
    Where,
    /// A reason.
    Why,
    /// A number.
    HowMany,
    /// Odds.
    HowLikely,
    /// A manner.
    How,
}

/// What kind of fact the question is after, where its words say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Whether and how parties deal with each other.
    Contact,
    /// Who stands between them.
    Mediation,
    /// What is closed to bargaining.
    RedLine,
    /// What somebody wants.
    Wish,
    /// What somebody offers.
    Offer,
    /// What somebody refuses.
    Refusal,
    /// On what terms.
    Condition,
    /// What is to come.
    Prospect,
    /// What rides on it.
    Stake,
    /// Where accounts differ.
    Dispute,
    /// What somebody says.
    Saying,
}

/// Somebody that the question names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Ids of the actors that may be meant.
    pub actors: Vec<String>,
    /// The party, where a country or a group is named.
    pub party: Option<String>,
    /// Its words in the question.
    pub tokens: Range<usize>,
    /// Their stems, for texts in which nobody was recognised.
    pub stems: Vec<String>,
}

/// A word that the question is about.
pub struct Term {
    /// Place in the question.
    pub token: usize,
    /// What answers for it.
    pub stands: Vec<Stand>,
    /// How much it tells, 0 to 1: "side" tells less than "missile".
    pub weight: f32,
}

/// A question, taken apart.
pub struct Question<'q> {
    /// Its words.
    pub tokens: Vec<Token<'q>>,
    /// What kind of answer it wants.
    pub form: Form,
    /// What kinds of facts it is after.
    pub topics: Vec<Topic>,
    /// Whom it names, in order.
    pub named: Vec<Named>,
    /// What it is about.
    pub terms: Vec<Term>,
    /// The term that an answer can't do without: what is done, or what is counted.
    pub key: Option<usize>,
    /// Whose word is asked for, as a place in `named`.
    pub speaker: Option<usize>,
}

impl<'q> Question<'q> {
    /// Takes a question apart.
    pub fn parse(text: &'q str, situation: &Situation) -> Question<'q> {
        let tokens = words(text);
        let lower: Vec<String> = tokens.iter().map(Token::folded).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let (form, head) = form(&lower);
        let topics = topics(&tokens, &lower, form);
        let named = Callings::new(situation).named(&tokens);
        let mut terms: Vec<Term> = Vec::new();
        for (place, token) in tokens.iter().enumerate() {
            let inside = named.iter().any(|who| who.tokens.contains(&place));
            let idle = IDLE.contains(&lower[place]) || head.contains(&place);
            // A word of saying asks for anything said.
            let saying = topics.contains(&Topic::Saying) && lexicon::is_about(&token.stem, "say");
            if inside || idle || saying || token.text.len() < 2 && !token.is_number() {
                continue;
            }
            // Who deals with whom is said in many ways; what is between them tells more than who they are.
            let parties = topics.contains(&Topic::Mediation) && lower[..place].contains(&"between");
            let avowal = form == Form::Whether && AVOWALS.contains(&lower[place]);
            let odds = topics.contains(&Topic::Prospect) && ODDS.contains(&lower[place]);
            // Nobody who wants something need say "want".
            let wish = topics.contains(&Topic::Wish)
                && !named.is_empty()
                && is_topical(&token.stem, &[Topic::Wish])
                && place + 1 < tokens.len();
            let weight =
                if LIGHT.contains(&lower[place]) || parties || avowal || odds || wish { 0.35 } else { 1.0 };
            terms.push(Term { token: place, stands: lexicon::stands_for(&token.stem), weight });
        }
        let first = terms.iter().position(|term| term.weight == 1.0);
        let key = match form {
            Form::HowMany => terms.iter().position(|term| head.end <= term.token),
            Form::Who => first,
            _ => None,
        };
        let speaker = speaker(form, &lower, &named, &topics);
        Question { tokens, form, topics, named, terms, key, speaker }
    }

    /// Whether a topic is asked for.
    pub fn asks(&self, topic: Topic) -> bool {
        self.topics.contains(&topic)
    }
    /// Whether it asks who holds an office: "Who will be ambassador?"
    pub fn names_office(&self) -> bool {
        let word = |place: usize| self.tokens.get(place).map(Token::folded).unwrap_or_default();
        let copula = |place: usize| ["is", "was", "be", "becomes", "become"].contains(&word(place).as_str());
        let near = self.key.and_then(|key| self.terms.get(key)).is_some_and(|key| {
            !self.tokens[key.token].text.ends_with("ing") && !self.tokens[key.token].text.ends_with("ed")
        });
        self.form == Form::Who && near && (copula(1) || copula(2))
    }
    /// Whether one of its words is one of these.
    pub fn says(&self, wanted: &[&str]) -> bool {
        self.tokens.iter().any(|token| wanted.contains(&token.folded().as_str()))
    }
}

const AUXILIARIES: [&str; 33] = [
    "is", "are", "was", "were", "am", "be", "been", "do", "does", "did", "has", "have", "had", "will",
    "would", "can", "could", "may", "might", "shall", "should", "must", "isn't", "aren't", "wasn't",
    "weren't", "don't", "doesn't", "didn't", "hasn't", "haven't", "won't", "can't",
];

/// Words that never say what a question is about.
pub const IDLE: [&str; 116] = [
    "a",
    "an",
    "the",
    "of",
    "to",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "with",
    "as",
    "and",
    "or",
    "but",
    "if",
    "than",
    "then",
    "that",
    "this",
    "these",
    "those",
    "it",
    "its",
    "he",
    "she",
    "they",
    "them",
    "their",
    "his",
    "her",
    "him",
    "there",
    "any",
    "anything",
    "anybody",
    "anyone",
    "some",
    "something",
    "all",
    "each",
    "other",
    "another",
    "what",
    "which",
    "who",
    "whom",
    "whose",
    "when",
    "where",
    "why",
    "how",
    "much",
    "many",
    "is",
    "are",
    "was",
    "were",
    "am",
    "be",
    "been",
    "being",
    "do",
    "does",
    "did",
    "done",
    "has",
    "have",
    "had",
    "having",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "shall",
    "should",
    "must",
    "not",
    "never",
    "no",
    "yes",
    "so",
    "such",
    "also",
    "about",
    "into",
    "over",
    "under",
    "between",
    "among",
    "according",
    "per",
    "up",
    "out",
    "off",
    "yet",
    "still",
    "now",
    "already",
    "currently",
    "really",
    "actually",
    "exactly",
    "both",
    "own",
    "more",
    "most",
    "very",
    "just",
    "only",
    "ever",
    "us",
    "once",
];

/// Words that say little of what a question is about.
pub const LIGHT: [&str; 48] = [
    "side",
    "sides",
    "two",
    "party",
    "parties",
    "people",
    "thing",
    "things",
    "get",
    "take",
    "took",
    "taken",
    "make",
    "made",
    "hold",
    "held",
    "holding",
    "go",
    "gone",
    "come",
    "came",
    "put",
    "use",
    "used",
    "new",
    "part",
    "near",
    "next",
    "last",
    "first",
    "time",
    "way",
    "left",
    "after",
    "before",
    "since",
    "during",
    "while",
    "until",
    "through",
    "against",
    "toward",
    "towards",
    "country",
    "countries",
    "day",
    "place",
    "again",
];

/// Verbs of a yes or no question that ask what somebody will own to, rather than what was done.
const AVOWALS: [&str; 12] = [
    "admit",
    "acknowledge",
    "concede",
    "agree",
    "accept",
    "confirm",
    "deny",
    "say",
    "claim",
    "believe",
    "recognise",
    "recognize",
];

/// Words that ask how likely a thing is, and say nothing of what it is.
const ODDS: [&str; 8] =
    ["likely", "unlikely", "expected", "possible", "probable", "chance", "chances", "expect"];

/// The kind of answer, and the words that ask for it.
fn form(lower: &[&str]) -> (Form, Range<usize>) {
    let word = |place: usize| lower.get(place).copied().unwrap_or_default();
    // "On what condition", "By when", "According to Iran, who".
    let asking = lower.iter().take(8).position(|word| {
        ["who", "whom", "whose", "what", "which", "when", "where", "why", "how"].contains(word)
    });
    let Some(place) = asking.filter(|place| *place == 0 || !AUXILIARIES.contains(&word(0))) else {
        return (Form::Whether, 0..usize::from(AUXILIARIES.contains(&word(0))));
    };
    let next = word(place + 1);
    let (form, count) = match word(place) {
        "who" | "whom" | "whose" => (Form::Who, 1),
        "when" => (Form::When, 1),
        "where" => (Form::Where, 1),
        "why" => (Form::Why, 1),
        "what" | "which" => match next {
            "day" | "date" | "month" | "year" | "week" => (Form::When, 2),
            "reason" | "purpose" => (Form::Why, 2),
            "place" | "city" | "town" | "venue" => (Form::Where, 2),
            "country" | "countries" | "party" | "parties" | "person" | "state" | "states" | "government"
            | "mediator" | "mediators" | "official" | "officials" => (Form::Who, 1),
            "number" | "share" | "sum" | "amount" => (Form::HowMany, 2),
            "chance" | "chances" | "odds" | "likelihood" => (Form::HowLikely, 1),
            _ => (Form::What, 1),
        },
        _ => match next {
            "many" | "much" | "often" => (Form::HowMany, 2),
            "long" | "soon" | "quickly" => (Form::HowLong, 2),
            "likely" | "probable" | "certain" | "sure" => (Form::HowLikely, 2),
            _ => (Form::How, 1),
        },
    };
    (form, place..place + count)
}

/// Stems of words for each topic, and whether the question must be about a party's stand.
const TOPICS: [(Topic, &[&str]); 11] = [
    (Topic::RedLine, &["red line", "red lines", "non negotiable", "not negotiable", "off the table"]),
    (
        Topic::Contact,
        &[
            "talking",
            "talks",
            "talk",
            "negotiating",
            "negotiations",
            "negotiation",
            "negotiate",
            "contact",
            "contacts",
            "speaking",
            "speak",
            "touch",
            "dialogue",
            "channel",
            "channels",
            "communicating",
            "communicate",
            "face to face",
            "meet",
            "met",
            "meeting",
        ],
    ),
    (
        Topic::Mediation,
        &[
            "mediate",
            "mediates",
            "mediated",
            "mediating",
            "mediator",
            "mediators",
            "mediation",
            "relay",
            "relays",
            "relayed",
            "relaying",
            "go between",
            "go betweens",
            "intermediary",
            "intermediaries",
            "through whom",
            "through which",
            "carries messages",
            "carry messages",
            "carrying messages",
            "carried messages",
            "passes messages",
            "passing messages",
            "pass messages",
            "passed messages",
            "carries proposals",
            "carried proposals",
            "carried papers",
            "carries papers",
            "carried drafts",
            "brokered",
            "broker",
            "brokering",
            "good offices",
            "facilitated",
            "facilitates",
            "facilitator",
        ],
    ),
    (
        Topic::Wish,
        &[
            "want",
            "wants",
            "wanted",
            "seek",
            "seeks",
            "seeking",
            "sought",
            "demand",
            "demands",
            "demanded",
            "demanding",
            "ask for",
            "asks for",
            "asked for",
            "ask of",
            "asking for",
            "insist",
            "insists",
            "insisting",
            "require",
            "requires",
            "call for",
            "calls for",
            "called for",
            "aim",
            "aims",
            "goal",
            "goals",
            "position",
            "expect of",
            "looking for",
            "objective",
            "objectives",
        ],
    ),
    (
        Topic::Offer,
        &[
            "offer",
            "offers",
            "offered",
            "offering",
            "propose",
            "proposes",
            "proposed",
            "proposal",
            "ready to",
            "willing to",
            "prepared to",
            "open to",
            "concede",
            "concession",
            "concessions",
            "ready",
        ],
    ),
    (
        Topic::Refusal,
        &[
            "refuse",
            "refuses",
            "refused",
            "refusing",
            "reject",
            "rejects",
            "rejected",
            "rule out",
            "rules out",
            "ruled out",
            "oppose",
            "opposes",
            "opposed",
            "not accept",
        ],
    ),
    (Topic::Condition, &["condition", "conditions", "precondition", "preconditions", "terms", "return for"]),
    (
        Topic::Prospect,
        &[
            "likely",
            "breakthrough",
            "expected",
            "expect",
            "expects",
            "hope",
            "hopes",
            "hoped",
            "soon",
            "next",
            "predict",
            "predicts",
            "anticipate",
            "prospects",
            "chance",
            "chances",
            "odds",
            "forecast",
            "doubt",
            "doubts",
            "deadline",
        ],
    ),
    (
        Topic::Stake,
        &[
            "at stake",
            "matter",
            "consequence",
            "consequences",
            "what if",
            "happen if",
            "happens if",
            "effect",
            "affect",
            "impact",
            "risk",
            "risks",
            "mean for",
            "what would",
            "what could",
            "fails",
            "collapse",
        ],
    ),
    (
        Topic::Dispute,
        &[
            "differ",
            "disagree",
            "disagreement",
            "dispute",
            "disputed",
            "contradict",
            "contradicts",
            "accounts",
            "versions",
            "conflicting",
            "whose account",
        ],
    ),
    (
        Topic::Saying,
        &[
            "say",
            "says",
            "said",
            "claim",
            "claims",
            "claimed",
            "tell",
            "told",
            "according",
            "announce",
            "announced",
            "warn",
            "warned",
            "declare",
            "declared",
            "state",
            "stated",
            "describe",
            "described",
            "call",
            "comment",
            "accuse",
            "accused",
            "accuses",
            "think",
            "argue",
            "maintain",
            "confirm",
            "confirmed",
            "deny",
            "denied",
            "denies",
        ],
    ),
];

fn topics(tokens: &[Token<'_>], lower: &[&str], form: Form) -> Vec<Topic> {
    let holds = |phrase: &str| {
        let parts: Vec<&str> = phrase.split(' ').collect();
        lower.windows(parts.len()).any(|window| window == parts.as_slice())
    };
    let mut found: Vec<Topic> = TOPICS
        .iter()
        .filter(|(_, phrases)| phrases.iter().any(|phrase| holds(phrase)))
        .map(|(topic, _)| *topic)
        .collect();
    // "The state" is no saying, and "next to" no prospect; a topic needs a form of question that it can answer.
    let fits = |topic: &Topic| match topic {
        Topic::Contact => form == Form::Whether || form == Form::How,
        Topic::Mediation => matches!(form, Form::Who | Form::Whether | Form::How | Form::What),
        Topic::Wish | Topic::Offer | Topic::Refusal | Topic::Condition | Topic::RedLine => {
            matches!(form, Form::What | Form::How | Form::Whether | Form::Why)
        }
        Topic::Saying => !matches!(form, Form::Whether) || holds("say") || holds("according"),
        _ => true,
    };
    found.retain(fits);
    debug_assert_eq!(tokens.len(), lower.len());
    found
}

/// Whether a stem belongs to the words of one of these topics.
pub fn is_topical(stem: &str, wanted: &[Topic]) -> bool {
    let phrases =
        TOPICS.iter().filter(|(topic, _)| wanted.contains(topic)).flat_map(|(_, phrases)| phrases.iter());
    phrases.flat_map(|phrase| phrase.split(' ')).any(|word| lexicon::stem(word) == stem)
}

/// What each actor of a situation may be called, taken down once for all texts that are looked through.
pub struct Callings<'s> {
    situation: &'s Situation,
    all: Vec<Vec<Vec<String>>>,
}

impl<'s> Callings<'s> {
    /// The callings of every actor.
    pub fn new(situation: &'s Situation) -> Callings<'s> {
        Callings { situation, all: situation.actors.iter().map(callings).collect() }
    }

    /// Whom a text names: countries first, then actors by the whole of their names, their family names or their roles.
    pub fn named(&self, tokens: &[Token<'_>]) -> Vec<Named> {
        let stems =
            |range: &Range<usize>| tokens[range.clone()].iter().map(|token| token.stem.clone()).collect();
        let mut found: Vec<Named> = index::countries(tokens)
            .into_iter()
            .filter(|(_, range)| {
                range.start > 0 || tokens[range.clone()].iter().any(|token| token.text.len() > 2)
            })
            .map(|(code, range)| Named {
                actors: vec![code.to_owned()],
                party: Some(code.to_owned()),
                stems: stems(&range),
                tokens: range,
            })
            .collect();
        let held: HashSet<&str> = tokens.iter().map(|token| token.stem.as_str()).collect();
        for (actor, callings) in self.situation.actors.iter().zip(&self.all) {
            for wanted in callings {
                if wanted.first().is_none_or(|first| !held.contains(first.as_str())) {
                    continue;
                }
                let place = tokens.windows(wanted.len()).position(|window| {
                    window.iter().map(|token| &token.stem).eq(wanted)
                        && window.iter().any(|token| token.text.starts_with(char::is_uppercase))
                });
                let Some(start) = place else { continue };
                let range = start..start + wanted.len();
                let own_party = (actor.kind != ActorKind::Person).then(|| actor.id.clone());
                let who =
                    found.iter_mut().find(|who| who.tokens.start < range.end && range.start < who.tokens.end);
                let named = Named {
                    actors: vec![actor.id.clone()],
                    party: own_party,
                    stems: wanted.clone(),
                    tokens: range.clone(),
                };
                match who {
                    Some(who) if who.tokens == range || who.tokens.len() > range.len() => {
                        who.actors.push(actor.id.clone());
                    }
                    Some(who) => *who = named,
                    None => found.push(named),
                }
                break;
            }
        }
        found.sort_by_key(|who| who.tokens.start);
        found
    }
}

/// What an actor may be called in a question, as stems, the longest first.
fn callings(actor: &Actor) -> Vec<Vec<String>> {
    let stems = |text: &str| words(text).into_iter().map(|token| token.stem).collect::<Vec<String>>();
    let whole = stems(&actor.name);
    let mut all = vec![whole.clone()];
    if actor.kind == ActorKind::Person && whole.len() > 1 {
        all.extend(whole.last().map(|family| vec![family.clone()]));
        all.extend((whole.len() > 2).then(|| whole[whole.len() - 2..].to_vec()));
        // East Asian names put the family name first.
        const FIRST: [&str; 6] = ["CHN", "PRK", "KOR", "TWN", "VNM", "KHM"];
        if actor.country.as_deref().is_some_and(|code| FIRST.contains(&code)) {
            all.extend(whole.first().map(|family| vec![family.clone()]));
        }
    }
    if let Some((_, slug)) = actor.id.split_once(':') {
        all.push(stems(slug));
    }
    // Bodies go by their letters as well: "UN", "IAEA".
    if actor.id.len() > 1
        && actor.id.bytes().all(|byte| byte.is_ascii_uppercase())
        && actor.kind != ActorKind::State
    {
        all.push(stems(&actor.id));
    }
    all.retain(|stems| !stems.is_empty());
    all
}

/// Whose word is asked for: after "according to", or the subject of a question about what somebody says.
fn speaker(form: Form, lower: &[&str], named: &[Named], topics: &[Topic]) -> Option<usize> {
    if let Some(place) = lower.windows(2).position(|window| window == ["according", "to"]) {
        return named.iter().position(|who| who.tokens.start >= place);
    }
    if named.is_empty() {
        return None;
    }
    if form == Form::Whether {
        // "Does Iran admit that": only where whole sentences are owned to is the subject's own word asked for.
        let avowal = lower.iter().position(|word| AVOWALS.contains(word))?;
        let owns = lower.get(avowal + 1).is_some_and(|next| ["to", "that"].contains(next));
        return named.iter().rposition(|who| owns && who.tokens.end <= avowal);
    }
    if !topics.contains(&Topic::Saying) {
        return None;
    }
    let saying = lower.iter().position(|word| TOPICS[10].1.contains(word))?;
    named.iter().rposition(|who| who.tokens.end <= saying)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> (Form, Vec<Topic>) {
        let situation = demarche_assess::fold(&[], &[], None);
        let question = Question::parse(text, &situation);
        (question.form, question.topics)
    }

    #[test]
    fn forms_and_topics() {
        use Form::*;
        for (text, form, topic) in [
            ("Are Iran and the U.S. holding direct talks?", Whether, Some(Topic::Contact)),
            ("What are Iran’s red lines?", What, Some(Topic::RedLine)),
            ("By when are the ships to leave?", When, None),
            ("On what day did they meet?", When, None),
            ("For how long may they stay?", HowLong, None),
            ("How many soldiers are there?", HowMany, None),
            ("How likely is a deal?", HowLikely, Some(Topic::Prospect)),
            ("Who mediates between them?", Who, Some(Topic::Mediation)),
            ("Which countries carry messages?", Who, Some(Topic::Mediation)),
            ("What stops it, according to France?", What, Some(Topic::Saying)),
            ("On what condition would Greece talk?", What, Some(Topic::Condition)),
            ("Why was the bridge shut?", Why, None),
            ("", Whether, None),
        ] {
            let (found, topics) = asked(text);
            assert_eq!(found, form, "{text}");
            assert!(topic.is_none_or(|topic| topics.contains(&topic)), "{text}: {topics:?}");
        }
    }

    #[test]
    fn countries_are_named() {
        let situation = demarche_assess::fold(&[], &[], None);
        let question = Question::parse("Has Tehran told the U.S. anything?", &situation);
        let parties: Vec<&str> = question.named.iter().filter_map(|who| who.party.as_deref()).collect();
        assert_eq!(parties, ["IRN", "USA"]);
    }
}
