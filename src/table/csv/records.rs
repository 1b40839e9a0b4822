//! CSV text as one record after the other, read twice where something is made of it: once to know how much there is, and once to
//! fill what was made for just that. So reading holds one record, and what comes of it without room to spare.

use std::collections::BTreeSet;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use crate::error::Result;
use crate::table::formula::unguarded;
use crate::words::TableProblem;

use super::row::{Header, Line, Row};
use super::{MAX_COLUMNS, MAX_ROWS, MAX_TEXT};

/// A text under its header.
pub(super) struct Sheet<'t> {
    /// The names of the columns.
    pub(super) header: Header,
    records: Records<'t>,
}

impl<'t> Sheet<'t> {
    /// Reads the header.
    ///
    /// # Errors
    /// There is none, or only empty cells; it has too many columns, or a name is too long.
    pub(super) fn open(text: &'t str) -> Result<Self> {
        let mut records = Records::of(text, separator(text));
        records.next(MAX_COLUMNS)?;
        if records.count > MAX_COLUMNS {
            return Err(TableProblem::TooManyColumns { most: MAX_COLUMNS, found: records.count }.into());
        }
        let names: Vec<String> = records.line().iter().map(str::to_owned).collect();
        if names.iter().all(String::is_empty) {
            return Err(TableProblem::NoHeader.into());
        }
        Ok(Self { header: Header { names }, records })
    }

    /// The same, where a name says which column is meant.
    ///
    /// # Errors
    /// As [`Self::open`]; a name stands twice.
    pub(super) fn named(text: &'t str) -> Result<Self> {
        let sheet = Self::open(text)?;
        let mut known = BTreeSet::new();
        match sheet.header.names.iter().find(|name| !name.is_empty() && !known.insert(*name)) {
            Some(twice) => Err(TableProblem::ColumnTwice { column: twice.into() }.into()),
            None => Ok(sheet),
        }
    }

    /// Does something with each row below the header; gives how many there are.
    ///
    /// # Errors
    /// A row is not as long as the header, a text in it is too long, there are too many rows; what `act` refuses.
    pub(super) fn each(self, act: &mut dyn FnMut(Row) -> Result<()>) -> Result<usize> {
        let Self { header, mut records } = self;
        let mut rows = 0;
        while records.next(header.names.len())? {
            let expected = header.names.len();
            if records.count != expected {
                let [expected, found] = [expected, records.count].map(|count| count as u64);
                return Err(TableProblem::TableCells { line: records.start, expected, found }.into());
            }
            if rows < MAX_ROWS {
                act(Row { header: &header, at: rows, line: records.line() })?;
            }
            rows += 1;
        }
        if rows > MAX_ROWS {
            return Err(TableProblem::TooManyRows { most: MAX_ROWS, found: rows }.into());
        }
        Ok(rows)
    }
}

/// Records of a text; the same room serves one after the other.
struct Records<'t> {
    core: Reader,
    rest: &'t [u8],
    /// The record's cells, one behind the other, without space around them and without the guard of formulas.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// How many cells it has, also of those that are not kept.
    count: usize,
    /// How many records were read.
    number: usize,
    /// The line of the text that the record was looked for from.
    start: u64,
}

impl<'t> Records<'t> {
    fn of(text: &'t str, separator: u8) -> Self {
        let rest = text.strip_prefix('\u{feff}').unwrap_or(text).as_bytes();
        let core = ReaderBuilder::new().delimiter(separator).build();
        Self { core, rest, text: String::new(), ends: Vec::new(), count: 0, number: 0, start: 1 }
    }

    /// Reads the next record, of which `kept` cells are kept; false behind the last.
    fn next(&mut self, kept: usize) -> Result<bool> {
        self.text.clear();
        self.ends.clear();
        (self.count, self.start) = (0, self.core.line());
        // A cell's bytes, and how many there are, also of those that are not kept.
        let (mut cell, mut length) = (Vec::new(), 0);
        let mut piece = [0; 512];
        loop {
            let (result, read, written) = self.core.read_field(self.rest, &mut piece);
            self.rest = &self.rest[read..];
            length += written;
            if length <= MAX_TEXT {
                cell.extend_from_slice(&piece[..written]);
            }
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    if length > MAX_TEXT {
                        let row = self.number;
                        return Err(TableProblem::LongText { most: MAX_TEXT, row, found: length }.into());
                    }
                    if self.count < kept {
                        // Whole letters: the text was UTF-8, and is cut at letters of ASCII.
                        let whole = String::from_utf8_lossy(&cell);
                        self.text.push_str(unguarded(whole.trim()));
                        self.ends.push(self.text.len() as u32);
                    }
                    self.count += 1;
                    (length, _) = (0, cell.clear());
                    if record_end {
                        self.number += 1;
                        return Ok(true);
                    }
                }
                ReadFieldResult::End => return Ok(false),
            }
        }
    }

    fn line(&self) -> Line<'_> {
        Line { text: &self.text, ends: &self.ends }
    }
}

/// What stands between the column names, and so between all cells: commas, or semicolons or tabs, as spreadsheets of many countries
/// write them.
fn separator(text: &str) -> u8 {
    // Empty lines before them are none.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start_matches(['\r', '\n']);
    let names = text.split(['\r', '\n']).next().unwrap_or_default();
    let other = [b';', b'\t'].into_iter().find(|other| names.as_bytes().contains(other));
    other.filter(|_| !names.contains(',')).unwrap_or(b',')
}
