//! Logistic regression with an elastic-net penalty.

use crate::error::{Error, ErrorKind, Result};
use crate::numeric::elastic_net::{self, Linear, Penalty};
use crate::table::TrainingDesign;

/// Fits −ℓ/n + λ(α‖β‖₁ + (1−α)/2‖β‖²); without inputs, the prevalence.
pub fn fit(data: &TrainingDesign, lambda: f64, alpha: f64) -> Result<Linear> {
    let columns = data.design().columns();
    let start = Linear::prevalence(data.labels(), columns.nrows());
    elastic_net::fit(&columns, data.labels(), Penalty { lambda, alpha, tolerance: elastic_net::FINE }, &start)
        .ok_or_else(|| {
            Error::new(
                ErrorKind::Model,
                "logistic regression",
                "both classes and finite inputs",
                "no finite fit",
            )
        })
}
