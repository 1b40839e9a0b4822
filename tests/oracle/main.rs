//! Numbers an outside tool or a closed form vouches for.
// Tests are hosts: they read and write files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "../common/mod.rs"]
mod common;

mod align;
mod classifiers;
mod cnn;
mod cnn_inputs;
mod components;
mod dicom;
mod filters;
mod foreign;
mod local;
mod metrics;
mod nifti;
mod nifti_placement;
mod nrrd;
mod pyradiomics;
mod pyradiomics_small;
mod vouched;
