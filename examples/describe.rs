//! What the reader makes of image files: their grid and a hash of their values, or why they are refused.
//!
//!     cargo run --release --example describe [IMAGE…]
//!
//! Prints a line of JSON a file. Without files: T1 of the bundled sample case, which is simulated. The hash is of values as
//! little-endian f64, x fastest; `benches/readers.py` compares all of it with other readers.
// Examples are hosts: they read files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::error::Error;
use std::fs;

use discern::error::Result;
use discern::numeric::hash::sha256;
use discern::read;
use serde_json::{Value, json};

fn main() -> std::result::Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/models/sample/sim-0601_t1.nii.gz");
    let files = if arguments.is_empty() { vec![sample.to_owned()] } else { arguments };
    for file in files {
        let told = described(&fs::read(&file)?);
        println!(
            "{}",
            told.unwrap_or_else(|error| json!({ "refused": error.code, "why": error.to_string() }))
        );
    }
    Ok(())
}

fn described(bytes: &[u8]) -> Result<Value> {
    let image = read::image(bytes, None)?;
    let grid = image.value.geometry;
    let values: Vec<u8> = image.value.values().flat_map(f64::to_le_bytes).collect();
    let warnings: Vec<&str> = image.warnings.iter().map(|warning| warning.code.as_str()).collect();
    Ok(json!({
        "size": grid.size,
        "spacing_mm": grid.spacing_mm,
        "origin_mm": grid.origin_mm,
        "direction": grid.direction,
        "values_sha256": sha256(&values),
        "warnings": warnings,
    }))
}
