//! Laws that must hold whatever the numbers are: rotations, shifts, sums, bounds.

#[path = "../common/mod.rs"]
mod common;

mod align_motion;
mod cnn;
mod features;
mod filters;
mod leaks;
mod nifti_round_trip;
mod nrrd_round_trip;
