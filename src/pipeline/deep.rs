//! One sequence and lesion become deep features (stages 2 and 6).

use serde::Serialize;

use crate::align;
use crate::cnn;
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::monitor::Monitor;
use crate::volume::{Image, LabelMap, Region};

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
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    let (region, warnings) = region(lesion)?;
    let inputs = cnn::inputs(lesion.image, &region, options, weights)?;
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
    let (region, warnings) = region(lesion)?;
    let inputs = cnn::inputs(lesion.image, &region, options, weights)?;
    let rows = engine.run(inputs.iter(), &options.taps, monitor).await?;
    Ok(described(&rows, options, weights, warnings))
}

/// The lesion on the image's grid.
fn region(lesion: Lesion<'_>) -> Result<(Region, Vec<Warning>)> {
    let grid = &lesion.image.volume.geometry;
    let (mask, warnings) = align::mask_on_grid(grid, lesion.labels, lesion.label)?;
    let region = Region::of(&mask)
        .ok_or_else(|| Error::new(ErrorKind::Mask, "mask", "a voxel of the label", "none"))?;
    Ok((region, warnings))
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
        network: weights.name.clone(),
        weights_sha256: weights.sha256.clone(),
        options_hash: options.hash(),
        warnings,
    }
}
