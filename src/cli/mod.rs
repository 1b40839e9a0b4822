//! Subcommands, one file each; the only code that touches files, the environment and threads.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod answers;
pub mod batch;
pub mod call;
pub mod check_pairs;
pub mod clinical;
pub mod cohort;
pub mod convert;
pub mod deep;
mod dicom_case;
mod dicom_files;
pub mod evaluate;
pub mod extract;
pub mod files;
pub mod formula;
pub mod handbook;
pub mod import;
pub mod inspect;
mod lists;
pub mod lock;
mod made_from;
pub mod measure;
pub mod memory;
pub mod out;
pub mod parallel;
pub mod predict;
pub mod progress;
pub mod provenance;
pub mod resumable;
pub mod scan;
pub mod segmentation;
pub mod shell;
pub mod simulate;
pub mod study;
pub mod train;
pub mod validate;
pub mod verify;
