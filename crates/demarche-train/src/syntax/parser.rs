//! Fits the parser: weights of actions by beam search, then weights of relations.

use super::conllu::{Sentence, Treebank, projective_heads};
use super::learner::Learner;
use super::random::Random;
use super::tagger;
use demarche_read::fitting::parse::{
    Action, Context, Node, Scorer, Search, Tree, allowed, fingerprint, lookahead, node_of, write_features,
    write_relation_features,
};
use demarche_read::fitting::weights::{ActionTable, Casing, Classes, INDEX_BITS, Tag, Word, pack};
use demarche_read::syntax::Deprel;

/// Derivations kept at each step.
const WIDTH: usize = 4;
/// Times the corpora are gone through for arcs, and for relations.
const ROUNDS: usize = 4;
const RELATION_ROUNDS: usize = 4;
/// Most features of actions that are kept: four bytes each.
const ACTION_FEATURES: usize = 1_000_000;
/// Buckets of four features.
const ACTION_BITS: u32 = 18;
/// Most weights of relations that are kept: two bytes each.
const RELATION_PAIRS: usize = 700_000;

/// A sentence ready for fitting.
struct Example {
    nodes: Vec<Node>,
    heads: Vec<u16>,
    labels: Vec<Deprel>,
    actions: Vec<Action>,
}

/// Weights of actions while they are being fitted.
struct Actions {
    now: Vec<[i16; 4]>,
    sum: Vec<[i64; 3]>,
    time: i64,
}

impl Scorer for Actions {
    #[inline(always)]
    fn add(&self, feature: u32, scores: &mut [i32; 3]) {
        let [shift, left, right, _] = self.now[feature as usize];
        scores[0] += i32::from(shift);
        scores[1] += i32::from(left);
        scores[2] += i32::from(right);
    }
}

impl Actions {
    fn change(&mut self, features: &[u32], action: Action, by: i16) {
        for feature in features {
            self.now[*feature as usize][action as usize] += by;
            self.sum[*feature as usize][action as usize] += i64::from(by) * self.time;
        }
    }

    fn freeze(&self) -> Vec<u8> {
        let average = |feature: usize, action: usize| {
            f64::from(self.now[feature][action]) - self.sum[feature][action] as f64 / self.time as f64
        };
        let mut features: Vec<(f64, u32, [f64; 3])> = Vec::new();
        for feature in 0..self.now.len() {
            let weights = [average(feature, 0), average(feature, 1), average(feature, 2)];
            let spread = weights.iter().fold(f64::MIN, |most, one| most.max(*one))
                - weights.iter().fold(f64::MAX, |least, one| least.min(*one));
            if spread > 0.0 {
                features.push((spread, feature as u32, weights));
            }
        }
        features.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let most = features.get(features.len() / 2000).map_or(1.0, |feature| feature.0 / 2.0);
        eprintln!("  {} features of actions, {} kept", features.len(), features.len().min(ACTION_FEATURES));
        features.truncate(ACTION_FEATURES);
        let scale = 127.0 / most;
        let packed: Vec<(u32, [i8; 3])> = features
            .iter()
            .map(|(_, feature, weights)| {
                (*feature, weights.map(|weight| (weight * scale).round().clamp(-127.0, 127.0) as i8))
            })
            .filter(|(_, weights)| weights.iter().any(|weight| *weight != 0))
            .collect();
        ActionTable::pack(&packed, ACTION_BITS)
    }
}

/// The actions that build a projective tree, arcs as early as they can be.
fn derivation(heads: &[u16]) -> Vec<Action> {
    let size = heads.len();
    let mut waiting = vec![0usize; size];
    for head in &heads[1..] {
        waiting[usize::from(*head)] += 1;
    }
    let (mut stack, mut next, mut actions) = (vec![0usize], 1, Vec::new());
    while next < size || stack.len() > 1 {
        let top = stack[stack.len() - 1];
        let below = stack.len().checked_sub(2).map(|place| stack[place]);
        let action = if top != 0 && next < size && usize::from(heads[top]) == next {
            waiting[next] -= 1;
            stack.pop();
            Action::Left
        } else if top != 0
            && waiting[top] == 0
            && below == Some(usize::from(heads[top]))
            && (below != Some(0) || next == size)
        {
            waiting[usize::from(heads[top])] -= 1;
            stack.pop();
            Action::Right
        } else if next < size {
            stack.push(next);
            next += 1;
            Action::Shift
        } else {
            // Not a projective tree with one root: no derivation.
            return Vec::new();
        };
        actions.push(action);
    }
    actions
}

fn example(sentence: &Sentence, tags: &[Tag], classes: &Classes) -> Example {
    let mut nodes = vec![Node::root()];
    nodes.extend(sentence.rows.iter().zip(tags).map(|(row, tag)| {
        let lower = demarche_read::text::lower(&row.form);
        node_of(&Word::new(&lower, Casing::Sentence, false, classes), *tag)
    }));
    lookahead(&mut nodes);
    let heads = projective_heads(&sentence.rows);
    let labels = [Deprel::Root].into_iter().chain(sentence.rows.iter().map(|row| row.deprel)).collect();
    let actions = derivation(&heads);
    Example { nodes, heads, labels, actions }
}

