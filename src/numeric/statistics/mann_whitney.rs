//! Mann–Whitney U test: do two groups differ in location?
//!
//! U = R_a − n_a(n_a+1)/2. Without ties and with at most 8 cases in the smaller group (and at most 4096 pairs) the
//! p-value is exact, by the recurrence of Mann & Whitney (1947) on probabilities; else normal with tie-corrected
//! variance n_a n_b/12 · [(n+1) − Σ(t³−t)/(n(n−1))] and a continuity correction of ½. These are the rules of
//! `scipy.stats.mannwhitneyu(method="auto")`.

use serde::Serialize;

use crate::error::Result;
use crate::numeric::statistics::check_finite;
use crate::numeric::statistics::distribution::normal_two_sided;
use crate::numeric::statistics::midranks::midranks_and_ties;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// Largest smaller group with an exact p-value.
const EXACT_SMALLER_GROUP: usize = 8;
/// Most pairs with an exact p-value: bounds the time of the recurrence.
const EXACT_PAIRS: usize = 4096;

/// Result of the test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MannWhitney {
    /// U of the first group: pairs in which it is larger, ties half. U/(n_a n_b) is the AUC.
    pub u: f64,
    /// Two-sided p-value; 1 where all values are equal.
    pub p: f64,
    /// Whether `p` is exact.
    pub exact: bool,
}

/// Two-sided test of `a` against `b`.
///
/// # Errors
/// A group is empty or a value is not finite.
pub fn mann_whitney(a: &[f64], b: &[f64]) -> Result<MannWhitney> {
    if a.is_empty() || b.is_empty() {
        return Err(undefined(
            Statistic::MannWhitney,
            Statistic::TwoGroups,
            format!("{} and {} values", a.len(), b.len()),
        ));
    }
    let all = [a, b].concat();
    check_finite(Statistic::MannWhitney, &all)?;
    let (ranks, ties) = midranks_and_ties(&all);
    let (n_a, n_b) = (a.len() as f64, b.len() as f64);
    let u = ranks[..a.len()].iter().sum::<f64>() - n_a * (n_a + 1.0) / 2.0;
    let larger = u.max(n_a * n_b - u);
    let smaller_group = a.len().min(b.len());
    if ties == 0.0 && smaller_group <= EXACT_SMALLER_GROUP && a.len() * b.len() <= EXACT_PAIRS {
        let tail: f64 = u_distribution(a.len(), b.len())[larger as usize..].iter().sum();
        return Ok(MannWhitney { u, p: (2.0 * tail).min(1.0), exact: true });
    }
    let n = n_a + n_b;
    let variance = n_a * n_b / 12.0 * ((n + 1.0) - ties / (n * (n - 1.0)));
    let above_mean = larger - n_a * n_b / 2.0 - 0.5;
    // Half a pair below the mean, the correction overshoots: nothing is more central.
    let p = if variance <= 0.0 || above_mean <= 0.0 {
        1.0
    } else {
        normal_two_sided(above_mean / variance.sqrt())
    };
    Ok(MannWhitney { u, p, exact: false })
}

/// P(U = 0..=m n) for groups of m and n without ties.
///
/// The largest of all values lies in group one with probability m/(m+n), where it adds n to U, else in group two:
/// P_{m,n}(u) = m/(m+n) P_{m−1,n}(u−n) + n/(m+n) P_{m,n−1}(u). All terms are positive, so nothing cancels.
fn u_distribution(m: usize, n: usize) -> Vec<f64> {
    let (m, n) = (m.min(n), m.max(n));
    // rows[i] holds P_{i,j} while j grows.
    let mut rows: Vec<Vec<f64>> = vec![vec![1.0]; m + 1];
    for j in 1..=n {
        for i in 1..=m {
            let from_one = i as f64 / (i + j) as f64;
            let next: Vec<f64> = (0..=i * j)
                .map(|u| {
                    let one = if u >= j { rows[i - 1].get(u - j).copied().unwrap_or(0.0) } else { 0.0 };
                    let two = rows[i].get(u).copied().unwrap_or(0.0);
                    from_one * one + (1.0 - from_one) * two
                })
                .collect();
            rows[i] = next;
        }
    }
    rows.swap_remove(m)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distribution_of_three_and_two() {
        // The ten arrangements of {a,a,a,b,b} have U = 0,1,2,2,3,3,4,4,5,6.
        let expected = [0.1, 0.1, 0.2, 0.2, 0.2, 0.1, 0.1];
        let found = u_distribution(3, 2);
        assert_eq!(found.len(), expected.len());
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() < 1e-15, "{found:?}");
        }
    }

    #[test]
    fn equal_values_say_nothing() {
        let result = mann_whitney(&[1.0; 20], &[1.0; 30]).unwrap();
        assert_eq!((result.u, result.p, result.exact), (300.0, 1.0, false));
        assert!(mann_whitney(&[], &[1.0]).is_err());
        assert!(mann_whitney(&[f64::INFINITY], &[1.0]).is_err());
    }
}
