//! Image and region are cut to the region and a margin.

use crate::volume::{Image, Region};

/// The image cut to the region's box and `padding` voxels around it, as far as there are any, and the region on it.
pub fn crop_to_region(image: &Image, region: &Region, padding: usize) -> (Image, Region) {
    let grid = &image.geometry;
    let low: [usize; 3] = region.low.map(|low| low.saturating_sub(padding));
    let size: [usize; 3] = std::array::from_fn(|axis| {
        let end = region.low[axis] + region.geometry.size[axis];
        end.saturating_add(padding).min(grid.size[axis]) - low[axis]
    });
    let image = image.cropped(low, size);
    let low = std::array::from_fn(|axis| region.low[axis] - low[axis]);
    let geometry = image.geometry.cropped(low, region.geometry.size);
    (image, Region { geometry, low, ..region.clone() })
}
