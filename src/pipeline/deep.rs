//! One sequence and lesion become deep features.

use serde::Serialize;

use crate::cnn;
use crate::error::{Error, ErrorKind, Result};
use crate::monitor::Monitor;
use crate::volume::{Image, Mask, Region};

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
}

/// Deep features of `image` inside `mask` (on the image's grid), on the CPU.
///
/// # Errors
/// An empty mask; settings out of bounds; an image without contrast; a tap the network lacks; cancelled.
pub fn deep(
    image: &Image,
    mask: &Mask,
    options: &cnn::Options,
    weights: &cnn::Weights,
    monitor: &dyn Monitor,
) -> Result<Deep> {
    let inputs = inputs(image, mask, options, weights)?;
    let rows = cnn::run_cpu(weights, inputs.iter(), &options.taps, monitor)?;
    Ok(described(&rows, options, weights))
}

/// As [`deep`], on the engine the machine has and the user wishes; awaited, since a browser's GPU must not be waited
/// for. Which engine ran, [`cnn::Engine::report`] tells afterwards.
///
/// # Errors
/// As [`deep`]; a GPU that fails is none, the CPU goes on.
pub async fn deep_on(
    image: &Image,
    mask: &Mask,
    options: &cnn::Options,
    engine: &mut cnn::Engine<'_>,
    monitor: &dyn Monitor,
) -> Result<Deep> {
    let weights = engine.weights();
    let inputs = inputs(image, mask, options, weights)?;
    let rows = engine.run(inputs.iter(), &options.taps, monitor).await?;
    Ok(described(&rows, options, weights))
}

fn inputs<'a>(
    image: &'a Image,
    mask: &Mask,
    options: &'a cnn::Options,
    weights: &'a cnn::Weights,
) -> Result<cnn::Inputs<'a>> {
    let region = Region::of(mask)
        .ok_or_else(|| Error::new(ErrorKind::Mask, "mask", "voxels inside the lesion", "none"))?;
    cnn::inputs(image, &region, options, weights)
}

/// One row of all images' rows, with its provenance.
fn described(rows: &[Vec<f32>], options: &cnn::Options, weights: &cnn::Weights) -> Deep {
    let values = cnn::average(rows);
    Deep {
        features: cnn::names(values.len()).zip(values).collect(),
        images: rows.len(),
        network: weights.name.clone(),
        weights_sha256: weights.sha256.clone(),
        options_hash: options.hash(),
    }
}
