//! Pure mathematics on slices; knows nothing of images.

pub mod float;
pub mod random;
pub mod statistics;
