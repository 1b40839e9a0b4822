//! Cohort tables as CSV text, with errors that name row and column.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::numeric::hash::sha256;
use crate::table::formula::{guarded, unguarded};
use crate::table::{Case, Column, Sequence, Split, Table, format_number};
use crate::words::{Errors, Phrase, TableProblem};

/// Columns that say who a row is about. Of the others those of a sequence (`t1_…`) are features, the rest describe the
/// cases (`sex`, `level`, …) and nothing is ever fitted to them.
const WHO: [&str; 5] = ["case", "center", "split", "age", "label"];
/// Optional column: cases of one person share it.
const PATIENT: &str = "patient";
/// Optional column: 0 or nothing for a case's own mask, 1, 2, … for the same case measured again with another.
const REPEAT: &str = "repeat";
/// Column of a list: the mask of every sequence that has none of its own.
const MASK: &str = "mask";
/// Most repeats of a case.
const MOST_REPEATS: usize = 100;

/// Most columns of a table: 1,708 features and 1,280 deep ones of four sequences are 11,952.
pub const MAX_COLUMNS: usize = 1 << 16;
/// Most rows of a table.
pub const MAX_ROWS: usize = 1_000_000;
/// Longest name or other text in a table, bytes.
pub const MAX_TEXT: usize = 4096;
/// Sizes that a feature may have, 0 aside: beyond them squares are 0 or infinite.
pub const FEATURE_SIZES: std::ops::RangeInclusive<f64> = 1e-100..=1e100;
/// Most problems of one table that are reported.
const MOST_TOLD: usize = 20;

/// One row of a cohort list: who, and where the files are (as written in the table).
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Who.
    pub who: Case,
    /// Images in the order of [`Sequence::ALL`].
    pub images: [String; 4],
    /// Masks in the same order; all the same where one mask serves every sequence.
    pub masks: [String; 4],
}

/// One case of a list to be answered: its diagnosis is not known.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Listed {
    /// Unique name.
    pub case: String,
    /// Years; NaN when missing, or when the cell says something else.
    pub age_years: f64,
    /// Why the cell is no age.
    pub age_problem: Option<crate::error::Error>,
    /// Patient, centre, split and label, as a feature table has them; empty where the list has no such column.
    pub who: [String; 4],
    /// Images in the order of [`Sequence::ALL`].
    pub images: [String; 4],
    /// Masks in the same order; all the same where one mask serves every sequence.
    pub masks: [String; 4],
}

/// What the reader of CSV stumbled over.
fn broken(error: ::csv::Error) -> Error {
    match error.kind() {
        ::csv::ErrorKind::UnequalLengths { pos: Some(place), expected_len, len } => {
            TableProblem::TableCells { line: place.line(), expected: *expected_len, found: *len }.into()
        }
        _ => TableProblem::TableText { cause: error.to_string() }.into(),
    }
}

/// Text cells under a header.
struct Sheet {
    header: ::csv::StringRecord,
    rows: Vec<::csv::StringRecord>,
}

