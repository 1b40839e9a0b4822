//! `discern predict`: a model file and one case become an answer, as JSON.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use discern::answer::{Answer, PerturbedSequence, Prediction, Sealed, Sealing};
use discern::answer::{mask_sensitivity, measure_perturbed, predict, seal};
use discern::case::{EngineName, SequenceFeatures, SequenceScan};
use discern::error::{Error, ErrorKind, Result};
use discern::model::ModelFile;
use discern::settings::Settings;
use discern::table::{ClinicalInput, Patient, Sequence, Told, age_alone, age_years};
use rayon::prelude::*;

use super::call::{Call, Ended, Problems, all, missing, prevalence};
use super::clinical;
use super::deep::Network;
use super::dicom_case;
use super::files;
use super::lock::Lock;
use super::measure::{MeasuredSequence, Measuring, measure, measure_read};
use super::out::{print_line, tell};
use super::progress::Together;

/// Arguments of `discern predict`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Model made by `discern train`.
    model: Option<PathBuf>,
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
    /// DICOM study in place of images: a folder, zip archive or file. Its series become the sequences by themselves; `discern inspect`
    /// shows which.
    #[arg(long, value_name = "FOLDER|ZIP", conflicts_with_all = ["t1", "t2", "t2fs", "t1ce", "mask_t1", "mask_t2", "mask_t2fs", "mask_t1ce", "cohort"])]
    study: Option<PathBuf>,
    /// Series that a sequence is taken from, by its number: t2fs=4. May be given several times.
    #[arg(long, value_name = "SEQUENCE=NUMBER", requires = "study", value_parser = dicom_case::choice)]
    series: Vec<(Sequence, i64)>,
    /// Mask of the lesion, for every sequence that has none of its own; with a study also a DICOM segmentation or structure set, by
    /// default that in the study.
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
    #[arg(short, long)]
    label: Option<i32>,
    /// Volume of the mask, from 0, where it has several: a layer of overlapping segments, a channel of a one-hot mask; that of
    /// the model's settings when left out.
    #[arg(long, value_name = "NUMBER")]
    label_channel: Option<u64>,
    /// Asks the models that need deep features too (DRad-M), and computes these; without it the others answer.
    #[arg(long)]
    deep: bool,
    /// Weights of the network; those of this release when left out.
    #[arg(long, value_name = "FILE.bin", requires = "deep")]
    weights: Option<PathBuf>,
    /// Age: years (62 or 62.5), or months (18 months).
    #[arg(long, allow_hyphen_values = true)]
    age: Option<String>,
    /// A clinical input of the model beside age: its name and its value, such as `ALP=130` or `boundary=yes`; once for each.
    #[arg(long, value_name = "NAME=VALUE", allow_hyphen_values = true)]
    clinical: Vec<String>,
    /// CSV file with the columns case, age, t1, t2, t2fs, t1ce and mask (or mask_t1 to mask_t1ce) and those of the
    /// model's other clinical inputs, in place of one case; paths are relative to it.
    #[arg(long, requires = "out", conflicts_with_all = ["age", "clinical", "mask_sensitivity", "capsule", "mask"])]
    cohort: Option<PathBuf>,
    /// Table of answers that a cohort writes.
    #[arg(short, long, requires = "cohort")]
    out: Option<PathBuf>,
    /// Mask sensitivity: lowest and highest probability over eight masks that differ from this one by one voxel.
    #[arg(long, alias = "interval")]
    mask_sensitivity: bool,
    /// Share of metastases where the case is from, such as 97 % or 0.97: probabilities and thresholds are shifted there
    /// from the training prevalence.
    #[arg(long, value_name = "SHARE", conflicts_with = "cohort", allow_hyphen_values = true)]
    prevalence: Option<String>,
    /// How the answer is printed: a line a model on a terminal, JSON elsewhere.
    #[arg(short, long, value_enum, conflicts_with = "cohort")]
    format: Option<Format>,
    /// Where to write a case capsule, for `discern verify`.
    #[arg(long, value_name = "FILE")]
    capsule: Option<PathBuf>,
}

