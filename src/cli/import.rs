//! `discern import`: a classifier of another program becomes a model file.

use std::path::PathBuf;

use discern::error::{Error, ErrorKind};
use discern::model::FeatureSource;
use discern::study::{ImportOptions, foreign_text, import, trainer_answers};
use discern::table::csv::read_features;

use super::call::{Call, Ended};
use super::lists::read_list;
use super::lock::Lock;
use super::out::tell;
use super::{files, provenance};

/// Arguments of `discern import`.
#[derive(clap::Args)]
pub struct Arguments {
    /// XGBoost's model.json, LightGBM's model.txt, or discern-classifier JSON (docs/import.md).
    model: PathBuf,
    /// Feature table it was trained on.
    #[arg(long)]
    features: PathBuf,
    /// Where to write the model file.
    #[arg(short, long)]
    out: PathBuf,
    /// PyRadiomics parameter file the features were extracted with; known for tables that Discern made.
    #[arg(short, long, alias = "param")]
    params: Option<PathBuf>,
    /// Names of its inputs in their order, separated by commas, where the file has none of its own.
    #[arg(long, value_delimiter = ',')]
    inputs: Vec<String>,
    /// File that declares the clinical inputs (docs/model.md); age alone when left out.
    #[arg(long, value_name = "FILE.yaml")]
    clinical: Option<PathBuf>,
    /// Probability from which on a case is called a metastasis; to be fixed without looking at the test cohorts.
    #[arg(long, default_value_t = 0.5)]
    threshold: f64,
    /// Name of the model.
    #[arg(long)]
    name: Option<String>,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    let Arguments { model, features, params, out, .. } = arguments;
    Call::default()
        .input(model)
        .input(features)
        .input(params)
        .input(&arguments.clinical)
        .output(out)
        .check()?;
    let _lock = Lock::on(out)?;
    let text = read_list(&arguments.features)?;
    let at_table = |error: Error| error.at(arguments.features.display().to_string());
    let source = match (&arguments.params, provenance::beside(&arguments.features)?) {
        (Some(path), _) => FeatureSource { settings: files::read_text(path)?, deep: None },
        (None, Some(beside)) => beside.source_of(&text).map_err(at_table)?,
        (None, None) => {
            return Err(Error::new(
                ErrorKind::Missing,
                "settings of the extraction",
                "--params FILE.yaml",
                "none",
            )
            .into());
        }
    };
    let table = read_features(&text).map_err(at_table)?;
    let stem = arguments.out.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let options = ImportOptions {
        name: arguments.name.clone().or(stem).unwrap_or_default(),
        clinical: super::train::clinical(arguments.clinical.as_deref())?,
        inputs: arguments.inputs.clone(),
        threshold: arguments.threshold,
    };
    let at_model = |error: Error| error.at(arguments.model.display().to_string());
    let foreign = foreign_text(files::read(&arguments.model)?).map_err(at_model)?;
    let model_file = import(&foreign, &table, &source, &options).map_err(at_model)?;
    if trainer_answers(&foreign).map_err(at_model)? == 0 {
        tell(format_args!(
            "warning: {}: the file holds no answers of its trainer to compare with; before use, compare some of `discern predict` with \
             the trainer's own (docs/import.md)",
            arguments.model.display()
        ));
    }
    files::write(&arguments.out, model_file.to_json().as_bytes())?;
    Ok(super::train::print_summary(&arguments.out, &model_file)?)
}
