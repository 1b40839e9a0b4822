//! The classifiers, and the settings each is tried with.

use serde::{Deserialize, Serialize};

/// A kind of classifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Logistic regression with an elastic-net penalty.
    LogisticRegression,
}

/// Hyper-parameters of one fit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "classifier", rename_all = "kebab-case")]
pub enum Parameters {
    /// Objective −ℓ/n + λ(α‖β‖₁ + (1−α)/2‖β‖²).
    LogisticRegression {
        /// λ.
        lambda: f64,
        /// α: 1 lasso, 0 ridge.
        alpha: f64,
    },
}

impl Kind {
    /// All of them, in the order of every table.
    pub const ALL: [Self; 1] = [Self::LogisticRegression];

    /// Name in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::LogisticRegression => "logistic-regression",
        }
    }

    /// The settings tried by cross-validation, simplest first: of equals the first is taken. The one table of grids.
    pub fn grid(self) -> Vec<Parameters> {
        match self {
            Self::LogisticRegression => {
                product(&[0.3, 0.1, 0.03, 0.01, 0.001], &[0.0, 0.5, 1.0], |lambda, alpha| {
                    Parameters::LogisticRegression { lambda, alpha }
                })
            }
        }
    }
}

fn product(first: &[f64], second: &[f64], make: impl Fn(f64, f64) -> Parameters) -> Vec<Parameters> {
    first.iter().flat_map(|&a| second.iter().map(move |&b| (a, b))).map(|(a, b)| make(a, b)).collect()
}
