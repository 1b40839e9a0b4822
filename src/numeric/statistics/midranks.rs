//! Ranks with ties shared.

use crate::numeric::order::ascending;

/// Ranks 1..n in the order given; equal values share the mean of their ranks, as SciPy's `rankdata`.
///
/// NaN counts as the largest; callers refuse it before.
pub fn midranks(values: &[f64]) -> Vec<f64> {
    midranks_and_ties(values).0
}

/// Midranks, and Σ(t³ − t) over groups of t equal values, which corrects the variance of rank statistics.
pub(crate) fn midranks_and_ties(values: &[f64]) -> (Vec<f64>, f64) {
    let order = ascending(values);
    let mut ranks = vec![0.0; values.len()];
    let mut ties = 0.0;
    let mut start = 0;
    while start < order.len() {
        let value = values[order[start]];
        let mut end = start + 1;
        // `==` and not total order: −0 and 0 are the same measurement.
        while end < order.len() && values[order[end]] == value {
            end += 1;
        }
        let shared = (start + 1 + end) as f64 / 2.0;
        for &index in &order[start..end] {
            ranks[index] = shared;
        }
        let size = (end - start) as f64;
        ties += size * size * size - size;
        start = end;
    }
    (ranks, ties)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_mean_rank() {
        let (ranks, ties) = midranks_and_ties(&[2.0, 1.0, 2.0, 0.0, -0.0, 0.0]);
        assert_eq!(ranks, [5.5, 4.0, 5.5, 2.0, 2.0, 2.0]);
        assert_eq!(ties, 6.0 + 24.0);
    }

    #[test]
    fn nothing_has_no_ranks() {
        assert!(midranks(&[]).is_empty());
    }
}
