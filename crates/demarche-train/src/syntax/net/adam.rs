//! Steps down the gradient: Adam, with rows of the table moved only when their words come.

use super::math::widest;
use super::model::{Model, NO_ROW, Slopes};

const PAST: f32 = 0.9;
const PAST_SQUARES: f32 = 0.98;
const LEAST: f32 = 1e-8;
/// Longest gradient of the dense numbers that is followed; longer ones are shortened.
const LONGEST: f32 = 4.0;

/// Running means of the gradient and its squares.
pub struct Adam {
    dense: Moments,
    table: Moments,
    steps: i32,
    /// Gradients of the table's rows, zero between steps.
    rows: Vec<f32>,
}

struct Moments {
    means: Vec<f32>,
    squares: Vec<f32>,
}

impl Moments {
    fn new(size: usize) -> Moments {
        Moments { means: vec![0.0; size], squares: vec![0.0; size] }
    }

    #[inline(always)]
    fn step(&mut self, at: usize, values: &mut [f32], slopes: &[f32], rate: f32, evened: f32) {
        let means = &mut self.means[at..at + values.len()];
        let squares = &mut self.squares[at..at + values.len()];
        for (((value, slope), mean), square) in values.iter_mut().zip(slopes).zip(means).zip(squares) {
            *mean = PAST * *mean + (1.0 - PAST) * slope;
            *square = PAST_SQUARES * *square + (1.0 - PAST_SQUARES) * slope * slope;
            *value -= rate * *mean / ((*square * evened).sqrt() + LEAST);
        }
    }
}

impl Adam {
    pub fn new(model: &Model) -> Adam {
        Adam {
            dense: Moments::new(model.dense.len()),
            table: Moments::new(model.table.len()),
            steps: 0,
            rows: vec![0.0; model.table.len()],
        }
    }

    /// One step; parts are added up in their order.
    pub fn step(&mut self, model: &mut Model, parts: &[Slopes], rate: f32) {
        widest(|| self.step_by(model, parts, rate));
    }

    #[inline(always)]
    fn step_by(&mut self, model: &mut Model, parts: &[Slopes], rate: f32) {
        self.steps += 1;
        let words: usize = parts.iter().map(|part| part.count).sum();
        let scale = 1.0 / words.max(1) as f32;
        // Both means start at nothing: early on they are evened out.
        let evened = 1.0 / (1.0 - PAST_SQUARES.powi(self.steps));
        let rate = rate / (1.0 - PAST.powi(self.steps));
        let mut dense = vec![0.0; model.dense.len()];
        for part in parts {
            dense.iter_mut().zip(&part.dense).for_each(|(sum, slope)| *sum += slope * scale);
        }
        let mut lanes = [0.0f32; 16];
        for chunk in dense.chunks(16) {
            lanes.iter_mut().zip(chunk).for_each(|(lane, slope)| *lane += slope * slope);
        }
        let length = lanes.iter().sum::<f32>().sqrt();
        if length > LONGEST {
            dense.iter_mut().for_each(|slope| *slope *= LONGEST / length);
        }
        self.dense.step(0, &mut model.dense, &dense, rate, evened);

        let width = model.shape.width;
        let mut touched = Vec::new();
        for part in parts {
            for (rows, slope) in part.rows.iter().zip(part.words.chunks_exact(width)) {
                for row in rows.iter().filter(|row| **row != NO_ROW) {
                    touched.push(*row);
                    let at = *row as usize * width;
                    let sums = &mut self.rows[at..at + width];
                    sums.iter_mut().zip(slope).for_each(|(sum, slope)| *sum += slope * scale);
                }
            }
        }
        touched.sort_unstable();
        touched.dedup();
        for row in touched {
            let at = row as usize * width;
            let slopes = &mut self.rows[at..at + width];
            self.table.step(at, &mut model.table[at..at + width], slopes, rate, evened);
            slopes.fill(0.0);
        }
    }
}
