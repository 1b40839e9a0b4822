//! Leaf-wise boosting on histograms, as LightGBM grows its trees (Ke et al. 2017).

use serde::{Deserialize, Serialize};

use super::boosting::Boosted;
use super::learner::{Learner, product};
use crate::error::Result;
use crate::numeric::float;
use crate::numeric::tree::{Rule, Tree};
use crate::table::{Design, TrainingDesign};

/// Boosting of trees that split the leaf with the largest gain.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistogramBoosting {
    /// Number of trees.
    pub rounds: usize,
    /// Most leaves of a tree.
    pub leaves: usize,
    /// η, the share of each tree's answer that counts.
    pub rate: f64,
    /// λ, which keeps the answers of leaves small.
    pub l2: f64,
    /// Fewest rows in a leaf.
    pub leaf: usize,
}

impl Learner for HistogramBoosting {
    type Fitted = Boosted;

    fn grid() -> Vec<Self> {
        let settings = |rounds, leaves| Self { rounds, leaves, rate: 0.1, l2: 1.0, leaf: 10 };
        product(&[25, 50, 100], &[2, 4, 8], settings)
    }

    fn named(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("rounds", self.rounds as f64),
            ("leaves", self.leaves as f64),
            ("\u{3b7}", self.rate),
            ("\u{3bb}", self.l2),
            ("rows in a leaf", self.leaf as f64),
        ]
    }

    fn fit(&self, data: &TrainingDesign, _seed: u64) -> Result<Boosted> {
        let &Self { rounds, leaves, rate, l2, leaf } = self;
        Ok(leaf_wise(data, LeafWise { rounds, leaves, rate, l2, leaf }))
    }
}

/// How histogram trees are grown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeafWise {
    /// Number of trees.
    pub rounds: usize,
    /// Most leaves of a tree.
    pub leaves: usize,
    /// η.
    pub rate: f64,
    /// λ.
    pub l2: f64,
    /// Fewest rows in a leaf.
    pub leaf: usize,
}

/// Most bins of an input, and fewest rows in a bin.
const MOST_BINS: usize = 255;
const LEAST_IN_BIN: usize = 3;
/// Least sum of curvatures in a leaf.
const LEAST_CURVATURE: f64 = 1e-3;
/// Keeps quotients finite.
const TINY: f64 = 1e-15;
/// Values nearer to zero than this are zero and have a bin of their own.
const ZERO: f64 = 1e-35;

/// Upper bounds of the bins of an input, and the bin of every row.
struct Binned {
    bounds: Vec<f64>,
    bin: Vec<usize>,
}

/// A leaf under growth.
struct Leaf {
    node: usize,
    rows: Vec<usize>,
    sums: (f64, f64),
    best: Option<Candidate>,
}

#[derive(Clone, Copy)]
struct Candidate {
    gain: f64,
    input: usize,
    bin: usize,
    left: (f64, f64),
}

/// Leaf-wise boosting from the prevalence.
pub fn leaf_wise(data: &TrainingDesign, growth: LeafWise) -> Boosted {
    let design = data.design();
    let rows = design.rows();
    let binned: Vec<Binned> = (0..design.inputs()).map(|input| bin(design, input)).collect();
    let positive = data.labels().iter().filter(|&&label| label).count() as f64;
    let base = float::logit(positive / rows as f64);
    let mut margins = vec![base; rows];
    let mut boosted = Boosted { base, trees: Vec::with_capacity(growth.rounds) };
    for _ in 0..growth.rounds {
        let slopes = slopes(&margins, data.labels());
        let tree = Grower { binned: &binned, slopes: &slopes, growth }.tree(rows);
        for (row, margin) in margins.iter_mut().enumerate() {
            *margin += tree.predict(design.row(row));
        }
        boosted.trees.push(tree);
    }
    boosted
}

/// (gradient, curvature) of every row, rounded to 32 bits as LightGBM stores them.
fn slopes(margins: &[f64], labels: &[bool]) -> Vec<(f64, f64)> {
    let one = |(&margin, &label): (&f64, &bool)| {
        let sign = if label { 1.0 } else { -1.0 };
        let response = -sign / (1.0 + float::exp(sign * margin));
        let size = response.abs();
        (f64::from(response as f32), f64::from((size * (1.0 - size)) as f32))
    };
    margins.iter().zip(labels).map(one).collect()
}

struct Grower<'a> {
    binned: &'a [Binned],
    slopes: &'a [(f64, f64)],
    growth: LeafWise,
}

