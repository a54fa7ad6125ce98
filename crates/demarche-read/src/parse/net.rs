//! The network: words in, tags, scores of arcs and relations out.
//!
//! A word is a sum of rows: one for its form, one for each part. Layers run over the sentence both ways, each value
//! with a gate that says how much of the past it keeps. Weights are whole numbers; what lies between the products is
//! computed place by place with operations that IEEE 754 rounds the same everywhere. Nothing depends on the machine.

use super::heads::Arcs;
use super::matrix::{Matrix, dot, shrink, whole};
use super::shape::*;
use crate::syntax::Upos;
use crate::weights::{PARTS, Refusal, TEMPLATES, Tag, ValueTable, Weights, Word, fingerprint};

/// Sections of the weights file, in order.
pub const SECTIONS: [&str; 8] = [
    "tags",
    "relations",
    "keys of forms",
    "rows of forms",
    "rows of parts",
    "weights of matrices",
    "scales and biases of matrices",
    "other numbers",
];

/// How the numbers of the network are laid out: part of the fingerprint.
const LAYOUT: &str = "network 1: summed rows, gated layers, bilinear arcs, relations of summed ends";

/// One step of the values that are multiplied for an arc, and the largest of them: sums stay inside 32 bits.
const ARC_STEP: f32 = 1.0 / 128.0;
const ARC_MOST: f32 = 2047.0;

/// Fingerprint of features and shape.
pub fn net_fingerprint() -> u64 {
    let shape = [WIDTH, LAYERS, TAG_LAYER, ARC, RELATION, PART_ROWS, REACHES, PARTS];
    let shape: Vec<String> = shape.iter().map(usize::to_string).collect();
    fingerprint([TEMPLATES, LAYOUT, &shape.join(" ")])
}

/// Row of a part in the table.
pub fn part_row(part: u32) -> usize {
    part as usize % PART_ROWS
}

/// The fitted numbers.
pub struct Net {
    forms: ValueTable,
    form_rows: &'static [[u8; WIDTH]],
    part_rows: &'static [[u8; WIDTH]],
    row_step: f32,
    layers: Vec<Layer>,
    tags: Matrix,
    /// Which tags are those of names.
    names: Vec<bool>,
    ends: Matrix,
    relations: Matrix,
    root_arc: [i16; ARC],
    root_relation: [f32; RELATION],
    sides: [[f32; RELATION]; 2],
    reaches: [i32; REACHES],
}

/// One layer: what it computes of each word, and how much its gates heed the past.
struct Layer {
    gates: Matrix,
    keep: [[f32; HALF]; 2],
    show: [[f32; HALF]; 2],
}

/// Buffers, kept from one sentence to the next.
#[derive(Default)]
pub struct Values {
    /// Values of each word in the layer at hand.
    words: Vec<f32>,
    next: Vec<f32>,
    whole: Vec<i32>,
    gates: Vec<f32>,
    ends: Vec<f32>,
    dependents: Vec<[i16; ARC]>,
    heads: Vec<[i16; ARC]>,
    pairs: Vec<f32>,
    scores: Vec<f32>,
}

/// Takes numbers off a list one after the other.
struct Numbers<'n>(&'n [f32]);

impl<'n> Numbers<'n> {
    fn take(&mut self, count: usize) -> Result<&'n [f32], Refusal> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Refusal::Format)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const SIZE: usize>(&mut self) -> Result<[f32; SIZE], Refusal> {
        self.take(SIZE)?.try_into().map_err(|_| Refusal::Format)
    }
}

fn numbers(bytes: &[u8]) -> Result<Vec<f32>, Refusal> {
    let (chunks, rest) = bytes.as_chunks::<4>();
    let numbers: Vec<f32> = chunks.iter().map(|chunk| f32::from_le_bytes(*chunk)).collect();
    let sound = rest.is_empty() && numbers.iter().all(|number| number.is_finite());
    if sound { Ok(numbers) } else { Err(Refusal::Format) }
}

