//! Sequences of a case whose voxels are finer or coarser than those of the training cases.

use crate::case::SequenceFeatures;
use crate::error::Warning;
use crate::model::{SpacingRange, from_finest};
use crate::words::FromTo;
use crate::words::Notice;
use crate::words::Triple;

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
        let span = |at: usize| FromTo([range.low_mm[at], range.high_mm[at]].map(rounded));
        (0..3).any(is_outside).then(|| {
            let spacing = Triple(mm.map(rounded));
            let [finest, middle, coarsest] = [span(0), span(1), span(2)];
            let notice = Notice::SpacingOutsideTraining { spacing, finest, middle, coarsest };
            Warning::from(notice).of(range.sequence)
        })
    };
    ranges.iter().filter_map(outside).collect()
}

fn rounded(mm: f64) -> f64 {
    (mm * 1e3).round() / 1e3
}
