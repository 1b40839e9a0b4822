//! An answer for a place where metastases are more or less common than among the training cases.

use crate::answer::prediction::Prediction;
use crate::classify::prior_shift::PriorShift;
use crate::numeric::float;

impl Prediction {
    /// The answer under another share of metastases. Contributions stay as they are: only the base changes.
    #[must_use]
    pub fn at_prevalence(self, shift: PriorShift) -> Self {
        let mut prediction = self;
        for answer in &mut prediction.models {
            answer.logit = shift.logit(answer.logit);
            answer.base = shift.logit(answer.base);
            answer.probability = float::logistic(answer.logit);
            shift.probability(&mut answer.threshold);
        }
        if let Some(sensitivity) = &mut prediction.mask_sensitivity {
            let ends = sensitivity.ranges.iter_mut().flat_map(|range| [&mut range.low, &mut range.high]);
            let tried = sensitivity.tried.iter_mut().flat_map(|tried| &mut tried.probabilities);
            ends.chain(tried).for_each(|value| shift.probability(value));
        }
        prediction.prevalence = Some(shift);
        prediction
    }
}
