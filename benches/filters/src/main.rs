//! `filters-bench IMAGE LABELS ROUNDS TYPES [FOLDER]`: times image types (`Wavelet,LoG` or `all`) on one case, label 1.
//!
//! Prints the median and the least milliseconds of each image type as JSON; with FOLDER, writes the values of every image in the
//! region's box there, as f64, x fastest, and the box.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use discern::align;
use discern::filter::{FILTERS, Filter};
use discern::monitor::Silent;
use discern::read;
use discern::volume::{Image, Region};
use serde_json::{Map, json};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [image, labels, rounds, types, rest @ ..] = arguments.as_slice() else {
        return Err("usage: filters-bench IMAGE LABELS ROUNDS TYPES [FOLDER]".into());
    };
    let image = read::image(&std::fs::read(image)?, None)?.value;
    let labels = read::labels(&std::fs::read(labels)?, None)?.value;
    let region = align::place(&image.geometry, &labels, 1)?.on_image;
    let folder = rest.first().map(PathBuf::from);
    if let Some(folder) = &folder {
        let text = json!({"low": region.low, "size": region.geometry.size}).to_string();
        std::fs::write(folder.join("box.json"), text)?;
    }
    let mut times = Map::new();
    let chosen = |name: &str| types == "all" || types.split(',').any(|one| one == name);
    for entry in FILTERS.iter().filter(|entry| chosen(entry.image_type)) {
        let settings = json!({"sigma": [1.0, 2.0, 3.0, 4.0, 5.0]});
        let settings = settings.as_object().ok_or("an object")?;
        let filter =
            Filter::from_settings(entry.image_type, settings).map_err(|problems| problems[0].clone())?;
        let times_ms = sorted_times_ms(&filter, (&image, &region), rounds.parse()?, folder.as_deref())?;
        let (median, least) = (times_ms[times_ms.len() / 2], times_ms[0]);
        times.insert(entry.image_type.to_owned(), json!({"median_ms": median, "least_ms": least}));
    }
    println!("{}", serde_json::Value::Object(times));
    Ok(())
}

fn sorted_times_ms(
    filter: &Filter,
    (image, region): (&Image, &Region),
    rounds: usize,
    folder: Option<&Path>,
) -> Result<Vec<f64>, Box<dyn Error>> {
    let mut times_ms = Vec::new();
    for _ in 0..rounds.max(1) {
        let mut made = Vec::new();
        let start = Instant::now();
        filter.apply(image, region, &Silent, &mut |derived| {
            made.push(derived);
            Ok(())
        })?;
        times_ms.push(start.elapsed().as_secs_f64() * 1e3);
        if let (Some(folder), 1) = (folder, times_ms.len()) {
            for derived in made {
                let bytes: Vec<u8> = derived.values.iter().flat_map(|value| value.to_le_bytes()).collect();
                std::fs::write(folder.join(format!("{}.f64", derived.name)), bytes)?;
            }
        }
    }
    times_ms.sort_by(f64::total_cmp);
    Ok(times_ms)
}
