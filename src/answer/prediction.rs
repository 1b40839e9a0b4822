//! The answer for one case, as data.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::align::Perturbation;
use crate::case::Named;
use crate::classify::Kind;
use crate::classify::prior_shift::PriorShift;
use crate::error::Coded;
use crate::error::Warning;
use crate::explain::{Level, Method};
use crate::table::{Column, Sequence, Told};

/// The answer for one case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Prediction {
    /// Which model file.
    #[serde(rename = "bundle")]
    pub model_file: ModelFileName,
    /// One for every model and classifier of the file that could be asked.
    pub models: Vec<Answer>,
    /// Models that could not be asked: they need deep features, and none were computed of this case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unanswered: Vec<Unanswered>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// What was measured, and how: enough to find out whether an answer belongs to these files.
    pub done: Done,
    /// How far the answers move with the mask, where that was asked for.
    #[serde(rename = "interval", default, skip_serializing_if = "Option::is_none")]
    pub mask_sensitivity: Option<MaskSensitivity>,
    /// Of which prevalence the probabilities are, where they were shifted from that of training.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prevalence: Option<PriorShift>,
}

/// A model of the file that could not be asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Unanswered {
    /// Its name.
    pub model: String,
    /// What it lacks.
    pub lacks: Lacks,
}

/// What of a case a model may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Lacks {
    /// Numbers of the network.
    #[serde(rename = "deep features")]
    DeepFeatures,
}

impl fmt::Display for Lacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DeepFeatures => write!(f, "deep features"),
        }
    }
}

/// What was measured, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// Program, version and build stamp.
    pub program: String,
    /// SHA-256 of the settings' text, which is in the model file.
    pub settings_sha256: String,
    /// Years; `None` where the model does not ask for the age, or it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_years: Option<f64>,
    /// The other clinical inputs of the model, as they count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clinical: Vec<Told>,
    /// One a sequence.
    pub sequences: Vec<Measured>,
}

/// One sequence and the lesion in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "MeasuredSequence"))]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Which.
    pub sequence: Sequence,
    /// Voxels along each axis.
    pub size: [usize; 3],
    /// Distance of voxel centres, mm.
    pub spacing_mm: [f64; 3],
    /// SHA-256 of grid, voxel type and values.
    pub image_sha256: String,
    /// SHA-256 of the mask's grid and the region's voxels.
    pub mask_sha256: String,
    /// Voxels of the lesion on the image's grid.
    pub lesion_voxels: usize,
    /// Their volume, mL.
    pub lesion_ml: f64,
}

/// What to show of the model file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ModelFileName {
    /// Its name.
    pub name: String,
    /// Trained on simulated cases.
    pub demonstration: bool,
    /// To be shown beside every answer.
    pub notice: String,
    /// Its hash.
    pub sha256: String,
}

/// The answer of one model and classifier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ModelAnswer"))]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// `Rad-M`, `CRad-M`, …
    pub model: String,
    /// Whether it is a baseline, for comparison only.
    pub baseline: bool,
    /// Kind of classifier.
    pub classifier: Kind,
    /// Calibrated probability of metastasis.
    pub probability: f64,
    /// Frozen threshold on it.
    pub threshold: f64,
    /// Metastasis at or above the threshold.
    pub class: Class,
    /// Log-odds of the probability.
    pub logit: f64,
    /// Log-odds of a typical training case; base + contributions = logit.
    pub base: f64,
    /// How the contributions were made.
    pub explanation: Method,
    /// One an input, in the order of the model.
    pub contributions: Vec<Contribution>,
    /// Whether the case is like those of training.
    pub out_of_distribution: OutOfDistribution,
}

/// What a case is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// A tumour of the spine itself.
    Primary,
    /// A tumour that came from elsewhere.
    Metastasis,
}

impl Class {
    /// As JSON and CSV have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Metastasis => "metastasis",
        }
    }
}

/// What one input did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// Column, or `age`.
    pub feature: Column,
    /// Its value in this case.
    pub value: f64,
    /// Its unit, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Cow<'static, str>>,
    /// Standard deviations from the training mean.
    pub z: f64,
    /// Smallest and largest value in the training cases.
    pub training_range: [f64; 2],
    /// In log-odds.
    pub contribution: f64,
}

/// Where the case lies among those of training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct OutOfDistribution {
    /// Band of the Mahalanobis distance.
    pub level: Level,
    /// Squared Mahalanobis distance.
    pub squared_distance: f64,
    /// Its degrees of freedom.
    pub inputs: usize,
    /// Share of a normal population farther out.
    pub p: f64,
    /// Inputs clearly outside the training range.
    pub outliers: Vec<Column>,
}

impl Prediction {
    /// The same answer with what was done to the mask before the case was measured.
    #[must_use]
    pub fn after(mut self, mask_changes: &[Warning]) -> Self {
        self.warnings.splice(0..0, mask_changes.iter().cloned());
        self
    }
}

/// Features of one sequence under every perturbation of its mask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PerturbedSequence {
    /// Which sequence.
    pub sequence: Sequence,
    /// In the order of [`Perturbation::ALL`].
    pub variants: Vec<PerturbedFeatures>,
}

/// Features of one sequence under one perturbation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PerturbedFeatures {
    /// Which.
    pub perturbation: Perturbation,
    /// What it does to the body, in English.
    pub words: String,
    /// The same as a code with its values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Coded>,
    /// Those that a model uses; empty where there is a problem.
    pub features: Vec<Named>,
    /// Why there are none, in English: nothing of the region is left, or too little.
    pub problem: Option<String>,
    /// The same as a code with its values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Coded>,
}

/// How far each answer moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MaskSensitivity {
    /// `mask-perturbation`.
    pub method: String,
    /// What the ranges mean, as a sentence.
    pub meaning: String,
    /// One an answer, in the order of the prediction.
    pub ranges: Vec<Range>,
    /// What was tried, in the order of [`Perturbation::ALL`].
    pub tried: Vec<Tried>,
}

/// Lowest and highest probability of one model, that of the mask as drawn among them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ProbabilityRange"))]
pub struct Range {
    /// `Rad-M`, …
    pub model: String,
    /// Kind of classifier.
    pub classifier: Kind,
    /// Lowest probability.
    pub low: f64,
    /// Highest probability.
    pub high: f64,
    /// Whether the class is another at one end.
    pub class_changes: bool,
}

/// One perturbation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Tried {
    /// Which.
    pub perturbation: Perturbation,
    /// What it does to the body, in English.
    pub words: String,
    /// The same as a code with its values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Coded>,
    /// Probabilities in the order of the prediction; empty where there is a problem.
    pub probabilities: Vec<f64>,
    /// Why it was left out, in English, behind the sequence.
    pub problem: Option<String>,
    /// The same as a code with its values. Files of earlier versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Coded>,
    /// The sequence it is about, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause_in: Option<Sequence>,
}

impl Tried {
    /// A perturbation that nothing is known of yet.
    pub(super) fn of(perturbation: Perturbation) -> Self {
        Self {
            perturbation,
            words: String::new(),
            change: None,
            probabilities: Vec::new(),
            problem: None,
            cause: None,
            cause_in: None,
        }
    }
}
