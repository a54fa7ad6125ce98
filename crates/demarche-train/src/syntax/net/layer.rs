//! One gated layer over a sentence, and its gradient.

use demarche_read::fitting::parse::shape::gate;

/// What a layer keeps of its way over the sentence, word by word.
#[derive(Default)]
pub struct Trace {
    /// The memory after each word, both directions.
    pub past: Vec<f32>,
    pub kept: Vec<f32>,
    pub shown: Vec<f32>,
}

/// Places of a sentence in the order of a direction.
fn order(count: usize, direction: usize) -> impl Iterator<Item = usize> {
    (0..count).map(move |step| if direction == 0 { step } else { count - 1 - step })
}

/// Runs over one sentence. `gates` is words by 3 width, `before` and `out` words by width.
#[inline(always)]
pub fn run(
    width: usize,
    keep: &[f32],
    show: &[f32],
    gates: &[f32],
    before: &[f32],
    out: &mut [f32],
    trace: (&mut [f32], &mut [f32], &mut [f32]),
) {
    let (pasts, kepts, showns) = trace;
    let half = width / 2;
    let count = before.len() / width;
    for direction in 0..2 {
        let shift = direction * half;
        let (keep, show) = (&keep[shift..shift + half], &show[shift..shift + half]);
        let mut past = vec![0.0f32; half];
        for place in order(count, direction) {
            let gates = &gates[place * 3 * width + direction * 3 * half..][..3 * half];
            let (fresh, rest) = gates.split_at(half);
            let (keeping, showing) = rest.split_at(half);
            let at = place * width + shift;
            let before = &before[at..at + half];
            let out = &mut out[at..at + half];
            let (kepts, showns) = (&mut kepts[at..at + half], &mut showns[at..at + half]);
            for unit in 0..half {
                let kept = gate(keeping[unit] + keep[unit] * past[unit]);
                let shown = gate(showing[unit] + show[unit] * past[unit]);
                past[unit] = kept * past[unit] + (1.0 - kept) * fresh[unit];
                out[unit] = shown * past[unit] + (1.0 - shown) * before[unit];
                kepts[unit] = kept;
                showns[unit] = shown;
            }
            pasts[at..at + half].copy_from_slice(&past);
        }
    }
}

/// Slope of a gate where it has a value.
#[inline(always)]
fn slope(gate: f32) -> f32 {
    let signed = 2.0 * gate - 1.0;
    let rest = (1.0 - signed * signed).max(0.0);
    0.5 * rest * rest.sqrt()
}

/// Values of a run and the gradients that flow back through it, each of one sentence.
pub struct Back<'v> {
    pub gates: &'v [f32],
    pub before: &'v [f32],
    pub past: &'v [f32],
    pub kept: &'v [f32],
    pub shown: &'v [f32],
    /// Gradient of what came out.
    pub out: &'v [f32],
}

/// Sends gradients back: to the gates (`gates_slope`), the values before (added), and the weights of the past (added).
#[inline(always)]
pub fn back(
    width: usize,
    keep: &[f32],
    show: &[f32],
    values: &Back<'_>,
    gates_slope: &mut [f32],
    before_slope: &mut [f32],
    weights_slope: (&mut [f32], &mut [f32]),
) {
    let (keep_slope, show_slope) = weights_slope;
    let half = width / 2;
    let count = values.before.len() / width;
    for direction in 0..2 {
        let shift = direction * half;
        let (keep, show) = (&keep[shift..shift + half], &show[shift..shift + half]);
        let (keep_slope, show_slope) =
            (&mut keep_slope[shift..shift + half], &mut show_slope[shift..shift + half]);
        let mut carried = vec![0.0f32; half];
        let zeros = vec![0.0f32; half];
        for place in order(count, 1 - direction) {
            let previous = if direction == 0 { place.checked_sub(1) } else { Some(place + 1) };
            let previous = previous.filter(|previous| *previous < count);
            let previous =
                previous.map_or(&zeros[..], |previous| &values.past[previous * width + shift..][..half]);
            let start = place * 3 * width + direction * 3 * half;
            let fresh = &values.gates[start..start + half];
            let (fresh_slope, rest) = gates_slope[start..start + 3 * half].split_at_mut(half);
            let (keeping_slope, showing_slope) = rest.split_at_mut(half);
            let at = place * width + shift;
            let before = &values.before[at..at + half];
            let past = &values.past[at..at + half];
            let kept = &values.kept[at..at + half];
            let shown = &values.shown[at..at + half];
            let out = &values.out[at..at + half];
            let before_slope = &mut before_slope[at..at + half];
            for unit in 0..half {
                let (kept, shown) = (kept[unit], shown[unit]);
                let shown_slope = out[unit] * (past[unit] - before[unit]) * slope(shown);
                before_slope[unit] += out[unit] * (1.0 - shown);
                let memory = carried[unit] + out[unit] * shown;
                let kept_slope = memory * (previous[unit] - fresh[unit]) * slope(kept);
                fresh_slope[unit] = memory * (1.0 - kept);
                keeping_slope[unit] = kept_slope;
                showing_slope[unit] = shown_slope;
                carried[unit] = memory * kept + kept_slope * keep[unit] + shown_slope * show[unit];
                keep_slope[unit] += kept_slope * previous[unit];
                show_slope[unit] += shown_slope * previous[unit];
            }
        }
    }
}
