//! Describing and comparing groups, for the table of cohorts.

use serde::Serialize;

use crate::error::Result;
use crate::numeric::statistics::check_finite;
use crate::numeric::statistics::covariance;
use crate::numeric::statistics::distribution::chi_squared_sf;
use crate::numeric::statistics::mean;
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// A test of groups with its degrees of freedom.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GroupTest {
    /// t or χ².
    pub statistic: f64,
    /// Degrees of freedom; Welch's are not whole.
    pub degrees_of_freedom: f64,
    /// p-value, two-sided for t.
    pub p: f64,
}

/// Centre and spread of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Summary {
    /// Mean.
    pub mean: f64,
    /// Standard deviation, n − 1 below.
    pub deviation: f64,
    /// First quartile.
    pub lower_quartile: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub upper_quartile: f64,
}

/// Quantile by linear interpolation of the order statistics at (n − 1)·`share` (type 7 of Hyndman & Fan, numpy's).
///
/// # Errors
/// No values, a value that is not finite, or a share outside [0, 1].
pub fn quantile(values: &[f64], share: f64) -> Result<f64> {
    check_finite(Statistic::Quantile, values)?;
    if values.is_empty() || !(0.0..=1.0).contains(&share) {
        return Err(undefined(
            Statistic::Quantile,
            Statistic::ValuesAndShare,
            format!("{} values", values.len()),
        ));
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = (sorted.len() - 1) as f64 * share;
    let below = place as usize;
    let above = (below + 1).min(sorted.len() - 1);
    Ok(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

/// Mean, standard deviation and quartiles.
///
/// # Errors
/// Fewer than two values, or one that is not finite.
pub fn summary(values: &[f64]) -> Result<Summary> {
    check_finite(Statistic::Summary, values)?;
    if values.len() < 2 {
        return Err(undefined(Statistic::Summary, Statistic::AtLeast { least: 2 }, values.len().to_string()));
    }
    Ok(Summary {
        mean: mean(values),
        deviation: covariance(values, values).sqrt(),
        lower_quartile: quantile(values, 0.25)?,
        median: quantile(values, 0.5)?,
        upper_quartile: quantile(values, 0.75)?,
    })
}

/// Standardised mean difference: (x̄_a − x̄_b) / √((s²_a + s²_b)/2); beyond 0.1 in size cohorts are called unbalanced.
///
/// # Errors
/// Fewer than two values in a group, a value that is not finite, or no variance in either group.
pub fn standardised_difference(a: &[f64], b: &[f64]) -> Result<f64> {
    let (first, second) = (summary(a)?, summary(b)?);
    let variance = (first.deviation * first.deviation + second.deviation * second.deviation) / 2.0;
    if variance <= 0.0 {
        return Err(undefined(Statistic::StandardisedDifference, Statistic::VaryingGroups, "none that does"));
    }
    Ok((first.mean - second.mean) / variance.sqrt())
}

/// Pearson's χ² test of a table of counts (rows × columns), without continuity correction.
///
/// # Errors
/// Rows of different lengths, fewer than two rows or columns, or a row or column without cases.
pub fn chi_squared(counts: &[Vec<usize>]) -> Result<GroupTest> {
    let columns = counts.first().map_or(0, Vec::len);
    let rows: Vec<f64> = counts.iter().map(|row| row.iter().sum::<usize>() as f64).collect();
    let sums: Vec<f64> = (0..columns)
        .map(|j| counts.iter().map(|row| row.get(j).copied().unwrap_or(0)).sum::<usize>() as f64)
        .collect();
    let ragged = counts.iter().any(|row| row.len() != columns);
    if ragged || counts.len() < 2 || columns < 2 || rows.iter().chain(&sums).any(|&sum| sum == 0.0) {
        return Err(undefined(Statistic::ChiSquared, Statistic::FilledTable, "fewer"));
    }
    let total: f64 = rows.iter().sum();
    let mut statistic = 0.0;
    for (row, row_sum) in counts.iter().zip(&rows) {
        for (&count, column_sum) in row.iter().zip(&sums) {
            let expected = row_sum * column_sum / total;
            statistic += (count as f64 - expected) * (count as f64 - expected) / expected;
        }
    }
    let degrees_of_freedom = ((counts.len() - 1) * (columns - 1)) as f64;
    Ok(GroupTest { statistic, degrees_of_freedom, p: chi_squared_sf(statistic, degrees_of_freedom) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_interpolate() {
        let s = summary(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!((s.lower_quartile, s.median, s.upper_quartile), (1.75, 2.5, 3.25));
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
        assert!(standardised_difference(&[1.0, 1.0], &[2.0, 2.0]).is_err());
        assert!(summary(&[1.0]).is_err());
        assert!(quantile(&[], 0.5).is_err());
        assert!(chi_squared(&[vec![1, 0], vec![2, 0]]).is_err());
        assert!(chi_squared(&[vec![1, 2], vec![2]]).is_err());
    }
}
