//! Chooses the heads of a sentence: the best tree without crossing arcs and with one root.
//!
//! In: how well each word goes with each head. Out: a head for each word. Mostly the best head of each word already
//! makes such a tree. Where not, the best tree is found by dynamic programming (Eisner's algorithm); in sentences too
//! long for its cubic time, arcs are taken one by one, the surest first.

/// Words of the longest sentence that is searched through.
const LONGEST_SEARCHED: usize = 100;
/// Largest score of an arc either way: sums over the longest searched sentence stay inside 32 bits.
const MOST: i32 = 1 << 24;
/// Heads of a word that are tried in a long sentence before any is taken that fits.
const TRIED: usize = 6;

/// Scores of the arcs of a sentence; words count from one, the root is 0.
#[derive(Clone, Debug, Default)]
pub struct Arcs {
    scores: Vec<i32>,
    words: usize,
}

impl Arcs {
    /// Forgets the last sentence.
    pub fn clear(&mut self, words: usize) {
        self.words = words;
        self.scores.clear();
        self.scores.resize(words * (words + 1), 0);
    }

    /// Scores of all heads for a word.
    pub fn row(&mut self, dependent: usize) -> &mut [i32] {
        let width = self.words + 1;
        &mut self.scores[(dependent - 1) * width..dependent * width]
    }

    fn score(&self, dependent: usize, head: usize) -> i32 {
        self.scores[(dependent - 1) * (self.words + 1) + head]
    }

    /// Holds scores inside what can be added up, and takes from each word the arc to itself.
    pub fn settle(&mut self) {
        for score in &mut self.scores {
            *score = (*score).clamp(-MOST, MOST);
        }
        for word in 1..=self.words {
            self.row(word)[word] = -MOST;
        }
    }
}

/// Buffers of the search, kept from one sentence to the next.
#[derive(Clone, Debug, Default)]
pub struct Search {
    tree: Tree,
    chart: Chart,
}

impl Search {
    /// Heads of the words from place 1; place 0 stays 0.
    pub fn heads(&mut self, arcs: &Arcs, heads: &mut Vec<u16>) {
        heads.clear();
        heads.push(0);
        for dependent in 1..=arcs.words {
            let width = arcs.words + 1;
            let row = &arcs.scores[(dependent - 1) * width..dependent * width];
            let best = row.iter().copied().max().unwrap_or(0);
            heads.push(row.iter().position(|score| *score == best).unwrap_or(0) as u16);
        }
        if self.tree.holds(heads) {
            return;
        }
        if arcs.words <= LONGEST_SEARCHED {
            self.chart.fill(arcs);
            self.chart.read(heads);
        } else {
            take_surest(arcs, heads);
        }
    }
}

/// Checks that heads make a tree with one root and no crossing arcs.
#[derive(Clone, Debug, Default)]
struct Tree {
    waiting: Vec<u16>,
    size: Vec<u16>,
    low: Vec<u16>,
    high: Vec<u16>,
    ready: Vec<u16>,
}

impl Tree {
    fn holds(&mut self, heads: &[u16]) -> bool {
        let count = heads.len();
        if heads.iter().skip(1).filter(|head| **head == 0).count() != 1 {
            return false;
        }
        self.waiting.clear();
        self.waiting.resize(count, 0);
        for head in &heads[1..] {
            self.waiting[usize::from(*head)] += 1;
        }
        self.size.clear();
        self.size.resize(count, 1);
        self.low.clear();
        self.low.extend(0..count as u16);
        self.high.clear();
        self.high.extend(0..count as u16);
        self.ready.clear();
        self.ready.extend((1..count as u16).filter(|place| self.waiting[usize::from(*place)] == 0));
        let mut done = 0;
        // From the leaves up: the words under each word must lie side by side.
        while let Some(place) = self.ready.pop() {
            let place = usize::from(place);
            done += 1;
            if self.high[place] - self.low[place] + 1 != self.size[place] {
                return false;
            }
            let head = usize::from(heads[place]);
            self.size[head] += self.size[place];
            self.low[head] = self.low[head].min(self.low[place]);
            self.high[head] = self.high[head].max(self.high[place]);
            self.waiting[head] -= 1;
            if self.waiting[head] == 0 && head != 0 {
                self.ready.push(head as u16);
            }
        }
        done + 1 == count
    }
}

