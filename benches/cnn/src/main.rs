//! `cnn-bench time WEIGHTS IMAGES FEATURES ROUNDS`: times the network natively on images of a file of f32; writes the
//! features of all taps, prints the medians in milliseconds as JSON.
//!
//! `cnn-bench crop WEIGHTS IMAGE MASK LABEL OUT`: writes the network's inputs for a lesion as such a file, and prints
//! how long each takes.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::time::Instant;

use discern::cnn::{self, Cpu, Options, Tap, Weights};
use discern::{align, read};

const TAPS: [Tap; 6] =
    [Tap::Reduction1, Tap::Reduction2, Tap::Reduction3, Tap::Reduction4, Tap::Reduction5, Tap::Head];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["time", weights, images, features, rounds] => time(weights, images, features, rounds.parse()?),
        ["crop", weights, image, mask, label, out] => crop(weights, [image, mask], label.parse()?, out),
        _ => Err("usage: see the head of benches/cnn/src/main.rs".into()),
    }
}

fn time(
    weights: &str,
    images: &str,
    features: &str,
    rounds: usize,
) -> Result<(), Box<dyn std::error::Error>> {
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
    for round in 0..rounds {
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
    let (least_ms, vectors) = (times_ms[0], engine.vectors());
    println!(
        "{{\"median_ms\": {median_ms}, \"least_ms\": {least_ms}, \"load_ms\": {load_ms}, \"vectors\": \"{vectors}\"}}"
    );
    Ok(())
}

fn crop(
    weights: &str,
    [image, mask]: [&str; 2],
    label: i32,
    out: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let weights = Weights::load(&std::fs::read(weights)?)?;
    let image = read::image(&std::fs::read(image)?, None)?.value;
    let labels = read::labels(&std::fs::read(mask)?, None)?.value;
    let region = align::place(&image.geometry, &labels, label)?.on_image;
    let start = Instant::now();
    let options = Options::default();
    let tensors: Vec<Vec<f32>> = cnn::inputs(&image, &region, &options, &weights)?.iter().collect();
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    std::fs::write(out, tensors.iter().flatten().flat_map(|value| value.to_le_bytes()).collect::<Vec<_>>())?;
    println!("{{\"slices\": {}, \"ms\": {milliseconds}}}", tensors.len());
    Ok(())
}
