//! Training rows are known again by hashes of their features, in whatever order a table has them, and under whatever
//! cohort. `docs/model.md` defines the hash, and says why neither names nor ages are in it.

use std::collections::BTreeMap;

use crate::model::file::{FittedModel, ModelFile};
use crate::numeric::hash::sha256;
use crate::numeric::order;
use crate::table::{Split, Table, format_number};

/// Hexadecimal digits of a hash.
const DIGITS: usize = 32;

/// Hashes of the training rows of a table, in its order; none where no model has a feature among its inputs.
pub fn training_hashes(models: &[FittedModel], table: &Table) -> Vec<String> {
    let hashes = hashes(models, table).unwrap_or_default();
    let training = |row: &usize| table.cases()[*row].split == Split::Train;
    (0..hashes.len()).filter(training).map(|row| hashes[row].clone()).collect()
}

impl ModelFile {
    /// The table with its training rows in the order of training. `None` where they are not those of training, where they
    /// are in that order, or where nothing is known of them.
    pub fn in_training_order(&self, table: &Table) -> Option<Table> {
        let hashes = hashes(&self.models, table)?;
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let training: Vec<usize> =
            (0..hashes.len()).filter(|&row| table.cases()[row].split == Split::Train).collect();
        for &row in training.iter().rev() {
            places.entry(&hashes[row]).or_default().push(row);
        }
        let trained_as = |hash: &String| places.get_mut(hash.as_str()).and_then(Vec::pop);
        let order: Vec<usize> = self.training_rows.iter().map(trained_as).collect::<Option<_>>()?;
        if order.len() != training.len() || order == training {
            return None;
        }
        let mut rows: Vec<usize> = (0..hashes.len()).collect();
        for (at, row) in training.into_iter().zip(order) {
            rows[at] = row;
        }
        Some(table.with_rows(&rows))
    }

    /// Which rows of a table are training rows of the model, whatever their cohort; `None` where nothing is known of them.
    pub fn are_training_rows(&self, table: &Table) -> Option<Vec<bool>> {
        let hashes = hashes(&self.models, table).filter(|_| !self.training_rows.is_empty())?;
        let known = order::set(self.training_rows.iter());
        Some(hashes.iter().map(|hash| known.contains(hash)).collect())
    }

    /// Rows of the other cohorts whose features are those of a training row, by cohort.
    pub fn training_rows_elsewhere(&self, table: &Table) -> Vec<(Split, Vec<usize>)> {
        let known = order::set(self.training_rows.iter());
        let hashes = hashes(&self.models, table).unwrap_or_default();
        let of = |split: Split| -> (Split, Vec<usize>) {
            let is = |row: &usize| table.cases()[*row].split == split && known.contains(&hashes[*row]);
            (split, (0..hashes.len()).filter(is).collect())
        };
        [Split::Internal, Split::External].map(of).into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
    }
}

/// Hash of every row of a table; `None` where there is nothing to hash, or the table lacks a column.
fn hashes(models: &[FittedModel], table: &Table) -> Option<Vec<String>> {
    let inputs = models.iter().flat_map(|model| model.scaling.inputs());
    let named =
        order::map(inputs.filter(|input| input.is_radiomic()).map(|input| (input.to_string(), input)));
    if named.is_empty() {
        return None;
    }
    let columns: Vec<(String, usize)> = named
        .into_iter()
        .map(|(name, column)| Some((name, table.position(column)?)))
        .collect::<Option<_>>()?;
    let hash = |row: usize| {
        let line = |(name, at): &(String, usize)| format!("{name}={}\n", format_number(table.row(row)[*at]));
        let mut hash = sha256(columns.iter().map(line).collect::<String>().as_bytes());
        hash.truncate(DIGITS);
        hash
    };
    Some((0..table.cases().len()).map(hash).collect())
}
