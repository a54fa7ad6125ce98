//! States, bodies and groups of states: named ones, and those that a country's name makes ("Qatar's foreign ministry").
//!
//! In: spots. Out: actors and mentions; a place is told from the government that sits there.

use super::cast::RoleNote;
use super::phrase::{Opening, Origin, Phrase};
use super::scene::Scene;
use super::spot::{Spot, is_glued};
use super::tables::{Form, Plural};
use crate::reading::{ActorKind, MentionKind};
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, TokenId};
use smol_str::SmolStr;

/// Prepositions after which a name is a place.
const PLACE_PREPOSITIONS: &[&str] = &[
    "across",
    "around",
    "at",
    "in",
    "inside",
    "into",
    "near",
    "off",
    "outside",
    "over",
    "through",
    "throughout",
    "within",
];

/// Verbs and nouns of motion: "to" after them leads to a place.
const MOTION: &[&str] = &[
    "ambassador",
    "arrive",
    "arrival",
    "come",
    "consul",
    "delegation",
    "deploy",
    "drive",
    "embassy",
    "envoy",
    "ferry",
    "flight",
    "fly",
    "go",
    "head",
    "journey",
    "return",
    "road",
    "route",
    "sail",
    "send",
    "shuttle",
    "tour",
    "travel",
    "trip",
    "visit",
];

/// Their irregular past forms, which a lemma may miss.
const MOTION_PAST: &[&str] = &["came", "drove", "flew", "flown", "gone", "sent", "went"];

/// Verbs whose object is a place.
const VISITING: &[&str] = &["depart", "enter", "leave", "reach", "tour", "visit", "cross", "flee"];

impl Scene<'_, '_> {
    /// A state under any of its names.
    pub fn state(&mut self, spot: &Spot) {
        let Some((row, form)) = spot.state() else { return };
        if self.is_dateline(spot) {
            return;
        }
        let code = self.tables.states[row as usize].code;
        let modifies = self.modifies(spot);
        let adjective = spot.has_form(Form::Adjective);
        let capital = matches!(form, Form::Capital | Form::Metonym);
        let bystander = capital && self.is_possessive(spot) && !self.sides.iter().any(|side| side == code);
        let place = bystander || self.is_place(spot);
        if capital && (place || modifies && !self.is_possessive(spot)) {
            return;
        }
        let only_adjective = adjective && !spot.has_form(Form::Name) && !spot.has_form(Form::Demonym);
        let actor = self.cast.state(self.tables, code);
        if modifies || only_adjective {
            self.mention(actor, spot.first, spot.end, MentionKind::Adjective, 0);
            return;
        }
        let people = !spot.has_form(Form::Name) && !capital;
        let the = spot.first > 0 && self.lower(spot.first - 1) == "the";
        let weight =
            u32::from(!place && (!people || the) && !self.possesses_role(spot) && !self.is_reference(spot));
        self.cast.traits_mut(actor).printed |= weight > 0 && form == Form::Name;
        self.mention(actor, spot.first, spot.end, MentionKind::Name, weight);
    }

    /// "TEHRAN, Feb 2 —" at the head of a paragraph.
    fn is_dateline(&self, spot: &Spot) -> bool {
        let sentence = self.reading.sentence_of(TokenId(spot.first));
        let block = self.reading.block_of(sentence);
        let start = self.reading.token(TokenId(spot.first)).span.start;
        let text = self.text(spot.first, spot.end);
        start <= block.span.start + 48
            && self.reading.document.datelines.iter().any(|place| place.eq_ignore_ascii_case(text))
            && (spot.end..self.ceiling(spot.first).min(spot.end + 14)).any(|token| {
                matches!(self.reading.form(TokenId(token)), "—" | "–" | "-" | "--" | ":")
                    && !is_glued(self.reading, token)
            })
    }

