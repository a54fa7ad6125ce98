//! Persons: by full name, by family name once they are known, by title.
//!
//! In: a run of capitalised words and the roles around it. Out: its actor and mention.

use super::cast::RoleNote;
use super::run::{Ground, Run, is_thing};
use super::scene::{Attached, Scene, is_speech};
use super::trie::key;
use crate::reading::{ActorKind, MentionKind};
use crate::report::BlockKind;
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, TokenId};
use smol_str::SmolStr;

impl Scene<'_, '_> {
    /// Adds everybody whose full name stands in the report, so that a headline's "Kim" finds him.
    pub fn enlist_full_names(&mut self) {
        for index in 0..self.runs.all.len() {
            let run = &self.runs.all[index];
            let kind = self.reading.block_kind(TokenId(run.first));
            let aside = matches!(kind, BlockKind::Boilerplate | BlockKind::Byline);
            match run.ground {
                Ground::Known if self.is_one(&run.rows) => {
                    let printed = self.printed(run);
                    let row = self.best_row(&run.rows);
                    let actor = self.cast.known_person(self.tables, row, &printed);
                    self.run_actor[index] = Some(actor);
                }
                Ground::Given if !aside && !is_thing(self.reading, run) && !self.is_located(run) => {
                    let printed = self.printed(run);
                    match self.by_given_and_family(run) {
                        Some(row) => self.cast.known_person(self.tables, row, &printed),
                        None => self.cast.new_person(&printed),
                    };
                }
                _ => {}
            }
        }
    }

    /// Whether a name leaves one person on the report's day.
    fn is_one(&self, rows: &[u32]) -> bool {
        let ids = || rows.iter().map(|row| self.tables.people[*row as usize].id);
        let first = ids().next();
        ids().all(|id| Some(id) == first)
            || rows
                .iter()
                .filter(|row| self.tables.people[**row as usize].role_on(self.day.as_deref()).is_some())
                .count()
                == 1
    }

    /// "off Myrtle Beach": what stands after a preposition of place is no person.
    fn is_located(&self, run: &Run) -> bool {
        run.first > self.floor(run.first)
            && matches!(
                self.lower(run.first - 1),
                "in" | "off" | "near" | "at" | "outside" | "inside" | "around" | "across"
            )
    }

    /// Of several people with one name, the one in office on the report's day.
    fn best_row(&self, rows: &[u32]) -> u32 {
        let day = self.day.as_deref();
        let in_office = rows.iter().find(|row| self.tables.people[**row as usize].role_on(day).is_some());
        in_office.or(rows.first()).copied().unwrap_or(0)
    }

    fn printed(&self, run: &Run) -> String {
        self.text(run.first, run.end).trim_end_matches(['.', ',']).to_owned()
    }

    /// Makes a run a mention of a person; false where nothing says that it is one.
    pub fn person(&mut self, index: usize) -> bool {
        let run = &self.runs.all[index];
        let Some(actor) = self.decide(index, run) else { return false };
        self.run_actor[index] = Some(actor);
        if self.cast.actor(actor).gender.is_none() {
            self.cast.actor_mut(actor).gender = run.gender.filter(|_| !run.is_single());
        }
        for attached in std::mem::take(&mut self.waiting[index]) {
            self.attach(actor, attached);
        }
        let weight = u32::from(!self.is_aside(run));
        self.mention(actor, run.first, run.end, MentionKind::Name, weight);
        self.of_country(actor, run.end);
        self.described_by_clause(actor, run.end);
        true
    }

    /// A possessor of a thing, or a name inside the name of a thing, is no actor for that alone.
    fn is_aside(&self, run: &Run) -> bool {
        let head = self.head_of(run.first, run.end);
        self.reading.deprel(head) == Deprel::Compound
            && self.reading.head(head).is_some_and(|head| self.reading.upos(head) == Upos::Noun)
    }

    fn decide(&mut self, index: usize, run: &Run) -> Option<ActorId> {
        if let Some(actor) = self.run_actor[index] {
            return Some(actor);
        }
        let titled = !self.waiting[index].is_empty();
        if let Some(actor) = self.recall(index, run) {
            return Some(actor);
        }
        if is_thing(self.reading, run) && (!titled || run.is_single()) {
            return None;
        }
        let printed = self.printed(run);
        if run.is_single() {
            if let Some(actor) = self.by_family(index, run, &printed) {
                return Some(actor);
            }
            let real_title = self.waiting[index]
                .iter()
                .any(|attached| attached.note.row.is_some_and(|row| self.tables.roles[row as usize].title));
            return (titled && real_title && printed.len() > 1).then(|| self.cast.new_person(&printed));
        }
        let row = match run.rows.is_empty() {
            false => return self.by_family(index, run, &printed),
            true => self.by_given_and_family(run),
        };
        if let Some(row) = row {
            return Some(self.cast.known_person(self.tables, row, &printed));
        }
        let sure = titled || run.ground == Ground::Given && !self.is_located(run) || self.is_spoken_for(run);
        sure.then(|| self.cast.new_person(&printed))
    }

