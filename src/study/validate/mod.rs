//! A model on a site's own cases: does it hold there, how sure is that, and how many cases are missing to be surer. Nothing
//! is fitted here but what tells how the model is calibrated; a model file that is adapted to the site is made by
//! [`recalibrate()`], and only where that is asked for.

mod figures;
mod local;
mod recalibrate;
mod validation;

pub use figures::{Figure, Interval, LocalBenefit, Needed};
pub use local::{PATIENTS_A_NUMBER, ValidateOptions, Widths};
pub use recalibrate::{Recalibration, recalibrate};
pub use validation::{Validation, validate};
