//! Stage 7: features are selected, reduced and standardised.
//!
//! [`choose`] runs the chain on training rows: usable → reproducible → variance → Mann–Whitney with
//! Benjamini–Hochberg → Spearman redundancy → mRMR → logistic lasso with the 1-SE rule. [`Scaling`] standardises what
//! it kept. Deep features are first brought to a few [`Components`], and [`choose_joined`] runs the chain over radiomic
//! columns and components together. All take a [`TrainingView`](crate::table::TrainingView) and nothing else, so rows
//! of the other cohorts cannot reach them.

mod chain;
mod components;
mod lasso;
mod redundancy;
mod reproducibility;
mod scaling;

pub use chain::{Options, Selection, Step, choose, choose_joined};
pub use components::{Component, ComponentOptions, Components};
pub use lasso::{LassoPath, LassoPoint};
pub use scaling::Scaling;
