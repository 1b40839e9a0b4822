//! A model file for one place: the same models, their log-odds brought to local cases by one or two numbers, sealed anew with
//! the hash of the file it came from.

use serde::Serialize;

use crate::classify::{Calibration, Kind};
use crate::error::Result;
use crate::model::file::{Classifier, FittedModel, ModelFile, ModelParts};
use crate::model::{Chosen, LocalCases, Recalibrated};
use crate::numeric::float;
use crate::numeric::statistics::{Line, Update, closed_test, cluster_count, new_intercept};
use crate::study::validate::local::{
    Local, PATIENTS_A_NUMBER, ValidateOptions, affordable, chosen, with_inputs_of,
};
use crate::table::{Table, csv};
use crate::words::ModelProblem;

/// What was done to a model file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Recalibration {
    /// How the log-odds of all models were changed.
    pub update: Update,
    /// One a model and classifier of the new file.
    pub lines: Vec<ModelLine>,
    /// Models of the parent that the new file does not have, as the table lacks what they need or they point the wrong way here.
    pub left_out: Vec<String>,
    /// SHA-256 of the new file.
    pub sha256: String,
}

/// What was done to one classifier.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ModelLine {
    /// Its model.
    pub model: String,
    /// Its kind.
    pub classifier: Kind,
    /// New log-odds over the former.
    pub line: Line,
}

/// Brings all models of a file to the local cases of a table. Which update it is, is decided once for the file, by the
/// model that `options` name: by the closed test and the number of patients where `asked` is `None`. Each model and
/// classifier is then fitted by itself. Thresholds move with the probabilities, so that classes stay; the share of
/// metastases becomes the local one wherever log-odds change. The file keeps diagnoses and probabilities of the local cases,
/// without names.
///
/// # Errors
/// As `validate`; too few patients for the update that was asked for; the slope is not above 0: the model points the wrong way
/// here, and no recalibration mends that.
pub fn recalibrate(
    model_file: &ModelFile,
    table: &Table,
    options: &ValidateOptions,
    asked: Option<Update>,
) -> Result<(ModelFile, Recalibration)> {
    let table = with_inputs_of(model_file, table)?;
    let (local, _) = Local::of(model_file, &table)?;
    let one = chosen(model_file, options)?;
    let update = decide(&local, one, asked)?;
    let share = local.labels.iter().filter(|&&label| label).count() as f64 / local.labels.len() as f64;
    let (mut models, mut lines, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for model in &model_file.models {
        let mut classifiers = Vec::new();
        for classifier in &model.classifiers {
            let Ok(fitted) = local.logits(Chosen { model, classifier }).and_then(|logits| {
                let line = line(&local, &logits, update)?;
                Ok((line, logits))
            }) else {
                left_out.push(format!("{} {}", model.name, classifier.kind.key()));
                continue;
            };
            let (line, logits) = fitted;
            if line.slope <= 0.0 && std::ptr::eq(classifier, one.classifier) {
                let (model, slope) = (model.name.clone(), line.slope);
                return Err(ModelProblem::LocalReversed { model, slope }.into());
            }
            if line.slope <= 0.0 {
                left_out.push(format!("{} {}", model.name, classifier.kind.key()));
                continue;
            }
            classifiers.push(updated(classifier, line, local.kept(&logits, line)));
            lines.push(ModelLine { model: model.name.clone(), classifier: classifier.kind, line });
        }
        if !classifiers.is_empty() {
            let prevalence = if update == Update::None { model.prevalence } else { share };
            models.push(FittedModel { classifiers, prevalence, ..model.clone() });
        }
    }
    let parts: &ModelParts = model_file;
    let mut parts = ModelParts { models, ..parts.clone() };
    parts.recalibrated = Some(Recalibrated {
        parent_sha256: model_file.sha256().to_owned(),
        table_sha256: csv::table_sha256(&table),
        cases: local.labels.len(),
        metastases: local.labels.iter().filter(|&&label| label).count(),
        patients: cluster_count(&local.patients),
        update,
        by_closed_test: asked.is_none(),
        model: one.model.name.clone(),
        classifier: one.classifier.kind,
        left_out: left_out.clone(),
    });
    let file = ModelFile::seal(parts)?;
    let sha256 = file.sha256().to_owned();
    Ok((file, Recalibration { update, lines, left_out, sha256 }))
}

/// Which update it is.
fn decide(local: &Local, one: Chosen, asked: Option<Update>) -> Result<Update> {
    let patients_of = local.patients_of();
    let rarer = patients_of[0].min(patients_of[1]);
    let most = affordable(rarer);
    match asked {
        None if most == Update::None => Ok(Update::None),
        None => Ok(closed_test(&local.labels, &local.logits(one)?, &local.patients)?.chosen.min(most)),
        Some(update) if update <= most => Ok(update),
        Some(update) => {
            let numbers = if update == Update::Intercept { 1 } else { 2 };
            Err(ModelProblem::LocalFew { least: numbers * PATIENTS_A_NUMBER, found: rarer }.into())
        }
    }
}

/// The update of one classifier. One that gives all cases the same has no slope, and gets a new intercept alone.
fn line(local: &Local, logits: &[f64], update: Update) -> Result<Line> {
    let equal = logits.windows(2).all(|pair| pair[0] == pair[1]);
    match update {
        Update::None => Ok(Line::EVEN),
        Update::InterceptAndSlope if !equal => Ok(closed_test(&local.labels, logits, &local.patients)?.both),
        _ => new_intercept(&local.labels, logits),
    }
}

impl Local<'_> {
    /// What the new file keeps of the local cases.
    fn kept(&self, logits: &[f64], line: Line) -> LocalCases {
        let probability = |&logit: &f64| rounded(float::logistic(line.logit(logit)));
        LocalCases {
            line,
            labels: self.labels.iter().map(|&label| u8::from(label)).collect(),
            probabilities: logits.iter().map(probability).collect(),
            patients: self.patients.clone(),
        }
    }
}

/// To six digits, and never 0 or 1, as the predictions of a model file are.
fn rounded(p: f64) -> f64 {
    ((p * 1e6).round() / 1e6).clamp(1e-6, 1.0 - 1e-6)
}

fn updated(classifier: &Classifier, line: Line, local: LocalCases) -> Classifier {
    let mut new = classifier.clone();
    if line != Line::EVEN {
        new.calibration = Calibration::updated(new.calibration, line);
        new.threshold = line.probability(new.threshold);
        for predictions in &mut new.predictions {
            predictions.probabilities.iter_mut().for_each(|p| *p = rounded(line.probability(*p)));
        }
    }
    new.local = Some(local);
    new
}
