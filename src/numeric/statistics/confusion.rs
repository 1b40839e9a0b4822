//! Counts at a threshold and the proportions made of them, with Wilson intervals.

use serde::Serialize;

use crate::error::Result;
use crate::numeric::statistics::Z_95;
use crate::numeric::statistics::check_classes;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// How many cases of each class were called what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Events called positive.
    pub true_positives: usize,
    /// Non-events called positive.
    pub false_positives: usize,
    /// Non-events called negative.
    pub true_negatives: usize,
    /// Events called negative.
    pub false_negatives: usize,
}

/// A proportion with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Proportion {
    /// The proportion.
    pub value: f64,
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// Counts with score ≥ `threshold` called positive.
///
/// # Errors
/// A class is missing, lengths differ, or a score is not finite.
pub fn confusion(labels: &[bool], scores: &[f64], threshold: f64) -> Result<Confusion> {
    check_classes(Statistic::ConfusionMatrix, labels, scores, 1)?;
    let count = |label: bool, positive: bool| {
        labels.iter().zip(scores).filter(|(l, s)| **l == label && (**s >= threshold) == positive).count()
    };
    Ok(Confusion {
        true_positives: count(true, true),
        false_positives: count(false, true),
        true_negatives: count(false, false),
        false_negatives: count(true, false),
    })
}

/// Wilson's score interval of `count` among `of`:
/// (p̂ + z²/2n ± z √(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n) (J. Am. Stat. Assoc. 1927).
///
/// # Errors
/// `of` is 0, so that there is no proportion.
pub fn wilson(count: usize, of: usize) -> Result<Proportion> {
    if of == 0 || count > of {
        return Err(undefined(Statistic::Proportion, Statistic::OneCase, "none"));
    }
    let n = of as f64;
    let value = count as f64 / n;
    let centre = value + Z_95 * Z_95 / (2.0 * n);
    let half = Z_95 * (value * (1.0 - value) / n + Z_95 * Z_95 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z_95 * Z_95 / n;
    Ok(Proportion {
        value,
        lower: if count == 0 { 0.0 } else { (centre - half) / scale },
        upper: if count == of { 1.0 } else { (centre + half) / scale },
    })
}

impl Confusion {
    /// TP / (TP + FN).
    ///
    /// # Errors
    /// No events.
    pub fn sensitivity(&self) -> Result<Proportion> {
        wilson(self.true_positives, self.true_positives + self.false_negatives)
    }

    /// TN / (TN + FP).
    ///
    /// # Errors
    /// No non-events.
    pub fn specificity(&self) -> Result<Proportion> {
        wilson(self.true_negatives, self.true_negatives + self.false_positives)
    }

    /// TP / (TP + FP): how often a positive call is right, at this cohort's prevalence.
    ///
    /// # Errors
    /// No case was called positive.
    pub fn positive_predictive_value(&self) -> Result<Proportion> {
        wilson(self.true_positives, self.true_positives + self.false_positives)
    }

    /// TN / (TN + FN): how often a negative call is right, at this cohort's prevalence.
    ///
    /// # Errors
    /// No case was called negative.
    pub fn negative_predictive_value(&self) -> Result<Proportion> {
        wilson(self.true_negatives, self.true_negatives + self.false_negatives)
    }

    /// (TP + TN) / n.
    ///
    /// # Errors
    /// No cases.
    pub fn accuracy(&self) -> Result<Proportion> {
        wilson(self.true_positives + self.true_negatives, self.cases())
    }

    /// F1 = 2TP / (2TP + FP + FN).
    ///
    /// F1 is no proportion, but F1 = 2J/(1+J) of one: J = TP/(TP+FP+FN). Its interval is Wilson's for J, carried
    /// through that increasing function.
    ///
    /// # Errors
    /// No case is positive in either sense.
    pub fn f1(&self) -> Result<Proportion> {
        let jaccard = wilson(self.true_positives, self.cases() - self.true_negatives)?;
        let of = |j: f64| 2.0 * j / (1.0 + j);
        Ok(Proportion { value: of(jaccard.value), lower: of(jaccard.lower), upper: of(jaccard.upper) })
    }

    /// All cases counted.
    pub fn cases(&self) -> usize {
        self.true_positives + self.false_positives + self.true_negatives + self.false_negatives
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proportion_of_nothing_is_refused() {
        let nobody_positive = confusion(&[true, false], &[0.1, 0.2], 0.9).unwrap();
        assert!(nobody_positive.positive_predictive_value().is_err());
        assert_eq!(nobody_positive.f1().unwrap().value, 0.0);
        assert_eq!(nobody_positive.accuracy().unwrap().value, 0.5);
        assert!(wilson(0, 0).is_err());
    }
}
