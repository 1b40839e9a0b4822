//! Stage 8: a checked model is fitted or applied.
//!
//! Every classifier is fitted to a [`TrainingDesign`](crate::table::TrainingDesign), which only the scaling of stage 7 makes, and gives a *margin*:
//! a number in log-odds, higher for metastasis. [`Calibration`], fitted to out-of-fold margins, turns it into a
//! probability; the threshold comes from the same out-of-fold predictions.

pub mod boosting;
pub mod calibration;
pub mod foreign;
pub mod forest;
pub mod histogram;
mod kind;
mod learner;
pub mod linear;
pub mod neighbours;
pub mod prior_shift;
pub mod svm;
mod tagged;
pub mod threshold;

pub use calibration::{Calibration, CalibrationKind};
pub use kind::{Fitted, Kind, Parameters, fit};
pub use learner::{Learner, MAX_SIZE, Predictor};
