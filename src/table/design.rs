//! What classifiers see: standardised inputs.

use ndarray::Array2;

use crate::numeric::linear;

/// Rows by standardised inputs. Only the scaling fitted in stage 7 makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Design(Array2<f64>);

/// A design of training rows with their diagnoses: the only thing a classifier is fitted to.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingDesign {
    design: Design,
    labels: Vec<bool>,
}

impl Design {
    /// From rows × inputs.
    pub(crate) fn new(values: Array2<f64>) -> Self {
        Self(values)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.0.nrows()
    }

    /// Number of inputs.
    pub fn inputs(&self) -> usize {
        self.0.ncols()
    }

    /// One input of one row.
    pub fn at(&self, row: usize, input: usize) -> f64 {
        self.0[[row, input]]
    }

    /// Inputs of one row.
    pub fn row(&self, row: usize) -> &[f64] {
        linear::row(&self.0, row)
    }

    /// One input in all rows.
    pub fn column(&self, input: usize) -> Vec<f64> {
        self.0.column(input).to_vec()
    }

    /// Inputs × rows: the values of an input side by side.
    pub fn columns(&self) -> Array2<f64> {
        Array2::from_shape_fn((self.inputs(), self.rows()), |(input, row)| self.0[[row, input]])
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
        let shape = (kept.len(), self.design.inputs());
        let design = Design(Array2::from_shape_fn(shape, |(at, input)| self.design.at(kept[at], input)));
        Self { design, labels: kept.iter().map(|&row| self.labels[row]).collect() }
    }
}
