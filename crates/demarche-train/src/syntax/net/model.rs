//! A network while it is fitted: what it makes of sentences, and the gradient of its mistakes.

use super::layer::{self, Back, Trace};
use super::layout::{Layout, Place, Shape};
use super::math::{add_product, descend, turned, widest};
use crate::syntax::random::Random;
use demarche_read::fitting::parse::shape::{LEAK, reach};
use demarche_read::fitting::weights::PARTS;
use std::ops::Range;

/// Rows that are summed for a word: its form's, then its parts'.
pub const ROWS: usize = PARTS + 1;
/// A row that is not there.
pub const NO_ROW: u32 = u32::MAX;

/// A sentence as the network sees it, with the answers wanted.
#[derive(Clone, Debug, Default)]
pub struct Example {
    pub rows: Vec<[u32; ROWS]>,
    pub tags: Vec<u16>,
    /// Head of each word: words count from one, the root is 0.
    pub heads: Vec<u16>,
    pub relations: Vec<u16>,
}

/// The numbers of a network.
#[derive(Clone)]
pub struct Model {
    pub shape: Shape,
    pub layout: Layout,
    pub dense: Vec<f32>,
    pub table: Vec<f32>,
}

/// How much is left out at random while learning.
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    pub input: f32,
    pub layers: f32,
    pub ends: f32,
}

/// Gradient of a few sentences, and how they went.
pub struct Slopes {
    pub dense: Vec<f32>,
    /// Gradient of each word's summed rows, and which rows they are.
    pub words: Vec<f32>,
    pub rows: Vec<[u32; ROWS]>,
    pub loss: f64,
    pub right: [usize; 3],
    pub count: usize,
}

/// What the network makes of some sentences, kept for the way back.
struct Passage {
    /// Words of each sentence.
    sentences: Vec<Range<usize>>,
    words: usize,
    input_mask: Vec<f32>,
    layers: Vec<LayerPassage>,
    tag_mask: Vec<f32>,
    tag_input: Vec<f32>,
    tag_scores: Vec<f32>,
    ends_mask: Vec<f32>,
    ends_input: Vec<f32>,
    ends: Vec<f32>,
}

struct LayerPassage {
    before: Vec<f32>,
    mask: Vec<f32>,
    masked: Vec<f32>,
    gates: Vec<f32>,
    trace: Trace,
}

/// A mask for each sentence, the same for all its words; empty where nothing is left out.
fn masks(sentences: &[Range<usize>], width: usize, rate: f32, random: &mut Random) -> Vec<f32> {
    if rate <= 0.0 {
        return Vec::new();
    }
    let words = sentences.last().map_or(0, |last| last.end);
    let mut mask = vec![0.0; words * width];
    let keep = 1.0 / (1.0 - rate);
    let bound = (rate * 65_536.0) as usize;
    for sentence in sentences {
        let one: Vec<f32> =
            (0..width).map(|_| if random.below(65_536) < bound { 0.0 } else { keep }).collect();
        mask[sentence.start * width..sentence.end * width]
            .chunks_exact_mut(width)
            .for_each(|line| line.copy_from_slice(&one));
    }
    mask
}

fn masked(values: &[f32], mask: &[f32]) -> Vec<f32> {
    if mask.is_empty() {
        return values.to_vec();
    }
    values.iter().zip(mask).map(|(value, mask)| value * mask).collect()
}

fn mask_in_place(values: &mut [f32], mask: &[f32]) {
    values.iter_mut().zip(mask).for_each(|(value, mask)| *value *= mask);
}

