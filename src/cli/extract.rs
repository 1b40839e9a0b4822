//! `discern extract`: features of one image and mask, of a batch file, or of a cohort.

use std::path::{Path, PathBuf};

use discern::error::{Error, Result};
use discern::settings::{Settings, with_settings};
use discern::table::csv;
use serde_json::Value;

use super::call::{Call, Ended, Problems, missing};
use super::check_pairs;
use super::check_pairs::Pair;
use super::deep::DeepArguments;
use super::files;
use super::lock::Lock;
use super::measure::{MeasuredPair, cell, extract_files};
use super::out;
use super::parallel::Run;
use super::progress::Bar;

/// Arguments of `discern extract`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Image.
    #[arg(conflicts_with_all = ["batch", "cohort"])]
    image: Option<PathBuf>,
    /// Mask on the image's or another grid.
    #[arg(conflicts_with_all = ["batch", "cohort"])]
    mask: Option<PathBuf>,
    /// PyRadiomics parameter file (YAML or JSON).
    #[arg(short, long, alias = "param")]
    params: Option<PathBuf>,
    /// One setting over the parameter file's: binWidth:10, resampledPixelSpacing:1,1,1; may be given again.
    #[arg(short, long, value_name = "NAME:VALUE")]
    setting: Vec<String>,
    /// Label of the mask; over the parameter file's.
    #[arg(short, long, value_parser = clap::value_parser!(i32).range(1..), conflicts_with_all = ["batch", "cohort"])]
    label: Option<i32>,
    /// How one image's features are written.
    #[arg(short, long, value_enum, default_value = "json")]
    format: Format,
    /// CSV file with the columns Image, Mask and, if wanted, Label; paths are relative to it.
    #[arg(long)]
    batch: Option<PathBuf>,
    /// CSV file with the columns case, center, split, age, label, t1, t2, t2fs, t1ce and mask (or mask_t1 to mask_t1ce);
    /// paths are relative to it.
    #[arg(long, conflicts_with = "batch")]
    cohort: Option<PathBuf>,
    #[command(flatten)]
    deep: DeepArguments,
    /// Measures the training cases of a cohort N times again with slightly other outlines: rows with a `repeat`, by which
    /// `train` keeps reproducible features alone.
    #[arg(long, alias = "perturb", value_name = "N", default_value_t = 0, requires = "cohort", value_parser = clap::value_parser!(u8).range(0..=20))]
    repeat_masks: u8,
    /// Threads; 0: as many as there are processors. Results do not depend on it.
    #[arg(short, long, default_value_t = 0)]
    jobs: usize,
    /// Table that a batch or cohort writes; features of one image, which are printed without it.
    #[arg(short, long)]
    out: Option<PathBuf>,
    /// Only look whether files, masks and settings are good: read and placed, but not measured.
    #[arg(long)]
    validate: bool,
}

/// How features are written.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// One flat object.
    Json,
    /// A line of names and a line of values.
    Csv,
}

/// What is to be measured.
enum Asked<'a> {
    Pair([&'a Path; 2]),
    Batch(&'a Path),
    Cohort(&'a Path),
}

/// Settings as they are remembered beside a table, and checked.
struct Given {
    text: String,
    settings: Settings,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    let (given, asked) = arguments.checked()?;
    let Arguments { out, jobs, repeat_masks, format, .. } = arguments;
    let Given { text, settings } = &given;
    if arguments.validate {
        return match asked {
            Asked::Pair(files) => check_pairs::run(vec![Pair::new("", files, Ok(settings.label))], settings),
            Asked::Batch(list) => check_pairs::run(super::batch::pairs(list, settings)?, settings),
            Asked::Cohort(list) => check_pairs::run(super::cohort::pairs(list, settings)?, settings),
        };
    }
    let network = arguments.deep.network()?;
    let network = network.as_ref();
    let jobs = *jobs;
    match (asked, out) {
        (Asked::Cohort(list), Some(out)) => {
            let repeat_masks = usize::from(*repeat_masks);
            super::cohort::run(&super::cohort::Job { list, settings: text, network, repeat_masks, jobs, out })
        }
        (Asked::Batch(list), Some(out)) => {
            super::batch::run(&super::batch::Batch { list, settings, network, jobs, out })
        }
        (Asked::Pair(files), out) => {
            let _lock = out.as_deref().map(Lock::on).transpose()?;
            let found = extract_files(files, settings, network, Run { jobs, listener: &Bar::new() })?;
            found.warn("");
            let text = written(&found, *format);
            let print = || out::print(&text);
            Ok(out.as_deref().map_or_else(print, |out| files::write(out, text.as_bytes()))?)
        }
        (_, None) => Err(missing(&["--out".to_owned()]).into()),
    }
}

impl Arguments {
    /// What is asked for, with its settings; or all that is wrong with the call.
    fn checked(&self) -> Ended<(Given, Asked<'_>)> {
        let Self { image, mask, batch, cohort, params, out, .. } = self;
        let call = Call::default().input(image).input(mask).input(batch).input(cohort).named(params);
        let mut call = self.deep.inputs(call).output(out);
        let many = batch.is_some() || cohort.is_some();
        if many && out.is_none() && !self.validate {
            call = call.problem(missing(&["--out".to_owned()]));
        }
        match (self.given(), self.asked()) {
            (Ok(given), Ok(asked)) => call.check().map(|()| (given, asked)),
            (given, asked) => {
                let of_settings = given.err().map(|problems| problems.0).unwrap_or_default();
                let problems = of_settings.into_iter().chain(asked.err());
                Err(Problems(problems.fold(call, Call::problem).all()))
            }
        }
    }

    fn asked(&self) -> Result<Asked<'_>> {
        let Self { image, mask, batch, cohort, .. } = self;
        match (image, mask, batch, cohort) {
            (_, _, _, Some(list)) => Ok(Asked::Cohort(list)),
            (_, _, Some(list), None) => Ok(Asked::Batch(list)),
            (Some(image), Some(mask), ..) => Ok(Asked::Pair([image, mask])),
            (Some(image), None, ..) => {
                let table = image.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
                Err(missing(&["MASK".to_owned()]).hint(match table {
                    true => "a list of images and masks is named by --batch, a list of cases by --cohort",
                    false => "an image is measured within a mask: discern extract IMAGE MASK",
                }))
            }
            (None, ..) => Err(missing(&["IMAGE", "MASK"].map(str::to_owned))
                .hint("or a list of them: --batch or --cohort, and --out")),
        }
    }

    /// The settings of the parameter file, PyRadiomics' defaults without one, with those of the call over them.
    fn given(&self) -> Ended<Given> {
        let text =
            self.params.as_deref().map(files::read_text).transpose()?.unwrap_or_else(|| "{}".to_owned());
        let problems = |errors: Vec<Error>| match &self.params {
            Some(path) => Problems(errors).at(path),
            None => Problems(errors),
        };
        let text = if self.setting.is_empty() {
            text
        } else {
            with_settings(&text, &self.setting).map_err(problems)?
        };
        let settings = Settings::check_yaml(&text).map_err(problems)?;
        Ok(Given { settings: Settings { label: self.label.unwrap_or(settings.label), ..settings }, text })
    }
}

fn written(found: &MeasuredPair, format: Format) -> String {
    let values = found.named_values();
    match format {
        Format::Json => format!("{:#}\n", Value::Object(values)),
        Format::Csv => {
            let cells: Vec<String> = values.values().map(cell).collect();
            csv::line(&values.keys().collect::<Vec<_>>()) + &csv::line(&cells)
        }
    }
}
