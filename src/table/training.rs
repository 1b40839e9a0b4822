//! The only door from a table to anything that is fitted.
//!
//! A [`TrainingView`] is made by [`Table::training`] (rows of the training cohort) or by splitting another view, and
//! in no other way; fitted steps take it and nothing else, so rows of the other cohorts, or of a held-out fold, cannot
//! reach them. [`Rows`] are for applying what was fitted: they show features, not diagnoses.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::numeric::order;
use crate::numeric::random::Random;
use crate::table::{ClinicalInput, Column, Split, Table};
use crate::words::TableProblem;

/// Training rows of a table, with their diagnoses.
#[derive(Debug, Clone)]
pub struct TrainingView<'a> {
    table: &'a Table,
    rows: Vec<usize>,
    labels: Vec<bool>,
    /// Whose row it is: equal numbers are one patient.
    patients: Vec<usize>,
    /// What stands for an unknown value of each clinical input, from these rows alone.
    usual: Vec<f64>,
}

/// Rows to which something fitted is applied: inputs without diagnoses.
#[derive(Debug, Clone)]
pub struct Rows<'a> {
    table: &'a Table,
    rows: Vec<usize>,
    /// What stands for an unknown value of each clinical input, from the rows that the model was fitted to.
    usual: Vec<f64>,
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
    /// Whether there is a radiomics feature at all: a table of PyRadiomics names no sequence, and so has none.
    ///
    /// # Errors
    /// No column is one.
    pub fn check_features(&self) -> Result<()> {
        match self.columns().iter().any(Column::is_radiomic) {
            true => Ok(()),
            false => Err(TableProblem::NoFeatures.into()),
        }
    }

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
            let (metastases, primaries) = (positive, labels.len() - positive);
            return Err(TableProblem::TrainingRows { metastases, primaries }.into());
        }
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let patient = |&row: &usize| {
            let next = known.len();
            *known.entry(self.cases()[row].patient.as_str()).or_insert(next)
        };
        let patients = rows.iter().map(patient).collect();
        let usual = self.usual(&rows);
        Ok(TrainingView { table: self, rows, labels, patients, usual })
    }

    /// The table whose clinical inputs say what stands for an unknown value: what is usual in its training cohort.
    #[must_use]
    pub fn stating_usual_of_training(self) -> Self {
        let training: Vec<usize> =
            (0..self.cases().len()).filter(|&row| self.cases()[row].split == Split::Train).collect();
        self.stating_usual(&training)
    }

    /// Rows of one cohort, to be predicted.
    pub fn rows(&self, split: Split) -> Rows<'_> {
        self.rows_at((0..self.cases().len()).filter(|&row| self.cases()[row].split == split).collect())
    }

    /// Rows at some positions, to be predicted.
    pub fn rows_at(&self, rows: Vec<usize>) -> Rows<'_> {
        let usual = self.clinical().iter().map(|input| input.imputed.unwrap_or(f64::NAN)).collect();
        Rows { table: self, rows, usual }
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

    /// Values of an input (a feature, or what is known of the patient) in all rows; `None` when there is no such column.
    pub fn column(&self, wanted: &Column) -> Option<Vec<f64>> {
        column(self.table, (&self.rows, &self.usual), wanted)
    }

    /// Whether every row of the whole training cohort, not of this view alone, has a finite value of a column of the
    /// table; true of columns that the table does not have.
    pub fn is_complete(&self, column: &Column) -> bool {
        let Some(position) = self.table.position(column) else { return true };
        let mut cases = self.table.cases().iter().enumerate().filter(|(_, case)| case.split == Split::Train);
        cases.all(|(row, _)| self.table.row(row)[position].is_finite())
    }

    /// What models may see of the patients: a column for every term of every clinical input.
    pub fn clinical(&self) -> Vec<Column> {
        let terms = self.table.clinical().iter().flat_map(ClinicalInput::terms);
        terms.map(|(column, _)| column).collect()
    }

    /// The columns of the age alone.
    pub fn of_age(&self) -> Vec<Column> {
        let age = self.table.clinical().iter().filter(|input| input.is_age());
        age.flat_map(ClinicalInput::terms).map(|(column, _)| column).collect()
    }

    /// Those of some columns that tell the rows of this view apart. A class that nobody in a fold is of has no weight there.
    pub fn varied(&self, columns: Vec<Column>) -> Vec<Column> {
        let varies = |column: &Column| {
            let values = self.column(column).unwrap_or_default();
            values.iter().any(|value| *value != values[0])
        };
        columns.into_iter().filter(varies).collect()
    }

    /// The same rows, to be predicted.
    pub fn rows(&self) -> Rows<'a> {
        Rows { table: self.table, rows: self.rows.clone(), usual: self.usual.clone() }
    }

    /// Number of each row's patient: lesions of one patient are alike, so that whatever is dealt out or drawn is
    /// patients, never rows.
    pub fn patients(&self) -> &[usize] {
        &self.patients
    }

    /// Splits into `count` folds with the classes spread evenly and no patient in two folds, at random by `seed`.
    pub fn folds(&self, count: usize, seed: u64) -> Vec<Fold<'a>> {
        let fold_of = stratified_folds(&self.labels, &self.patients, count, seed);
        (0..count)
            .map(|fold| {
                let held_out: Vec<usize> = (0..self.len()).filter(|&row| fold_of[row] == fold).collect();
                let kept: Vec<usize> = (0..self.len()).filter(|&row| fold_of[row] != fold).collect();
                let training = self.subset(&kept);
                let rows = held_out.iter().map(|&row| self.rows[row]).collect();
                let rows = Rows { table: self.table, rows, usual: training.usual.clone() };
                Fold { training, held_out, rows }
            })
            .collect()
    }

    /// As many patients of each class drawn with replacement, each with all their rows.
    pub fn resampled(&self, random: &mut Random) -> Self {
        let mut drawn = Vec::with_capacity(self.len());
        for members in units(&self.labels, &self.patients) {
            for _ in 0..members.len() {
                drawn.extend(&members[random.below(members.len() as u64) as usize]);
            }
        }
        self.subset(&drawn)
    }

    /// A `share` of the patients of each class, at random by `seed`, with all their rows: for learning curves.
    pub fn part(&self, share: f64, seed: u64) -> Self {
        let mut order: Vec<usize> = (0..self.len()).collect();
        Random::new(seed).shuffle(&mut order);
        let mut place = vec![0; self.len()];
        order.iter().enumerate().for_each(|(at, &row)| place[row] = at);
        let mut kept = Vec::new();
        for mut members in units(&self.labels, &self.patients) {
            order::sort(&mut members, &|a, b| place[a[0]].cmp(&place[b[0]]));
            let count = ((members.len() as f64 * share).round() as usize).clamp(1, members.len());
            kept.extend(members[..count].iter().flatten());
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
        let rows: Vec<usize> = kept.iter().map(|&row| self.rows[row]).collect();
        Self {
            table: self.table,
            usual: self.table.usual(&rows),
            rows,
            labels: kept.iter().map(|&row| self.labels[row]).collect(),
            patients: kept.iter().map(|&row| self.patients[row]).collect(),
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

    /// Values of an input (a feature, or what is known of the patient) in all rows; `None` when there is no such column.
    pub fn column(&self, wanted: &Column) -> Option<Vec<f64>> {
        column(self.table, (&self.rows, &self.usual), wanted)
    }
}

fn column(table: &Table, (rows, usual): (&[usize], &[f64]), wanted: &Column) -> Option<Vec<f64>> {
    let Some(position) = table.position(wanted) else { return table.of_patients(rows, usual, wanted) };
    Some(rows.iter().map(|&row| table.row(row)[position]).collect())
}

/// Rows of every patient, those with a metastasis first; patients in the order of their first row.
fn units(labels: &[bool], patients: &[usize]) -> [Vec<Vec<usize>>; 2] {
    let mut of: Vec<Vec<usize>> = Vec::new();
    let mut place: BTreeMap<usize, usize> = BTreeMap::new();
    for (row, &patient) in patients.iter().enumerate() {
        let at = *place.entry(patient).or_insert(of.len());
        if at == of.len() {
            of.push(Vec::new());
        }
        of[at].push(row);
    }
    let (with, without) = of.into_iter().partition(|rows| rows.iter().any(|&row| labels[row]));
    [with, without]
}

/// Fold of every row. The patients of each class are shuffled; those with most rows come first, and each goes to the
/// fold that has fewest rows of the class (of equals: fewest rows; then the first). Where every patient has one row,
/// this deals them out in turn.
pub fn stratified_folds(labels: &[bool], patients: &[usize], count: usize, seed: u64) -> Vec<usize> {
    let mut fold_of = vec![0; labels.len()];
    let mut sizes = vec![0; count];
    let mut random = Random::new(seed);
    for mut members in units(labels, patients) {
        random.shuffle(&mut members);
        order::sort(&mut members, &|a, b| b.len().cmp(&a.len()));
        let mut of_class = vec![0; count];
        for rows in members {
            let fewest = (0..count).min_by_key(|&fold| (of_class[fold], sizes[fold])).unwrap_or(0);
            of_class[fewest] += rows.len();
            sizes[fewest] += rows.len();
            rows.into_iter().for_each(|row| fold_of[row] = fewest);
        }
    }
    fold_of
}
