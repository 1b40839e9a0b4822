//! One row of a table: its cells as texts, numbers, ages and files, with errors that name row and column.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::table::age::age_years;
use crate::table::cohort::{Case, Described};
use crate::table::{Column, Sequence, Split};
use crate::words::{Phrase, TableProblem};

use super::{AllOf, FEATURE_SIZES, MASK, MOST_REPEATS, PATIENT, REPEAT, WHO};

/// Cells one behind the other.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    pub(super) text: &'a str,
    /// Where each ends.
    pub(super) ends: &'a [u32],
}

impl<'a> Line<'a> {
    /// One cell.
    pub fn cell(&self, column: usize) -> &'a str {
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[column] as usize]
    }

    /// All cells.
    pub fn iter(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let line = *self;
        (0..line.ends.len()).map(move |column| line.cell(column))
    }
}

/// The names of the columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
}

impl Header {
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| column == name)
    }

    pub(super) fn column(&self, name: &str) -> Result<usize> {
        self.find(name).ok_or_else(|| self.without(&[name]))
    }

    /// The refusal of a header that lacks a column, or several.
    fn without(&self, missing: &[&str]) -> Error {
        let columns = self.names.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
        TableProblem::HeaderWithout { column: missing.iter().copied().collect(), columns: columns.into() }
            .into()
    }

    /// Columns of image and mask for each sequence.
    pub(super) fn files(&self) -> Result<[(usize, usize); 4]> {
        let shared = self.find(MASK);
        let mut places = [(0, 0); 4];
        for (place, sequence) in places.iter_mut().zip(Sequence::ALL) {
            let mask = match (self.find(&format!("mask_{sequence}")), shared) {
                (Some(own), _) => own,
                (None, Some(shared)) => shared,
                (None, None) => self.column(MASK)?,
            };
            *place = (self.column(sequence.key())?, mask);
        }
        Ok(places)
    }

    /// Columns that are about the case and have no meaning of their own here.
    pub(super) fn described(&self) -> Vec<usize> {
        let known = |name: &str| WHO.contains(&name) || [PATIENT, REPEAT, MASK].contains(&name);
        let free = |name: &str| {
            !known(name) && Column::parse(name).sequence().is_none() && !name.starts_with("mask_")
        };
        (0..self.names.len()).filter(|&column| free(&self.names[column])).collect()
    }
}

/// Where a table says who a row is about.
pub(super) struct Who {
    /// Of [`WHO`].
    places: [usize; 5],
    patient: Option<usize>,
    /// What describes the cases: columns, and their names.
    described: Vec<usize>,
    names: Arc<[String]>,
}

impl Who {
    pub(super) fn of(header: &Header) -> Result<Self> {
        // All that are missing are named at once: whoever adds them to a table of another program does so once.
        let missing: Vec<&str> = WHO.into_iter().filter(|name| header.find(name).is_none()).collect();
        if !missing.is_empty() {
            return Err(header.without(&missing));
        }
        let places = WHO.map(|name| header.find(name).unwrap_or_default());
        let described = header.described();
        let names = described.iter().map(|&at| header.names[at].clone()).collect();
        Ok(Self { places, patient: header.find(PATIENT), described, names })
    }

    /// Who the row is about, or all that is wrong with that.
    pub(super) fn case(&self, row: &Row) -> AllOf<Case> {
        let [case, center, split, age, label] = self.places;
        let mut problems = Vec::new();
        if row.cell(case).is_empty() {
            problems.push(row.bad_cell(case, Phrase::CaseName));
        }
        let in_split = Split::from_key(row.cell(split));
        if in_split.is_none() {
            problems.push(row.bad_cell(split, Phrase::CohortName));
        }
        let age = row.age(age).map_err(|problem| problems.push(problem));
        if !matches!(row.cell(label), "0" | "1") {
            problems.push(row.bad_cell(label, Phrase::Diagnosis));
        }
        let (Some(split), Ok(age), true) = (in_split, age, problems.is_empty()) else {
            return Err(problems);
        };
        Ok(Case {
            case: row.cell(case).to_owned(),
            // An empty cell says no more than no column: the case is a person of its own.
            patient: row.cell(self.patient.filter(|&at| !row.cell(at).is_empty()).unwrap_or(case)).to_owned(),
            center: row.cell(center).to_owned(),
            split,
            age,
            metastasis: row.cell(label) == "1",
            described: Described::new(&self.names, self.described.iter().map(|&at| row.cell(at))),
        })
    }
}

/// A row under its header.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) header: &'a Header,
    /// Which row, from 0 on.
    pub(super) at: usize,
    pub(super) line: Line<'a>,
}

impl<'a> Row<'a> {
    pub(super) fn cell(&self, column: usize) -> &'a str {
        self.line.cell(column)
    }

    /// The cell as a number; an empty cell, `nan` and `NA` are missing (NaN). A comma in it is refused by that name, whatever stands
    /// between the cells: `1,234` could be a little more than one, or more than a thousand.
    fn number(&self, column: usize) -> Result<f64> {
        let text = self.cell(column);
        if text.is_empty() || text.eq_ignore_ascii_case("nan") || text == "NA" {
            return Ok(f64::NAN);
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ if text.replacen(',', ".", 1).parse::<f64>().is_ok_and(f64::is_finite) => {
                Err(self.bad_cell(column, Phrase::PointNumber))
            }
            _ => Err(self.bad_cell(column, Phrase::AnyNumber)),
        }
    }

    /// A feature: 0, or of a size that can be squared.
    pub(super) fn feature(&self, column: usize) -> Result<f64> {
        let value = self.number(column)?;
        if value == 0.0 || value.is_nan() || FEATURE_SIZES.contains(&value.abs()) {
            return Ok(value);
        }
        let (least, most) = (*FEATURE_SIZES.start(), *FEATURE_SIZES.end());
        Err(self.bad_cell(column, Phrase::FeatureNumber { least, most }))
    }

    /// Years; NaN where the age is missing.
    fn age(&self, column: usize) -> Result<f64> {
        let read = age_years(self.cell(column));
        Ok(read.map_err(|_| self.bad_cell(column, Phrase::AgeYears))?.unwrap_or(f64::NAN))
    }

    /// Which repeat the row is; 0 where the table has no such column.
    pub(super) fn repeat(&self, column: Option<usize>) -> Result<usize> {
        let Some(column) = column.filter(|&column| !self.cell(column).is_empty()) else { return Ok(0) };
        let read = self.cell(column).parse().ok().filter(|&repeat| repeat <= MOST_REPEATS);
        read.ok_or_else(|| self.bad_cell(column, Phrase::RepeatNumber))
    }

    /// A name that must not be empty.
    pub(super) fn file(&self, column: usize) -> Result<&'a str> {
        match self.cell(column) {
            "" => Err(self.bad_cell(column, Phrase::FileName)),
            name => Ok(name),
        }
    }

    fn bad_cell(&self, column: usize, expected: Phrase) -> Error {
        let (row, column, found) = (self.at + 1, &self.header.names[column], self.cell(column));
        TableProblem::BadCell { row, column: column.into(), expected, found: found.into() }.into()
    }
}
