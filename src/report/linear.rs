//! A model as a weighted sum, and its nomogram as numbers.

use crate::numeric::float;

/// A model of the form logit p = intercept + Σ coefficient · (x − mean)/sd.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    /// Log-odds of an average case.
    pub intercept: f64,
    /// Its inputs.
    pub terms: Vec<Term>,
    /// How the intervals were made.
    pub interval_note: String,
    /// Metastases and primaries it was fitted to.
    pub events: (usize, usize),
}

/// One input of a linear model.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The input.
    pub name: String,
    /// It says no or yes, and has no values between.
    pub is_flag: bool,
    /// Log-odds a standard deviation.
    pub coefficient: f64,
    /// 95 % interval of the coefficient.
    pub interval: Option<(f64, f64)>,
    /// Training mean, in the input's own unit.
    pub mean: f64,
    /// Training standard deviation.
    pub sd: f64,
    /// Range in the training cases.
    pub range: (f64, f64),
}

/// A nomogram: points_j(x) = 100 · |β_j| · distance of x from the end of its range that speaks for primary, divided by the
/// largest |β_k| · range_k; the total, scaled back, plus what is left of the intercept, is the log-odds.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Points a unit of log-odds.
    pub per_logit: f64,
    /// Log-odds at zero points.
    pub logit_at_zero: f64,
    /// Largest total.
    pub most: f64,
}

/// Log-odds a unit of the input itself.
fn slope(term: &Term) -> f64 {
    term.coefficient / term.sd
}

/// End of the range where the input has no points.
fn origin(term: &Term) -> f64 {
    if term.coefficient >= 0.0 { term.range.0 } else { term.range.1 }
}

impl Points {
    /// Of a linear model; `None` when no input has any weight.
    pub fn of(linear: &Linear) -> Option<Self> {
        let spans: Vec<f64> =
            linear.terms.iter().map(|term| slope(term).abs() * (term.range.1 - term.range.0)).collect();
        let largest = spans.iter().copied().fold(0.0, f64::max);
        if largest <= 0.0 || !largest.is_finite() {
            return None;
        }
        let per_logit = 100.0 / largest;
        let at_origin = linear.terms.iter().map(|term| slope(term) * (origin(term) - term.mean));
        let logit_at_zero = linear.intercept + at_origin.sum::<f64>();
        Some(Self { per_logit, logit_at_zero, most: spans.iter().sum::<f64>() * per_logit })
    }

    /// Points of a value of an input.
    pub fn points(&self, term: &Term, value: f64) -> f64 {
        self.per_logit * slope(term) * (value - origin(term))
    }

    /// Probability of a total.
    pub fn probability(&self, total: f64) -> f64 {
        float::logistic(self.logit_at_zero + total / self.per_logit)
    }

    /// Total of a probability.
    pub fn total(&self, probability: f64) -> f64 {
        (float::logit(probability) - self.logit_at_zero) * self.per_logit
    }
}
