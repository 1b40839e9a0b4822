//! Random forest and extremely randomised trees.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::learner::{Learner, Predictor, ensure, logit_of_share, product};
use crate::error::Result;
use crate::numeric::float;
use crate::numeric::linear;
use crate::numeric::random::Random;
use crate::numeric::structure::Structure;
use crate::numeric::tree::{Rule, Tree};
use crate::table::TrainingDesign;
use crate::words::Phrase;

/// How many trees are grown, and how far; `EXTRA` says by which rule ([`Growth::extra`]).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trees<const EXTRA: bool> {
    /// Number of trees.
    pub trees: usize,
    /// Deepest leaf.
    pub depth: usize,
    /// Fewest rows in a leaf.
    pub leaf: usize,
}

/// How a random forest is grown.
pub type RandomForest = Trees<false>;
/// How extremely randomised trees are grown.
pub type ExtraTrees = Trees<true>;

impl<const EXTRA: bool> Learner for Trees<EXTRA> {
    type Fitted = Forest;

    fn grid() -> Vec<Self> {
        product(&[3, 5], &[10, 5], |depth, leaf| Self { trees: 100, depth, leaf })
    }

    fn named(&self) -> Vec<(&'static str, f64)> {
        let &Self { trees, depth, leaf } = self;
        vec![("trees", trees as f64), ("depth", depth as f64), ("rows in a leaf", leaf as f64)]
    }

    fn fit(&self, data: &TrainingDesign, seed: u64) -> Result<Forest> {
        let &Self { trees, depth, leaf } = self;
        Ok(Forest::fit(data, Growth { trees, depth, leaf, extra: EXTRA }, seed))
    }
}

/// Trees whose leaves hold shares of metastases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forest {
    /// The trees.
    pub trees: Vec<Tree>,
}

/// How trees are grown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    /// Number of trees.
    pub trees: usize,
    /// Deepest leaf.
    pub depth: usize,
    /// Fewest rows in a leaf.
    pub leaf: usize,
    /// Thresholds drawn at random on all rows (Geurts, Ernst & Wehenkel 2006) rather than searched on a bootstrap
    /// sample (Breiman 2001).
    pub extra: bool,
}

impl Forest {
    /// Grows a forest; tree `i` depends on the seed and `i` alone.
    pub fn fit(data: &TrainingDesign, growth: Growth, seed: u64) -> Self {
        let columns = data.design().columns();
        let grow = |index: usize| {
            let mut random = Random::stream(seed, index as u64);
            let rows = data.design().rows();
            let sample: Vec<usize> = match growth.extra {
                true => (0..rows).collect(),
                false => (0..rows).map(|_| random.below(rows as u64) as usize).collect(),
            };
            let mut tree = Tree::empty(Rule::AtMost);
            Grower { columns: &columns, labels: data.labels(), growth, random: &mut random }
                .grow(&mut tree, sample, 0);
            tree
        };
        Self { trees: (0..growth.trees).map(grow).collect() }
    }

    /// Mean share over the trees.
    pub fn share(&self, row: &[f64]) -> f64 {
        self.trees.iter().map(|tree| tree.predict(row)).sum::<f64>() / self.trees.len() as f64
    }
}

impl Predictor for Forest {
    /// Log-odds of the share, held within 0.001–0.999.
    fn margin(&self, row: &[f64]) -> f64 {
        float::logit(self.share(row).clamp(0.001, 0.999))
    }

    fn raw_probability(&self, row: &[f64]) -> f64 {
        self.share(row)
    }

    fn raw_logit(&self, row: &[f64]) -> f64 {
        logit_of_share(self.share(row))
    }

    fn takes_missing(&self) -> bool {
        self.trees.iter().all(Tree::takes_missing)
    }

    fn structure(&self) -> Structure<'_> {
        Structure::MeanOfTrees { trees: &self.trees }
    }

    fn sound(&self, inputs: usize) -> std::result::Result<(), Phrase> {
        let share = |tree: &Tree| tree.value.iter().all(|share| (0.0..=1.0).contains(share));
        let sound = self.trees.iter().all(|tree| tree.is_sound(inputs) && share(tree));
        ensure(!self.trees.is_empty() && sound, Phrase::SharesInLeaves)
    }
}

