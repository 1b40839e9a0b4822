//! Intraclass correlation: how well repeated segmentations agree on a feature.
//!
//! Two-way analysis of variance of n subjects × k raters: MSR between subjects, MSC between raters, MSE the rest.
//! ICC(2,1) = (MSR−MSE) / (MSR + (k−1)MSE + k(MSC−MSE)/n), absolute agreement of raters drawn at random;
//! ICC(3,1) = (MSR−MSE) / (MSR + (k−1)MSE), consistency of fixed raters. Intervals from F distributions:
//! Shrout & Fleiss (Psychol. Bull. 1979), McGraw & Wong (Psychol. Methods 1996), as `psych::ICC` and pingouin.

use serde::Serialize;

use crate::error::Result;
use crate::numeric::statistics::check_finite;
use crate::numeric::statistics::distribution::f_quantile;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// An intraclass correlation with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Icc {
    /// The coefficient; may be negative.
    pub value: f64,
    /// Lower end: a feature is kept when this is high enough.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// Mean squares of the two-way table.
struct MeanSquares {
    subjects: f64,
    raters: f64,
    rest: f64,
    n: f64,
    k: f64,
}

/// Analysis of variance of `ratings`, subject by subject, `raters` values each.
fn mean_squares(ratings: &[f64], raters: usize) -> Result<MeanSquares> {
    check_finite(Statistic::Icc, ratings)?;
    if raters < 2 || ratings.len() < 2 * raters || !ratings.len().is_multiple_of(raters) {
        return Err(undefined(
            Statistic::Icc,
            Statistic::TwoRaters,
            format!("{} values by {raters} raters", ratings.len()),
        ));
    }
    let (n, k) = ((ratings.len() / raters) as f64, raters as f64);
    let grand = ratings.iter().sum::<f64>() / (n * k);
    let row_means: Vec<f64> = ratings.chunks(raters).map(|row| row.iter().sum::<f64>() / k).collect();
    let column_means: Vec<f64> =
        (0..raters).map(|j| ratings.iter().skip(j).step_by(raters).sum::<f64>() / n).collect();
    let squares = |means: &[f64]| means.iter().map(|mean| (mean - grand) * (mean - grand)).sum::<f64>();
    let mut rest = 0.0;
    for (row, row_mean) in ratings.chunks(raters).zip(&row_means) {
        for (value, column_mean) in row.iter().zip(&column_means) {
            let residual = value - row_mean - column_mean + grand;
            rest += residual * residual;
        }
    }
    let result = MeanSquares {
        subjects: k * squares(&row_means) / (n - 1.0),
        raters: n * squares(&column_means) / (k - 1.0),
        rest: rest / ((n - 1.0) * (k - 1.0)),
        n,
        k,
    };
    if result.subjects == 0.0 || !(result.subjects + result.raters + result.rest).is_finite() {
        return Err(undefined(Statistic::Icc, Statistic::DifferingSubjects, "no variance, or beyond f64"));
    }
    Ok(result)
}

/// ICC(2,1): absolute agreement, single rating. `ratings` lists subject by subject, `raters` values each.
///
/// # Errors
/// Fewer than two subjects or raters, a value that is not finite, or subjects that do not differ.
///
/// # Examples
/// ```
/// use discern::numeric::statistics::icc_agreement;
///
/// // Three subjects, each rated by two raters who agree closely.
/// let found = icc_agreement(&[1.0, 1.1, 2.0, 2.1, 5.0, 4.9], 2)?;
/// assert!(found.value > 0.99 && found.lower < found.value);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn icc_agreement(ratings: &[f64], raters: usize) -> Result<Icc> {
    let MeanSquares { subjects, raters: between, rest, n, k } = mean_squares(ratings, raters)?;
    let value = (subjects - rest) / (subjects + (k - 1.0) * rest + k * (between - rest) / n);
    if rest == 0.0 && between == 0.0 {
        return Ok(Icc { value: 1.0, lower: 1.0, upper: 1.0 });
    }
    // Satterthwaite's degrees of freedom; multiplied through by MSE² so that MSE = 0 needs no case of its own.
    let own = n * (1.0 + (k - 1.0) * value) - k * value;
    let sum = k * value * between + own * rest;
    let df = (k - 1.0) * (n - 1.0) * sum * sum
        / ((n - 1.0) * k * k * value * value * between * between + own * own * rest * rest);
    let f_low = f_quantile(0.975, n - 1.0, df);
    let f_high = f_quantile(0.975, df, n - 1.0);
    let noise = k * between + (k * n - k - n) * rest;
    Ok(Icc {
        value,
        lower: n * (subjects - f_low * rest) / (f_low * noise + n * subjects),
        upper: n * (f_high * subjects - rest) / (noise + n * f_high * subjects),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_sees_a_shift() {
        let shifted = [1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 7.0, 8.0];
        let agreement = icc_agreement(&shifted, 2).unwrap();
        assert!(agreement.value < 1.0 && agreement.lower <= agreement.value);
        let same = [1.0, 1.0, 2.0, 2.0, 5.0, 5.0];
        assert_eq!(icc_agreement(&same, 2).unwrap().lower, 1.0);
    }

    #[test]
    fn what_has_no_icc_is_refused() {
        assert!(icc_agreement(&[3.0; 6], 2).is_err());
        assert!(icc_agreement(&[1.0, 2.0, 3.0], 2).is_err());
        assert!(icc_agreement(&[1.0, 2.0], 1).is_err());
    }
}
