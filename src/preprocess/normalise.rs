//! Intensities of the whole image become z-scores.

use crate::error::Result;
use crate::volume::{Image, Scores};
use crate::words::Phrase;
use crate::words::RegionProblem;

/// What `normalize: true` does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normalisation {
    /// `normalizeScale`: z-scores are multiplied by it.
    pub scale: f64,
    /// `removeOutliers`: z-scores beyond ± this are set to ± this, before scaling.
    pub outliers: Option<f64>,
}

/// (x − mean) / standard deviation (over N − 1) of all voxels, times the scale; the result is f64, as ITK's.
///
/// Mean and deviation are ITK's to the last bit, by its formulas over sums that are exact but for one rounding: with a
/// fixed number of bins, the values of an integer image often lie right on the edges.
///
/// # Errors
/// The image has one value only: it has no scale to normalise by.
pub fn normalise(image: &Image, options: Normalisation) -> Result<Image> {
    let n = image.geometry.voxels() as f64;
    let sum = compensated_sum(image, |x| x);
    let mean = sum / n;
    let variance = (compensated_sum(image, |x| x * x) - sum * sum / n) / (n - 1.0);
    let deviation = variance.sqrt();
    if deviation.is_nan() || deviation <= 0.0 {
        let found = if variance.is_nan() { Phrase::VoxelsWithoutValue } else { Phrase::OneValueEverywhere };
        return Err(RegionProblem::NothingToNormalise { found }.into());
    }
    let limit = options.outliers.unwrap_or(f64::INFINITY);
    Ok(image.normalised(Scores { mean, inverse: 1.0 / deviation, limit, scale: options.scale }))
}

/// Σ f(x) with what rounding takes from each addition carried along (Neumaier).
fn compensated_sum(image: &Image, f: impl Fn(f64) -> f64) -> f64 {
    let (mut sum, mut rest) = (0.0_f64, 0.0);
    for term in image.values().map(f) {
        let next = sum + term;
        rest += if sum.abs() >= term.abs() { (sum - next) + term } else { (term - next) + sum };
        sum = next;
    }
    sum + rest
}
