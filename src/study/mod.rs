//! Feature tables become model files and reports (stages 7 to 10).
//!
//! * [`train()`]: a table → a model file, every choice made inside nested folds;
//! * [`import`]: a model trained by another program → a model file;
//! * [`Printed`]: a formula that a paper prints → scores, and a model file;
//! * [`evaluate()`]: a model file and a table → the data of a report;
//! * [`validate()`]: a model file and a site's own cases → does it hold there; [`recalibrate()`]: a model file for that site.

mod evaluate;
mod formula;
mod import;
mod prevalence;
mod train;
mod validate;

pub use evaluate::{evaluate, leaks};
pub use formula::Printed;
pub use import::{ImportOptions, foreign_text, import, trainer_answers};
pub use prevalence::at_prevalence;
pub use train::{Contents, classifier_named, contents, train};
pub use validate::{
    Figure, Interval, LocalBenefit, Needed, PATIENTS_A_NUMBER, Recalibration, ValidateOptions, Validation,
    Widths, recalibrate, validate,
};
