//! Files are read and measured: one image and mask by a parameter file, or one sequence of a case for a model.

use std::path::Path;

use discern::answer::Sealed;
use discern::case::measure_sequence;
use discern::case::{Deep, Extraction, Lesion, SequenceFeatures, SequenceScan};
use discern::error::{Error, ErrorKind, Result, Warning};
use discern::settings::Settings;
use discern::table::{Sequence, format_number};
use discern::volume::{Image, LabelMap};
use serde_json::{Map, Value, json};

use super::deep::Network;
use super::dicom_case::Placed;
use super::out::tell;
use super::parallel;
use super::parallel::Run;
use super::progress::Together;
use super::scan::Scans;

/// Features of one image and mask.
pub struct MeasuredPair {
    extraction: Extraction,
    deep: Option<Deep>,
    /// Warnings of the files.
    warnings: Vec<Warning>,
}

/// Features of the image and mask in two files.
pub fn extract_files(
    [image, mask]: [&Path; 2],
    settings: &Settings,
    network: Option<&Network>,
    run: Run<'_>,
) -> Result<MeasuredPair> {
    let scans = Scans::read([image, mask])?;
    let (found, labels) =
        parallel::both(run.jobs, || scans.image.image(), || scans.labels(settings.label_channel))?;
    drop(scans);
    let at = |error| at_its_file(error, [image, mask]);
    let extraction = parallel::extraction(&found.value, &labels.value, settings, run).map_err(at)?;
    let lesion = Lesion { image: &found.value, labels: &labels.value, label: settings.label };
    let deep = network.map(|network| network.features(lesion, run.listener)).transpose().map_err(at)?;
    Ok(MeasuredPair { extraction, deep, warnings: [found.warnings, labels.warnings].concat() })
}

/// An error with the file that it is about: of voxels, their values and their number the image, any other one the mask.
pub fn at_its_file(error: Error, [image, mask]: [&Path; 2]) -> Error {
    use ErrorKind::{Malformed, TooLarge, Unsupported};
    let of_image = matches!(error.kind, Malformed | TooLarge | Unsupported);
    error.at(if of_image { image } else { mask }.display().to_string())
}

impl MeasuredPair {
    /// Warnings on standard error; values by convention are counted by reason.
    pub fn warn(&self, origin: &str) {
        for warning in self.warnings.iter().chain(&self.extraction.warnings) {
            tell(format_args!("warning: {origin}{}", warning.message));
        }
        let mut reasons = std::collections::BTreeMap::new();
        for reason in self.extraction.features.iter().filter_map(|feature| feature.reason) {
            *reasons.entry(reason).or_insert(0) += 1;
        }
        for (reason, count) in reasons {
            tell(format_args!("warning: {origin}{count} values: {}", reason.text()));
        }
    }

    /// Everything under its name: diagnostics, why values are conventions or missing, features, deep features last.
    pub fn named_values(&self) -> Map<String, Value> {
        let Self { extraction, deep, .. } = self;
        let made_by = deep.iter().flat_map(|deep| {
            let named = |name: &str, value| (format!("diagnostics_Deep_{name}"), value);
            [
                named("Network", json!(deep.network)),
                named("WeightsSHA256", json!(deep.weights_sha256)),
                named("SettingsHash", json!(deep.options_hash)),
                named("Images", json!(deep.images)),
            ]
        });
        let reasons: Map<String, Value> = extraction
            .features
            .iter()
            .filter_map(|feature| Some((feature.id.to_string(), json!(feature.reason?.code()))))
            .collect();
        let reasons =
            (!reasons.is_empty()).then(|| ("diagnostics_Reasons".to_owned(), Value::Object(reasons)));
        let radiomic = extraction.features.iter().map(|of| (of.id.to_string(), json!(of.value)));
        let learned =
            deep.iter().flat_map(|deep| &deep.features).map(|(name, value)| (name.clone(), json!(value)));
        let before = extraction.diagnostics.iter().cloned().chain(made_by).chain(reasons);
        before.chain(radiomic).chain(learned).collect()
    }
}

/// A value as a cell of a table: text as it is, numbers shortest, the rest as JSON.
pub fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "nan".to_owned(),
        Value::Number(number) if number.is_f64() => format_number(number.as_f64().unwrap_or(f64::NAN)),
        other => other.to_string(),
    }
}

/// One sequence, read and measured.
pub struct MeasuredSequence {
    /// The image.
    pub image: Image,
    /// Its mask.
    pub labels: LabelMap,
    /// What was measured.
    pub features: SequenceFeatures,
}

impl MeasuredSequence {
    /// As a part of a capsule.
    pub fn sealed(&self, label: i32) -> Sealed<'_> {
        Sealed { features: &self.features, labels: &self.labels, label }
    }
}

/// How sequences are measured.
#[derive(Clone, Copy)]
pub struct Measuring<'a> {
    /// What is measured.
    pub settings: &'a Settings,
    /// For deep features.
    pub network: Option<&'a Network>,
    /// Of all sequences of the case.
    pub progress: &'a Together,
}

/// One sequence measured, with the warnings of its files.
pub fn measure(
    sequence: Sequence,
    [image, mask]: [&Path; 2],
    how: Measuring<'_>,
) -> Result<MeasuredSequence> {
    let scans = Scans::read([image, mask])?;
    let (image, labels) = (scans.image.image()?, scans.labels(how.settings.label_channel)?);
    measure_read(Placed { sequence, image, labels }, how)
}

/// As [`measure`], of what was read.
pub fn measure_read(
    Placed { sequence, image: read, labels }: Placed,
    Measuring { settings, network, progress }: Measuring<'_>,
) -> Result<MeasuredSequence> {
    let mut features = measure_sequence(
        SequenceScan { sequence, image: &read.value, labels: &labels.value },
        settings,
        &progress.task(),
    )?;
    let of_files: Vec<Warning> = read.warnings.into_iter().chain(labels.warnings).collect();
    if let Some(network) = network {
        let lesion = Lesion { image: &read.value, labels: &labels.value, label: settings.label };
        let found = network.features(lesion, &progress.task());
        features.join(found.map_err(|error| error.at(sequence.key()))?);
    }
    features.warnings.splice(0..0, of_files);
    Ok(MeasuredSequence { image: read.value, labels: labels.value, features })
}
