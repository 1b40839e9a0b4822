//! Stage 7: the numbers are joined and thinned.
//!
//! [`choose`] runs the chain on training rows: usable → reproducible → variance → Mann–Whitney with
//! Benjamini–Hochberg → Spearman redundancy → mRMR → logistic lasso with the 1-SE rule. [`Scaling`] standardises what
//! it kept. Both take a [`TrainingView`](crate::table::TrainingView) and nothing else, so rows of the other cohorts
//! cannot reach them.

mod chain;
mod lasso;
mod redundancy;
mod reproducibility;
mod scaling;

pub use chain::{Options, Selection, Step, choose};
pub use lasso::{LassoPath, LassoPoint};
pub use reproducibility::reproducible;
pub use scaling::{Scaling, mean_sd};
