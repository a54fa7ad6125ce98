//! The arc-hybrid transition system, searched with a beam.
//!
//! In: the words of a sentence. Out: their heads. A tree of n words takes 2n actions, so that all derivations of a
//! sentence can be compared by their sums. States share their stacks: each points to the state that was there when
//! its top was pushed.

use super::features::write_features;
use super::node::Node;

/// What a state can do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Action {
    /// Pushes the next word.
    Shift = 0,
    /// The next word becomes the head of the top, which is popped.
    Left = 1,
    /// The word below the top becomes its head; the top is popped.
    Right = 2,
}

impl Action {
    /// All, in the order of their weights.
    pub const ALL: [Action; 3] = [Action::Shift, Action::Left, Action::Right];
}

/// A word with the dependents it has so far, nothing being `nodes.len() - 1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The word.
    pub node: u16,
    /// Its leftmost dependent.
    pub left: u16,
    /// The one after it.
    pub left2: u16,
    /// Its rightmost dependent.
    pub right: u16,
    /// The one before it.
    pub right2: u16,
    /// How many lie to its left.
    pub lefts: u8,
    /// How many lie to its right.
    pub rights: u8,
}

impl Item {
    fn bare(node: u16, nothing: u16) -> Item {
        Item { node, left: nothing, left2: nothing, right: nothing, right2: nothing, lefts: 0, rights: 0 }
    }
}

/// One state of one derivation.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// Sum of the weights of the actions so far.
    pub score: i32,
    /// The state before.
    pub parent: u32,
    /// What led here.
    pub action: Action,
    /// Top of the stack.
    top: Item,
    /// The next word, with its left dependents.
    front: Item,
    /// The state that was there when the top was pushed: its top is the second word of the stack.
    below: u32,
    /// Words on the stack, the root included.
    depth: u16,
}

/// What features are computed from.
pub struct Context {
    /// Top of the stack, the one below it, and the one below that.
    pub stack: [Item; 3],
    /// The next word.
    pub front: Item,
}

/// Sums the weights of features.
pub trait Scorer {
    /// Adds a feature's weights for the three actions.
    fn add(&self, feature: u32, scores: &mut [i32; 3]);
}

/// A beam of derivations over one sentence.
#[derive(Default)]
pub struct Search {
    states: Vec<State>,
    /// Where in `states` the beam lies.
    beam: std::ops::Range<usize>,
    candidates: Vec<(i32, u32, Action)>,
    features: Vec<u32>,
    nothing: u16,
}

impl Search {
    /// Starts on a sentence: the root, its words, and the node for nothing.
    pub fn start(&mut self, nodes: &[Node]) {
        self.nothing = (nodes.len() - 1) as u16;
        self.states.clear();
        self.states.push(State {
            score: 0,
            parent: 0,
            action: Action::Shift,
            top: Item::bare(0, self.nothing),
            front: Item::bare(1.min(self.nothing), self.nothing),
            below: 0,
            depth: 1,
        });
        self.beam = 0..1;
    }

    /// All states reached so far, those of earlier steps first.
    pub fn states(&self) -> &[State] {
        &self.states
    }

    /// Places of the states of the last step, best first.
    pub fn beam(&self) -> std::ops::Range<usize> {
        self.beam.clone()
    }

    /// Which actions a state can do: in the order of [`Action::ALL`].
    pub fn legal(&self, state: &State) -> [bool; 3] {
        let more = state.front.node != self.nothing;
        // The root takes its one dependent last.
        [more, more && state.depth > 1, state.depth > 2 || (state.depth == 2 && !more)]
    }

    /// What the features of a state are computed from.
    pub fn context(&self, state: &State) -> Context {
        let bare = Item::bare(self.nothing, self.nothing);
        let second = &self.states[state.below as usize];
        let third = &self.states[second.below as usize];
        Context {
            stack: [
                state.top,
                if state.depth > 1 { second.top } else { bare },
                if state.depth > 2 { third.top } else { bare },
            ],
            front: state.front,
        }
    }

    /// Adds the state that an action leads to.
    pub fn push(&mut self, parent: usize, action: Action, score: i32) -> usize {
        let state = self.states[parent];
        let below = self.states[state.below as usize];
        let mut next = State { score, parent: parent as u32, action, ..state };
        match action {
            Action::Shift => {
                next.top = state.front;
                next.front = Item::bare((state.front.node + 1).min(self.nothing), self.nothing);
                next.below = parent as u32;
                next.depth = state.depth + 1;
            }
            Action::Left => {
                next.front.left2 = state.front.left;
                next.front.left = state.top.node;
                next.front.lefts = state.front.lefts.saturating_add(1);
                next.top = below.top;
                next.below = below.below;
                next.depth = state.depth - 1;
            }
            Action::Right => {
                next.top = below.top;
                next.top.right2 = below.top.right;
                next.top.right = state.top.node;
                next.top.rights = below.top.rights.saturating_add(1);
                next.below = below.below;
                next.depth = state.depth - 1;
            }
        }
        self.states.push(next);
        self.states.len() - 1
    }

    /// Takes every derivation one action further and keeps the best; `false` once all are complete.
    pub fn step<S: Scorer>(&mut self, nodes: &[Node], scorer: &S, width: usize) -> bool {
        self.candidates.clear();
        for place in self.beam.clone() {
            let state = self.states[place];
            let legal = self.legal(&state);
            let sole = legal.iter().filter(|one| **one).count() == 1;
            let mut scores = [0; 3];
            if !sole || width > 1 {
                let context = self.context(&state);
                score(nodes, &context, scorer, &mut self.features, &mut scores);
            }
            for action in Action::ALL {
                if legal[action as usize] {
                    self.candidates.push((state.score + scores[action as usize], place as u32, action));
                }
            }
        }
        if self.candidates.is_empty() {
            return false;
        }
        // A stable order: equal sums stay in the order of their states.
        self.candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.0));
        let start = self.states.len();
        for rank in 0..self.candidates.len().min(width.max(1)) {
            let (score, parent, action) = self.candidates[rank];
            self.push(parent as usize, action, score);
        }
        self.beam = start..self.states.len();
        true
    }

    /// The head of each node in the best derivation; place 0, the root, is its own.
    pub fn heads(&self, heads: &mut Vec<u16>) {
        heads.clear();
        heads.resize(usize::from(self.nothing), 0);
        let mut place = self.beam.start;
        while place != 0 {
            let state = &self.states[place];
            let before = &self.states[state.parent as usize];
            let arc = match state.action {
                Action::Shift => None,
                Action::Left => Some((before.top.node, before.front.node)),
                Action::Right => Some((before.top.node, state.top.node)),
            };
            if let Some((dependent, head)) = arc
                && let Some(slot) = heads.get_mut(usize::from(dependent))
            {
                *slot = head;
            }
            place = state.parent as usize;
        }
    }
}

/// Sums the weights of all features of a context.
pub fn score<S: Scorer>(
    nodes: &[Node],
    context: &Context,
    scorer: &S,
    features: &mut Vec<u32>,
    scores: &mut [i32; 3],
) {
    write_features(nodes, context, features);
    for feature in features.iter() {
        scorer.add(*feature, scores);
    }
}
