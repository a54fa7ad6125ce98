//! Compares records with the gold of the reading exam, kind by kind.
//!
//! In: a folder of cases (`CASE/report.txt` and `CASE/gold.json`) and the records read of them. Out: counts of gold,
//! said, found ("the fact is there") and right ("its attributes are right as well"), micro-averaged over the cases,
//! and a line for every miss. The rules are those of the exam's own scorer, so that its figures and ours agree.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of facts, in the order of the table.
pub const KINDS: [&str; 8] =
    ["actors", "statements", "events", "channels", "positions", "expectations", "stakes", "conflicts"];

/// Counts for one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Facts of the gold, optional ones left out.
    pub gold: usize,
    /// Facts said, those that match an optional one left out.
    pub said: usize,
    /// Gold facts found.
    pub found: usize,
    /// Gold facts found with all attributes right.
    pub right: usize,
}

impl Tally {
    /// F1 for a number of hits; 1 where there was nothing to find and nothing was said.
    pub fn f1(self, hits: usize) -> f64 {
        let both = self.gold + self.said;
        if both == 0 { 1.0 } else { 2.0 * hits as f64 / both as f64 }
    }
    /// Adds another case's counts.
    pub fn add(&mut self, other: Tally) {
        self.gold += other.gold;
        self.said += other.said;
        self.found += other.found;
        self.right += other.right;
    }
}

/// What comparing one case gave.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Counts for each kind.
    pub tallies: BTreeMap<String, Tally>,
    /// One line for each miss, wrong attribute and extra fact.
    pub misses: Vec<String>,
}

/// Compares a record (as JSON) with a case's gold; `text` is the report as it stands on disk.
pub fn compare(case: &str, gold: &Value, record: &Value, text: &str) -> Outcome {
    let text = Words::new(text);
    let mut outcome = Outcome::default();
    for kind in KINDS {
        let tally = compare_kind(
            case,
            kind,
            list(&gold[kind]),
            list(&record[kind]),
            record,
            &text,
            &mut outcome.misses,
        );
        outcome.tallies.insert(kind.to_owned(), tally);
    }
    outcome
}

/// An answer that was given to a question of the exam.
pub struct Answered {
    /// The answer's words.
    pub answer: String,
    /// The quotes it cites.
    pub citations: Vec<String>,
}

/// Scores the answers to a case's questions, in the order of the gold.
pub fn compare_answers(case: &str, gold: &Value, answers: &[Answered], text: &str) -> Outcome {
    let text = Words::new(text);
    let mut outcome = Outcome::default();
    for (question, given) in list(&gold["questions"]).iter().zip(answers) {
        compare_answer(case, question, given, &text, &mut outcome);
    }
    outcome
}

/// Scores one answer.
pub(super) fn compare_answer(
    case: &str,
    question: &Value,
    given: &Answered,
    text: &Words,
    outcome: &mut Outcome,
) {
    let low = given.answer.to_lowercase();
    let holds = |words: &Value| {
        list(words).iter().filter_map(Value::as_str).any(|word| low.contains(&word.to_lowercase()))
    };
    let good = list(&question["answer"]).iter().all(holds) && !holds(&question["not"]);
    let quotes = strings(&question["quotes"]);
    let cited = quotes.is_empty()
        || quotes
            .iter()
            .any(|quote| given.citations.iter().any(|citation| text.overlap(quote, citation).1 > 0.3));
    let tally = outcome.tallies.entry("questions".to_owned()).or_default();
    tally.add(Tally { gold: 1, said: 1, found: usize::from(good), right: usize::from(good && cited) });
    if !(good && cited) {
        let why = if good { "cited wrong" } else { "not right" };
        outcome.misses.push(format!(
            "{case} questions {why}: {} -> {} {:?}",
            question["ask"].as_str().unwrap_or_default(),
            given.answer,
            given.citations
        ));
    }
}

