//! What a header promises: size, place, type of the voxels, segments.

use std::ops::RangeInclusive;

use serde::Serialize;

use crate::error::Warning;
use crate::volume::{Geometry, Pixel};

/// What a header promises, found without decoding a voxel.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// `NIfTI-1`, `NIfTI-2` or `NRRD`.
    pub format: &'static str,
    /// Size, spacing and place of one volume.
    pub geometry: Geometry,
    /// Type the voxels will have, after scaling.
    pub pixel: Pixel,
    /// Volumes of this geometry in the file; only files with one can be decoded.
    pub volumes: u64,
    /// Bytes the voxels of one volume take in the file, uncompressed.
    pub voxel_bytes: u64,
    /// The voxels are in a second file, which was not given.
    pub data_missing: bool,
    /// How the file says where its grid lies.
    pub placed: Placed,
    /// Segments of a segmentation, by what it names them.
    pub segments: Vec<Segment>,
    /// Oddities of the header that were resolved by a named rule.
    pub warnings: Vec<Warning>,
}

/// Steps between voxels that make sense in any unit, and the largest of them for coordinates; beyond them squares would over- or
/// underflow.
pub(super) const LENGTHS: RangeInclusive<f64> = 1e-9..=1e9;

/// One structure of a segmentation file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// What the file calls it.
    pub name: String,
    /// The layer it is drawn in: structures that overlap lie in different ones.
    pub layer: u64,
    /// Its label there.
    pub label: i32,
}

impl std::fmt::Display for Segment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} (layer {}, label {})", self.name, self.layer, self.label)
    }
}

/// Which of a file's descriptions of its place in the world is used.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Placed {
    /// That one.
    pub by: PlacedBy,
    /// Where the file has another one: how far that would put the grid.
    pub other: Option<Apart>,
}

/// Descriptions of a grid's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PlacedBy {
    /// The matrix of a NIfTI file.
    Sform,
    /// The quaternion and offset of a NIfTI file.
    Qform,
    /// The space directions and origin of an NRRD file.
    SpaceDirections,
    /// Position and orientation of the slices of a DICOM volume.
    ImagePosition,
    /// There is none: axes are taken as left, posterior, superior.
    Nothing,
}

/// How far two placements of one grid lie apart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Apart {
    /// Between the centres of their first voxels, mm.
    pub shift_mm: f64,
    /// Largest angle between axes of the same number, degrees.
    pub turned_deg: f64,
}