impl Sheet {
    /// A table as spreadsheets of any country write it.
    fn parse(text: &str) -> Result<Self> {
        let mut records = records(text, separator(text))?.into_iter();
        let header = records.next().unwrap_or_default();
        let rows: Vec<_> = records.collect();
        if header.len() > MAX_COLUMNS {
            return Err(TableProblem::TooManyColumns { most: MAX_COLUMNS, found: header.len() }.into());
        }
        if rows.len() > MAX_ROWS {
            return Err(TableProblem::TooManyRows { most: MAX_ROWS, found: rows.len() }.into());
        }
        for (row, record) in std::iter::once(&header).chain(&rows).enumerate() {
            if let Some(found) = record.iter().map(str::len).find(|&length| length > MAX_TEXT) {
                return Err(TableProblem::LongText { most: MAX_TEXT, row, found }.into());
            }
        }
        let mut known = BTreeSet::new();
        if let Some(twice) = header.iter().find(|name| !name.is_empty() && !known.insert(*name)) {
            return Err(TableProblem::ColumnTwice { column: twice.into() }.into());
        }
        Ok(Self { header, rows })
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    fn column(&self, name: &str) -> Result<usize> {
        self.find(name).ok_or_else(|| {
            let columns = self.header.iter().take(12).collect::<Vec<_>>().join(", ").into();
            TableProblem::HeaderWithout { column: name.to_owned(), columns }.into()
        })
    }

    /// The cell as a number; an empty cell, `nan` and `NA` are missing (NaN). A comma in it is refused by that name, whatever stands
    /// between the cells: `1,234` could be a little more than one, or more than a thousand.
    fn number(&self, row: usize, column: usize) -> Result<f64> {
        let text = &self.rows[row][column];
        if text.is_empty() || text.eq_ignore_ascii_case("nan") || text == "NA" {
            return Ok(f64::NAN);
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ if text.replacen(',', ".", 1).parse::<f64>().is_ok_and(f64::is_finite) => {
                Err(self.bad_cell(row, column, Phrase::PointNumber))
            }
            _ => Err(self.bad_cell(row, column, Phrase::AnyNumber)),
        }
    }

    /// A feature: 0, or of a size that can be squared.
    fn feature(&self, row: usize, column: usize) -> Result<f64> {
        let value = self.number(row, column)?;
        if value == 0.0 || value.is_nan() || FEATURE_SIZES.contains(&value.abs()) {
            return Ok(value);
        }
        let (least, most) = (*FEATURE_SIZES.start(), *FEATURE_SIZES.end());
        Err(self.bad_cell(row, column, Phrase::FeatureNumber { least, most }))
    }

    /// Years; NaN where the age is missing.
    fn age(&self, row: usize, column: usize) -> Result<f64> {
        let read = super::age::age_years(&self.rows[row][column]);
        Ok(read.map_err(|_| self.bad_cell(row, column, Phrase::AgeYears))?.unwrap_or(f64::NAN))
    }

    fn bad_cell(&self, row: usize, column: usize, expected: Phrase) -> Error {
        let found = self.rows[row][column].into();
        TableProblem::BadCell { row: row + 1, column: self.header[column].into(), expected, found }.into()
    }

    /// Columns of image and mask for each sequence.
    fn files(&self) -> Result<Vec<(usize, usize)>> {
        let shared = self.find(MASK);
        let mut places = Vec::new();
        for sequence in Sequence::ALL {
            let mask = match (self.find(&format!("mask_{sequence}")), shared) {
                (Some(own), _) => own,
                (None, Some(shared)) => shared,
                (None, None) => self.column(MASK)?,
            };
            places.push((self.column(sequence.key())?, mask));
        }
        Ok(places)
    }

    /// A name that must not be empty.
    fn file(&self, row: usize, column: usize) -> Result<String> {
        match &self.rows[row][column] {
            "" => Err(self.bad_cell(row, column, Phrase::FileName)),
            name => Ok(name.to_owned()),
        }
    }

    fn who(&self) -> AllOf<Vec<Case>> {
        let mut places = [0; 5];
        for (place, name) in places.iter_mut().zip(WHO) {
            *place = self.column(name).map_err(|problem| vec![problem])?;
        }
        let patient = self.find(PATIENT);
        let described = self.described();
        all((0..self.rows.len()).map(|row| self.case(row, places, (patient, &described))))
    }

    /// Columns that are about the case and have no meaning of their own here.
    fn described(&self) -> Vec<usize> {
        let known = |name: &str| WHO.contains(&name) || [PATIENT, REPEAT, MASK].contains(&name);
        let free = |name: &str| {
            !known(name) && Column::parse(name).sequence().is_none() && !name.starts_with("mask_")
        };
        (0..self.header.len()).filter(|&column| free(&self.header[column])).collect()
    }

    /// Which repeat a row is; 0 where the table has no such column.
    fn repeats(&self) -> Result<Vec<usize>> {
        let Some(column) = self.find(REPEAT) else { return Ok(vec![0; self.rows.len()]) };
        let of = |row: usize| match &self.rows[row][column] {
            "" => Ok(0),
            text => text
                .parse()
                .ok()
                .filter(|&repeat| repeat <= MOST_REPEATS)
                .ok_or_else(|| self.bad_cell(row, column, Phrase::RepeatNumber)),
        };
        (0..self.rows.len()).map(of).collect()
    }

    fn case(
        &self,
        row: usize,
        places: [usize; 5],
        (patient, described): (Option<usize>, &[usize]),
    ) -> AllOf<Case> {
        let [case, center, split, age, label] = places;
        let cells = &self.rows[row];
        let mut problems = Vec::new();
        if cells[case].is_empty() {
            problems.push(self.bad_cell(row, case, Phrase::CaseName));
        }
        let in_split = Split::from_key(&cells[split]);
        if in_split.is_none() {
            problems.push(self.bad_cell(row, split, Phrase::CohortName));
        }
        let age = self.age(row, age).map_err(|problem| problems.push(problem));
        if !matches!(&cells[label], "0" | "1") {
            problems.push(self.bad_cell(row, label, Phrase::Diagnosis));
        }
        let (Some(split), Ok(age), true) = (in_split, age, problems.is_empty()) else {
            return Err(problems);
        };
        Ok(Case {
            case: cells[case].to_owned(),
            // An empty cell says no more than no column: the case is a person of its own.
            patient: cells[patient.filter(|&at| !cells[at].is_empty()).unwrap_or(case)].to_owned(),
            center: cells[center].to_owned(),
            split,
            age,
            metastasis: &cells[label] == "1",
            described: described
                .iter()
                .map(|&at| (self.header[at].to_owned(), cells[at].to_owned()))
                .collect(),
        })
    }
}

/// A value, or all that is wrong.
type AllOf<T> = std::result::Result<T, Vec<Error>>;

/// All values, or all that is wrong, up to [`MOST_TOLD`].
fn all<T>(results: impl Iterator<Item = AllOf<T>>) -> AllOf<Vec<T>> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(problems) => bad.extend(problems),
        }
        if bad.len() >= MOST_TOLD {
            bad.truncate(MOST_TOLD);
            break;
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(bad) }
}