    /// A person of the cast whom these words name again.
    pub fn recall(&self, index: usize, run: &Run) -> Option<ActorId> {
        let parts: Vec<SmolStr> = (run.first..run.end)
            .map(|token| key(self.reading.form(TokenId(token))))
            .filter(|part| !part.is_empty())
            .collect();
        let mut words = Vec::new();
        for part in &parts {
            words.push(part.clone());
        }
        let last = words.last()?;
        let gender = self.waiting[index]
            .iter()
            .find_map(|attached| self.tables.roles[attached.note.row? as usize].gender);
        let country = self.waiting[index].iter().find_map(|attached| attached.country.clone());
        let fits = |actor: &ActorId| {
            let person = self.cast.actor(*actor);
            let traits = self.cast.traits(*actor);
            person.kind == ActorKind::Person
                && words.iter().all(|word| traits.parts.contains(word))
                && (gender.is_none()
                    || person.gender.is_none()
                    || person.gender == gender
                    || traits.row.is_none())
                && (country.is_none()
                    || person.country.is_none()
                    || person.country == country
                    || titles_abroad(&self.waiting[index]))
        };
        let candidates: Vec<ActorId> = self.cast.with_rarest(&words).iter().copied().filter(fits).collect();
        let rank = |actor: ActorId| {
            let traits = self.cast.traits(actor);
            let family = traits.family.as_ref() == Some(last);
            let ends = traits.family.is_none()
                && key(self.cast.actor(actor).name.rsplit(' ').next().unwrap_or("")) == *last;
            let seen = self.trail.latest().position(|seen| seen.actor == actor);
            (run.is_single() && !(family || ends), seen.unwrap_or(usize::MAX), !self.rules(actor), actor)
        };
        candidates.into_iter().min_by_key(|actor| rank(*actor))
    }

