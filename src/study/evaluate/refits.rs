//! What an evaluation fits anew on the training rows: none of it touches the model that is evaluated.

use crate::classify;
use crate::error::Result;
use crate::model::file::{Classifier, FittedModel, ModelFile};
use crate::model::{Chosen, FeatureSource, TrainOptions, as_sum};
use crate::monitor::Monitor;
use crate::numeric::random::Random;
use crate::numeric::statistics;
use crate::report;
use crate::report::{Learning, LearningPoint, OrReason};
use crate::select;
use crate::select::{ComponentOptions, Components, Scaling};
use crate::study::evaluate::predicted::{SHOWN, model, training_rows};
use crate::study::train::{DEEP, train};
use crate::table::{Column, Rows, Sequence, Table, TrainingView, age_alone};
use crate::words::{Errors, ReportGap, Task};

/// Resamples behind the intervals of coefficients.
const REFITS: u64 = 200;
/// Resamples of the whole chain behind the optimism.
const RESAMPLES: usize = 50;
/// Folds of the learning curve.
const FOLDS: usize = 5;
/// Shares of a fold's training part that the learning curve fits.
const SHARES: [f64; 6] = [0.2, 0.35, 0.5, 0.65, 0.8, 1.0];
/// Keeps these random numbers apart from those of training.
const SEED: u64 = 0x5e1f_c0de;

/// How the intervals of coefficients were made.
pub const INTERVAL_NOTE: &str = "Intervals: 2.5 to 97.5 percentiles of 200 bootstrap refits with features, penalty and calibration \
     held fixed; they do not show the uncertainty of the selection.";

/// Everything fitted anew.
pub struct Repeats {
    /// Intervals of the primary model's coefficients, in log-odds.
    pub intervals: OrReason<Vec<(f64, f64)>>,
    /// The model of all sequences, and one of each.
    pub sequences: OrReason<Vec<report::Model>>,
    /// Learning curve and optimism.
    pub learning: OrReason<Learning>,
}

/// A part of the whole task: passes its steps on as steps of the whole.
struct Share<'a> {
    monitor: &'a dyn Monitor,
    before: usize,
    size: usize,
    total: usize,
}

impl Monitor for Share<'_> {
    fn step(&self, done: usize, total: usize, next: Task) -> Result<()> {
        self.monitor.step(self.before + self.size * done / total.max(1), self.total, next)
    }
}

/// What is evaluated.
#[derive(Clone, Copy)]
pub struct Evaluated<'a> {
    pub model_file: &'a ModelFile,
    /// The model and classifier that the report shows alone.
    pub chosen: Chosen<'a>,
    pub table: &'a Table,
    /// The table's training rows, where they are those the model was trained on.
    pub training: &'a OrReason<TrainingView<'a>>,
}

/// Fits anew whatever needs the training rows.
///
/// # Errors
/// Cancelled. Any other failure is a reason in the place of its result.
pub fn repeat(of: Evaluated<'_>, monitor: &dyn Monitor) -> Result<Repeats> {
    let Evaluated { model_file, chosen, table, training } = of;
    let view = match training {
        Ok(view) => view,
        Err(reason) => {
            let none = || reason.clone();
            return Ok(Repeats { intervals: Err(none()), sequences: Err(none()), learning: Err(none()) });
        }
    };
    let (trainings, points) = (model_file.extraction.sequences.len() * 31, FOLDS * SHARES.len());
    let total = trainings + points + RESAMPLES;
    let share = |before, size| Share { monitor, before, size, total };
    let intervals = intervals(chosen, view);
    let sequences = sequences(model_file, table, training, &share(0, trainings))?;
    let learning = learning(model_file, chosen, view, &share(trainings, points + RESAMPLES))?;
    Ok(Repeats { intervals, sequences, learning })
}

