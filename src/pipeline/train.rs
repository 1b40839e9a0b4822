//! A feature table becomes a model file (stages 7 and 8).
//!
//! Nested cross-validation: the training rows are split in folds; each fold's training part is split again. Selection,
//! scaling and hyper-parameters are chosen anew in every one of these parts, so that the out-of-fold predictions of a
//! row come from a chain that never saw it. Calibration and threshold are fitted to those predictions and frozen; the
//! other cohorts are only ever predicted.

use serde::{Deserialize, Serialize};

use crate::classify;
use crate::classify::threshold::youden;
use crate::classify::{Calibration, CalibrationKind, Fitted, Kind, Parameters};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::Distribution;
use crate::monitor::Monitor;
use crate::numeric::statistics::{auc, auc_interval};
use crate::pipeline::bundle::{
    self, Bundle, Card, Classifier, CohortRecord, ExtractionRecord, Model, Predictions,
};
use crate::select;
use crate::select::{Scaling, Selection};
use crate::table::{AGE, Rows, Sequence, Split, Table, TrainingDesign, TrainingView, csv};

/// How to train.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainOptions {
    /// Name of the model file.
    pub name: String,
    /// Trained on simulated cases.
    pub demonstration: bool,
    /// 1. Selection of features.
    pub selection: select::Options,
    /// 2. Classifiers to fit.
    pub classifiers: Vec<Kind>,
    /// 3. Folds of both cross-validations.
    pub folds: usize,
    /// 4. Calibration.
    pub calibration: CalibrationKind,
    /// Of everything random.
    pub seed: u64,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            name: "unnamed".to_owned(),
            demonstration: false,
            selection: select::Options::default(),
            classifiers: Kind::ALL.to_vec(),
            folds: 5,
            calibration: CalibrationKind::Platt,
            seed: 1,
        }
    }
}

/// What a model may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inputs {
    Radiomics,
    RadiomicsAndAge,
    Age,
    Volume,
    Nothing,
}

/// A part of the training rows with the selection made on it.
struct Part<'a> {
    view: TrainingView<'a>,
    /// Rows left out of it, and their positions in the part it was split from.
    rows: Rows<'a>,
    held_out: Vec<usize>,
    radiomics: Selection,
    folds: Vec<Part<'a>>,
}

/// A model's inputs fitted on one part.
struct Prepared {
    scaling: Scaling,
    data: TrainingDesign,
}

/// Name of a model and what it may use, in the order of every table.
const MODELS: [(&str, Inputs); 5] = [
    ("Rad-M", Inputs::Radiomics),
    ("CRad-M", Inputs::RadiomicsAndAge),
    ("age only", Inputs::Age),
    ("volume only", Inputs::Volume),
    ("prevalence", Inputs::Nothing),
];

/// Trains every model with every classifier asked for.
///
/// # Errors
/// Options out of bounds, too few training rows, no column of features, missing ages, cancelled.
pub fn train(table: &Table, settings: &str, options: &TrainOptions, monitor: &dyn Monitor) -> Result<Bundle> {
    check(options)?;
    let view = table.training()?;
    let columns: Vec<String> = view.columns().iter().filter(|name| is_radiomic(name)).cloned().collect();
    if columns.is_empty() {
        return Err(Error::new(ErrorKind::Table, "feature table", "columns like t1_original_…", "none"));
    }
    let parts = 1 + options.folds * (options.folds + 1);
    let mut progress = Progress { done: 0, total: parts + MODELS.len() * options.classifiers.len(), monitor };
    let root = Part::root(view, &columns, options, &mut progress)?;
    let mut models = Vec::new();
    for (name, inputs) in MODELS {
        models.push(model(table, &root, (name, inputs), options, &mut progress)?);
    }
    let notice = if options.demonstration { bundle::DEMONSTRATION_NOTICE } else { bundle::RESEARCH_NOTICE };
    Ok(Bundle {
        schema: bundle::SCHEMA.to_owned(),
        version: bundle::VERSION,
        name: options.name.clone(),
        demonstration: options.demonstration,
        notice: notice.to_owned(),
        extraction: ExtractionRecord {
            settings: settings.to_owned(),
            sequences: sequences(&columns),
            table_sha256: bundle::hash(csv::write_features(table).as_bytes()),
        },
        cohorts: Split::ALL.into_iter().filter_map(|split| cohort(table, split)).collect(),
        training: options.clone(),
        models,
        card: card(options.demonstration),
        sha256: String::new(),
    })
}

