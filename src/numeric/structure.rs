//! What a fitted function of a row is made of, as far as its explanation needs to know.

use crate::numeric::tree::Tree;

/// The make of a function of a row.
#[derive(Debug, Clone, Copy)]
pub enum Structure<'a> {
    /// intercept + Σ coefficient · input.
    Sum {
        /// Value where all inputs are 0.
        intercept: f64,
        /// One an input.
        coefficients: &'a [f64],
    },
    /// base + Σ answers of the trees.
    SumOfTrees {
        /// Value before any tree.
        base: f64,
        /// The trees.
        trees: &'a [Tree],
    },
    /// Mean answer of the trees: a share from 0 to 1.
    MeanOfTrees {
        /// The trees.
        trees: &'a [Tree],
    },
    /// Nothing that would help: it can only be asked for its answers.
    Unknown,
}
