//! How predictions are judged and features compared; pure functions on slices, one file a topic.
//!
//! Conventions, everywhere here: `labels[i]` is true for an event (a metastasis), `scores` are higher for events,
//! `probabilities` lie in [0, 1]. What cannot be computed (one class only, no variance, a value that is not finite)
//! is an [`Error`] that says so, never NaN. Intervals are two-sided 95 %.
//!
//! Distribution functions are our own rather than crate `statrs`' because that calls the platform's `ln` and `exp`,
//! whose last bit differs between native and wasm; ours rest on [`crate::numeric::float`] and agree with SciPy to
//! 1e-10 (tests/oracle/metrics.rs).

use crate::error::Error;
use crate::error::Result;
use crate::words::{Statistic, StatisticProblem};

mod auc;
mod calibration;
mod clustered;
mod confusion;
mod correlation;
mod decision;
pub mod distribution;
mod goodness;
mod groups;
mod icc;
mod logistic;
mod lowess;
mod mann_whitney;
mod midranks;
mod moments;
mod multiple;
mod precision;
mod reclassification;
mod resample;
mod roc;
mod updating;

pub use auc::{AucInterval, Delong, DelongTest, auc, auc_interval, delong, delong_test};
pub use calibration::{CalibrationLine, brier, calibration_line, scaled_brier};
pub use clustered::{Estimate, Regression, cluster_count, clustered_auc, clustered_mean, newcombe, sandwich};
pub use confusion::{Confusion, Proportion, confusion, wilson};
pub use correlation::{Correlation, pearson, spearman};
pub use decision::{NetBenefit, decision_curve, decision_thresholds};
pub use goodness::{
    CalibrationGroup, Data, GROUPS, GoodnessOfFit, Grouping, calibration_groups, expected_calibration_error,
    hosmer_lemeshow, spiegelhalter,
};
pub use groups::{GroupTest, Summary, chi_squared, quantile, standardised_difference, summary};
pub use icc::{Icc, icc_agreement};
pub use logistic::{Logistic, logistic_regression};
pub use lowess::{CalibrationError, LOWESS_FRACTION, calibration_error, lowess};
pub use mann_whitney::{MannWhitney, mann_whitney};
pub use midranks::midranks;
pub use moments::{mean_sd, varies};
pub use multiple::{benjamini_hochberg, holm};
pub use precision::{
    MOST_CASES, Rule, cases_for_auc, cases_for_net_benefit, cases_for_ratio, cases_for_slope,
};
pub use reclassification::{Reclassification, reclassification};
pub use resample::{Optimism, optimism, percentile_interval, resample};
pub use roc::{RocPoint, roc_points};
pub use updating::{ClosedTest, Line, Update, UpdateTest, closed_test, new_intercept};

/// Standard normal quantile at 0.975: half-width of a 95 % interval in standard errors.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// Mean, summed in order; the caller has checked that `values` is not empty.
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Sample covariance, n − 1 below; the caller has checked equal lengths of at least two.
fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sum: f64 = a.iter().zip(b).map(|(x, y)| (x - mean_a) * (y - mean_b)).sum();
    sum / (a.len() - 1) as f64
}

/// A statistic that these data do not have.
fn undefined(statistic: Statistic, needs: Statistic, found: impl Into<String>) -> Error {
    StatisticProblem::Undefined { statistic, needs, found: found.into() }.into()
}

/// All of `values` are finite.
fn check_finite(statistic: Statistic, values: &[f64]) -> Result<()> {
    match values.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(at) => Err(undefined(
            statistic,
            Statistic::FiniteNumbers,
            format!("{} at position {}", values[at], at + 1),
        )),
    }
}

/// Both slices are equally long.
fn check_paired(statistic: Statistic, a: usize, b: usize) -> Result<()> {
    if a == b { Ok(()) } else { Err(undefined(statistic, Statistic::Pairs, format!("{a} and {b}"))) }
}

/// One finite score a label, and at least `least` cases of each class.
fn check_classes(statistic: Statistic, labels: &[bool], scores: &[f64], least: usize) -> Result<()> {
    check_paired(statistic.clone(), labels.len(), scores.len())?;
    check_finite(statistic.clone(), scores)?;
    let events = labels.iter().filter(|&&label| label).count();
    let others = labels.len() - events;
    if events < least || others < least {
        return Err(undefined(
            statistic,
            Statistic::OfEachClass { least },
            format!("{events} events and {others} non-events"),
        ));
    }
    Ok(())
}

/// [`check_classes`] for probabilities: values in [0, 1].
fn check_probabilities(statistic: Statistic, probabilities: &[f64]) -> Result<()> {
    check_finite(statistic.clone(), probabilities)?;
    match probabilities.iter().find(|&&p| !(0.0..=1.0).contains(&p)) {
        None => Ok(()),
        Some(p) => Err(undefined(statistic, Statistic::Probabilities, p.to_string())),
    }
}

/// Both classes are there.
///
/// # Errors
/// One is missing.
pub fn check_both(labels: &[bool]) -> Result<()> {
    check_classes(Statistic::Proportion, labels, &vec![0.0; labels.len()], 1)
}