impl Model {
    pub fn new(shape: Shape, seed: u64) -> Model {
        let layout = Layout::new(shape);
        let mut random = Random::new(seed);
        let mut spread = |range: &mut [f32], size: f32| {
            for value in range {
                *value = (random.below(1 << 24) as f32 / (1 << 23) as f32 - 1.0) * size;
            }
        };
        let mut dense = vec![0.0; layout.size];
        let mut table = vec![0.0; shape.rows() * shape.width];
        spread(&mut table, 0.2);
        let even = |place: &Place| (6.0 / (place.inputs as f32 * 2.0)).sqrt();
        for layer in &layout.layers {
            spread(&mut dense[layer.gates.weights.clone()], even(&layer.gates));
            spread(&mut dense[layer.keep.clone()], 0.3);
            spread(&mut dense[layer.show.clone()], 0.3);
        }
        spread(&mut dense[layout.ends.weights.clone()], even(&layout.ends) * 0.7);
        spread(&mut dense[layout.relations.weights.clone()], even(&layout.relations) * 0.5);
        spread(&mut dense[layout.root_arc.clone()], 0.3);
        spread(&mut dense[layout.root_relation.clone()], 0.3);
        Model { shape, layout, dense, table }
    }

    /// Products of rows with a matrix, and its biases.
    fn apply(&self, place: &Place, rows: &[f32]) -> Vec<f32> {
        let biases = &self.dense[place.biases.clone()];
        let mut out: Vec<f32> = Vec::with_capacity(rows.len() / place.inputs * place.outputs);
        for _ in 0..rows.len() / place.inputs {
            out.extend_from_slice(biases);
        }
        add_product(rows, &self.dense[place.weights.clone()], &mut out, place.inputs, place.outputs);
        out
    }

    /// Gradient of a matrix and its biases (added), and of its inputs.
    fn unapply(&self, place: &Place, rows: &[f32], slope: &[f32], dense: &mut [f32]) -> Vec<f32> {
        let count = rows.len() / place.inputs;
        add_product(
            &turned(rows, place.inputs),
            slope,
            &mut dense[place.weights.clone()],
            count,
            place.outputs,
        );
        let biases = &mut dense[place.biases.clone()];
        for line in slope.chunks_exact(place.outputs) {
            biases.iter_mut().zip(line).for_each(|(bias, slope)| *bias += slope);
        }
        let mut back = vec![0.0; rows.len()];
        let weights = turned(&self.dense[place.weights.clone()], place.outputs);
        add_product(slope, &weights, &mut back, place.outputs, place.inputs);
        back
    }

    /// Runs the network over some sentences, and leaves out some values at random.
    fn pass(&self, examples: &[&Example], dropout: Dropout, mut random: Random) -> Passage {
        let Shape { width, .. } = self.shape;
        let mut sentences = Vec::new();
        let mut words = 0;
        for example in examples {
            sentences.push(words..words + example.rows.len());
            words += example.rows.len();
        }
        let mut values = vec![0.0; words * width];
        for (line, rows) in
            values.chunks_exact_mut(width).zip(examples.iter().flat_map(|example| &example.rows))
        {
            for row in rows.iter().filter(|row| **row != NO_ROW) {
                let row = *row as usize * width;
                line.iter_mut().zip(&self.table[row..row + width]).for_each(|(sum, value)| *sum += value);
            }
        }
        let input_mask = masks(&sentences, width, dropout.input, &mut random);
        if !input_mask.is_empty() {
            mask_in_place(&mut values, &input_mask);
        }
        let mut layers = Vec::new();
        let mut tag_from = Vec::new();
        for (number, place) in self.layout.layers.iter().enumerate() {
            if number == self.shape.tag_layer {
                tag_from = values.clone();
            }
            let rate = if number == 0 { 0.0 } else { dropout.layers };
            let mask = masks(&sentences, width, rate, &mut random);
            let input = masked(&values, &mask);
            let gates = self.apply(&place.gates, &input);
            let size = words * width;
            let mut trace = Trace { past: vec![0.0; size], kept: vec![0.0; size], shown: vec![0.0; size] };
            let mut out = vec![0.0; size];
            for sentence in &sentences {
                let at = sentence.start * width..sentence.end * width;
                widest(|| {
                    layer::run(
                        width,
                        &self.dense[place.keep.clone()],
                        &self.dense[place.show.clone()],
                        &gates[sentence.start * 3 * width..sentence.end * 3 * width],
                        &values[at.clone()],
                        &mut out[at.clone()],
                        (&mut trace.past[at.clone()], &mut trace.kept[at.clone()], &mut trace.shown[at]),
                    )
                });
            }
            layers.push(LayerPassage { before: values, mask, masked: input, gates, trace });
            values = out;
        }
        if self.shape.tag_layer >= self.shape.layers {
            tag_from = values.clone();
        }
        let tag_mask = masks(&sentences, width, dropout.ends, &mut random);
        let tag_input = masked(&tag_from, &tag_mask);
        let tag_scores = self.apply(&self.layout.tags, &tag_input);
        let ends_mask = masks(&sentences, width, dropout.ends, &mut random);
        let ends_input = masked(&values, &ends_mask);
        let ends = self.apply(&self.layout.ends, &ends_input);
        Passage {
            sentences,
            words,
            input_mask,
            layers,
            tag_mask,
            tag_input,
            tag_scores,
            ends_mask,
            ends_input,
            ends,
        }
    }

