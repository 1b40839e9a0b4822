//! What a file holds, before anyone says what it is for.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::Serialize;

use crate::case::name_role::Voxels;
use crate::error::{ErrorKind, Result, Warning};
use crate::read;
use crate::read::{Files, Placed, Segment, Wanted};
use crate::volume;
use crate::volume::LabelMap;

/// Most labels a mask is listed with; more are intensities of an integer image.
const MAX_LABELS: usize = 512;
/// Most labels that a mask is taken to have where nothing but its voxels tells that it is one.
const FEW_LABELS: usize = 64;

/// Facts about one image or mask file that help a person to put it in its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Inspection {
    /// Name of the file's format.
    pub format: &'static str,
    /// Voxels along each axis.
    pub size: [usize; 3],
    /// Distance of voxel centres along each axis, mm.
    pub spacing_mm: [f64; 3],
    /// Labels other than background with their voxel counts, ascending; `None` when the voxels are no labels.
    pub labels: Option<Vec<(i32, usize)>>,
    /// Whether they look like those of a mask.
    pub voxels: Voxels,
    /// Segments of a segmentation by their names, with what to choose each by.
    pub segments: Vec<SegmentFound>,
    /// How the file says where its grid lies.
    pub placed: Placed,
    /// What the user should know about the file.
    pub warnings: Vec<Warning>,
}

/// A segment of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SegmentFound {
    /// What the file calls it.
    pub name: String,
    /// Layer, from 0: PyRadiomics' `label_channel`.
    pub channel: u64,
    /// Label in that layer.
    pub label: i32,
    /// Its voxels.
    pub voxels: usize,
}

/// Segments with their voxels; `first` is the first layer.
fn segments(files: Files<'_>, named: &[Segment], first: &LabelMap) -> Result<Vec<SegmentFound>> {
    let mut counts = BTreeMap::from([(0, volume::label_counts(first))]);
    for segment in named {
        if let Entry::Vacant(place) = counts.entry(segment.layer) {
            let wanted = Wanted { channel: Some(segment.layer), image_size: None };
            place.insert(volume::label_counts(&read::labels_of(files, wanted)?.value));
        }
    }
    let found = |segment: &Segment| {
        let voxels = counts[&segment.layer]
            .iter()
            .find(|(label, _)| *label == segment.label)
            .map_or(0, |found| found.1);
        SegmentFound { name: segment.name.clone(), channel: segment.layer, label: segment.label, voxels }
    };
    Ok(named.iter().map(found).collect())
}

/// Facts about a file, or a pair of them.
///
/// # Errors
/// As [`read::labels`], save that voxels may be something else than labels.
pub fn inspect(files: Files<'_>) -> Result<Inspection> {
    let summary = read::inspect_files(files)?;
    let (labels, segments) = match read::labels_files(files) {
        Ok(map) => {
            let segments = segments(files, &summary.segments, &map.value)?;
            (Some(volume::label_counts(&map.value)).filter(|counts| counts.len() <= MAX_LABELS), segments)
        }
        Err(error) if error.kind == ErrorKind::Mask => (None, Vec::new()),
        Err(error) => return Err(error),
    };
    Ok(Inspection {
        format: summary.format,
        size: summary.geometry.size,
        spacing_mm: summary.geometry.spacing_mm,
        voxels: look(labels.as_deref(), summary.geometry.size),
        labels,
        segments,
        placed: summary.placed,
        warnings: summary.warnings,
    })
}

/// Few labels over less than half of the volume: a drawn mask rather than an image.
fn look(labels: Option<&[(i32, usize)]>, size: [usize; 3]) -> Voxels {
    let Some(labels) = labels else { return Voxels::Intensities };
    let inside: usize = labels.iter().map(|(_, count)| count).sum();
    let is_drawn = (1..=FEW_LABELS).contains(&labels.len()) && 2 * inside < size.iter().product();
    if is_drawn { Voxels::Labels } else { Voxels::Whole }
}
