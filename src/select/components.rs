//! Deep features become a few components: principal component analysis, fitted on training rows and frozen.
//!
//! One analysis a sequence, so that a component belongs to one sequence. With x the deep features of a sequence, m and s
//! their means and standard deviations (n − 1) in the training rows and v a unit eigenvector of their correlation
//! matrix, a component is Σ v_j (x_j − m_j) / s_j; its sign is the one that makes the largest |v_j| positive.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::numeric::linear::{LowerTriangle, dot, eigen, from_rows, row, rows};
use crate::numeric::statistics::{mean_sd, varies};
use crate::table::{Column, Rows, Sequence, TrainingView};
use crate::words::{ModelProblem, Phrase, Phrases, TableProblem};

/// Eigenvalues below this part of the largest are rounding.
const RANK: f64 = 1e-10;

/// How many components a sequence gets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ComponentOptions {
    /// Share of the variance to be explained, 0 to 1: as few components as reach it,
    pub explained: f64,
    /// but at most so many.
    pub most: usize,
}

impl Default for ComponentOptions {
    fn default() -> Self {
        Self { explained: 0.9, most: 32 }
    }
}

impl ComponentOptions {
    /// # Errors
    /// A value out of its bounds.
    pub fn check(&self) -> Result<()> {
        if self.explained > 0.0 && self.explained <= 1.0 && self.most > 0 {
            return Ok(());
        }
        let ranges = [("explained", "(0, 1]"), ("most", "[1, ∞)")];
        let expected = Phrases(ranges.map(|(name, range)| Phrase::InRange { name, range }).to_vec());
        Err(ModelProblem::ComponentOptions { expected, found: format!("{self:?}") }.into())
    }
}

/// A weighted sum of a sequence's deep features.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// `t1_cnn_pc01`.
    pub name: Column,
    /// Whose deep features.
    pub sequence: Sequence,
    /// −Σ v_j m_j / s_j.
    pub offset: f64,
    /// v_j / s_j for `cnn_0000`, …; 0 for a feature that does not vary in the training rows.
    pub weights: Vec<f64>,
}

/// Components with their values in the training rows.
#[derive(Debug, Clone, Default)]
pub struct Components {
    /// By sequence, the one that explains most first.
    pub list: Vec<Component>,
    /// Values in the rows they were fitted to, one vector a component.
    pub scores: Vec<Vec<f64>>,
    /// Deep features they are made of.
    pub columns: usize,
}

impl Component {
    /// The columns it is made of, in the order of the weights.
    pub fn columns(&self) -> impl Iterator<Item = Column> + use<> {
        deep_columns(self.sequence, self.weights.len())
    }

    /// The component of the deep features in order.
    pub fn score(&self, values: impl Iterator<Item = f64>) -> f64 {
        let terms = self.weights.iter().zip(values).filter(|(weight, _)| **weight != 0.0);
        terms.fold(self.offset, |sum, (weight, value)| sum + weight * value)
    }

    /// The component in all rows; `None` where a column is missing. A missing value makes it NaN.
    pub fn column(&self, rows: &Rows) -> Option<Vec<f64>> {
        let block: Vec<Vec<f64>> =
            self.columns().map(|column| rows.column(&column)).collect::<Option<_>>()?;
        Some((0..rows.len()).map(|row| self.score(block.iter().map(|column| column[row]))).collect())
    }

    /// Whether what was read from a file is a component.
    pub fn is_sound(&self) -> bool {
        self.offset.is_finite() && self.weights.iter().all(|weight| weight.is_finite())
    }
}

impl Components {
    /// Fitted on training rows, for every sequence the table has deep features of.
    ///
    /// # Errors
    /// Options out of bounds; deep features that are not numbered from 0 on; values too large to be squared.
    pub fn fit(view: &TrainingView, options: &ComponentOptions) -> Result<Self> {
        options.check()?;
        let mut components = Self::default();
        for sequence in Sequence::ALL {
            let own = |column: &&Column| column.is_deep() && column.sequence() == Some(sequence);
            let count = view.columns().iter().filter(own).count();
            if count > 0 {
                components.columns += count;
                components.add(sequence, &block(view, sequence, count)?, options)?;
            }
        }
        Ok(components)
    }

