//! Whether a region is large enough for features.

use crate::error::{Error, ErrorKind, Result};
use crate::volume::Region;

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
    let refuse = |expected: String, found: String| {
        Err(Error::new(ErrorKind::Mask, "region", expected, found)
            .hint("check the label, or lower minimumROIDimensions or minimumROISize"))
    };
    let dimensions = region.geometry.size.iter().filter(|&&size| size > 1).count();
    if dimensions == 0 {
        return refuse("more than one voxel".to_owned(), "a single voxel".to_owned());
    }
    if dimensions < minimum.dimensions {
        let found = format!("{dimensions} (box of {:?} voxels)", region.geometry.size);
        return refuse(format!("at least {} dimensions", minimum.dimensions), found);
    }
    match minimum.size {
        Some(size) if region.count <= size => {
            refuse(format!("more than {size} voxels"), format!("{} voxels", region.count))
        }
        _ => Ok(()),
    }
}
