//! `discern predict`: a model file and one case become an answer, as JSON.

use std::path::{Path, PathBuf};

use discern::answer::{PerturbedSequence, Sealed, Sealing};
use discern::answer::{interval, perturb_sequence, predict, seal};
use discern::case::{EngineName, SequenceFeatures};
use discern::error::{Error, ErrorKind, Result};
use discern::model::ModelFile;
use discern::monitor::Silent;
use discern::settings::Settings;
use discern::table::Sequence;
use rayon::prelude::*;

use super::deep::Network;
use super::files;
use super::measure::{MeasuredSequence, measure};

/// Arguments of `discern predict`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Model made by `discern train`.
    model: PathBuf,
    /// T1-weighted image.
    #[arg(long)]
    t1: Option<PathBuf>,
    /// T2-weighted image.
    #[arg(long)]
    t2: Option<PathBuf>,
    /// T2-weighted image with fat suppression.
    #[arg(long)]
    t2fs: Option<PathBuf>,
    /// T1-weighted image after contrast agent.
    #[arg(long)]
    t1ce: Option<PathBuf>,
    /// Mask of the lesion, for every sequence that has none of its own.
    #[arg(long)]
    mask: Option<PathBuf>,
    /// Mask drawn on T1.
    #[arg(long)]
    mask_t1: Option<PathBuf>,
    /// Mask drawn on T2.
    #[arg(long)]
    mask_t2: Option<PathBuf>,
    /// Mask drawn on T2-FS.
    #[arg(long)]
    mask_t2fs: Option<PathBuf>,
    /// Mask drawn on contrast-enhanced T1.
    #[arg(long)]
    mask_t1ce: Option<PathBuf>,
    /// Label of the lesion in the mask; that of the model's settings when left out.
    #[arg(long)]
    label: Option<i32>,
    /// Asks the models that need deep features too (DRad-M), and computes these; without it the others answer.
    #[arg(long)]
    deep: bool,
    /// Weights of the network; those of this release when left out.
    #[arg(long, value_name = "FILE.bin", requires = "deep")]
    weights: Option<PathBuf>,
    /// Age, years.
    #[arg(long, required_unless_present = "cohort")]
    age: Option<f64>,
    /// CSV file with the columns case, age, t1, t2, t2fs, t1ce and mask (or mask_t1 to mask_t1ce), in place of one case;
    /// paths are relative to it.
    #[arg(long, requires = "out", conflicts_with_all = ["age", "interval", "capsule", "mask"])]
    cohort: Option<PathBuf>,
    /// Table of answers that a cohort writes.
    #[arg(long, requires = "cohort")]
    out: Option<PathBuf>,
    /// How far the probabilities move when the mask moves by one voxel: the models on eight changed masks.
    #[arg(long)]
    interval: bool,
    /// Share of metastases where the case is from, above 0 and below 1: probabilities and thresholds are shifted there
    /// from the training prevalence.
    #[arg(long, value_name = "SHARE", conflicts_with = "cohort")]
    prevalence: Option<f64>,
    /// Where to write a case capsule, for `discern verify`.
    #[arg(long, value_name = "FILE")]
    capsule: Option<PathBuf>,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Result<()> {
    let origin = |error: Error| error.at(arguments.model.display().to_string());
    let model_file = ModelFile::from_json(&files::read_text(&arguments.model)?).map_err(origin)?;
    let shift = arguments.prevalence.map(|assumed| model_file.prior_shift(assumed)).transpose()?;
    let mut settings = Settings::from_yaml(&model_file.extraction.settings).map_err(origin)?;
    if let Some(label) = arguments.label {
        settings.label = label;
    }
    let network = arguments.network(&model_file)?;
    if let Arguments { cohort: Some(list), out: Some(out), .. } = arguments {
        let network = network.as_ref();
        return super::answers::run(&super::answers::Job {
            list,
            out,
            model_file: &model_file,
            settings: &settings,
            network,
        });
    }
    let age = arguments.age.unwrap_or(f64::NAN);
    let mut pairs = Vec::new();
    for sequence in Sequence::ALL {
        if let Some(image) = arguments.image(sequence) {
            pairs.push((sequence, image, arguments.mask_of(sequence)?));
        }
    }
    let cases: Vec<MeasuredSequence> = pairs
        .par_iter()
        .map(|&(sequence, image, mask)| measure(sequence, [image, mask], &settings, network.as_ref()))
        .collect::<Result<_>>()?;
    let features: Vec<SequenceFeatures> = cases.iter().map(|case| case.features.clone()).collect();
    let mut prediction = predict(&model_file, age, &features)?;
    let mut moved: Vec<PerturbedSequence> = Vec::new();
    if arguments.interval {
        let perturb = |MeasuredSequence { image, labels, features }: &MeasuredSequence| {
            perturb_sequence(&model_file, features.sequence, (image, labels), &settings, &Silent)
        };
        moved = cases.par_iter().map(perturb).collect::<Result<_>>()?;
        prediction.interval = Some(interval(&model_file, age, &features, &moved)?);
    }
    if let Some(shift) = shift {
        prediction = prediction.at_prevalence(shift);
    }
    if let Some(path) = &arguments.capsule {
        let parts: Vec<Sealed<'_>> = cases.iter().map(|case| case.sealed(settings.label)).collect();
        let prevalence = arguments.prevalence;
        let sealing =
            Sealing { age_years: age, said: &[], moved: &moved, deep_by: EngineName::Cpu, prevalence };
        files::write(path, seal(&model_file, sealing, &parts)?.as_bytes())?;
    }
    for warning in &prediction.warnings {
        eprintln!("warning: {}", warning.message);
    }
    for left_out in &prediction.unanswered {
        eprintln!("{} was not asked: it needs {} (--deep)", left_out.model, left_out.lacks);
    }
    let text = serde_json::to_string_pretty(&prediction).map_err(|error| {
        Error::new(ErrorKind::File, "answer", "text that can be written", error.to_string())
    })?;
    println!("{text}");
    Ok(())
}

impl Arguments {
    /// The network, where deep features are wanted and the model uses any.
    fn network(&self, model_file: &ModelFile) -> Result<Option<Network>> {
        let record = model_file.deep().filter(|_| self.deep);
        record.map(|record| Network::of_model(self.weights.as_deref(), record)).transpose()
    }

    fn image(&self, sequence: Sequence) -> Option<&Path> {
        match sequence {
            Sequence::T1 => self.t1.as_deref(),
            Sequence::T2 => self.t2.as_deref(),
            Sequence::T2fs => self.t2fs.as_deref(),
            Sequence::T1ce => self.t1ce.as_deref(),
        }
    }

    fn mask_of(&self, sequence: Sequence) -> Result<&Path> {
        let own = match sequence {
            Sequence::T1 => &self.mask_t1,
            Sequence::T2 => &self.mask_t2,
            Sequence::T2fs => &self.mask_t2fs,
            Sequence::T1ce => &self.mask_t1ce,
        };
        own.as_deref().or(self.mask.as_deref()).ok_or_else(|| {
            Error::new(ErrorKind::Missing, format!("mask of {sequence}"), "a file", "none")
                .hint(format!("name it with --mask or --mask-{sequence}"))
        })
    }
}
