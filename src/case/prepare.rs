//! From an image and a label map to the image and region that features are computed from, in PyRadiomics' order.

use std::borrow::Cow;

use crate::align;
use crate::case::diagnostics::Diagnostics;
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::preprocess;
use crate::preprocess::{Plan, Resampling};
use crate::settings::Settings;
use crate::volume::{Geometry, Image, LabelMap, Mask, Region, Volume};

/// What filters and features look at.
pub(super) struct Prepared<'a> {
    /// Normalised, resampled or cropped.
    pub image: Cow<'a, Image>,
    /// For filters and texture: resegmented.
    pub region: Region,
    /// For shape.
    pub shape_region: Region,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// The mask on the image's grid, and on its own.
struct Masks<'a> {
    on_image: Mask,
    own: &'a LabelMap,
    own_region: Region,
    /// The mask's grid is another than the image's.
    carried: bool,
}

/// 1 align, 2 normalise, 3 resample or crop, 4 check, 5 resegment. `step` is told before each of the first three.
pub(super) fn prepare<'a>(
    image: Cow<'a, Image>,
    labels: &LabelMap,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
    step: &dyn Fn(usize) -> Result<()>,
) -> Result<Prepared<'a>> {
    let options = &settings.preprocess;
    step(0)?;
    let labels = settings.grid.applied(&image.volume.geometry, labels)?;
    let labels = labels.as_ref();
    let (on_image, warnings) = align::mask_on_grid(&image.volume.geometry, labels, settings.label)?;
    let carried = !warnings.is_empty();
    let region = region_of(&on_image)?;
    let own_region = if carried {
        let own_voxels = labels.voxels.iter().map(|&voxel| voxel == settings.label).collect();
        region_of(&Volume::new(labels.geometry, own_voxels))?
    } else {
        // The same voxels on a grid that is the same but for rounding.
        let geometry = labels.geometry.cropped(region.low, region.geometry.size);
        Region { geometry, ..region.clone() }
    };
    diagnostics.original(&image, labels, &own_region);
    let masks = Masks { on_image, own: labels, own_region, carried };
    step(1)?;
    let image = match options.normalisation {
        Some(normalisation) => Cow::Owned(preprocess::normalise(&image, normalisation)?),
        None => image,
    };
    step(2)?;
    let (image, mask, mut region) = if let Some(resampling) = &options.resampling {
        let (image, mask) = masks.resampled(&image, settings.label, resampling)?;
        diagnostics.interpolated(&image, &mask);
        let region = region_of(&mask)?;
        (Cow::Owned(image), mask, region)
    } else {
        if masks.carried {
            diagnostics.mask("corrected", &image.volume, &region);
        }
        match options.crop {
            Some(padding) => {
                let (image, mask) = preprocess::crop_to_region(&image, &masks.on_image, &region, padding);
                let region = region_of(&mask)?;
                (Cow::Owned(image), mask, region)
            }
            None => (image, masks.on_image, region),
        }
    };
    preprocess::check_size(&region, options.minimum)?;
    let mut shape_region = region.clone();
    if let Some(resegmentation) = &options.resegmentation {
        region = region_of(&preprocess::resegment(&image, &mask, resegmentation)?)?;
        preprocess::check_size(&region, options.minimum)?;
        diagnostics.mask("resegmented", &image.volume, &region);
        shape_region = match resegmentation.shape {
            true => region.clone(),
            // PyRadiomics cuts the whole mask to the box of the narrowed one.
            false => region_of(&within(mask, &region))?,
        };
    }
    Ok(Prepared { image, region, shape_region, warnings })
}

impl Masks<'_> {
    /// Image and mask on the new grid. It follows the mask's own axes, as PyRadiomics' does, unless the region
    /// reaches beyond the image: then those of the mask on the image's grid, which is cut off there.
    fn resampled(&self, image: &Image, label: i32, options: &Resampling) -> Result<(Image, Mask)> {
        let grid = &image.volume.geometry;
        let on_own = (self.own_region.low, self.own_region.geometry.size);
        if !self.carried || preprocess::box_inside(grid, &self.own.geometry, on_own) {
            self.onto(image, (self.own, label), on_own, options)
        } else {
            let region = region_of(&self.on_image)?;
            self.onto(image, (&self.on_image, true), (region.low, region.geometry.size), options)
        }
    }

    fn onto<T: Copy + PartialEq>(
        &self,
        image: &Image,
        (map, inside): (&Volume<T>, T),
        region_box: ([usize; 3], [usize; 3]),
        options: &Resampling,
    ) -> Result<(Image, Mask)> {
        match preprocess::plan(&image.volume.geometry, &map.geometry, region_box, options) {
            Plan::Crop => {
                let region = region_of(&self.on_image)?;
                Ok(preprocess::crop_to_region(image, &self.on_image, &region, options.padding))
            }
            Plan::Onto(grid) => {
                let mask = preprocess::resample_mask(map, inside, &grid)?;
                Ok((preprocess::resample_image(image, &grid, options.interpolator)?, mask))
            }
        }
    }
}

/// The mask without its voxels outside the region's box.
fn within(mut mask: Mask, region: &Region) -> Mask {
    let [nx, ny, _] = mask.geometry.size;
    let inside = |at: usize, axis: usize| {
        (region.low[axis]..region.low[axis] + region.geometry.size[axis]).contains(&at)
    };
    for (index, voxel) in mask.voxels.iter_mut().enumerate().filter(|(_, voxel)| **voxel) {
        *voxel = inside(index % nx, 0) && inside(index / nx % ny, 1) && inside(index / nx / ny, 2);
    }
    mask
}

/// The region of a mask that may have lost all its voxels.
fn region_of(mask: &Mask) -> Result<Region> {
    Region::of(mask).ok_or_else(|| {
        let [x, y, z] = mask.geometry.spacing_mm;
        let grid: &Geometry = &mask.geometry;
        let found = format!("none of {} voxels of {x} x {y} x {z} mm", grid.voxels());
        Error::new(ErrorKind::Mask, "mask", "a voxel of the label", found)
            .hint("the region may be smaller than a voxel of the new grid")
    })
}
