//! What a model file says of the place that it was brought to.

use serde::{Deserialize, Serialize};

use crate::classify::Kind;
use crate::numeric::statistics::{Line, Update};

/// How a model file was brought to one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Recalibrated {
    /// SHA-256 of the file that it was made of.
    pub parent_sha256: String,
    /// SHA-256 of the table of local cases.
    pub table_sha256: String,
    /// Local cases.
    pub cases: usize,
    /// Metastases among them.
    pub metastases: usize,
    /// Patients they are of.
    pub patients: usize,
    /// What was done to the log-odds of all models.
    pub update: Update,
    /// Whether the closed test chose that; else its user did.
    pub by_closed_test: bool,
    /// The model by which it was chosen.
    pub model: String,
    /// And the classifier.
    pub classifier: Kind,
    /// Models of the parent that could not be brought to the local cases.
    pub left_out: Vec<String>,
}

/// A classifier on the local cases, as it is now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalCases {
    /// How its log-odds were changed.
    pub line: Line,
    /// 1: metastasis.
    pub labels: Vec<u8>,
    /// To six digits.
    pub probabilities: Vec<f64>,
    /// Equal numbers are one patient.
    pub patients: Vec<usize>,
}

impl LocalCases {
    /// A rising line; a label, a probability and a patient for each case.
    pub(super) fn is_sound(&self) -> bool {
        let Self { line, labels, probabilities, patients } = self;
        line.slope > 0.0
            && line.slope.is_finite()
            && line.intercept.is_finite()
            && labels.len() == probabilities.len()
            && labels.len() == patients.len()
            && labels.iter().all(|label| *label <= 1)
            && probabilities.iter().all(|p| (0.0..=1.0).contains(p))
            && patients.iter().all(|patient| *patient < labels.len())
    }
}
