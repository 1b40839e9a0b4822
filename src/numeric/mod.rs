//! Pure mathematics on slices; knows nothing of images.

pub mod elastic_net;
pub mod float;
pub mod hash;
pub mod linear;
pub mod order;
pub mod percentiles;
pub mod powers;
pub mod random;
pub mod scalar;
pub mod simd;
pub mod recursive_gaussian;
pub mod sphere;
pub mod spline_itk;
pub mod spline_scipy;
pub mod statistics;
pub mod structure;
pub mod svd_itk;
pub mod tree;
