//! A feature table becomes a model file, and model file and table become a report.
//!
//!     cargo run --release --example train [FOLDER]
//!
//! The table is made up here: two columns tell the classes apart a little, two are noise. With a folder, the report
//! is written there.
// Examples are hosts: they write files.
#![allow(clippy::disallowed_methods)]

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use discern::model::{FeatureSource, TrainOptions};
use discern::monitor::Silent;
use discern::numeric::random::Random;
use discern::report;
use discern::study;
use discern::table::csv;

/// A table of 120 cases: 60 to learn from, 30 held back, 30 of another centre.
fn table() -> String {
    let columns = ["MeshVolume", "Sphericity", "Elongation", "Flatness"]
        .map(|name| format!("t1_original_shape_{name}"));
    let mut text = format!("case,center,split,age,label,{}\n", columns.join(","));
    let mut random = Random::new(7);
    for case in 0..120 {
        let (label, split) = (case % 2, ["train", "train", "internal", "external"][case / 30]);
        let effect = if label == 1 { 1.0 } else { 0.0 };
        let age = (50.0 + 8.0 * effect + 10.0 * random.normal()).round();
        let _ =
            write!(text, "case{case},{},{split},{age},{label}", if split == "external" { "B" } else { "A" });
        for column in 0..columns.len() {
            let told = if column < 2 { effect } else { 0.0 };
            let _ = write!(text, ",{:.6}", told + random.normal());
        }
        text.push('\n');
    }
    text
}

fn main() -> Result<(), Box<dyn Error>> {
    let table = csv::read_features(&table())?;
    // How the features were extracted is kept in the model file; here all is PyRadiomics' default.
    let source = FeatureSource { settings: "{}".to_owned(), deep: None };
    let options = TrainOptions {
        demonstration: true,
        folds: 3,
        classifiers: vec![study::classifier_named("logistic-regression")?],
        ..TrainOptions::default()
    };
    let model = study::train(&table, &source, &options, &Silent)?;
    println!("a model file of {} kB", model.to_json().len() / 1000);

    let judged = study::evaluate(&model, &table, &Silent)?;
    let files = report::write(&judged)?;
    println!("a report of {} files", files.len());
    if let Some(folder) = std::env::args().nth(1) {
        for file in &files {
            let path = Path::new(&folder).join(&file.name);
            fs::create_dir_all(path.parent().ok_or("a file without a folder")?)?;
            fs::write(path, &file.text)?;
        }
    }
    Ok(())
}