/// Several problems as one.
fn together(problems: Vec<Error>) -> Error {
    match <[Error; 1]>::try_from(problems) {
        Ok([only]) => only,
        Err(problems) => {
            TableProblem::TableProblems { count: problems.len(), problems: Errors(problems) }.into()
        }
    }
}

/// Reads a feature table: case, center, split, age, label (and patient and repeat, if there), features of sequences
/// (`t1_…`), and what else describes the cases.
///
/// Rows with a repeat become [`Table::repeats`]: they tell which features are reproducible and are no cases.
///
/// # Errors
/// A column is missing, a cell is no number, and all that [`Table::new`] refuses; rows and columns are named.
///
/// # Examples
/// ```
/// use discern::table::csv;
///
/// let text = "case,center,split,age,label,t1_original_firstorder_Mean\n\
///             a,A,train,61,1,10.5\n\
///             b,A,train,48,0,11.25\n";
/// let table = csv::read_features(text)?;
/// assert_eq!((table.cases().len(), table.columns().len()), (2, 1));
/// assert!(csv::read_features("case,age\n").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_features(text: &str) -> Result<Table> {
    let sheet = Sheet::parse(text)?;
    let cases = sheet.who();
    let mut features = Vec::new();
    for (at, name) in sheet.header.iter().enumerate() {
        match Column::parse(name) {
            column @ Column::Misnumbered(..) => {
                return Err(TableProblem::ColumnNumbering { column: column.to_string().into() }.into());
            }
            column if column.sequence().is_some() => features.push((at, column)),
            _ => {}
        }
    }
    let repeats = sheet.repeats()?;
    let cells = (0..sheet.rows.len()).flat_map(|row| features.iter().map(move |(at, _)| (row, *at)));
    let numbers = all(cells.map(|(row, at)| sheet.feature(row, at).map_err(|problem| vec![problem])));
    let (cases, numbers) = match (cases, numbers) {
        (Ok(cases), Ok(numbers)) => (cases, numbers),
        (cases, numbers) => {
            let problems = [cases.err(), numbers.err()].into_iter().flatten().flatten();
            return Err(together(problems.collect()));
        }
    };
    let table = |repeat: usize| -> Result<Table> {
        let rows: Vec<usize> = (0..cases.len()).filter(|&row| repeats[row] == repeat).collect();
        let mut values = Vec::with_capacity(rows.len() * features.len());
        for &row in &rows {
            values.extend_from_slice(&numbers[row * features.len()..(row + 1) * features.len()]);
        }
        let columns = features.iter().map(|(_, column)| column.clone()).collect();
        Table::new(rows.iter().map(|&row| cases[row].clone()).collect(), columns, values)
    };
    let last = repeats.iter().copied().max().unwrap_or(0);
    let again = (1..=last).map(table).collect::<Result<_>>()?;
    Ok(table(0)?.with_repeats(again)?.read_from(text.as_bytes()))
}

