//! The model file: everything that is needed to apply a model and to judge it, in one JSON text with a hash.
//!
//! `docs/model.md` describes the schema. No names of cases or people are in it.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::case::DeepRecord;
use crate::classify::foreign;
use crate::classify::{Calibration, Fitted, Kind, Parameters};
use crate::error::{Error, Result};
use crate::explain::Distribution;
use crate::model::options::TrainOptions;
use crate::model::provenance::FeatureSource;
use crate::model::recalibrated::{LocalCases, Recalibrated};
use crate::model::sealed;
use crate::model::sealed::{Format, Refusal, Sealed};
use crate::model::spacing::SpacingRange;
use crate::numeric::float;
use crate::numeric::hash::sha256;
use crate::select::{LassoPath, Scaling, Step};
use crate::settings::Settings;
use crate::table::{ClinicalInput, Sequence, Split, is_age_alone};
use crate::words::ModelProblem;

/// First fields of every model file; a reader refuses any other. Version 2 has clinical inputs beside age, version 3 was
/// brought to local cases; a file without either is written as version 1, which every reader takes.
const FORMAT: Format = Format { schema: "discern-model", version: 3 };
/// Shown wherever a demonstration model is.
pub const DEMONSTRATION_NOTICE: &str = "trained on simulated cases, not for clinical use";
/// Shown wherever another model is.
pub const RESEARCH_NOTICE: &str = "for research, not for clinical use";

/// A model file: sound in itself, with its text and the hash of that. It is made by [`Self::seal`] or read by
/// [`Self::from_json`] and not changed after; its parts are read as its own fields.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFile {
    parts: ModelParts,
    sealed: Sealed,
}

/// What a model file is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelParts {
    /// Name given by who trained it.
    pub name: String,
    /// Trained on simulated cases.
    pub demonstration: bool,
    /// What to show beside every answer.
    pub notice: String,
    /// How features must be extracted.
    pub extraction: ExtractionRecord,
    /// What it was trained and tried on.
    pub cohorts: Vec<CohortRecord>,
    /// How it was trained; of an imported model, defaults that were not used.
    pub training: TrainOptions,
    /// Where it was trained, if not here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<Imported>,
    /// The models, baselines last.
    pub models: Vec<FittedModel>,
    /// What it is for and what not.
    pub card: Card,
    /// Hashes of the training rows, in the order of training (`docs/model.md`); files of versions before 0.2.0 have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub training_rows: Vec<String>,
    /// On which local cases it was validated and brought to them, of a file that was made of another one for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recalibrated: Option<Recalibrated>,
}

/// How features must be extracted for this model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtractionRecord {
    /// PyRadiomics parameter file, as text.
    pub settings: String,
    /// How deep features were made, where a model may use them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deep: Option<DeepRecord>,
    /// Sequences whose features were offered.
    pub sequences: Vec<Sequence>,
    /// Spacing of the training cases, of the sequences whose spacing the table holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spacing_mm: Vec<SpacingRange>,
    /// SHA-256 of the feature table's bytes.
    pub table_sha256: String,
}

impl ExtractionRecord {
    /// Hash of what the settings mean: the same for texts that are written differently and say the same.
    ///
    /// # Errors
    /// The text is no parameter file.
    pub fn meaning(&self) -> Result<String> {
        Ok(sha256(Settings::from_yaml(&self.settings)?.meaning().as_bytes()))
    }
}

/// Who was in a cohort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct CohortRecord {
    /// Which one.
    pub split: Split,
    /// Cases of primaries.
    pub primaries: usize,
    /// Cases of metastases.
    pub metastases: usize,
    /// Mean and standard deviation of age, where known.
    pub age_years: Option<[f64; 2]>,
    /// Number of centres.
    pub centers: usize,
}

