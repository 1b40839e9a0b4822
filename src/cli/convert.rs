//! `discern convert`: a DICOM study becomes NIfTI files with the names of BIDS, each with a text of how it was acquired. Nothing of the
//! patient goes into them: no name, date, identifier or description.

use std::path::PathBuf;

use discern::case::dicom;
use discern::case::dicom::{Confidence, Series, Study};
use discern::case::source::Source;
use discern::error::Result;
use discern::program::VERSION;
use discern::table::Sequence;
use discern::volume::{labels_nifti_gz, nifti_gz};
use serde_json::{Value, json};

use super::call::{Ended, all};
use super::dicom_files::{of_one_patient, with_study};
use super::files;
use super::lock::Lock;
use super::out::print_line;
use super::progress::Bar;

/// Arguments of `discern convert`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folders, zip archives or files of one patient's study.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Folder that the files are written to.
    #[arg(short, long, value_name = "FOLDER")]
    out: PathBuf,
    /// Name of the case in the files' names, letters and digits.
    #[arg(long, default_value = "01", value_parser = subject)]
    subject: String,
    /// Volumes without a role, too: series-5.nii.gz.
    #[arg(long)]
    all: bool,
}

fn subject(text: &str) -> std::result::Result<String, String> {
    let is_name = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric());
    if is_name { Ok(text.to_owned()) } else { Err("expected letters a to z and digits".to_owned()) }
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    with_study(&arguments.paths, |study, sources| write(arguments, study, sources))
}

fn write(arguments: &Arguments, study: &Study, sources: &[&dyn Source]) -> Ended {
    if study.volumes.is_empty() && study.masks.is_empty() {
        return Err(dicom::nothing_found(study).into());
    }
    of_one_patient(study)?;
    files::create_folder(&arguments.out)?;
    let _lock = Lock::on(&arguments.out.join("converted"))?;
    let mut written: Vec<String> = Vec::new();
    let mut results = Vec::new();
    let bar = Bar::unseen(study.volumes.len() + study.masks.len());
    for series in &study.volumes {
        let Some(mut stem) = stem(arguments, series) else { continue };
        let alike =
            written.iter().filter(|name| **name == stem || name.starts_with(&format!("{stem}-"))).count();
        if alike > 0 {
            stem = format!("{stem}-{}", alike + 1);
        }
        written.push(stem.clone());
        results.push(image(arguments, series, sources, &stem).map_err(|error| error.at(stem)));
        bar.one_done();
    }
    for (at, mask) in study.masks.iter().enumerate().filter(|(_, mask)| mask.grid.is_ok()) {
        for (of, segment) in mask.segments.iter().enumerate() {
            let stem = format!("sub-{}_desc-mask{}_label-{}_mask", arguments.subject, at + 1, segment.number);
            let labels = mask.labels(sources, of).and_then(|labels| labels_nifti_gz(&labels));
            results.push(
                labels
                    .and_then(|bytes| put(arguments, &format!("{stem}.nii.gz"), &bytes))
                    .map_err(|error| error.at(stem)),
            );
        }
        bar.one_done();
    }
    all(results).map(drop)
}

/// The name of a volume's files without their endings; none for one that is left out.
fn stem(arguments: &Arguments, series: &Series) -> Option<String> {
    let role = series.role.as_ref().ok().filter(|role| role.confidence != Confidence::Ask);
    if let (Some(role), Ok(_)) = (role, &series.grid) {
        let suffix = match role.sequence {
            Sequence::T1 => "T1w",
            Sequence::T2 => "T2w",
            Sequence::T2fs => "acq-fs_T2w",
            Sequence::T1ce => "ce-gadolinium_T1w",
        };
        return Some(format!("sub-{}_{suffix}", arguments.subject));
    }
    let number = series.number.map_or("none".to_owned(), |number| number.to_string());
    (arguments.all && series.grid.is_ok()).then(|| format!("series-{number}"))
}

fn image(arguments: &Arguments, series: &Series, sources: &[&dyn Source], stem: &str) -> Result<()> {
    let image = series.image(sources)?;
    put(arguments, &format!("{stem}.nii.gz"), &nifti_gz(&image)?)?;
    // BIDS gives times in seconds.
    let seconds = |ms: Option<f64>| ms.map(|ms| ms / 1000.0);
    let warnings: Vec<&str> = series.warnings.iter().map(|warning| warning.message.as_str()).collect();
    let mut acquired = json!({
        "ConversionSoftware": "discern",
        "ConversionSoftwareVersion": VERSION,
        "SeriesNumber": series.number,
        "EchoTime": seconds(series.echo_ms),
        "RepetitionTime": seconds(series.repetition_ms),
        "InversionTime": seconds(series.inversion_ms),
        "Sequence": series.role.as_ref().map_or(Value::Null, |role| json!(role.sequence)),
        "SequenceConfidence": series.role.as_ref().map_or(Value::Null, |role| json!(role.confidence.key())),
        "SequenceBecause": series.role.as_ref().map_or_else(ToString::to_string, |role| role.why.to_string()),
        "Warnings": warnings,
    });
    if let Value::Object(fields) = &mut acquired {
        fields.retain(|_, value| !value.is_null());
    }
    put(arguments, &format!("{stem}.json"), format!("{acquired:#}\n").as_bytes())
}

fn put(arguments: &Arguments, name: &str, bytes: &[u8]) -> Result<()> {
    let path = arguments.out.join(name);
    files::write(&path, bytes)?;
    print_line(path.display())
}
