//! The model file: what it holds, how it was made, and its description for readers.
//!
//! * [`mod@file`]: the JSON file with everything that is needed to answer;
//! * `clinical`: the file that declares clinical inputs;
//! * `formula`: the file that a printed formula is typed into;
//! * `check`: whether its numbers are sound;
//! * `options`: how models are trained, which the file records;
//! * `provenance`: what a feature table was made with;
//! * `recalibrated`: which local cases it was brought to, where it was;
//! * `training_rows`: known again by hashes of their features;
//! * `spacing`: voxel spacings of the training cases;
//! * [`describe`]: a file for readers;
//! * `sealed`: texts that end in their own hash;
//! * `linear`: a classifier as a weighted sum of its inputs, where it is one.

pub(crate) mod by_name;
mod check;
mod clinical;
mod describe;
pub mod file;
mod formula;
mod linear;
mod options;
mod prevalence;
mod provenance;
mod recalibrated;
pub(crate) mod sealed;
mod spacing;
mod training_rows;

pub use clinical::clinical_inputs;
pub use describe::{Description, describe};
pub use file::{ModelFile, ModelParts};
pub use formula::{Formula, Link, PrintedCases, PrintedTerm};
pub use linear::{Chosen, Sum, as_sum, linear};
pub use options::TrainOptions;
pub use provenance::{FeatureSource, Provenance};
pub use recalibrated::{LocalCases, Recalibrated};
pub use spacing::{SpacingRange, from_finest, ranges as spacing_ranges, spacing_columns, spacing_of_row};
pub use training_rows::training_hashes;

// How margins become probabilities, for the shells, which never name a stage.
pub use crate::classify::CalibrationKind;

// How log-odds are brought to local cases, for the shells.
pub use crate::numeric::statistics::Update;

// How features are chosen, for the shells.
pub use crate::select::Options as SelectOptions;
