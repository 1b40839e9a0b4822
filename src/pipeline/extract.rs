//! One image and one mask become features.

use super::diagnostics::Diagnostics;
use super::prepare::{Prepared, prepare};
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::features;
use crate::features::{Class, Entry, Value};
use crate::filter::Derived;
use crate::filter::Filter;
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
    let mut features = shape_features(&prepared.shape_region, &shape, settings, &mut warnings)?;
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

/// Shape of the region.
///
/// PyRadiomics 3.0.1 counts `force2Ddimension` along z, y, x where it measures and along x, y, z where it decides whether
/// to: a region that it passes over there is passed over here, with a warning, and one it refuses is refused.
///
/// # Errors
/// shape2D is wanted of a region that is thicker than one voxel.
fn shape_features(
    region: &Region,
    wanted: &[&'static Entry],
    settings: &Settings,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<Feature>> {
    let asked = wanted.iter().any(|entry| entry.class == Class::Shape2D);
    let flat_axis = settings.flat_axis.filter(|_| asked);
    let [x, y, z] = region.geometry.size;
    let mut flat = None;
    match flat_axis {
        None if asked => {
            warnings.push(Warning::new("shape2d-skipped", "shape2D was left out: it needs force2D"))
        }
        Some(axis) if region.geometry.size[2 - axis] == 1 => {
            let message = format!(
                "shape2D was left out: PyRadiomics 3.0.1 has none for a region of {x} x {y} x {z} voxels and \
                 force2Ddimension {}",
                2 - axis
            );
            warnings.push(Warning::new("shape2d-skipped", message));
        }
        Some(axis) if region.geometry.size[axis] > 1 => {
            let expected =
                format!("one voxel thick along {}, the axis of force2Ddimension", ["x", "y", "z"][axis]);
            let found = format!("a box of {x} x {y} x {z} voxels");
            return Err(Error::new(ErrorKind::Mask, "region for shape2D", expected, found)
                .hint("leave shape2D out of featureClass, or segment a single slice"));
        }
        _ => flat = flat_axis,
    }
    Ok(named("original", features::shape(region, flat, wanted)).collect())
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
        let of_image_type = |mut error: Error| {
            error.thing = format!("{} of image type {}", error.thing, derived.name);
            error
        };
        let values = match preprocess::discretise(&roi, derived.pixel, image_type.binning) {
            Ok(levels) => {
                features::check(&levels, &image_type.texture, wanted).map_err(of_image_type)?;
                features::texture(&roi, &levels, &image_type.texture, wanted)
            }
            // The scan itself must have numbers; what a filter makes of it may have none.
            Err(error) if error.kind == ErrorKind::Malformed && image_type.filter != Filter::Original => {
                features::undefined(wanted)
            }
            Err(error) => return Err(of_image_type(error)),
        };
        found.extend(named(&derived.name, values));
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
    values.into_iter().map(move |Value { entry, value, reason }| Feature {
        id: FeatureId { image_type: image_type.to_owned(), class: entry.class.name(), name: entry.name },
        value,
        reason,
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
