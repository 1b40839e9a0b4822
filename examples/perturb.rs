//! How far a feature moves when the mask is drawn a little differently.
//!
//!     cargo run --release --example perturb
//!
//! The lesion of a simulated scan is moved by one voxel in each direction, made larger and smaller; its mean intensity
//! and its volume are measured each time.

use std::error::Error;

use discern::align::{Perturbation, perturb};
use discern::case::extract;
use discern::monitor::Silent;
use discern::settings::Settings;
use discern::simulate;

fn main() -> Result<(), Box<dyn Error>> {
    let scan = simulate::scan(1, 0);
    let image = &scan.images[0];
    let settings = Settings::from_yaml("featureClass: {shape: [MeshVolume], firstorder: [Mean]}")?;
    println!("as drawn: {}", measured(&extract(image, &scan.mask, &settings, &Silent)?));
    for how in Perturbation::ALL {
        let moved = perturb(&scan.mask, settings.label, how)?;
        let found = extract(image, &moved, &settings, &Silent)?;
        println!("{how:?}: {}", measured(&found));
    }
    Ok(())
}

fn measured(found: &discern::case::Extraction) -> String {
    let values: Vec<String> =
        found.features.iter().map(|feature| format!("{} {:.2}", feature.id.name, feature.value)).collect();
    values.join(", ")
}
