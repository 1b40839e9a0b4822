//! Area under the ROC curve, its interval and the paired comparison of two models (DeLong).
//!
//! With m events X and n non-events Y: AUC = 1/(mn) Σ Σ ψ(X, Y), ψ = 1, ½, 0 for X above, equal to, below Y.
//! DeLong, DeLong & Clarke-Pearson (Biometrics 1988) with the midranks of Sun & Xu (IEEE Signal Process. Lett. 2014):
//! V10_i = (R_all(X_i) − R_X(X_i))/n, V01_j = 1 − (R_all(Y_j) − R_Y(Y_j))/m, covariance = S(V10)/m + S(V01)/n.

use ndarray::Array2;
use serde::Serialize;

use crate::error::Result;
use crate::numeric::statistics::Z_95;
use crate::numeric::statistics::check_classes;
use crate::numeric::statistics::covariance;
use crate::numeric::statistics::distribution::normal_two_sided;
use crate::numeric::statistics::midranks::midranks;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// AUC with DeLong's 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct AucInterval {
    /// Area under the curve.
    pub auc: f64,
    /// DeLong's standard error.
    pub standard_error: f64,
    /// Lower end, AUC − 1.96 SE, not below 0.
    pub lower: f64,
    /// Upper end, not above 1.
    pub upper: f64,
}

/// AUCs of several models on the same cases, with their covariance.
#[derive(Debug, Clone, PartialEq)]
pub struct Delong {
    /// One area a model.
    pub auc: Vec<f64>,
    /// Covariance of the areas, models × models.
    pub covariance: Array2<f64>,
}

/// Comparison of two models on the same cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DelongTest {
    /// AUC of the first minus AUC of the second.
    pub difference: f64,
    /// Standard error of the difference.
    pub standard_error: f64,
    /// Difference over its standard error; 0 when the two rank all cases alike.
    pub z: f64,
    /// Two-sided p-value.
    pub p: f64,
}

/// Area under the ROC curve; ties count half.
///
/// # Errors
/// A class is missing, lengths differ, or a score is not finite.
pub fn auc(labels: &[bool], scores: &[f64]) -> Result<f64> {
    check_classes(Statistic::Auc, labels, scores, 1)?;
    Ok(area(labels, scores))
}

/// (Σ ranks of events − m(m+1)/2) / (mn): the numerator is a multiple of ½, so equal rankings give equal digits.
pub(super) fn area(labels: &[bool], scores: &[f64]) -> f64 {
    let ranks = midranks(scores);
    let events = labels.iter().filter(|&&label| label).count() as f64;
    let others = labels.len() as f64 - events;
    let sum: f64 = ranks.iter().zip(labels).filter(|(_, label)| **label).map(|(rank, _)| rank).sum();
    (sum - events * (events + 1.0) / 2.0) / (events * others)
}

/// AUCs of `models` (one score slice each, over the same cases) and their covariance.
///
/// # Errors
/// As [`auc()`]; fewer than two cases of a class have no variance.
pub fn delong(labels: &[bool], models: &[&[f64]]) -> Result<Delong> {
    let mut areas = Vec::with_capacity(models.len());
    let mut of_events = Vec::with_capacity(models.len());
    let mut of_others = Vec::with_capacity(models.len());
    for scores in models {
        check_classes(Statistic::DelongVariance, labels, scores, 2)?;
        let (v10, v01) = placements(labels, scores);
        areas.push(area(labels, scores));
        of_events.push(v10);
        of_others.push(v01);
    }
    let entry = |a: usize, b: usize| {
        covariance(&of_events[a], &of_events[b]) / of_events[a].len() as f64
            + covariance(&of_others[a], &of_others[b]) / of_others[a].len() as f64
    };
    let covariance = Array2::from_shape_fn((models.len(), models.len()), |(a, b)| entry(a, b));
    Ok(Delong { auc: areas, covariance })
}

