//! Where the numbers of a network lie in one long list.

use demarche_read::fitting::parse::shape::{PART_ROWS, REACHES};
use std::ops::Range;

/// How large a network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub width: usize,
    pub layers: usize,
    pub tag_layer: usize,
    pub arc: usize,
    pub relation: usize,
    pub tags: usize,
    pub relations: usize,
    pub forms: usize,
}

impl Shape {
    pub fn gates(self) -> usize {
        3 * self.width
    }
    pub fn ends(self) -> usize {
        2 * self.arc + 2 * self.relation
    }
    /// Rows of the table: forms, then parts.
    pub fn rows(self) -> usize {
        self.forms + PART_ROWS
    }
}

/// A matrix, inputs by outputs, and its biases.
#[derive(Clone, Debug)]
pub struct Place {
    pub weights: Range<usize>,
    pub biases: Range<usize>,
    pub inputs: usize,
    pub outputs: usize,
}

/// A layer's numbers: what it computes, and how its gates heed the past (both directions).
#[derive(Clone, Debug)]
pub struct LayerPlace {
    pub gates: Place,
    pub keep: Range<usize>,
    pub show: Range<usize>,
}

/// Where everything lies.
#[derive(Clone, Debug)]
pub struct Layout {
    pub layers: Vec<LayerPlace>,
    pub tags: Place,
    pub ends: Place,
    pub relations: Place,
    pub root_arc: Range<usize>,
    pub root_relation: Range<usize>,
    pub sides: Range<usize>,
    pub reaches: Range<usize>,
    pub size: usize,
}

impl Layout {
    pub fn new(shape: Shape) -> Layout {
        let mut size = 0;
        let mut take = |count: usize| {
            size += count;
            size - count..size
        };
        let place = |take: &mut dyn FnMut(usize) -> Range<usize>, inputs: usize, outputs: usize| Place {
            weights: take(inputs * outputs),
            biases: take(outputs),
            inputs,
            outputs,
        };
        let layers = (0..shape.layers)
            .map(|_| LayerPlace {
                gates: place(&mut take, shape.width, shape.gates()),
                keep: take(shape.width),
                show: take(shape.width),
            })
            .collect();
        let tags = place(&mut take, shape.width, shape.tags);
        let ends = place(&mut take, shape.width, shape.ends());
        let relations = place(&mut take, shape.relation, shape.relations);
        let (root_arc, root_relation) = (take(shape.arc), take(shape.relation));
        let (sides, reaches) = (take(2 * shape.relation), take(REACHES));
        Layout { layers, tags, ends, relations, root_arc, root_relation, sides, reaches, size }
    }
}
