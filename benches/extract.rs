//! Wall time of one extraction, reading included, in this process.
//!
//! `cargo bench --bench extract -- IMAGE MASK PARAMS [REPEATS [JOBS]]` prints one JSON line with the seconds of every
//! repetition, the first one cold. `benches/side_by_side.mjs` runs it beside other engines.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::time::Instant;

use discern::case::{Found, Work, read_image, read_labels};
use discern::error::Result;
use discern::monitor::Silent;
use discern::settings::Settings;
use discern::table::Feature;
use rayon::prelude::*;

/// The command line's memory: what is timed is what it does.
#[path = "../src/cli/memory.rs"]
mod memory;

#[global_allocator]
static MEMORY: memory::LargePages = memory::LargePages;

/// As `discern extract --jobs` does it: the files side by side, then the parts.
fn once(image: &str, mask: &str, settings: &Settings) -> Result<Vec<Feature>> {
    let (image, mask) = rayon::join(
        || read_image(&std::fs::read(image).expect("image can be read"), None),
        || read_labels(&std::fs::read(mask).expect("mask can be read"), None),
    );
    let (image, mask) = (image?.value, mask?.value);
    let work = Work::prepare(&image, &mask, settings, &Silent)?;
    let found: Result<Vec<Vec<Found>>> =
        (0..work.parts()).into_par_iter().map(|part| work.compute(part, &Silent)).collect();
    Ok(work.finish(found?.concat()).features)
}

/// Largest resident size of this process so far, MiB (Linux).
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|kib| kib.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}

/// Minimum and range of every image in the region, so that other engines can be given as many bins.
fn ranges(features: &[Feature]) -> serde_json::Map<String, serde_json::Value> {
    let named = |image: &str, name: &str| {
        let is =
            |of: &&Feature| of.id.class == "firstorder" && of.id.image_type == image && of.id.name == name;
        features.iter().find(is).map(|of| of.value)
    };
    let images = features.iter().filter(|of| of.id.class == "firstorder" && of.id.name == "Range");
    images
        .map(|of| {
            let image = &of.id.image_type;
            (image.clone(), serde_json::json!([named(image, "Minimum"), of.value]))
        })
        .collect()
}

fn main() {
    memory::keep_freed();
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [image, mask, params, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: extract IMAGE MASK PARAMS [REPEATS [JOBS]]");
        return;
    };
    let number = |at: usize, default| rest.get(at).and_then(|n| n.parse().ok()).unwrap_or(default);
    let (repeats, jobs) = (number(0, 5), number(1, 1));
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs).build().expect("threads can be started");
    let text = std::fs::read_to_string(params).expect("parameter file can be read");
    let settings = Settings::from_yaml(&text).expect("parameter file is good");
    let (mut seconds, mut features, mut peak) = (Vec::new(), Vec::new(), None);
    for _ in 0..repeats {
        let start = Instant::now();
        features = threads.install(|| once(image, mask, &settings)).expect("extraction succeeds");
        seconds.push(start.elapsed().as_secs_f64());
        // Of the first extraction: what is kept for the next one is no need of one extraction.
        peak.get_or_insert_with(peak_mib);
    }
    let report = serde_json::json!({
        "seconds": seconds,
        "features": features.len(),
        "peak_mib": peak,
        "ranges": ranges(&features),
    });
    println!("{report}");
}