    /// A person of the table whose given and last names these are, with others left out ("Majid Takht-Ravanchi").
    fn by_given_and_family(&self, run: &Run) -> Option<u32> {
        let given = key(self.reading.form(TokenId(run.first)));
        let rows = self.tables.families.get(&key(self.reading.form(TokenId(run.end - 1))))?;
        let mut fitting = rows.iter().copied().filter(|row| {
            let name = self.tables.people[*row as usize].name;
            name.split([' ', '-']).next().is_some_and(|first| key(first) == given)
        });
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// A person of the table by family name alone, where title, country or office leave one.
    fn by_family(&mut self, index: usize, run: &Run, printed: &str) -> Option<ActorId> {
        let rows = match run.rows.is_empty() {
            true => self.tables.families.get(&key(printed))?,
            false => &run.rows,
        };
        let day = self.day.clone();
        let waiting = &self.waiting[index];
        let title = waiting.iter().find_map(|attached| Some(&self.tables.roles[attached.note.row? as usize]));
        let country = waiting.iter().find_map(|attached| attached.country.clone());
        let gender = title.and_then(|title| title.gender);
        if waiting.is_empty()
            && (self.upos(run.first) != Upos::Propn || self.tables.given.contains_key(&key(printed)))
        {
            return None;
        }
        let spoken_of = |code: Option<&str>| {
            code.is_some_and(|code| {
                self.sides.iter().any(|side| side == code) || self.cast.find(code).is_some()
            })
        };
        let score = |row: &u32| -> u32 {
            let person = &self.tables.people[*row as usize];
            let mut score = 0;
            if gender.is_some() && person.gender.is_some() && gender != person.gender {
                return 0;
            }
            if let Some(country) = &country {
                if person.country != Some(country.as_str()) {
                    return 0;
                }
                score += 4;
            } else if spoken_of(person.country) {
                score += 2;
            }
            if let Some(title) = title.filter(|title| !title.sector.is_empty()) {
                let word = title.phrase.rsplit(' ').next().unwrap_or(title.phrase);
                let holds =
                    |term: super::tables::Term| term.holds_on(day.as_deref()) && term.role.contains(word);
                if person.terms().any(holds) {
                    score += 4;
                } else if person.terms().any(|term| term.role.contains(word)) {
                    score += 1;
                }
            }
            score + u32::from(person.role_on(day.as_deref()).is_some()) * 2
        };
        let mut scored: Vec<(u32, u32)> = rows.iter().map(|row| (score(row), *row)).collect();
        scored.sort_unstable_by(|a, b| b.cmp(a));
        let (best, row) = *scored.first()?;
        let next = scored.get(1).map_or(0, |(score, _)| *score);
        (best >= 4 && best > next).then(|| self.cast.known_person(self.tables, row, printed))
    }

    /// Two capitalised words that speak, or that a relative clause with "who" describes, are a person.
    fn is_spoken_for(&self, run: &Run) -> bool {
        let all_propn = (run.first..run.end)
            .all(|token| matches!(self.upos(token), Upos::Propn | Upos::Punct | Upos::Adp));
        if !all_propn || run.end - run.first > 5 {
            return false;
        }
        let head = self.head_of(run.first, run.end);
        let governor = self.reading.head(head);
        let speaks = self.reading.deprel(head).is_nominal_subject()
            && governor.is_some_and(|verb| {
                is_speech(self.reading.lemma(verb)) && self.reading.upos(verb) == Upos::Verb
            });
        let who = self.lower(run.end) == "," && matches!(self.lower(run.end + 1), "who" | "whose");
        speaks || who
    }

    /// Gives a person a role, with the country that comes with it.
    pub fn attach(&mut self, actor: ActorId, attached: Attached) {
        let Attached { note, country, body, past } = attached;
        let gender = note.row.and_then(|row| self.tables.roles[row as usize].gender);
        let sector = note.row.map(|row| self.tables.roles[row as usize].sector);
        let courtesy = sector == Some("");
        let known = self.cast.traits(actor).row.is_some();
        let international = body
            .and_then(|row| self.tables.bodies[row as usize].country)
            .filter(|code| code.len() != 3 || self.tables.state(code).is_none());
        let person = self.cast.actor_mut(actor);
        if gender.is_some() && (!known || person.gender.is_none()) {
            person.gender = gender;
        }
        if let Some(code) = country {
            let belongs = international == Some(code.as_str()) || super::settle::is_international(&code);
            if person.country.is_none() || belongs && !past {
                person.country = Some(code);
            }
        }
        if !known && person.sector.is_none() {
            person.sector = sector.filter(|sector| !sector.is_empty()).map(SmolStr::new_static);
        }
        if !courtesy {
            self.cast.note_role(actor, note);
        }
    }

    /// "X, who leads its team": the clause is the role where no noun gives one.
    fn described_by_clause(&mut self, actor: ActorId, end: u32) {
        const LEADING: &[&str] =
            &["chair", "command", "direct", "head", "lead", "manage", "oversee", "represent", "run"];
        let verb = end + 2;
        let leads =
            self.lower(end) == "," && self.lower(end + 1) == "who" && LEADING.contains(&self.lemma(verb));
        if !leads {
            return;
        }
        let ceiling = self.ceiling(end).min(verb + 10);
        let close = (verb + 1..ceiling).find(|token| self.upos(*token) == Upos::Punct).unwrap_or(ceiling);
        let text = self.text(verb, close).to_lowercase();
        self.cast.note_role(actor, RoleNote { text, row: None, attached: true });
        if self.cast.actor(actor).country.is_none() {
            let code = (verb..close).find_map(|token| {
                let spot = self.spots.starting(token)?;
                let state = spot.state().map(|(row, _)| self.tables.states[row as usize].code);
                state.or_else(|| self.tables.bodies[spot.body()? as usize].country)
            });
            let code = code.map(SmolStr::new_static).or_else(|| {
                let owner = (verb..close).find(|token| matches!(self.lower(*token), "its" | "their"))?;
                let owner = self.owner(owner)?;
                self.cast.actor(owner).country.clone()
            });
            self.cast.actor_mut(actor).country = code;
        }
    }

    /// "Prime Minister Sharif of Pakistan": the state after the name.
    fn of_country(&mut self, actor: ActorId, end: u32) {
        if self.lower(end) != "of" || self.cast.actor(actor).country.is_some() {
            return;
        }
        let start = end + 1 + u32::from(matches!(self.lower(end + 1), "the" | "a" | "an"));
        let code = (start..start + 2).find_map(|token| {
            let spot = self.spots.starting(token)?;
            if let Some((row, _)) = spot.state() {
                return Some(self.tables.states[row as usize].code);
            }
            let body = spot.body().and_then(|row| self.tables.bodies[row as usize].country);
            body.or_else(|| spot.place().and_then(|row| self.tables.places[row as usize].country))
        });
        if let Some(code) = code {
            self.cast.actor_mut(actor).country = Some(SmolStr::new_static(code));
        }
    }
}

/// Whether the country given with a title may differ from the person's own ("Nato's Jens Stoltenberg").
fn titles_abroad(waiting: &[Attached]) -> bool {
    waiting.iter().any(|attached| attached.body.is_some() || attached.past)
}
