//! What a parameter file says of masks on another grid: PyRadiomics' `geometryTolerance` and `correctMask`.

use super::{SAME_GRID_VOXELS, carry, difference};
use crate::error::Result;
use crate::volume::{Geometry, LabelMap};
use crate::words::Phrase;
use crate::words::RegionProblem;

/// When a mask's grid counts as the image's, and whether a mask on another is carried.
///
/// The default carries every mask and adds a warning; PyRadiomics' own default is to refuse it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GridRule {
    /// ITK's tolerance, where one is set: origins and spacings may differ by so many of the image's voxels (along x),
    /// each number of the directions by as much. Without one, voxel centres may be [`SAME_GRID_VOXELS`] apart.
    pub tolerance: Option<f64>,
    /// A mask on another grid is carried to the image's; otherwise it is refused.
    pub carry: bool,
}

impl Default for GridRule {
    fn default() -> Self {
        Self { tolerance: None, carry: true }
    }
}

impl GridRule {
    /// Whether a tolerance is set and the two grids are within it, so that the labels are taken voxel for voxel.
    pub(super) fn takes_as_one(&self, grid: &Geometry, labels: &LabelMap) -> bool {
        self.tolerance.is_some_and(|most| labels.geometry.size == grid.size && within(grid, labels, most))
    }

    /// The labels as the rule has them: on the image's own grid where theirs is within the tolerance.
    ///
    /// # Errors
    /// The grids differ by more, and the rule is not to carry a mask.
    pub fn applied(&self, grid: &Geometry, labels: &LabelMap) -> Result<LabelMap> {
        if self.takes_as_one(grid, labels) {
            return Ok(labels.on(*grid));
        }
        let near = || carry::Between::grids(grid, &labels.geometry).farthest_voxels() <= SAME_GRID_VOXELS;
        if self.carry || (self.tolerance.is_none() && near()) {
            return Ok(labels.clone());
        }
        let within = match self.tolerance {
            Some(tolerance) => Phrase::Tolerance { tolerance },
            None => Phrase::Voxels { voxels: SAME_GRID_VOXELS },
        };
        Err(RegionProblem::OtherGrid { within, differences: difference::between(grid, &labels.geometry) }
            .into())
    }
}

/// ITK's comparison of two images' grids.
fn within(grid: &Geometry, labels: &LabelMap, most: f64) -> bool {
    let (mask, most_mm) = (&labels.geometry, most * grid.spacing_mm[0]);
    (0..3).all(|axis| {
        (grid.origin_mm[axis] - mask.origin_mm[axis]).abs() <= most_mm
            && (grid.spacing_mm[axis] - mask.spacing_mm[axis]).abs() <= most_mm
            && (0..3).all(|row| (grid.direction[row][axis] - mask.direction[row][axis]).abs() <= most)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn apart(origin_mm: f64) -> (Geometry, LabelMap) {
        let grid = Geometry::axis_aligned([4; 3], [2.0, 1.0, 1.0]);
        let mut other = grid;
        other.origin_mm = [origin_mm, 0.0, 0.0];
        (grid, LabelMap::new(other, vec![1; 64]))
    }

    #[test]
    fn a_tolerance_counts_in_voxels_along_x() {
        let (grid, labels) = apart(0.2);
        let rule = |tolerance| GridRule { tolerance: Some(tolerance), carry: false };
        assert_eq!(rule(0.11).applied(&grid, &labels).expect("within").geometry, grid);
        let error = rule(0.09).applied(&grid, &labels).expect_err("beyond");
        assert!(error.to_string().contains("origin 0.200 mm apart"), "{error}");
    }

    #[test]
    fn without_leave_to_carry_another_grid_is_refused_and_rounding_is_not() {
        let rule = GridRule { tolerance: None, carry: false };
        let (grid, labels) = apart(0.5);
        assert_eq!(rule.applied(&grid, &labels).expect_err("apart").kind, ErrorKind::Geometry);
        assert_eq!(GridRule::default().applied(&grid, &labels).expect("carried").geometry, labels.geometry);
        let (grid, labels) = apart(1e-4);
        assert!(rule.applied(&grid, &labels).is_ok());
    }
}
