//! One image and one mask become features.

use super::diagnostics::Diagnostics;
use super::prepare::{Prepared, prepare};
use crate::error::{Result, Warning};
use crate::features;
use crate::features::{Class, Entry, Value};
use crate::filter::Derived;
use crate::monitor::Monitor;
use crate::preprocess;
use crate::settings::{ImageType, Settings};
use crate::table::{Feature, FeatureId};
use crate::volume::{Image, LabelMap, Region, Roi};

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

/// What is done before the first image's features, as told to the monitor.
const PREPARATION: [&str; 4] = ["carrying the mask", "normalising", "resampling", "shape"];

/// Features of `image` inside `labels`' voxels of `settings.label`.
///
/// Order, as PyRadiomics': align, normalise, resample or crop, check the region, resegment; shape; then for every
/// image type filter, cut to the region, discretise, first order and texture.
///
/// # Errors
/// The mask does not overlap, is empty, lacks the label, or is too small; memory would be too large; cancelled.
pub fn extract(
    image: &Image,
    labels: &LabelMap,
    settings: &Settings,
    monitor: &dyn Monitor,
) -> Result<Extraction> {
    let images: usize = settings.images.iter().map(|image_type| image_type.filter.images().len()).sum();
    let total = PREPARATION.len() + images;
    let prepare_step = |step: usize| monitor.step(step, total, PREPARATION[step]);
    let mut diagnostics = Diagnostics::new(settings);
    let prepared = prepare(image, labels, settings, &mut diagnostics, &prepare_step)?;
    prepare_step(3)?;
    let mut warnings = settings.warnings.clone();
    warnings.extend(prepared.warnings.iter().cloned());
    let entries = settings.classes.iter().flat_map(|(_, entries)| entries).copied();
    let (mut shape, texture): (Vec<&'static Entry>, Vec<_>) =
        entries.partition(|entry| entry.class.is_shape());
    // Shape comes before shape2D, in whatever order they are enabled.
    shape.sort_by_key(|entry| entry.class);
    warnings.extend(withdrawn(&texture));
    let mut features = shape_features(&prepared.shape_region, &shape, settings, &mut warnings);
    let mut done = PREPARATION.len();
    for image_type in settings.images.iter().filter(|_| !texture.is_empty()) {
        let part = Part { whole: monitor, before: done, total };
        let found = texture_features(&prepared, image_type, &texture, &part)?;
        features.extend(found.0);
        warnings.extend(found.1);
        done += image_type.filter.images().len();
    }
    Ok(Extraction { diagnostics: diagnostics.into_entries(), features, warnings })
}

/// Shape of the region; a class that cannot be had is warned of.
fn shape_features(
    region: &Region,
    wanted: &[&'static Entry],
    settings: &Settings,
    warnings: &mut Vec<Warning>,
) -> Vec<Feature> {
    let flat_axis = settings.flat_axis.filter(|&axis| region.geometry.size[axis] == 1);
    let asked_2d = settings.flat_axis.is_some() && wanted.iter().any(|entry| entry.class == Class::Shape2D);
    if asked_2d && flat_axis.is_none() {
        let message =
            "shape2D was left out: the region is thicker than one voxel across the planes of force2D";
        warnings.push(Warning::new("shape2d-skipped", message));
    }
    named("original", features::shape(region, flat_axis, wanted)).collect()
}

/// First order and texture of every image a filter makes.
fn texture_features(
    prepared: &Prepared,
    image_type: &ImageType,
    wanted: &[&'static Entry],
    monitor: &dyn Monitor,
) -> Result<(Vec<Feature>, Vec<Warning>)> {
    let region = &prepared.region;
    let mut found = Vec::new();
    let mut take = |derived: Derived| {
        let roi = Roi { region: region.clone(), values: derived.values };
        let levels =
            preprocess::discretise(&roi, derived.pixel, image_type.binning).map_err(|mut error| {
                error.thing = format!("{} of image type {}", error.thing, derived.name);
                error
            })?;
        found.extend(named(&derived.name, features::texture(&roi, &levels, &image_type.texture, wanted)));
        Ok(())
    };
    let warnings = image_type.filter.apply(&prepared.image, region, monitor, &mut take)?;
    Ok((found, warnings))
}

/// Features that were asked for by name and that PyRadiomics computes no more.
fn withdrawn<'a>(wanted: &'a [&'static Entry]) -> impl Iterator<Item = Warning> + 'a {
    wanted.iter().filter_map(|entry| {
        let reason = features::withdrawn(entry)?;
        let message = format!("{} {} has no value: it {reason}", entry.class.name(), entry.name);
        Some(Warning::new("feature-withdrawn", message))
    })
}

/// Values with their full names.
fn named<'a>(image_type: &'a str, values: Vec<Value>) -> impl Iterator<Item = Feature> + 'a {
    values.into_iter().map(move |Value { entry, value, note }| Feature {
        id: FeatureId { image_type: image_type.to_owned(), class: entry.class.name(), name: entry.name },
        value,
        note,
    })
}

/// Progress of one filter as part of all.
struct Part<'a> {
    whole: &'a dyn Monitor,
    before: usize,
    total: usize,
}

impl Monitor for Part<'_> {
    fn step(&self, done: usize, _total: usize, what: &str) -> Result<()> {
        self.whole.step(self.before + done, self.total, what)
    }
}