/// Percentile intervals over refits with the inputs, the scaling and the penalty of the final model.
fn intervals(Chosen { model, classifier }: Chosen, view: &TrainingView) -> OrReason<Vec<(f64, f64)>> {
    let slope = as_sum(classifier)?.slope;
    let mut replicates: Vec<Vec<f64>> = vec![Vec::new(); model.scaling.inputs().len()];
    for repetition in 0..REFITS {
        let resampled = view.resampled(&mut Random::stream(SEED, repetition));
        let fit = model
            .scaling
            .training_design(&resampled)
            .and_then(|data| classify::fit(&classifier.parameters, &data, SEED))
            .map_err(ReportGap::from)?;
        let refitted = Classifier { fitted: fit, ..classifier.clone() };
        for (values, coefficient) in replicates.iter_mut().zip(as_sum(&refitted)?.coefficients) {
            values.push(slope * coefficient);
        }
    }
    let ends = |values: &Vec<f64>| statistics::percentile_interval(values).map_err(ReportGap::from);
    replicates.iter().map(ends).collect()
}

/// Rad-M by logistic regression from each sequence alone, beside that from all of them.
fn sequences(
    model_file: &ModelFile,
    table: &Table,
    training: &OrReason<TrainingView>,
    monitor: &dyn Monitor,
) -> Result<OrReason<Vec<report::Model>>> {
    let Some(whole) = model_file.model("Rad-M") else {
        return Ok(Err(ReportGap::ModelAbsent { model: "Rad-M" }));
    };
    let Some(first) = whole.classifiers.iter().find(|c| c.kind == SHOWN) else {
        return Ok(Err(ReportGap::ModelAbsent { model: "Rad-M by logistic regression" }));
    };
    let named = |name: String, model: report::Model| report::Model { name, ..model };
    let mut models = vec![named(
        "all sequences".to_owned(),
        model(Chosen { model: whole, classifier: first }, table, training)?,
    )];
    let all = &model_file.extraction.sequences;
    let source = FeatureSource { settings: model_file.extraction.settings.clone(), deep: None };
    for (at, &sequence) in all.iter().enumerate() {
        let part = Share { monitor, before: at, size: 1, total: all.len() };
        let options = TrainOptions {
            classifiers: vec![SHOWN],
            components: None,
            clinical: age_alone(),
            ..model_file.training.clone()
        };
        let own = only(table, sequence)?;
        part.step(0, 1, Task::OneSequence { sequence })?;
        let trained = match train(&own, &source, &options, &part) {
            Ok(trained) => trained,
            Err(error) if error.kind == crate::error::ErrorKind::Cancelled => return Err(error),
            Err(error) => {
                return Ok(Err(ReportGap::SequenceFailed { sequence, problem: Errors(vec![error]) }));
            }
        };
        let Some(rad) = trained.model("Rad-M") else { continue };
        for classifier in &rad.classifiers {
            let own_training = training_rows(&own, rad, classifier);
            models.push(named(
                format!("{sequence} alone"),
                model(Chosen { model: rad, classifier }, &own, &own_training)?,
            ));
        }
    }
    Ok(Ok(models))
}

/// The table with the columns of one sequence.
fn only(table: &Table, sequence: Sequence) -> Result<Table> {
    let kept: Vec<usize> =
        (0..table.columns().len()).filter(|&at| table.columns()[at].sequence() == Some(sequence)).collect();
    table.with_columns(&kept)
}

/// The chain from candidates to a fitted classifier, as training runs it, with the final model's hyper-parameters.
struct Chain<'a> {
    columns: Vec<Column>,
    options: &'a select::Options,
    components: Option<&'a ComponentOptions>,
    model: &'a FittedModel,
    classifier: &'a Classifier,
}

impl Chain<'_> {
    /// AUC on the cases it is fitted to, and on each of `others`.
    fn run(&self, view: &TrainingView, others: &[(&Rows, &[bool])]) -> Result<(f64, Vec<f64>)> {
        let made = self.components.map(|how| Components::fit(view, how)).transpose()?.unwrap_or_default();
        let mut inputs = select::choose_joined(view, &self.columns, &made, self.options)?.kept;
        let clinical = self.model.scaling.inputs().iter().filter(|input| input.is_patient());
        inputs.extend(view.varied(clinical.cloned().collect()));
        let scaling = Scaling::fit_joined(view, &inputs, &made.list)?;
        let fitted = classify::fit(&self.classifier.parameters, &scaling.training_design(view)?, SEED)?;
        let area =
            |rows: &Rows, labels: &[bool]| statistics::auc(labels, &fitted.margins(&scaling.design(rows)?));
        let own = area(&view.rows(), view.labels())?;
        Ok((own, others.iter().map(|(rows, labels)| area(rows, labels)).collect::<Result<_>>()?))
    }
}

