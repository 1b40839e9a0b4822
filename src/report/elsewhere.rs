//! Figures for a place with another share of metastases than the cases: these are weighted to it. Sensitivity and specificity
//! stay; what is made of them is reckoned with the share π.

use crate::numeric::float;
use crate::numeric::statistics::{Confusion, Z_95};
use crate::report::measured::Measured;

/// Sensitivity and specificity with how many cases each is of; `None` where a class is missing.
fn rates(counts: &Confusion) -> Option<[(f64, f64); 2]> {
    let of = |right: usize, wrong: usize| {
        let all = (right + wrong) as f64;
        (right + wrong > 0).then(|| (right as f64 / all, all))
    };
    Some([
        of(counts.true_positives, counts.false_negatives)?,
        of(counts.true_negatives, counts.false_positives)?,
    ])
}

/// P / (P + Q) of P = a π and Q = b (1 − π), with the interval of Mercaldo et al. (Stat. Med. 2007) on its log-odds:
/// error² = (1 − a)/(n a) + (1 − b)/(m b). At the ends, where that has no size, there is none.
fn predictive([(a, n), (b, m)]: [(f64, f64); 2], share: f64) -> Option<Measured> {
    let (right, wrong) = (a * share, b * (1.0 - share));
    if right + wrong <= 0.0 {
        return None;
    }
    let value = right / (right + wrong);
    let error = ((1.0 - a) / (n * a) + (1.0 - b) / (m * b)).sqrt();
    let end = |side: f64| float::logistic(float::logit(value) + side * Z_95 * error);
    let interval = (value > 0.0 && value < 1.0).then(|| (end(-1.0), end(1.0)));
    Some(Measured { value, interval })
}

/// Positive predictive value: sens π / (sens π + (1 − spec)(1 − π)).
pub fn ppv_at(counts: &Confusion, share: f64) -> Option<Measured> {
    let [(sensitivity, events), (specificity, others)] = rates(counts)?;
    predictive([(sensitivity, events), (1.0 - specificity, others)], share)
}

/// Negative predictive value: spec (1 − π) / (spec (1 − π) + (1 − sens) π).
pub fn npv_at(counts: &Confusion, share: f64) -> Option<Measured> {
    let [(sensitivity, events), (specificity, others)] = rates(counts)?;
    predictive([(specificity, others), (1.0 - sensitivity, events)], 1.0 - share)
}

/// sens π + spec (1 − π), ± 1.96 standard errors.
pub fn accuracy_at(counts: &Confusion, share: f64) -> Option<Measured> {
    let [(sensitivity, events), (specificity, others)] = rates(counts)?;
    let value = sensitivity * share + specificity * (1.0 - share);
    let part = |rate: f64, of: f64, weight: f64| weight * weight * rate * (1.0 - rate) / of;
    let half = Z_95 * (part(sensitivity, events, share) + part(specificity, others, 1.0 - share)).sqrt();
    Some(Measured { value, interval: Some(((value - half).max(0.0), (value + half).min(1.0))) })
}

/// 2 sens π / (sens π + (1 − spec)(1 − π) + π), without an interval.
pub fn f1_at(counts: &Confusion, share: f64) -> Option<Measured> {
    let [(sensitivity, _), (specificity, _)] = rates(counts)?;
    let called = sensitivity * share + (1.0 - specificity) * (1.0 - share);
    Some(Measured { value: 2.0 * sensitivity * share / (called + share), interval: None })
}

/// Brier score: π · mean (p − 1)² over the metastases + (1 − π) · mean p² over the primaries; `None` where a class is missing.
pub fn brier_at(labels: &[bool], p: &[f64], share: f64) -> Option<f64> {
    let mean = |class: bool, outcome: f64| {
        let of: Vec<f64> =
            labels.iter().zip(p).filter(|(label, _)| **label == class).map(|(_, p)| *p).collect();
        let squares = of.iter().map(|p| (p - outcome) * (p - outcome)).sum::<f64>();
        (!of.is_empty()).then(|| squares / of.len() as f64)
    };
    Some(share * mean(true, 1.0)? + (1.0 - share) * mean(false, 0.0)?)
}
