//! Checked plain values become options of the stages.

use serde_json::{Map, Value, json};

use super::check::File;
use super::{Configuration, ImageType, Settings, default_features, keys};
use crate::align::GridRule;
use crate::error::{Error, Warning};
use crate::features::{Class, Entry, Neighbourhood, Norm, TextureOptions, find};
use crate::filter::Filter;
use crate::preprocess::{
    Binning, Interpolator, Minimum, Normalisation, Options, RangeMode, Resampling, Resegmentation,
};

/// Settings of a file that has passed the checks.
pub(super) fn settings(file: File) -> Result<Settings, Vec<Error>> {
    let File { settings, mut image_types, classes, resampling_off, mut warnings } = file;
    if image_types.is_empty() {
        image_types.insert("Original".to_owned(), json!({}));
    }
    let read = Reading(&settings);
    if read.has("binWidth") && read.has("binCount") {
        warn(&mut warnings, "setting binWidth has no effect: binCount is set");
    }
    if read.has("removeOutliers") && !read.flag("normalize", false) {
        warn(&mut warnings, "setting removeOutliers has no effect without normalize");
    }
    let mut images = Vec::new();
    let mut problems = Vec::new();
    for (name, own) in &image_types {
        let mut merged = settings.clone();
        merged.extend(own.as_object().cloned().unwrap_or_default());
        let read = Reading(&merged);
        match Filter::from_settings(name, &merged) {
            Ok(filter) => images.push(ImageType { filter, binning: read.binning(), texture: read.texture() }),
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Settings {
        label: i32::try_from(read.whole("label", 1)).unwrap_or(i32::MAX),
        grid: GridRule { tolerance: read.number("geometryTolerance"), carry: read.flag("correctMask", true) },
        preprocess: read.preprocess(resampling_off),
        images,
        classes: enabled(classes, read.flag("force2D", false)),
        additional_info: read.flag("additionalInfo", true),
        flat_axis: read.flat_axis(),
        configuration: Configuration { settings: with_defaults(&settings, resampling_off), image_types },
        warnings,
    })
}

fn warn(warnings: &mut Vec<Warning>, message: &str) {
    warnings.push(Warning::new("setting-without-effect", message));
}

/// Classes with their features; all classes where none is named, shape2D among them where it can be computed.
fn enabled(classes: Vec<(Class, Vec<String>)>, flat: bool) -> Vec<(Class, Vec<&'static Entry>)> {
    if classes.is_empty() {
        let all = Class::ALL.into_iter().filter(|class| flat || *class != Class::Shape2D);
        return all.map(|class| (class, default_features(class))).collect();
    }
    let features = |class, names: Vec<String>| match names.is_empty() {
        true => default_features(class),
        false => names.iter().filter_map(|name| find(class, name)).collect(),
    };
    classes.into_iter().map(|(class, names)| (class, features(class, names))).collect()
}

/// What PyRadiomics reports as its settings: its defaults with the file's over them.
fn with_defaults(settings: &Map<String, Value>, resampling_off: bool) -> Map<String, Value> {
    let defaults = json!({
        "minimumROIDimensions": 2, "minimumROISize": null, "normalize": false, "normalizeScale": 1,
        "removeOutliers": null, "resampledPixelSpacing": null, "interpolator": "sitkBSpline", "preCrop": false,
        "padDistance": 5, "distances": [1], "force2D": false, "force2Ddimension": 0, "resegmentRange": null,
        "label": 1, "additionalInfo": true,
    });
    let mut all = defaults.as_object().cloned().unwrap_or_default();
    if resampling_off {
        all.insert("interpolator".to_owned(), Value::Null);
    }
    all.extend(settings.clone());
    all
}

/// Reads checked values, with PyRadiomics' defaults.
struct Reading<'a>(&'a Map<String, Value>);

impl Reading<'_> {
    fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    fn flag(&self, key: &str, default: bool) -> bool {
        self.0.get(key).and_then(Value::as_bool).unwrap_or(default)
    }

    fn whole(&self, key: &str, default: i64) -> i64 {
        self.0.get(key).and_then(Value::as_i64).unwrap_or(default)
    }

    fn number(&self, key: &str) -> Option<f64> {
        self.0.get(key).and_then(Value::as_f64)
    }

    fn numbers(&self, key: &str) -> Option<Vec<f64>> {
        let list = self.0.get(key)?.as_array()?;
        list.iter().map(Value::as_f64).collect()
    }

    fn word(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(Value::as_str)
    }

    fn preprocess(&self, resampling_off: bool) -> Options {
        let padding = self.whole("padDistance", 5) as usize;
        let spacing_mm = self.numbers("resampledPixelSpacing").filter(|_| !resampling_off);
        let interpolator = self.0.get("interpolator").and_then(keys::interpolator);
        Options {
            normalisation: self.flag("normalize", false).then(|| Normalisation {
                scale: self.number("normalizeScale").unwrap_or(1.0),
                outliers: self.number("removeOutliers"),
            }),
            resampling: spacing_mm.and_then(|list| <[f64; 3]>::try_from(list).ok()).map(|spacing_mm| {
                Resampling {
                    spacing_mm,
                    interpolator: interpolator.unwrap_or(Interpolator::BSpline),
                    padding,
                }
            }),
            crop: self.flag("preCrop", false).then_some(padding),
            minimum: Minimum {
                dimensions: self.whole("minimumROIDimensions", 2) as usize,
                size: self.has("minimumROISize").then(|| self.whole("minimumROISize", 0) as usize),
            },
            resegmentation: self.resegmentation(),
        }
    }

    fn resegmentation(&self) -> Option<Resegmentation> {
        let mut range = self.numbers("resegmentRange")?;
        range.sort_by(f64::total_cmp);
        Some(Resegmentation {
            low: *range.first()?,
            high: range.get(1).copied(),
            mode: match self.word("resegmentMode") {
                Some("relative") => RangeMode::Relative,
                Some("sigma") => RangeMode::Sigma,
                _ => RangeMode::Absolute,
            },
            shape: self.flag("resegmentShape", false),
        })
    }

    fn binning(&self) -> Binning {
        match self.has("binCount") {
            true => Binning::Count(u32::try_from(self.whole("binCount", 1)).unwrap_or(u32::MAX)),
            false => Binning::Width(self.number("binWidth").unwrap_or(25.0)),
        }
    }

    /// PyRadiomics counts axes z, y, x; we count x, y, z.
    fn flat_axis(&self) -> Option<usize> {
        self.flag("force2D", false).then(|| 2 - self.whole("force2Ddimension", 0) as usize)
    }

    fn texture(&self) -> TextureOptions {
        let distances = self.numbers("distances").unwrap_or_else(|| vec![1.0]);
        TextureOptions {
            neighbourhood: Neighbourhood {
                distances: distances.into_iter().map(|distance| distance as usize).collect(),
                flat_axis: self.flat_axis(),
            },
            symmetrical: self.flag("symmetricalGLCM", true),
            weighting: self.word("weightingNorm").map(|norm| match norm {
                "euclidean" => Norm::Euclidean,
                "manhattan" => Norm::Manhattan,
                "infinity" => Norm::Infinity,
                _ => Norm::None,
            }),
            dependence_alpha: self.whole("gldm_a", 0) as u32,
            voxel_array_shift: self.whole("voxelArrayShift", 0) as f64,
        }
    }
}
