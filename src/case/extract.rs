//! One image and one mask become features.

use crate::align::Placed;
use crate::case::deep::Lesion;
use crate::case::diagnostics::{Diagnostics, filled, of_image, of_labels};
use crate::case::prepare::{Prepared, prepare};
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::features;
use crate::features::{Class, Entry, Value};
use crate::filter::Derived;
use crate::filter::Filter;
use crate::monitor::Monitor;
use crate::numeric::order;
use crate::preprocess;
use crate::settings::{ImageType, Settings};
use crate::table::{Feature, FeatureId};
use crate::volume::{Image, LabelMap, Region, Roi};
use crate::words::Notice;
use crate::words::Phrase;
use crate::words::RegionProblem;
use crate::words::Task;
use crate::words::Triple;

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

/// Steps before the first image's features, as reported to the monitor.
const PREPARATION: [Task; 4] = [Task::CarryingMask, Task::Normalising, Task::Resampling, Task::Shape];

/// Features of `image` inside `labels`' voxels of `settings.label`.
///
/// Order, as PyRadiomics': align, normalise, resample or crop, check the region, resegment; shape; then for every
/// image type filter, cut to the region, discretise, first order and texture.
///
/// # Errors
/// The mask does not overlap, is empty, lacks the label, or is too small; memory would be too large; cancelled.
///
/// # Examples
/// ```
/// use discern::case::extract;
/// use discern::monitor::Silent;
/// use discern::settings::Settings;
/// use discern::simulate;
///
/// let scan = simulate::scan(1, 0);
/// let settings = Settings::from_yaml("featureClass: {firstorder: [Mean, Entropy]}")?;
/// let found = extract(&scan.images[0], &scan.mask, &settings, &Silent)?;
/// let names: Vec<String> = found.features.iter().map(|feature| feature.id.to_string()).collect();
/// assert_eq!(names, ["original_firstorder_Mean", "original_firstorder_Entropy"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn extract(
    image: &Image,
    labels: &LabelMap,
    settings: &Settings,
    monitor: &dyn Monitor,
) -> Result<Extraction> {
    let work = Work::prepare(image, labels, settings, monitor)?;
    let found: Result<Vec<_>> = (0..work.parts()).map(|part| work.compute(part, monitor)).collect();
    Ok(work.finish(found?.concat()))
}

/// An extraction that is prepared, and taken apart into parts that need nothing of each other: whatever computes them,
/// in whatever order, the result is the same to the last bit.
pub struct Work {
    /// Image and mask as they came, where their diagnostics are wanted.
    given: Option<(Image, LabelMap)>,
    prepared: Prepared,
    settings: Settings,
    diagnostics: Vec<(String, serde_json::Value)>,
    wanted: Wanted,
    /// The parts between shape, which is the first, and what the image was, which is the last where it is wanted.
    parts: Vec<Part>,
    /// Steps reported to the monitor.
    total: usize,
}

/// The features that settings enable.
struct Wanted {
    shape: Vec<&'static Entry>,
    texture: Vec<&'static Entry>,
}

impl Wanted {
    fn of(settings: &Settings) -> Self {
        let entries = settings.classes.iter().flat_map(|(_, entries)| entries).copied();
        let (mut shape, texture): (Vec<&'static Entry>, Vec<_>) =
            entries.partition(|entry| entry.class.is_shape());
        // Shape comes before shape2D, in whatever order they are enabled.
        order::sort(&mut shape, &|a, b| a.class.cmp(&b.class));
        Self { shape, texture }
    }
}

/// Some images of an image type.
struct Part {
    /// Place of the image type among the settings'.
    image_type: usize,
    filter: Filter,
    /// Images of parts before this one.
    before: usize,
    /// Place of each of its images among all.
    places: Vec<usize>,
}

/// Features of one image, or of shape, with their place in the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Pieces are put together in ascending order of it.
    pub place: usize,
    /// In the order of the catalogue.
    pub features: Vec<Feature>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// Entries of the diagnostics that needed a pass over all voxels.
    pub diagnostics: Vec<(String, serde_json::Value)>,
}

impl Found {
    fn nothing(place: usize) -> Self {
        Self { place, features: Vec::new(), warnings: Vec::new(), diagnostics: Vec::new() }
    }
}