    /// Scores of the arcs of one sentence: words by words and root.
    fn arcs(&self, ends: &[f32]) -> (Vec<f32>, Vec<f32>, Vec<f32>) {
        let Shape { arc, .. } = self.shape;
        let width = self.shape.ends();
        let count = ends.len() / width;
        let mut wanted = Vec::with_capacity(count * arc);
        let mut heads = self.dense[self.layout.root_arc.clone()].to_vec();
        for line in ends.chunks_exact(width) {
            wanted.extend_from_slice(&line[..arc]);
            heads.extend(line[arc..2 * arc].iter().map(|value| value.max(value * LEAK)));
        }
        let reaches = &self.dense[self.layout.reaches.clone()];
        let mut scores = Vec::with_capacity(count * (count + 1));
        for dependent in 1..=count {
            scores.extend((0..=count).map(|head| reaches[reach(dependent, head)]));
        }
        add_product(&wanted, &turned(&heads, arc), &mut scores, arc, count + 1);
        for dependent in 1..=count {
            scores[(dependent - 1) * (count + 1) + dependent] = -1e4;
        }
        (scores, wanted, heads)
    }

    /// Sums from which relations are named, for words with these heads (before what is below zero is cut off).
    fn pairs(&self, ends: &[f32], heads: &[u16]) -> Vec<f32> {
        let Shape { arc, relation, .. } = self.shape;
        let width = self.shape.ends();
        let root = &self.dense[self.layout.root_relation.clone()];
        let sides = &self.dense[self.layout.sides.clone()];
        let mut pairs = Vec::with_capacity(heads.len() * relation);
        for (before, head) in heads.iter().enumerate() {
            let head = usize::from(*head);
            let own = &ends[before * width + 2 * arc..][..relation];
            let other =
                if head == 0 { root } else { &ends[(head - 1) * width + 2 * arc + relation..][..relation] };
            let side = &sides[usize::from(head > before) * relation..][..relation];
            pairs.extend((0..relation).map(|place| own[place] + other[place] + side[place]));
        }
        pairs
    }

