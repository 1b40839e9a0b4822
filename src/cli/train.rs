//! `discern train`: a feature table becomes a model file.

use std::path::{Path, PathBuf};

use discern::error::{Error, ErrorKind, Result};
use discern::model::{
    CalibrationKind, FeatureSource, ModelFile, SelectOptions, TrainOptions, clinical_inputs,
};
use discern::study::{classifier_named, train};
use discern::table::csv::read_features;
use discern::table::{ClinicalInput, age_alone};

use super::call::{Call, Ended};
use super::files;
use super::lists::read_list;
use super::lock::Lock;
use super::out::print_line;
use super::progress::Bar;
use super::provenance;

/// Arguments of `discern train`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Table made by `discern extract --cohort`.
    features: PathBuf,
    /// Where to write the model.
    #[arg(short, long)]
    out: PathBuf,
    /// PyRadiomics parameter file the features were extracted with; known for tables that Discern made.
    #[arg(short, long, alias = "param")]
    params: Option<PathBuf>,
    /// Name of the model.
    #[arg(long)]
    name: Option<String>,
    /// Seed of folds and classifiers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Classifiers to fit, separated by commas; all when left out.
    #[arg(long, value_delimiter = ',')]
    classifiers: Vec<String>,
    /// How out-of-fold margins become probabilities.
    #[arg(long, value_enum, default_value = "platt")]
    calibration: Calibration,
    /// File that declares the clinical inputs, columns of the table such as age, sex or a laboratory value (docs/model.md); age
    /// alone when left out.
    #[arg(long, value_name = "FILE.yaml")]
    clinical: Option<PathBuf>,
    /// Least lower 95 % bound of ICC(2,1) of a feature, where the table has repeated masks.
    #[arg(long, value_name = "ICC", default_value_t = TrainOptions::default().selection.reproducibility)]
    reproducibility: f64,
    /// The cases are simulated: the model says so wherever it is shown.
    #[arg(long)]
    demonstration: bool,
}

/// How margins become probabilities.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Calibration {
    /// A sigmoid.
    Platt,
    /// A rising function of any shape.
    Isotonic,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    let call = Call::default().input(&arguments.features).input(&arguments.params).input(&arguments.clinical);
    call.output(&arguments.out).check()?;
    let _lock = Lock::on(&arguments.out)?;
    let text = read_list(&arguments.features)?;
    let origin = |error: Error| error.at(arguments.features.display().to_string());
    let table = read_features(&text).map_err(origin)?;
    // First of all: what is no table of features needs no settings.
    table.check_features().map_err(origin)?;
    let source = source(arguments, &text)?;
    let defaults = TrainOptions::default();
    let stem = arguments.out.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let options = TrainOptions {
        name: arguments.name.clone().or(stem).unwrap_or_else(|| defaults.name.clone()),
        demonstration: arguments.demonstration,
        classifiers: match arguments.classifiers.as_slice() {
            [] => defaults.classifiers.clone(),
            names => names.iter().map(|name| classifier_named(name)).collect::<Result<_>>()?,
        },
        calibration: match arguments.calibration {
            Calibration::Platt => CalibrationKind::Platt,
            Calibration::Isotonic => CalibrationKind::Isotonic,
        },
        selection: SelectOptions { reproducibility: arguments.reproducibility, ..defaults.selection },
        seed: arguments.seed,
        clinical: clinical(arguments.clinical.as_deref())?,
        ..defaults
    };
    let model_file = train(&table, &source, &options, &Bar::new()).map_err(origin)?;
    files::write(&arguments.out, model_file.to_json().as_bytes())?;
    Ok(print_summary(&arguments.out, &model_file)?)
}

/// The clinical inputs that a file declares; age alone without one.
pub fn clinical(path: Option<&Path>) -> Result<Vec<ClinicalInput>> {
    let Some(path) = path else { return Ok(age_alone()) };
    clinical_inputs(&files::read_text(path)?).map_err(|error| error.at(path.display().to_string()))
}

/// How the features were extracted: radiomics as given, or all of it as noted beside the table when it was made.
fn source(arguments: &Arguments, table: &str) -> Result<FeatureSource> {
    let provenance = provenance::beside(&arguments.features)?;
    if let Some(path) = &arguments.params {
        let settings = files::read_text(path)?;
        return Ok(FeatureSource { settings, deep: provenance.and_then(|provenance| provenance.deep) });
    }
    match provenance {
        Some(provenance) => provenance.source_of(table).map_err(|error| {
            error
                .hint("if the table was edited on purpose, name the extraction's settings with --params")
                .at(arguments.features.display().to_string())
        }),
        None => Err(Error::new(
            ErrorKind::Missing,
            "settings of the extraction",
            "--params FILE.yaml",
            "none",
        )
        .hint(
            "a model must know how its features are extracted; tables made by discern carry it beside them",
        )),
    }
}

/// AUC by model and cohort on standard output.
pub fn print_summary(out: &Path, model_file: &ModelFile) -> Result<()> {
    print_line(format_args!("{}: {} ({})", out.display(), model_file.name, model_file.notice))?;
    for model in &model_file.models {
        for classifier in &model.classifiers {
            let cohorts: Vec<String> = classifier
                .predictions
                .iter()
                .filter_map(|of| {
                    let [auc, low, high] = of.auc?;
                    Some(format!("{} {auc:.3} ({low:.3}-{high:.3})", of.split))
                })
                .collect();
            print_line(format_args!(
                "{:<12} {:<20} {:>2} inputs  AUC {}",
                model.name,
                classifier.kind.key(),
                model.scaling.inputs().len(),
                cohorts.join("  ")
            ))?;
        }
    }
    Ok(())
}
