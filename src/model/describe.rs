//! A model file for readers: its card, its cohorts, and the performance of every classifier.

use serde::{Deserialize, Serialize};

use crate::case::DeepRecord;
use crate::case::count_parts;
use crate::classify::Kind;
use crate::error::Result;
use crate::model::file::{Card, Classifier, CohortRecord, FittedModel, ModelFile, Predictions};
use crate::model::options::TrainOptions;
use crate::model::recalibrated::Recalibrated;
use crate::model::spacing::SpacingRange;
use crate::report::performance::{MEASURES, Measured, judged};
use crate::settings::Settings;
use crate::table::{ClinicalInput, Column, Sequence, Split};

/// A model file for readers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Description {
    /// Its name.
    pub name: String,
    /// Trained on simulated cases.
    pub demonstration: bool,
    /// To be shown beside every answer.
    pub notice: String,
    /// Its hash.
    pub sha256: String,
    /// PyRadiomics parameter file of its extraction.
    pub settings: String,
    /// `geometryTolerance` of its settings: how far a mask's grid may be from an image's and still count as the same.
    pub geometry_tolerance: Option<f64>,
    /// Parts that the extraction of a sequence can be spread over.
    pub parts: usize,
    /// Network and settings of the deep features its models use.
    pub deep: Option<DeepRecord>,
    /// Sequences it needs.
    pub sequences: Vec<Sequence>,
    /// What has to be known of a patient without an image.
    pub clinical: Vec<ClinicalInput>,
    /// Spacing of the training cases, where it is known.
    pub spacing_mm: Vec<SpacingRange>,
    /// Share of metastases in the training cases; `None` where its models do not agree on one.
    pub prevalence: Option<f64>,
    /// What it was trained and tried on.
    pub cohorts: Vec<CohortRecord>,
    /// How it was trained.
    pub training: TrainOptions,
    /// What it is for and what not.
    pub card: Card,
    /// How it was brought to one place, where it was.
    pub recalibrated: Option<Recalibrated>,
    /// The models, baselines last.
    pub models: Vec<ModelDescription>,
}

/// One model of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ModelDescription {
    /// `Rad-M`, `CRad-M`, …
    pub name: String,
    /// A baseline, for comparison with the models.
    pub baseline: bool,
    /// Whether it needs deep features.
    pub deep: bool,
    /// Columns of the feature table, or `age`.
    pub inputs: Vec<Column>,
    /// What is usual of each input, in the same order.
    pub typical: Vec<Typical>,
    /// Its classifiers.
    pub classifiers: Vec<ClassifierDescription>,
}

/// What is usual of an input: its values in the training cases, before scaling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Typical {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub deviation: f64,
    /// Smallest and largest value.
    pub range: [f64; 2],
    /// First quartile, median and third quartile of the primaries and of the metastases; files of versions before 0.2.0 do
    /// not say.
    pub groups: Option<[[f64; 3]; 2]>,
}

/// One classifier of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ClassifierDescription {
    /// Which kind.
    pub kind: Kind,
    /// Frozen threshold.
    pub threshold: f64,
    /// How it did, by cohort.
    pub cohorts: Vec<CohortPerformance>,
}

/// How a classifier did in one cohort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CohortPerformance {
    /// Which cohort; the training cohort's predictions are out-of-fold.
    pub split: Split,
    /// Cases.
    pub cases: usize,
    /// Metastases among them.
    pub metastases: usize,
    /// The columns of a report's performance table, in its order.
    pub measures: Vec<NamedMeasure>,
}

/// A number with its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NamedMeasure {
    /// As in the report's CSV file.
    pub key: String,
    /// `None` where it cannot be computed: a class is missing, or no case was called so.
    pub measured: Option<Measured>,
}

/// A model file for readers; performance is computed from the predictions it keeps.
///
/// # Errors
/// Its settings are not good.
pub fn describe(model_file: &ModelFile) -> Result<Description> {
    let models = model_file.models.iter().map(|model| ModelDescription {
        name: model.name.clone(),
        baseline: model.baseline,
        deep: model.is_deep(),
        inputs: model.scaling.inputs().to_vec(),
        typical: typical(model),
        classifiers: model.classifiers.iter().map(|one| classifier(model, one)).collect(),
    });
    let settings = Settings::from_yaml(&model_file.extraction.settings)?;
    Ok(Description {
        name: model_file.name.clone(),
        demonstration: model_file.demonstration,
        notice: model_file.notice.clone(),
        sha256: model_file.sha256().to_owned(),
        settings: model_file.extraction.settings.clone(),
        geometry_tolerance: settings.grid.tolerance,
        parts: count_parts(&settings),
        deep: model_file.deep().cloned(),
        sequences: model_file.extraction.sequences.clone(),
        clinical: model_file.clinical().to_vec(),
        spacing_mm: model_file.extraction.spacing_mm.clone(),
        prevalence: model_file.training_prevalence(),
        cohorts: model_file.cohorts.clone(),
        training: model_file.training.clone(),
        card: model_file.card.clone(),
        recalibrated: model_file.recalibrated.clone(),
        models: models.collect(),
    })
}

fn typical(model: &FittedModel) -> Vec<Typical> {
    let scaled = model.scaling.mean().iter().zip(model.scaling.sd()).enumerate();
    scaled
        .map(|(input, (&mean, &deviation))| {
            let (low, high) = model.distribution.range(input);
            let raw = |z: f64| mean + z * deviation;
            Typical {
                mean,
                deviation,
                range: [low, high].map(raw),
                groups: model.distribution.quartiles(input).map(|groups| groups.map(|of| of.map(raw))),
            }
        })
        .collect()
}

fn classifier(model: &FittedModel, classifier: &Classifier) -> ClassifierDescription {
    ClassifierDescription {
        kind: classifier.kind,
        threshold: classifier.threshold,
        cohorts: classifier.predictions.iter().map(|of| cohort(model, of, classifier.threshold)).collect(),
    }
}

fn cohort(model: &FittedModel, predictions: &Predictions, threshold: f64) -> CohortPerformance {
    let labels = predictions.diagnoses();
    let performance = judged(predictions.split, (&labels, &predictions.probabilities), threshold);
    let performance =
        if model.scaling.inputs().is_empty() { performance.of_no_inputs() } else { performance };
    let shown = MEASURES.iter().filter(|measure| measure.shown);
    CohortPerformance {
        split: predictions.split,
        cases: performance.cases,
        metastases: performance.events,
        measures: shown
            .map(|measure| NamedMeasure {
                key: measure.key.to_owned(),
                measured: (measure.of)(&performance).ok(),
            })
            .collect(),
    }
}