/// Seconds a voxel of the region: first order and texture of one image at 64 grey levels (docs/performance.md, Growth).
const REGION_VOXEL_S: f64 = 200e-9;
/// Seconds a voxel of the region's box and what a filter reads around it: one image of a bank of wavelets.
const BOX_VOXEL_S: f64 = 50e-9;

/// What the images of some parts take on one thread, by the size of their region.
fn seconds_of(parts: &[Part], region: &Region) -> f64 {
    let inside = region.count as f64;
    let an_image = REGION_VOXEL_S * inside + BOX_VOXEL_S * region.geometry.voxels() as f64;
    parts.iter().map(|part| part.places.len() as f64 * an_image + part.filter.voxel_s() * inside).sum()
}

impl Work {
    /// Everything up to the region that features are computed from.
    ///
    /// # Errors
    /// As [`extract`].
    pub fn prepare(
        image: &Image,
        labels: &LabelMap,
        settings: &Settings,
        monitor: &dyn Monitor,
    ) -> Result<Self> {
        let mut diagnostics = Diagnostics::new(settings);
        let wanted = Wanted::of(settings);
        let parts = parts(settings, &wanted);
        let images: usize = parts.iter().map(|part| part.places.len()).sum();
        let total = PREPARATION.len() + images;
        let step = |step: usize| monitor.step(step, total, PREPARATION[step].clone());
        let lesion = Lesion { image, labels, label: settings.label };
        let prepared = prepare(lesion, settings, &mut diagnostics, &step)?;
        monitor.ahead(seconds_of(&parts, &prepared.region));
        let diagnostics = diagnostics.into_entries();
        let given = settings.additional_info.then(|| (image.clone(), labels.clone()));
        Ok(Self { given, prepared, settings: settings.clone(), diagnostics, wanted, parts, total })
    }

    /// The region on the image as it came.
    pub(super) fn placed(&self) -> &Placed {
        &self.prepared.placed
    }

    /// Number of parts.
    pub fn parts(&self) -> usize {
        1 + self.parts.len() + usize::from(self.given.is_some())
    }

    /// Computes one part.
    ///
    /// # Errors
    /// Memory would be too large; cancelled.
    pub fn compute(&self, part: usize, monitor: &dyn Monitor) -> Result<Vec<Found>> {
        let Some(part) = part.checked_sub(1) else {
            monitor.step(3, self.total, Task::Shape)?;
            return Ok(vec![self.shape()?]);
        };
        let Some(part) = self.parts.get(part) else {
            let diagnostics = self.given.as_ref().map_or(Vec::new(), |(image, _)| of_image(image));
            return Ok(vec![Found { diagnostics, ..Found::nothing(0) }]);
        };
        let monitor = Steps { whole: monitor, before: PREPARATION.len() + part.before, total: self.total };
        let image_type = &self.settings.images[part.image_type];
        texture_features(&self.prepared, (image_type, part), &self.wanted.texture, &monitor)
    }

    /// Puts together what the parts gave, in any order.
    #[must_use]
    pub fn finish(self, mut found: Vec<Found>) -> Extraction {
        order::sort(&mut found, &|a, b| a.place.cmp(&b.place));
        let diagnostics = found.iter_mut().flat_map(|found| std::mem::take(&mut found.diagnostics)).collect();
        let (features, warnings): (Vec<_>, Vec<_>) =
            found.into_iter().map(|found| (found.features, found.warnings)).unzip();
        Extraction {
            diagnostics: filled(self.diagnostics, diagnostics),
            features: features.into_iter().flatten().collect(),
            warnings: warnings.into_iter().flatten().collect(),
        }
    }

    /// Shape, what the preparation has to say, and what the mask was.
    fn shape(&self) -> Result<Found> {
        let mut warnings = self.settings.warnings.clone();
        warnings.extend(self.prepared.warnings.iter().cloned());
        warnings.extend(withdrawn(&self.wanted.texture));
        let region = &self.prepared.shape_region;
        let features = shape_features(region, &self.wanted.shape, &self.settings, &mut warnings)?;
        let diagnostics = self.given.as_ref().map_or(Vec::new(), |(_, labels)| of_labels(labels));
        Ok(Found { place: 0, features, warnings, diagnostics })
    }
}

