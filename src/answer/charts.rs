//! Where one case stands in a model's ROC, calibration and decision curves, and on its nomogram.
//!
//! The curves are those of the predictions that the model file keeps; the case only adds its marks. For another
//! prevalence than that of training, predictions and threshold are shifted as the case's probability was, and the
//! cohorts' cases are weighted to it.

use serde::{Deserialize, Serialize};

use crate::classify::Kind;
use crate::classify::prior_shift::PriorShift;
use crate::error::Result;
use crate::model::file::{Classifier, ModelFile, Predictions};
use crate::model::{Chosen, linear};
use crate::numeric::statistics;
use crate::numeric::statistics::{GROUPS, Grouping, LOWESS_FRACTION, NetBenefit};
use crate::report::{Linear, Points, Term};
use crate::table::{Column, Split};
use crate::words::{CaseProblem, ReportGap};

/// Points of the smoothed calibration curve.
const POINTS: usize = 40;

/// The case to be marked: which answer it got, and from what.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Name of the model.
    pub model: &'a str,
    /// Kind of classifier.
    pub classifier: Kind,
    /// The answer, at the prevalence below.
    pub probability: f64,
    /// Values of the model's inputs, in its order.
    pub values: &'a [f64],
    /// Share of metastases that the answer was shifted to; `None`: that of training.
    pub prevalence: Option<f64>,
}

/// Curves of a classifier, with a case's marks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Charts {
    /// By cohort.
    pub cohorts: Vec<CohortCharts>,
    /// Only a sum over the inputs has one.
    pub nomogram: Option<Nomogram>,
}

/// Curves of one cohort; what cannot be drawn there is empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CohortCharts {
    /// Which cohort; the training cohort's predictions are out-of-fold.
    pub split: Split,
    /// Cases.
    pub cases: usize,
    /// Metastases among them.
    pub metastases: usize,
    /// AUC with DeLong's 95 % interval.
    pub auc: Option<[f64; 3]>,
    /// Corners of the ROC curve: 1 − specificity, sensitivity.
    pub roc: Vec<[f64; 2]>,
    /// Where the frozen threshold is on it.
    pub roc_at_threshold: Option<[f64; 2]>,
    /// Where the case's probability is on it: shares of primaries and of metastases that got at least as much.
    pub roc_at_case: Option<[f64; 2]>,
    /// Lowess of the diagnoses: predicted, observed.
    pub calibration: Vec<[f64; 2]>,
    /// Tenths of the cases.
    pub groups: Vec<Group>,
    /// Observed share at the case's probability; `None` beyond the cohort's predictions.
    pub observed_at_case: Option<f64>,
    /// Net benefit.
    pub decision: Vec<NetBenefit>,
}

/// A tenth of the cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Group {
    /// Mean probability.
    pub predicted: f64,
    /// Share of metastases with Wilson's 95 % interval.
    pub observed: [f64; 3],
}

/// A nomogram: points for each input, their total, and the probability of that total.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Nomogram {
    /// Inputs that have any weight, in the model's order.
    pub terms: Vec<NomogramTerm>,
    /// Largest total within the training range.
    pub most: f64,
    /// Points a unit of log-odds.
    pub per_logit: f64,
    /// Log-odds at no points.
    pub logit_at_zero: f64,
    /// The case's total.
    pub total: f64,
    /// Its probability, read off the total.
    pub probability: f64,
}

/// One input of a nomogram.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NomogramTerm {
    /// The input.
    pub input: Column,
    /// Its range in the training cases.
    pub range: [f64; 2],
    /// Points at both ends of the range; between them they lie on a straight line.
    pub points: [f64; 2],
    /// The case's value.
    pub value: f64,
    /// Its points: below 0 or above the end's where the value is outside the training range.
    pub value_points: f64,
}

/// Curves of the classifier that gave `case` its answer.
///
/// # Errors
/// The file has no such model or classifier, there are more or fewer values than inputs, the prevalence is outside 0 to 1.
pub fn charts(model_file: &ModelFile, case: Subject) -> Result<Charts> {
    let chosen = model_file.model(case.model).and_then(|model| {
        let classifier = model.classifiers.iter().find(|of| of.kind == case.classifier)?;
        Some(Chosen { model, classifier })
    });
    let chosen = chosen.ok_or_else(|| {
        let (file, model) = (model_file.name.clone(), case.model.to_owned());
        CaseProblem::ModelMissing { file, model, classifier: case.classifier.key() }
    })?;
    let shift = case.prevalence.map(|assumed| model_file.prior_shift(assumed)).transpose()?;
    let shifted = shift.map(|shift| chosen.classifier.at_prevalence(shift));
    let Classifier { predictions, threshold, .. } = shifted.as_ref().unwrap_or(chosen.classifier);
    Ok(Charts {
        cohorts: predictions.iter().map(|of| cohort(of, *threshold, &case)).collect(),
        nomogram: match linear(chosen, model_file.clinical(), Err(ReportGap::NoTrainingCases)) {
            Ok(mut sum) => {
                sum.intercept = shift.map_or(sum.intercept, |shift| shift.logit(sum.intercept));
                nomogram(&sum, chosen.model.scaling.inputs(), case.values)?
            }
            Err(_) => None,
        },
    })
}

