//! What a result is: named values, one by one and in tables.

mod feature;
mod sequence;

pub use feature::{Feature, FeatureId, format_number};
pub use sequence::{Sequence, Split};