/// Best trees over stretches of words, by their ends. Words count from 0 here.
///
/// Each table is kept so that the innermost loop runs along a row: `by_start[a][b]` or `by_end[b][a]`.
#[derive(Clone, Debug, Default)]
struct Chart {
    words: usize,
    /// Trees whose head is the first word: whole, and with an arc to the last one.
    right: Vec<i32>,
    right_by_end: Vec<i32>,
    right_arc: Vec<i32>,
    /// Trees whose head is the last word: whole, and with an arc to the first one.
    left: Vec<i32>,
    left_by_end: Vec<i32>,
    left_arc_by_end: Vec<i32>,
    /// Where each stretch was put together.
    right_cut: Vec<u8>,
    left_cut: Vec<u8>,
    arc_cut: Vec<u8>,
    root: usize,
}

/// The largest sum of two rows, place by place, and the first place that has it.
fn best_sum(one: &[i32], other: &[i32]) -> (i32, usize) {
    let best = one.iter().zip(other).map(|(one, other)| one + other).max().unwrap_or(0);
    let place = one.iter().zip(other).position(|(one, other)| one + other == best);
    (best, place.unwrap_or(0))
}

impl Chart {
    fn fill(&mut self, arcs: &Arcs) {
        let words = arcs.words;
        self.words = words;
        let size = words * words;
        for table in [
            &mut self.right,
            &mut self.right_by_end,
            &mut self.right_arc,
            &mut self.left,
            &mut self.left_by_end,
            &mut self.left_arc_by_end,
        ] {
            table.clear();
            table.resize(size, 0);
        }
        for table in [&mut self.right_cut, &mut self.left_cut, &mut self.arc_cut] {
            table.clear();
            table.resize(size, 0);
        }
        for length in 1..words {
            for start in 0..words - length {
                let end = start + length;
                let (by_start, by_end) = (start * words, end * words);
                let (best, cut) = best_sum(
                    &self.right[by_start + start..by_start + end],
                    &self.left_by_end[by_end + start + 1..by_end + end + 1],
                );
                self.arc_cut[by_start + end] = (start + cut) as u8;
                self.right_arc[by_start + end] = best + arcs.score(end + 1, start + 1);
                self.left_arc_by_end[by_end + start] = best + arcs.score(start + 1, end + 1);
                let (best, cut) = best_sum(
                    &self.right_arc[by_start + start + 1..=by_start + end],
                    &self.right_by_end[by_end + start + 1..=by_end + end],
                );
                self.right_cut[by_start + end] = (start + 1 + cut) as u8;
                self.right[by_start + end] = best;
                self.right_by_end[by_end + start] = best;
                let (best, cut) = best_sum(
                    &self.left[by_start + start..by_start + end],
                    &self.left_arc_by_end[by_end + start..by_end + end],
                );
                self.left_cut[by_start + end] = (start + cut) as u8;
                self.left[by_start + end] = best;
                self.left_by_end[by_end + start] = best;
            }
        }
        let whole = |root: usize| {
            self.left[root] + self.right_by_end[(words - 1) * words + root] + arcs.score(root + 1, 0)
        };
        self.root = (0..words).max_by_key(|root| (whole(*root), std::cmp::Reverse(*root))).unwrap_or(0);
    }

    /// Heads of the best tree; depth is kept on a list, not the stack.
    fn read(&self, heads: &mut [u16]) {
        #[derive(Clone, Copy)]
        enum Part {
            Right,
            Left,
            RightArc,
            LeftArc,
        }
        let Some(last) = self.words.checked_sub(1) else { return };
        heads[self.root + 1] = 0;
        let mut open = vec![(Part::Left, 0, self.root), (Part::Right, self.root, last)];
        while let Some((part, start, end)) = open.pop() {
            if start >= end {
                continue;
            }
            let at = start * self.words + end;
            match part {
                Part::Right => {
                    let cut = usize::from(self.right_cut[at]);
                    open.extend([(Part::RightArc, start, cut), (Part::Right, cut, end)]);
                }
                Part::Left => {
                    let cut = usize::from(self.left_cut[at]);
                    open.extend([(Part::Left, start, cut), (Part::LeftArc, cut, end)]);
                }
                Part::RightArc | Part::LeftArc => {
                    match part {
                        Part::RightArc => heads[end + 1] = start as u16 + 1,
                        _ => heads[start + 1] = end as u16 + 1,
                    }
                    let cut = usize::from(self.arc_cut[at]);
                    open.extend([(Part::Right, start, cut), (Part::Left, cut + 1, end)]);
                }
            }
        }
    }
}