/// How an answer is printed.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One line a model.
    Text,
    /// Everything.
    Json,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    let model_file = arguments.checked()?;
    let origin = |error: Error| error.at(model_file.name.clone());
    let assumed = prevalence(arguments.prevalence.as_deref())?;
    let shift = assumed.map(|assumed| model_file.prior_shift(assumed)).transpose()?;
    let mut settings = Settings::from_yaml(&model_file.extraction.settings).map_err(origin)?;
    if let Some(label) = arguments.label {
        settings.label = label;
    }
    settings.label_channel = arguments.label_channel.or(settings.label_channel);
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
    let _lock = arguments.capsule.as_deref().map(Lock::on).transpose()?;
    let age_years = arguments.age_years()?.unwrap_or(f64::NAN);
    let told = arguments.told();
    let patient = Patient { age_years, told: &told };
    let network = network.as_ref();
    let measured: Vec<Result<MeasuredSequence>> = match arguments.of_study(&model_file) {
        Some(wanted) => {
            settings.label = wanted.label_of_mask(settings.label);
            let placed = wanted.read()?;
            let progress = &Together::of(placed.len(), network.is_some());
            let how = Measuring { settings: &settings, network, progress };
            placed.into_par_iter().map(|placed| measure_read(placed, how)).collect()
        }
        None => {
            let pairs: Vec<(Sequence, [&Path; 2])> = arguments.pairs().collect();
            let progress = &Together::of(pairs.len(), network.is_some());
            let how = Measuring { settings: &settings, network, progress };
            pairs.par_iter().map(|&(sequence, files)| measure(sequence, files, how)).collect()
        }
    };
    let cases: Vec<MeasuredSequence> = all(measured)?;
    let features: Vec<SequenceFeatures> = cases.iter().map(|case| case.features.clone()).collect();
    let mut prediction = predict(&model_file, patient, &features)?;
    let mut perturbed: Vec<PerturbedSequence> = Vec::new();
    if arguments.mask_sensitivity {
        let progress = Together::of(cases.len(), false);
        let measure = |MeasuredSequence { image, labels, features }: &MeasuredSequence| {
            let scan = SequenceScan { sequence: features.sequence, image, labels };
            measure_perturbed(&model_file, scan, &settings, &progress.task())
        };
        perturbed = cases.par_iter().map(measure).collect::<Result<_>>()?;
        prediction.mask_sensitivity = Some(mask_sensitivity(&model_file, patient, &features, &perturbed)?);
    }
    if let Some(shift) = shift {
        prediction = prediction.at_prevalence(shift);
    }
    if let Some(path) = &arguments.capsule {
        let parts: Vec<Sealed<'_>> = cases.iter().map(|case| case.sealed(settings.label)).collect();
        let sealing = Sealing {
            patient,
            mask_changes: &[],
            perturbed: &perturbed,
            deep_by: EngineName::Cpu,
            prevalence: assumed,
        };
        files::write(path, seal(&model_file, sealing, &parts)?.as_bytes())?;
    }
    for warning in &prediction.warnings {
        tell(format_args!("warning: {}", warning.message));
    }
    for left_out in &prediction.unanswered {
        tell(format_args!("{} was not asked: it needs {} (--deep)", left_out.model, left_out.lacks));
    }
    let as_text = || std::io::stdout().is_terminal().then_some(Format::Text);
    match arguments.format.or_else(as_text).unwrap_or(Format::Json) {
        Format::Text => headlines(&prediction).try_for_each(print_line)?,
        Format::Json => print_line(serde_json::to_string_pretty(&prediction).map_err(|error| {
            Error::new(ErrorKind::File, "answer", "text that can be written", error.to_string())
        })?)?,
    }
    Ok(())
}

/// The answer of the first classifier of each model, baselines left out, a line each; then what the model file says of
/// itself.
fn headlines(prediction: &Prediction) -> impl Iterator<Item = String> {
    let mut seen = BTreeSet::new();
    let firsts = prediction.models.iter().filter(move |of| !of.baseline && seen.insert(of.model.clone()));
    // The threshold was chosen at the training prevalence: at another prevalence there is a probability and no class.
    let called = move |of: &Answer| match &prediction.prevalence {
        None => format!("classed as {} (threshold {:.1} %", of.class.key(), 100.0 * of.threshold),
        Some(shift) => format!(
            "no class (for {:.1} % metastases; the threshold was set at {:.1} %",
            100.0 * shift.assumed,
            100.0 * shift.training
        ),
    };
    let line = move |of: &Answer| {
        let percent = 100.0 * of.probability;
        let (model, classifier) = (&of.model, of.classifier.key());
        format!("{model}: {percent:.1} % probability of a metastasis, {}, {classifier})", called(of))
    };
    firsts.map(line).chain([prediction.model_file.notice.clone()])
}

impl Arguments {
    /// The model file; or all that is wrong with the call.
    fn checked(&self) -> Ended<ModelFile> {
        // A folder of cases is not read as a list.
        let list = self.cohort.as_ref().filter(|path| !path.is_dir());
        let call = Call::default().named(&self.model).input(list).input(&self.weights);
        let call = self.images().chain(self.masks()).fold(call, Call::input);
        let call = call.output(&self.out).output(&self.capsule);
        let call = call.problem(prevalence(self.prevalence.as_deref()).err()).problem(self.age_years().err());
        let model_file = self.model.as_deref().map(|path| {
            ModelFile::from_json(files::read_sealed(path)?)
                .map_err(|error| error.at(path.display().to_string()))
        });
        match model_file {
            Some(Ok(model_file)) => {
                let lacks = self.lacks(&model_file.extraction.sequences, model_file.clinical());
                let call = clinical::problems(model_file.clinical(), &self.told())
                    .into_iter()
                    .fold(call, Call::problem);
                call.problem((!lacks.is_empty()).then(|| missing(&lacks))).check().map(|()| model_file)
            }
            Some(Err(error)) => Err(Problems(call.problem(error).all())),
            None => {
                let lacks = [vec!["MODEL".to_owned()], self.lacks(&Sequence::ALL, &age_alone())].concat();
                Err(Problems(call.problem(missing(&lacks)).all()))
            }
        }
    }

