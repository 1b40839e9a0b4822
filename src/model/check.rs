//! Whether the parts of a model file are sound: every number within its domain, every list as long as it must be. A file whose
//! hash is right may still have been written by something that was wrong.

use std::collections::BTreeSet;

use crate::classify::MAX_SIZE;
use crate::error::{Error, Result};
use crate::model::file::{Classifier, FittedModel, ModelParts, OwnScaling, Predictions};
use crate::model::recalibrated::LocalCases;
use crate::table::{Column, Split, check_clinical, term_of};
use crate::words::{Errors, ModelProblem, Phrase};

/// Most problems of one model file that are reported.
const MOST_TOLD: usize = 20;

impl ModelParts {
    /// # Errors
    /// Everything that is wrong, in one error.
    pub(super) fn check(&self) -> Result<()> {
        let mut problems = Vec::new();
        // A baseline has none where its only classifier was not asked for.
        let unfitted = |model: &FittedModel| model.classifiers.is_empty() && !model.baseline;
        if self.models.is_empty() || self.models.iter().any(unfitted) {
            problems.push(ModelProblem::NoFittedModel.into());
        }
        if let Err(error) = self.extraction.meaning() {
            problems.push(error);
        }
        problems.extend(check_clinical(self.clinical()).err());
        if let Some(record) = &self.extraction.deep {
            problems.extend(record.options.check());
        }
        let spacings = self.extraction.spacing_mm.iter();
        let ranges = spacings.flat_map(|range| range.low_mm.into_iter().zip(range.high_mm));
        let ages = self.cohorts.iter().filter_map(|cohort| cohort.age_years);
        if !ranges.into_iter().all(|(low, high)| low > 0.0 && low <= high)
            || !ages
                .into_iter()
                .all(|[mean, sd]| (0.0..=150.0).contains(&mean) && (0.0..=150.0).contains(&sd))
        {
            problems.push(self.unsound(&self.name, Phrase::PartCohorts, Phrase::CohortsSound));
        }
        let mut names = BTreeSet::new();
        for model in &self.models {
            if !names.insert(&model.name) {
                problems.push(self.unsound(&model.name, Phrase::PartName, Phrase::OnceEach));
            }
            self.check_model(model, &mut problems);
            // Nobody reads more, and a message has an end.
            if problems.len() >= MOST_TOLD {
                problems.truncate(MOST_TOLD);
                break;
            }
        }
        match <[Error; 1]>::try_from(problems) {
            Ok([only]) => Err(only),
            Err(problems) if problems.is_empty() => Ok(()),
            Err(problems) => {
                Err(ModelProblem::ModelProblems { count: problems.len(), problems: Errors(problems) }.into())
            }
        }
    }

    fn unsound(&self, model: &str, part: Phrase, expected: Phrase) -> Error {
        ModelProblem::ModelUnsound { model: model.to_owned(), part, expected }.into()
    }

    fn check_model(&self, model: &FittedModel, problems: &mut Vec<Error>) {
        let inputs = model.scaling.inputs();
        let distinct = inputs.iter().collect::<BTreeSet<_>>().len() == inputs.len();
        let made = |input: &Column| !input.is_patient() || term_of(self.clinical(), input).is_some();
        let deep = !model.is_deep() || self.extraction.deep.is_some();
        let lasso = model.lasso.as_ref().is_none_or(crate::select::LassoPath::is_sound);
        for (holds, part, expected) in [
            (deep, Phrase::PartDeep, Phrase::NetworkAndSettings),
            (
                model.scaling.is_sound() && distinct && inputs.iter().all(made),
                Phrase::PartScaling,
                Phrase::FiniteMeans,
            ),
            (model.distribution.is_sound(inputs.len()), Phrase::PartDistribution, Phrase::RangesInOrder),
            (model.prevalence > 0.0 && model.prevalence < 1.0, Phrase::PartPrevalence, Phrase::ShareBetween),
            (lasso, Phrase::PartLasso, Phrase::LassoSound),
        ] {
            if !holds {
                problems.push(self.unsound(&model.name, part, expected));
            }
        }
        let mut kinds = BTreeSet::new();
        for classifier in &model.classifiers {
            if !kinds.insert(classifier.kind) {
                problems.push(self.unsound(&model.name, Phrase::PartName, Phrase::OnceEach));
            }
            self.check_classifier((model, inputs.len()), classifier, problems);
        }
    }

    fn check_classifier(
        &self,
        (model, inputs): (&FittedModel, usize),
        classifier: &Classifier,
        problems: &mut Vec<Error>,
    ) {
        if let Err(expected) = classifier.fitted.check(inputs) {
            problems.push(self.unsound(&model.name, Phrase::PartClassifier, expected));
        }
        let scaled = classifier.own_scaling.as_ref().is_none_or(|OwnScaling { mean, scale }| {
            let usable = |v: &[f64]| v.len() == inputs && v.iter().all(|x| x.abs() <= MAX_SIZE);
            usable(mean) && usable(scale) && scale.iter().all(|&divisor| divisor >= 1.0 / MAX_SIZE)
        });
        let calibrated = classifier.calibration.is_sound() && (0.0..=1.0).contains(&classifier.threshold);
        let predicted = classifier.predictions.iter().all(Predictions::is_sound)
            && classifier.local.as_ref().is_none_or(LocalCases::is_sound);
        for (holds, part, expected) in [
            (scaled, Phrase::PartOwnScaling, Phrase::FiniteDivisors),
            (calibrated, Phrase::PartCalibration, Phrase::FiniteAndThreshold),
            (predicted, Phrase::PartPredictions, Phrase::PredictionsSound),
        ] {
            if !holds {
                problems.push(self.unsound(&model.name, part, expected));
            }
        }
        let trained = classifier.predictions.iter().find(|of| of.split == Split::Train);
        let rows = self.training_rows.len();
        if rows > 0 && trained.is_some_and(|of| of.labels.len() != rows) {
            problems.push(ModelProblem::ModelRows.into());
        }
    }
}

impl Predictions {
    /// Labels 0 or 1, a probability for each, an area with its interval.
    fn is_sound(&self) -> bool {
        let share = |p: &f64| (0.0..=1.0).contains(p);
        self.labels.len() == self.probabilities.len()
            && self.labels.iter().all(|label| *label <= 1)
            && self.probabilities.iter().all(share)
            && self.auc.iter().flatten().all(share)
    }
}
