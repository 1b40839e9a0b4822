//! A model file and a feature table become the data of a report (stage 10).
//!
//! Training cases get the out-of-fold predictions that the model file keeps, and only when the table's training rows
//! are the very ones the model was trained on; the other cohorts are predicted anew by the frozen models. What needs
//! the training rows again (intervals of coefficients, single sequences, learning curve, optimism) is in `repeats`.

mod repeats;

use crate::classify::{Calibration, Fitted, Kind, Parameters};
use crate::error::{Error, ErrorKind, Result};
use crate::monitor::Monitor;
use crate::numeric::float;
use crate::pipeline::bundle::{Bundle, Classifier, Model};
use crate::pipeline::spacing;
use crate::pipeline::train::{is_diagnostic, is_volume};
use crate::report;
use crate::report::{Cohort, OrReason, Study, Subject, cohort_name};
use crate::select::{LassoPath, Scaling};
use crate::table::{AGE, Rows, Split, Table, TrainingView, csv};

/// Models that the method has.
const MODELS: [&str; 3] = ["CRad-M", "Rad-M", "DRad-M"];
/// The baseline that the models are compared with.
const AGE_ONLY: &str = "age only";
/// Classifier whose curves are drawn.
const SHOWN: Kind = Kind::LogisticRegression;

/// A model of the file with one of its classifiers.
#[derive(Clone, Copy)]
pub(super) struct Chosen<'a> {
    pub(super) model: &'a Model,
    pub(super) classifier: &'a Classifier,
}

/// Evaluates all models of `bundle` on `table`.
///
/// # Errors
/// The table has no cases, or lacks a column or a value that a model needs; the model file has no model; cancelled.
pub fn evaluate(bundle: &Bundle, table: &Table, monitor: &dyn Monitor) -> Result<Study> {
    if table.cases().is_empty() {
        return Err(Error::new(ErrorKind::Table, "feature table", "at least one case", "none"));
    }
    let chosen: Vec<Chosen> = bundle
        .models
        .iter()
        .flat_map(|model| model.classifiers.iter().map(move |classifier| Chosen { model, classifier }))
        .collect();
    let primary = primary(&chosen)
        .ok_or_else(|| Error::new(ErrorKind::Model, "model file", "at least one fitted model", "none"))?;
    let training = training_rows(table, chosen[primary].model, chosen[primary].classifier);
    let models = chosen.iter().map(|&one| model(one, table, &training)).collect::<Result<Vec<_>>>()?;
    let compared = compared(&chosen, primary);
    let missing = MODELS.iter().filter(|name| bundle.model(name).is_none());
    let repeats = repeats::repeat(bundle, chosen[primary], table, &training, monitor)?;
    Ok(Study {
        title: format!("Evaluation of {}", bundle.name),
        demonstration: bundle.demonstration,
        provenance: provenance(bundle, table),
        notes: notes(bundle, &training),
        cohorts: Split::ALL.into_iter().map(|split| cohort(table, split)).collect(),
        absent: missing.map(|name| format!("{name}: not in the model file")).collect(),
        models,
        grids: grids(bundle),
        primary,
        compared,
        selection: selection(chosen[primary].model, &training),
        linear: linear(chosen[primary], repeats.intervals),
        sequences: repeats.sequences,
        learning: repeats.learning,
    })
}

/// CRad-M by logistic regression, or the next best thing that is there.
fn primary(chosen: &[Chosen]) -> Option<usize> {
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

/// The primary, the other models by the same classifier, and age alone.
fn compared(chosen: &[Chosen], primary: usize) -> Vec<usize> {
    let kind = chosen[primary].classifier.kind;
    let others = MODELS.iter().chain([&AGE_ONLY]).filter_map(|name| {
        chosen.iter().position(|c| c.model.name == *name && (c.model.baseline || c.classifier.kind == kind))
    });
    let mut places = vec![primary];
    places.extend(others.filter(|&place| place != primary));
    places
}

/// The table's training rows, if they are those the model was trained on.
///
/// They are when scaling fitted to them comes out the same to the last bit, and the diagnoses are the same.
fn training_rows<'a>(table: &'a Table, model: &Model, classifier: &Classifier) -> OrReason<TrainingView<'a>> {
    let none = !table.cases().iter().any(|case| case.split == Split::Train);
    if none {
        return Err("the table has no training cases".to_owned());
    }
    let view = table.training().map_err(|error| error.to_string())?;
    let labels: Vec<u8> = view.labels().iter().map(|&label| u8::from(label)).collect();
    let known = classifier.predictions.iter().any(|p| p.split == Split::Train && p.labels == labels);
    let refitted = Scaling::fit_joined(&view, model.scaling.inputs(), model.scaling.components());
    let same = refitted.is_ok_and(|scaling| scaling == model.scaling);
    match known && same {
        true => Ok(view),
        false => Err("the table\u{2019}s training cases are not those the model was trained on".to_owned()),
    }
}