    /// Whether a spot stands before the noun that it modifies.
    pub fn modifies(&self, spot: &Spot) -> bool {
        if spot.end >= self.ceiling(spot.first) {
            return false;
        }
        let head = self.head_of(spot.first, spot.end);
        let deprel = self.reading.deprel(head);
        let right = self.reading.head(head).is_some_and(|head| head.0 >= spot.end);
        if right && matches!(deprel, Deprel::Amod | Deprel::Compound) {
            return true;
        }
        let mut after = spot.end;
        if matches!(self.reading.form(TokenId(after)), "-" | "–") && is_glued(self.reading, after) {
            after += 1;
            if after < self.ceiling(spot.first)
                && self.spots.starting(after).is_some_and(|next| next.state().is_some())
            {
                return false;
            }
        }
        let adjective = spot.has_form(Form::Adjective);
        adjective && after < self.ceiling(spot.first) && matches!(self.upos(after), Upos::Noun | Upos::Adj)
            || adjective
                && self
                    .spots
                    .starting(after)
                    .is_some_and(|next| next.role().is_some() || next.generic().is_some())
    }

    fn is_possessive(&self, spot: &Spot) -> bool {
        spot.end < self.ceiling(spot.first) && matches!(self.lower(spot.end), "'s" | "’s" | "'" | "’")
    }

    /// "Japan's prime minister" speaks of him, not of Japan.
    fn possesses_role(&self, spot: &Spot) -> bool {
        if !self.is_possessive(spot) {
            return false;
        }
        let ceiling = self.ceiling(spot.first).min(spot.end + 5);
        (spot.end + 1..ceiling)
            .take_while(|token| {
                matches!(self.upos(*token), Upos::Noun | Upos::Adj | Upos::Propn)
                    || self.spots.at(*token).is_some()
            })
            .any(|token| {
                self.spots.starting(token).is_some_and(|next| next.role().is_some())
                    || self.runs.starting(token).is_some()
            })
    }

    /// "like Libya", "than Cuba", "held up Libya as a model": spoken of, but no party to anything.
    fn is_reference(&self, spot: &Spot) -> bool {
        spot.first > 0 && matches!(self.lower(spot.first - 1), "like" | "than" | "unlike")
    }

    /// Whether a state's name or capital stands for the place.
    fn is_place(&self, spot: &Spot) -> bool {
        let floor = self.floor(spot.first);
        let mut before = spot.first;
        while before > floor
            && (matches!(self.lower(before - 1), "the")
                || before > floor + 1 && matches!(self.upos(before - 1), Upos::Adj))
        {
            before -= 1;
        }
        if before == floor {
            return false;
        }
        let previous = self.lower(before - 1);
        if PLACE_PREPOSITIONS.binary_search(&previous).is_ok() {
            return true;
        }
        if VISITING.contains(&self.lemma(before - 1)) {
            return true;
        }
        let possessive = self.is_possessive(spot);
        match previous {
            "to" | "for" | "from" | "via" if !possessive => {
                let window = before.saturating_sub(6).max(floor)..before - 1;
                window.rev().any(|token| {
                    MOTION.contains(&self.lemma(token)) || MOTION_PAST.contains(&self.lower(token))
                })
            }
            "of" => matches!(
                self.lemma(before.saturating_sub(2)),
                "north"
                    | "south"
                    | "east"
                    | "west"
                    | "part"
                    | "outskirt"
                    | "suburb"
                    | "city"
                    | "capital"
                    | "kilometre"
                    | "mile"
                    | "centre"
                    | "center"
                    | "town"
                    | "streets"
                    | "street"
                    | "out"
                    | "outside"
            ),
            "and" | "," if before >= floor + 2 => self
                .spots
                .ending(before - 1)
                .filter(|other| {
                    other.state().is_some()
                        && other.first > floor
                        && self.ends[other.end as usize - 1].is_none()
                })
                .is_some_and(|other| PLACE_PREPOSITIONS.binary_search(&self.lower(other.first - 1)).is_ok()),
            _ => false,
        }
    }

    /// A body with a name of its own.
    pub fn named_body(&mut self, spot: &Spot) {
        let Some(row) = spot.body() else { return };
        let actor = self.body_of_another(spot, row).unwrap_or_else(|| self.cast.body(self.tables, row));
        let printed = self.text(spot.first, spot.end);
        self.print_body(actor, printed);
        let modifies = self.modifies_noun(spot);
        let head = self.head_of(spot.first, spot.end);
        let armed = matches!(self.cast.actor(actor).kind, ActorKind::ArmedGroup);
        let weight = u32::from(armed || !modifies && !self.is_place(spot));
        let kind = if modifies { MentionKind::Adjective } else { MentionKind::Name };
        self.mention_with_head(actor, spot.first, spot.end, head, kind, weight);
    }

