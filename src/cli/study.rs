//! `discern study`: the simulated study from nothing: simulate, extract, train, evaluate.
//!
//! Each part is skipped when it is there already, made from the same things; extraction goes on row by row. So the same
//! command, given again, goes on where it was stopped, and ends in the same bytes.

use std::path::{Path, PathBuf};
use std::time::Instant;

use discern::error::Result;
use discern::model::{FeatureSource, ModelFile, TrainOptions};
use discern::numeric::hash::sha256;
use discern::report;
use discern::study::{evaluate, train};
use discern::table::Split;
use discern::table::csv::read_features;

use super::deep::DeepArguments;
use super::progress::Bar;
use super::{cohort, files, provenance, simulate};

/// Settings of the extraction: those of the demonstration model.
const SETTINGS: &str = include_str!("../../models/demo.yaml");

/// Arguments of `discern study`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder for everything: cohort/, features.csv, model.json, table.md, report/.
    #[arg(long)]
    out: PathBuf,
    /// Number of cases; 510 are split 328 (train), 82 (internal), 100 (external).
    #[arg(long, default_value_t = 510)]
    cases: u64,
    /// Seed of the cohort, the folds and the classifiers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many times the training cases are measured again with slightly other outlines.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(0..=20))]
    perturb: u8,
    #[command(flatten)]
    deep: DeepArguments,
    /// Threads of the extraction; 0: as many as there are processors.
    #[arg(long, default_value_t = 0)]
    jobs: usize,
    /// Name of the model.
    #[arg(long, default_value = "Discern demonstration")]
    name: String,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Result<()> {
    let start = Instant::now();
    let out = &arguments.out;
    let part = |number: usize, what: &str| {
        println!("{number}/4 {what} ({} s)", start.elapsed().as_secs());
    };
    part(1, "simulate");
    let scans = out.join("cohort");
    simulate::run(&simulate::Arguments {
        cases: arguments.cases,
        seed: arguments.seed,
        skip: 0,
        out: scans.clone(),
    })?;
    part(2, "extract");
    let features = out.join("features.csv");
    extracted(arguments, &scans.join("cohort.csv"), &features)?;
    part(3, "train");
    let table = files::read_text(&features)?;
    let model = out.join("model.json");
    let bundle = trained(arguments, &features, &table, &model)?;
    files::write(&out.join("table.md"), main_table(&bundle, arguments.cases).as_bytes())?;
    part(4, "evaluate");
    let folder = out.join("report");
    evaluated(&bundle, &table, &folder)?;
    println!("{} ({} s)", folder.join("report.html").display(), start.elapsed().as_secs());
    Ok(())
}

/// The feature table, unless it is there, made from this list with these settings.
fn extracted(arguments: &Arguments, list: &Path, out: &Path) -> Result<()> {
    let network = arguments.deep.network()?;
    let made_from = sha256(
        format!(
            "{}\n{SETTINGS}\n{}\n{}\n{}",
            files::read_text(list)?,
            network.as_ref().map_or_else(String::new, super::deep::Network::key),
            arguments.perturb,
            env!("CARGO_PKG_VERSION")
        )
        .as_bytes(),
    );
    let stamp = out.with_extension("csv.made-from");
    let whole = out.is_file() && provenance::beside(out)?.is_some();
    if whole && files::exists_with(&stamp, made_from.as_bytes()) {
        println!("{}: already there", out.display());
        return Ok(());
    }
    cohort::run(&cohort::Job {
        list,
        settings: SETTINGS,
        network: network.as_ref(),
        perturb: usize::from(arguments.perturb),
        jobs: arguments.jobs,
        out,
    })?;
    files::write(&stamp, made_from.as_bytes())
}

/// The model file, unless it is there, trained on this table with these options by this version.
fn trained(arguments: &Arguments, features: &Path, text: &str, out: &Path) -> Result<ModelFile> {
    let options = TrainOptions {
        name: arguments.name.clone(),
        demonstration: true,
        seed: arguments.seed,
        ..TrainOptions::default()
    };
    let at = |error: discern::error::Error| error.at(features.display().to_string());
    let source = match provenance::beside(features)? {
        Some(provenance) => provenance.source_of(text).map_err(at)?,
        None => FeatureSource { settings: SETTINGS.to_owned(), deep: None },
    };
    if let Some(bundle) = files::read_text(out).ok().and_then(|text| ModelFile::from_json(&text).ok())
        && bundle.extraction.table_sha256 == sha256(text.as_bytes())
        && bundle.training.seed == options.seed
        && bundle.name == options.name
    {
        println!("{}: already there", out.display());
        return Ok(bundle);
    }
    let bundle = train(&read_features(text).map_err(at)?, &source, &options, &Bar::new()).map_err(at)?;
    files::write(out, bundle.to_json().as_bytes())?;
    super::train::print_summary(out, &bundle);
    ModelFile::from_json(&bundle.to_json())
}

/// The report, unless it is there for this model and table.
fn evaluated(bundle: &ModelFile, table: &str, folder: &Path) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let made_from = sha256(format!("{}\n{}\n{version}", bundle.sha256, sha256(table.as_bytes())).as_bytes());
    let stamp = folder.join(".made-from");
    if files::exists_with(&stamp, made_from.as_bytes()) {
        return Ok(());
    }
    let study = evaluate(bundle, &read_features(table)?, &Bar::new())?;
    files::create_folder(folder)?;
    for file in &report::write(&study)? {
        files::write(&folder.join(&file.name), file.text.as_bytes())?;
    }
    files::write(&stamp, made_from.as_bytes())
}

/// AUC by model and cohort as Markdown, by logistic regression: the study's main table.
fn main_table(bundle: &ModelFile, cases: u64) -> String {
    let mut text = format!(
        "AUC with 95 % interval on {cases} **simulated cases**, by logistic regression (training: out-of-fold):\n\n\
         | model | training | internal validation | external test |\n|---|---|---|---|\n"
    );
    for model in &bundle.models {
        let shown = model.classifiers.iter().find(|of| of.kind.key() == "logistic-regression");
        let Some(classifier) = shown else { continue };
        let of = |split: Split| {
            let found = classifier.predictions.iter().find(|of| of.split == split).and_then(|of| of.auc);
            match found {
                None => "–".to_owned(),
                // One probability for all cases has an AUC without an error.
                Some([auc, low, high]) if low == high => format!("{auc:.3}"),
                Some([auc, low, high]) => format!("{auc:.3} ({low:.3}–{high:.3})"),
            }
        };
        let cells = Split::ALL.map(of).join(" | ");
        text.push_str(&format!("| {} | {cells} |\n", model.name));
    }
    text
}
