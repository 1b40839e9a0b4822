//! Stage 3: intensities and grid are made comparable.

mod check;
mod discretise;
mod normalise;
mod resegment;

pub use check::{Minimum, check_size};
pub use discretise::{Binning, MAX_LEVELS, discretise};
pub use normalise::{Normalisation, normalise};
pub use resegment::{RangeMode, Resegmentation, resegment};

/// What is done to an image and its mask before features, in this order.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// 1. Whole image to z-scores; `None`: intensities stay, and integers stay integers.
    pub normalisation: Option<Normalisation>,
    /// 2. Narrow the mask to a range of intensities; `None`: the mask stays.
    pub resegmentation: Option<Resegmentation>,
    /// 3. The region must be at least this large, before and after resegmentation.
    pub minimum: Minimum,
}

impl Default for Options {
    fn default() -> Self {
        Self { normalisation: None, resegmentation: None, minimum: Minimum { dimensions: 2, size: None } }
    }
}
