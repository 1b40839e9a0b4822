//! Everything the core says: one table a subject, one row a code.
//!
//! A row names a code, the values it carries with their types, and its English, a format string of those values. Of each
//! row the macros below make a variant of an enum, so that a stage says
//! `Err(RegionProblem::MaskEmpty.into())` or `Notice::MaskCutOff { outside, of }.into()` and nothing else. The command line
//! prints the English; the page takes code and values and words them in its own languages (`www/language`).
//! [`codes`] lists all rows, and a test writes their types for the page.

mod case;
mod engine;
mod guess;
mod image;
mod model;
mod notice;
mod phrase;
mod region;
mod report_gap;
mod row;
mod scan;
mod setting;
mod statistic;
mod table;
mod task;
mod volume_role;

pub use case::CaseProblem;
pub use engine::GpuProblem;
pub use guess::Guess;
pub use image::ImageProblem;
pub use model::ModelProblem;
pub use notice::{FromTo, Notice, Outliers, P};
pub use phrase::{Phrase, Phrases};
pub use region::{Extent, Labels, RegionProblem};
pub use report_gap::ReportGap;
pub use row::{Count, Errors, Names, Shown, Triple};
pub use scan::ScanProblem;
pub use setting::SettingProblem;
pub use statistic::{Statistic, StatisticProblem};
pub use table::TableProblem;
pub use task::Task;
pub use volume_role::{VolumeRole, VolumeRoles};

use crate::error::kebab;

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which table, as the page names its type: `ImageProblems`, `Notices`, …
    pub table: &'static str,
    /// The code.
    pub code: String,
    /// Name and Rust type of each value.
    pub values: &'static [(&'static str, &'static str)],
}

/// All rows of all tables.
pub fn codes() -> Vec<Row> {
    let tables = [
        ("ImageProblems", ImageProblem::ROWS),
        ("RegionProblems", RegionProblem::ROWS),
        ("CaseProblems", CaseProblem::ROWS),
        ("SettingProblems", SettingProblem::ROWS),
        ("ScanProblems", ScanProblem::ROWS),
        ("TableProblems", TableProblem::ROWS),
        ("ModelProblems", ModelProblem::ROWS),
        ("ModelProblems", StatisticProblem::ROWS),
        ("Statistics", Statistic::ROWS),
        ("Notices", Notice::ROWS),
        ("Tasks", Task::ROWS),
        ("Phrases", Phrase::ROWS),
        ("Guesses", Guess::ROWS),
        ("GpuProblems", GpuProblem::ROWS),
        ("VolumeRoles", VolumeRole::ROWS),
    ];
    let rows = |(table, variants): (&'static str, &[row::Variant])| -> Vec<Row> {
        variants.iter().map(|&(name, values)| Row { table, code: kebab(name), values }).collect()
    };
    tables.into_iter().flat_map(rows).collect()
}

/// Longest text of a file that a message repeats.
const MOST_SHOWN: usize = 80;

/// A text as a message shows it: cut after 80 characters.
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_SHOWN) {
        None => text.to_owned(),
        Some(_) => text.chars().take(MOST_SHOWN - 3).collect::<String>() + "...",
    }
}
