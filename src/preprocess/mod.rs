//! Stage 3: intensities and grid are made comparable.

mod check;
mod crop;
mod discretise;
mod normalise;
mod resample;
mod resegment;

pub use check::{Minimum, check_size};
pub use crop::crop_to_region;
pub use discretise::{Binning, MAX_LEVELS, discretise};
pub use normalise::{Normalisation, normalise};
pub use resample::{Interpolator, Plan, Resampling, box_inside, plan, resample_image, resample_region};
pub use resegment::{RangeMode, Resegmentation, resegment};

/// What is done to an image and its mask before filters and features, in this order.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// 1. Whole image to z-scores; `None`: intensities stay, and integers stay integers.
    pub normalisation: Option<Normalisation>,
    /// 2. New spacing around the region; `None`: the image's grid stays, whole.
    pub resampling: Option<Resampling>,
    /// 3. Without resampling: cut the image to the region and this margin (voxels); `None`: it stays whole.
    pub crop: Option<usize>,
    /// 4. The region must be at least this large, before and after resegmentation.
    pub minimum: Minimum,
    /// 5. Narrow the mask to a range of intensities; `None`: the mask stays.
    pub resegmentation: Option<Resegmentation>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            normalisation: None,
            resampling: None,
            crop: None,
            minimum: Minimum { dimensions: 2, size: None },
            resegmentation: None,
        }
    }
}
