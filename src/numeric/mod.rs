//! Pure mathematics on slices; knows nothing of images.

pub mod bspline;
pub mod cubic_spline;
pub mod digest;
pub mod elastic_net;
pub mod exact;
pub mod float;
pub mod inverse;
pub mod random;
pub mod ranks;
pub mod real;
pub mod recursive_gaussian;
pub mod sphere;
pub mod statistics;
pub mod symmetric;
pub mod tree;
pub mod wide;