    /// "The Australian Department of Foreign Affairs": a name that the table gives to one country, borne by another's body.
    fn body_of_another(&mut self, spot: &Spot, row: u32) -> Option<ActorId> {
        let body = &self.tables.bodies[row as usize];
        let mut before = spot.first;
        if before > self.floor(spot.first) && matches!(self.lower(before - 1), "'s" | "’s") {
            before -= 1;
        }
        let (state, _) =
            self.spots.ending(before).filter(|other| other.first >= self.floor(spot.first))?.state()?;
        let code = self.tables.states[state as usize].code;
        let home = body.country.filter(|home| *home != code && self.tables.state(home).is_some())?;
        let slug = body.id.strip_prefix(home)?.strip_prefix(':')?;
        let id = smol_str::format_smolstr!("{code}:{slug}");
        Some(match self.tables.body_by_id.get(id.as_str()) {
            Some(row) => self.cast.body(self.tables, *row),
            None => self.cast.add(id, body.name, body.kind, Some(code), body.sector),
        })
    }

    /// Prints a body as the report does, the longest form of it.
    fn print_body(&mut self, actor: ActorId, printed: &str) {
        let mixed = printed.chars().any(char::is_lowercase);
        let longer = printed.len() > self.cast.actor(actor).name.len();
        let seen = self.cast.traits(actor).printed;
        let name = printed.strip_prefix("the ").or(printed.strip_prefix("The ")).unwrap_or(printed);
        if !seen && (mixed || printed.len() <= 6) || seen && mixed && longer {
            name.clone_into(&mut self.cast.actor_mut(actor).name);
            self.cast.traits_mut(actor).printed = true;
        }
    }

    fn modifies_noun(&self, spot: &Spot) -> bool {
        let after = spot.end;
        if after >= self.ceiling(spot.first) {
            return false;
        }
        if self.spots.starting(after).is_some_and(|next| next.role().is_some() || next.generic().is_some()) {
            return true;
        }
        self.upos(after) == Upos::Noun
            || self.runs.starting(after).is_some() && self.upos(after) == Upos::Propn
    }

    /// A group of states.
    pub fn region(&mut self, spot: &Spot) {
        let Some(row) = spot.region() else { return };
        let region = &self.tables.regions[row as usize];
        if region.adjective || self.modifies_noun(spot) {
            return;
        }
        let actor = self.cast.add(
            SmolStr::new_static(region.slug),
            region.name,
            ActorKind::UnnamedGroup,
            region.country,
            "GOV",
        );
        let members: Vec<ActorId> =
            region.members.iter().map(|code| self.cast.state(self.tables, code)).collect();
        self.cast.actor_mut(actor).members = members;
        self.cast.actor_mut(actor).plural = true;
        let place = self.is_place(spot);
        self.mention(actor, spot.first, spot.end, MentionKind::Name, u32::from(!place));
    }

