//! The intensities of a region as texture sees them: how many voxels have which grey level.

use serde::Serialize;

use crate::case::deep::Lesion;
use crate::case::diagnostics::Diagnostics;
use crate::case::prepare::prepare;
use crate::error::Result;
use crate::preprocess;
use crate::preprocess::Binning;
use crate::settings::Settings;
use crate::volume::{Image, LabelMap};
use crate::words::RegionProblem;

/// Most bars of the histogram; more levels share bars.
const BARS: usize = 64;

/// Grey levels of a region after normalising and resampling.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LevelCount {
    /// `binWidth`; `None` where a fixed count is set.
    pub bin_width: Option<f64>,
    /// Largest level: levels are counted from 1.
    pub levels: u32,
    /// Levels that occur.
    pub present: usize,
    /// Voxels of the region.
    pub voxels: usize,
    /// Smallest and largest intensity.
    pub range: [f64; 2],
    /// Voxels in equal bars over the levels.
    pub bars: Vec<usize>,
}

/// Grey levels of the unfiltered image inside the mask.
///
/// # Errors
/// As `extract()`.
pub fn levels(image: &Image, labels: &LabelMap, settings: &Settings) -> Result<LevelCount> {
    let plain = settings.images.iter().find(|one| one.filter.images().iter().any(|name| name == "original"));
    let binning =
        plain.or(settings.images.first()).map(|one| one.binning).ok_or(RegionProblem::NoImageType)?;
    let quiet = Settings { additional_info: false, ..settings.clone() };
    let prepared = prepare(
        Lesion { image, labels, label: quiet.label },
        &quiet,
        &mut Diagnostics::new(&quiet),
        &|_| Ok(()),
    )?;
    let roi = prepared.region.roi(&prepared.image);
    let found = preprocess::discretise(&roi, prepared.image.pixel(), binning)?;
    let (low, high) = roi
        .inside()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let count = found.count as usize;
    let mut bars = vec![0; count.clamp(1, BARS)];
    let width = bars.len();
    for &level in found.voxels.iter().filter(|&&level| level > 0) {
        bars[(level as usize - 1) * width / count.max(1)] += 1;
    }
    Ok(LevelCount {
        bin_width: match binning {
            Binning::Width(width) => Some(width),
            Binning::Count(_) => None,
        },
        levels: found.count,
        present: found.present().iter().filter(|&&level| level > 0).count(),
        voxels: found.region.count,
        range: [low, high],
        bars,
    })
}
