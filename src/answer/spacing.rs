//! Sequences of a case whose voxels are finer or coarser than those of the training cases.

use crate::case::SequenceFeatures;
use crate::error::Warning;
use crate::model::{SpacingRange, from_finest};

/// How far beyond the range a spacing may lie, as a share of it: headers are rounded.
const SLACK: f64 = 0.01;

/// Sequences of a case whose voxels are finer or coarser than any of training.
pub(super) fn warnings(ranges: &[SpacingRange], sequences: &[SequenceFeatures]) -> Vec<Warning> {
    let outside = |range: &SpacingRange| {
        let facts = sequences.iter().find(|one| one.sequence == range.sequence)?.facts.as_ref()?;
        let mm = from_finest(facts.spacing_mm);
        let is_outside = |at: usize| {
            mm[at] < range.low_mm[at] * (1.0 - SLACK) || mm[at] > range.high_mm[at] * (1.0 + SLACK)
        };
        let [a, b, c] = mm.map(rounded);
        let span = |at: usize| format!("{} to {}", rounded(range.low_mm[at]), rounded(range.high_mm[at]));
        (0..3).any(is_outside).then(|| {
            let message = format!(
                "{}: voxels are {a} × {b} × {c} mm, from the finest to the coarsest; those of the training cases were {}, \
                 {} and {} mm",
                range.sequence,
                span(0),
                span(1),
                span(2)
            );
            Warning::new("spacing-outside-training", message)
        })
    };
    ranges.iter().filter_map(outside).collect()
}

fn rounded(mm: f64) -> f64 {
    (mm * 1e3).round() / 1e3
}
