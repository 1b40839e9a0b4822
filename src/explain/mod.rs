//! Stage 9: the model's answer is taken apart.

mod distribution;
mod of;
mod shapley;
mod tree;

pub use distribution::{Distribution, Level, Outlier, Position};
pub use of::{Answered, Method, of};
pub use shapley::{Explanation, MOST_INPUTS, linear, shapley};
pub use tree::tree_shap;
