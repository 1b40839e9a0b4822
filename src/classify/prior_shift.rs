//! The same classifier for a place where metastases are more or less common than among the training cases.
//!
//! Every probability p becomes p' with logit p' = logit p + logit π' − logit π: the classes look the same there, only
//! their shares differ. Thresholds move with the probabilities, so that each cuts between the same cases: classes,
//! sensitivity, specificity and AUC stay, while calibration, predictive values and net benefit are those of π'.

use serde::{Deserialize, Serialize};

use crate::classify::calibration::shift_prior;
use crate::error::Result;
use crate::numeric::float;
use crate::table::format_number;
use crate::words::ModelProblem;

/// From which share of metastases to which.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct PriorShift {
    /// Share in the training cases, 0 to 1.
    pub training: f64,
    /// Share where the model is applied, as its user states it, 0 to 1.
    pub assumed: f64,
}

impl PriorShift {
    /// From the share of training to another.
    ///
    /// # Errors
    /// `assumed` is no share strictly between 0 and 1.
    pub fn new(training: f64, assumed: f64) -> Result<Self> {
        if !(assumed > 0.0 && assumed < 1.0) {
            return Err(ModelProblem::Prevalence { found: format_number(assumed) }.into());
        }
        Ok(Self { training, assumed })
    }

    /// Log-odds there.
    pub fn logit(&self, logit: f64) -> f64 {
        shift_prior(logit, self.training, self.assumed)
    }

    /// Makes a probability the one there.
    pub fn probability(&self, probability: &mut f64) {
        *probability = float::logistic(self.logit(float::logit(*probability)));
    }
}