/// For each event the share of non-events below it, for each non-event the share of events above it.
pub(super) fn placements(labels: &[bool], scores: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let of = |class: bool| -> Vec<f64> {
        labels.iter().zip(scores).filter(|(label, _)| **label == class).map(|(_, score)| *score).collect()
    };
    let (events, others) = (of(true), of(false));
    let all = midranks(&[events.as_slice(), others.as_slice()].concat());
    let (m, n) = (events.len() as f64, others.len() as f64);
    let v10 = all.iter().zip(midranks(&events)).map(|(rank, own)| (rank - own) / n).collect();
    let v01 =
        all[events.len()..].iter().zip(midranks(&others)).map(|(rank, own)| 1.0 - (rank - own) / m).collect();
    (v10, v01)
}

/// AUC and its interval.
///
/// # Errors
/// As [`delong`].
pub fn auc_interval(labels: &[bool], scores: &[f64]) -> Result<AucInterval> {
    let result = delong(labels, &[scores])?;
    let (auc, standard_error) = (result.auc[0], result.covariance[[0, 0]].max(0.0).sqrt());
    Ok(AucInterval {
        auc,
        standard_error,
        lower: (auc - Z_95 * standard_error).max(0.0),
        upper: (auc + Z_95 * standard_error).min(1.0),
    })
}

/// Tests whether two models' AUCs on the same cases differ.
///
/// # Errors
/// As [`delong`]; and where the difference has no variance though it is not zero (both separate the classes wholly,
/// in opposite directions), because then there is no z.
pub fn delong_test(labels: &[bool], first: &[f64], second: &[f64]) -> Result<DelongTest> {
    let result = delong(labels, &[first, second])?;
    let difference = result.auc[0] - result.auc[1];
    let [a, b, both] = [result.covariance[[0, 0]], result.covariance[[1, 1]], result.covariance[[0, 1]]];
    let variance = a + b - 2.0 * both;
    // Equal rankings leave rounding, not variance.
    if variance <= 1e-14 * (a + b) {
        if difference.abs() > 1e-12 {
            return Err(undefined(Statistic::DelongTest, Statistic::VarianceOfDifference, "none"));
        }
        return Ok(DelongTest { difference: 0.0, standard_error: 0.0, z: 0.0, p: 1.0 });
    }
    let standard_error = variance.sqrt();
    let z = difference / standard_error;
    Ok(DelongTest { difference, standard_error, z, p: normal_two_sided(z) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: [bool; 6] = [true, false, true, false, true, false];

    #[test]
    fn perfect_reversed_and_constant_scores() {
        let perfect = [3.0, 0.0, 4.0, 1.0, 5.0, 2.0];
        assert_eq!(auc(&LABELS, &perfect).unwrap(), 1.0);
        assert_eq!(auc(&LABELS, &perfect.map(|x| -x)).unwrap(), 0.0);
        assert_eq!(auc(&LABELS, &[7.0; 6]).unwrap(), 0.5);
        let interval = auc_interval(&LABELS, &perfect).unwrap();
        assert_eq!((interval.lower, interval.upper), (1.0, 1.0));
    }

    #[test]
    fn a_model_does_not_differ_from_itself() {
        let scores = [0.3, 0.1, 0.2, 0.25, 0.9, 0.8];
        let test = delong_test(&LABELS, &scores, &scores.map(|x| 2.0 * x)).unwrap();
        assert_eq!((test.difference, test.p), (0.0, 1.0));
    }

    #[test]
    fn what_has_no_auc_is_refused() {
        assert!(auc(&[true, true], &[0.1, 0.2]).is_err());
        assert!(auc(&[true, false], &[f64::NAN, 0.2]).is_err());
        assert!(auc(&[true, false], &[0.2]).is_err());
        assert!(auc_interval(&[true, false, false], &[0.1, 0.2, 0.3]).is_err());
        assert!(delong_test(&LABELS, &[1., 0., 1., 0., 1., 0.], &[0., 1., 0., 1., 0., 1.]).is_err());
    }
}
