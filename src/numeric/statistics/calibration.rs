//! Do probabilities mean what they say? Brier score and the calibration line.

use serde::Serialize;

use crate::error::Result;
use crate::numeric::float;
use crate::numeric::statistics::check_classes;
use crate::numeric::statistics::check_probabilities;
use crate::numeric::statistics::logistic::logistic_regression;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// The calibration line logit P(y=1) = a + b·logit p̂, and the shift with slope held at 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CalibrationLine {
    /// a, ideal 0; "Intercept" of `rms::val.prob`.
    pub intercept: f64,
    /// Standard error of a.
    pub intercept_error: f64,
    /// b, ideal 1; below 1 the predictions are too extreme.
    pub slope: f64,
    /// Standard error of b.
    pub slope_error: f64,
    /// Calibration in the large: intercept with logit p̂ as offset, ideal 0; above 0 risks are underestimated.
    pub in_the_large: f64,
    /// Its standard error.
    pub in_the_large_error: f64,
}

/// Brier score: mean of (p − y)².
///
/// # Errors
/// A class is missing, lengths differ, or a probability lies outside [0, 1].
pub fn brier(labels: &[bool], probabilities: &[f64]) -> Result<f64> {
    check_classes(Statistic::BrierScore, labels, probabilities, 1)?;
    check_probabilities(Statistic::BrierScore, probabilities)?;
    let squares = labels.iter().zip(probabilities).map(|(&label, p)| {
        let distance = p - f64::from(u8::from(label));
        distance * distance
    });
    Ok(squares.sum::<f64>() / labels.len() as f64)
}

/// Scaled Brier score: 1 − Brier / (ȳ(1−ȳ)); 0 for predicting the prevalence for everyone, 1 for certainty.
///
/// # Errors
/// As [`brier`].
pub fn scaled_brier(labels: &[bool], probabilities: &[f64]) -> Result<f64> {
    let score = brier(labels, probabilities)?;
    let prevalence = labels.iter().filter(|&&label| label).count() as f64 / labels.len() as f64;
    Ok(1.0 - score / (prevalence * (1.0 - prevalence)))
}

/// Intercept, slope and calibration in the large, by maximum likelihood.
///
/// # Errors
/// As [`brier`]; and where a probability is exactly 0 or 1, which has no logit, all probabilities are equal, or they
/// separate the classes wholly.
pub fn calibration_line(labels: &[bool], probabilities: &[f64]) -> Result<CalibrationLine> {
    check_probabilities(Statistic::CalibrationLine, probabilities)?;
    let certain = probabilities.iter().filter(|&&p| p <= 0.0 || p >= 1.0).count();
    if certain > 0 {
        return Err(undefined(
            Statistic::CalibrationLine,
            Statistic::UncertainProbabilities,
            format!("{certain} of exactly 0 or 1"),
        ));
    }
    if probabilities.windows(2).all(|pair| pair[0] == pair[1]) {
        return Err(undefined(
            Statistic::CalibrationLine,
            Statistic::DifferingPredictions,
            "the same for every case",
        ));
    }
    let logits: Vec<f64> = probabilities.iter().map(|&p| float::logit(p)).collect();
    let ones = vec![1.0; labels.len()];
    let shift = logistic_regression(std::slice::from_ref(&ones), labels, &logits)?;
    let line = logistic_regression(&[ones, logits], labels, &vec![0.0; labels.len()])?;
    Ok(CalibrationLine {
        intercept: line.coefficients[0],
        intercept_error: line.standard_errors[0],
        slope: line.coefficients[1],
        slope_error: line.standard_errors[1],
        in_the_large: shift.coefficients[0],
        in_the_large_error: shift.standard_errors[0],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prevalence_scores_nothing() {
        let labels = [true, false, false, true, false];
        assert!(scaled_brier(&labels, &[0.4; 5]).unwrap().abs() < 1e-15);
        assert!(brier(&labels, &[1.2; 5]).is_err());
        assert!(calibration_line(&labels, &[0.4; 5]).is_err());
        assert!(calibration_line(&labels, &[0.4, 0.0, 0.3, 0.2, 0.1]).is_err());
    }
}
