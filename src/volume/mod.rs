//! What a scan is: voxels on a grid in the world, and regions in it.
//!
//! Voxels are stored x fastest. World coordinates are LPS millimetres (ITK's convention: +x to the patient's left,
//! +y posterior, +z superior); readers of formats in RAS flip the first two axes on the way in.

mod geometry;
mod image;
mod labels;
mod levels;
mod region;
mod stored;
mod write_nifti;
mod write_nrrd;

pub use geometry::Geometry;
pub use image::{Excerpt, Image, Scaling, Scores, scaled_type};
pub use labels::{LabelMap, Labels, label_counts};
pub use levels::Levels;
pub use region::{Region, Roi};
pub use stored::{Rows, Stored};
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

/// The voxels of a box of `size` from `low` on, of a grid of `whole` voxels, x fastest.
fn crop<T: Copy>(voxels: &[T], whole: [usize; 3], low: [usize; 3], size: [usize; 3]) -> Vec<T> {
    let mut cut = Vec::with_capacity(size.iter().product());
    for z in low[2]..low[2] + size[2] {
        for y in low[1]..low[1] + size[1] {
            let start = low[0] + whole[0] * (y + whole[1] * z);
            cut.extend_from_slice(&voxels[start..start + size[0]]);
        }
    }
    cut
}