/// How many parts the work of an extraction has by these settings.
pub fn count_parts(settings: &Settings) -> usize {
    1 + parts(settings, &Wanted::of(settings)).len()
}

/// The parts of all image types; places count from 1.
fn parts(settings: &Settings, wanted: &Wanted) -> Vec<Part> {
    let (mut parts, mut before) = (Vec::new(), 0);
    if wanted.texture.is_empty() {
        return parts;
    }
    for (place, image_type) in settings.images.iter().enumerate() {
        let images = image_type.filter.images();
        let first = before + 1;
        for filter in image_type.filter.parts() {
            let at = |name: &String| first + images.iter().position(|image| image == name).unwrap_or(0);
            let places: Vec<usize> = filter.images().iter().map(at).collect();
            let count = places.len();
            parts.push(Part { image_type: place, filter, before, places });
            before += count;
        }
    }
    parts
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
        None if asked => warnings.push(Notice::Shape2dSkipped { why: Phrase::NeedsForce2d }.into()),
        Some(axis) if region.geometry.size[2 - axis] == 1 => {
            let why = Phrase::NoShape2dThere { size: Triple([x, y, z]), dimension: 2 - axis };
            warnings.push(Notice::Shape2dSkipped { why }.into());
        }
        Some(axis) if region.geometry.size[axis] > 1 => {
            let axis = ["x", "y", "z"][axis];
            return Err(RegionProblem::NotFlat { axis, size: Triple([x, y, z]) }.into());
        }
        _ => flat = flat_axis,
    }
    Ok(named("original", features::shape(region, flat, wanted)).collect())
}

/// First order and texture of every image of a part; the filter's warnings stand with the first.
fn texture_features(
    prepared: &Prepared,
    (image_type, part): (&ImageType, &Part),
    wanted: &[&'static Entry],
    monitor: &dyn Monitor,
) -> Result<Vec<Found>> {
    let region = &prepared.region;
    let names = part.filter.images();
    let first = part.places.first().copied().unwrap_or(part.before + 1);
    let mut found = vec![Found::nothing(first)];
    let mut take = |derived: Derived| {
        let roi = Roi { region, values: derived.values };
        let of_image_type = |error: Error| error.of_image_type(&derived.name);
        let values = match preprocess::discretise(&roi, derived.pixel, image_type.binning) {
            Ok(levels) => {
                features::check(&levels, &image_type.texture, wanted).map_err(of_image_type)?;
                features::texture(&roi, &levels, &image_type.texture, wanted)
            }
            // The scan itself must have numbers; what a filter makes of it may have none.
            Err(error) if error.kind == ErrorKind::Malformed && !image_type.filter.is_original() => {
                features::undefined(wanted)
            }
            Err(error) => return Err(of_image_type(error)),
        };
        let place = names.iter().position(|name| *name == derived.name).map_or(first, |at| part.places[at]);
        found.push(Found { features: named(&derived.name, values).collect(), ..Found::nothing(place) });
        Ok(())
    };
    let warnings = part.filter.apply(&prepared.image, region, monitor, &mut take)?;
    found[0].warnings = warnings;
    Ok(found)
}

/// Features that were asked for by name and that PyRadiomics computes no more.
fn withdrawn<'a>(wanted: &'a [&'static Entry]) -> impl Iterator<Item = Warning> + 'a {
    wanted.iter().filter_map(|entry| {
        let why = entry.withdrawn()?;
        Some(Notice::FeatureWithdrawn { class: entry.class.name(), feature: entry.name, why }.into())
    })
}

/// Values with their full names.
fn named<'a>(image_type: &'a str, values: Vec<Value>) -> impl Iterator<Item = Feature> + 'a {
    values.into_iter().map(move |Value { entry, value, reason }| Feature {
        id: FeatureId {
            image_type: image_type.to_owned(),
            class: entry.class.name().into(),
            name: entry.name.into(),
        },
        value,
        reason,
    })
}

/// Progress of one part as part of all.
struct Steps<'a> {
    whole: &'a dyn Monitor,
    before: usize,
    total: usize,
}

impl Monitor for Steps<'_> {
    fn step(&self, done: usize, _total: usize, next: Task) -> Result<()> {
        self.whole.step(self.before + done, self.total, next)
    }
}
