//! Builds a dependency tree over each sentence.
//!
//! Needs: tags. Adds: heads and relations. Arcs come from a transition system searched with a beam
//! ([`search`]); a second model then names each arc, seeing the whole tree ([`relation`]).

mod features;
mod node;
mod relation;
mod search;

pub use features::{fingerprint, write_features};
pub use node::{Node, lookahead, node_of};
pub use relation::{Tree, allowed, write_relation_features};
pub use search::{Action, Context, Item, Scorer, Search, State, score};

use crate::reading::Reading;
use crate::syntax::Deprel;
use crate::text::TokenId;
use crate::weights::{ActionTable, Casing, Classes, LabelTable, Refusal, Tag, Weights, Word};

/// Builds a dependency tree over each sentence.
pub struct Parser {
    classes: Classes,
    actions: ActionTable,
    relations: LabelTable,
    labels: Vec<Deprel>,
    width: usize,
}

/// Sections of the weights file, in order.
pub const SECTIONS: [&str; 5] = ["beam width", "actions", "relations", "relation offsets", "relation data"];

/// Buffers that parsing a sentence needs, kept from one sentence to the next.
#[derive(Default)]
struct Scratch {
    nodes: Vec<Node>,
    search: Search,
    heads: Vec<u16>,
    tree: Tree,
    features: Vec<u32>,
    scores: Vec<i32>,
}

impl Scorer for ActionTable {
    #[inline(always)]
    fn add(&self, feature: u32, scores: &mut [i32; 3]) {
        ActionTable::add(self, feature, scores);
    }
}

impl Default for Parser {
    fn default() -> Parser {
        Parser::new()
    }
}

impl Parser {
    /// Loads the weights that are built in.
    pub fn new() -> Parser {
        Parser::load(include_bytes!("../../models/parse.weights"), Classes::built_in())
            .expect("the weights that are built in were fitted with these features: a test loads them")
    }

    /// Loads weights from a file.
    ///
    /// # Errors
    /// Refuses a file that does not fit.
    pub fn load(file: &'static [u8], classes: Classes) -> Result<Parser, Refusal> {
        let weights = Weights::open(file, fingerprint())?;
        let section = |number| weights.section(number).ok_or(Refusal::Format);
        let width = weights.lines(0)?.next().and_then(|line| line.parse().ok()).ok_or(Refusal::Format)?;
        let labels = weights
            .lines(2)?
            .map(|line| Deprel::parse(line).ok_or(Refusal::Labels))
            .collect::<Result<Vec<Deprel>, Refusal>>()?;
        Ok(Parser {
            classes,
            actions: ActionTable::new(section(1)?).ok_or(Refusal::Format)?,
            relations: LabelTable::new(section(3)?, section(4)?).ok_or(Refusal::Format)?,
            labels,
            width,
        })
    }

    /// Adds the layer to a reading.
    pub fn run(&self, reading: &mut Reading<'_>) {
        let mut scratch = Scratch::default();
        for sentence in &reading.sentences {
            let first = sentence.first;
            let Some(tokens) = reading.tokens.get_mut(first.index()..sentence.end.index()) else { continue };
            scratch.nodes.clear();
            scratch.nodes.push(Node::root());
            scratch.nodes.extend(tokens.iter().map(|token| {
                // Tags already hold what capitals told: only form and class are wanted here.
                let word = Word::new(&token.lower, Casing::Sentence, false, &self.classes);
                node_of(&word, Tag { upos: token.upos, penn: token.xpos })
            }));
            lookahead(&mut scratch.nodes);
            self.attach(&mut scratch);
            self.relate(&mut scratch);
            for (place, token) in tokens.iter_mut().enumerate() {
                let head = scratch.heads.get(place + 1).copied().unwrap_or(0);
                token.head = head.checked_sub(1).map(|head| TokenId(first.0 + u32::from(head)));
                token.deprel = scratch.tree.labels.get(place + 1).copied().unwrap_or(Deprel::Dep);
            }
        }
    }

    /// Finds the head of each word.
    fn attach(&self, scratch: &mut Scratch) {
        let Scratch { nodes, search, heads, .. } = scratch;
        search.start(nodes);
        while search.step(nodes, &self.actions, self.width) {}
        search.heads(heads);
    }

    /// Names each arc, heads before their dependents.
    fn relate(&self, scratch: &mut Scratch) {
        let Scratch { nodes, heads, tree, features, scores, .. } = scratch;
        tree.build(nodes, heads);
        for step in 1..tree.order.len() {
            let dependent = usize::from(tree.order[step]);
            if heads[dependent] == 0 {
                tree.labels[dependent] = Deprel::Root;
                continue;
            }
            write_relation_features(nodes, tree, dependent, features);
            scores.clear();
            scores.resize(self.labels.len(), 0);
            for feature in features.iter() {
                self.relations.add(*feature, scores);
            }
            let best = (0..scores.len())
                .filter(|label| allowed(self.labels[*label]))
                .max_by_key(|label| (scores[*label], std::cmp::Reverse(*label)));
            tree.labels[dependent] = best.map_or(Deprel::Dep, |label| self.labels[label]);
            tree.note(dependent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_weights_fit_and_others_are_refused() {
        Parser::new();
        assert_eq!(Parser::load(b"something else", Classes::default()).err(), Some(Refusal::Format));
    }
}