/// One model: its inputs, and a classifier of each kind on them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FittedModel {
    /// `Rad-M`, `DRad-M`, `CRad-M`, or a baseline's name.
    pub name: String,
    /// A baseline, for comparison with the models.
    pub baseline: bool,
    /// Inputs with their scaling.
    pub scaling: Scaling,
    /// What the selection did on all training rows.
    pub selection: Vec<Step>,
    /// The selection's lasso.
    pub lasso: Option<LassoPath>,
    /// Ranges and covariance of the training rows: they show whether a case is like them.
    pub distribution: Distribution,
    /// Share of metastases in the training rows.
    pub prevalence: f64,
    /// In the order of [`Kind::ALL`].
    pub classifiers: Vec<Classifier>,
}

/// One fitted, calibrated classifier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classifier {
    /// Which kind.
    pub kind: Kind,
    /// The best of the grid by cross-validation.
    pub parameters: Parameters,
    /// Fitted to all training rows.
    pub fitted: Fitted,
    /// Its own scaling of raw inputs, where another program trained it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_scaling: Option<OwnScaling>,
    /// Fitted to out-of-fold margins.
    pub calibration: Calibration,
    /// By Youden on out-of-fold probabilities; metastasis is at or above it.
    pub threshold: f64,
    /// Diagnoses and probabilities by cohort; the training cohort's are out-of-fold.
    pub predictions: Vec<Predictions>,
    /// What it says of the local cases, of a file that was brought to a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local: Option<LocalCases>,
}

/// (x − mean) / scale of every input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnScaling {
    /// Of each input.
    pub mean: Vec<f64>,
    /// Of each input, above 0.
    pub scale: Vec<f64>,
}

/// Where a model that was trained elsewhere comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imported {
    /// Program or format.
    pub made_by: String,
    /// SHA-256 of its file.
    pub sha256: String,
}

impl Classifier {
    /// The row that the classifier takes, of raw inputs.
    pub fn row(&self, scaling: &Scaling, raw: &[f64]) -> Vec<f64> {
        match &self.own_scaling {
            None => scaling.standardise(raw),
            Some(OwnScaling { mean, scale }) => {
                raw.iter().zip(mean).zip(scale).map(|((x, mean), scale)| (x - mean) / scale).collect()
            }
        }
    }

    /// Calibrated log-odds of a row that the classifier takes.
    pub fn logit(&self, row: &[f64]) -> f64 {
        self.calibration.logit(match self.calibration.takes_own() {
            true => self.fitted.raw_logit(row),
            false => self.fitted.margin(row),
        })
    }
}

impl Classifier {
    /// Calibrated log-odds of a forest whose trees say `share` on average.
    pub fn logit_of_share(&self, share: f64) -> f64 {
        let least = if self.calibration.takes_own() { 1e-9 } else { 1e-3 };
        self.calibration.logit(float::logit(share.clamp(least, 1.0 - least)))
    }
}

impl FittedModel {
    /// Whether it needs deep features.
    pub fn is_deep(&self) -> bool {
        !self.scaling.components().is_empty()
    }

    /// The probability of the log-odds that a classifier gives. What is no number is no answer, and never a class.
    ///
    /// # Errors
    /// It is none.
    pub fn probability(&self, classifier: &Classifier, logit: f64) -> Result<f64> {
        let probability = float::logistic(logit);
        if (0.0..=1.0).contains(&probability) {
            return Ok(probability);
        }
        Err(ModelProblem::NoProbability { model: self.name.clone(), classifier: classifier.kind.key() }
            .into())
    }

    /// Whether a case may lack inputs.
    pub fn takes_missing(&self) -> bool {
        !self.classifiers.is_empty() && self.classifiers.iter().all(|one| one.fitted.takes_missing())
    }
}

/// Probabilities given to one cohort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predictions {
    /// Which cohort.
    pub split: Split,
    /// 1: metastasis.
    pub labels: Vec<u8>,
    /// To six digits.
    pub probabilities: Vec<f64>,
    /// Area under the ROC curve with DeLong's 95 % interval; `None` where a class is missing.
    pub auc: Option<[f64; 3]>,
}

/// Model card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// What it is meant for.
    pub intended_use: String,
    /// Whom it was made from.
    pub population: String,
    /// What it cannot do.
    pub limits: String,
    /// Terms.
    pub licence: String,
}