    /// The gradient of what the network gets wrong in some sentences.
    pub fn learn(&self, examples: &[&Example], dropout: Dropout, random: Random, tag_weight: f32) -> Slopes {
        let Shape { width, arc, relation, .. } = self.shape;
        let mut passage = self.pass(examples, dropout, random);
        let words = passage.words;
        let mut slopes = Slopes {
            dense: vec![0.0; self.layout.size],
            words: Vec::new(),
            rows: examples.iter().flat_map(|example| example.rows.iter().copied()).collect(),
            loss: 0.0,
            right: [0; 3],
            count: words,
        };
        let dense = &mut slopes.dense;

        let tags = examples.iter().flat_map(|example| &example.tags);
        for (line, gold) in passage.tag_scores.chunks_exact_mut(self.shape.tags).zip(tags) {
            let (loss, right) = descend(line, usize::from(*gold), tag_weight);
            slopes.loss += f64::from(loss);
            slopes.right[0] += usize::from(right);
        }
        let mut tag_back = self.unapply(&self.layout.tags, &passage.tag_input, &passage.tag_scores, dense);
        mask_in_place(&mut tag_back, &passage.tag_mask);

        let end_width = self.shape.ends();
        let mut ends_slope = vec![0.0; words * end_width];
        let mut pairs = Vec::with_capacity(words * relation);
        for (example, sentence) in examples.iter().zip(&passage.sentences) {
            let ends = &passage.ends[sentence.start * end_width..sentence.end * end_width];
            let slope = &mut ends_slope[sentence.start * end_width..sentence.end * end_width];
            pairs.extend(self.pairs(ends, &example.heads));
            let count = sentence.len();
            let (mut scores, wanted, heads) = self.arcs(ends);
            for (line, gold) in scores.chunks_exact_mut(count + 1).zip(&example.heads) {
                let (loss, right) = descend(line, usize::from(*gold), 1.0);
                slopes.loss += f64::from(loss);
                slopes.right[1] += usize::from(right);
            }
            let mut wanted_slope = vec![0.0; wanted.len()];
            add_product(&scores, &heads, &mut wanted_slope, count + 1, arc);
            let mut heads_slope = vec![0.0; heads.len()];
            add_product(&turned(&scores, count + 1), &wanted, &mut heads_slope, count, arc);
            let reaches = &mut dense[self.layout.reaches.clone()];
            for dependent in 1..=count {
                for head in 0..=count {
                    reaches[reach(dependent, head)] += scores[(dependent - 1) * (count + 1) + head];
                }
            }
            let root = &mut dense[self.layout.root_arc.clone()];
            root.iter_mut().zip(&heads_slope).for_each(|(root, slope)| *root += slope);
            for (place, slope) in slope.chunks_exact_mut(end_width).enumerate() {
                slope[..arc].copy_from_slice(&wanted_slope[place * arc..(place + 1) * arc]);
                let head = &heads_slope[(place + 1) * arc..(place + 2) * arc];
                let values = &ends[place * end_width + arc..place * end_width + 2 * arc];
                for unit in 0..arc {
                    slope[arc + unit] = head[unit] * if values[unit] > 0.0 { 1.0 } else { LEAK };
                }
            }
        }

        let alive: Vec<bool> = pairs.iter().map(|value| *value > 0.0).collect();
        pairs.iter_mut().for_each(|value| *value = value.max(0.0));
        let mut scores = self.apply(&self.layout.relations, &pairs);
        let relations = examples.iter().flat_map(|example| &example.relations);
        for (line, gold) in scores.chunks_exact_mut(self.shape.relations).zip(relations) {
            let (loss, right) = descend(line, usize::from(*gold), 1.0);
            slopes.loss += f64::from(loss);
            slopes.right[2] += usize::from(right);
        }
        let mut pairs_slope = self.unapply(&self.layout.relations, &pairs, &scores, dense);
        pairs_slope.iter_mut().zip(alive).for_each(|(slope, alive)| *slope *= f32::from(u8::from(alive)));
        for (example, sentence) in examples.iter().zip(&passage.sentences) {
            for (before, head) in example.heads.iter().enumerate() {
                let head = usize::from(*head);
                let slope = &pairs_slope[(sentence.start + before) * relation..][..relation];
                let own = (sentence.start + before) * end_width + 2 * arc;
                add(&mut ends_slope[own..own + relation], slope);
                if head == 0 {
                    add(&mut dense[self.layout.root_relation.clone()], slope);
                } else {
                    let other = (sentence.start + head - 1) * end_width + 2 * arc + relation;
                    add(&mut ends_slope[other..other + relation], slope);
                }
                let side = self.layout.sides.start + usize::from(head > before) * relation;
                add(&mut dense[side..side + relation], slope);
            }
        }
        let mut out = self.unapply(&self.layout.ends, &passage.ends_input, &ends_slope, dense);
        mask_in_place(&mut out, &passage.ends_mask);

        if self.shape.tag_layer >= self.shape.layers {
            add(&mut out, &tag_back);
        }
        for (number, place) in self.layout.layers.iter().enumerate().rev() {
            let layer = &passage.layers[number];
            let mut gates_slope = vec![0.0; layer.gates.len()];
            let mut before_slope = vec![0.0; words * width];
            let (mut keep_slope, mut show_slope) = (vec![0.0; width], vec![0.0; width]);
            for sentence in &passage.sentences {
                let at = sentence.start * width..sentence.end * width;
                let wide = sentence.start * 3 * width..sentence.end * 3 * width;
                let values = Back {
                    gates: &layer.gates[wide.clone()],
                    before: &layer.before[at.clone()],
                    past: &layer.trace.past[at.clone()],
                    kept: &layer.trace.kept[at.clone()],
                    shown: &layer.trace.shown[at.clone()],
                    out: &out[at.clone()],
                };
                widest(|| {
                    layer::back(
                        width,
                        &self.dense[place.keep.clone()],
                        &self.dense[place.show.clone()],
                        &values,
                        &mut gates_slope[wide],
                        &mut before_slope[at],
                        (&mut keep_slope, &mut show_slope),
                    )
                });
            }
            add(&mut dense[place.keep.clone()], &keep_slope);
            add(&mut dense[place.show.clone()], &show_slope);
            let mut input_slope = self.unapply(&place.gates, &layer.masked, &gates_slope, dense);
            mask_in_place(&mut input_slope, &layer.mask);
            add(&mut before_slope, &input_slope);
            if number == self.shape.tag_layer {
                add(&mut before_slope, &tag_back);
            }
            out = before_slope;
        }
        mask_in_place(&mut out, &passage.input_mask);
        slopes.words = out;
        slopes
    }
}

