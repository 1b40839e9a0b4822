//! The only place that knows the order of the stages.
//!
//! * [`extract`]: one image, one mask → features (stages 2–5);
//! * [`inspect`]: one file → what it holds;
//! * `case`: four sequences, mask, age → one row of a cohort table (stages 1–6);
//! * `train`, `predict`: rows → model, model and row → answer (stages 7–9).

mod extract;
mod inspect;

pub use extract::{Extraction, extract};
pub use inspect::{Inspection, inspect};
