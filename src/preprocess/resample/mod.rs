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
use crate::volume::{Geometry, Image, Mask, Pixel, Volume};
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
    let lines = Lines::between(grid, &image.volume.geometry);
    let sampler = Sampler::new(&image.volume, interpolator, &lines);
    let mut voxels = Vec::with_capacity(grid.voxels());
    for z in 0..grid.size[2] {
        for y in 0..grid.size[1] {
            let line = lines.line(y, z);
            for x in 0..grid.size[0] {
                voxels.push(sampler.at(line.at(x)).map_or(0.0, |value| cast(value, image.pixel)));
            }
        }
    }
    Ok(Image { pixel: image.pixel, volume: Volume::new(*grid, voxels) })
}

/// The voxels of `map` that are `inside` on `grid`: nearest neighbour; none outside the map.
///
/// # Errors
/// The grid has too many voxels.
pub fn resample_mask<T: Copy + PartialEq>(map: &Volume<T>, inside: T, grid: &Geometry) -> Result<Mask> {
    grid::check_size(grid)?;
    let lines = Lines::between(grid, &map.geometry);
    let mut voxels = Vec::with_capacity(grid.voxels());
    for z in 0..grid.size[2] {
        for y in 0..grid.size[1] {
            let line = lines.line(y, z);
            for x in 0..grid.size[0] {
                let nearest = interpolate::nearest(line.at(x), map.geometry.size);
                voxels.push(nearest.is_some_and(|voxel| map.voxels[map.geometry.index(voxel)] == inside));
            }
        }
    }
    Ok(Volume::new(*grid, voxels))
}

/// A value as ITK stores it in a voxel type: cut to the type's range, then towards 0.
fn cast(value: f64, pixel: Pixel) -> f64 {
    let (low, high) = pixel.range();
    match pixel {
        Pixel::F64 => value,
        Pixel::F32 => f64::from(value as f32),
        _ => value.clamp(low, high).trunc() + 0.0,
    }
}
