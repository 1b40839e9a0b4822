//! Discern: metastasis or primary, from four MRI sequences of a solitary spinal tumour.
//!
//! The way data flows, and the order of the modules below:
//!
//! 1. [`read`]: bytes become a volume with geometry;
//! 2. [`align`]: the mask is put on the image's grid;
//! 3. [`preprocess`]: intensities and grid are made comparable;
//! 4. [`filter`]: filters make more volumes;
//! 5. [`features`]: each volume and region becomes numbers;
//! 6. [`cnn`]: a fixed network adds numbers;
//! 7. [`select`]: the numbers are joined and thinned;
//! 8. [`classify`]: a checked model is fitted or applied;
//! 9. [`explain`]: its answer is taken apart;
//! 10. [`report`]: everything is written down with what was done.
//!
//! Under the stages lies the ground ([`sequence`], [`error`], [`words`], [`monitor`], [`parameter`], [`mod@program`],
//! [`numeric`], [`volume`], [`table`]), over them four rooms that put the stages in order ([`case`], [`mod@model`],
//! [`answer`], [`study`]) and the shells (`wasm/`, `main.rs`). Stages do not import each other;
//! `tests/mechanics/layering.rs` holds the whole import table.

// ground
pub mod sequence;
pub mod error;
pub mod words;
pub mod monitor;
pub mod parameter;
pub mod program;
pub mod numeric;
pub mod volume;
pub mod table;
// stages
pub mod read;
pub mod align;
pub mod preprocess;
pub mod filter;
pub mod features;
pub mod cnn;
pub mod select;
pub mod classify;
pub mod explain;
pub mod report;
// order
pub mod settings;
pub mod simulate;
pub mod case;
pub mod model;
pub mod answer;
pub mod study;
// shell
#[cfg(any(target_arch = "wasm32", test))]
#[cfg_attr(test, allow(dead_code, reason = "a test looks at its types alone"))]
mod protocol;
#[cfg(target_arch = "wasm32")]
mod wasm;
