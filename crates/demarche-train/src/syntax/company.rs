//! Fits the rows of words on running text, before any tree is learnt from: the sum of a word's rows foretells which
//! words stand one and two places before and after it.
//!
//! Each place has weights of its own, so that words come to lie near those that are used alike.

use super::examples::Vocabulary;
use super::net::math::{exp, ln, widest};
use super::net::model::{Model, NO_ROW, ROWS};
use super::random::Random;
use std::collections::HashMap;

/// Where the foretold words stand.
const PLACES: [isize; 4] = [-2, -1, 1, 2];
/// Words drawn at random that should not be foretold, for each that should.
const OTHERS: usize = 4;
/// Share of the text above which a word is now and then passed over.
const FREQUENT: f32 = 1e-3;
/// First rates of the rows and of what foretells.
const ROW_RATE: f32 = 0.006;
const OUT_RATE: f32 = 0.03;
/// Size of the values of a word that layers learn best from.
const SIZE: f32 = 0.45;

/// Fits the table of a model; returns nothing but better rows.
pub fn fit(model: &mut Model, vocabulary: &Vocabulary, sentences: &[Vec<String>], rounds: usize, seed: u64) {
    widest(|| foretell(model, vocabulary, sentences, rounds, seed));
}

#[inline(always)]
fn foretell(model: &mut Model, vocabulary: &Vocabulary, sentences: &[Vec<String>], rounds: usize, seed: u64) {
    let width = model.shape.width;
    let (types, text) = number(vocabulary, sentences);
    let mut counts = vec![0usize; model.shape.forms];
    for word in text.iter().flatten() {
        counts[types[*word as usize][0] as usize] += 1;
    }
    let total: usize = counts.iter().sum();
    let drawn = draws(&counts);
    let mut outs = vec![0.0f32; PLACES.len() * model.shape.forms * width];
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..text.len()).collect();
    let (mut sum, mut slope) = (vec![0.0f32; width], vec![0.0f32; width]);
    let (mut done, all) = (0usize, total * rounds);
    for round in 0..rounds {
        random.shuffle(&mut order);
        let (mut loss, mut pairs) = (0.0f64, 0usize);
        for sentence in order.iter().map(|place| &text[*place]) {
            let left = (1.0 - done as f32 / all as f32).max(0.01);
            done += sentence.len();
            for (place, word) in sentence.iter().enumerate() {
                let rows = &types[*word as usize];
                let share = counts[rows[0] as usize] as f32 / total as f32;
                if share > FREQUENT && random.often((1000.0 * (1.0 - (FREQUENT / share).sqrt())) as usize) {
                    continue;
                }
                sum.fill(0.0);
                slope.fill(0.0);
                for row in rows.iter().filter(|row| **row != NO_ROW) {
                    let at = *row as usize * width;
                    sum.iter_mut().zip(&model.table[at..at + width]).for_each(|(sum, value)| *sum += value);
                }
                for (number, offset) in PLACES.iter().enumerate() {
                    let Some(other) = place.checked_add_signed(*offset).and_then(|place| sentence.get(place))
                    else {
                        continue;
                    };
                    let wanted = types[*other as usize][0];
                    for draw in 0..=OTHERS {
                        let (target, truth) = match draw {
                            0 => (wanted, 1.0),
                            _ => (drawn[random.below(drawn.len())], 0.0),
                        };
                        if draw > 0 && target == wanted {
                            continue;
                        }
                        let at = (number * model.shape.forms + target as usize) * width;
                        let out = &mut outs[at..at + width];
                        let score = dot(&sum, out);
                        let chance = 1.0 / (1.0 + exp(-score));
                        let error = truth - chance;
                        loss -= f64::from(ln(if draw == 0 { chance } else { 1.0 - chance }.max(1e-6)));
                        for ((slope, out), sum) in slope.iter_mut().zip(out.iter_mut()).zip(&sum) {
                            *slope += error * *out;
                            *out += OUT_RATE * left * error * sum;
                        }
                    }
                    pairs += 1;
                }
                for row in rows.iter().filter(|row| **row != NO_ROW) {
                    let at = *row as usize * width;
                    let values = &mut model.table[at..at + width];
                    values
                        .iter_mut()
                        .zip(&slope)
                        .for_each(|(value, slope)| *value += ROW_RATE * left * slope);
                }
            }
        }
        eprintln!("  company of words, round {}: loss {:.4}", round + 1, loss / pairs.max(1) as f64);
    }
    scale(model, &types, &text);
}

/// Product of two lists, in sixteen lanes.
#[inline(always)]
fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    for (one, other) in one.as_chunks::<16>().0.iter().zip(other.as_chunks::<16>().0) {
        for lane in 0..16 {
            lanes[lane] = one[lane].mul_add(other[lane], lanes[lane]);
        }
    }
    lanes.iter().sum()
}

/// Rows of each different word, and the text as numbers of words.
fn number(vocabulary: &Vocabulary, sentences: &[Vec<String>]) -> (Vec<[u32; ROWS]>, Vec<Vec<u32>>) {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut types = Vec::new();
    let text = sentences
        .iter()
        .map(|sentence| {
            sentence
                .iter()
                .map(|form| {
                    *numbers.entry(form).or_insert_with(|| {
                        let mut rows = vocabulary.look_up(std::slice::from_ref(form), None)[0];
                        // How it stands in its sentence says nothing here.
                        rows[ROWS - 1] = NO_ROW;
                        types.push(rows);
                        types.len() as u32 - 1
                    })
                })
                .collect()
        })
        .collect();
    (types, text)
}

/// Forms to draw from, frequent ones more often, but less so than they stand in the text.
fn draws(counts: &[usize]) -> Vec<u32> {
    let weight = |count: usize| ((count as f32).sqrt() * (count as f32).sqrt().sqrt()).ceil() as usize;
    counts.iter().zip(0..).flat_map(|(count, form)| std::iter::repeat_n(form, weight(*count))).collect()
}

/// Brings the values of words to the size that layers start from.
fn scale(model: &mut Model, types: &[[u32; ROWS]], text: &[Vec<u32>]) {
    let width = model.shape.width;
    let (mut squares, mut count) = (0.0f64, 0usize);
    for word in text.iter().flatten().step_by(97) {
        let mut sum = vec![0.0f32; width];
        for row in types[*word as usize].iter().filter(|row| **row != NO_ROW) {
            let at = *row as usize * width;
            sum.iter_mut().zip(&model.table[at..at + width]).for_each(|(sum, value)| *sum += value);
        }
        squares += sum.iter().map(|value| f64::from(value * value)).sum::<f64>();
        count += width;
    }
    let factor = SIZE / ((squares / count.max(1) as f64) as f32).sqrt().max(1e-6);
    eprintln!("  company of words: values times {factor:.3}");
    model.table.iter_mut().for_each(|value| *value *= factor);
}
