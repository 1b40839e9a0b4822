//! Answers to many cases as one CSV: a line a case, the same from the page and from the command line.
//!
//! Columns: case, age_years, the other clinical inputs, the probability of every model and classifier, the class of each (empty where a model was
//! not asked, for want of deep features), codes of warnings, the problem where there is no answer, and the files that
//! were used. Lines are made one at a time, so that a long run can be taken up again; their files are joined to them at the end,
//! so that a line that is kept holds no name of a file.

use crate::answer::prediction::{Answer, Prediction};
use crate::case::SequenceFeatures;
use crate::classify::Kind;
use crate::model::file::{FittedModel, ModelFile};
use crate::model::spacing_columns;
use crate::numeric::order;
use crate::table::{ClinicalInput, Patient, Told, csv, format_number};

/// Models and classifiers of a file, in the order of its predictions.
fn pairs(model_file: &ModelFile) -> impl Iterator<Item = (&str, Kind)> + '_ {
    model_file.models.iter().flat_map(|FittedModel { name, classifiers, .. }| {
        classifiers.iter().map(|classifier| (name.as_str(), classifier.kind))
    })
}

/// The same as columns are named.
fn names(model_file: &ModelFile) -> impl Iterator<Item = String> + '_ {
    pairs(model_file).map(|(model, kind)| format!("{model} {}", kind.key()))
}

/// Clinical inputs beside age, which has a column of its own.
fn others(model_file: &ModelFile) -> impl Iterator<Item = &ClinicalInput> {
    model_file.clinical().iter().filter(|input| !input.is_age())
}

/// What is said of an input.
fn said(told: &[Told], input: &ClinicalInput) -> String {
    told.iter().find(|told| told.name == input.name).map(|told| told.text.clone()).unwrap_or_default()
}

/// The line of column names.
pub fn answers_header(model_file: &ModelFile) -> String {
    let mut cells = vec!["case".to_owned(), "age_years".to_owned()];
    cells.extend(others(model_file).map(|input| input.name.clone()));
    cells.extend(names(model_file).map(|name| format!("{name} probability")));
    cells.extend(names(model_file).map(|name| format!("{name} class")));
    cells.extend(["warnings", "problem"].map(str::to_owned));
    csv::line(&cells)
}

/// The line of a case that was answered.
pub fn answers_line(model_file: &ModelFile, case: &str, prediction: &Prediction) -> String {
    let answer = |(model, kind)| {
        prediction.models.iter().find(|answer| answer.model == model && answer.classifier == kind)
    };
    let answers: Vec<Option<&Answer>> = pairs(model_file).map(answer).collect();
    let each = |of: fn(&Answer) -> String| answers.iter().map(move |one| one.map(of).unwrap_or_default());
    let mut cells = vec![case.to_owned(), prediction.done.age_years.map(format_number).unwrap_or_default()];
    cells.extend(others(model_file).map(|input| said(&prediction.done.clinical, input)));
    cells.extend(each(|answer| format_number(answer.probability)));
    cells.extend(each(|answer| answer.class.key().to_owned()));
    let mut codes: Vec<&str> = prediction.warnings.iter().map(|warning| warning.code.as_ref()).collect();
    order::sort(&mut codes, &Ord::cmp);
    codes.dedup();
    cells.extend([codes.join("; "), String::new()]);
    csv::line(&cells)
}

/// The line of a case that could not be answered.
pub fn answers_problem(model_file: &ModelFile, case: &str, patient: Patient<'_>, problem: &str) -> String {
    let age = Some(patient.age_years).filter(|age| !age.is_nan()).map(format_number).unwrap_or_default();
    let mut cells = vec![case.to_owned(), age];
    cells.extend(others(model_file).map(|input| said(patient.told, input)));
    cells.extend(names(model_file).flat_map(|_| [String::new(), String::new()]));
    cells.extend([String::new(), problem.to_owned()]);
    csv::line(&cells)
}

/// Columns of the files that were used, which are joined to those of an answer.
pub const FILES: [&str; 5] = ["t1", "t2", "t2fs", "t1ce", "mask"];

/// Images and masks of a case as cells of [`FILES`]; masks that are not the same are all named.
pub fn file_cells(images: &[String; 4], masks: &[String; 4]) -> Vec<String> {
    let same = masks.iter().all(|mask| *mask == masks[0]);
    let mask = if same { masks[0].clone() } else { masks.join("; ") };
    images.iter().cloned().chain([mask]).collect()
}

/// Two lines of CSV as one.
pub fn joined(first: &str, second: &str) -> String {
    format!("{},{second}", first.trim_end_matches('\n'))
}

/// Names and values of all features of a case, as `discern extract --cohort` puts them into a table.
pub fn feature_cells(sequences: &[SequenceFeatures]) -> (Vec<String>, Vec<String>) {
    let features = sequences.iter().flat_map(|one| one.features.iter().cloned());
    let all = features.chain(sequences.iter().flat_map(spacing_columns));
    all.map(|of| (of.name.to_string(), of.value.map(format_number).unwrap_or_default())).unzip()
}