/// The bytes of `parse.weights`.
pub fn fit(train: &Treebank, classes: Classes) -> Result<Vec<u8>, String> {
    let tags = tagger::cross_tagged()?;
    let examples: Vec<Example> =
        train.sentences.iter().zip(&tags).map(|(sentence, tags)| example(sentence, tags, &classes)).collect();
    let actions = fit_actions(&examples);
    let (labels, relations) = fit_relations(&examples);
    let names: String = labels.iter().map(|label| format!("{}\n", label.as_str())).collect();
    let width = format!("{WIDTH}\n");
    Ok(pack(
        fingerprint(),
        &[width.into_bytes(), actions, names.into_bytes(), relations.offsets, relations.data],
    ))
}

fn fit_actions(examples: &[Example]) -> Vec<u8> {
    let mut weights =
        Actions { now: vec![[0; 4]; 1 << INDEX_BITS], sum: vec![[0; 3]; 1 << INDEX_BITS], time: 1 };
    let mut order: Vec<usize> =
        (0..examples.len()).filter(|number| !examples[*number].actions.is_empty()).collect();
    let mut random = Random::new(20_261_122);
    let mut search = Search::default();
    let mut gold = Search::default();
    let mut features = Vec::new();
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        let started = std::time::Instant::now();
        let mut right = 0;
        for number in &order {
            right +=
                usize::from(learn(&examples[*number], &mut weights, &mut search, &mut gold, &mut features));
        }
        eprintln!(
            "  arcs, round {}: {:.2} of 100 sentences right while learning, {:.0} s",
            round + 1,
            right as f64 * 100.0 / order.len() as f64,
            started.elapsed().as_secs_f64()
        );
    }
    weights.freeze()
}

/// Searches one sentence and moves the weights at the step where the search is worst; whether the tree was right.
fn learn(
    example: &Example,
    weights: &mut Actions,
    search: &mut Search,
    gold: &mut Search,
    features: &mut Vec<u32>,
) -> bool {
    let nodes = &example.nodes;
    weights.time += 1;
    gold.start(nodes);
    let mut score = 0;
    for (step, action) in example.actions.iter().enumerate() {
        let mut scores = [0; 3];
        let context = gold.context(&gold.states()[step]);
        demarche_read::fitting::parse::score(nodes, &context, weights, features, &mut scores);
        score += scores[*action as usize];
        gold.push(step, *action, score);
    }
    search.start(nodes);
    // The best state after each step, and the right one while the beam holds it.
    let mut leaders = vec![0];
    let mut kept = Some(0);
    let mut wrong = vec![false];
    while search.step(nodes, weights, WIDTH) {
        let action = example.actions[leaders.len() - 1];
        kept = kept.and_then(|before| {
            search.beam().find(|place| {
                let state = &search.states()[*place];
                state.parent as usize == before && state.action == action
            })
        });
        leaders.push(search.beam().start);
        wrong.push(kept != Some(search.beam().start));
    }
    if wrong.last() == Some(&false) {
        return true;
    }
    let worst = (1..leaders.len())
        .filter(|step| wrong[*step])
        .max_by_key(|step| {
            (search.states()[leaders[*step]].score - gold.states()[*step].score, std::cmp::Reverse(*step))
        })
        .unwrap_or(0);
    let path = self::path(search, leaders[worst]);
    let mut same = true;
    for (step, state) in path.iter().enumerate() {
        let guess = search.states()[*state].action;
        let right = example.actions[step];
        if same && guess == right {
            continue;
        }
        let parent = search.states()[*state].parent as usize;
        let mut change = |context: Context, action, by| {
            write_features(nodes, &context, features);
            weights.change(features, action, by);
        };
        change(gold.context(&gold.states()[step]), right, 1);
        change(search.context(&search.states()[parent]), guess, -1);
        same = false;
    }
    false
}

/// The states of a derivation, first action first.
fn path(search: &Search, last: usize) -> Vec<usize> {
    let mut states = Vec::new();
    let mut place = last;
    while place != 0 {
        states.push(place);
        place = search.states()[place].parent as usize;
    }
    states.reverse();
    states
}

fn fit_relations(examples: &[Example]) -> (Vec<Deprel>, demarche_read::fitting::weights::PairBytes) {
    let labels: Vec<Deprel> = Deprel::ALL.iter().copied().filter(|label| allowed(*label)).collect();
    let mut learner = Learner::new();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(20_261_122);
    let (mut features, mut scores, mut tree) = (Vec::new(), vec![0; labels.len()], Tree::default());
    for round in 0..RELATION_ROUNDS {
        random.shuffle(&mut order);
        let (mut right, mut all) = (0, 0);
        for number in &order {
            let Example { nodes, heads, labels: gold, .. } = &examples[*number];
            tree.build(nodes, heads);
            for step in 1..tree.order.len() {
                let dependent = usize::from(tree.order[step]);
                if heads[dependent] == 0 {
                    tree.labels[dependent] = Deprel::Root;
                    continue;
                }
                write_relation_features(nodes, &tree, dependent, &mut features);
                scores.fill(0);
                learner.score(&features, &mut scores);
                let guess = (0..scores.len())
                    .max_by_key(|label| (scores[*label], std::cmp::Reverse(*label)))
                    .unwrap_or(0);
                let wanted = labels.iter().position(|label| *label == gold[dependent]).unwrap_or(guess);
                learner.tick();
                if guess != wanted {
                    learner.change(&features, wanted as u8, 1);
                    learner.change(&features, guess as u8, -1);
                }
                right += usize::from(guess == wanted);
                all += 1;
                tree.labels[dependent] = labels[guess];
                tree.note(dependent);
            }
        }
        eprintln!(
            "  relations, round {}: {:.2} of 100 right while learning",
            round + 1,
            right as f64 * 100.0 / all as f64
        );
    }
    (labels, learner.freeze(RELATION_PAIRS))
}
