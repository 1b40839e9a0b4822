//! Gradient boosting of trees on the logistic loss.
//!
//! Second-order boosting (Chen & Guestrin 2016): with gradients g = p − y and curvatures h = p(1 − p), a node's score is
//! G²/(H + λ), a split's gain the sum of its sides' scores less the node's, a leaf's value −η·G/(H + λ). Two growths:
//! [`exact`] searches every midpoint level by level, as XGBoost's `exact`; [`histogram`](super::histogram) bins the
//! inputs and splits the leaf with the largest gain, as LightGBM.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::learner::{Learner, Predictor, ensure, finite, product};
use crate::error::Result;
use crate::numeric::float;
use crate::numeric::linear;
use crate::numeric::order;
use crate::numeric::structure::Structure;
use crate::numeric::tree::{Rule, Tree};
use crate::table::TrainingDesign;
use crate::words::Phrase;

/// Boosting of trees that are grown level by level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExactBoosting {
    /// Number of trees.
    pub rounds: usize,
    /// Deepest leaf.
    pub depth: usize,
    /// η, the share of each tree's answer that counts.
    pub rate: f64,
    /// λ, which keeps the answers of leaves small.
    pub l2: f64,
}

impl Learner for ExactBoosting {
    type Fitted = Boosted;

    fn grid() -> Vec<Self> {
        product(&[25, 50, 100], &[1, 2, 3], |rounds, depth| Self { rounds, depth, rate: 0.1, l2: 1.0 })
    }

    fn named(&self) -> Vec<(&'static str, f64)> {
        let (rounds, depth) = (self.rounds as f64, self.depth as f64);
        vec![("rounds", rounds), ("depth", depth), ("\u{3b7}", self.rate), ("\u{3bb}", self.l2)]
    }

    fn fit(&self, data: &TrainingDesign, _seed: u64) -> Result<Boosted> {
        let &Self { rounds, depth, rate, l2 } = self;
        Ok(exact(data, Exact { rounds, depth, rate, l2, least_curvature: 1.0 }))
    }
}

/// A sum of trees in log-odds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boosted {
    /// Log-odds before any tree.
    pub base: f64,
    /// The trees; leaves in log-odds.
    pub trees: Vec<Tree>,
}

/// How exact-greedy trees are grown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exact {
    /// Number of trees.
    pub rounds: usize,
    /// Deepest leaf.
    pub depth: usize,
    /// η.
    pub rate: f64,
    /// λ.
    pub l2: f64,
    /// Least sum of curvatures in a leaf.
    pub least_curvature: f64,
}

/// Gains at or below this are rounding.
const LEAST_GAIN: f64 = 1e-6;

impl Predictor for Boosted {
    fn margin(&self, row: &[f64]) -> f64 {
        self.base + self.trees.iter().map(|tree| tree.predict(row)).sum::<f64>()
    }

    fn takes_missing(&self) -> bool {
        self.trees.iter().all(Tree::takes_missing)
    }

    fn structure(&self) -> Structure<'_> {
        Structure::SumOfTrees { base: self.base, trees: &self.trees }
    }

    fn sound(&self, inputs: usize) -> std::result::Result<(), Phrase> {
        let trees = self.trees.iter().all(|tree| tree.is_sound(inputs) && finite(&tree.value));
        ensure(finite(&[self.base]) && trees, Phrase::SoundTrees)
    }
}

/// Exact-greedy boosting from even odds.
pub fn exact(data: &TrainingDesign, growth: Exact) -> Boosted {
    let design = data.design();
    let columns = design.columns();
    let order: Vec<Vec<usize>> = linear::rows(&columns).map(order::ascending).collect();
    let mut margins = vec![0.0; design.rows()];
    let mut boosted = Boosted { base: 0.0, trees: Vec::with_capacity(growth.rounds) };
    for _ in 0..growth.rounds {
        let slopes = slopes(&margins, data.labels());
        let mut tree = Tree::empty(Rule::BelowF32);
        let all = vec![true; design.rows()];
        ExactGrower { columns: &columns, order: &order, slopes: &slopes, growth }.grow(&mut tree, &all, 0);
        for (row, margin) in margins.iter_mut().enumerate() {
            *margin += tree.predict(design.row(row));
        }
        boosted.trees.push(tree);
    }
    boosted
}

/// (gradient, curvature) of every row, rounded to 32 bits as XGBoost keeps them.
fn slopes(margins: &[f64], labels: &[bool]) -> Vec<(f64, f64)> {
    let one = |(&margin, &label): (&f64, &bool)| {
        let p = float::logistic(f64::from(margin as f32)) as f32;
        let curvature = (p * (1.0 - p)).max(1e-16);
        (f64::from(p - f32::from(u8::from(label))), f64::from(curvature))
    };
    margins.iter().zip(labels).map(one).collect()
}

struct ExactGrower<'a> {
    /// Inputs × rows: the values of an input side by side.
    columns: &'a Array2<f64>,
    order: &'a [Vec<usize>],
    slopes: &'a [(f64, f64)],
    growth: Exact,
}

impl ExactGrower<'_> {
    fn grow(&self, tree: &mut Tree, member: &[bool], depth: usize) -> usize {
        let members = (0..member.len()).filter(|&row| member[row]);
        let (g, h) = members.fold((0.0, 0.0), |(g, h), row| (g + self.slopes[row].0, h + self.slopes[row].1));
        let node = tree.push(-self.growth.rate * g / (h + self.growth.l2), h);
        if depth >= self.growth.depth {
            return node;
        }
        let Some((input, threshold)) = self.best_split(member, g, h) else { return node };
        let column = linear::row(self.columns, input);
        let side = |left: bool| -> Vec<bool> {
            let goes = |row: usize| ((column[row] as f32) < threshold as f32) == left;
            (0..member.len()).map(|row| member[row] && goes(row)).collect()
        };
        let left = self.grow(tree, &side(true), depth + 1);
        let right = self.grow(tree, &side(false), depth + 1);
        tree.split(node, (input, threshold), (left, right));
        node
    }

    fn best_split(&self, member: &[bool], g: f64, h: f64) -> Option<(usize, f64)> {
        let score = |g: f64, h: f64| g * g / (h + self.growth.l2);
        let whole = score(g, h);
        let mut best: Option<(f64, usize, f64)> = None;
        for (input, order) in self.order.iter().enumerate() {
            let column = linear::row(self.columns, input);
            let (mut left_g, mut left_h) = (0.0, 0.0);
            let mut last: Option<f32> = None;
            for &row in order.iter().filter(|&&row| member[row]) {
                let value = column[row] as f32;
                let (right_g, right_h) = (g - left_g, h - left_h);
                let heavy = left_h >= self.growth.least_curvature && right_h >= self.growth.least_curvature;
                if let Some(last) = last.filter(|&last| last != value && heavy) {
                    let gain = score(left_g, left_h) + score(right_g, right_h) - whole;
                    if gain > best.map_or(LEAST_GAIN, |(gain, _, _)| gain) {
                        best = Some((gain, input, f64::from((value + last) * 0.5)));
                    }
                }
                left_g += self.slopes[row].0;
                left_h += self.slopes[row].1;
                last = Some(value);
            }
        }
        best.map(|(_, input, threshold)| (input, threshold))
    }
}
