//! Masks carried to other grids: SimpleITK's resample filter vouches, voxel for voxel.
//!
//! `tests/golden/align.json` holds its counts and hashes; `tests/generators/align_reference.py` made them.

use discern::align;
use discern::align::Placed;
use discern::read;
use discern::volume::{Geometry, LabelMap, Mask};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::common;

fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/align.json")).expect("golden is JSON")
}

fn numbers<const N: usize>(value: &Value) -> [f64; N] {
    std::array::from_fn(|i| value[i].as_f64().expect("a number"))
}

fn grid(value: &Value) -> Geometry {
    let d: [f64; 9] = numbers(&value["direction"]);
    Geometry {
        size: numbers(&value["size"]).map(|n: f64| n as usize),
        spacing_mm: numbers(&value["spacing"]),
        origin_mm: numbers(&value["origin"]),
        direction: [[d[0], d[1], d[2]], [d[3], d[4], d[5]], [d[6], d[7], d[8]]],
    }
}

/// The formula of the generator's mask.
fn speckle(geometry: Geometry) -> LabelMap {
    let [nx, ny, nz] = geometry.size;
    let mut voxels = Vec::new();
    for z in 0..nz {
        for y in 0..ny {
            voxels.extend(
                (0..nx).map(|x| i32::from((3 * x * x + 5 * y * y + 7 * z * z + x * y + y * z) % 11 < 3)),
            );
        }
    }
    LabelMap::new(geometry, voxels)
}

fn assert_equal(name: &str, mask: &Mask, expected: &Value) {
    let bytes: Vec<u8> = mask.voxels.iter().map(|&inside| u8::from(inside)).collect();
    let count = bytes.iter().filter(|&&byte| byte == 1).count();
    assert_eq!(count as u64, expected["count"].as_u64().expect("count"), "{name}: voxels");
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hash, expected["sha256"], "{name}: places");
}

#[test]
fn synthetic_grids_agree_with_simpleitk_voxel_for_voxel() {
    let golden = golden();
    let cases = golden["synthetic"].as_array().expect("cases");
    assert_eq!(cases.len(), 34);
    for case in cases {
        let name = case["name"].as_str().expect("name");
        let grid_of_image = grid(&case["image"]);
        match align::place(&grid_of_image, &speckle(grid(&case["mask"])), 1) {
            Ok(Placed { on_image, warnings, .. }) => {
                assert_equal(name, &on_image.mask(&grid_of_image), case);
                assert_eq!(warnings[0].code, "mask-resampled", "{name}");
            }
            Err(error) => assert_eq!(case["count"], 0, "{name}: {error}"),
        }
    }
}

#[test]
fn real_masks_agree_with_simpleitk_voxel_for_voxel() {
    for case in golden()["real"].as_array().expect("cases") {
        let (image, mask) = (case["image"].as_str().expect("path"), case["mask"].as_str().expect("path"));
        let test = "align::real_masks_agree_with_simpleitk_voxel_for_voxel";
        let (Some(image_path), Some(mask_path)) =
            (common::shared(test, &format!("cases/{image}")), common::shared(test, &format!("cases/{mask}")))
        else {
            continue;
        };
        let grid = read::image(&common::bytes(image_path), None).expect(image).value.geometry;
        let labels = read::labels(&common::bytes(mask_path), None).expect(mask).value;
        match align::place(&grid, &labels, case["label"].as_i64().expect("label") as i32) {
            Ok(carried) => assert_equal(image, &carried.on_image.mask(&grid), case),
            Err(error) => assert_eq!(case["count"], 0, "{image}: {error}"),
        }
    }
}