impl Grower<'_> {
    fn tree(&self, rows: usize) -> Tree {
        let mut tree = Tree::empty(Rule::AtMost);
        let all: Vec<usize> = (0..rows).collect();
        let sums =
            all.iter().fold((0.0, 0.0), |(g, h), &row| (g + self.slopes[row].0, h + self.slopes[row].1));
        let node = tree.push(0.0, rows as f64);
        let best = self.best_split(&all, sums);
        let mut leaves = vec![Leaf { node, rows: all, sums, best }];
        while leaves.len() < self.growth.leaves {
            let Some(which) = largest_gain(&leaves) else { break };
            let right = self.split(&mut tree, &mut leaves[which]);
            leaves.extend(right);
        }
        // A tree that could not be split has nothing to say.
        if leaves.len() > 1 {
            for leaf in &leaves {
                tree.value[leaf.node] = -self.growth.rate * leaf.sums.0 / (leaf.sums.1 + self.growth.l2);
            }
        }
        tree
    }

    /// Splits a leaf: it becomes its own left side; the right side is given.
    fn split(&self, tree: &mut Tree, leaf: &mut Leaf) -> Option<Leaf> {
        let Candidate { input, bin, left, .. } = leaf.best?;
        let (near, far): (Vec<usize>, Vec<usize>) =
            leaf.rows.iter().partition(|&&row| self.binned[input].bin[row] <= bin);
        let nodes = (tree.push(0.0, near.len() as f64), tree.push(0.0, far.len() as f64));
        tree.split(leaf.node, (input, self.binned[input].bounds[bin]), nodes);
        let right = (leaf.sums.0 - left.0, leaf.sums.1 - left.1);
        let best = (self.best_split(&near, left), self.best_split(&far, right));
        *leaf = Leaf { node: nodes.0, rows: near, sums: left, best: best.0 };
        Some(Leaf { node: nodes.1, rows: far, sums: right, best: best.1 })
    }

    fn best_split(&self, rows: &[usize], sums: (f64, f64)) -> Option<Candidate> {
        if rows.len() < 2 * self.growth.leaf {
            return None;
        }
        let mut best: Option<Candidate> = None;
        for (input, binned) in self.binned.iter().enumerate() {
            let mut histogram = vec![(0.0, 0.0); binned.bounds.len()];
            for &row in rows {
                let cell: &mut (f64, f64) = &mut histogram[binned.bin[row]];
                cell.0 += self.slopes[row].0;
                cell.1 += self.slopes[row].1;
            }
            let found = self.best_bin(&histogram, rows.len(), sums).map(|found| Candidate { input, ..found });
            if let Some(candidate) = found
                && best.is_none_or(|other| candidate.gain > other.gain)
            {
                best = Some(candidate);
            }
        }
        best
    }

    /// The best split of an input, which the caller names. Scans from the right. Rows are counted by their share of the curvature, as LightGBM does.
    fn best_bin(&self, histogram: &[(f64, f64)], rows: usize, sums: (f64, f64)) -> Option<Candidate> {
        let sums = (sums.0, sums.1 + 2.0 * TINY);
        let per_curvature = rows as f64 / sums.1;
        let score = |g: f64, h: f64| g * g / (h + self.growth.l2);
        let whole = score(sums.0, sums.1);
        let mut best: Option<Candidate> = None;
        let (mut right, mut count) = ((0.0, TINY), 0usize);
        for bin in (1..histogram.len()).rev() {
            right.0 += histogram[bin].0;
            right.1 += histogram[bin].1;
            count += (histogram[bin].1 * per_curvature + 0.5) as usize;
            if count < self.growth.leaf || right.1 < LEAST_CURVATURE {
                continue;
            }
            let left = (sums.0 - right.0, sums.1 - right.1);
            if rows - count.min(rows) < self.growth.leaf || left.1 < LEAST_CURVATURE {
                break;
            }
            let gain = score(left.0, left.1) + score(right.0, right.1);
            if gain > whole && best.is_none_or(|other| gain - whole > other.gain) {
                let left = (left.0, left.1 - TINY);
                best = Some(Candidate { gain: gain - whole, input: 0, bin: bin - 1, left });
            }
        }
        best
    }
}

fn largest_gain(leaves: &[Leaf]) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    for (at, leaf) in leaves.iter().enumerate() {
        if let Some(candidate) = leaf.best
            && best.is_none_or(|(gain, _)| candidate.gain > gain)
        {
            best = Some((candidate.gain, at));
        }
    }
    best.map(|(_, at)| at)
}

/// Bins of an input: negative, zero and positive values apart, each side in bins of about equal counts.
fn bin(design: &Design, input: usize) -> Binned {
    let values = design.column(input);
    let mut sorted = values.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let side = |keep: fn(f64) -> bool| -> Vec<f64> { sorted.iter().copied().filter(|&v| keep(v)).collect() };
    let (negative, positive) = (side(|v| v < -ZERO), side(|v| v > ZERO));
    let mut bounds = Vec::new();
    if !negative.is_empty() {
        let share = negative.len() as f64 / (negative.len() + positive.len()) as f64;
        let most = ((share * (MOST_BINS - 1) as f64) as usize).max(1);
        bounds = upper_bounds(&negative, most);
        if let Some(last) = bounds.last_mut() {
            *last = -ZERO;
        }
    }
    if positive.is_empty() {
        bounds.push(f64::MAX);
    } else {
        let most = MOST_BINS - 1 - bounds.len();
        bounds.push(ZERO);
        bounds.extend(upper_bounds(&positive, most));
    }
    let bin = values.iter().map(|&value| bounds.partition_point(|&bound| bound < value)).collect();
    Binned { bounds, bin }
}

/// Upper bounds of at most `most` bins of sorted values; the last is without end.
fn upper_bounds(sorted: &[f64], most: usize) -> Vec<f64> {
    let mut distinct: Vec<(f64, usize)> = Vec::new();
    for &value in sorted {
        match distinct.last_mut() {
            Some((last, count)) if *last == value => *count += 1,
            _ => distinct.push((value, 1)),
        }
    }
    let few = distinct.len() <= most;
    let most = most.min(sorted.len() / LEAST_IN_BIN).max(1);
    let mut bounds = Vec::new();
    let (mut count, mut left, mut bins_left) = (0usize, sorted.len(), most);
    let mut size = sorted.len() as f64 / most as f64;
    for pair in distinct.windows(2) {
        left -= pair[0].1;
        count += pair[0].1;
        let full = if few { count >= LEAST_IN_BIN } else { count as f64 >= size };
        if !full {
            continue;
        }
        if !few && bounds.len() + 1 >= most {
            break;
        }
        // The next number above the midpoint, so that rounding never moves a row.
        bounds.push(((pair[0].0 + pair[1].0) / 2.0).next_up());
        count = 0;
        bins_left = bins_left.saturating_sub(1).max(1);
        size = left as f64 / bins_left as f64;
    }
    bounds.push(f64::MAX);
    bounds
}
