//! One image and one mask become features.

use crate::error::{Result, Warning};
use crate::monitor::Monitor;
use crate::settings::Settings;
use crate::table::Feature;
use crate::volume::{Image, LabelMap};

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

/// Features of `image` inside `labels`' voxels of `settings.label`.
///
/// # Errors
/// The mask does not overlap, is empty, lacks the label, or is too small; memory would be too large; cancelled.
pub fn extract(
    _image: &Image,
    _labels: &LabelMap,
    _settings: &Settings,
    _monitor: &dyn Monitor,
) -> Result<Extraction> {
    Ok(Extraction { diagnostics: Vec::new(), features: Vec::new(), warnings: Vec::new() })
}
