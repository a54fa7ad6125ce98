//! Names the arcs of a finished tree: what each word's relation to its head is judged by.

use super::features::distance;
use super::node::Node;
use crate::syntax::{Deprel, Upos};
use crate::weights::{HASH_STEP, combine};

/// Features of relations are told from those of actions by their template numbers.
const FIRST_TEMPLATE: u64 = 1000;

/// A tree in the form that naming its arcs needs.
#[derive(Default)]
pub struct Tree {
    /// Head of each node.
    pub heads: Vec<u16>,
    /// Relation of each node to its head, as far as named.
    pub labels: Vec<Deprel>,
    /// The nodes, heads before their dependents, dependents of one head from left to right; the root first.
    pub order: Vec<u16>,
    /// Leftmost dependent.
    left: Vec<u16>,
    /// Rightmost dependent.
    right: Vec<u16>,
    /// Dependent of the same head to the left.
    before: Vec<u16>,
    /// Dependent of the same head to the right.
    after: Vec<u16>,
    /// First dependent that is a preposition, conjunction or particle before it.
    marker: Vec<u16>,
    /// Last auxiliary among the dependents before it.
    helper: Vec<u16>,
    /// Leftmost word of the whole subtree.
    edge: Vec<u16>,
    /// Which kinds of relation the dependents named so far have.
    taken: Vec<u32>,
}

/// Whether a relation can be chosen for a word whose head is a word.
pub fn allowed(label: Deprel) -> bool {
    label != Deprel::Root
}

impl Tree {
    /// Takes over the heads of a sentence and forgets the last one.
    pub fn build(&mut self, nodes: &[Node], heads: &[u16]) {
        let nothing = (nodes.len() - 1) as u16;
        let size = nodes.len();
        self.heads.clear();
        self.heads.extend_from_slice(heads);
        self.heads.resize(size, nothing);
        self.labels.clear();
        self.labels.resize(size, Deprel::Dep);
        self.taken.clear();
        self.taken.resize(size, 0);
        for list in [
            &mut self.left,
            &mut self.right,
            &mut self.before,
            &mut self.after,
            &mut self.marker,
            &mut self.helper,
            &mut self.edge,
        ] {
            list.clear();
            list.resize(size, nothing);
        }
        for (dependent, node) in nodes.iter().enumerate().take(size - 1).skip(1) {
            let head = usize::from(self.heads[dependent]);
            let previous = self.right[head];
            if previous == nothing {
                self.left[head] = dependent as u16;
            } else {
                self.before[dependent] = previous;
                self.after[usize::from(previous)] = dependent as u16;
            }
            self.right[head] = dependent as u16;
            if dependent < head {
                let is = |wanted: Upos| node.upos == wanted as u32 + 1;
                if self.marker[head] == nothing && (is(Upos::Adp) || is(Upos::Sconj) || is(Upos::Part)) {
                    self.marker[head] = dependent as u16;
                }
                if is(Upos::Aux) {
                    self.helper[head] = dependent as u16;
                }
            }
        }
        self.order.clear();
        self.order.push(0);
        let mut next = 0;
        while let Some(head) = self.order.get(next).copied() {
            let mut child = self.left[usize::from(head)];
            while child != nothing {
                self.order.push(child);
                child = self.after[usize::from(child)];
            }
            next += 1;
        }
        for place in self.order.iter().rev().copied().map(usize::from) {
            let left = self.left[place];
            let inner = if left == nothing { nothing } else { self.edge[usize::from(left)] };
            self.edge[place] = inner.min(place as u16);
        }
    }

    /// Remembers, at its head, the relation just named.
    pub fn note(&mut self, dependent: usize) {
        let kind = match self.labels[dependent] {
            label if label.is_subject() => 1,
            Deprel::Obj => 2,
            Deprel::Iobj => 4,
            Deprel::Cop => 8,
            Deprel::AuxPass => 16,
            Deprel::Ccomp | Deprel::Xcomp => 32,
            Deprel::Expl => 64,
            Deprel::Cc => 128,
            Deprel::Mark => 256,
            Deprel::Case => 512,
            _ => 0,
        };
        self.taken[usize::from(self.heads[dependent])] |= kind;
    }
}

