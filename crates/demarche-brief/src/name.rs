//! Calls actors by name: in full the first time, short after that.

use demarche_assess::country;
use demarche_assess::situation::{Actor, Situation};
use demarche_assess::vocabulary::ActorKind;
use std::collections::BTreeSet;

/// Remembers who has been introduced.
pub struct Naming<'s> {
    situation: &'s Situation,
    introduced: BTreeSet<String>,
}

impl<'s> Naming<'s> {
    /// Nobody introduced yet.
    pub fn new(situation: &'s Situation) -> Naming<'s> {
        Naming { situation, introduced: BTreeSet::new() }
    }

    /// An actor inside a sentence; the narrator is "the report".
    pub fn call(&mut self, id: Option<&str>) -> String {
        let Some(id) = id else { return "the report".to_owned() };
        match self.situation.actor(id) {
            Some(actor) if actor.kind == ActorKind::Person => self.person(actor),
            _ if id.contains('+') => self.sides(id),
            Some(actor) => thing(actor),
            None => party(id),
        }
    }

    /// Several actors, joined; each once.
    pub fn call_all<'i>(&mut self, ids: impl IntoIterator<Item = &'i str>) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in ids {
            let name = self.call(Some(id));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        join(&names)
    }

    /// A group that the text makes of parties: "IRN+USA" is both Iran and the United States.
    fn sides(&mut self, id: &str) -> String {
        let (sides, part) = id.split_once(':').map_or((id, None), |(sides, part)| (sides, Some(part)));
        let names: Vec<String> = sides.split('+').map(party).collect();
        let all = if let [one, other] = names.as_slice() {
            format!("both {one} and {other}")
        } else {
            join(&names)
        };
        part.map_or(all.clone(), |part| format!("{} of {all}", part.replace('-', " ")))
    }

    /// Whether an actor takes a plural verb.
    pub fn is_plural(&self, id: &str) -> bool {
        if id.contains('+') {
            return true;
        }
        self.situation.actor(id).is_some_and(|actor| match actor.kind {
            ActorKind::UnnamedGroup => {
                let name = actor
                    .name
                    .split(" of ")
                    .next()
                    .unwrap_or(&actor.name)
                    .split(" in ")
                    .next()
                    .unwrap_or(&actor.name);
                name.ends_with('s') || name.ends_with("people") || name.contains("officials")
            }
            ActorKind::ArmedGroup => actor.name.ends_with('s') && actor.name != "Hamas",
            _ => false,
        })
    }

    fn person(&mut self, actor: &Actor) -> String {
        if !self.introduced.insert(actor.id.clone()) {
            return family_name(actor);
        }
        let adjective = actor.country.as_deref().map(origin);
        let role = actor.role.as_deref().map(with_capitals);
        match (&role, adjective) {
            // "Adviser to Iran's supreme leader" reads better behind the name.
            (Some(role), _) if role.contains(" to ") || role.contains(" of the ") => {
                format!("{} ({role})", actor.name)
            }
            (Some(role), Some(adjective)) if role.split(' ').count() <= 7 => {
                let known = role.to_lowercase().contains(&adjective.to_lowercase());
                if known {
                    format!("{role} {}", actor.name)
                } else {
                    format!("{adjective} {role} {}", actor.name)
                }
            }
            (None, Some(adjective)) => format!("{} ({adjective})", actor.name),
            _ => actor.name.clone(),
        }
    }
}

/// A role as printed inside a sentence: lower case but for names of countries and their people.
fn with_capitals(role: &str) -> String {
    let capital = |word: &str| {
        let stem = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
        let named = country::spellings()
            .find(|(spelling, _)| !spelling.contains(' ') && spelling.to_lowercase() == stem);
        named.map_or_else(|| word.to_owned(), |(spelling, _)| format!("{spelling}{}", &word[stem.len()..]))
    };
    role.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

/// "Iranian" for a state, "EU" for a body.
fn origin(code: &str) -> String {
    country::adjective(code).map_or_else(|| code.to_owned(), str::to_owned)
}

/// A party by its code alone.
pub fn party(id: &str) -> String {
    let code = id.split(':').next().unwrap_or(id);
    match (country::name(id), id.split_once(':')) {
        (Some(name), _) => with_article(name),
        (None, Some((_, slug))) => title(slug),
        (None, None)
            if code.len() <= 5 && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) =>
        {
            body(code)
        }
        (None, None) => id.replace('-', " "),
    }
}

/// "United States" takes its article.
pub fn with_article(name: &str) -> String {
    if country::takes_article(name) { format!("the {name}") } else { name.to_owned() }
}

