//! Share of metastases a model file was trained at, and its classifiers at another.

use crate::classify::prior_shift::PriorShift;
use crate::error::Result;
use crate::model::file::{Classifier, ModelFile};
use crate::words::ModelProblem;

impl ModelFile {
    /// Share of metastases in the training cases; `None` where a file has no models, or models of different ones.
    pub fn training_prevalence(&self) -> Option<f64> {
        let mut known = self.models.iter().map(|model| model.prevalence);
        known.next().filter(|&training| known.all(|other| other == training))
    }

    /// From the training prevalence to another.
    ///
    /// # Errors
    /// No share strictly between 0 and 1; a file without a model, or whose models were trained at different ones.
    pub fn prior_shift(&self, assumed: f64) -> Result<PriorShift> {
        let training = self.training_prevalence();
        let shift = PriorShift::new(training.unwrap_or(f64::NAN), assumed)?;
        if training.is_none() {
            return Err(match self.models.is_empty() {
                true => ModelProblem::NoTrainingPrevalence.into(),
                false => ModelProblem::TrainingPrevalences.into(),
            });
        }
        Ok(shift)
    }
}

impl Classifier {
    /// Predictions and threshold under another share of metastases.
    #[must_use]
    pub fn at_prevalence(&self, shift: PriorShift) -> Self {
        let mut there = self.clone();
        shift.probability(&mut there.threshold);
        let all = there.predictions.iter_mut().flat_map(|of| &mut of.probabilities);
        all.for_each(|value| shift.probability(value));
        there
    }
}
