//! Where a consequence is felt, and which way it goes.
//!
//! In: the words of a consequence. Out: a domain (the words of the table weighed against each other) and a direction (that
//! of the verb, turned round where it is denied; where the verb tells nothing, more danger for what is dangerous).

use super::tie::Tie;
use crate::lexicon::rows;
use crate::phrase::Phrases;
use crate::reading::{Direction, Domain, Reading};
use crate::syntax::Upos;
use crate::text::{Span, TokenId};

const DOMAINS: &str = include_str!("../../lexicon/stake_domains.tsv");
const MOVES: &str = include_str!("../../lexicon/stake_moves.tsv");

/// The tables of domains and moves.
pub struct Effects {
    domains: Phrases<(Domain, u32)>,
    moves: Phrases<Direction>,
}

impl Effects {
    pub fn new() -> Effects {
        let domains = rows::<3>(DOMAINS).filter_map(|[word, domain, weight]| {
            Some((word, (Domain::parse(domain)?, weight.parse().ok()?)))
        });
        let moves =
            rows::<2>(MOVES).filter_map(|[phrase, direction]| Some((phrase, Direction::parse(direction)?)));
        Effects { domains: Phrases::new(domains), moves: Phrases::new(moves) }
    }

    /// Domain and direction of a consequence; `None` where nothing of a confrontation is in it.
    pub fn judge(&self, reading: &Reading<'_>, tie: &Tie) -> Option<(Domain, Direction)> {
        let domain = self.domain(reading, tie.consequence)?;
        let direction = self.direction(reading, tie).unwrap_or(match domain {
            Domain::Security | Domain::Nuclear | Domain::Humanitarian | Domain::Sanctions => {
                Direction::Raises
            }
            _ => Direction::Changes,
        });
        Some((domain, direction))
    }

    fn domain(&self, reading: &Reading<'_>, span: Span) -> Option<Domain> {
        let mut weights = [0; Domain::ALL.len()];
        let (first, end) = bounds(reading, span)?;
        for found in self.domains.among(reading, first, end) {
            let (domain, weight) = *found.value;
            weights[domain as usize] += weight;
        }
        let best = weights.iter().copied().max().filter(|weight| *weight > 0)?;
        Domain::ALL.iter().copied().find(|domain| weights[*domain as usize] == best)
    }

    /// Direction that the verb of a consequence says, else that of any word of it.
    fn direction(&self, reading: &Reading<'_>, tie: &Tie) -> Option<Direction> {
        let (first, end) = bounds(reading, tie.consequence)?;
        let found = self.moves.among(reading, first, end);
        let best = found.iter().max_by_key(|found| {
            let carries = found.holds(tie.predicate) && reading.upos(tie.predicate) == Upos::Verb;
            // What follows the modal is what happens, whatever the tree makes of it.
            let follows = found.first.0 > 0 && reading.token(TokenId(found.first.0 - 1)).xpos == "MD";
            (carries || follows, found.last.0 - found.first.0, std::cmp::Reverse(found.first))
        })?;
        let denied = reading
            .denial_of(tie.predicate)
            .is_some_and(|denial| !best.holds(denial) && best.first == best.last);
        Some(match (*best.value, denied) {
            (Direction::Raises, true) => Direction::Lowers,
            (Direction::Lowers, true) => Direction::Raises,
            (direction, _) => direction,
        })
    }

    /// Whether a word that moves something starts at a token.
    pub fn starts_move(&self, reading: &Reading<'_>, id: TokenId) -> bool {
        self.moves.at(reading, id, reading.sentence_of(id).end).is_some()
    }

    /// Whether a clause says that something moves.
    pub fn moves(&self, reading: &Reading<'_>, predicate: TokenId, span: Span) -> bool {
        bounds(reading, span).is_some_and(|(first, end)| {
            self.moves.among(reading, first, end).iter().any(|found| {
                found.holds(predicate)
                    || found.anchor(reading) == predicate
                    || reading.head(found.anchor(reading)) == Some(predicate)
            })
        })
    }
}

fn bounds(reading: &Reading<'_>, span: Span) -> Option<(TokenId, TokenId)> {
    let tokens = reading.tokens_in(span);
    Some((tokens.clone().next()?, TokenId(tokens.last()?.0 + 1)))
}
