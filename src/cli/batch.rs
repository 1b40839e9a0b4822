//! `discern extract --batch`: PyRadiomics' batch file, rows in, rows out.

use std::path::{Path, PathBuf};

use discern::error::{Error, ErrorKind, Result};
use discern::monitor::Silent;
use discern::numeric::hash::sha256;
use discern::settings::Settings;
use discern::table::csv;
use discern::table::csv::Cells;
use serde_json::{Map, Value};

use super::call::{Ended, not_an_input};
use super::check_pairs::Pair;
use super::deep::Network;
use super::lists::{read_list, some};
use super::lock::Lock;
use super::measure::{cell, extract_files};
use super::out::tell;
use super::parallel::Run;
use super::resumable::Rows;
use super::scan::Scan;
use super::{files, resumable};

/// A run of `extract --batch`.
pub struct Batch<'a> {
    /// The CSV file of cases.
    pub list: &'a Path,
    /// Settings of all rows; a row's Label replaces theirs.
    pub settings: &'a Settings,
    /// The network, where deep features are computed.
    pub network: Option<&'a Network>,
    /// Threads.
    pub jobs: usize,
    /// The table to write.
    pub out: &'a Path,
}

/// The list: its columns as they are, and the places of those that are known.
struct List {
    cells: Cells,
    image: usize,
    mask: usize,
    label: Option<usize>,
    folder: PathBuf,
}

/// Extracts every row, writes the table and reports the rows that failed.
///
/// # Errors
/// The list lacks a column; the table cannot be written; at least one row failed (the others are in the table).
pub fn run(batch: &Batch) -> Ended {
    let list = List::read(batch.list)?;
    not_an_input(batch.out, (0..list.cells.len()).flat_map(|row| <[PathBuf; 2]>::from(list.files(row))))?;
    let _lock = Lock::on(batch.out)?;
    let found = resumable::run(
        batch.out,
        Rows { count: list.cells.len(), jobs: batch.jobs },
        |index| list.key(index, batch),
        |index| {
            let (image, mask) = list.files(index);
            let settings = Settings { label: list.label(index, batch.settings)?, ..batch.settings.clone() };
            let found =
                extract_files([&image, &mask], &settings, batch.network, Run { jobs: 1, listener: &Silent })?;
            found.warn(&format!("row {}: ", index + 1));
            Ok(found.named_values())
        },
    )?;
    let failures =
        found.iter().enumerate().filter_map(|(index, row)| row.as_ref().err().map(|error| (index, error)));
    let failures: Vec<String> =
        failures.map(|(index, error)| format!("row {}: {error}", index + 1)).collect();
    for failure in &failures {
        tell(format_args!("error: {failure}"));
    }
    files::write(batch.out, list.table(&found).as_bytes())?;
    if failures.is_empty() {
        return Ok(resumable::forget(batch.out)?);
    }
    let found =
        format!("{} of {} that failed; the others are in the table", failures.len(), list.cells.len());
    Err(Error::new(ErrorKind::Table, "batch", "rows that can be extracted", found)
        .at(batch.list.display().to_string())
        .hint("correct those rows and run again: finished rows are not computed again")
        .into())
}

/// Each image of the list with its mask.
///
/// # Errors
/// The list cannot be read.
pub fn pairs(list: &Path, settings: &Settings) -> Result<Vec<Pair>> {
    let list = List::read(list)?;
    let of = |row: usize| {
        let (image, mask) = list.files(row);
        Pair::new(format!("row {}", row + 1), [&image, &mask], list.label(row, settings))
    };
    Ok((0..list.cells.len()).map(of).collect())
}

impl List {
    fn read(path: &Path) -> Result<Self> {
        let at = |error: Error| error.at(path.display().to_string());
        let cells = csv::cells(&read_list(path)?).map_err(at)?;
        let columns = cells.columns();
        let problem =
            |expected: &str, found: String| at(Error::new(ErrorKind::Table, "batch file", expected, found));
        let column = |name: &str| columns.iter().position(|column| column == name);
        let needed = |name: &str| {
            column(name).ok_or_else(|| {
                problem(&format!("a column {name}"), format!("columns {}", columns.join(", ")))
            })
        };
        let (image, mask, label) = (needed("Image")?, needed("Mask")?, column("Label"));
        some(cells.len(), path)?;
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        Ok(Self { image, mask, label, folder, cells })
    }

    /// Image and mask of a row.
    fn files(&self, index: usize) -> (PathBuf, PathBuf) {
        let row = self.cells.row(index);
        (self.folder.join(row.cell(self.image)), self.folder.join(row.cell(self.mask)))
    }

    /// The label of a row; the settings' where the cell is empty.
    fn label(&self, index: usize, settings: &Settings) -> Result<i32> {
        match self.label.map(|column| self.cells.row(index).cell(column)) {
            None | Some("") => Ok(settings.label),
            Some(text) => {
                text.parse().ok().filter(|label| *label > 0).ok_or_else(|| {
                    Error::new(ErrorKind::Table, "column Label", "a whole number above 0", text)
                })
            }
        }
    }

    /// What a row's features depend on: settings, network, label, the files' bytes.
    fn key(&self, index: usize, batch: &Batch) -> Result<String> {
        let settings = batch.settings;
        let (image, mask) = self.files(index);
        let label = self.label(index, settings)?;
        let parts = [image, mask].map(|path| Scan::read(&path).map(|scan| scan.digest()));
        let [image, mask] = parts;
        let settings = format!("{:?} {:?}", settings.configuration, settings.classes);
        let network = batch.network.map_or_else(String::new, Network::key);
        Ok(sha256(format!("{label} {settings} {network} {} {}", image?, mask?).as_bytes()))
    }

    /// The list's columns and after them everything found; a row that failed has empty cells.
    fn table(&self, found: &[Result<Map<String, Value>>]) -> String {
        let mut names: Vec<&String> = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        for row in found.iter().flatten() {
            names.extend(row.keys().filter(|name| known.insert(name.as_str())));
        }
        let header: Vec<&String> = self.cells.columns().iter().chain(names.iter().copied()).collect();
        let mut text = csv::line(&header);
        for (at, row) in found.iter().enumerate() {
            let value = |name: &&String| row.as_ref().ok().and_then(|row| row.get(*name));
            let cells = names.iter().map(|name| value(name).map_or_else(String::new, cell));
            text +=
                &csv::line(&self.cells.row(at).iter().map(str::to_owned).chain(cells).collect::<Vec<_>>());
        }
        text
    }
}
