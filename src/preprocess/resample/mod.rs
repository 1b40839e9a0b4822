//! Image and mask are put on a grid of chosen spacing around the region.
//!
//! The grid has the mask's axes; its first voxel's corner lies on a multiple of the new spacing from the corner of the
//! mask's first voxel; it covers the region's box and a margin. Masks take the nearest voxel. The image keeps its
//! voxel type: what is interpolated in an integer image is cut to a whole number (towards 0), as ITK does.

mod grid;
mod interpolate;
mod kernel;

pub use grid::{Plan, box_inside, plan};
pub use kernel::Interpolator;

use crate::error::Result;
use crate::volume::{Geometry, Image, Region};
use grid::Lines;
use interpolate::Sampler;

/// `resampledPixelSpacing`, `interpolator`, `padDistance`.
#[derive(Debug, Clone, PartialEq)]
pub struct Resampling {
    /// New spacing along the mask's x, y, z; 0 keeps the mask's.
    pub spacing_mm: [f64; 3],
    /// How image values between voxels are found.
    pub interpolator: Interpolator,
    /// Margin around the region's box, voxels of the new grid.
    pub padding: usize,
}

/// The image on `grid`; 0 outside it.
///
/// # Errors
/// The grid has too many voxels.
pub fn resample_image(image: &Image, grid: &Geometry, interpolator: Interpolator) -> Result<Image> {
    grid::check_size(grid)?;
    let lines = Lines::between(grid, &image.geometry);
    let sampler = Sampler::new(image, interpolator, &lines);
    let value = |position| sampler.at(position).unwrap_or(0.0);
    Ok(Image::new(image.pixel(), *grid, lines.positions().map(value).collect()))
}

/// The voxels of `grid` whose centres fall into voxels of `region`, which lies on `own`: nearest neighbour. `None` where
/// there is none.
///
/// # Errors
/// The grid has too many voxels.
pub fn resample_region(region: &Region, own: &Geometry, grid: &Geometry) -> Result<Option<Region>> {
    grid::check_size(grid)?;
    let lines = Lines::between(grid, own);
    let within =
        |position| interpolate::nearest(position, own.size).is_some_and(|voxel| region.contains(voxel));
    let inside: Vec<bool> = lines.positions().map(within).collect();
    Ok(Region::tight(grid, ([0; 3], grid.size), &inside, |&inside| inside))
}
