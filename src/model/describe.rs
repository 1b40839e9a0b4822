//! What a model file says of itself: its card, its cohorts, and how every classifier did.

use serde::Serialize;

use crate::case::DeepRecord;
use crate::case::count_parts;
use crate::classify::Kind;
use crate::error::Result;
use crate::model::file::{Card, Classifier, CohortRecord, FittedModel, ModelFile, Predictions};
use crate::model::options::TrainOptions;
use crate::model::spacing::SpacingRange;
use crate::report::performance::{MEASURES, Measured, judged};
use crate::settings::Settings;
use crate::table::{Column, Sequence, Split};

/// A model file for readers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Description<'a> {
    /// Its name.
    pub name: &'a str,
    /// Trained on simulated cases.
    pub demonstration: bool,
    /// To be shown beside every answer.
    pub notice: &'a str,
    /// Its hash.
    pub sha256: &'a str,
    /// PyRadiomics parameter file of its extraction.
    pub settings: &'a str,
    /// Parts that the extraction of a sequence can be spread over.
    pub parts: usize,
    /// Network and settings of the deep features its models use.
    pub deep: Option<&'a DeepRecord>,
    /// Sequences it needs.
    pub sequences: &'a [Sequence],
    /// Spacing of the training cases, where it is known.
    pub spacing_mm: &'a [SpacingRange],
    /// Share of metastases in the training cases; `None` where its models do not agree on one.
    pub prevalence: Option<f64>,
    /// What it was trained and tried on.
    pub cohorts: &'a [CohortRecord],
    /// How it was trained.
    pub training: &'a TrainOptions,
    /// What it is for and what not.
    pub card: &'a Card,
    /// The models, baselines last.
    pub models: Vec<ModelDescription<'a>>,
}

/// One model of the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelDescription<'a> {
    /// `Rad-M`, `CRad-M`, …
    pub name: &'a str,
    /// A yardstick beside the models.
    pub baseline: bool,
    /// Whether it needs deep features.
    pub deep: bool,
    /// Columns of the feature table, or `age`.
    pub inputs: &'a [Column],
    /// Its classifiers.
    pub classifiers: Vec<ClassifierDescription>,
}

/// One classifier of a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassifierDescription {
    /// Which kind.
    pub kind: Kind,
    /// Frozen threshold.
    pub threshold: f64,
    /// How it did, by cohort.
    pub cohorts: Vec<CohortPerformance>,
}

/// How a classifier did in one cohort.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NamedMeasure {
    /// As in the report's CSV file.
    pub key: &'static str,
    /// `None` where it cannot be computed: a class is missing, or no case was called so.
    pub measured: Option<Measured>,
}

/// What a model file says of itself; performance is computed from the predictions it keeps.
///
/// # Errors
/// Its settings are not good.
pub fn describe(bundle: &ModelFile) -> Result<Description<'_>> {
    let models = bundle.models.iter().map(|model| ModelDescription {
        name: &model.name,
        baseline: model.baseline,
        deep: model.is_deep(),
        inputs: model.scaling.inputs(),
        classifiers: model.classifiers.iter().map(|one| classifier(model, one)).collect(),
    });
    Ok(Description {
        name: &bundle.name,
        demonstration: bundle.demonstration,
        notice: &bundle.notice,
        sha256: &bundle.sha256,
        settings: &bundle.extraction.settings,
        parts: count_parts(&Settings::from_yaml(&bundle.extraction.settings)?),
        deep: bundle.deep(),
        sequences: &bundle.extraction.sequences,
        spacing_mm: &bundle.extraction.spacing_mm,
        prevalence: bundle.training_prevalence(),
        cohorts: &bundle.cohorts,
        training: &bundle.training,
        card: &bundle.card,
        models: models.collect(),
    })
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
            .map(|measure| NamedMeasure { key: measure.key, measured: (measure.of)(&performance).ok() })
            .collect(),
    }
}