fn add(sums: &mut [f32], more: &[f32]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Example {
        let mut rows = vec![[NO_ROW; ROWS]; 4];
        for (place, row) in rows.iter_mut().enumerate() {
            (row[0], row[1], row[2]) = (place as u32 % 3, 3 + place as u32, 9);
        }
        Example { rows, tags: vec![0, 1, 2, 1], heads: vec![2, 0, 2, 3], relations: vec![0, 1, 2, 0] }
    }

    /// The gradient is what a small step of each number does to the loss.
    #[test]
    fn gradients_are_slopes() {
        // So small that no value changes its sign on the way.
        const STEP: f32 = 0.002;
        let shape =
            Shape { width: 8, layers: 2, tag_layer: 1, arc: 5, relation: 4, tags: 3, relations: 3, forms: 3 };
        let mut model = Model::new(shape, 5);
        let dropout = Dropout { input: 0.0, layers: 0.0, ends: 0.0 };
        let other = example();
        let examples = [&example(), &other];
        let loss = |model: &Model| model.learn(&examples, dropout, Random::new(1), 0.5).loss;
        let slopes = model.learn(&examples, dropout, Random::new(1), 0.5);
        for place in 0..model.layout.size {
            let held = model.dense[place];
            model.dense[place] = held + STEP;
            let above = loss(&model);
            model.dense[place] = held - STEP;
            let below = loss(&model);
            model.dense[place] = held;
            let slope = ((above - below) / f64::from(2.0 * STEP)) as f32;
            let told = slopes.dense[place];
            assert!((slope - told).abs() < 0.02 + 0.02 * slope.abs(), "{place}: {told}, but {slope}");
        }
        // A word's sum of rows: the row of the third word's own part stands in no other word.
        for unit in 0..shape.width {
            let place = 5 * shape.width + unit;
            let held = model.table[place];
            model.table[place] = held + STEP;
            let above = loss(&model);
            model.table[place] = held - STEP;
            let below = loss(&model);
            model.table[place] = held;
            let slope = ((above - below) / f64::from(2.0 * STEP)) as f32;
            let told = slopes.words[2 * shape.width + unit] + slopes.words[6 * shape.width + unit];
            assert!((slope - told).abs() < 0.02 + 0.02 * slope.abs(), "{unit}: {told}, but {slope}");
        }
    }
}