    /// The age, years; `None` where none is given, or said to be unknown.
    fn age_years(&self) -> Result<Option<f64>> {
        let read = self.age.as_deref().map_or(Ok(None), age_years);
        read.map_err(|error| error.at("--age"))
    }

    /// What one case needs and was not given.
    fn lacks(&self, sequences: &[Sequence], clinical: &[ClinicalInput]) -> Vec<String> {
        if self.cohort.is_some() {
            return Vec::new();
        }
        let of_images = if self.study.is_some() { Vec::new() } else { self.lacking_images(sequences) };
        let unsaid = clinical::unsaid(clinical, &self.told(), self.age.is_some());
        of_images.into_iter().map(str::to_owned).chain(unsaid).collect()
    }

    /// Images and masks that are not there.
    fn lacking_images(&self, sequences: &[Sequence]) -> Vec<&'static str> {
        let needed = || sequences.iter().copied();
        let mut lacks: Vec<&str> = needed().filter(|of| self.image(*of).is_none()).map(option).collect();
        let without_mask: Vec<Sequence> = needed().filter(|of| self.mask_of(*of).is_none()).collect();
        if without_mask.len() == sequences.len() {
            lacks.push("--mask");
        } else {
            lacks.extend(without_mask.into_iter().map(mask_option));
        }
        lacks
    }

    /// What is said of the clinical inputs beside age.
    fn told(&self) -> Vec<Told> {
        clinical::told(&self.clinical)
    }

    /// What is to be read of a study, where one is given.
    fn of_study<'a>(&'a self, model_file: &'a ModelFile) -> Option<dicom_case::Wanted<'a>> {
        Some(dicom_case::Wanted {
            study: self.study.as_deref()?,
            mask: self.mask.as_deref(),
            sequences: &model_file.extraction.sequences,
            chosen: &self.series,
            label: self.label,
            label_channel: self.label_channel,
        })
    }

    /// Each sequence that is given, with image and mask.
    fn pairs(&self) -> impl Iterator<Item = (Sequence, [&Path; 2])> {
        let pair = |sequence| Some((sequence, [self.image(sequence)?, self.mask_of(sequence)?]));
        Sequence::ALL.into_iter().filter_map(pair)
    }

    /// The network, where deep features are wanted and the model uses any.
    fn network(&self, model_file: &ModelFile) -> Result<Option<Network>> {
        let record = model_file.deep().filter(|_| self.deep);
        record.map(|record| Network::of_model(self.weights.as_deref(), record)).transpose()
    }

    fn images(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.t1, &self.t2, &self.t2fs, &self.t1ce].into_iter().flatten()
    }

    fn masks(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.mask, &self.mask_t1, &self.mask_t2, &self.mask_t2fs, &self.mask_t1ce].into_iter().flatten()
    }

    fn image(&self, sequence: Sequence) -> Option<&Path> {
        match sequence {
            Sequence::T1 => self.t1.as_deref(),
            Sequence::T2 => self.t2.as_deref(),
            Sequence::T2fs => self.t2fs.as_deref(),
            Sequence::T1ce => self.t1ce.as_deref(),
        }
    }

    fn mask_of(&self, sequence: Sequence) -> Option<&Path> {
        let own = match sequence {
            Sequence::T1 => &self.mask_t1,
            Sequence::T2 => &self.mask_t2,
            Sequence::T2fs => &self.mask_t2fs,
            Sequence::T1ce => &self.mask_t1ce,
        };
        own.as_deref().or(self.mask.as_deref())
    }
}

/// The option that names the image of a sequence.
fn option(sequence: Sequence) -> &'static str {
    match sequence {
        Sequence::T1 => "--t1",
        Sequence::T2 => "--t2",
        Sequence::T2fs => "--t2fs",
        Sequence::T1ce => "--t1ce",
    }
}

/// The option that names a mask of its own.
fn mask_option(sequence: Sequence) -> &'static str {
    match sequence {
        Sequence::T1 => "--mask-t1",
        Sequence::T2 => "--mask-t2",
        Sequence::T2fs => "--mask-t2fs",
        Sequence::T1ce => "--mask-t1ce",
    }
}
