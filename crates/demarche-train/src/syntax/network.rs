//! Fits the network that tags and parses.

use super::company;
use super::conllu::{Sentence, Treebank};
use super::examples::Vocabulary;
use super::net::adam::Adam;
use super::net::freeze::freeze;
use super::net::layout::Shape;
use super::net::model::{Dropout, Example, Model, Slopes};
use super::random::Random;
use demarche_read::fitting::parse::shape;

/// How a network is fitted.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Times that running text is gone through for the rows of words.
    pub company_rounds: usize,
    /// Times that the treebanks are gone through.
    pub rounds: usize,
    /// Rate of the first steps and of the last.
    pub rates: (f32, f32),
    /// How much is left out at random.
    pub dropout: Dropout,
    /// How much a tag counts against a head or a relation.
    pub tag_weight: f32,
    /// Where random numbers start.
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Plan {
        Plan {
            company_rounds: 3,
            rounds: 10,
            rates: (0.002, 0.0),
            dropout: Dropout { input: 0.2, layers: 0.25, ends: 0.33 },
            tag_weight: 0.5,
            seed: 20_261_122,
        }
    }
}

/// Words that one step learns from, about.
const BATCH: usize = 800;
/// Parts of a batch that are learnt from side by side; their gradients are added in order.
const PARTS: usize = 2;
/// Rounds between two looks at how the network does.
const WATCHED: usize = 5;
/// Steps until the rate is full.
const WARMING: usize = 200;

/// The shape that ships.
pub fn shipped(vocabulary: &Vocabulary) -> Shape {
    Shape {
        width: shape::WIDTH,
        layers: shape::LAYERS,
        tag_layer: shape::TAG_LAYER,
        arc: shape::ARC,
        relation: shape::RELATION,
        tags: vocabulary.tags.len(),
        relations: vocabulary.relations.len(),
        forms: vocabulary.rows(),
    }
}

/// Places of sentences in random order, in batches of about so many words.
fn batches(sentences: &[&Sentence], random: &mut Random) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    random.shuffle(&mut order);
    let mut batches = vec![Vec::new()];
    let mut words = 0;
    for place in order {
        if words >= BATCH {
            batches.push(Vec::new());
            words = 0;
        }
        words += sentences[place].rows.len();
        batches.last_mut().expect("there is always one").push(place);
    }
    batches
}

/// Learns from sentences, calling `after` with the model after each round.
pub fn learn(
    sentences: &[&Sentence],
    vocabulary: &Vocabulary,
    mut model: Model,
    plan: Plan,
    mut after: impl FnMut(usize, &Model),
) -> Model {
    let mut adam = Adam::new(&model);
    let mut random = Random::new(plan.seed + 1);
    let words: usize = sentences.iter().map(|sentence| sentence.rows.len()).sum();
    let total = (plan.rounds * (words / BATCH).max(1)) as f32;
    let mut steps = 0usize;
    let started = std::time::Instant::now();
    for round in 0..plan.rounds {
        let (mut loss, mut right, mut count) = (0.0, [0; 3], 0);
        for batch in batches(sentences, &mut random) {
            let examples: Vec<Example> =
                batch.iter().map(|place| vocabulary.example(sentences[*place], &mut random)).collect();
            let seed = random.below(1 << 60) as u64;
            let parts = slopes(&model, &examples, plan, seed);
            steps += 1;
            let warm = (steps as f32 / WARMING as f32).min(1.0);
            let done = (steps as f32 / total).min(0.995);
            let rate = plan.rates.0 + (plan.rates.1 - plan.rates.0) * done;
            adam.step(&mut model, &parts, rate * warm);
            for part in &parts {
                loss += part.loss;
                count += part.count;
                right.iter_mut().zip(part.right).for_each(|(sum, right)| *sum += right);
            }
        }
        let share = |right: usize| right as f64 * 100.0 / count.max(1) as f64;
        eprintln!(
            "  round {}: loss {:.4}, tags {:.2}, heads {:.2}, relations {:.2} of 100 right while learning; {:.0} s",
            round + 1,
            loss / count.max(1) as f64,
            share(right[0]),
            share(right[1]),
            share(right[2]),
            started.elapsed().as_secs_f64(),
        );
        after(round + 1, &model);
    }
    model
}