fn compare_kind(
    case: &str,
    kind: &str,
    gold: &[Value],
    facts: &[Value],
    record: &Value,
    text: &Words,
    misses: &mut Vec<String>,
) -> Tally {
    let optional = |fact: &Value| fact["optional"].as_bool() == Some(true);
    let mut pairs = Vec::new();
    for (i, wanted) in gold.iter().enumerate() {
        for (j, fact) in facts.iter().enumerate() {
            let fit = fits(kind, wanted, fact, record, text);
            if fit.found {
                pairs.push((!optional(wanted), fit.right, fit.strength, i, j));
            }
        }
    }
    // Stable: equals stay in the order of the gold.
    pairs.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(b.2.total_cmp(&a.2)));
    let (mut used_gold, mut used_facts, mut right) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (_, good, _, i, j) in pairs {
        if !used_gold.contains(&i) && !used_facts.contains(&j) {
            used_gold.insert(i);
            used_facts.insert(j);
            if good {
                right.insert(i);
            }
        }
    }
    let spare: BTreeSet<usize> = (0..gold.len()).filter(|i| optional(&gold[*i])).collect();
    let background = |j: &usize| facts[*j]["background"].as_bool() == Some(true) && !used_facts.contains(j);
    let unscored = (0..facts.len()).filter(background).count();
    for (i, wanted) in gold.iter().enumerate() {
        if !used_gold.contains(&i) && !spare.contains(&i) {
            misses.push(format!("{case} {kind} missed: {wanted}"));
        } else if used_gold.contains(&i) && !right.contains(&i) {
            misses.push(format!("{case} {kind} not right: {wanted}"));
        }
    }
    for (j, fact) in facts.iter().enumerate() {
        if !used_facts.contains(&j) && !background(&j) {
            let mut fact = fact.clone();
            if let Some(keys) = fact.as_object_mut() {
                keys.remove("mentions");
            }
            misses.push(format!("{case} {kind} extra: {fact}"));
        }
    }
    Tally {
        gold: gold.len() - spare.len(),
        said: facts.len() - used_gold.intersection(&spare).count() - unscored,
        found: used_gold.difference(&spare).count(),
        right: right.difference(&spare).count(),
    }
}

struct Fit {
    found: bool,
    right: bool,
    strength: f64,
}

