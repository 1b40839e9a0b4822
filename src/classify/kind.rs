//! The classifiers, and the settings each is tried with.

use serde::{Deserialize, Serialize};

/// A kind of classifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Logistic regression with an elastic-net penalty.
    LogisticRegression,
    /// Support vector machine with a Gaussian kernel.
    Svm,
    /// k nearest neighbours.
    NearestNeighbours,
    /// Random forest.
    RandomForest,
    /// Extremely randomised trees.
    ExtraTrees,
    /// Exact-greedy boosting, as XGBoost.
    GradientBoosting,
    /// Leaf-wise boosting on histograms, as LightGBM.
    HistogramBoosting,
}

/// Hyper-parameters of one fit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "classifier", rename_all = "kebab-case", deny_unknown_fields)]
#[allow(missing_docs)]
pub enum Parameters {
    /// Objective −ℓ/n + λ(α‖β‖₁ + (1−α)/2‖β‖²).
    LogisticRegression { lambda: f64, alpha: f64 },
    /// Penalty and kernel exp(−γ‖x − y‖²).
    Svm { c: f64, gamma: f64 },
    /// Number of neighbours.
    Neighbours { count: usize },
    /// Number of trees, deepest leaf, fewest rows in a leaf.
    RandomForest { trees: usize, depth: usize, leaf: usize },
    /// The same.
    ExtraTrees { trees: usize, depth: usize, leaf: usize },
    /// Number of trees, depth, η, λ.
    ExactBoosting { rounds: usize, depth: usize, rate: f64, l2: f64 },
    /// Fitted by another program, which knows.
    Imported,
    /// Number of trees, leaves of each, η, λ, fewest rows in a leaf.
    HistogramBoosting { rounds: usize, leaves: usize, rate: f64, l2: f64, leaf: usize },
}

impl Kind {
    /// All of them, in the order of every table.
    pub const ALL: [Self; 7] = [
        Self::LogisticRegression,
        Self::Svm,
        Self::NearestNeighbours,
        Self::RandomForest,
        Self::ExtraTrees,
        Self::GradientBoosting,
        Self::HistogramBoosting,
    ];

    /// Name in files and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::LogisticRegression => "logistic-regression",
            Self::Svm => "svm",
            Self::NearestNeighbours => "nearest-neighbours",
            Self::RandomForest => "random-forest",
            Self::ExtraTrees => "extra-trees",
            Self::GradientBoosting => "gradient-boosting",
            Self::HistogramBoosting => "histogram-boosting",
        }
    }

    /// The settings tried by cross-validation, simplest first: of equals the first is taken. The one table of grids.
    pub fn grid(self) -> Vec<Parameters> {
        use Parameters as P;
        match self {
            Self::LogisticRegression => {
                product(&[0.3, 0.1, 0.03, 0.01], &[0.0, 0.5, 1.0], |lambda, alpha| P::LogisticRegression {
                    lambda,
                    alpha,
                })
            }
            Self::Svm => product(&[0.3, 1.0, 3.0, 10.0], &[0.01, 0.03, 0.1], |c, gamma| P::Svm { c, gamma }),
            Self::NearestNeighbours => [51, 31, 21, 11, 5].map(|count| P::Neighbours { count }).to_vec(),
            Self::RandomForest => {
                product(&[3, 5], &[10, 5], |depth, leaf| P::RandomForest { trees: 100, depth, leaf })
            }
            Self::ExtraTrees => {
                product(&[3, 5], &[10, 5], |depth, leaf| P::ExtraTrees { trees: 100, depth, leaf })
            }
            Self::GradientBoosting => product(&[25, 50, 100], &[1, 2, 3], |rounds, depth| P::ExactBoosting {
                rounds,
                depth,
                rate: 0.1,
                l2: 1.0,
            }),
            Self::HistogramBoosting => product(&[25, 50, 100], &[2, 4, 8], |rounds, leaves| {
                P::HistogramBoosting { rounds, leaves, rate: 0.1, l2: 1.0, leaf: 10 }
            }),
        }
    }
}

impl Parameters {
    /// Every setting with its name, as readers know it.
    pub fn named(&self) -> Vec<(&'static str, f64)> {
        let count = |count: usize| count as f64;
        match *self {
            Self::LogisticRegression { lambda, alpha } => vec![("\u{3bb}", lambda), ("\u{3b1}", alpha)],
            Self::Svm { c, gamma } => vec![("C", c), ("\u{3b3}", gamma)],
            Self::Neighbours { count: k } => vec![("k", count(k))],
            Self::RandomForest { trees, depth, leaf } | Self::ExtraTrees { trees, depth, leaf } => {
                vec![("trees", count(trees)), ("depth", count(depth)), ("rows in a leaf", count(leaf))]
            }
            Self::ExactBoosting { rounds, depth, rate, l2 } => {
                vec![("rounds", count(rounds)), ("depth", count(depth)), ("\u{3b7}", rate), ("\u{3bb}", l2)]
            }
            Self::HistogramBoosting { rounds, leaves, rate, l2, leaf } => vec![
                ("rounds", count(rounds)),
                ("leaves", count(leaves)),
                ("\u{3b7}", rate),
                ("\u{3bb}", l2),
                ("rows in a leaf", count(leaf)),
            ],
            Self::Imported => Vec::new(),
        }
    }
}

/// Every pair of the two lists, the first list slowest.
fn product<T: Copy>(first: &[T], second: &[T], make: impl Fn(T, T) -> Parameters) -> Vec<Parameters> {
    first.iter().flat_map(|&a| second.iter().map(move |&b| (a, b))).map(|(a, b)| make(a, b)).collect()
}
