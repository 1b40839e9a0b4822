//! Stage 8: a checked model is fitted or applied.
//!
//! Every classifier is fitted to a [`TrainingDesign`], which only the scaling of stage 7 makes, and gives a *margin*:
//! a number in log-odds, higher for metastasis. [`Calibration`], fitted to out-of-fold margins, turns it into a
//! probability; the threshold comes from the same out-of-fold predictions.

pub mod boosting;
pub mod calibration;
pub mod foreign;
pub mod forest;
pub mod histogram;
mod kind;
mod linear;
pub mod neighbours;
pub mod prior_shift;
pub mod svm;
pub mod threshold;

pub use calibration::{Calibration, CalibrationKind};
pub use kind::{Kind, Parameters};

use serde::{Deserialize, Serialize};

use crate::classify::boosting::Boosted;
use crate::classify::forest::{Forest, Growth};
use crate::classify::neighbours::Neighbours;
use crate::classify::svm::SupportVectors;
use crate::error::{Error, ErrorKind, Result};
use crate::numeric::elastic_net::Linear;
use crate::numeric::float;
use crate::numeric::tree::Tree;
use crate::table::{Design, TrainingDesign};

/// Log-odds are made of probabilities no nearer to 0 and 1.
const LEAST_PROBABILITY: f64 = 1e-9;

/// A fitted classifier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Fitted {
    /// Logistic regression: β₀ + Σ β z.
    Linear(Linear),
    /// Support vector machine.
    Svm(SupportVectors),
    /// k nearest neighbours.
    Neighbours(Neighbours),
    /// Random forest or extra trees.
    Forest(Forest),
    /// A sum of trees.
    Boosted(Boosted),
}

/// Fits one classifier. Without inputs, whatever the kind, the answer is the prevalence.
///
/// # Errors
/// A class is missing, or the data have no finite fit.
pub fn fit(parameters: &Parameters, data: &TrainingDesign, seed: u64) -> Result<Fitted> {
    if data.design().inputs() == 0 {
        return Ok(Fitted::Linear(Linear::prevalence(data.labels(), 0)));
    }
    Ok(match *parameters {
        Parameters::Imported => {
            let expected = "settings of a classifier";
            return Err(Error::new(
                ErrorKind::Model,
                "classifier",
                expected,
                "one fitted by another program",
            ));
        }
        Parameters::LogisticRegression { lambda, alpha } => Fitted::Linear(linear::fit(data, lambda, alpha)?),
        Parameters::Svm { c, gamma } => Fitted::Svm(SupportVectors::fit(data, c, gamma)),
        Parameters::Neighbours { count } => Fitted::Neighbours(Neighbours::fit(data, count)),
        Parameters::RandomForest { trees, depth, leaf } => {
            Fitted::Forest(Forest::fit(data, Growth { trees, depth, leaf, extra: false }, seed))
        }
        Parameters::ExtraTrees { trees, depth, leaf } => {
            Fitted::Forest(Forest::fit(data, Growth { trees, depth, leaf, extra: true }, seed))
        }
        Parameters::ExactBoosting { rounds, depth, rate, l2 } => {
            let growth = boosting::Exact { rounds, depth, rate, l2, least_curvature: 1.0 };
            Fitted::Boosted(boosting::exact(data, growth))
        }
        Parameters::HistogramBoosting { rounds, leaves, rate, l2, leaf } => {
            let growth = histogram::LeafWise { rounds, leaves, rate, l2, leaf };
            Fitted::Boosted(histogram::leaf_wise(data, growth))
        }
    })
}

impl Fitted {
    /// Log-odds of metastasis before calibration, for one standardised row.
    pub fn margin(&self, row: &[f64]) -> f64 {
        match self {
            Self::Linear(linear) => linear.margin(row),
            Self::Svm(machine) => machine.decision(row),
            Self::Neighbours(neighbours) => neighbours.margin(row),
            Self::Forest(forest) => forest.margin(row),
            Self::Boosted(boosted) => boosted.margin(row),
        }
    }

    /// The classifier's own probability, before calibration: what its library of reference gives.
    pub fn raw_probability(&self, row: &[f64]) -> f64 {
        match self {
            Self::Neighbours(neighbours) => neighbours.share(row),
            Self::Forest(forest) => forest.share(row),
            other => float::logistic(other.margin(row)),
        }
    }

    /// Log-odds of the classifier's own probability, where that is 0 or 1 of one within a billionth of it.
    pub fn raw_logit(&self, row: &[f64]) -> f64 {
        match self {
            Self::Neighbours(_) | Self::Forest(_) => {
                float::logit(self.raw_probability(row).clamp(LEAST_PROBABILITY, 1.0 - LEAST_PROBABILITY))
            }
            other => other.margin(row),
        }
    }

    /// Whether rows may lack inputs.
    pub fn takes_missing(&self) -> bool {
        match self {
            Self::Forest(Forest { trees }) | Self::Boosted(Boosted { trees, .. }) => {
                trees.iter().all(Tree::takes_missing)
            }
            _ => false,
        }
    }

    /// Margins of all rows of a design.
    pub fn margins(&self, design: &Design) -> Vec<f64> {
        (0..design.rows()).map(|row| self.margin(design.row(row))).collect()
    }

    /// Whether what was read from a file is a classifier of `inputs` inputs.
    ///
    /// # Errors
    /// It is not; the reason.
    pub fn check(&self, inputs: usize) -> Result<()> {
        let finite = |values: &[f64]| values.iter().all(|value| value.is_finite());
        let rows_fit = |rows: &[Vec<f64>]| rows.iter().all(|row| row.len() == inputs && finite(row));
        let trees_fit = |trees: &[Tree]| trees.iter().all(|tree| tree.is_sound(inputs));
        match self {
            Self::Linear(Linear { intercept, coefficients }) => sound(
                coefficients.len() == inputs && intercept.is_finite() && finite(coefficients),
                "one finite coefficient an input",
            ),
            Self::Svm(SupportVectors { gamma, offset, rows, weights }) => sound(
                rows.len() == weights.len()
                    && rows_fit(rows)
                    && finite(weights)
                    && finite(&[*gamma, *offset]),
                "a finite weight for every support vector",
            ),
            Self::Neighbours(Neighbours { count, rows, labels }) => sound(
                rows.len() == labels.len() && rows_fit(rows) && (1..=rows.len()).contains(count),
                "a diagnosis for every row and at most as many neighbours",
            ),
            Self::Forest(Forest { trees }) => sound(!trees.is_empty() && trees_fit(trees), "sound trees"),
            Self::Boosted(Boosted { base, trees }) => {
                sound(base.is_finite() && trees_fit(trees), "sound trees")
            }
        }
    }
}

fn sound(holds: bool, expected: &str) -> Result<()> {
    match holds {
        true => Ok(()),
        false => Err(Error::new(ErrorKind::Model, "fitted classifier", expected, "something else")),
    }
}
