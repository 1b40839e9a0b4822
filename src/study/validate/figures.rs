//! The figures of a local validation, each with its interval and how that was made.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::numeric::float;
use crate::numeric::statistics;
use crate::numeric::statistics::{
    Estimate, Regression, Rule, cases_for_auc, cases_for_net_benefit, cases_for_ratio, cases_for_slope,
    cluster_count, clustered_auc, clustered_mean, logistic_regression, sandwich,
};
use crate::study::validate::local::Widths;

/// How an interval was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Interval {
    /// DeLong.
    Delong,
    /// Obuchowski: DeLong over patients.
    Obuchowski,
    /// Newcombe's method 5, of an area of 0 or 1.
    Newcombe,
    /// ± 1.96 standard errors.
    StandardError,
    /// ± 1.96 standard errors over patients.
    Clustered,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Figure {
    /// `auc`, `in-the-large`, `slope`, `observed-expected`, `brier`, `net-benefit` (at the model's threshold).
    pub key: &'static str,
    /// Value and interval.
    pub estimate: Option<Estimate>,
    /// How the interval was made.
    pub interval: Interval,
    /// Why there is no value.
    pub problem: Option<Error>,
}

/// Net benefit at a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LocalBenefit {
    /// Probability from which on one would act.
    pub threshold: f64,
    /// Of acting by the model.
    pub model: Estimate,
    /// Of acting on everyone.
    pub all: Estimate,
    /// The model's less the better of acting on everyone and on no one, with its interval.
    pub gain: Estimate,
}

/// How many cases an interval of a stated width needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Needed {
    /// `observed-expected`, `slope`, `auc`, `net-benefit` (standardised).
    pub key: &'static str,
    /// The width that should be reached.
    pub width: f64,
    /// Cases of as many patients for it; `None` with the reason where it cannot be said.
    pub cases: Option<u64>,
    /// How many patients are missing.
    pub missing: Option<u64>,
    /// Why it cannot be said.
    pub problem: Option<Error>,
}

/// Cases with their probabilities.
#[derive(Clone, Copy)]
pub(super) struct Judged<'a> {
    pub labels: &'a [bool],
    pub probabilities: &'a [f64],
    pub patients: &'a [usize],
    pub threshold: f64,
}

impl Judged<'_> {
    fn clustered(&self) -> bool {
        cluster_count(self.patients) < self.labels.len()
    }

    /// A value of every case, by diagnosis and probability.
    fn each(&self, value: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        let pairs = self.labels.iter().zip(self.probabilities);
        pairs.map(|(&label, &p)| value(f64::from(u8::from(label)), p)).collect()
    }

    /// What a case adds to the net benefit of acting from a threshold on.
    fn gains(&self, threshold: f64) -> Vec<f64> {
        let odds = threshold / (1.0 - threshold);
        self.each(|y, p| if p >= threshold { y - (1.0 - y) * odds } else { 0.0 })
    }

    /// Coefficients with standard errors of the regression of the diagnoses on `columns` beside `offset`.
    fn regression(&self, columns: &[Vec<f64>], offset: &[f64]) -> Result<Vec<Estimate>> {
        let fit = logistic_regression(columns, self.labels, offset)?;
        let rows = Regression { columns, labels: self.labels, offset, clusters: self.patients };
        let errors = match self.clustered() {
            false => fit.standard_errors.clone(),
            true => {
                let covariance = sandwich(&rows, &fit)?;
                (0..columns.len()).map(|at| covariance[at][at].sqrt()).collect()
            }
        };
        Ok(fit
            .coefficients
            .iter()
            .zip(errors)
            .map(|(&value, error)| Estimate::normal(value, error))
            .collect())
    }
}

/// AUC, calibration, Brier score, and net benefit at the model's threshold.
pub(super) fn figures(judged: &Judged) -> Vec<Figure> {
    let Judged { labels, probabilities, patients, threshold } = *judged;
    let clustered = judged.clustered();
    let spread = if clustered { Interval::Clustered } else { Interval::StandardError };
    let logits: Vec<f64> = probabilities.iter().map(|&p| float::logit(p)).collect();
    let ones = vec![1.0; labels.len()];
    let area = clustered_auc(labels, probabilities, patients);
    let by = match &area {
        Ok(auc) if auc.value <= 0.0 || auc.value >= 1.0 => Interval::Newcombe,
        _ if clustered => Interval::Obuchowski,
        _ => Interval::Delong,
    };
    let first = |found: Result<Vec<Estimate>>, at: usize| found.map(|estimates| estimates[at]);
    let large = first(judged.regression(std::slice::from_ref(&ones), &logits), 0);
    let slope = statistics::calibration_line(labels, probabilities)
        .and_then(|_| first(judged.regression(&[ones, logits], &vec![0.0; labels.len()]), 1));
    let ratio = observed_expected(judged);
    let brier = clustered_mean(&judged.each(|y, p| (y - p) * (y - p)), patients);
    let benefit = clustered_mean(&judged.gains(threshold), patients);
    let rows = [
        ("auc", by, area),
        ("in-the-large", spread, large),
        ("slope", spread, slope),
        ("observed-expected", spread, ratio),
        ("brier", spread, brier.map(|found| found.within(0.0, 1.0))),
        ("net-benefit", spread, benefit),
    ];
    let figure = |(key, interval, found): (&'static str, Interval, Result<Estimate>)| match found {
        Ok(estimate) => Figure { key, estimate: Some(estimate), interval, problem: None },
        Err(problem) => Figure { key, estimate: None, interval, problem: Some(problem) },
    };
    rows.into_iter().map(figure).collect()
}