impl Predictions {
    /// Which cases were metastases.
    pub fn diagnoses(&self) -> Vec<bool> {
        self.labels.iter().map(|&label| label == 1).collect()
    }
}

impl Deref for ModelFile {
    type Target = ModelParts;

    fn deref(&self) -> &ModelParts {
        &self.parts
    }
}

impl ModelFile {
    /// A model file of its parts.
    ///
    /// # Errors
    /// They are not sound, as where a fit ended in no number: such a file could not be read again.
    pub fn seal(parts: ModelParts) -> Result<Self> {
        parts.check()?;
        let version = match (parts.recalibrated.is_some(), is_age_alone(parts.clinical())) {
            (true, _) => 3,
            (false, false) => 2,
            (false, true) => 1,
        };
        let sealed = sealed::seal(Format { version, ..FORMAT }, &parts)
            .map_err(|cause| ModelProblem::ModelUnwritable { cause: cause.to_string() })?;
        Ok(Self { parts, sealed })
    }

    /// Reads a model file, whose text it keeps.
    ///
    /// # Errors
    /// Not a model file, of another version, changed since it was written, or not sound in itself.
    pub fn from_json(text: impl Into<String>) -> Result<Self> {
        Self::read(text.into())
    }

    fn read(text: String) -> Result<Self> {
        let binary = foreign::binary(text.as_bytes());
        let opened = sealed::open::<ModelParts>(FORMAT, text);
        let (parts, sealed) = opened.map_err(|refusal| match binary {
            Some(kind) => ModelProblem::ForeignBinary { kind }.into(),
            None => refused(refusal),
        })?;
        parts.check()?;
        Ok(Self { parts, sealed })
    }

    /// The file's text, with its hash.
    pub fn to_json(&self) -> &str {
        &self.sealed.text
    }

    /// SHA-256 of the text with this value empty.
    pub fn sha256(&self) -> &str {
        &self.sealed.sha256
    }
}

/// Why a text is no model file.
fn refused(refusal: Refusal) -> Error {
    let none = || "none".into();
    match refusal {
        Refusal::Unreadable(cause) => ModelProblem::NotAModel { cause },
        Refusal::Other(Some(schema), version) if schema == FORMAT.schema => {
            let found = version.map_or_else(none, |version| version.to_string().into());
            ModelProblem::ModelVersion { expected: FORMAT.version.into(), found }
        }
        Refusal::Other(schema, _) => {
            ModelProblem::ModelSchema { expected: FORMAT.schema, found: schema.map_or_else(none, Into::into) }
        }
        Refusal::Changed { expected, found } => ModelProblem::ModelSha256 { expected, found },
    }
    .into()
}

impl ModelParts {
    /// How deep features must be made for this file; `None` where no model uses any.
    pub fn deep(&self) -> Option<&DeepRecord> {
        let used = self.models.iter().any(FittedModel::is_deep);
        self.extraction.deep.as_ref().filter(|_| used)
    }

    /// Whether a table that was made from `source` has the features of this file.
    ///
    /// # Errors
    /// Its settings mean something else, or its deep features were made otherwise.
    pub fn check_source(&self, source: &FeatureSource) -> Result<()> {
        let other = ExtractionRecord { settings: source.settings.clone(), ..self.extraction.clone() };
        if other.meaning()? != self.extraction.meaning()? {
            return Err(ModelProblem::OtherExtraction.into());
        }
        let Some(record) = self.deep() else { return Ok(()) };
        let found = source.deep.as_ref().map(DeepRecord::mark);
        self.extraction.sequences.iter().try_for_each(|&sequence| record.check(sequence, found.as_ref()))
    }

    /// What has to be known of a patient without an image.
    pub fn clinical(&self) -> &[ClinicalInput] {
        &self.training.clinical
    }

    /// The model of a name.
    pub fn model(&self, name: &str) -> Option<&FittedModel> {
        self.models.iter().find(|model| model.name == name)
    }
}
