//! All labels of a mask on an image's grid, for drawing: the same voxels that are measured.

use super::GridRule;
use super::SAME_GRID_VOXELS;
use super::carry::Between;
use crate::volume::{Geometry, LabelMap};

/// Labels on an image's grid: a box of its voxels, outside of which there are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedLabels {
    /// First voxel of the box.
    pub low: [usize; 3],
    /// Voxels of the box along each axis.
    pub size: [usize; 3],
    /// The labels in the box, x fastest.
    pub voxels: Vec<i32>,
}

/// Every label on the image's `grid`; the voxels of each are those that [`super::place`] finds for it. `None` where
/// the two grids count as one by the rule, so that the labels are those of the map, voxel for voxel.
pub fn labels_on_grid(grid: &Geometry, labels: &LabelMap, rule: &GridRule) -> Option<CarriedLabels> {
    let between = Between::grids(grid, &labels.geometry);
    if rule.takes_as_one(grid, labels) || between.farthest_voxels() <= SAME_GRID_VOXELS {
        return None;
    }
    let Some(region) = labels.drawn() else {
        return Some(CarriedLabels { low: [0; 3], size: [0; 3], voxels: Vec::new() });
    };
    let (low, size) = between.reach(&region);
    let mut voxels = Vec::with_capacity(size.iter().product());
    let label = |voxel| labels.at(labels.geometry.index(voxel));
    between.for_each((low, size), |voxel| voxels.push(voxel.map_or(0, label)));
    Some(CarriedLabels { low, size, voxels })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align;
    use crate::numeric::float;

    /// Seven oblique directions and the world's own axes: turned about z by one angle, then about x by another.
    fn directions() -> impl Iterator<Item = [[f64; 3]; 3]> {
        (0..8).map(|turn| {
            let (a, b) = (0.37 * f64::from(turn), -0.23 * f64::from(turn));
            let [(s, c), (t, d)] = [a, b].map(|angle| (float::sin(angle), float::cos(angle)));
            [[c, -s * d, s * t], [s, c * d, -c * t], [0.0, t, d]]
        })
    }

    /// Voxel centres of such an image fall half-way between those of such a mask: the last bit decides.
    #[test]
    fn each_label_has_the_voxels_that_are_measured() {
        for direction in directions() {
            for origin_mm in [[0.0; 3], [-93.7, 41.3, 512.9]] {
                check(direction, origin_mm);
            }
        }
    }

    /// A tolerance that a model sets makes two grids one for the overlay as for the measurement.
    #[test]
    fn a_tolerance_makes_the_overlay_what_is_measured() {
        let grid = Geometry::axis_aligned([6; 3], [2.0; 3]);
        // Six tenths of a voxel away: carried, every label moves by a voxel.
        let shifted = Geometry { origin_mm: [1.2, 0.0, 0.0], ..grid };
        let mut voxels = vec![0; 216];
        voxels[43] = 7;
        let labels = LabelMap::new(shifted, voxels);
        let rule = |tolerance| GridRule { tolerance, ..GridRule::default() };
        for tolerance in [None, Some(0.5), Some(0.7)] {
            let rule = rule(tolerance);
            let measured = rule.applied(&grid, &labels).expect("carried or taken as it is");
            let place = align::place(&grid, &measured, 7).expect("a voxel");
            let drawn = labels_on_grid(&grid, &labels, &rule);
            let is_one = tolerance == Some(0.7);
            assert_eq!(drawn.is_none(), is_one, "{tolerance:?}");
            assert_eq!(crate::align::mask_fit(&grid, &labels, 7, &rule).same, is_one, "{tolerance:?}");
            let seen = drawn.map_or([1, 1, 1], |CarriedLabels { low, size: [nx, ny, _], voxels }| {
                let index = voxels.iter().position(|&label| label == 7).expect("one voxel is drawn");
                [low[0] + index % nx, low[1] + index / nx % ny, low[2] + index / (nx * ny)]
            });
            assert_eq!(seen, place.on_image.low, "{tolerance:?}");
        }
    }

    fn check(direction: [[f64; 3]; 3], origin_mm: [f64; 3]) {
        let turned = |size, spacing_mm| Geometry { size, spacing_mm, origin_mm, direction };
        let image = turned([40, 36, 20], [0.5, 0.5, 2.0]);
        let grid = turned([20, 18, 10], [1.0, 1.0, 4.0]);
        let at = |index: usize| [index % 20, index / 20 % 18, index / 360];
        let label = |[x, y, z]: [usize; 3]| match (4..15).contains(&x) && (3..14).contains(&y) && z > 2 {
            true => {
                if x > 9 {
                    7
                } else {
                    2
                }
            }
            false => 0,
        };
        let labels = LabelMap::new(grid, (0..grid.voxels()).map(|index| label(at(index))).collect());
        let found = labels_on_grid(&image, &labels, &GridRule::default()).expect("other grids");
        for wanted in [2, 7] {
            let region = align::place(&image, &labels, wanted).expect("a region").on_image;
            let mut count = 0;
            for (index, _) in found.voxels.iter().enumerate().filter(|(_, label)| **label == wanted) {
                let [nx, ny, _] = found.size;
                let voxel = [index % nx, index / nx % ny, index / (nx * ny)];
                assert!(region.contains(std::array::from_fn(|axis| found.low[axis] + voxel[axis])));
                count += 1;
            }
            assert_eq!(count, region.count);
        }
    }

    #[test]
    fn one_grid_is_not_carried_and_a_mask_elsewhere_or_empty_leaves_nothing() {
        let image = Geometry::axis_aligned([6; 3], [1.0; 3]);
        let full = |geometry: Geometry| LabelMap::new(geometry, vec![1; geometry.voxels()]);
        assert_eq!(labels_on_grid(&image, &full(image), &GridRule::default()), None);
        let mut far = image;
        far.origin_mm = [500.0; 3];
        assert!(
            labels_on_grid(&image, &full(far), &GridRule::default())
                .expect("carried")
                .voxels
                .iter()
                .all(|&label| label == 0)
        );
        let empty = LabelMap::new(far, vec![0; far.voxels()]);
        assert_eq!(
            labels_on_grid(&image, &empty, &GridRule::default()).expect("carried").voxels,
            Vec::<i32>::new()
        );
    }
}
