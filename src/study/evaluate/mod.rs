//! A model file and a feature table become the data of a report (stage 10).
//!
//! Training cases get the out-of-fold predictions that the model file keeps, and only when the table's training rows
//! are the very ones the model was trained on; the other cohorts are predicted anew by the frozen models. What needs
//! the training rows again (intervals of coefficients, single sequences, learning curve, optimism) is in `refits`.

mod predicted;
mod refits;

use crate::classify::Kind;
use crate::error::Result;
use crate::model::file::{FittedModel, ModelFile};
use crate::model::{Chosen, linear, spacing_of_row};
use crate::monitor::Monitor;
use crate::program::VERSION;
use crate::report;
use crate::report::{Cohort, OrReason, Study, Subject, cohort_name};
use crate::select::LassoPath;
use crate::study::evaluate::predicted::{SHOWN, model, settings, training_rows};
use crate::study::train::{AGE_ONLY, CLINICAL_ONLY};
use crate::table::{Column, Rows, Split, Table, TrainingView, csv};
use crate::words::{ModelProblem, ReportGap, TableProblem};

/// Models that the method has.
const MODELS: [&str; 3] = ["CRad-M", "Rad-M", "DRad-M"];

/// Evaluates all models of `model_file` on `table`.
///
/// # Errors
/// The table has no cases, or lacks a column or a value that a model needs; the model file has no model; cancelled.
///
/// # Examples
/// ```
/// use discern::report;
/// use discern::study;
/// # use discern::model::{FeatureSource, TrainOptions};
/// # use discern::monitor::Silent;
/// # use discern::table::csv;
/// # let mut random = discern::numeric::random::Random::new(7);
/// # let mut text = "case,center,split,age,label,t1_original_shape_MeshVolume\n".to_owned();
/// # for case in 0..80 {
/// #     let (label, split) = (case % 2, if case < 60 { "train" } else { "internal" });
/// #     let (age, volume) = (50 + 9 * label + case % 7, f64::from(label) + random.normal());
/// #     text += &format!("case{case},A,{split},{age},{label},{volume}\n");
/// # }
/// # let table = csv::read_features(&text)?;
/// # let source = FeatureSource { settings: "{}".to_owned(), deep: None };
/// # let classifiers = vec![study::classifier_named("logistic-regression")?];
/// # let options = TrainOptions { folds: 3, classifiers, ..TrainOptions::default() };
/// # let model = study::train(&table, &source, &options, &Silent)?;
///
/// // `table` is the one that `model` was trained on, its other cohorts included.
/// let judged = study::evaluate(&model, &table, &Silent)?;
/// let files = report::write(&judged)?;
/// assert_eq!(files[0].name, "report.html");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn evaluate(model_file: &ModelFile, table: &Table, monitor: &dyn Monitor) -> Result<Study> {
    if table.cases().is_empty() {
        return Err(TableProblem::NoCases.into());
    }
    let own: Table;
    let table = match table.clinical() == model_file.clinical() {
        true => table,
        false => {
            own = table.clone().with_clinical(model_file.clinical())?;
            &own
        }
    };
    let chosen: Vec<Chosen> = model_file
        .models
        .iter()
        .flat_map(|model| model.classifiers.iter().map(move |classifier| Chosen { model, classifier }))
        .collect();
    let primary = primary(&chosen).ok_or(ModelProblem::NoFittedModel)?;
    let ordered = model_file.in_training_order(table);
    let table = ordered.as_ref().unwrap_or(table);
    let training = training_rows(table, chosen[primary].model, chosen[primary].classifier);
    let models = chosen.iter().map(|&one| model(one, table, &training)).collect::<Result<Vec<_>>>()?;
    let compared = compared(&chosen, primary);
    let missing = MODELS.iter().filter(|name| model_file.model(name).is_none());
    let repeats = refits::repeat(
        refits::Evaluated { model_file, chosen: chosen[primary], table, training: &training },
        monitor,
    )?;
    Ok(Study {
        title: format!("Evaluation of {}", model_file.name),
        demonstration: model_file.demonstration,
        provenance: provenance(model_file, table),
        notes: [leaks(model_file, table), notes(model_file, &training)].concat(),
        cohorts: Split::ALL.into_iter().map(|split| cohort(table, split)).collect(),
        absent: missing.map(|name| format!("{name}: not in the model file")).collect(),
        share: None,
        models,
        grids: grids(model_file),
        primary,
        compared,
        clinical: baseline(&chosen),
        selection: selection(chosen[primary].model, &training),
        linear: linear(chosen[primary], model_file.clinical(), repeats.intervals).map(noted),
        sequences: repeats.sequences,
        learning: repeats.learning,
    })
}

/// CRad-M by logistic regression, or else the first model that the file has.
pub(in crate::study) fn primary(chosen: &[Chosen]) -> Option<usize> {
    let of = |name: &str| {
        let named = |kind: Option<Kind>| {
            chosen
                .iter()
                .position(|c| c.model.name == name && kind.is_none_or(|kind| c.classifier.kind == kind))
        };
        named(Some(SHOWN)).or_else(|| named(None))
    };
    MODELS.iter().find_map(|name| of(name)).or(if chosen.is_empty() { None } else { Some(0) })
}

/// The primary, the other models by the same classifier, and the clinical inputs and age alone.
fn compared(chosen: &[Chosen], primary: usize) -> Vec<usize> {
    let kind = chosen[primary].classifier.kind;
    let others = MODELS.iter().chain([&CLINICAL_ONLY, &AGE_ONLY]).filter_map(|name| {
        chosen.iter().position(|c| c.model.name == *name && (c.model.baseline || c.classifier.kind == kind))
    });
    let mut places = vec![primary];
    places.extend(others.filter(|&place| place != primary));
    places
}

