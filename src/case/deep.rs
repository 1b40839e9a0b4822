//! One sequence and lesion become deep features (stages 2 and 6).

use serde::{Deserialize, Serialize};

use crate::align;
use crate::align::Placed;
use crate::cnn;
use crate::error::{Result, Warning};
use crate::monitor::Monitor;
use crate::numeric::order;
use crate::table::Sequence;
use crate::volume::{Image, LabelMap};
use crate::words::RegionProblem;

/// A lesion in one sequence.
#[derive(Debug, Clone, Copy)]
pub struct Lesion<'a> {
    /// The sequence, as scanned: the network's options say how it is made comparable.
    pub image: &'a Image,
    /// A segmentation, on the image's or another grid.
    pub labels: &'a LabelMap,
    /// Which label is the lesion.
    pub label: i32,
}

/// Deep features of one sequence, with all that is needed to compute them again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Deep {
    /// `cnn_0000`, … with their values; the sequence's name is put in front by the table.
    pub features: Vec<(String, f64)>,
    /// Number of images that went through the network.
    pub images: usize,
    /// What the network is called.
    pub network: String,
    /// SHA-256 of its weights file.
    pub weights_sha256: String,
    /// Hash of the settings, [`cnn::Options::hash`].
    pub options_hash: String,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

impl Deep {
    /// What made them.
    pub fn made_by(&self) -> DeepMark {
        let Self { network, weights_sha256, options_hash, .. } = self.clone();
        DeepMark { network, weights_sha256, options_hash }
    }
}

/// What made deep features: only those with the same mark may share a column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DeepMark {
    /// What the network is called.
    pub network: String,
    /// SHA-256 of its weights file.
    pub weights_sha256: String,
    /// Hash of the settings, [`cnn::Options::hash`].
    pub options_hash: String,
}

/// How deep features are to be made: kept beside feature tables and in model files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct DeepRecord {
    /// What the network is called.
    pub network: String,
    /// SHA-256 of its weights file.
    pub weights_sha256: String,
    /// From volume to features.
    pub options: cnn::Options,
}

impl DeepRecord {
    /// Of a network and settings.
    pub fn of(weights: &cnn::Weights, options: &cnn::Options) -> Self {
        let (network, weights_sha256) = (weights.name.clone(), weights.sha256.clone());
        Self { network, weights_sha256, options: options.clone() }
    }

    /// The mark of deep features that were made so.
    pub fn mark(&self) -> DeepMark {
        let (network, weights_sha256) = (self.network.clone(), self.weights_sha256.clone());
        DeepMark { network, weights_sha256, options_hash: self.options.hash() }
    }

    /// Whether a weights file is the one these deep features come from.
    ///
    /// # Errors
    /// It is another.
    pub fn check_weights(&self, weights: &cnn::Weights) -> Result<()> {
        if weights.sha256 == self.weights_sha256 {
            return Ok(());
        }
        let expected = format!("{}, SHA-256 {}", self.network, self.weights_sha256);
        let found = format!("{}, SHA-256 {}", weights.name, weights.sha256);
        Err(RegionProblem::DeepWeights { expected, found }.into())
    }

    /// Whether deep features of a sequence were made so.
    ///
    /// # Errors
    /// There are none, or they were made otherwise.
    pub fn check(&self, sequence: Sequence, found: Option<&DeepMark>) -> Result<()> {
        let words = |mark: &DeepMark| {
            let DeepMark { network, weights_sha256, options_hash } = mark;
            format!("{network}, weights {weights_sha256}, settings {options_hash}")
        };
        let expected = self.mark();
        match found {
            Some(mark) if *mark == expected => Ok(()),
            found => {
                let found = found.map_or_else(|| "none".to_owned(), words);
                Err(RegionProblem::DeepFeaturesOther { sequence, expected: words(&expected), found }.into())
            }
        }
    }
}

/// Deep features of a lesion, on the CPU.
///
/// # Errors
/// No such label, no overlap; settings out of bounds; an image without contrast; a tap the network lacks; cancelled.
pub fn deep(
    lesion: Lesion<'_>,
    options: &cnn::Options,
    weights: &cnn::Weights,
    monitor: &dyn Monitor,
) -> Result<Deep> {
    let Placed { on_image, warnings, .. } = place(lesion)?;
    let inputs = cnn::inputs(lesion.image, &on_image, options, weights)?;
    let rows = cnn::run_cpu(weights, inputs.iter(), &options.taps, monitor)?;
    Ok(described(&rows, DeepRecord::of(weights, options).mark(), warnings))
}

