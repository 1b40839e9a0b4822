//! `discern extract --cohort`: a list of cases becomes a feature table.
//!
//! Every case is a row of its own, remembered as it finishes ([`resumable`](super::resumable)); the table comes in the order of the
//! list, so it is the same whatever the number of jobs.

use std::path::Path;

use discern::case::{Lesion, Named, SequenceScan};
use discern::case::{case_warnings, measure_sequence, randomised_contour};
use discern::error::{Error, ErrorKind, Result};
use discern::model::spacing_columns;
use discern::model::{FeatureSource, Provenance};
use discern::monitor::Silent;
use discern::numeric::hash::sha256;
use discern::settings::Settings;
use discern::table::csv::{Entry, read_cohort, write_features};
use discern::table::{Column, Sequence, Split, Table};
use serde::{Deserialize, Serialize};

use super::call::{Ended, not_an_input, within};
use super::check_pairs::Pair;
use super::deep::Network;
use super::lock::Lock;
use super::out::{print_line, tell};
use super::provenance;
use super::resumable::Rows;
use super::scan::{Scan, Scans};
use super::{files, lists, resumable};

/// What to do.
pub struct Job<'a> {
    /// The list.
    pub list: &'a Path,
    /// Text of the parameter file.
    pub settings: &'a str,
    /// The network, where deep features are computed.
    pub network: Option<&'a Network>,
    /// How many times the training cases are measured again, with outlines as another reader might have drawn them.
    pub repeat_masks: usize,
    /// Threads; 0 for as many as there are processors.
    pub jobs: usize,
    /// The table to write.
    pub out: &'a Path,
}

/// A finished row.
#[derive(Clone, Serialize, Deserialize)]
struct Row {
    features: Vec<Named>,
    warnings: Vec<String>,
}

/// Runs the job.
pub fn run(job: &Job) -> Ended {
    let at = |error: Error| error.at(job.list.display().to_string());
    let settings = Settings::from_yaml(job.settings)?;
    let entries = read_cohort(&lists::read_list(job.list)?).map_err(at)?;
    lists::some(entries.len(), job.list)?;
    let named = entries.iter().flat_map(|entry| entry.images.iter().chain(&entry.masks));
    not_an_input(job.out, named.map(|name| lists::located(folder(job), name)))?;
    let _lock = Lock::on(job.out)?;
    let wanted = wanted(&entries, job.repeat_masks);
    let case = |index: usize| format!("case {}", wanted[index].0.who.case);
    let found = resumable::run(
        job.out,
        Rows { count: wanted.len(), jobs: job.jobs },
        |index| key(job, wanted[index]).map_err(|error| within(&case(index), error)),
        |index| row(job, &settings, wanted[index]).map_err(|error| within(&case(index), error)),
    )?;
    let found = all_or_failures(found)?;
    for ((entry, _), row) in wanted.iter().zip(&found).filter(|((_, repeat), _)| *repeat == 0) {
        for warning in &row.warnings {
            tell(format_args!("warning: {}: {warning}", entry.who.case));
        }
    }
    let text = write_features(&tables(&wanted, &found).map_err(at)?);
    let source = FeatureSource { settings: job.settings.to_owned(), deep: job.network.map(Network::record) };
    provenance::write_beside(&Provenance::new(source, &text), job.out)?;
    files::write(job.out, text.as_bytes())?;
    resumable::forget(job.out)?;
    Ok(print_line(format_args!("{}: {} cases", job.out.display(), entries.len()))?)
}

/// Each image of the list with its mask.
///
/// # Errors
/// The list cannot be read.
pub fn pairs(list: &Path, settings: &Settings) -> Result<Vec<Pair>> {
    let entries =
        read_cohort(&lists::read_list(list)?).map_err(|error| error.at(list.display().to_string()))?;
    lists::some(entries.len(), list)?;
    let folder = list.parent().unwrap_or(Path::new(""));
    let of = |entry: &Entry| {
        Sequence::ALL.map(|sequence| {
            let at = sequence.index();
            let files = [folder.join(&entry.images[at]), folder.join(&entry.masks[at])];
            let name = format!("case {}, {sequence}", entry.who.case);
            Pair::new(name, [&files[0], &files[1]], Ok(settings.label))
        })
    };
    Ok(entries.iter().flat_map(of).collect())
}

/// Every case once, then the training cases again for every repeat.
fn wanted(entries: &[Entry], repeats: usize) -> Vec<(&Entry, usize)> {
    let of = |repeat: usize| {
        let again = move |entry: &&Entry| repeat == 0 || entry.who.split == Split::Train;
        entries.iter().filter(again).map(move |entry| (entry, repeat))
    };
    (0..=repeats).flat_map(of).collect()
}

