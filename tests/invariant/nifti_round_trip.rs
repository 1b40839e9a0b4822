//! What is written is read back, whatever the geometry, the type and the values.

use std::io::Read;

use discern::read;
use discern::volume::{Geometry, Image, LabelMap, Pixel, labels_nifti_gz, nifti_gz};
use proptest::prelude::*;

use crate::common::nifti::at;

/// A rotation from a quaternion, perhaps mirrored.
fn direction([a, b, c, d]: [f64; 4], mirrored: bool) -> [[f64; 3]; 3] {
    let norm = (a * a + b * b + c * c + d * d).sqrt();
    let [a, b, c, d] = [a / norm, b / norm, c / norm, d / norm];
    let m = if mirrored { -1.0 } else { 1.0 };
    [
        [1.0 - 2.0 * (c * c + d * d), 2.0 * (b * c - a * d), m * 2.0 * (b * d + a * c)],
        [2.0 * (b * c + a * d), 1.0 - 2.0 * (b * b + d * d), m * 2.0 * (c * d - a * b)],
        [2.0 * (b * d - a * c), 2.0 * (c * d + a * b), m * (1.0 - 2.0 * (b * b + c * c))],
    ]
}

/// Grids with spacing and origin that f32 holds.
fn grid() -> impl Strategy<Value = Geometry> {
    let part = 0.05..1.0f64;
    (
        [1..7usize, 1..7, 1..7],
        [0.1f32..9.0, 0.1..9.0, 0.1..9.0],
        [-500f32..500.0, -500.0..500.0, -500.0..500.0],
        [part.clone(), part.clone(), part.clone(), part],
        any::<bool>(),
    )
        .prop_map(|(size, spacing, origin, turn, mirrored)| Geometry {
            size,
            spacing_mm: spacing.map(f64::from),
            origin_mm: origin.map(f64::from),
            direction: direction(turn, mirrored),
        })
}

fn assert_same_place(found: &Geometry, expected: &Geometry, tolerance: f64) {
    assert_eq!(found.size, expected.size);
    assert_eq!(found.spacing_mm, expected.spacing_mm);
    assert_eq!(found.origin_mm, expected.origin_mm);
    for (a, b) in found.direction.iter().flatten().zip(expected.direction.iter().flatten()) {
        assert!((a - b).abs() < tolerance, "direction {a} for {b}");
    }
}

/// The file without its sform, so that only the qform is left to say where it lies.
fn without_sform(gz: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(gz).read_to_end(&mut bytes).expect("our own gzip");
    bytes[at::SFORM_CODE..at::SFORM_CODE + 2].fill(0);
    bytes
}

const PIXELS: [Pixel; 10] = [
    Pixel::I8,
    Pixel::U8,
    Pixel::I16,
    Pixel::U16,
    Pixel::I32,
    Pixel::U32,
    Pixel::I64,
    Pixel::U64,
    Pixel::F32,
    Pixel::F64,
];

/// A value that the type holds exactly.
fn held(pixel: Pixel, raw: f64) -> f64 {
    match pixel {
        Pixel::F64 => raw,
        Pixel::F32 => f64::from(raw as f32),
        _ => {
            let (low, high) = pixel.range();
            raw.round().clamp(low, high.min(9e15))
        }
    }
}

proptest! {
    #[test]
    fn an_image_survives(geometry in grid(), kind in 0..PIXELS.len(), raw in prop::collection::vec(-1e6..1e6f64, 216)) {
        let pixel = PIXELS[kind];
        let voxels = raw[..geometry.voxels()].iter().map(|&value| held(pixel, value)).collect();
        let image = Image::new(pixel, geometry, voxels);
        let bytes = nifti_gz(&image).unwrap();
        let found = read::image(&bytes, None).unwrap();
        prop_assert!(found.value.values().eq(image.values()));
        prop_assert_eq!(found.value.pixel(), pixel);
        prop_assert_eq!(found.warnings, vec![]);
        assert_same_place(&found.value.geometry, &geometry, 2e-7);
        // A quaternion of three f32 parts loses digits where the fourth is near 0.
        let by_qform = read::inspect(&without_sform(&bytes), None).unwrap();
        assert_same_place(&by_qform.geometry, &geometry, 1e-5);
    }

    #[test]
    fn labels_survive(geometry in grid(), scale in prop::sample::select(vec![1, 100, 1000, 1_000_000]),
                      raw in prop::collection::vec(-300..300i32, 216)) {
        let voxels = raw[..geometry.voxels()].iter().map(|&label| label * scale).collect();
        let labels = LabelMap::new(geometry, voxels);
        let found = read::labels(&labels_nifti_gz(&labels).unwrap(), None).unwrap();
        prop_assert!(found.value.iter().eq(labels.iter()));
        assert_same_place(&found.value.geometry, &geometry, 2e-7);
    }
}