/// Writes the features of the arc from a word to its head.
pub fn write_relation_features(nodes: &[Node], tree: &Tree, dependent: usize, out: &mut Vec<u32>) {
    let nothing = nodes.len() - 1;
    let node = |place: u16| &nodes[usize::from(place).min(nothing)];
    let head = tree.heads[dependent];
    let here = usize::from(head);
    let grand = if head == 0 { nothing as u16 } else { tree.heads[here] };
    let (d, h, g) = (&nodes[dependent], node(head), node(grand));
    let own = |list: &[u16]| node(list[dependent]);
    let of_head = |list: &[u16]| node(list[here]);
    let (left, right) = (own(&tree.left), own(&tree.right));
    let (marker, helper, edge) = (own(&tree.marker), own(&tree.helper), own(&tree.edge));
    let (before, after) = (own(&tree.before), own(&tree.after));
    let (head_marker, head_helper) = (of_head(&tree.marker), of_head(&tree.helper));
    let previous = &nodes[dependent - 1];
    let following = &nodes[(dependent + 1).min(nothing)];
    let side = u32::from(dependent as u16 > head);
    let reach = distance(dependent as u16, head) * 2 + side;
    let (low, high) = if side == 1 { (h, d) } else { (d, h) };
    let marks = u32::from((high.marks - low.marks.min(high.marks)).min(2)) * 2 + side;
    let first = u32::from(tree.before[dependent] == nothing as u16);
    let taken = tree.taken[here] * 2 + side;
    let label = |place: u16| tree.labels[usize::from(place).min(nothing)] as u32;
    let (before_label, head_label) = (label(tree.before[dependent]), label(head));
    let mine = tree.marker[dependent] != nothing as u16;

    out.clear();
    let mut template = FIRST_TEMPLATE;
    let mut add = |first: u32, second: u32, third: u32| {
        template += 1;
        out.push(combine(template, first, second, third));
    };
    let pair = |one: u32, other: u32| one.rotate_left(9).wrapping_mul(HASH_STEP) ^ other;

    add(0, 0, 0);
    add(side, 0, 0);
    add(d.both, side, 0);
    add(d.word, 0, 0);
    add(d.tag, side, 0);
    add(d.class, side, 0);
    add(h.both, side, 0);
    add(h.tag, side, 0);
    add(h.class, side, 0);
    add(d.tag, h.tag, side);
    add(d.both, h.tag, side);
    add(d.tag, h.both, side);
    add(d.word, h.word, side);
    add(d.class, h.class, side);
    add(d.class, h.word, side);
    add(d.class, h.tag, side);
    add(d.tag, h.class, side);
    add(d.tag, h.tag, reach);
    add(d.tag, h.tag, marks);
    add(d.tag, pair(h.tag, g.tag), side);
    add(reach, d.upos, 0);
    add(marks, d.upos, h.upos);
    // Its markers and helpers.
    add(marker.word, d.tag, pair(h.tag, side));
    add(marker.word, d.tag, 0);
    add(marker.word, d.word, side);
    add(marker.word, h.word, side);
    add(marker.word, d.class, pair(h.upos, side));
    add(marker.tag, d.tag, pair(h.tag, side));
    add(helper.word, d.tag, pair(h.tag, side));
    add(helper.word, marker.word, pair(d.tag, h.tag));
    add(u32::from(mine), d.tag, pair(h.tag, taken));
    add(edge.both, d.tag, pair(h.tag, side));
    add(edge.word, d.upos, pair(h.upos, side));
    add(edge.tag, d.tag, pair(h.tag, side));
    add(edge.word, h.word, side);
    // Its head's.
    add(head_helper.word, h.tag, pair(d.tag, side));
    add(head_helper.both, h.word, pair(d.tag, side));
    add(head_marker.word, h.tag, pair(d.tag, side));
    add(head_helper.word, head_marker.word, pair(h.tag, d.tag));
    // Dependents.
    add(left.tag, d.tag, pair(h.tag, side));
    add(right.tag, d.tag, pair(h.tag, side));
    add(left.word, d.tag, side);
    add(right.word, d.tag, side);
    add(pair(left.tag, right.tag), d.tag, pair(h.tag, side));
    // Sisters.
    add(before.tag, d.tag, pair(h.tag, side));
    add(after.tag, d.tag, pair(h.tag, side));
    add(before.word, d.tag, h.tag);
    add(after.word, d.tag, h.tag);
    add(before_label, d.tag, pair(h.tag, side));
    add(before_label, d.word, pair(h.tag, side));
    add(pair(before_label, before.tag), d.tag, after.tag);
    add(first, d.tag, pair(h.tag, side));
    // What its head already has, and is.
    add(taken, d.tag, h.tag);
    add(taken, d.word, h.tag);
    add(taken, d.tag, h.word);
    add(taken, d.class, h.class);
    add(taken, marker.word, h.word);
    add(head_label, d.tag, pair(h.tag, side));
    add(head_label, d.word, side);
    add(head_label, taken, pair(d.tag, h.tag));
    add(head_label, g.tag, pair(d.tag, h.tag));
    // Neighbours in the text.
    add(previous.tag, d.tag, side);
    add(following.tag, d.tag, side);
    add(previous.word, d.tag, pair(h.tag, side));
    add(following.word, d.tag, pair(h.tag, side));
    add(previous.tag, pair(d.tag, following.tag), pair(h.tag, side));
}
