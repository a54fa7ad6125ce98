//! Products of matrices in 32-bit floats, always summed in one order.
//!
//! Fused multiply-add is rounded once on every machine: the same sums everywhere, and fast where the processor has
//! the instruction.

/// Columns and rows of the block that one round of sums fills.
const COLUMNS: usize = 16;
const ROWS: usize = 6;
/// Inner places that are summed before anything is written: their panel stays in the fastest cache.
const DEPTH: usize = 256;

/// Does some work with the widest instructions that the processor has and that change no result.
#[inline(always)]
pub fn widest<Done>(work: impl FnOnce() -> Done) -> Done {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        #[target_feature(enable = "avx2,fma")]
        fn wide<Done>(work: impl FnOnce() -> Done) -> Done {
            work()
        }
        // SAFETY: the processor has just been found to have these instructions.
        #[allow(unsafe_code)]
        return unsafe { wide(work) };
    }
    work()
}

/// Adds the product of `left` (rows by inner) and `right` (inner by columns) to `out`.
pub fn add_product(left: &[f32], right: &[f32], out: &mut [f32], inner: usize, columns: usize) {
    widest(
        #[inline(always)]
        || add(left, right, out, inner, columns),
    );
}

#[inline(always)]
fn add(left: &[f32], right: &[f32], out: &mut [f32], inner: usize, columns: usize) {
    let rows = left.len() / inner;
    assert!(left.len() == rows * inner && right.len() == inner * columns && out.len() == rows * columns);
    let blocks = rows.div_ceil(ROWS);
    let mut panel = vec![[0.0f32; COLUMNS]; DEPTH.min(inner)];
    let mut packed = vec![[0.0f32; ROWS]; blocks * DEPTH.min(inner)];
    for start in (0..inner).step_by(DEPTH) {
        let depth = DEPTH.min(inner - start);
        for (block, packed) in packed.chunks_exact_mut(depth).take(blocks).enumerate() {
            for row in 0..ROWS {
                // Past the end the last row is taken again, and its sums are dropped.
                let at = (block * ROWS + row).min(rows - 1) * inner + start;
                for (packed, value) in packed.iter_mut().zip(&left[at..at + depth]) {
                    packed[row] = *value;
                }
            }
        }
        for first in (0..columns).step_by(COLUMNS) {
            let width = COLUMNS.min(columns - first);
            for (line, right) in panel.iter_mut().zip(right.chunks_exact(columns).skip(start)).take(depth) {
                line[..width].copy_from_slice(&right[first..first + width]);
                line[width..].fill(0.0);
            }
            for (number, packed) in packed.chunks_exact(depth).take(blocks).enumerate() {
                let sums = block(packed, &panel[..depth]);
                for (sums, row) in sums.iter().zip(number * ROWS..rows) {
                    let out = &mut out[row * columns + first..row * columns + first + width];
                    out.iter_mut().zip(sums).for_each(|(out, sum)| *out += sum);
                }
            }
        }
    }
}

/// Sums of a block: all in registers, so that each step is one instruction for eight sums.
#[inline(always)]
fn block(left: &[[f32; ROWS]], panel: &[[f32; COLUMNS]]) -> [[f32; COLUMNS]; ROWS] {
    let mut sums = [[0.0f32; COLUMNS]; ROWS];
    for (left, right) in left.iter().zip(panel) {
        for row in 0..ROWS {
            for column in 0..COLUMNS {
                sums[row][column] = left[row].mul_add(right[column], sums[row][column]);
            }
        }
    }
    sums
}

/// Rows become columns.
pub fn turned(matrix: &[f32], columns: usize) -> Vec<f32> {
    let rows = matrix.len() / columns;
    let mut turned = vec![0.0; matrix.len()];
    for (row, line) in matrix.chunks_exact(columns).enumerate() {
        for (column, value) in line.iter().enumerate() {
            turned[column * rows + row] = *value;
        }
    }
    turned
}

/// Replaces scores by how far they are from the wanted distribution: softmax less one at the gold place, times a
/// weight. Gives the loss (weighted) and whether the gold place scored best.
pub fn descend(scores: &mut [f32], gold: usize, weight: f32) -> (f32, bool) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let right = scores[gold] >= most;
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - most);
        sum += *score;
    }
    let chance = scores[gold] / sum;
    let scale = weight / sum;
    scores.iter_mut().for_each(|score| *score *= scale);
    scores[gold] -= weight;
    (-weight * ln(chance.max(1e-9)), right)
}

/// Natural logarithm of a positive number, from operations that are rounded alike everywhere.
pub fn ln(value: f32) -> f32 {
    let bits = value.max(f32::MIN_POSITIVE).to_bits();
    let (mut power, mut part) = ((bits >> 23) as i32 - 127, f32::from_bits(bits & 0x7f_ffff | 0x3f80_0000));
    if part > std::f32::consts::SQRT_2 {
        (power, part) = (power + 1, part * 0.5);
    }
    let ratio = (part - 1.0) / (part + 1.0);
    let square = ratio * ratio;
    let series = 1.0 + square * (1.0 / 3.0 + square * (0.2 + square * (1.0 / 7.0 + square / 9.0)));
    power as f32 * std::f32::consts::LN_2 + 2.0 * ratio * series
}

/// Power of e, from operations that are rounded alike everywhere.
pub fn exp(value: f32) -> f32 {
    let scaled = (value.clamp(-80.0, 80.0)) * std::f32::consts::LOG2_E;
    let whole = scaled.round_ties_even();
    let part = (scaled - whole) * std::f32::consts::LN_2;
    let series = 1.0 + part * (1.0 + part * (0.5 + part * (1.0 / 6.0 + part * (1.0 / 24.0 + part / 120.0))));
    series * f32::from_bits(((whole as i32 + 127) << 23) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products() {
        for (rows, inner, columns) in [(1, 1, 1), (7, 3, 17), (13, 20, 40), (5, 600, 18)] {
            let left: Vec<f32> = (0..rows * inner).map(|n| (n % 7) as f32 - 3.0).collect();
            let right: Vec<f32> = (0..inner * columns).map(|n| (n % 5) as f32 - 2.0).collect();
            let mut out = vec![1.0; rows * columns];
            add_product(&left, &right, &mut out, inner, columns);
            for row in 0..rows {
                for column in 0..columns {
                    let sum: f32 =
                        (0..inner).map(|n| left[row * inner + n] * right[n * columns + column]).sum();
                    assert_eq!(out[row * columns + column], sum + 1.0);
                }
            }
        }
    }

    #[test]
    fn powers() {
        for value in [-20.0f32, -1.0, 0.0, 0.3, 5.0] {
            assert!((exp(value) / value.exp() - 1.0).abs() < 1e-5);
            assert!((ln(exp(value)) - value).abs() < 1e-5);
        }
    }
}
