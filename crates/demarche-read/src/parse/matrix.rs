//! Products of whole numbers: activations of 16 bits, weights of 8, sums of 32.
//!
//! Whole numbers add up to the same sum in any order, so that every machine gives the same answer whichever
//! instructions it has.

use crate::weights::Refusal;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_extract_epi32, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setr_epi16,
    _mm256_setzero_si256,
};

/// One step of an activation.
pub const STEP: f32 = 1.0 / 1024.0;
/// Largest activation: with weights up to 127 and 512 inputs, sums stay inside 32 bits.
const MOST: f32 = 32767.0;
/// Adding it to a number of less than 23 bits rounds that number to the nearest whole one, ties to even.
const ROUNDER: f32 = 12_582_912.0;
/// Outputs whose weights lie side by side, for two inputs at a time.
const GROUP: usize = 16;
/// Rows of inputs that go through the weights together.
const ROWS: usize = 4;

/// Weights of two inputs for the outputs of a group: those of the first output, then those of the next.
type Pairs = [i16; 2 * GROUP];
/// What a group gives for some rows.
type Sums = [[i32; GROUP]; ROWS];

/// Nearest whole number, held inside a bound.
#[inline(always)]
pub fn whole(value: f32, most: f32) -> i16 {
    let held = value.max(-most).min(most);
    ((held + ROUNDER).to_bits() as i32 - ROUNDER.to_bits() as i32) as i16
}

/// Activations as whole numbers, two side by side in each: the first in the lower half.
#[inline(always)]
pub fn shrink(values: &[f32], out: &mut Vec<i32>) {
    let small = |value: f32| whole(value * (1.0 / STEP), MOST);
    let (pairs, _) = values.as_chunks::<2>();
    out.clear();
    out.extend(
        pairs.iter().map(|[first, second]| i32::from(small(*second)) << 16 | i32::from(small(*first) as u16)),
    );
}

/// Sum of products.
#[inline(always)]
pub fn dot<const SIZE: usize>(one: &[i16; SIZE], other: &[i16; SIZE]) -> i32 {
    let mut sum = 0i32;
    for place in 0..SIZE {
        sum += i32::from(one[place]) * i32::from(other[place]);
    }
    sum
}

/// A matrix with the scale and the bias of each output.
#[derive(Debug, Default)]
pub struct Matrix {
    inputs: usize,
    /// Group after group, each with its pairs of inputs in order.
    weights: Vec<Pairs>,
    scales: Vec<f32>,
    biases: Vec<f32>,
}

impl Matrix {
    /// From bytes, an output's weights after the other's, and two numbers for each output.
    ///
    /// # Errors
    /// Refuses parts that do not fit each other.
    pub fn new(inputs: usize, weights: &[u8], scales: &[f32], biases: &[f32]) -> Result<Matrix, Refusal> {
        let outputs = scales.len();
        if weights.len() != inputs * outputs || outputs != biases.len() || !inputs.is_multiple_of(2) {
            return Err(Refusal::Format);
        }
        let weight = |output: usize, input: usize| match output < outputs {
            true => i16::from(weights[output * inputs + input] as i8),
            false => 0,
        };
        let groups = outputs.div_ceil(GROUP);
        let pairs = (0..groups).flat_map(|group| {
            (0..inputs).step_by(2).map(move |input| {
                std::array::from_fn(|lane| weight(group * GROUP + lane / 2, input + lane % 2))
            })
        });
        Ok(Matrix {
            inputs,
            weights: pairs.collect(),
            scales: scales.iter().map(|scale| scale * STEP).collect(),
            biases: biases.to_vec(),
        })
    }

    /// How many outputs.
    pub fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// The outputs for each row of inputs.
    pub fn apply(&self, rows: &[i32], out: &mut Vec<f32>) {
        self.apply_by(sums, rows, out);
    }

    /// The same with instructions that most processors have.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    pub fn apply_wide(&self, rows: &[i32], out: &mut Vec<f32>) {
        self.apply_by(|rows, pairs| wide_sums(rows, pairs), rows, out);
    }

    #[inline(always)]
    fn apply_by(&self, sums: impl Fn([&[i32]; ROWS], &[Pairs]) -> Sums, rows: &[i32], out: &mut Vec<f32>) {
        let (pairs_each, outputs) = ((self.inputs / 2).max(1), self.outputs());
        let count = rows.len() / pairs_each;
        out.clear();
        out.resize(count * outputs, 0.0);
        for (group, pairs) in self.weights.chunks_exact(pairs_each).enumerate() {
            let first = group * GROUP;
            let width = GROUP.min(outputs - first);
            let (scales, biases) = (&self.scales[first..first + width], &self.biases[first..first + width]);
            for start in (0..count).step_by(ROWS) {
                // Past the end the last row is taken again, and its sums are dropped.
                let row = |place: usize| (start + place).min(count - 1) * pairs_each;
                let rows = std::array::from_fn(|place| &rows[row(place)..row(place) + pairs_each]);
                let sums = sums(rows, pairs);
                for (sums, place) in sums.iter().zip(start..count) {
                    let out = &mut out[place * outputs + first..place * outputs + first + width];
                    for (((out, sum), scale), bias) in out.iter_mut().zip(sums).zip(scales).zip(biases) {
                        *out = *sum as f32 * scale + bias;
                    }
                }
            }
        }
    }
}

