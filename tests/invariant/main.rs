//! Laws that must hold whatever the numbers are: rotations, shifts, sums, bounds.
// Tests are hosts: they read and write files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "../common/mod.rs"]
mod common;

mod align_motion;
mod charts;
mod cnn;
mod columns;
mod features;
mod filters;
mod leaks;
mod nifti_round_trip;
mod nrrd_round_trip;
mod patients;
