//! The only place that knows the order of the stages.
//!
//! * [`extract`]: one image, one mask → features (stages 2–5);
//! * [`inspect`]: one file → what it holds;
//! * [`deep()`]: one image, one mask → deep features (stage 6);
//! * `case`: four sequences, mask, age → one row of a cohort table (stages 1–6);
//! * `train`, `predict`: rows → model, model and row → answer (stages 7–9);
//! * [`evaluate`]: model and rows → the data of a report (stage 10);
//! * [`describe`], [`charts`]: a model file → what it says of itself, and where one case stands in that;
//! * `prevalence`: the same answer or report where metastases are more or less common;
//! * `interval`: how far the answer moves when the mask does;
//! * `answers`: many cases as lines of one CSV;
//! * `capsule`: a case in one file, verified by recomputation.

mod answers;
pub mod bundle;
mod capsule;
mod case;
mod charts;
mod deep;
mod describe;
mod diagnostics;
mod evaluate;
mod extract;
mod facts;
mod import;
mod inspect;
mod interval;
mod levels;
mod predict;
mod prepare;
mod prevalence;
mod provenance;
mod quality;
mod spacing;
mod tally;
mod train;

pub use answers::{answers_header, answers_line, answers_problem};
pub use bundle::Bundle;
pub use capsule::{Capsule, Recomputed, SCHEMA as CAPSULE_SCHEMA, Sealed, Sealing, Verdict, seal};
pub use case::{Named, SequenceFeatures, SequencePart, SequenceWork};
pub use case::{extract_sequence, join, measure_sequence};
pub use charts::{Charts, Nomogram, Subject, charts};
pub use deep::{Deep, DeepMark, DeepRecord, FeatureSource, Lesion, deep, deep_on};
pub use describe::{Description, describe};
pub use evaluate::evaluate;
pub use extract::{Extraction, Found, Work, extract};
pub use facts::{Facts, Samples};
pub use import::{ImportOptions, import};
pub use inspect::{Inspection, inspect};
pub use interval::{Interval, PerturbedSequence, interval, perturb_sequence};
pub use levels::{LevelCount, levels};
pub use predict::{Answer, BundleName, Contribution, OutOfDistribution, Prediction, Unanswered, predict};
pub use prevalence::{PriorShift, training_prevalence};
pub use provenance::Provenance;
pub use quality::case_warnings;
pub use spacing::{SpacingRange, spacing_columns};
pub use train::{Contents, TrainOptions, classifier_named, contents, train};

// The network for the shells, which never name a stage.
pub use crate::cnn::{Engine as DeepEngine, EngineName, Options as DeepOptions, Report as DeepReport};
pub use crate::cnn::{Weights as DeepWeights, Wish as DeepWish};

// How margins become probabilities, likewise.
pub use crate::classify::CalibrationKind;

// How features are chosen, likewise.
pub use crate::select::Options as SelectOptions;

// Masks drawn again, likewise.
pub use crate::align::redrawn;

// Stage 1, likewise.
pub use crate::read::{Read, image as read_image, labels as read_labels};

// For the shells' own records.
pub use crate::numeric::digest::sha256;
