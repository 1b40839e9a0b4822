//! Why a report shows no value in some place. A report is a document in English: these words are no table of the page.

use crate::sequence::Sequence;
use crate::words::row::{Errors, phrases};

phrases! {
    /// Why a value, a figure or a table of a report could not be had.
    ReportGap {
        Failed { problem: Errors } => "{problem}";
        Within { place: String, problem: Errors } => "{place}: {problem}";
        // Cases.
        NoCases { cohort: &'static str } => "{cohort}: the table has no cases";
        NoCasesOfCohort { cohort: &'static str } => "{cohort}: the table has no cases of this cohort";
        NoCasesOf { cohort: &'static str } => "the table has no cases of {cohort}";
        NoTrainingCases => "the table has no training cases";
        OtherTrainingCases => "the table\u{2019}s training cases are not those the model was trained on";
        // Predictions.
        NotPredicted { model: String, cohort: &'static str, gap: String } => "{model} in {cohort}: {gap}";
        NotEvaluated { model: String, cohort: &'static str } => "{model}: not evaluated in {cohort}";
        NoPredictions { model: String } => "{model}: no predictions to show";
        NoOutOfFold => "the model file keeps no out-of-fold predictions";
        EqualPredictions => "all predictions are equal";
        // Measures.
        NothingToCount { measure: &'static str } => "{measure}: expected at least one case to count among, found none";
        CalibrationOfNoInputs => "calibration line: the model has no inputs, its probability is one for all cases";
        AtOtherShare => "left out: the cases have another share of metastases than the place that the report is for";
        NoPValues => "no p-values to correct";
        NoClinicalBaseline => "the model file has no baseline of clinical inputs to compare with";
        NothingToCompare => "nothing to compare";
        // Figures of which no model has a curve.
        NoAucMap { cohort: &'static str } => "AUC map, {cohort}: no model could be evaluated";
        NoRocCurves { cohort: &'static str } => "ROC curves, {cohort}: no model could be evaluated";
        NoDecisionCurves { cohort: &'static str } => "decision curves, {cohort}: no model could be evaluated";
        NoSingleSequences { cohort: &'static str } => "single sequences, {cohort}: no model could be evaluated";
        // The model and its selection.
        CalibratedBySteps => "calibrated by steps: its log-odds are not a sum over the inputs";
        NotASum => "its log-odds are not a sum over the inputs";
        NoWeight => "no input of the model has any weight";
        NoSelection { model: String } => "{model} chooses no features";
        NoLasso => "no feature reached the lasso";
        FewFeatures { model: String } => "fewer than two features were chosen for {model}";
        ModelAbsent { model: &'static str } => "{model} is not in the model file";
        // Fitting again.
        SequenceFailed { sequence: Sequence, problem: Errors } => "{sequence} alone: {problem}";
        NoChain { model: String } => "{model} has no chain to repeat";
        ChainUnfitted => "the chain could not be fitted on parts of the training cases";
    }
}

impl From<crate::error::Error> for ReportGap {
    fn from(error: crate::error::Error) -> Self {
        Self::Failed { problem: Errors(vec![error]) }
    }
}