fn learning(
    model_file: &ModelFile,
    Chosen { model, classifier }: Chosen,
    view: &TrainingView,
    monitor: &dyn Monitor,
) -> Result<OrReason<Learning>> {
    if model.baseline {
        return Ok(Err(ReportGap::NoChain { model: model.name.clone() }));
    }
    let columns = view.columns().iter().filter(|column| column.is_radiomic()).cloned().collect();
    let components = model_file.training.components.as_ref().filter(|_| model.name == DEEP);
    let chain = Chain { columns, options: &model_file.training.selection, components, model, classifier };
    let total = FOLDS * SHARES.len() + RESAMPLES;
    let mut points: Vec<LearningPoint> = Vec::new();
    let folds = view.folds(FOLDS, SEED);
    for (at, &share) in SHARES.iter().enumerate() {
        monitor.step(at * FOLDS, total, Task::LearningCurve)?;
        let mut areas = Vec::new();
        let mut cases = 0;
        for (number, fold) in folds.iter().enumerate() {
            let part = fold.training.part(share, SEED + number as u64);
            let labels: Vec<bool> = fold.held_out.iter().map(|&row| view.labels()[row]).collect();
            cases = part.len();
            // Too few cases to run the chain on: the curve begins later.
            if let Ok((own, held_out)) = chain.run(&part, &[(&fold.rows, &labels)]) {
                areas.push((own, held_out[0]));
            }
        }
        if areas.len() == FOLDS {
            points.push(point(cases, &areas));
        }
    }
    if points.is_empty() {
        return Ok(Err(ReportGap::ChainUnfitted));
    }
    let before = FOLDS * SHARES.len();
    let optimism = optimism(&chain, view, &Share { monitor, before, size: RESAMPLES, total })?;
    let note = format!(
        "Selection, scaling and coefficients of {} were fitted anew each time, with the final model\u{2019}s penalty: on \
         growing parts of {FOLDS} folds, and in {RESAMPLES} bootstrap resamples for the optimism.",
        model.name
    );
    Ok(Ok(Learning { note, points, optimism }))
}

fn point(cases: usize, areas: &[(f64, f64)]) -> LearningPoint {
    let mean = |of: fn(&(f64, f64)) -> f64| areas.iter().map(of).sum::<f64>() / areas.len() as f64;
    let low = areas.iter().map(|a| a.1).fold(f64::INFINITY, f64::min);
    let high = areas.iter().map(|a| a.1).fold(f64::NEG_INFINITY, f64::max);
    LearningPoint { cases, fitted: mean(|a| a.0), held_out: mean(|a| a.1), held_out_range: (low, high) }
}

/// Harrell's correction of the chain's apparent AUC.
fn optimism(
    chain: &Chain,
    view: &TrainingView,
    monitor: &dyn Monitor,
) -> Result<OrReason<statistics::Optimism>> {
    let apparent = match chain.run(view, &[]) {
        Ok((apparent, _)) => apparent,
        Err(error) => return Ok(Err(error.into())),
    };
    let mut stopped = None;
    let result = statistics::optimism(apparent, RESAMPLES, |repetition| {
        if stopped.is_none() {
            stopped = monitor.step(repetition as usize, RESAMPLES, Task::Optimism).err();
        }
        if let Some(error) = &stopped {
            return Err(error.clone());
        }
        let resampled = view.resampled(&mut Random::stream(SEED, REFITS + repetition));
        let (own, all) = chain.run(&resampled, &[(&view.rows(), view.labels())])?;
        Ok((own, all[0]))
    });
    match stopped {
        Some(error) => Err(error),
        None => Ok(result.map_err(ReportGap::from)),
    }
}
