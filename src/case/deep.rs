//! One sequence and lesion become deep features (stages 2 and 6).

use serde::{Deserialize, Serialize};

use crate::align;
use crate::align::Placed;
use crate::cnn;
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::monitor::Monitor;
use crate::table::Sequence;
use crate::volume::{Image, LabelMap};

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
pub struct Deep {
    /// `cnn_0000`, … with their values; the sequence's name is put in front by the table.
    pub features: Vec<(String, f64)>,
    /// Number of images that went through the network.
    pub images: usize,
    /// What made them.
    #[serde(flatten)]
    pub made_by: DeepMark,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// What made deep features: two sets with the same mark may stand in one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
        Err(Error::new(ErrorKind::Model, "weights of the network", expected, found)
            .hint("the model was trained with deep features of another weights file"))
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
                let thing = format!("deep features of {sequence}");
                let found = found.map_or_else(|| "none".to_owned(), words);
                Err(Error::new(ErrorKind::Model, thing, words(&expected), found)
                    .hint("the model needs deep features of its own network and settings"))
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
    Ok(described(&rows, options, weights, warnings))
}

/// As [`deep`], on the engine the machine has and the user wishes; awaited, since a browser's GPU must not be waited
/// for. Which engine ran, [`cnn::Engine::report`] tells afterwards.
///
/// # Errors
/// As [`deep`]; a GPU that fails is none, the CPU goes on.
pub async fn deep_on(
    lesion: Lesion<'_>,
    options: &cnn::Options,
    engine: &mut cnn::Engine<'_>,
    monitor: &dyn Monitor,
) -> Result<Deep> {
    let weights = engine.weights();
    let Placed { on_image, warnings, .. } = place(lesion)?;
    let inputs = cnn::inputs(lesion.image, &on_image, options, weights)?;
    let rows = engine.run(inputs.iter(), &options.taps, monitor).await?;
    Ok(described(&rows, options, weights, warnings))
}

/// The lesion on the image's grid.
fn place(lesion: Lesion<'_>) -> Result<Placed> {
    align::place(&lesion.image.geometry, lesion.labels, lesion.label)
}

/// One row of all images' rows, with its provenance.
fn described(
    rows: &[Vec<f32>],
    options: &cnn::Options,
    weights: &cnn::Weights,
    warnings: Vec<Warning>,
) -> Deep {
    let values = cnn::average(rows);
    Deep {
        features: cnn::names(values.len()).zip(values).collect(),
        images: rows.len(),
        made_by: DeepRecord::of(weights, options).mark(),
        warnings,
    }
}
