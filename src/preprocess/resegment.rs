//! The mask is narrowed to a range of intensities.

use crate::error::{Error, ErrorKind, Result};
use crate::volume::{Image, Mask, Volume};

/// What the bounds of a range are measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeMode {
    /// Intensities.
    Absolute,
    /// Shares of the largest intensity inside the mask.
    Relative,
    /// Standard deviations (over N) about the mean inside the mask.
    Sigma,
}

/// `resegmentRange`, `resegmentMode`, `resegmentShape`.
#[derive(Debug, Clone, PartialEq)]
pub struct Resegmentation {
    /// Lower bound.
    pub low: f64,
    /// Upper bound, if any.
    pub high: Option<f64>,
    /// What they are measured in.
    pub mode: RangeMode,
    /// Whether shape, too, is that of the narrowed mask.
    pub shape: bool,
}

/// The voxels of `mask` whose intensity lies within the range, bounds included.
///
/// # Errors
/// At most one voxel remains.
pub fn resegment(image: &Image, mask: &Mask, options: &Resegmentation) -> Result<Mask> {
    let voxels = &image.volume.voxels;
    let inside = || voxels.iter().zip(&mask.voxels).filter(|(_, inside)| **inside).map(|(x, _)| *x);
    let threshold: Box<dyn Fn(f64) -> f64> = match options.mode {
        RangeMode::Absolute => Box::new(|bound| bound),
        RangeMode::Relative => {
            let largest = inside().fold(f64::NEG_INFINITY, f64::max);
            Box::new(move |bound| largest * bound)
        }
        RangeMode::Sigma => {
            let n = inside().count() as f64;
            let mean = inside().sum::<f64>() / n;
            let deviation = (inside().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n).sqrt();
            Box::new(move |bound| mean + deviation * bound)
        }
    };
    let low = threshold(options.low);
    let high = options.high.map_or(f64::INFINITY, &threshold);
    let kept: Vec<bool> =
        voxels.iter().zip(&mask.voxels).map(|(&x, &inside)| inside && x >= low && x <= high).collect();
    let count = kept.iter().filter(|&&kept| kept).count();
    if count <= 1 {
        let expected = format!("more than one voxel from {low} to {high}");
        return Err(Error::new(ErrorKind::Mask, "mask after resegmentation", expected, format!("{count}"))
            .hint("widen resegmentRange, or check resegmentMode"));
    }
    Ok(Volume::new(mask.geometry, kept))
}