/// The baseline of all clinical inputs, which is that of age where there is nothing else.
fn baseline(chosen: &[Chosen]) -> Option<usize> {
    let named = |name: &str| chosen.iter().position(|one| one.model.name == name);
    named(CLINICAL_ONLY).or_else(|| named(AGE_ONLY))
}

/// What was tried of each classifier in the file; nothing of one that was trained elsewhere.
fn grids(model_file: &ModelFile) -> Vec<(String, String)> {
    let kinds = model_file.training.classifiers.iter().filter(|_| model_file.imported.is_none());
    kinds.map(|&kind| (kind.words().to_owned(), settings(&kind.grid()))).collect()
}

fn cohort(table: &Table, split: Split) -> Cohort {
    let first = |is: fn(&Column) -> bool| table.columns().iter().find(|column| is(column));
    let (volume, diameter) = (first(Column::is_volume), first(Column::is_diameter));
    let features: Vec<usize> =
        (0..table.columns().len()).filter(|&at| !table.columns()[at].is_diagnostic()).collect();
    let rows = table.rows(split);
    let subjects = rows.positions().iter().map(|&row| {
        let case = &table.cases()[row];
        let finite = |value: f64| value.is_finite().then_some(value);
        Subject {
            metastasis: case.metastasis,
            age: finite(case.age),
            center: case.center.clone(),
            volume_mm3: volume.and_then(|column| table.value(row, column)).and_then(finite),
            diameter_mm: diameter.and_then(|column| table.value(row, column)).and_then(finite),
            spacing_mm: spacing_of_row(table, row),
            described: case.described.clone(),
            missing: features.iter().filter(|&&at| table.row(row)[at].is_nan()).count(),
        }
    });
    Cohort { split, subjects: subjects.collect(), features: features.len() }
}

fn provenance(model_file: &ModelFile, table: &Table) -> Vec<(String, String)> {
    let sequences: Vec<&str> =
        model_file.extraction.sequences.iter().map(|sequence| sequence.key()).collect();
    let trained: Vec<String> = model_file
        .cohorts
        .iter()
        .filter(|cohort| cohort.split == Split::Train)
        .map(|cohort| format!("{} metastases, {} primaries", cohort.metastases, cohort.primaries))
        .collect();
    let pairs = [
        ("Model", model_file.name.clone()),
        ("Trained on", trained.join("; ")),
        ("Sequences", sequences.join(", ")),
        ("Population", model_file.card.population.clone()),
        ("Limits", model_file.card.limits.clone()),
        ("Model file, SHA-256", model_file.sha256().to_owned()),
        ("Feature table, SHA-256", csv::table_sha256(table)),
        ("Program", format!("Discern {VERSION}")),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A sentence for every cohort that has training rows of the model in it, and should not.
pub fn leaks(model_file: &ModelFile, table: &Table) -> Vec<String> {
    let sentence = |(split, rows): (Split, Vec<usize>)| {
        let all = table.rows(split).len();
        format!(
            "{} of {all} cases of {} are training cases of this model: their features are the same numbers. What the \
             report says of that cohort is better than the model is.",
            rows.len(),
            cohort_name(split)
        )
    };
    model_file.training_rows_elsewhere(table).into_iter().map(sentence).collect()
}

fn notes(model_file: &ModelFile, training: &OrReason<TrainingView>) -> Vec<String> {
    let mut notes = Vec::new();
    if model_file.demonstration {
        notes.push(
            "The cases are simulated. Their difficulty was set to be like the literature\u{2019}s; the numbers show how \
             the program works and say nothing about patients."
                .to_owned(),
        );
    }
    let empty = |model: &&FittedModel| !model.baseline && model.scaling.inputs().is_empty();
    notes.extend(model_file.models.iter().filter(empty).map(|model| {
        format!(
            "The selection kept no feature for {}: by every classifier it gives all cases the share of metastases in \
             training, and ranks nobody.",
            model.name
        )
    }));
    if let Err(reason) = training {
        notes.push(format!("Parts that need the training cases are missing: {reason}."));
    }
    notes
}

fn selection(model: &FittedModel, training: &OrReason<TrainingView>) -> OrReason<report::Selection> {
    if model.selection.is_empty() {
        return Err(ReportGap::NoSelection { model: model.name.clone() });
    }
    let inputs = model.scaling.inputs().iter().filter(|input| !input.is_patient());
    let values = |rows: &Rows, input: &Column| model.scaling.raw_column(rows, input).unwrap_or_default();
    let steps = model.selection.iter().map(|s| (s.name.clone(), s.before, s.after, s.note.clone()));
    Ok(report::Selection {
        model: model.name.clone(),
        steps: steps.collect(),
        features: training
            .as_ref()
            .map(|view| inputs.map(|input| (input.to_string(), values(&view.rows(), input))).collect())
            .map_err(Clone::clone),
        lasso: model.lasso.as_ref().map(path).ok_or(ReportGap::NoLasso),
    })
}

fn path(path: &LassoPath) -> report::LassoPath {
    let point = |point: &crate::select::LassoPoint| report::LassoPoint {
        lambda: point.lambda,
        deviance: point.deviance,
        standard_error: point.standard_error,
        coefficients: point.coefficients.clone(),
    };
    report::LassoPath {
        features: path.features.iter().map(Column::to_string).collect(),
        points: path.points.iter().map(point).collect(),
        least: path.least,
        one_se: path.one_se,
    }
}

/// With the note on how the intervals were made, where there are any.
fn noted(mut linear: report::Linear) -> report::Linear {
    if linear.interval_note.is_empty() {
        linear.interval_note = refits::INTERVAL_NOTE.to_owned();
    }
    linear
}
