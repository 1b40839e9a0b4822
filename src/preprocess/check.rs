//! Whether a region is large enough for features.

use crate::error::Result;
use crate::volume::Region;
use crate::words::RegionProblem;

/// `minimumROIDimensions` and `minimumROISize`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minimum {
    /// Least number of axes along which the region is longer than one voxel, 1 to 3.
    pub dimensions: usize,
    /// The region must have more voxels than this.
    pub size: Option<usize>,
}

/// # Errors
/// The region is one voxel, has too few dimensions or too few voxels.
pub fn check_size(region: &Region, minimum: Minimum) -> Result<()> {
    let dimensions = region.geometry.size.iter().filter(|&&size| size > 1).count();
    if dimensions == 0 {
        return Err(RegionProblem::SingleVoxel.into());
    }
    if dimensions < minimum.dimensions {
        let size = format!("{:?}", region.geometry.size);
        return Err(RegionProblem::TooFewDimensions { least: minimum.dimensions, dimensions, size }.into());
    }
    match minimum.size {
        Some(size) if region.count <= size => {
            Err(RegionProblem::TooFewVoxels { more_than: size, voxels: region.count }.into())
        }
        _ => Ok(()),
    }
}
