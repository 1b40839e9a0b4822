//! Deep features of a made-up scan, digit for digit: the same golden that `tests/wasm/deep.test.mjs` reads, so
//! that command line and page are held to one another.

use discern::case;
use discern::case::{DeepOptions, DeepWeights, Lesion};
use discern::monitor::Silent;

/// The scan that both tests build: 24 × 20 × 6 voxels of 1 × 1 × 3 mm as NIfTI bytes, image and mask.
fn scan() -> [Vec<u8>; 2] {
    let size = [24_usize, 20, 6];
    let header = |datatype: i16, bits: i16| {
        let mut bytes = vec![0_u8; 352];
        bytes[..4].copy_from_slice(&348_i32.to_le_bytes());
        let dims = [3, 24, 20, 6, 1, 1, 1, 1_i16];
        for (at, dim) in dims.into_iter().enumerate() {
            bytes[40 + 2 * at..42 + 2 * at].copy_from_slice(&dim.to_le_bytes());
        }
        bytes[70..72].copy_from_slice(&datatype.to_le_bytes());
        bytes[72..74].copy_from_slice(&bits.to_le_bytes());
        let floats = [(76, 1.0), (80, 1.0), (84, 1.0), (88, 3.0), (108, 352.0), (112, 1.0_f32)];
        let affine = [(280, 1.0), (300, 1.0), (320, 3.0_f32)];
        for (at, value) in floats.into_iter().chain(affine) {
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        bytes[123] = 2;
        bytes[254..256].copy_from_slice(&1_i16.to_le_bytes());
        bytes[344..348].copy_from_slice(b"n+1\0");
        bytes
    };
    let (mut image, mut mask) = (header(4, 16), header(2, 8));
    let mut state: u32 = 5;
    for at in 0..size.iter().product() {
        let [x, y, z] = [at % size[0], at / size[0] % size[1], at / (size[0] * size[1])];
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let value = (state >> 24) as i16 + 40 * (x / 4 + y / 5) as i16;
        image.extend(value.to_le_bytes());
        mask.push(u8::from((8..15).contains(&x) && (6..12).contains(&y) && (2..5).contains(&z)));
    }
    [image, mask]
}

#[test]
fn deep_features_keep_their_digits() {
    let weights = DeepWeights::load(include_bytes!("../../models/efficientnet-lite0.bin")).unwrap();
    let [image, mask] = scan();
    let image = case::read_image(&image, None).unwrap().value;
    let labels = case::read_labels(&mask, None).unwrap().value;
    let lesion = Lesion { image: &image, labels: &labels, label: 1 };
    let deep = case::deep(lesion, &DeepOptions::default(), &weights, &Silent).unwrap();
    assert_eq!((deep.images, deep.features.len()), (3, 1280));
    let kept = deep.features.iter().step_by(20);
    let found: Vec<String> = kept.map(|(name, value)| format!("{name},{value}")).collect();
    let golden = include_str!("../golden/deep_digits.csv");
    let expected: Vec<&str> = golden.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(found, expected, "\n{}", found.join("\n"));
}