/// Predictions of one classifier for all cohorts.
fn model(chosen: Chosen, table: &Table, training: &OrReason<TrainingView>) -> Result<report::Model> {
    let Chosen { model, classifier } = chosen;
    let mut predictions = Vec::new();
    for split in Split::ALL {
        let rows = table.rows(split);
        predictions.push(if split == Split::Train {
            training.as_ref().map_err(Clone::clone).and_then(|_| out_of_fold(classifier))
        } else if rows.is_empty() {
            Err(format!("the table has no cases of {}", cohort_name(split)))
        } else {
            let raw = model.scaling.raw_rows(&rows, model.takes_missing())?;
            let logit = |raw: &Vec<f64>| classifier.logit(&classifier.row(&model.scaling, raw));
            Ok(raw.iter().map(|raw| float::logistic(logit(raw))).collect())
        });
    }
    Ok(report::Model {
        name: model.name.clone(),
        classifier: classifier_name(classifier.kind),
        settings: match model.scaling.inputs().is_empty() {
            true => String::new(),
            false => settings(&[classifier.parameters]),
        },
        baseline: model.baseline,
        inputs: model.scaling.inputs().len(),
        threshold: classifier.threshold,
        predictions,
    })
}

fn classifier_name(kind: Kind) -> String {
    match kind {
        Kind::Svm => "SVM".to_owned(),
        kind => kind.key().replace('-', " "),
    }
}

/// Every setting with the values it has among `of`, in words.
fn settings(of: &[Parameters]) -> String {
    let all: Vec<Vec<(&str, f64)>> = of.iter().map(Parameters::named).collect();
    let Some(first) = all.first() else { return String::new() };
    let words = first.iter().enumerate().map(|(at, (name, _))| {
        let mut values: Vec<String> = Vec::new();
        for (_, value) in all.iter().map(|one| one[at]) {
            if !values.contains(&value.to_string()) {
                values.push(value.to_string());
            }
        }
        format!("{name} {}", values.join(", "))
    });
    words.collect::<Vec<_>>().join("; ")
}

/// What was tried of each classifier in the file; nothing of one that was trained elsewhere.
fn grids(bundle: &Bundle) -> Vec<(String, String)> {
    let kinds = bundle.training.classifiers.iter().filter(|_| bundle.imported.is_none());
    kinds.map(|&kind| (classifier_name(kind), settings(&kind.grid()))).collect()
}

fn out_of_fold(classifier: &Classifier) -> OrReason<Vec<f64>> {
    let found = classifier.predictions.iter().find(|predictions| predictions.split == Split::Train);
    found
        .map(|predictions| predictions.probabilities.clone())
        .ok_or_else(|| "the model file keeps no out-of-fold predictions".to_owned())
}

fn cohort(table: &Table, split: Split) -> Cohort {
    let named = |is: &dyn Fn(&str) -> bool| table.columns().iter().find(|column| is(column));
    let volume = named(&is_volume);
    let diameter = named(&|column| column.ends_with("_shape_Maximum3DDiameter"));
    let features: Vec<usize> = table
        .columns()
        .iter()
        .filter(|column| !is_diagnostic(column))
        .filter_map(|column| table.position(column))
        .collect();
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
            spacing_mm: spacing::of_row(table, row),
            described: case.described.clone(),
            missing: features.iter().filter(|&&at| table.row(row)[at].is_nan()).count(),
        }
    });
    Cohort { split, subjects: subjects.collect(), features: features.len() }
}

