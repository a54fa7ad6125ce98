//! Pronouns and groups of two: "he", "its", "both sides", "the two leaders".
//!
//! In: the trail of mentions. Out: mentions, where one candidate stands out; a pronoun that may be anybody's stays open.

use super::scene::{Scene, is_speech};
use super::trail::Seen;
use crate::reading::{ActorKind, MentionKind};
use crate::syntax::{Deprel, Upos};
use crate::text::{ActorId, TokenId};
use smol_str::SmolStr;

/// What a pronoun asks of the one it stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Man,
    Woman,
    Thing,
    Several,
}

/// Nouns for two parties, and what the two are.
const PAIRS: &[(&str, Two)] = &[
    ("adversaries", Two::States),
    ("camps", Two::Parties),
    ("capitals", Two::States),
    ("countries", Two::States),
    ("delegations", Two::Parties),
    ("foes", Two::States),
    ("governments", Two::States),
    ("leaders", Two::People),
    ("men", Two::People),
    ("ministers", Two::People),
    ("nations", Two::States),
    ("neighbors", Two::States),
    ("neighbours", Two::States),
    ("parties", Two::Parties),
    ("powers", Two::States),
    ("presidents", Two::People),
    ("rivals", Two::States),
    ("sides", Two::Parties),
    ("states", Two::States),
    ("superpowers", Two::States),
    ("teams", Two::Parties),
    ("women", Two::People),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Two {
    States,
    Parties,
    People,
}

impl Scene<'_, '_> {
    /// A personal or possessive pronoun.
    pub fn pronoun(&mut self, at: u32) {
        let wanted = match self.lower(at) {
            "he" | "him" | "his" | "himself" => Wanted::Man,
            "she" | "her" | "hers" | "herself" => Wanted::Woman,
            "it" | "its" | "itself" => Wanted::Thing,
            "they" | "them" | "their" | "themselves" => Wanted::Several,
            "one" | "some" | "both" => return self.one_of_them(at),
            _ => return,
        };
        if self.lower(at) == "it" && !self.is_referential(at) {
            return;
        }
        if let Some(actor) = self.resolve(at, wanted) {
            self.mention(actor, at, at + 1, MentionKind::Pronoun, 0);
        }
    }

    /// "One of them said": the group that was spoken of last.
    fn one_of_them(&mut self, at: u32) {
        if self.lower(at + 1) != "of" || self.lower(at + 2) != "them" || at + 3 > self.ceiling(at) {
            return;
        }
        let here = self.reading.token(TokenId(at)).sentence;
        let group = self.trail.since(here, 2).find(|seen| {
            let actor = self.cast.actor(seen.actor);
            actor.plural
                && actor.kind == ActorKind::UnnamedGroup
                && self.cast.traits(seen.actor).lemma.is_some()
        });
        if let Some(actor) = group.map(|seen| seen.actor) {
            self.mention_with_head(actor, at, at + 3, TokenId(at), MentionKind::Nominal, 1);
        }
    }

    /// Whether "it" points to somebody who acts, and is no dummy.
    fn is_referential(&self, at: u32) -> bool {
        let id = TokenId(at);
        let Some(verb) = self.reading.head(id) else { return false };
        if !self.reading.deprel(id).is_nominal_subject() || self.reading.upos(verb) != Upos::Verb {
            return false;
        }
        let lemma = self.reading.lemma(verb);
        let dummy = matches!(
            lemma,
            "seem"
                | "appear"
                | "happen"
                | "take"
                | "matter"
                | "remain"
                | "become"
                | "rain"
                | "turn"
                | "emerge"
                | "follow"
                | "cost"
                | "mean"
                | "work"
                | "come"
                | "make"
        );
        let passive = self.reading.deprel(id) == Deprel::NsubjPass;
        !(dummy || passive && is_speech(lemma))
    }

    /// Whom "its" or "their" speaks of.
    pub fn owner(&self, at: u32) -> Option<ActorId> {
        self.resolve(at, Wanted::Thing)
    }

    fn resolve(&self, at: u32, wanted: Wanted) -> Option<ActorId> {
        let id = TokenId(at);
        let token = self.reading.token(id);
        let here = token.sentence;
        let block = self.reading.sentences.get(here.index())?.block;
        let governor = token.head;
        let possessive = token.deprel == Deprel::NmodPoss;
        let subject = token.deprel.is_nominal_subject();
        // An object can't stand for the subject of its own verb.
        let barred = match governor {
            Some(verb) if !possessive && !subject => self.reading.subject(verb).map(|subject| subject.0),
            _ => None,
        };
        let back = if matches!(wanted, Wanted::Man | Wanted::Woman) { 4 } else { 2 };
        let score = |seen: &Seen| -> Option<i32> {
            if Some(seen.token) == barred || seen.end > at || !self.may_be(seen.actor, wanted) {
                return None;
            }
            let distance = (here.0 - seen.sentence.0) as i32;
            let other_block = self.reading.sentences[seen.sentence.index()].block != block;
            let mut score = 100 - 14 * distance - if other_block { 6 } else { 0 };
            score += if seen.subject { 12 } else { 0 };
            score += if seen.kind == MentionKind::Pronoun { 3 } else { 0 };
            score += if seen.weight == 0 && seen.kind != MentionKind::Pronoun { -8 } else { 0 };
            let speaker = self.speaks(TokenId(seen.token));
            score += if subject && speaker && seen.subject { 8 } else { 0 };
            // "said that it …": the subject above the clause.
            let above = governor.is_some_and(|verb| {
                self.reading.head(verb).is_some_and(|over| {
                    self.reading.subject(over).map(|subject| subject.0) == Some(seen.token) && over != verb
                })
            });
            score += if above { 10 } else { 0 };
            // A possessive inside the clause that its owner is the subject of.
            let clause = possessive && seen.subject && distance == 0;
            score += if clause { 6 } else { 0 };
            if wanted == Wanted::Thing && distance > 0 && !seen.subject {
                score -= 12;
            }
            score += match (wanted, self.cast.actor(seen.actor).gender) {
                (Wanted::Man, Some('m')) | (Wanted::Woman, Some('f')) => 4,
                _ => 0,
            };
            Some(score)
        };
        let mut best: Option<(i32, ActorId)> = None;
        for seen in self.trail.since(here, back) {
            if let Some(score) = score(seen)
                && best.is_none_or(|(known, _)| score > known)
            {
                best = Some((score, seen.actor));
            }
        }
        if wanted == Wanted::Several
            && best.is_none_or(|(score, _)| score < 95)
            && let Some(pair) = self.pair(at, Two::People).or_else(|| self.pair(at, Two::States))
        {
            return self.cast.find(&group_id(self, &pair));
        }
        best.filter(|(score, _)| *score >= 55).map(|(_, actor)| actor)
    }

    fn may_be(&self, actor: ActorId, wanted: Wanted) -> bool {
        let traits = self.cast.traits(actor);
        let actor = self.cast.actor(actor);
        let single_source = actor.kind == ActorKind::UnnamedGroup && !actor.plural && traits.lemma.is_some();
        match wanted {
            Wanted::Man | Wanted::Woman => {
                let gender = if wanted == Wanted::Man { 'm' } else { 'f' };
                (actor.kind == ActorKind::Person || single_source)
                    && actor.gender.is_none_or(|known| known == gender)
            }
            Wanted::Thing => {
                !actor.plural
                    && matches!(
                        actor.kind,
                        ActorKind::State
                            | ActorKind::GovernmentBody
                            | ActorKind::Organisation
                            | ActorKind::ArmedForce
                            | ActorKind::ArmedGroup
                            | ActorKind::Media
                    )
            }
            Wanted::Several => {
                actor.plural || matches!(actor.kind, ActorKind::ArmedGroup | ActorKind::ArmedForce)
            }
        }
    }

    /// "both sides", "the two neighbours": one past the phrase, where there is one at a token.
    pub fn sides_at(&mut self, at: u32) -> Option<u32> {
        let two = match self.lower(at) {
            "both" | "two" => at,
            "the" | "these" | "those" if self.lower(at + 1) == "two" => at + 1,
            "each" | "either" | "neither" => at,
            "the" if self.lower(at + 1) == "parties" => at,
            _ => return None,
        };
        let ceiling = self.ceiling(at);
        let each = matches!(self.lower(two), "each" | "either" | "neither");
        for noun in two + 1..ceiling.min(two + 4) {
            let lower = self.lower(noun);
            let plural = if each { super::tables::plural(lower) } else { lower.to_owned() };
            if let Ok(row) = PAIRS.binary_search_by_key(&plural.as_str(), |(word, _)| word) {
                let pair = self.pair(at, PAIRS[row].1);
                let bare = self.lower(at) == "two";
                if bare && self.lower(noun) != "sides" {
                    return None;
                }
                if let Some(pair) = pair {
                    let actor = self.group_of(&pair);
                    let head = TokenId(noun);
                    self.mention_with_head(actor, at, noun + 1, head, MentionKind::Nominal, 0);
                }
                return Some(noun + 1);
            }
            if !matches!(self.upos(noun), Upos::Adj | Upos::Num)
                && !matches!(lower, "-" | "long" | "longtime")
            {
                return None;
            }
        }
        None
    }

    /// The two that are spoken of: a pair joined nearby, else the report's main parties.
    fn pair(&self, at: u32, two: Two) -> Option<Vec<ActorId>> {
        let here = self.reading.token(TokenId(at)).sentence;
        let kind = |actor: ActorId| self.cast.actor(actor).kind;
        let person = |actor: ActorId| kind(actor) == ActorKind::Person;
        let joined = self.trail.pairs().take_while(|(_, second)| second.sentence.0 + 4 >= here.0).find(
            |(first, second)| {
                first.actor != second.actor
                    && first.sentence == second.sentence
                    && self.joins(first.end, second.token)
                    && match two {
                        Two::People => {
                            person(first.actor)
                                && person(second.actor)
                                && self.cast.actor(first.actor).country
                                    != self.cast.actor(second.actor).country
                        }
                        _ => {
                            let party = |actor: ActorId| {
                                matches!(kind(actor), ActorKind::State | ActorKind::ArmedGroup)
                            };
                            party(first.actor) && party(second.actor)
                                || person(first.actor)
                                    && person(second.actor)
                                    && self.cast.actor(first.actor).country.is_some()
                                    && self.cast.actor(second.actor).country.is_some()
                                    && self.cast.actor(first.actor).country
                                        != self.cast.actor(second.actor).country
                        }
                    }
            },
        );
        if let Some((first, second)) = joined {
            let pair = [first.actor, second.actor];
            if two == Two::People {
                return Some(pair.to_vec());
            }
            let states: Option<Vec<ActorId>> = pair
                .iter()
                .map(|actor| match kind(*actor) {
                    ActorKind::Person => self.cast.find(self.cast.actor(*actor).country.as_ref()?),
                    _ => Some(*actor),
                })
                .collect();
            return states;
        }
        if two == Two::People {
            let mut people: Vec<ActorId> = Vec::new();
            for seen in self.trail.since(here, 5) {
                let apart = people
                    .iter()
                    .all(|known| self.cast.actor(*known).country != self.cast.actor(seen.actor).country);
                if person(seen.actor) && apart && people.len() < 2 {
                    people.push(seen.actor);
                }
            }
            let main = |actor: &ActorId| {
                self.cast
                    .actor(*actor)
                    .country
                    .as_ref()
                    .is_some_and(|code| self.sides.iter().take(2).any(|side| side == code))
            };
            return (people.len() == 2 && people.iter().all(main)).then_some(people);
        }
        let sides = self.main_sides();
        (sides.len() >= 2).then_some(sides)
    }

    /// Whether only "and", titles and role words stand between two mentions.
    fn joins(&self, end: u32, start: u32) -> bool {
        start > end && start - end <= 9 && {
            let mut and = false;
            let mut plain = true;
            for token in end..start {
                match self.lower(token) {
                    "and" => and = true,
                    "with" | "the" | "of" | "-" | "–" => {}
                    _ => plain &= matches!(self.upos(token), Upos::Adj | Upos::Propn | Upos::Noun),
                }
            }
            plain && (and || end + 1 == start && matches!(self.lower(end), "-" | "–" | "&"))
        }
    }

    /// The main parties that are in the cast already.
    pub fn main_sides(&self) -> Vec<ActorId> {
        self.sides.iter().filter_map(|code| self.cast.find(code)).collect()
    }

    /// The actor for a group of known actors.
    pub fn group_of(&mut self, members: &[ActorId]) -> ActorId {
        let id = group_id(self, members);
        let names: Vec<String> = members.iter().map(|member| self.cast.actor(*member).name.clone()).collect();
        let actor = self.cast.add(id, &names.join(" and "), ActorKind::UnnamedGroup, None, "");
        let group = self.cast.actor_mut(actor);
        group.plural = true;
        group.members = members.to_vec();
        actor
    }
}

/// The id of a group: its members' ids, sorted.
fn group_id(scene: &Scene<'_, '_>, members: &[ActorId]) -> SmolStr {
    let mut ids: Vec<&str> = members.iter().map(|member| scene.cast.actor(*member).id.as_str()).collect();
    ids.sort_unstable();
    SmolStr::new(ids.join("+"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn pair_nouns_are_sorted() {
        assert!(super::PAIRS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
