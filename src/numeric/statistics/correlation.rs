//! Pearson's and Spearman's correlation.

use serde::Serialize;

use crate::error::Result;
use crate::numeric::statistics::check_finite;
use crate::numeric::statistics::check_paired;
use crate::numeric::statistics::distribution::student_two_sided;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::midranks::midranks;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// A correlation with its two-sided p-value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Correlation {
    /// Coefficient in [−1, 1].
    pub coefficient: f64,
    /// p-value from t = r √((n−2)/(1−r²)) with n − 2 degrees of freedom, as SciPy's `spearmanr`.
    pub p: f64,
}

/// Pearson's r = Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)² Σ(y−ȳ)²).
///
/// # Errors
/// Lengths differ, a value is not finite, or one side does not vary.
pub fn pearson(x: &[f64], y: &[f64]) -> Result<f64> {
    check_paired(Statistic::Correlation, x.len(), y.len())?;
    check_finite(Statistic::Correlation, x)?;
    check_finite(Statistic::Correlation, y)?;
    if x.len() < 2 {
        return Err(undefined(Statistic::Correlation, Statistic::AtLeast { least: 2 }, x.len().to_string()));
    }
    let (mean_x, mean_y) = (mean(x), mean(y));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (a, b) in x.iter().zip(y) {
        xx += (a - mean_x) * (a - mean_x);
        yy += (b - mean_y) * (b - mean_y);
        xy += (a - mean_x) * (b - mean_y);
    }
    // Roots apart: the product of two squares may overflow or underflow where the coefficient is ordinary.
    let spread = xx.sqrt() * yy.sqrt();
    if spread == 0.0 || !spread.is_finite() {
        return Err(undefined(
            Statistic::Correlation,
            Statistic::VaryingSides,
            "one that does not, or beyond f64",
        ));
    }
    Ok((xy / spread).clamp(-1.0, 1.0))
}

/// Spearman's rho: Pearson's r of the midranks.
///
/// # Errors
/// As [`pearson`]; fewer than three cases have no p-value.
pub fn spearman(x: &[f64], y: &[f64]) -> Result<Correlation> {
    check_finite(Statistic::Spearman, x)?;
    check_finite(Statistic::Spearman, y)?;
    if x.len() < 3 {
        return Err(undefined(Statistic::Spearman, Statistic::AtLeast { least: 3 }, x.len().to_string()));
    }
    let coefficient = pearson(&midranks(x), &midranks(y))?;
    let df = x.len() as f64 - 2.0;
    let room = (1.0 - coefficient) * (1.0 + coefficient);
    let p = if room <= 0.0 { 0.0 } else { student_two_sided(coefficient * (df / room).sqrt(), df) };
    Ok(Correlation { coefficient, p })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn monotone_is_one_whatever_the_shape() {
        let x = [1.0, 2.0, 3.0, 4.0, 5.0];
        let rho = spearman(&x, &x.map(|v| v * v * v)).unwrap();
        assert!((rho.coefficient - 1.0).abs() < 1e-15 && rho.p < 1e-12);
        assert!(pearson(&x, &[2.0; 5]).is_err());
        assert!(spearman(&x, &[2.0; 4]).is_err());
    }
}
