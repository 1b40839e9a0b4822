//! `discern extract`: features of one image and mask, of a batch file, or of a cohort.

use std::path::{Path, PathBuf};

use discern::error::{Error, ErrorKind, Result};
use discern::settings::Settings;
use serde_json::Value;

use super::deep::DeepArguments;
use super::files;
use super::measure::{MeasuredPair, cell, extract_files};
use super::progress::Bar;

/// Arguments of `discern extract`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Image.
    #[arg(required_unless_present_any = ["batch", "cohort"], conflicts_with_all = ["batch", "cohort"], requires = "mask")]
    image: Option<PathBuf>,
    /// Mask on the image's or another grid.
    #[arg(conflicts_with_all = ["batch", "cohort"])]
    mask: Option<PathBuf>,
    /// PyRadiomics parameter file (YAML or JSON).
    #[arg(long)]
    params: Option<PathBuf>,
    /// Label of the mask; over the parameter file's.
    #[arg(long, value_parser = clap::value_parser!(i32).range(1..), conflicts_with_all = ["batch", "cohort"])]
    label: Option<i32>,
    /// How one image's features are written.
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
    /// CSV file with the columns Image, Mask and, if wanted, Label; paths are relative to it.
    #[arg(long, requires = "out")]
    batch: Option<PathBuf>,
    /// CSV file with the columns case, center, split, age, label, t1, t2, t2fs, t1ce and mask (or mask_t1 to mask_t1ce);
    /// paths are relative to it.
    #[arg(long, requires = "out", conflicts_with = "batch")]
    cohort: Option<PathBuf>,
    #[command(flatten)]
    deep: DeepArguments,
    /// Measures the training cases of a cohort N times again with slightly other outlines: rows with a `repeat`, by which
    /// `train` keeps reproducible features alone.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "cohort", value_parser = clap::value_parser!(u8).range(0..=20))]
    perturb: u8,
    /// Threads; 0: as many as there are processors. Results do not depend on it.
    #[arg(long, default_value_t = 0)]
    jobs: usize,
    /// Table a batch or cohort writes.
    #[arg(long, conflicts_with = "image")]
    out: Option<PathBuf>,
}

/// How features are written.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// One flat object.
    Json,
    /// A line of names and a line of values.
    Csv,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Result<()> {
    let network = arguments.deep.network()?;
    let network = network.as_ref();
    if let Arguments { cohort: Some(cohort), out: Some(out), jobs, params, perturb, .. } = arguments {
        let settings =
            params.as_deref().map(files::read_text).transpose()?.unwrap_or_else(|| "{}".to_owned());
        return super::cohort::run(&super::cohort::Job {
            list: cohort,
            settings: &settings,
            network,
            perturb: usize::from(*perturb),
            jobs: *jobs,
            out,
        });
    }
    let settings = settings(arguments.params.as_deref())?;
    match arguments {
        Arguments { batch: Some(batch), out: Some(out), jobs, .. } => {
            super::batch::run(&super::batch::Batch {
                list: batch,
                settings: &settings,
                network,
                jobs: *jobs,
                out,
            })
        }
        Arguments { image: Some(image), mask: Some(mask), label, format, jobs, .. } => {
            let settings = Settings { label: label.unwrap_or(settings.label), ..settings };
            let found = extract_files([image, mask], &settings, network, (*jobs, &Bar::new()))?;
            found.warn("");
            print(&found, *format)
        }
        _ => Err(Error::new(
            ErrorKind::Missing,
            "arguments",
            "IMAGE and MASK, or --batch or --cohort and --out",
            "neither",
        )),
    }
}

/// The settings of a parameter file; PyRadiomics' defaults without one.
pub fn settings(path: Option<&Path>) -> Result<Settings> {
    match path {
        None => Ok(Settings::default()),
        Some(path) => Settings::from_yaml(&files::read_text(path)?)
            .map_err(|error| error.at(path.display().to_string())),
    }
}

fn print(found: &MeasuredPair, format: Format) -> Result<()> {
    let values = found.named_values();
    let text = match format {
        Format::Json => format!("{:#}\n", Value::Object(values)),
        Format::Csv => {
            let cells: Vec<String> = values.values().map(cell).collect();
            files::csv_text(std::iter::once(values.keys().cloned().collect()).chain([cells]))?
        }
    };
    files::print(&text)
}
