//! The local cases of a table, the model that is judged on them, and what may be fitted to so many.

use std::collections::BTreeMap;

use crate::classify::Kind;
use crate::error::Result;
use crate::model::Chosen;
use crate::model::file::ModelFile;
use crate::numeric::linear;
use crate::numeric::statistics::{Update, cluster_count};
use crate::study::evaluate::primary;
use crate::table::{Rows, Split, Table};
use crate::words::{ModelProblem, Names, TableProblem};

/// Patients of the rarer group for each number that is fitted to them: fewer, and the new probabilities would be more
/// chance than calibration.
pub const PATIENTS_A_NUMBER: usize = 10;

/// What is validated, and how precise it should be.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidateOptions {
    /// A model of the file; CRad-M or else the first when left out.
    pub model: Option<String>,
    /// One of its classifiers; logistic regression or else the first when left out.
    pub classifier: Option<Kind>,
    /// Widths of the intervals that should be reached.
    pub widths: Widths,
}

impl Default for ValidateOptions {
    fn default() -> Self {
        let widths = Widths { observed_expected: 0.2, slope: 0.2, auc: 0.1, net_benefit: 0.2 };
        Self { model: None, classifier: None, widths }
    }
}

/// Widths of 95 % intervals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Widths {
    /// Of observed / expected metastases.
    pub observed_expected: f64,
    /// Of the calibration slope.
    pub slope: f64,
    /// Of the AUC.
    pub auc: f64,
    /// Of the standardised net benefit at the model's threshold.
    pub net_benefit: f64,
}

/// The local cases of a table, under one model.
pub(super) struct Local<'a> {
    pub table: &'a Table,
    pub positions: Vec<usize>,
    pub labels: Vec<bool>,
    /// Whose row it is.
    pub patients: Vec<usize>,
}

impl<'a> Local<'a> {
    /// All rows that the model was not trained on, and how many it was. A file of a version before 0.2.0 does not know its
    /// training rows: there the cohort `train` counts as them.
    pub fn of(model_file: &ModelFile, table: &'a Table) -> Result<(Self, usize)> {
        let cases = table.cases();
        if cases.is_empty() {
            return Err(TableProblem::NoCases.into());
        }
        let trained = model_file
            .are_training_rows(table)
            .unwrap_or_else(|| cases.iter().map(|case| case.split == Split::Train).collect());
        let positions: Vec<usize> = (0..cases.len()).filter(|&row| !trained[row]).collect();
        if positions.is_empty() {
            return Err(ModelProblem::LocalOnlyTraining.into());
        }
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let mut patient = |row: &usize| {
            let next = known.len();
            *known.entry(cases[*row].patient.as_str()).or_insert(next)
        };
        let patients = positions.iter().map(&mut patient).collect();
        let labels = positions.iter().map(|&row| cases[row].metastasis).collect();
        let left_out = cases.len() - positions.len();
        Ok((Self { table, positions, labels, patients }, left_out))
    }

    pub fn rows(&self) -> Rows<'a> {
        self.table.rows_at(self.positions.clone())
    }

    /// Log-odds of a classifier for every case.
    pub fn logits(&self, Chosen { model, classifier }: Chosen) -> Result<Vec<f64>> {
        let raw = model.scaling.raw_rows(&self.rows(), model.takes_missing())?;
        let logit = |raw: &[f64]| {
            let logit = classifier.logit(&classifier.row(&model.scaling, raw));
            model.probability(classifier, logit).map(|_| logit)
        };
        linear::rows(&raw).map(logit).collect()
    }

    /// Patients with a primary, and with a metastasis.
    pub fn patients_of(&self) -> [usize; 2] {
        [false, true].map(|class| {
            let of = self.labels.iter().zip(&self.patients).filter(|(label, _)| **label == class);
            cluster_count(&of.map(|(_, &patient)| patient).collect::<Vec<_>>())
        })
    }
}

/// The table with the clinical inputs of a model file.
pub(super) fn with_inputs_of(model_file: &ModelFile, table: &Table) -> Result<Table> {
    match table.clinical() == model_file.clinical() {
        true => Ok(table.clone()),
        false => table.clone().with_clinical(model_file.clinical()),
    }
}

pub(super) fn chosen<'a>(model_file: &'a ModelFile, options: &ValidateOptions) -> Result<Chosen<'a>> {
    let all: Vec<Chosen> = model_file
        .models
        .iter()
        .flat_map(|model| model.classifiers.iter().map(move |classifier| Chosen { model, classifier }))
        .collect();
    let wanted = |one: &Chosen| {
        options.model.as_ref().is_none_or(|name| one.model.name == *name)
            && options.classifier.is_none_or(|kind| one.classifier.kind == kind)
    };
    let of: Vec<Chosen> = all.iter().copied().filter(wanted).collect();
    if let Some(place) = primary(&of) {
        return Ok(of[place]);
    }
    let known: Names =
        all.iter().map(|one| format!("{} {}", one.model.name, one.classifier.kind.key())).collect();
    let found = [options.model.as_deref().unwrap_or_default(), options.classifier.map_or("", Kind::key)];
    Err(ModelProblem::LocalModel { known, found: found.join(" ").trim().into() }.into())
}

/// The most that may be fitted to so many patients of the rarer group.
pub(super) fn affordable(rarer: usize) -> Update {
    match rarer / PATIENTS_A_NUMBER {
        0 => Update::None,
        1 => Update::Intercept,
        _ => Update::InterceptAndSlope,
    }
}