/// SHA-256 of the bytes that a table was read from, as `sha256sum` prints it; of a table that was made here, of those that
/// it is written as.
pub fn table_sha256(table: &Table) -> String {
    table.sha256().map_or_else(|| sha256(write_features(table).as_bytes()), str::to_owned)
}

/// Writes a feature table; what [`read_features`] reads back as the same numbers.
pub fn write_features(table: &Table) -> String {
    let with_patient = table.cases().iter().any(|case| case.patient != case.case);
    let with_repeat = !table.repeats().is_empty();
    let mut names: Vec<String> = WHO.map(str::to_owned).to_vec();
    names.extend(with_patient.then(|| PATIENT.to_owned()));
    names.extend(with_repeat.then(|| REPEAT.to_owned()));
    let described: Vec<String> = described(table.cases());
    names.extend(described.iter().cloned());
    names.extend(table.columns().iter().map(Column::to_string));
    let mut text = line(&names);
    for (repeat, part) in std::iter::once(table).chain(table.repeats()).enumerate() {
        for (row, case) in part.cases().iter().enumerate() {
            let mut cells = vec![case.case.clone(), case.center.clone(), case.split.key().to_owned()];
            cells.push(cell(case.age));
            cells.push(u8::from(case.metastasis).to_string());
            cells.extend(with_patient.then(|| case.patient.clone()));
            cells.extend(with_repeat.then(|| repeat.to_string()));
            cells.extend(described.iter().map(|name| description(case, name)));
            cells.extend(part.row(row).iter().map(|&value| cell(value)));
            text.push_str(&line(&cells));
        }
    }
    text
}

/// What describes the cases, in the order in which it first comes.
fn described(cases: &[Case]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in cases.iter().flat_map(|case| &case.described) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn description(case: &Case, name: &str) -> String {
    case.described.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()).unwrap_or_default()
}

