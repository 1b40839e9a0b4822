//! Everything the core says: one table a subject, one row a code.
//!
//! A row names a code, the values it carries with their types, and its English, a format string of those values. Of each
//! row the macros below make a variant of an enum, so that a stage says
//! `Err(RegionProblem::MaskEmpty.into())` or `Notice::MaskCutOff { outside, of }.into()` and nothing else. The command line
//! prints the English; the page takes code and values and words them in its own languages (`www/language`).
//! [`codes`] lists all rows, and a test writes their types for the page.

mod case;
mod image;
mod notice;
mod phrase;
mod region;
mod row;
mod task;

pub use case::CaseProblem;
pub use image::ImageProblem;
pub use notice::{FromTo, Notice, Outliers, P};
pub use phrase::{Phrase, Phrases};
pub use region::{Extent, Labels, RegionProblem};
pub use row::{Names, Triple};
pub use task::Task;

use crate::error::kebab;

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which table: `problem`, `notice`, `task` or `phrase`.
    pub table: &'static str,
    /// The code.
    pub code: String,
    /// Name and Rust type of each value.
    pub values: &'static [(&'static str, &'static str)],
}

/// All rows of all tables.
pub fn codes() -> Vec<Row> {
    let tables = [
        ("problem", ImageProblem::ROWS),
        ("problem", RegionProblem::ROWS),
        ("problem", CaseProblem::ROWS),
        ("notice", Notice::ROWS),
        ("task", Task::ROWS),
        ("phrase", Phrase::ROWS),
    ];
    let rows = |(table, variants): (&'static str, &[row::Variant])| -> Vec<Row> {
        variants.iter().map(|&(name, values)| Row { table, code: kebab(name), values }).collect()
    };
    tables.into_iter().flat_map(rows).collect()
}
