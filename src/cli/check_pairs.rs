//! `discern extract --validate`: files are read, masks placed and settings checked as for measuring; nothing is measured.

use std::path::{Path, PathBuf};

use discern::case::Work;
use discern::error::Result;
use discern::monitor::Silent;
use discern::settings::Settings;
use rayon::prelude::*;

use super::call::{Ended, all, within};
use super::measure::at_its_file;
use super::out::print_line;
use super::scan::Scans;

/// An image with its mask.
pub struct Pair {
    /// Where it stands in a list: `row 3`, `case a, t1`; empty where there is no list.
    name: String,
    files: [PathBuf; 2],
    label: Result<i32>,
}

impl Pair {
    /// Of files; `label` is which label of the mask is measured.
    pub fn new(name: impl Into<String>, [image, mask]: [&Path; 2], label: Result<i32>) -> Self {
        Self { name: name.into(), files: [image.to_owned(), mask.to_owned()], label }
    }
}

/// Says that all are good.
///
/// # Errors
/// Each pair that cannot be measured, with its reason.
pub fn run(pairs: Vec<Pair>, settings: &Settings) -> Ended {
    let checked: Vec<Result<()>> = pairs
        .par_iter()
        .map(|pair| check(pair, settings).map_err(|error| within(&pair.name, error)))
        .collect();
    let count = all(checked)?.len();
    let images = if count == 1 { "image with its mask" } else { "images with their masks" };
    Ok(print_line(format_args!("valid: {count} {images}"))?)
}

fn check(pair: &Pair, settings: &Settings) -> Result<()> {
    let [image, mask] = &pair.files;
    let settings = Settings { label: pair.label.clone()?, ..settings.clone() };
    let scans = Scans::read([image, mask])?;
    let (read, labels) = (scans.image.image()?, scans.labels(settings.label_channel)?);
    let prepared = Work::prepare(&read.value, &labels.value, &settings, &Silent);
    prepared.map(drop).map_err(|error| at_its_file(error, [image, mask]))
}
