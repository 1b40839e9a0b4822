//! Voxels for the viewer, and masks that are drawn there.

use js_sys::{Float32Array, Int32Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::message::{object, read};
use super::scan::Scan;
use super::thrown;
use crate::case;
use crate::case::GridRule;
use crate::protocol::{CarriedBox, ImagePicture, LabelPicture, MaskOnImage};
use crate::volume::{Geometry, LabelMap, labels_nifti_gz, seg_nrrd};
use crate::words::CaseProblem;

/// Voxels that are handed over at a time: the page's copy is in its own memory, and the core holds none.
const BLOCK: usize = 1 << 15;

/// Hands values over block by block, each with the place of its first.
fn in_blocks<T>(values: &mut dyn Iterator<Item = T>, mut take: impl FnMut(u32, &[T])) {
    let (mut block, mut start) = (Vec::with_capacity(BLOCK), 0);
    loop {
        block.clear();
        block.extend(values.take(BLOCK));
        if block.is_empty() {
            return;
        }
        take(start, &block);
        start += block.len() as u32;
    }
}

/// The voxels of an image with their grid, for the page to draw: what is seen was read as what is measured.
#[wasm_bindgen(unchecked_return_type = "core.ImagePicture")]
pub fn image_voxels(scan: &Scan) -> std::result::Result<JsValue, JsValue> {
    let run = || {
        let image = scan.image()?.value;
        let voxels = Float32Array::new_with_length(image.geometry.voxels() as u32);
        let mut values = image.values().map(|value| value as f32);
        in_blocks(&mut values, |start, block| {
            voxels.subarray(start, start + block.len() as u32).copy_from(block);
        });
        object(&ImagePicture { grid: image.geometry, voxels })
    };
    run().map_err(|error| thrown(&error))
}

/// The voxels of a label map with their grid.
#[wasm_bindgen(unchecked_return_type = "core.LabelPicture")]
pub fn label_voxels(scan: &Scan) -> std::result::Result<JsValue, JsValue> {
    let run = || {
        let map = scan.labels()?.value;
        let voxels = Int32Array::new_with_length(map.geometry.voxels() as u32);
        in_blocks(&mut map.iter(), |start, block| {
            voxels.subarray(start, start + block.len() as u32).copy_from(block);
        });
        object(&LabelPicture { grid: map.geometry, voxels })
    };
    run().map_err(|error| thrown(&error))
}

/// A label map as the viewer has it: read from a file, or drawn.
#[wasm_bindgen]
pub struct MaskVoxels {
    pub(super) map: LabelMap,
}

#[wasm_bindgen]
impl MaskVoxels {
    /// Takes the labels over; `grid` as [`label_voxels`] gives it.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Grid")] grid: JsValue,
        labels: Vec<i32>,
    ) -> std::result::Result<Self, JsValue> {
        let make = || {
            let geometry: Geometry = read(grid)?;
            let [x, y, z] = geometry.size;
            let count = x.checked_mul(y).and_then(|area| area.checked_mul(z));
            if count != Some(labels.len()) {
                let found = format!("{x} × {y} × {z} and {} voxels", labels.len());
                return Err(CaseProblem::DrawnMask { found }.into());
            }
            Ok(Self { map: LabelMap::new(geometry, labels) })
        };
        make().map_err(|error| thrown(&error))
    }

    /// The mask on an image's grid; how they lie to each other is computed for one label. `tolerance` is the
    /// `geometryTolerance` of the model in use, by which two grids may count as one.
    #[wasm_bindgen(unchecked_return_type = "core.MaskOnImage")]
    pub fn on(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Grid")] grid: JsValue,
        label: i32,
        tolerance: Option<f64>,
    ) -> std::result::Result<JsValue, JsValue> {
        let run = || {
            let grid: Geometry = read(grid)?;
            let rule = GridRule { tolerance, ..GridRule::default() };
            let carried = case::labels_on_grid(&grid, &self.map, &rule).map(|found| CarriedBox {
                low: found.low,
                size: found.size,
                voxels: Int32Array::from(found.voxels.as_slice()),
            });
            object(&MaskOnImage { fit: case::mask_fit(&grid, &self.map, label, &rule), carried })
        };
        run().map_err(|error| thrown(&error))
    }

    /// The mask as a file: `format` is `nii.gz` or `seg.nrrd`.
    pub fn file(&self, format: &str) -> std::result::Result<Vec<u8>, JsValue> {
        let written = match format {
            "nii.gz" => labels_nifti_gz(&self.map),
            "seg.nrrd" => seg_nrrd(&self.map, &[(1, "Lesion")]),
            _ => Err(CaseProblem::MaskFormat { found: format.to_owned() }.into()),
        };
        written.map_err(|error| thrown(&error))
    }
}
