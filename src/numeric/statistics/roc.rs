//! The ROC curve.

use serde::Serialize;

use crate::error::Result;
use crate::numeric::order::order;
use crate::numeric::statistics::check_classes;
use crate::words::Statistic;

/// One corner of the ROC curve: cases with a score ≥ `threshold` are called positive.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RocPoint {
    /// An observed score; infinite at the first corner, where no case is positive.
    pub threshold: f64,
    /// Share of events called positive.
    pub sensitivity: f64,
    /// Share of non-events called negative.
    pub specificity: f64,
}

/// Corners of the ROC curve, from no positives to all positives; one corner a distinct score.
///
/// # Errors
/// A class is missing, lengths differ, or a score is not finite.
pub fn roc_points(labels: &[bool], scores: &[f64]) -> Result<Vec<RocPoint>> {
    check_classes(Statistic::RocCurve, labels, scores, 1)?;
    let order = order(scores.len(), &|a, b| scores[b].total_cmp(&scores[a]));
    let events = labels.iter().filter(|&&label| label).count() as f64;
    let others = labels.len() as f64 - events;
    let mut points = vec![RocPoint { threshold: f64::INFINITY, sensitivity: 0.0, specificity: 1.0 }];
    let (mut true_positives, mut false_positives) = (0.0, 0.0);
    for (place, &index) in order.iter().enumerate() {
        if labels[index] {
            true_positives += 1.0;
        } else {
            false_positives += 1.0;
        }
        let last_of_its_value = order.get(place + 1).is_none_or(|&next| scores[next] != scores[index]);
        if last_of_its_value {
            points.push(RocPoint {
                threshold: scores[index],
                sensitivity: true_positives / events,
                specificity: (others - false_positives) / others,
            });
        }
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tied_scores_are_one_corner() {
        let points = roc_points(&[true, false, true, false], &[0.8, 0.8, 0.9, 0.1]).unwrap();
        let corners: Vec<(f64, f64)> = points.iter().map(|p| (p.sensitivity, p.specificity)).collect();
        assert_eq!(corners, [(0.0, 1.0), (0.5, 1.0), (1.0, 0.5), (1.0, 0.0)]);
    }
}