/// The kind of classifier of a name, as on the command line.
///
/// # Errors
/// No such kind; all names are listed.
pub fn classifier_named(name: &str) -> Result<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.key() == name).ok_or_else(|| {
        let names = Kind::ALL.map(Kind::key).join(", ");
        Error::new(ErrorKind::Settings, "classifier", format!("one of {names}"), name)
    })
}

struct Progress<'a> {
    done: usize,
    total: usize,
    monitor: &'a dyn Monitor,
}

impl Progress<'_> {
    fn step(&mut self, what: &str) -> Result<()> {
        self.monitor.step(self.done, self.total, what)?;
        self.done += 1;
        Ok(())
    }
}

fn check(options: &TrainOptions) -> Result<()> {
    options.selection.check()?;
    if !(3..=20).contains(&options.folds) {
        return Err(Error::new(ErrorKind::Settings, "folds", "3 to 20", options.folds.to_string()));
    }
    if options.classifiers.is_empty() {
        return Err(Error::new(ErrorKind::Settings, "classifiers", "at least one", "none"));
    }
    Ok(())
}

/// Columns of radiomics: a sequence in front, and not of the deep network.
pub(super) fn is_radiomic(column: &str) -> bool {
    column.split_once('_').is_some_and(|(first, rest)| {
        Sequence::from_key(first).is_some() && !rest.starts_with("cnn_") && !rest.starts_with("diagnostics_")
    })
}

fn sequences(columns: &[String]) -> Vec<Sequence> {
    let has =
        |sequence: &Sequence| columns.iter().any(|column| column.split('_').next() == Some(sequence.key()));
    Sequence::ALL.into_iter().filter(has).collect()
}

impl<'a> Part<'a> {
    fn root(
        view: TrainingView<'a>,
        columns: &[String],
        options: &TrainOptions,
        progress: &mut Progress,
    ) -> Result<Self> {
        let rows = view.rows();
        Self::split(
            view,
            (rows, Vec::new()),
            2,
            &mut |view| {
                progress.step("selecting features")?;
                select::choose(view, columns, &options.selection)
            },
            options,
        )
    }

