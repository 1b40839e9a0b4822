//! One number with its name.

use std::borrow::Cow;
use std::fmt;

/// Which feature: of which image, of which class, under which name. The parts are text, because a table may come from a
/// program with another catalogue of features; the names of this one are PyRadiomics'.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeatureId {
    /// `original`, `wavelet-LLH`, `log-sigma-2-0-mm-3D`, …
    pub image_type: String,
    /// `firstorder`, `glcm`, …
    pub class: Cow<'static, str>,
    /// `JointEntropy`, …
    pub name: Cow<'static, str>,
}

impl FeatureId {
    /// From `original_glcm_JointEntropy`: the name is all that follows the class. `None` where a part is missing.
    pub fn parse(text: &str) -> Option<Self> {
        let (image_type, rest) = text.split_once('_')?;
        let (class, name) = rest.split_once('_')?;
        let whole = [image_type, class, name].iter().all(|part| !part.is_empty());
        let owned = |part: &str| Cow::Owned(part.to_owned());
        whole.then(|| Self { image_type: image_type.to_owned(), class: owned(class), name: owned(name) })
    }
}

impl fmt::Display for FeatureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}_{}", self.image_type, self.class, self.name)
    }
}

/// A feature's value; where the definition gives none, what PyRadiomics gives, and the reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Which feature.
    pub id: FeatureId,
    /// Its value; NaN where PyRadiomics has none.
    pub value: f64,
    /// Why the value is a convention or missing.
    pub reason: Option<Reason>,
}

/// Why a feature's value is a convention, is missing, or hangs on rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The region has one grey level.
    OneGreyLevel,
    /// No two voxels of the region are neighbours along any direction.
    NoNeighbours,
    /// The region has no extent along an axis it is divided by.
    NoExtent,
    /// No intensity lies between the percentiles the feature looks between.
    NothingBetween,
    /// Rounding made the number whose root is taken negative in every direction (Imc2 of nearly independent levels).
    Rounding,
    /// The mesh encloses no volume.
    NoVolume,
    /// The filtered image has no number where its grey levels begin; PyRadiomics ends there with an error.
    ImageUndefined,
    /// The filtered image has no number at some voxels: not in first order, the highest grey level elsewhere.
    VoxelsUndefined,
}

impl Reason {
    /// A stable short name, for tables and programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::OneGreyLevel => "one-grey-level",
            Self::NoNeighbours => "no-neighbours",
            Self::NoExtent => "no-extent",
            Self::NothingBetween => "nothing-between",
            Self::Rounding => "rounding",
            Self::NoVolume => "no-volume",
            Self::ImageUndefined => "image-undefined",
            Self::VoxelsUndefined => "voxels-undefined",
        }
    }

    /// The same in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::OneGreyLevel => "region has one grey level: value by convention",
            Self::NoNeighbours => "no two voxels of the region are neighbours",
            Self::NoExtent => "region has no extent along two axes",
            Self::NothingBetween => "no intensity lies between the 10th and the 90th percentile",
            Self::Rounding => "rounding made the number whose root is taken negative",
            Self::NoVolume => "the surface encloses no volume: what is left is rounding",
            Self::ImageUndefined => "the filtered image has no number for the region",
            Self::VoxelsUndefined => {
                "the filtered image has no number at some voxels: left out of first order, the highest grey level in texture"
            }
        }
    }
}

/// Shortest decimal text that reads back as the same f64; the one way numbers are written, in CSV and JSON alike.
pub fn format_number(value: f64) -> String {
    match serde_json::Number::from_f64(value) {
        Some(number) => number.to_string(),
        None if value.is_nan() => "nan".to_owned(),
        None if value > 0.0 => "inf".to_owned(),
        None => "-inf".to_owned(),
    }
}
