//! How models are trained: recorded in the model file, so that they can be trained again.

use serde::{Deserialize, Serialize};

use crate::classify::{CalibrationKind, Kind};
use crate::select;
use crate::select::ComponentOptions;
use crate::table::{ClinicalInput, age_alone, is_age_alone};

/// How to train.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct TrainOptions {
    /// Name of the model file.
    pub name: String,
    /// Trained on simulated cases.
    pub demonstration: bool,
    /// What is known of the patients without an image; with what stands for unknown values once it was trained.
    #[serde(default = "age_alone", skip_serializing_if = "is_age_alone")]
    pub clinical: Vec<ClinicalInput>,
    /// 1. Selection of features.
    pub selection: select::Options,
    /// 2. Components of deep features, for DRad-M; `None` where there are no deep features, or none are wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub components: Option<ComponentOptions>,
    /// 3. Classifiers to fit.
    pub classifiers: Vec<Kind>,
    /// 4. Folds of both cross-validations.
    pub folds: usize,
    /// 5. Calibration.
    pub calibration: CalibrationKind,
    /// Of everything random.
    pub seed: u64,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            name: "unnamed".to_owned(),
            demonstration: false,
            clinical: age_alone(),
            selection: select::Options::default(),
            components: Some(ComponentOptions::default()),
            classifiers: Kind::ALL.to_vec(),
            folds: 5,
            calibration: CalibrationKind::Platt,
            seed: 1,
        }
    }
}
