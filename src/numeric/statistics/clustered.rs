//! Statistics of cases that come in clusters: lesions of one patient are alike, so that they say less than as many
//! patients would. `clusters[i]` is the number of the patient of case i. Where every patient has one case, each of these is
//! the usual statistic: DeLong's variance, the standard error of a mean.
//!
//! The AUC: Obuchowski (Biometrics 1997). Means: linearised variance of a ratio, G/(G−1) Σ_g (Σ_{i∈g} (xᵢ − x̄))² / n².
//! Logistic regression: the sandwich over clusters with statsmodels' correction G/(G−1) · (n−1)/(n−k).

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::numeric::linear::LowerTriangle;
use crate::numeric::statistics::Z_95;
use crate::numeric::statistics::auc::{area, placements};
use crate::numeric::statistics::check_classes;
use crate::numeric::statistics::check_finite;
use crate::numeric::statistics::check_paired;
use crate::numeric::statistics::logistic::{Logistic, derivatives, factor, solve};
use crate::numeric::statistics::undefined;
use crate::words::Statistic;

/// A value with its standard error and 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

impl Estimate {
    /// Value ± 1.96 standard errors.
    pub fn normal(value: f64, standard_error: f64) -> Self {
        let half = Z_95 * standard_error;
        Self { value, standard_error, lower: value - half, upper: value + half }
    }

    /// The same with its interval cut at what the value can be.
    #[must_use]
    pub fn within(self, low: f64, high: f64) -> Self {
        Self { lower: self.lower.max(low), upper: self.upper.min(high), ..self }
    }
}

/// How many clusters there are.
pub fn cluster_count(clusters: &[usize]) -> usize {
    crate::numeric::order::set(clusters.iter()).len()
}

/// Sums of values over each cluster.
fn sums(values: &[f64], clusters: &[usize]) -> Vec<f64> {
    let mut sums = vec![0.0; clusters.iter().max().map_or(0, |last| last + 1)];
    for (value, &cluster) in values.iter().zip(clusters) {
        sums[cluster] += value;
    }
    sums
}

/// AUC with the interval of Obuchowski; where all cases are ranked rightly (or none is) it has no variance, and the interval
/// is Newcombe's ([`newcombe`]).
///
/// # Errors
/// As `auc`; fewer than two clusters with a case of a class.
pub fn clustered_auc(labels: &[bool], scores: &[f64], clusters: &[usize]) -> Result<Estimate> {
    check_classes(Statistic::Auc, labels, scores, 2)?;
    check_paired(Statistic::Auc, labels.len(), clusters.len())?;
    let auc = area(labels, scores);
    let of = |class: bool| {
        let rows = labels.iter().zip(clusters).filter(move |(label, _)| **label == class);
        rows.map(|(_, &cluster)| cluster).collect::<Vec<usize>>()
    };
    let of_class = [of(true), of(false)];
    let (v10, v01) = placements(labels, scores);
    let last = clusters.iter().max().map_or(0, |last| last + 1);
    // Of each cluster Σ (V − AUC) over its cases of a class.
    let centred = |values: Vec<f64>, of: &[usize]| {
        let mut all = sums(&values.iter().map(|v| v - auc).collect::<Vec<_>>(), of);
        all.resize(last, 0.0);
        all
    };
    let [events, others] = [centred(v10, &of_class[0]), centred(v01, &of_class[1])];
    let [m, n] = of_class.each_ref().map(|rows| rows.len() as f64);
    let [with_events, with_others] = of_class.each_ref().map(|rows| cluster_count(rows));
    if with_events < 2 || with_others < 2 {
        let found = format!("{with_events} and {with_others} patients");
        return Err(undefined(Statistic::Auc, Statistic::OfEachClass { least: 2 }, found));
    }
    let share = |clusters: usize| clusters as f64 / (clusters as f64 - 1.0);
    let squares = |of: &[f64]| of.iter().map(|x| x * x).sum::<f64>();
    let crossed: f64 = events.iter().zip(&others).map(|(x, y)| x * y).sum();
    let variance = share(with_events) * squares(&events) / (m * m)
        + share(with_others) * squares(&others) / (n * n)
        + 2.0 * share(cluster_count(clusters)) * crossed / (m * n);
    let standard_error = variance.max(0.0).sqrt();
    if auc <= 0.0 || auc >= 1.0 || standard_error == 0.0 {
        let (lower, upper) = newcombe(auc, with_events, with_others);
        return Ok(Estimate { value: auc, standard_error, lower, upper });
    }
    Ok(Estimate::normal(auc, standard_error).within(0.0, 1.0))
}

/// Interval of an AUC of `events` and `others` that holds at 0 and 1 too: the ends are the areas θ with
/// |θ − AUC| = 1.96 √V(θ), V by Hanley and McNeil with (m + n)/2 − 1 in both places (Newcombe, Stat. Med. 2006, method 5).
pub fn newcombe(auc: f64, events: usize, others: usize) -> (f64, f64) {
    let (m, n) = (events as f64, others as f64);
    let half = 0.5 * (m + n) - 1.0;
    let reach = |theta: f64| {
        let spread = 1.0 + half * (1.0 - theta) / (2.0 - theta) + half * theta / (1.0 + theta);
        Z_95 * (theta * (1.0 - theta) * spread / (m * n)).sqrt() - (theta - auc).abs()
    };
    // Outside of the interval the reach is too short.
    let end = |mut outside: f64| {
        let mut inside = auc;
        for _ in 0..200 {
            let middle = 0.5 * (inside + outside);
            let place = if reach(middle) < 0.0 { &mut outside } else { &mut inside };
            *place = middle;
        }
        0.5 * (inside + outside)
    };
    let lower = if auc <= 0.0 { 0.0 } else { end(0.0) };
    let upper = if auc >= 1.0 { 1.0 } else { end(1.0) };
    (lower, upper)
}

