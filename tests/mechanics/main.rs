//! How the machine behaves: bad files, layering, catalogue, command line.
// Tests are hosts: they read and write files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "../common/mod.rs"]
mod common;

mod ahead;
mod allocation;
mod arguments;
mod bad_dicom;
mod bad_files;
mod bad_nrrd;
mod bad_zip;
mod case;
mod circles;
mod clinical;
mod classifiers;
mod codes;
mod commands;
mod dead_code;
mod deep;
mod dicom_case;
mod dicom_masks;
mod domains;
mod evaluate;
mod examples;
mod exchanged;
mod extract;
mod foreign;
mod inspect;
mod formula;
mod fuzz_replay;
mod geometry;
mod handbook;
mod killed;
mod layering;
mod limits;
mod lists;
mod local;
mod many_cases;
mod memory;
mod model_file;
mod names;
mod odd_files;
mod prose;
mod report;
mod reported_folders;
mod reports;
mod scans;
mod stamp;
mod study;
mod training_rows;
mod target_folder;
