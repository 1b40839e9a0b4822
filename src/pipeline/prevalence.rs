//! An answer, or a report, for a place where metastases are more or less common than among the training cases.
//!
//! Every probability p becomes p' with logit p' = logit p + logit π' − logit π: the classes look the same there, only
//! their shares differ. Thresholds move with the probabilities, so that each cuts between the same cases: classes,
//! sensitivity, specificity and AUC stay, while calibration, predictive values and net benefit are those of π'.

use serde::Serialize;

use crate::classify::calibration::shift_prior;
use crate::error::{Error, ErrorKind, Result};
use crate::numeric::float;
use crate::pipeline::bundle::{Bundle, Classifier};
use crate::pipeline::predict::Prediction;
use crate::report;
use crate::report::Study;
use crate::table::format_number;

/// Share of metastases in the training cases; `None` where a file has no models, or models of different ones.
pub fn training_prevalence(bundle: &Bundle) -> Option<f64> {
    let mut known = bundle.models.iter().map(|model| model.prevalence);
    known.next().filter(|&training| known.all(|other| other == training))
}

/// From which share of metastases to which.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PriorShift {
    /// Share in the training cases.
    pub training: f64,
    /// Share where the model is applied, as its user says.
    pub assumed: f64,
}

impl PriorShift {
    /// From a model file's training prevalence to another.
    ///
    /// # Errors
    /// No share strictly between 0 and 1; a file without a model, or whose models were trained at different ones.
    pub fn of(bundle: &Bundle, assumed: f64) -> Result<Self> {
        if !(assumed > 0.0 && assumed < 1.0) {
            let expected = "a share of metastases above 0 and below 1";
            return Err(Error::new(ErrorKind::Settings, "prevalence", expected, format_number(assumed)));
        }
        let training = training_prevalence(bundle).ok_or_else(|| {
            let found = if bundle.models.is_empty() { "none" } else { "several" };
            Error::new(ErrorKind::Model, "training prevalence", "one for all models", found)
        })?;
        Ok(Self { training, assumed })
    }

    /// Log-odds there.
    pub(super) fn logit(&self, logit: f64) -> f64 {
        shift_prior(logit, self.training, self.assumed)
    }

    /// Makes a probability the one there.
    pub(super) fn probability(&self, probability: &mut f64) {
        *probability = float::logistic(self.logit(float::logit(*probability)));
    }

    /// The answer there. Contributions stay as they are: the base moves.
    #[must_use]
    pub fn prediction(self, mut prediction: Prediction) -> Prediction {
        for answer in &mut prediction.models {
            answer.logit = self.logit(answer.logit);
            answer.base = self.logit(answer.base);
            answer.probability = float::logistic(answer.logit);
            self.probability(&mut answer.threshold);
        }
        if let Some(interval) = &mut prediction.interval {
            let ends = interval.ranges.iter_mut().flat_map(|range| [&mut range.low, &mut range.high]);
            let tried = interval.tried.iter_mut().flat_map(|tried| &mut tried.probabilities);
            ends.chain(tried).for_each(|value| self.probability(value));
        }
        prediction.prevalence = Some(self);
        prediction
    }

    /// A classifier's predictions and threshold there.
    pub(super) fn classifier(self, classifier: &Classifier) -> Classifier {
        let mut there = classifier.clone();
        self.probability(&mut there.threshold);
        let all = there.predictions.iter_mut().flat_map(|of| &mut of.probabilities);
        all.for_each(|value| self.probability(value));
        there
    }

    /// The report there.
    #[must_use]
    pub fn study(self, mut study: Study) -> Study {
        let model = |model: &mut report::Model| {
            self.probability(&mut model.threshold);
            model.predictions.iter_mut().flatten().flatten().for_each(|value| self.probability(value));
        };
        study.models.iter_mut().for_each(model);
        study.sequences.iter_mut().flatten().for_each(model);
        if let Ok(linear) = &mut study.linear {
            linear.intercept = self.logit(linear.intercept);
        }
        let Self { training, assumed } = self;
        let shares = format!("{training:.3} in training, {} assumed", format_number(assumed));
        study.provenance.push(("Prevalence of metastasis".to_owned(), shares));
        study.notes.push(format!(
            "All probabilities and thresholds are shifted from the training prevalence {training:.3} to {}: logit p\u{2032} = \
             logit p + logit \u{3c0}\u{2032} \u{2212} logit \u{3c0}. Classes, AUC, sensitivity and specificity are not changed by this.",
            format_number(assumed)
        ));
        study
    }
}