/// Where the answer is for another share of metastases, the cases are weighted to it: net benefit is reckoned with it, and observed
/// shares move from the cohort's own share to it, as the probabilities beside them have from that of training.
fn cohort(predictions: &Predictions, threshold: f64, case: &Subject) -> CohortCharts {
    let (labels, p) = (predictions.diagnoses(), &predictions.probabilities[..]);
    let probability = case.probability;
    let own = labels.iter().filter(|&&label| label).count() as f64 / labels.len() as f64;
    let there = |observed: f64| match case.prevalence {
        Some(assumed) if observed > 0.0 && observed < 1.0 && own > 0.0 && own < 1.0 => {
            let mut moved = observed;
            PriorShift { training: own, assumed }.probability(&mut moved);
            moved
        }
        _ => observed,
    };
    let smoothed = |at: &[f64]| -> Vec<[f64; 2]> {
        smooth(&labels, p, at).into_iter().map(|[predicted, observed]| [predicted, there(observed)]).collect()
    };
    let corners = statistics::roc_points(&labels, p).unwrap_or_default();
    CohortCharts {
        split: predictions.split,
        cases: labels.len(),
        metastases: labels.iter().filter(|&&label| label).count(),
        auc: predictions.auc,
        roc: corners.iter().map(|corner| [1.0 - corner.specificity, corner.sensitivity]).collect(),
        roc_at_threshold: called(&labels, p, threshold),
        roc_at_case: called(&labels, p, probability),
        calibration: smoothed(&places(p)),
        groups: groups(&labels, p)
            .into_iter()
            .map(|group| Group { observed: group.observed.map(there), ..group })
            .collect(),
        observed_at_case: match inside(p, probability) {
            true => smoothed(&[probability]).first().map(|point| point[1]),
            false => None,
        },
        decision: {
            let thresholds = statistics::decision_thresholds();
            statistics::decision_curve(&labels, p, &thresholds, case.prevalence).unwrap_or_default()
        },
    }
}

/// Shares of primaries and of metastases whose probability is at least `threshold`; `None` where a class is missing.
fn called(labels: &[bool], p: &[f64], threshold: f64) -> Option<[f64; 2]> {
    let share = |class: bool| {
        let of: Vec<f64> =
            labels.iter().zip(p).filter(|(label, _)| **label == class).map(|(_, p)| *p).collect();
        let above = of.iter().filter(|&&p| p >= threshold).count();
        (!of.is_empty()).then(|| above as f64 / of.len() as f64)
    };
    Some([share(false)?, share(true)?])
}

/// Smallest and largest probability.
fn extent(p: &[f64]) -> (f64, f64) {
    p.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &p| (low.min(p), high.max(p)))
}

fn inside(p: &[f64], probability: f64) -> bool {
    let (low, high) = extent(p);
    (low..=high).contains(&probability)
}

/// Where the smooth curve is evaluated; nowhere when all probabilities are equal.
fn places(p: &[f64]) -> Vec<f64> {
    let (low, high) = extent(p);
    let place = |at: usize| low + (high - low) * at as f64 / (POINTS - 1) as f64;
    if high > low { (0..POINTS).map(place).collect() } else { Vec::new() }
}

/// Lowess of the diagnoses, as in the report; kept inside 0 and 1, which shares are.
fn smooth(labels: &[bool], p: &[f64], at: &[f64]) -> Vec<[f64; 2]> {
    let outcomes: Vec<f64> = labels.iter().map(|&label| f64::from(u8::from(label))).collect();
    let found = statistics::lowess(p, &outcomes, at, LOWESS_FRACTION).unwrap_or_default();
    at.iter().zip(found).map(|(&predicted, observed)| [predicted, observed.clamp(0.0, 1.0)]).collect()
}

fn groups(labels: &[bool], p: &[f64]) -> Vec<Group> {
    let found = statistics::calibration_groups(labels, p, Grouping::EqualSize, GROUPS).unwrap_or_default();
    let group = |group: &statistics::CalibrationGroup| {
        let share = statistics::wilson(group.events, group.cases).ok()?;
        Some(Group { predicted: group.mean_probability, observed: [share.value, share.lower, share.upper] })
    };
    found.iter().filter_map(group).collect()
}

/// The nomogram with the case's points; `None` when no input has any weight.
fn nomogram(sum: &Linear, inputs: &[Column], values: &[f64]) -> Result<Option<Nomogram>> {
    if values.len() != inputs.len() {
        return Err(CaseProblem::InputCount { expected: inputs.len(), found: values.len() }.into());
    }
    let Some(points) = Points::of(sum) else { return Ok(None) };
    let pairs = || sum.terms.iter().zip(inputs).zip(values);
    let total: f64 = pairs().map(|((term, _), &value)| points.points(term, value)).sum();
    let term = |((term, input), &value): ((&Term, &Column), &f64)| NomogramTerm {
        input: input.clone(),
        range: [term.range.0, term.range.1],
        points: [points.points(term, term.range.0), points.points(term, term.range.1)],
        value,
        value_points: points.points(term, value),
    };
    Ok(Some(Nomogram {
        terms: pairs().filter(|((term, _), _)| term.coefficient != 0.0).map(term).collect(),
        most: points.most,
        per_logit: points.per_logit,
        logit_at_zero: points.logit_at_zero,
        total,
        probability: points.probability(total),
    }))
}
