//! Locally weighted regression (Cleveland, J. Am. Stat. Assoc. 1979) and the calibration errors made of it.
//!
//! At a point x₀: the k = ⌊fraction·n⌋ nearest observations, h the distance of the farthest; weights (1 − (d/h)³)³,
//! 0 beyond 0.999 h, 1 within 0.001 h; a weighted straight line, or the weighted mean where the weighted spread of x
//! is below 0.001 of its range. No robustness steps: outcomes are 0 or 1, none of them is an outlier. Every point is
//! fitted, none interpolated. Equals `statsmodels…lowess(it=0, delta=0)`; values may leave [0, 1] at the ends.

use serde::Serialize;

use crate::error::Result;
use crate::numeric::order;
use crate::numeric::statistics::check_classes;
use crate::numeric::statistics::check_finite;
use crate::numeric::statistics::check_paired;
use crate::numeric::statistics::check_probabilities;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::quantile;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// Share of the cases that a smoothed calibration curve looks at, as in `rms::val.prob`.
pub const LOWESS_FRACTION: f64 = 2.0 / 3.0;

/// Distances between predicted and smoothed observed probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CalibrationError {
    /// Mean distance: the integrated calibration index (Austin & Steyerberg 2019), Eavg of `rms`.
    pub ici: f64,
    /// 90th percentile.
    pub e90: f64,
    /// Maximum.
    pub emax: f64,
}

/// Smooth of `y` on `x`, evaluated at the points `at`.
///
/// # Errors
/// Fewer than three observations, lengths differ, or a value is not finite.
pub fn lowess(x: &[f64], y: &[f64], at: &[f64], fraction: f64) -> Result<Vec<f64>> {
    check_paired(Statistic::Lowess, x.len(), y.len())?;
    for values in [x, y, at] {
        check_finite(Statistic::Lowess, values)?;
    }
    if x.len() < 3 {
        return Err(undefined(Statistic::Lowess, Statistic::AtLeast { least: 3 }, x.len().to_string()));
    }
    let mut pairs: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    order::sort(&mut pairs, &|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    // The small addend keeps ⅔ · 60 at 40.
    let k = ((fraction * x.len() as f64 + 1e-10) as usize).clamp(2, x.len());
    Ok(at.iter().map(|&point| local_line(&pairs, k, point)).collect())
}

/// The local fit at `point` over `pairs` sorted by x.
fn local_line(pairs: &[(f64, f64)], k: usize, point: f64) -> f64 {
    let n = pairs.len();
    // The k nearest are neighbours in order: slide the window right while that brings it closer.
    let mut start = pairs.partition_point(|pair| pair.0 < point).saturating_sub(k).min(n - k);
    while start + k < n && pairs[start + k].0 - point < point - pairs[start].0 {
        start += 1;
    }
    let near = &pairs[start..start + k];
    let reach = (point - near[0].0).max(near[k - 1].0 - point);
    let weight = |x: f64| {
        let d = (x - point).abs();
        if d <= 0.001 * reach {
            1.0
        } else if d > 0.999 * reach {
            0.0
        } else {
            let ratio = d / reach;
            let rest = 1.0 - ratio * ratio * ratio;
            rest * rest * rest
        }
    };
    let total: f64 = near.iter().map(|pair| weight(pair.0)).sum();
    if total == 0.0 {
        // All k lie at one distance on one side: nothing but their mean.
        return near.iter().map(|pair| pair.1).sum::<f64>() / k as f64;
    }
    let centre = near.iter().map(|pair| weight(pair.0) * pair.0).sum::<f64>() / total;
    let level = near.iter().map(|pair| weight(pair.0) * pair.1).sum::<f64>() / total;
    let spread =
        near.iter().map(|pair| weight(pair.0) * (pair.0 - centre) * (pair.0 - centre)).sum::<f64>() / total;
    let range = pairs[n - 1].0 - pairs[0].0;
    if spread.sqrt() <= 0.001 * range {
        return level;
    }
    let slope =
        near.iter().map(|pair| weight(pair.0) * (pair.0 - centre) * pair.1).sum::<f64>() / total / spread;
    level + slope * (point - centre)
}

/// ICI, E90 and Emax: |p − lowess of the outcome on p| over the cases.
///
/// # Errors
/// A class is missing, lengths differ, or a probability lies outside [0, 1].
pub fn calibration_error(labels: &[bool], probabilities: &[f64]) -> Result<CalibrationError> {
    check_classes(Statistic::CalibrationCurve, labels, probabilities, 1)?;
    check_probabilities(Statistic::CalibrationCurve, probabilities)?;
    let outcomes: Vec<f64> = labels.iter().map(|&label| f64::from(u8::from(label))).collect();
    let smooth = lowess(probabilities, &outcomes, probabilities, LOWESS_FRACTION)?;
    let mut errors: Vec<f64> = smooth.iter().zip(probabilities).map(|(s, p)| (s - p).abs()).collect();
    errors.sort_unstable_by(f64::total_cmp);
    Ok(CalibrationError { ici: mean(&errors), e90: quantile(&errors, 0.9)?, emax: errors[errors.len() - 1] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_a_line() {
        let x: Vec<f64> = (0..30).map(|i| f64::from(i * i)).collect();
        let y: Vec<f64> = x.iter().map(|x| 3.0 - 0.5 * x).collect();
        for (point, fitted) in
            [-5.0, 0.0, 77.5, 900.0].iter().zip(lowess(&x, &y, &[-5.0, 0.0, 77.5, 900.0], 0.5).unwrap())
        {
            assert!((fitted - (3.0 - 0.5 * point)).abs() < 1e-9, "{point}: {fitted}");
        }
    }

    #[test]
    fn equal_predictions_have_their_mean() {
        let fitted = lowess(&[0.5; 4], &[1.0, 0.0, 1.0, 1.0], &[0.5, 0.6], 0.5).unwrap();
        assert!(fitted.iter().all(|value| value.is_finite()));
        assert!(lowess(&[0.5; 2], &[1.0, 0.0], &[0.5], 0.5).is_err());
    }
}
