//! What a report is made of: plain data, filled by `study` from a model file and a feature table.
//!
//! Everything is by cohort, in the order training, internal, external. Where something could not be had, the reason
//! stands in its place and is printed there.

use crate::report::linear::Linear;
use crate::table::{Described, Sequence, Split};
use crate::words::ReportGap;

/// A value, or the reason why there is none.
pub type OrReason<T> = std::result::Result<T, ReportGap>;

/// Everything a report shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// Heading of the report.
    pub title: String,
    /// Whether the model was trained on simulated cases; then every page of the report says so.
    pub demonstration: bool,
    /// Where model and data come from: name and value, printed as a list.
    pub provenance: Vec<(String, String)>,
    /// Sentences the reader must know.
    pub notes: Vec<String>,
    /// One a [`Split`], in its order; a cohort without cases is named as absent.
    pub cohorts: Vec<Cohort>,
    /// Models that the method has and the model file lacks: one sentence each.
    pub absent: Vec<String>,
    /// Share of metastases of the place that the report is for, where it was asked for another than that of the cases.
    pub share: Option<f64>,
    /// Every model with every classifier, and the baselines.
    pub models: Vec<Model>,
    /// Settings that were tried of each classifier: its name, and every setting with its values.
    pub grids: Vec<(String, String)>,
    /// Position in `models` of the one that is shown alone (calibration, confusion, nomogram, …).
    pub primary: usize,
    /// Positions in `models` of those whose curves are drawn together and compared; the first is the reference.
    pub compared: Vec<usize>,
    /// Position in `models` of the baseline that every model has to beat: what is known of the patient without an image.
    pub clinical: Option<usize>,
    /// How the features were chosen.
    pub selection: OrReason<Selection>,
    /// The primary model as a sum, where it is one.
    pub linear: OrReason<Linear>,
    /// Models of single sequences beside that of all of them.
    pub sequences: OrReason<Vec<Model>>,
    /// Performance against the number of training cases.
    pub learning: OrReason<Learning>,
}

/// Cases that are evaluated together.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohort {
    /// Which cohort.
    pub split: Split,
    /// Its cases.
    pub subjects: Vec<Subject>,
    /// Features that the table has of each.
    pub features: usize,
}

/// One case, without its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Metastasis (the positive class), or primary.
    pub metastasis: bool,
    /// Years, where known.
    pub age: Option<f64>,
    /// Hospital.
    pub center: String,
    /// Volume of the lesion in mm³, where the table has it.
    pub volume_mm3: Option<f64>,
    /// Its largest diameter in mm, where the table has it.
    pub diameter_mm: Option<f64>,
    /// Distance of voxel centres by sequence, from the finest to the coarsest, where the table has it.
    pub spacing_mm: Vec<(Sequence, [f64; 3])>,
    /// Further columns of the table.
    pub described: Described,
    /// Features without a value.
    pub missing: usize,
}

/// One model with one classifier.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// `CRad-M`, `age only`, …
    pub name: String,
    /// `logistic regression`, …
    pub classifier: String,
    /// Whether it is a baseline, for comparison only.
    pub baseline: bool,
    /// Number of inputs.
    pub inputs: usize,
    /// Settings of the classifier, chosen by cross-validation; empty where there was nothing to choose.
    pub settings: String,
    /// Probability from which on a case is called a metastasis, fixed on training cases.
    pub threshold: f64,
    /// Predictions, one entry a cohort of the study, in its order. Those of training cases are out-of-fold.
    pub predictions: Vec<OrReason<Vec<f64>>>,
}

/// The chain from all candidate features to the chosen ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// Model it belongs to.
    pub model: String,
    /// Steps in order: name, features before, features after, rule.
    pub steps: Vec<(String, usize, usize, String)>,
    /// Chosen features with their values in the training cases.
    pub features: OrReason<Vec<(String, Vec<f64>)>>,
    /// The lasso's path.
    pub lasso: OrReason<LassoPath>,
}

/// Coefficients and cross-validated deviance over falling penalties.
#[derive(Debug, Clone, PartialEq)]
pub struct LassoPath {
    /// Features, in the order of the coefficients.
    pub features: Vec<String>,
    /// From the strongest penalty to the weakest.
    pub points: Vec<LassoPoint>,
    /// Position of the least deviance.
    pub least: usize,
    /// Position of the strongest penalty within one standard error of it.
    pub one_se: usize,
}

/// One penalty of the path.
#[derive(Debug, Clone, PartialEq)]
pub struct LassoPoint {
    /// Strength of the penalty.
    pub lambda: f64,
    /// Mean held-out deviance of a case.
    pub deviance: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Coefficients of the standardised features.
    pub coefficients: Vec<f64>,
}

/// How much more cases help, and how much the apparent performance flatters.
#[derive(Debug, Clone, PartialEq)]
pub struct Learning {
    /// What was repeated in every part and resample.
    pub note: String,
    /// Growing parts of the training cohort.
    pub points: Vec<LearningPoint>,
    /// Harrell's correction of the apparent AUC, with the whole chain repeated in every resample.
    pub optimism: OrReason<crate::numeric::statistics::Optimism>,
}

/// Performance when only some of the training cases are used.
#[derive(Debug, Clone, PartialEq)]
pub struct LearningPoint {
    /// Cases the model was fitted to.
    pub cases: usize,
    /// AUC on those cases, mean over repetitions.
    pub fitted: f64,
    /// AUC on training cases left out, mean over repetitions.
    pub held_out: f64,
    /// Lowest and highest held-out AUC of the repetitions.
    pub held_out_range: (f64, f64),
}

impl Cohort {
    /// Diagnoses: metastasis?
    pub fn labels(&self) -> Vec<bool> {
        self.subjects.iter().map(|subject| subject.metastasis).collect()
    }
}

impl Model {
    /// Model and classifier.
    pub fn full_name(&self) -> String {
        if self.baseline { self.name.clone() } else { format!("{}, {}", self.name, self.classifier) }
    }
}

/// Name of a cohort in text.
pub fn cohort_name(split: Split) -> &'static str {
    match split {
        Split::Train => "training",
        Split::Internal => "internal validation",
        Split::External => "external test",
    }
}

/// What the predictions of a cohort are.
pub fn cohort_note(split: Split) -> &'static str {
    match split {
        Split::Train => "out-of-fold predictions",
        Split::Internal | Split::External => "predictions of the frozen model",
    }
}
