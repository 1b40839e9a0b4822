//! Which explanation fits what: the make of a classifier decides.

use serde::{Deserialize, Serialize};

use super::shapley::{self, Explanation, linear};
use super::tree::tree_shap;
use crate::numeric::structure::Structure;

/// How the contributions of an answer are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
/// contributions are stretched alike so that they add up to the log-odds. Anything else is evaluated at every mixture of the
/// case and the average row, as long as there are few inputs.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::tree::{Rule, Tree};

    /// x0 ≤ 0 ? 0.2 : 0.8, from 3 and 1 training rows.
    fn stump() -> Tree {
        let mut tree = Tree::empty(Rule::AtMost);
        tree.push(0.0, 4.0);
        let children = (tree.push(0.2, 3.0), tree.push(0.8, 1.0));
        tree.split(0, (0, 0.0), children);
        tree
    }

    fn explained(structure: Structure, line: Option<(f64, f64)>, inputs: usize) -> (Explanation, Method) {
        let row = vec![1.0; inputs];
        let double = |value: f64| 2.0 * value;
        of(&Answered {
            structure,
            row: &row,
            logit: 7.0,
            line,
            logit_of: &double,
            z: &row,
            logit_at: &|z| 7.0 * z.iter().sum::<f64>() / z.len() as f64,
        })
    }

    #[test]
    fn the_make_and_the_calibration_choose_the_method_and_contributions_add_up_to_the_log_odds() {
        let trees = [stump()];
        let sum = Structure::Sum { intercept: 1.0, coefficients: &[2.0] };
        let boosted = Structure::SumOfTrees { base: 0.5, trees: &trees };
        let forest = Structure::MeanOfTrees { trees: &trees };
        // The line 2 m + 1 over the margin 1 + 2 · 1 = 3.
        assert_eq!(
            explained(sum, Some((2.0, 1.0)), 1).0,
            Explanation { base: 3.0, contributions: vec![4.0] }
        );
        let line = Some((1.0, 0.0));
        for (structure, line, inputs, method, logit) in [
            (sum, Some((2.0, 1.0)), 1, Method::Exact, 7.0),
            (sum, None, 1, Method::ShapleyAtMean, 7.0),
            (boosted, line, 1, Method::TreeShap, 1.3),
            (boosted, None, 1, Method::TreeShapRescaled, 7.0),
            (forest, line, 1, Method::TreeShapRescaled, 7.0),
            (Structure::Unknown, line, 3, Method::ShapleyAtMean, 7.0),
            (Structure::Unknown, line, shapley::MOST_INPUTS + 1, Method::None, 7.0),
        ] {
            let (found, how) = explained(structure, line, inputs);
            let total = found.base + found.contributions.iter().sum::<f64>();
            assert!(how == method && (total - logit).abs() < 1e-12, "{structure:?}: {how:?}, {total}");
        }
    }
}
