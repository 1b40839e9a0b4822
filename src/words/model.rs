//! Errors of model files, of classifiers, of fitting and of what other programs have fitted.

use crate::words::phrase::{Phrase, Phrases};
use crate::words::row::{Errors, Names, Shown, problems};

problems! {
    /// What is wrong with a model, or with how it should be fitted.
    ModelProblem {
        // The file.
        ModelUnwritable { cause: String } => Model, "model file", "values that can be written", "{cause}";
        NotAModel { cause: String } => Model, "model file", "JSON of a discern model", "{cause}";
        ModelVersion { expected: u64, found: Shown } => Model, "model file's version", "{expected}", "{found}",
            hint "this program and the one that trained the model are of different age";
        ModelSchema { expected: &'static str, found: Shown } => Model, "model file's schema", "{expected}", "{found}";
        ModelSha256 { expected: String, found: String } => Model, "model file's sha256", "{expected}", "{found}",
            hint "the file was changed after it was written";
        ModelUnsound { model: String, part: Phrase, expected: Phrase } => Model, "{part} of {model}", "{expected}",
            "something else";
        ModelProblems { count: usize, problems: Errors } => Model, "model file", "sound parts",
            "{count} problems: {problems}";
        NoProbability { model: String, classifier: &'static str } => Model, "answer of {model} by {classifier}",
            "a probability from 0 to 1", "no number",
            hint "an input or the model lies beyond what can be computed with; no class is given";
        ModelRows => Model, "training rows", "one a prediction of the training cohort", "something else";
        NoFittedModel => Model, "model file", "at least one fitted model", "none";
        OtherExtraction => Model, "settings of the extraction", "those of the model file", "others",
            hint "the same names would stand for other numbers: extract with the settings in the model file";
        NoTrainingPrevalence => Model, "training prevalence", "one for all models", "none";
        TrainingPrevalences => Model, "training prevalence", "one for all models", "several";
        Prevalence { found: String } => Settings, "prevalence", "a share of metastases above 0 and below 1", "{found}";
        StudyUnsound { expected: Phrase } => Model, "study to report", "{expected}", "something else";
        // Fitting.
        NoFiniteFit => Model, "logistic regression", "both classes and finite inputs", "no finite fit";
        CalibrationRows { metastases: usize } => Model, "calibration",
            "a finite margin for every row and rows of both classes", "{metastases} metastases";
        ClassifierUnsound { expected: Phrase } => Model, "fitted classifier", "{expected}", "something else";
        ImportedSettings => Model, "classifier", "settings of a classifier", "one fitted by another program";
        NoGrid { classifier: &'static str } => Settings, "{classifier}", "a grid of settings", "an empty one";
        ClassifierUnknown { known: Names, found: Shown } => Settings, "classifier", "one of {known}", "{found}";
        NoClassifiers => Settings, "classifiers", "at least one", "none";
        Folds { found: usize } => Settings, "folds", "3 to 20", "{found}";
        SelectionOptions { expected: Phrases, found: String } => Settings, "selection options", "{expected}", "{found}";
        ComponentOptions { expected: Phrases, found: String } => Settings, "component options", "{expected}", "{found}";
        // Local cases.
        LocalModel { known: Names, found: Shown } => Settings, "model to validate", "one of {known}", "{found}";
        LocalOnlyTraining => Table, "local cases", "cases that the model was not trained on", "its training cases alone";
        LocalFew { least: usize, found: usize } => Table, "patients of the rarer group", "at least {least}", "{found}",
            hint "with fewer, the new probabilities would be more chance than calibration";
        LocalReversed { model: String, slope: f64 } => Model, "calibration slope of {model} in the local cases", "above 0",
            "{slope:.3}", hint "its answers point the wrong way in these cases; recalibration does not mend that";
        // What a paper prints.
        FormulaFile { cause: String } => Model, "formula", "YAML with name, terms and the other fields of docs/import.md",
            "{cause}";
        FormulaNumbers => Model, "numbers of the formula",
            "terms; coefficients and means up to 1e100, deviations above 0, a threshold from 0 to 1, cases of both groups",
            "others";
        FormulaTerm { name: Shown } => Missing, "term of the formula", "a feature of the table or a clinical input", "{name}",
            hint "capitals, dashes and spaces do not matter; the sequence stands in front: t1_original_shape_Flatness";
        FormulaAmbiguous { name: Shown, found: Names } => Model, "term {name} of the formula", "one column", "{found}";
        FormulaScore { name: Shown } => Missing, "standard deviation of {name}",
            "one, as its coefficient belongs to standardised values", "none";
        FormulaIncomplete { missing: Phrases } => Missing, "formula", "{missing}", "none",
            hint "without it there is a score and no probability: --scores SCORES.csv writes it";
        // What another program has fitted.
        Threshold { found: String } => Settings, "threshold", "a probability", "{found}";
        InputNames { expected: usize, found: usize } => Missing, "inputs of the model", "{expected} names", "{found}",
            hint "name them in the trainer's order with --inputs";
        InputUnknown { found: Shown } => Unsupported, "inputs of the model",
            "columns of a feature table like t1_original_…, or age", "{found}",
            hint "name them in the trainer's order with --inputs";
        InputTwice { input: Shown } => Model, "inputs of the model", "a name for each", "{input} twice",
            hint "name them in the trainer's order with --inputs";
        InputContradicts { place: usize, named: Shown, given: Shown } => Model, "input {place} of the model",
            "{named}, as its file says", "{given}", hint "leave --inputs out: the file has names of its own";
        ForeignBinary { kind: Phrase } => Model, "model file",
            "XGBoost's JSON, LightGBM's text or discern-classifier JSON", "{kind}",
            hint "save XGBoost's model by booster.save_model('model.json'); write scikit-learn's by docs/export_sklearn.py";
        ForeignFormat => Model, "model file", "XGBoost's JSON, LightGBM's text or discern-classifier JSON",
            "another format", hint "save XGBoost's model as model.json, LightGBM's as model.txt";
        ForeignJson { cause: String } => Model, "model file", "whole JSON", "{cause}";
        ForeignUnlike { cause: String } => Model, "model file", "XGBoost's JSON or discern-classifier JSON", "{cause}";
        ForeignInputs => Model, "model file",
            "inputs, and a name, a mean and a divisor above 0 for each where it has them", "something else";
        ForeignSchema { expected: &'static str, found: Shown } => Model, "model file's schema and version",
            "{expected} 1", "{found}";
        ForeignScaling => Model, "mean and scale", "both or neither", "one";
        ForeignSigmoid => Model, "sigmoid", "slope and intercept: the machine alone has no probability", "none";
        ForeignTree => Model, "tree", "arrays of one length", "others";
        ForeignTreeCount { stated: usize, found: usize } => Model, "model file", "{stated} trees, as it says", "{found}";
        ForeignWeights { trees: usize, found: usize } => Model, "weight_drop", "a number for each of {trees} trees", "{found}";
        ForeignAnswerRows => Model, "answers", "rows of the inputs, with a probability each", "others";
        ForeignAnswers { row: usize, expected: f64, found: f64 } => Model, "answer to row {row} of the file",
            "{expected}, as the trainer gave it", "{found}",
            hint "the classifier has a setting that the file does not say; write it again by docs/export_sklearn.py";
        ForeignChild { found: i64 } => Model, "tree", "two children that are there or none", "child {found}";
        ForeignNode => Model, "tree", "children that are there, with one parent each", "a child that is not there";
        ForeignParents => Model, "tree", "children that are there, with one parent each", "a node that is reached twice";
        ForeignTooMany { most: usize, found: usize } => TooLarge, "tree", "at most {most} nodes and inputs", "{found}";
        ForeignField { field: String, expected: Phrase, found: Shown } => Model, "{field}", "{expected}", "{found}";
        ForeignLine { field: String } => Model, "LightGBM's text", "a line {field}=", "none";
        ForeignCutOff => Model, "LightGBM's text", "a line \"end of trees\"", "none: the file is cut off";
        ForeignObjective { expected: &'static str, found: Shown } => Unsupported, "model file", "the objective {expected}",
            "{found}";
        ForeignBooster { found: Shown } => Unsupported, "model file", "XGBoost's booster gbtree or dart", "{found}";
        ForeignOutcomes { outcomes: usize } => Unsupported, "model file", "a model of one outcome", "{outcomes} classes";
        ForeignCategories => Unsupported, "model file", "splits on numbers", "a categorical split";
        ForeignLeaves => Unsupported, "model file", "leaves with one answer", "several or linear ones";
        ForeignRounds { trees: usize, best: usize, rounds: usize } => Unsupported, "model file",
            "as many rounds as its best_iteration says", "{trees} trees and best_iteration {best}",
            hint "save booster[: {rounds}]";
    }
}