/// Takes arcs that make no circle and cross none taken before, those that cost least against a word's best first.
fn take_surest(arcs: &Arcs, heads: &mut [u16]) {
    const NONE: u16 = u16::MAX;
    let words = arcs.words;
    let best = |dependent: usize| (0..=words).map(|head| arcs.score(dependent, head)).max().unwrap_or(0);
    let lost = |dependent: usize| best(dependent) - arcs.score(dependent, 0);
    let root = (1..=words).min_by_key(|dependent| (lost(*dependent), *dependent)).unwrap_or(1);
    heads.fill(NONE);
    heads[0] = 0;
    heads[root] = 0;
    let mut tried: Vec<(i32, usize, usize, usize)> = Vec::with_capacity(words * TRIED);
    let mut order: Vec<usize> = Vec::new();
    for dependent in (1..=words).filter(|dependent| *dependent != root) {
        order.clear();
        order.extend(1..=words);
        order.sort_by_key(|head| (std::cmp::Reverse(arcs.score(dependent, *head)), *head));
        let best = arcs.score(dependent, order[0]);
        tried.extend(
            order.iter().take(TRIED).map(|head| {
                (best - arcs.score(dependent, *head), dependent.abs_diff(*head), dependent, *head)
            }),
        );
    }
    tried.sort_unstable();
    let fits = |heads: &[u16], dependent: usize, head: usize| {
        let mut above = head;
        while above != 0 && above != dependent && heads[above] != NONE {
            above = usize::from(heads[above]);
        }
        let (low, high) = (dependent.min(head), dependent.max(head));
        let crosses = |other: usize| {
            let ends = (other, usize::from(heads[other]));
            let (start, end) = (ends.0.min(ends.1), ends.0.max(ends.1));
            heads[other] != NONE
                && ((start < low && low < end && end < high) || (low < start && start < high && high < end))
        };
        above != dependent && !(1..=words).any(crosses)
    };
    for (_, _, dependent, head) in tried {
        if heads[dependent] == NONE && fits(heads, dependent, head) {
            heads[dependent] = head as u16;
        }
    }
    for dependent in 1..=words {
        if heads[dependent] == NONE {
            let near =
                (1..words).flat_map(|far| [dependent.checked_sub(far), Some(dependent + far)]).flatten();
            let head =
                near.filter(|head| (1..=words).contains(head)).find(|head| fits(heads, dependent, *head));
            heads[dependent] = head.unwrap_or(root) as u16;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(state: &mut u64) -> i32 {
        *state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        (*state >> 40) as i32 % 1000
    }

    fn random(words: usize, state: &mut u64) -> Arcs {
        let mut arcs = Arcs::default();
        arcs.clear(words);
        for dependent in 1..=words {
            arcs.row(dependent).iter_mut().for_each(|score| *score = noise(state));
        }
        arcs.settle();
        arcs
    }

    fn sum(arcs: &Arcs, heads: &[u16]) -> i64 {
        (1..heads.len()).map(|word| i64::from(arcs.score(word, usize::from(heads[word])))).sum()
    }

    /// All trees over a few words, tried one by one.
    fn best_of_all(arcs: &Arcs) -> i64 {
        let words = arcs.words;
        let mut best = i64::MIN;
        for code in 0..(words + 1).pow(words as u32) {
            let mut heads = vec![0u16];
            let mut rest = code;
            for _ in 0..words {
                heads.push((rest % (words + 1)) as u16);
                rest /= words + 1;
            }
            if Tree::default().holds(&heads) {
                best = best.max(sum(arcs, &heads));
            }
        }
        best
    }

    #[test]
    fn the_best_tree_is_found() {
        let mut state = 7;
        for words in [1, 2, 3, 4, 5, 5, 5, 5, 5, 5] {
            let arcs = random(words, &mut state);
            let mut heads = Vec::new();
            Search::default().heads(&arcs, &mut heads);
            assert!(Tree::default().holds(&heads), "{heads:?}");
            assert_eq!(sum(&arcs, &heads), best_of_all(&arcs));
        }
    }

    #[test]
    fn long_sentences_get_trees() {
        let mut state = 11;
        let mut search = Search::default();
        for words in [40, 100, 101, 400] {
            let arcs = random(words, &mut state);
            let mut heads = Vec::new();
            search.heads(&arcs, &mut heads);
            let mut tree = heads.clone();
            // Each word reaches the root.
            for _ in 0..words {
                for word in 1..tree.len() {
                    tree[word] = heads[usize::from(tree[word])];
                }
            }
            assert!(tree.iter().all(|head| *head == 0), "{heads:?}");
            assert_eq!(heads.iter().skip(1).filter(|head| **head == 0).count(), 1);
        }
    }

    #[test]
    fn trees_are_told() {
        for (heads, expected) in [
            (vec![0, 2, 0, 2], true),
            (vec![0, 2, 1, 2], false),
            (vec![0, 0, 0], false),
            (vec![0, 3, 4, 0, 3], false),
            (vec![0, 0, 1, 1, 2], false),
        ] {
            assert_eq!(Tree::default().holds(&heads), expected, "{heads:?}");
        }
    }
}