fn fits(kind: &str, gold: &Value, fact: &Value, record: &Value, text: &Words) -> Fit {
    let no = Fit { found: false, right: false, strength: 0.0 };
    let country = |id: &Value| id.as_str().and_then(|id| code(id, record));
    let among = |value: &Option<String>, wanted: &Value| {
        each(wanted).iter().any(|item| item.as_str() == value.as_deref())
    };
    let listed = |value: &Value, wanted: &Value| each(wanted).contains(value);
    if kind == "actors" {
        let name = fact["name"].as_str().unwrap_or_default();
        let found = strings(&gold["name"]).iter().any(|wanted| same_name(wanted, name));
        let role = fact["role"].as_str().unwrap_or_default().to_lowercase();
        let role_fits = match &gold["role"] {
            Value::Null => true,
            roles => strings(roles).iter().any(|wanted| role.contains(&wanted.to_lowercase())),
        };
        let right = found && listed(&fact["country"], &gold["country"]) && role_fits;
        return Fit { found, right, strength: f64::from(u8::from(found)) + f64::from(u8::from(right)) };
    }
    if kind == "conflicts" {
        let sides: Vec<Vec<String>> = list(&fact["sides"]).iter().map(quotes).collect();
        let touches = |quote: &str, side: &[String]| side.iter().any(|own| text.overlap(quote, own).1 > 0.3);
        let wanted = strings(&gold["sides"]);
        let found = wanted.len() >= 2
            && (0..sides.len()).any(|i| {
                (0..sides.len())
                    .any(|j| i != j && touches(&wanted[0], &sides[i]) && touches(&wanted[1], &sides[j]))
            });
        return Fit { found, right: found, strength: f64::from(u8::from(found)) };
    }
    let wanted = if gold["content"].is_null() { strings(&gold["quote"]) } else { strings(&gold["content"]) };
    let own = quotes(fact);
    let (mut union, mut part) = (0.0f64, 0.0f64);
    for quote in &wanted {
        for passage in &own {
            let overlap = text.overlap(quote, passage);
            if overlap > (union, part) {
                (union, part) = overlap;
            }
        }
    }
    if kind == "statements" {
        let found = union >= 0.5 || (part >= 0.95 && union >= 0.3);
        let by = fact["by"].as_str();
        let who = each(&gold["by"]).iter().any(|wanted| match (wanted.as_str(), by) {
            (None, by) => by.is_none(),
            (Some(wanted), Some(by)) => !name_words(wanted).is_disjoint(&actor_words(by, record)),
            (Some(_), None) => false,
        });
        let nobody = each(&gold["country"]).iter().any(Value::is_null);
        let right = found && who && (nobody || among(&country(&fact["by"]), &gold["country"]));
        return Fit { found, right, strength: union };
    }
    if part < 0.3 {
        return no;
    }
    let set = |ids: &Value| -> BTreeSet<String> { list(ids).iter().filter_map(country).collect() };
    let plain = |value: &Value| -> BTreeSet<String> { strings(value).into_iter().collect() };
    let (found, right) = match kind {
        "events" => {
            let found = listed(&fact["type"], &gold["type"]);
            let types: BTreeSet<String> = plain(&gold["type"]);
            // Both sides of a meeting or an accord may be pooled.
            let reciprocal = types
                .iter()
                .all(|kind| matches!(kind.as_str(), "CONSULT" | "AGREE" | "SUPPORT" | "COOPERATE"));
            let (actors, recipients) = (set(&fact["actors"]), set(&fact["recipients"]));
            let (wanted_actors, wanted_recipients) = (plain(&gold["actors"]), plain(&gold["recipients"]));
            let parties = if reciprocal {
                &actors | &recipients == &wanted_actors | &wanted_recipients
            } else {
                actors == wanted_actors && recipients == wanted_recipients
            };
            (found, found && parties && listed(&fact["status"], &gold["status"]))
        }
        "channels" => {
            let found = set(&fact["parties"]) == plain(&gold["parties"])
                && listed(&fact["directness"], &gold["directness"]);
            let have: Vec<BTreeSet<String>> = list(&fact["intermediaries"])
                .iter()
                .filter_map(Value::as_str)
                .map(|id| {
                    let mut all = actor_words(id, record);
                    all.extend(words(id));
                    all.extend(code(id, record).map(|code| code.to_lowercase()));
                    all
                })
                .collect();
            let through = strings(&gold["intermediaries"]).iter().all(|wanted| {
                let wanted: BTreeSet<String> = words(wanted).into_iter().collect();
                have.iter().any(|own| !own.is_disjoint(&wanted))
            });
            (found, found && listed(&fact["status"], &gold["status"]) && through)
        }
        "positions" => {
            let found = country(&fact["holder"]).as_deref() == gold["holder"].as_str()
                && listed(&fact["stance"], &gold["stance"]);
            let mut about = vec![
                fact["issue"]["text"].as_str().unwrap_or_default().to_owned(),
                fact["issue"]["id"].as_str().unwrap_or_default().to_owned(),
            ];
            about.extend(own);
            let about = words(&about.join(" ")).join(" ");
            (
                found,
                found && strings(&gold["issue"]).iter().any(|issue| about.contains(&words(issue).join(" "))),
            )
        }
        "expectations" => {
            let found = listed(&fact["outlook"], &gold["outlook"]);
            let until = near(&gold["until"], &fact["window"]["to"]);
            (found, found && among(&country(&fact["by"]), &gold["by_country"]) && until)
        }
        _ => {
            let found = listed(&fact["domain"], &gold["domain"]);
            (found, found && listed(&fact["direction"], &gold["direction"]))
        }
    };
    Fit { found, right, strength: part + f64::from(u8::from(right)) }
}

