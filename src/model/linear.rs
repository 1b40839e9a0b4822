//! A classifier as a weighted sum of its inputs, where it is one.

use crate::classify::{Calibration, Fitted};
use crate::model::file::{Classifier, FittedModel};
use crate::report;
use crate::report::OrReason;
use crate::table::{ClinicalInput, ClinicalKind, Column, Split, Term, term_of};
use crate::words::ReportGap;

/// A model of the file with one of its classifiers.
#[derive(Clone, Copy)]
pub struct Chosen<'a> {
    /// The model.
    pub model: &'a FittedModel,
    /// One of its classifiers.
    pub classifier: &'a Classifier,
}

/// A classifier whose log-odds are shift + slope · (offset + Σ coefficient · z).
pub struct Sum<'a> {
    /// Slope of the calibration.
    pub slope: f64,
    /// Intercept of the calibration.
    pub shift: f64,
    /// Intercept of the classifier.
    pub offset: f64,
    /// One a standardised input z.
    pub coefficients: &'a [f64],
}

/// The classifier as a sum, where it is one.
///
/// # Errors
/// It is calibrated by steps, or no sum.
pub fn as_sum(classifier: &Classifier) -> OrReason<Sum<'_>> {
    let Calibration::Platt { slope, intercept } = classifier.calibration else {
        return Err(ReportGap::CalibratedBySteps);
    };
    match &classifier.fitted {
        Fitted::Linear(sum) => {
            Ok(Sum { slope, shift: intercept, offset: sum.intercept, coefficients: &sum.coefficients })
        }
        _ => Err(ReportGap::NotASum),
    }
}

/// An input as a report calls it: that of a number with its unit.
fn words(clinical: &[ClinicalInput], input: &Column) -> String {
    let unit = term_of(clinical, input).and_then(|(place, _)| clinical[place].unit.as_deref());
    unit.map_or_else(|| input.to_string(), |unit| format!("{input}, {unit}"))
}

/// Whether an input says no or yes.
fn flag(clinical: &[ClinicalInput], input: &Column) -> bool {
    let is =
        |(place, term): (usize, Term)| clinical[place].kind != ClinicalKind::Number || term != Term::Itself;
    term_of(clinical, input).is_some_and(is)
}

/// The classifier as a sum over its inputs, where it is one, as a report shows it; `clinical` are the inputs of its file.
///
/// # Errors
/// As [`as_sum`].
pub fn linear(
    chosen: Chosen,
    clinical: &[ClinicalInput],
    intervals: OrReason<Vec<(f64, f64)>>,
) -> OrReason<report::Linear> {
    let Chosen { model, classifier } = chosen;
    let Sum { slope, shift, offset, coefficients } = as_sum(classifier)?;
    let scaling = &model.scaling;
    let term = |(at, input): (usize, &Column)| {
        let (low, high) = model.distribution.range(at);
        let (mean, sd) = (scaling.mean()[at], scaling.sd()[at]);
        report::Term {
            name: words(clinical, input),
            is_flag: flag(clinical, input),
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
            Ok(_) => String::new(),
            Err(reason) => format!("Without intervals: {reason}."),
        },
        events: (metastases, labels.len() - metastases),
    })
}
