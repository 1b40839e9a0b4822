//! Cohort tables as CSV text, with errors that name row and column.
//!
//! A text is read as one record after the other (`records`), a row of which gives what its columns hold (`row`). Of a feature
//! table the numbers are kept (`features`), of a list of cases its cells (`cells`, `lists`).

mod cells;
mod features;
mod lists;
mod records;
mod row;

pub use cells::{Cells, cells};
pub use features::{read_features, table_sha256, write_features};
pub use lists::{Cases, Entry, Listed, read_cases, read_cohort, write_cohort};
pub use row::Line;

use crate::error::Error;
use crate::table::cohort::MOST_TOLD;
use crate::table::formula::guarded;
use crate::words::{Errors, TableProblem};

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
pub const MAX_ROWS: usize = 200_000;
/// Most values of a feature table beyond half of its bytes: a missing value takes one character, but as much memory as a number.
pub const MAX_EMPTY: usize = 1 << 21;
/// Longest name or other text in a table, bytes.
pub const MAX_TEXT: usize = 4096;
/// Sizes that a feature may have, 0 aside: beyond them squares are 0 or infinite.
pub const FEATURE_SIZES: std::ops::RangeInclusive<f64> = 1e-100..=1e100;

/// A value, or all that is wrong.
type AllOf<T> = std::result::Result<T, Vec<Error>>;

/// Several problems as one.
fn together(problems: Vec<Error>) -> Error {
    match <[Error; 1]>::try_from(problems) {
        Ok([only]) => only,
        Err(problems) => {
            TableProblem::TableProblems { count: problems.len(), problems: Errors(problems) }.into()
        }
    }
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
