//! Which features come out the same when the lesion is drawn again.

use crate::error::{Error, ErrorKind, Result};
use crate::numeric::statistics::icc_agreement;
use crate::table::{Table, TrainingView};

/// Columns whose ICC(2,1) over repeated masks has a 95 % lower bound above `limit`.
///
/// `again` holds the features of the same cases from other masks (one table a repeat; cases not in the training rows
/// are not looked at, so nothing of the other cohorts reaches the choice). Cases may be fewer than the training rows.
///
/// # Errors
/// Fewer than ten training cases were repeated in every table.
pub fn reproducible(view: &TrainingView, again: &[Table], limit: f64) -> Result<Vec<String>> {
    let places: Vec<Vec<(usize, usize)>> = again.iter().map(|table| places(view, table)).collect();
    let in_all: Vec<usize> = (0..view.len())
        .filter(|&row| places.iter().all(|of_table| of_table.iter().any(|&(first, _)| first == row)))
        .collect();
    if in_all.len() < 10 {
        let found = format!("{} of {}", in_all.len(), view.len());
        return Err(Error::new(ErrorKind::Table, "repeated masks", "at least ten training cases", found));
    }
    let mut kept = Vec::new();
    for name in view.columns() {
        let Some(first) = view.column(name) else { continue };
        let columns: Option<Vec<usize>> = again.iter().map(|table| table.position(name)).collect();
        let Some(columns) = columns else { continue };
        let mut ratings = Vec::with_capacity(in_all.len() * (again.len() + 1));
        for &row in &in_all {
            ratings.push(first[row]);
            for ((table, of_table), &column) in again.iter().zip(&places).zip(&columns) {
                let place = of_table.iter().find(|&&(first, _)| first == row);
                ratings.push(place.map_or(f64::NAN, |&(_, other)| table.row(other)[column]));
            }
        }
        // A feature that has no ICC (constant, missing values) is not known to be reproducible.
        if icc_agreement(&ratings, again.len() + 1).is_ok_and(|icc| icc.lower > limit) {
            kept.push(name.clone());
        }
    }
    Ok(kept)
}

/// (row of the view, row of the table) of every case in both.
fn places(view: &TrainingView, table: &Table) -> Vec<(usize, usize)> {
    let rows = view.rows();
    (0..view.len())
        .filter_map(|row| {
            let other = table.cases().iter().position(|case| case.case == rows.name(row))?;
            Some((row, other))
        })
        .collect()
}
