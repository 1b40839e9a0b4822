//! Pure mathematics on slices; knows nothing of images.

pub mod bspline;
pub mod elastic_net;
pub mod float;
pub mod random;
pub mod recursive_gaussian;
pub mod statistics;
