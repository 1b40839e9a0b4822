//! One struct of stage options; reads PyRadiomics parameter files; reports every problem at once.

use crate::features::{CATALOGUE, Class, Entry, TextureOptions};
use crate::preprocess::{Binning, Options};

/// Checked settings of an extraction.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which label of the mask is the region.
    pub label: i32,
    /// Stage 3.
    pub preprocess: Options,
    /// Stage 3, last step: grey levels, for every image type.
    pub binning: Binning,
    /// Stage 5.
    pub texture: TextureOptions,
    /// Enabled classes with their enabled features, in order of output.
    pub classes: Vec<(Class, Vec<&'static Entry>)>,
}

impl Default for Settings {
    fn default() -> Self {
        let default_features =
            |class| CATALOGUE.iter().filter(|entry| entry.class == class && entry.by_default).collect();
        let classes = Class::ALL.into_iter().filter(|class| *class != Class::Shape2D);
        Self {
            label: 1,
            preprocess: Options::default(),
            binning: Binning::Width(25.0),
            texture: TextureOptions::default(),
            classes: classes.map(|class| (class, default_features(class))).collect(),
        }
    }
}
