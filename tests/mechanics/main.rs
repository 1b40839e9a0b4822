//! How the machine behaves: bad files, layering, catalogue, command line.

#[path = "../common/mod.rs"]
mod common;
mod bad_nrrd;
mod layering;