/// Observed over expected metastases; the interval by the logarithm, whose error is √((1−φ)/(nφ)), or that over patients.
fn observed_expected(judged: &Judged) -> Result<Estimate> {
    let share = clustered_mean(&judged.each(|y, _| y), judged.patients)?;
    let expected = judged.probabilities.iter().sum::<f64>() / judged.labels.len() as f64;
    statistics::check_both(judged.labels)?;
    let n = judged.labels.len() as f64;
    let error = match judged.clustered() {
        true => share.standard_error / share.value,
        false => ((1.0 - share.value) / (n * share.value)).sqrt(),
    };
    let value = share.value / expected;
    let factor = float::exp(statistics::Z_95 * error);
    Ok(Estimate { value, standard_error: value * error, lower: value / factor, upper: value * factor })
}

/// Net benefit at 0.1, 0.2, … 0.9.
///
/// # Errors
/// Fewer than two patients.
pub(super) fn benefits(judged: &Judged) -> Result<Vec<LocalBenefit>> {
    let at = |tenth: u32| {
        let threshold = f64::from(tenth) / 10.0;
        let odds = threshold / (1.0 - threshold);
        let all = judged.each(|y, _| y - (1.0 - y) * odds);
        let model = judged.gains(threshold);
        let everyone = clustered_mean(&all, judged.patients)?;
        let other = if everyone.value > 0.0 { all } else { vec![0.0; model.len()] };
        let gain: Vec<f64> = model.iter().zip(&other).map(|(model, other)| model - other).collect();
        Ok(LocalBenefit {
            threshold,
            model: clustered_mean(&model, judged.patients)?,
            all: everyone,
            gain: clustered_mean(&gain, judged.patients)?,
        })
    };
    (1..=9).map(at).collect()
}

/// Cases for intervals of the stated widths, where the share of metastases, the spread of the log-odds, the AUC and what the
/// threshold does are those found here. Patients are counted, since several lesions of one say less than as many patients.
///
/// # Errors
/// A width that is not above 0.
pub(super) fn needed(judged: &Judged, figures: &[Figure], widths: &Widths) -> Result<Vec<Needed>> {
    let Judged { labels, probabilities, patients, threshold } = *judged;
    let n = labels.len() as f64;
    let events = labels.iter().filter(|&&label| label).count() as f64;
    let share = events / n;
    let logits: Vec<f64> = probabilities.iter().map(|&p| float::logit(p)).collect();
    let rightly = |class: bool, of: f64| {
        let right =
            labels.iter().zip(probabilities).filter(|(l, p)| **l == class && (**p >= threshold) == class);
        right.count() as f64 / of
    };
    let area = || match &figures[0] {
        Figure { estimate: Some(auc), .. } => cases_for_auc(auc.value, share, widths.auc),
        Figure { problem, .. } => {
            Err(problem.clone().unwrap_or_else(|| crate::words::TableProblem::NoCases.into()))
        }
    };
    let rule = || {
        statistics::check_both(labels)?;
        let (sensitivity, specificity) = (rightly(true, events), rightly(false, n - events));
        cases_for_net_benefit(Rule { threshold, sensitivity, specificity, share }, widths.net_benefit)
    };
    for width in [widths.observed_expected, widths.slope, widths.auc, widths.net_benefit] {
        // Of half events: what is left to refuse is the width.
        cases_for_ratio(0.5, width)?;
    }
    let have = cluster_count(patients) as u64;
    let rows = [
        ("observed-expected", widths.observed_expected, cases_for_ratio(share, widths.observed_expected)),
        ("slope", widths.slope, cases_for_slope(&logits, widths.slope)),
        ("auc", widths.auc, area()),
        ("net-benefit", widths.net_benefit, rule()),
    ];
    let row = |(key, width, cases): (&'static str, f64, Result<u64>)| match cases {
        Ok(cases) => Needed {
            key,
            width,
            cases: Some(cases),
            missing: Some(cases.saturating_sub(have)),
            problem: None,
        },
        Err(problem) => Needed { key, width, cases: None, missing: None, problem: Some(problem) },
    };
    Ok(rows.into_iter().map(row).collect())
}
