//! From an image and a label map to the image and region that features are computed from, in PyRadiomics' order.

use crate::align;
use crate::align::Placed;
use crate::case::deep::Lesion;
use crate::case::diagnostics::Diagnostics;
use crate::error::{Error, Result, Warning};
use crate::preprocess;
use crate::preprocess::{Plan, Resampling};
use crate::settings::Settings;
use crate::volume::{Geometry, Image, Region};
use crate::words::Phrase;
use crate::words::RegionProblem;
use crate::words::Triple;

/// What filters and features look at.
pub(super) struct Prepared {
    /// Normalised, resampled or cropped.
    pub image: Image,
    /// For filters and texture: resegmented.
    pub region: Region,
    /// For shape.
    pub shape_region: Region,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// The region as it was carried to the image as it came.
    pub placed: Placed,
}

/// Image and region for features: 1 align, 2 normalise, 3 resample or crop, 4 check, 5 resegment. `step` is called before each
/// of the first three, with its number from 0 on.
pub(super) fn prepare(
    lesion: Lesion<'_>,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
    step: &dyn Fn(usize) -> Result<()>,
) -> Result<Prepared> {
    let Lesion { image, labels, label } = lesion;
    let options = &settings.preprocess;
    step(0)?;
    let labels = settings.grid.applied(&image.geometry, labels)?;
    let placed = align::place(&image.geometry, &labels, label)?;
    let (voxels, of) = (image.gaps(&placed.on_image), placed.on_image.count);
    if voxels > 0 {
        return Err(RegionProblem::NoNumbers { found: Phrase::VoxelsNotFinite { voxels, of } }.into());
    }
    diagnostics.original(image, &labels, &placed.own);
    step(1)?;
    let image = match options.normalisation {
        Some(normalisation) => preprocess::normalise(image, normalisation)?,
        None => image.clone(),
    };
    step(2)?;
    let (image, mut region) = if let Some(resampling) = &options.resampling {
        let (image, region) = resampled(&image, &placed, &labels.geometry, resampling)?;
        diagnostics.interpolated(&image, &region);
        (image, region)
    } else {
        if placed.is_carried() {
            diagnostics.mask("corrected", &image, &placed.on_image);
        }
        match options.crop {
            Some(padding) => preprocess::crop_to_region(&image, &placed.on_image, padding),
            None => (image, placed.on_image.clone()),
        }
    };
    preprocess::check_size(&region, options.minimum)?;
    let mut shape_region = region.clone();
    if let Some(resegmentation) = &options.resegmentation {
        region = preprocess::resegment(&image, &region, resegmentation)?;
        preprocess::check_size(&region, options.minimum)?;
        diagnostics.mask("resegmented", &image, &region);
        shape_region = match resegmentation.shape {
            true => region.clone(),
            // PyRadiomics cuts the whole mask to the box of the narrowed one.
            false => {
                shape_region.within(&image.geometry, &region).ok_or_else(|| none_left(&image.geometry))?
            }
        };
    }
    let warnings = placed.warnings.clone();
    Ok(Prepared { image, region, shape_region, warnings, placed })
}

/// Image and region on the new grid. It follows the mask's own axes, as PyRadiomics' does, unless the region reaches
/// beyond the image: then those of the image's grid, where the region is cut off.
fn resampled(
    image: &Image,
    placed: &Placed,
    own_grid: &Geometry,
    options: &Resampling,
) -> Result<(Image, Region)> {
    let Placed { on_image, own, .. } = placed;
    let on_own = (own.low, own.geometry.size);
    let (region, grid) =
        match !placed.is_carried() || preprocess::box_inside(&image.geometry, own_grid, on_own) {
            true => (own, own_grid),
            false => (on_image, &image.geometry),
        };
    match preprocess::plan(&image.geometry, grid, (region.low, region.geometry.size), options) {
        Plan::Crop => Ok(preprocess::crop_to_region(image, on_image, options.padding)),
        Plan::Onto(new) => {
            let region = preprocess::resample_region(region, grid, &new)?.ok_or_else(|| none_left(&new))?;
            Ok((preprocess::resample_image(image, &new, options.interpolator)?, region))
        }
    }
}

/// A region has lost all its voxels on a grid.
fn none_left(grid: &Geometry) -> Error {
    RegionProblem::NoVoxelOnGrid { voxels: grid.voxels(), spacing: Triple(grid.spacing_mm) }.into()
}
