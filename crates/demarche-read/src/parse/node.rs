//! A word as the parser sees it: a few hashes.

use crate::syntax::Upos;
use crate::weights::{HASH_STEP, Tag, Word};

/// A word of the sentence, the root before them, or (as default) nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Hash of the form.
    pub word: u32,
    /// Hash of the tags.
    pub tag: u32,
    /// Hash of form and tags.
    pub both: u32,
    /// Word class.
    pub class: u32,
    /// Universal tag, as a number from 1.
    pub upos: u32,
    /// The next noun or pronoun at or after this word.
    pub next_noun: u16,
    /// The next verb at or after this word.
    pub next_verb: u16,
    /// Marks (commas and the like) before this word, from the start of the sentence.
    pub marks: u16,
}

impl Node {
    /// The root, which stands before the first word.
    pub fn root() -> Node {
        Node { word: 1, tag: 1, both: 1, class: 1, upos: 31, ..Node::default() }
    }
}

/// A word as the parser sees it.
pub fn node_of(word: &Word, tag: Tag) -> Node {
    let Tag { upos, .. } = tag;
    let tag = tag.hash();
    Node {
        word: word.form,
        tag,
        both: word.form.rotate_left(7).wrapping_mul(HASH_STEP) ^ tag,
        class: word.class,
        upos: upos as u32 + 1,
        ..Node::default()
    }
}

/// Fills in what lies ahead of each word, and appends the node that stands for "nothing there".
pub fn lookahead(nodes: &mut Vec<Node>) {
    let nothing = nodes.len() as u16;
    let (mut noun, mut verb) = (nothing, nothing);
    for place in (0..nodes.len()).rev() {
        let upos = nodes[place].upos;
        let is = |wanted: &[Upos]| wanted.iter().any(|one| *one as u32 + 1 == upos);
        if is(&[Upos::Noun, Upos::Propn, Upos::Pron, Upos::Num]) {
            noun = place as u16;
        }
        if is(&[Upos::Verb, Upos::Aux]) {
            verb = place as u16;
        }
        (nodes[place].next_noun, nodes[place].next_verb) = (noun, verb);
    }
    let mut marks = 0;
    for node in nodes.iter_mut() {
        node.marks = marks;
        marks += u16::from(node.upos == Upos::Punct as u32 + 1);
    }
    nodes.push(Node { next_noun: nothing, next_verb: nothing, marks, ..Node::default() });
}
