//! Intensities of the whole image become z-scores.

use crate::error::{Error, ErrorKind, Result};
use crate::volume::{Image, Pixel, Volume};

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
/// # Errors
/// The image has one value only: it has no scale to normalise by.
pub fn normalise(image: &Image, options: Normalisation) -> Result<Image> {
    let voxels = &image.volume.voxels;
    let n = voxels.len() as f64;
    let mean = pairwise_sum(voxels, &|x| x) / n;
    let variance = pairwise_sum(voxels, &|x| (x - mean) * (x - mean)) / (n - 1.0);
    let deviation = variance.sqrt();
    if deviation.is_nan() || deviation <= 0.0 {
        let found = if deviation.is_nan() { "voxels without a value" } else { "one value everywhere" };
        return Err(Error::new(ErrorKind::Malformed, "image to normalise", "different values", found));
    }
    let inverse = 1.0 / deviation;
    let limit = options.outliers.unwrap_or(f64::INFINITY);
    let z_score = |x: f64| (x - mean) * inverse;
    let normalised = voxels.iter().map(|&x| z_score(x).clamp(-limit, limit) * options.scale).collect();
    Ok(Image { pixel: Pixel::F64, volume: Volume::new(image.volume.geometry, normalised) })
}

/// Σ f(x), halves first: rounding grows with the logarithm of the number of voxels.
fn pairwise_sum(values: &[f64], f: &dyn Fn(f64) -> f64) -> f64 {
    if values.len() <= 256 {
        return values.iter().map(|&x| f(x)).sum();
    }
    let (left, right) = values.split_at(values.len() / 2);
    pairwise_sum(left, f) + pairwise_sum(right, f)
}
