//! Perturbations of a mask: shifted, grown or shrunk by one voxel of its own grid, within what two readers' outlines differ by.

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::volume::{Geometry, LabelMap};
use crate::words::Phrase;
use crate::words::RegionProblem;

/// One change of a mask by one voxel of its own grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Perturbation {
    /// Every voxel takes part one step down the first axis.
    ShiftXDown,
    /// One step up the first axis.
    ShiftXUp,
    /// One step down the second axis.
    ShiftYDown,
    /// One step up the second axis.
    ShiftYUp,
    /// One step down the third axis.
    ShiftZDown,
    /// One step up the third axis.
    ShiftZUp,
    /// Voxels that share a face with the region join it.
    Grow,
    /// Voxels of the region that share a face with others leave it; beyond the grid there is nothing of the region.
    Shrink,
}

impl Perturbation {
    /// All of them, in the order of every table.
    pub const ALL: [Self; 8] = [
        Self::ShiftXDown,
        Self::ShiftXUp,
        Self::ShiftYDown,
        Self::ShiftYUp,
        Self::ShiftZDown,
        Self::ShiftZUp,
        Self::Grow,
        Self::Shrink,
    ];

    /// The axis and sense of a shift; `None` for the others.
    pub fn shift(self) -> Option<(usize, bool)> {
        match self {
            Self::ShiftXDown => Some((0, false)),
            Self::ShiftXUp => Some((0, true)),
            Self::ShiftYDown => Some((1, false)),
            Self::ShiftYUp => Some((1, true)),
            Self::ShiftZDown => Some((2, false)),
            Self::ShiftZUp => Some((2, true)),
            Self::Grow | Self::Shrink => None,
        }
    }

    /// What it does to the body: one voxel (0.90 mm) towards the left, larger by one voxel.
    pub fn change(self, grid: &Geometry) -> Phrase {
        let Some((axis, up)) = self.shift() else {
            return if self == Self::Grow { Phrase::MaskGrown } else { Phrase::MaskShrunk };
        };
        let sense = if up { 1.0 } else { -1.0 };
        let direction: [f64; 3] = std::array::from_fn(|row| sense * grid.direction[row][axis]);
        let row = (1..3).fold(0, |best, row| match direction[row].abs() > direction[best].abs() {
            true => row,
            false => best,
        });
        // LPS: +x is the patient's left, +y the back, +z the head.
        let names = [["right", "left"], ["front", "back"], ["feet", "head"]];
        let side = names[row][usize::from(direction[row] > 0.0)];
        Phrase::MaskShifted { mm: grid.spacing_mm[axis], side }
    }
}

/// The voxels of `label` after a perturbation, as the only label of a map on the same grid.
///
/// # Errors
/// Nothing of the region is left.
///
/// # Examples
/// ```
/// use discern::align::{Perturbation, perturb};
/// use discern::simulate;
/// use discern::volume::label_counts;
///
/// let mask = simulate::scan(1, 0).mask;
/// let larger = perturb(&mask, 1, Perturbation::Grow)?;
/// assert!(label_counts(&larger)[0].1 > label_counts(&mask)[0].1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn perturb(labels: &LabelMap, label: i32, how: Perturbation) -> Result<LabelMap> {
    let grid = &labels.geometry;
    let mut inside = vec![false; grid.voxels()];
    let mut left = 0_usize;
    for (index, _) in labels.iter().enumerate().filter(|(_, found)| *found == label) {
        let mut put = |to: usize| {
            left += usize::from(!inside[to]);
            inside[to] = true;
        };
        match how.shift() {
            Some((axis, up)) => neighbour(grid, index, axis, up).into_iter().for_each(&mut put),
            None if how == Perturbation::Grow => {
                put(index);
                faces(grid, index).flatten().for_each(&mut put);
            }
            None => {
                let inner = |near: Option<usize>| near.is_some_and(|near| labels.at(near) == label);
                if faces(grid, index).all(inner) {
                    put(index);
                }
            }
        }
    }
    if left == 0 {
        return Err(RegionProblem::NothingLeft.into());
    }
    Ok(LabelMap::single(*grid, label, &inside))
}

/// The voxel beside one along an axis; `None` beyond the grid.
fn neighbour(grid: &Geometry, index: usize, axis: usize, up: bool) -> Option<usize> {
    let [nx, ny, _] = grid.size;
    let step = [1, nx, nx * ny][axis];
    let at = index / step % grid.size[axis];
    match up {
        true => (at + 1 < grid.size[axis]).then_some(index + step),
        false => (at > 0).then(|| index - step),
    }
}

fn faces(grid: &Geometry, index: usize) -> impl Iterator<Item = Option<usize>> {
    (0..6).map(move |face| neighbour(grid, index, face / 2, face % 2 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(map: &LabelMap) -> usize {
        map.iter().filter(|&voxel| voxel == 2).count()
    }

    fn block() -> LabelMap {
        let grid = Geometry::axis_aligned([7, 6, 5], [0.5, 1.0, 4.0]);
        let inside =
            |x: usize, y: usize, z: usize| (2..5).contains(&x) && (1..4).contains(&y) && (1..4).contains(&z);
        let voxels = (0..210).map(|i| if inside(i % 7, i / 7 % 6, i / 42) { 2 } else { i32::from(i == 0) });
        LabelMap::new(grid, voxels.collect())
    }

    #[test]
    fn a_block_of_27_grows_by_its_faces_and_shrinks_to_its_middle() {
        assert_eq!(count(&perturb(&block(), 2, Perturbation::Grow).unwrap()), 27 + 6 * 9);
        let middle = perturb(&block(), 2, Perturbation::Shrink).unwrap();
        assert_eq!((count(&middle), middle.at(middle.geometry.index([3, 2, 2]))), (1, 2));
        assert!(perturb(&middle, 2, Perturbation::Shrink).unwrap_err().found.contains("one voxel thin"));
        assert!(middle.iter().all(|voxel| voxel == 0 || voxel == 2), "other labels are left out");
    }

    #[test]
    fn shifts_there_and_back_give_the_same_and_fall_off_at_the_edge() {
        let there = perturb(&block(), 2, Perturbation::ShiftYUp).unwrap();
        assert_eq!(count(&there), 27);
        let back = perturb(&there, 2, Perturbation::ShiftYDown).unwrap();
        assert!(back.iter().zip(block().iter()).all(|(a, b)| (a == 2) == (b == 2)));
        let once = perturb(&block(), 2, Perturbation::ShiftZDown).unwrap();
        assert_eq!(count(&perturb(&once, 2, Perturbation::ShiftZDown).unwrap()), 18);
    }

    #[test]
    fn a_shift_is_named_by_the_body() {
        let mut grid = block().geometry;
        assert_eq!(Perturbation::ShiftXUp.change(&grid).to_string(), "one voxel (0.50 mm) towards the left");
        grid.direction = [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, -1.0, 0.0]];
        assert_eq!(Perturbation::ShiftYUp.change(&grid).to_string(), "one voxel (1.00 mm) towards the feet");
        assert_eq!(
            Perturbation::ShiftXDown.change(&grid).to_string(),
            "one voxel (0.50 mm) towards the front"
        );
        assert_eq!(Perturbation::Grow.change(&grid).to_string(), "larger by one voxel on every side");
    }
}
