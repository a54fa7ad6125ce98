//! Shrinks a network to bytes, as `parse.weights` holds it.

use super::layout::Place;
use super::model::Model;
use demarche_read::fitting::parse::net_fingerprint;
use demarche_read::fitting::weights::{Tag, ValueTable, pack};
use demarche_read::syntax::Deprel;
use std::collections::BTreeMap;

/// The bytes of `parse.weights`.
pub fn freeze(model: &Model, tags: &[Tag], relations: &[Deprel], forms: &BTreeMap<u32, u32>) -> Vec<u8> {
    let lines = |lines: Vec<String>| lines.join("\n").into_bytes();
    let shape = model.shape;
    let step = row_step(&model.table);
    let rows: Vec<u8> = model
        .table
        .iter()
        .map(|value| (value / step).round_ties_even().clamp(-127.0, 127.0) as i8 as u8)
        .collect();
    let (form_rows, part_rows) = rows.split_at(shape.forms * shape.width);
    let (mut weights, mut scales) = (Vec::new(), Vec::new());
    let mut others = vec![step];
    for layer in &model.layout.layers {
        shrink(model, &layer.gates, &mut weights, &mut scales);
        others.extend_from_slice(&model.dense[layer.keep.clone()]);
        others.extend_from_slice(&model.dense[layer.show.clone()]);
    }
    for place in [&model.layout.tags, &model.layout.ends, &model.layout.relations] {
        shrink(model, place, &mut weights, &mut scales);
    }
    let layout = &model.layout;
    for range in [&layout.root_arc, &layout.root_relation, &layout.sides, &layout.reaches] {
        others.extend_from_slice(&model.dense[range.clone()]);
    }
    let bytes = |numbers: Vec<f32>| numbers.into_iter().flat_map(f32::to_le_bytes).collect::<Vec<u8>>();
    let sections = [
        lines(tags.iter().map(|tag| tag.spell()).collect()),
        lines(relations.iter().map(|relation| relation.as_str().to_owned()).collect()),
        ValueTable::pack(forms),
        form_rows.to_vec(),
        part_rows.to_vec(),
        weights,
        bytes(scales),
        bytes(others),
    ];
    pack(net_fingerprint(), &sections)
}

/// One step of the rows: all but a few values lie within 127 of them.
fn row_step(table: &[f32]) -> f32 {
    let mut sizes: Vec<f32> = table.iter().map(|value| value.abs()).collect();
    sizes.sort_by(|one, other| other.total_cmp(one));
    sizes[sizes.len() / 20_000].max(1e-6) / 127.0
}

/// Writes a matrix, an output's weights after the other's, with the scale of each output and its bias.
fn shrink(model: &Model, place: &Place, weights: &mut Vec<u8>, scales: &mut Vec<f32>) {
    let matrix = &model.dense[place.weights.clone()];
    let column = |output: usize| (0..place.inputs).map(move |input| matrix[input * place.outputs + output]);
    for output in 0..place.outputs {
        let most = column(output).fold(1e-6f32, |most, weight| most.max(weight.abs()));
        scales.push(most / 127.0);
        weights.extend(column(output).map(|weight| (weight / (most / 127.0)).round_ties_even() as i8 as u8));
    }
    scales.extend_from_slice(&model.dense[place.biases.clone()]);
}
