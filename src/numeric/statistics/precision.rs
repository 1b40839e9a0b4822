//! How many cases an external validation needs for intervals of a stated width (Riley et al., Stat. Med. 2021 and BMJ 2024;
//! package pmvalsampsize): of the ratio observed / expected, the calibration slope, the AUC and the net benefit. The model
//! is taken to be calibrated there: the ratio 1, the slope 1.

use crate::error::Result;
use crate::numeric::float;
use crate::numeric::statistics::Z_95;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// More cases than anybody validates on; what needs more is told as this.
pub const MOST_CASES: u64 = 10_000_000;

/// Cases for an interval of observed / expected of `width`: n = (1 − φ) / (φ SE²), SE = asinh(width/2) / 1.96.
///
/// # Errors
/// The share of events or the width is not above 0 (and the share below 1).
pub fn cases_for_ratio(share: f64, width: f64) -> Result<u64> {
    proper(share, width)?;
    // e^{1.96 SE} − e^{−1.96 SE} = width.
    let half = 0.5 * width;
    let error = float::ln(half + (half * half + 1.0).sqrt()) / Z_95;
    Ok(whole((1.0 - share) / (share * error * error)))
}

/// Cases for an interval of the calibration slope of `width`, where log-odds are spread as in `logits`:
/// n = I_α / (SE² (I_α I_β − I_αβ²)) with means over the cases of p(1−p), η p(1−p), η² p(1−p).
///
/// # Errors
/// No spread of the log-odds, or a width that is not above 0.
pub fn cases_for_slope(logits: &[f64], width: f64) -> Result<u64> {
    proper(0.5, width)?;
    let n = logits.len() as f64;
    let [mut alpha, mut both, mut beta] = [0.0; 3];
    for &eta in logits {
        let p = float::logistic(eta);
        let weight = p * (1.0 - p) / n;
        alpha += weight;
        both += weight * eta;
        beta += weight * eta * eta;
    }
    let rest = alpha * beta - both * both;
    if rest.is_nan() || rest <= 1e-12 * alpha * beta {
        return Err(undefined(
            Statistic::SampleSize,
            Statistic::DifferingPredictions,
            "the same for every case",
        ));
    }
    let error = width / (2.0 * Z_95);
    Ok(whole(alpha / (error * error * rest)))
}

/// Cases for an interval of the AUC of `width`, by Newcombe's form of Hanley and McNeil's variance; found by bisection.
///
/// # Errors
/// An area outside 0 to 1, a share or width as in [`cases_for_ratio`].
pub fn cases_for_auc(auc: f64, share: f64, width: f64) -> Result<u64> {
    proper(share, width)?;
    if !(0.0..=1.0).contains(&auc) {
        return Err(undefined(Statistic::SampleSize, Statistic::Probabilities, auc.to_string()));
    }
    let wide = |cases: u64| {
        let n = cases as f64;
        let half = 0.5 * n - 1.0;
        let spread = 1.0 + half * (1.0 - auc) / (2.0 - auc) + half * auc / (1.0 + auc);
        2.0 * Z_95 * (auc * (1.0 - auc) * spread / (n * n * share * (1.0 - share))).sqrt() > width
    };
    let (mut few, mut enough) = (1, MOST_CASES);
    if !wide(few) {
        return Ok(few);
    }
    while enough - few > 1 {
        let middle = few + (enough - few) / 2;
        if wide(middle) { few = middle } else { enough = middle }
    }
    Ok(enough)
}

/// What a decision rule does: at a threshold, in a place with a share of events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Threshold on the probability.
    pub threshold: f64,
    /// Share of events at or above it.
    pub sensitivity: f64,
    /// Share of others below it.
    pub specificity: f64,
    /// Share of events.
    pub share: f64,
}

/// Cases for an interval of the standardised net benefit of `width` (Marsh et al., Stat. Methods Med. Res. 2021).
///
/// # Errors
/// A threshold that is not between 0 and 1, a share or width as in [`cases_for_ratio`].
pub fn cases_for_net_benefit(rule: Rule, width: f64) -> Result<u64> {
    let Rule { threshold, sensitivity, specificity, share } = rule;
    proper(share, width)?;
    proper(threshold, width)?;
    let weight = (1.0 - share) / share * threshold / (1.0 - threshold);
    let error = width / (2.0 * Z_95);
    let missed = weight * (1.0 - specificity);
    let variance = sensitivity * (1.0 - sensitivity) / share
        + weight * weight * specificity * (1.0 - specificity) / (1.0 - share)
        + missed * missed / (share * (1.0 - share));
    Ok(whole(variance / (error * error)))
}

/// A share strictly between 0 and 1, and a width above 0.
fn proper(share: f64, width: f64) -> Result<()> {
    let good = share > 0.0 && share < 1.0 && width > 0.0 && width.is_finite();
    match good {
        true => Ok(()),
        false => {
            Err(undefined(Statistic::SampleSize, Statistic::WidthAndShare, format!("{share} and {width}")))
        }
    }
}

/// The next whole number of cases.
fn whole(cases: f64) -> u64 {
    if cases < MOST_CASES as f64 { cases.ceil() as u64 } else { MOST_CASES }
}