fn provenance(bundle: &Bundle, table: &Table) -> Vec<(String, String)> {
    let sequences: Vec<&str> = bundle.extraction.sequences.iter().map(|sequence| sequence.key()).collect();
    let trained: Vec<String> = bundle
        .cohorts
        .iter()
        .filter(|cohort| cohort.split == Split::Train)
        .map(|cohort| format!("{} metastases, {} primaries", cohort.metastases, cohort.primaries))
        .collect();
    let pairs = [
        ("Model", bundle.name.clone()),
        ("Trained on", trained.join("; ")),
        ("Sequences", sequences.join(", ")),
        ("Population", bundle.card.population.clone()),
        ("Limits", bundle.card.limits.clone()),
        ("Model file, SHA-256", bundle.sha256.clone()),
        ("Feature table, SHA-256", crate::numeric::digest::sha256(csv::write_features(table).as_bytes())),
        ("Program", format!("Discern {}", env!("CARGO_PKG_VERSION"))),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn notes(bundle: &Bundle, training: &OrReason<TrainingView>) -> Vec<String> {
    let mut notes = Vec::new();
    if bundle.demonstration {
        notes.push(
            "The cases are simulated. Their difficulty was set to be like the literature\u{2019}s; the numbers show how \
             the program works and say nothing about patients."
                .to_owned(),
        );
    }
    if let Err(reason) = training {
        notes.push(format!("Parts that need the training cases are missing: {reason}."));
    }
    notes
}

fn selection(model: &Model, training: &OrReason<TrainingView>) -> OrReason<report::Selection> {
    if model.selection.is_empty() {
        return Err(format!("{} chooses no features", model.name));
    }
    let inputs = model.scaling.inputs().iter().filter(|name| *name != AGE);
    let column = |rows: &Rows, name: &String| model.scaling.raw_column(rows, name).unwrap_or_default();
    let steps = model.selection.iter().map(|s| (s.name.clone(), s.before, s.after, s.note.clone()));
    Ok(report::Selection {
        model: model.name.clone(),
        steps: steps.collect(),
        features: training
            .as_ref()
            .map(|view| inputs.map(|name| (name.clone(), column(&view.rows(), name))).collect())
            .map_err(Clone::clone),
        lasso: model.lasso.as_ref().map(path).ok_or_else(|| "no feature reached the lasso".to_owned()),
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
        features: path.features.clone(),
        points: path.points.iter().map(point).collect(),
        least: path.least,
        one_se: path.one_se,
    }
}

/// A classifier whose log-odds are shift + slope · (offset + Σ coefficient · z).
struct Sum<'a> {
    slope: f64,
    shift: f64,
    offset: f64,
    coefficients: &'a [f64],
}

/// The classifier as a sum, where it is one.
fn as_sum(classifier: &Classifier) -> OrReason<Sum<'_>> {
    let Calibration::Platt { slope, intercept } = classifier.calibration else {
        return Err("calibrated by steps: its log-odds are not a sum over the inputs".to_owned());
    };
    match &classifier.fitted {
        Fitted::Linear(sum) => {
            Ok(Sum { slope, shift: intercept, offset: sum.intercept, coefficients: &sum.coefficients })
        }
        _ => Err("its log-odds are not a sum over the inputs".to_owned()),
    }
}

/// The classifier as a sum over its inputs, where it is one.
pub(super) fn linear(chosen: Chosen, intervals: OrReason<Vec<(f64, f64)>>) -> OrReason<report::Linear> {
    let Chosen { model, classifier } = chosen;
    let Sum { slope, shift, offset, coefficients } = as_sum(classifier)?;
    let scaling = &model.scaling;
    let term = |(at, name): (usize, &String)| {
        let (low, high) = model.distribution.range(at);
        let (mean, sd) = (scaling.mean()[at], scaling.sd()[at]);
        report::Term {
            name: if name == AGE { "age, years".to_owned() } else { name.clone() },
            coefficient: slope * coefficients[at],
            interval: intervals.as_ref().ok().map(|ends| ends[at]),
            mean,
            sd,
            range: (mean + sd * low, mean + sd * high),
        }
    };
    let labels =
        classifier.predictions.iter().find(|p| p.split == Split::Train).map_or(&[][..], |p| &p.labels);
    let metastases = labels.iter().filter(|&&label| label == 1).count();
    Ok(report::Linear {
        intercept: slope * offset + shift,
        terms: scaling.inputs().iter().enumerate().map(term).collect(),
        interval_note: match &intervals {
            Ok(_) => repeats::INTERVAL_NOTE.to_owned(),
            Err(reason) => format!("Without intervals: {reason}."),
        },
        events: (metastases, labels.len() - metastases),
    })
}
