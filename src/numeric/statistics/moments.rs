//! Mean and spread of a column.

/// Mean and standard deviation with n − 1; 0 for a single value.
pub fn mean_sd(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    (mean, if values.len() > 1 { (squares / (n - 1.0)).sqrt() } else { 0.0 })
}

/// Spread beyond what rounding leaves on a constant.
pub fn varies(values: &[f64]) -> bool {
    let (mean, sd) = mean_sd(values);
    sd > 1e-10 * mean.abs() && sd > 1e-100
}
