//! The network on a made-up image, and what onnxruntime says of it; `tests/generators/cnn_goldens.py` made the numbers.

use discern::cnn::{Tap, Weights};

const SIDE: usize = 224;

/// The network as it is shipped.
pub fn weights() -> Weights {
    Weights::load(include_bytes!("../../models/efficientnet-lite0.bin")).unwrap()
}

/// The image of the generator: 8×8 blocks and noise of a linear congruential generator.
pub fn made_up_image() -> Vec<f32> {
    let mut state: u32 = 2026;
    let mut draw = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / 8_388_608.0 - 1.0
    };
    let blocks: Vec<f64> = (0..28 * 28 * 3).map(|_| draw()).collect();
    let block = |x: usize, y: usize, c: usize| blocks[(y / 8 * 28 + x / 8) * 3 + c];
    let mut pixels = Vec::with_capacity(SIDE * SIDE * 3);
    for y in 0..SIDE {
        for x in 0..SIDE {
            pixels.extend((0..3).map(|c| (0.75 * block(x, y, c) + 0.25 * draw()) as f32));
        }
    }
    pixels
}

/// A feature of the golden file.
pub struct Golden {
    pub tap: Tap,
    channel: usize,
    /// In single precision.
    pub onnxruntime: f64,
    /// In double precision: the truth, as far as its digits go.
    pub float64: f64,
}

/// The golden file.
pub fn goldens() -> Vec<Golden> {
    let rows = include_str!("../golden/cnn_lite0.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| {
        let [tap, channel, onnxruntime, float64] = row.split(',').collect::<Vec<_>>().try_into().unwrap();
        let tap = serde_json::from_value(tap.into()).unwrap();
        let [onnxruntime, float64] = [onnxruntime, float64].map(|cell: &str| cell.parse().unwrap());
        Golden { tap, channel: channel.parse().unwrap(), onnxruntime, float64 }
    })
    .collect()
}

/// Largest difference of `features` (all taps, in the network's order) from the golden numbers, for each tap.
pub fn largest_differences(
    weights: &Weights,
    features: &[f32],
    number: impl Fn(&Golden) -> f64,
) -> [(Tap, f64); 6] {
    let mut start = 0;
    let differences = all_taps().map(|tap| {
        let of_tap = goldens().into_iter().filter(|golden| golden.tap == tap);
        let off = of_tap.map(|golden| (f64::from(features[start + golden.channel]) - number(&golden)).abs());
        let largest = off.fold(0.0, f64::max);
        start += weights.network.tap(tap).unwrap().0;
        (tap, largest)
    });
    assert_eq!(start, features.len());
    differences
}

/// Every tap, in the network's order.
pub fn all_taps() -> [Tap; 6] {
    [Tap::Reduction1, Tap::Reduction2, Tap::Reduction3, Tap::Reduction4, Tap::Reduction5, Tap::Head]
}
