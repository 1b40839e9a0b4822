//! Voxels for the viewer, and masks drawn there.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::scan::Scan;
use super::thrown;
use crate::case;
use crate::error::{Error, ErrorKind, Result};
use crate::volume::{Geometry, LabelMap, labels_nifti_gz, seg_nrrd};

/// Voxels and where they lie, for the page to draw: what is seen was read as what is measured.
#[wasm_bindgen]
pub struct Picture {
    geometry: Geometry,
    values: Vec<f32>,
    labels: Vec<i32>,
}

#[wasm_bindgen]
impl Picture {
    /// An image, its values rounded to f32: enough for the eye.
    pub fn image(scan: &Scan) -> std::result::Result<Self, JsValue> {
        let read = case::read_image(&scan.bytes, scan.data.as_deref()).map_err(|error| thrown(&error))?;
        let volume = read.value.volume;
        let values = volume.voxels.iter().map(|&value| value as f32).collect();
        Ok(Self { geometry: volume.geometry, values, labels: Vec::new() })
    }

    /// A label map.
    pub fn labels(scan: &Scan) -> std::result::Result<Self, JsValue> {
        let map = case::read_labels(&scan.bytes, scan.data.as_deref()).map_err(|error| thrown(&error))?.value;
        Ok(Self { geometry: map.geometry, values: Vec::new(), labels: map.voxels })
    }

    /// The grid as 18 numbers: size, spacing (mm), origin (LPS, mm), direction by rows.
    pub fn grid(&self) -> Vec<f64> {
        let Geometry { size, spacing_mm, origin_mm, direction } = self.geometry;
        [size.map(|n| n as f64), spacing_mm, origin_mm, direction[0], direction[1], direction[2]].concat()
    }

    /// The values of an image; they can be taken once.
    pub fn take_values(&mut self) -> Vec<f32> {
        std::mem::take(&mut self.values)
    }

    /// The labels of a label map; they can be taken once.
    pub fn take_labels(&mut self) -> Vec<i32> {
        std::mem::take(&mut self.labels)
    }
}

/// A label map drawn in the page as a file: `format` is `nii.gz` or `seg.nrrd`; `grid` as [`Picture::grid`] gives it.
#[wasm_bindgen]
pub fn label_file(grid: &[f64], labels: Vec<i32>, format: &str) -> std::result::Result<Vec<u8>, JsValue> {
    let write = || {
        let map = map_of(grid, labels)?;
        match format {
            "nii.gz" => labels_nifti_gz(&map),
            "seg.nrrd" => seg_nrrd(&map, &[(1, "Lesion")]),
            _ => Err(Error::new(ErrorKind::Unsupported, "file format", "nii.gz or seg.nrrd", format)),
        }
    };
    write().map_err(|error| thrown(&error))
}

/// Labels on a grid of 18 numbers, as the viewer has them.
pub(super) fn map_of(grid: &[f64], labels: Vec<i32>) -> Result<LabelMap> {
    let geometry = geometry_of(grid).filter(|geometry| {
        let [x, y, z] = geometry.size;
        x.checked_mul(y).and_then(|area| area.checked_mul(z)) == Some(labels.len())
    });
    let found = || format!("{} numbers and {} voxels", grid.len(), labels.len());
    let geometry = geometry.ok_or_else(|| {
        Error::new(ErrorKind::Format, "drawn mask", "18 numbers and voxels that fill them", found())
    })?;
    Ok(LabelMap::new(geometry, labels))
}

/// A grid from its 18 numbers.
fn geometry_of(grid: &[f64]) -> Option<Geometry> {
    let grid: &[f64; 18] = grid.try_into().ok()?;
    let three = |at: usize| [grid[at], grid[at + 1], grid[at + 2]];
    let size = three(0).map(|n| n as usize);
    let direction = [three(9), three(12), three(15)];
    Some(Geometry { size, spacing_mm: three(3), origin_mm: three(6), direction })
}
