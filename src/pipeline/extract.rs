//! One image and one mask become features.

use crate::align;
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::features;
use crate::features::{Entry, Value};
use crate::monitor::Monitor;
use crate::preprocess;
use crate::settings::Settings;
use crate::table::{Feature, FeatureId};
use crate::volume::{Image, LabelMap, Mask, Region};

/// Features of one image and region with what was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Extraction {
    /// `diagnostics_*` as PyRadiomics names them, in its order.
    pub diagnostics: Vec<(String, serde_json::Value)>,
    /// Features in PyRadiomics' order: image types as enabled, classes, names ascending.
    pub features: Vec<Feature>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// Features of `image` inside `labels`' voxels of `settings.label`.
///
/// # Errors
/// The mask does not overlap, is empty, lacks the label, or is too small; memory would be too large; cancelled.
pub fn extract(
    image: &Image,
    labels: &LabelMap,
    settings: &Settings,
    monitor: &dyn Monitor,
) -> Result<Extraction> {
    monitor.step(0, 1, "original")?;
    let (mask, warnings) = align::mask_on_grid(&image.volume.geometry, labels, settings.label)?;
    let options = &settings.preprocess;
    let normalised =
        options.normalisation.map(|options| preprocess::normalise(image, options)).transpose()?;
    let image = normalised.as_ref().unwrap_or(image);
    let mut region = region_of(&mask)?;
    preprocess::check_size(&region, options.minimum)?;
    let mut shape_region = region.clone();
    if let Some(resegmentation) = &options.resegmentation {
        region = region_of(&preprocess::resegment(image, &mask, resegmentation)?)?;
        preprocess::check_size(&region, options.minimum)?;
        if resegmentation.shape {
            shape_region = region.clone();
        }
    }
    let mut features = Vec::new();
    let (shape, texture): (Vec<&'static Entry>, Vec<_>) =
        settings.classes.iter().flat_map(|(_, entries)| entries).partition(|entry| entry.class.is_shape());
    features.extend(named("original", features::shape(&shape_region, None, &shape)));
    let roi = region.roi(&image.volume);
    let levels = preprocess::discretise(&roi, image.pixel, settings.images[0].binning)?;
    features.extend(named("original", features::texture(&roi, &levels, &settings.images[0].texture, &texture)));
    Ok(Extraction { diagnostics: Vec::new(), features, warnings })
}

fn region_of(mask: &Mask) -> Result<Region> {
    Region::of(mask).ok_or_else(|| Error::new(ErrorKind::Mask, "mask", "a voxel of the label", "none"))
}

/// Values with their full names.
fn named(image_type: &str, values: Vec<Value>) -> impl Iterator<Item = Feature> {
    values.into_iter().map(move |Value { entry, value, note }| Feature {
        id: FeatureId { image_type: image_type.to_owned(), class: entry.class.name(), name: entry.name },
        value,
        note,
    })
}
