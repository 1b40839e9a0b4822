//! The way from volume to the network's input against numpy and Pillow; `tests/generators/cnn_inputs.py` made the
//! numbers.

use discern::cnn::{self, Interpolation, Options, Slices, Weights};
use discern::volume::{Geometry, Image, Mask, Pixel, Region};

const SIZE: [usize; 3] = [30, 40, 7];

/// The generator's scan: sagittal, stored against all three viewing directions.
fn scan() -> (Image, Region) {
    let geometry = Geometry {
        direction: [[0.0, 0.0, -1.0], [-1.0, 0.0, 0.0], [0.0, 1.0, 0.0]],
        ..Geometry::axis_aligned(SIZE, [0.8, 0.6, 4.0])
    };
    let (mut state, mut voxels, mut inside) = (7_u32, Vec::new(), Vec::new());
    for at in 0..geometry.voxels() {
        let [x, y, z] = [at % SIZE[0], at / SIZE[0] % SIZE[1], at / (SIZE[0] * SIZE[1])].map(|v| v as f64);
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = f64::from(state >> 8) / 16_777_216.0;
        let body = (4.0..27.0).contains(&x) && (5.0..36.0).contains(&y);
        voxels.push(if body { 300.0 + 10.0 * x - 3.0 * y + 40.0 * z + 500.0 * noise } else { 20.0 * noise });
        let from_centre = [(x - 22.0) * 0.8, (y - 30.0) * 0.6, (z - 5.0) * 4.0];
        inside.push(from_centre.iter().map(|d| d * d).sum::<f64>() <= 36.0);
    }
    let image = Image::new(Pixel::F64, geometry, voxels);
    (image, Region::of(&Mask::new(geometry, inside)).unwrap())
}

fn options(case: &str) -> Options {
    let options = Options::default();
    match case {
        "all" => options,
        "largest" => Options {
            pixel_mm: Some(1.1),
            margin_mm: 10.0,
            interpolation: Interpolation::Bilinear,
            slices: Slices::Largest,
            ..options
        },
        "neighbours" => Options {
            clip_percent: [10.0, 90.0],
            pixel_mm: Some(0.5),
            margin_mm: 0.0,
            slices: Slices::Neighbours,
            ..options
        },
        other => panic!("{other}"),
    }
}

#[test]
fn inputs_equal_pillows() {
    let weights = Weights::load(include_bytes!("../../models/efficientnet-lite0.bin")).unwrap();
    let (image, region) = scan();
    let golden = include_str!("../golden/cnn_inputs.csv");
    let rows: Vec<Vec<&str>> = golden.lines().skip(3).map(|row| row.split(',').collect()).collect();
    for (case, count) in [("all", 3), ("largest", 1), ("neighbours", 1)] {
        let options = options(case);
        let inputs = cnn::inputs(&image, &region, &options, &weights).unwrap();
        let tensors: Vec<Vec<f32>> = inputs.iter().collect();
        assert_eq!(tensors.len(), count, "{case}");
        let mut compared = 0;
        for row in rows.iter().filter(|row| row[0] == case) {
            let [input, position] = [row[1], row[2]].map(|cell| cell.parse::<usize>().unwrap());
            let expected: f32 = row[3].parse().unwrap();
            let found = tensors[input][position];
            // Pillow keeps its box in f32: an error of 2e-6 pixels, times a step of up to 2 from pixel to pixel.
            assert!((found - expected).abs() < 1e-5, "{case} {input} {position}: {found}, Pillow {expected}");
            compared += 1;
        }
        assert!(compared >= 60 * count, "{case}: {compared}");
    }
}