/// Reads a cohort list: case, center, split, age, label, t1, t2, t2fs, t1ce, and mask or mask_t1 … mask_t1ce; other
/// columns describe the cases and go along into the feature table.
///
/// # Errors
/// A column is missing, a file name is empty, and all that [`Table::new`] refuses of cases.
pub fn read_cohort(text: &str) -> Result<Vec<Entry>> {
    let sheet = Sheet::parse(text)?;
    let cases = sheet.who().map_err(together)?;
    Table::new(cases.clone(), Vec::new(), Vec::new())?;
    let places = sheet.files()?;
    let mut entries = Vec::with_capacity(cases.len());
    for (row, who) in cases.into_iter().enumerate() {
        let mut entry = Entry { who, images: Default::default(), masks: Default::default() };
        for (which, &(image, mask)) in places.iter().enumerate() {
            entry.images[which] = sheet.file(row, image)?;
            entry.masks[which] = sheet.file(row, mask)?;
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// Reads a list of cases to be answered: case, age (if there), t1, t2, t2fs, t1ce, and mask or mask_t1 … mask_t1ce; other
/// columns are left alone.
///
/// # Errors
/// A column is missing, a file name is empty, a case stands twice. A cell that is no age is a problem of its row alone
/// ([`Listed::age_problem`]).
pub fn read_cases(text: &str) -> Result<Vec<Listed>> {
    let sheet = Sheet::parse(text)?;
    let (case, age) = (sheet.column("case")?, sheet.find("age"));
    let who = [PATIENT, "center", "split", "label"].map(|name| sheet.find(name));
    let places = sheet.files()?;
    let mut known = BTreeSet::new();
    let mut one = |row: usize| -> Result<Listed> {
        let name = sheet.file(row, case)?;
        if !known.insert(name.clone()) {
            return Err(TableProblem::CaseTwice { case: name.into() }.into());
        }
        let read = age.map_or(Ok(None), |column| super::age::age_years(&sheet.rows[row][column]));
        let (age_years, age_problem) = match read {
            Ok(years) => (years.unwrap_or(f64::NAN), None),
            Err(problem) => (f64::NAN, Some(problem)),
        };
        let text =
            |column: Option<usize>| column.map(|at| sheet.rows[row][at].to_owned()).unwrap_or_default();
        let mut one = Listed {
            case: name,
            age_years,
            age_problem,
            who: who.map(text),
            images: Default::default(),
            masks: Default::default(),
        };
        for (which, &(image, mask)) in places.iter().enumerate() {
            one.images[which] = sheet.file(row, image)?;
            one.masks[which] = sheet.file(row, mask)?;
        }
        Ok(one)
    };
    let cases = all((0..sheet.rows.len()).map(|row| one(row).map_err(|problem| vec![problem])));
    cases.map_err(together)
}

/// Writes a cohort list with one mask a case (the first of each entry's).
pub fn write_cohort(entries: &[Entry]) -> String {
    let mut names = WHO.map(str::to_owned).to_vec();
    names.extend(Sequence::ALL.map(|sequence| sequence.key().to_owned()));
    names.push(MASK.to_owned());
    let mut text = line(&names);
    for Entry { who, images, masks } in entries {
        let mut cells = vec![who.case.clone(), who.center.clone(), who.split.key().to_owned()];
        cells.extend([cell(who.age), u8::from(who.metastasis).to_string()]);
        cells.extend(images.iter().cloned());
        cells.push(masks[0].clone());
        text.push_str(&line(&cells));
    }
    text
}

/// A number, or nothing where it is missing.
fn cell(value: f64) -> String {
    if value.is_nan() { String::new() } else { format_number(value) }
}

/// The cells of a CSV text, the column names first, every row as long as they; between them commas, or semicolons or tabs, as
/// spreadsheets of many countries write them. Space around a cell is no part of it, and
/// formulas that [`line()`] made harmless are what they were.
///
/// # Errors
/// Rows of different lengths.
pub fn rows(text: &str) -> Result<Vec<Vec<String>>> {
    Ok(records(text, separator(text))?
        .iter()
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect())
}

fn records(text: &str, separator: u8) -> Result<Vec<::csv::StringRecord>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut builder = ::csv::ReaderBuilder::new();
    builder.has_headers(false).trim(::csv::Trim::All).delimiter(separator);
    let mut reader = builder.from_reader(text.as_bytes());
    let mut records = reader.records().collect::<::csv::Result<Vec<_>>>().map_err(broken)?;
    for record in records.iter_mut().filter(|record| record.iter().any(|cell| cell.starts_with('\''))) {
        *record = record.iter().map(unguarded).collect();
    }
    Ok(records)
}

/// What stands between the column names.
fn separator(text: &str) -> u8 {
    let names = text.lines().next().unwrap_or_default();
    let other = [b';', b'\t'].into_iter().find(|other| names.as_bytes().contains(other));
    other.filter(|_| !names.contains(',')).unwrap_or(b',')
}

/// One row of CSV; cells with a comma, a quote or a line break are quoted, and one that a spreadsheet would compute gets an
/// apostrophe (docs/tables.md).
pub fn line(cells: &[impl AsRef<str>]) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let cells = cells.iter().map(|cell| guarded(cell.as_ref()));
    let written = writer
        .write_record(cells.map(|cell| cell.into_owned()))
        .and_then(|()| Ok(writer.into_inner().map_err(|e| e.into_error())?));
    let bytes = written.unwrap_or_else(|error| unreachable!("memory takes any row: {error}"));
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests;