/// Gradients of the parts of a batch, in the order of the parts whichever is done first.
fn slopes(model: &Model, examples: &[Example], plan: Plan, seed: u64) -> Vec<Slopes> {
    let mut parts: Vec<Vec<&Example>> = vec![Vec::new(); PARTS];
    for (place, example) in examples.iter().enumerate() {
        parts[place % PARTS].push(example);
    }
    parts.retain(|part| !part.is_empty());
    std::thread::scope(|scope| {
        let running: Vec<_> = parts
            .iter()
            .enumerate()
            .map(|(number, part)| {
                let random = Random::new(seed + number as u64);
                scope.spawn(move || model.learn(part, plan.dropout, random, plan.tag_weight))
            })
            .collect();
        running.into_iter().map(|one| one.join().expect("learning does not panic")).collect()
    })
}

/// The bytes of `parse.weights`; `watch` sees them now and then.
///
/// Rows of words are fitted on running text first; then the whole network learns from the treebanks.
pub fn fit(train: &Treebank, news: &[Vec<String>], plan: Plan, mut watch: impl FnMut(&[u8])) -> Vec<u8> {
    let vocabulary = Vocabulary::new(train, news);
    let shape = shipped(&vocabulary);
    let mut rows = Model::new(shape, plan.seed);
    eprintln!(
        "  {} forms, {} tags, {} relations; {} numbers and {} rows of {}",
        vocabulary.rows(),
        vocabulary.tags.len(),
        vocabulary.relations.len(),
        rows.dense.len(),
        shape.rows(),
        shape.width
    );
    let mut text = news.to_vec();
    text.extend(train.sentences.iter().map(|one| one.rows.iter().map(|row| row.form.clone()).collect()));
    company::fit(&mut rows, &vocabulary, &text, plan.company_rounds, plan.seed);
    let model = Model { table: rows.table, ..Model::new(shape, plan.seed + 1) };
    let sentences: Vec<&Sentence> = train.sentences.iter().collect();
    let bytes = |model: &Model| freeze(model, &vocabulary.tags, &vocabulary.relations, &vocabulary.forms);
    let model = learn(&sentences, &vocabulary, model, plan, |round, model| {
        if round % WATCHED == 0 {
            watch(&bytes(model));
        }
    });
    bytes(&model)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A few sentences in CoNLL-U, each word the dependent of the one before.
    fn treebank() -> Treebank {
        let mut text = String::new();
        for sentence in ["Iran denied the reports .", "The envoys met in Muscat on Monday .", "Talks go on ."]
        {
            for (place, form) in sentence.split(' ').enumerate() {
                let relation = if place == 0 { "root" } else { "dep" };
                let (number, tag) = (place + 1, if place % 2 == 0 { "NOUN\tNN" } else { "VERB\tVB" });
                text += &format!("{number}\t{form}\t_\t{tag}\t_\t{place}\t{relation}\t_\t_\n");
            }
            text.push('\n');
        }
        Treebank::parse(&text)
    }

    #[test]
    fn the_same_data_give_the_same_bytes() {
        let train = treebank();
        let news: Vec<Vec<String>> = train
            .sentences
            .iter()
            .map(|sentence| sentence.rows.iter().rev().map(|row| row.form.to_lowercase()).collect())
            .collect();
        let plan = Plan { rounds: WATCHED, company_rounds: 1, ..Plan::default() };
        let (mut seen, mut again) = (Vec::new(), Vec::new());
        let one = fit(&train, &news, plan, |bytes| seen.push(bytes.to_vec()));
        let other = fit(&train, &news, plan, |bytes| again.push(bytes.to_vec()));
        assert!(one == other && seen == again && seen.len() == 1);
        assert!(fit(&train, &news, Plan { seed: 1, ..plan }, |_| ()) != one);
    }
}
