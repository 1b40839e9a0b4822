//! One struct of stage options; reads PyRadiomics parameter files; reports every problem at once.
//!
//! A parameter file is YAML or JSON with the sections `imageType`, `featureClass`, `setting` and `voxelSetting`, each
//! optional. What is missing has PyRadiomics' default: image type Original, all features, a bin width of 25. The
//! settings of an image type go over the general ones. `null` is the same as missing, except that `interpolator: null`
//! switches resampling off.

mod check;
pub mod handbook;
mod keys;
mod nearest;
mod overrides;
mod resolve;
mod yaml;

pub use keys::{KEYS, VOXEL_KEYS, keys};
pub use overrides::with_settings;
pub(crate) use yaml::parse as parse_yaml;

use serde_json::{Map, Value};

use crate::align::GridRule;
use crate::error::{Error, Result, Warning};
use crate::features::{Class, Entry, TextureOptions, catalogue};
use crate::filter::Filter;
use crate::preprocess::{Binning, Options};
use crate::words::{Errors, SettingProblem};

/// Checked settings of an extraction, in the order of the stages.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which label of the mask is the region.
    pub label: i32,
    /// Stage 1: which volume of a mask of several is read, where it is set.
    pub label_channel: Option<u64>,
    /// Stage 2: what becomes of a mask on another grid.
    pub grid: GridRule,
    /// Stage 3: what is done to image and mask.
    pub preprocess: Options,
    /// Stages 4 and 5: filters in order of output, each with what is done to its images.
    pub images: Vec<ImageType>,
    /// Stage 5: enabled classes with their enabled features, in order of output.
    pub classes: Vec<(Class, Vec<&'static Entry>)>,
    /// Whether `diagnostics_*` are given.
    pub additional_info: bool,
    /// Axis along which a region of one voxel is flat (`force2D`): where shape2D looks.
    pub flat_axis: Option<usize>,
    /// What was set, as `diagnostics_Configuration_*` show it: settings, image types.
    pub configuration: Configuration,
    /// Settings that have no effect, or not the one they seem to have.
    pub warnings: Vec<Warning>,
}

/// One image type with the settings that hold for it.
#[derive(Debug, Clone)]
pub struct ImageType {
    /// Makes the images.
    pub filter: Filter,
    /// How they become grey levels.
    pub binning: Binning,
    /// How first order and texture features look at them.
    pub texture: TextureOptions,
}

/// What was set, as plain values.
#[derive(Debug, Clone, PartialEq)]
pub struct Configuration {
    /// PyRadiomics' defaults with the file's `setting` over them.
    pub settings: Map<String, Value>,
    /// Enabled image types with their own settings.
    pub image_types: Map<String, Value>,
}

impl Default for Settings {
    /// PyRadiomics without a parameter file: Original, all classes but shape2D.
    fn default() -> Self {
        Self::from_yaml("").unwrap_or_else(|error| unreachable!("an empty file is good: {error}"))
    }
}

impl Settings {
    /// Settings of a parameter file.
    ///
    /// # Errors
    /// Every problem found: text that is no YAML, unknown sections and keys, values of a wrong type or out of bounds.
    ///
    /// # Examples
    /// ```
    /// use discern::settings::Settings;
    ///
    /// let settings = Settings::check_yaml("imageType: {LoG: {sigma: [2.0]}}\nsetting: {binWidth: 10}");
    /// assert_eq!(settings.map(|settings| settings.images.len()).ok(), Some(1));
    /// // Both problems are found at once.
    /// let problems = Settings::check_yaml("setting: {binWidth: -1, binCounts: 32}").unwrap_err();
    /// assert_eq!(problems.len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check_yaml(text: &str) -> std::result::Result<Self, Vec<Error>> {
        let document = yaml::parse(text).map_err(|error| vec![error])?;
        check::file(document).map(resolve::settings)
    }

    /// The same with all problems in one error.
    ///
    /// # Errors
    /// As [`Self::check_yaml`].
    pub fn from_yaml(text: &str) -> Result<Self> {
        Self::check_yaml(text).map_err(|problems| match <[Error; 1]>::try_from(problems) {
            Ok([problem]) => problem,
            Err(problems) => {
                let (count, problems) = (problems.len(), Errors(problems));
                SettingProblem::SeveralProblems { count, problems }.into()
            }
        })
    }
}

impl Settings {
    /// All that decides the numbers, as one text: parameter files that are written differently and mean the same have
    /// the same. Label and diagnostics are no part of it. Not to be stored: another version may say it otherwise.
    pub fn meaning(&self) -> String {
        let names = |(class, entries): &(Class, Vec<&'static Entry>)| {
            (*class, entries.iter().map(|entry| entry.name).collect::<Vec<_>>())
        };
        let classes: Vec<_> = self.classes.iter().map(names).collect();
        format!("{:?} {:?} {classes:?} {:?}", self.preprocess, self.images, self.flat_axis)
    }
}

/// Features of a class that are computed when it is enabled as a whole.
fn default_features(class: Class) -> Vec<&'static Entry> {
    catalogue().filter(|entry| entry.class == class && entry.by_default).collect()
}

#[cfg(test)]
mod tests;
