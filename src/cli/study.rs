//! `discern study`: the simulated study from nothing: simulate, extract, train, evaluate.
//!
//! Each part is skipped when it is there already, made from the same things; extraction goes on row by row. So the same
//! command, given again, goes on where it was stopped, and ends in the same bytes.

use std::path::{Path, PathBuf};
use std::time::Instant;

use discern::error::{Error, ErrorKind, Result};
use discern::model::{FeatureSource, ModelFile, TrainOptions};
use discern::report;
use discern::study::{evaluate, train};
use discern::table::Split;
use discern::table::csv::read_features;

use super::call::{Call, Ended};
use super::deep::{DeepArguments, Network};
use super::lock::Lock;
use super::made_from::MadeFrom;
use super::out::print_line;
use super::progress::Bar;
use super::{cohort, files, provenance, simulate};

/// Settings of the extraction: those of the demonstration model.
const SETTINGS: &str = include_str!("../../models/demo.yaml");

/// Arguments of `discern study`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder for everything: cohort/, features.csv, model.json, table.md, report/.
    #[arg(short, long)]
    out: PathBuf,
    /// Number of cases; 510 are split 328 (train), 82 (internal), 100 (external).
    #[arg(long, default_value_t = 510)]
    cases: u64,
    /// Seed of the cohort, the folds and the classifiers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many times the training cases are measured again with slightly other outlines.
    #[arg(long, alias = "perturb", value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(0..=20))]
    repeat_masks: u8,
    #[command(flatten)]
    deep: DeepArguments,
    /// Threads of the extraction; 0: as many as there are processors.
    #[arg(short, long, default_value_t = 0)]
    jobs: usize,
    /// Name of the model.
    #[arg(long, default_value = "Discern demonstration")]
    name: String,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    arguments.deep.inputs(Call::default()).check()?;
    let start = Instant::now();
    let out = &arguments.out;
    files::create_folder(out)?;
    let _lock = Lock::inside(out)?;
    let part = |number: usize, what: &str| {
        print_line(format_args!("{number}/4 {what} ({} s)", start.elapsed().as_secs()))
    };
    part(1, "simulate")?;
    let scans = out.join("cohort");
    let list = scans.join("cohort.csv");
    simulated(arguments, scans, &list)?;
    part(2, "extract")?;
    let features = out.join("features.csv");
    extracted(arguments, &list, &features)?;
    part(3, "train")?;
    let table = files::read_text(&features)?;
    let model = out.join("model.json");
    let model_file = trained(arguments, &features, &table, &model)?;
    files::write(&out.join("table.md"), main_table(&model_file, arguments.cases).as_bytes())?;
    part(4, "evaluate")?;
    let folder = out.join("report");
    evaluated(&model_file, &table, &folder)?;
    Ok(print_line(format_args!(
        "{} ({} s)",
        folder.join("report.html").display(),
        start.elapsed().as_secs()
    ))?)
}

/// The scans, unless they are there.
fn simulated(arguments: &Arguments, out: PathBuf, list: &Path) -> Ended {
    let Arguments { cases, seed, .. } = *arguments;
    let made_from = MadeFrom::new(list, &[&cases.to_string(), &seed.to_string()]);
    if made_from.is_there()? {
        return Ok(());
    }
    simulate::run(&simulate::Arguments { cases, seed, skip: 0, out })?;
    Ok(made_from.remember()?)
}

/// The feature table, unless it is there, made from this list with these settings.
fn extracted(arguments: &Arguments, list: &Path, out: &Path) -> Ended {
    let network = arguments.deep.network()?;
    let network_key = network.as_ref().map_or_else(String::new, Network::key);
    let list_text = files::read_text(list)?;
    let repeat_masks = arguments.repeat_masks.to_string();
    let made_from = MadeFrom::new(out, &[&list_text, SETTINGS, &network_key, &repeat_masks]);
    if provenance::beside(out)?.is_some() && made_from.is_there()? {
        return Ok(());
    }
    cohort::run(&cohort::Job {
        list,
        settings: SETTINGS,
        network: network.as_ref(),
        repeat_masks: usize::from(arguments.repeat_masks),
        jobs: arguments.jobs,
        out,
    })?;
    Ok(made_from.remember()?)
}

/// The model file, unless it is there, trained on this table, made so, with these options by this program.
fn trained(arguments: &Arguments, features: &Path, text: &str, out: &Path) -> Result<ModelFile> {
    let options = TrainOptions {
        name: arguments.name.clone(),
        demonstration: true,
        seed: arguments.seed,
        ..TrainOptions::default()
    };
    let at = |error: Error| error.at(features.display().to_string());
    let source = match provenance::beside(features)? {
        Some(provenance) => provenance.source_of(text).map_err(at)?,
        None => FeatureSource { settings: SETTINGS.to_owned(), deep: None },
    };
    let (source_json, options_json) = (json(&source)?, json(&options)?);
    let made_from = MadeFrom::new(out, &[text, &source_json, &options_json]);
    if made_from.is_there()? {
        return ModelFile::from_json(files::read_text(out)?)
            .map_err(|error| error.at(out.display().to_string()));
    }
    let model_file = train(&read_features(text).map_err(at)?, &source, &options, &Bar::new()).map_err(at)?;
    files::write(out, model_file.to_json().as_bytes())?;
    made_from.remember()?;
    super::train::print_summary(out, &model_file)?;
    Ok(model_file)
}

/// The report, unless it is there for this model and table.
fn evaluated(model_file: &ModelFile, table: &str, folder: &Path) -> Result<()> {
    let page = folder.join("report.html");
    let made_from = MadeFrom::new(&page, &[model_file.sha256(), table]);
    if made_from.is_there()? {
        return Ok(());
    }
    let study = evaluate(model_file, &read_features(table)?, &Bar::new())?;
    files::create_folder(folder)?;
    for file in &report::write(&study)? {
        files::write(&folder.join(&file.name), file.text.as_bytes())?;
    }
    made_from.remember()
}

/// What something is made with, as text.
fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|cause| {
        Error::new(ErrorKind::File, "options", "values that can be written", cause.to_string())
    })
}

/// AUC by model and cohort as Markdown, by logistic regression: the study's main table.
fn main_table(model_file: &ModelFile, cases: u64) -> String {
    let mut text = format!(
        "AUC with 95 % interval on {cases} **simulated cases**, by logistic regression (training: out-of-fold):\n\n\
         | model | training | internal validation | external test |\n|---|---|---|---|\n"
    );
    for model in &model_file.models {
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
