//! Many tests at once: adjusted p-values.

use crate::error::Result;
use crate::numeric::order::ascending;
use crate::numeric::statistics::check_probabilities;
use crate::words::Statistic;

/// Holm's step-down adjusted p-values: max over j ≤ i of (k − j + 1) p_(j), at most 1 (Scand. J. Stat. 1979).
///
/// Controls the chance of any false finding; used for the few comparisons between models.
///
/// # Errors
/// A p-value lies outside [0, 1].
pub fn holm(p_values: &[f64]) -> Result<Vec<f64>> {
    check_probabilities(Statistic::PHolm, p_values)?;
    let mut adjusted = vec![0.0; p_values.len()];
    let mut largest: f64 = 0.0;
    for (done, index) in ascending(p_values).into_iter().enumerate() {
        largest = largest.max(((p_values.len() - done) as f64 * p_values[index]).min(1.0));
        adjusted[index] = largest;
    }
    Ok(adjusted)
}

/// Benjamini and Hochberg's adjusted p-values: min over j ≥ i of (k/j) p_(j), at most 1 (J. R. Stat. Soc. B 1995).
///
/// Controls the expected share of false findings; used for screening thousands of features.
///
/// # Errors
/// A p-value lies outside [0, 1].
pub fn benjamini_hochberg(p_values: &[f64]) -> Result<Vec<f64>> {
    check_probabilities(Statistic::PBenjaminiHochberg, p_values)?;
    let mut adjusted = vec![0.0; p_values.len()];
    let mut smallest: f64 = 1.0;
    for (before, index) in ascending(p_values).into_iter().enumerate().rev() {
        smallest = smallest.min(p_values[index] * p_values.len() as f64 / (before + 1) as f64);
        adjusted[index] = smallest;
    }
    Ok(adjusted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let p = [0.01, 0.04, 0.03, 0.005];
        let close = |a: Vec<f64>, b: [f64; 4]| a.iter().zip(b).all(|(x, y)| (x - y).abs() < 1e-15);
        assert!(close(holm(&p).unwrap(), [0.03, 0.06, 0.06, 0.02]));
        assert!(close(benjamini_hochberg(&p).unwrap(), [0.02, 0.04, 0.04, 0.02]));
        assert!(holm(&[]).unwrap().is_empty());
        assert!(holm(&[f64::NAN]).is_err() && benjamini_hochberg(&[1.5]).is_err());
    }
}
