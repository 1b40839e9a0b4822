//! Logistic regression by maximum likelihood, for few columns: calibration lines and the model behind a nomogram.
//!
//! logit P(y=1) = offset + Σ β_j x_j. Newton's method (iteratively reweighted least squares) with step halving; the
//! covariance is the inverse of the Fisher information. The classifier with penalties is another thing and lives in
//! `classify`.

use crate::error::Result;
use crate::numeric::float;
use crate::numeric::linear::{LowerTriangle, dot};
use crate::numeric::statistics::check_classes;
use crate::numeric::statistics::check_finite;
use crate::numeric::statistics::check_paired;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// Newton steps at most; ordinary data need fewer than ten.
const MOST_STEPS: usize = 100;
/// A linear predictor beyond this means that the classes are separated and the estimate runs away.
const RUNAWAY: f64 = 500.0;

/// A fitted regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Logistic {
    /// β, one a column.
    pub coefficients: Vec<f64>,
    /// Square roots of the covariance's diagonal.
    pub standard_errors: Vec<f64>,
    /// −ln L at the estimate.
    pub loss: f64,
}

/// Fits `labels` on `columns` (an intercept is a column of ones) beside a fixed `offset` (zeros for none).
///
/// # Errors
/// One class only, lengths differ, a value is not finite, columns are collinear, or the classes are separated by the
/// columns, so that no finite estimate exists.
pub fn logistic_regression(columns: &[Vec<f64>], labels: &[bool], offset: &[f64]) -> Result<Logistic> {
    check_classes(Statistic::LogisticRegression, labels, offset, 1)?;
    for column in columns {
        check_paired(Statistic::LogisticRegression, column.len(), labels.len())?;
        check_finite(Statistic::LogisticRegression, column)?;
    }
    let mut coefficients = vec![0.0; columns.len()];
    let likelihood = |coefficients: &[f64]| negative_log_likelihood(columns, labels, offset, coefficients);
    let mut loss = likelihood(&coefficients);
    for _ in 0..MOST_STEPS {
        let (residual, information) = derivatives(columns, labels, offset, &coefficients);
        let gradient: Vec<f64> = columns.iter().map(|column| dot(column, &residual)).collect();
        let step = solve(&factor(&information)?, &gradient);
        let moved = halved_step(&likelihood, &coefficients, loss, &step);
        let Some((next, next_loss)) = moved else { break };
        let largest = next.iter().zip(&coefficients).fold(0.0, |m: f64, (a, b)| m.max((a - b).abs()));
        (coefficients, loss) = (next, next_loss);
        if largest < 1e-13 {
            break;
        }
    }
    let (_, information) = derivatives(columns, labels, offset, &coefficients);
    let runaway = linear_predictor(columns, offset, &coefficients).into_iter().any(|eta| eta.abs() > RUNAWAY);
    if runaway || loss < 1e-9 * labels.len() as f64 {
        return Err(separated());
    }
    let factor = factor(&information)?;
    let standard_errors = (0..columns.len())
        .map(|j| {
            let unit: Vec<f64> = (0..columns.len()).map(|i| if i == j { 1.0 } else { 0.0 }).collect();
            solve(&factor, &unit)[j].sqrt()
        })
        .collect();
    Ok(Logistic { coefficients, standard_errors, loss })
}

fn separated() -> crate::error::Error {
    undefined(
        Statistic::LogisticRegression,
        Statistic::OverlappingClasses,
        "separated classes or collinear columns: no estimate",
    )
}

/// The largest of step, step/2, step/4, … from `from` on that does not raise the loss, −ln L; none when even the smallest does.
fn halved_step(
    likelihood: &dyn Fn(&[f64]) -> f64,
    from: &[f64],
    loss: f64,
    step: &[f64],
) -> Option<(Vec<f64>, f64)> {
    let mut scale = 1.0;
    for _ in 0..40 {
        let next: Vec<f64> = from.iter().zip(step).map(|(b, d)| b + scale * d).collect();
        let next_loss = likelihood(&next);
        // Near the optimum, rounding may raise the loss by a last digit.
        if next_loss <= loss + 1e-12 * loss.abs() {
            return Some((next, next_loss));
        }
        scale *= 0.5;
    }
    None
}

fn linear_predictor(columns: &[Vec<f64>], offset: &[f64], coefficients: &[f64]) -> Vec<f64> {
    let mut eta = offset.to_vec();
    for (column, coefficient) in columns.iter().zip(coefficients) {
        for (sum, x) in eta.iter_mut().zip(column) {
            *sum += coefficient * x;
        }
    }
    eta
}

/// Σ ln(1 + e^η) − y η, without overflow.
fn negative_log_likelihood(
    columns: &[Vec<f64>],
    labels: &[bool],
    offset: &[f64],
    coefficients: &[f64],
) -> f64 {
    let eta = linear_predictor(columns, offset, coefficients);
    eta.iter()
        .zip(labels)
        .map(|(&eta, &label)| {
            let against = if label { -eta } else { eta };
            against.max(0.0) + float::ln_1p(float::exp(-against.abs()))
        })
        .sum()
}

/// Residuals y − p, whose Xᵀ(y − p) is the gradient, and information Xᵀ diag(p(1−p)) X.
pub(super) fn derivatives(
    columns: &[Vec<f64>],
    labels: &[bool],
    offset: &[f64],
    coefficients: &[f64],
) -> (Vec<f64>, LowerTriangle) {
    let p: Vec<f64> =
        linear_predictor(columns, offset, coefficients).into_iter().map(float::logistic).collect();
    let residual: Vec<f64> =
        p.iter().zip(labels).map(|(p, &label)| if label { 1.0 - p } else { -p }).collect();
    let weight: Vec<f64> = p.iter().map(|p| p * (1.0 - p)).collect();
    let information = LowerTriangle::new(columns.len(), |i, j| {
        columns[i].iter().zip(&columns[j]).zip(&weight).map(|((x, y), w)| x * y * w).sum()
    });
    (residual, information)
}

/// Cholesky factor of the information; there is none where it is singular but for rounding.
pub(super) fn factor(information: &LowerTriangle) -> Result<LowerTriangle> {
    information.cholesky(|rest, diagonal| match diagonal > 0.0 && rest > 1e-13 * diagonal {
        true => Ok(rest),
        false => Err(separated()),
    })
}

/// Solves L Lᵀ x = b.
pub(super) fn solve(factor: &LowerTriangle, b: &[f64]) -> Vec<f64> {
    factor.solve_transposed(&factor.solve(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intercept_alone_is_the_log_odds() {
        let labels = [true, true, true, false];
        let fit = logistic_regression(&[vec![1.0; 4]], &labels, &[0.0; 4]).unwrap();
        assert!((fit.coefficients[0] - float::ln(3.0)).abs() < 1e-14);
        assert!((fit.standard_errors[0] - (1.0_f64 / 3.0 + 1.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn separated_and_collinear_are_refused() {
        let ones = vec![1.0; 6];
        let labels = [false, false, false, true, true, true];
        let x = vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert!(logistic_regression(&[ones.clone(), x], &labels, &[0.0; 6]).is_err());
        let overlapping = [false, true, false, true, false, true];
        assert!(logistic_regression(&[ones.clone(), ones], &overlapping, &[0.0; 6]).is_err());
    }
}