/// Whether two days are within three of each other, or both left open.
fn near(gold: &Value, said: &Value) -> bool {
    let day = |value: &Value| {
        value.as_str().and_then(|text| text.get(..10)).and_then(|text| text.parse::<jiff::civil::Date>().ok())
    };
    match (day(gold), day(said)) {
        (None, None) => true,
        (Some(gold), Some(said)) => (gold - said).get_days().abs() <= 3,
        _ => false,
    }
}

/// The words of a report, for finding where a quote stands.
pub(super) struct Words {
    all: Vec<String>,
}

impl Words {
    pub(super) fn new(text: &str) -> Words {
        Words { all: words(text) }
    }
    fn places(&self, quote: &str) -> Vec<(usize, usize)> {
        let quote = words(quote);
        if quote.is_empty() {
            return Vec::new();
        }
        self.all
            .windows(quote.len())
            .enumerate()
            .filter(|(_, window)| *window == quote.as_slice())
            .map(|(start, _)| (start, start + quote.len()))
            .collect()
    }
    /// Intersection over union, and intersection over the shorter, of the best pair of places, in words.
    pub(super) fn overlap(&self, left: &str, right: &str) -> (f64, f64) {
        let (left, right) = (self.places(left), self.places(right));
        let mut best = (0.0f64, 0.0f64);
        for &(s, e) in &left {
            for &(t, f) in &right {
                let (first, last) = (s.max(t), e.min(f));
                if first < last {
                    let both = (last - first) as f64;
                    let union = (e.max(f) - s.min(t)) as f64;
                    let shorter = (e - s).min(f - t) as f64;
                    best = (best.0.max(both / union), best.1.max(both / shorter));
                }
            }
        }
        best
    }
}

fn words(text: &str) -> Vec<String> {
    let text = text.replace('\u{ad}', "").to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn name_words(text: &str) -> BTreeSet<String> {
    words(text).into_iter().filter(|word| !IDLE.contains(&word.as_str())).collect()
}

const IDLE: [&str; 12] = ["the", "a", "an", "of", "one", "two", "some", "his", "her", "their", "and", "s"];

fn same_name(left: &str, right: &str) -> bool {
    let idle = |text: &str| {
        words(text).into_iter().filter(|word| !IDLE.contains(&word.as_str())).collect::<Vec<_>>()
    };
    let (left, right) = (idle(left), idle(right));
    let (Some(last_left), Some(last_right)) = (left.last(), right.last()) else { return false };
    left.iter().any(|word| right.contains(word)) && (right.contains(last_left) || left.contains(last_right))
}

fn actor_words(id: &str, record: &Value) -> BTreeSet<String> {
    match list(&record["actors"]).iter().find(|actor| actor["id"] == id) {
        Some(actor) => {
            let name = actor["name"].as_str().unwrap_or_default();
            words(&format!("{name} {}", actor["role"].as_str().unwrap_or_default())).into_iter().collect()
        }
        None => words(&id.replace(['-', ':'], " ")).into_iter().collect(),
    }
}

/// The country of an actor; `None` for a source whose country the report does not give.
fn code(id: &str, record: &Value) -> Option<String> {
    match list(&record["actors"]).iter().find(|actor| actor["id"] == id) {
        Some(actor) => {
            let upper = id.chars().any(char::is_uppercase) && !id.chars().any(char::is_lowercase);
            actor["country"].as_str().map(str::to_owned).or_else(|| upper.then(|| id.to_owned()))
        }
        None => id.split(':').next().map(str::to_owned),
    }
}

pub(super) fn quotes(fact: &Value) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for key in ["evidence", "content"] {
        for passage in each(&fact[key]) {
            if let Some(quote) = passage["quote"].as_str()
                && !quote.is_empty()
                && !all.iter().any(|own| own == quote)
            {
                all.push(quote.to_owned());
            }
        }
    }
    all
}

pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A list as it is, anything else as a list of one.
pub(super) fn each(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

pub(super) fn strings(value: &Value) -> Vec<String> {
    each(value).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}
