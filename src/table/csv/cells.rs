//! All cells of a table as they are, in little more room than their text.

use crate::error::Result;

use super::records::Sheet;
use super::row::{Header, Line, Row};

/// The cells of a CSV text under their column names.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    header: Header,
    /// All cells, one behind the other.
    text: String,
    /// Where each row begins in it.
    starts: Vec<usize>,
    /// Where each cell ends, from the beginning of its row.
    ends: Vec<u32>,
}

/// The cells of a CSV text, the column names first, every row as long as they; between them commas, or semicolons or tabs, as
/// spreadsheets of many countries write them. Space around a cell is no part of it, and formulas that [`line()`](super::line())
/// made harmless are what they were.
///
/// # Errors
/// Rows of different lengths; more columns or rows, or a longer text, than a table may have.
pub fn cells(text: &str) -> Result<Cells> {
    Cells::fill(&|| Sheet::open(text))
}

impl Cells {
    /// The cells of a sheet, which is opened twice.
    pub(super) fn fill<'t>(open: &dyn Fn() -> Result<Sheet<'t>>) -> Result<Self> {
        let mut bytes = 0;
        let sheet = open()?;
        let header = sheet.header.clone();
        let rows = sheet.each(&mut |row| {
            bytes += row.line.text.len();
            Ok(())
        })?;
        let mut cells = Self {
            text: String::with_capacity(bytes),
            starts: Vec::with_capacity(rows),
            ends: Vec::with_capacity(rows * header.names.len()),
            header,
        };
        open()?.each(&mut |row| {
            cells.starts.push(cells.text.len());
            cells.text.push_str(row.line.text);
            cells.ends.extend_from_slice(row.line.ends);
            Ok(())
        })?;
        Ok(cells)
    }

    /// Names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.header.names
    }

    /// Number of rows below the names.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> Line<'_> {
        let columns = self.header.names.len();
        Line { text: &self.text[self.starts[row]..], ends: &self.ends[row * columns..(row + 1) * columns] }
    }

    pub(super) fn header(&self) -> &Header {
        &self.header
    }

    /// A row under its header.
    pub(super) fn named_row(&self, at: usize) -> Row<'_> {
        Row { header: &self.header, at, line: self.row(at) }
    }
}