    /// This part and, `depth` times over, its folds.
    fn split(
        view: TrainingView<'a>,
        (rows, held_out): (Rows<'a>, Vec<usize>),
        depth: usize,
        choose: &mut dyn FnMut(&TrainingView) -> Result<Selection>,
        options: &TrainOptions,
    ) -> Result<Self> {
        let radiomics = choose(&view)?;
        let mut folds = Vec::new();
        if depth > 0 {
            for fold in view.folds(options.folds, options.seed) {
                let left_out = (fold.rows, fold.held_out);
                folds.push(Self::split(fold.training, left_out, depth - 1, choose, options)?);
            }
        }
        Ok(Self { view, rows, held_out, radiomics, folds })
    }

    /// Scaling and design of a model on this part.
    fn prepare(&self, inputs: Inputs) -> Result<Prepared> {
        let mut names: Vec<String> = match inputs {
            Inputs::Radiomics | Inputs::RadiomicsAndAge => self.radiomics.kept.clone(),
            Inputs::Volume => {
                self.view.columns().iter().filter(|name| is_volume(name)).take(1).cloned().collect()
            }
            Inputs::Age | Inputs::Nothing => Vec::new(),
        };
        if matches!(inputs, Inputs::Age | Inputs::RadiomicsAndAge) {
            names.push(AGE.to_owned());
        }
        let scaling = Scaling::fit(&self.view, &names)?;
        let data = scaling.training_design(&self.view)?;
        Ok(Prepared { scaling, data })
    }
}

pub(super) fn is_volume(column: &str) -> bool {
    column.ends_with("_shape_MeshVolume")
}

fn model(
    table: &Table,
    root: &Part,
    (name, inputs): (&str, Inputs),
    options: &TrainOptions,
    progress: &mut Progress,
) -> Result<Model> {
    let at = |error: Error| error.at(name);
    let whole = root.prepare(inputs).map_err(at)?;
    let prepared = root.folds.iter().map(|fold| Ok((fold.prepare(inputs)?, inner(fold, inputs)?)));
    let prepared: Vec<(Prepared, Vec<Prepared>)> = prepared.collect::<Result<_>>().map_err(at)?;
    let radiomic = matches!(inputs, Inputs::Radiomics | Inputs::RadiomicsAndAge);
    let mut classifiers = Vec::new();
    for &kind in &options.classifiers {
        progress.step(&format!("{name}, {}", kind.key()))?;
        // A yardstick is the same whatever it is compared with.
        if radiomic || kind == Kind::LogisticRegression {
            classifiers.push(classifier(table, root, (&whole, &prepared), (kind, inputs), options)?);
        }
    }
    Ok(Model {
        name: name.to_owned(),
        baseline: !radiomic,
        selection: if radiomic { root.radiomics.steps.clone() } else { Vec::new() },
        lasso: if radiomic { root.radiomics.lasso.clone() } else { None },
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
fn classifier(
    table: &Table,
    root: &Part,
    (whole, folds): (&Prepared, &[(Prepared, Vec<Prepared>)]),
    (kind, inputs): (Kind, Inputs),
    options: &TrainOptions,
) -> Result<Classifier> {
    let outer: Vec<&Prepared> = folds.iter().map(|(prepared, _)| prepared).collect();
    let parameters = tune(kind, root, &outer, options.seed)?;
    let fitted = classify::fit(&parameters, &whole.data, options.seed)?;
    let mut margins = vec![0.0; root.view.len()];
    for (part, (prepared, inner)) in root.folds.iter().zip(folds) {
        let own = tune(kind, part, &inner.iter().collect::<Vec<_>>(), options.seed)?;
        let fold_fit = classify::fit(&own, &prepared.data, options.seed)?;
        let found = fold_fit.margins(&prepared.scaling.design(&part.rows)?);
        for (&row, margin) in part.held_out.iter().zip(found) {
            margins[row] = margin;
        }
    }
    let labels = root.view.labels();
    // Nothing to scale where there is nothing to tell the rows apart by.
    let calibration = match inputs {
        Inputs::Nothing => Calibration::Platt { slope: 1.0, intercept: 0.0 },
        _ => Calibration::fit(options.calibration, &margins, labels)?,
    };
    let out_of_fold = match inputs {
        Inputs::Nothing => margins.iter().map(|&margin| calibration.probability(margin)).collect(),
        _ => cross_calibrated(root, &margins, options.calibration)?,
    };
    let threshold = match inputs {
        Inputs::Nothing => 0.5,
        _ => youden(&out_of_fold, labels).unwrap_or(0.5),
    };
    let mut predictions = vec![judged(Split::Train, labels.to_vec(), out_of_fold)];
    for split in [Split::Internal, Split::External] {
        predictions.extend(predict_cohort(table, split, &whole.scaling, &fitted, &calibration)?);
    }
    Ok(Classifier { kind, parameters, fitted, calibration, threshold, predictions })
}

/// Probabilities of training rows, each fold's by a calibration fitted to the margins of the other folds.
fn cross_calibrated(root: &Part, margins: &[f64], kind: CalibrationKind) -> Result<Vec<f64>> {
    let mut probabilities = vec![0.0; margins.len()];
    for part in &root.folds {
        let others = (0..margins.len()).filter(|row| !part.held_out.contains(row));
        let (known, labels): (Vec<f64>, Vec<bool>) =
            others.map(|row| (margins[row], root.view.labels()[row])).unzip();
        let calibration = Calibration::fit(kind, &known, &labels)?;
        for &row in &part.held_out {
            probabilities[row] = calibration.probability(margins[row]);
        }
    }
    Ok(probabilities)
}

/// The setting of the grid with the largest mean AUC over the folds; of equals the first.
fn tune(kind: Kind, part: &Part, folds: &[&Prepared], seed: u64) -> Result<Parameters> {
    let grid = kind.grid();
    let mut best: Option<(f64, Parameters)> = None;
    for parameters in grid {
        let mut total = 0.0;
        for (fold, prepared) in part.folds.iter().zip(folds) {
            let fitted = classify::fit(&parameters, &prepared.data, seed)?;
            let margins = fitted.margins(&prepared.scaling.design(&fold.rows)?);
            let labels: Vec<bool> = fold.held_out.iter().map(|&row| part.view.labels()[row]).collect();
            total += auc(&labels, &margins)?;
        }
        if best.as_ref().is_none_or(|(other, _)| total > other + 1e-12) {
            best = Some((total, parameters));
        }
    }
    best.map(|(_, parameters)| parameters)
        .ok_or_else(|| Error::new(ErrorKind::Settings, kind.key(), "a grid of settings", "an empty one"))
}

fn predict_cohort(
    table: &Table,
    split: Split,
    scaling: &Scaling,
    fitted: &Fitted,
    calibration: &Calibration,
) -> Result<Option<Predictions>> {
    let rows = table.rows(split);
    if rows.is_empty() {
        return Ok(None);
    }
    let margins = fitted.margins(&scaling.design(&rows)?);
    let labels: Vec<bool> = rows.positions().iter().map(|&row| table.cases()[row].metastasis).collect();
    Ok(Some(judged(split, labels, margins.iter().map(|&margin| calibration.probability(margin)).collect())))
}

fn judged(split: Split, labels: Vec<bool>, probabilities: Vec<f64>) -> Predictions {
    let auc = auc_interval(&labels, &probabilities).ok();
    Predictions {
        split,
        labels: labels.into_iter().map(u8::from).collect(),
        probabilities: probabilities.into_iter().map(|p| (p * 1e6).round() / 1e6).collect(),
        auc: auc.map(|interval| [interval.auc, interval.lower, interval.upper]),
    }
}

fn cohort(table: &Table, split: Split) -> Option<CohortRecord> {
    let cases: Vec<_> = table.cases().iter().filter(|case| case.split == split).collect();
    let metastases = cases.iter().filter(|case| case.metastasis).count();
    let ages: Vec<f64> = cases.iter().map(|case| case.age).filter(|age| !age.is_nan()).collect();
    let centers: std::collections::BTreeSet<&str> = cases.iter().map(|case| case.center.as_str()).collect();
    (!cases.is_empty()).then(|| CohortRecord {
        split,
        primaries: cases.len() - metastases,
        metastases,
        age_years: (ages.len() > 1).then(|| {
            let (mean, sd) = select::mean_sd(&ages);
            [mean, sd]
        }),
        centers: centers.len(),
    })
}

fn card(demonstration: bool) -> Card {
    let (population, limits) = if demonstration {
        (
            "Simulated scans of two simulated centres; no patient is in it.",
            "Its numbers say nothing about patients. It shows how the program works.",
        )
    } else {
        (
            "The cases of the cohorts listed in this file.",
            "Not validated beyond the cohorts listed in this file. One lesion, all sequences, the same extraction settings.",
        )
    };
    Card {
        intended_use:
            "Telling a solitary spinal metastasis from a solitary primary spinal tumour, in research."
                .to_owned(),
        population: population.to_owned(),
        limits: limits.to_owned(),
        licence: if demonstration { "Apache-2.0" } else { "as its owner says" }.to_owned(),
    }
}
