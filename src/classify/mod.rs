//! Stage 8: a checked model is fitted or applied.
//!
//! Every classifier is fitted to a [`TrainingDesign`], which only the scaling of stage 7 makes, and gives a *margin*:
//! a number in log-odds, higher for metastasis. [`Calibration`], fitted to out-of-fold margins, turns it into a
//! probability; the threshold comes from the same out-of-fold predictions.

pub mod calibration;
mod kind;
mod linear;
pub mod threshold;

pub use calibration::{Calibration, CalibrationKind};
pub use kind::{Kind, Parameters};

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::numeric::elastic_net::Linear;
use crate::table::{Design, TrainingDesign};

/// A fitted classifier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Fitted {
    /// Logistic regression.
    Linear {
        /// β₀.
        intercept: f64,
        /// β, one an input.
        coefficients: Vec<f64>,
    },
}

/// Fits one classifier.
///
/// # Errors
/// A class is missing, or the data have no finite fit.
pub fn fit(parameters: &Parameters, data: &TrainingDesign, _seed: u64) -> Result<Fitted> {
    match *parameters {
        Parameters::LogisticRegression { lambda, alpha } => linear::fit(data, lambda, alpha),
    }
}

impl Fitted {
    /// Log-odds of metastasis before calibration, for one standardised row.
    pub fn margin(&self, row: &[f64]) -> f64 {
        match self {
            Self::Linear { intercept, coefficients } => {
                Linear { intercept: *intercept, coefficients: coefficients.clone() }.margin(row)
            }
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
        match self {
            Self::Linear { intercept, coefficients } => {
                let finite = intercept.is_finite() && coefficients.iter().all(|value| value.is_finite());
                sound(coefficients.len() == inputs && finite, "one finite coefficient an input")
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