fn title(slug: &str) -> String {
    let mut words = slug.replace('-', " ");
    if let Some(first) = words.get(..1).map(str::to_uppercase) {
        words.replace_range(..1, &first);
    }
    words
}

fn thing(actor: &Actor) -> String {
    match actor.kind {
        ActorKind::State => country::name(&actor.id).map_or_else(|| with_article(&actor.name), with_article),
        ActorKind::UnnamedGroup => unnamed(&actor.name),
        // "The foreign ministry" could be anybody's.
        _ if actor.name.starts_with(char::is_lowercase) && !names_a_country(&actor.name) => {
            match actor.country.as_deref().map(origin) {
                Some(adjective) => format!("the {adjective} {}", actor.name.trim_start_matches("the ")),
                None => body(&actor.name),
            }
        }
        ActorKind::ArmedGroup | ActorKind::Media if !actor.name.ends_with('s') && actor.name != "Taliban" => {
            actor.name.clone()
        }
        _ => body(&actor.name),
    }
}

/// Whether a body's name says whose it is.
fn names_a_country(name: &str) -> bool {
    country::spellings().any(|(spelling, _)| name.contains(spelling))
}

/// A body with its article: "the White House", "the EU", but "NATO", "Hamas".
fn body(name: &str) -> String {
    const BARE: [&str; 10] = [
        "NATO",
        "OPEC",
        "ASEAN",
        "ECOWAS",
        "UNESCO",
        "UNICEF",
        "Parliament",
        "Congress",
        "Hamas",
        "Hezbollah",
    ];
    let bare = BARE.contains(&name)
        || name.starts_with("The ")
        || name.starts_with("the ")
        || ["Downing Street", "Capitol Hill"].contains(&name)
        || name.contains('’');
    if bare { name.to_owned() } else { format!("the {name}") }
}

/// "Gulf diplomat" is "a Gulf diplomat"; "US officials" stay.
fn unnamed(name: &str) -> String {
    let first = name.split(' ').next().unwrap_or(name).to_lowercase();
    let last = name.split(' ').next_back().unwrap_or(name);
    let determined = [
        "a", "an", "the", "one", "two", "three", "some", "several", "his", "her", "its", "their", "both",
        "many", "no",
    ];
    let singular = [
        "official",
        "diplomat",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "source",
        "adviser",
        "minister",
        "analyst",
        "aide",
        "envoy",
    ];
    if determined.contains(&first.as_str()) || !singular.contains(&last) {
        let mut name = name.to_owned();
        if [
            "Officials",
            "Diplomats",
            "Sources",
            "Senior",
            "Regional",
            "Both",
            "Two",
            "One",
            "A",
            "An",
            "The",
            "People",
            "Western",
            "Several",
        ]
        .contains(&name.split(' ').next().unwrap_or_default())
            && first != "western"
        {
            name.replace_range(..1, &name[..1].to_lowercase());
        }
        return name;
    }
    let article = if first.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// The name for later mentions. East Asian names are given whole, since the family name comes first there.
fn family_name(actor: &Actor) -> String {
    const WHOLE: [&str; 6] = ["CHN", "PRK", "KOR", "TWN", "VNM", "KHM"];
    if actor.country.as_deref().is_some_and(|code| WHOLE.contains(&code)) {
        return actor.name.clone();
    }
    const PARTICLES: [&str; 14] =
        ["bin", "al", "von", "van", "de", "der", "den", "del", "della", "da", "dos", "ibn", "abu", "el"];
    let words: Vec<&str> = actor.name.split(' ').collect();
    let mut first = words.len().saturating_sub(1);
    while first > 1 && PARTICLES.contains(&words[first - 1].to_lowercase().as_str()) {
        first -= 1;
    }
    words[first..].join(" ")
}

/// "a", "a and b", "a, b and c".
pub fn join(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A name with its possessive ending.
pub fn possessive(name: &str) -> String {
    if name.ends_with('s') { format!("{name}’") } else { format!("{name}’s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_join_and_possess() {
        let names = |list: &[&str]| join(&list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["Iran"]), "Iran");
        assert_eq!(names(&["Iran", "Oman", "Qatar"]), "Iran, Oman and Qatar");
        assert_eq!(possessive("the United States"), "the United States’");
    }

    #[test]
    fn parties_by_code() {
        assert_eq!(party("USA"), "the United States");
        assert_eq!(party("PSE:hamas"), "Hamas");
        assert_eq!(party("EU"), "the EU");
        assert_eq!(party("NATO"), "NATO");
    }

    #[test]
    fn unnamed_sources() {
        assert_eq!(unnamed("Gulf diplomat"), "a Gulf diplomat");
        assert_eq!(unnamed("US officials"), "US officials");
        assert_eq!(unnamed("Officials on both sides"), "officials on both sides");
    }
}
