//! Features by which the next action is chosen, in fitting and in running.

use super::node::Node;
use super::search::{Context, Item};
use crate::weights::{self, combine};

/// What the features of actions and relations are: part of the fingerprint that weights carry. Change it with them.
const TEMPLATES: &str = "arcs 1; relations 1";

/// Fingerprint of the features.
pub fn fingerprint() -> u64 {
    weights::fingerprint([TEMPLATES])
}

/// Distance between two words, in eight steps.
pub fn distance(from: u16, to: u16) -> u32 {
    match to.abs_diff(from) {
        near @ 0..=4 => u32::from(near),
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

/// Writes the features of a context.
pub fn write_features(nodes: &[Node], context: &Context, out: &mut Vec<u32>) {
    let nothing = nodes.len() - 1;
    let node = |place: u16| &nodes[usize::from(place).min(nothing)];
    let ahead = |place: u16, by: u16| node(place.saturating_add(by).min(nothing as u16));
    let [top, second, third] = &context.stack;
    let front: &Item = &context.front;
    let (s0, s1, s2) = (node(top.node), node(second.node), node(third.node));
    let (b0, b1, b2, b3) =
        (node(front.node), ahead(front.node, 1), ahead(front.node, 2), ahead(front.node, 3));
    let (s0l, s0r, s0l2, s0r2) = (node(top.left), node(top.right), node(top.left2), node(top.right2));
    let (s1l, s1r, s1r2) = (node(second.left), node(second.right), node(second.right2));
    let (b0l, b0l2) = (node(front.left), node(front.left2));
    let (noun, verb) = (node(b0.next_noun), node(b0.next_verb));
    let (noun1, verb1) = (node(b1.next_noun), node(b1.next_verb));
    let before0 = node(top.node.wrapping_sub(1));
    let after0 = ahead(top.node, 1);
    let before_b0 = node(front.node.wrapping_sub(1));

    let reach0 = distance(top.node, front.node);
    let reach1 = distance(second.node, top.node);
    let verb_reach = distance(front.node, b0.next_verb);
    let count = |lefts: u8, rights: u8| u32::from(lefts.min(3)) << 3 | u32::from(rights.min(4));
    let (count0, count1) = (count(top.lefts, top.rights), count(second.lefts, second.rights));
    let count_b0 = u32::from(front.lefts.min(4));
    let marks0 = u32::from((b0.marks - s0.marks.min(b0.marks)).min(3));
    let marks1 = u32::from((s0.marks - s1.marks.min(s0.marks)).min(3));

    out.clear();
    let mut template = 0u64;
    let mut add = |first: u32, second: u32, third: u32| {
        template += 1;
        out.push(combine(template, first, second, third));
    };
    let pair = |one: u32, other: u32| one.rotate_left(9).wrapping_mul(weights::HASH_STEP) ^ other;

    add(0, 0, 0);
    // Single words.
    for word in [s0, b0, s1] {
        add(word.both, 0, 0);
        add(word.word, 0, 0);
        add(word.tag, 0, 0);
        add(word.class, word.upos, 0);
    }
    for word in [b1, b2, s2] {
        add(word.both, 0, 0);
        add(word.tag, 0, 0);
    }
    add(b3.tag, 0, 0);
    add(b1.class, b1.upos, 0);
    // Top and next.
    add(s0.both, b0.both, 0);
    add(s0.both, b0.word, 0);
    add(s0.both, b0.tag, 0);
    add(s0.word, b0.both, 0);
    add(s0.tag, b0.both, 0);
    add(s0.word, b0.word, 0);
    add(s0.tag, b0.tag, 0);
    add(s0.class, b0.class, 0);
    add(s0.class, b0.tag, 0);
    add(s0.tag, b0.class, 0);
    add(s0.upos, b0.upos, reach0);
    add(s0.tag, b0.tag, reach0);
    add(s0.tag, b0.tag, marks0);
    // Second and top.
    add(s1.both, s0.both, 0);
    add(s1.both, s0.tag, 0);
    add(s1.tag, s0.both, 0);
    add(s1.word, s0.word, 0);
    add(s1.tag, s0.tag, 0);
    add(s1.class, s0.class, 0);
    add(s1.class, s0.tag, 0);
    add(s1.tag, s0.class, 0);
    add(s1.tag, s0.tag, reach1);
    add(s1.tag, s0.tag, marks1);
    // Second and next.
    add(s1.tag, b0.tag, 0);
    add(s1.both, b0.tag, 0);
    add(s1.tag, b0.both, 0);
    add(s1.word, b0.word, 0);
    add(s1.class, b0.class, 0);
    // Ahead.
    add(b0.tag, b1.tag, 0);
    add(b0.word, b1.word, 0);
    add(b0.both, b1.tag, 0);
    add(b0.tag, b1.both, 0);
    add(b0.tag, b1.tag, b2.tag);
    add(b0.word, b1.tag, b2.tag);
    add(pair(b0.upos, b1.upos), b2.upos, b3.upos);
    // Three and four words.
    add(s0.tag, b0.tag, b1.tag);
    add(s0.both, b0.tag, b1.tag);
    add(s0.tag, b0.word, b1.tag);
    add(s0.tag, b0.tag, b1.word);
    add(pair(s0.tag, b0.tag), b1.tag, b2.tag);
    add(s1.tag, s0.tag, b0.tag);
    add(s1.word, s0.tag, b0.tag);
    add(s1.tag, s0.word, b0.tag);
    add(s1.tag, s0.tag, b0.word);
    add(s1.word, s0.word, b0.word);
    add(s1.word, s0.tag, b0.word);
    add(s1.tag, s0.word, b0.word);
    add(s1.class, s0.class, b0.class);
    add(pair(s1.tag, s0.tag), b0.tag, b1.tag);
    add(pair(s1.tag, s0.tag), b0.word, b1.tag);
    add(s2.tag, s1.tag, s0.tag);
    add(pair(s2.tag, s1.tag), s0.tag, b0.tag);
    add(pair(s2.upos, s1.upos), pair(s0.upos, b0.upos), pair(b1.upos, b2.upos));
    add(s2.tag, b0.tag, s0.upos);
    // Prepositions and what follows them: which of the words on the stack wants the phrase.
    add(s0.word, b0.word, noun.word);
    add(s1.word, b0.word, noun.word);
    add(s0.tag, b0.word, noun.word);
    add(s0.word, b0.word, noun.tag);
    add(s1.tag, b0.word, noun.class);
    add(s0.class, b0.word, noun.class);
    add(pair(s1.tag, s0.tag), b0.word, noun.tag);
    add(s0.tag, b0.tag, noun1.tag);
    add(s0.tag, b0.tag, noun1.both);
    add(s0.tag, b0.both, verb.tag);
    add(pair(s0.tag, b0.tag), verb.tag, verb_reach);
    add(pair(s1.tag, s0.tag), b0.tag, verb.tag);
    add(pair(s0.tag, b0.tag), b1.tag, verb1.tag);
    // Dependents.
    add(s0.tag, s0l.tag, b0.tag);
    add(s0.tag, s0r.tag, b0.tag);
    add(s0.tag, b0.tag, b0l.tag);
    add(s0.tag, b0l.word, b0.tag);
    add(s0.word, b0l.word, b0.word);
    add(s0.tag, s0l.tag, s0l2.tag);
    add(s0.tag, s0r.tag, s0r2.tag);
    add(b0.tag, b0l.tag, b0l2.tag);
    add(s1.tag, s1r.tag, s0.tag);
    add(s1.tag, s1l.tag, s0.tag);
    add(s1.tag, s1r.tag, s1r2.tag);
    add(s1.tag, s0.tag, s0l.tag);
    add(s1.tag, s0.tag, s0r.tag);
    add(s1.tag, s0.tag, s0l.word);
    add(s1.word, s0.tag, s0l.word);
    add(s1.word, s0.word, s0l.word);
    add(s1.word, s0.class, s0l.word);
    add(pair(s1.tag, s1r.tag), s0.tag, b0.tag);
    add(pair(s1.tag, s0l.word), s0.tag, b0.tag);
    add(pair(s1.tag, s0r.tag), s0.tag, b0.tag);
    add(pair(s0.tag, s0l.tag), b0.tag, b0l.tag);
    for (word, owner) in [(s0l, s0), (s0r, s0), (b0l, b0), (s1r, s1), (s1l, s1), (s0r2, s0), (s0l2, s0)] {
        add(word.word, owner.tag, 0);
        add(word.tag, owner.word, 0);
        add(word.tag, owner.tag, 0);
    }
    // How many dependents.
    add(s0.both, count0, 0);
    add(s0.tag, count0, b0.tag);
    add(s1.tag, count1, s0.tag);
    add(s1.both, count1, 0);
    add(b0.tag, count_b0, s0.tag);
    add(b0.both, count_b0, 0);
    add(pair(s1.tag, count1), s0.tag, b0.tag);
    // Distance.
    add(s0.both, reach0, 0);
    add(b0.both, reach0, 0);
    add(s1.tag, s0.tag, pair(reach1, b0.tag));
    add(s1.word, reach1, s0.tag);
    add(s0.word, reach1, s1.tag);
    // Neighbours in the text.
    add(s0.tag, after0.tag, b0.tag);
    add(before0.tag, s0.tag, b0.tag);
    add(before_b0.tag, b0.tag, s0.tag);
    add(before_b0.both, b0.tag, b1.tag);
    add(pair(before0.tag, s0.tag), before_b0.tag, b0.tag);
}
