//! Which explanation fits what: the make of a classifier decides.

use serde::{Deserialize, Serialize};

use super::shapley::{self, Explanation, linear};
use super::tree::tree_shap;
use crate::numeric::structure::Structure;

/// How the contributions of an answer are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Of a logistic regression: its sum, term by term.
    Exact,
    /// Of boosted trees: Shapley values over the paths of the training rows.
    TreeShap,
    /// Of forests, whose Shapley values are of the share: the same, stretched to the log-odds.
    TreeShapRescaled,
    /// Of others: Shapley values against the average training row.
    ShapleyAtMean,
    /// There are too many inputs for that.
    None,
}

/// An answer to be taken apart.
pub struct Answered<'a> {
    /// What the classifier's own value is made of.
    pub structure: Structure<'a>,
    /// The case's inputs as the classifier takes them.
    pub row: &'a [f64],
    /// Log-odds of the answer.
    pub logit: f64,
    /// Slope and intercept, where the log-odds are a line over the classifier's own value.
    pub line: Option<(f64, f64)>,
    /// Log-odds that belong to a value of the classifier's own.
    pub logit_of: &'a dyn Fn(f64) -> f64,
    /// The case in standard deviations from the mean of the training rows.
    pub z: &'a [f64],
    /// Log-odds of any case so standardised.
    pub logit_at: &'a dyn Fn(&[f64]) -> f64,
}

/// Contributions of the inputs to the answer's log-odds, and how they are made.
///
/// Sums are taken apart exactly, trees by TreeSHAP; where calibration bends the scale, or the trees give shares, all
/// contributions are stretched alike so that they add up to the log-odds. All else is asked at every mixture of the case
/// and the average row, as long as there are few inputs.
pub fn of(answered: &Answered) -> (Explanation, Method) {
    let &Answered { row, logit, line, logit_of, z, .. } = answered;
    match (answered.structure, line) {
        (Structure::Sum { intercept, coefficients }, Some(line)) => {
            (linear(intercept, coefficients, row, line), Method::Exact)
        }
        (Structure::SumOfTrees { base, trees }, line) => {
            let sum = tree_shap(trees, row);
            let sum = Explanation { base: base + sum.base, ..sum };
            match line {
                Some((slope, intercept)) => {
                    (scaled(&sum, slope, slope * sum.base + intercept), Method::TreeShap)
                }
                None => (stretched(&sum, logit_of(sum.base), logit), Method::TreeShapRescaled),
            }
        }
        (Structure::MeanOfTrees { trees }, _) => {
            let sum = tree_shap(trees, row);
            let count = trees.len() as f64;
            let mean = scaled(&sum, 1.0 / count, sum.base / count);
            let base = logit_of(mean.base);
            (stretched(&mean, base, logit), Method::TreeShapRescaled)
        }
        (Structure::Sum { .. } | Structure::Unknown, _) => match shapley::shapley(z, answered.logit_at) {
            Some(explanation) => (explanation, Method::ShapleyAtMean),
            None => (Explanation { base: logit, contributions: Vec::new() }, Method::None),
        },
    }
}

fn scaled(sum: &Explanation, factor: f64, base: f64) -> Explanation {
    let contributions = sum.contributions.iter().map(|contribution| factor * contribution).collect();
    Explanation { base, contributions }
}

/// Contributions to another scale, stretched all alike so that they reach from `base` to `logit`.
fn stretched(sum: &Explanation, base: f64, logit: f64) -> Explanation {
    let reach = sum.contributions.iter().sum::<f64>();
    match reach.abs() > 1e-12 {
        true => scaled(sum, (logit - base) / reach, base),
        false => scaled(sum, 0.0, logit),
    }
}
