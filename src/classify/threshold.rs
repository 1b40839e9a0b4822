//! Where probability becomes a class.

use crate::numeric::order::ascending;

/// Threshold with the largest Youden index (sensitivity + specificity − 1); metastasis is p ≥ threshold.
///
/// Candidates are midpoints between neighbouring distinct probabilities, as in pROC; of equally good ones the one nearest ½.
/// To be fitted on out-of-fold predictions of training rows, then frozen. `None` when a class is missing or all are equal.
pub fn youden(probabilities: &[f64], labels: &[bool]) -> Option<f64> {
    let order = ascending(probabilities);
    let positive = labels.iter().filter(|&&label| label).count() as f64;
    let negative = labels.len() as f64 - positive;
    if positive == 0.0 || negative == 0.0 {
        return None;
    }
    let (mut below_positive, mut below_negative) = (0.0, 0.0);
    let mut best: Option<(f64, f64)> = None;
    for pair in order.windows(2) {
        if labels[pair[0]] {
            below_positive += 1.0
        } else {
            below_negative += 1.0
        }
        let (low, high) = (probabilities[pair[0]], probabilities[pair[1]]);
        if low == high {
            continue;
        }
        let (threshold, index) =
            (low + (high - low) / 2.0, below_negative / negative - below_positive / positive);
        let better = best.is_none_or(|(other, height)| {
            index > height + 1e-12
                || ((index - height).abs() <= 1e-12 && (threshold - 0.5).abs() < (other - 0.5).abs())
        });
        if better {
            best = Some((threshold, index));
        }
    }
    best.map(|(threshold, _)| threshold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_lies_between_the_classes() {
        assert_eq!(youden(&[0.1, 0.2, 0.6, 0.8], &[false, false, true, true]), Some(0.4));
        // 0.35 and 0.75 both have index ½; the nearer to ½ is taken.
        assert_eq!(youden(&[0.1, 0.7, 0.6, 0.8], &[false, false, true, true]), Some(0.35));
        assert_eq!(youden(&[0.5, 0.5], &[false, true]), None);
        assert_eq!(youden(&[0.1, 0.5], &[true, true]), None);
    }
}
