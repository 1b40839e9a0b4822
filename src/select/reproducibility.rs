//! Which features come out the same when the lesion is drawn again.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::numeric::order;
use crate::numeric::statistics::icc_agreement;
use crate::table::{Column, Table, TrainingView};
use crate::words::TableProblem;

/// Fewest cases from which a feature's reproducibility is estimated.
const LEAST_CASES: usize = 10;

/// Those of `columns` whose ICC(2,1) over repeated masks has a 95 % lower bound above `limit`.
///
/// The table's repeats hold features of the same cases from other masks; of them, only cases in the training rows are
/// used, so nothing of the other cohorts or of a held-out fold reaches the choice. They may be fewer.
///
/// # Errors
/// Fewer than ten of the training cases were repeated in every repeat.
pub fn reproducible<'a>(
    view: &TrainingView,
    columns: impl Iterator<Item = &'a Column>,
    limit: f64,
) -> Result<BTreeSet<&'a Column>> {
    let again = view.repeats();
    let places: Vec<BTreeMap<&str, usize>> = again.iter().map(by_case).collect();
    let rows = view.rows();
    let mut seen = BTreeSet::new();
    // A bootstrap sample has some cases twice: they count once.
    let in_all: Vec<usize> = (0..view.len())
        .filter(|&row| places.iter().all(|of| of.contains_key(rows.name(row))) && seen.insert(rows.name(row)))
        .collect();
    if in_all.len() < LEAST_CASES {
        let (least, found, cases) = (LEAST_CASES, in_all.len(), view.len());
        return Err(TableProblem::RepeatedCases { least, found, cases }.into());
    }
    let others = |&row: &usize| -> Vec<(&Table, usize)> {
        again.iter().zip(&places).map(|(table, of)| (table, of[rows.name(row)])).collect()
    };
    let others: Vec<_> = in_all.iter().map(others).collect();
    let mut kept = BTreeSet::new();
    for column in columns {
        let position = again.first().and_then(|table| table.position(column));
        let (Some(first), Some(position)) = (view.column(column), position) else { continue };
        let mut ratings = Vec::with_capacity(in_all.len() * (again.len() + 1));
        for (&row, others) in in_all.iter().zip(&others) {
            ratings.push(first[row]);
            ratings.extend(others.iter().map(|(table, other)| table.row(*other)[position]));
        }
        // A feature that has no ICC (constant, missing values) is not known to be reproducible.
        if icc_agreement(&ratings, again.len() + 1).is_ok_and(|icc| icc.lower > limit) {
            kept.insert(column);
        }
    }
    Ok(kept)
}

/// Row of every case.
fn by_case(table: &Table) -> BTreeMap<&str, usize> {
    order::map(table.cases().iter().enumerate().map(|(row, case)| (case.case.as_str(), row)))
}
