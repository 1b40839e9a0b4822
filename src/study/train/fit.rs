//! One model: its classifiers tuned, fitted, calibrated, and every cohort predicted.

use crate::classify;
use crate::classify::threshold::youden;
use crate::classify::{Calibration, CalibrationKind, Fitted, Kind, Parameters};
use crate::error::{Error, Result};
use crate::explain::Distribution;
use crate::model::TrainOptions;
use crate::model::file::{Classifier, FittedModel, Predictions};
use crate::numeric::elastic_net;
use crate::numeric::statistics::auc_interval;
use crate::study::train::nested_folds::{Inputs, Part, Prepared};
use crate::study::train::progress::{Progress, Sizes};
use crate::table::{Split, Table, TrainingDesign};
use crate::words::{ModelProblem, Task};

/// What all models of a file are fitted on, and how.
#[derive(Clone, Copy)]
pub(super) struct Trainer<'a> {
    /// The feature table: its other cohorts are predicted.
    pub(super) table: &'a Table,
    /// All training rows, with their folds.
    pub(super) root: &'a Part<'a>,
    pub(super) options: &'a TrainOptions,
    /// What its time depends on.
    pub(super) sizes: Sizes,
}

/// A model's inputs on all training rows and on the folds.
struct Inner {
    whole: Prepared,
    /// Each fold, with its own folds.
    folds: Vec<(Prepared, Vec<Prepared>)>,
}

/// A model with every classifier asked for.
pub(super) fn model(
    of: Trainer<'_>,
    name: &str,
    inputs: Inputs,
    progress: &mut Progress,
) -> Result<FittedModel> {
    let root = of.root;
    let at = |error: Error| error.at(name);
    let whole = root.prepare(inputs).map_err(at)?;
    let folds = root.folds.iter().map(|fold| Ok((fold.prepare(inputs)?, inner(fold, inputs)?)));
    let prepared = Inner { whole, folds: folds.collect::<Result<_>>().map_err(at)? };
    let selection = root.selection(inputs);
    let mut classifiers = Vec::new();
    for &kind in &of.options.classifiers {
        let takes_ms = of.sizes.classifier_ms(kind, inputs.are_chosen());
        progress.step(Task::Training { model: name.to_owned(), classifier: kind.key() }, takes_ms)?;
        // Baselines are for comparison only: one classifier is enough.
        if selection.is_some() || kind == Kind::LogisticRegression {
            classifiers.push(classifier(of, &prepared, kind)?);
        }
    }
    let whole = prepared.whole;
    Ok(FittedModel {
        name: name.to_owned(),
        baseline: selection.is_none(),
        selection: selection.map(|selection| selection.steps.clone()).unwrap_or_default(),
        lasso: selection.and_then(|selection| selection.lasso.clone()),
        distribution: Distribution::fit(&whole.data),
        prevalence: root.view.prevalence(),
        scaling: whole.scaling,
        classifiers,
    })
}

fn inner(part: &Part, inputs: Inputs) -> Result<Vec<Prepared>> {
    part.folds.iter().map(|fold| fold.prepare(inputs)).collect()
}

/// Tunes, fits, calibrates one classifier and predicts all cohorts.
///
/// Calibration and threshold belong to the final settings: they are fitted to the margins that the folds, each left out
/// in turn, get with these very settings, since other settings give margins of another scale. The probabilities of the
/// training cases are those of the whole procedure, calibration and all, done anew without the fold they are in.
fn classifier(
    Trainer { table, root, options, .. }: Trainer<'_>,
    Inner { whole, folds }: &Inner,
    kind: Kind,
) -> Result<Classifier> {
    let outer: Vec<&Prepared> = folds.iter().map(|(prepared, _)| prepared).collect();
    let Tuned { parameters, margins } = tune(kind, root, &outer, options.seed)?;
    let fitted = classify::fit(&parameters, &whole.data, options.seed)?;
    let labels = root.view.labels();
    // No inputs by design, or because the selection kept nothing.
    let (calibration, out_of_fold, threshold) = match whole.scaling.inputs().is_empty() {
        true => of_no_inputs(&fitted, &whole.data),
        false => {
            let calibration = Calibration::fit(options.calibration, &margins, labels)?;
            let probabilities: Vec<f64> = margins.iter().map(|&m| calibration.probability(m)).collect();
            let threshold = youden(&probabilities, labels).unwrap_or(0.5);
            (calibration, out_of_fold(kind, root, folds, options)?, threshold)
        }
    };
    let mut predictions = vec![judged(Split::Train, labels.to_vec(), out_of_fold)];
    for split in [Split::Internal, Split::External] {
        let rows = table.rows(split);
        if rows.is_empty() {
            continue;
        }
        let margins = fitted.margins(&whole.scaling.design(&rows)?);
        let probabilities = margins.iter().map(|&margin| calibration.probability(margin)).collect();
        let labels = rows.positions().iter().map(|&row| table.cases()[row].metastasis).collect();
        predictions.push(judged(split, labels, probabilities));
    }
    Ok(Classifier {
        kind,
        parameters,
        fitted,
        own_scaling: None,
        calibration,
        threshold,
        predictions,
        local: None,
    })
}