/// Changes with the settings, the network, the repeat and with any byte of the case's files.
fn key(job: &Job, (entry, repeat): (&Entry, usize)) -> Result<String> {
    let network = job.network.map_or_else(String::new, Network::key);
    let mut text = format!("{}\n{}\n{network}\n{repeat}", entry.who.case, job.settings);
    for name in entry.images.iter().chain(&entry.masks) {
        text.push_str(&format!("\n{}", Scan::read(&lists::located(folder(job), name))?.digest()));
    }
    Ok(sha256(text.as_bytes()))
}

fn folder<'a>(job: &Job<'a>) -> &'a Path {
    job.list.parent().unwrap_or(Path::new(""))
}

/// Features of one case and the spacing of its images; of a repeat, no deep ones.
fn row(job: &Job, settings: &Settings, (entry, repeat): (&Entry, usize)) -> Result<Row> {
    let mut row = Row { features: Vec::new(), warnings: Vec::new() };
    let mut measured = Vec::new();
    for sequence in Sequence::ALL {
        let (image_name, mask_name) = (&entry.images[sequence.index()], &entry.masks[sequence.index()]);
        let [image, mask] = [image_name, mask_name].map(|name| lists::located(folder(job), name));
        let scans = Scans::read([&image, &mask])?;
        let (image, mut labels) = (scans.image.image()?, scans.labels(settings.label_channel)?);
        if repeat > 0 {
            labels.value = randomised_contour(&labels.value, settings.label, repeat as u64);
        }
        let mut found = measure_sequence(
            SequenceScan { sequence, image: &image.value, labels: &labels.value },
            settings,
            &Silent,
        )?;
        if let Some(network) = job.network.filter(|_| repeat == 0) {
            let lesion = Lesion { image: &image.value, labels: &labels.value, label: settings.label };
            found.join(network.features(lesion, &Silent).map_err(|error| error.at(sequence.key()))?);
        }
        let warnings = image.warnings.into_iter().chain(labels.warnings).chain(found.warnings.clone());
        row.warnings.extend(warnings.map(|warning| format!("{sequence}: {}", warning.message)));
        row.features.extend(found.features.iter().cloned());
        measured.push(found);
    }
    row.features.extend(measured.iter().flat_map(spacing_columns));
    row.warnings.extend(case_warnings(&measured).into_iter().map(|warning| warning.message));
    Ok(row)
}

/// Every row, or one error that names every case that failed.
fn all_or_failures(rows: Vec<Result<Row>>) -> Result<Vec<Row>> {
    let total = rows.len();
    let (good, bad): (Vec<_>, Vec<_>) = rows.into_iter().partition(Result::is_ok);
    let failures: Vec<Error> = bad.into_iter().filter_map(Result::err).collect();
    match failures.as_slice() {
        [] => Ok(good.into_iter().flatten().collect()),
        [only] => Err(only.clone()),
        [first, ..] => {
            for failure in &failures {
                tell(failure);
            }
            let found = format!("{} of {total} failed, the first: {first}", failures.len());
            Err(Error::new(first.kind, "cohort", "features of every case", found)
                .hint("finished cases are kept: run the same command again once the others are mended"))
        }
    }
}

/// The cases' table with those of the repeats.
fn tables(wanted: &[(&Entry, usize)], rows: &[Row]) -> Result<Table> {
    let columns: Vec<Column> =
        rows.first().map(|row| row.features.iter().map(|of| of.name.clone()).collect()).unwrap_or_default();
    let last = wanted.iter().map(|(_, repeat)| *repeat).max().unwrap_or(0);
    let of = |repeat: usize| {
        let pairs = wanted.iter().zip(rows).filter(move |((_, of), _)| *of == repeat);
        table(&columns, &pairs.map(|((entry, _), row)| (*entry, row)).collect::<Vec<_>>())
    };
    let again = (1..=last).map(of).collect::<Result<_>>()?;
    of(0)?.with_repeats(again)
}

/// One table; deep features, which a repeat lacks, are missing values there.
fn table(columns: &[Column], rows: &[(&Entry, &Row)]) -> Result<Table> {
    let mut values = Vec::with_capacity(rows.len() * columns.len());
    for (entry, row) in rows {
        let mut own = row.features.iter().peekable();
        let start = values.len();
        for column in columns {
            match own.next_if(|feature| feature.name == *column) {
                Some(feature) => values.push(feature.value.unwrap_or(f64::NAN)),
                None if column.is_deep() => values.push(f64::NAN),
                None => break,
            }
        }
        if own.next().is_some() || values.len() - start != columns.len() {
            let thing = format!("features of case {}", entry.who.case);
            return Err(Error::new(ErrorKind::Table, thing, "those of the first case", "others"));
        }
    }
    Table::new(rows.iter().map(|(entry, _)| entry.who.clone()).collect(), columns.to_vec(), values)
}