/// What a group gives for some rows.
#[inline(always)]
fn sums(rows: [&[i32]; ROWS], pairs: &[Pairs]) -> Sums {
    let mut sums = [[0; GROUP]; ROWS];
    for (sums, row) in sums.iter_mut().zip(rows) {
        for (pairs, both) in pairs.iter().zip(row) {
            let (first, second) = (i32::from(*both as i16), both >> 16);
            for (sum, weights) in sums.iter_mut().zip(pairs.as_chunks::<2>().0) {
                *sum += i32::from(weights[0]) * first + i32::from(weights[1]) * second;
            }
        }
    }
    sums
}

/// The same sums, sixteen products at a time.
#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx2")]
fn wide_sums(rows: [&[i32]; ROWS], pairs: &[Pairs]) -> Sums {
    let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
    let [first, second, third, fourth] = rows;
    let rows = first.iter().zip(second).zip(third.iter().zip(fourth));
    for (pairs, ((first, second), (third, fourth))) in pairs.iter().zip(rows) {
        let ([low, high], _) = pairs.as_chunks::<16>() else { continue };
        let (low, high) = (load(low), load(high));
        for (sum, both) in sums.iter_mut().zip([first, second, third, fourth]) {
            let both = _mm256_set1_epi32(*both);
            sum[0] = _mm256_add_epi32(sum[0], _mm256_madd_epi16(low, both));
            sum[1] = _mm256_add_epi32(sum[1], _mm256_madd_epi16(high, both));
        }
    }
    let mut out = [[0; GROUP]; ROWS];
    for (out, sum) in out.iter_mut().zip(sums) {
        out[..8].copy_from_slice(&store(sum[0]));
        out[8..].copy_from_slice(&store(sum[1]));
    }
    out
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx2")]
fn load(from: &[i16; 16]) -> __m256i {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = *from;
    _mm256_setr_epi16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx2")]
fn store(from: __m256i) -> [i32; 8] {
    [
        _mm256_extract_epi32::<0>(from),
        _mm256_extract_epi32::<1>(from),
        _mm256_extract_epi32::<2>(from),
        _mm256_extract_epi32::<3>(from),
        _mm256_extract_epi32::<4>(from),
        _mm256_extract_epi32::<5>(from),
        _mm256_extract_epi32::<6>(from),
        _mm256_extract_epi32::<7>(from),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_to_even_and_held() {
        for (value, expected) in [(0.5, 0), (1.5, 2), (-2.5, -2), (0.6, 1), (1e9, 100), (-1e9, -100)] {
            assert_eq!(whole(value, 100.0), expected, "{value}");
        }
    }

    #[test]
    fn products() {
        let matrix = Matrix::new(2, &[1, 2, 0xff, 0], &[1024.0, 2048.0], &[0.5, 0.0]).unwrap();
        let mut out = Vec::new();
        let pair = |first: i16, second: i16| i32::from(second) << 16 | i32::from(first as u16);
        matrix.apply(&[pair(3, 4), pair(-1, 1)], &mut out);
        assert_eq!(out, [11.5, -6.0, 1.5, 2.0]);
        assert!(Matrix::new(2, &[1, 2, 3], &[1.0], &[0.0]).is_err());
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn wide_products_are_the_same() {
        if !is_x86_feature_detected!("avx2") {
            return;
        }
        for (rows, inputs, outputs) in [(1, 2, 1), (5, 64, 17), (9, 256, 51)] {
            let weights: Vec<u8> = (0..inputs * outputs).map(|n| (n * 37 % 255) as u8).collect();
            let scales: Vec<f32> = (0..outputs).map(|n| n as f32 + 0.25).collect();
            let matrix = Matrix::new(inputs, &weights, &scales, &scales).unwrap();
            let values: Vec<i32> =
                (0..rows * inputs / 2).map(|n| (n as u32).wrapping_mul(2_654_435_761) as i32).collect();
            let (mut one, mut other) = (Vec::new(), Vec::new());
            matrix.apply(&values, &mut one);
            // SAFETY: the processor has just been found to have these instructions.
            #[allow(unsafe_code)]
            unsafe {
                matrix.apply_wide(&values, &mut other);
            }
            assert_eq!(one, other);
            assert_eq!(one.len(), rows * outputs);
        }
    }
}
