//! What a scan is: voxels on a grid in the world, and regions in it.
//!
//! Voxels are stored x fastest. World coordinates are LPS millimetres (ITK's convention: +x to the patient's left,
//! +y posterior, +z superior); readers of formats in RAS flip the first two axes on the way in.

mod geometry;
mod levels;
mod region;
mod write_nifti;
mod write_nrrd;

pub use geometry::Geometry;
pub use levels::Levels;
pub use region::{Region, Roi, crop};
pub use write_nifti::{labels_nifti_gz, nifti_gz};
pub use write_nrrd::seg_nrrd;

use serde::Serialize;

/// Values on a grid, x fastest.
#[derive(Debug, Clone, PartialEq)]
pub struct Volume<T> {
    /// Where the voxels lie.
    pub geometry: Geometry,
    /// `geometry.voxels()` values, x fastest.
    pub voxels: Vec<T>,
}

/// Voxel type a file has (after scaling, as ITK types it); arithmetic that depends on it, depends on this.
///
/// ITK resamples integer images to integers, and scaled integers are f32: parity needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub enum Pixel {
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    U64,
    F32,
    F64,
}

/// A scan: values as f64 with the type they are meant to have.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Type whose rounding the values have.
    pub pixel: Pixel,
    /// Values and grid.
    pub volume: Volume<f64>,
}

/// A drawn or computed segmentation: an integer label at every voxel, 0 is background.
pub type LabelMap = Volume<i32>;

/// One label's voxels on an image's grid.
pub type Mask = Volume<bool>;

impl<T> Volume<T> {
    /// A volume; `voxels` must have as many values as the grid.
    ///
    /// # Panics
    /// When it has not: a programming error, never an input error.
    pub fn new(geometry: Geometry, voxels: Vec<T>) -> Self {
        assert_eq!(geometry.voxels(), voxels.len(), "voxels do not fill the grid");
        Self { geometry, voxels }
    }
}

impl Pixel {
    /// Whether values are whole numbers.
    pub fn is_integer(self) -> bool {
        !matches!(self, Self::F32 | Self::F64)
    }

    /// Smallest and largest value of the type, as f64.
    pub fn range(self) -> (f64, f64) {
        match self {
            Self::I8 => (i8::MIN.into(), i8::MAX.into()),
            Self::U8 => (0.0, u8::MAX.into()),
            Self::I16 => (i16::MIN.into(), i16::MAX.into()),
            Self::U16 => (0.0, u16::MAX.into()),
            Self::I32 => (i32::MIN.into(), i32::MAX.into()),
            Self::U32 => (0.0, u32::MAX.into()),
            Self::I64 => (i64::MIN as f64, i64::MAX as f64),
            Self::U64 => (0.0, u64::MAX as f64),
            Self::F32 => (f32::MIN.into(), f32::MAX.into()),
            Self::F64 => (f64::MIN, f64::MAX),
        }
    }
}

/// Number of voxels of each label in ascending order of label, background (0) left out.
pub fn label_counts(map: &LabelMap) -> Vec<(i32, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for &label in map.voxels.iter().filter(|&&label| label != 0) {
        *counts.entry(label).or_insert(0) += 1;
    }
    counts.into_iter().collect()
}
