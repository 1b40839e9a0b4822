//! Contributions that add up to the log-odds.

/// base + Σ contributions = log-odds of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Log-odds of the typical training row.
    pub base: f64,
    /// One an input, in log-odds.
    pub contributions: Vec<f64>,
}

/// A linear margin β₀ + Σ β_j z_j under log-odds = slope · margin + intercept, exactly:
/// φ_j = slope · β_j · (z_j − mean z_j), base = slope · (β₀ + Σ β_j mean z_j) + intercept.
///
/// Standardised inputs have mean 0 in the training rows, so the mean falls out. These are the Shapley values of the
/// linear model with independent inputs (Lundberg & Lee 2017).
pub fn linear(intercept: f64, coefficients: &[f64], row: &[f64], (slope, offset): (f64, f64)) -> Explanation {
    Explanation {
        base: slope * intercept + offset,
        contributions: coefficients.iter().zip(row).map(|(beta, z)| slope * beta * z).collect(),
    }
}
