//! One image and one mask become radiomic features.
//!
//!     cargo run --release --example measure [IMAGE MASK [PARAMETERS.yaml]]
//!
//! Prints `feature,value` lines. Without files: T1 of the bundled sample case, which is simulated.
// Examples are hosts: they read files.
#![allow(clippy::disallowed_methods)]

use std::error::Error;
use std::fs;

use discern::case::extract;
use discern::monitor::Silent;
use discern::read;
use discern::settings::Settings;
use discern::table::format_number;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/models/sample/sim-0601");
    let (image, mask) = match arguments.as_slice() {
        [] => (format!("{sample}_t1.nii.gz"), format!("{sample}_mask.nii.gz")),
        [image, mask, ..] => (image.clone(), mask.clone()),
        [_] => return Err("an image needs a mask".into()),
    };
    // PyRadiomics' defaults, or what its parameter file says.
    let settings = match arguments.get(2) {
        Some(path) => Settings::from_yaml(&fs::read_to_string(path)?)?,
        None => Settings::default(),
    };

    let image = read::image(&fs::read(image)?, None)?;
    let labels = read::labels(&fs::read(mask)?, None)?;
    let found = extract(&image.value, &labels.value, &settings, &Silent)?;
    for warning in image.warnings.iter().chain(&labels.warnings).chain(&found.warnings) {
        eprintln!("{}", warning.message);
    }
    for feature in &found.features {
        println!("{},{}", feature.id, format_number(feature.value));
    }
    Ok(())
}