fn rows(bytes: &'static [u8]) -> Result<&'static [[u8; WIDTH]], Refusal> {
    let (rows, rest) = bytes.as_chunks::<WIDTH>();
    if rest.is_empty() { Ok(rows) } else { Err(Refusal::Format) }
}

impl Net {
    /// From sections of a weights file, for so many tags and relations.
    ///
    /// # Errors
    /// Refuses sections that do not fit the shape.
    pub fn load(weights: &Weights, tags: &[Tag], relations: usize) -> Result<Net, Refusal> {
        let labels = tags;
        let section = |number| weights.section(number).ok_or(Refusal::Format);
        let scales = numbers(section(6)?)?;
        let others = numbers(section(7)?)?;
        let (mut bytes, mut scales, mut others) = (section(5)?, Numbers(&scales), Numbers(&others));
        let mut matrix = |inputs: usize, outputs: usize| {
            let (taken, rest) = bytes.split_at_checked(inputs * outputs).ok_or(Refusal::Format)?;
            bytes = rest;
            Matrix::new(inputs, taken, scales.take(outputs)?, scales.take(outputs)?)
        };
        let row_step = others.take(1)?[0];
        let mut layers = Vec::new();
        for _ in 0..LAYERS {
            let gates = matrix(WIDTH, GATES)?;
            let keep = [others.array()?, others.array()?];
            let show = [others.array()?, others.array()?];
            layers.push(Layer { gates, keep, show });
        }
        let (tags, ends, relations) =
            (matrix(WIDTH, labels.len())?, matrix(WIDTH, ENDS)?, matrix(RELATION, relations)?);
        let root: [f32; ARC] = others.array()?;
        let root_relation = others.array()?;
        let sides = [others.array()?, others.array()?];
        let reaches: [f32; REACHES] = others.array()?;
        let (form_rows, part_rows) = (rows(section(3)?)?, rows(section(4)?)?);
        let forms = ValueTable::new(section(2)?).ok_or(Refusal::Format)?;
        let complete = bytes.is_empty() && scales.0.is_empty() && others.0.is_empty();
        if !complete || form_rows.is_empty() || part_rows.len() != PART_ROWS {
            return Err(Refusal::Format);
        }
        Ok(Net {
            forms,
            form_rows,
            part_rows,
            row_step,
            layers,
            tags,
            names: labels.iter().map(|tag| tag.upos == Upos::Propn).collect(),
            ends,
            relations,
            root_arc: root.map(|value| whole(value / ARC_STEP, ARC_MOST)),
            root_relation,
            sides,
            reaches: reaches.map(|value| (value / (ARC_STEP * ARC_STEP)) as i32),
        })
    }

    /// Chooses a tag for each word, and scores all arcs between them.
    pub fn read(&self, words: &[Word], values: &mut Values, tags: &mut Vec<u8>, arcs: &mut Arcs) {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just been found to have these instructions.
            #[allow(unsafe_code)]
            return unsafe { self.read_wide(words, values, tags, arcs) };
        }
        self.read_by(Matrix::apply, words, values, tags, arcs);
    }

    /// Names the arcs of a sentence that was just read; places count from one, the root is 0.
    pub fn relate(&self, heads: &[u16], values: &mut Values, relations: &mut Vec<u8>) {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just been found to have these instructions.
            #[allow(unsafe_code)]
            return unsafe { self.relate_wide(heads, values, relations) };
        }
        self.relate_by(Matrix::apply, heads, values, relations);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn read_wide(&self, words: &[Word], values: &mut Values, tags: &mut Vec<u8>, arcs: &mut Arcs) {
        self.read_by(|matrix, rows, out| matrix.apply_wide(rows, out), words, values, tags, arcs);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn relate_wide(&self, heads: &[u16], values: &mut Values, relations: &mut Vec<u8>) {
        self.relate_by(|matrix, rows, out| matrix.apply_wide(rows, out), heads, values, relations);
    }

    #[inline(always)]
    fn read_by(
        &self,
        apply: impl Fn(&Matrix, &[i32], &mut Vec<f32>),
        words: &[Word],
        values: &mut Values,
        tags: &mut Vec<u8>,
        arcs: &mut Arcs,
    ) {
        self.look_up(words, &mut values.words);
        for (number, layer) in self.layers.iter().enumerate() {
            shrink(&values.words, &mut values.whole);
            if number == TAG_LAYER {
                self.tag(&apply, words, values, tags);
            }
            apply(&layer.gates, &values.whole, &mut values.gates);
            layer.run(&values.gates, &values.words, &mut values.next);
            std::mem::swap(&mut values.words, &mut values.next);
        }
        shrink(&values.words, &mut values.whole);
        if TAG_LAYER >= self.layers.len() {
            self.tag(&apply, words, values, tags);
        }
        apply(&self.ends, &values.whole, &mut values.ends);
        self.score(values, arcs);
    }

    /// Sums the rows of each word.
    #[inline(always)]
    fn look_up(&self, words: &[Word], out: &mut Vec<f32>) {
        out.clear();
        for word in words {
            let row = self.forms.get(word.form).unwrap_or(0) as usize;
            let form = self.form_rows.get(row).unwrap_or(&self.form_rows[0]);
            let mut sum = form.map(|value| i16::from(value as i8));
            for part in word.parts {
                if part == crate::weights::NO_PART {
                    continue;
                }
                for (sum, value) in sum.iter_mut().zip(&self.part_rows[part_row(part)]) {
                    *sum += i16::from(*value as i8);
                }
            }
            out.extend(sum.iter().map(|sum| f32::from(*sum) * self.row_step));
        }
    }

    #[inline(always)]
    fn tag(
        &self,
        apply: impl Fn(&Matrix, &[i32], &mut Vec<f32>),
        words: &[Word],
        values: &mut Values,
        tags: &mut Vec<u8>,
    ) {
        apply(&self.tags, &values.whole, &mut values.scores);
        tags.clear();
        for (word, scores) in words.iter().zip(values.scores.chunks_exact_mut(self.tags.outputs().max(1))) {
            if word.is_small {
                for (score, is_name) in scores.iter_mut().zip(&self.names) {
                    *score = if *is_name { f32::MIN } else { *score };
                }
            }
            tags.push(best(scores));
        }
    }

    /// Scores every arc: the product of what the word looks for and what the head is, and what the distance adds.
    #[inline(always)]
    fn score(&self, values: &mut Values, arcs: &mut Arcs) {
        let Values { ends, dependents, heads, .. } = values;
        let small = |value: f32| whole(value * (1.0 / ARC_STEP), ARC_MOST);
        let leaking = |value: f32| small(value.max(value * LEAK));
        dependents.clear();
        heads.clear();
        heads.push(self.root_arc);
        for ends in ends.as_chunks::<ENDS>().0 {
            let (mut dependent, mut head) = ([0; ARC], [0; ARC]);
            for place in 0..ARC {
                dependent[place] = small(ends[place]);
                head[place] = leaking(ends[ARC + place]);
            }
            dependents.push(dependent);
            heads.push(head);
        }
        arcs.clear(dependents.len());
        for (before, wanted) in dependents.iter().enumerate() {
            for (place, (score, head)) in arcs.row(before + 1).iter_mut().zip(heads.iter()).enumerate() {
                *score = dot(wanted, head) + self.reaches[reach(before + 1, place)];
            }
        }
        arcs.settle();
    }

    #[inline(always)]
    fn relate_by(
        &self,
        apply: impl Fn(&Matrix, &[i32], &mut Vec<f32>),
        heads: &[u16],
        values: &mut Values,
        relations: &mut Vec<u8>,
    ) {
        let Values { ends, pairs, whole, scores, .. } = values;
        let (ends, _) = ends.as_chunks::<ENDS>();
        pairs.clear();
        for (before, (own, head)) in ends.iter().zip(heads.iter().skip(1)).enumerate() {
            let side = &self.sides[usize::from(usize::from(*head) > before)];
            let other = usize::from(*head).checked_sub(1).and_then(|head| ends.get(head));
            let other = other.map_or(&self.root_relation[..], |other| &other[2 * ARC + RELATION..]);
            let own = &own[2 * ARC..2 * ARC + RELATION];
            let sums = own.iter().zip(other).zip(side).map(|((own, other), side)| own + other + side);
            pairs.extend(sums.map(|sum| sum.max(0.0)));
        }
        shrink(pairs, whole);
        apply(&self.relations, whole, scores);
        relations.clear();
        relations.extend(scores.chunks_exact(self.relations.outputs().max(1)).map(best));
    }
}

/// The first place with the largest score.
#[inline(always)]
fn best(scores: &[f32]) -> u8 {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter().position(|score| *score == most).unwrap_or(0) as u8
}

impl Layer {
    /// Runs over the sentence, forwards in the first half of the values and backwards in the second.
    #[inline(always)]
    fn run(&self, gates: &[f32], before: &[f32], out: &mut Vec<f32>) {
        out.clear();
        out.resize(before.len(), 0.0);
        let (gates, _) = gates.as_chunks::<GATES>();
        let (before, _) = before.as_chunks::<WIDTH>();
        let (after, _) = out.as_chunks_mut::<WIDTH>();
        let count = before.len();
        for direction in 0..2 {
            let (keep, show) = (&self.keep[direction], &self.show[direction]);
            let mut past = [0.0f32; HALF];
            for step in 0..count {
                let place = if direction == 0 { step } else { count - 1 - step };
                let (at, shift) = (direction * 3 * HALF, direction * HALF);
                let gates = &gates[place][at..at + 3 * HALF];
                let before = &before[place][shift..shift + HALF];
                let after = &mut after[place][shift..shift + HALF];
                for unit in 0..HALF {
                    let kept = gate(gates[HALF + unit] + keep[unit] * past[unit]);
                    let shown = gate(gates[2 * HALF + unit] + show[unit] * past[unit]);
                    let now = kept * past[unit] + (1.0 - kept) * gates[unit];
                    past[unit] = now;
                    after[unit] = shown * now + (1.0 - shown) * before[unit];
                }
            }
        }
    }
}
