//! Averaged perceptron over many labels, with sparse rows.

use demarche_read::fitting::weights::{INDEX_BITS, LabelTable, PairBytes};

/// What scoring reads of a weight.
#[derive(Clone, Copy)]
struct Weight {
    now: i32,
    label: u8,
}

/// What averaging needs of a weight besides.
#[derive(Clone, Copy)]
struct Past {
    sum: i64,
    since: u32,
}

/// Weights while they are being fitted.
pub struct Learner {
    /// Row of each feature, 0 for none.
    places: Vec<u32>,
    rows: Vec<Vec<Weight>>,
    pasts: Vec<Vec<Past>>,
    features: Vec<u32>,
    time: u32,
}

impl Learner {
    pub fn new() -> Learner {
        Learner {
            places: vec![0; 1 << INDEX_BITS],
            rows: vec![Vec::new()],
            pasts: vec![Vec::new()],
            features: vec![0],
            time: 1,
        }
    }

    /// Adds up what the features say for each label.
    pub fn score(&self, features: &[u32], scores: &mut [i32]) {
        for feature in features {
            for weight in &self.rows[self.places[*feature as usize] as usize] {
                scores[usize::from(weight.label)] += weight.now;
            }
        }
    }

    /// One example has been seen.
    pub fn tick(&mut self) {
        self.time += 1;
    }

    /// Moves the features' weights for a label.
    pub fn change(&mut self, features: &[u32], label: u8, by: i32) {
        for feature in features {
            let place = &mut self.places[*feature as usize];
            if *place == 0 {
                *place = self.rows.len() as u32;
                self.rows.push(Vec::new());
                self.pasts.push(Vec::new());
                self.features.push(*feature);
            }
            let (row, pasts) = (&mut self.rows[*place as usize], &mut self.pasts[*place as usize]);
            let found = row.iter().position(|weight| weight.label == label).unwrap_or_else(|| {
                row.push(Weight { now: 0, label });
                pasts.push(Past { sum: 0, since: self.time });
                row.len() - 1
            });
            let (weight, past) = (&mut row[found], &mut pasts[found]);
            past.sum += i64::from(weight.now) * i64::from(self.time - past.since);
            past.since = self.time;
            weight.now += by;
        }
    }

    /// Averages, shrinks to bytes and drops the lightest until at most `pairs` are left.
    pub fn freeze(&self, pairs: usize) -> PairBytes {
        let average = |weight: &Weight, past: &Past| {
            let sum = past.sum + i64::from(weight.now) * i64::from(self.time - past.since);
            sum as f64 / f64::from(self.time)
        };
        let averages: Vec<Vec<(u8, f64)>> = self
            .rows
            .iter()
            .zip(&self.pasts)
            .map(|(row, pasts)| {
                row.iter().zip(pasts).map(|(weight, past)| (weight.label, average(weight, past))).collect()
            })
            .collect();
        let mut sizes: Vec<f64> =
            averages.iter().flatten().map(|(_, weight)| weight.abs()).filter(|size| *size > 0.0).collect();
        sizes.sort_by(|one, other| other.total_cmp(one));
        if sizes.is_empty() {
            return LabelTable::pack(&[], 16);
        }
        let least = sizes[pairs.min(sizes.len()) - 1];
        let most = sizes[sizes.len() / 5000];
        let scale = 127.0 / most;
        eprintln!("  {} weights, {} kept, step {:.3}", sizes.len(), pairs.min(sizes.len()), 1.0 / scale);
        let mut kept = Vec::new();
        for (row, feature) in averages.iter().zip(&self.features) {
            let mut pairs: Vec<(u8, i8)> = row
                .iter()
                .filter(|(_, weight)| weight.abs() >= least)
                .map(|(label, weight)| (*label, (weight * scale).round().clamp(-127.0, 127.0) as i8))
                .filter(|(_, weight)| *weight != 0)
                .collect();
            pairs.sort_unstable();
            if !pairs.is_empty() {
                kept.push((*feature, pairs));
            }
        }
        // About one feature to a bucket, so that most of those not there are told at once.
        LabelTable::pack(&kept, kept.len().max(1).ilog2().clamp(16, 18))
    }
}
