//! How one model does on local cases: all that is printed and shown of it.

use serde::Serialize;

use crate::classify::Kind;
use crate::error::{Error, Result};
use crate::explain::Level;
use crate::model::Chosen;
use crate::model::file::ModelFile;
use crate::numeric::float;
use crate::numeric::linear;
use crate::numeric::statistics::{ClosedTest, Update, closed_test, cluster_count};
use crate::study::validate::figures;
use crate::study::validate::figures::{Figure, LocalBenefit, Needed, benefits, needed};
use crate::study::validate::local::{
    Local, PATIENTS_A_NUMBER, ValidateOptions, affordable, chosen, with_inputs_of,
};
use crate::table::{Table, csv};

/// How a model does on local cases.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Validation {
    /// Name and SHA-256 of the model file.
    pub model_file: [String; 2],
    /// SHA-256 of the table.
    pub table_sha256: String,
    /// Which model of the file.
    pub model: String,
    /// Which of its classifiers.
    pub classifier: Kind,
    /// Its frozen threshold.
    pub threshold: f64,
    /// Cases, without those that the model was trained on.
    pub cases: usize,
    /// Cases of the table that the model was trained on.
    pub training_cases: usize,
    /// Metastases among the cases.
    pub metastases: usize,
    /// Patients: fewer than cases where some have several lesions, which intervals and tests then take together.
    pub patients: usize,
    /// Patients with a primary, and with a metastasis.
    pub patients_of: [usize; 2],
    /// Cases unlike those of training: unusual, and outside of all.
    pub unlike: [usize; 2],
    /// AUC, calibration and Brier score, each with its interval.
    pub figures: Vec<Figure>,
    /// Net benefit at thresholds from 0.1 to 0.9.
    pub net_benefit: Vec<LocalBenefit>,
    /// Cases for intervals of a stated width.
    pub needed: Vec<Needed>,
    /// The closed test among updates; `None` with the reason where it cannot be made.
    pub closed_test: Option<ClosedTest>,
    /// Why there is no closed test.
    pub problem: Option<Error>,
    /// The least number of patients of the rarer group for each of the two updates: a new intercept, intercept and slope.
    pub floors: [usize; 2],
    /// What the closed test chooses, as far as there are patients enough for it.
    pub advised: Update,
}

/// How one model of a file does on the cases of a table that it was not trained on.
///
/// # Errors
/// The table has no such cases, or lacks a column or a value that the model needs; the file has no such model; a width that is
/// not above 0.
pub fn validate(model_file: &ModelFile, table: &Table, options: &ValidateOptions) -> Result<Validation> {
    let table = with_inputs_of(model_file, table)?;
    let (local, training_cases) = Local::of(model_file, &table)?;
    let one = chosen(model_file, options)?;
    let logits = local.logits(one)?;
    let probabilities: Vec<f64> = logits.iter().map(|&logit| float::logistic(logit)).collect();
    let judged = figures::Judged {
        labels: &local.labels,
        probabilities: &probabilities,
        patients: &local.patients,
        threshold: one.classifier.threshold,
    };
    let patients_of = local.patients_of();
    let rarer = patients_of[0].min(patients_of[1]);
    let floors = [PATIENTS_A_NUMBER, 2 * PATIENTS_A_NUMBER];
    let (closed_test, problem) = match closed_test(&local.labels, &logits, &local.patients) {
        Ok(test) => (Some(test), None),
        Err(error) => (None, Some(error)),
    };
    let wished = closed_test.as_ref().map_or(Update::None, |test| test.chosen);
    let figures = figures::figures(&judged);
    Ok(Validation {
        model_file: [model_file.name.clone(), model_file.sha256().to_owned()],
        table_sha256: csv::table_sha256(&table),
        model: one.model.name.clone(),
        classifier: one.classifier.kind,
        threshold: one.classifier.threshold,
        cases: local.positions.len(),
        training_cases,
        metastases: local.labels.iter().filter(|&&label| label).count(),
        patients: cluster_count(&local.patients),
        patients_of,
        unlike: unlike(one, &local)?,
        needed: needed(&judged, &figures, &options.widths)?,
        figures,
        net_benefit: benefits(&judged)?,
        closed_test,
        problem,
        floors,
        advised: wished.min(affordable(rarer)),
    })
}

/// Cases that are unusual, and that are outside of the training cases.
fn unlike(Chosen { model, .. }: Chosen, local: &Local) -> Result<[usize; 2]> {
    let raw = model.scaling.raw_rows(&local.rows(), model.takes_missing())?;
    let level = |raw: &[f64]| {
        let mut row = model.scaling.standardise(raw);
        row.iter_mut().filter(|z| z.is_nan()).for_each(|z| *z = 0.0);
        model.distribution.position(&row).level
    };
    let levels: Vec<Level> = linear::rows(&raw).map(level).collect();
    Ok([Level::Unusual, Level::Outside].map(|of| levels.iter().filter(|&&level| level == of).count()))
}
