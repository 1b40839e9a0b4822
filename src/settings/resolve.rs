//! Checked plain values become options of the stages.

use serde_json::{Map, Value};

use super::check::{CheckedImageType, File};
use super::keys::keys;
use super::{Configuration, ImageType, Settings, default_features};
use crate::align::GridRule;
use crate::error::Warning;
use crate::features::{Class, Entry, Neighbourhood, Norm, TextureOptions, find};
use crate::parameter::Values;
use crate::preprocess::{
    Binning, Interpolator, Minimum, Normalisation, Options, RangeMode, Resampling, Resegmentation,
};
use crate::words::Notice;
use crate::words::Phrase;

/// Settings of a file that has passed the checks.
pub(super) fn settings(file: File) -> Settings {
    let File { settings, values, images, classes, resampling_off, mut warnings } = file;
    let given = |name: &str| settings.contains_key(name);
    if given("binWidth") && given("binCount") {
        warnings.push(without_effect("binWidth", Phrase::BinCountIsSet));
    }
    if given("removeOutliers") && !values.get::<bool>("normalize") {
        warnings.push(without_effect("removeOutliers", Phrase::WithoutNormalize));
    }
    let own =
        |image: &CheckedImageType| (image.filter.image_type().to_owned(), Value::Object(image.own.clone()));
    let image_types = images.iter().map(own).collect();
    let image = |CheckedImageType { filter, values, .. }| ImageType {
        filter,
        binning: binning(&values),
        texture: texture(&values),
    };
    Settings {
        label: values.get("label"),
        label_channel: given("label_channel").then(|| values.get::<usize>("label_channel") as u64),
        grid: GridRule { tolerance: values.find("geometryTolerance"), carry: values.get("correctMask") },
        preprocess: preprocess(&values, resampling_off),
        images: images.into_iter().map(image).collect(),
        classes: enabled(classes, values.get("force2D")),
        additional_info: values.get("additionalInfo"),
        flat_axis: flat_axis(&values),
        configuration: Configuration { settings: with_defaults(settings, resampling_off), image_types },
        warnings,
    }
}

fn without_effect(setting: &str, why: Phrase) -> Warning {
    Notice::SettingWithoutEffect { place: String::new(), setting: setting.to_owned(), why }.into()
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
fn with_defaults(settings: Map<String, Value>, resampling_off: bool) -> Map<String, Value> {
    let reported = keys().into_iter().filter(|key| key.reported);
    let mut all: Map<_, _> = reported.map(|key| (key.name.to_owned(), key.default.json())).collect();
    if resampling_off {
        all.insert("interpolator".to_owned(), Value::Null);
    }
    all.extend(settings);
    all
}

fn preprocess(values: &Values, resampling_off: bool) -> Options {
    let padding = values.get("padDistance");
    let spacing_mm: Option<Vec<f64>> = values.find("resampledPixelSpacing").filter(|_| !resampling_off);
    Options {
        normalisation: values.get::<bool>("normalize").then(|| Normalisation {
            scale: values.get("normalizeScale"),
            outliers: values.find("removeOutliers"),
        }),
        resampling: spacing_mm
            .and_then(|list| <[f64; 3]>::try_from(list).ok())
            .map(|spacing_mm| Resampling { spacing_mm, interpolator: interpolator(values), padding }),
        crop: values.get::<bool>("preCrop").then_some(padding),
        minimum: Minimum {
            dimensions: values.get("minimumROIDimensions"),
            size: values.find("minimumROISize"),
        },
        resegmentation: resegmentation(values),
    }
}

fn interpolator(values: &Values) -> Interpolator {
    let name: String = values.get("interpolator");
    let named = Interpolator::ALL.into_iter().find(|entry| entry.0 == name);
    named.unwrap_or_else(|| unreachable!("the key's words are these names: {name}")).1
}

fn resegmentation(values: &Values) -> Option<Resegmentation> {
    let mut range: Vec<f64> = values.find("resegmentRange")?;
    range.sort_unstable_by(f64::total_cmp);
    Some(Resegmentation {
        low: *range.first()?,
        high: range.get(1).copied(),
        mode: match values.get::<String>("resegmentMode").as_str() {
            "relative" => RangeMode::Relative,
            "sigma" => RangeMode::Sigma,
            _ => RangeMode::Absolute,
        },
        shape: values.get("resegmentShape"),
    })
}

fn binning(values: &Values) -> Binning {
    match values.find("binCount") {
        Some(count) => Binning::Count(count),
        None => Binning::Width(values.get("binWidth")),
    }
}

/// PyRadiomics counts axes z, y, x; we count x, y, z.
fn flat_axis(values: &Values) -> Option<usize> {
    values.get::<bool>("force2D").then(|| 2 - values.get::<usize>("force2Ddimension"))
}

fn texture(values: &Values) -> TextureOptions {
    let weighting = values.find::<String>("weightingNorm");
    TextureOptions {
        neighbourhood: Neighbourhood { distances: values.get("distances"), flat_axis: flat_axis(values) },
        symmetrical: values.get("symmetricalGLCM"),
        weighting: weighting.map(|norm| match norm.as_str() {
            "euclidean" => Norm::Euclidean,
            "manhattan" => Norm::Manhattan,
            "infinity" => Norm::Infinity,
            _ => Norm::None,
        }),
        dependence_alpha: values.get("gldm_a"),
        voxel_array_shift: values.get("voxelArrayShift"),
    }
}
