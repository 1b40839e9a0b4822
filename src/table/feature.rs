//! One number with its name.

use std::fmt;

/// Name of a feature as PyRadiomics writes it: image type, class, name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeatureId {
    /// `original`, `wavelet-LLH`, `log-sigma-2-0-mm-3D`, …
    pub image_type: String,
    /// `firstorder`, `glcm`, …
    pub class: &'static str,
    /// `JointEntropy`, …
    pub name: &'static str,
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
    /// Why the value is a convention or missing: `"region has one grey level"`.
    pub note: Option<&'static str>,
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
