//! A report for a place where metastases are more or less common than among the training cases.

use crate::classify::prior_shift::PriorShift;
use crate::report;
use crate::report::Study;
use crate::table::format_number;

/// The report under another share of metastases.
#[must_use]
pub fn at_prevalence(mut study: Study, shift: PriorShift) -> Study {
    let model = |model: &mut report::Model| {
        shift.probability(&mut model.threshold);
        model.predictions.iter_mut().flatten().flatten().for_each(|value| shift.probability(value));
    };
    study.models.iter_mut().for_each(model);
    study.sequences.iter_mut().flatten().for_each(model);
    if let Ok(linear) = &mut study.linear {
        linear.intercept = shift.logit(linear.intercept);
    }
    let PriorShift { training, assumed } = shift;
    study.share = Some(assumed);
    let shares = format!("{training:.3} in training, {} assumed", format_number(assumed));
    study.provenance.push(("Prevalence of metastasis".to_owned(), shares));
    study.notes.push(format!(
        "All probabilities and thresholds are shifted from the training prevalence {training:.3} to {}: logit p\u{2032} = \
         logit p + logit \u{3c0}\u{2032} \u{2212} logit \u{3c0}. Classes, AUC, sensitivity and specificity are not changed by this. Predictive values, accuracy, F1, Brier score and net \
         benefit are those of a place with this share: the cases are weighted to it. How probabilities are calibrated there \
         cannot be seen in cases of another share and is left out.",
        format_number(assumed)
    ));
    study
}
