//! Logistic regression with an elastic-net penalty.

use serde::{Deserialize, Serialize};

use super::learner::{Learner, Predictor, ensure, finite, product};
use crate::error::Result;
use crate::numeric::elastic_net::{self, Linear, Penalty};
use crate::numeric::structure::Structure;
use crate::table::TrainingDesign;
use crate::words::{ModelProblem, Phrase};

/// Objective −ℓ/n + λ(α‖β‖₁ + (1−α)/2‖β‖²), ℓ the log-likelihood of n rows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElasticNet {
    /// λ, strength of the penalty.
    pub lambda: f64,
    /// α: 1 is the lasso, 0 is ridge.
    pub alpha: f64,
}

impl Learner for ElasticNet {
    type Fitted = Linear;

    fn grid() -> Vec<Self> {
        product(&[0.3, 0.1, 0.03, 0.01], &[0.0, 0.5, 1.0], |lambda, alpha| Self { lambda, alpha })
    }

    fn named(&self) -> Vec<(&'static str, f64)> {
        vec![("\u{3bb}", self.lambda), ("\u{3b1}", self.alpha)]
    }

    fn fit(&self, data: &TrainingDesign, _seed: u64) -> Result<Linear> {
        let columns = data.design().columns();
        let start = Linear::prevalence(data.labels(), columns.nrows());
        let &Self { lambda, alpha } = self;
        let penalty = Penalty { lambda, alpha, tolerance: elastic_net::FINE };
        let fitted = elastic_net::fit(&columns, data.labels(), penalty, &start);
        fitted.ok_or_else(|| ModelProblem::NoFiniteFit.into())
    }
}

impl Predictor for Linear {
    fn margin(&self, row: &[f64]) -> f64 {
        Linear::margin(self, row)
    }

    fn structure(&self) -> Structure<'_> {
        Structure::Sum { intercept: self.intercept, coefficients: &self.coefficients }
    }

    fn sound(&self, inputs: usize) -> std::result::Result<(), Phrase> {
        let holds =
            self.coefficients.len() == inputs && finite(&[self.intercept]) && finite(&self.coefficients);
        ensure(holds, Phrase::FiniteCoefficients)
    }
}