    /// A body that a country's name makes, or that the report takes as known ("the foreign ministry").
    pub fn generic_body(&mut self, spot: &Spot) {
        let Some((row, plural)) = spot.generic() else { return };
        let generic = &self.tables.generics[row as usize];
        if spot.role().is_some() && generic.kind != ActorKind::GovernmentBody {
            return self.role(spot);
        }
        if self.modifies_noun(spot) || spot.first < self.done || self.is_place(spot) {
            return;
        }
        let phrase = self.phrases.around(spot, self.done);
        let some = phrase.opening == Opening::Indefinite && generic.kind != ActorKind::Media;
        if some || phrase.opening == Opening::Other || plural == Plural::Yes {
            return;
        }
        if phrase.first >= self.floor(spot.first) + 2
            && self.lower(phrase.first - 1) == ","
            && let Some(actor) = self.ends[phrase.first as usize - 2]
            && matches!(
                self.cast.actor(actor).kind,
                ActorKind::Organisation | ActorKind::ArmedGroup | ActorKind::Media
            )
        {
            let text = self.phrases.role_text(&phrase);
            self.cast.note_role(actor, RoleNote { text, row: None, attached: true });
            return;
        }
        let head = self.head_of(spot.first, spot.end);
        let official = matches!(generic.kind, ActorKind::GovernmentBody | ActorKind::ArmedForce)
            || generic.sector == "GOV";
        let (speaks, acts) = (self.speaks(head), self.acts(head));
        let country = self
            .country_of(&phrase)
            .or_else(|| if official && phrase.origin == Origin::Open { self.home(spot.first) } else { None });
        let grounded = phrase.origin != Origin::Open;
        let spoken =
            speaks || acts && grounded || acts && official && country.is_some() || official && grounded;
        let regional_press = phrase.origin == Origin::None && generic.kind == ActorKind::Media;
        if !regional_press && (!spoken || country.is_none() && !speaks) {
            return;
        }
        if phrase.origin == Origin::Open
            && let Some(actor) = self.same_body(generic.slug, self.lower(spot.end - 1))
        {
            self.mention_with_head(actor, phrase.first, phrase.end, head, MentionKind::Nominal, 1);
            return;
        }
        if generic.slug == "delegation" {
            if let Some(code) = country.filter(|code| self.tables.state(code).is_some()) {
                let actor = self.cast.state(self.tables, &code);
                self.mention_with_head(
                    actor,
                    phrase.first,
                    phrase.end,
                    head,
                    MentionKind::Nominal,
                    u32::from(speaks || acts),
                );
            }
            return;
        }
        let name = self.body_name(&phrase);
        if generic.slug == "government"
            && let Some(code) = &country
            && self.tables.state(code).is_some()
        {
            let actor = self.cast.add(
                smol_str::format_smolstr!("{code}:government"),
                &name,
                ActorKind::GovernmentBody,
                Some(code),
                "GOV",
            );
            self.mention_with_head(actor, phrase.first, spot.end, head, MentionKind::Nominal, 1);
            return;
        }
        let id = match &country {
            Some(code) => smol_str::format_smolstr!("{code}:{}", generic.slug),
            None => SmolStr::new_static(generic.slug),
        };
        let known = self.cast.find(&id).is_some();
        let actor = match self.tables.body_by_id.get(id.as_str()) {
            Some(row) if !known => self.cast.body(self.tables, *row),
            _ => self.cast.add(id, &name, generic.kind, country.as_deref(), generic.sector),
        };
        if !self.cast.traits(actor).printed {
            self.cast.actor_mut(actor).name = name;
            self.cast.traits_mut(actor).printed = true;
        }
        let weight = u32::from(speaks || acts || matches!(phrase.origin, Origin::Code(_) | Origin::None));
        self.mention_with_head(
            actor,
            phrase.first,
            phrase.end.max(spot.end),
            head,
            MentionKind::Nominal,
            weight,
        );
    }

    /// The body that "the ministry" or "the foreign ministry" speaks of again.
    fn same_body(&self, slug: &str, noun: &str) -> Option<ActorId> {
        let latest = || {
            self.trail
                .latest()
                .map(|seen| seen.actor)
                .filter(|actor| !matches!(self.cast.actor(*actor).kind, ActorKind::Person | ActorKind::State))
        };
        let exact = latest().find(|actor| self.cast.actor(*actor).id.rsplit(':').next() == Some(slug));
        exact.or_else(|| {
            latest().find(|actor| {
                slug == noun && self.cast.actor(*actor).name.to_lowercase().rsplit(' ').next() == Some(noun)
            })
        })
    }

    /// Words of a body's phrase without determiner and possessor.
    fn body_name(&self, phrase: &Phrase) -> String {
        let mut name = self.text(phrase.core, phrase.noun_end).to_owned();
        if phrase.end > phrase.noun_end && matches!(self.lower(phrase.noun_end), "of" | "for") {
            name = self.text(phrase.core, phrase.end).to_owned();
        }
        name
    }

    /// The country of a phrase, by what stands in it.
    pub fn country_of(&self, phrase: &Phrase) -> Option<SmolStr> {
        match &phrase.origin {
            Origin::Code(code) => Some(code.clone()),
            Origin::Of(token) => {
                let behind = self.ends.get(*token as usize).copied().flatten();
                let actor = behind.or_else(|| {
                    let (index, run) = self.runs.at(*token)?;
                    self.run_actor[index].or_else(|| self.recall(index, run))
                })?;
                self.cast.actor(actor).country.clone()
            }
            Origin::Open | Origin::None => None,
        }
    }
}
