//! The mask is narrowed to a range of intensities.

use crate::error::Result;
use crate::volume::{Image, Region};
use crate::words::RegionProblem;

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

/// The voxels of `region` whose intensity lies within the range, bounds included.
///
/// # Errors
/// At most one voxel remains.
pub fn resegment(image: &Image, region: &Region, options: &Resegmentation) -> Result<Region> {
    let roi = region.roi(image);
    let inside = || roi.inside();
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
    let kept: Vec<bool> = roi.values.iter().map(|&x| x >= low && x <= high).collect();
    match region.narrowed(&image.geometry, &kept) {
        Some(kept) if kept.count > 1 => Ok(kept),
        few => {
            let [low, high] = [low, high].map(|bound| bound.to_string());
            Err(RegionProblem::ResegmentedAway { low, high, voxels: few.map_or(0, |kept| kept.count) }.into())
        }
    }
}