struct Grower<'a> {
    /// Inputs × rows: the values of an input side by side.
    columns: &'a Array2<f64>,
    labels: &'a [bool],
    growth: Growth,
    random: &'a mut Random,
}

/// A split: input, threshold, impurity after it.
type Split = (usize, f64, f64);

impl Grower<'_> {
    /// Grows the subtree of `rows` and gives its node.
    fn grow(&mut self, tree: &mut Tree, rows: Vec<usize>, depth: usize) -> usize {
        let hits = rows.iter().filter(|&&row| self.labels[row]).count();
        let node = tree.push(hits as f64 / rows.len() as f64, rows.len() as f64);
        let pure = hits == 0 || hits == rows.len();
        if pure || depth >= self.growth.depth || rows.len() < 2 * self.growth.leaf {
            return node;
        }
        let Some((input, threshold, _)) = self.best_split(&rows) else { return node };
        let column = linear::row(self.columns, input);
        let (left, right): (Vec<usize>, Vec<usize>) =
            rows.into_iter().partition(|&row| column[row] <= threshold);
        let left = self.grow(tree, left, depth + 1);
        let right = self.grow(tree, right, depth + 1);
        tree.split(node, (input, threshold), (left, right));
        node
    }

    /// The best split over √inputs inputs that vary, drawn at random; more are drawn while none of them has one.
    fn best_split(&mut self, rows: &[usize]) -> Option<Split> {
        let inputs = self.columns.nrows();
        let enough = ((inputs as f64).sqrt() as usize).max(1);
        let mut order: Vec<usize> = (0..inputs).collect();
        self.random.shuffle(&mut order);
        let mut best: Option<Split> = None;
        for (tried, input) in order.into_iter().enumerate() {
            if tried >= enough && best.is_some() {
                break;
            }
            let found = if self.growth.extra { self.drawn(rows, input) } else { self.searched(rows, input) };
            if let Some(split) = found
                && best.is_none_or(|other| split.2 < other.2)
            {
                best = Some(split);
            }
        }
        best
    }

    /// Threshold uniform between the extremes.
    fn drawn(&mut self, rows: &[usize], input: usize) -> Option<Split> {
        let column = linear::row(self.columns, input);
        let low = rows.iter().map(|&row| column[row]).fold(f64::INFINITY, f64::min);
        let high = rows.iter().map(|&row| column[row]).fold(f64::NEG_INFINITY, f64::max);
        if low >= high {
            return None;
        }
        let threshold = low + self.random.uniform() * (high - low);
        let threshold = if threshold < high { threshold } else { low };
        let mut counts = [[0.0; 2]; 2];
        for &row in rows {
            counts[usize::from(column[row] > threshold)][usize::from(self.labels[row])] += 1.0;
        }
        self.allowed(counts).then(|| (input, threshold, impurity(counts)))
    }

    /// Best of all midpoints between neighbouring values.
    fn searched(&self, rows: &[usize], input: usize) -> Option<Split> {
        let column = linear::row(self.columns, input);
        let mut sorted: Vec<(f64, usize)> =
            rows.iter().map(|&row| (column[row], usize::from(self.labels[row]))).collect();
        sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut counts = [[0.0; 2]; 2];
        for &(_, label) in &sorted {
            counts[1][label] += 1.0;
        }
        let mut best: Option<Split> = None;
        for pair in sorted.windows(2) {
            counts[0][pair[0].1] += 1.0;
            counts[1][pair[0].1] -= 1.0;
            if pair[0].0 == pair[1].0 || !self.allowed(counts) {
                continue;
            }
            let impurity = impurity(counts);
            if best.is_none_or(|other| impurity < other.2) {
                best = Some((input, pair[0].0 + (pair[1].0 - pair[0].0) / 2.0, impurity));
            }
        }
        best
    }

    fn allowed(&self, counts: [[f64; 2]; 2]) -> bool {
        counts.iter().all(|side| side[0] + side[1] >= self.growth.leaf as f64)
    }
}

/// Gini impurity of both sides, weighted by their rows (up to a factor).
fn impurity(counts: [[f64; 2]; 2]) -> f64 {
    counts.iter().map(|[zeros, ones]| zeros * ones / (zeros + ones)).sum()
}
