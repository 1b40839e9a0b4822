//! `discern evaluate`: the performance of a model on a feature table.

use std::path::PathBuf;

use discern::model::{FeatureSource, ModelFile};
use discern::report;
use discern::study;
use discern::table::csv::read_features;

use super::call::{Call, Ended, not_an_input, prevalence};
use super::files;
use super::lists::read_list;
use super::lock::Lock;
use super::out::{print_line, tell};
use super::progress::Bar;
use super::provenance;

/// Arguments of `discern evaluate`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Model file that `discern train` wrote.
    pub model: PathBuf,
    /// Feature table of the cohorts to evaluate.
    pub features: PathBuf,
    /// Folder for report.html, figures (SVG) and tables (CSV).
    #[arg(short, long)]
    pub out: PathBuf,
    /// Share of metastases where the model is to be applied, such as 97 % or 0.97: probabilities and thresholds are
    /// shifted there from the training prevalence.
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pub prevalence: Option<String>,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    let call = Call::default().input(&arguments.model).input(&arguments.features);
    let assumed = prevalence(arguments.prevalence.as_deref());
    call.problem(assumed.clone().err()).check()?;
    files::create_folder(&arguments.out)?;
    let _lock = Lock::inside(&arguments.out)?;
    let model_name = arguments.model.display().to_string();
    let model_file =
        ModelFile::from_json(files::read_sealed(&arguments.model)?).map_err(|error| error.at(model_name))?;
    let shift = assumed?.map(|assumed| model_file.prior_shift(assumed)).transpose()?;
    let table_name = arguments.features.display().to_string();
    let at_table = |error: discern::error::Error| error.at(table_name.clone());
    let table = read_features(&read_list(&arguments.features)?).map_err(at_table)?;
    if let Some(beside) = provenance::beside(&arguments.features)? {
        let source = FeatureSource { settings: beside.settings, deep: beside.deep };
        model_file.check_source(&source).map_err(at_table)?;
    }
    let study = study::evaluate(&model_file, &table, &Bar::new()).map_err(at_table)?;
    for leak in study::leaks(&model_file, &table) {
        tell(format_args!("warning: {table_name}: {leak}"));
    }
    let study = match shift {
        Some(shift) => study::at_prevalence(study, shift),
        None => study,
    };
    for file in &report::write(&study)? {
        let path = arguments.out.join(&file.name);
        not_an_input(&path, [&arguments.model, &arguments.features])?;
        files::write(&path, file.text.as_bytes())?;
    }
    Ok(print_line(arguments.out.join("report.html").display())?)
}
