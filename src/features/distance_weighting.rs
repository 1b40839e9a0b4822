//! Distance weighting: directions merged into one matrix instead of averaged.

use super::grid::Step;
use crate::numeric::float;

/// How the length of a step is measured when directions are weighted by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Norm {
    /// Sum over axes.
    Manhattan,
    /// Root of the sum of squares.
    Euclidean,
    /// Largest axis.
    Infinity,
    /// Every direction weighs 1 (matrices are merged all the same).
    None,
}

impl Norm {
    /// Length of a step in mm; 1 for [`Self::None`].
    fn length_mm(self, step: Step, spacing_mm: [f64; 3]) -> f64 {
        // z, y, x: PyRadiomics' order of addition.
        let part: [f64; 3] = [2, 1, 0].map(|axis| step.by[axis].unsigned_abs() as f64 * spacing_mm[axis]);
        match self {
            Self::Manhattan => part[0] + part[1] + part[2],
            Self::Euclidean => (part[0] * part[0] + part[1] * part[1] + part[2] * part[2]).sqrt(),
            Self::Infinity => part[0].max(part[1]).max(part[2]),
            Self::None => 1.0,
        }
    }

    /// Weight of a direction in a run-length matrix: the length itself.
    pub(super) fn run_weight(self, step: Step, spacing_mm: [f64; 3]) -> f64 {
        self.length_mm(step, spacing_mm)
    }

    /// Weight of a direction in a co-occurrence matrix: exp(−length²), 1 for [`Self::None`].
    pub(super) fn pair_weight(self, step: Step, spacing_mm: [f64; 3]) -> f64 {
        let length = self.length_mm(step, spacing_mm);
        if self == Self::None { 1.0 } else { float::exp(-(length * length)) }
    }
}
