//! The answer to one case by a model file (stages 8 and 9), and what can be derived from an answer.
//!
//! * `prediction`: the answer as data;
//! * [`predict`]: makes it;
//! * `prevalence`: the same answer where metastases are more or less common;
//! * `mask_sensitivity`: the range of each probability over perturbed masks;
//! * [`charts`]: where the case stands in the model's curves and nomogram;
//! * `capsule`: a case in one file, verified by recomputation (`comparison` counts what differs);
//! * `batch_csv`: answers to many cases as lines of one CSV.

mod batch_csv;
mod capsule;
mod charts;
mod comparison;
mod mask_sensitivity;
mod predict;
mod prediction;
mod prevalence;
mod spacing;

pub use batch_csv::{
    FILES, answers_header, answers_line, answers_problem, feature_cells, file_cells, joined,
};
pub use capsule::{Capsule, Recomputed, Sealed, Sealing, Verdict, seal};
pub use charts::{Charts, Nomogram, Subject, charts};
pub use mask_sensitivity::{MEANING, mask_sensitivity, measure_perturbed};
pub use predict::predict;
pub use prediction::{
    Answer, Class, Contribution, Done, Lacks, MaskSensitivity, Measured, ModelFileName, OutOfDistribution,
};
pub use prediction::{PerturbedFeatures, PerturbedSequence, Prediction, Range, Tried, Unanswered};

// Types of stages that the shells need, which may not import a stage.
pub use crate::classify::prior_shift::PriorShift;
pub use crate::explain::Method;
