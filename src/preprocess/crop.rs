//! Image and mask are cut to the region and a margin.

use crate::volume::{Geometry, Image, Mask, Region, Volume, crop};

/// Image and mask, on one grid, cut to the region's box and `padding` voxels around it, as far as there are any.
pub fn crop_to_region(image: &Image, mask: &Mask, region: &Region, padding: usize) -> (Image, Mask) {
    let grid = &mask.geometry;
    let low: [usize; 3] = region.low.map(|low| low.saturating_sub(padding));
    let size: [usize; 3] = std::array::from_fn(|axis| {
        let end = region.low[axis] + region.geometry.size[axis];
        end.saturating_add(padding).min(grid.size[axis]) - low[axis]
    });
    let cut: Geometry = grid.cropped(low, size);
    let image = Image { pixel: image.pixel, volume: Volume::new(cut, crop(&image.volume, low, size)) };
    (image, Volume::new(cut, crop(mask, low, size)))
}
