//! First order: the distribution of intensities, without regard to place.
//!
//! Symbols and formulas: the rows in catalogue/firstorder.rs.

use crate::numeric::float;
use crate::numeric::percentiles::{Percentiles, Place};
use crate::numeric::powers::{cube, fourth_power};
use crate::numeric::scalar::pairwise_sum;
use crate::volume::{Levels, Roi};

/// Intensities and what several features need of them.
pub struct Sample {
    /// X, in voxel order.
    values: Vec<f64>,
    /// Number of values that are numbers.
    numbers: f64,
    sorted: Quantiles,
    mean: f64,
    moments: [f64; 3],
    /// Σ (X + c)²
    energy: f64,
    /// p_i of levels that occur.
    shares: Vec<f64>,
    voxel_volume_mm3: f64,
}

/// Minimum, percentiles and maximum.
struct Quantiles {
    minimum: f64,
    p10: f64,
    p25: f64,
    median: f64,
    p75: f64,
    p90: f64,
    maximum: f64,
}

/// Σ term(x) in numpy's order, where a term that is no number counts 0.
fn sum(values: &[f64], term: impl Fn(f64) -> f64) -> f64 {
    // The terms first: one sum for all of them stays short, and fast where functions are rarely put into one another.
    let number = |term: f64| if term.is_nan() { 0.0 } else { term };
    let terms: Vec<f64> = values.iter().map(|&x| number(term(x))).collect();
    pairwise_sum(&terms)
}

impl Sample {
    /// The sample of a region; `levels` are its grey levels, `shift` is c.
    pub(super) fn new(roi: &Roi, levels: &Levels, shift: f64) -> Self {
        let values: Vec<f64> = roi.inside().collect();
        let numbers = values.iter().filter(|x| !x.is_nan()).count() as f64;
        let mean = sum(&values, |x| x) / numbers;
        let second = sum(&values, |x| (x - mean) * (x - mean));
        let third = sum(&values, |x| cube(x - mean));
        let fourth = sum(&values, |x| fourth_power(x - mean));
        let energy = sum(&values, |x| (x + shift) * (x + shift));
        let occurring = levels.counts.iter().filter(|count| **count > 0);
        let voxels = values.len() as f64;
        Self {
            sorted: Quantiles::of(&values),
            numbers,
            mean,
            moments: [second / numbers, third / numbers, fourth / numbers],
            energy,
            shares: occurring.map(|&count| f64::from(count) / voxels).collect(),
            voxel_volume_mm3: roi.region.geometry.voxel_volume_mm3(),
            values,
        }
    }
}

impl Quantiles {
    fn of(values: &[f64]) -> Self {
        let mut percentiles = Percentiles::of(values.iter().copied().filter(|x| !x.is_nan()));
        let minimum = percentiles.at(0.0).below;
        let [p10, p25, median, p75, p90] = [10.0, 25.0, 50.0, 75.0, 90.0].map(|percent| {
            let Place { below, above, share } = percentiles.at(percent);
            // numpy takes the median as the mean of the two in the middle.
            if percent == 50.0 && share > 0.0 { (below + above) / 2.0 } else { between(below, above, share) }
        });
        let maximum = percentiles.at(100.0).below;
        Self { minimum, p10, p25, median, p75, p90, maximum }
    }
}

/// Linear interpolation as numpy does it: from the nearer end.
fn between(low: f64, high: f64, share: f64) -> f64 {
    let step = high - low;
    if share >= 0.5 { high - step * (1.0 - share) } else { low + step * share }
}

/// Mean distance from their mean of the values of which `which` makes numbers.
fn mean_absolute_deviation_of(values: &[f64], which: impl Fn(f64) -> f64 + Copy) -> f64 {
    let numbers = values.iter().filter(|x| !which(**x).is_nan()).count() as f64;
    let mean = sum(values, which) / numbers;
    sum(values, |x| (which(x) - mean).abs()) / numbers
}

pub fn energy(s: &Sample) -> f64 {
    s.energy
}

pub fn total_energy(s: &Sample) -> f64 {
    s.energy * s.voxel_volume_mm3
}

pub fn entropy(s: &Sample) -> f64 {
    -s.shares.iter().map(|&p| p * float::log2(p + f64::EPSILON)).sum::<f64>()
}

pub fn minimum(s: &Sample) -> f64 {
    s.sorted.minimum
}

pub fn percentile_10(s: &Sample) -> f64 {
    s.sorted.p10
}

pub fn percentile_90(s: &Sample) -> f64 {
    s.sorted.p90
}

pub fn maximum(s: &Sample) -> f64 {
    s.sorted.maximum
}

pub fn mean(s: &Sample) -> f64 {
    s.mean
}

pub fn median(s: &Sample) -> f64 {
    s.sorted.median
}

pub fn interquartile_range(s: &Sample) -> f64 {
    s.sorted.p75 - s.sorted.p25
}

pub fn range(s: &Sample) -> f64 {
    s.sorted.maximum - s.sorted.minimum
}

pub fn mean_absolute_deviation(s: &Sample) -> f64 {
    mean_absolute_deviation_of(&s.values, |x| x)
}

pub fn robust_mean_absolute_deviation(s: &Sample) -> f64 {
    let (low, high) = (s.sorted.p10, s.sorted.p90);
    // Without a branch, which would be mispredicted for every fifth value.
    mean_absolute_deviation_of(&s.values, |x| if (x - low < 0.0) | (x - high > 0.0) { f64::NAN } else { x })
}

pub fn root_mean_squared(s: &Sample) -> f64 {
    (s.energy / s.numbers).sqrt()
}

pub fn standard_deviation(s: &Sample) -> f64 {
    s.moments[0].sqrt()
}

pub fn skewness(s: &Sample) -> f64 {
    let [m2, m3, _] = s.moments;
    if m2 == 0.0 { m3 } else { m3 / float::pow(m2, 1.5) }
}

pub fn kurtosis(s: &Sample) -> f64 {
    let [m2, _, m4] = s.moments;
    if m2 == 0.0 { m4 } else { m4 / (m2 * m2) }
}

pub fn variance(s: &Sample) -> f64 {
    s.moments[0]
}

pub fn uniformity(s: &Sample) -> f64 {
    s.shares.iter().map(|p| p * p).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_linear_between_ranks() {
        let q = Quantiles::of(&[6.0, 1.0, 3.0, 2.0]);
        assert_eq!((q.minimum, q.median, q.maximum), (1.0, 2.5, 6.0));
        assert!((q.p10 - 1.3).abs() < 1e-15 && (q.p90 - 5.1).abs() < 1e-14);
        let one = Quantiles::of(&[4.0]);
        assert_eq!((one.p10, one.p90), (4.0, 4.0));
    }
}
