//! What a result is: named values, one by one and in tables.

mod feature;

pub use feature::{Feature, FeatureId, format_number};
