//! What a classifier is: settings that can be fitted, and what comes of it.

use crate::error::Result;
use crate::numeric::float;
use crate::numeric::structure::Structure;
use crate::table::TrainingDesign;
use crate::words::Phrase;

/// Settings of a classifier.
pub trait Learner: Sized {
    /// What is fitted.
    type Fitted: Predictor;

    /// The settings tried by cross-validation, simplest first: of equals the first is taken.
    fn grid() -> Vec<Self>;

    /// Every setting with its name, as readers know it.
    fn named(&self) -> Vec<(&'static str, f64)>;

    /// Fits it to rows with at least one input; `seed` decides what is drawn at random.
    ///
    /// # Errors
    /// The data have no finite fit.
    fn fit(&self, data: &TrainingDesign, seed: u64) -> Result<Self::Fitted>;
}

/// A fitted classifier.
pub trait Predictor {
    /// Log-odds of metastasis before calibration, for one standardised row.
    fn margin(&self, row: &[f64]) -> f64;

    /// The classifier's own probability, before calibration: what its library of reference gives.
    fn raw_probability(&self, row: &[f64]) -> f64 {
        float::logistic(self.margin(row))
    }

    /// Log-odds of [`Predictor::raw_probability`]; finite.
    fn raw_logit(&self, row: &[f64]) -> f64 {
        self.margin(row)
    }

    /// Whether rows may lack inputs.
    fn takes_missing(&self) -> bool {
        false
    }

    /// What its margin or share is made of, which decides how an answer is explained.
    fn structure(&self) -> Structure<'_> {
        Structure::Unknown
    }

    /// Whether what was read from a file is a classifier of `inputs` inputs.
    ///
    /// # Errors
    /// What it lacks, as what was expected.
    fn sound(&self, inputs: usize) -> std::result::Result<(), Phrase>;
}

/// Log-odds are made of probabilities no nearer to 0 and 1.
const LEAST_PROBABILITY: f64 = 1e-9;

/// Log-odds of a share that may be 0 or 1.
pub(super) fn logit_of_share(share: f64) -> f64 {
    float::logit(share.clamp(LEAST_PROBABILITY, 1.0 - LEAST_PROBABILITY))
}

/// `Ok` where it holds.
pub(super) fn ensure(holds: bool, expected: Phrase) -> std::result::Result<(), Phrase> {
    if holds { Ok(()) } else { Err(expected) }
}

/// Largest size of a number that a model is made of: products of two of them still are numbers.
pub const MAX_SIZE: f64 = 1e150;

/// Whether all are numbers of a size that can be computed with.
pub(super) fn finite(values: &[f64]) -> bool {
    values.iter().all(|value| value.abs() <= MAX_SIZE)
}

/// Whether all rows have `inputs` numbers.
pub(super) fn rows_fit(rows: &[Vec<f64>], inputs: usize) -> bool {
    rows.iter().all(|row| row.len() == inputs && finite(row))
}

/// Every pair of the two lists, the first list slowest.
pub(super) fn product<T: Copy, S>(first: &[T], second: &[T], make: impl Fn(T, T) -> S) -> Vec<S> {
    first.iter().flat_map(|&a| second.iter().map(move |&b| (a, b))).map(|(a, b)| make(a, b)).collect()
}
