//! How a mask and an image lie to each other, for a person to judge before anything is measured.

use serde::Serialize;

use super::GridRule;
use super::SAME_GRID_VOXELS;
use super::carry;
use super::carry::Between;
use super::difference::angle_degrees;
use crate::volume::{Geometry, LabelMap};

/// Cells along each axis at whose middles two boxes are compared.
const CELLS: usize = 24;

/// What agrees between a mask's grid and an image's, and how much of a label lies within the image.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MaskFit {
    /// The grids count as one: the mask is taken as it is.
    pub same: bool,
    /// As many voxels along each axis.
    pub same_size: bool,
    /// Largest relative difference between spacings along the same axis, 0 for none.
    pub spacing: f64,
    /// Distance between the middles of both grids, mm.
    pub apart_mm: f64,
    /// Largest angle between axes of the same number, degrees.
    pub turned_deg: f64,
    /// Voxels of the label.
    pub voxels: usize,
    /// Those of them whose centres lie within the image.
    pub inside: usize,
    /// Share of the mask's box that lies in the image's box, and of the image's in the mask's; to 1/24 along each axis.
    pub boxes: [f64; 2],
}

/// Compares a mask's grid with an image's, and finds how much of a label lies within the image.
pub fn mask_fit(grid: &Geometry, labels: &LabelMap, label: i32, rule: &GridRule) -> MaskFit {
    let mask = &labels.geometry;
    let region = labels.region(label);
    let voxels = region.as_ref().map_or(0, |region| region.count);
    let is_one = rule.takes_as_one(grid, labels);
    let outside = match region {
        Some(region) if !is_one => carry::outside(grid, mask, &region),
        _ => 0,
    };
    let relative = |axis: usize| (mask.spacing_mm[axis] / grid.spacing_mm[axis] - 1.0).abs();
    let most = |of: &dyn Fn(usize) -> f64| (0..3).map(of).fold(0.0, f64::max);
    let (a, b) = (middle(mask), middle(grid));
    MaskFit {
        same: is_one || Between::grids(grid, mask).farthest_voxels() <= SAME_GRID_VOXELS,
        same_size: mask.size == grid.size,
        spacing: most(&relative),
        apart_mm: (0..3).map(|row| (a[row] - b[row]) * (a[row] - b[row])).sum::<f64>().sqrt(),
        turned_deg: most(&|axis| angle_degrees(mask, grid, axis)),
        voxels,
        inside: voxels - outside,
        boxes: [share_in(mask, grid), share_in(grid, mask)],
    }
}

fn middle(grid: &Geometry) -> [f64; 3] {
    grid.world_from_voxel(grid.size.map(|n| (n as f64 - 1.0) / 2.0))
}

/// Share of a grid's box that lies in another's, to a cell.
fn share_in(grid: &Geometry, other: &Geometry) -> f64 {
    let between = Between::grids(grid, other);
    let cells = CELLS * CELLS * CELLS;
    let inside = (0..cells).filter(|cell| {
        let cell = [cell % CELLS, cell / CELLS % CELLS, cell / (CELLS * CELLS)];
        let voxel = std::array::from_fn(|axis| {
            (cell[axis] as f64 + 0.5) / CELLS as f64 * grid.size[axis] as f64 - 0.5
        });
        between.reaches(voxel)
    });
    inside.count() as f64 / cells as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_what_is_inside_are_shares_of_the_whole() {
        let flat = |origin_mm: [f64; 3]| Geometry {
            origin_mm,
            ..Geometry::axis_aligned([20, 20, 9], [1.0, 1.0, 2.0])
        };
        let labels = LabelMap::new(flat([0.0; 3]), vec![1; 3600]);
        let half = mask_fit(&flat([10.0, 0.0, 0.0]), &labels, 1, &GridRule::default());
        assert!((half.boxes[0] - 0.5).abs() < 1e-12 && (half.boxes[1] - 0.5).abs() < 1e-12, "{half:?}");
        assert_eq!((half.voxels, half.inside, half.same, half.same_size), (3600, 1800, false, true));
        assert!((half.apart_mm - 10.0).abs() < 1e-12 && half.turned_deg.abs() < 1e-9 && half.spacing == 0.0);
        let same = mask_fit(&flat([0.0; 3]), &labels, 2, &GridRule::default());
        assert_eq!((same.voxels, same.inside, same.same, same.boxes), (0, 0, true, [1.0, 1.0]));
        let away = mask_fit(&flat([0.0, 300.0, 0.0]), &labels, 1, &GridRule::default());
        assert_eq!((away.inside, away.boxes), (0, [0.0, 0.0]));
    }
}