/// A lesion that is ready for the network and is measured in parts, some of its slices each: whoever measures them,
/// [`join_deep`] makes the same of them as [`deep`] does.
#[derive(Debug)]
pub struct DeepWork {
    image: Image,
    plan: cnn::Plan,
    options: cnn::Options,
    warnings: Vec<Warning>,
}

/// What the network gave for some slices of a lesion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DeepPart {
    /// Which part of how many.
    part: usize,
    parts: usize,
    /// One row of features a slice, in the order of the slices.
    rows: Vec<Vec<f32>>,
    made_by: DeepMark,
    /// Of the whole lesion, with every part.
    warnings: Vec<Warning>,
}

impl DeepWork {
    /// Prepares a lesion; `file_warnings` are those of image and mask.
    ///
    /// # Errors
    /// As [`deep`].
    pub fn prepare(lesion: Lesion<'_>, options: cnn::Options, file_warnings: Vec<Warning>) -> Result<Self> {
        let Placed { on_image, warnings, .. } = place(lesion)?;
        // A clone of an image shares its voxels.
        let image = lesion.image.clone();
        let plan = cnn::Plan::of(&image, &on_image, &options)?;
        Ok(Self { image, plan, options, warnings: [file_warnings, warnings].concat() })
    }

    /// Puts one part of the slices through an engine; awaited, since a browser's GPU must not be waited for. Which engine
    /// ran is in [`cnn::Engine::report`] afterwards.
    ///
    /// # Errors
    /// No such part; a tap the network lacks; cancelled. A GPU that fails is no error: the CPU continues.
    pub async fn measure(
        &self,
        (part, parts): (usize, usize),
        engine: &mut cnn::Engine<'_>,
        monitor: &dyn Monitor,
    ) -> Result<DeepPart> {
        if part >= parts {
            return Err(RegionProblem::DeepPart { part, parts }.into());
        }
        let weights = engine.weights();
        let inputs = self.plan.inputs(&self.image, &self.options, weights);
        let places = part * inputs.len() / parts..(part + 1) * inputs.len() / parts;
        let rows = engine.run(inputs.range(places), &self.options.taps, monitor).await?;
        let made_by = DeepRecord::of(weights, &self.options).mark();
        Ok(DeepPart { part, parts, rows, made_by, warnings: self.warnings.clone() })
    }
}

/// Deep features of a lesion from all its parts, in any order.
///
/// # Errors
/// Parts are missing, twice there, or of other lesions, weights or settings.
pub fn join_deep(mut parts: Vec<DeepPart>) -> Result<Deep> {
    order::sort(&mut parts, &|a, b| a.part.cmp(&b.part));
    let fits = |(at, part): (usize, &DeepPart)| {
        (part.part, part.parts) == (at, parts.len())
            && (&part.made_by, &part.warnings) == (&parts[0].made_by, &parts[0].warnings)
    };
    if parts.is_empty() || !parts.iter().enumerate().all(fits) {
        let found: Vec<String> = parts.iter().map(|part| format!("{}/{}", part.part, part.parts)).collect();
        let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
        return Err(RegionProblem::DeepParts { found }.into());
    }
    let DeepPart { made_by, warnings, .. } = parts[0].clone();
    let rows: Vec<Vec<f32>> = parts.into_iter().flat_map(|part| part.rows).collect();
    Ok(described(&rows, made_by, warnings))
}

/// The lesion on the image's grid.
fn place(lesion: Lesion<'_>) -> Result<Placed> {
    align::place(&lesion.image.geometry, lesion.labels, lesion.label)
}

/// One row of all images' rows, with its provenance.
fn described(rows: &[Vec<f32>], made_by: DeepMark, warnings: Vec<Warning>) -> Deep {
    let values = cnn::average(rows);
    let DeepMark { network, weights_sha256, options_hash } = made_by;
    Deep {
        features: cnn::names(values.len()).zip(values).collect(),
        images: rows.len(),
        network,
        weights_sha256,
        options_hash,
        warnings,
    }
}