    fn add(&mut self, sequence: Sequence, block: &Array2<f64>, options: &ComponentOptions) -> Result<()> {
        let scales: Vec<Option<(f64, f64)>> = rows(block).map(scale).collect();
        let varied: Vec<(usize, f64, f64)> =
            (0..).zip(&scales).filter_map(|(at, scale)| scale.map(|(mean, sd)| (at, mean, sd))).collect();
        let standardised = Array2::from_shape_fn((varied.len(), block.ncols()), |(feature, case)| {
            let (at, mean, sd) = varied[feature];
            (block[[at, case]] - mean) / sd
        });
        let loadings = loadings(&standardised, options).ok_or(TableProblem::DeepSquares { sequence })?;
        for (number, loading) in (1..).zip(loadings) {
            let mut own = loading.into_iter();
            let mut component = Component {
                name: Column::Component { sequence, number },
                sequence,
                offset: 0.0,
                weights: Vec::with_capacity(block.nrows()),
            };
            for scale in &scales {
                let weight = scale.map_or(0.0, |(_, sd)| own.next().unwrap_or(0.0) / sd);
                component.offset -= scale.map_or(0.0, |(mean, _)| weight * mean);
                component.weights.push(weight);
            }
            let cases = block.columns().into_iter();
            let scores = cases.map(|case| component.score(case.iter().copied()));
            self.scores.push(scores.collect());
            self.list.push(component);
        }
        Ok(())
    }
}

/// Deep features of a sequence in the training rows, features × rows.
fn block(view: &TrainingView, sequence: Sequence, count: usize) -> Result<Array2<f64>> {
    let of = |column: Column| {
        // A feature that a training row outside this fold lacks could not be computed there, so it is left out here as well.
        let values = view.column(&column).map(|values| match view.is_complete(&column) {
            true => values,
            false => vec![f64::NAN; values.len()],
        });
        values.ok_or_else(|| {
            let column = column.to_string().into();
            Error::from(TableProblem::DeepColumn { last: count - 1, column })
        })
    };
    let columns: Vec<Vec<f64>> = deep_columns(sequence, count).map(of).collect::<Result<_>>()?;
    Ok(from_rows(&columns, view.len()))
}

/// The first deep features of a sequence.
fn deep_columns(sequence: Sequence, count: usize) -> impl Iterator<Item = Column> {
    (0..).take(count).map(move |index| Column::Deep { sequence, index })
}

/// Mean and deviation of a feature that can be used: a number in every row, and not the same one.
fn scale(column: &[f64]) -> Option<(f64, f64)> {
    let (mean, sd) = mean_sd(column);
    (mean.is_finite() && sd.is_finite() && varies(column)).then_some((mean, sd))
}

/// Unit eigenvectors of the correlation matrix, as many as the options want. Of the two symmetric products of the
/// standardised columns with the same eigenvalues, rows by rows and columns by columns, the smaller is decomposed.
fn loadings(columns: &Array2<f64>, options: &ComponentOptions) -> Option<Vec<Vec<f64>>> {
    let by_rows = columns.ncols() <= columns.nrows();
    let pairs = eigen(&if by_rows { row_products(columns) } else { column_products(columns) })?;
    let total: f64 = pairs.iter().map(|pair| pair.0.max(0.0)).sum();
    let least = pairs.first().map_or(0.0, |pair| pair.0) * RANK;
    let mut explained = 0.0;
    let mut loadings = Vec::new();
    for (value, vector) in pairs {
        if loadings.len() == options.most || value <= least || explained >= options.explained * total {
            break;
        }
        explained += value;
        let mut loading: Vec<f64> = match by_rows {
            true => rows(columns).map(|column| dot(column, &vector) / value.sqrt()).collect(),
            false => vector,
        };
        let largest = loading.iter().fold(0.0_f64, |most, &v| if v.abs() > most.abs() { v } else { most });
        if largest < 0.0 {
            loading.iter_mut().for_each(|v| *v = -*v);
        }
        loadings.push(loading);
    }
    Some(loadings)
}

/// ZZᵀ.
fn row_products(columns: &Array2<f64>) -> LowerTriangle {
    let mut products = LowerTriangle::new(columns.ncols(), |_, _| 0.0);
    for column in rows(columns) {
        for (case, &value) in column.iter().enumerate() {
            for (product, other) in products.row_mut(case).iter_mut().zip(column) {
                *product += value * other;
            }
        }
    }
    products
}

/// ZᵀZ.
fn column_products(columns: &Array2<f64>) -> LowerTriangle {
    LowerTriangle::new(columns.nrows(), |i, j| dot(row(columns, i), row(columns, j)))
}
