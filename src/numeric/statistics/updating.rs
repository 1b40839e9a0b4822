//! Should a model be recalibrated on local cases, and how far? The closed test of Vergouwe et al. (Stat. Med. 2017) among
//! the updates of log-odds η that two numbers can make: none, a new intercept (η + a), intercept and slope (a + bη).

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::numeric::float;
use crate::numeric::statistics::clustered::{Regression, cluster_count, sandwich};
use crate::numeric::statistics::distribution::chi_squared_sf;
use crate::numeric::statistics::logistic::{Logistic, logistic_regression};

/// Level of each test of the closed procedure; the whole keeps it.
const LEVEL: f64 = 0.05;

/// How log-odds are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Update {
    /// They stay.
    None,
    /// η + a.
    Intercept,
    /// a + bη.
    InterceptAndSlope,
}

/// A line over the log-odds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// a.
    pub intercept: f64,
    /// b.
    pub slope: f64,
}

impl Line {
    /// What leaves log-odds as they are.
    pub const EVEN: Self = Self { intercept: 0.0, slope: 1.0 };

    /// The new log-odds.
    pub fn logit(&self, logit: f64) -> f64 {
        self.intercept + self.slope * logit
    }

    /// The new probability.
    pub fn probability(&self, probability: f64) -> f64 {
        float::logistic(self.logit(float::logit(probability)))
    }
}

/// One test: does intercept and slope fit better than less?
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct UpdateTest {
    /// What is tested against intercept and slope.
    pub against: Update,
    /// χ²: twice the gain in log-likelihood, or Wald's statistic over clusters.
    pub chi_squared: f64,
    /// Its degrees of freedom.
    pub degrees: u32,
    /// Its p-value.
    pub p: f64,
}

/// Both tests, the updates they are between, and which one they choose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ClosedTest {
    /// No update, then intercept alone.
    pub tests: Vec<UpdateTest>,
    /// The least update that is not refuted.
    pub chosen: Update,
    /// Intercept alone.
    pub intercept: Line,
    /// Intercept and slope.
    pub both: Line,
}

/// The line over log-odds by intercept alone.
///
/// # Errors
/// One class only, or no finite fit.
pub fn new_intercept(labels: &[bool], logits: &[f64]) -> Result<Line> {
    let ones = vec![1.0; labels.len()];
    let fit = logistic_regression(std::slice::from_ref(&ones), labels, logits)?;
    Ok(Line { intercept: fit.coefficients[0], slope: 1.0 })
}

/// The closed test: intercept and slope against no update (two degrees of freedom), then against intercept alone (one).
/// Where patients have several cases the statistics are Wald's with the covariance over patients, else likelihood ratios.
///
/// # Errors
/// One class only, equal log-odds, or separated classes: no finite fit.
pub fn closed_test(labels: &[bool], logits: &[f64], clusters: &[usize]) -> Result<ClosedTest> {
    let none = vec![0.0; labels.len()];
    let columns = [vec![1.0; labels.len()], logits.to_vec()];
    let fit = logistic_regression(&columns, labels, &none)?;
    let shift = logistic_regression(&columns[..1], labels, logits)?;
    let [against_none, against_intercept] = match cluster_count(clusters) == labels.len() {
        true => {
            let unchanged = logistic_regression(&[], labels, logits)?;
            [2.0 * (unchanged.loss - fit.loss), 2.0 * (shift.loss - fit.loss)]
        }
        false => wald(&Regression { columns: &columns, labels, offset: &none, clusters }, &fit)?,
    };
    let test = |against, chi_squared: f64, degrees: u32| {
        let chi_squared = chi_squared.max(0.0);
        UpdateTest { against, chi_squared, degrees, p: chi_squared_sf(chi_squared, f64::from(degrees)) }
    };
    let tests = vec![test(Update::None, against_none, 2), test(Update::Intercept, against_intercept, 1)];
    let chosen =
        tests.iter().find(|test| test.p >= LEVEL).map_or(Update::InterceptAndSlope, |test| test.against);
    Ok(ClosedTest {
        tests,
        chosen,
        intercept: Line { intercept: shift.coefficients[0], slope: 1.0 },
        both: Line { intercept: fit.coefficients[0], slope: fit.coefficients[1] },
    })
}

/// Wald's statistics of (a, b) = (0, 1) and of b = 1.
fn wald(regression: &Regression, fit: &Logistic) -> Result<[f64; 2]> {
    let covariance = sandwich(regression, fit)?;
    let (a, b) = (fit.coefficients[0], fit.coefficients[1] - 1.0);
    let [[aa, ab], [_, bb]] = [0, 1].map(|i| [covariance[i][0], covariance[i][1]]);
    let determinant = aa * bb - ab * ab;
    Ok([(a * a * bb - 2.0 * a * b * ab + b * b * aa) / determinant, b * b / bb])
}