/// Mean of one value a case.
///
/// # Errors
/// A value is not finite, or there are fewer than two clusters.
pub fn clustered_mean(values: &[f64], clusters: &[usize]) -> Result<Estimate> {
    check_finite(Statistic::Summary, values)?;
    check_paired(Statistic::Summary, values.len(), clusters.len())?;
    let groups = cluster_count(clusters) as f64;
    if groups < 2.0 {
        return Err(undefined(Statistic::Summary, Statistic::AtLeast { least: 2 }, groups.to_string()));
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let centred: Vec<f64> = values.iter().map(|x| x - mean).collect();
    let squares: f64 = sums(&centred, clusters).iter().map(|sum| sum * sum).sum();
    Ok(Estimate::normal(mean, (groups / (groups - 1.0) * squares).sqrt() / n))
}

/// Rows of a regression that was fitted, for its covariance.
#[derive(Debug, Clone, Copy)]
pub struct Regression<'a> {
    /// One slice a coefficient.
    pub columns: &'a [Vec<f64>],
    /// Diagnoses.
    pub labels: &'a [bool],
    /// Fixed part of the log-odds.
    pub offset: &'a [f64],
    /// Whose row it is.
    pub clusters: &'a [usize],
}

/// Covariance of the coefficients of a fitted regression over clusters: A⁻¹ (Σ_g u_g u_gᵀ) A⁻¹ with the corrections of
/// statsmodels, u_g the gradient of a cluster, A the information.
///
/// # Errors
/// The information is singular.
pub fn sandwich(regression: &Regression, fit: &Logistic) -> Result<Vec<Vec<f64>>> {
    let Regression { columns, labels, offset, clusters } = *regression;
    let count = columns.len();
    let (residual, information) = derivatives(columns, labels, offset, &fit.coefficients);
    let factor = factor(&information)?;
    let gradients: Vec<Vec<f64>> = columns
        .iter()
        .map(|column| {
            let each: Vec<f64> = column.iter().zip(&residual).map(|(x, r)| x * r).collect();
            sums(&each, clusters)
        })
        .collect();
    let meat =
        LowerTriangle::new(count, |i, j| gradients[i].iter().zip(&gradients[j]).map(|(a, b)| a * b).sum());
    let (groups, rows) = (cluster_count(clusters) as f64, labels.len() as f64);
    let scale = groups / (groups - 1.0) * (rows - 1.0) / (rows - count as f64);
    let at = |i: usize, j: usize| if i >= j { meat.row(i)[j] } else { meat.row(j)[i] };
    // Columns of A⁻¹, which is symmetric.
    let inverse: Vec<Vec<f64>> = (0..count)
        .map(|j| solve(&factor, &(0..count).map(|i| f64::from(u8::from(i == j))).collect::<Vec<_>>()))
        .collect();
    let entry = |i: usize, j: usize| {
        let inner = |k: usize| (0..count).map(|l| at(k, l) * inverse[j][l]).sum::<f64>();
        scale * (0..count).map(|k| inverse[i][k] * inner(k)).sum::<f64>()
    };
    Ok((0..count).map(|i| (0..count).map(|j| entry(i, j)).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::statistics::auc_interval;

    #[test]
    fn one_case_a_patient_is_delong_and_copies_of_cases_say_no_more() {
        let labels = [true, false, true, false, true, false, true];
        let scores = [0.9, 0.2, 0.4, 0.6, 0.7, 0.3, 0.5];
        let single: Vec<usize> = (0..7).collect();
        let one = clustered_auc(&labels, &scores, &single).unwrap();
        let usual = auc_interval(&labels, &scores).unwrap();
        assert!((one.standard_error - usual.standard_error).abs() < 1e-15);
        let twice = |values: &[f64]| [values, values].concat();
        let again: Vec<usize> = single.iter().chain(&single).copied().collect();
        let copied = clustered_auc(&[labels, labels].concat(), &twice(&scores), &again).unwrap();
        assert!((copied.standard_error - one.standard_error).abs() < 1e-12);
        let (mean, copied) = (clustered_mean(&scores, &single), clustered_mean(&twice(&scores), &again));
        assert!((mean.unwrap().standard_error - copied.unwrap().standard_error).abs() < 1e-15);
    }

    #[test]
    fn a_perfect_area_has_an_interval() {
        let all: Vec<usize> = (0..6).collect();
        let labels = [true, true, true, false, false, false];
        let found = clustered_auc(&labels, &[0.9, 0.8, 0.7, 0.3, 0.2, 0.1], &all).unwrap();
        assert_eq!((found.value, found.upper), (1.0, 1.0));
        assert!(found.lower > 0.2 && found.lower < 0.9, "{found:?}");
        // The other end, by the same steps mirrored: their roundings are not.
        assert!((newcombe(0.0, 3, 3).1 - (1.0 - found.lower)).abs() < 1e-12);
    }
}
