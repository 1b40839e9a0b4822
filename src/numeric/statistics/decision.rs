//! Decision curves: is acting on the model better than acting on everyone or on no one?
//!
//! Net benefit at threshold t: TP/n − FP/n · t/(1−t), positive is p ≥ t; treating all: π − (1−π)·t/(1−t); none: 0
//! (Vickers & Elkin, Med. Decis. Making 2006; package dcurves).

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::numeric::statistics::check_classes;
use crate::numeric::statistics::check_probabilities;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// Net benefit of three policies at one threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NetBenefit {
    /// Probability at which one would just act.
    pub threshold: f64,
    /// Acting on cases with p ≥ threshold.
    pub model: f64,
    /// Acting on everyone.
    pub all: f64,
}

impl NetBenefit {
    /// Interventions avoided per 100 cases against acting on everyone: 100 (NB − NB_all) / (t/(1−t)).
    pub fn avoided_per_100(&self) -> f64 {
        100.0 * (self.model - self.all) / (self.threshold / (1.0 - self.threshold))
    }
}

/// Thresholds at which decision curves are drawn: 0.05 to 0.90 in steps of 0.01.
pub fn decision_thresholds() -> Vec<f64> {
    (5..=90).map(|percent| f64::from(percent) / 100.0).collect()
}

/// Net benefit at each of `thresholds`, all in (0, 1), where `share` of the cases have the event: they are weighted to it, so that net
/// benefit = π · sensitivity − (1 − π) · (1 − specificity) · t/(1−t). `None` for the share of these cases.
///
/// # Errors
/// A class is missing, lengths differ, a probability lies outside [0, 1], or a threshold outside (0, 1).
pub fn decision_curve(
    labels: &[bool],
    probabilities: &[f64],
    thresholds: &[f64],
    share: Option<f64>,
) -> Result<Vec<NetBenefit>> {
    check_classes(Statistic::DecisionCurve, labels, probabilities, 1)?;
    check_probabilities(Statistic::DecisionCurve, probabilities)?;
    if let Some(bad) = thresholds.iter().find(|&&t| !(t > 0.0 && t < 1.0)) {
        return Err(undefined(Statistic::DecisionCurve, Statistic::Thresholds, bad.to_string()));
    }
    let n = labels.len() as f64;
    let events = labels.iter().filter(|&&label| label).count() as f64;
    let prevalence = share.unwrap_or(events / n);
    // What each called case of a class adds.
    let [event, other] = match share {
        None => [n, n],
        Some(share) => [events / share, (n - events) / (1.0 - share)],
    };
    let called = |class: bool, t: f64| {
        labels.iter().zip(probabilities).filter(|(label, p)| **label == class && **p >= t).count() as f64
    };
    let at = |&threshold: &f64| {
        let odds = threshold / (1.0 - threshold);
        NetBenefit {
            threshold,
            model: called(true, threshold) / event - called(false, threshold) / other * odds,
            all: prevalence - (1.0 - prevalence) * odds,
        }
    };
    Ok(thresholds.iter().map(at).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calling_everyone_is_treating_all() {
        let curve = decision_curve(&[true, false, false, true], &[0.9; 4], &[0.1, 0.5, 0.8], None).unwrap();
        for point in curve {
            assert!((point.model - point.all).abs() < 1e-15);
            assert!(point.avoided_per_100().abs() < 1e-12);
        }
        assert!(decision_curve(&[true, false], &[0.1, 0.2], &[1.0], None).is_err());
    }
}
