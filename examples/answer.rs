//! Four sequences, one mask and an age become probabilities of metastasis.
//!
//!     cargo run --release --example answer
//!
//! The case and the model are the bundled ones: both are simulated, and no answer here is about anybody.
// Examples are hosts: they read files.
#![allow(clippy::disallowed_methods)]

use std::error::Error;
use std::fs;

use discern::answer::predict;
use discern::case::{SequenceScan, measure_sequence};
use discern::model::ModelFile;
use discern::monitor::Silent;
use discern::read;
use discern::settings::Settings;
use discern::table::{Patient, Sequence};

fn main() -> Result<(), Box<dyn Error>> {
    let models = concat!(env!("CARGO_MANIFEST_DIR"), "/models");
    let model = ModelFile::from_json(&fs::read_to_string(format!("{models}/demo.json"))?)?;
    // Features must be extracted as those were that the model was trained on: the file says how.
    let settings = Settings::from_yaml(&model.extraction.settings)?;

    let labels = read::labels(&fs::read(format!("{models}/sample/sim-0601_mask.nii.gz"))?, None)?.value;
    let mut sequences = Vec::new();
    for sequence in Sequence::ALL {
        let path = format!("{models}/sample/sim-0601_{}.nii.gz", sequence.key());
        let image = read::image(&fs::read(path)?, None)?.value;
        sequences.push(measure_sequence(
            SequenceScan { sequence, image: &image, labels: &labels },
            &settings,
            &Silent,
        )?);
    }

    let age_years = 38.0;
    let prediction = predict(&model, Patient::of_age(age_years), &sequences)?;
    for answer in &prediction.models {
        let (model, classifier) = (&answer.model, answer.classifier);
        println!("{model}, {classifier:?}: {:.3} (threshold {:.3})", answer.probability, answer.threshold);
    }
    Ok(())
}
