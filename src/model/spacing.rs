//! Spacing of voxels: kept beside the features of a table, remembered by the model as what it was trained on, compared
//! with that of a case.
//!
//! Texture depends on the size of a voxel, so that a model knows nothing of scans much finer or coarser than those it
//! was made of. Spacings are compared from the finest to the coarsest, whichever way the slices were taken.

use serde::{Deserialize, Serialize};

use crate::case::{Named, SequenceFeatures};
use crate::table::{Column, Sequence, Table, TrainingView};

/// Spacings of one sequence in the training cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct SpacingRange {
    /// Which sequence.
    pub sequence: Sequence,
    /// Smallest of the finest, middle and coarsest spacing, mm.
    pub low_mm: [f64; 3],
    /// Largest of them, mm.
    pub high_mm: [f64; 3],
}

/// Columns of a cohort table: `t1_diagnostics_Spacing_x`, … Like all diagnostics they are no features.
fn columns(sequence: Sequence) -> [Column; 3] {
    ["x", "y", "z"].map(|axis| Column::Diagnostic(sequence, format!("Spacing_{axis}")))
}

/// The spacing of a measured sequence, as columns of a cohort table.
pub fn spacing_columns(found: &SequenceFeatures) -> Vec<Named> {
    let Some(facts) = &found.facts else { return Vec::new() };
    let named = |(name, mm): (Column, f64)| Named { name, value: Some(mm), reason: None };
    columns(found.sequence).into_iter().zip(facts.spacing_mm).map(named).collect()
}

/// Spacings of a row by sequence, from the finest to the coarsest, where the table holds them.
pub fn spacing_of_row(table: &Table, row: usize) -> Vec<(Sequence, [f64; 3])> {
    let of = |sequence: Sequence| {
        let [x, y, z] = columns(sequence).map(|name| table.value(row, &name).filter(|mm| mm.is_finite()));
        Some((sequence, from_finest([x?, y?, z?])))
    };
    Sequence::ALL.into_iter().filter_map(of).collect()
}

/// Sorted, so that it does not matter which way the slices were taken.
pub fn from_finest(mut spacing_mm: [f64; 3]) -> [f64; 3] {
    spacing_mm.sort_unstable_by(f64::total_cmp);
    spacing_mm
}

/// What the training rows of a table had; nothing of sequences whose spacing it does not hold.
pub fn ranges(view: &TrainingView) -> Vec<SpacingRange> {
    let range = |sequence: Sequence| {
        let [x, y, z] = columns(sequence).map(|name| view.column(&name));
        let (x, y, z) = (x?, y?, z?);
        let rows = x.iter().zip(&y).zip(&z).map(|((&x, &y), &z)| [x, y, z]);
        let known = rows.filter(|mm| mm.iter().all(|mm| mm.is_finite())).map(from_finest);
        known.map(|mm| (mm, mm)).reduce(|(low, high), (mm, _)| {
            let least = std::array::from_fn(|at| low[at].min(mm[at]));
            (least, std::array::from_fn(|at| high[at].max(mm[at])))
        })
    };
    let named = |sequence: Sequence| {
        range(sequence).map(|(low_mm, high_mm)| SpacingRange { sequence, low_mm, high_mm })
    };
    Sequence::ALL.into_iter().filter_map(named).collect()
}