/// Probabilities of the training rows, each by settings, fit and calibration from the other folds alone.
fn out_of_fold(
    kind: Kind,
    root: &Part,
    folds: &[(Prepared, Vec<Prepared>)],
    options: &TrainOptions,
) -> Result<Vec<f64>> {
    let mut probabilities = vec![0.0; root.view.len()];
    for (part, (prepared, inner)) in root.folds.iter().zip(folds) {
        let own = tune(kind, part, &inner.iter().collect::<Vec<_>>(), options.seed)?;
        let calibration = Calibration::fit(options.calibration, &own.margins, part.view.labels())?;
        let fitted = classify::fit(&own.parameters, &prepared.data, options.seed)?;
        for (&row, margin) in part.held_out.iter().zip(fitted.margins(&prepared.held_out)) {
            probabilities[row] = calibration.probability(margin);
        }
    }
    Ok(probabilities)
}

/// Calibration, training probabilities and threshold of a model without inputs: one probability for all.
///
/// Out-of-fold predictions would differ between folds: the fewer metastases a fold holds, the higher the share in the others, so
/// that they would rank cases in the wrong direction. This baseline must rank none. All that is fitted is the prevalence π of n
/// cases, by which the Brier score of the training cases comes out too good by π(1 − π)/n alone.
fn of_no_inputs(fitted: &Fitted, data: &TrainingDesign) -> (Calibration, Vec<f64>, f64) {
    let calibration = Calibration::Platt { slope: 1.0, intercept: 0.0 };
    let margins = fitted.margins(data.design());
    let same = margins.iter().map(|&margin| calibration.probability(margin)).collect();
    (calibration, same, 0.5)
}

/// Settings chosen on a part, with the margins that its rows get with them, each from the folds it is not in.
struct Tuned {
    parameters: Parameters,
    margins: Vec<f64>,
}

/// The setting of the grid that gives the best probabilities: least log loss, mean of −ln p(what was found), of the
/// rows left out of the folds, after a sigmoid fitted to all of them; of equals the first. The area under the curve
/// would not see how far apart margins lie, nor whether the folds agree on it.
fn tune(kind: Kind, part: &Part, folds: &[&Prepared], seed: u64) -> Result<Tuned> {
    let labels = part.view.labels();
    let mut best: Option<(f64, Tuned)> = None;
    for parameters in kind.grid() {
        let mut margins = vec![0.0; labels.len()];
        for (fold, prepared) in part.folds.iter().zip(folds) {
            let fitted = classify::fit(&parameters, &prepared.data, seed)?;
            for (&row, margin) in fold.held_out.iter().zip(fitted.margins(&prepared.held_out)) {
                margins[row] = margin;
            }
        }
        let sigmoid = Calibration::fit(CalibrationKind::Platt, &margins, labels)?;
        let log_odds: Vec<f64> = margins.iter().map(|&margin| sigmoid.logit(margin)).collect();
        let loss = elastic_net::loss(&log_odds, labels);
        if best.as_ref().is_none_or(|(other, _)| loss < other - 1e-12) {
            best = Some((loss, Tuned { parameters, margins }));
        }
    }
    best.map(|(_, tuned)| tuned).ok_or_else(|| ModelProblem::NoGrid { classifier: kind.key() }.into())
}

pub(in crate::study) fn judged(split: Split, labels: Vec<bool>, probabilities: Vec<f64>) -> Predictions {
    // A probability rounded to 0 or 1 would have infinite log-odds, and no calibration line.
    let least = 1e-6;
    let rounded = probabilities.into_iter().map(|p| ((p * 1e6).round() / 1e6).clamp(least, 1.0 - least));
    let probabilities: Vec<f64> = rounded.collect();
    // From the rounded probabilities that the file keeps, so that the AUC can be computed from the file again.
    let auc = auc_interval(&labels, &probabilities).ok();
    Predictions {
        split,
        labels: labels.into_iter().map(u8::from).collect(),
        probabilities,
        auc: auc.map(|interval| [interval.auc, interval.lower, interval.upper]),
    }
}
