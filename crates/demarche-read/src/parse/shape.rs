//! How large the network is: part of the fingerprint that weights carry.

/// Values that stand for a word in each layer.
pub const WIDTH: usize = 224;
/// Values of one direction of a layer.
pub const HALF: usize = WIDTH / 2;
/// Layers, each running over the sentence both ways.
pub const LAYERS: usize = 3;
/// The layer that tags are read off, counted from one.
pub const TAG_LAYER: usize = 2;
/// Values by which a word looks for its head, and a head for its dependents.
pub const ARC: usize = 80;
/// Values from which a relation is named.
pub const RELATION: usize = 64;
/// What the last layer is turned into: looking for a head, being one, and the same for relations.
pub const ENDS: usize = 2 * ARC + 2 * RELATION;
/// What a layer computes of each word: for each direction a candidate and two gates.
pub const GATES: usize = 6 * HALF;
/// Rows of the table of word parts.
pub const PART_ROWS: usize = 1 << 14;
/// What is kept of a value below zero where a word stands as a head.
pub const LEAK: f32 = 0.1;

/// Classes of distance: the root, then left and right by how far.
pub const REACHES: usize = 19;

/// Class of the way from a dependent to its head; places count from one, the root is 0.
pub fn reach(dependent: usize, head: usize) -> usize {
    if head == 0 {
        return 0;
    }
    let far = match dependent.abs_diff(head) {
        near @ 0..=4 => near.saturating_sub(1),
        5..=6 => 4,
        7..=9 => 5,
        10..=14 => 6,
        15..=24 => 7,
        _ => 8,
    };
    1 + far + if head > dependent { 9 } else { 0 }
}

/// A gate between 0 and 1, from operations that every machine rounds alike.
#[inline(always)]
pub fn gate(value: f32) -> f32 {
    0.5 + 0.5 * value / (1.0 + value * value).sqrt()
}
