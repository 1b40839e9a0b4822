//! `cnn-bench WEIGHTS IMAGES FEATURES ROUNDS`: times the network natively on images of a file of f32.
//!
//! Writes the features of all taps, prints the medians in milliseconds as JSON.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::time::Instant;

use discern::cnn::{Cpu, Tap, Weights};

const TAPS: [Tap; 6] =
    [Tap::Reduction1, Tap::Reduction2, Tap::Reduction3, Tap::Reduction4, Tap::Reduction5, Tap::Head];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [weights, images, features, rounds] = arguments.as_slice() else {
        return Err("usage: cnn-bench WEIGHTS IMAGES FEATURES ROUNDS".into());
    };
    let bytes = std::fs::read(weights)?;
    let start = Instant::now();
    let weights = Weights::load(&bytes)?;
    let mut engine = Cpu::new(&weights);
    let load_ms = start.elapsed().as_secs_f64() * 1e3;
    let side = weights.network.side;
    let pixels: Vec<f32> =
        std::fs::read(images)?.as_chunks::<4>().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
    let mut written = Vec::new();
    let mut times_ms = Vec::new();
    for round in 0..rounds.parse::<usize>()? {
        for image in pixels.chunks_exact(side * side * 3) {
            let start = Instant::now();
            let row = engine.run(image, &TAPS)?;
            times_ms.push(start.elapsed().as_secs_f64() * 1e3);
            if round == 0 {
                written.extend(row.iter().flat_map(|value| value.to_le_bytes()));
            }
        }
    }
    times_ms.sort_by(f64::total_cmp);
    std::fs::write(features, written)?;
    let median_ms = times_ms[times_ms.len() / 2];
    println!("{{\"median_ms\": {median_ms}, \"load_ms\": {load_ms}, \"vectors\": \"{}\"}}", engine.vectors());
    Ok(())
}
