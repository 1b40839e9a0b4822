//! The only door from a table to anything that is fitted.
//!
//! A [`TrainingView`] is made by [`Table::training`] (rows of the training cohort) or by splitting another view, and
//! in no other way; fitted steps take it and nothing else, so rows of the other cohorts, or of a held-out fold, cannot
//! reach them. [`Rows`] are for applying what was fitted: they show features, not diagnoses.

use crate::error::Result;
use crate::numeric::random::Random;
use crate::table::cohort::problem;
use crate::table::{Column, Split, Table};

/// Training rows of a table, with their diagnoses.
#[derive(Debug, Clone)]
pub struct TrainingView<'a> {
    table: &'a Table,
    rows: Vec<usize>,
    labels: Vec<bool>,
}

/// Rows to which something fitted is applied: inputs without diagnoses.
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    table: &'a Table,
    rows: Vec<usize>,
}

/// One part of a cross-validation.
#[derive(Debug, Clone)]
pub struct Fold<'a> {
    /// All rows but the held-out ones.
    pub training: TrainingView<'a>,
    /// The held-out rows, as positions in the view that was split.
    pub held_out: Vec<usize>,
    /// The same rows, to be predicted.
    pub rows: Rows<'a>,
}

impl Table {
    /// The training cohort.
    ///
    /// # Errors
    /// Fewer than ten rows of either class: nothing can be fitted and cross-validated on them.
    pub fn training(&self) -> Result<TrainingView<'_>> {
        let rows: Vec<usize> =
            (0..self.cases().len()).filter(|&row| self.cases()[row].split == Split::Train).collect();
        let labels: Vec<bool> = rows.iter().map(|&row| self.cases()[row].metastasis).collect();
        let positive = labels.iter().filter(|&&label| label).count();
        if positive < 10 || labels.len() - positive < 10 {
            let found = format!("{positive} metastases and {} primaries", labels.len() - positive);
            return Err(problem("training rows", "at least ten metastases and ten primaries", found)
                .hint("column split must say train for the rows to learn from"));
        }
        Ok(TrainingView { table: self, rows, labels })
    }

    /// Rows of one cohort, to be predicted.
    pub fn rows(&self, split: Split) -> Rows<'_> {
        let rows = (0..self.cases().len()).filter(|&row| self.cases()[row].split == split).collect();
        Rows { table: self, rows }
    }
}

impl<'a> TrainingView<'a> {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Never true; beside `len` by convention.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Diagnoses: metastasis?
    pub fn labels(&self) -> &[bool] {
        &self.labels
    }

    /// Share of metastases.
    pub fn prevalence(&self) -> f64 {
        self.labels.iter().filter(|&&label| label).count() as f64 / self.labels.len() as f64
    }

    /// Features of cases from other masks; of cases outside the view as well, which are not to be looked at.
    pub fn repeats(&self) -> &'a [Table] {
        self.table.repeats()
    }

    /// The feature columns.
    pub fn columns(&self) -> &'a [Column] {
        self.table.columns()
    }

    /// Values of an input (a feature, or the age) in all rows; `None` when there is no such column.
    pub fn column(&self, wanted: &Column) -> Option<Vec<f64>> {
        column(self.table, &self.rows, wanted)
    }

    /// The same rows, to be predicted.
    pub fn rows(&self) -> Rows<'a> {
        Rows { table: self.table, rows: self.rows.clone() }
    }

    /// Splits into `count` folds with the classes spread evenly, at random by `seed`.
    pub fn folds(&self, count: usize, seed: u64) -> Vec<Fold<'a>> {
        let fold_of = stratified_folds(&self.labels, count, seed);
        (0..count)
            .map(|fold| {
                let held_out: Vec<usize> = (0..self.len()).filter(|&row| fold_of[row] == fold).collect();
                let kept: Vec<usize> = (0..self.len()).filter(|&row| fold_of[row] != fold).collect();
                let rows =
                    Rows { table: self.table, rows: held_out.iter().map(|&row| self.rows[row]).collect() };
                Fold { training: self.subset(&kept), held_out, rows }
            })
            .collect()
    }

    /// As many rows drawn with replacement, both classes kept at their size.
    pub fn resampled(&self, random: &mut Random) -> Self {
        let mut drawn = Vec::with_capacity(self.len());
        for class in [true, false] {
            let members: Vec<usize> = (0..self.len()).filter(|&row| self.labels[row] == class).collect();
            drawn.extend(members.iter().map(|_| members[random.below(members.len() as u64) as usize]));
        }
        self.subset(&drawn)
    }

    /// The first `count` rows of each class share, at random by `seed`: for learning curves.
    pub fn part(&self, share: f64, seed: u64) -> Self {
        let mut order: Vec<usize> = (0..self.len()).collect();
        Random::new(seed).shuffle(&mut order);
        let mut kept = Vec::new();
        for class in [true, false] {
            let members: Vec<usize> =
                order.iter().copied().filter(|&row| self.labels[row] == class).collect();
            kept.extend(
                &members[..((members.len() as f64 * share).round() as usize).clamp(1, members.len())],
            );
        }
        kept.sort_unstable();
        self.subset(&kept)
    }

    /// The rows at these positions of the view alone.
    #[must_use]
    pub fn at(&self, positions: &[usize]) -> Self {
        self.subset(positions)
    }

    fn subset(&self, kept: &[usize]) -> Self {
        Self {
            table: self.table,
            rows: kept.iter().map(|&row| self.rows[row]).collect(),
            labels: kept.iter().map(|&row| self.labels[row]).collect(),
        }
    }
}

impl Rows<'_> {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Name of the case in a row.
    pub fn name(&self, row: usize) -> &str {
        &self.table.cases()[self.rows[row]].case
    }

    /// Positions of the rows in the table.
    pub fn positions(&self) -> &[usize] {
        &self.rows
    }

    /// Values of an input (a feature, or the age) in all rows; `None` when there is no such column.
    pub fn column(&self, wanted: &Column) -> Option<Vec<f64>> {
        column(self.table, &self.rows, wanted)
    }
}

fn column(table: &Table, rows: &[usize], wanted: &Column) -> Option<Vec<f64>> {
    if *wanted == Column::AGE {
        return Some(rows.iter().map(|&row| table.cases()[row].age).collect());
    }
    let position = table.position(wanted)?;
    Some(rows.iter().map(|&row| table.row(row)[position]).collect())
}

/// Fold of every row: each class is shuffled and dealt out in turn.
pub fn stratified_folds(labels: &[bool], count: usize, seed: u64) -> Vec<usize> {
    let mut fold_of = vec![0; labels.len()];
    let mut random = Random::new(seed);
    let mut next = 0;
    for class in [true, false] {
        let mut members: Vec<usize> = (0..labels.len()).filter(|&row| labels[row] == class).collect();
        random.shuffle(&mut members);
        for row in members {
            fold_of[row] = next % count;
            next += 1;
        }
    }
    fold_of
}
