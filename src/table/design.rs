//! What classifiers see: standardised inputs.

/// Rows by standardised inputs, stored row by row. Only the scaling fitted in stage 7 makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    inputs: usize,
    values: Vec<f64>,
    rows: usize,
}

/// A design of training rows with their diagnoses: the only thing a classifier is fitted to.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingDesign {
    design: Design,
    labels: Vec<bool>,
}

impl Design {
    /// From columns of `rows` values each.
    pub(crate) fn from_columns(columns: &[Vec<f64>], rows: usize) -> Self {
        let mut values = Vec::with_capacity(rows * columns.len());
        for row in 0..rows {
            values.extend(columns.iter().map(|column| column[row]));
        }
        Self { inputs: columns.len(), values, rows }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of inputs.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Inputs of one row.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.inputs..(row + 1) * self.inputs]
    }

    /// One input in all rows.
    pub fn column(&self, input: usize) -> Vec<f64> {
        (0..self.rows).map(|row| self.row(row)[input]).collect()
    }
}

impl TrainingDesign {
    /// Pairs a design of training rows with their diagnoses.
    pub(crate) fn new(design: Design, labels: Vec<bool>) -> Self {
        debug_assert_eq!(design.rows(), labels.len());
        Self { design, labels }
    }

    /// The inputs.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// Diagnoses: metastasis?
    pub fn labels(&self) -> &[bool] {
        &self.labels
    }

    /// The rows at `kept` alone: a part of training rows is training rows.
    #[must_use]
    pub fn subset(&self, kept: &[usize]) -> Self {
        let mut values = Vec::with_capacity(kept.len() * self.design.inputs);
        for &row in kept {
            values.extend_from_slice(self.design.row(row));
        }
        let design = Design { inputs: self.design.inputs, values, rows: kept.len() };
        Self { design, labels: kept.iter().map(|&row| self.labels[row]).collect() }
    }
}
