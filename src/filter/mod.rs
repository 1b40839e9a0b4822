//! Stage 4: filters make more volumes.
//!
//! [`FILTERS`] lists what there is, [`Filter`] is one of them with checked options, [`Filter::apply`] computes its
//! images. Names and numbers are those of PyRadiomics 3.0.1 and of the libraries it calls (ITK, PyWavelets, SciPy,
//! scikit-image). Only the box of a region is given back, because features look no further; what lies outside the
//! box is read as far as the box depends on it.

mod apply;
mod periodic_block;
mod catalogue;
mod gradient;
mod image_filter;
mod laplacian;
mod lbp2d;
mod lbp3d;
mod separable_pass;
mod original;
mod pointwise;
mod wavelet;
mod wavelet_bank;
mod wavelet_table;

pub use apply::Derived;
pub use catalogue::{FILTERS, Filter, image_named};
pub use image_filter::{FORCE_2D, FORCE_2D_DIMENSION, FilterEntry, NamePart};
