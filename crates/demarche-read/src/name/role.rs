//! Roles: titles before names, appositions, descriptions that stand for a person, unnamed sources.
//!
//! In: a role spot. Out: roles that wait for the name they belong to, or a nominal mention.

use super::cast::RoleNote;
use super::phrase::{Opening, Origin, Phrase};
use super::run::is_thing;
use super::scene::{Attached, Scene};
use super::spot::Spot;
use super::tables::{Plural, Role};
use crate::reading::{ActorKind, MentionKind};
use crate::syntax::Upos;
use crate::text::{ActorId, TokenId};
use smol_str::{SmolStr, format_smolstr};

/// How many of the cast a description without a trail is held against.
const CAST: usize = 400;

impl<'d> Scene<'_, 'd> {
    /// A role noun with its phrase.
    pub fn role(&mut self, spot: &Spot) {
        let Some((row, plural)) = spot.role() else { return };
        if spot.first < self.done || self.is_modifier_noun(spot) {
            return;
        }
        let phrase = self.phrases.around(spot, self.done);
        let attached = self.attached(row, &phrase);
        if plural == Plural::No {
            if self.bind_ahead(&phrase, &attached) || self.bind_back(&phrase, &attached) {
                return;
            }
        } else if self.bind_several(&phrase, &attached) {
            return;
        }
        self.nominal(spot, row, plural, &phrase);
    }

    /// A role that only modifies the noun after it ("party head office", "general agreement").
    fn is_modifier_noun(&self, spot: &Spot) -> bool {
        let last = spot.end - 1;
        if matches!(self.lower(last), "familiar" | "briefed" | "involved" | "close") {
            return false;
        }
        let bare = last + 1 >= self.ceiling(last)
            || !matches!(self.upos(last + 1), Upos::Noun | Upos::Adj | Upos::Propn);
        if self.upos(last) == Upos::Adj && bare {
            return false;
        }
        if !matches!(self.upos(last), Upos::Noun | Upos::Propn | Upos::X) {
            return !self.reading.form(TokenId(last)).starts_with(char::is_uppercase)
                || self.upos(last) == Upos::Verb;
        }
        if spot.end >= self.ceiling(spot.first) {
            return false;
        }
        self.upos(spot.end) == Upos::Noun
            && self.spots.starting(spot.end).is_none_or(|next| next.role().is_none())
            || self
                .spots
                .starting(spot.end)
                .is_some_and(|next| next.generic().is_some() || next.body().is_some())
    }

    fn attached(&self, row: u32, phrase: &Phrase) -> Attached {
        let mut text = self.phrases.role_text(phrase);
        if text.ends_with("counterpart") {
            let other = self.trail.latest().find(|seen| {
                self.cast.actor(seen.actor).kind == ActorKind::Person && seen.token < phrase.noun
            });
            let role = other.and_then(|seen| self.role_so_far(seen.actor));
            if let Some(role) = role {
                text = format!("{text} ({role})");
            }
        }
        Attached {
            note: RoleNote { text, row: Some(row), attached: true },
            country: self.country_of(phrase).or_else(|| self.of_its_ministry(phrase)),
            body: phrase.body,
            past: phrase.past,
        }
    }

    /// The role of an actor as far as the walk has come.
    pub fn role_so_far(&self, actor: ActorId) -> Option<String> {
        let traits = self.cast.traits(actor);
        let noted = traits.roles.iter().rev().find(|note| note.attached).map(|note| note.text.clone());
        noted.or_else(|| {
            let row = traits.row?;
            self.tables.people[row as usize].role_on(self.day.as_deref()).map(str::to_owned)
        })
    }

    /// "Foreign Minister X", "the Greek foreign minister, X": the name follows.
    fn bind_ahead(&mut self, phrase: &Phrase, attached: &Attached) -> bool {
        let ceiling = self.ceiling(phrase.noun);
        let adjacent = self.skip_titles(phrase.end, ceiling);
        if let Some((index, _)) = self.runs.starting(adjacent).filter(|_| adjacent < ceiling) {
            self.waiting[index].push(attached.clone());
            self.done = self.before_title(phrase);
            return true;
        }
        if phrase.end < ceiling
            && self.lower(phrase.end) == ","
            && !matches!(phrase.opening, Opening::Bare | Opening::Other | Opening::Same)
        {
            let start = self.skip_titles(phrase.end + 1, ceiling);
            if start < ceiling
                && let Some((index, run)) = self.runs.starting(start)
                && self.closes(run.end, ceiling)
                && !is_thing(self.reading, run)
            {
                self.waiting[index].push(attached.clone());
                self.done = self.before_title(phrase);
                return true;
            }
        }
        false
    }

    /// Where the phrase ends, or the title of a person inside its complement begins ("an adviser to | President X").
    fn before_title(&self, phrase: &Phrase) -> u32 {
        let Some((_, run)) = self.runs.ending(phrase.end).filter(|(_, run)| run.first > phrase.noun_end)
        else {
            return phrase.end;
        };
        let mut first = run.first;
        while let Some(spot) =
            self.spots.ending(first).filter(|spot| spot.role().is_some() && spot.first > phrase.noun_end)
        {
            first = spot.first;
        }
        first
    }

    /// Past titles ("Rear Admiral", "Prince") that stand between a role and the name.
    fn skip_titles(&self, mut at: u32, ceiling: u32) -> u32 {
        for _ in 0..4 {
            let Some(spot) = self.spots.starting(at).filter(|spot| spot.end < ceiling) else { return at };
            let title = spot
                .role()
                .is_some_and(|(row, plural)| self.tables.roles[row as usize].title && plural == Plural::No);
            if !title || self.runs.starting(at).is_some() {
                return at;
            }
            at = spot.end;
            if self.lower(at) == "." {
                at += 1;
            }
        }
        at
    }

    /// Whether an apposition may close here.
    fn closes(&self, at: u32, ceiling: u32) -> bool {
        at >= ceiling
            || self.upos(at) == Upos::Punct
            || matches!(
                self.lower(at),
                "and" | "to" | "in" | "on" | "at" | "by" | "with" | "of" | "as" | "'s" | "’s" | "who"
            )
    }

    /// "X, the Greek foreign minister": the name stands before.
    fn bind_back(&mut self, phrase: &Phrase, attached: &Attached) -> bool {
        let floor = self.floor(phrase.noun);
        if let Some((end, actor)) = self.bound
            && phrase.first > end
            && phrase.first <= end + 1
            && matches!(self.lower(phrase.first - 1), "and" | "&")
        {
            self.attach(actor, attached.clone());
            self.bound = Some((phrase.end, actor));
            self.done = self.before_title(phrase);
            return true;
        }
        if phrase.first <= floor + 1 {
            return false;
        }
        let mut mark = phrase.first - 1;
        if mark > floor
            && matches!(
                self.lower(mark),
                "now" | "then" | "currently" | "also" | "formerly" | "himself" | "herself"
            )
        {
            mark -= 1;
        }
        let mark_form = self.lower(mark);
        if !matches!(mark_form, "," | "(" | "–" | "—") {
            return false;
        }
        let mut end = mark;
        if end >= floor + 3 && self.upos(end - 1) == Upos::Num && self.lower(end - 2) == "," {
            end -= 2;
        }
        let Some((index, run)) = self.runs.ending(end) else { return false };
        let ceiling = self.ceiling(phrase.noun);
        let article = matches!(self.lower(phrase.first), "a" | "an");
        if mark_form == "," && !article && !self.closes(phrase.end, ceiling) {
            return false;
        }
        let actor = match self.run_actor[index] {
            Some(actor) => actor,
            None if !run.is_single() && !is_thing(self.reading, run) => {
                let printed = self.text(run.first, run.end).to_owned();
                let actor = self.cast.new_person(&printed);
                self.run_actor[index] = Some(actor);
                self.mention(actor, run.first, run.end, MentionKind::Name, 1);
                actor
            }
            None => return false,
        };
        if self.cast.actor(actor).kind != ActorKind::Person {
            return false;
        }
        self.attach(actor, attached.clone());
        self.bound = Some((phrase.end, actor));
        self.done = self.before_title(phrase);
        true
    }

    /// "the foreign ministers of the two countries, X and Y": each has the role.
    fn bind_several(&mut self, phrase: &Phrase, attached: &Attached) -> bool {
        let ceiling = self.ceiling(phrase.noun);
        let comma = phrase.end < ceiling && self.lower(phrase.end) == ",";
        let start = self.skip_titles(phrase.end + u32::from(comma), ceiling);
        let Some((first, run)) = self.runs.starting(start).filter(|_| start < ceiling) else { return false };
        if run.end + 1 >= ceiling || !matches!(self.lower(run.end), "and" | ",") {
            return false;
        }
        let next = self.skip_titles(run.end + 1, ceiling);
        let Some((second, _)) = self.runs.starting(next).filter(|_| next < ceiling) else { return false };
        let mut one = attached.clone();
        if let Some(row) = one.note.row {
            self.tables.roles[row as usize].phrase.clone_into(&mut one.note.text);
        }
        let states: Vec<SmolStr> = (phrase.noun_end..phrase.end)
            .filter_map(|token| self.spots.starting(token)?.state())
            .map(|(row, _)| SmolStr::new_static(self.tables.states[row as usize].code))
            .collect();
        for (place, index) in [first, second].into_iter().enumerate() {
            let mut each = one.clone();
            each.country = if states.len() == 2 { states.get(place).cloned() } else { None };
            self.waiting[index].push(each);
        }
        self.done = phrase.end;
        true
    }

    /// A description without a name beside it.
    fn nominal(&mut self, spot: &Spot, row: u32, plural: Plural, phrase: &Phrase) {
        let role = &self.tables.roles[row as usize];
        let head = self.head_of(spot.first, spot.end);
        let country = self.country_of(phrase);
        let definite = matches!(phrase.opening, Opening::Definite | Opening::Possessed | Opening::Same)
            || phrase.opening == Opening::Bare && plural == Plural::No;
        if plural == Plural::No && definite {
            let target = self.described(role, phrase, country.as_deref());
            if let Some(actor) = target {
                if self.cast.actor(actor).kind == ActorKind::Person {
                    let text = self.phrases.role_text(phrase);
                    self.cast.note_role(actor, RoleNote { text, row: Some(row), attached: false });
                }
                self.mention_with_head(actor, phrase.first, phrase.end, head, MentionKind::Nominal, 1);
                return;
            }
        }
        if plural == Plural::No && definite && phrase.opening != Opening::Same && role.title {
            if self.speaks(head) && country.is_some() {
                self.office(row, phrase, country.as_deref(), head);
            }
            return;
        }
        self.unnamed(role, plural, phrase, country, head);
    }

    /// The person or source that a definite description points back to.
    fn described(&self, role: &Role, phrase: &Phrase, country: Option<&str>) -> Option<ActorId> {
        let noun = role.phrase;
        let day = self.day.as_deref();
        let agrees = |actor: ActorId| {
            let actor = self.cast.actor(actor);
            (country.is_none() || actor.country.as_deref() == country)
                && (role.gender.is_none() || actor.gender.is_none() || actor.gender == role.gender)
        };
        let holds = |actor: ActorId| {
            let traits = self.cast.traits(actor);
            let noted = traits.roles.iter().any(|note| same_role(&note.text, noun));
            noted
                || traits.row.is_some_and(|row| {
                    let person = &self.tables.people[row as usize];
                    person.terms().any(|term| term.holds_on(day) && same_role(term.role, noun))
                })
        };
        let person = |actor: ActorId| self.cast.actor(actor).kind == ActorKind::Person;
        let possessor = match phrase.origin {
            Origin::Of(token) => self.ends.get(token as usize).copied().flatten(),
            _ => None,
        };
        let mut latest = self.trail.latest().filter(|seen| Some(seen.actor) != possessor);
        if let Some(seen) = latest.find(|seen| person(seen.actor) && agrees(seen.actor) && holds(seen.actor))
        {
            return Some(seen.actor);
        }
        if possessor.is_some_and(person) {
            return None;
        }
        // The whole cast by full name: a headline's "South's president" names somebody further down.
        if country.is_some() && role.rules {
            let later = (0..self.cast.actors.len().min(CAST))
                .map(ActorId::at)
                .find(|actor| person(*actor) && agrees(*actor) && (holds(*actor) || self.rules(*actor)));
            if later.is_some() {
                return later;
            }
        }
        let lemma = noun.rsplit(' ').next().unwrap_or(noun);
        let unnamed = self
            .trail
            .latest()
            .filter(|seen| self.cast.traits(seen.actor).lemma.as_deref() == Some(lemma) && agrees(seen.actor))
            .min_by_key(|seen| self.cast.actor(seen.actor).plural);
        if let Some(seen) = unnamed {
            return Some(seen.actor);
        }
        let loose = matches!(
            lemma,
            "official"
                | "envoy"
                | "diplomat"
                | "minister"
                | "leader"
                | "visitor"
                | "host"
                | "secretary"
                | "cleric"
                | "politician"
                | "negotiator"
                | "mediator"
        );
        let here = self.reading.token(TokenId(phrase.noun)).sentence;
        let recent = self.trail.since(here, 2).find(|seen| {
            person(seen.actor)
                && agrees(seen.actor)
                && seen.sentence.0 < here.0
                && (lemma != "leader" || self.rules(seen.actor))
                && self.suits(seen.actor, lemma)
        });
        recent.filter(|_| loose && phrase.opening == Opening::Definite).map(|seen| seen.actor)
    }

    /// Whether a loose description may mean this person.
    fn suits(&self, actor: ActorId, lemma: &str) -> bool {
        let sector = self.cast.actor(actor).sector.as_deref();
        match lemma {
            "official" => matches!(sector, Some("GOV" | "MIL" | "SPY" | "IGO" | "LEG") | None),
            "minister" | "secretary" => self.role_so_far(actor).is_some_and(|role| role.contains(lemma)),
            "cleric" => sector == Some("REL"),
            "leader" | "politician" => true,
            _ => {
                matches!(sector, Some("GOV") | None)
                    && self.role_so_far(actor).is_some_and(|role| {
                        role.contains(lemma)
                            || role.contains("diplomat")
                            || role.contains("foreign")
                            || role.contains("envoy")
                    })
            }
        }
    }

    /// Whether a person is the head of a state or government on the report's day.
    pub fn rules(&self, actor: ActorId) -> bool {
        const OFFICES: &[&str] = &[
            "president",
            "prime minister",
            "supreme leader",
            "chancellor",
            "king",
            "emir",
            "sultan",
            "leader",
            "premier",
            "chairman of the state affairs commission",
            "general secretary",
        ];
        let traits = self.cast.traits(actor);
        let by_table = traits.row.is_some_and(|row| {
            let role = self.tables.people[row as usize].role_on(self.day.as_deref());
            role.is_some_and(|role| OFFICES.iter().any(|office| role.starts_with(office)))
        });
        by_table
            || traits
                .roles
                .iter()
                .any(|note| note.row.is_some_and(|row| self.tables.roles[row as usize].rules))
    }

    /// An office holder whom the report does not name.
    fn office(&mut self, row: u32, phrase: &Phrase, country: Option<&str>, head: TokenId) {
        let role = &self.tables.roles[row as usize];
        let Some(country) = country else { return };
        let text = self.phrases.role_text(phrase);
        let id = format_smolstr!("{country}:{}", super::fold::slug(&text));
        let name = self.display(phrase);
        let actor = self.cast.add(id, &name, ActorKind::Person, Some(country), role.sector);
        self.cast.actor_mut(actor).gender = role.gender;
        self.cast.note_role(actor, RoleNote { text, row: Some(row), attached: true });
        self.mention_with_head(actor, phrase.first, phrase.end, head, MentionKind::Nominal, 1);
    }

    /// Words of a phrase without its determiner.
    fn display(&self, phrase: &Phrase) -> String {
        let first = phrase
            .foreign
            .iter()
            .map(|(first, _)| *first)
            .filter(|first| *first < phrase.core)
            .min()
            .unwrap_or(phrase.core);
        self.text(first, phrase.end).to_owned()
    }

    /// "Two senior US officials", "a Gulf diplomat", "people familiar with the matter".
    fn unnamed(
        &mut self,
        role: &Role,
        plural: Plural,
        phrase: &Phrase,
        country: Option<SmolStr>,
        head: TokenId,
    ) {
        let (speaks, acts) = (self.speaks(head), self.acts(head));
        let both = (phrase.noun_end..phrase.end).any(|token| matches!(self.lower(token), "both" | "either"));
        let knows = role.phrase.ends_with("familiar") || role.phrase.ends_with("briefed");
        let grounded =
            country.is_some() || phrase.origin == Origin::None || phrase.body.is_some() || both || knows;
        if phrase.opening == Opening::Possessed && !speaks && !matches!(phrase.origin, Origin::Code(_)) {
            return;
        }
        let official = matches!(role.sector, "GOV" | "SPY" | "LEG" | "IGO");
        if !(speaks || role.source && grounded && official) {
            return;
        }
        let country =
            country.or_else(|| self.administration(phrase)).or_else(|| self.of_its_ministry(phrase));
        let country = if both || phrase.origin == Origin::None { None } else { country };
        let lemma = role.phrase.rsplit(' ').next().unwrap_or(role.phrase);
        let noun = if plural == Plural::Yes { super::tables::plural(lemma) } else { lemma.to_owned() };
        let name = self.display(phrase);
        let key = match &country {
            Some(code) if code.len() >= 2 => SmolStr::new(noun),
            _ => SmolStr::new(super::fold::slug(&name)),
        };
        let key = if phrase.opening == Opening::Other { format_smolstr!("{key}-2") } else { key };
        let definite = matches!(phrase.opening, Opening::Definite | Opening::Same);
        let same = self.trail.latest().find(|seen| {
            let known = self.cast.actor(seen.actor);
            definite
                && self.cast.traits(seen.actor).lemma.as_deref() == Some(lemma)
                && (country.is_none() || known.country == country)
        });
        let actor = match same.map(|seen| seen.actor) {
            Some(actor) => actor,
            None => self.cast.group(country.as_deref(), &key, &name, role.sector),
        };
        let longer = name.split(' ').count() > self.cast.actor(actor).name.split(' ').count();
        if longer
            && self.cast.actor(actor).kind == ActorKind::UnnamedGroup
            && same_end(&name, &self.cast.actor(actor).name)
        {
            self.cast.actor_mut(actor).name = name;
        }
        if self.cast.traits(actor).lemma.is_none() {
            self.cast.traits_mut(actor).lemma = Some(SmolStr::new(lemma));
            self.cast.actor_mut(actor).plural = plural == Plural::Yes;
            self.cast.actor_mut(actor).gender = role.gender;
        }
        if both {
            let members = self.main_sides();
            self.cast.actor_mut(actor).members = members;
        }
        let weight = u32::from(speaks || acts);
        // "one of the US officials": the phrase that speaks is headed by "one".
        if phrase.first >= self.floor(phrase.noun) + 2
            && self.lower(phrase.first - 1) == "of"
            && matches!(self.lower(phrase.first - 2), "one" | "some" | "two" | "several" | "both")
        {
            self.mention_with_head(
                actor,
                phrase.first - 2,
                phrase.end,
                TokenId(phrase.first - 2),
                MentionKind::Nominal,
                1,
            );
            return;
        }
        self.mention_with_head(actor, phrase.first, phrase.end, head, MentionKind::Nominal, weight);
    }

    /// "A foreign ministry official", "a member of the parliament's committee": of the state the report comes from,
    /// where it is a party, else of the one last spoken of.
    fn of_its_ministry(&self, phrase: &Phrase) -> Option<SmolStr> {
        let body = (phrase.core..phrase.end).any(|token| {
            let spot = self.spots.starting(token);
            let office = matches!(self.lower(token), "parliament" | "cabinet");
            office || spot.is_some_and(|spot| spot.generic().is_some() && spot.role().is_none())
        });
        if !body || phrase.origin != Origin::Open {
            return None;
        }
        self.from_here.clone().or_else(|| self.home(phrase.noun))
    }

    /// "A senior administration official" is American where America is spoken of.
    fn administration(&self, phrase: &Phrase) -> Option<SmolStr> {
        let says = (phrase.core..phrase.noun_end).any(|token| matches!(self.lower(token), "administration"));
        (says && self.cast.find("USA").is_some()).then(|| SmolStr::new_static("USA"))
    }
}

/// Whether a role as noted is the role that a noun names ("secretary of state" and "secretary"); spokesmen are one kind.
fn same_role(noted: &str, noun: &str) -> bool {
    let stem = |word: &str| if word.contains("spokes") { "spokes".to_owned() } else { word.to_owned() };
    let noun = noun.strip_prefix("chief ").or(noun.strip_prefix("top ")).unwrap_or(noun);
    let noted = noted.replace('-', " ");
    let wanted: Vec<String> = noun.split(' ').map(stem).collect();
    let words: Vec<String> = noted.split([' ', '(', ')', ',']).map(stem).collect();
    words.windows(wanted.len().max(1)).any(|window| window == wanted.as_slice())
}

/// Whether two names end in the same word.
fn same_end(a: &str, b: &str) -> bool {
    a.rsplit(' ').next().map(str::to_lowercase) == b.rsplit(' ').next().map(str::to_lowercase)
}
