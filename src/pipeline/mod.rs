//! The only place that knows the order of the stages.
//!
//! * [`extract`]: one image, one mask → features (stages 2–5);
//! * [`inspect`]: one file → what it holds;
//! * [`deep()`]: one image, one mask → deep features (stage 6);
//! * `case`: four sequences, mask, age → one row of a cohort table (stages 1–6);
//! * `train`, `predict`: rows → model, model and row → answer (stages 7–9);
//! * [`evaluate`]: model and rows → the data of a report (stage 10);
//! * [`describe`], [`charts`]: a model file → what it says of itself, and where one case stands in that.

pub mod bundle;
mod case;
mod charts;
mod deep;
mod describe;
mod diagnostics;
mod evaluate;
mod extract;
mod inspect;
mod predict;
mod prepare;
mod provenance;
mod train;

pub use bundle::{Bundle, hash as sha256};
pub use case::{Named, SequenceFeatures, extract_sequence};
pub use charts::{Charts, Nomogram, Subject, charts};
pub use deep::{Deep, DeepMark, DeepRecord, FeatureSource, Lesion, deep, deep_on};
pub use describe::{Description, describe};
pub use evaluate::evaluate;
pub use extract::{Extraction, extract};
pub use inspect::{Inspection, inspect};
pub use predict::{Answer, BundleName, Contribution, OutOfDistribution, Prediction, predict};
pub use provenance::Provenance;
pub use train::{Contents, TrainOptions, classifier_named, contents, train};

// The network for the shells, which never name a stage.
pub use crate::cnn::{Engine as DeepEngine, Options as DeepOptions, Report as DeepReport};
pub use crate::cnn::{Weights as DeepWeights, Wish as DeepWish};

// Stage 1, likewise.
pub use crate::read::{Read, image as read_image, labels as read_labels};
